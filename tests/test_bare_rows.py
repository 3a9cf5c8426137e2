"""Figures whose label and heads are lost: a row of the form where only one can be meant and its sums hold, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import pages
from conftest import Read

FIGURES = pages.fill(2022)
TABLE = ("reconsideration.", "litigation.")
REVIEWS = [str(value) for path, value in FIGURES.figures.items() if path.startswith(TABLE)]
BROKEN_HEADS = "行政复议行政诉讼\n未经复议直接起诉复议后起诉\n结果结果其他尚未\n维持纠正结果审结\n"
WRITTEN = {
    "markdown": lambda row: f"| {' | '.join(row)} |\n|{'---|' * len(row)}\n",
    "pipes": lambda row: " | ".join(row) + " ||\n",
    "blanks": lambda row: " ".join(row) + "\n",
}


def _page(row: str) -> str:
    """A report whose table four is a row of figures below broken heads, or what is given for it."""

    def written(grid: pages.Grid) -> str:
        return BROKEN_HEADS + row if grid[0][0] == "行政复议" else pages.padded(grid)

    return pages.page(FIGURES, written)


def _reviews(cells) -> dict[str, int | None]:
    return {path: cell.value for path, cell in cells.items() if path.startswith(TABLE)}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_row_that_only_one_of_the_form_can_be(read: Read, write: Callable[[list[str]], str]) -> None:
    result = read(_page(write(REVIEWS)))
    assert [str(value) for value in _reviews(result.cells).values()] == REVIEWS
    (note,) = [each for each in result.diagnostics if each.code.startswith("GX4")]
    assert (note.code, note.path) == ("GX406", "review_outcomes")
    assert {cell.decided_by for path, cell in result.cells.items() if path.startswith(TABLE)} == {"equation"}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("index", [0, 4, 12])
def test_it_is_none_whose_sums_do_not_hold(read: Read, write: Callable[[list[str]], str], index: int) -> None:
    row = [str(int(figure) + 1) if each == index else figure for each, figure in enumerate(REVIEWS)]
    result = read(_page(write(row)))
    assert set(_reviews(result.cells).values()) == {None}
    assert [each.code for each in result.diagnostics if each.code.startswith("GX4")] == ["GX402"]
    assert result.report.unrecognised[0].values == tuple(row)


def test_nor_one_with_fewer_figures_or_beside_another(read: Read) -> None:
    assert set(_reviews(read(_page(" ".join(REVIEWS[:-1]) + "\n")).cells).values()) == {None}
    twice = read(pages.page(FIGURES, pages.padded) + " ".join(["1", "0", "0", "0", "1", *"0" * 10]) + "\n")
    assert [str(value) for value in _reviews(twice.cells).values()] == REVIEWS


def test_figures_in_a_row_are_no_prose(read: Read) -> None:
    result = read(_page("某行\n1 2 0 0 0 0 3\n"))
    assert ("1", "2", "0", "0", "0", "0", "3") in [row.values for row in result.report.unrecognised]
    assert "GX402" in [each.code for each in result.diagnostics]
    few = read(_page("某行\n1 2 0 0 0 3\n"))
    assert "1 2 0 0 0 3" in next(each.body for each in few.report.narrative.sections if each.topic == "reviews")


HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
GROUPS = ("行政复议", "行政诉讼", *HEADS, "未经复议直接起诉", "复议后起诉", *HEADS, *HEADS)


def test_a_row_of_which_all_heads_are_printed_and_no_figures_is_blank(read: Read) -> None:
    result = read(_page("\n".join(GROUPS) + "\n"), layout="lines")
    states = {cell.state for path, cell in result.cells.items() if path.startswith(TABLE)}
    assert states == {"blank"}
    assert "GX304" not in [each.code for each in result.diagnostics]


def test_it_is_missing_where_some_head_is(read: Read) -> None:
    result = read(_page("\n".join(GROUPS[:-2]) + "\n"), layout="lines")
    assert {cell.state for path, cell in result.cells.items() if path.startswith(TABLE)} == {"missing"}
