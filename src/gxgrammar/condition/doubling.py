"""Lines in which every character is printed twice, as bold text comes out of some PDF files: 总总体体情情况况."""

from __future__ import annotations

import re

from gxgrammar.condition.edit import Edit

_DOUBLED_RUN = re.compile(r"(?:([\u3400-\u9fff])\1){4}")
# A line that is doubled begins doubled; a quick look for one.
_DOUBLED = r"[ \t\u3000]*([^\s|])\1([^\s|])\2"
_FIRST_DOUBLED = re.compile(_DOUBLED)
# Two patterns: one that begins with a single character is searched for ten times faster than one with a choice.
_LATER_DOUBLED = (re.compile(rf"\n{_DOUBLED}"), re.compile(rf"\|{_DOUBLED}"))
_LINE = re.compile(r"[^\n|]+")


def edits(text: str) -> list[Edit]:
    """Halve lines and cells that are doubled throughout."""
    if not (_FIRST_DOUBLED.match(text) or any(pattern.search(text) for pattern in _LATER_DOUBLED)):
        return []
    found = []
    for line in _LINE.finditer(text):
        stripped = line[0].strip()
        if len(stripped) % 2 == 0 and _DOUBLED_RUN.search(stripped) and stripped[::2] == stripped[1::2]:
            start = line.start() + line[0].index(stripped)
            found.append(Edit(start, start + len(stripped), stripped[::2]))
    return found
