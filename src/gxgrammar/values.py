"""What a value cell says: a number, a blank, a dash, or something else."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from attrs import frozen

from gxgrammar.spelling import NO_WIDTH, narrow

State = Literal["number", "blank", "dash", "text", "unplaced", "ambiguous", "missing"]

# Longer figures than any report could state; also keeps int() linear.
MOST_DIGITS = 18
_DASHES = frozenset({"-", "--", "---", "—", "——", "–", "―", "－", "一一", "/", "\\", "N/A", "n/a", "⸺", "⸻"})
_WAN = {
    "元": Decimal("0.0001"),
    **dict.fromkeys(("万元", "萬元", "万", "萬"), Decimal(1)),
    **dict.fromkeys(("亿元", "億元", "亿", "億"), Decimal(10000)),
}
_COUNTED = "件|项|項|条|條|个|個|次|篇|人次|人|起|宗|份"
_NUMBER = re.compile(
    r"(?P<lost>[?？\ufffd]\s)?(?:(?P<less>[减減]少?|↓)|(?P<more>新?增加?|↑))?\s?"
    r"(?P<number>[-+−]?\s?(?:\d{1,3}(?:\n?,\n?\d{3})+|\d+)(?:\.\d+)?)\s*"
    rf"(?P<unit>[万萬亿億]?\s?元|[万萬亿億]|{_COUNTED})?\s*(?P<note>\([^()]*\)|[*※]{{1,3}}|[①-⑳]|\[\d{{1,2}}\])?"
)
# Figures that nothing parts, however many.
_FIGURES = re.compile(r"[-+−－]?[\d.,，]*\d")
# Figures in which letters were taken for digits: 1O, l2.
_MISREAD = re.compile(r"[\d.,，]*[OoQlI][\dOoQlI.,，]*")
_LONGEST_MISREAD = 12
# Figures with words that make others of them, about so many, or two of them: 10.5千, 12%, 约3, 0/0; or with a
# digit that was lost: 27?. One of two is 0, or they may be the number of a page.
ABOUT = "大?约|近|逾|超过?"
_CHANGE = rf"(?:[·•'’％%‰百千万萬亿億余多?？\ufffd]|。(?=\d)|左右|以[上下]|[美欧日港]?元|批次?|{_COUNTED})[\d.,，]*"
_CHANGED = re.compile(
    rf"(?:(?:{ABOUT})\s?\d[\d.,，]*|\d[\d.,，]*{_CHANGE})(?:{_CHANGE}){{0,5}}"
    r"|0/\d{1,6}|\d{1,6}/0"
    r"|(?:[-+−－]\s?\(?\d{1,6}\)?\s?){2,3}"
    r"|[无無未不]增[无無未不]?[减減]|(?:[无無未]|没有)(?:增[减減])?[变變][化动]|持平|不变"
)
_LONGEST_CHANGED = 40
# The dashes of several cells that nothing parts.
_DASH_RUN = re.compile("[-—–－―⸺⸻]{2,12}")
_LONGEST_VALUE = 200
_MONEY = re.compile(r"(?P<scale>[百千]?[万萬亿億]|[百千美])?元")
# What says nothing of a unit in a label, and what stands before 元 that is no end of 万元.
_NO_UNIT = re.compile(rf"<br ?/?>|人民[币幣]|[\s{NO_WIDTH}]+")
_BEFORE_YUAN = '（(：:位为是按计以额[【〔“"，,；;、/-'
_SCALES = "百千万萬亿億"
# Units, and what stands in their place in a row that has none.
UNITS = frozenset({*_COUNTED.split("|"), "元", "万元", "萬元", "——", "⸺"})


@frozen
class Value:
    """A cell as read: ``number`` is exact; ``unit`` and ``note`` are as printed, None where there is none.

    ``count`` is the number as a count, None where it is not whole or is money. ``is_change`` says that a word makes it
    an increase or a decrease: 减3. ``lost`` says that a character before it was lost: no digit, since a blank follows,
    but perhaps its sign.
    """

    state: State
    number: Decimal | None = None
    count: int | None = None
    unit: str | None = None
    note: str | None = None
    is_change: bool = False
    lost: bool = False

    def amount(self, unit: str | None) -> Decimal | None:
        """The number as an amount in 万元, its own unit before ``unit``; None where that is no known unit of money."""
        unit = self.unit or unit or "万元"
        return None if self.number is None or unit not in _WAN else self.number * _WAN[unit]


@lru_cache(maxsize=8192)
def read_value(text: str) -> Value:
    """Read the text of a cell."""
    if not text.strip(NO_WIDTH):
        return Value("blank")
    if text in _DASHES:
        return Value("dash")
    match = _NUMBER.fullmatch(narrow(text)) if len(text) <= _LONGEST_VALUE else None
    if match is None:
        return Value("text")
    digits = "".join(match["number"].split()).replace(",", "").replace("−", "-")
    if len(digits) > MOST_DIGITS:
        return Value("text")
    number = Decimal(digits)
    is_change = bool(match["less"] or match["more"])
    if is_change and not digits[0].isdigit():
        return Value("text")
    number = -number if match["less"] else number
    unit = "".join(match["unit"].split()) if match["unit"] else None
    note = match["note"] or (match["lost"] and match["lost"].strip())
    if unit is None and note and note[1:-1] in _WAN:
        unit, note = note[1:-1], None
    whole = number == number.to_integral_value() and unit not in _WAN
    return Value("number", number, int(number) if whole else None, unit, note, is_change, bool(match["lost"]))


def is_value(text: str) -> bool:
    """Whether a cell can only be a value: figures, misread ones too, blank, dash, unit, or a word for nothing."""
    if len(text) > _LONGEST_VALUE:
        return _FIGURES.fullmatch(text) is not None
    if read_value(text).state != "text" or text in UNITS or text in ("无", "無"):
        return True
    if len(text) <= _LONGEST_MISREAD and _MISREAD.fullmatch(text):
        return True
    if len(text) <= _LONGEST_CHANGED and _CHANGED.fullmatch(text):
        return True
    return (_FIGURES.fullmatch(text) or _DASH_RUN.fullmatch(text)) is not None


def print_amount(amount: Decimal, unit: str) -> str:
    """An amount in 万元 as figures in a unit of money, without needless zeros."""
    number = amount / _WAN[unit]
    return f"{number.normalize():f}" if number else "0"


def money_unit(label: str) -> str | None:
    """The unit of money that a label names, known or not; all of them where it names several."""
    words = _NO_UNIT.sub("", label)
    units = dict.fromkeys(_unit_at(words, match) for match in _MONEY.finditer(words))
    return "/".join(units) or None


def _unit_at(words: str, match: re.Match[str]) -> str:
    """The unit that ends in a 元; with what stands before it where that may be cut off from 万."""
    start = match.start()
    if match["scale"]:
        return match[0]
    is_whole = words[start - 1] in _BEFORE_YUAN if start else words[1:2] not in ("）", ")")
    if is_whole and (start < 2 or words[start - 2] not in _SCALES):
        return "元"
    return f"{words[max(0, start - 1) : start] or '…'}元"
