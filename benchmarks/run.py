"""Time by stage, against bare Lark, over size, and at start-up: ``python benchmarks/run.py``.

Every figure that has a budget is a ratio of two measurements taken in turn, so that a noisy machine slows both; the
median of the ratios is printed. Times are of the corpus documents named below.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest import mock

from lark import Lark

import gxgrammar
from gxgrammar import alignment, narrowing, readers
from gxgrammar import vocabulary as vocabulary_module
from gxgrammar.alignment import UndecidedRow
from gxgrammar.build import tables
from gxgrammar.canonical import canonical
from gxgrammar.condition import condition
from gxgrammar.cutting import Size, cuts
from gxgrammar.decoding import read_source
from gxgrammar.detection import detect
from gxgrammar.narrowing import Rules
from gxgrammar.outline import outline
from gxgrammar.readers import running
from gxgrammar.syntax import parse_tree
from gxgrammar.template import Template, joined
from gxgrammar.values import read_value

CORPUS = Path(__file__).parents[1] / "corpus"
TEXTS = ("2021_padded", "2019_tabbed")
# Real figures, and drawn ones: these fill every column, where reports have zeros.
GLUED = ("2019_one_line", "2021_one_line", "2012_fujian_one_line", "2019_glued", "2021_glued", "2014_fujian_glued")
KILOBYTE = 1000

Job = Callable[[], object]


def main() -> None:
    for case in TEXTS:
        path = next((CORPUS / case).glob("source.*"))
        data = path.read_bytes()
        print(f"\n{case}: {len(data) / KILOBYTE:.1f} KB")
        by_stage(data)
        against_lark(data)
    glued()
    growth()
    start_up()


def by_stage(data: bytes) -> None:
    """The time of each stage on its own, in milliseconds."""
    source = read_source(data)
    reader = readers.sniff(source)
    document = reader.read(source)
    text = canonical(document)
    form = detect(text, year=None, titled=True, name="").template
    tree = parse_tree(text.text, form)
    stages: dict[str, Job] = {
        "decode": lambda: read_source(data),
        "find the layout": lambda: readers.sniff(source),
        "read": lambda: reader.read(source),
        "canonical text": lambda: canonical(document),
        "detect the form": lambda: detect(text, year=None, titled=True, name=""),
        "tree (Lark)": lambda: parse_tree(text.text, form),
        "outline and tables": lambda: (outline(tree, text), tables(tree, text, form)),
        "all of it": lambda: gxgrammar.parse(data),
        "all, memory of words empty": lambda: _parse(data),
    }
    for name, job in stages.items():
        print(f"  {name:28} {statistics.median(_times(job, 30)) * 1000:8.2f} ms")


def _forget() -> None:
    """Empty the memories of what earlier documents said."""
    words = (vocabulary_module._short_word, vocabulary_module._short_heading)
    for memory in (*words, read_value, cuts, alignment._without_sums):
        memory.cache_clear()


def against_lark(data: bytes) -> None:
    """The whole of a parse as a ratio to what Lark alone takes for the canonical text."""
    result = gxgrammar.parse(data)
    text, form = result.canonical.text, result.template
    bare = _lark(form, parser="lalr", propagate_positions=False)
    ours, lalr = (lambda: gxgrammar.parse(data)), (lambda: bare.parse(text))
    show("parse / bare Lark LALR", ratio(ours, lalr, 60), at_most=3)
    earley = _lark(form, parser="earley", lexer="dynamic")
    show("Lark Earley / parse", ratio(lambda: earley.parse(text), ours, 2), at_least=30)
    healthy = data.decode()
    show("condition / bare Lark LALR", ratio(lambda: condition(healthy), lalr, 60), at_most=1)


def glued() -> None:
    """Segmentation and alignment of reports that lost every separator, against Lark on their canonical text.

    What is made of their outcome, cells and a record, every report needs, glued or not; it is not part of this.
    """
    print("\nglued reports: segmentation and alignment")
    for case in GLUED:
        source = read_source(next((CORPUS / case).glob("source.*")).read_bytes())
        result, align = alignment_of(source.text)
        text, bare = result.canonical.text, _lark(result.template, parser="lalr", propagate_positions=False)

        def ours() -> None:
            _forget()
            running.read(source)  # noqa: B023
            align()  # noqa: B023

        show(f"{case} / bare Lark LALR", ratio(ours, lambda: bare.parse(text), 20), at_most=5)  # noqa: B023


def alignment_of(text: str) -> tuple[gxgrammar.ParseResult, Job]:
    """A parse, and the alignment within it as a job of its own."""
    jobs: list[Job] = []
    narrow_rows = narrowing.narrow_rows

    def noted(rows: list[UndecidedRow], known: Mapping[str, Size], rules: Rules, *, most_readings: int) -> object:
        jobs.append(lambda: narrow_rows(rows, known, rules, most_readings=most_readings))
        return jobs[0]()

    with mock.patch.object(narrowing, "narrow_rows", noted):
        result = gxgrammar.parse(text)
    (job,) = jobs
    return result, job


def _lark(form: Template, **options: object) -> Lark:
    return Lark(joined(form.layers), maybe_placeholders=False, **options)


def growth() -> None:
    """Time for a character of 10 MB over that of 10 KB: 1 is linear."""
    print("\ngrowth from 10 KB to 10 MB (time for a character)")
    report = next((CORPUS / "2021_padded").glob("source.*")).read_text(encoding="utf-8")
    for name, document in documents(report):
        small, large = document(10 * KILOBYTE), document(10_000 * KILOBYTE)
        before = statistics.median(_times(lambda text=small: _parse(text), 9))  # type: ignore[misc]
        after = statistics.median(_times(lambda text=large: _parse(text), 1))  # type: ignore[misc]
        show(name, (after / len(large)) / (before / len(small)), at_most=1.5)


def documents(report: str) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Healthy and hostile documents of any size (in bytes, three to a character)."""
    prose = "本年度围绕办事指南和公共服务公开信息，答复群众来信。\n"
    yield "prose", lambda size: report + prose * (size // (3 * len(prose)))
    yield "reports one after the other", lambda size: report * max(1, size // (2 * len(report)))
    yield "pipes", lambda size: report + "规章 " + "|" * size
    yield "digits", lambda size: report + "规章 | " + "9" * size + " | 0"
    yield "unknown rows", lambda size: report + "省级规划 | 3 |\n" * (size // 18)


def _parse(text: str | bytes) -> None:
    _forget()
    gxgrammar.parse(text)


def start_up() -> None:
    """Fresh processes: the import beyond Lark and attrs, and the first parse."""
    print("\nstart-up")
    path = next((CORPUS / "2021_padded").glob("source.*"))
    with TemporaryDirectory() as bytecode:
        imports = _fresh("import gxgrammar", "import lark, attrs", bytecode)
        first = _fresh(f"gxgrammar.parse_file({str(path)!r})", "import lark, attrs, gxgrammar", bytecode)
    show("import beyond lark and attrs", statistics.median(imports) * 1000, at_most=60, unit="ms")
    show("first parse beyond all imports", statistics.median(first) * 1000, at_most=250, unit="ms")


def _fresh(statement: str, before: str, bytecode: str) -> list[float]:
    """Seconds that a statement takes in a new process after another, some times.

    As with an installed package, the modules are compiled, to a folder of the benchmark's own. Where interegular is
    installed, as for the tests of the grammars, Lark compares the patterns of every lexer first. Users do not have it.
    """
    hidden = "import sys\nsys.modules['interegular'] = None"
    code = f"{hidden}\n{before}\nfrom time import perf_counter as now\nstart = now()\n{statement}\nprint(now() - start)"
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command, environment = [sys.executable, "-c", code], {**kept, "PYTHONPYCACHEPREFIX": bytecode}
    runs = [subprocess.run(command, capture_output=True, text=True, check=True, env=environment) for _ in range(10)]
    return [float(run.stdout) for run in runs[1:]]


def ratio(one: Job, other: Job, times: int) -> float:
    """The median of the ratios of two jobs that are run in turn."""
    one(), other()
    return statistics.median(_time(one) / _time(other) for _ in range(times))


def _times(job: Job, times: int) -> list[float]:
    job()
    return [_time(job) for _ in range(times)]


def _time(job: Job) -> float:
    start = perf_counter()
    job()
    return perf_counter() - start


def show(
    name: str, value: float, *, at_most: float | None = None, at_least: float | None = None, unit: str = "×"
) -> None:
    """A figure beside its budget."""
    kept = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
    budget = f"at most {at_most:g}" if at_most is not None else f"at least {at_least:g}"
    print(f"  {name:34} {value:8.2f} {unit:2} budget {budget} {unit}: {'ok' if kept else 'over'}")


if __name__ == "__main__":
    main()
