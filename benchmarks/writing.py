"""What writing costs beside reading, and how fast samples are drawn: ``python benchmarks/writing.py``.

A report is written and read in turn, so that a noisy machine slows both; the median of the ratios is printed. The
budget is three times the time of reading what was written.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import partial
from random import Random
from time import perf_counter

import gxgrammar
from gxgrammar.samples import draw_document, draw_sample
from gxgrammar.template import templates
from gxgrammar.writers import WRITERS

BUDGET = 3.0
_ROUNDS = 30
_SAMPLES = 1000


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def writing_beside_reading() -> None:
    """For each layout, the time of writing a report of the form of 2021 to that of reading it."""
    report = draw_sample("national_2021", Random(1)).report
    for layout in WRITERS:
        content = gxgrammar.render(report, layout=layout)
        gxgrammar.parse(content)
        write, read = partial(gxgrammar.render, report, layout=layout), partial(gxgrammar.parse, content)
        ratios = [_seconds(write) / _seconds(read) for _ in range(_ROUNDS)]
        ratio = statistics.median(ratios)
        print(f"write / read, {layout:10} {ratio:5.2f} x  (budget {BUDGET:g} x{'' if ratio <= BUDGET else ', MISSED'})")


def drawing() -> None:
    """A thousand samples in one process, drawn only, and written as well."""
    for form in templates():
        drawn = _seconds(partial(_draw_all, form))
        written = _seconds(partial(_write_all, form))
        print(f"{form:16} {_SAMPLES / drawn:7.0f} samples/s drawn, {_SAMPLES / written:6.0f} written as HTML")


def _draw_all(form: str) -> None:
    for seed in range(_SAMPLES):
        draw_sample(form, Random(seed))


def _write_all(form: str) -> None:
    for seed in range(_SAMPLES):
        draw_document(form, "html", Random(seed))


if __name__ == "__main__":
    writing_beside_reading()
    drawing()
