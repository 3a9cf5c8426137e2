"""PDF: what is drawn behind or around the words of cells, and is no cell of its own."""

from __future__ import annotations

from collections.abc import Callable

import official
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table
from test_pdf import FIGURES, _table, printed

from conftest import Read

PATH = "requests.granted.business"
FIGURE = "777001"
MARKED = FIGURES | {PATH: FIGURE}
Draw = Callable[[Canvas, "_Cell"], None]


class _Cell(Paragraph):
    """A cell with something drawn before its words are."""

    drawn: Draw
    marked: Callable[[str], bool]

    def __init__(self, text: str, style) -> None:
        super().__init__(text, style)
        self.words = text

    def draw(self) -> None:
        if type(self).marked(self.words):
            self.canv.saveState()
            type(self).drawn(self.canv, self)
            self.canv.restoreState()
        super().draw()


def _cells(draw: Draw, marked: Callable[[str], bool]) -> type[_Cell]:
    return type("_Marked", (_Cell,), {"drawn": staticmethod(draw), "marked": staticmethod(marked)})


def _filled(left: float, bottom: float, width: float, height: float) -> Draw:
    def draw(canvas: Canvas, _: _Cell) -> None:
        canvas.setFillColor("yellow")
        canvas.rect(left, bottom, width, height, stroke=0, fill=1)

    return draw


def _frame(canvas: Canvas, _: _Cell) -> None:
    canvas.rect(-1, 0, 26, 9)


def _behind_words(canvas: Canvas, cell: _Cell) -> None:
    canvas.setFillColor("yellow")
    canvas.rect(-1, 0, 4 * len(cell.words) + 2, 9, stroke=0, fill=1)


_MARKS = {"tight": _filled(0, 0, 24, 8), "wider": _filled(-1, 0, 26, 9), "frame": _frame}
_SHADES = {"cell": _filled(-6, -3, 33, 15), "as wide": _filled(-6, 0, 33, 9), "as high": _filled(-1, -3, 26, 15)}


@pytest.mark.parametrize("draw", [*_MARKS.values(), *_SHADES.values()], ids=[*_MARKS, *_SHADES])
def test_what_marks_a_figure_is_no_cell(read: Read, draw: Draw) -> None:
    cell = _cells(draw, FIGURE.__eq__)
    assert official.read_back(read(printed(MARKED, cell=cell)), MARKED) == []


@pytest.mark.parametrize("marked", [str.isdigit, lambda words: "公开" in words], ids=["figures", "labels"])
def test_many_marks_make_no_lines(read: Read, marked: Callable[[str], bool]) -> None:
    draw = _behind_words if marked is str.isdigit else _filled(-1, 0, 18, 9)
    result = read(printed(FIGURES, cell=_cells(draw, marked)))
    assert official.read_back(result, FIGURES) == []


@pytest.mark.parametrize(("color", "state"), [("white", "text"), ("red", "number")])
def test_white_digits_beside_others_are_none_of_theirs(read: Read, color: str, state: str) -> None:
    inked = FIGURES | {PATH: f'<font color="{color}">4</font>98'}
    assert read(printed(inked)).cells[PATH].state == state


def test_a_white_figure_is_one(read: Read) -> None:
    inked = FIGURES | {PATH: '<font color="white">498</font>'}
    assert read(printed(inked)).cells[PATH].value == 498


def test_shading_makes_cells_where_no_line_does(read: Read) -> None:
    shade = [("BACKGROUND", (0, 0), (-1, -1), "whitesmoke"), ("INNERGRID", (0, 0), (-1, -1), 0.5, "black")]
    assert official.read_back(read(printed(FIGURES, lines=shade)), FIGURES) == []


def _shades(width: int, height: int) -> list:
    """A frame with a line below its first row, and the cells in it filled."""
    cells = [(column, row) for row in range(height) for column in range(width)]
    shades = [("BACKGROUND", cell, cell, ("whitesmoke", "lightgrey")[sum(cell) % 2]) for cell in cells]
    return [("BOX", (0, 0), (-1, -1), 1, "black"), ("LINEBELOW", (0, 0), (-1, 0), 1, "black"), *shades]


def test_cells_that_are_filled_stay_cells_within_a_frame(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def table(rows: official.Table, lines: list, *_) -> Table:
        width, _ = official.grid_of(rows)
        return _table(rows, _shades(width, len(rows)) if width == 15 else lines)

    monkeypatch.setattr("test_pdf._table", table)
    assert official.read_back(read(printed(FIGURES)), FIGURES) == []
