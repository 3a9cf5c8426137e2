"""Word documents: merged cells, document order, content controls, tracked changes, generated numbers."""

from __future__ import annotations

import copy
import io
from pathlib import Path

import docx
import official
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

import gxgrammar
from gxgrammar.readers.numbering import number_word

from conftest import Read

FIGURES = official.drawn(11)


def document(figures: dict[str, str]) -> docx.document.Document:
    """A report as a Word document with merged cells."""
    made = docx.Document()
    two, three, four = official.tables(figures)
    parts = [official.TITLE, official.OPENING, official.HEADINGS[0], official.OVERVIEW, official.HEADINGS[1], two]
    parts += [official.HEADINGS[2], three, official.HEADINGS[3], four, official.HEADINGS[4], official.PROBLEMS]
    for part in [*parts, official.HEADINGS[5], official.OTHER]:
        if isinstance(part, str):
            made.add_paragraph(part)
        else:
            _add_table(made, part)
    return made


def _add_table(made: docx.document.Document, table: official.Table) -> None:
    width, cells = official.grid_of(table)
    # Asked for once, since finding a cell walks through the whole table.
    grid = [row.cells for row in made.add_table(len(table), width).rows]
    for row, column, cell in cells:
        first = grid[row][column]
        if cell.rows * cell.columns > 1:
            first = first.merge(grid[row + cell.rows - 1][column + cell.columns - 1])
        first.text = cell.text


def saved(made: docx.document.Document) -> bytes:
    """The bytes of the file."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10**6))
def test_a_drawn_record_reads_back(seed: int) -> None:
    figures = official.drawn(seed, odd=True)
    result = gxgrammar.parse(saved(document(figures)))
    assert official.read_back(result, figures) == []
    assert result.layout == "docx"
    assert result.report.unrecognised == ()


def test_tables_are_written_with_widths_of_columns() -> None:
    """Word does without, other programs lose cells."""
    report = gxgrammar.parse(saved(document(official.drawn(2)))).report
    written = gxgrammar.render(report, layout="docx")
    assert isinstance(written, bytes)
    made = docx.Document(io.BytesIO(written))
    assert made.tables
    assert all(column.width for table in made.tables for column in table.columns)


def test_words_and_places() -> None:
    result = gxgrammar.parse(saved(document(FIGURES)))
    report = result.report
    assert report.metadata.title == official.TITLE
    assert [section.topic for section in report.narrative.sections][1:4] == [
        "proactive_disclosure",
        "request_handling",
        "reviews",
    ]
    assert report.narrative.sections[0].body == (official.OVERVIEW,)
    cell = result.cells["proactive.compulsion.decisions"]
    assert result.source.place(cell.span) == gxgrammar.Place(table=1, row=11, cell=2)
    assert result.source.text[cell.span.start : cell.span.end] == cell.raw


def test_the_blank_form_is_a_record_of_blanks(reports: Path) -> None:
    result = gxgrammar.parse_file(reports / "template_2021.docx")
    assert {cell.state for cell in result.cells.values()} == {"blank"}
    assert len(result.cells) == 200
    assert result.report.unrecognised == ()
    assert [each.code for each in result.diagnostics] == ["GX601"]


def test_the_official_form_filled_reads_back(reports: Path) -> None:
    form = docx.Document(str(reports / "template_2021.docx"))
    figures = official.drawn(23)
    inks = iter(figures.values())
    for table, skipped in zip(form.tables, (1, 3, 3), strict=True):
        for row in table.rows[skipped:]:
            for element in row._tr.tc_lst:
                cell = docx.table._Cell(element, table)
                if element.vMerge != "continue" and not cell.text.strip(" \u3000"):
                    cell.text = next(inks)
    assert next(inks, None) is None
    assert official.read_back(gxgrammar.parse(saved(form)), figures) == []


def test_tracked_changes_and_content_controls() -> None:
    made = document(FIGURES)
    paragraph = next(each for each in made.paragraphs if each.text == official.PROBLEMS)
    run = paragraph.runs[0]._r
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"/>')
    deleted = parse_xml(
        f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r><w:delText>旧</w:delText><w:t>文</w:t></w:r></w:del>'
    )
    run.addprevious(inserted)
    inserted.append(run)
    inserted.addnext(deleted)
    rows = [row._tr for row in made.tables[0].rows]
    row = rows[6]
    for element in (made.tables[1]._tbl, rows[2], rows[3].tc_lst[1]):
        _in_control(element)
    twice = copy.deepcopy(row)
    twice.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="3" w:author="x"/>'))
    twice.tc_lst[1].p_lst[0].r_lst[0].text = "777"
    row.addprevious(twice)
    result = gxgrammar.parse(saved(made))
    assert official.read_back(result, FIGURES) == []
    assert result.report.narrative.sections[4].body == (official.PROBLEMS,)
    assert "777" not in result.source.text


def _in_control(element) -> None:
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    element.addprevious(control)
    control.find(qn("w:sdtContent")).append(element)


_LEVELS = (("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def _numbered(made: docx.document.Document, levels=_LEVELS) -> None:
    """Give the headings of a document numbers that Word generates, by a list and by a style."""
    part = made.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(levels)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _number(paragraph, level: int) -> None:
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(number))


def test_generated_numbers_of_headings_are_restored() -> None:
    made = document(FIGURES)
    _numbered(made)
    style = made.styles.add_style("Main heading", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    for paragraph in made.paragraphs:
        _, _, text = paragraph.text.partition("、")
        if paragraph.text in official.HEADINGS:
            paragraph.text, paragraph.style = text, style
        elif paragraph.text == official.OVERVIEW:
            _number(paragraph, 1)
        elif paragraph.text == official.PROBLEMS:
            paragraph.insert_paragraph_before("目录").paragraph_format.alignment = None
            _number(made.paragraphs[_index(made, "目录")], 1)
            paragraph.insert_paragraph_before("培训")
            _number(made.paragraphs[_index(made, "培训")], 1)
    report = gxgrammar.parse(saved(made)).report
    assert [section.heading for section in report.narrative.sections] == list(official.HEADINGS)
    assert report.narrative.sections[0].body[0].number == "（一）"
    parts = report.narrative.sections[4].body
    assert [(part.number, part.heading) for part in parts] == [("（一）", "目录"), ("（二）", "培训")]


def _index(made: docx.document.Document, text: str) -> int:
    return next(index for index, each in enumerate(made.paragraphs) if each.text == text)


@pytest.mark.parametrize(
    ("form", "number", "word"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 103, "一百零三"),
        ("chineseCountingThousand", 20, "二十"),
        ("ideographDigital", 10, "一〇"),
        ("japaneseCounting", 6, "六"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("cardinalText", 3, "3"),
    ],
)
def test_number_formats(form: str, number: int, word: str) -> None:
    assert number_word(number, form) == word


def test_a_table_in_a_layout_table() -> None:
    made = docx.Document()
    made.add_paragraph(official.TITLE)
    outer = made.add_table(1, 1).cell(0, 0)
    outer.paragraphs[0].text = official.HEADINGS[1]
    two = official.tables(FIGURES)[0]
    width, cells = official.grid_of(two)
    inner = outer.add_table(len(two), width)
    for row, column, cell in cells:
        inner.cell(row, column).merge(inner.cell(row, column + cell.columns - 1)).text = cell.text
    result = gxgrammar.parse(saved(made))
    figures = {path: ink for path, ink in FIGURES.items() if path.startswith("proactive")}
    assert official.read_back(result, figures) == []
    assert result.report.narrative.sections[0].topic == "proactive_disclosure"


# One transparent pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


def test_a_figure_that_is_a_picture_is_no_blank(read: Read) -> None:
    made = document(FIGURES)
    cell = made.tables[0].rows[2].cells[1]
    cell.text = ""
    cell.paragraphs[0].add_run().add_picture(io.BytesIO(PIXEL))
    result = read(saved(made))
    path = "proactive.administrative_rules.issued"
    assert result.cells[path].state == "text"
    assert [note.path for note in result.diagnostics if note.code == "GX503"] == [path]


@pytest.mark.parametrize("mark", ["<w:strike/>", '<w:vertAlign w:val="superscript"/>', '<w:dstrike w:val="true"/>'])
def test_marks_and_struck_words_are_no_part_of_a_figure(read: Read, mark: str) -> None:
    made = document(FIGURES)
    run = f"<w:r {nsdecls('w')}><w:rPr>{mark}</w:rPr><w:t>7</w:t></w:r>"
    made.tables[0].rows[2].cells[1].paragraphs[0]._p.append(parse_xml(run))
    result = read(saved(made))
    assert official.read_back(result, FIGURES) == []
    assert [note.facts["text"] for note in result.diagnostics if note.code == "GX201"] == ["7"]


def test_a_figure_that_is_raised_itself_is_no_mark(read: Read) -> None:
    made = document(FIGURES)
    for run in made.tables[0].rows[2].cells[1].paragraphs[0].runs:
        run.font.superscript = True
    assert official.read_back(read(saved(made)), FIGURES) == []


def test_a_table_in_a_text_box(read: Read) -> None:
    made = document(FIGURES)
    table = made.tables[2]._tbl
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inner = "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent/></mc:Choice></mc:AlternateContent></w:r>"
    anchor = parse_xml(f"<w:p {nsdecls('w')} {names}>{inner}</w:p>")
    table.addprevious(anchor)
    next(anchor.iter(qn("w:txbxContent"))).append(table)
    assert official.read_back(read(saved(made)), FIGURES) == []


def test_tables_made_of_tabs_are_read_as_text(read: Read) -> None:
    made = document(FIGURES)
    for table, rows in zip(made.tables, official.tables(FIGURES), strict=True):
        for row in rows:
            line = made.add_paragraph("\t".join(cell.text for cell in row))
            table._tbl.addprevious(line._p)
        table._tbl.getparent().remove(table._tbl)
    # A table that is none of the form's.
    made.add_table(1, 2).rows[0].cells[0].text = "审签"
    result = read(saved(made))
    assert official.read_back(result, FIGURES) == []
    assert (result.layout, [note.code for note in result.diagnostics]) == ("docx", ["GX205"])


@pytest.mark.parametrize("every", [1, 5])
def test_a_table_of_one_cell_within_a_cell_is_what_it_holds(read: Read, every: int) -> None:
    made = document(FIGURES)
    cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
    for cell in list(dict.fromkeys(cells))[::every]:
        text, cell.text = cell.text, ""
        cell.add_table(1, 1).cell(0, 0).text = text
    assert official.read_back(read(saved(made)), FIGURES) == []
