"""The parts of a report: sections, tables, period, dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from gxgrammar.dates import period_in
from gxgrammar.diagnostics import Severity
from gxgrammar.evidence import Evidence
from gxgrammar.judging import NOT_APPLICABLE, PASS, UNSTATED, Judgement
from gxgrammar.narrated import words
from gxgrammar.records import Part, Report
from gxgrammar.rules import EVERY_FORM, FORM_2021, NATIONAL, rule
from gxgrammar.source import Span
from gxgrammar.spelling import key, without_enumerator
from gxgrammar.template import Template
from gxgrammar.vocabulary import heading_topics, label_fields

_TOPICS = ("overview", "proactive_disclosure", "request_handling", "reviews", "problems", "other_matters")
_IN_ORDER = list(_TOPICS)
_NUMERALS = "一二三四五六"
_NUMBERED = re.compile("([一二三四五六七八九十]{0,3})、")
_LONGEST_HEADING = 40
_TABLE_OF = {
    "proactive_disclosure": ("proactive",),
    "request_handling": ("requests",),
    "reviews": ("reconsideration", "litigation"),
}
_MOST_CHARACTERS = 1000
_NOTHING = re.compile(r"[无無没有暂]*[。.、\s]*")
_TITLES = re.compile("《[^》]*》|“[^”]*”")
_SELF = re.compile(r"(20\d\d)\s*年(?:度)?(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度)?报告")
_YEAR = re.compile(r"20\d\d")
# What is charged, and in other words that nothing is.
_FEE = re.compile(
    "信息(?:公开)?处理(?:相关)?费|(?:未|没有|无|不|零)[^，。；,;]{0,20}(?:收取|收费|费用)"
    "|(?:收取|收费|费用)[^，。；,;]{0,20}(?:未|没有|无|为零|0)"
)
_GOVERNMENT = re.compile(r"(?:省|市|县|区|旗|州)(?:人民政府)?$")
_DEPARTMENTS_BY, _GOVERNMENTS_BY = (1, 31), (3, 31)


@rule("X-SECT", severity="error", source="guide", templates=NATIONAL)
def rule_x_sect(evidence: Evidence) -> Iterator[Judgement]:
    """The report has six sections in the order of the form, each once (国办公开办函〔2019〕60号, 〔2021〕30号)."""
    sections = evidence.report.narrative.sections
    printed = [each.topic for each in sections if each.topic]
    if printed == _IN_ORDER:
        yield PASS
        return
    if not printed:
        yield UNSTATED
        return
    if len(set(printed)) > len(_TOPICS) // 2 and min(map(printed.count, printed)) > 1:
        numbers = "、".join(_NUMERALS[_TOPICS.index(each)] for each in dict.fromkeys(printed))
        spans = _headings(evidence, *_TOPICS)
        yield Judgement("fail", severity="warning", spans=spans, facts={"number": numbers, "problem": "printed_twice"})
        printed = list(dict.fromkeys(printed))
    numbered = _numbers_printed(evidence)
    faults = list(_faults(printed, [each.heading for each in sections if each.topic is None], numbered))
    for topic, fault in faults:
        yield fault._replace(spans=_places(evidence, topic, str(fault.facts["number"]), str(fault.facts["problem"])))
    once = list(dict.fromkeys(printed))
    if once != sorted(once, key=_TOPICS.index):
        numbers = "、".join(_NUMERALS[_TOPICS.index(each)] for each in once)
        yield Judgement("fail", spans=_headings(evidence, *once), facts={"number": numbers, "problem": "order"})
    elif not faults and numbered.keys().isdisjoint(set(_TOPICS).difference(printed)):
        yield PASS


def _faults(
    printed: Sequence[str], others: Sequence[str], numbered: Mapping[str, str]
) -> Iterator[tuple[str, Judgement]]:
    """What is wrong with each section, by its topic. One whose heading stands in the words of others is not absent."""
    last = max(_TOPICS.index(topic) for topic in printed)
    for index, topic in enumerate(_TOPICS):
        number = _NUMERALS[index]
        if printed.count(topic) == 1 or (topic not in printed and numbered.get(topic) == number):
            continue
        renamed = topic not in printed and any(heading.startswith(f"{number}、") for heading in others)
        # What is missing at the end may have been cut off with the copy; the sixth section is often left out.
        mild = topic not in printed and (renamed or topic in numbered or index > last or topic == _TOPICS[-1])
        absent = "misnumbered" if topic in numbered else "renamed" if renamed else "absent"
        facts = {"number": number, "problem": "repeated" if topic in printed else absent}
        yield topic, Judgement("fail", severity="warning" if mild else None, facts=facts)


def _places(evidence: Evidence, topic: str, number: str, problem: str) -> tuple[Span, ...]:
    """Where it shows what is wrong with a section: at what has its number, or its words, or else its headings."""
    if problem == "renamed":
        return _first_with(evidence, lambda text: text.startswith(f"{number}、"))
    if problem == "misnumbered":
        official = _official(evidence.form)
        return _first_with(evidence, lambda text: official.get(key(_number_and_words(text)[1])) == topic)
    return _headings(evidence, topic)


def _headings(evidence: Evidence, *topics: str) -> tuple[Span, ...]:
    """Where the headings of some sections stand; nothing for a record, or for sections that are not there."""
    known, lines = heading_topics(evidence.form), evidence.result.canonical.lines if evidence.result else ()
    return tuple([line.span for line in lines if known.get(line.text) in topics])


def _numbers_printed(evidence: Evidence) -> dict[str, str]:
    """The sections whose headings stand in other sections or among the rows of tables, and their numbers there."""
    official = _official(evidence.form)
    found: dict[str, str] = {}
    for number, heading in _headings_within(evidence.report):
        topic = official.get(key(heading)) if len(heading) <= _LONGEST_HEADING else None
        if topic:
            found.setdefault(topic, number)
    return found


@cache
def _official(form: Template) -> Mapping[str, str]:
    """The topics of the form's headings, by their words without the number."""
    return {key(without_enumerator(text)): topic for text, topic in heading_topics(form).items()}


def _headings_within(report: Report) -> Iterator[tuple[str, str]]:
    """What may be the heading of a section but opens none: its number and its words."""
    for section in report.narrative.sections:
        yield from [_number_and_words(section.heading)] if section.topic is None else []
        yield from _headings_in(section.body)
    yield from (_number_and_words(row.label) for row in report.unrecognised if row.label)


def _headings_in(body: Iterable[str | Part]) -> Iterator[tuple[str, str]]:
    for each in body:
        if isinstance(each, str):
            yield _number_and_words(each)
            continue
        if each.number.endswith("、"):
            yield each.number.rstrip("、"), each.heading
        yield from _headings_in(each.body)


def _number_and_words(text: str) -> tuple[str, str]:
    match = _NUMBERED.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


@rule("X-TABLE", severity="error", source="guide", templates=NATIONAL, follows=("X-SECT",))
def rule_x_table(evidence: Evidence) -> Iterator[Judgement]:
    """Sections two, three and four each hold their table (国办公开办函〔2019〕60号, 〔2021〕30号)."""
    for topic, tables in _TABLE_OF.items():
        if not evidence.troubled:
            yield PASS
            continue
        present, number = evidence.table_present(*tables), _NUMERALS[_TOPICS.index(topic)]
        if present:
            gone = _rows_lacking(evidence, tables)
            facts = {"number": number, "problem": "rows_lacking"}
            spans = _headings(evidence, topic) if gone else ()
            yield Judgement("fail", left=gone, severity="warning", spans=spans, facts=facts) if gone else PASS
        elif present is None or evidence.section(topic) is None:
            yield UNSTATED
        elif _has_rows(evidence, topic):
            facts = {"number": number, "problem": "unread_table"}
            yield Judgement("fail", severity="warning", spans=_headings(evidence, topic), facts=facts)
        else:
            severity: Severity | None = "warning" if _may_be_cut_off(evidence, topic) else None
            facts = {"number": number, "problem": "no_table"}
            yield Judgement("fail", severity=severity, spans=_headings(evidence, topic), facts=facts)


def _rows_lacking(evidence: Evidence, tables: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of rows that a page, which lost no lines, does not print: not even their labels."""
    gone = [path for path in evidence.lacking if path.partition(".")[0] in tables] if evidence.lacking else []
    if not gone or evidence.result is None or evidence.has_lost_lines:
        return ()
    fields = label_fields(evidence.form)
    labels = ("|" + line.text[1:].partition("|")[0] for line in evidence.result.canonical.lines if line.text[:1] == "|")
    printed = {fields[label].replace("__", ".") for label in labels if label in fields}
    order = [path for table in tables for path in evidence.cells_of(table)]
    return tuple(
        [path for path in order if path in evidence.lacking and printed.isdisjoint((path, path.rpartition(".")[0]))]
    )


def _has_rows(evidence: Evidence, topic: str) -> bool:
    """Whether a section of the page holds rows of a table, whatever was read of them."""
    topics, inside = heading_topics(evidence.form), False
    for line in evidence.result.canonical.lines if evidence.result else ():
        if line.text in topics:
            inside = topics[line.text] == topic
        elif inside and "|" in line.text:
            return True
    return False


def _may_be_cut_off(evidence: Evidence, topic: str) -> bool:
    """Whether a section is the last of the page: what it lacks may have been cut off with the copy."""
    printed = [each.topic for each in evidence.report.narrative.sections if each.topic]
    return printed[-1:] == [topic]


@rule("X-SEC5", severity="warning", source="guide", templates=NATIONAL)
def rule_x_sec5(evidence: Evidence) -> Iterator[Judgement]:
    """Section five says what the problems are and what is done about them (政府信息公开条例 art. 50)."""
    section = evidence.section("problems")
    if section is None:
        yield UNSTATED
    else:
        is_empty = _NOTHING.fullmatch("".join(words(section.body)))
        yield Judgement("fail", spans=_headings(evidence, "problems")) if is_empty else PASS


@rule("X-LEN", severity="info", source="guide", templates=NATIONAL, optional=True)
def rule_x_len(evidence: Evidence) -> Iterator[Judgement]:
    """Section one within a thousand characters: asked for by some local notices only (武政办发〔2025〕54号)."""
    section = evidence.section("overview")
    if section is None:
        yield UNSTATED
    else:
        size = len("".join("".join(words(section.body)).split()))
        facts = {"size": size, "most": _MOST_CHARACTERS}
        is_long = size > _MOST_CHARACTERS
        yield Judgement("fail", spans=_headings(evidence, "overview"), facts=facts) if is_long else PASS


@rule("X-ZEROFEE", severity="info", source="guide", templates=FORM_2021)
def rule_x_zerofee(evidence: Evidence) -> Iterator[Judgement]:
    """Section six states what 信息处理费 was charged, or that none was (国办函〔2020〕109号)."""
    section = evidence.section("other_matters")
    if section is None:
        yield UNSTATED
    else:
        told = any(map(_FEE.search, words(section.body)))
        yield PASS if told else Judgement("fail", spans=_headings(evidence, "other_matters"))


@rule("X-PERIOD", severity="warning", source="guide", templates=EVERY_FORM)
def rule_x_period(evidence: Evidence) -> Iterator[Judgement]:
    """The figures are those of 1 January to 31 December of the report year."""
    facts = evidence.metadata
    if facts.period_start is None or facts.period_end is None or evidence.year is None:
        yield UNSTATED
        return
    whole = (datetime.date(evidence.year, 1, 1), datetime.date(evidence.year, 12, 31))
    told = facts.period_start, facts.period_end
    if told == whole:
        yield PASS
    else:
        spans = _first_with(evidence, lambda text: period_in(text) == told)
        yield Judgement("fail", spans=spans, facts={"start": told[0], "end": told[1], "year": evidence.year})


@rule("X-YEAR", severity="warning", source="press", templates=EVERY_FORM)
def rule_x_year(evidence: Evidence) -> Iterator[Judgement]:
    """Title, period and text speak of the same year; another year is a mark of last year's report copied."""
    year = evidence.year
    if year is None:
        yield UNSTATED
        return
    others = sorted({found for found in _years_named(evidence) if found != year})
    if not others:
        yield PASS
        return
    stated = [each.span for each in evidence.all_figures if each.year in others and each.span]
    spans = (*_first_with(evidence, lambda text: _names_year(text, others)), *stated)
    yield Judgement("fail", spans=spans, facts={"year": year, "others": "、".join(map(str, others))})


def _names_year(text: str, years: Collection[int]) -> bool:
    """Whether a paragraph calls this report, or ends its period, by one of some years."""
    end = period_in(text)[1]
    return (end is not None and end.year in years) or not _self_named(text).isdisjoint(years)


def _self_named(text: str) -> set[int]:
    """The years of reports that a text names, other papers left out."""
    return {int(match[1]) for match in _SELF.finditer(_TITLES.sub("", text))} if "报告" in text else set()


def _first_with(evidence: Evidence, is_sought: Callable[[str], bool]) -> tuple[Span, ...]:
    """Where the first paragraph stands that is sought; nothing for a record."""
    prose = evidence.result.canonical.prose if evidence.result else ()
    found = next((each.span for each in prose if is_sought(each.text)), None)
    return (found,) if found else ()


def _years_named(evidence: Evidence) -> Iterator[int]:
    """The years that title, period, references to itself and the figures of requests received give the report."""
    facts = evidence.metadata
    title = _YEAR.search(facts.title or "")
    if title:
        yield int(title[0])
    if facts.period_end:
        yield facts.period_end.year
    for text in words(evidence.report.narrative.opening):
        yield from _self_named(text)
    received = [each.year for each in evidence.all_figures if each.counts == ("received",)]
    if received and evidence.year not in received and None not in received:
        yield from (each for each in received if each is not None)


@rule("P-LATE", severity="info", source="guide", templates=NATIONAL)
def rule_p_late(evidence: Evidence) -> Iterator[Judgement]:
    """Departments publish by 31 January, governments from the county up by 31 March (政府信息公开条例 art. 49)."""
    facts = evidence.metadata
    if facts.publication_date is None or evidence.year is None:
        yield UNSTATED
        return
    government = bool(_GOVERNMENT.search(facts.agency_name or ""))
    due = datetime.date(evidence.year + 1, *(_GOVERNMENTS_BY if government else _DEPARTMENTS_BY))
    if evidence.year < 2019:
        yield NOT_APPLICABLE
    elif facts.publication_date <= due:
        yield PASS
    else:
        yield Judgement("fail", facts={"published": facts.publication_date, "due": due})
