"""What must be known of a page before its markup is parsed: its encoding, and whether parsing it is safe."""

from __future__ import annotations

import re

from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import Limits

_DECLARED = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DECLARED_WITHIN = 4096
# Below this size no markup can keep the parser long.
_SMALL = 100_000
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
# Markup of more than a table, and of a page.
_BLOCK = re.compile(r"<(?:p|div|br|section|article)\b", re.IGNORECASE)
_PAGE = re.compile(rf"<(?:html|body)\b|{_BLOCK.pattern}", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_SELF_CLOSING = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "embed",
        "source",
        "wbr",
    ]
)
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_MOST_ATTRIBUTES = 500


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page states; the Chinese ones by the name of the one that contains them."""
    match = _XML_DECLARED.match(data) or _DECLARED.search(data[:_DECLARED_WITHIN])
    stated = match[1].decode("ascii", "replace").lower() if match else None
    return "gb18030" if stated in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else stated


def check_markup(text: str, limits: Limits, name: str) -> None:
    """Refuse markup of very many elements, and what takes an HTML parser quadratic time: very deep nesting, very many
    attributes."""
    limits.check("elements", text.count("<") - text.count("</"), name=name)
    if len(text) < _SMALL:
        return
    depth = formatting = 0
    for match in _TAG.finditer(text):
        closing, tag, attributes = match[1], match[2].lower(), match[3]
        if len(attributes) > _MOST_ATTRIBUTES and len(attributes.split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES:
            raise UnreadableSource("GX108", name=name, reason="too many attributes", reason_zh="标签属性过多")
        step = 0 if tag in _SELF_CLOSING else -1 if closing else 1
        depth = max(0, depth + step)
        formatting = max(0, formatting + step) if tag in _FORMATTING else formatting
        # Real pages leave some tags open that their parents close, so this count is only a rough one.
        limits.check("nesting", max(depth // 8, formatting // 2), name=name)


def is_text_with_tables(markup: str) -> bool:
    """Whether there is no markup but that of tables, as in Markdown with tables of HTML: its lines are paragraphs.

    What begins with text is no page, whatever its tables hold.
    """
    if markup.lstrip().startswith("<"):
        return _PAGE.search(markup) is None
    depth = end = 0
    for tag in _TABLE_TAG.finditer(markup):
        if depth == 0 and _BLOCK.search(markup, end, tag.start()):
            return False
        depth, end = max(0, depth + (-1 if tag[1] else 1)), tag.end()
    return depth > 0 or _BLOCK.search(markup, end) is None
