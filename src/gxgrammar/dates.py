"""Dates and periods as pages write them."""

from __future__ import annotations

import datetime
import re

from gxgrammar.spelling import narrow

# Pages put blanks between figures and words. They are counted, since a hostile page has no end of them.
_GAP = r"\s{0,8}"
_DATE = rf"(20\d\d){_GAP}[年./-]{_GAP}(\d{{1,2}}){_GAP}[月./-]{_GAP}(\d{{1,2}}){_GAP}日?"
# Some leave out 日 behind the last day.
_LAST = rf"(\d{{1,2}}){_GAP}[月./-]{_GAP}(\d{{1,2}})(?!\d){_GAP}日?"
_PERIOD = re.compile(
    rf"{_DATE}{_GAP}(?:起{_GAP}[,，]?)?{_GAP}(?:至|到|[—–~-]{{1,4}}){_GAP}(?:(20\d\d){_GAP}[年./-])?{_GAP}{_LAST}"
)
# Some leave out what stands between the days.
_UNMARKED = re.compile(rf"{_DATE}(?<=日)()(\d{{1,2}})月(\d{{1,2}})(?!\d)日?")
_ANY_DATE = re.compile(_DATE)
_WHOLE_DATE = re.compile(rf"[（(]?{_GAP}{_DATE}{_GAP}[）)]?")
_DATE_AND_TIME = rf"{_DATE}(?:{_GAP}\d{{1,2}}:\d\d(?::\d\d)?)?"
_WHOLE_DATE_AND_TIME = re.compile(_DATE_AND_TIME)
# What a page prints of itself: a date with the time of day, or one before other entries in the line.
_TIME = re.compile(rf"(?P<date>{_DATE}{_GAP}(?:\d{{1,2}}:\d\d(?::\d\d)?|(?=\S)))\s*(?P<rest>.{{0,300}})", re.DOTALL)
# A date that the text runs on behind, where a page lost its line breaks.
_RUNNING_DATE = re.compile(rf"(?P<date>{_DATE_AND_TIME})\s*(?P<text>.*。.*)", re.DOTALL)
# A date in Chinese numerals: 二○二四年三月三十日.
_DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "O": 0, "0": 0}
_NUMERALS = "[一二三四五六七八九十]"
_IN_NUMERALS = re.compile(
    rf"(二[{''.join(_DIGITS)}]{{3}}){_GAP}年{_GAP}({_NUMERALS}{{1,2}}){_GAP}月{_GAP}({_NUMERALS}{{1,3}}){_GAP}日"
)


def date_in(text: str) -> datetime.date | None:
    """The first date in a text, None if there is none or the calendar does not have it."""
    match = _ANY_DATE.search(_in_figures(text))
    return _checked(*match.groups()) if match else None


def is_date(text: str) -> bool:
    """Whether a text is a date alone, perhaps in brackets."""
    return _WHOLE_DATE.fullmatch(_in_figures(text)) is not None


def is_date_and_time(text: str) -> bool:
    """Whether a text is a date alone, perhaps with the time of day."""
    return _WHOLE_DATE_AND_TIME.fullmatch(narrow(text)) is not None


def date_and_rest(text: str) -> tuple[str, str]:
    """A date that sentences run on behind, apart from them; for any other text the text and nothing."""
    match = _RUNNING_DATE.fullmatch(narrow(text))
    return (match["date"], text[match.start("text") :]) if match else (text, "")


def time_and_rest(text: str) -> tuple[str, str]:
    """The date that a text begins with, with a time or more behind it, and what that is; nothing for a date alone."""
    match = _TIME.fullmatch(narrow(text.strip()))
    return (match["date"].strip(), text.strip()[match.start("rest") :]) if match else ("", text)


def period_in(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of the first period in a text."""
    text = narrow(text)
    match = _PERIOD.search(text) or _UNMARKED.search(text)
    if match is None:
        return None, None
    year, month, day, end_year, end_month, end_day = match.groups()
    start, end = _checked(year, month, day), _checked(end_year or year, end_month, end_day)
    return (None, None) if start and end and end < start else (start, end)


def is_period(text: str) -> bool:
    """Whether a text is a period alone."""
    return _PERIOD.fullmatch(narrow(text)) is not None


def _in_figures(text: str) -> str:
    """A text with narrow figures for its dates, those in Chinese numerals too."""
    return _IN_NUMERALS.sub(
        lambda date: f"{_year(date[1])}年{_up_to_31(date[2])}月{_up_to_31(date[3])}日", narrow(text)
    )


def _year(numerals: str) -> str:
    return "".join(str(_DIGITS[numeral]) for numeral in numerals)


def _up_to_31(numerals: str) -> int:
    tens, ten, ones = numerals.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _checked(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
