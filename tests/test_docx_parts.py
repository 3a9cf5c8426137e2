"""Word documents: fields within fields, rows and cells that are gone, and main parts under other names."""

from __future__ import annotations

import copy
import io
from zipfile import ZipFile

import docx
import official
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from test_docx import document, saved

import gxgrammar

from conftest import Read

FIGURES = official.drawn(37)
PATH = "requests.granted.business"
FIGURE = "777001"


def _made() -> tuple[docx.document.Document, docx.oxml.xmlchemy.BaseOxmlElement]:
    """A report, and the cell in it that holds a figure of its own."""
    made = document(FIGURES | {PATH: FIGURE})
    [text] = [each for table in made.tables for each in table._tbl.iter(qn("w:t")) if each.text == FIGURE]
    return made, next(text.iterancestors(qn("w:tc")))


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


_INNER = _field("begin") + _run("REF n", "instrText") + _field("separate") + _run("9") + _field("end")
_OUTER = _field("begin") + _run("IF ", "instrText")


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (_OUTER + _INNER + _field("separate") + _run("5") + _field("end"), 5),
        (_OUTER + _INNER + _field("end") + _run("5"), 5),
        (_OUTER + _field("separate") + _INNER + _field("end"), 9),
        (_INNER + _run("5"), 95),
        (_run("5") + _field("end"), 5),
    ],
)
def test_what_a_field_asks_for_is_not_what_it_shows(read: Read, runs: str, shown: int) -> None:
    made, cell = _made()
    [paragraph] = cell.iter(qn("w:p"))
    paragraph.getparent().replace(paragraph, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    result = read(saved(made))
    assert result.cells[PATH].value == shown


@pytest.mark.parametrize(
    ("colors", "shown"), [(("FFFFFF", "auto"), 5), (("FF0000", "auto"), 95), (("FFFFFF",) * 2, 95)]
)
def test_white_digits_beside_others_hold_a_place_open(read: Read, colors: tuple[str, str], shown: int) -> None:
    made, cell = _made()
    [paragraph] = cell.iter(qn("w:p"))
    runs = (
        f'<w:r><w:rPr><w:color w:val="{color}"/></w:rPr><w:t>{digit}</w:t></w:r>'
        for color, digit in zip(colors, "95", strict=True)
    )
    paragraph.getparent().replace(paragraph, parse_xml(f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>"))
    assert read(saved(made)).cells[PATH].value == shown


_SHADE = '<w:shd {} w:val="{}" w:color="auto" w:fill="{}"/>'


@pytest.mark.parametrize("owner", ["tc", "p"])
@pytest.mark.parametrize(
    ("shade", "shown"),
    [
        (("clear", "1F3864"), 95),
        (("clear", "FFC000"), 95),
        (("solid", "auto"), 95),
        (("clear", "auto"), 5),
        (("clear", "F2F2F2"), 5),
    ],
)
def test_white_digits_on_a_dark_shade_are_seen(read: Read, owner: str, shade: tuple[str, str], shown: int) -> None:
    made, cell = _made()
    runs = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>5</w:t></w:r>'
    [paragraph] = cell.iter(qn("w:p"))
    paragraph.getparent().replace(paragraph, parse_xml(f"<w:p {nsdecls('w')}><w:pPr/>{runs}</w:p>"))
    properties = next(cell.iter(qn(f"w:{owner}Pr")))
    properties.append(parse_xml(_SHADE.format(nsdecls("w"), *shade)))
    assert read(saved(made)).cells[PATH].value == shown


def test_white_words_with_the_mark_of_a_note_are_read(read: Read) -> None:
    made, cell = _made()
    [paragraph] = cell.iter(qn("w:p"))
    note = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>'
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>95</w:t></w:r>'
    paragraph.getparent().replace(paragraph, parse_xml(f"<w:p {nsdecls('w')}>{white}{note}</w:p>"))
    assert read(saved(made)).cells[PATH].value == 95


@pytest.mark.parametrize(
    ("looks", "shown"),
    [(("FFFFFF", "FFFFFF", "FFFFFF"), "青禾县2023年"), (("auto", "auto", "FFFFFF"), "青禾县202³年")],
)
def test_a_white_title_in_pieces_is_one(read: Read, looks: tuple[str, ...], shown: str) -> None:
    made, _ = _made()
    runs = (
        f'<w:r><w:rPr><w:color w:val="{color}"/></w:rPr><w:t>{words}</w:t></w:r>'
        for color, words in zip(looks, ("青禾县", "202", "3"), strict=True)
    )
    end = _run("年政府信息公开工作年度报告")
    made.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{''.join(runs)}{end}</w:p>"))
    assert read(saved(made)).canonical.text.startswith(shown)


def test_a_result_is_shown_where_the_instructions_of_its_field_are_hidden(read: Read) -> None:
    made, cell = _made()
    [paragraph] = cell.iter(qn("w:p"))
    hidden = (_run("=SUM(LEFT)", "instrText") + _field("separate")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    runs = _field("begin") + hidden + _run("95") + _field("end")
    paragraph.getparent().replace(paragraph, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    assert read(saved(made)).cells[PATH].value == 95


def test_a_cell_whose_removal_is_tracked_is_gone(read: Read) -> None:
    made, cell = _made()
    gone = copy.deepcopy(cell)
    gone.get_or_add_tcPr().append(parse_xml(f'<w:cellDel {nsdecls("w")} w:id="1" w:author="a"/>'))
    cell.addprevious(gone)
    assert official.read_back(read(saved(made)), FIGURES | {PATH: FIGURE}) == []


@pytest.mark.parametrize(("hidden", "shown"), [("<w:hidden {}/>", False), ('<w:hidden {} w:val="0"/>', True)])
def test_a_hidden_row_is_gone(read: Read, hidden: str, shown: bool) -> None:
    made, cell = _made()
    row = cell.getparent()
    before = copy.deepcopy(row)
    for text in before.iter(qn("w:t")):
        text.text = "9" if text.text.isdigit() else text.text
    before.get_or_add_trPr().append(parse_xml(hidden.format(nsdecls("w"))))
    row.addprevious(before)
    assert (read(saved(made)).cells[PATH].state == "ambiguous") == shown


@pytest.mark.parametrize("name", ["document2.xml", "main.xml"])
def test_the_main_part_may_have_another_name(name: str) -> None:
    renamed = io.BytesIO()
    with ZipFile(io.BytesIO(saved(document(FIGURES)))) as package, ZipFile(renamed, "w") as out:
        for member in package.namelist():
            data = package.read(member).replace(b"word/document.xml", f"word/{name}".encode())
            out.writestr(member.replace("document.xml", name), data)
    result = gxgrammar.parse(renamed.getvalue())
    assert official.read_back(result, FIGURES) == []


def test_another_archive_is_no_word_document() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w") as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("main.xml", "<a/>")
    with pytest.raises(gxgrammar.UnreadableSource, match="GX109"):
        gxgrammar.parse(file.getvalue())
