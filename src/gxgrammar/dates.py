"""Dates and periods as pages write them."""

from __future__ import annotations

import datetime
import re

from gxgrammar.spelling import narrow

_DATE = r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
_SHORT_DATE = r"(?:(20\d\d)\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_PERIOD = re.compile(
    rf"(20\d\d)\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日\s*起?\s*(?:至|到|—+|-+|~|～)\s*{_SHORT_DATE}"
)
_ANY_DATE = re.compile(_DATE)
_WHOLE_DATE = re.compile(rf"[（(]?\s*{_DATE}\s*[）)]?")
_DATE_AND_TIME = rf"{_DATE}(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?"
_WHOLE_DATE_AND_TIME = re.compile(_DATE_AND_TIME)
# A date that the text runs on behind, where a page lost its line breaks.
_RUNNING_DATE = re.compile(rf"(?P<date>{_DATE_AND_TIME})\s*(?P<text>.*。.*)", re.DOTALL)


def date_in(text: str) -> datetime.date | None:
    """The first date in a text, None if there is none or the calendar does not have it."""
    match = _ANY_DATE.search(narrow(text))
    return _checked(*match.groups()) if match else None


def is_date(text: str) -> bool:
    """Whether a text is a date alone, perhaps in brackets."""
    return _WHOLE_DATE.fullmatch(narrow(text)) is not None


def is_date_and_time(text: str) -> bool:
    """Whether a text is a date alone, perhaps with the time of day."""
    return _WHOLE_DATE_AND_TIME.fullmatch(narrow(text)) is not None


def date_and_rest(text: str) -> tuple[str, str]:
    """A date that sentences run on behind, apart from them; for any other text the text and nothing."""
    match = _RUNNING_DATE.fullmatch(narrow(text))
    return (match["date"], text[match.start("text") :]) if match else (text, "")


def period_in(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of the first period in a text."""
    match = _PERIOD.search(narrow(text))
    if match is None:
        return None, None
    year, month, day, end_year, end_month, end_day = match.groups()
    return _checked(year, month, day), _checked(end_year or year, end_month, end_day)


def is_period(text: str) -> bool:
    """Whether a text is a period alone."""
    return _PERIOD.fullmatch(narrow(text)) is not None


def _checked(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
