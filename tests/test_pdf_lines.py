"""Lines of a PDF, drawn one by one: which of them close a row, and which are no table's."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import gxgrammar

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


def _table(canvas: Canvas, top: float, rows: Rows, *, closed: bool = True) -> None:
    """Rows with lines around all cells; without ``closed`` none below the last row."""
    for index, row in enumerate(rows):
        for left, text in zip(EDGES, row, strict=False):
            canvas.drawString(left + 4, top - HEIGHT * index - 14, text)
    for index in range(len(rows) + closed):
        canvas.line(EDGES[0], top - HEIGHT * index, EDGES[-1], top - HEIGHT * index)
    for x in EDGES:
        canvas.line(x, top, x, top - HEIGHT * len(rows))


def _cells(
    read: Read, first: Rows, second: Rows, *, closed: bool = True, also: Callable[[Canvas], None] | None = None
) -> dict[str, tuple[str, object]]:
    """What is read of a table that goes on over a page break."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("STSong-Light", 10)
    for index, words in enumerate(WORDS):
        canvas.drawString(60, 790 - HEIGHT * index, words)
    _table(canvas, 700, [*HEADS, *first], closed=closed)
    if also:
        also(canvas)
    canvas.showPage()
    canvas.setFont("STSong-Light", 10)
    if second:
        _table(canvas, 780, second)
    canvas.drawString(60, 300, "三、收到和处理政府信息公开申请情况")
    canvas.save()
    result: gxgrammar.ParseResult = read(file.getvalue())
    return {
        path.removeprefix("proactive."): (cell.state, cell.value)
        for path, cell in result.cells.items()
        if path.startswith(("proactive.administrative_rules.", "proactive.normative_documents."))
    }


BLANK = ["规章", "", "", ""]
NEXT = ["行政规范性文件", "7", "8", "9"]


def _of(cells: dict[str, tuple[str, object]], row: str) -> list[tuple[str, object]]:
    return [cell for path, cell in cells.items() if path.startswith(f"{row}.")]


@pytest.mark.parametrize("figures", [["", "4", "5", "6"], ["", "2022", "2022", "2022"]])
def test_a_closed_row_takes_no_figures_of_the_next_page(read: Read, figures: list[str]) -> None:
    cells = _cells(read, [BLANK], [figures, NEXT])
    assert "number" not in [state for state, _ in _of(cells, "administrative_rules")]
    assert _of(cells, "normative_documents") == [("number", int(figure)) for figure in NEXT[1:]]


def test_a_row_that_no_line_closes_goes_on_behind_the_page_break(read: Read) -> None:
    cells = _cells(read, [BLANK], [["", "4", "5", "6"], NEXT], closed=False)
    assert _of(cells, "administrative_rules") == [("number", 4), ("number", 5), ("number", 6)]


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


@pytest.mark.parametrize("also", [_rules_in_prose, _strokes_in_rows, _frame])
def test_lines_that_end_without_one_across_make_no_rows(read: Read, also: Callable[[Canvas], None]) -> None:
    cells = _cells(read, [["规章", "1", "2", "3"], NEXT], [], also=also)
    figures = [("number", int(figure)) for figure in ("1", "2", "3", *NEXT[1:])]
    assert [*_of(cells, "administrative_rules"), *_of(cells, "normative_documents")] == figures
