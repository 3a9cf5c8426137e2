"""Text in which the figures of a row may stand before its label: each label seems to have those of the next row."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from gxgrammar import ParseResult

import older
import pages
from conftest import Read

FIGURE = re.compile(r"\d[\d.]*")


def _turned(within: str, between: str) -> Callable[[list[list[str]]], str]:
    """Rows with their figures before everything else."""

    def write(rows: list[list[str]]) -> str:
        turned = [sorted(filter(None, row), key=lambda cell: not FIGURE.fullmatch(cell)) for row in rows]
        return between.join(within.join(row) for row in turned) + between

    return write


TURNED = {
    "blanks": _turned("  ", "\n"),
    "a cell a line": _turned("\n", "\n"),
    "one line": _turned(" ", " "),
    "above": lambda rows: re.sub(r"(?<=\d)  (?=\D)", "\n", _turned("  ", "\n")(rows)),
}


def _wrong(result: ParseResult, figures: dict[str, str]) -> list[str]:
    cells = {path: result.cells[path] for path in figures}
    return [path for path, cell in cells.items() if cell.value is not None and str(cell.value) != figures[path]]


@pytest.mark.parametrize("write", TURNED.values(), ids=TURNED)
@pytest.mark.parametrize("year", [2020, 2022])
def test_figures_before_their_labels_are_not_those_of_the_next_row(
    read: Read, year: int, write: Callable[[list[list[str]]], str]
) -> None:
    filled = pages.fill(year)
    result = read(pages.page(filled, write))
    assert _wrong(result, {path: str(figure) for path, figure in filled.figures.items()}) == []
    cell = result.cells["requests.received.total"]
    assert cell.state == "ambiguous"
    assert filled.figures["requests.received.total"] in cell.candidates
    assert "GX408" in {each.code for each in result.diagnostics}


@pytest.mark.parametrize("write", TURNED.values(), ids=TURNED)
@pytest.mark.parametrize("form", older.ROWS)
def test_nor_on_older_forms(read: Read, form: str, write: Callable[[list[list[str]]], str]) -> None:
    dice = random.Random(3)
    figures = {path: dice.randrange(1, 99) for path in older.paths(form)}
    page = (
        older.page_2014(figures, write, year=2016)
        if form == "statistics_2014"
        else older.page_fujian(form, figures, write, year={"fujian_2008": 2011, "fujian_2014": 2016}[form])
    )
    assert _wrong(read(page), {path: str(figure) for path, figure in figures.items()}) == []


@pytest.mark.parametrize("write", [pages.plain, pages.spaced], ids=["a cell a line", "blanks"])
def test_rows_before_their_figures_stay(read: Read, write: Callable[[pages.Grid], str]) -> None:
    """Figures without a label before the first row decide nothing where the last row has its own."""
    filled = pages.fill(2022)
    page = pages.page(filled, write)
    first = "一、本年新收政府信息公开申请数量"
    assert page.count(first) == 1
    result = read(page.replace(first, f"7\n3\n2\n{first}"))
    assert result.cells["requests.received.total"].value == filled.figures["requests.received.total"]
    assert "GX408" not in {each.code for each in result.diagnostics}


def test_a_last_row_without_figures_opens_no_other(read: Read) -> None:
    filled = pages.fill(2022)
    row = [str(filled.figures[f"requests.carried_forward.{name}"]) for name in pages.APPLICANTS]
    page = pages.page(filled, pages.spaced)
    last = re.search(r"\s+".join(["四、结转下年度继续办理", *row]), page)
    assert last
    result = read(page.replace(last[0], "四、结转下年度继续办理"))
    assert result.cells["requests.received.total"].value == filled.figures["requests.received.total"]
    assert result.cells["requests.carried_forward.total"].value is None


@pytest.mark.parametrize("write", [pages.plain, pages.spaced], ids=["a cell a line", "blanks"])
@pytest.mark.parametrize(("stray", "state"), [("3", "number"), ("3 0 0 0 0 1 4", "ambiguous")])
def test_a_number_that_is_no_row_opens_none(
    read: Read, write: Callable[[pages.Grid], str], stray: str, state: str
) -> None:
    filled = pages.fill(2022)
    row = [str(filled.figures[f"requests.carried_forward.{name}"]) for name in pages.APPLICANTS]
    page = pages.page(filled, write)
    last = re.search(r"\s+".join(["四、结转下年度继续办理", *row]), page)
    assert last
    page = page.replace(last[0], "四、结转下年度继续办理")
    first = "一、本年新收政府信息公开申请数量"
    result = read(page.replace(first, f"{stray}\n{first}"))
    assert result.cells["requests.received.total"].state == state
