"""An HTML report, source to record with evidence, beside pandas.read_html (lxml) reading the same page's tables.

    python benchmarks/pages.py [FILE.html]

Needs the extra ``bench``. Both are timed in turn, many times, and the fastest runs are compared: the machine's other
work only ever adds time. The budget is half the time of pandas.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas

import gxgrammar
from gxgrammar.limits import DEFAULT_LIMITS
from gxgrammar.readers import open_document

_DEFAULT = Path(__file__).parents[1] / "corpus" / "html_site_page" / "source.html"
_BUDGET = 0.5
_ROUNDS = 100


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(path: Path) -> None:
    """Print the times and their ratio."""
    data = path.read_bytes()
    page = gxgrammar.parse(data).source.encoding or "utf-8"
    works = {
        "pandas.read_html": lambda: pandas.read_html(io.BytesIO(data), flavor="lxml", encoding=page),
        "gxgrammar.parse": lambda: gxgrammar.parse(data),
        "  of that, reading the page": lambda: open_document(data, name="page", layout_id=None, limits=DEFAULT_LIMITS),
    }
    fastest = dict.fromkeys(works, float("inf"))
    for _ in range(_ROUNDS):
        for name, work in works.items():
            fastest[name] = min(fastest[name], _seconds(work))
    for name, seconds in fastest.items():
        print(f"{name:28} {seconds * 1000:7.2f} ms  {seconds / fastest['pandas.read_html']:5.2f} x")
    print(f"{'budget':28} {'':10}  {_BUDGET:5.2f} x")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _DEFAULT)
