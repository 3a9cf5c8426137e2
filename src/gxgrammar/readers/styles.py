"""The styles of a Word document: what a paragraph or run is told to look like by name, not by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen, mutable
from docx.oxml.ns import qn
from lxml.etree import _Element

# Styles inherit from one another; a chain longer than this is a cycle.
_LONGEST_CHAIN = 20
# What makes a run the mark of a note, struck or hidden.
_TELLING = {qn(f"w:{tag}"): tag for tag in ("vertAlign", "position", "strike", "dstrike", "vanish", "color")}
_WHITE = "FFFFFF"
# What may be shaded, from a run outward, and a shade on which white is hard to see: pale in red, green and blue.
_SHADED = {qn(f"w:{tag}"): qn(f"w:{tag}Pr") for tag in ("r", "p", "tc", "tbl")}
_PALE = re.compile(r"(?:[C-F][0-9A-F]){3}", re.IGNORECASE)
_SHADE = re.compile(r"[0-9A-F]{6}", re.IGNORECASE)
# Text that is raised or lowered by less, in half points, is only brought into line with its neighbours.
_RAISED = 6
_POSITION = re.compile(r"([+-]?\d{1,6})(?:\.\d+)?(pt)?")
# The style of marks of notes, by its id in files that do not define it, and by its name.
_OF_MARKS = ("footnotereference", "endnotereference")
_RUN_PROPERTIES, _VALUE = qn("w:rPr"), qn("w:val")
_OFF = ("0", "false", "off")

_Stated = Mapping[str, str]


@frozen
class Look:
    """How a run looks, so far as it tells whether its text is part of the figure that it stands at.

    Beside black words white ones are there to hold a place open.
    """

    raised: bool
    moved: bool
    white: bool
    struck: bool
    hidden: bool


_PLAIN = Look(raised=False, moved=False, white=False, struck=False, hidden=False)


class Styles:
    """The styles of a document by id, and that of paragraphs which name none."""

    def __init__(self, styles: _Element | None) -> None:
        self._by_id = {} if styles is None else {each.get(qn("w:styleId")): each for each in styles}
        self._of_paragraphs = next((name for name, each in self._by_id.items() if _is_default(each)), None)

    def chain(self, name: str | None) -> Iterator[_Element]:
        """A style and those that it is based on, nearest first."""
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(name) if name else None
            if style is None:
                return
            yield style
            name = value(style, "w:basedOn")

    def is_of_marks(self, name: str | None) -> bool:
        """Whether a style is that of marks of notes, or based on it."""
        names = {name, *(value(style, "w:name") for style in self.chain(name))}
        return any((each or "").replace(" ", "").lower() in _OF_MARKS for each in names)

    def is_on_dark(self, run: _Element) -> bool:
        """Whether a run stands on a shade that shows white words: black ones that state no color are white there too.

        Of the styles of tables it is not told which of the cells they shade.
        """
        for element in (run, *run.iterancestors(*_SHADED)):
            properties = element.find(_SHADED[element.tag])
            table_styles = self.chain(value(properties, "w:tblStyle"))
            shades = [each for style in table_styles for each in style.iter(qn("w:shd"))]
            shades += [] if properties is None else properties.findall(qn("w:shd"))
            if any(map(_is_dark, shades)) or value(properties, "w:highlight") not in (None, "none", "white"):
                return True
        return False

    def of_paragraph(self, properties: _Element | None) -> str | None:
        """The style of a paragraph with such properties."""
        return value(properties, "w:pStyle") or self._of_paragraphs


@mutable
class Looks:
    """The looks of the runs of a document, each asked for by what it and its styles state."""

    _styles: Styles
    _by_styles: dict[tuple[str | None, str | None], _Stated] = field(factory=dict)

    def of(self, run: _Element, paragraph_style: str | None) -> Look:
        """What a run states counts before what its style does, and that before the style of its paragraph."""
        properties = run.find(_RUN_PROPERTIES)
        named = (value(properties, "w:rStyle"), paragraph_style)
        if named not in self._by_styles:
            self._by_styles[named] = self._stated(*reversed(named))
        stated = self._by_styles[named]
        own = {} if properties is None else _statements(properties)
        return _look({**stated, **own}) if stated or own else _PLAIN

    def _stated(self, *names: str | None) -> _Stated:
        """What styles state, the last of them most of all."""
        stated: dict[str, str] = {}
        for name in names:
            # What the style of a paragraph raises is the whole line, and nothing at it.
            stated.pop("position", None)
            stated |= {"vertAlign": "superscript"} if self._styles.is_of_marks(name) else {}
            for style in reversed(list(self._styles.chain(name))):
                properties = style.find(_RUN_PROPERTIES)
                stated |= {} if properties is None else _statements(properties)
        return stated


def value(owner: _Element | None, name: str) -> str | None:
    """The ``w:val`` of a child element."""
    child = None if owner is None else owner.find(qn(name))
    return None if child is None else child.get(_VALUE)


def is_on(properties: _Element | None, switch: str) -> bool:
    """Whether a child element that is a switch stands there and is not off."""
    found = None if properties is None else properties.find(qn(switch))
    return found is not None and found.get(_VALUE) not in _OFF


def _is_default(style: _Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default"), "0") not in _OFF


def _statements(properties: _Element) -> _Stated:
    """What run properties state of what tells; a switch without a value is on."""
    return {_TELLING[each.tag]: each.get(_VALUE, "1") for each in properties if each.tag in _TELLING}


def _look(stated: _Stated) -> Look:
    raised = stated.get("vertAlign") in ("superscript", "subscript")
    moved, white = _is_moved(stated.get("position", "0")), stated.get("color", "").upper() == _WHITE
    struck, struck_twice, hidden = (stated.get(name, "0") not in _OFF for name in ("strike", "dstrike", "vanish"))
    return Look(raised=raised, moved=moved, white=white, struck=struck or struck_twice, hidden=hidden)


def _is_dark(shade: _Element) -> bool:
    color = shade.get(qn("w:color") if shade.get(_VALUE) == "solid" else qn("w:fill")) or ""
    is_black = color == "auto" and shade.get(_VALUE) == "solid"
    return is_black or bool(_SHADE.fullmatch(color) and not _PALE.fullmatch(color))


def _is_moved(position: str) -> bool:
    """Whether a position, in half points or with a unit, is as far off the line as that of a mark."""
    match = _POSITION.match(position)
    return match is not None and abs(int(match[1])) * (2 if match[2] else 1) >= _RAISED
