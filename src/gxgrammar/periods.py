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
        "近(?:年来|(?:[两二三四五六七八九几2-9]|十|10)年来?)",
        # Terms of office, weeks and days, and events that lasted a while: 疫情期间, but not 报告期间, 12月31日期间.
        rf"任期(?:以?来|内|间)?{_SAYS}",
        rf"(?:[本上当每]周|当[天日]|(?<=[\u4e00-\u9fff])(?<![年月日度份此该述告计据期时])期间){_SAYS}",
        "(?<![0-9〇○零oOоО一二三四五六七八九十第])[两二三四五六七八九十]{1,2}年多?度?(?:以?来|间|期间|期内|期|内)?"
        rf"{_SAYS}",
        rf"20\d\d年?度?\s?(?:{_TO}|[、和及与])\s?20\d\d[两三四五]?年",
        rf"20\d\d年?\s?{_TO}\s?今",
        '十[一二三四五]五[”"’]?(?:规划)?(?:期间|时期)',
        # 2019年以来 has its year, 年初以来 is the year of the report.
        "(?<![年日初])(?<!年1月)(?<!年01月)(?<!年1月份)以来",
        # So is 2018年1月至今; 至今未收到 is true of the year, too.
        "(?:(?<!年1月)(?<!年1月1日)至|迄)今(?![年日还尚仍未没无])",
        # 结转明年办理 is of this year.
        f"{_BEGINS}(?:明年|下一?年度?)(?=[,我将计])",
        # One month, 6月收到申请5件, 2022年6月，我局…, and what follows a day, but not 6月1日起施行.
        rf"(?<!\d)(?:{_NAMED_YEAR})?{_MONTH}月份?(?={_VERBS})",
        rf"{_BEGINS}(?:{_NAMED_YEAR})?(?:{_MONTH}|{_NUMBER})月份?{_SAYS}",
        rf"(?<!\d)(?<!2008年)(?!12月31|0?1月1日|0?1月(?:份?起|份?以来)){_MONTH}月(?:\d{{1,2}}日|份)?(?:[以之]?[前后]|起|以来){_SAYS}",
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
    rf"(?=[,:我本全总合通新未无没]|\d+{_UNIT}|{_VERBS}|[各县市区州镇乡省][^,;:()]{{0,12}}(?:收到|受理|接到|接收|公开|发布|办结)"
    rf"[^,;:()]{{0,20}}?\d\s?{_UNIT})"
)
# All quarters, or both halves, are the year.
_WHOLE = (
    rf"第?[一1](?:季度)?{_TO}第?[四4]季度|第?一(?:季度)?、第?二(?:季度)?、第?三(?:季度)?[、和及]第?四季度"
    "|上(?:半年)?[、和及]下半年"
)
_TIMES = re.compile(
    rf"(?P<open>\()|(?P<close>\))|(?P<count>\d\s?{_UNIT}(?!月))|(?P<dates>{_DATES})|(?P<upto>{_UP_TO_MONTH})"
    rf"|(?P<stop>;)|(?P<compared>同比)|(?P<year>{_OF_THE_YEAR})|(?P<whole>{_WHOLE})|(?P<other>{_OTHER})"
)
# Most sentences name no time but the year, which is sooner seen than times are looked for: each has one of these.
_MAY_BE_OTHER = re.compile(
    "[年月季期来今五周间天日](?:(?<=[月季])|(?<=[同近任]期)|(?<=期间)|(?<=[本上当每]周)|(?<=当[天日])|(?<=[以年]来)|(?<=[至迄]今)|(?<=十[一二三四五]五)"
    rf"|(?<=[去前往历半上一两二三四五六七八九十几近下明]年)|(?<=年)(?=度?\s?(?:{_TO}|[、和及与]))"
    rf"|(?<={_TO}20\d\d年)|(?<={_TO}\s20\d\d年))"
)
# What only is compared with or looked back on: 较去年, 针对去年的问题, 结转上年2件, 历年积累.
_LOOKED_AT = re.compile(
    "(?:针对|对照|对(?!外)|较|比|与|超过?|[高低多少]于|吸取|总结|根据|按照)[^,;:()]{0,6}$|(?:结转|转结)[自至到]?$"
)
_CAME_FROM = re.compile(
    rf"(?:底|末)?(?:的(?![^,;:()]{{0,30}}\d\s?{_UNIT})|存在|(?:无|没有)?(?:结转|转结)|转入|积累|遗留|剩余"
    "|未(?:办结|完成|答复|审?结))|[^,;:()]{0,8}的?基础上|(?:之最|最[多高少低]|新高|首位)"
    "|(?:的|政务公开|网站){0,2}(?:测评|考核|评估|检测|普查|抽查)(?:结果|中)"
)
# A time holds for later clauses if its clause begins with it, or says what happened in it: by a count, that nothing
# did, or by its end, 自成立以来，….
_HEAD = re.compile(
    r"(?:^|[,;:()、.\s])(?:[^,;:()、\s]{0,12}(?:[局县市区镇乡州省委厅办院所]|统计|单位))?"
    r"(?:[在自从于而但到]|其中|截[至止]|20\d\d年度?|[今本当]年度?|[“”‘’\"'])*$"
)
_HAPPENED = re.compile(rf"[^,;:()]{{0,60}}?(?:\d\s?{_UNIT}|[未没无]|数据|情况|统计)|[^,;:()]{{60}}")
_ENDED = re.compile(rf"(?:之?[前后内]|以?来|期间|内|间|[止底末]|全年|一年)*(?=$|[,:;)我本全至到]|{_VERBS})")
_LONGEST_HEAD = 24
# A month in which documents were issued, of which none is counted.
_PAPERS_OF = re.compile("月份?$")
_ISSUED = re.compile("(?:制定|制发|印发|出台|发布)")
# The figure of another year beside that of the year is there to be compared with it.
_PAST = re.compile("去年|上(?!半|季)|同期")
# What holds since then holds for the year: 自成立以来未收到申请.
_COVERS = re.compile("(?:近(?!半|期)|历年|20[0-9]{2}年?.今|[两二三四五六七八九十]{1,2}年)")
_SINCE_BEGINNING = re.compile(
    "(?:^|[,;:()。])(?:(?!月|季|半年|20[0-9])[^,;:()])*(?:成立|组建|设立|建立|实施|施行|颁布)$"
)
# A mere count beside that of the year: 收到申请12件，去年10件.
_BARE_COUNT = re.compile(rf"(?:为|有|约)?\d+\s?{_UNIT}")
_BESIDE = frozenset(",(、:含中")
_LONGEST_LOOK = 12
_A_YEAR = 11

# A running total is no figure of a year: 截至2011年底累计.
_RUNNING = re.compile("累计|已达|总量达")
_UP_TO = re.compile("截[至止]|至今|到目前|年[底末]")
_SINCE_LONG = re.compile(r"至今|到目前|20\d\d\s?年[底末]|以来")
_IN_THE_YEAR = re.compile(r"全年|今年|本年|当年|年度|年来|20[0-9]{2}\s?年")
_THIS_YEAR = re.compile("全年|今年|本年|当年")
# Dates in other spellings, and the blanks that word processors put beside numbers; the blanks of a title are wider.
_WRITTEN = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<mark>[./]|-(?=\d{1,2}(?:-\d|月)))(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<day>[0-3]?\d))?月?"
    rf"(?:\s?{_TO}\s?(?P<until>1[0-2]|0?[1-9])(?:(?P=mark)(?P<last>[0-3]?\d))?月?(?![\d./年]|-\d))?(?![\d.])"
    r"|(?<=\d)[^\S\n\u3000]+(?=[^\d\s])|(?<=[^\d\s])[^\S\n\u3000]+(?=\d)"
)
_YEAR, _COVERING, _OTHER_TIME = range(3)
# How far before a count words are looked for that make it a running total.
_NEAR = 60


@frozen
class Times:
    """The places at which a sentence comes to speak of another time than before, and of which: the year of the report,
    some time that has the year in it, or another.

    ``years`` are the years that dates from January to December name, each with its place.
    """

    places: tuple[int, ...]
    kinds: tuple[int, ...]
    years: tuple[tuple[int, int], ...] = ()

    def is_other(self, at: int) -> bool:
        """Whether what is counted at a place is of another time than the year."""
        return self._kind(at) > _YEAR

    def is_apart(self, at: int) -> bool:
        """Whether that nothing happened, as a place says, is not said of the year, or of all years."""
        return self._kind(at) > _COVERING

    def year_at(self, at: int) -> int | None:
        """The year whose first and last month were named before a place, if any were."""
        return next((year for place, year in reversed(self.years) if place <= at), None)

    def _kind(self, at: int) -> int:
        index = bisect_right(self.places, at)
        return self.kinds[index - 1] if index else _YEAR


_ONE_TIME = Times((), ())


def times_of(read: str) -> Times:
    """The times a sentence speaks of, from its beginning on."""
    if _WRITTEN.search(read):
        plain, places = _plain(read)
        times = _times_in(plain)
        years = tuple([(places[place], year) for place, year in times.years])
        return Times(tuple([places[place] for place in times.places]), times.kinds, years)
    return _times_in(read)


def _plain(read: str) -> tuple[str, list[int]]:
    """A sentence with its dates in one spelling, and where in it each place was: 2023 年 6 月, 2023.6."""
    parts: list[str] = []
    places, done = [0], 0
    for match in _WRITTEN.finditer(read):
        start, end = match.span()
        date = f"{match['year']}年{_month(match['month'], match['day'])}" if match["year"] else ""
        date += f"至{_month(match['until'], match['last'])}" if match["until"] else ""
        parts += [read[done:start], date]
        places += [*range(done + 1, start + 1), *[end] * len(date)]
        done = end
    parts.append(read[done:])
    return "".join(parts), [*places, *range(done + 1, len(read) + 1)]


def _month(month: str, day: str | None) -> str:
    return f"{month}月{day}日" if day else f"{month}月"


def _times_in(read: str) -> Times:
    if not _MAY_BE_OTHER.search(read):
        return _ONE_TIME
    found: list[tuple[int, int]] = []
    years: list[tuple[int, int]] = []
    kind, counted, compared, stopped = _YEAR, -1, -1, -1
    opened: list[tuple[int, int]] = []
    for match in _TIMES.finditer(read):
        name, place = match.lastgroup, match.start()
        if name == "count":
            counted = place
        elif name == "open":
            opened.append((place, kind))
        elif name == "close":
            # 收到申请(上半年)5件 goes on behind its brackets.
            start, before = opened.pop() if opened else (-1, kind)
            kind = before if counted > start else kind
        elif name in ("stop", "compared"):
            stopped = place if name == "stop" else stopped
            kind = _YEAR if 0 <= compared < counted else kind
        elif name == "year":
            kind = _YEAR
        elif name != "whole" and _is_another(match) and not _is_aside(read, match):
            # 收到15件，去年收到12件，同比…: what is counted before, in the same part, is of the year.
            beside = kind == _YEAR and counted > stopped and _PAST.match(match[0])
            compared = place if beside else compared if kind else -1
            kind = max(kind, _COVERING if _covers(read, match) else _OTHER_TIME)
        elif name == "dates" and (year := match["last"] or match["first"]):
            years.append((match.end(), int(year)))
        if kind == _YEAR:
            compared = -1
        found.append((match.end(), kind))
    return Times(tuple([place for place, _ in found]), tuple([kind for _, kind in found]), tuple(years))


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


def _is_aside(read: str, time: re.Match[str]) -> bool:
    """Whether a time is only looked back on, or that of one mere count, or tells what something else is of."""
    start, end = time.span()
    if _LOOKED_AT.search(read, max(0, start - _LONGEST_LOOK), start) or _CAME_FROM.match(read, end):
        return True
    if read[max(0, start - 1) : start] in _BESIDE and _BARE_COUNT.match(read, end):
        return True
    if time.lastgroup != "other" or time[0][-1] in "来今" or _HAPPENED.match(read, end):
        return False
    if _PAPERS_OF.search(time[0]) and _ISSUED.match(read, end):
        return True
    return not _ENDED.match(read, end) and not _HEAD.search(read[max(0, start - _LONGEST_HEAD) : start])


def _covers(read: str, time: re.Match[str]) -> bool:
    """Whether a time goes on through the year of the report."""
    start = time.start()
    if time[0] in ("以来", "至今", "迄今"):
        since = read[max(0, start - _NEAR) : start]
        return _SINCE_BEGINNING.search(since) is not None
    return _COVERS.match(time[0]) is not None


def _near(read: str, end: int) -> int:
    """Where words begin that are near, in the same part of a sentence."""
    near = max(0, end - _NEAR)
    return max(near, read.rfind(";", near, end) + 1)
