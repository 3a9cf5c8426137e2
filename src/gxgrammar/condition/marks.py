"""Marks of Markdown within lines and cells: ``**规章** | `1001` | [3](#a) | 4[^1]``, as converters and language models
print them. What is struck out goes with its marks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from gxgrammar.condition.edit import Edit

_SIGNS = ("*", "_", "`", "$", "~~", "](", "[^", "&", "<br", "<BR", " #")
# What shows that a text is Markdown, or at least has rows of pipes.
_PIPES = re.compile(r"^[^|\n]{0,500}\|[^|\n]{0,500}\|", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]", re.MULTILINE)
_PIECE = re.compile(r"[^|\n]+")
# What stands before the words of a line.
_LEAD = re.compile(r"[ \t]{0,9}(?:#{1,6}[ \t]+|[-+*][ \t]+)?[ \t]{0,9}")
# Blanks are counted, since a hostile line has no end of them.
_HEADING_END = re.compile(r" #{1,6}(?=[ \t]{0,9}\r?$)")
# Marks around all of a cell or line.
_AROUND = ("***", "**", "__", "*", "_", "`", "$")
_MOST_AROUND = 3
# In a cell, since in a sentence such signs may stand for a range.
_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])[^~]{1,200}~~(?!~)")
_WITHIN = re.compile(
    # No star behind a name that is cut short, 张**、, begins what is bold.
    r"(?P<bold>(?<![*\\])\*\*(?![*\s、，。；：！？）])(?P<words>[^*]{0,500}[^*\s\\])\*\*(?!\*))"
    r"|(?P<code>(?<![`\\])`(?P<coded>[^`]{1,200})`(?!`))"
    r"|(?P<link>(?<![\\!])\[(?P<shown>[^\[\]]{0,200})\]\((?=[^()\s]*[/.:#])[!-'*-~]{1,500}\))"
    r"|(?P<note>\[\^[^\[\]\s]{1,20}\](?!:))"
    r"|(?P<line><br\s{0,3}/?>)"
    r"|(?P<entity>&(?:nbsp|ensp|emsp|thinsp|amp|lt|gt|quot|#160);)",
    re.IGNORECASE,
)


def edits(text: str) -> list[Edit]:
    """Take the marks away, in Markdown and rows of pipes."""
    if not any(sign in text for sign in _SIGNS):
        return []
    if not (_PIPES.search(text) or _HEADING.search(text)):
        return []
    pieces = (match for match in _PIECE.finditer(text) if any(sign in match[0] for sign in _SIGNS))
    return [edit for piece in pieces for edit in _of_piece(text, *piece.span())]


def _of_piece(text: str, start: int, end: int) -> list[Edit]:
    """The marks of a cell or line: those around it, then those within, then what is struck out."""
    found: list[Edit] = []
    is_cell = "|" in (text[start - 1 : start], text[end : end + 1])
    if start == 0 or text[start - 1] == "\n":
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
        closing = _HEADING_END.search(text, start, end) if lead and "#" in lead[0] else None
        if closing:
            found.append(Edit(*closing.span(), ""))
            end = closing.start()
    for _ in range(_MOST_AROUND):
        start, end = _without_blanks(text, start, end)
        size = _around(text[start:end])
        if not size:
            break
        found += (Edit(start, start + size, ""), Edit(end - size, end, ""))
        start, end = start + size, end - size
    return sorted([*found, *(_in_cell if is_cell else _within)(text, start, end)])


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _around(piece: str) -> int:
    """The length of a mark that a piece begins and ends with, 0 where it has none, or only one of words within."""
    for mark in _AROUND:
        inner = piece[len(mark) : -len(mark)]
        if inner.strip() and piece == f"{mark}{inner}{mark}" and mark[0] not in inner and not inner.endswith("\\"):
            return len(mark)
    return 0


def _in_cell(text: str, start: int, end: int) -> Iterator[Edit]:
    """What is struck out, and the marks around it."""
    for match in _STRUCK.finditer(text, start, end):
        yield from _within(text, start, match.start())
        yield Edit(*match.span(), "")
        start = match.end()
    yield from _within(text, start, end)


def _within(text: str, start: int, end: int) -> Iterator[Edit]:
    """The marks in words; those between marks of another kind too."""
    for match in _WITHIN.finditer(text, start, end):
        kept = next((name for name in ("words", "coded", "shown") if match[name] is not None), None)
        if kept:
            yield Edit(match.start(), match.start(kept), "")
            yield from _within(text, *match.span(kept))
            yield Edit(match.end(kept), match.end(), "")
        elif match["line"]:
            yield Edit(*match.span(), " ")
        else:
            yield Edit(*match.span(), html.unescape(match["entity"]) if match["entity"] else "")
