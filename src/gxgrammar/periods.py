"""Of what time a sentence speaks: of the year of the report, or of some months, another year, or several.

A time that a clause names holds for the clauses behind it, until another is named or the brackets end that it is named
in. What is not sure to speak of the year is taken to be of another time, since a figure of a part of the year looks
like one of the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import frozen

_TO = "[-—–－─一~～至到]"
_VERBS = "共|累计|主动|公开|发布|新增|收到|受理|接到|接收|办结|办理|答复|制发|制定|印发|出台|废止"
_UNIT = "[件宗份起条次个项例篇]"
_NAMED_YEAR = "(?:20[0-9]{2}|今|本|当)年度?"
_MONTH = "(?:1[0-2]|0?[1-9])"
_DAY = r"(?:\d{1,2}日)?"
# A clause begins here, or here are words of an authority that begin it.
_BEGINS = (
    r"(?<![^,;:()、.\s])(?:在|于|而|但|其中|[据经]?统计|截[至止]目前|[我本全][局县市区镇乡州省委厅办院所]|[我本]单位)?"
)

# What stands behind a time in which something happened.
_SAYS = rf"(?=[,我本全]|{_VERBS})"
_NUMBER = "(?:十[一二]|[一二三四五六七八九十])"

# What tells of another time, wherever it stands.
_OTHER = "|".join(
    [
        rf"(?:去年|(?<!目)前年|往年|历年|上(?:一|一个|个)?年度?)(?:同期|全年|一年|1月?{_TO}12月)?",
        "同期",
        "[上下]半年",
        "[一二三四1-4本上]季度",
        rf"(?:近?半年多?(?:以?来|内)?|近期|[本当上]月底?){_SAYS}",
        r"前(?!1[2-9]|十二)[一二三四五六七八九十\d]{1,2}个月",
        rf"(?<!\d)(?!12|十二)(?:\d{{1,2}}|{_NUMBER})个多?月(?:以?来|间|内)?{_SAYS}",
        # Several years, but not 一年来, 第三年, or a year in Chinese numerals.
        "近(?:年来|(?:[两二三四五六七八九几2-9]|十|10)年)",
        "(?<![0-9〇○零oOоО一二三四五六七八九十第])[两二三四五六七八九十]{1,2}年多?度?(?:以?来|间|期间|期内|期|内)?"
        rf"{_SAYS}",
        rf"20\d\d年?度?\s?(?:{_TO}|[、和及与])\s?20\d\d[两三四五]?年",
        rf"20\d\d年?\s?{_TO}\s?今",
        '十[一二三四五]五[”"’]?(?:规划)?(?:期间|时期)',
        # 2019年以来 has its year, 年初以来 is the year of the report.
        "(?<![年日初])以来",
        # So is 2018年1月至今; 至今未收到 is true of the year, too.
        "(?:(?<!年1月)(?<!年1月1日)至|迄)今(?![年日还尚仍未没无])",
        # 结转明年办理 is of this year.
        f"{_BEGINS}(?:明年|下一?年度?)(?=[,我将计])",
        # One month, 6月收到申请5件, 2022年6月，我局…, and what follows a day, but not 6月1日起施行.
        rf"(?<!\d)(?:{_NAMED_YEAR})?{_MONTH}月份?(?={_VERBS})",
        rf"{_BEGINS}(?:{_NAMED_YEAR})?(?:{_MONTH}|{_NUMBER})月份?{_SAYS}",
        rf"(?<!\d)(?<!2008年)(?!12月31|1月1日){_MONTH}月(?:\d{{1,2}}日|份)?(?:[以之]?[前后]|起|以来){_SAYS}",
        rf"(?<![至到])(?!一月?{_TO}十二月){_NUMBER}月?{_TO}{_NUMBER}月",
    ]
)
# From one date to another, and up to one.
_DATES = (
    rf"(?:(?P<first>20\d\d)年)?(?<!\d)(?P<since>\d{{1,2}})(?:月{_DAY}起?)?{_TO}"
    rf"(?:(?P<last>20\d\d)年|[今当本同]年)?(?P<until>\d{{1,2}})月"
)
_UP_TO_MONTH = rf"(?:截[至止]到?|[至到])(?:{_NAMED_YEAR})?(?P<month>{_MONTH})月"
# The year of the report begins a clause and says what happened in it; 完成全年任务 and 今年的目标 do not.
_OF_THE_YEAR = (
    rf"{_BEGINS}(?:全年|一年来|年内|{_NAMED_YEAR}|20[0-9]{{2}}年全年)(?:以?来|内|间|中)?"
    rf"(?=[,:我本全总合通新未无没]|\d+{_UNIT}|{_VERBS})"
)
_TIMES = re.compile(
    rf"(?P<open>\()|(?P<close>\))|(?P<count>\d\s?{_UNIT}(?!月))|(?P<dates>{_DATES})|(?P<upto>{_UP_TO_MONTH})"
    rf"|(?P<year>{_OF_THE_YEAR})|(?P<other>{_OTHER})"
)
# Most sentences name no time but the year, which is sooner seen than times are looked for: each has one of these.
_MAY_BE_OTHER = re.compile(
    "[年月季期来今五](?:(?<=[月季])|(?<=[同近]期)|(?<=[以年]来)|(?<=[至迄]今)|(?<=十[一二三四五]五)"
    rf"|(?<=[去前往历半上一两二三四五六七八九十几近下明]年)|(?<=年)(?=度?\s?(?:{_TO}|[、和及与]))"
    rf"|(?<={_TO}20\d\d年)|(?<={_TO}\s20\d\d年))"
)
# What only is compared with or looked back on: 较去年, 针对去年的问题, 结转上年2件, 历年积累.
_LOOKED_AT = re.compile(
    "(?:针对|对照|对(?!外)|较|比|与|超过?|[高低多少]于|吸取|总结|根据|按照)[^,;:()]{0,6}$|(?:结转|转结)[自至到]?$"
)
_CAME_FROM = re.compile(
    rf"(?:底|末)?(?:的(?![^,;:()]{{0,30}}\d\s?{_UNIT})|存在|结转|转结|转入|积累|遗留|剩余|未(?:办结|完成|答复|审?结))"
)
# A mere count beside that of the year: 收到申请12件，去年10件.
_BARE_COUNT = re.compile(rf"(?:为|有|约)?\d+\s?{_UNIT}")
_BESIDE = frozenset(",(、:含中")
_LONGEST_LOOK = 12
_A_YEAR = 11

# A running total is no figure of a year: 截至2011年底累计.
_RUNNING = re.compile("累计|已达|总量达")
_UP_TO = re.compile("截[至止]|至今|到目前|年[底末]")
_SINCE_LONG = re.compile(r"至今|到目前|20\d\d年[底末]|以来")
_IN_THE_YEAR = re.compile("全年|今年|本年|当年|年度|年来|20[0-9]{2}年")
_THIS_YEAR = re.compile("全年|今年|本年|当年")
# How far before a count words are looked for that make it a running total.
_NEAR = 60


@frozen
class Times:
    """The places at which a sentence comes to speak of another time than before, and whether of another than the year
    of the report."""

    places: tuple[int, ...]
    others: tuple[bool, ...]

    def is_other(self, at: int) -> bool:
        """Whether what is counted at a place is of another time than the year."""
        index = bisect_right(self.places, at)
        return index > 0 and self.others[index - 1]


_ONE_TIME = Times((), ())


def times_of(read: str) -> Times:
    """The times a sentence speaks of, from its beginning on."""
    if not _MAY_BE_OTHER.search(read):
        return _ONE_TIME
    found: list[tuple[int, bool]] = []
    is_other, counted = False, -1
    opened: list[tuple[int, bool]] = []
    for match in _TIMES.finditer(read):
        kind = match.lastgroup
        if kind == "count":
            counted = match.start()
        elif kind == "open":
            opened.append((match.start(), is_other))
        elif kind == "close":
            # 收到申请(上半年)5件 goes on behind its brackets.
            start, before = opened.pop() if opened else (-1, is_other)
            is_other = before if counted > start else is_other
        elif kind == "year":
            is_other = False
        else:
            is_other = is_other or (_is_another(match) and not _is_aside(read, *match.span()))
        found.append((match.end(), is_other))
    return Times(tuple([place for place, _ in found]), tuple([is_other for _, is_other in found]))


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


def _is_another(time: re.Match[str]) -> bool:
    """Whether words for a time are not of a whole year."""
    if month := time["month"]:
        return int(month) != 12
    if not time["until"]:
        return True
    since, until = int(time["since"]), int(time["until"])
    if time["first"] and time["last"]:
        return (int(time["last"]) - int(time["first"])) * 12 + until - since != _A_YEAR
    # The regulation is of May 2008: there was nothing to report before.
    return (since, until) != ((5 if time["first"] == "2008" else 1), 12)


def _is_aside(read: str, start: int, end: int) -> bool:
    """Whether a time is only looked back on, or that of one mere count."""
    if _LOOKED_AT.search(read, max(0, start - _LONGEST_LOOK), start) or _CAME_FROM.match(read, end):
        return True
    return read[max(0, start - 1) : start] in _BESIDE and _BARE_COUNT.match(read, end) is not None


def _near(read: str, end: int) -> int:
    """Where words begin that are near, in the same part of a sentence."""
    near = max(0, end - _NEAR)
    return max(near, read.rfind(";", near, end) + 1)
