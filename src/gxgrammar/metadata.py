"""What names and dates a report: title, agency, year, period, the page's list of metadata, contact and signature."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from attrs import evolve, frozen

from gxgrammar.contact import ITSELF, contact_in
from gxgrammar.dates import date_in, is_date, period_in
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.listing import listed
from gxgrammar.records import Contact, Metadata
from gxgrammar.spelling import key, narrow
from gxgrammar.template import Template, templates
from gxgrammar.titles import (
    BODY,
    Named,
    body_in,
    dated_title,
    is_name,
    is_title,
    rather_listed,
    running_title,
    title_of,
    title_of_page,
    year_of,
)

_PAPER = re.compile("《[^《》]{1,100}(?<!报告)》")
_OF_YEAR = re.compile(r"(20[0-3]\d)\s*年度?(?:的?(?:政府|政务)?信息公开|工作情况)")
# A body named short (县政府办公室) says nothing of another name.
_SHORT = "[本我各该县市区省镇乡]"
_COMPILED_FROM = re.compile(
    rf"(?:综合|汇总)\s*(?:20\d\d年度?)?((?!{_SHORT})[^，,。；;（(《]{{2,30}}?)(?:的|各|20\d\d年)*(?:政务公开|政府信息公开)"
)
# Words before a name that are none of it, and bodies that are named from the speaker's place.
_NO_NAME = re.compile(f"{_SHORT}|[全的是]|有关|.*(?:我|公布|发布|编制)")
# What the first sentence of a report begins with: 2023年，.
_IN_YEAR = re.compile(r"^(20[0-3]\d)\s?年度?[，,]?\s?")
# The same of the first sentence of a report, perhaps behind the heading of a part: no plan, and not 2023年以来.
_TOLD = re.compile(
    r"\s{0,9}(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]、?\s?(?:[^,。;:\d]{1,20}[。:]\s?)?)?"
    r"(?P<year>20[0-3]\d)\s?年度?(?:,\s?|(?=[我本][局县市区镇乡街委厅办院单]|全[局县区镇乡年]))"
    r"(?![^,。;]{0,16}(?:将|拟|计划|预计|打算|准备))"
)
_LONGEST_TOLD = 100
_CLAUSE_END = re.compile("[，,。]")
# The years that other sentences and clauses begin with, and at whose end figures were taken.
_YEAR_OF_CLAUSE = re.compile(r"(?:^|[。;,):：、])\s{0,4}(20[0-3]\d)\s?年|(20[0-3]\d)\s?年\s?12\s?月\s?31", re.MULTILINE)
# Whose reports are compiled: not the body that compiles them.
_SOURCES = re.compile("所属|下属|各|部门|机关|单位")
_WRITTEN_BY = re.compile(
    rf"由((?!{_SHORT})[^，,。；;（(\n]{{2,40}}?)(?:(?:按照|根据|依据|依照|结合|综合(?![科处室股部])|汇总|组织)[^。；\n]{{0,200}}?)?(?:编制|编写|撰写)"
)
_SEVERAL_BODIES = re.compile("联合|第三方")
# A report that names itself where it is announced: 现公布青禾县2023年政府信息公开工作年度报告, 现将…报告如下.
_NAME = (
    r"《?(?P<title>[^\s，。；：,;:《》（）()]{0,40}?20[0-3]\d\s?年[^\s，。；：,;:《》（）()]{0,40}?报告)"
    "(?!的通知|编制|编发|格式|有关|相关)"
)
_ANNOUNCED = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"(?P<now>[现特](?:予以|向社会|依法|正式|将)?(?=公布|发布|(?<=向社会)公开|编制(?:形成|完成)))?"
        rf"[^，。；,;]{{0,8}}(?:公布|发布|(?<=向社会)公开|编制(?:形成|完成)?了?)\s*{_NAME}(?P<end>》?(?:[，,。；;：:]|如下|予以|$))?",
        rf"(?P<now>现[将把])\s{{0,4}}{_NAME}(?P<end>》?(?:向社会|予以|汇报|报告|公布|公开|发布){{0,2}}(?:如下|(?<=[布开])[，,。；;：:]))",
        rf"(?:^|[，,。；;])\s{{0,4}}(?P<maker>[^\s，,。；;指导督各]{{1,30}}[局委厅办府会镇乡])?(?P<now>特?(?:编制|制定|制作))(?:形成|完成)?了?(?!并)\s{{0,4}}{_NAME}"
        r"(?P<end>》?(?:[。；;]|[，,](?=所列|本年?度?报告|报告|统计)))",
        rf"(?:^|[，,。；;]|[我本](?:单位|机关|[局县市区镇乡委厅办院]))\s{{0,4}}(?P<now>编制并(?:向社会)?(?:公布|公开|发布))\s{{0,4}}{_NAME}(?P<end>》?[。；;])",
    )
)
_NOW = ("现将", "现把")
# What stands within a name: 青禾县水务局（以下简称水务局）2023年….
_ABBREVIATION = re.compile(r"[（(]以?下简?称[^（）()]{1,30}[）)]")
# Words that speak of the report itself, and what stands behind them in brackets or as a sentence.
_OF_REPORT = re.compile(
    r"本(?:年度)?(?:工作)?(?:报告|年报)|统计(?:期|时|周期|起止|数据)|所列数据|对本?(?:年度)?(?:报告|年报).{0,8}疑问|如[有需][^，。]{0,6}(?:疑问|咨询)"
    r"|[现特][^，。；]{0,8}公布[^。]{0,60}(?:报告|年报)"
)
_OF_CONTACT = re.compile(r"\s*(?:[（(]\s*)?(?:地\s{0,4}址|联系|咨询|电\s{0,4}话|邮)")
# A report without a title that says what it is, 本报告是由县水务局编制的2016年度信息公开年度报告, or of which days
# its figures are, and by which law it was made. It is none about a report, and who is asked to make one has not.
_IS_REPORT = re.compile(
    r"本(?:年度)?(?:报告|年报)是(?!对)[^。；《》]{0,20}(?:《[^《》]{1,80}》[^。；《》]{0,60}){0,4}20\d\d\s?年度?(?:政府|政务)?信息公开[^，,。；]{0,8}(?:报告|年报)(?=[，,。；]|$)",
    re.MULTILINE,
)
_OF_FIGURES = re.compile(
    r"(?P<this>本(?:年度)?)?(?:(?:报告|年报)(?:中|内)?|所列|使用)[^，,。；]{0,6}数据[^，,。；]{0,8}统计"
)
_LAW = r"(?:[根依]据|按照)[^。；]{0,120}政府信息公开(?:条例|规定|办法)[^。；]{0,4}》"
_UNASKED = "(?:(?!(?<!申)请|应当|应于|须|务必)[^。])"
# The title of another report: 青禾县2023年法治政府建设年度报告.
_OTHER_TITLE = re.compile(r"(?!.*公开).*20\d\d.*(?:报告|年报|报表|总结|公报)")
_BY_LAW = re.compile(rf"{_LAW}{_UNASKED}{{0,400}}(?:编制|编写|撰写|编辑|公布|制作|发布)")
_THIS_BY_LAW = re.compile(
    rf"本(?:年度)?(?:报告|年报)是?{_LAW}|{_LAW}{_UNASKED}{{0,200}}(?:编制|编写|撰写|编辑|制作)[^，,。；]{{0,12}}本(?:年度)?(?:报告|年报)"
)
# A line that goes on with whom to ask: 联系电话：.
_ENTRY = re.compile(r"\s*[（(]?[^，。；:：]{2,8}[:：]")
# A preamble under the heading of section one stands in its first lines; no preamble is longer.
_PREAMBLE_LINES = 4
_LONGEST_PREAMBLE = 5000
# Head and foot of the form of 2014.
_FOOT = re.compile(r"(填报单位|单位负责人|审核人|填报人|联系电话|填报日期)\s*(?:[（(]\s*盖章\s*[）)])?\s*[:：]\s*")
# What stands over its table: 附件：政府信息公开情况统计表（2018年度).
_EDITION = r"[（(]\s*20\d\d\s*年度?\s*[）)]"
_CAPTION = re.compile(rf"(?:附[件表]\s?\d?\s?[:：]?\s?)?(?:20\d\d年度?)?([^\s:：（(]{{4,30}})\s?(?:{_EDITION})?")
_WHOLE_EDITION = re.compile(_EDITION)
# How far behind the opening the sign-off may begin, in lines.
_LAST_LINES = 3
_LONGEST_FOOT = 200
_LONGEST_CAPTION = 60


@frozen
class Heading:
    """What the first and last lines of a report say of it; ``opening`` and ``closing`` are what is left of them.

    ``titled`` says that it has a title or is announced by one, ``told`` that its preamble alone says what it is.
    """

    metadata: Metadata
    contact: Contact | None
    titled: bool
    told: bool
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def is_older_than(self, form: Template) -> bool:
        """Whether the year that the first sentence alone tells is one before the form was issued."""
        is_told = any(each.code == "GX603" for each in self.diagnostics)
        return is_told and (self.metadata.report_year or form.first_year) < form.first_year

    def without_year(self) -> Heading:
        """The same where the year told is not that of the report."""
        return evolve(self, metadata=evolve(self.metadata, report_year=None), diagnostics=(diagnostic("GX601"),))


def read_heading(
    opening: Sequence[str],
    closing: Sequence[str],
    overview: Sequence[str] = (),
    *,
    page_title: str | None = None,
) -> Heading:
    """Read metadata from the lines before the first section (``opening``) and the lines of the last (``closing``).

    Some pages have their preamble in the first section, ``overview``; ``page_title`` is what a file calls itself.
    """
    opening, day = _without_day(opening)
    entries, loose, rest = listed(opening)
    if day and date_in(entries.setdefault("publication_date", day)) != date_in(day):
        loose.append(day)
    rest, closing = _without_captions(rest), _without_captions(closing)
    foot, ending = _foot(closing)
    signature, signed_on, ending = _signature(ending)
    told = (foot.get("填报单位"), signature, _writer("\n".join(rest)))
    title, rest = title_of(rest, Named(entries.get("issuing_body"), tuple(filter(None, told))))
    if not closing:
        foot, rest = _foot(rest)
    title = rather_listed(title, entries.get("title"), loose) or running_title(rest)
    words = "\n".join([*rest, *_preamble(overview)])
    named = _named(words)
    if signed_on is None:
        signature, signed_on, rest = _signature_below_title(rest)
    start, end = period_in(entries.get("period", words))
    announced = named if named and named["now"] else None
    years = _years(title, announced, end.year if end else year_of(entries.get("report_year")), words)
    # What the page is called comes last: it may be named for the site, or the year of publication.
    called = title_of_page(page_title)
    if years.chosen is None and called:
        years = _years(called, None, None, words)
    published, filled = date_in(entries.get("publication_date", "")), date_in(foot.get("填报日期", ""))
    if years.chosen is None:
        years = evolve(
            years, told=_year_told(rest, overview, [each for each in (published, signed_on, filled) if each])
        )
    compiler = _compiler(foot.get("填报单位"), signature, entries.get("agency_name"))
    metadata = Metadata(
        title=title or called,
        agency_name=_agency(title, words)
        or compiler
        or _named_body(announced)
        or _writer(words)
        or _agency(called, "")
        or (None if title else _body_alone(rest)),
        report_year=years.chosen,
        period_start=start,
        period_end=end,
        publication_date=published,
        index_number=entries.get("index_number"),
        document_number=entries.get("document_number"),
        issuing_body=entries.get("issuing_body"),
        classification=entries.get("classification"),
        signature=signature,
        signed_on=signed_on,
        reporting_unit=foot.get("填报单位"),
        filled_on=filled,
    )
    # Where something is announced and sections follow, it is the report; else it may be news of it. That a body has
    # made one may stand in an account of its work.
    is_announced = announced is not None and announced["end"] is not None and not announced.groupdict().get("maker")
    titled = title is not None or (is_announced and bool(closing))
    is_told = _IS_REPORT.search(words) is not None or bool(start and end and _tells_its_figures(words))
    is_told = is_told and bool(closing) and not any(is_name(line) and _OTHER_TITLE.fullmatch(line) for line in rest)
    return Heading(
        metadata, contact_in(words, foot), titled, is_told, (*loose, *rest), tuple(ending), years.diagnostics()
    )


@frozen
class _Years:
    """The years that title and period state, that the report has where it names itself, and the preamble speaks of.

    The title is written anew each year, so it is taken first.
    """

    title: int | None
    named: int | None
    period: int | None
    preamble: int | None
    # In the title of another paper: the notice that asks for the report has its year, most often.
    papers: int | None
    # Of what the report begins to tell: 2023年，我局….
    told: int | None = None

    @property
    def chosen(self) -> int | None:
        return self.title or self.named or self.period or self.preamble or self.papers or self.told

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        if self.chosen is None:
            return (diagnostic("GX601"),)
        if self.chosen == self.told:
            return (diagnostic("GX603", year=self.told),)
        stated = self.title or self.named or self.preamble
        if not self.period or stated in (None, self.period):
            return ()
        place, place_zh = ("title", "标题") if self.title else ("preamble", "引言")
        years: dict[str, Any] = {"title_year": stated, "period_year": self.period, "chosen": self.chosen}
        return (diagnostic("GX602", place=place, place_zh=place_zh, **years),)


def _tells_its_figures(words: str) -> bool:
    """Whether the preamble says of when the figures of this report are, and that it was made by the regulation."""
    plain = words[:_LONGEST_PREAMBLE]
    said = list(_OF_FIGURES.finditer(plain))
    law = _BY_LAW if any(each["this"] for each in said) else _THIS_BY_LAW
    return bool(said) and law.search(plain) is not None


def _years(title: str | None, named: re.Match[str] | None, period: int | None, words: str) -> _Years:
    announced = year_of(named["title"]) if named else None
    # 现将2023年度工作情况报告如下 has a year, but no title of the report.
    by_title = named is not None and (named["now"] not in _NOW or _named_body(named) is not None)
    spoken = _year_spoken_of(_PAPER.sub("", words)) or announced
    return _Years(year_of(title), announced if by_title else None, period, spoken, _year_spoken_of(words))


def _year_told(opening: Sequence[str], overview: Sequence[str], days: Sequence[datetime.date]) -> int | None:
    """The year that the first sentence of the opening, or else of section one, begins with: 2023年，我局….

    So only where it does not tell of plans, no sentence or clause begins with another year, and the page was
    published and signed in the year behind it, if it says when.
    """
    found = {_year_of_first_sentence(opening), _year_of_first_sentence(overview)} - {None}
    if len(found) != 1:
        return None
    year = found.pop()
    text = _PAPER.sub("", narrow("\n".join([*opening, *overview])))
    others = {int(match[1] or match[2]) for match in _YEAR_OF_CLAUSE.finditer(text)}
    return year if year and others <= {year} and all(day.year == year + 1 for day in days) else None


def _year_of_first_sentence(lines: Sequence[str]) -> int | None:
    first = next((line for line in lines if _CLAUSE_END.search(line)), "")
    match = _TOLD.match(narrow(first[:_LONGEST_TOLD]))
    return int(match["year"]) if match else None


def _without_day(lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines without the day in brackets behind a title, and that day."""
    found = [dated_title(line) for line in lines]
    days = {each[1] for each in found if each}
    if len(days) != 1:
        return list(lines), ""
    return [each[0] if each else line for line, each in zip(lines, found, strict=True)], days.pop()


def _preamble(overview: Sequence[str]) -> list[str]:
    """The sentences of section one that speak of the report itself, and whom to ask about it."""
    found: list[str] = []
    of_report = False
    for line in overview[:_PREAMBLE_LINES]:
        of_report = of_report and bool(_ENTRY.match(line))
        for sentence in filter(str.strip, line[:_LONGEST_PREAMBLE].split("。")):
            of_report = bool(_OF_REPORT.search(sentence) or (of_report and _OF_CONTACT.match(sentence)))
            if of_report:
                found.append(f"{sentence}。")
    return found


def _without_captions(lines: Sequence[str]) -> list[str]:
    """The lines that are not the name or year of a form over its table."""
    return [line for line in lines if len(line) > _LONGEST_CAPTION or not _is_caption(line)]


def _is_caption(line: str) -> bool:
    match = _CAPTION.fullmatch(line)
    return (match is not None and key(match[1]) in _captions()) or _WHOLE_EDITION.fullmatch(line) is not None


@cache
def _captions() -> frozenset[str]:
    """The names of the forms that are a table under free sections; people call Fujian's like the national one."""
    return frozenset(key(form.title) for form in templates().values() if is_table(form))


def is_table(form: Template) -> bool:
    """Whether a form is a table alone, under sections of the office's own."""
    return form.title.endswith("表")


def _year_spoken_of(words: str) -> int | None:
    match = _OF_YEAR.search(narrow(words))
    return int(match[1]) if match else None


def _named(words: str) -> re.Match[str] | None:
    """Where the preamble announces the report by its title, other papers left out."""
    text = _PAPER.sub("", _ABBREVIATION.sub("", words[:_LONGEST_PREAMBLE]))
    found = (match for pattern in _ANNOUNCED for match in pattern.finditer(text))
    named = (match for match in found if re.search("信息公开|政务公开", match["title"]))
    return min(named, key=lambda match: (match.start("title"), not match["now"]), default=None)


def _named_body(named: re.Match[str] | None) -> str | None:
    """The body of the title that the preamble announces."""
    name = body_in(named["title"]) if named else ""
    return name if BODY.fullmatch(name) and not _NO_NAME.match(name) else None


def _body_alone(lines: Sequence[str]) -> str | None:
    """The body on the first line, where there is no title and what follows begins with what that body did."""
    name = lines[0].strip() if len(lines) > 1 else ""
    if not BODY.fullmatch(name) or not is_name(name) or re.match(_SHORT, name):
        return None
    did = _IN_YEAR.sub("", lines[1].lstrip(), count=1)
    return name if did.startswith(name) and not did.startswith(f"{name}办公室") else None


def _agency(title: str | None, words: str) -> str | None:
    """The body that reports, as the title or else the preamble names it."""
    if title and (name := body_in(title)):
        return name
    match = _COMPILED_FROM.search(words)
    return match[1].strip() if match and not _SOURCES.search(match[1]) else None


def _compiler(*names: str | None) -> str | None:
    """The first of the names that says more than 本局."""
    return next((name for name in names if name and not ITSELF.match(name)), None)


def _writer(words: str) -> str | None:
    """The body that the preamble says has written the report."""
    for match in _WRITTEN_BY.finditer(words):
        start, end = words.rfind("。", 0, match.start()) + 1, words.find("。", match.end())
        if start == match.start():
            # 编制本报告。由县水务局编制。
            start = words.rfind("。", 0, max(0, start - 1)) + 1
        sentence = words[start : end if end >= 0 else len(words)]
        of_report = "报告" in sentence or "年报" in sentence
        if of_report and BODY.fullmatch(match[1]) and not _SEVERAL_BODIES.search(match[1]):
            return match[1]
    return None


def _foot(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """What the head and foot of the form of 2014 state, and the lines that are no part of them."""
    found: dict[str, str] = {}
    rest = []
    for line in lines:
        keys = list(_FOOT.finditer(line)) if len(line) <= _LONGEST_FOOT else []
        if not keys or line[: keys[0].start()].strip():
            rest.append(line)
            continue
        for match, following in zip(keys, [*keys[1:], None], strict=True):
            value = line[match.end() : following.start() if following else len(line)].strip()
            if match[1] == "填报日期" and value and not date_in(value):
                rest.append(f"{match[0]}{value}")
            else:
                found[match[1]] = value
    return found, rest


def _signature(lines: Sequence[str]) -> tuple[str | None, datetime.date | None, list[str]]:
    """Body and date at the end of the report, and the lines before them."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1):
        if is_date(lines[index]):
            named = index > 0 and is_name(lines[index - 1]) and not is_title(lines[index - 1])
            signature = lines[index - 1] if named else None
            return signature, date_in(lines[index]), [*lines[: index - named], *lines[index + 1 :]]
    return None, None, list(lines)


def _signature_below_title(lines: Sequence[str]) -> tuple[str | None, datetime.date | None, list[str]]:
    """Body and date on lines of their own before the text begins."""
    for index, line in enumerate(lines[:_LAST_LINES]):
        if is_date(line):
            # Above it may as well stand buttons, or the title once more.
            named = index > 0 and BODY.fullmatch(lines[index - 1]) is not None
            return lines[index - 1] if named else None, date_in(line), [*lines[: index - named], *lines[index + 1 :]]
    return None, None, list(lines)
