"""PDF with a text layer: ruled tables, page breaks, page numbers, and what to do without lines or without text."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import official
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

import gxgrammar
from gxgrammar.readers import scans

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
_PROSE = ParagraphStyle("prose", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK", firstLineIndent=24)
_CELL = ParagraphStyle("cell", fontName="STSong-Light", fontSize=7, leading=9, wordWrap="CJK")
FIGURES = official.drawn(31)


_ENDS = {"ABOVE": ((0, 0), (-1, 0)), "BELOW": ((0, -1), (-1, -1))}
_RULED = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
_OPEN = [("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), *((f"LINE{side}", *_ENDS[side], 1, "black") for side in _ENDS)]
_SHADED = [("ROWBACKGROUNDS", (0, 0), (-1, -1), ["whitesmoke", "lightgrey"])]


def printed(
    figures: dict[str, str],
    *,
    lines: list = _RULED,
    filler: int = 0,
    on_page=None,
    cell=Paragraph,
    splits: bool = False,
) -> bytes:
    """A report as a PDF; ``filler`` points of space before the tables move the page breaks, which may split rows.

    ``on_page`` draws on each page before its number, ``cell`` makes the cells.
    """

    def furnish(canvas, document) -> None:
        if on_page:
            on_page(canvas)
        _page_number(canvas, document)

    two, three, four = (_table(table, lines, cell, splits) for table in official.tables(figures))
    flow = [_p(official.TITLE), _p(official.OPENING), _p(official.HEADINGS[0]), _p(official.OVERVIEW * 3)]
    flow += [Spacer(1, filler), _p(official.HEADINGS[1]), two, _p(official.HEADINGS[2]), three]
    flow += [_p(official.HEADINGS[3]), four, _p(official.HEADINGS[4]), _p(official.PROBLEMS)]
    flow += [_p(official.HEADINGS[5]), _p(official.OTHER)]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue()


def _p(text: str) -> Paragraph:
    return Paragraph(text, _PROSE)


def _page_number(canvas, _) -> None:
    canvas.setFont("STSong-Light", 9)
    canvas.drawCentredString(A4[0] / 2, 24, f"- {canvas.getPageNumber()} -")


def _table(table: official.Table, lines: list, made=Paragraph, splits: bool = False) -> Table:
    width, cells = official.grid_of(table)
    content = [[""] * width for _ in table]
    style = [*lines]
    for row, column, cell in cells:
        content[row][column] = made(cell.text, _CELL)
        style.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
    narrow = 28 if width > 4 else 100
    columns = [narrow] * width if width != 10 else [20, 60, 110, *[33] * 7]
    return Table(content, colWidths=columns, style=style, splitInRow=int(splits))


@cache
def _read(filler: int) -> gxgrammar.ParseResult:
    """What is read of a PDF with so much space before its tables."""
    return gxgrammar.parse(printed(FIGURES, filler=filler))


@pytest.mark.parametrize("filler", [0, 150, 300, 420])
def test_a_drawn_record_reads_back_wherever_pages_break(filler: int) -> None:
    result = _read(filler)
    assert official.read_back(result, FIGURES) == []
    assert result.layout == "pdf"
    assert result.report.unrecognised == ()


def test_figures_that_reach_over_the_line_between_two_cells_are_not_placed() -> None:
    """They touch, and may be cut anywhere."""
    figures = dict(FIGURES)
    names = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org", "total")
    for name in names:
        figures[f"requests.granted.{name}"] = "1234567890"

    class Whole(Paragraph):
        """A paragraph that does not break its figures."""

        def __init__(self, text: str, style: ParagraphStyle) -> None:
            super().__init__(
                text, ParagraphStyle("whole", style, wordWrap="LTR", splitLongWords=0) if text.isdecimal() else style
            )

    result = gxgrammar.parse(printed(figures, cell=Whole))
    cells = [result.cells[f"requests.granted.{name}"] for name in names]
    assert {cell.state for cell in cells} <= {"unplaced", "ambiguous", "text", "missing"}


# Where a row is split it has no line at the end of the page.
@pytest.mark.parametrize("filler", [180, 372, 480, 546])
def test_rows_that_page_breaks_split(filler: int) -> None:
    result = gxgrammar.parse(printed(FIGURES, filler=filler, splits=True))
    assert official.read_back(result, FIGURES) == []


@pytest.mark.parametrize("filler", [0, 300])
def test_tables_whose_sides_are_not_drawn(filler: int) -> None:
    figures = official.drawn(9, odd=True)
    result = gxgrammar.parse(printed(figures, lines=_OPEN, filler=filler))
    assert official.read_back(result, figures) == []
    assert result.report.unrecognised == ()


def test_blanks_and_dashes() -> None:
    figures = official.drawn(8, odd=True)
    assert official.read_back(gxgrammar.parse(printed(figures)), figures) == []


def test_lines_are_joined_to_paragraphs_and_page_numbers_set_aside() -> None:
    result = _read(0)
    report = result.report
    assert report.metadata.title == official.TITLE
    assert report.narrative.sections[0].body == (official.OVERVIEW * 3,)
    assert [section.heading for section in report.narrative.sections] == list(official.HEADINGS)
    aside = [each.facts["text"] for each in result.diagnostics if each.code == "GX201"]
    assert aside[:2] == ["- 1 -", "- 2 -"]


def test_the_place_is_page_and_box() -> None:
    result = _read(0)
    cell = result.cells["proactive.licensing.decisions"]
    place = result.source.place(cell.span)
    left, top, right, bottom = place.box
    assert place.page == 1
    assert (place.table, place.row, place.cell) == (1, 7, 2)
    assert 100 < left < right < A4[0]
    assert 0 < top < bottom < A4[1]
    assert result.source.text[cell.span.start : cell.span.end] == cell.raw


@pytest.mark.parametrize("lines", [[], _SHADED])
def test_without_lines_the_text_is_read_and_the_result_says_so(lines: list) -> None:
    result = gxgrammar.parse(printed(FIGURES, lines=lines))
    assert [each.code for each in result.diagnostics].count("GX205") == 1
    for path, cell in result.cells.items():
        assert cell.value is None or str(cell.value) == FIGURES[path]
    assert sum(cell.state == "number" for cell in result.cells.values()) > 100


def test_a_scan_gives_a_clear_message() -> None:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(gxgrammar.UnreadableSource) as caught:
        gxgrammar.parse(file.getvalue())
    assert caught.value.code == "GX111"
    assert "扫描件" in caught.value.message("zh")


def test_the_real_one(reports: Path) -> None:
    """Agrees with its key but for the row whose label is misprinted; wrong totals stay as printed."""
    key = json.loads((reports / "expected" / "hongze_2023.json").read_text(encoding="utf-8"))
    result = gxgrammar.parse_file(reports / key["source"])
    for path, expected in key["cells"].items():
        cell = result.cells[path]
        if cell.state != "missing":
            assert cell.value == (None if expected is None else Decimal(expected)), path
    assert {path.rpartition(".")[0] for path, cell in result.cells.items() if cell.state == "missing"} <= {
        "requests.denied.other_law"
    }
    assert result.cells["reconsideration.total"].value == 0


def test_figures_of_two_rows_in_one_cell_are_not_made_one() -> None:
    table = official.tables(FIGURES)[2]
    last = table[-1]
    table[-1] = [cell._replace(text="1<br/>0") for cell in last]
    flow = [_p(official.TITLE), _p(official.HEADINGS[3]), _table(table, _RULED)]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(flow)
    result = gxgrammar.parse(file.getvalue())
    assert {cell.value for path, cell in result.cells.items() if path.startswith("reconsideration")} == {None}


def test_a_label_that_a_page_break_cuts_is_made_whole() -> None:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    edges = [60, 240, 320, 400, 480]

    def row(bottom: float, *texts: str) -> None:
        canvas.grid(edges, [bottom, bottom + 20])
        for left, text in zip(edges, texts, strict=False):
            canvas.drawString(left + 4, bottom + 6, text)

    canvas.setFont("STSong-Light", 10)
    canvas.drawString(150, 780, official.TITLE)
    row(80, "信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    row(60, "规章", "1", "2", "3")
    row(40, "行政规范", "4", "5", "6")
    canvas.showPage()
    canvas.setFont("STSong-Light", 10)
    row(780, "性文件", "", "", "")
    canvas.save()
    result = gxgrammar.parse(file.getvalue())
    record = result.report.proactive.normative_documents
    assert (record.issued, record.repealed, record.in_force) == (4, 5, 6)
    assert result.report.unrecognised == ()


@pytest.mark.parametrize("path", ["requests.granted.business", "litigation.direct.upheld"])
def test_the_mark_of_a_note_is_no_digit(path: str) -> None:
    result = gxgrammar.parse(printed(FIGURES | {path: f"{FIGURES[path]}<super>1</super>"}))
    assert (result.cells[path].state, result.cells[path].raw) == ("text", f"{FIGURES[path]} 1")
    assert [note.path for note in result.diagnostics if note.code == "GX503"] == [path]
    assert official.read_back(result, {other: ink for other, ink in FIGURES.items() if other != path}) == []


def test_a_watermark_across_the_page_is_no_figure() -> None:
    def watermark(canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 150)
        canvas.rotate(45)
        canvas.setFont("STSong-Light", 40)
        canvas.drawString(0, 0, "2023年1月31日 公开 7 8 9")
        canvas.restoreState()

    assert official.read_back(gxgrammar.parse(printed(FIGURES, on_page=watermark)), FIGURES) == []


class _Bold(Paragraph):
    """A paragraph that is printed twice, a little to the right."""

    def draw(self) -> None:
        super().draw()
        self.canv.translate(0.4, 0)
        super().draw()


def test_what_is_printed_twice_to_look_bold_is_printed_once() -> None:
    assert official.read_back(gxgrammar.parse(printed(FIGURES, cell=_Bold)), FIGURES) == []


def test_looking_for_what_is_printed_twice_is_linear() -> None:
    page = [{"text": "0", "x0": 5.0, "top": 5.0 + number / 1e5, "size": 1e-6} for number in range(50_000)]
    assert list(scans._repeats(page)) == []
