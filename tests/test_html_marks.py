"""HTML: words that are struck, moved off their line or kept from sight are no part of a figure."""

from __future__ import annotations

import official
import pytest
import test_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import gxgrammar

from conftest import Read

FIGURES = official.drawn(41)
PATHS = ("requests.granted.business", "proactive.licensing.decisions")
FIGURE = "777001"
# Styles of what no one sees, and of what is seen all the same.
_UNSEEN = (
    "opacity:0",
    "opacity: 0.0 ; margin: 0",
    "visibility:collapse",
    "color:transparent",
    "text-indent:-9999px",
    "position:absolute;left:-9999px",
    "position:absolute;clip:rect(0,0,0,0)",
    "display:inline-block;width:0;overflow:hidden",
)
_SEEN = (
    "opacity:0.8",
    "background-color:transparent",
    "margin-left:-2px",
    "text-indent:-20px",
    "border-width:0;overflow:hidden",
    "vertical-align:0",
    "vertical-align:middle",
    "position:relative;top:0",
    "position:relative;margin-top:2px",
    "background-color:#fff",
    "color:#fff000",
    "white-space:nowrap",
    "position:relative;top:-1.0pt;mso-text-raise:1.0pt",
    "vertical-align:-1px",
)
_MOVED = (
    "vertical-align:30%",
    "vertical-align:text-top;font-size:8px",
    "vertical-align:-3pt",
    "vertical-align:.4em",
    "position:relative;top:-10px",
    "position:relative;top:-3.0pt;mso-text-raise:3.0pt",
    "color:#FFFFFF",
    "color: white",
)


def _with_cell(read: Read, path: str, inner: str) -> gxgrammar.ParseResult:
    page = official.html_page(FIGURES | {path: FIGURE})
    assert page.count(FIGURE) == 1
    return read(page.replace(FIGURE, inner))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("style", _UNSEEN)
def test_what_no_one_sees_is_no_digit(read: Read, path: str, style: str) -> None:
    result = _with_cell(read, path, f'<span style="{style}">9</span>5')
    assert result.cells[path].value == 5


@pytest.mark.parametrize("style", _SEEN)
def test_what_is_seen_is_one(read: Read, style: str) -> None:
    result = _with_cell(read, PATHS[0], f'9<span style="{style}">5</span>')
    assert result.cells[PATHS[0]].value == 95


def test_a_page_that_comes_into_sight_is_read(read: Read) -> None:
    page = official.html_page(FIGURES).replace("<body>", '<body><div style="opacity:0">').replace("</body>", "</div>")
    assert official.read_back(read(page), FIGURES) == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("style", _MOVED)
def test_a_digit_that_is_moved_off_the_line_of_others_may_be_a_mark(read: Read, path: str, style: str) -> None:
    result = _with_cell(read, path, f'5<span style="{style}">1</span>')
    assert (result.cells[path].state, result.cells[path].raw) == ("text", "5¹")
    # Where the whole figure is moved, no digit is a mark.
    assert _with_cell(read, path, f'<span style="{style}">51</span>').cells[path].value == 51


@pytest.mark.parametrize("white", ['<span style="color:white">9</span>', '<font color="#ffffff">9</font>'])
def test_white_digits_before_others_may_hold_a_place_open(read: Read, white: str) -> None:
    result = _with_cell(read, PATHS[0], f"{white}5")
    assert (result.cells[PATHS[0]].state, result.cells[PATHS[0]].raw) == ("text", "⁹5")
    assert _with_cell(read, PATHS[0], white).cells[PATHS[0]].value == 9


_WHITE = '<span style="color:#fff">{}</span>'


@pytest.mark.parametrize(
    ("around", "shown"),
    [
        ('<b style="background:#1f3864">{}</b>', "95"),
        ('<font style="background-color: rgb(31, 56, 100)">{}</font>', "95"),
        ('<b style="background:#fff">{}</b>', "⁹5"),
        ('<b style="background-color:transparent">{}</b>', "⁹5"),
        ('<b style="background-color:#eef0f2">{}</b>', "⁹5"),
    ],
)
def test_white_digits_on_what_is_dark_are_seen(read: Read, around: str, shown: str) -> None:
    assert _with_cell(read, PATHS[0], around.format(f"{_WHITE.format(9)}5")).cells[PATHS[0]].raw == shown


def test_white_digits_behind_white_ones_are_one_with_them(read: Read) -> None:
    both = _WHITE.format(9) + _WHITE.format(5)
    assert _with_cell(read, PATHS[0], both).cells[PATHS[0]].value == 95
    assert _with_cell(read, PATHS[0], f"9{_WHITE.format(5)}").cells[PATHS[0]].state == "text"


@pytest.mark.parametrize("path", PATHS)
def test_a_figure_that_is_raised_in_pieces_is_no_blank(read: Read, path: str) -> None:
    raised = '<span style="vertical-align:super">1</span>'
    assert _with_cell(read, path, raised * 2).cells[path].state == "text"
    assert _with_cell(read, path, raised).cells[path].value == 1
    assert _with_cell(read, path, "").cells[path].state == "blank"


@pytest.mark.parametrize("path", PATHS)
def test_a_cell_that_a_script_writes_is_open(read: Read, path: str) -> None:
    assert _with_cell(read, path, "<script>document.write(count)</script>").cells[path].state == "text"
    assert _with_cell(read, path, "<script>var count = 9</script>5").cells[path].value == 5


_STRUCK = ("<s>{}</s>", "<del><b>{}</b></del>", '<span style="text-decoration:line-through">{}</span>')


@pytest.mark.parametrize("struck", _STRUCK)
def test_a_sentence_goes_on_behind_struck_words(read: Read, struck: str) -> None:
    words = f"全年收到政府信息公开申请{struck.format(12)}13件，办结10件。"
    result = read(official.html_page(FIGURES).replace(official.OVERVIEW, words))
    assert result.report.narrative.sections[0].body == ("全年收到政府信息公开申请13件，办结10件。",)
    assert [str(figure.value) for figure in gxgrammar.figures(result)] == ["13", "10"]


def test_struck_paragraphs_are_none_of_the_report(read: Read) -> None:
    words = f"<s><p>全年收到政府信息公开申请12件。</p></s><p>{official.OVERVIEW}</p>"
    result = read(official.html_page(FIGURES).replace(f"<p>{official.OVERVIEW}</p>", words))
    assert result.report.narrative.sections[0].body == (official.OVERVIEW,)


def test_struck_words_of_a_word_document_are_no_part_of_a_sentence(read: Read) -> None:
    made = test_docx.document(FIGURES)
    [paragraph] = [each for each in made.paragraphs if each.text == official.OVERVIEW]
    paragraph.text = "全年收到政府信息公开申请"
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:strike/></w:rPr><w:t>12</w:t></w:r>"))
    paragraph.add_run("13件，办结10件。")
    result = read(test_docx.saved(made))
    assert [str(figure.value) for figure in gxgrammar.figures(result)] == ["13", "10"]
