"""Whether what a clause counts is of another time than the year of the report: of some months, or of several years."""

from __future__ import annotations

import re

_TO = "[-—–－─一~～至到]"
_MONTHS = re.compile(rf"(\d{{1,2}})月?{_TO}(?:20\d\d年)?(\d{{1,2}})月(?!\d)")
_WHOLE_YEAR = (1, 12)
_VERBS = "共|累计|主动|公开|发布|新增|收到|受理|接收|办结|答复"
_ONE_MONTH = re.compile(
    rf"(?<![-—–－─一~～至到止\d])(?<![至到—-]20\d\d年)(?<!止20\d\d年)(?:1[0-2]|[1-9])月份?(?={_VERBS})"
)
_YEARS = re.compile(rf"20\d\d年?\s?{_TO}\s?(?:20\d\d年|今)")
_SOME_YEARS = re.compile(
    rf"(?<![\d〇○零一二三四五六七八九第])[两三四五六七八九十]年度?(?:来|间|期间|期内|期|内)?,?(?={_VERBS})"
)
# A running total is no figure of a year: 截至2011年底累计.
_RUNNING = re.compile("累计|已达|总量达")
_UP_TO = re.compile("截[至止]|至今|到目前|年[底末]")
_SINCE_LONG = re.compile(r"至今|到目前|20\d\d年[底末]|以来")
_IN_THE_YEAR = re.compile("全年|今年|本年|当年|年度|年来|20[0-9]{2}年")
_THIS_YEAR = re.compile("全年|今年|本年|当年")
# What a later clause is of, too; a count of what came from such a year is none: 去年结转2件.
_ANOTHER_YEAR = re.compile(
    r"在?(?:20\d\d年)?(?:去年|上一?年度?|前年|往年|历年|近[两三五]年|[上下]半年)(?:全年)?"
    "(?:[我本全共,]|收到|受理|接到|主动|公开|发布|制[发定]|印发|出台|办[理结]|答复)"
)
# How far before a count its time is looked for.
_NEAR = 60


def of_other_time(read: str, end: int) -> bool:
    """Whether words say near before ``end`` that they speak of some months or of several years, and not since then of
    the whole year."""
    near = max(_near(read, end), *(read.rfind(word, 0, end) + 1 for word in ("全年", "今年", "本年")))
    # Most sentences name no month, and many no year, which is sooner found than patterns are tried.
    has_year = read.find("年", near, end) >= 0 or read.find("今", near, end) >= 0
    if has_year and (_YEARS.search(read, near, end) or _SOME_YEARS.search(read, near, end)):
        return True
    if read.find("月", near, end) < 0:
        return False
    months = (tuple(map(int, months.groups())) for months in _MONTHS.finditer(read, near, end))
    return _ONE_MONTH.search(read, near, end) is not None or any(each != _WHOLE_YEAR for each in months)


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


def names_another_year(read: str, since: int) -> bool:
    """Whether a clause begins with a year that is not that of the report, and says what happened in it."""
    return _ANOTHER_YEAR.match(read, since) is not None


def names_this_year(read: str, since: int, end: int) -> bool:
    """Whether words say that they speak of the year of the report."""
    return _THIS_YEAR.search(read, since, end) is not None


def _near(read: str, end: int) -> int:
    """Where words begin that are near, in the same part of a sentence."""
    return max(0, end - _NEAR, read.rfind(";", 0, end) + 1)
