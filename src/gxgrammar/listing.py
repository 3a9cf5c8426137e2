"""The list of metadata that content systems print over a report: keys and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from gxgrammar.dates import date_and_rest, date_in, is_period
from gxgrammar.records import Metadata

# Keys by the field they fill.
KEYS = {
    "index_number": "索引号|索引號|索 引 号",
    "classification": "组配分类|組配分類|主题分类|主題分類|信息分类|栏目|欄目|主题词",
    "issuing_body": "发文机关|發文機關|发布机构|發布機構|发文单位|发布单位|信息来源|来源|公开主体",
    "document_number": "发文字号|發文字號|文号|文號|文 号",
    "publication_date": "发布时间|發布時間|发布日期|發布日期|公开日期|发文日期",
    "title": "标题|標題|名称|名称|信息名称",
    "written_on": "成文日期|生成日期",
    "period": "统计期限",
    "report_year": "报告年度",
    "agency_name": "编制机关",
    "": "浏览次数|瀏覽次數|有效性|关键词|内容概述|体裁分类|字体|原文链接|本地目录",
}
_FIELD_OF = {name: field for field, names in KEYS.items() for name in names.split("|")}
_KEY = re.compile(
    rf"(?:^|(?<=[\s|]))[-*【\[]?\s*({'|'.join(sorted(_FIELD_OF, key=len, reverse=True))})[】\]]?\s*[:：|]\s*"
)
_YEAR = re.compile(r"(20[0-3]\d)\s*年度?")
_LONGEST_LINE = 300


def listed(lines: Sequence[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """The list of metadata, the entries of it that fill no field of the record, and the lines that are no entries."""
    found: dict[str, str] = {}
    loose, rest = [], []
    for line in lines:
        keys = list(_KEY.finditer(line)) if len(line) <= _LONGEST_LINE else []
        if not keys or line[: keys[0].start()].strip():
            rest.append(line)
            continue
        for match, following in zip(keys, [*keys[1:], None], strict=True):
            value = line[match.end() : following.start() if following else len(line)].strip(" \t|")
            value, text = date_and_rest(value)
            if text:
                rest.append(text)
            if value and not _takes(found, _FIELD_OF[match[1]], value):
                loose.append(f"{match[0].strip(' |')}{value}")
    return found, loose, rest


def _takes(found: dict[str, str], field: str, value: str) -> bool:
    """Put a value into its field, unless the record has none, holds another, or cannot hold this one."""
    read = _READ_AS.get(field)
    if not (read(value) if read else hasattr(Metadata, field)):
        return False
    return found.setdefault(field, value) == value


# How entries are read that only some values can fill.
_READ_AS: Mapping[str, Callable[[str], object]] = {
    "publication_date": date_in,
    "period": is_period,
    "report_year": _YEAR.fullmatch,
}
