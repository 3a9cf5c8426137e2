"""Word: what of a paragraph is a figure, what stands at it, and what shows without being text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import official
import pytest
import test_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

import gxgrammar

from conftest import Read

PATH = "proactive.administrative_rules.issued"
FIGURE = test_docx.FIGURES[PATH]
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NAMES = f'{nsdecls("w")} xmlns:mc="{_MC}" xmlns:m="{_M}" xmlns:v="urn:schemas-microsoft-com:vml"'
_NAMED = (
    ("character", "raised", "上标", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    ("character", "inherits", "注码", '<w:basedOn w:val="raised"/>'),
    ("character", "struck", "划去", "<w:rPr><w:strike/></w:rPr>"),
    ("character", "hidden", "隐去", "<w:rPr><w:vanish/></w:rPr>"),
    ("character", "a9", "footnote reference", ""),
    ("character", "circle", "甲", '<w:basedOn w:val="circle"/>'),
    ("paragraph", "small", "小字", '<w:rPr><w:vertAlign w:val="subscript"/></w:rPr>'),
)
STYLES = [
    f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{title}"/>{inner}</w:style>'
    for kind, name, title, inner in _NAMED
]


def _element(inner: str):
    """An element of the body, with the names of its spaces."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMES}", inner.strip()))


def _run(text: str, properties: str = "", before: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{before}<w:t>{text}</w:t></w:r>"


def _with(*inner: str, instead: bool = False) -> bytes:
    """The report with something behind its first figure, or instead of it."""
    made = test_docx.document(test_docx.FIGURES)
    for style in STYLES:
        made.styles.element.append(_element(style))
    paragraph = made.tables[0].rows[2].cells[1].paragraphs[0]
    if instead:
        paragraph.clear()
    for each in inner:
        paragraph._p.append(_element(each))
    return test_docx.saved(made)


CUSTOM_MARK = '<w:footnoteReference w:customMarkFollows="1" w:id="2"/>'
MARKS = {
    "character style": _run("7", '<w:rStyle w:val="raised"/>'),
    "style based on it": _run("7", '<w:rStyle w:val="inherits"/>'),
    "style struck": _run("7", '<w:rStyle w:val="struck"/>'),
    "style of marks": _run("7", '<w:rStyle w:val="a9"/>'),
    "style of marks undefined": _run("7", '<w:rStyle w:val="FootnoteReference"/>'),
    "raised": _run("7", '<w:position w:val="10"/><w:sz w:val="12"/>'),
    "lowered": _run("7", '<w:position w:val="-6"/>'),
    "raised in points": _run("7", '<w:position w:val="5pt"/>'),
    "custom mark": _run("7", before=CUSTOM_MARK),
}


@pytest.mark.parametrize("mark", MARKS)
def test_marks_by_style_and_place_are_no_part_of_a_figure(read: Read, mark: str) -> None:
    result = read(_with(MARKS[mark]))
    assert official.read_back(result, test_docx.FIGURES) == []
    assert [note.facts["text"] for note in result.diagnostics if note.code == "GX201"] == ["7"]


def test_a_custom_mark_may_be_the_next_run(read: Read) -> None:
    figures = {**test_docx.FIGURES, PATH: f"{FIGURE}8"}
    result = read(_with(f"<w:r>{CUSTOM_MARK}</w:r>", _run("7"), _run("8")))
    assert official.read_back(result, figures) == []


def test_a_mark_in_a_paragraph_style(read: Read) -> None:
    made = test_docx.document(test_docx.FIGURES)
    made.styles.element.append(_element(STYLES[-1]))
    note = made.tables[0].rows[2].cells[1].add_paragraph("7")
    note._p.get_or_add_pPr().append(_element('<w:pStyle w:val="small"/>'))
    assert official.read_back(read(test_docx.saved(made)), test_docx.FIGURES) == []


PARTS_OF_A_FIGURE = {
    "baseline over a style": '<w:rStyle w:val="raised"/><w:vertAlign w:val="baseline"/>',
    "not struck": '<w:rStyle w:val="struck"/><w:strike w:val="0"/>',
    "brought into line": '<w:position w:val="2"/>',
    "unknown style": '<w:rStyle w:val="none"/>',
    "style based on itself": '<w:rStyle w:val="circle"/>',
}


@pytest.mark.parametrize("properties", PARTS_OF_A_FIGURE)
def test_what_stands_on_the_line_is_part_of_a_figure(read: Read, properties: str) -> None:
    result = read(_with(_run("7", PARTS_OF_A_FIGURE[properties])))
    assert str(result.cells[PATH].value) == f"{FIGURE}7"


def test_a_figure_that_is_raised_by_a_style_is_no_mark(read: Read) -> None:
    raised = [_run(digit, '<w:rStyle w:val="raised"/>') for digit in "78"]
    result = read(_with(*raised, _run(" ", '<w:rStyle w:val="raised"/>'), instead=True))
    assert str(result.cells[PATH].value) == "78"


def test_what_a_style_hides_is_not_read(read: Read) -> None:
    assert official.read_back(read(_with(_run("7", '<w:rStyle w:val="hidden"/>'))), test_docx.FIGURES) == []


def _alternatives(choice: str, fallback: str) -> str:
    choice, fallback = f'<mc:Choice Requires="wps">{choice}</mc:Choice>', f"<mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"


FIGURES_IN = {
    "formula": "<m:oMath><m:r><m:t>7</m:t></m:r></m:oMath>",
    "formula of a line": "<m:oMathPara><m:oMath><m:r><m:t>7</m:t></m:r></m:oMath></m:oMathPara>",
    "choice": _alternatives(_run("7"), _run("7")),
    "fallback": _alternatives("<w:r><w:drawing/></w:r>", _run("7")),
    "alternatives in a run": f"<w:r>{_alternatives('<w:drawing/>', '<w:t>7</w:t>')}</w:r>",
    "sign": '<w:r><w:sym w:font="Symbol" w:char="F037"/></w:r>',
    "sign of a font of text": '<w:r><w:sym w:font="仿宋" w:char="0037"/></w:r>',
    "field": '<w:fldSimple w:instr=" =SUM(LEFT) "><w:r><w:t>7</w:t></w:r></w:fldSimple>',
    "text box": "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>7</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r>",
}


@pytest.mark.parametrize("shown", FIGURES_IN)
def test_figures_in_formulas_alternatives_and_boxes_are_read_once(read: Read, shown: str) -> None:
    figures = {**test_docx.FIGURES, PATH: "7"}
    assert official.read_back(read(_with(FIGURES_IN[shown], instead=True)), figures) == []


_FRACTION = "<m:f><m:num><m:r><m:t>7</m:t></m:r></m:num><m:den><m:r><m:t>8</m:t></m:r></m:den></m:f>"  # not 78
SHOWN = {
    "fraction": f"<m:oMath>{_FRACTION}</m:oMath>",
    "sign of a font of pictures": '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
    "object": "<w:r><w:object/></w:r>",
    "old picture": "<w:r><w:pict/></w:r>",
    "page number": "<w:r><w:pgNum/></w:r>",
    "drawn field": "<w:r><w:instrText> EQ \\o\\ac(○,7) </w:instrText></w:r>",
    "list to choose from": "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>",
    "text in an unknown element": '<w:later w:val="1"><w:r><w:t>7</w:t></w:r></w:later>',
}


@pytest.mark.parametrize("shown", SHOWN)
def test_what_shows_and_is_not_read_is_no_blank(read: Read, shown: str) -> None:
    result = read(_with(SHOWN[shown], instead=True))
    assert result.cells[PATH].state == "text"
    assert [note.path for note in result.diagnostics if note.code == "GX503"] == [PATH]


def test_a_table_in_a_cell_of_a_form_is_text_of_the_cell(read: Read) -> None:
    made = test_docx.document(test_docx.FIGURES)
    cell = made.tables[0].rows[2].cells[1]
    cell.paragraphs[0].clear()
    cell.add_table(1, 1).cell(0, 0).text = "7"
    assert official.read_back(read(test_docx.saved(made)), {**test_docx.FIGURES, PATH: "7"}) == []


NOTHING = {
    "soft hyphen": "<w:r><w:softHyphen/></w:r>",
    "field of an index": "<w:r><w:instrText> XE 规章 </w:instrText></w:r>",
    "deleted": '<w:del w:id="1" w:author="x"><w:r><w:t>7</w:t><w:drawing/></w:r></w:del>',
    "hidden": _run("7", "<w:vanish/>"),
    "empty formula": "<m:oMath><m:r><m:t/></m:r></m:oMath>",
    "custom mark": _run("7", before=CUSTOM_MARK),
    "prompt": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    "<w:r><w:t>点击填写</w:t></w:r></w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("nothing", NOTHING)
def test_cells_that_show_nothing_of_their_own_are_blank(read: Read, nothing: str) -> None:
    assert read(_with(NOTHING[nothing], instead=True)).cells[PATH].state == "blank"


def test_in_prose_marks_that_notes_announce_are_set_aside_and_raised_text_is_kept(read: Read) -> None:
    made = test_docx.document(test_docx.FIGURES)
    paragraph = made.add_paragraph("本年新增绿地12")
    paragraph._p.append(_element(_run("7", before=CUSTOM_MARK)))
    paragraph.add_run("km")
    raised = '<w:vertAlign w:val="superscript"/>'
    paragraph._p.append(_element(_run("2", raised)))
    paragraph.add_run("，收到申请12")
    paragraph._p.append(_element(_run("1", raised)))
    paragraph.add_run("件")
    result = read(test_docx.saved(made))
    # Behind a digit a raised one would make another number.
    assert "本年新增绿地12km2，收到申请12¹件\n" in result.source.text
    assert [note.facts["text"] for note in result.diagnostics if note.code == "GX201"] == ["7"]


def test_a_control_around_rows_is_no_prompt(read: Read) -> None:
    made = test_docx.document(test_docx.FIGURES)
    row = made.tables[0].rows[2]._tr
    control = _element("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent/></w:sdt>")
    row.addprevious(control)
    control[1].append(row)
    assert official.read_back(read(test_docx.saved(made)), test_docx.FIGURES) == []


def test_prompts_are_set_aside_and_filled_controls_read(read: Read) -> None:
    notes = read(_with(NOTHING["prompt"], instead=True)).diagnostics
    assert [note.facts["text"] for note in notes if note.code == "GX201"] == ["点击填写"]
    figure = NOTHING["prompt"].replace("点击填写", "12")
    filled = figure.replace("<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>')
    assert str(read(_with(filled, instead=True)).cells[PATH].value) == "12"
    # Whoever filled it may have left the switch.
    assert read(_with(figure, instead=True)).cells[PATH].state == "text"


MARKED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize("by_style", [True, False])
def test_marks_are_told_from_figures_that_are_moved_off_the_line(read: Read, by_style: bool) -> None:
    moved = '<w:position w:val="-8"/>'
    made = test_docx.document(test_docx.FIGURES)
    style = f'<w:style w:type="paragraph" w:styleId="low"><w:name w:val="低"/><w:rPr>{moved}</w:rPr></w:style>'
    made.styles.element.append(_element(style))
    for paragraph in made.tables[0]._tbl.iter(qn("w:p")):
        if by_style:
            paragraph.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "low")
        for run in () if by_style else paragraph.iter(qn("w:r")):
            run.get_or_add_rPr().append(_element(moved))
    paragraph = made.tables[0].rows[2].cells[1].paragraphs[0]._p
    paragraph.append(_element(_run("7", MARKED)))
    result = read(test_docx.saved(made))
    assert official.read_back(result, test_docx.FIGURES) == []
    assert [note.facts["text"] for note in result.diagnostics if note.code == "GX201"] == ["7"]


def test_a_unit_in_line_with_a_style_that_moves_its_paragraph_loses_no_figure(read: Read) -> None:
    made = test_docx.document(test_docx.FIGURES)
    moved = '<w:rPr><w:position w:val="-8"/></w:rPr>'
    style = f'<w:style w:type="paragraph" w:styleId="low"><w:name w:val="低"/>{moved}</w:style>'
    made.styles.element.append(_element(style))
    paragraph = made.tables[0].rows[2].cells[1].paragraphs[0]._p
    paragraph.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "low")
    paragraph.append(_element(_run("件", '<w:position w:val="0"/>')))
    assert str(read(test_docx.saved(made)).cells[PATH].value) == FIGURE


BOXED: dict[str, str] = {
    "alternatives": _alternatives("{}", "{}"),
    "old text box": "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r></w:p>",
}


@pytest.mark.parametrize("box", BOXED)
def test_tables_in_alternatives_and_old_text_boxes(read: Read, box: str) -> None:
    made = test_docx.document(test_docx.FIGURES)
    anchor = _element(BOXED[box].format("<w:p/>", "<w:p/>"))
    table = made.tables[2]._tbl
    table.addprevious(anchor)
    places = list(anchor.iter(f"{{{_MC}}}Choice", f"{{{_MC}}}Fallback", qn("w:txbxContent")))
    for place in places:
        place.append(parse_xml(_xml(table)))
    table.getparent().remove(table)
    assert official.read_back(read(test_docx.saved(made)), test_docx.FIGURES) == []


def _xml(element) -> bytes:
    from lxml import etree

    return etree.tostring(element)


def _rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A Word file with all of its XML parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))
    return file.getvalue()


def _strict(part: bytes) -> bytes:
    return re.sub(
        rb"http://schemas\.openxmlformats\.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", part
    ).replace(b"http://purl.oclc.org/ooxml/package/", b"http://schemas.openxmlformats.org/package/2006/")


def test_strict_open_xml_is_read(read: Read) -> None:
    data = _rewritten(_with(MARKS["raised in points"]), _strict)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    assert official.read_back(read(data), test_docx.FIGURES) == []


def test_a_main_part_of_another_kind_is_told_without_the_words_of_the_program() -> None:
    data = _rewritten(_with(), lambda part: part.replace(b"wordprocessingml/2006/main", b"wordprocessingml/2999/main"))
    with pytest.raises(gxgrammar.UnreadableSource) as refused:
        gxgrammar.parse(data)
    assert refused.value.code == "GX108"
    assert "object" not in str(refused.value)
