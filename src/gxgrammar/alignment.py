"""Which value stands in which column of a row, for rows that have lost their separators or blank cells.

The printed figures of a row are read off in order; a reading gives each column one of them or a blank. A run of
glued digits may be cut anywhere (not before a zero that leads), a figure with borders of its own nowhere. The row's
own sums exclude readings. All readings together are a small graph, column by column, whose states are how much ink is
used up and the sums so far: what each column may hold is read off the states that lie on a path to the end. Work is
counted in states and bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from gxgrammar.shape import Column, Kind
from gxgrammar.values import Value, read_value

if TYPE_CHECKING:
    from gxgrammar.equations import Role

Size = int | Decimal
Number = Size | None

# States of one row's graph; reached only by ink that no form explains.
MOST_STATES = 20_000
_DIGIT = re.compile(r"\d")
# A figure has at most this many digits.
_LONGEST = 12


@frozen
class Figures:
    """A piece of the ink of a row. ``glued`` says that the figures of several cells may be in it."""

    text: str
    glued: bool


@frozen
class UndecidedRow:
    """A row whose figures are to be placed: its field path, its columns, and its ink in order."""

    path: str
    columns: tuple[Column, ...]
    tokens: tuple[Figures, ...]

    @property
    def glued(self) -> bool:
        return any(token.glued for token in self.tokens)

    @property
    def cut_in_several_ways(self) -> bool:
        """Whether glued digits can be cut in more than one way; zeros that lead stand alone."""
        return any(token.glued and len(token.text.lstrip("-0")) > 1 for token in self.tokens)


@frozen
class Slot:
    """A column to be filled: what it counts in, whether it may be negative or blank, and its part in a sum.

    Columns with role ``part`` add up until one that is their ``total``, or that holds ``at least`` as much.
    ``least`` and ``most`` bound the number it holds, a blank being 0, or any number where the page lost cells.
    """

    kind: Kind
    role: Role = "free"
    signed: bool = False
    blank: bool = True
    lost: bool = False
    least: Size | None = None
    most: Size | None = None

    def admits(self, number: Size) -> bool:
        """Whether the number lies within the bounds of the slot."""
        return not (
            (self.least is not None and number < self.least)
            or (self.most is not None and number > self.most)
            or (number < 0 and not self.signed)
        )


# How much ink is used up (token, character within it), and the sum that is being added up.
_State = tuple[int, int, Size]
_Step = tuple[Number, _State]
# A figure's place: the token, and where in it the figure begins and ends (None for its end).
Piece = tuple[int, int, int | None]


@frozen
class Readings:
    """All readings of a row, as a graph.

    ``complete`` is false where the work was cut off; such a row is undecided. ``candidates`` has for each column what
    it may hold, blanks first, then as the readings come; ``ranges`` the least and the most, a blank as 0.
    """

    complete: bool
    candidates: Sequence[tuple[Number, ...]]
    ranges: Sequence[tuple[Size, Size]]
    _layers: Sequence[dict[_State, list[_Step]]] = field(repr=False)

    @property
    def possible(self) -> bool:
        return bool(self._layers and self._layers[0])

    def piece(self, index: int) -> Piece | None:
        """The ink of a column that holds the same figure in all readings, None where it may stand in several places."""
        found = {
            (state[0], state[1], following[1] if following[0] == state[0] else None)
            for state, steps in self._layers[index].items()
            for number, following in steps
            if number is not None
        }
        return found.pop() if len(found) == 1 else None

    def first(self, most: int) -> list[tuple[Number, ...]]:
        """Some readings, at most ``most``."""
        found: list[tuple[Number, ...]] = []
        for reading in self._walk(0, _START):
            if len(found) == most:
                break
            found.append(reading)
        return found

    def count(self) -> int:
        """The number of readings."""
        below: dict[_State, int] = {}
        for layer in reversed(self._layers):
            below = {
                state: sum(below.get(following, 1) if below else 1 for _, following in steps)
                for state, steps in layer.items()
            }
        return below.get(_START, 0)

    def _walk(self, index: int, state: _State) -> Iterator[tuple[Number, ...]]:
        if index == len(self._layers):
            yield ()
            return
        for number, following in self._layers[index].get(state, ()):
            for rest in self._walk(index + 1, following):
                yield (number, *rest)


_START: _State = (0, 0, 0)


@lru_cache(maxsize=2048)
def read_row(tokens: tuple[Figures, ...], slots: tuple[Slot, ...], *, sums: bool = True) -> Readings:
    """All readings of a row; ``sums`` says whether its own sums must hold, a blank counting as zero."""
    if sum(len(token.text) for token in tokens) > _LONGEST * len(slots):
        return Readings(True, (), (), ())
    layers: list[dict[_State, list[_Step]]] = []
    # In the order in which readings reach them, which is that of the candidates.
    states = dict.fromkeys([_START])
    work = 0
    for slot in slots:
        layer = {}
        for state in states:
            steps = list(_steps(tokens, slot, state, sums))
            work += 1 + len(steps)
            if work > MOST_STATES:
                return Readings(False, (), (), ())
            layer[state] = steps
        layers.append(layer)
        states = dict.fromkeys(following for steps in layer.values() for _, following in steps)
    kept = _to_the_end(layers, len(tokens))
    candidates = tuple(map(_candidates, kept))
    ranges = tuple((min(sizes), max(sizes)) for found in candidates if (sizes := [number or 0 for number in found]))
    return Readings(True, candidates, ranges, kept)


def _candidates(layer: dict[_State, list[_Step]]) -> tuple[Number, ...]:
    found = dict.fromkeys(number for steps in layer.values() for number, _ in steps)
    return tuple(sorted(found, key=lambda number: number is not None))


def _steps(tokens: Sequence[Figures], slot: Slot, state: _State, sums: bool) -> Iterator[_Step]:
    """The figures a column may take from here, and where each leads."""
    used, offset, sum_so_far = state
    if slot.blank and (slot.lost or slot.admits(0)):
        step = _added(slot, None, (used, offset), sum_so_far, sums)
        if step:
            yield step
    if used < len(tokens):
        for number, end in _cuts(tokens[used], slot.kind)[offset]:
            if number is None or slot.admits(number):
                step = _added(slot, number, (used, end) if end else (used + 1, 0), sum_so_far, sums)
                if step:
                    yield step


def _added(slot: Slot, number: Number, place: tuple[int, int], sum_so_far: Size, sums: bool) -> _Step | None:
    """The step that takes a number, None if it breaks the sum that the column states."""
    size = number or 0
    if slot.role == "part" and sums:
        sum_so_far += size
    elif slot.role in ("total", "at least") and sums:
        if size < sum_so_far or (slot.role == "total" and size != sum_so_far):
            return None
        sum_so_far = 0
    return number, (*place, sum_so_far)


@lru_cache(maxsize=2048)
def _cuts(token: Figures, kind: Kind) -> tuple[tuple[tuple[Number, int], ...], ...]:
    """For each place in a token the figures that may begin there, and where each ends: 0 for the end of the token."""
    text = token.text
    if not _DIGIT.search(text):
        return (((None, 0),),)
    starts = range(len(text)) if token.glued else (0,)
    return tuple(tuple(_figures_at(text, start, kind, token.glued)) for start in starts)


def _figures_at(text: str, start: int, kind: Kind, glued: bool) -> Iterator[tuple[Number, int]]:
    length = len(text)
    ends = range(start + 1, min(length, start + _LONGEST) + 1) if glued else ()
    for end in (*ends, *(() if length in ends else (length,))):
        value = read_value(text[start:end])
        number = value.count if kind == "count" else value.amount(None)
        if number is not None and _is_whole_figure(text[start:end], value, text[end:]):
            yield number, end if end < length else 0


def _is_whole_figure(piece: str, value: Value, behind: str) -> bool:
    """Whether a piece is written as a figure: no zero leads, and it does not end in a decimal or before its unit."""
    digits = piece.lstrip("+-−－")
    leads = len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
    cut_short = behind[:1] in (".", ",", "，") or (behind[:1] in ("元", "万", "萬", "亿", "億") and value.unit is None)
    return not leads and not cut_short


def _to_the_end(layers: list[dict[_State, list[_Step]]], tokens: int) -> list[dict[_State, list[_Step]]]:
    """The layers with only those steps from which all ink can be used up."""
    alive: Callable[[_State], bool] = lambda state: state[:2] == (tokens, 0)  # noqa: E731
    kept: list[dict[_State, list[_Step]]] = []
    for layer in reversed(layers):
        pruned = {state: left for state, steps in layer.items() if (left := [step for step in steps if alive(step[1])])}
        kept.append(pruned)
        alive = pruned.__contains__
    return kept[::-1]


def place(blank: Sequence[bool], columns: int) -> range | None:
    """The values that fill the columns of a row, one each and in order; None where the page does not determine them.

    ``blank`` tells for each printed value whether it is a blank cell. Blanks at either end that exceed the number of
    columns belong to cells that span; which to drop must not make a difference.
    """
    surplus = len(blank) - columns
    if surplus == 0:
        return range(columns)
    if surplus < 0:
        return None
    first = next((index for index, empty in enumerate(blank) if not empty), len(blank))
    last = next((index for index in range(len(blank), 0, -1) if not blank[index - 1]), 0)
    start = max(0, last - columns)
    # Where ink could stand in one column or another, by the blanks that are dropped, it is not placed.
    return range(start, start + columns) if start == min(first, surplus) else None
