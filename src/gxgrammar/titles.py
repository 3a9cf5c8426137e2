"""Titles of reports: which lines are one, the year in it, and the body that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from gxgrammar.dates import is_date
from gxgrammar.spelling import narrow

_TITLE = re.compile(r"(?![•●■◆▪·])(?=.*(?:信息公开|信息公開|政务公开|政務公開))(?=.*(?:报告|報告)).{6,80}")
# The way to a page from the first of its site: 首页 > 年度报告.
_WAY = re.compile("[>＞»›→]|(?:当前|當前|所在|现在)的?位置")
_STEP = re.compile("[>＞»›→:：]")
_MARK = re.compile("[:：，,]")
# A key of the list of metadata that nothing parts from the title, and a tag of the site: 【图文】.
_LABELLED = re.compile(r"(?:(?:信息|文件)?(?:标题|標題|名称|名稱)|【[^【】]{1,6}】)\s{0,4}(?=\S)")
# The days that pages print behind a title: (2024-01-30).
_DATED = re.compile(r"(?P<title>.{6,80}(?:报告|報告))\s{0,9}[（(]\s{0,4}(?P<date>20\d\d[^（()）]{4,12})\s{0,4}[）)]")
_LONGEST_KEY = 8
_COLON = re.compile("[:：]")
# What parts a title from the name of its site.
_SITE_MARK = re.compile(r"[_|｜—–]+|(?<!\d)-+(?!\d)")
_TITLE_END = re.compile(r"[）)”\s]*(?:报告|報告)[（(）)”\s]*$|(?:报告|報告)\s*[（(].{1,12}[）)]$")
# A title that the text runs on behind, where a page lost its line breaks.
_RUNNING_TITLE = re.compile(
    r"(?!现[将公发予把对]|本(?:报告|年|单位|机关|[局镇乡县市街院委])|我[局县市镇乡区委厅办院们单]|按照|根据|依据|依照|遵照|为了|参照)"
    r"([^\s，。；：,;:《]{2,40}20\d\d\s?年度?(?:政府|政务)?信息公开(?:工作)?(?:年度)?报告)"
    r"\s*(?=根据|按照|依据|依照|遵照|为了?|现将|本报告|本年度|20\d\d年|一、|[（(]以下|是根据)"
)
# What a page prints behind a title on its line.
_PAGE_WORDS = re.compile(r"(\S{6,80}(?:报告|報告))\s+(\S{1,6})")
_YEARBOOK = re.compile(r"(?![•●■◆▪·])(?=.*(?:信息公开|信息公開|政务公开|政務公開))[^。]{4,76}(?:年报|年報)[）)”]?")
_YEAR = re.compile(r"(20[0-3]\d)\s*年度?")
_OFFICES = "政府|办公室|中心|街道|公司|集团|学院|大学|(?:供销|合作|联)社|[局委会厅部处院办所站队署]"
# The first line of a title of several: a body, perhaps with the year.
BODY = re.compile(
    rf"(?:20\d\d\s*年度?)?(?!.*(?:公开|公開|报告|報告))\D{{1,38}}(?:{_OFFICES}|[省市县区旗州盟镇乡馆])(?:20\d\d\s*年度?)?"
)
# A place and its government are one body: 青禾县, 青禾县政府, 青禾县人民政府.
OF_GOVERNMENT = re.compile("(?<=[省市县区旗州盟镇乡])(?:人民)?政府$")
# A body that is no area.
_OFFICE = re.compile(rf"\D{{1,38}}(?:{_OFFICES})")
# The first line of a title that is broken behind the year.
_BEGUN = re.compile(r"\D{0,38}20\d\d\s*年度?(?:政府|政务|政務)")
_YEAR_FIGURES = re.compile(r"20[0-3]\d")
# Schools count years from September on: 2013-2014学年.
_SCHOOL_YEAR = re.compile(r"20\d\d\s?(?:[-—–－~～至]{1,2}\s?20\d\d\s?)?学年度?")
_YEAR_REST = re.compile("^年度?")
# The last line of a title that is broken within its words.
_TITLE_REST = re.compile(r"[^\s，。；：,;:]{0,20}(?:报告|報告)[^\s，。；：,;:]{0,12}")
# 政府 is of the body in 人民政府信息公开, which has the word once, and before the year: 县政府2015年信息公开.
_TITLE_TAIL = re.compile(r"\s*的?(?:(?<!人民)政府|政务)?(?:信息|政务|資訊)(?:公开|公開).*$")
# Whose report another body announces: 县政府办公室关于2023年县水务局…报告的公告.
_ANNOUNCED = re.compile(
    rf"\D{{2,38}}关于((?:20\d\d\s?年度?)?\D{{0,38}}(?:{_OFFICES}|[省市县区旗州盟镇乡部])(?:20\d\d\s?年度?)?(?:政府|政务)?信息公开.{{0,20}}报告)的(?:公告|通知|公示)"
)
_LONGEST_NAME = 40


@frozen
class Named:
    """The bodies that a page names beside the title: as the source of the text, and in the report itself."""

    source: str | None
    told: tuple[str, ...]

    def agrees(self, body: str) -> bool:
        """Whether nothing says that the report is of another body."""
        is_told = all(body in other or other in body for other in self.told)
        source = self.source or body
        return is_told and (body in source or source in body or _is_office_of(body, source))


@frozen
class _Found:
    """A title, the lines it is printed on, and what else stands in the last of them."""

    title: str
    start: int
    end: int
    behind: tuple[str, ...] = ()


def title_of(lines: Sequence[str], named: Named) -> tuple[str | None, list[str]]:
    """The first line or lines that are a title of such a report, and the other lines.

    A title that names no body has it in the line above, unless what the page names elsewhere, ``named``, is another.
    """
    found = next(filter(None, (_title_at(lines, index, named) for index in range(len(lines)))), None)
    found = found or _only_yearbook(lines, named)
    if found is None:
        return _title_at_end_of_way(lines) or _title_behind_key(lines), list(lines)
    title = _once(found.title)
    mark = _LABELLED.match(title)
    return title[mark.end() if mark else 0 :], [*lines[: found.start], *found.behind, *lines[found.end :]]


def _title_at(lines: Sequence[str], index: int, named: Named) -> _Found | None:
    """The title that a line is, or makes with the line below it."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    if not is_title(line):
        return _with_page_words(line, index) or _broken_title(lines, index, named)
    if year_of(line) is None and _is_title_itself(following, line):
        return None
    if year_of(following) and is_title(following) and _joined(line).endswith(f" {_joined(following)}"):
        # The way to the page, which ends with what it is called.
        return None
    if not body_in(_joined(line)) and _is_printed_again(lines[index : index + 3]):
        return _Found(_joined(following, line), index, index + 3)
    start = index - _lines_above(lines[:index], line, named)
    return _Found(_joined(*lines[start : index + 1]), start, index + 1)


def _with_page_words(line: str, index: int) -> _Found | None:
    """A title of a body and a year that words of the page stand behind: …年度报告 二维码."""
    match = _PAGE_WORDS.fullmatch(line)
    if match and is_title(match[1]) and year_of(match[1]) and body_in(match[1]):
        return _Found(match[1], index, index + 1, (match[2],))
    return None


def _broken_title(lines: Sequence[str], index: int, named: Named) -> _Found | None:
    """The title that a line begins and the next one ends."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    if not _TITLE_REST.fullmatch(following) or is_title(following) or not is_name(line):
        return None
    if not is_title(_joined(line, following)):
        return None
    start = index - _lines_above(lines[:index], _joined(line, following), named)
    return _Found(_joined(*lines[start : index + 2]), start, index + 2)


def _only_yearbook(lines: Sequence[str], named: Named) -> _Found | None:
    """The line that is a title in the word 年报. Several are a list, and sites call columns so, without a year."""
    found = [index for index, line in enumerate(lines) if _is_yearbook(_joined(line))]
    if len({_joined(lines[index]) for index in found}) != 1:
        return None
    start = found[0] - _lines_above(lines[: found[0]], lines[found[0]], named)
    return _Found(_joined(*lines[start : found[0] + 1]), start, found[0] + 1)


def _is_yearbook(text: str) -> bool:
    return _YEARBOOK.fullmatch(text) is not None and year_of(text) is not None and not _WAY.search(text)


def _once(title: str) -> str:
    """A title that is printed twice on end, once."""
    half = len(title) // 2
    return title[:half].strip() if title[:half].strip() == title[-half:].strip() else title


def _is_printed_again(lines: Sequence[str]) -> bool:
    """Whether a title without its body stands over the body and the title once more."""
    if len(lines) < 3 or _joined(lines[0]) != _joined(lines[2]) or body_in(_joined(lines[0])):
        return False
    return BODY.fullmatch(_joined(lines[1])) is not None and is_name(_joined(lines[1]))


def _is_title_itself(line: str, above: str) -> bool:
    """Whether a line is the title, and the line above it, which is worded as one, the heading of a list."""
    if not is_title(line) or year_of(line) is None:
        return False
    body = body_in(_joined(above))
    return not body or (body == body_in(_joined(line)) and not _MARK.search(line))


def _title_at_end_of_way(lines: Sequence[str]) -> str | None:
    """The title that only the way to the page has, at its end; the way stays where it is."""
    ends = (_joined(_STEP.split(line)[-1]).strip() for line in lines if _WAY.search(line))
    return next((end for end in ends if is_title(end) and year_of(end)), None)


def rather_listed(title: str | None, entry: str | None, loose: list[str]) -> str | None:
    """The title, or that of the list of metadata where there is none, or a link to the file bears its name.

    So is the listed one taken where it names the body and is else the same, year and all. A listed title that is
    another is none, and goes to the loose entries.
    """
    if title is None or entry is None or title.endswith(f" {entry}"):
        return entry or title
    named = BODY.fullmatch(body_in(entry)) if not body_in(title) and entry.endswith(title) else None
    if named and is_title(entry) and year_of(entry) == year_of(title):
        return entry
    if title != entry:
        loose.append(entry)
    return title


def running_title(lines: Sequence[str]) -> str | None:
    """The title that a line begins with and its text runs on behind; it stays in the line."""
    return next((_once(_joined(match[1])) for line in lines if (match := _RUNNING_TITLE.match(line))), None)


def title_of_page(page_title: str | None) -> str | None:
    """The title of a report in what its page is called, without the name of the site before or behind it.

    One without a year may as well be that of a list of reports.
    """
    pieces = _SITE_MARK.split(page_title or "")
    return next((_joined(piece) for piece in pieces if year_of(piece) and is_title(piece)), None)


def is_title(line: str) -> bool:
    """Whether a line is worded as the title of such a report, and no item of a list of the site's."""
    text = _joined(line)
    worded = _TITLE.fullmatch(text) and _TITLE_END.search(text) and not _WAY.search(text)
    return bool(worded) and not text.endswith(("。", "：", ":")) and not _begins_with_entries(text)


def _begins_with_entries(text: str) -> bool:
    """Whether something else than a body stands before a colon: the key of an entry, perhaps behind others."""
    before = _COLON.split(text)[:-1]
    return any(not BODY.fullmatch(each) or " " in each for each in before)


def _title_behind_key(lines: Sequence[str]) -> str | None:
    """The title that only an entry has, behind its key; the entry stays where it is."""
    entries = (_joined(line).rpartition("：") if "：" in line else _joined(line).rpartition(":") for line in lines)
    titles = (title.strip() for key, _, title in entries if key and len(key) <= _LONGEST_KEY)
    return next((title for title in titles if is_title(title) and year_of(title)), None)


def dated_title(line: str) -> tuple[str, str] | None:
    """A title and the day in brackets behind it."""
    match = _DATED.fullmatch(_joined(line))
    if match and is_title(match["title"]) and is_date(match["date"]):
        return match["title"], match["date"].strip()
    return None


def _joined(*lines: str) -> str:
    """Lines as one, the blanks in each made one."""
    return "".join(" ".join(piece.split()) for line in lines for piece in line.splitlines())


def _lines_above(lines: Sequence[str], title: str, named: Named) -> int:
    """How many of the lines above a title begin it: a body, perhaps with the year below it."""
    count = 1 if lines and _is_begun(lines[-1], title) else 0
    if body_in(_joined(*lines[len(lines) - count :], title)):
        return count
    return count + _lines_of_body(lines[: len(lines) - count], named)


def _is_begun(above: str, title: str) -> bool:
    """Whether a title is broken behind the figures of its year, or behind it within a word: 2020年度政府⏎信息公开."""
    if year_of(title) is not None or not is_name(above):
        return False
    return bool(_YEAR_FIGURES.fullmatch(narrow(above))) if title.startswith("年") else bool(_BEGUN.fullmatch(above))


def _lines_of_body(lines: Sequence[str], named: Named) -> int:
    """How many lines at the end are a body, perhaps with the year below it."""
    count = 1 if not lines or not _YEAR.fullmatch(narrow(lines[-1])) else 2
    name = _joined(lines[-count]) if len(lines) >= count else ""
    body = _YEAR.sub("", name)
    # What has the year begins the title, whatever the page calls its body elsewhere.
    agrees = body != name or named.agrees(body)
    return count if BODY.fullmatch(name) and is_name(name) and agrees else 0


def _is_office_of(body: str, other: str) -> bool:
    """Whether a body is an office of a place whose government is the other: its site prints that as the source."""
    place = OF_GOVERNMENT.sub("", other)
    return place != other and body.startswith(place) and _OFFICE.fullmatch(body) is not None


def year_of(title: str | None) -> int | None:
    """The first year in a title."""
    match = _YEAR.search(narrow(title or ""))
    return int(match[1]) if match else None


def body_in(title: str) -> str:
    """The body that a title names, nothing if it names none."""
    announced = _ANNOUNCED.fullmatch(title)
    name = (announced[1] if announced else title).replace("关于", "").replace("關於", "")
    name = _SCHOOL_YEAR.sub("", name)
    years = list(_YEAR.finditer(narrow(name)))
    for year in reversed(years):
        between = " " if name.endswith("政府", 0, year.start()) else ""
        name = name[: year.start()] + between + name[year.end() :]
    name = _TITLE_TAIL.sub("", name).strip(" :：")
    if years and _OFFICE.fullmatch(name[: years[0].start()]) and not BODY.fullmatch(name[years[0].start() :]):
        # What stands behind office and year is what the information is of: 2010年海关信息公开.
        return name[: years[0].start()]
    # A title whose year is cut off does not name a body with what is left of it.
    return _YEAR_REST.sub("", name)


def is_name(line: str) -> bool:
    """Whether a line is as short as names are, and has no mark in it."""
    return 2 < len(line) <= _LONGEST_NAME and not re.search(r"[。，,；;：:、]", line)
