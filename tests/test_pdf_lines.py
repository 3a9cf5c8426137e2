"""Lines of a PDF, drawn one by one: which of them close a row, and which are no table's."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import gxgrammar
from gxgrammar.readers.breaks import run_out, whole_rows
from gxgrammar.readers.ruled import Cell
from gxgrammar.readers.scans import Line

from conftest import Read

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
Rows = list[list[str]]

EDGES = (60, 200, 300, 400, 500)
HEIGHT = 20
HEADS = [["第二十条第（一）项", "", "", ""], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]]
WORDS = (
    "青禾县2022年政府信息公开工作年度报告",
    "一、总体情况",
    "本年度网站每周更新一次。",
    "二、主动公开政府信息情况",
)


def _line(canvas: Canvas, *ends: float) -> None:
    canvas.line(*ends)


def _thin_rectangle(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A line as Word and browsers draw it."""
    canvas.rect(left, bottom, max(right - left, 0.75), max(top - bottom, 0.75), stroke=0, fill=1)


def _dashes(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A line of small pieces, each a shape of its own."""
    for start in range(0, int(right - left or top - bottom) + 1, 8):
        x, y = (left + start, top) if right > left else (left, top - start)
        across, down = (5, 1.5) if right > left else (1.5, 5)
        path = canvas.beginPath()
        path.moveTo(x, y)
        for to_right, below in ((across, 0), (across, down), (0, down), (0, 0)):
            path.lineTo(x + to_right, y - below)
        canvas.drawPath(path, stroke=0, fill=1)


Draw = Callable[..., None]


def _table(
    canvas: Canvas, top: float, rows: Rows, *, closed: bool = True, begun: bool = True, draw: Draw = _line
) -> None:
    """Rows with lines around all cells; without ``closed`` none below the last row, without ``begun`` none above."""
    for index, row in enumerate(rows):
        for left, text in zip(EDGES, row, strict=False):
            for number, line in enumerate(text.split("\n")):
                canvas.drawString(left + 4, top - HEIGHT * index - (14 if "\n" not in text else 8 + 10 * number), line)
    for index in range(not begun, len(rows) + closed):
        draw(canvas, EDGES[0], top - HEIGHT * index, EDGES[-1], top - HEIGHT * index)
    for x in EDGES:
        draw(canvas, x, top, x, top - HEIGHT * len(rows))


def _cells(
    read: Read,
    first: Rows,
    second: Rows,
    *,
    closed: bool = True,
    begun: bool = True,
    also: Callable[[Canvas], None] | None = None,
    draw: Draw = _line,
    is_ruled: bool = False,
) -> dict[str, tuple[str, object]]:
    """What is read of a table that goes on over a page break; with ``is_ruled`` by its lines, not as a text."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("STSong-Light", 10)
    for index, words in enumerate(WORDS):
        canvas.drawString(60, 790 - HEIGHT * index, words)
    _table(canvas, 700, [*HEADS, *first], closed=closed, draw=draw)
    if also:
        also(canvas)
    canvas.showPage()
    canvas.setFont("STSong-Light", 10)
    if second:
        _table(canvas, 780, second, begun=begun, draw=draw)
    canvas.drawString(60, 300, "三、收到和处理政府信息公开申请情况")
    canvas.save()
    result: gxgrammar.ParseResult = read(file.getvalue())
    if is_ruled:
        assert "GX205" not in {each.code for each in result.diagnostics}
    return {
        path.removeprefix("proactive."): (cell.state, cell.value)
        for path, cell in result.cells.items()
        if path.startswith(("proactive.administrative_rules.", "proactive.normative_documents."))
    }


BLANK = ["规章", "", "", ""]
NEXT = ["行政规范性文件", "7", "8", "9"]


NUMBERS = [("number", figure) for figure in (1, 2, 3, 7, 8, 9)]


def _of(cells: dict[str, tuple[str, object]], row: str) -> list[tuple[str, object]]:
    return [cell for path, cell in cells.items() if path.startswith(f"{row}.")]


@pytest.mark.parametrize("figures", [["", "4", "5", "6"], ["", "2022", "2022", "2022"]])
def test_a_closed_row_takes_no_figures_of_the_next_page(read: Read, figures: list[str]) -> None:
    cells = _cells(read, [BLANK], [figures, NEXT])
    assert "number" not in [state for state, _ in _of(cells, "administrative_rules")]
    assert _of(cells, "normative_documents") == [("number", int(figure)) for figure in NEXT[1:]]


DRAWN = pytest.mark.parametrize("draw", [_line, _thin_rectangle, _dashes])


@DRAWN
def test_a_row_that_no_line_closes_goes_on_behind_the_page_break(read: Read, draw: Draw) -> None:
    cells = _cells(read, [BLANK], [["", "4", "5", "6"], NEXT], closed=False, draw=draw, is_ruled=True)
    assert _of(cells, "administrative_rules") == [("number", 4), ("number", 5), ("number", 6)]


@DRAWN
def test_the_first_row_of_a_page_may_have_no_line_above(read: Read, draw: Draw) -> None:
    cells = _cells(read, [["规章", "1", "2", "3"]], [NEXT], closed=False, begun=False, draw=draw, is_ruled=True)
    assert [*_of(cells, "administrative_rules"), *_of(cells, "normative_documents")] == NUMBERS


def test_a_label_behind_the_figures_of_the_page_before_has_no_blank_cells(read: Read) -> None:
    """Lines close both pieces of the row, so that the figures may be of another row that lost its label."""
    cells = _cells(read, [NEXT, ["", "4", "5", "6"]], [BLANK])
    assert {state for state, _ in _of(cells, "administrative_rules")} <= {"missing", "unplaced"}
    assert _of(cells, "normative_documents") == NUMBERS[3:]


def test_a_blank_row_at_the_head_of_a_page_is_blank(read: Read) -> None:
    assert _of(_cells(read, [NEXT], [BLANK]), "administrative_rules") == [("blank", None)] * 3


def test_the_figures_before_a_label_belong_to_it_where_no_line_parts_them(read: Read) -> None:
    cells = _cells(read, [NEXT, ["", "1", "2", "3"]], [BLANK], closed=False, begun=False)
    assert [*_of(cells, "administrative_rules"), *_of(cells, "normative_documents")] == NUMBERS


def test_a_figure_that_the_page_break_cuts_is_one(read: Read) -> None:
    cells = _cells(read, [["规章", "12", "3", "4"]], [["", "5", "", ""], NEXT], closed=False, begun=False)
    assert _of(cells, "administrative_rules") == [("number", 125), ("number", 3), ("number", 4)]


@pytest.mark.parametrize("closed", [True, False])
def test_a_figure_that_goes_on_behind_a_line_is_left_open(read: Read, closed: bool) -> None:
    cells = _cells(read, [["规章", "12", "3", "4"]], [["", "5", "", ""], NEXT], closed=closed)
    assert _of(cells, "administrative_rules")[0][0] not in ("number", "blank")


def test_figures_of_two_rows_that_no_line_parts_are_not_one(read: Read) -> None:
    """Though one column has a figure in one of them only."""
    both = ["规章\n行政规范性文件", "1\n7", "2\n8", "3"]
    cells = _cells(read, [both], [])
    assert {17, 28}.isdisjoint(value for _, value in cells.values())


@DRAWN
def test_a_frame_takes_nothing_from_the_table_it_touches(read: Read, draw: Draw) -> None:
    def frame(canvas: Canvas) -> None:
        canvas.rect(20, 620, EDGES[-1] - 20, 200)

    cells = _cells(read, [["规章", "1", "2", "3"], NEXT], [], also=frame, draw=draw)
    assert [*_of(cells, "administrative_rules"), *_of(cells, "normative_documents")] == NUMBERS


@pytest.mark.parametrize(
    ("ends", "whole"),
    [
        ((), [["1.属于国家秘密"], ["（三）不予公开"], ["7", "8"]]),
        ((80.0,), [["（三）不予公开", "1.属于国家秘密", "7", "8"]]),
    ],
    ids=["closed", "cut"],
)
def test_the_name_of_a_group_is_not_the_label_of_the_figures_beside_it(ends: tuple[float, ...], whole: Rows) -> None:
    def row(top: float, *texts: str) -> tuple[Cell, ...]:
        return tuple(Cell(text, (left, top, left + 40, top + 20)) for left, text in zip(EDGES, texts, strict=False))

    rows = [(1, row(60, "", "1.属于国家秘密", "", "")), (2, row(10, "（三）不予公开", "", "7", "8"))]
    assert [[cell.text for cell in row] for _, row in whole_rows(rows, {1: ends, 2: ()})] == whole


def _running_head(canvas: Canvas) -> None:
    canvas.drawString(60, 40, "青禾县数据局")


def test_a_row_that_a_break_with_words_cuts_has_no_blank_cells(read: Read) -> None:
    cells = _cells(read, [["", "1", "2", "3"]], [["规章", "", "", ""], NEXT], also=_running_head)
    assert _of(cells, "administrative_rules") == [("missing", None)] * 3
    assert _of(cells, "normative_documents") == NUMBERS[3:]


def test_a_blank_row_behind_a_break_with_words_is_blank(read: Read) -> None:
    cells = _cells(read, [NEXT], [BLANK], also=_running_head)
    assert _of(cells, "administrative_rules") == [("blank", None)] * 3


@pytest.mark.parametrize(("rest", "count"), [("予公开", 1), ("予公开的决定", 0), ("注：按年度统计", 0)])
def test_a_name_that_runs_out_below_its_cell_is_whole(rest: str, count: int) -> None:
    cell = Cell("（三）不", (60.0, 10.0, 100.0, 30.0))
    line = Line(rest, (62.0, 31.0, 98.0, 40.0), 9.0)
    (found, _), number = (
        run_out([(cell, Cell("0", (100.0, 10.0, 140.0, 30.0)))], [line])[0][0],
        run_out([(cell,)], [line])[1],
    )
    assert (found.text, number) == ("（三）不\n予公开" if count else "（三）不", count)


def _rules_in_prose(canvas: Canvas) -> None:
    for index in range(4):
        canvas.drawString(60, 500 - HEIGHT * index, f"行政许可 {index + 5} 行政处罚 {index + 9}")
    for x in (55, 150, 250, 320):
        canvas.line(x, 515, x, 430)


def _strokes_in_rows(canvas: Canvas) -> None:
    for x in (70, 120, 180, 260):
        canvas.line(x, 690, x, 655)


def _frame(canvas: Canvas) -> None:
    for x in (20, 24, 571, 575):
        canvas.line(x, 40, x, 820)


def _dots_in_prose(canvas: Canvas) -> None:
    for index in range(4):
        for dot in range(60):
            canvas.circle(80 + 5 * dot, 505 - HEIGHT * index, 0.7, stroke=0, fill=1)
        canvas.drawString(60, 502 - HEIGHT * index, "目录")


@pytest.mark.parametrize("also", [_rules_in_prose, _strokes_in_rows, _frame, _dots_in_prose])
def test_lines_that_end_without_one_across_make_no_rows(read: Read, also: Callable[[Canvas], None]) -> None:
    cells = _cells(read, [["规章", "1", "2", "3"], NEXT], [], also=also)
    assert [*_of(cells, "administrative_rules"), *_of(cells, "normative_documents")] == NUMBERS


def _without_a_piece(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A line; the one between the first two rows of figures lacks the piece below its second cell of figures."""
    if top == bottom == 700 - HEIGHT * (len(HEADS) + 1):
        canvas.line(left, top, EDGES[2], bottom)
        canvas.line(EDGES[3], top, right, bottom)
    else:
        canvas.line(left, top, right, bottom)


def test_figures_of_two_rows_are_not_one_where_a_piece_of_line_is_missing(read: Read) -> None:
    cells = _cells(read, [["规章", "1", "6", "3"], ["行政规范性文件", "7", "0", "9"]], [], draw=_without_a_piece)
    assert [value for _, value in cells.values()] == [1, 6, 3, 7, 0, 9]


def _without_last_cells(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A line; on the second page only as far as it goes round the first two cells."""
    if canvas.getPageNumber() == 1 or right <= EDGES[2]:
        canvas.line(left, top, right, bottom)
    elif top == bottom:
        canvas.line(left, top, EDGES[2], bottom)


def test_figures_that_stand_beside_what_is_left_of_a_table_are_of_its_rows(read: Read) -> None:
    cells = _cells(read, [["规章", *"123"], ["", *"555"], ["", *"666"], ["", *"444"]], [NEXT], draw=_without_last_cells)
    assert _of(cells, "normative_documents") == NUMBERS[3:]


def test_a_label_that_runs_out_below_its_table_is_whole(read: Read) -> None:
    def rest(canvas: Canvas) -> None:
        canvas.drawString(EDGES[0] + 4, 690 - HEIGHT * (len(HEADS) + 2), "章")

    cells = _cells(read, [["行政规范性文件", "7", "8", "9"], ["规", "1", "2", "3"]], [], also=rest)
    assert [*_of(cells, "administrative_rules"), *_of(cells, "normative_documents")] == NUMBERS
