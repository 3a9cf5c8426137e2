"""What names and dates a report: title, agency, year, period, the page's list of metadata, contact and signature."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from gxgrammar.dates import date_in, is_date, period_in
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.listing import listed
from gxgrammar.records import Contact, Metadata
from gxgrammar.spelling import key, narrow
from gxgrammar.template import Template, templates

_TITLE = re.compile(r"(?=.*(?:信息公开|信息公開|政务公开|政務公開))(?=.*(?:报告|報告)).{6,80}")
# The way to a page from the first of its site: 首页 > 年度报告.
_WAY = re.compile("[>＞»›→]|(?:当前|當前|所在|现在)的?位置")
_STEP = re.compile("[>＞»›→:：]")
_MARK = re.compile("[:：，,]")
# What parts a title from the name of its site.
_SITE_MARK = re.compile(r"[_|｜—–]+|(?<!\d)-+(?!\d)")
_TITLE_END = re.compile(r"[）)”\s]*(?:报告|報告)[（(）)”\s]*$|(?:报告|報告)\s*[（(].{1,12}[）)]$")
# A title that the text runs on behind, where a page lost its line breaks.
_RUNNING_TITLE = re.compile(
    r"(?!现[将公发予把对]|本(?:报告|年|单位|机关|[局镇乡县市街院委])|我[局县市镇乡区委厅办院们单]|按照|根据|依据|依照|遵照|为了|参照)"
    r"([^\s，。；：,;:《]{2,40}20\d\d\s?年度?(?:政府|政务)?信息公开(?:工作)?(?:年度)?报告)"
    r"\s*(?=根据|按照|依据|依照|遵照|为了?|现将|本报告|本年度|20\d\d年|一、|[（(]以下|是根据)"
)
_YEAR = re.compile(r"(20[0-3]\d)\s*年度?")
# The first line of a title of several: a body, perhaps with the year.
_BODY = re.compile(
    r"(?:20\d\d\s*年度?)?(?!.*(?:公开|公開|报告|報告))\D{1,38}"
    r"(?:政府|办公室|中心|街道|公司|集团|学院|大学|[局委会厅部处院办所站队署省市县区旗州盟镇乡馆])(?:20\d\d\s*年度?)?"
)
# The last line of a title that is broken within its words.
_TITLE_REST = re.compile(r"[^\s，。；：,;:]{0,20}(?:报告|報告)[^\s，。；：,;:]{0,12}")
_PAPER = re.compile("《[^《》]{1,100}(?<!报告)》")
_OF_YEAR = re.compile(r"(20[0-3]\d)\s*年度?(?:的?(?:政府|政务)?信息公开|工作情况)")
# 政府 is of the body in 人民政府信息公开, which has the word once, and before the year: 县政府2015年信息公开.
_TITLE_TAIL = re.compile(r"\s*的?(?:(?<!人民)政府|政务)?(?:信息|政务|資訊)(?:公开|公開).*$")
# A body named short (县政府办公室) says nothing of another name.
_SHORT = "[本我各该县市区省镇乡]"
_ITSELF = re.compile("[本我该]")
# 我局, 本单位: who says no more than that names no office.
_LONGEST_ITSELF = 3
_COMPILED_FROM = re.compile(
    rf"(?:综合|汇总)\s*(?:20\d\d年度?)?((?!{_SHORT})[^，,。；;（(《]{{2,30}}?)(?:的|各|20\d\d年)*(?:政务公开|政府信息公开)"
)
# Whose reports are compiled: not the body that compiles them.
_SOURCES = re.compile("所属|下属|各|部门|机关|单位")
_WRITTEN_BY = re.compile(
    rf"由((?!{_SHORT})[^，,。；;（(\n]{{2,40}}?)(?:(?:按照|根据|依据|依照|结合|综合(?![科处室股部])|汇总|组织)[^。；\n]{{0,200}}?)?(?:编制|编写|撰写)"
)
_SEVERAL_BODIES = re.compile("联合|第三方")
# A report that names itself where it is announced: 现公布青禾县2023年政府信息公开工作年度报告.
_NAMED = re.compile(
    r"(?P<now>[现特](?:予以|向社会|依法|正式|将)?(?=公布|发布|编制(?:形成|完成)))?[^，。；,;]{0,8}(?:公布|发布|编制(?:形成|完成)?了?)\s*《?"
    r"(?P<title>[^\s，。；：,;:《》（）()]{0,40}?20[0-3]\d\s?年[^\s，。；：,;:《》（）()]{0,40}?报告)(?!的通知|编制|编发|格式)"
    r"(?P<end>》?(?:[，,。；;：:]|如下|予以|$))?",
    re.MULTILINE,
)
# Words that speak of the report itself, and what stands behind them in brackets or as a sentence.
_OF_REPORT = re.compile(
    r"本(?:年度)?(?:工作)?(?:报告|年报)|统计(?:期|时|周期|起止|数据)|所列数据|对本?(?:年度)?(?:报告|年报).{0,8}疑问|如[有需][^，。]{0,6}(?:疑问|咨询)"
    r"|[现特][^，。；]{0,8}公布[^。]{0,60}(?:报告|年报)"
)
_OF_CONTACT = re.compile(r"\s*(?:[（(]\s*)?(?:地\s{0,4}址|联系|咨询|电\s{0,4}话|邮)")
# A preamble under the heading of section one stands in its first lines; no preamble is longer.
_PREAMBLE_LINES = 4
_LONGEST_PREAMBLE = 5000
# Blanks are counted, since a hostile page has no end of them.
_GAP = r"\s{0,4}"
_COLON = rf"{_GAP}[:：]?{_GAP}"
_NUMBER = rf"([\d(（][\d()（）\-—－、 ]{{5,40}}\d)(?!\d|{_GAP}[次件条人个部份])"
_TELEPHONE = r"电\s{0,4}话"
# An address ends at a mark, or where the next entry is not parted from it.
_NEXT_ENTRY = rf"(?:联系|咨询)?{_TELEPHONE}|邮{_GAP}(?:政编码|编)|传{_GAP}真|电子|邮箱"
_ADDRESS_END = rf"{_GAP}(?:[，,；;。)）:：\n]|、?{_GAP}(?:{_NEXT_ENTRY})|$)"
_HOST = r"[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,5}"
_CONTACT = {
    "telephone": rf"{_TELEPHONE}{_GAP}(?:[(（]传真[)）]|/传真)?{_COLON}{_NUMBER}",
    "fax": rf"传{_GAP}真{_GAP}[)）]?{_COLON}{_NUMBER}",
    "postcode": rf"邮{_GAP}(?:政编码|编){_COLON}(\d{{6}})(?!\d)",
    "address": rf"地{_GAP}址{_GAP}[:：]{_GAP}([^，,；;。)）:：\n]{{4,60}}?){_ADDRESS_END}",
    "email": rf"(?:邮箱|邮件|信箱){_COLON}([a-zA-Z0-9_.+-]{{1,64}}[@＠]{_HOST})",
    "office": (
        rf"[请可]{_GAP}[与向和]{_GAP}([^（(，,。]{{2,40}}?){_GAP}"
        rf"(?:联系|咨询|[（(]{_GAP}(?:地{_GAP}址|联系|{_TELEPHONE}|邮{_GAP}[政编]))"
    ),
}
# Where no 与 stands before the office, its name ends at a mark.
_CALLED = re.compile(rf"请联系{_COLON}(?!我们)([^（(，,。；;:：]{{2,40}})")
# Head and foot of the form of 2014.
_FOOT = re.compile(r"(填报单位|单位负责人|审核人|填报人|联系电话|填报日期)\s*(?:[（(]\s*盖章\s*[）)])?\s*[:：]\s*")
# What stands over its table: 附件：政府信息公开情况统计表（2018年度).
_EDITION = r"[（(]\s*20\d\d\s*年度?\s*[）)]"
_CAPTION = re.compile(rf"(?:附[件表]\s?\d?\s?[:：]?\s?)?(?:20\d\d年度?)?([^\s:：（(]{{4,30}})\s?(?:{_EDITION})?")
_WHOLE_EDITION = re.compile(_EDITION)
FOOT_FIELDS = {"单位负责人": "responsible_person", "审核人": "reviewer", "填报人": "preparer", "联系电话": "telephone"}
_CONTACTS = {field: re.compile(pattern) for field, pattern in _CONTACT.items()}
# How far behind the opening the sign-off may begin, in lines.
_LAST_LINES = 3
_LONGEST_NAME = 40
_LONGEST_FOOT = 200
_LONGEST_CAPTION = 60


@frozen
class Heading:
    """What the first and last lines of a report say of it; ``opening`` and ``closing`` are what is left of them."""

    metadata: Metadata
    contact: Contact | None
    titled: bool
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


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
    entries, loose, rest = listed(opening)
    rest, closing = _without_captions(rest), _without_captions(closing)
    foot, ending = _foot(closing)
    signature, signed_on, ending = _signature(ending)
    bodies = (entries.get("issuing_body"), foot.get("填报单位"), signature, _writer("\n".join(rest)))
    title, rest = _title(rest, [name for name in bodies if name])
    if not closing:
        foot, rest = _foot(rest)
    title = _rather_listed(title, entries.get("title"), loose) or _running_title(rest)
    words = "\n".join([*rest, *_preamble(overview)])
    named = _named(words)
    if signed_on is None:
        signature, signed_on, rest = _signature_below_title(rest)
    start, end = period_in(entries.get("period", words))
    announced = named if named and named["now"] else None
    years = _years(title, announced, end.year if end else _year_of(entries.get("report_year")), words)
    # What the page is called comes last: it may be named for the site, or the year of publication.
    called = _title_of_page(page_title)
    if years.chosen is None and called:
        years = _years(called, None, None, words)
    compiler = _compiler(foot.get("填报单位"), signature, entries.get("agency_name"))
    metadata = Metadata(
        title=title or called,
        agency_name=_agency(title, words)
        or compiler
        or _named_body(announced)
        or _writer(words)
        or _agency(called, ""),
        report_year=years.chosen,
        period_start=start,
        period_end=end,
        publication_date=date_in(entries.get("publication_date", "")),
        index_number=entries.get("index_number"),
        document_number=entries.get("document_number"),
        issuing_body=entries.get("issuing_body"),
        classification=entries.get("classification"),
        signature=signature,
        signed_on=signed_on,
        reporting_unit=foot.get("填报单位"),
        filled_on=date_in(foot.get("填报日期", "")),
    )
    # Where something is announced and sections follow, it is the report; else it may be news of it.
    is_announced = announced is not None and announced["end"] is not None
    titled = title is not None or (is_announced and bool(closing))
    return Heading(metadata, _contact(words, foot), titled, (*loose, *rest), tuple(ending), years.diagnostics())


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

    @property
    def chosen(self) -> int | None:
        return self.title or self.named or self.period or self.preamble or self.papers

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        if self.chosen is None:
            return (diagnostic("GX601"),)
        stated = self.title or self.named or self.preamble
        if not self.period or stated in (None, self.period):
            return ()
        place, place_zh = ("title", "标题") if self.title else ("preamble", "引言")
        years: dict[str, Any] = {"title_year": stated, "period_year": self.period, "chosen": self.chosen}
        return (diagnostic("GX602", place=place, place_zh=place_zh, **years),)


def _years(title: str | None, named: re.Match[str] | None, period: int | None, words: str) -> _Years:
    spoken = _year_spoken_of(_PAPER.sub("", words))
    return _Years(_year_of(title), _year_of(named["title"] if named else None), period, spoken, _year_spoken_of(words))


def _preamble(overview: Sequence[str]) -> list[str]:
    """The sentences of section one that speak of the report itself, and whom to ask about it."""
    found: list[str] = []
    for line in overview[:_PREAMBLE_LINES]:
        of_report = False
        for sentence in line[:_LONGEST_PREAMBLE].split("。"):
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


def _title(lines: Sequence[str], bodies: Sequence[str]) -> tuple[str | None, list[str]]:
    """The first line or lines that are a title of such a report, and the other lines.

    A title that names no body has it in the line above, unless what the page names elsewhere, ``bodies``, is another.
    """
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if _is_title(line):
            if _year_of(line) is None and _is_title_itself(following, line):
                continue
            start = index - _lines_above(lines[:index], bodies) if _body_in(_joined(line)) == "" else index
            if start == index and _is_printed_again(lines[index : index + 3]):
                return _joined(following, line), [*lines[:index], *lines[index + 3 :]]
            return _joined(*lines[start : index + 1]), [*lines[:start], *lines[index + 1 :]]
        if _TITLE_REST.fullmatch(following) and not _is_title(following) and _is_name(line):
            title = _joined(line, following)
            if _is_title(title):
                return title, [*lines[:index], *lines[index + 2 :]]
    return _title_at_end_of_way(lines), list(lines)


def _is_printed_again(lines: Sequence[str]) -> bool:
    """Whether a title without its body stands over the body and the title once more."""
    if len(lines) < 3 or _joined(lines[0]) != _joined(lines[2]) or _body_in(_joined(lines[0])):
        return False
    return _BODY.fullmatch(_joined(lines[1])) is not None and _is_name(_joined(lines[1]))


def _is_title_itself(line: str, above: str) -> bool:
    """Whether a line is the title, and the line above it, which is worded as one, the heading of a list."""
    if not _is_title(line) or _year_of(line) is None:
        return False
    body = _body_in(_joined(above))
    return not body or (body == _body_in(_joined(line)) and not _MARK.search(line))


def _title_at_end_of_way(lines: Sequence[str]) -> str | None:
    """The title that only the way to the page has, at its end; the way stays where it is."""
    ends = (_joined(_STEP.split(line)[-1]).strip() for line in lines if _WAY.search(line))
    return next((end for end in ends if _is_title(end) and _year_of(end)), None)


def _rather_listed(title: str | None, entry: str | None, loose: list[str]) -> str | None:
    """The title, or that of the list of metadata where there is none, or a link to the file bears its name.

    A listed title that is another is none, and goes to the loose entries.
    """
    if title is None or entry is None or title.endswith(f" {entry}"):
        return entry or title
    if title != entry:
        loose.append(entry)
    return title


def _running_title(lines: Sequence[str]) -> str | None:
    """The title that a line begins with and its text runs on behind; it stays in the line."""
    return next((_joined(match[1]) for line in lines if (match := _RUNNING_TITLE.match(line))), None)


def _title_of_page(page_title: str | None) -> str | None:
    """The title of a report in what its page is called, without the name of the site before or behind it.

    One without a year may as well be that of a list of reports.
    """
    pieces = _SITE_MARK.split(page_title or "")
    return next((_joined(piece) for piece in pieces if _year_of(piece) and _is_title(piece)), None)


def _is_title(line: str) -> bool:
    text = _joined(line)
    worded = _TITLE.fullmatch(text) and _TITLE_END.search(text) and not _WAY.search(text)
    return bool(worded) and not text.endswith(("。", "：", ":"))


def _joined(*lines: str) -> str:
    """Lines as one, the blanks in each made one."""
    return "".join(" ".join(piece.split()) for line in lines for piece in line.splitlines())


def _lines_above(lines: Sequence[str], bodies: Sequence[str]) -> int:
    """How many lines at the end begin a title: a body, perhaps with the year below it."""
    count = 1 if not lines or not _YEAR.fullmatch(narrow(lines[-1])) else 2
    name = _joined(lines[-count]) if len(lines) >= count else ""
    body = _YEAR.sub("", name)
    # What has the year begins the title, whatever the page calls its body elsewhere.
    agrees = body != name or all(body in other or other in body for other in bodies)
    return count if _BODY.fullmatch(name) and _is_name(name) and agrees else 0


def _year_of(title: str | None) -> int | None:
    match = _YEAR.search(narrow(title or ""))
    return int(match[1]) if match else None


def _year_spoken_of(words: str) -> int | None:
    match = _OF_YEAR.search(narrow(words))
    return int(match[1]) if match else None


def _named(words: str) -> re.Match[str] | None:
    """Where the preamble announces the report by its title."""
    found = _NAMED.finditer(words[:_LONGEST_PREAMBLE])
    return next((match for match in found if re.search("信息公开|政务公开", match["title"])), None)


def _named_body(named: re.Match[str] | None) -> str | None:
    """The body of the title that the preamble announces."""
    name = _body_in(named["title"]) if named else ""
    return name if _BODY.fullmatch(name) and not re.match(f"{_SHORT}|[全的是]", name) else None


def _agency(title: str | None, words: str) -> str | None:
    """The body that reports, as the title or else the preamble names it."""
    if title and (name := _body_in(title)):
        return name
    match = _COMPILED_FROM.search(words)
    return match[1].strip() if match and not _SOURCES.search(match[1]) else None


def _compiler(*names: str | None) -> str | None:
    """The first of the names that says more than 本局."""
    return next((name for name in names if name and not _ITSELF.match(name)), None)


def _writer(words: str) -> str | None:
    """The body that the preamble says has written the report."""
    for match in _WRITTEN_BY.finditer(words):
        start, end = words.rfind("。", 0, match.start()) + 1, words.find("。", match.end())
        sentence = words[start : end if end >= 0 else len(words)]
        of_report = "报告" in sentence or "年报" in sentence
        if of_report and _BODY.fullmatch(match[1]) and not _SEVERAL_BODIES.search(match[1]):
            return match[1]
    return None


def _body_in(title: str) -> str:
    name = title.replace("关于", "").replace("關於", "")
    for year in reversed(list(_YEAR.finditer(narrow(name)))):
        between = " " if name.endswith("政府", 0, year.start()) else ""
        name = name[: year.start()] + between + name[year.end() :]
    name = _TITLE_TAIL.sub("", name).strip(" :：")
    # A title whose year is cut off names no body.
    return "" if name in ("年", "年度") else name


def _contact(words: str, foot: Mapping[str, str]) -> Contact | None:
    found = {field: match[1].strip() for field, pattern in _CONTACTS.items() if (match := pattern.search(words))}
    if "office" not in found and (called := _CALLED.search(words)):
        found["office"] = called[1].strip()
    if len(found.get("office", "")) <= _LONGEST_ITSELF and _ITSELF.match(found.get("office", "")):
        del found["office"]
    found |= {field: foot[name] for name, field in FOOT_FIELDS.items() if foot.get(name)}
    return Contact(**found) if found.keys() - {"office"} else None


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
            named = index > 0 and _is_name(lines[index - 1]) and not _is_title(lines[index - 1])
            signature = lines[index - 1] if named else None
            return signature, date_in(lines[index]), [*lines[: index - named], *lines[index + 1 :]]
    return None, None, list(lines)


def _signature_below_title(lines: Sequence[str]) -> tuple[str | None, datetime.date | None, list[str]]:
    """Body and date on lines of their own before the text begins."""
    for index, line in enumerate(lines[:_LAST_LINES]):
        if is_date(line):
            # Above it may as well stand buttons, or the title once more.
            named = index > 0 and _BODY.fullmatch(lines[index - 1]) is not None
            return lines[index - 1] if named else None, date_in(line), [*lines[: index - named], *lines[index + 1 :]]
    return None, None, list(lines)


def _is_name(line: str) -> bool:
    return 2 < len(line) <= _LONGEST_NAME and not re.search(r"[。，,；;：:、]", line)
