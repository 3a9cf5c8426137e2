"""The numbers that Word generates before headings and items, which stand in no run of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from attrs import field, frozen, mutable
from docx.oxml.ns import qn
from lxml.etree import _Element

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACEHOLDER = re.compile(r"%([1-9])")
# Styles inherit from one another; a chain longer than this is a cycle.
_LONGEST_CHAIN = 20


@frozen
class _Level:
    """How a level of a list is numbered: first number, format, and text with ``%1`` for the number of level one."""

    start: int
    format: str
    text: str


@mutable
class _List:
    """A list of the document and how far each of its levels has been counted."""

    levels: Mapping[int, _Level]
    counts: dict[int, int] = field(factory=dict)

    def next(self, level: int) -> str:
        """Count on at a level; the number as Word prints it."""
        found = self.levels.get(level)
        if found is None:
            return ""
        self.counts[level] = self.counts.get(level, found.start - 1) + 1
        for deeper in [each for each in self.counts if each > level]:
            del self.counts[deeper]
        return _PLACEHOLDER.sub(lambda match: self._number(int(match[1]) - 1), found.text)

    def _number(self, level: int) -> str:
        found = self.levels.get(level)
        return number_word(self.counts.get(level, found.start), found.format) if found else ""


class Numbering:
    """Gives every numbered paragraph of a document its number; ask in the order of the document."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._styles = {} if styles is None else {each.get(qn("w:styleId")): each for each in styles}
        self._lists = {} if numbering is None else dict(_lists(numbering))

    def number_of(self, paragraph: _Element) -> str:
        """The number Word prints before a paragraph, empty if it has none."""
        list_id, level = self._position(paragraph.find(qn("w:pPr")))
        numbered = self._lists.get(list_id) if list_id else None
        return numbered.next(level or 0) if numbered else ""

    def _position(self, properties: _Element | None) -> tuple[str | None, int | None]:
        """List and level of a paragraph, stated by itself or by its style and what that is based on."""
        level: int | None = None
        for stated in self._stated(properties):
            level = _integer(_value(stated, "w:ilvl")) if level is None else level
            list_id = _value(stated, "w:numId")
            if list_id:
                return list_id, level
        return None, None

    def _stated(self, properties: _Element | None) -> Iterator[_Element]:
        """The numbering that a paragraph states, then that of its styles, nearest first."""
        name = _value(properties, "w:pStyle")
        for _ in range(_LONGEST_CHAIN):
            stated = None if properties is None else properties.find(qn("w:numPr"))
            if stated is not None:
                yield stated
            style = self._styles.get(name) if name else None
            if style is None:
                return
            properties, name = style.find(qn("w:pPr")), _value(style, "w:basedOn")


def _lists(numbering: _Element) -> Iterator[tuple[str, _List]]:
    """The lists by id. Lists that share a definition are counted together unless one starts anew."""
    definitions = {
        each.get(qn("w:abstractNumId")): dict(_levels(each)) for each in numbering.iterfind(qn("w:abstractNum"))
    }
    shared: dict[str | None, _List] = {}
    for each in numbering.iterfind(qn("w:num")):
        definition = _value(each, "w:abstractNumId")
        levels = dict(definitions.get(definition, {}))
        overrides = list(each.iterfind(qn("w:lvlOverride")))
        for override in overrides:
            levels.update(_levels(override))
            index, start = _integer(override.get(qn("w:ilvl"))), _integer(_value(override, "w:startOverride"))
            if index in levels and start is not None:
                levels[index] = _Level(start, levels[index].format, levels[index].text)
        fresh = _List(levels)
        yield each.get(qn("w:numId"), ""), fresh if overrides else shared.setdefault(definition, fresh)


def _levels(definition: _Element) -> Iterator[tuple[int, _Level]]:
    for each in definition.iterfind(qn("w:lvl")):
        index = _integer(each.get(qn("w:ilvl")))
        start = _integer(_value(each, "w:start"))
        number_format = _value(each, "w:numFmt") or "decimal"
        text = "" if number_format == "bullet" else _value(each, "w:lvlText") or ""
        if index is not None:
            yield index, _Level(1 if start is None else start, number_format, text)


def _value(owner: _Element | None, name: str) -> str | None:
    """The ``w:val`` of a child element."""
    child = None if owner is None else owner.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _integer(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 6 else None


def number_word(number: int, number_format: str) -> str:
    """A number in one of Word's formats (ST_NumberFormat); in digits where the format is none of those known."""
    return _FORMATS.get(number_format, str)(number)


def chinese(number: int, digits: str = _DIGITS, units: tuple[str, ...] = _UNITS) -> str:
    """A number up to 9999 in Chinese: 十, 二十一, 一百零三."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    words = ""
    for position, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            words += digits[digit] + units[position]
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零")
    return words.removeprefix("一") if units is _UNITS and 10 <= number < 20 else words


def _one_by_one(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 26 * 9 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 90:
        return str(number)
    words = ""
    for value, letters in _ROMAN:
        while number >= value:
            words, number = words + letters, number - value
    return words


def _from(first: str, last: int) -> Callable[[int], str]:
    """Numbers that have characters of their own, from that of 1 on."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _one_by_one,
    "taiwaneseDigital": _one_by_one,
    "japaneseDigitalTenThousand": _one_by_one,
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL, _LEGAL_UNITS),
    "ideographLegalTraditional": lambda number: chinese(number, _LEGAL, _LEGAL_UNITS),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "none": lambda _: "",
}
