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
from gxgrammar.records import Part, Report
from gxgrammar.result import ParseResult
from gxgrammar.source import Span
from gxgrammar.spelling import narrow_prose
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
# Another place as the subject of a clause: 江苏省受理…. Words of time may stand before it. What begins with a word for
# "all" or "our" is none, nor is one that something is done through or in: 通过青禾县政府网站.
_PLACE = re.compile(
    r"(?:20\d\d\s*年度?|今年(?:以来|来)?|本年度?|年内|全年|当年|一年来|期间|[据经]?统计|截[至止]目前|目前|其中|同时|此外|另外|由|共|[另度])*+"
    r"((?![其全我本各该所此省市县区州镇乡]|通过|依托|利用|借助|[在于经向])[\u4e00-\u9fff]{2,5}?[省市县区州镇乡])"
)
_PLACE_NAMED = re.compile("[省市县区州镇乡]")
# These say of themselves that they are ours; a zone without its place is called so by its own.
_OURS = re.compile("我|本(?:局|委|厅|办|院|所|站|机关|单位|部门|行政|街|省|市|县|区|州|镇|乡)")
_ZONES = frozenset({"经开区", "高新区", "开发区", "示范区", "保税区", "经济开发区", "高新技术区"})
_SHORTEST_PLACE = 3
# A clause is looked at this far back for the place it begins with, or the time it is about.
_LONGEST_SUBJECT = 60

# A list of channels: what it is said of came by all of them. Some of a kind, 等新媒体, are not all.
_WAYS = re.compile("等(?![其新网])[^,、]{0,4}(?:方式|途径|渠道|形式|载体|平台|媒体)|[各多]种?(?:平台|渠道|途径|形式)")
_LISTED = re.compile("[、和及与等]")
# One cause counts a part of an outcome, 因信息不存在无法提供1件; several, 因信息不存在等原因, may be all there are.
_CAUSE = re.compile("因|由于")
# Reviews are among the business of an authority unless they are said to be about disclosure, or brought against it.
_AGAINST_US = re.compile("信息公开|申请公开|被申请|被提起|引发|引起")
# How information published in all is counted; that of a kind, 公开财政信息5条, is a part.
_OF_INFORMATION = re.compile(
    "(?:了|的)?(?:各类|各种|各级各类|全部)?(?:政府|政务)?信息(?:总数|总量|数量|条数|数|量)?"
    "(?:总共|共计|共|总计|合计|累计|已达到|已达|达到|达|为|有){0,2}:?"
)
# A running total is no figure of a year: 截至2011年底累计. Nor is what some months of it had.
_RUNNING = re.compile("累计|已达|总量达")
_UP_TO = re.compile("截[至止]|至今|到目前|年[底末]")
_IN_THE_YEAR = re.compile("全年|今年|本年|当年|年度|年来|20[0-9]{2}年")
_MONTHS = re.compile(r"(\d{1,2})月?[-—–－~～至到](\d{1,2})月(?!\d)")

# What may stand between a mark and its count, documents and what became of them, and before 收.
_IN_ALL = re.compile("(?:共计|共|合计|总计|总共)?")
_OF_DOCUMENTS = re.compile("的?(?:文件)?(?:共计|共)?")
_TAKEN_IN = re.compile("(?:[年度共局委厅市区县镇乡办处,:]|^)收")

# What decides by itself what is counted, most telling first; words of one group add up. Names are those of the
# terminals in the grammar.
_REVIEWS = ("RECONSIDERATION", "LITIGATION")
_LAWSUITS = ("DIRECT", "AFTER_RECONSIDERATION")
_REVIEWED = frozenset({"reconsideration", "litigation"})
_CHANNELS = ("IN_PERSON", "FAX", "NETWORK", "LETTER", "EMAIL", "WRITTEN")
_SUBJECTS = (
    _LAWSUITS,
    _REVIEWS,
    ("CARRIED_OVER",),
    ("CARRIED_FORWARD",),
    ("GRANTED", "PARTIALLY_GRANTED", "DENIED", "UNABLE", "NOT_PROCESSED", "OTHER_HANDLING"),
    *((name,) for name in ("NOT_CORRECTED", "NOT_HELD", *_CHANNELS)),
    ("NATURAL_PERSON",),
    ("ORGANISATION",),
)
# The group of each name.
_RANK = {name: rank for rank, names in enumerate(_SUBJECTS) for name in names}
_SUBJECT_WORDS = frozenset(_RANK)
_COUNTS = {name: name.lower() for name in _RANK} | {name: f"litigation.{name.lower()}" for name in _LAWSUITS}
_NO_FIGURE = frozenset({"COMPARED", "OTHER_TIME", "EACH", "OUTCOME", "PENDING"})
_NOT_OURS = frozenset({"OTHER_THING", "BUSINESS"})
_CASED = frozenset({*_REVIEWS, *_LAWSUITS})
_CHANNEL_WORDS = frozenset(_CHANNELS)
_PEOPLE = frozenset({"NATURAL_PERSON", "ORGANISATION"})
_OF_A_PART = _CHANNEL_WORDS | _PEOPLE
# Outcomes that a cause divides, and those that documents have as well as requests.
_CAUSED = frozenset({"DENIED", "UNABLE", "NOT_PROCESSED", "OTHER_HANDLING"})
_GIVEN = frozenset({"GRANTED", "PARTIALLY_GRANTED", "DENIED"})
_DOCUMENTS = {"IN_FORCE": "in_force", "REPEALED": "repealed", "ISSUED": "issued", "DISCLOSED": "newly_disclosed"}
_VERBS = frozenset(_DOCUMENTS)
_BEFORE_PLACE = frozenset({"YEAR", "AMONG"})
_NO_REQUEST = frozenset({"OTHER_THING", "BUSINESS", "MATERIAL"})
_ASKED = frozenset({"RECEIVED", "CLOSED"})
_ASKED_COUNTS = frozenset({"received", "closed"})
_PUBLISHED = ("WEBSITE", "WEIBO", "WECHAT")
_OTHER_CHANNELS = frozenset({"OTHER_CHANNEL", *_CHANNELS})
_CASES = frozenset({*"件宗份起条次个项", "件次"})
_PAPERS = frozenset("件份部个")
_BECAME_OF_THEM = frozenset({"REPEALED", "IN_FORCE", "YEAR", "AMONG"})
_HAPPENED = _ASKED | {"OCCURRED"}
_LEFT_OPEN = frozenset({"MOVED", "CARRIED_FORWARD"})
# What may stand between a count and a word behind it that says what it is of.
_BEHIND = {
    **dict.fromkeys(("REQUEST", *_REVIEWS, *_LEFT_OPEN), re.compile("(?:的|相关|有关|涉及)?的?")),
    **dict.fromkeys(_NOT_OURS, re.compile("[^,;:()、和及均未无没全已且并]{0,6}")),
}
_NOUNS = _SUBJECT_WORDS | {"REQUEST", "NORMATIVE", "INFORMATION"}
_NO_SUBJECT = frozenset({"YEAR", "AMONG"})
_BEHIND_TOGETHER = frozenset({"REQUEST", *_REVIEWS, "INFORMATION"}) | _NOT_OURS
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
        names = own if _PLACE_NAMED.search(sentence) else ""
        found += _Sentence(sentence, read, None if start is None else start + offset, names).figures()
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
    return text if _PLACE_NAMED.search(text) else ""


@mutable
class _Sentence:
    """A sentence while its clauses are read: what an earlier clause said holds for the later ones.

    ``read`` is the text with titles blanked out, which are names and state nothing.
    """

    text: str
    read: str
    offset: int | None
    own: str
    year: int | None = None
    verb: str | None = None
    whole: tuple[str, ...] | None = None
    among: bool = False
    about_requests: bool = False
    has_requests: bool = False
    general: bool | None = None
    upheld: bool = False
    normative: bool = False
    since: int = 0
    held: list[Word] | None = None
    among_held: bool = False
    with_carried: bool = False

    def figures(self) -> list[Figure]:
        found: list[Figure] = []
        clause: list[Word] = []
        reached = 0
        words = sentence_words(f"{self.read}；")
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
            inside = _SUBJECT_WORDS.intersection([name for _, _, name in clause])
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
        if kinds.isdisjoint(_HAPPENED) or not kinds.isdisjoint(_NOUNS):
            return None
        end = _last(words, index + 1, _BEHIND_TOGETHER)
        return words[index + 1 : end] if words[end][2] != "MATERIAL" else None

    def _stated(self, clause: list[Word], count: Word, after: Word, behind: list[Word] | None) -> Iterable[Figure]:
        words = clause + behind if behind else clause
        if not words:
            return ()
        kinds = self._kinds(words)
        printed = self.read[count[0] : count[1]]
        if printed[0] == "各":
            return ()
        number, unit, approximate = _number(printed)
        counts = self._counted(words, kinds, unit, count[0])
        if counts is None or self._elsewhere(words):
            return ()
        if self.held or self.with_carried:
            counts = self._with_carried(counts)
        part_of = (self.whole or ()) if self.among else None
        if part_of is None:
            self.whole = counts
        self.has_requests = self.has_requests or not _ASKED_COUNTS.isdisjoint(counts)
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
                self.upheld and _REVIEWED.issuperset(counts),
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

    def _kinds(self, words: list[Word]) -> set[str]:
        """The names of the words, after taking note of the year and of 其中."""
        kinds = {name for _, _, name in words}
        if "YEAR" in kinds and "COMPARED" not in kinds:
            self.year = self._named_year(words)
        self.among = self.among or "AMONG" in kinds
        self.about_requests = self.about_requests or "REQUEST" in kinds
        if "BUSINESS" in kinds and self.general is None:
            self.general = not _AGAINST_US.search(self.read)
        return kinds

    def _named_year(self, words: list[Word]) -> int | None:
        """The last year that words name, not counting one that requests were moved to or from: 结转至2023年."""
        for index in range(len(words) - 1, -1, -1):
            start, _, name = words[index]
            if name == "YEAR" and not _moved_to(words, index) and not _moved_from(words, index):
                return int(self.read[start : start + 4])
        return self.year

    def _counted(self, words: list[Word], kinds: set[str], unit: str, end: int) -> tuple[str, ...] | None:
        """What the words say is counted; None for nothing of ours."""
        if not kinds.isdisjoint(_NO_FIGURE):
            return None
        # 案件 is what reviews are counted in; anything else of that kind is another subject.
        if not kinds.isdisjoint(_NOT_OURS) and kinds.isdisjoint(_CASED):
            return None
        if not kinds.isdisjoint(_VERBS):
            self.verb = next(verb for verb in _DOCUMENTS if verb in kinds)
        if "NORMATIVE" in kinds:
            self.normative = self.verb is not None and unit in _PAPERS
            return (f"normative_documents.{_DOCUMENTS[self.verb or '']}",) if self.normative else None
        if self.normative and unit == "件" and self._of_the_same(words, kinds, end):
            return (f"normative_documents.{_DOCUMENTS[self.verb or '']}",)
        subjects = kinds & _SUBJECT_WORDS
        if not subjects.isdisjoint(_OF_A_PART):
            subjects = self._outranking(subjects, kinds, words, end)
        if subjects:
            return self._of_subjects(subjects, kinds, unit, end)
        if "MOVED" in kinds:
            return None
        if self.about_requests and unit in _CASES:
            if not kinds.isdisjoint(_ASKED):
                return _by_verb(words)
            if "REQUEST" in kinds and self._taken_in(words):
                return ("received",)
        return self._published(words, kinds, end) if unit == "条" and "DISCLOSED" in kinds else None

    def _of_the_same(self, words: list[Word], kinds: set[str], end: int) -> bool:
        """Whether words name only what became of documents, those counted before: 制发规范性文件3件,废止2件."""
        only = kinds <= _BECAME_OF_THEM and not kinds.isdisjoint(_DOCUMENTS)
        return only and _OF_DOCUMENTS.fullmatch(self.read, words[-1][1], end) is not None

    def _taken_in(self, words: list[Word]) -> bool:
        """Whether requests are said to be received by 收 alone: 全年收政府信息公开申请4件."""
        start = next(start for start, _, name in words if name == "REQUEST")
        return _TAKEN_IN.match(self.read, max(0, start - 2), start) is not None

    def _outranking(self, subjects: set[str], kinds: set[str], words: list[Word], end: int) -> set[str]:
        """The subjects without channels and applicants that tell no part of the requests."""
        channels = subjects & _CHANNEL_WORDS
        if channels:
            said = self.read[self.since : end]
            several = len(channels - {"WRITTEN"}) > 1
            publishing = "DISCLOSED" in kinds and "REQUEST" not in kinds and ("主动" in said or "发布" in said)
            if several or publishing or _WAYS.search(said):
                subjects = subjects - channels
        if not subjects.isdisjoint(_PEOPLE) and "共收到" in self.read[self.since : end] and _with_of(words, self.read):
            subjects = subjects - _PEOPLE
        return subjects

    def _of_subjects(self, subjects: set[str], kinds: set[str], unit: str, end: int) -> tuple[str, ...] | None:
        """What is counted where some words decide it; words of one group add up."""
        if unit not in _CASES or (self.general and not subjects.isdisjoint(_CASED)):
            return None
        if unit == "条" and "INFORMATION" in kinds and subjects <= _GIVEN and not self.has_requests:
            return None
        names = subjects if len(subjects) == 1 else _SUBJECTS[min([_RANK[name] for name in subjects])]
        if not _CAUSED.isdisjoint(names):
            if "NOT_HELD" in subjects and "UNABLE" in subjects and "等" not in self.read[self.since : end]:
                return ("not_held",)
            if not _CAUSED.isdisjoint(subjects) and self._of_one_cause(end):
                return None
        return tuple([_COUNTS[name] for name in names if name in subjects])

    def _of_one_cause(self, end: int) -> bool:
        cause = _CAUSE.search(self.read, self.since, end)
        return cause is not None and "等" not in self.read[cause.end() : end]

    def _published(self, words: list[Word], kinds: set[str], end: int) -> tuple[str, ...] | None:
        """Information published in the year, by channel if one is named."""
        if self._of_other_time(end):
            return None
        verb = next(after for _, after, name in reversed(words) if name == "DISCLOSED")
        if not _WAYS.search(self.read, self.since, verb):
            channels = [name.lower() for name in _PUBLISHED if name in kinds]
            others = not kinds.isdisjoint(_OTHER_CHANNELS)
            if channels:
                alone = len(channels) == 1 and not (others and _LISTED.search(self.read, self.since, verb))
                return (channels[0],) if alone else None
            if others:
                return None
        return ("disclosed",) if _OF_INFORMATION.fullmatch(self.read, verb, end) else None

    def _of_other_time(self, end: int) -> bool:
        """Whether information was published in more than the year, or in some months of it."""
        near = max(0, end - _LONGEST_SUBJECT)
        if _RUNNING.search(self.read, self.since, end):
            return bool(_UP_TO.search(self.read, near, end)) or not _IN_THE_YEAR.search(self.read, near, end)
        return any(months.groups() != ("1", "12") for months in _MONTHS.finditer(self.read, near, end))

    def _denied(self, words: list[Word]) -> Iterable[Figure]:
        """未收到…申请, 未发生行政复议: a figure of 0, stated by words that no count follows."""
        kinds = self._kinds(words)
        if "NOT" not in kinds or kinds & _NO_FIGURE:
            return ()
        at = next(index for index, (_, _, name) in enumerate(words) if name == "NOT")
        named = [name for _, _, name in words[at + 1 :]]
        reviews = tuple(name.lower() for name in _REVIEWS if name in named and not self.general)
        # 无政府信息公开行政复议 denies the reviews, 未依申请公开引发行政复议 does not.
        of_requests = self.read[words[at][0]] != "未"
        first = next((name for name in named if not (of_requests and name == "REQUEST")), None)
        if reviews and first in ("RECEIVED", "OCCURRED", *_REVIEWS):
            counts = reviews
        elif named[:1] == ["RECEIVED"] and _ends_in_request(named):
            counts = ("received",)
        else:
            return ()
        if self._elsewhere(words):
            return ()
        start, end = words[at][0], words[-1][1]
        upheld = self.upheld and _REVIEWED.issuperset(counts)
        words_of, span = self.text[start:end], self._span(start, end)
        return (Figure(counts, 0, self.text, words_of, year=self.year, all_upheld=upheld, span=span),)

    def _elsewhere(self, words: list[Word]) -> bool:
        """Whether a clause of such words is about a place that is none of the names of the body."""
        if not self.own:
            return False
        first = next((start for start, _, name in words if name not in _BEFORE_PLACE), words[0][0])
        near = max(0, first - _LONGEST_SUBJECT)
        clause = max([self.text.rfind(mark, near, first) + 1 for mark in ",;:"] + [near])
        if not _PLACE_NAMED.search(self.text, clause, first) or _OURS.search(self.text, clause, first):
            return False
        place = _PLACE.match(self.text, clause, first)
        return place is not None and not self._is_own(place[1])

    def _is_own(self, place: str) -> bool:
        """Whether a place is one of our names, whatever stands before it."""
        ends = range(len(place) - _SHORTEST_PLACE + 1)
        return place in _ZONES or any(place[start:] in self.own for start in ends)

    def _span(self, start: int, end: int) -> Span | None:
        return None if self.offset is None else Span(self.offset + start, self.offset + end)


def _by_verb(words: list[Word]) -> tuple[str, ...] | None:
    """Requests received or closed, by the verb nearest to the count; 受理并办结 is neither."""
    verbs = [(index, name) for index, (_, _, name) in enumerate(words) if name in _ASKED]
    index, verb = verbs[-1]
    beside = (index - 1, "CLOSED" if verb == "RECEIVED" else "RECEIVED")
    return None if beside in verbs else (verb.lower(),)


def _ends_in_request(named: list[str]) -> bool:
    """Whether what was not received is a request, and not an answer to one or a paper for it."""
    behind = named[::-1].index("REQUEST") if "REQUEST" in named else len(named)
    return "CLOSED" not in named[len(named) - behind :] and _NO_REQUEST.isdisjoint(named) and behind < len(named)


def _with_of(words: list[Word], text: str) -> bool:
    """Whether people are named as those whose requests all are: 自然人的公开政府信息的申请."""
    return any(name in _PEOPLE and text[end : end + 1] == "的" for _, end, name in words)


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


def _moved_to(words: list[Word], year: int) -> bool:
    """结转2023年."""
    _, end, name = words[year - 1] if year else (0, 0, "")
    return name == "MOVED" and end == words[year][0]


def _moved_from(words: list[Word], year: int) -> bool:
    """2023年结转, 2023年度结转, but not 2023年结转2024年办理."""
    if year + 1 == len(words) or words[year + 1][2] != "MOVED":
        return False
    start, end, _ = words[year + 1]
    forward = year + 2 < len(words) and words[year + 2][0] == end
    return start - words[year][1] <= 1 and not forward


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
