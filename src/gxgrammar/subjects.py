"""What the words before a count say is counted, by the names that the grammar of figures gives them.

An earlier clause of a sentence holds for the later ones, so these are told of a sentence while it is read.
"""

from __future__ import annotations

import re
from functools import cached_property

from attrs import frozen, mutable

from gxgrammar.periods import Times, is_running, times_of
from gxgrammar.publishing import ALL_PUBLISHED, PUBLISHED, THROUGH, WAYS, published
from gxgrammar.syntax import Word

# One cause counts a part of an outcome, 因信息不存在无法提供1件; several, 因信息不存在等原因, may be all there are.
_CAUSE = re.compile("(?<!原)因(?!此)|由于")
# Reviews are among the business of an authority unless they are said to be about disclosure, or brought against it.
_ABOUT_DISCLOSURE = re.compile("信息公开|申请公开")
# 非政府信息公开类, 与信息公开无关, 信息公开以外.
_NOT_ABOUT_IT = re.compile(
    "(?:非|除|不涉及|不属于?|无关于?)(?:因|涉及|属于|关于)?(?:政府|政务)?(?:信息公开|申请公开)"
    "|(?:信息公开|申请公开)[^,;:]{0,6}(?:以外|之外|外|无关)"
)
_AGAINST_US = re.compile("被申请|被提起|引发|引起")
_OF_OTHER_ACTS = re.compile(
    "(?:因|服|对|其[他它])(?:(?!信息公开(?!以外|之外))[^,;:]){0,12}(?<!原)(?<!被诉)行政行为"
    "|(?:因|不?服|对)(?:(?!信息公开)[^,;:]){0,8}(?:处罚|许可|强制|征收|征地|拆迁|裁决|认定|登记)(?!信息)"
    "|信息公开[^,;:]{0,4}等[^,;:]{0,6}行政行为"
)
# Of all reviews these are ours: 行政复议12件,其中政府信息公开类1件.
_PART_IS_OURS = re.compile(r"^(?:(?!信息公开|申请公开|其中).)*其中[^,;:]{0,12}(?:信息公开|申请公开)[^,;:]{0,8}\d")
# What is published of one's own accord is all that is, whatever stood before it.
_OF_ITSELF = "主动"
_IN_ALL = "共"

# Before a verb: what did not happen, or not in time, is no figure of all that did.
_NOT_DONE = re.compile("(?:未|没有|不予|延期|延长|逾期|超期)(?:按时|按期|及时|予以)?$")
_AND_CARRIED = re.compile("(?:收到|受理|接收|新收)[^,;:]{0,12}[和及与、]上一?年度?(?:结转|转)")

# One way for requests to come, whatever it is called: 通过公开专区接收申请12件.
_BY_MEANS = re.compile("(?:通过|利用|依托|借助)(?!.{0,12}线下)[^,;:()、和及与]{2,20}$")
# What may stand between a verb and a count of requests that were named before: 办结民生实事10件 has another object.
_OF_REQUESTS = re.compile(
    r"\s*(?:\((?:含|包括)[^()]{1,20}\))?(?:并?(?:按时|按期|及时)?(?:完毕|完成|完结|办结|答复|回复))?(?:申请人)?(?:其中)?(?:了|的)?"
    r"(?:数量|件数|总数|总量|数|量)?(?:分别)?(?:为|是|有|达|达到)?"
    r"(?:累计|总共|共计|共|总计|合计)?[:,]?\s*"
)
# What is planned or supposed has not happened: 预计收到20件, 如收到10件以上的, but not 按计划公开12件.
_PLANNED = re.compile(
    "(?:(?<![按照据度作划])计划|目标(?:任务)?[是为]|预计|预期|力争|争取|(?<![草虚])拟)(?:在|于)?(?:全年|今年|[本明]年度?|年内|年底前)?"
    "(?=共|主动|公开|发布|新增|收到|受理|接收|办结|办理|答复|制发|制定|印发|出台|废止|修订)"
)
_SUPPOSED = re.compile(
    "(?:假?如果?|若|凡)(?:申请人|当年|全年|年内)?(?=收到|受理|接到|提出|申请|公开|办理|办结|答复|有|需|遇|超|属)"
)
# Whose documents are not ours, though we may have looked at them.
_OF_OTHERS = re.compile("各(?:部门|单位|级|镇|乡|街道|县|区|市)|(?:所属|下属|直属)(?:部门|单位)")
# What is not published may be papers, of which no request tells.
_PAPERS_BEHIND = re.compile("公开的?(?:文件|公文)(?:数量?|总数)?(?:共计?|为|有)?$")
# Something else that is about documents: 有关规范性文件的通知公告9份, but not 规范性文件的数量为3件.
_ABOUT_DOCUMENTS = re.compile("的(?![^,;:()]{0,6}[数量共有为是])[^,;:()]{2,12}$")
# What may stand before an office that a clause is about, and before a channel: 其中网络40件, not 健全三级网络3个.
_BEFORE_US = re.compile(r"(?:^|[,;:(]|20\d\d\s?年度?|全年|[今本]年度?)\s?[我本省市县区州旗镇乡]?$")
_BEFORE_CHANNEL = re.compile(r"(?:^|[,;:()、年度和及与以为中过自件条]|申请是|[利采]用)\s?$")
_LONGEST_YEAR = 12
# What else individual things may be: 设立申请受理点3个, 收到5个申请单位的申请, but not 收到申请共3个, 收到3个申请.
_REQUESTS_BEHIND = re.compile("[,;:()、及和并均全都已]|$")
# How far before an office its clause is looked at, in words.
_FEW_WORDS = 8
# What may stand before the next name of a list.
_LISTED_ON = re.compile(r"[、,;和及与\s]{0,4}")
# What may stand between documents and what became of them, and before 收.
_OF_DOCUMENTS = re.compile("的?(?:文件)?(?:共计|共)?")
_TAKEN_IN = re.compile("(?:[年度共局委厅市区县镇乡办处,:]|^)收")

# What decides by itself what is counted, most telling first; words of one group add up. Names are those of the
# terminals in the grammar.
REVIEWS = ("RECONSIDERATION", "LITIGATION")
_LAWSUITS = ("DIRECT", "AFTER_RECONSIDERATION")
REVIEWED = frozenset({"reconsideration", "litigation"})
ALL_REVIEWS = REVIEWED | {f"litigation.{name.lower()}" for name in _LAWSUITS}
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
CHANNELS = frozenset(map(str.lower, _CHANNELS))
# Outcomes that a cause divides, and those that documents have as well as requests.
_CAUSED = frozenset({"DENIED", "UNABLE", "NOT_PROCESSED", "OTHER_HANDLING"})
_GIVEN = frozenset({"GRANTED", "PARTIALLY_GRANTED", "DENIED"})
_PUBLISHED = frozenset({"DISCLOSED", "INFORMATION"})
_DOCUMENTS = {"IN_FORCE": "in_force", "REPEALED": "repealed", "ISSUED": "issued", "DISCLOSED": "newly_disclosed"}
_VERBS = frozenset(_DOCUMENTS)
# What is published, of which documents are a part.
PUBLICATION = PUBLISHED | {f"normative_documents.{name}" for name in _DOCUMENTS.values()}
ANSWERED = frozenset({"CLOSED", "HANDLED"})
ASKED = frozenset({"RECEIVED", *ANSWERED})
# Beside these what was handled is not what was closed.
LEFT_OPEN = frozenset({"MOVED", "CARRIED_OVER", "CARRIED_FORWARD"})
_OTHER_CHANNELS = frozenset({"OTHER_CHANNEL", *_CHANNELS})
_CASES = frozenset({*"件宗份起条次个项例", "件次"})
_ITEMS = frozenset({"条", "条次"})
# All that was published may be counted so, too, if it is said to be published of one's own accord.
_PIECES = frozenset("件篇")
_PAPERS = frozenset("件份部个")
_BECAME_OF_THEM = frozenset({"REPEALED", "IN_FORCE", "YEAR", "AMONG"})


@mutable
class Subjects:
    """What a sentence counts, while its clauses are read.

    ``read`` is its text with titles blanked out, which are names and state nothing; ``since`` is where the clause
    begins. ``closes`` says that it counts what was closed, ``leaves_open`` that it tells of requests that came from
    another year or went to one, ``pending`` that the reviews it lists are still open, ``of_information`` that it has
    counted information by what may become of it, ``of_a_kind`` that it tells of requests of one kind, ``through`` that
    it has named a channel.
    """

    read: str
    year: int | None = None
    verb: str | None = None
    among: bool = False
    about_requests: bool = False
    has_requests: bool = False
    of_a_kind: bool = False
    closes: bool = False
    leaves_open: bool = False
    has_received: bool = False
    through: bool = False
    general: bool | None = None
    pending: bool = False
    of_information: bool = False
    normative: bool = False
    since: int = 0

    def kinds(self, words: list[Word]) -> set[str]:
        """The names of the words, after taking note of the year and of 其中."""
        kinds = {name for _, _, name in words}
        if "YEAR" in kinds and "COMPARED" not in kinds:
            self.year = self._named_year(words)
        self.among = self.among or "AMONG" in kinds
        self.about_requests = self.about_requests or ("REQUEST" in kinds and _has_request(words))
        if not kinds.isdisjoint(REVIEWS) and self.has_others:
            self.general = not self._is_about_it(words[-1][1])
        elif self.general is None and "BUSINESS" in kinds:
            self.general = not self._are_ours()
        return kinds

    def _names_ways(self, words: list[Word]) -> bool:
        """Whether a clause lists channels, so that what it says is of all of them."""
        return WAYS.search(self.read, self.since, words[-1][1]) is not None

    @cached_property
    def times(self) -> Times:
        """The times that the sentence speaks of."""
        return times_of(self.read)

    @cached_property
    def has_others(self) -> bool:
        """Whether reviews are said to be, some or all of them, of what an authority did otherwise."""
        others = (_OF_OTHER_ACTS, _NOT_ABOUT_IT, _PART_IS_OURS)
        return any(other.search(self.read) for other in others)

    def _is_about_it(self, end: int) -> bool:
        """Whether a clause is of reviews about disclosure and of no others: 因信息公开及其他行政行为 is of both."""
        others = (_OF_OTHER_ACTS, _NOT_ABOUT_IT)
        if any(other.search(self.read, self.since, end) for other in others):
            return False
        return _ABOUT_DISCLOSURE.search(self.read, self.since, end) is not None

    def _are_ours(self) -> bool:
        """Whether reviews are said to be about disclosure, or brought against us."""
        return (_ABOUT_DISCLOSURE.search(self.read) or _AGAINST_US.search(self.read)) is not None

    def _named_year(self, words: list[Word]) -> int | None:
        """The last year that words name, not counting one that requests were moved to or from: 结转至2023年."""
        for index in range(len(words) - 1, -1, -1):
            start, _, name = words[index]
            if name == "YEAR" and not _moved_to(words, index) and not _moved_from(words, index):
                return int(self.read[start : start + 4])
        return self.year

    def counted(self, words: list[Word], kinds: set[str], unit: str, end: int) -> tuple[str, ...] | None:
        """What the words say is counted; None for nothing of ours."""
        if self._are_pending(words, kinds):
            return None
        if not kinds.isdisjoint(NO_FIGURE) or self.times.is_other(end) or self._is_supposed(end):
            return None
        # 案件 is what reviews are counted in; anything else of that kind is another subject.
        if not kinds.isdisjoint(NOT_OURS) and kinds.isdisjoint(_CASED):
            return None
        if not kinds.isdisjoint(_VERBS):
            self.verb = next(verb for verb in _DOCUMENTS if verb in kinds)
        if "NORMATIVE" in kinds:
            named = max(after for _, after, name in words if name == "NORMATIVE")
            is_ours = not (
                _OF_OTHERS.search(self.read, self.since, end) or _ABOUT_DOCUMENTS.match(self.read, named, end)
            )
            self.normative = self.verb is not None and unit in _PAPERS and is_ours
            return (f"normative_documents.{_DOCUMENTS[self.verb or '']}",) if self.normative else None
        if self.normative and unit == "件" and self._of_the_same(words, kinds, end):
            return (f"normative_documents.{_DOCUMENTS[self.verb or '']}",)
        # Requests are told of again where they are counted in another unit: 公开信息9条,依申请公开5件,不予公开2件.
        self.of_information &= "REQUEST" not in kinds or unit in _ITEMS
        self.of_information |= unit in _ITEMS and not kinds.isdisjoint(_PUBLISHED)
        if unit == "个" and not self._are_requests(words, end):
            return None
        subjects = kinds & SUBJECT_WORDS
        if not subjects.isdisjoint(_CHANNEL_WORDS):
            subjects = self._outranking(subjects, kinds, end)
        if subjects:
            return self._of_subjects(subjects, kinds, unit, end)
        if "MOVED" in kinds:
            return None
        if self.about_requests and unit in _CASES:
            if not kinds.isdisjoint(ASKED):
                if "REQUEST" not in kinds and not self._of_requests(words, end):
                    return None
                self.has_requests = True
                is_other = self._is_part(words, kinds, end) or is_running(self.read, self.since, end)
                return None if is_other or self._not_done(words, end) else self._by_verb(words)
            if "REQUEST" in kinds and self._taken_in(words):
                return ("received",)
        if "DISCLOSED" not in kinds or unit not in _ITEMS | _PIECES:
            return None
        found = self._published(words, kinds, end)
        in_pieces = found == ALL_PUBLISHED and _OF_ITSELF in self.read[self.since : end] and "INFORMATION" in kinds
        return found if unit in _ITEMS or in_pieces else None

    def _are_pending(self, words: list[Word], kinds: set[str]) -> bool:
        """Whether reviews are listed that are still open: 正在审理的行政复议1件,行政诉讼2件."""
        if kinds.isdisjoint(_CASED):
            self.pending = False
        elif "PENDING" in kinds:
            self.pending = next(name for _, _, name in words if name == "PENDING" or name in _CASED) == "PENDING"
        elif not (kinds <= _CASED and _LISTED_ON.fullmatch(self.read, self.since, words[0][0])):
            self.pending = False
        return self.pending

    def _is_supposed(self, end: int) -> bool:
        """Whether a clause says what is planned, or what would be so."""
        planned = _PLANNED.search(self.read, self.since, end) is not None
        return planned or _SUPPOSED.match(self.read, self.since, end) is not None

    def _published(self, words: list[Word], kinds: set[str], end: int) -> tuple[str, ...] | None:
        """Information published; 发布 alone behind a channel that an earlier clause named may be by that one."""
        before, self.through = self.through, self.through or not kinds.isdisjoint(THROUGH)
        found = published(self.read, self.since, words, end, other=_OTHER_CHANNELS)
        elsewhere = before and found == ALL_PUBLISHED and not self._names_ways(words)
        return None if elsewhere and _OF_ITSELF not in self.read[self.since : end] else found

    def _of_the_same(self, words: list[Word], kinds: set[str], end: int) -> bool:
        """Whether words name only what became of documents, those counted before: 制发规范性文件3件,废止2件."""
        only = kinds <= _BECAME_OF_THEM and not kinds.isdisjoint(_DOCUMENTS)
        return only and _OF_DOCUMENTS.fullmatch(self.read, words[-1][1], end) is not None

    def _of_requests(self, words: list[Word], end: int) -> bool:
        """Whether a verb that names no requests has no other object either."""
        verb = next(after for _, after, name in reversed(words) if name in ASKED)
        return _OF_REQUESTS.fullmatch(self.read, verb, end) is not None

    def _are_requests(self, words: list[Word], end: int) -> bool:
        """Whether nothing else is counted in 个 than what the words name, before or behind the count."""
        behind = next((after for start, after, _ in words if start > end), None)
        if behind is None:
            return _OF_REQUESTS.fullmatch(self.read, words[-1][1], end) is not None
        return _REQUESTS_BEHIND.match(self.read, behind) is not None

    def _taken_in(self, words: list[Word]) -> bool:
        """Whether requests are said to be received by 收 alone: 全年收政府信息公开申请4件."""
        start = next(start for start, _, name in words if name == "REQUEST")
        return _TAKEN_IN.match(self.read, max(0, start - 2), start) is not None

    def _is_part(self, words: list[Word], kinds: set[str], end: int) -> bool:
        """Whether requests are of one kind or channel; so are those that follow, until all are counted, 共."""
        is_part = ("OF_A_KIND" in kinds and not self._names_ways(words)) or self._through_one(words)
        if not is_part and _IN_ALL in self.read[self.since : end]:
            self.of_a_kind = False
        self.of_a_kind = self.of_a_kind or (is_part and not self.has_received)
        return is_part or self.of_a_kind

    def _through_one(self, words: list[Word]) -> bool:
        """Whether requests are said to have come through one channel, which is before the verb: 网站受理申请9件."""
        verb = next(start for start, _, name in words if name in ASKED)
        channel = next((after for _, after, name in words if name in THROUGH), verb + 1)
        if channel > verb and (means := _BY_MEANS.search(self.read, self.since, verb)):
            channel = means.start()
        return channel <= verb and "、" not in self.read[channel:verb] and not WAYS.search(self.read, self.since, verb)

    def _not_done(self, words: list[Word], end: int) -> bool:
        """Whether requests are said not to have been received, or answered in time: 未受理2件, but not 未收到0件."""
        verb = next(start for start, _, name in reversed(words) if name in ASKED)
        return _NOT_DONE.search(self.read, self.since, verb) is not None and not self.read.startswith("0", end)

    def _by_verb(self, words: list[Word]) -> tuple[str, ...] | None:
        """Requests received or closed, by the verb nearest to the count; 受理并办结 is neither.

        What was handled, 办理, may be what was received, where the sentence has not said that before.
        """
        verbs = [(index, name) for index, (_, _, name) in enumerate(words) if name in ASKED]
        index, verb = verbs[-1]
        beside = {name for at, name in verbs[:-1] if at == index - 1}
        if verb == "HANDLED" and "RECEIVED" not in beside:
            return ("closed",) if not self.closes and (self.has_received or not self.leaves_open) else None
        if {verb, *beside} >= {"RECEIVED", "CLOSED"}:
            return None
        self.has_received = self.has_received or verb != "CLOSED"
        return ("closed",) if verb == "CLOSED" else ("received",)

    def _outranking(self, subjects: set[str], kinds: set[str], end: int) -> set[str]:
        """The subjects without channels that tell no part of the requests."""
        channels = subjects & _CHANNEL_WORDS
        said = self.read[self.since : end]
        several = len(channels - {"WRITTEN"}) > 1
        publishing = "DISCLOSED" in kinds and "REQUEST" not in kinds and "申请" not in said
        return subjects - channels if several or publishing or WAYS.search(said) else subjects

    def _of_subjects(self, subjects: set[str], kinds: set[str], unit: str, end: int) -> tuple[str, ...] | None:
        """What is counted where some words decide it; words of one group add up."""
        if "CARRIED_OVER" in subjects and _AND_CARRIED.search(self.read, self.since, end):
            return ("received", "carried_over")
        if unit not in _CASES or (self.general and not subjects.isdisjoint(_CASED)):
            return None
        if self._is_matter(subjects, kinds, unit, end):
            return None
        if not subjects.isdisjoint(_CAUSED):
            cause = _CAUSE.search(self.read, self.since, end)
            if cause or len(subjects) > 1:
                return self._of_cause(subjects, cause.end() if cause else None, end)
        return (_COUNTS[subjects.pop()],) if len(subjects) == 1 else _together(subjects)

    def _is_matter(self, subjects: set[str], kinds: set[str], unit: str, end: int) -> bool:
        """Whether words tell what information is of, or which may not be published: 行政复议类信息, 不予公开文件."""
        if not subjects.isdisjoint(_CASED):
            return unit in _ITEMS and not kinds.isdisjoint({"INFORMATION", "DISCLOSED"})
        if not subjects <= _GIVEN or self.has_requests:
            return False
        if (unit in _ITEMS and "INFORMATION" in kinds) or self.of_information:
            return True
        return _PAPERS_BEHIND.search(self.read, self.since, end) is not None

    def _of_cause(self, subjects: set[str], cause: int | None, end: int) -> tuple[str, ...] | None:
        """What is counted where causes may be named, behind ``cause``: 本机关不掌握相关政府信息而无法提供 is a row."""
        several = "等" in self.read[self.since if cause is None else cause : end]
        if not several and {"NOT_HELD", "UNABLE"} <= subjects:
            return ("not_held",)
        return _together(subjects) if several or cause is None else None


def _together(subjects: set[str]) -> tuple[str, ...]:
    """The words of the group that tells most; they add up."""
    names = _SUBJECTS[min([_RANK[name] for name in subjects])]
    return tuple([_COUNTS[name] for name in names if name in subjects])


def are_carried(words: list[Word]) -> bool:
    """Whether words say of requests that they came from a year before: 上年结转, 2021年度结转."""
    names = [name for _, _, name in words]
    years = [index for index, name in enumerate(names) if name == "YEAR"]
    return "CARRIED_OVER" in names or any(_moved_from(words, index) for index in years)


# The words whose meaning depends on those beside them.
_BY_PLACE = frozenset({"ACCEPTED", "GOING_ON", "HANDLED", "OFFICE", "BARE_NETWORK"})


def in_place(words: list[Word], read: str, body: str) -> list[Word]:
    """The words of the sentence ``read``, 继续办理 as what is carried forward behind a word that moves requests, else
    as nothing; so with 接受 before requests. ``body`` holds the names of the body that reports."""
    if _BY_PLACE.isdisjoint([name for _, _, name in words]):
        return words
    told = _Told(read, body, any(name == "REQUEST" for _, _, name in words))
    return [(start, end, _in_place(words, index, told)) for index, (start, end, _) in enumerate(words)]


@frozen
class _Told:
    """A sentence, the names of the body that reports, and whether requests are told of."""

    read: str
    body: str
    asks: bool


def _in_place(words: list[Word], index: int, told: _Told) -> str:
    """The name of a word by those beside it."""
    name, before = words[index][2], [name for _, _, name in words[max(0, index - 2) : index]]
    if name == "OFFICE":
        # 信访局受理申请 is of that office, 受理信访局转来的申请 is not.
        is_ours = _reports(words[index], told) and not _after_verb(words[max(0, index - _FEW_WORDS) : index])
        return "NOTHING" if is_ours else "OTHER_THING"
    if name == "BARE_NETWORK":
        return "NETWORK" if told.asks and _is_channel(words, index, told.read) else "NOTHING"
    if name == "ACCEPTED":
        behind = [name for _, _, name in words[index + 1 : index + 3] if name != "NOTHING"]
        return "RECEIVED" if behind[:1] == ["REQUEST"] else "NOTHING"
    if name == "GOING_ON":
        return "CARRIED_FORWARD" if "MOVED" in before else "NOTHING"
    return "CARRIED_FORWARD" if name == "HANDLED" and before == ["MOVED", "YEAR"] else name


def _reports(office: Word, told: _Told) -> bool:
    """Whether an office is the body that reports; where that is not known, whether a clause is about it: 县信访局受理,
    but not 配合县信访局办理."""
    start, end, _ = office
    if told.body:
        return told.read[start:end] in told.body
    return _BEFORE_US.search(told.read, max(0, start - _LONGEST_YEAR), start) is not None


def _is_channel(words: list[Word], index: int, read: str) -> bool:
    """Whether a word stands before a verb, or by itself before a count, or in a list of channels."""
    start, end, _ = words[index]
    following, _, name = words[index + 1]
    if following == end:
        alone = name == "COUNT" and _BEFORE_CHANNEL.search(read, max(0, start - _LONGEST_YEAR), start) is not None
        return name == "RECEIVED" or alone
    listed = name in _CHANNEL_WORDS and following - end == 1
    return listed or (index > 0 and words[index - 1][2] in _CHANNEL_WORDS and start - words[index - 1][1] == 1)


def _after_verb(words: list[Word]) -> bool:
    """Whether the last clause of words has said what was done with requests."""
    for _, _, name in reversed(words):
        if name in ("SEP", "STOP", "COUNT"):
            return False
        if name in ASKED:
            return True
    return False


def _has_request(words: list[Word]) -> bool:
    """Whether words name a request for information, and not only one for review: 行政复议申请."""
    ends = {end for _, end, name in words if name in _CASED}
    return any(name == "REQUEST" and start not in ends for start, _, name in words)


def _moved_to(words: list[Word], year: int) -> bool:
    """结转2023年."""
    _, end, name = words[year - 1] if year else (0, 0, "")
    return name == "MOVED" and end == words[year][0]


def _moved_from(words: list[Word], year: int) -> bool:
    """2023年结转, 2023年度结转, but not 2023年结转2024年办理."""
    if year + 1 == len(words) or words[year + 1][2] != "MOVED":
        return False
    start, end, _ = words[year + 1]
    forward = year + 2 < len(words) and words[year + 2][2] == "YEAR" and words[year + 2][0] == end
    return start - words[year][1] <= 1 and not forward
