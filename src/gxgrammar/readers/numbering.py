"""The numbers that Word generates before headings and items, which stand in no run of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, field, frozen, mutable
from docx.oxml.ns import qn
from lxml.etree import _Element

from gxgrammar.readers.styles import Styles, value

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACEHOLDER = re.compile(r"%([1-9])")


@frozen
class _Level:
    """How a level of a list is numbered: first number, format, and text with ``%1`` for the number of level one.

    ``style`` is the one that puts paragraphs on this level. It begins anew behind each of the levels above ``restart``,
    counted from 1.
    """

    start: int
    format: str
    text: str
    style: str | None
    restart: int


@mutable
class _List:
    """A list of the document and how far each of its levels has been counted."""

    levels: Mapping[int, _Level]
    counts: dict[int, int] = field(factory=dict)

    def next(self, stated: int | None, style: str | None) -> str:
        """Count on at a level, by default that of a style or the first; the number as Word prints it."""
        level = stated
        if level is None:
            level = next((index for index, each in self.levels.items() if style and each.style == style), 0)
        found = self.levels.get(level)
        if found is None:
            return ""
        self.counts[level] = self.counts.get(level, found.start - 1) + 1
        for deeper in [each for each in self.counts if each > level and level < self.levels[each].restart]:
            del self.counts[deeper]
        return _PLACEHOLDER.sub(lambda match: self._number(int(match[1]) - 1), found.text)

    def _number(self, level: int) -> str:
        found = self.levels.get(level)
        return number_word(self.counts.get(level, found.start), found.format) if found else ""


class Numbering:
    """Gives every numbered paragraph of a document its number; ask in the order of the document."""

    def __init__(self, numbering: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if numbering is None else dict(_lists(numbering))

    def number_of(self, paragraph: _Element) -> str:
        """The number Word prints before a paragraph, empty if it has none."""
        properties = paragraph.find(qn("w:pPr"))
        level: int | None = None
        for stated, style in self._stated(properties):
            level = _integer(value(stated, "w:ilvl")) if level is None else level
            list_id = value(stated, "w:numId")
            if list_id:
                numbered = self._lists.get(list_id)
                return numbered.next(level, style) if numbered else ""
        return ""

    def _stated(self, properties: _Element | None) -> Iterator[tuple[_Element, str | None]]:
        """The numbering that a paragraph states, then that of its styles with their ids, nearest first."""
        own = None if properties is None else properties.find(qn("w:numPr"))
        if own is not None:
            yield own, None
        for style in self._styles.chain(self._styles.of_paragraph(properties)):
            stated = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if stated is not None:
                yield stated, style.get(qn("w:styleId"))


def _lists(numbering: _Element) -> Iterator[tuple[str, _List]]:
    """The lists by id. Lists that share a definition are counted together unless one starts anew."""
    definitions = dict(_definitions(numbering))
    shared: dict[int, _List] = {}
    for each in numbering.iterfind(qn("w:num")):
        number, definition = definitions.get(value(each, "w:abstractNumId"), (-1, None))
        levels = {} if definition is None else dict(_levels(definition))
        overrides = list(each.iterfind(qn("w:lvlOverride")))
        for override in overrides:
            levels.update(_levels(override))
            index, start = _integer(override.get(qn("w:ilvl"))), _integer(value(override, "w:startOverride"))
            if index in levels and start is not None:
                levels[index] = evolve(levels[index], start=start)
        fresh = _List(levels)
        yield each.get(qn("w:numId"), ""), fresh if overrides else shared.setdefault(number, fresh)


def _definitions(numbering: _Element) -> Iterator[tuple[str | None, tuple[int, _Element]]]:
    """The definitions of lists by id. One may only name a style, and another be that style's: it is the latter then."""
    numbered = list(enumerate(numbering.iterfind(qn("w:abstractNum"))))
    of_styles = {name: each for each in numbered if (name := value(each[1], "w:styleLink"))}
    for each in numbered:
        link = value(each[1], "w:numStyleLink")
        yield each[1].get(qn("w:abstractNumId")), of_styles.get(link, each) if link else each


def _levels(definition: _Element) -> Iterator[tuple[int, _Level]]:
    for each in definition.iterfind(qn("w:lvl")):
        index = _integer(each.get(qn("w:ilvl")))
        start = _integer(value(each, "w:start"))
        # A format of later versions of Word stands beside one that all of them know.
        stated = (form.get(qn("w:val")) for form in each.iter(qn("w:numFmt")))
        number_format = next((form for form in stated if form and form != "custom"), "decimal")
        text = "" if number_format == "bullet" else value(each, "w:lvlText") or ""
        if index is not None:
            restart = _integer(value(each, "w:lvlRestart"))
            yield (
                index,
                _Level(
                    start=1 if start is None else start,
                    format=number_format,
                    text=text,
                    style=value(each, "w:pStyle"),
                    restart=index if restart is None else restart,
                ),
            )


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
    for least, letters in _ROMAN:
        while number >= least:
            words, number = words + letters, number - least
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
