"""The figures that sentences state: 受理政府信息公开申请30件, 予以公开4件，占19%, 行政复议1件.

The words stand in ``grammars/figures.lark``; here those before a count are given their meaning.
A sentence is read alone, never together with its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

import attrs
from attrs import frozen, mutable

from gxgrammar.document import Ink
from gxgrammar.places import is_elsewhere, names_place
from gxgrammar.records import Part, Report
from gxgrammar.result import ParseResult
from gxgrammar.source import Span
from gxgrammar.spelling import narrow_prose
from gxgrammar.subjects import ASKED, NO_FIGURE, NOT_OURS, REVIEWED, REVIEWS, SUBJECT_WORDS, Subjects
from gxgrammar.syntax import Word, sentence_words


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


_SENTENCE = re.compile(r"[^。！？!?\n]+")
# Only sentences that can state a figure are parsed: a counted number beside a word of the trade, or a denial. What it
# begins with is one set of characters, since that is searched several times as fast as a choice of patterns.
_STATES = re.compile(
    r"[0-9０-９未无没](?:"
    r"(?<=[0-9０-９])[^\S\n]?万?[余多]?[^\S\n]?(?:[件宗份起条]|项(?=依?申请|政府信息))"
    r"|(?:(?<=[未无])|(?<=没)有)(?=[^，,；;。！？!?\n]{0,40}(?:申请|复议|诉讼))"
    r")"
)
_TOPIC = re.compile(
    "申请|主动公开|予以公开|同意公开|部分公开|不予公开|复议|诉讼|办结|答复|规范性文件|结转|无法提供|不予处理|不掌握|其他处理|补正|微博|网站公开"
)
_TITLES = re.compile("《[^《》]*》")
_COUNT = re.compile(r"(\D*)([\d,]+(?:\.\d+)?)\s*(万?)\s*([余多]?)\s*([^\s以左]+?)(以上|左右|以内)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What may stand between a mark and its count.
_IN_ALL = re.compile("(?:共计|共|合计|总计|总共)?")
_NO_REQUEST = frozenset({"OTHER_THING", "BUSINESS", "MATERIAL"})
_HAPPENED = ASKED | {"OCCURRED"}
_LEFT_OPEN = frozenset({"MOVED", "CARRIED_FORWARD"})
# What may stand between a count and a word behind it that says what it is of.
_BEHIND = {
    **dict.fromkeys(("REQUEST", *REVIEWS, *_LEFT_OPEN), re.compile("(?:的|相关|有关|涉及)?的?")),
    **dict.fromkeys(NOT_OURS, re.compile("[^,;:()、和及均未无没全已且并]{0,6}")),
}
_NOUNS = SUBJECT_WORDS | {"REQUEST", "NORMATIVE", "INFORMATION"}
_NO_SUBJECT = frozenset({"YEAR", "AMONG"})
_BEHIND_TOGETHER = frozenset({"REQUEST", *REVIEWS, "INFORMATION"}) | NOT_OURS
_BEHIND_OPEN = frozenset({"MOVED", "CARRIED_FORWARD", "YEAR", "REQUEST", "CLOSED", "NOTHING"})
_GO_ON = frozenset("():")
# What begins brackets that name a part of what is before them: 含, 包括, 其中.
_AMONG_HELD = frozenset("含包其")


def figures(report: ParseResult | Report) -> tuple[Figure, ...]:
    """Every figure that the sentences of a report state about its own work, in order.

    Figures of another year or another place are left out. Where the year of the report is not known, it is taken to be
    the one that most of these sentences name, the latest of several. ``report`` is a result, whose figures have spans,
    or a record.
    """
    record = report.report if isinstance(report, ParseResult) else report
    return of_its_year(figures_of_all_years(report), record.metadata.report_year)


def of_its_year(stated: Sequence[Figure], known: int | None) -> tuple[Figure, ...]:
    """The figures of the year of a report, which sentences tell where it is not known."""
    year = known or _year_most_named(stated)
    return tuple([each for each in stated if each.year is None or each.year == year])


def _year_most_named(stated: Iterable[Figure]) -> int | None:
    sentences = Counter(year for year, _ in {(each.year, each.sentence) for each in stated} if year is not None)
    return max(sentences, key=lambda year: (sentences[year], year), default=None)


def figures_of_all_years(report: ParseResult | Report) -> tuple[Figure, ...]:
    """As ``figures``, with those of other years."""
    record = report.report if isinstance(report, ParseResult) else report
    own = _own_names(record)
    if isinstance(report, ParseResult):
        return tuple([figure for paragraph in _printed(report) for figure in _printed_in(paragraph, own)])
    return tuple([figure for text in _lines(record) for figure in figures_in(text, own=own)])


def figures_in(text: str, *, start: int | None = None, own: str = "") -> list[Figure]:
    """The figures of a text, sentence by sentence. ``start`` is its offset in the source; ``own`` holds the names of
    the body that reports, without which a sentence about another place cannot be told."""
    found: list[Figure] = []
    for offset, words in _stating(text):
        sentence = narrow_prose(words)
        read = _TITLES.sub(_blanks, sentence) if "《" in sentence else sentence
        names = own if names_place(sentence) else ""
        place = None if start is None else start + offset
        found += _Sentence(read, text=sentence, offset=place, own=names).figures()
    return found


def _stating(text: str) -> Iterator[tuple[int, str]]:
    """The sentences that may state a figure, with their offsets."""
    places = [match.start() for match in _STATES.finditer(text)]
    if places:
        for match in _SENTENCE.finditer(text):
            start, end = match.span()
            if bisect_left(places, start) < bisect_left(places, end) and _TOPIC.search(text, start, end):
                yield start, match[0]


def _blanks(title: re.Match[str]) -> str:
    return "　" * len(title[0])


def _printed(result: ParseResult) -> list[Ink]:
    """The headings and paragraphs that may state a figure, all searched at once."""
    lines = result.canonical.lines
    words = [line.label for line in lines if line.label is not None and line.text[:1] != "|"]
    texts = [paragraph.text for paragraph in words]
    places = [match.start() for match in _STATES.finditer("\n".join(texts))]
    ends = list(accumulate([len(text) + 1 for text in texts])) if places else []
    return [words[index] for index in dict.fromkeys([bisect_right(ends, place) for place in places])]


def _printed_in(paragraph: Ink, own: str) -> list[Figure]:
    """The figures of a paragraph; where its text was repaired on the way, their span is that of the paragraph."""
    text, start, end = paragraph
    if len(text) == end - start:
        return figures_in(text, start=start, own=own)
    return [attrs.evolve(figure, span=paragraph.span) for figure in figures_in(text, own=own)]


def _lines(record: Report) -> Iterator[str]:
    yield from _body(record.narrative.opening)
    for section in record.narrative.sections:
        yield from _body(section.body)


def _body(body: Iterable[str | Part]) -> Iterator[str]:
    for each in body:
        if isinstance(each, str):
            yield each
        else:
            yield each.heading
            yield from _body(each.body)


def _own_names(record: Report) -> str:
    facts = record.metadata
    names = [facts.title, facts.agency_name, facts.issuing_body, facts.signature]
    known = " ".join(name for name in names if name)
    text = f"{known} {' '.join(_body(record.narrative.opening))}" if known else ""
    # An office that names no place of its own says nothing of which is another.
    return text if names_place(text) else ""


@mutable(kw_only=True)
class _Sentence(Subjects):
    """A sentence while its clauses are read. ``held`` is the clause before brackets that a count may follow."""

    text: str
    offset: int | None
    own: str
    whole: tuple[str, ...] | None = None
    upheld: bool = False
    held: list[Word] | None = None
    among_held: bool = False
    with_carried: bool = False

    def figures(self) -> list[Figure]:
        found: list[Figure] = []
        clause: list[Word] = []
        reached = 0
        words = _gone_on(sentence_words(f"{self.read}；"))
        self.upheld = "维持" in self.read and any(name == "ALL_UPHELD" for _, _, name in words)
        for index, word in enumerate(words):
            name = word[2]
            if name == "COUNT":
                after = words[index + 1]
                behind = self._behind(clause, words, index) if after[2] in _BEHIND else None
                found += self._stated(clause, word, after, behind)
                clause, self.since = [], word[1]
                reached = behind[-1][1] if behind else 0
            elif name in ("SEP", "STOP"):
                kept = self._kept(clause, words, index) if self.read[word[0] : word[1]] in _GO_ON else None
                if clause and not kept:
                    found += self._denied(clause)
                clause, self.since = kept or [], kept[0][0] if kept else word[1]
                if name == "STOP":
                    self.among, self.verb = False, None
            elif name not in ("SHARE", "NOTHING") and word[0] >= reached:
                clause.append(word)
        return found

    def _kept(self, clause: list[Word], words: list[Word], index: int) -> list[Word] | None:
        """What a count behind a mark is still of: 收到申请:10件, 收到申请(含上年结转2件)共10件."""
        start, end, _ = words[index]
        mark, after = self.read[start:end], words[index + 1 : index + 2]
        counted = bool(after) and after[0][2] == "COUNT"
        if mark == "(":
            self.held, self.with_carried = clause, False
            self.among_held = self.read[end : end + 1] in _AMONG_HELD
        elif mark == ":" and counted and after[0][0] == end:
            return clause
        elif mark == ")" and self.held:
            held, self.held = self.held, None
            inside = SUBJECT_WORDS.intersection([name for _, _, name in clause])
            self.with_carried |= self.among_held and inside == {"CARRIED_OVER"}
            if counted and inside <= {"CARRIED_OVER"} and _IN_ALL.fullmatch(self.read, end, after[0][0]):
                return held
            self.with_carried = False
        return None

    def _behind(self, clause: list[Word], words: list[Word], index: int) -> list[Word] | None:
        """The words behind a count that say what it is of, where those before it do not: 收到3件政府信息公开申请."""
        start, _, name = words[index + 1]
        if not _BEHIND[name].fullmatch(self.read, words[index][1], start):
            return None
        kinds = {kind for _, _, kind in clause}
        if name in _LEFT_OPEN:
            return _left_open(words, index + 1) if kinds <= _NO_SUBJECT else None
        # Reviews that an office handles are its business; those against it happen.
        happened = {"OCCURRED"} if name in REVIEWS else _HAPPENED
        if kinds.isdisjoint(happened) or not kinds.isdisjoint(_NOUNS):
            return None
        end = _last(words, index + 1, _BEHIND_TOGETHER)
        return words[index + 1 : end] if words[end][2] != "MATERIAL" else None

    def _stated(self, clause: list[Word], count: Word, after: Word, behind: list[Word] | None) -> Iterable[Figure]:
        words = clause + behind if behind else clause
        if not words:
            return ()
        kinds = self.kinds(words)
        printed = self.read[count[0] : count[1]]
        if printed[0] == "各":
            return ()
        number, unit, approximate = _number(printed)
        counts = self.counted(words, kinds, unit, count[0])
        if counts is None or self._elsewhere(words):
            return ()
        if self.held or self.with_carried:
            counts = self._with_carried(counts)
        part_of = (self.whole or ()) if self.among else None
        if part_of is None:
            self.whole = counts
        share = after if after[2] == "SHARE" else None
        start, end = min(words[0][0], count[0]), behind[-1][1] if behind else (share or count)[1]
        return (
            Figure(
                counts,
                number,
                self.text,
                self.text[start:end],
                unit,
                approximate,
                Decimal(_NUMBER.findall(self.read[share[0] : end])[-1]) if share else None,
                part_of,
                self.year,
                self.upheld and REVIEWED.issuperset(counts),
                self._span(start, end),
            ),
        )

    def _with_carried(self, counts: tuple[str, ...]) -> tuple[str, ...]:
        """Requests received together with those carried over, where brackets say that these are among them."""
        if counts == ("carried_over",) and self.held:
            self.with_carried = self.among_held
        elif counts == ("received",) and self.with_carried and not self.held:
            self.with_carried = False
            return ("received", "carried_over")
        return counts

    def _denied(self, words: list[Word]) -> Iterable[Figure]:
        """未收到…申请, 未发生行政复议: a figure of 0, stated by words that no count follows."""
        kinds = self.kinds(words)
        if "NOT" not in kinds or kinds & NO_FIGURE:
            return ()
        at = next(index for index, (_, _, name) in enumerate(words) if name == "NOT")
        named = [name for _, _, name in words[at + 1 :]]
        reviews = tuple(name.lower() for name in REVIEWS if name in named and not self.general)
        # 无政府信息公开行政复议 denies the reviews, 未依申请公开引发行政复议 does not.
        of_requests = self.read[words[at][0]] != "未"
        first = next((name for name in named if not (of_requests and name == "REQUEST")), None)
        if reviews and first in ("RECEIVED", "OCCURRED", *REVIEWS):
            counts = reviews
        elif named[:1] == ["RECEIVED"] and _ends_in_request(named):
            counts = ("received",)
        else:
            return ()
        if self._elsewhere(words):
            return ()
        start, end = words[at][0], words[-1][1]
        upheld = self.upheld and REVIEWED.issuperset(counts)
        words_of, span = self.text[start:end], self._span(start, end)
        return (Figure(counts, 0, self.text, words_of, year=self.year, all_upheld=upheld, span=span),)

    def _elsewhere(self, words: list[Word]) -> bool:
        """Whether a clause of such words is about a place that is none of the names of the body."""
        if not self.own:
            return False
        first = next((start for start, _, name in words if name not in _NO_SUBJECT), words[0][0])
        return is_elsewhere(self.text, first, self.own)

    def _span(self, start: int, end: int) -> Span | None:
        return None if self.offset is None else Span(self.offset + start, self.offset + end)


def _ends_in_request(named: list[str]) -> bool:
    """Whether what was not received is a request, and not an answer to one or a paper for it."""
    behind = named[::-1].index("REQUEST") if "REQUEST" in named else len(named)
    return "CLOSED" not in named[len(named) - behind :] and _NO_REQUEST.isdisjoint(named) and behind < len(named)


def _gone_on(words: list[Word]) -> list[Word]:
    """The words, 继续办理 as what is carried forward behind a word that moves requests, else as nothing."""
    return [
        (start, end, ("CARRIED_FORWARD" if _is_moved(words, index) else "NOTHING") if name == "GOING_ON" else name)
        for index, (start, end, name) in enumerate(words)
    ]


def _is_moved(words: list[Word], index: int) -> bool:
    return any(name == "MOVED" for _, _, name in words[max(0, index - 2) : index])


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
