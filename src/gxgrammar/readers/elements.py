"""What single elements of a page say: text, the spans of a cell, the words of a form field, whether it is shown."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from gxgrammar.readers.extracted import without_blanks

# What stands for the picture in a cell that holds nothing else, and for a list of which nothing is chosen.
PICTURE = "〔图片〕"
_NOTHING_CHOSEN = "〔未选定〕"
_PICTURES = frozenset({"img", "svg", "canvas", "object", "embed", "iframe", "video"})
# Kinds of input that show no words of their own, or those of a button.
_WORDLESS = frozenset(
    {"hidden", "checkbox", "radio", "submit", "button", "reset", "image", "file", "password", "color", "range"}
)
# Smaller pictures hold a place open.
_SMALLEST = 3
MAYBE_HIDDEN = "[hidden], [style*=none i], [style*=hidden i]"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GAPS = re.compile(r"[ \t\r\n\f]+")
# A line break in the markup between two Chinese characters is no space.
_WIDE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPAN = re.compile(r"\s*(\d{1,7})")
# As many rows as the standard lets a cell span.
_ALL_ROWS = 65_534


def only_text(cell: LexborNode) -> str | None:
    """The text of a cell that holds nothing else, or one plain paragraph; None for any other cell.

    Nine cells in ten of a report are such, and taking them whole saves half of the walk.
    """
    child = cell.child
    if child is not None and child.tag == "p" and child.next is None:
        child = child.child
    if child is None:
        return ""
    return child.text_content or "" if child.tag == "-text" and child.next is None else None


def spans(node: LexborNode) -> tuple[int, int]:
    """Rows and columns that a cell spans, 1 where it states no number; 0 rows are all that are left."""
    attributes = node.attributes
    return _spanned(attributes.get("rowspan"), attributes.get("colspan"))


@lru_cache(maxsize=1024)
def _spanned(rows_stated: str | None, columns_stated: str | None) -> tuple[int, int]:
    rows, columns = _number(rows_stated), _number(columns_stated)
    return (_ALL_ROWS if rows == 0 else rows or 1), columns or 1


def _number(value: str | None) -> int | None:
    match = _SPAN.match(value) if value else None
    return int(match[1]) if match else None


def is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def as_shown(text: str) -> str:
    """Text as a browser shows it: white space of the markup is one space, or none between Chinese characters."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return without_blanks(_GAPS.sub(" ", _WIDE_BREAK.sub("", text)))


def is_picture(node: LexborNode, tag: str) -> bool:
    """Whether an element shows a picture, and not one that only holds a place open."""
    attributes = node.attributes
    if tag == "input":
        return (attributes.get("type") or "").strip().lower() == "image"
    sizes = (_number(attributes.get(side)) for side in ("width", "height"))
    return tag in _PICTURES and not any(size is not None and size < _SMALLEST for size in sizes)


def field_text(node: LexborNode, tag: str) -> str | None:
    """The words that a form field shows, None for an element that is no field with words."""
    if tag == "input":
        kind = (node.attributes.get("type") or "").strip().lower()
        return None if kind in _WORDLESS else node.attributes.get("value") or ""
    if tag == "textarea":
        return node.text()
    return _chosen(node) if tag == "select" else None


def _chosen(node: LexborNode) -> str:
    options = node.css("option")
    chosen = [each.text() for each in options if "selected" in each.attributes]
    return " ".join(chosen) if chosen or not options else _NOTHING_CHOSEN
