"""Lines in which every character is printed twice, as bold text comes out of some PDF files: 总总体体情情况况."""

from __future__ import annotations

import re
from collections import deque

from gxgrammar.condition.edit import Edit

# Compiled when first needed: the range of all characters takes long, and most texts have no line that is doubled.
_DOUBLED_RUN = r"(?:([\u3400-\u9fff])\1){4}"
# A line that is doubled begins doubled; a quick look for one. What stands behind a tab begins anew: no run of tabs is
# looked through from each of them.
_DOUBLED = r"[ \u3000]*([^\s|])\1([^\s|])\2"
_FIRST_DOUBLED = re.compile(_DOUBLED)
# A pattern each: one that begins with a single character is searched for ten times faster than one with a choice.
_LATER_DOUBLED = tuple(re.compile(f"{mark}{_DOUBLED}") for mark in (r"\n", r"\|", r"\t"))
_LINE = re.compile(r"[^\n|\t]+")
# Within so many pieces behind a part of a label its figures begin.
_LABEL_PIECES = 6
_FIGURE = re.compile(r"[-+−－]?\d[\d.,，]*")


def edits(text: str) -> list[Edit]:
    """Halve lines and cells that are doubled throughout.

    Figures may be doubled too, and one figure does not show it: 11 is 1 or 11. Where all figures behind doubled labels
    look doubled, those labels stay as they are, so that no figure is taken for one.
    """
    if not (_FIRST_DOUBLED.match(text) or any(pattern.search(text) for pattern in _LATER_DOUBLED)):
        return []
    found: list[Edit] = []
    valued: set[Edit] = set()
    figures: set[str] = set()
    near: deque[tuple[int, Edit]] = deque(maxlen=_LABEL_PIECES)
    pieces = ((line.start() + line[0].index(text), text) for line in _LINE.finditer(text) if (text := line[0].strip()))
    for number, (start, piece) in enumerate(pieces):
        while near and number - near[0][0] > _LABEL_PIECES:
            near.popleft()
        if near and _FIGURE.fullmatch(piece):
            valued.update(edit for _, edit in near)
            figures.add(piece)
            near = deque([(number, edit) for _, edit in near], _LABEL_PIECES)
        elif _is_doubled(piece) and re.search(_DOUBLED_RUN, piece):
            found.append(Edit(start, start + len(piece), piece[::2]))
            near.append((number, found[-1]))
    return [edit for edit in found if edit not in valued] if all(map(_is_doubled, figures)) else found


def _is_doubled(text: str) -> bool:
    return len(text) % 2 == 0 and text[::2] == text[1::2]
