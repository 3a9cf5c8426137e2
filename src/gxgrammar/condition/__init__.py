"""Text condition: what happened to a text between the office and us, undone before reading, and every change noted.

A step looks for one kind of damage and returns edits; healthy text gives none. The edits of all steps are the plan:
applied to the same source it gives the same clean text. Offsets of the clean text lead back to the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate

from attrs import field, frozen

from gxgrammar.condition import (
    borders,
    doubling,
    escapes,
    folding,
    marks,
    mojibake,
    pages,
    pinyin,
    quoting,
    radicals,
    script,
    sheet,
    slip,
)
from gxgrammar.condition.edit import Edit

# In the order in which damage is undone, the latest damage first.
STEPS: Mapping[str, Callable[[str], list[Edit]]] = {
    "quoting": quoting.edits,
    "sheet": sheet.edits,
    "pages": pages.edits,
    "borders": borders.edits,
    "folding": folding.edits,
    "marks": marks.edits,
    "escapes": escapes.edits,
    "radicals": radicals.edits,
    "mojibake": mojibake.edits,
    "pinyin": pinyin.edits,
    "slip": slip.edits,
    "doubling": doubling.edits,
    "script": script.edits,
}

# What only the markup of a page has, and the steps that look at what lines and their marks mean: in markup, nothing.
_MARKUP = re.compile(r"</(?:td|p|div|table|span|html)\b", re.IGNORECASE)
_NOT_OF_MARKUP = frozenset({"quoting", "sheet", "pages", "borders", "marks"})


@frozen
class Repair:
    """What one step changed: edits in order, their offsets those of the text that the steps before it left."""

    step: str
    edits: tuple[Edit, ...]


Plan = tuple[Repair, ...]


def apply_plan(text: str, plan: Plan) -> str:
    """The clean text of a source text."""
    for repair in plan:
        text = _apply(text, repair.edits)
    return text


@frozen
class Conditioned:
    """A clean text, the plan that made it, and the way back to the source."""

    text: str
    plan: Plan
    _maps: tuple[_OffsetMap, ...] = field(default=(), eq=False, repr=False)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that a stretch of the clean text came from."""
        for offsets in reversed(self._maps):
            start, end = offsets.start(start), offsets.end(end)
        return start, max(start, end)

    def before(self, index: int) -> Conditioned:
        """The same with only the first repairs of the plan; its text is left out."""
        return Conditioned("", self.plan[:index], self._maps[:index])


def condition(text: str, *, without: Collection[str] = ()) -> Conditioned:
    """Undo the damage of a text, except by the steps named in ``without``."""
    plan: list[Repair] = []
    maps: list[_OffsetMap] = []
    left_out = {*without, *(_NOT_OF_MARKUP if _MARKUP.search(text) else ())}
    for name, find in STEPS.items():
        edits = () if name in left_out else tuple(find(text))
        if edits:
            plan.append(Repair(name, edits))
            maps.append(_OffsetMap.of(edits))
            text = _apply(text, edits)
    return Conditioned(text, tuple(plan), tuple(maps))


def _apply(text: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    offset = 0
    for edit in edits:
        pieces += (text[offset : edit.start], edit.after)
        offset = edit.end
    return "".join((*pieces, text[offset:]))


@frozen
class _OffsetMap:
    """From offsets behind some edits to offsets before them."""

    edits: Sequence[Edit]
    # Where the replacement of each edit begins, behind the edits.
    begins: Sequence[int]

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> _OffsetMap:
        growth = accumulate((len(edit.after) - (edit.end - edit.start) for edit in edits), initial=0)
        return cls(edits, [edit.start + grown for edit, grown in zip(edits, growth, strict=False)])

    def start(self, offset: int) -> int:
        """Where a stretch begins: one that begins inside a replacement begins with what was replaced."""
        return self._before(bisect_right(self.begins, offset) - 1, offset, inside=0)

    def end(self, offset: int) -> int:
        """Where a stretch ends: one that ends inside a replacement ends with what was replaced, all of it."""
        return self._before(bisect_right(self.begins, offset - 1) - 1, offset, inside=1)

    def _before(self, index: int, offset: int, *, inside: int) -> int:
        if index < 0:
            return offset
        edit = self.edits[index]
        within = offset - self.begins[index]
        if within >= len(edit.after):
            return edit.end + within - len(edit.after)
        if len(edit.after) == edit.end - edit.start:
            return edit.start + within
        return (edit.start, edit.end)[inside]
