"""The list of metadata that content systems print over a report: keys and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from gxgrammar.dates import date_and_rest, date_in, is_date, is_date_and_time, is_period, period_in, time_and_rest
from gxgrammar.records import Metadata

# Keys by the field they fill; those of no field end the value of the key before them.
KEYS = {
    "index_number": "信息索引号|索引号|索引號|信息索引|信息索取号|索取号",
    "classification": "组配分类|組配分類|主题分类|主題分類|信息分类|栏目|欄目|分类|分類|主题词",
    "issuing_body": "发文机关|發文機關|发布机构|發布機構|发文单位|发布单位|信息来源|文章来源|发布来源|来源|公开主体"
    "|发文机构|發文機構",
    "document_number": "发文字号|發文字號|发布文号|备注/文号|文件编号|文号|文號",
    "publication_date": "发布时间|發布時間|发布日期|發布日期|发表日期|发表时间|公开日期|发文日期|信息提供日期",
    # Of what, they do not say: of publication where no other key is.
    "date": "时间|日期",
    "title": "标题|標題|名称|信息名称",
    "written_on": "撰写时间|成文日期|生成日期|产生日期|公文生成日期",
    "period": "统计期限",
    "report_year": "报告年度",
    "agency_name": "编制机关",
    "": "类目名称|信息类别|文件分类|所属机构"
    "|资料来源|数据来源|稿件来源|图片来源"
    "|关键词|关键字|内容概述|内容概览|体裁分类|体裁|公开方式|公开形式|公开范围|公开时限|公开时效|公开程序"
    "|废止日期|废止时间|失效日期|失效时间|生效日期|生效时间|实施日期|更新日期|更新时间|编辑日期|编辑时间"
    "|责任部门|责任编辑|编辑|作者|发布者|发布人|信息有效性|文件有效性|有效性|是否有效|时效|浏览次数|瀏覽次數|浏览量|浏览|瀏覽|访问量|访问次数"
    "|阅读次数|阅读|閱讀|累计次数|点击率|点击数|点击|字体|选择阅读字号|字号|文字大小|打印|原文链接|本地目录",
}
_FIELD_OF = {name: field for field, names in KEYS.items() for name in names.split("|")}
# Between the characters of a key pages put blanks to make all keys as wide.
_NAMES = "|".join(r"\s{0,8}".join(name) for name in sorted(_FIELD_OF, key=len, reverse=True))
_KEY = re.compile(
    rf"[-*•·【\[]?\s{{0,3}}(?P<name>{_NAMES})[】\]]?\s*(?P<mark>[:：][\s|]*|\|[\s|]*|(?<=\s)|$|(?<=索引[号號])(?=\d{{6}}))"
)
_YEAR = re.compile(r"(20[0-3]\d)\s*年度?")
_NOTHING = (
    "无",
    "暂无",
    "无文号",
    "暂无文号",
    "无号",
    "号",
    "本站",
    "本站原创",
    "原创",
    "本网",
    "转载",
    "佚名",
    "未知",
)
_LONGEST_LINE = 300
# Keys that begin behind any value where a colon marks them; other short ones may be parts of longer words.
_GLUED = frozenset({"作者", "编辑", "来源", "字体", "字号", *(name for name in _FIELD_OF if len(name) > 2)})
_AFTER_DATE = re.compile(r"(?:\d日|:\d\d|-\d{1,2})$")
# The address of the site before the keys of a line, perhaps with its name.
_HOST = re.compile(
    r"(?:[\u4e00-\u9fff]{2,30}[ \t\u3000]{1,40})?(?:[a-zA-Z0-9-]{1,63}\.){1,5}[a-zA-Z]{2,10}[ \t\u3000]{1,40}"
)
# An item of a list of the page, which keys and values may be.
_ITEM = re.compile(r"[•·●■◆▪]\s{0,9}")
_BLANKS = " \t|\xa0\u3000"
# What an entry has none of whose key and value are parted by blanks.
_SENTENCE = re.compile("[。；，！？,;]")
_NUMBER = re.compile(r"[\w/.\-]{4,60}", re.ASCII)
_DOCUMENT_NUMBER = re.compile(r"[^\s，。；]{2,30}[〔\[(（]20\d\d[〕\])）]\s?\d{1,5}\s?号")
# What pages print behind the source for readers to press: 放大 缩小.
_BUTTONS = re.compile(r"(?:\s{0,9}[\u4e00-\u9fff]{1,2}(?=\s|$)){1,9}\s{0,9}")
_TIME_OF_DAY = re.compile(r"\d:\d\d")
_BODY = re.compile(
    r"[^\s，。；：,;:()（）]{2,38}[府室心道局委会厅部处院办所站队署](?:[(（][^\s，。；：,;:()（）]{2,20}[)）])?"
)


def listed(lines: Sequence[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """The list of metadata, the entries of it that fill no field of the record, and the lines that are no entries."""
    found: dict[str, str] = {}
    loose: list[str] = []
    rest: list[str] = []
    lines = [piece for line in lines for piece in _without_time(line, found)]
    keys = [_keys(line) for line in lines]
    awaiting = key = ""
    dated = 0, ""
    for index, line in enumerate(lines):
        if not keys[index]:
            below = _value_of(line)
            is_value = bool(key) and _may_stand_below(awaiting, below, more=bool(_at(keys, index + 1)))
            if is_value and not _takes(found, awaiting, below):
                loose.append(f"{key}{below}")
            elif not is_value:
                rest.append(line)
            key = ""
            continue
        rest += [before] if (before := line[: keys[index][0].start()].strip(_BLANKS)) else []
        for key, name, value in _entries(line, keys[index]):
            value, text = _value_and_text(_FIELD_OF[name], value)
            if text:
                rest.append(text)
            awaiting = _FIELD_OF[name]
            if value and value not in _NOTHING and not _takes(found, _FIELD_OF[name], value):
                loose.append(f"{key}{value}")
            elif _FIELD_OF[name] == "date" and "date" in found:
                dated = len(loose), f"{key}{value}"
            key = "" if value else key
    rest = _without_source(rest, found)
    date = found.pop("date", None)
    if date and found.setdefault("publication_date", date) != date:
        loose.insert(*(dated if dated[1] else (0, date)))
    return found, loose, rest


def _without_time(line: str, found: dict[str, str]) -> Iterator[str]:
    """A line without the time of publication that it is, or begins with before a key, or has behind the address of the
    site; ``found`` takes it as a date."""
    site = host.end() if (host := _HOST.match(line)) else 0
    date, rest = (line[site:], "") if site and is_date(line[site:].strip()) else time_and_rest(line[site:])
    if date and (not rest or _keys(rest)) and _takes(found, "date", date):
        yield from filter(None, [line[:site].strip()])
        line = rest
    if line:
        yield line


def _without_source(lines: list[str], found: dict[str, str]) -> list[str]:
    """The lines without one that is the time of publication, with the time of day, and a body, from which the page has
    the text. What keys say goes before it, and the first line may be the clock of the site."""
    if not found.keys().isdisjoint({"date", "publication_date", "issuing_body"}):
        return lines
    for index, line in enumerate(lines[1:], 1):
        date, body = time_and_rest(line)
        if date and _TIME_OF_DAY.search(line) and _BODY.fullmatch(body) and _takes(found, "date", date):
            found["issuing_body"] = body
            return [*lines[:index], *lines[index + 1 :]]
    return lines


def _at(keys: Sequence[list[re.Match[str]]], index: int) -> list[re.Match[str]]:
    return keys[index] if index < len(keys) else []


def _keys(line: str) -> list[re.Match[str]]:
    """The keys of a line that begins with one; they are marked as the first of them is, or more clearly."""
    start = len(line) - len(line.lstrip(" |"))
    start = host.end() if (host := _HOST.match(line, start)) else start
    if len(line) > _LONGEST_LINE or not _KEY.match(line, start):
        return []
    keys = [key for key in _KEY.finditer(line, start) if _is_parted(line, key, start)]
    if not keys[0]["mark"] and keys[0].end() < len(line):
        fills = any(_FIELD_OF[_name(each)] for each in keys)
        return keys if fills and not _SENTENCE.search(line) else []
    return [each for each in keys if each["mark"] or each.end() == len(line)]


def _is_parted(line: str, match: re.Match[str], start: int) -> bool:
    """Whether a key begins a line, or blanks part it from what is before it; where a colon marks it, it may be known by
    itself, or follow a date or what no word goes on from."""
    before = line[max(0, match.start() - 1) : match.start("name")]
    if match.start() == start or any(map(_BLANKS.__contains__, before)):
        return True
    if match["mark"][:1] not in (":", "："):
        return False
    after_date = _AFTER_DATE.search(line, max(0, match.start() - 3), match.start()) is not None
    return _name(match) in _GLUED or after_date or any(character < "\u3400" for character in before)


def _name(match: re.Match[str]) -> str:
    """A key without the blanks in it."""
    return "".join(match["name"].split())


def _entries(line: str, keys: Sequence[re.Match[str]]) -> Iterator[tuple[str, str, str]]:
    """Each key of a line with what parts it from its value, its name, and the value."""
    for match, end in pairwise([*keys, None]):
        assert match is not None
        value = line[match.end() : end.start() if end else len(line)].strip(" \t|\u3000；;").rstrip("（(【[")
        value = value.removesuffix("】") if match[0].startswith("【") and "】" not in match[0] else value
        mark = ":" if ":" in match["mark"] else "：" if match["mark"] else " "
        yield f"{match['name']}{mark}", _name(match), value


def _value_and_text(field: str, value: str) -> tuple[str, str]:
    """A value apart from what runs on behind it: entries whose keys no list has, or sentences."""
    further = _FURTHER.search(value) if field in _ENDED_BY_KEYS else None
    return (
        (value[: further.start()].strip(_BLANKS), value[further.start() :].strip())
        if further
        else _value_and_sentences(field, value)
    )


def _value_and_sentences(field: str, value: str) -> tuple[str, str]:
    """A date, or the name of a body, apart from the sentences that run on behind, where a page lost its line breaks."""
    if field != "issuing_body":
        return date_and_rest(value)
    name, _, text = value.partition(" ")
    if _BUTTONS.fullmatch(text) and _BODY.fullmatch(name):
        return name, text.strip()
    if "。" not in value:
        return date_and_rest(value)
    return (name, text.strip()) if text and not _SENTENCE.search(name) else ("", value)


def _value_of(line: str) -> str:
    """A line of a value without the mark of an item."""
    text = line.strip()
    mark = _ITEM.match(text)
    return text[mark.end() :] if mark else text


def _may_stand_below(field: str, text: str, *, more: bool) -> bool:
    """Whether a line is the value of the key on the line above; ``more`` says that another key follows it."""
    if field in _DATED:
        return is_date_and_time(text)
    if field == "index_number":
        return _NUMBER.fullmatch(text) is not None
    if field == "document_number":
        return _DOCUMENT_NUMBER.fullmatch(text) is not None
    # A body may as well begin a title or sign.
    return field == "issuing_body" and more and _BODY.fullmatch(text) is not None


def _takes(found: dict[str, str], field: str, value: str) -> bool:
    """Put a value into its field, unless the record has none, holds another, or cannot hold this one."""
    read = _READ_AS.get(field)
    if not (read(value) if read else hasattr(Metadata, field)):
        return False
    return found.setdefault(field, value) == value


def _is_day(value: str) -> bool:
    return date_in(value) is not None and period_in(value)[0] is None


def _names_body(value: str) -> bool:
    """Whether a value has words, and not only what stands where a page has none: 来源：1."""
    return sum(1 for character in value if character >= "\u3400") > 1


# A key that no list has: 所属机构：.
_FURTHER = re.compile(r"(?:^|\s{1,4})[\u4e00-\u9fff]{2,6}\s?[:：]")
_ENDED_BY_KEYS = ("document_number", "index_number", "issuing_body")
# Fields of days, and keys of none: 废止日期.
_DATED = ("publication_date", "date", "written_on", "")
# How entries are read that only some values can fill.
_READ_AS: Mapping[str, Callable[[str], object]] = {
    "issuing_body": _names_body,
    "publication_date": _is_day,
    "date": _is_day,
    "period": is_period,
    "report_year": _YEAR.fullmatch,
}
