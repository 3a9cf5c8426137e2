"""What the words before a count say is counted, by the names that the grammar of figures gives them.

An earlier clause of a sentence holds for the later ones, so these are told of a sentence while it is read.
"""

from __future__ import annotations

import re

from attrs import mutable

from gxgrammar.syntax import Word

# A list of channels: what it is said of came by all of them. Some of a kind, 等新媒体, are not all.
_WAYS = re.compile("等(?![其新网])[^,、]{0,4}(?:方式|途径|渠道|形式|载体|平台|媒体)|[各多]种?(?:平台|渠道|途径|形式)")
_LISTED = re.compile("[、和及与等]")
# One cause counts a part of an outcome, 因信息不存在无法提供1件; several, 因信息不存在等原因, may be all there are.
_CAUSE = re.compile("(?<!原)因(?!此)|由于")
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
_NEAR = 60

# What may stand between documents and what became of them, and before 收.
_OF_DOCUMENTS = re.compile("的?(?:文件)?(?:共计|共)?")
_TAKEN_IN = re.compile("(?:[年度共局委厅市区县镇乡办处,:]|^)收")

# What decides by itself what is counted, most telling first; words of one group add up. Names are those of the
# terminals in the grammar.
REVIEWS = ("RECONSIDERATION", "LITIGATION")
_LAWSUITS = ("DIRECT", "AFTER_RECONSIDERATION")
REVIEWED = frozenset({"reconsideration", "litigation"})
_CHANNELS = ("IN_PERSON", "FAX", "NETWORK", "LETTER", "EMAIL", "WRITTEN")
_SUBJECTS = (
    _LAWSUITS,
    REVIEWS,
    ("CARRIED_OVER",),
    ("CARRIED_FORWARD",),
    ("GRANTED", "PARTIALLY_GRANTED", "DENIED", "UNABLE", "NOT_PROCESSED", "OTHER_HANDLING"),
    *((name,) for name in ("NOT_CORRECTED", "NOT_HELD", *_CHANNELS)),
    ("NATURAL_PERSON",),
    ("ORGANISATION",),
)
# The group of each name.
_RANK = {name: rank for rank, names in enumerate(_SUBJECTS) for name in names}
SUBJECT_WORDS = frozenset(_RANK)
_COUNTS = {name: name.lower() for name in _RANK} | {name: f"litigation.{name.lower()}" for name in _LAWSUITS}
NO_FIGURE = frozenset({"COMPARED", "OTHER_TIME", "EACH", "OUTCOME", "PENDING"})
NOT_OURS = frozenset({"OTHER_THING", "BUSINESS"})
_CASED = frozenset({*REVIEWS, *_LAWSUITS})
_CHANNEL_WORDS = frozenset(_CHANNELS)
# Outcomes that a cause divides, and those that documents have as well as requests.
_CAUSED = frozenset({"DENIED", "UNABLE", "NOT_PROCESSED", "OTHER_HANDLING"})
_GIVEN = frozenset({"GRANTED", "PARTIALLY_GRANTED", "DENIED"})
_DOCUMENTS = {"IN_FORCE": "in_force", "REPEALED": "repealed", "ISSUED": "issued", "DISCLOSED": "newly_disclosed"}
_VERBS = frozenset(_DOCUMENTS)
ASKED = frozenset({"RECEIVED", "CLOSED"})
_PUBLISHED = ("WEBSITE", "WEIBO", "WECHAT")
_OTHER_CHANNELS = frozenset({"OTHER_CHANNEL", *_CHANNELS})
_CASES = frozenset({*"件宗份起条次个项", "件次"})
_PAPERS = frozenset("件份部个")
_BECAME_OF_THEM = frozenset({"REPEALED", "IN_FORCE", "YEAR", "AMONG"})


@mutable
class Subjects:
    """What a sentence counts, while its clauses are read.

    ``read`` is its text with titles blanked out, which are names and state nothing; ``since`` is where the clause
    begins.
    """

    read: str
    year: int | None = None
    verb: str | None = None
    among: bool = False
    about_requests: bool = False
    has_requests: bool = False
    general: bool | None = None
    normative: bool = False
    since: int = 0

    def kinds(self, words: list[Word]) -> set[str]:
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

    def counted(self, words: list[Word], kinds: set[str], unit: str, end: int) -> tuple[str, ...] | None:
        """What the words say is counted; None for nothing of ours."""
        if not kinds.isdisjoint(NO_FIGURE):
            return None
        # 案件 is what reviews are counted in; anything else of that kind is another subject.
        if not kinds.isdisjoint(NOT_OURS) and kinds.isdisjoint(_CASED):
            return None
        if not kinds.isdisjoint(_VERBS):
            self.verb = next(verb for verb in _DOCUMENTS if verb in kinds)
        if "NORMATIVE" in kinds:
            self.normative = self.verb is not None and unit in _PAPERS
            return (f"normative_documents.{_DOCUMENTS[self.verb or '']}",) if self.normative else None
        if self.normative and unit == "件" and self._of_the_same(words, kinds, end):
            return (f"normative_documents.{_DOCUMENTS[self.verb or '']}",)
        subjects = kinds & SUBJECT_WORDS
        if not subjects.isdisjoint(_CHANNEL_WORDS):
            subjects = self._outranking(subjects, kinds, end)
        if subjects:
            return self._of_subjects(subjects, kinds, unit, end)
        if "MOVED" in kinds:
            return None
        if self.about_requests and unit in _CASES:
            if not kinds.isdisjoint(ASKED):
                self.has_requests = True
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

    def _outranking(self, subjects: set[str], kinds: set[str], end: int) -> set[str]:
        """The subjects without channels that tell no part of the requests."""
        channels = subjects & _CHANNEL_WORDS
        said = self.read[self.since : end]
        several = len(channels - {"WRITTEN"}) > 1
        publishing = "DISCLOSED" in kinds and "REQUEST" not in kinds and ("主动" in said or "发布" in said)
        return subjects - channels if several or publishing or _WAYS.search(said) else subjects

    def _of_subjects(self, subjects: set[str], kinds: set[str], unit: str, end: int) -> tuple[str, ...] | None:
        """What is counted where some words decide it; words of one group add up."""
        if unit not in _CASES or (self.general and not subjects.isdisjoint(_CASED)):
            return None
        if unit == "条" and "INFORMATION" in kinds and subjects <= _GIVEN and not self.has_requests:
            return None
        if not subjects.isdisjoint(_CAUSED):
            cause = _CAUSE.search(self.read, self.since, end)
            if cause or len(subjects) > 1:
                return self._of_cause(subjects, cause.end() if cause else None, end)
        return (_COUNTS[subjects.pop()],) if len(subjects) == 1 else _together(subjects)

    def _of_cause(self, subjects: set[str], cause: int | None, end: int) -> tuple[str, ...] | None:
        """What is counted where causes may be named, behind ``cause``: 本机关不掌握相关政府信息而无法提供 is a row."""
        several = "等" in self.read[self.since if cause is None else cause : end]
        if not several and {"NOT_HELD", "UNABLE"} <= subjects:
            return ("not_held",)
        return _together(subjects) if several or cause is None else None

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
        near = max(0, end - _NEAR)
        if _RUNNING.search(self.read, self.since, end):
            return bool(_UP_TO.search(self.read, near, end)) or not _IN_THE_YEAR.search(self.read, near, end)
        return any(months.groups() != ("1", "12") for months in _MONTHS.finditer(self.read, near, end))


def _together(subjects: set[str]) -> tuple[str, ...]:
    """The words of the group that tells most; they add up."""
    names = _SUBJECTS[min([_RANK[name] for name in subjects])]
    return tuple([_COUNTS[name] for name in names if name in subjects])


def _by_verb(words: list[Word]) -> tuple[str, ...] | None:
    """Requests received or closed, by the verb nearest to the count; 受理并办结 is neither."""
    verbs = [(index, name) for index, (_, _, name) in enumerate(words) if name in ASKED]
    index, verb = verbs[-1]
    beside = (index - 1, "CLOSED" if verb == "RECEIVED" else "RECEIVED")
    return None if beside in verbs else (verb.lower(),)


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
