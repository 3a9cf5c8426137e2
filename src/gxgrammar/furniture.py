"""Words around a report in text: bars of links, buttons, registration numbers, page numbers. Set aside, not lost."""

from __future__ import annotations

import re

from gxgrammar.document import Block, Document, Furniture, Paragraph

# What can be a page number only: 第3页 共9页.
COUNTED_PAGE = re.compile(r"第[ \t]{0,4}\d{1,3}[ \t]{0,4}[页頁](?:[ \t,，/]{0,4}共[ \t]{0,4}\d{1,3}[ \t]{0,4}[页頁])?")
# What is a page number on a line of its own, and among figures may also be three cells: - 3 -. A hyphen right before
# the figure and not right behind it is its sign.
DASHED_PAGE = re.compile(
    r"(?<![-—–－])(?:([-－])(?:[ \t\u3000\xa0]{1,4}\d{1,3}[ \t\u3000\xa0]{0,4}|\d{1,3})\1(?!\d)"
    r"|([—–]{1,2})[ \t\u3000\xa0]{0,4}\d{1,3}[ \t\u3000\xa0]{0,4}\2)(?![-—–－])"
)
_PAGE = re.compile(rf"[-—–－][ \t]*\d{{1,3}}[ \t]*[-—–－]|{COUNTED_PAGE.pattern}")
# They stand among the first or last paragraphs of a page.
_WITHIN = 12
_LONGEST = 120
_LONGEST_PAGE = 30
_SITE = re.compile(
    "首\\s*页.*(?:政务|新闻|互动|公开)|当前位置|现在的位置|打印本页|打印内容|关闭窗口|字体[:：]|分享到|扫一扫|公网安备|ICP备"
    "|版权所有|网站标识码|网站地图|无障碍|返回顶部|技术支持[:：]|主办单位?[:：]|承办单位?[:：]|上一[篇条][:：]|下一[篇条][:：]"
)
# Sentences, and lines of metadata, are no furniture.
_KEPT = re.compile("[。；]|发布|索引|来源|文号|标题|报告")


def is_page_number(line: str) -> bool:
    """Whether a line of its own, without the blanks around it, is the number of a page."""
    return _PAGE.fullmatch(line) is not None


def set_aside(document: Document) -> Document:
    """The document with page numbers, and the paragraphs at its ends that belong to the web page, as furniture."""
    last = len(document.blocks) - _WITHIN
    blocks: list[Block] = []
    furniture = list(document.furniture)
    for index, block in enumerate(document.blocks):
        kind = _kind(block.ink.text, index < _WITHIN or index >= last) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and kind:
            furniture.append(Furniture(kind, block.ink))
        else:
            blocks.append(block)
    if len(blocks) == len(document.blocks):
        return document
    furniture.sort(key=lambda piece: piece.ink.start)
    return Document(tuple(blocks), tuple(furniture))


def _kind(text: str, at_end: bool) -> str | None:
    """The kind of furniture that a paragraph is, None if it belongs to the report."""
    if len(text) <= _LONGEST_PAGE and is_page_number(text):
        return "page number"
    return "site" if at_end and _is_site(text) else None


def _is_site(text: str) -> bool:
    return len(text) <= _LONGEST and _SITE.search(text) is not None and _KEPT.search(text) is None
