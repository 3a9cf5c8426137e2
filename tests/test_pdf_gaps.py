"""Lines of a PDF that are missing, and lines that are too many: what of its tables can still be told."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from test_pdf import _RULED, FIGURES, printed

import gxgrammar
from gxgrammar.readers.ruled import Word, fill

from conftest import Read

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

HEIGHT = 20
LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
)
HEADS = ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
LEFTS = (40, 300, 335, 370, 405, 440, 475, 510, 545)
# Which line is drawn: those across by their row and column, those down by their column and row.
Drawn = Callable[[str, int, int], bool]


def _page(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 8)


def _printed(rows: list[list[str]], drawn: Drawn, also: Callable[[Canvas], None] | None = None) -> bytes:
    """The table of requests, as far as it goes, with some of its lines."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    _page(canvas)
    words = ("青禾县2022年政府信息公开工作年度报告", "一、总体情况", "本年度网站每周更新一次。")
    for index, line in enumerate((*words, "三、收到和处理政府信息公开申请情况")):
        canvas.drawString(40, 800 - HEIGHT * index, line)
    for number, row in enumerate([list(HEADS), *rows]):
        top = 700 - HEIGHT * number
        for column, text in enumerate(row):
            canvas.drawString(LEFTS[column] + 4, top - 13, text)
    for number in range(len(rows) + 2):
        y = 700 - HEIGHT * number
        for column in range(8):
            if drawn("across", number, column):
                canvas.line(LEFTS[column], y, LEFTS[column + 1], y)
    for column, x in enumerate(LEFTS):
        for number in range(len(rows) + 1):
            if drawn("down", column, number):
                canvas.line(x, 700 - HEIGHT * number, x, 680 - HEIGHT * number)
    if also:
        also(canvas)
    canvas.drawString(40, 100, "四、政府信息公开行政复议、行政诉讼情况")
    canvas.save()
    return file.getvalue()


def _row(number: int) -> list[str]:
    figures = [10 * number + column for column in range(1, 7)]
    return [LABELS[number], *map(str, figures), str(sum(figures))]


ROWS = [_row(number) for number in range(len(LABELS))]
NAMES = {"（一）予以公开": "requests.granted", "1.属于国家秘密": "requests.denied.state_secret"}


def _of(result: gxgrammar.ParseResult, label: str) -> list[object]:
    path = NAMES[label]
    return [cell.value for key, cell in result.cells.items() if key.startswith(f"{path}.")]


def _values(result: gxgrammar.ParseResult) -> list[tuple[str, object]]:
    kept = ("received", "carried_over", "granted", "partially_granted", "denied")
    rows = (key for key in result.cells if key.split(".")[0] == "requests" and key.split(".")[1] in kept)
    return [(result.cells[key].state, result.cells[key].value) for key in rows]


TRUE = [("number", int(figure)) for row in ROWS for figure in row[1:]]
INNER = [("across", 4, 3), ("across", 8, 0), ("down", 3, 6)]


@pytest.mark.parametrize("missing", [INNER[:1], INNER[1:2], INNER[2:], INNER])
def test_a_piece_of_line_may_be_missing(read: Read, missing: list[tuple[str, int, int]]) -> None:
    result = read(_printed(ROWS, lambda *line: line not in missing))
    assert _values(result) == TRUE
    assert "GX205" not in {each.code for each in result.diagnostics}


def test_where_many_lines_are_missing_the_text_is_read(read: Read) -> None:
    result = read(_printed(ROWS, lambda kind, line, place: kind == "down" or (line + 2 * place) % 3 > 0 or line < 2))
    assert _values(result) == TRUE
    assert "GX205" in {each.code for each in result.diagnostics}


@pytest.mark.parametrize("row", [2, 3])
def test_one_figure_in_the_cell_of_two_rows_may_be_that_of_either(read: Read, row: int) -> None:
    """A line may be missing beside a blank, or both rows be merged, with the figure at the top or bottom."""
    rows = [[*each[:1], "", *each[2:]] if number == row else each for number, each in enumerate(ROWS)]
    result = read(_printed(rows, lambda *line: line != ("across", 4, 1)))
    shown = list(zip(_values(result), TRUE, strict=True))
    assert [one for one, _ in (shown[14], shown[21])] == [("unplaced", None)] * 2
    assert all(one in (true, ("unplaced", None)) for one, true in shown)


@pytest.mark.parametrize("below", [3, 8, 14])
@pytest.mark.parametrize("columns", [(2,), (7,), (6, 7), (2, 4, 5)])
def test_a_line_right_across_a_cell_makes_no_two_of_it(read: Read, below: int, columns: tuple[int, ...]) -> None:
    def strike(canvas: Canvas) -> None:
        for column in columns:
            canvas.line(LEFTS[column], 700 - 3 * HEIGHT - below, LEFTS[column + 1], 700 - 3 * HEIGHT - below)

    assert _values(read(_printed(ROWS, lambda *_: True, strike))) == TRUE


def test_the_line_between_a_blank_row_and_figures_without_a_label_is_one(read: Read) -> None:
    """The row beside them is no part of theirs, though all its cells are empty."""
    rows = [*ROWS[:2], ["（一）予以公开", *[""] * 7], ["", *ROWS[2][1:]], *ROWS[3:]]
    assert set(_of(read(_printed(rows, lambda *_: True)), "（一）予以公开")) == {None}


def test_a_figure_in_the_middle_of_two_rows_is_of_neither() -> None:
    boxes = [(0.0, 0.0, 50.0, 20.0), (0.0, 20.0, 50.0, 40.0), (50.0, 0.0, 90.0, 40.0), (90.0, 0.0, 130.0, 20.0)]
    words = [Word("5", (60.0, 16.0, 64.0, 24.0))]
    rows = fill([*boxes, (90.0, 20.0, 130.0, 40.0)], words, []).rows
    assert [[cell.text for cell in row] for row in rows if any(cell.text for cell in row)] == [["5"]]


def test_labels_without_figures_are_not_blank_where_a_label_goes_on_below() -> None:
    boxes = [(0.0, 0.0, 50.0, 60.0), *((50.0, top, 90.0, top + 20.0) for top in (0.0, 20.0, 40.0))]
    words = [Word("规章", (10.0, 26.0, 30.0, 34.0)), Word("7", (60.0, 26.0, 64.0, 34.0))]
    assert [[cell.text for cell in row] for row in fill(boxes, words, []).rows][:2] == [["规章"], ["7"]]


class _Moved(Paragraph):
    """A cell whose figures stand a little above or below the line of the label."""

    by = 0.0

    def __init__(self, text: str, style) -> None:
        super().__init__(text, style)
        self.moves = text.isdigit()

    def draw(self) -> None:
        self.canv.translate(0, type(self).by if self.moves else 0)
        super().draw()


@pytest.mark.parametrize("by", [-6, -4, 4, 6])
@pytest.mark.parametrize("lines", [[], _RULED], ids=["without lines", "ruled"])
def test_figures_a_little_above_or_below_their_label_are_not_those_of_another(
    read: Read, by: float, lines: list
) -> None:
    cell = type("_Moved", (_Moved,), {"by": by})
    result = read(printed(FIGURES, cell=cell, lines=lines))
    placed = {path: str(each.value) for path, each in result.cells.items() if each.value is not None}
    assert placed.items() <= FIGURES.items()
    assert len(placed) > (120 if not lines else 199)
    assert "blank" not in {each.state for each in result.cells.values()}
