"""What one element of an HTML page says by itself: its role, whether it is shown, the spans and the text of a cell.

And what is no text and yet shown: the words of a form field, and that there is a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from selectolax.lexbor import LexborNode

from gxgrammar.readers.extracted import without_blanks

_LAYOUT = (
    "html body p div section article main header address blockquote center pre figure figcaption form fieldset hr "
    "ul ol li dl dt dd details summary table caption tbody thead tfoot tr"
)
_STRIKING = ("del", "s", "strike")
# What an element does to the text around it; those not listed do nothing.
ROLES = {
    **dict.fromkeys(_LAYOUT.split(" "), "block"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("nav", "footer", "aside", "button", "select", "textarea", "menu", "dialog"), "aside"),
    # Struck words and marks of notes are no part of the figure that they stand at.
    **dict.fromkeys(_STRIKING, "aside"),
    **dict.fromkeys(("sup", "sub", "rt", "rp"), "mark"),
    **dict.fromkeys(("head", "script", "style", "noscript", "template", "iframe", "object", "svg"), "unseen"),
    "td": "cell",
    "th": "cell",
    "a": "link",
    "br": "break",
}
# What stands for a list of which nothing is chosen.
_NOTHING_CHOSEN = "〔未选定〕"
_PICTURES = frozenset({"img", "svg", "canvas", "object", "embed", "iframe", "video"})
_FIELDS = frozenset({"input", "textarea", "select"})
# Kinds of input that show no words of their own, or those of a button.
_WORDLESS = frozenset(
    {"hidden", "checkbox", "radio", "submit", "button", "reset", "image", "file", "password", "color", "range"}
)
# Smaller pictures hold a place open.
_SMALLEST = 3
# What does more than mark up text.
_MORE_THAN_TEXT = ROLES.keys() | _PICTURES | _FIELDS
MAYBE_HIDDEN = (
    "[hidden], [style*=none i], [style*=hid i], [style*='size:0' i], [style*='size: 0' i], .sr-only, .visually-hidden, "
    "[style*=opacity i], [style*=collapse i], [style*=transparent i], [style*=clip i], [style*=':-'], [style*=': -']"
)
MAYBE_MARK = "[style*=super i], [style*=sub i], [style*=through i], .MsoFootnoteReference"
MAYBE_APART = (
    "[style*=vertical-align i], [style*=raise i], [style*=relative i], "
    "[style*=fff i], [style*=white i], [style*='255'], font[color]"
)
MAYBE_SPANNING = "[rowspan], [colspan]"
# mso-hide is that of Word.
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
# Of an element around others it takes away the gaps between these.
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
# Ways to keep words from sight. Around other elements they may be undone by what the page does when it is shown.
_OUT_OF_SIGHT = re.compile(
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:!important\s*)?(?:;|$)|visibility\s*:\s*collapse|(?<![\w-])color\s*:\s*transparent"
    r"|(?<![\w-])(?:left|top|text-indent)\s*:\s*-\d{4,5}(?:\.\d+)?(?:px|pt|em)|clip\s*:\s*rect\(\s*0"
    r"|(?<![\w-])(?:width|height)\s*:\s*0(?:px|pt|em)?\s*;.{0,200}overflow\s*:\s*hidden",
    re.IGNORECASE,
)
# What is there for those who have the page read to them.
_FOR_READERS = frozenset({"sr-only", "visually-hidden"})
_RAISED = re.compile(r"vertical-align\s*:\s*su", re.IGNORECASE)
# Up or down by a part of the size, or by so many points or pixels: by fewer it is only brought into line with the rest.
_FAR = r"\s*:\s*[-+]?(?:(?:[3-9]|[1-9]\d{1,2})(?:\.\d{1,9})?p[tx]|(?=[\d.]{0,9}[1-9])[\d.]{1,9}(?:r?em|ex|%))"
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)", re.IGNORECASE
)
# A background that is no word for none or white, and no color that is pale in red, green and blue.
_DARK = re.compile(
    r"background(?:-color)?\s*:\s*(?=[#\w])(?!(?:white|transparent|none|inherit|initial|unset)\b"
    r"|#[c-f]{3}\b|#(?:[c-f][0-9a-f]){3}\b|rgb\((?:\s*2\d\d\s*,){2}\s*2\d\d|rgba\([^)]{0,40},\s*0\s*\))",
    re.IGNORECASE,
)
# What is dark around white words is at most as far out as this: the cell, its row, the table, and markup between.
_NEAREST = 8
_MOVED = re.compile(
    rf"vertical-align(?:\s*:\s*text-(?:top|bottom)|{_FAR})|mso-text-raise{_FAR}"
    rf"|position\s*:\s*relative\s*;.{{0,200}}(?<![\w-])(?:top|bottom){_FAR}",
    re.IGNORECASE,
)
# Not text-line-through, which Word writes with none behind it.
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_GAPS = re.compile(r"[ \t\r\n\f]+")
# A line break in the markup between two Chinese characters is no space.
_WIDE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPAN = re.compile(r"\s*(\d{1,7})")
# As many rows as the standard lets a cell span.
_ALL_ROWS = 65_534


def is_hidden(node: LexborNode) -> bool:
    """Whether an element says that it is not shown."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or _HIDDEN.search(style):
        return True
    if (_NO_SIZE.search(style) or _OUT_OF_SIGHT.search(style)) and _has_text_only(node):
        return True
    return not _FOR_READERS.isdisjoint((attributes.get("class") or "").split())


def _has_text_only(node: LexborNode) -> bool:
    child = node.child
    while child is not None:
        if child.tag != "-text":
            return False
        child = child.next
    return True


def is_mark(node: LexborNode) -> bool:
    """Whether an inline element shows by its style what ``sup`` or ``s`` would: the mark of a note, struck words."""
    if (node.tag or "-") in ROLES:
        return False
    attributes = node.attributes
    style = attributes.get("style") or ""
    is_styled = _RAISED.search(style) or _STRUCK.search(style)
    return bool(is_styled) or "MsoFootnoteReference" in (attributes.get("class") or "")


def is_struck(node: LexborNode) -> bool:
    """Whether an inline element strikes its words, by its name or its style."""
    tag = node.tag or "-"
    return tag in _STRIKING or (tag not in ROLES and _STRUCK.search(node.attributes.get("style") or "") is not None)


def is_apart(node: LexborNode) -> bool:
    """Whether an inline element is moved up or down, or white: beside a digit it may be the mark of a note, or be there
    to hold a place open, as well as another digit. White behind white is one with that, and is seen on what is dark."""
    if (node.tag or "-") in ROLES:
        return False
    if _MOVED.search(node.attributes.get("style") or ""):
        return True
    before = node.prev
    return _is_white(node) and not (before is not None and _is_white(before)) and not _is_on_dark(node)


def _is_white(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(_WHITE.search(attributes.get("style") or f"color:{attributes.get('color') or ''}"))


def _is_on_dark(node: LexborNode) -> bool:
    """Whether the nearest elements around a node, or itself, have a background that is not pale."""
    around: LexborNode | None = node
    for _ in range(_NEAREST):
        if around is None:
            return False
        attributes = around.attributes
        background = f"background:{attributes.get('bgcolor') or ''};{attributes.get('style') or ''}"
        if _DARK.search(background):
            return True
        around = around.parent
    return False


def goes_on_with_digit(node: LexborNode) -> bool:
    """Whether a digit stands right behind an element."""
    after = node.next
    return after is not None and after.tag == "-text" and (after.text_content or " ").lstrip()[:1].isdecimal()


def may_be_figure(mark: LexborNode) -> bool:
    """Whether a mark is one by its style only. Struck words are no figure, nor is what names itself a mark, which may
    stand in a blank cell."""
    return not (mark.tag in ROLES or is_struck(mark) or "MsoFootnoteReference" in (mark.attributes.get("class") or ""))


def is_all_raised(mark: LexborNode) -> bool:
    """Whether an element that is raised by its style is all that its cell shows: it stands at no figure, it is one."""
    if not may_be_figure(mark):
        return False
    node: LexborNode | None = mark
    while node is not None and ROLES.get(node.tag or "-") != "cell":
        if after_blanks(node.next) is not None or _before_blanks(node.prev) is not None:
            return False
        node = node.parent
    return True


def and_around(nodes: Iterable[LexborNode]) -> set[int]:
    """The ids of some elements and of all elements around them."""
    found: set[int] = set()
    for node in nodes:
        around: LexborNode | None = node
        while around is not None and around.mem_id not in found:
            found.add(around.mem_id)
            around = around.parent
    return found


def spans(cell: LexborNode) -> tuple[int, int]:
    """Rows and columns that a cell spans, 1 where it states no number; 0 rows are all that are left."""
    attributes = cell.attributes
    return _spanned(attributes.get("rowspan"), attributes.get("colspan"))


@lru_cache(maxsize=1024)
def _spanned(rows_stated: str | None, columns_stated: str | None) -> tuple[int, int]:
    rows, columns = _number(rows_stated), _number(columns_stated)
    return (_ALL_ROWS if rows == 0 else rows or 1), columns or 1


def _number(value: str | None) -> int | None:
    match = _SPAN.match(value) if value else None
    return int(match[1]) if match else None


def plain_text(cell: LexborNode, depth: int) -> str | None:
    """The text of a cell that holds one paragraph at most, of text in inline markup; None for any other cell.

    Nine cells in ten of a report are such, and taking them whole saves most of the walk. ``depth`` bounds how deep the
    inline markup may be.
    """
    node = cell.child
    if node is not None and node.next is not None:
        node = after_blanks(node)
    if node is not None and node.tag == "p":
        if after_blanks(node.next) is not None:
            return None
        node = node.child
    if node is None:
        return ""
    if node.tag == "-text" and node.next is None:
        return node.text_content
    return _inline_text(node, depth)


def inline_text(element: LexborNode, depth: int) -> str | None:
    """The text of an element that holds only text in inline markup, up to so deep; None for any other."""
    return _inline_text(element.child, depth)


def after_blanks(node: LexborNode | None) -> LexborNode | None:
    """The node, or the first behind it that is no blank text."""
    while node is not None and node.tag == "-text" and (node.text_content or " ").isspace():
        node = node.next
    return node


def _before_blanks(node: LexborNode | None) -> LexborNode | None:
    """The node, or the first before it that is no blank text."""
    while node is not None and node.tag == "-text" and (node.text_content or " ").isspace():
        node = node.prev
    return node


def _inline_text(node: LexborNode | None, depth: int) -> str | None:
    """The text of a node and all behind it, None if some element among them does more than mark up text."""
    text = ""
    while node is not None:
        tag = node.tag or "-"
        if tag == "-text":
            text += node.text_content or ""
        elif tag in _MORE_THAN_TEXT or not depth:
            return None
        elif tag[0] not in "-!":
            inner = _inline_text(node.child, depth - 1)
            if inner is None:
                return None
            text += inner
        node = node.next
    return text


def as_shown(text: str) -> str:
    """Text as a browser shows it: white space of the markup is one space, or none between Chinese characters."""
    stripped = text.strip()
    if not stripped or (stripped.isprintable() and "  " not in stripped):
        return stripped
    return without_blanks(_GAPS.sub(" ", _WIDE_BREAK.sub("", text)))


def is_picture(node: LexborNode, tag: str) -> bool:
    """Whether an element shows a picture, and not one that only holds a place open."""
    if tag == "input":
        return _kind(node) == "image"
    if tag not in _PICTURES:
        return False
    attributes = node.attributes
    sizes = (_number(attributes.get(side)) for side in ("width", "height"))
    return not any(size is not None and size < _SMALLEST for size in sizes)


def field_text(node: LexborNode, tag: str) -> str | None:
    """The words that a form field shows, None for an element that is no field with words."""
    if tag == "input":
        return None if _kind(node) in _WORDLESS else node.attributes.get("value") or ""
    if tag == "textarea":
        return node.text()
    return _chosen(node) if tag == "select" else None


def _kind(field: LexborNode) -> str:
    return (field.attributes.get("type") or "").strip().lower()


def _chosen(node: LexborNode) -> str:
    options = node.css("option")
    chosen = [each.text() for each in options if "selected" in each.attributes]
    return " ".join(chosen) if chosen or not options else _NOTHING_CHOSEN
