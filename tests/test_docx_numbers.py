"""Word: numbers of headings that Word generates, by styles, lists and what was deleted."""

from __future__ import annotations

import docx
import official
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from test_docx import FIGURES, _number, _numbered, document, saved

import gxgrammar
from gxgrammar.readers.numbering import Numbering
from gxgrammar.readers.styles import Styles


def _headings(made: docx.document.Document) -> list[docx.text.paragraph.Paragraph]:
    """The headings of a document, without their numbers."""
    found = [each for each in made.paragraphs if each.text in official.HEADINGS]
    for paragraph in found:
        paragraph.text = paragraph.text.partition("、")[2]
    return found


def _style(made: docx.document.Document, name: str, kind: str, numbering: str) -> None:
    properties = f"<w:pPr><w:numPr>{numbering}</w:numPr></w:pPr>"
    style = f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{properties}</w:style>'
    made.styles.element.append(parse_xml(style))


def _sections(made: docx.document.Document) -> list[str]:
    return [section.heading for section in gxgrammar.parse(saved(made)).report.narrative.sections]


def test_numbers_of_a_list_that_names_a_style() -> None:
    made = document(FIGURES)
    _numbered(made)
    part = made.part.numbering_part.element
    part.find(qn("w:abstractNum")).insert(0, parse_xml(f'<w:styleLink {nsdecls("w")} w:val="Numbers"/>'))
    named = '<w:abstractNum {} w:abstractNumId="78"><w:numStyleLink w:val="Numbers"/></w:abstractNum>'
    part.insert(0, parse_xml(named.format(nsdecls("w"))))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="78"/></w:num>'))
    _style(made, "Numbers", "numbering", '<w:numId w:val="77"/>')
    for index, paragraph in enumerate(_headings(made)):
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{77 + index % 2}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(number))
    assert _sections(made) == list(official.HEADINGS)


def test_a_style_that_a_level_of_its_list_names_stands_on_that_level() -> None:
    made = document(FIGURES)
    _numbered(made, (("decimal", "%1."), ("chineseCounting", "%2、")))
    level = made.part.numbering_part.element.find(qn("w:abstractNum")).findall(qn("w:lvl"))[1]
    level.insert(2, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="Main"/>'))
    _style(made, "Main", "paragraph", '<w:numId w:val="77"/>')
    for paragraph in _headings(made):
        paragraph._p.get_or_add_pPr().insert(0, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="Main"/>'))
    assert _sections(made) == list(official.HEADINGS)


def test_a_format_of_later_versions_beside_one_of_all() -> None:
    made = document(FIGURES)
    _numbered(made)
    form = next(made.part.numbering_part.element.iter(qn("w:numFmt")))
    names = f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    later = '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="一, 二, 三, ..."/></mc:Choice>'
    both = parse_xml(f"<mc:AlternateContent {names}>{later}<mc:Fallback/></mc:AlternateContent>")
    form.addprevious(both)
    both[1].append(form)
    for paragraph in _headings(made):
        _number(paragraph, 0)
    assert _sections(made) == list(official.HEADINGS)


@pytest.mark.parametrize(("mark", "text"), [("<w:del w:id='1' w:author='x'/>", "del"), ("<w:vanish/>", "vanish")])
def test_headings_that_are_gone_are_not_counted(mark: str, text: str) -> None:
    made = document(FIGURES)
    _numbered(made)
    headings = _headings(made)
    for paragraph in headings:
        _number(paragraph, 0)
    gone = headings[2].insert_paragraph_before("")._p
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    gone.append(parse_xml(f"<w:pPr {nsdecls('w')}>{number}<w:rPr>{mark}</w:rPr></w:pPr>"))
    run = "<w:r {}><w:rPr>{}</w:rPr><w:t>旧标题</w:t></w:r>".format(nsdecls("w"), mark if text == "vanish" else "")
    run = f"<w:del {nsdecls('w')} w:id='2' w:author='x'>{run}</w:del>" if text == "del" else run
    gone.append(parse_xml(run))
    assert _sections(made) == list(official.HEADINGS)


def test_an_empty_paragraph_that_is_not_gone_is_counted() -> None:
    made = document(FIGURES)
    _numbered(made)
    headings = _headings(made)
    for paragraph in [headings[0], headings[1].insert_paragraph_before(""), *headings[1:]]:
        _number(paragraph, 0)
    assert f"三、{headings[1].text}" in gxgrammar.parse(saved(made)).source.text


@pytest.mark.parametrize(("restart", "last"), [(None, "1"), ("1", "1"), ("0", "3")])
def test_a_level_that_never_begins_anew_is_counted_on(restart: str | None, last: str) -> None:
    stated = "" if restart is None else f'<w:lvlRestart w:val="{restart}"/>'
    numbers = Numbering(_restarting(stated), Styles(None))
    levels = [0, 1, 1, 0, 1]
    assert [numbers.number_of(_on_level(level)) for level in levels] == ["1", "1", "2", "2", last]


def _restarting(restart: str):
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{stated}'
        f'<w:lvlText w:val="%{level + 1}"/></w:lvl>'
        for level, stated in enumerate(("", restart))
    )
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}</w:numbering>'
    )


def _on_level(level: int):
    stated = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{stated}</w:pPr></w:p>")
