"""The figures that sentences state: 受理政府信息公开申请30件, 予以公开4件，占19%, 行政复议1件.

The words stand in ``grammars/figures.lark``; here those before a count are given their meaning.
A sentence is read alone, never together with its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
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
    r"(?<=[0-9０-９])[^\S\n]?万?[余多]?[^\S\n]?[件宗份起条]"
    r"|(?:(?<=[未无])|(?<=没)有)(?=[^，,；;。！？!?\n]{0,20}(?:申请|复议|诉讼))"
    r")"
)
_TOPIC = re.compile(
    "申请|主动公开|予以公开|同意公开|部分公开|不予公开|复议|诉讼|办结|答复|规范性文件|结转|无法提供|不予处理|不掌握|其他处理|补正|微博|网站公开"
)
_TITLES = re.compile("《[^《》]*》")
_COUNT = re.compile(r"(\D*)([\d,]+(?:\.\d+)?)\s*(万?)\s*([余多]?)\s*([^\s以左]+?)(以上|左右|以内)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Another place as the subject of a clause: 江苏省受理…. What begins with a word for "all" or "our" is none.
_PLACE = re.compile(
    r"(?:其中)?(?:20\d\d\s*年)?度?((?![其全我本各该所此省市县区州镇乡])[\u4e00-\u9fff]{2,5}?[省市县区州镇乡局])"
)
_PLACE_NAMED = re.compile("[省市县区州镇乡局]")
# A clause is looked at this far back for the place it begins with.
_LONGEST_SUBJECT = 60

# What decides by itself what is counted, most telling first; words of one group add up. Names are those of the
# terminals in the grammar.
_REVIEWS = ("RECONSIDERATION", "LITIGATION")
_REVIEWED = frozenset({"reconsideration", "litigation"})
_SUBJECTS = (
    _REVIEWS,
    ("CARRIED_OVER",),
    ("CARRIED_FORWARD",),
    ("GRANTED", "PARTIALLY_GRANTED", "DENIED", "UNABLE", "NOT_PROCESSED", "OTHER_HANDLING"),
    *((name,) for name in ("NOT_CORRECTED", "NOT_HELD", "IN_PERSON", "FAX", "NETWORK", "LETTER", "EMAIL", "WRITTEN")),
    ("NATURAL_PERSON",),
    ("ORGANISATION",),
)
# The group of each name.
_RANK = {name: rank for rank, names in enumerate(_SUBJECTS) for name in names}
_SUBJECT_WORDS = frozenset(_RANK)
_NO_FIGURE = frozenset({"COMPARED", "OTHER_TIME", "EACH", "OUTCOME"})
_DOCUMENTS = {"IN_FORCE": "in_force", "REPEALED": "repealed", "ISSUED": "issued", "DISCLOSED": "newly_disclosed"}
_VERBS = frozenset(_DOCUMENTS)
_ASKED = frozenset({"RECEIVED", "CLOSED"})
_PUBLISHED = ("WEBSITE", "WEIBO", "WECHAT")
_CASES = frozenset({*"件宗份起条次个项", "件次"})
_PAPERS = frozenset("件份部个")


def figures(report: ParseResult | Report) -> tuple[Figure, ...]:
    """Every figure that the sentences of a report state about its own work, in order.

    Figures of another year or another place are left out. ``report`` is a result, whose figures have spans, or a
    record.
    """
    record = report.report if isinstance(report, ParseResult) else report
    return tuple(each for each in figures_of_all_years(report) if each.year in (None, record.metadata.report_year))


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
    return f"{known} {' '.join(_body(record.narrative.opening))}" if known else ""


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
    upheld: bool = False

    def figures(self) -> list[Figure]:
        found: list[Figure] = []
        clause: list[Word] = []
        words = sentence_words(f"{self.read}；")
        self.upheld = "维持" in self.read and any(name == "ALL_UPHELD" for _, _, name in words)
        for index, word in enumerate(words):
            name = word[2]
            if name == "COUNT":
                after = words[index + 1]
                found += self._stated(clause, word, after if after[2] == "SHARE" else None)
                clause = []
            elif name in ("SEP", "STOP"):
                if clause:
                    found += self._denied(clause)
                    clause = []
                if name == "STOP":
                    self.among, self.verb = False, None
            elif name != "SHARE":
                clause.append(word)
        return found

    def _stated(self, words: list[Word], count: Word, share: Word | None) -> Iterable[Figure]:
        if not words:
            return ()
        kinds = self._kinds(words)
        printed = self.read[count[0] : count[1]]
        if printed[0] == "各":
            return ()
        number, unit, approximate = _number(printed)
        counts = self._counted(words, kinds, unit)
        if counts is None or self._elsewhere(words[0][0]):
            return ()
        part_of = (self.whole or ()) if self.among else None
        if part_of is None:
            self.whole = counts
        start, end = words[0][0], (share or count)[1]
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

    def _kinds(self, words: list[Word]) -> set[str]:
        """The names of the words, after taking note of the year and of 其中."""
        kinds = {name for _, _, name in words}
        if "YEAR" in kinds and "COMPARED" not in kinds:
            start = next(start for start, _, name in reversed(words) if name == "YEAR")
            self.year = int(self.read[start : start + 4])
        self.among = self.among or "AMONG" in kinds
        self.about_requests = self.about_requests or "REQUEST" in kinds
        return kinds

    def _counted(self, words: list[Word], kinds: set[str], unit: str) -> tuple[str, ...] | None:
        """What the words say is counted; None for nothing of ours."""
        if not kinds.isdisjoint(_NO_FIGURE):
            return None
        # 案件 is what reviews are counted in; anything else of that kind is another subject.
        if "OTHER_THING" in kinds and kinds.isdisjoint(_REVIEWS):
            return None
        if not kinds.isdisjoint(_VERBS):
            self.verb = next(verb for verb in _DOCUMENTS if verb in kinds)
        if "NORMATIVE" in kinds:
            fits = self.verb is not None and unit in _PAPERS
            return (f"normative_documents.{_DOCUMENTS[self.verb or '']}",) if fits else None
        subjects = kinds & _SUBJECT_WORDS
        if len(subjects) == 1:
            return (subjects.pop().lower(),) if unit in _CASES else None
        if subjects:
            names = _SUBJECTS[min([_RANK[name] for name in subjects])]
            return tuple([name.lower() for name in names if name in subjects]) if unit in _CASES else None
        if self.about_requests and unit in _CASES and not kinds.isdisjoint(_ASKED):
            return _by_verb(words)
        return _published(kinds) if unit == "条" and "DISCLOSED" in kinds else None

    def _denied(self, words: list[Word]) -> Iterable[Figure]:
        """未收到…申请, 未发生行政复议: a figure of 0, stated by words that no count follows."""
        kinds = self._kinds(words)
        if "NOT" not in kinds or kinds & _NO_FIGURE:
            return ()
        at = next(index for index, (_, _, name) in enumerate(words) if name == "NOT")
        named = [name for _, _, name in words[at + 1 :]]
        reviews = tuple(name.lower() for name in _REVIEWS if name in named)
        if reviews and named[0] in ("RECEIVED", "OCCURRED", *_REVIEWS):
            counts = reviews
        elif named[:1] == ["RECEIVED"] and "REQUEST" in named and "OTHER_THING" not in named:
            counts = ("received",)
        else:
            return ()
        if self._elsewhere(words[0][0]):
            return ()
        start, end = words[at][0], words[-1][1]
        upheld = self.upheld and _REVIEWED.issuperset(counts)
        words_of, span = self.text[start:end], self._span(start, end)
        return (Figure(counts, 0, self.text, words_of, year=self.year, all_upheld=upheld, span=span),)

    def _elsewhere(self, first: int) -> bool:
        """Whether the clause whose words begin there is about a place that is none of the names of the body."""
        if not self.own:
            return False
        before = self.text[max(0, first - _LONGEST_SUBJECT) : first + 1]
        if not _PLACE_NAMED.search(before):
            return False
        clause = max(before.rfind(","), before.rfind(";"), before.rfind(":")) + 1
        place = _PLACE.match(self.text, first + 1 - len(before) + clause)
        return place is not None and place[1] not in self.own

    def _span(self, start: int, end: int) -> Span | None:
        return None if self.offset is None else Span(self.offset + start, self.offset + end)


def _by_verb(words: list[Word]) -> tuple[str, ...] | None:
    """Requests received or closed, by the verb nearest to the count; 受理并办结 is neither."""
    verbs = [(index, name) for index, (_, _, name) in enumerate(words) if name in _ASKED]
    index, verb = verbs[-1]
    beside = (index - 1, "CLOSED" if verb == "RECEIVED" else "RECEIVED")
    return None if beside in verbs else (verb.lower(),)


def _published(kinds: set[str]) -> tuple[str, ...] | None:
    """Information published, by channel if one is named."""
    channels = [name.lower() for name in _PUBLISHED if name in kinds]
    if channels:
        return (channels[0],) if len(channels) == 1 else None
    return ("disclosed",) if "INFORMATION" in kinds else None


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
