"""The clauses of a sentence, read one after the other, with what an earlier one says of a later: 其中, brackets, lists.

The words before a count, or right behind it, say what it is of (``subjects``).
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import attrs
from attrs import frozen, mutable

from gxgrammar.places import is_elsewhere, is_of_an_office
from gxgrammar.publishing import ALL_PUBLISHED, PUBLISHED, THROUGH
from gxgrammar.source import Span
from gxgrammar.subjects import (
    ALL_REVIEWS,
    ANSWERED,
    ASKED,
    CHANNELS,
    LEFT_OPEN,
    NO_FIGURE,
    NOT_OURS,
    PUBLICATION,
    REVIEWED,
    REVIEWS,
    SUBJECT_WORDS,
    Subjects,
    are_carried,
    in_place,
)
from gxgrammar.syntax import Word, sentence_words

_COUNT = re.compile(r"(\D*)([\d,]+(?:\.\d+)?)\s*(万?)\s*([余多]?)\s*([^\s以左]+?)(以上|左右|以内)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What may stand between a mark and its count.
_IN_ALL = re.compile("(?:共计|共|合计|总计|总共)?")
# What may stand between a count and its name behind it, and behind that name.
_IS = re.compile("(?:均为|为|是|系|属于|属|通过|以)?")
_NAMED = re.compile("(?:的?申请|提交|提出|方式|渠道|形式)*(?:[、,;()。和及并]|$)")
# Behind one of these a count has its name behind it: 5件予以公开、3件不予公开.
_LISTED = frozenset("、和及与")
_NEAR = 4
# 其余均维持 is not said of all.
_SOME = re.compile("其余|其他|其它|除|已审结|未审结|部分")
# What a clause may begin with that names only a channel, before the one that states the count.
_MEANS = re.compile("(?:通过|利用|依托|借助|在)[^,;:]{0,12}$")
# None is said to be without a verb, up to the mark: 无依申请公开事项, 没有公民申请公开政府信息的情况; not 如无….
_NO_REQUESTS = re.compile(
    "(?P<verb>(?:发生|产生|出现|涉及)过?)?(?:任何)?(?:公民|群众|单位|个人|法人|组织|[、和或])*(?:提出|涉及)?(?:的)?(?:依申请公开|(?:政府|政务)?信息公开申请|公开申请"
    "|(?:政府|政务)?信息依申请公开|申请公开(?:政府|政务)?信息|申请(?:政府|政务)?信息公开)"
    "(?:申请)?(?:事项|案件|件)?(?:的?(?:情况|情形))?"
)
# It is said of the whole body, in the year: of an applicant, a channel or another body it says nothing of the rest.
_OF_US = re.compile(
    r"(?:^|[,;:。]|\([一二三四五六七八九十\d]{1,2}\)|^[一二三四五六七八九十]+、)"
    r"(?:20\d\d\s?年度?|全年|一年来|[今本当]年度?(?:以?来)?|年内|截[至止](?:目前|年底)|目前"
    r"|截[至止]?\s?(?:20\d\d\s?年)?\s?12\s?月\s?(?:底|31\s?日)|经统计|同时"
    r"|我|[本全][局县市区镇乡州省委厅办院所站校]|(?<=我)[局县市区镇乡州省委厅办院所站校]"
    r"|(?<=[我本])(?:单位|机关|部门|街道|中心|公司)|本(?=单位|机关|部门|街道|中心|公司)|[暂尚也]|\s)*(?:没有|未有|无|未)$"
)
# 无信息公开类行政复议 is of reviews, and so is 未因信息公开被申请行政复议.
_OF_DISCLOSURE = frozenset({"REQUEST", "DISCLOSURE"})
# 行政诉讼费用 is none of the reviews, 行政诉讼和收费 denies them, too.
_NO_COSTS = re.compile(
    "[^,;:]{0,6}与[^,;:]{1,40}[有相]关的?[^,;:]{0,4}(?:费用|支出|经费)"
    "|[^,;:]{0,60}(?:复议|诉讼)(?:案件|相关|[等的所])*(?:产生|发生)?的?(?:费用|支出|经费)"
)
# The clause before may be of some only: 各乡镇，….
_OF_OTHERS = re.compile("除|(?:^|[,;:])在?(?:各|下属|所属|其[他它余]|部分|大部分|多数)[^,;:]{0,12}[,:]\\s*$")
# What is denied of all but some is no denial: 除1件外，均未….
_BUT_SOME = re.compile("除[^,;:()]{1,30}外,?[^,;:()]{0,12}$")
_LONGEST_EXCEPTION = 45
_LONGEST_SUBJECT = 40
_SOME_REQUESTS = frozenset({"RECEIVED", "ACCEPTED", "NATURAL_PERSON", "ORGANISATION", *map(str.upper, CHANNELS)})
_NO_REQUEST = frozenset({"OTHER_THING", "BUSINESS", "MATERIAL"})
_HAPPENED = ASKED | {"OCCURRED"}
_OPEN = frozenset({"MOVED", "CARRIED_FORWARD"})
_NO_PART = frozenset({"closed", "carried_forward"})
# What may stand between a count and a word behind it that says what it is of.
_BEHIND = {
    **dict.fromkeys(("REQUEST", *REVIEWS, *_OPEN), re.compile("(?:的|相关|有关|涉及)?的?")),
    **dict.fromkeys(NOT_OURS, re.compile("[^,;:()、和及均未无没全已且并]{0,6}")),
}
_NOUNS = SUBJECT_WORDS | {"REQUEST", "NORMATIVE", "INFORMATION"}
_NO_SUBJECT = frozenset({"YEAR", "AMONG"})
_BEHIND_TOGETHER = frozenset({"REQUEST", *REVIEWS, "INFORMATION"}) | NOT_OURS
_BEHIND_OPEN = frozenset({"MOVED", "CARRIED_FORWARD", "YEAR", "REQUEST", "CLOSED", "HANDLED", "NOTHING"})
# What begins brackets that name a part of what is before them: 含, 包括, 其中.
_AMONG_HELD = frozenset("含包其")


@frozen
class Figure:
    """A count that a sentence states.

    ``counts`` names what is counted, after the record fields (``received``, ``closed``, ``granted``,
    ``reconsideration`` …); several names mean their sum. ``value`` is the number as printed, 0 where the sentence says
    that there was none; an ``approximate`` one (约, 余) must not enter an equality. ``share`` is the percentage stated
    with it. ``part_of`` names the figure that it is stated to be a part of (其中). ``year`` is the year the sentence
    names, None for the year of the report. ``words`` is the stretch of the sentence that states it. ``span`` is None
    for a record that was not parsed.
    """

    counts: tuple[str, ...]
    value: int | Decimal
    sentence: str
    words: str
    unit: str | None = None
    approximate: bool = False
    share: Decimal | None = None
    part_of: tuple[str, ...] | None = None
    year: int | None = None
    all_upheld: bool = False
    span: Span | None = None


@frozen
class _Brackets:
    """What stands before brackets: a clause, where it begins, and whether it names parts; or a figure, by its place
    among those found. ``first`` is the first word within."""

    clause: list[Word]
    since: int
    among: bool
    figure: int | None
    first: int


@mutable(kw_only=True)
class Sentence(Subjects):
    """A sentence while its clauses are read.

    ``own`` holds the names of the body that reports if the sentence names a place, ``body`` in any case;
    ``reviews`` are the figures at the end of ``found`` that what became of all of them, 均获维持, is said of;
    ``part`` is the last part of a list, which may go on behind a semicolon.
    """

    text: str
    offset: int | None
    own: str
    body: str = ""
    words: list[Word] = attrs.field(factory=list)
    # The words of the clause being read, and where the words end that are read already, as those behind a count.
    clause: list[Word] = attrs.field(factory=list)
    reached: int = 0
    found: list[Figure] = attrs.field(factory=list)
    reviews: int = 0
    whole: tuple[str, ...] | None = None
    all_of_it: int | Decimal = 0
    part: tuple[str, ...] = ()
    # Those that are open.
    brackets: list[_Brackets] = attrs.field(factory=list)
    among_held: bool = False
    with_carried: bool = False

    def figures(self) -> list[Figure]:
        """Every figure of the sentence, in order."""
        self.words = in_place(sentence_words(f"{self.read}；"), self.read, self.body)
        self.leaves_open = any(name in LEFT_OPEN for _, _, name in self.words)
        self.closes = any(one[2] == "CLOSED" and other[2] == "COUNT" for one, other in pairwise(self.words))
        for index, (start, _, name) in enumerate(self.words):
            if name == "COUNT":
                self._at_count(index)
            elif name in ("SEP", "STOP"):
                self._at_mark(index)
            elif name not in ("SHARE", "NOTHING") and start >= self.reached:
                if name == "ALL_UPHELD":
                    self._uphold(start)
                self.clause.append(self.words[index])
        return self.found

    def _at_count(self, index: int) -> None:
        """Note the figure of a count, if it is one of ours, and begin a clause."""
        if self._is_listed(index):
            self.clause = []
        behind = self._behind(index)
        words = self.clause + behind if behind else self.clause
        stated = self._stated(words, index, behind) if words else []
        self.found += stated
        self.reviews = self.reviews + len(stated) if stated and REVIEWED.issuperset(stated[-1].counts) else 0
        self.reached = behind[-1][1] if behind else 0
        self._begin_clause([], self.words[index][1])

    def _at_mark(self, index: int) -> None:
        """Begin a clause, with what a count behind the mark is still of."""
        start, end, name = self.words[index]
        mark = self.read[start:end]
        kept: list[Word] = []
        since = end
        if mark == "(":
            self._open_brackets(index)
        elif mark == ")" and self.brackets:
            kept, since = self._close_brackets(index)
        elif self._goes_on(mark, index):
            kept, since = self.clause, self.since
        if self.clause and not kept:
            self._denied(self.clause, start)
        self._begin_clause(kept, since)
        if name == "STOP":
            self.among, self.verb, self.reviews = False, None, 0

    def _begin_clause(self, kept: list[Word], since: int) -> None:
        self.through = self.through or any(name in THROUGH for _, _, name in self.clause)
        self.clause, self.since = kept, since

    def _is_count(self, index: int) -> bool:
        return index < len(self.words) and self.words[index][2] == "COUNT"

    def _is_listed(self, index: int) -> bool:
        """Whether a count goes on a list in which each has its name behind it, be it one we know: 、3件不予公开."""
        start = self.words[index][0]
        return self.read[max(0, start - _NEAR) : start].rstrip()[-1:] in _LISTED

    def _goes_on(self, mark: str, index: int) -> bool:
        """Whether a count behind a mark is still of the clause before it: 收到申请:10件, 通过网站,公开10条."""
        if mark == ",":
            means = self.clause and THROUGH.issuperset([name for _, _, name in self.clause])
            return bool(means) and _MEANS.search(self.read, self.since, self.clause[0][0]) is not None
        return mark == ":" and self._is_count(index + 1) and self.words[index + 1][0] == self.words[index][1]

    def _open_brackets(self, index: int) -> None:
        start, end, _ = self.words[index]
        among = self.among or any(name == "AMONG" for _, _, name in self.clause)
        is_counted = bool(self.found) and self.text[:start].endswith(self.found[-1].words)
        figure = len(self.found) - 1 if is_counted else None
        self.brackets.append(_Brackets(self.clause, self.since, among, figure, index + 1))
        self.with_carried, self.among_held = False, self.read[end : end + 1] in _AMONG_HELD

    def _close_brackets(self, index: int) -> tuple[list[Word], int]:
        """The clause before the brackets and where it begins, where a count behind them is of it:
        收到申请(含上年结转2件)共10件, or where it names a channel: 网站(青禾在线)公开."""
        before = self.brackets.pop()
        self.among = before.among
        inside = SUBJECT_WORDS.intersection([name for _, _, name in self.clause])
        self.with_carried |= self.among_held and inside == {"CARRIED_OVER"}
        counted = self._is_count(index + 1) and inside <= {"CARRIED_OVER"}
        if counted and _IN_ALL.fullmatch(self.read, self.words[index][1], self.words[index + 1][0]):
            return before.clause, before.since
        self.with_carried = False
        if self.among_held and before.figure is not None and are_carried(self.words[before.first : index]):
            figure = self.found[before.figure]
            counts = ("received", "carried_over") if figure.counts == ("received",) else figure.counts
            self.found[before.figure] = attrs.evolve(figure, counts=counts)
        if before.clause and THROUGH.issuperset([name for _, _, name in before.clause]):
            return before.clause, before.since
        return [], self.words[index][1]

    def _uphold(self, before: int) -> None:
        """Note of the reviews just counted, or those of them that are named again, that all were upheld."""
        if not self.reviews or _SOME.search(self.read, self.since, before):
            return
        named = {name.lower() for _, _, name in self.clause if name in REVIEWS} or REVIEWED
        self.found[-self.reviews :] = [
            attrs.evolve(figure, all_upheld=True) if named.issuperset(figure.counts) else figure
            for figure in self.found[-self.reviews :]
        ]
        self.reviews = 0

    def _behind(self, index: int) -> list[Word] | None:
        """The words behind a count that say what it is of, where those before it do not: 收到3件政府信息公开申请."""
        counted, (start, end, name) = self.words[index][1], self.words[index + 1]
        kinds = {kind for _, _, kind in self.clause}
        if name in _BEHIND and _BEHIND[name].fullmatch(self.read, counted, start):
            return self._noun_behind(kinds, index + 1)
        named = name in SUBJECT_WORDS and kinds <= _NO_SUBJECT and _IS.fullmatch(self.read, counted, start)
        return [self.words[index + 1]] if named and _NAMED.match(self.read, end) else None

    def _noun_behind(self, kinds: set[str], index: int) -> list[Word] | None:
        """The noun at ``index`` behind a count if words of these kinds before it say what became of it."""
        name = self.words[index][2]
        if name in _OPEN:
            return _left_open(self.words, index) if kinds <= _NO_SUBJECT else None
        # Reviews that an office handles are its business; those against it happen.
        happened = {"OCCURRED"} if name in REVIEWS else _HAPPENED
        if kinds.isdisjoint(happened) or not kinds.isdisjoint(_NOUNS):
            return None
        end = _last(self.words, index, _BEHIND_TOGETHER)
        return self.words[index:end] if self.words[end][2] != "MATERIAL" else None

    def _stated(self, words: list[Word], index: int, behind: list[Word] | None) -> list[Figure]:
        """The figure of a count, or those of several that are each so many: 行政复议、行政诉讼各1件."""
        count, after = self.words[index : index + 2]
        kinds = self.kinds(words)
        printed = self.read[count[0] : count[1]]
        number, unit, approximate = _number(printed.removeprefix("各"))
        counts = self.counted(words, kinds, unit, count[0])
        if counts is None or self._elsewhere(words, counts) or (printed[0] == "各" and len(counts) == 1):
            return []
        if self.brackets or self.with_carried:
            counts = self._with_carried(counts)
        part_of = self._whole_of(counts, number)
        if part_of == counts or (counts == ALL_PUBLISHED and part_of and PUBLISHED.issuperset(part_of)):
            # Of a kind that is not known.
            return []
        share = after if after[2] == "SHARE" else None
        start, end = min(words[0][0], count[0]), behind[-1][1] if behind else (share or count)[1]
        stated = Figure(
            counts,
            number,
            self.text,
            self.text[start:end],
            unit,
            approximate,
            Decimal(_NUMBER.findall(self.read[share[0] : end])[-1]) if share else None,
            part_of,
            self._year_at(count[0]),
            False,
            self._span(start, end),
        )
        return [attrs.evolve(stated, counts=(name,)) for name in counts] if printed[0] == "各" else [stated]

    def _whole_of(self, counts: tuple[str, ...], number: int | Decimal) -> tuple[str, ...] | None:
        """What a figure is stated to be a part of. A list of channels may go on behind a semicolon."""
        is_channel = CHANNELS.issuperset(counts)
        if self.whole and not self._may_be_part(counts, number):
            self.among, self.part = False, ()
        if self.among or (is_channel and self.part and CHANNELS.issuperset(self.part)):
            self.part = counts
            return self.whole or ()
        self.whole, self.all_of_it, self.part = counts, number, ()
        return None

    def _may_be_part(self, counts: tuple[str, ...], number: int | Decimal) -> bool:
        """Whether a figure may be a part of the last whole: requests are none of what was published, 主动公开2条,
        其中…, 受理申请9件, reviews none of requests, what was closed or moved on none of what was received."""
        alike = all(kind.issuperset(self.whole or ()) == kind.issuperset(counts) for kind in (PUBLICATION, ALL_REVIEWS))
        return alike and number <= self.all_of_it and _NO_PART.isdisjoint(counts)

    def _with_carried(self, counts: tuple[str, ...]) -> tuple[str, ...]:
        """Requests received together with those carried over, where brackets say that these are among them."""
        if counts == ("carried_over",) and self.brackets:
            self.with_carried = self.among_held
        elif counts == ("received",) and self.with_carried and not self.brackets:
            self.with_carried = False
            return ("received", "carried_over")
        return counts

    def _denied(self, words: list[Word], mark: int) -> None:
        """Note a figure of 0, stated by words that no count follows: 未收到…申请, 未发生行政复议."""
        kinds = self.kinds(words)
        at = next((index for index, (_, _, name) in enumerate(words) if name == "NOT"), None)
        if at is None or kinds & self._no_denial(words[at][0]):
            return
        if _BUT_SOME.search(self.read[max(0, words[at][0] - _LONGEST_EXCEPTION) : words[at][0]]):
            return
        named = _named(words[at + 1 :])
        reviews = tuple(name.lower() for name in REVIEWS if name in named and not self.general)
        # 无政府信息公开行政复议 denies the reviews, 未依申请公开引发行政复议 does not.
        denied = words[at][1]
        of_requests = self.read[words[at][0] : denied] != "未" or self.read.startswith("因", denied)
        first = next((name for name in named if not (of_requests and name in _OF_DISCLOSURE)), None)
        if reviews and _NO_COSTS.match(self.read, denied):
            return
        if reviews and first in ("RECEIVED", "OCCURRED", *REVIEWS):
            counts = reviews
        elif self._without_requests(denied, mark) or (named[:1] == ["RECEIVED"] and _ends_in_request(named)):
            counts = ("received",)
        else:
            return
        if not self._elsewhere(words, counts):
            start, end = words[at][0], words[-1][1]
            span = self._span(start, end)
            self.found.append(Figure(counts, 0, self.text, self.text[start:end], year=self._year_at(start), span=span))
            self.reviews = 0

    def _no_denial(self, at: int) -> frozenset[str]:
        """The names of words beside which what is denied there is not denied of the year: all, in another time."""
        if self.times.is_apart(at):
            return frozenset({"NOT"})
        return NO_FIGURE - {"OTHER_TIME"} if self.times.is_other(at) else NO_FIGURE

    def _without_requests(self, denied: int, mark: int) -> bool:
        """Whether words from a denial to a mark say that there were no requests."""
        said = _NO_REQUESTS.fullmatch(self.read, denied, mark)
        if said is None or _counts_requests(self.words):
            return False
        if self.read[denied - 1] == "未" and not said["verb"]:
            return False
        before = self.read[max(0, denied - _LONGEST_SUBJECT) : denied]
        beside = _OF_OTHERS.search(before[: 1 + max(before.rfind(each) for each in ",;:")])
        return beside is None and _OF_US.search(before) is not None

    def _elsewhere(self, words: list[Word], counts: tuple[str, ...]) -> bool:
        """Whether a clause of such words is about a place that is none of the names of the body, or about what
        one of its offices published."""
        if not self.own:
            return False
        first = next((start for start, _, name in words if name not in _NO_SUBJECT), words[0][0])
        published = counts == ALL_PUBLISHED and is_of_an_office(self.text, first, self.own)
        return published or is_elsewhere(self.text, first, self.own)

    def _year_at(self, place: int) -> int | None:
        """The year that is named in words, or by dates: 2022.1-2022.12."""
        return self.times.year_at(place) if self.year is None else self.year

    def _span(self, start: int, end: int) -> Span | None:
        return None if self.offset is None else Span(self.offset + start, self.offset + end)


def _named(words: list[Word]) -> list[str]:
    """The names of words; 信息公开, which the grammar has as two words, is one."""
    names = [name for _, _, name in words]
    for index in range(len(words) - 1, 0, -1):
        if names[index - 1 : index + 1] == ["INFORMATION", "DISCLOSED"] and words[index - 1][1] == words[index][0]:
            names[index - 1 : index + 1] = ["DISCLOSURE"]
    return names


def _counts_requests(words: list[Word]) -> bool:
    """Whether a sentence counts requests that came, or parts of them, whatever it says there were none of."""
    parts: set[str] = set()
    last = ""
    for _, _, name in words:
        if name == "COUNT" and (last == "REQUEST" or not parts.isdisjoint(_SOME_REQUESTS)):
            return True
        parts = set() if name in ("SEP", "STOP") else parts | {name}
        last = name
    return False


def _ends_in_request(named: list[str]) -> bool:
    """Whether what was not received is a request, and not an answer to one or a paper for it."""
    behind = named[::-1].index("REQUEST") if "REQUEST" in named else len(named)
    closed = ANSWERED.intersection(named[len(named) - behind :])
    return not closed and _NO_REQUEST.isdisjoint(named) and behind < len(named)


def _last(words: list[Word], start: int, names: frozenset[str]) -> int:
    """Where the words that have these names end, a run from ``start``; the last word of a sentence is its mark."""
    while words[start][2] in names:
        start += 1
    return start


def _left_open(words: list[Word], start: int) -> list[Word]:
    """The words from there to a mark if they say that what was counted is still open: 26件结转下年度办理."""
    end = _last(words, start, _BEHIND_OPEN)
    behind = words[start:end]
    return behind if words[end][2] != "COUNT" and any(name == "CARRIED_FORWARD" for _, _, name in behind) else []


def _number(count: str) -> tuple[int | Decimal, str, bool]:
    """The number of a count, its unit, and whether it is approximate."""
    if count[:-1].isdecimal():
        return int(count[:-1]), count[-1], False
    match = _COUNT.fullmatch(count.strip())
    assert match is not None, "the grammar has counts of this form only"
    before, digits, wan, more, unit, after = match.groups()
    approximate = bool(before.strip() or more or after or wan)
    if digits.isdecimal() and not wan:
        return int(digits), unit, approximate
    number = Decimal(digits.replace(",", "")) * (10000 if wan else 1)
    return (int(number) if number == number.to_integral_value() else number), unit, approximate
