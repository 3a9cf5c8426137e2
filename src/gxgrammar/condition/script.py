"""Traditional characters read as Simplified, with OpenCC, where a text is written in them throughout."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gxgrammar.condition.edit import Edit

if TYPE_CHECKING:
    from opencc import OpenCC

# Common in reports, and never written in Simplified text except in names.
_TRADITIONAL = re.compile(
    "[開報關總計結轉辦處數項規範製應屬於內務過執為與來國會學無這個們時後說東車門問間對發現經業員種類實級縣區鄉鎮"
    "機構據訊請復議訴訟審糾錯檔標準設條職責義從眾經費單負責養壓廣擴進達運選違適還邊]"
)
_FEWEST = 8
# One such character in so many.
_SPARSEST = 100


def edits(text: str) -> list[Edit]:
    """Convert stretches that differ; a name in Traditional characters inside Simplified text stays."""
    count = len(_TRADITIONAL.findall(text))
    if count < _FEWEST or count * _SPARSEST < len(text):
        return []
    converted = _converted(text)
    return _runs(text, converted)


def simplified(name: str) -> str:
    """A name in Simplified characters, whichever it was written in."""
    return _converted(name) if _TRADITIONAL.search(name) else name


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def _converted(text: str) -> str:
    """The text in Simplified characters, each in the place of the one it stands for."""
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    pieces = []
    for line in text.splitlines(keepends=True):
        whole = _converter().convert(line)
        pieces.append(whole if len(whole) == len(line) else "".join(_one(character) for character in line))
    return "".join(pieces)


def _one(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


def _runs(before: str, after: str) -> list[Edit]:
    """The stretches in which two texts of the same length differ."""
    changed = [index for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    edits: list[Edit] = []
    for index in changed:
        if edits and edits[-1].end == index:
            last = edits.pop()
            edits.append(Edit(last.start, index + 1, last.after + after[index]))
        else:
            edits.append(Edit(index, index + 1, after[index]))
    return edits
