"""What a paragraph of a Word document says, all changes accepted: its text, and the marks and struck words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from docx.oxml.ns import qn
from lxml.etree import _Element

from gxgrammar.readers.styles import Look, Looks, Styles, is_on

PARAGRAPH, TABLE = qn("w:p"), qn("w:tbl")
_RUN, _TEXT, _BOX, _CONTROL = qn("w:r"), qn("w:t"), qn("w:txbxContent"), qn("w:sdt")
_SYMBOL, _RUBY, _PARAGRAPH_PROPERTIES = qn("w:sym"), qn("w:ruby"), qn("w:pPr")
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE = f"{_ALTERNATIVES}AlternateContent"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULAS = (f"{_MATHS}oMath", f"{_MATHS}oMathPara")
# What only wraps other content: content controls, accepted insertions, links.
_WRAPPERS = frozenset(
    qn(f"w:{tag}")
    for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
)
_GONE = frozenset(qn(f"w:{tag}") for tag in ("del", "moveFrom"))
_NOTES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_PICTURES = tuple(qn(f"w:{tag}") for tag in ("drawing", "pict", "object", "contentPart"))
# What shows words, but not in runs.
_ELSEWHERE = tuple(qn(f"w:{tag}") for tag in ("altChunk", "subDoc", "pgNum", "dayShort", "monthShort", "yearShort"))
_FIELDS = (qn("w:instrText"), qn("w:fldSimple"))
# Fields that Word draws without keeping what it drew as text.
_DRAWN_FIELD = re.compile(r"\s*(?:=|(?:EQ|SYMBOL|LISTNUM|AUTONUM\w*|FORMCHECKBOX|FORMDROPDOWN)\b)", re.IGNORECASE)
# What stands for a formula that is more than a line of signs, and for a sign of a font of pictures.
_FORMULA = "〔公式〕"
_SIGN = "※"
_PRIVATE = range(0xF000, 0xF100)

# Where a field begins, where its instructions end, and where its result does.
_FIELD_MARK, _FIELD_MARK_TYPE = qn("w:fldChar"), qn("w:fldCharType")

Kind = Literal["text", "raised", "moved", "white", "struck", "note", "prompt", "field"]


class Piece(NamedTuple):
    """A piece of the text of a paragraph.

    ``kind`` says whether it is raised or lowered and made small, only moved off the line, white, struck, the mark that
    an author gave a note, what an empty content control asks for, or where a field begins, shows its result and ends.
    """

    text: str
    kind: Kind


class Runs:
    """Tells what the runs of a document say, by what they and their styles state and which controls hold them."""

    def __init__(self, body: _Element, styles: Styles) -> None:
        self._styles = styles
        self._looks = Looks(styles)
        self._prompts = set(_prompts(body))

    def pieces(self, paragraph: _Element, *, in_cell: bool) -> list[Piece]:
        """The text of a paragraph in order, without what is deleted or hidden and the instructions of fields."""
        return _without_instructions(self._pieces(paragraph, in_cell=in_cell))

    def _pieces(self, paragraph: _Element, *, in_cell: bool) -> Iterator[Piece]:
        style = self._styles.of_paragraph(paragraph.find(_PARAGRAPH_PROPERTIES))
        announced = False
        for run in content(paragraph):
            if run.tag in _FORMULAS:
                yield Piece(_formula(run), "text")
            elif run.tag == _RUN and (look := self._looks.of(run, style)).hidden:
                # A field may show its result where its instructions are hidden, and where they end.
                yield from map(_field_mark, run.iterchildren(_FIELD_MARK))
            elif run.tag == _RUN:
                kind = "prompt" if run in self._prompts else self._kind(run, look)
                shown = False
                for child in content(run):
                    if child.tag == _FIELD_MARK:
                        yield _field_mark(child)
                    announced = announced or _announces_mark(child)
                    text = _text(child, in_cell=in_cell)
                    if text:
                        shown = shown or announced
                        yield Piece(text, "note" if announced else kind)
                # The mark stands behind its announcement in the same run, or is the next one.
                announced = announced and not shown

    def _kind(self, run: _Element, look: Look) -> Kind:
        if look.struck or look.raised or look.moved:
            return "struck" if look.struck else "raised" if look.raised else "moved"
        return "white" if look.white and not self._styles.is_on_dark(run) else "text"


def _field_mark(mark: _Element) -> Piece:
    return Piece(mark.get(_FIELD_MARK_TYPE) or "", "field")


def _without_instructions(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that fields show: not the results of fields that stand in the instructions of another."""
    shown: list[Piece] = []
    # Of each open field, where the pieces of its instructions begin; None where its result stands.
    instructions: list[int | None] = []
    for piece in pieces:
        if piece.kind != "field":
            shown.append(piece)
        elif piece.text == "begin":
            instructions.append(len(shown))
        elif instructions:
            start = instructions.pop()
            if start is not None:
                del shown[start:]
            if piece.text == "separate":
                instructions.append(None)
    return shown


def content(parent: _Element) -> Iterator[_Element]:
    """The children of an element, through what only wraps them; of alternatives the one that is read."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from content(child)
        elif child.tag == _ALTERNATE:
            chosen = _alternative(child)
            yield from () if chosen is None else content(chosen)
        else:
            yield child


def _alternative(alternatives: _Element) -> _Element | None:
    """The first alternative that shows text, or else the first."""
    branches = [each for each in alternatives if each.tag in (f"{_ALTERNATIVES}Choice", f"{_ALTERNATIVES}Fallback")]
    return next((each for each in branches if _shows_text(each)), branches[0] if branches else None)


def _shows_text(element: _Element) -> bool:
    return any((each.text or "").strip() for each in element.iter(_TEXT, f"{_MATHS}t"))


def paragraphs_of(paragraph: _Element) -> Iterator[_Element]:
    """A paragraph, and those of the text boxes anchored in it."""
    yield paragraph
    for element in _boxed(paragraph):
        if element.tag == PARAGRAPH:
            yield from paragraphs_of(element)


def tables_of(paragraph: _Element) -> Iterator[_Element]:
    """The tables in the text boxes anchored in a paragraph."""
    for element in _boxed(paragraph):
        if element.tag == TABLE:
            yield element
        elif element.tag == PARAGRAPH:
            yield from tables_of(element)


def _boxed(paragraph: _Element) -> Iterator[_Element]:
    """What stands in the text boxes anchored in a paragraph."""
    if next(paragraph.iter(_BOX), None) is not None:
        for box in _boxes(paragraph):
            yield from content(box)


def _boxes(parent: _Element) -> Iterator[_Element]:
    for child in content(parent):
        if child.tag == _BOX:
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def is_removed(paragraph: _Element) -> bool:
    """Whether the end of a paragraph is deleted or hidden: where it has no text, nothing of it is left."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and (any(each.tag in _GONE for each in mark) or is_on(mark, "w:vanish"))


def is_picture(cell: _Element) -> bool:
    """Whether a cell shows a picture."""
    return any(not _is_gone(each) for each in cell.iter(*_PICTURES))


def shows_unread(cell: _Element) -> bool:
    """Whether a cell of which nothing is read shows something all the same."""
    if any(not _is_gone(each) for each in cell.iter(*_ELSEWHERE)):
        return True
    if any(_DRAWN_FIELD.match(each.get(qn("w:instr")) or each.text or "") for each in cell.iter(*_FIELDS)):
        return True
    texts = (each for each in cell.iter(_TEXT, f"{_MATHS}t") if (each.text or "").strip())
    return any(not _is_gone(each) and not _is_read(each) for each in texts)


def _is_gone(element: _Element) -> bool:
    return any(each.tag in _GONE for each in element.iterancestors())


def _is_read(text: _Element) -> bool:
    """Whether a text stands where pieces are taken from, so that it was read, or left out for a reason."""
    for around in text.iterancestors():
        if around.tag == PARAGRAPH:
            return True
        if not around.tag.startswith((_ALTERNATIVES, _MATHS)) and around.tag not in _READ:
            return False
    return False


_READ = _WRAPPERS | {_RUN, *(qn(f"w:{tag}") for tag in ("ruby", "rubyBase", "rt"))}


def _prompts(body: _Element) -> Iterator[_Element]:
    """The runs that content controls that were never filled show in place of their content, which is no table."""
    for control in body.iter(_CONTROL):
        if is_on(control.find(qn("w:sdtPr")), "w:showingPlcHdr") and next(control.iter(qn("w:tr")), None) is None:
            yield from control.iter(_RUN)


def _announces_mark(element: _Element) -> bool:
    """Whether an element refers to a note whose mark its author wrote, behind it."""
    return element.tag in _NOTES and element.get(qn("w:customMarkFollows"), "0") not in ("0", "false", "off")


def _text(element: _Element, *, in_cell: bool) -> str:
    """The text of a child of a run. Signs of fonts of pictures count in cells, where nothing may look blank."""
    if element.tag == _TEXT:
        return element.text or ""
    if element.tag == _SYMBOL:
        sign = _sign(element)
        return "" if sign == _SIGN and not in_cell else sign
    if element.tag == _RUBY:
        return "".join(text.text or "" for text in element.iterfind(f"{qn('w:rubyBase')}//{_TEXT}"))
    return _ALWAYS_THE_SAME.get(element.tag, "")


_ALWAYS_THE_SAME = {
    **dict.fromkeys((qn("w:tab"), qn("w:ptab")), "\t"),
    **dict.fromkeys((qn("w:br"), qn("w:cr")), "\n"),
    qn("w:noBreakHyphen"): "-",
}


def _sign(element: _Element) -> str:
    """The character of a sign; fonts of pictures have theirs in a range that means nothing without the font."""
    try:
        code = int(element.get(qn("w:char")) or "", 16)
    except ValueError:
        return _SIGN
    if code in _PRIVATE:
        digit = chr(code - _PRIVATE.start)
        return digit if digit.isdecimal() and element.get(qn("w:font")) == "Symbol" else _SIGN
    return chr(code) if 0x20 <= code < 0xD800 else _SIGN


def _formula(element: _Element) -> str:
    """The text of a formula that is a line of signs; of any other, as a fraction, only that it stands there."""
    signs = list(_signs(element))
    return _FORMULA if None in signs else "".join(filter(None, signs))


def _signs(formula: _Element) -> Iterator[str | None]:
    """The signs of a formula, and None for whatever sets signs over or beside one another."""
    for child in content(formula):
        if child.tag in _FORMULAS:
            yield from _signs(child)
        elif child.tag == f"{_MATHS}r":
            yield "".join(each.text or "" for each in child.iterfind(f"{_MATHS}t"))
        elif child.tag == _RUN:
            yield from (each.text or "" for each in child.iterfind(_TEXT))
        elif isinstance(child.tag, str) and child.tag.startswith(_MATHS) and not child.tag.endswith("Pr"):
            yield None
