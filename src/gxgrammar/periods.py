"""Whether what a clause counts is of another time than the year of the report: of some months, or of several years."""

from __future__ import annotations

import re

_TO = "[-—–－~～至到]"
_MONTHS = re.compile(rf"(\d{{1,2}})月?{_TO}(\d{{1,2}})月(?!\d)")
_WHOLE_YEAR = ("1", "12")
_VERBS = "共|累计|主动|公开|发布|新增|收到|受理|接收|办结|答复"
_ONE_MONTH = re.compile(rf"(?<![-—–－~～至到\d])(?:1[0-2]|[1-9])月份?(?={_VERBS})")
_YEARS = re.compile(rf"20\d\d年?\s?{_TO}\s?(?:20\d\d年|今)")
_SOME_YEARS = re.compile(
    rf"(?<![\d〇○零一二三四五六七八九])[两三四五六七八九十]年度?(?:来|间|期间|期内|期|内)?,?(?={_VERBS})"
)
# A running total is no figure of a year: 截至2011年底累计.
_RUNNING = re.compile("累计|已达|总量达")
_UP_TO = re.compile("截[至止]|至今|到目前|年[底末]")
_SINCE_LONG = re.compile("至今|到目前|年[底末]|以来")
_IN_THE_YEAR = re.compile("全年|今年|本年|当年|年度|年来|20[0-9]{2}年")
_THIS_YEAR = re.compile("全年|今年|本年|当年")
# How far before a count its time is looked for.
_NEAR = 60


def of_other_time(read: str, end: int) -> bool:
    """Whether words say near before ``end`` that they speak of some months or of several years."""
    near = _near(read, end)
    if any(each.search(read, near, end) for each in (_ONE_MONTH, _YEARS, _SOME_YEARS)):
        return True
    return any(months.groups() != _WHOLE_YEAR for months in _MONTHS.finditer(read, near, end))


def is_running(read: str, since: int, end: int) -> bool:
    """Whether a clause counts all there ever were: 截至2023年底累计收到申请200件."""
    near = _near(read, end)
    up_to = _RUNNING.search(read, since, end) and _SINCE_LONG.search(read, near, end)
    return up_to is not None and not _THIS_YEAR.search(read, near, end)


def is_running_stock(read: str, since: int, end: int) -> bool:
    """As ``is_running`` for what is published, of which all there is may be told each year."""
    near = _near(read, end)
    if not _RUNNING.search(read, since, end):
        return False
    return _UP_TO.search(read, near, end) is not None or not _IN_THE_YEAR.search(read, near, end)


def names_this_year(read: str, since: int, end: int) -> bool:
    """Whether words say that they speak of the year of the report."""
    return _THIS_YEAR.search(read, since, end) is not None


def _near(read: str, end: int) -> int:
    """Where words begin that are near, in the same part of a sentence."""
    return max(0, end - _NEAR, read.rfind(";", 0, end) + 1)
