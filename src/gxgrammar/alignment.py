"""Which value stands in which column of a row, for rows that have lost their separators or blank cells.

The printed figures of a row are read off in order; a reading gives each column one of them or a blank. The row's own
sums exclude readings. All readings together are a small graph, column by column, whose states are the place in the ink
and the sum so far; only states that lie on a path to the end are ever made, and what a column may hold is read off
them when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from gxgrammar.adding import Fit, Sums, TooMuchWork, adding_up, narrowed, places, without_sums
from gxgrammar.cutting import LONGEST, Figures, Number, Size, cuts, ends_of
from gxgrammar.shape import Column, Kind

if TYPE_CHECKING:
    from gxgrammar.equations import Role


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


@frozen(cache_hash=True)
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


# How much ink is used up, and the sum that is being added up.
_State = tuple[int, Size]
_Step = tuple[Number, _State]
_START: _State = (0, 0)
# A figure's place: the token, and where in it the figure begins and ends (None for its end).
Piece = tuple[int, int, int | None]


@define(eq=False)
class Readings:
    """All readings of a row, as a graph.

    ``complete`` is false where the work was cut off; such a row is undecided. ``sums`` says whether its own sums hold.
    """

    complete: bool
    sums: bool = False
    _tokens: tuple[Figures, ...] = ()
    _slots: tuple[Slot, ...] = ()
    _fits: Sequence[Fit] = ()
    # By column, and behind the last, the states on a path to the end.
    _states: Sequence[Sums] = ()
    _ranges: dict[int, tuple[Size, Size]] = field(factory=dict, init=False)

    @property
    def possible(self) -> bool:
        return bool(self._states)

    @cached_property
    def filled(self) -> bool:
        """Whether some reading leaves no column blank that is not printed as one."""
        return bool(self._states) and bool(narrowed([evolve(fit, blank=False) for fit in self._fits], self._states))

    def within(self, slots: tuple[Slot, ...]) -> Readings:
        """Those of the readings that lie within bounds that are closer than before."""
        if not self._states or slots == self._slots:
            return self
        fits = [
            fit if slot == before else _narrowed(fit, slot, places)
            for fit, slot, before, places in zip(self._fits, slots, self._slots, self._states[:-1], strict=True)
        ]
        return Readings(True, self.sums, self._tokens, slots, fits, narrowed(fits, self._states))

    def decided(self, index: int) -> bool:
        """Whether a column holds the same in all readings."""
        numbers = self._numbers(index)
        first = next(numbers)
        return all(number == first for number in numbers)

    def candidates(self, index: int) -> tuple[Number, ...]:
        """What a column may hold, blanks first, then as the readings come."""
        found = dict.fromkeys(number for steps in self._layers[index].values() for number, _ in steps)
        return tuple(sorted(found, key=lambda number: number is not None))

    def range(self, index: int) -> tuple[Size, Size]:
        """The least and the most a column may hold, a blank as 0."""
        if index not in self._ranges:
            sizes = {number or 0 for number in self._numbers(index)}
            self._ranges[index] = min(sizes), max(sizes)
        return self._ranges[index]

    def _numbers(self, index: int) -> Iterator[Number]:
        """What a column may hold, in no order and perhaps repeatedly."""
        fit, after = self._fits[index], self._states[index + 1]
        for place, sums in self._states[index].items():
            if fit.blank and place in after and not fit.added(sums, 0).isdisjoint(after[place]):
                yield None
            for number, end in fit.begin[place]:
                if end in after and not fit.added(sums, number or 0).isdisjoint(after[end]):
                    yield number

    @cached_property
    def _layers(self) -> Sequence[dict[_State, list[_Step]]]:
        """The graph: for each column the steps from each state, states in the order in which readings reach them."""
        layers: list[dict[_State, list[_Step]]] = []
        states = dict.fromkeys([_START])
        for fit, after in zip(self._fits, self._states[1:], strict=False):
            layer = {state: list(_steps(fit, state, after)) for state in states}
            layers.append(layer)
            states = dict.fromkeys(following for steps in layer.values() for _, following in steps)
        return layers

    def piece(self, index: int) -> Piece | None:
        """The ink of a column that holds the same figure in all readings, None where it may stand in several places."""
        found = {
            (place, end)
            for (place, _), steps in self._layers[index].items()
            for number, (end, _) in steps
            if number is not None
        }
        return self._in_token(*found.pop()) if len(found) == 1 else None

    def _in_token(self, start: int, end: int) -> Piece:
        for index, behind in enumerate(accumulate(len(token.text) for token in self._tokens)):
            base = behind - len(self._tokens[index].text)
            if start < behind:
                return index, start - base, end - base if end < behind else None
        raise AssertionError("a figure stands in the ink")

    def first(self, most: int) -> list[tuple[Number, ...]]:
        """Some readings, at most ``most``."""
        return list(islice(self._walk(0, _START), most)) if self.possible else []

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


def _steps(fit: Fit, state: _State, after: Sums) -> Iterator[_Step]:
    """The figures a column may take from here, and where each leads."""
    place, sum_so_far = state
    sums = {sum_so_far}
    if fit.blank and place in after:
        for reached in fit.added(sums, 0) & after[place]:
            yield None, (place, reached)
    for number, end in fit.begin[place]:
        if end in after:
            for reached in fit.added(sums, number or 0) & after[end]:
                yield number, (end, reached)


@lru_cache(maxsize=2048)
def read_row(tokens: tuple[Figures, ...], slots: tuple[Slot, ...], *, sums: bool = True) -> Readings:
    """All readings of a row; ``sums`` says whether its own sums must hold, a blank counting as zero."""
    if sum(len(token.text) for token in tokens) > LONGEST * len(slots):
        return Readings(True, sums)
    fits = _fits(tokens, slots, sums)
    on_way = places(fits)
    if not on_way:
        return Readings(True, sums)
    if not any(fit.role in ("total", "at least") for fit in fits):
        return Readings(True, sums, tokens, slots, fits, without_sums(on_way))
    try:
        return Readings(True, sums, tokens, slots, fits, adding_up(fits, on_way, cuts(tokens, slots[0].kind)))
    except TooMuchWork:
        return Readings(False, sums)


def _fits(tokens: tuple[Figures, ...], slots: Sequence[Slot], sums: bool) -> list[Fit]:
    """What each column may hold; columns that no sum follows are not added up."""
    summed = max((index for index, slot in enumerate(slots) if slot.role in ("total", "at least")), default=-1)
    return [_fit(tokens, slot, slot.role if sums and index <= summed else "free") for index, slot in enumerate(slots)]


def _fit(tokens: tuple[Figures, ...], slot: Slot, role: Role) -> Fit:
    found = cuts(tokens, slot.kind)
    blank = slot.blank and (slot.lost or slot.admits(0))
    if slot.least is None and slot.most is None and (slot.signed or found.digits):
        return Fit(found.begin, found.ends, blank, role)
    begin = [[cut for cut in figures if cut[0] is None or slot.admits(cut[0])] for figures in found.begin]
    return Fit(begin, ends_of(begin), blank, role)


def _narrowed(fit: Fit, slot: Slot, places: Iterable[int]) -> Fit:
    """What a column may hold once its slot has closer bounds; only some places still matter."""
    begin = {place: [cut for cut in fit.begin[place] if cut[0] is None or slot.admits(cut[0])] for place in places}
    return Fit(begin, (), fit.blank and slot.blank and (slot.lost or slot.admits(0)), fit.role)


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
