"""A cell a line: figures cut by a line break; page numbers and other words between a row and its figures."""

from __future__ import annotations

from functools import cache

import pytest

import gxgrammar

import pages
from conftest import Read

RECEIVED = "一、本年新收政府信息公开申请数量"
FILLED = pages.fill(2022)
LAYOUTS = ("plain", "spaced", "tabbed", "piped_lines")
FIRST, THIRD = "requests.received.natural_person", "requests.received.research"


def _page(layout: str, figures: dict[str, str]) -> str:
    """The page in a layout, some figures printed otherwise."""
    changed = pages.Filled(FILLED.year, FILLED.figures | figures, FILLED.one_row)
    return pages.page(changed, pages.LAYOUTS[layout][1])


@cache
def _whole(layout: str) -> gxgrammar.ParseResult:
    return gxgrammar.parse(_page(layout, {}))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", [FIRST, THIRD, "proactive.penalty.decisions"])
@pytest.mark.parametrize(
    ("ink", "number"), [("1,\n463", 1463), ("1\n，463", 1463), ("2,\n001,463", 2001463), ("2,\n001,\n463", 2001463)]
)
def test_a_figure_cut_at_a_comma_is_one(read: Read, layout: str, path: str, ink: str, number: int) -> None:
    cells = read(_page(layout, {path: ink})).cells
    whole = _whole(layout).cells
    assert {name: cell.value for name, cell in cells.items()} == {
        name: number if name == path else cell.value for name, cell in whole.items()
    }


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", [FIRST, THIRD])
@pytest.mark.parametrize("number", ["第3页", "第 3 页 共 9 页", "- 3 -", "—3—"])
def test_a_page_number_between_cells_is_set_aside(read: Read, layout: str, path: str, number: str) -> None:
    result = read(_page(layout, {path: f"{number}\n{FILLED.figures[path]}"}))
    assert result.report == _whole(layout).report
    (note,) = (note for note in result.diagnostics if note.code == "GX201")
    assert note.span
    assert result.source.text[note.span.start : note.span.end] == number


@pytest.mark.parametrize("layout", ["plain", "piped_lines", "running"])
def test_figures_behind_words_that_are_no_row_are_not_blank(read: Read, layout: str) -> None:
    words = "甲乙丙丁"
    if layout == "running":
        page = pages.page(FILLED, lambda grid: " ".join(cell for row in grid for cell in row if cell) + " ")
        page = page.replace(RECEIVED, f"{RECEIVED} {words}")
    else:
        page = _page(layout, {FIRST: f"{words}\n{FILLED.figures[FIRST]}"})
    result = read(page)
    row = {path: cell for path, cell in result.cells.items() if path.startswith("requests.received.")}
    assert {cell.state for cell in row.values()} == {"unplaced"}
    assert all(FILLED.figures[path] in cell.candidates for path, cell in row.items())
    assert "GX508" in [note.code for note in result.diagnostics]
