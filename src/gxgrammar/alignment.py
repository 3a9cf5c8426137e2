"""Which value stands in which column of a row, for rows that have lost their separators or blank cells.

The printed figures of a row are read off in order; a reading gives each column one of them or a blank. The row's own
sums exclude readings. All readings together are a small graph, column by column, whose states are the place in the ink
and the sum so far; only states that lie on a path to the end are ever made, and what a column may hold is read off
them when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from gxgrammar.adding import Fit, State, Step, TooMuchWork, adding_up, bits, places, reaches_end
from gxgrammar.cutting import LONGEST, Cuts, Figures, Number, Size, cuts, ends_of
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


_START: State = 0
# A figure's place: the token, and where in it the figure begins and ends (None for its end).
Piece = tuple[int, int, int | None]


# By state before a column the steps from there, states in the order in which readings reach them.
_Layer = dict[State, list[Step]]


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
    # By column, and behind the last, the places on a path to the end, as sets of bits; and where sums hold, the states.
    _on_way: Sequence[int] = ()
    _states: Sequence[Collection[State]] = ()
    # The graph, where it is made already.
    _made: Sequence[_Layer] = ()
    _candidates: dict[int, tuple[Number, ...]] = field(factory=dict, init=False)
    _ranges: dict[int, tuple[Size, Size]] = field(factory=dict, init=False)

    @property
    def possible(self) -> bool:
        return bool(self._states if self.sums else self._on_way)

    @cached_property
    def filled(self) -> bool:
        """Whether some reading leaves no column blank that is not printed as one."""
        if not self.possible:
            return False
        if not self.sums and not self._made:
            return reaches_end(self._fits)
        reached = {_START}
        place = self._fits[0].place
        for layer in self._layers:
            reached = {
                following
                for state in reached
                for number, following in layer.get(state, ())
                if number is not None or place(following) != place(state)
            }
        return bool(reached)

    def within(self, slots: tuple[Slot, ...]) -> Readings:
        """Those of the readings that lie within bounds that are closer than before."""
        if not self.possible or slots == self._slots:
            return self
        layers: list[_Layer] = []
        states = dict.fromkeys([_START])
        for layer, fit, slot, before in zip(self._layers, self._fits, slots, self._slots, strict=True):
            if slot is before:
                left = {state: layer[state] for state in states if state in layer}
            else:
                left = {
                    state: _admitted(layer[state], slot, fit.place, fit.place(state))
                    for state in states
                    if state in layer
                }
            layers.append(left)
            states = dict.fromkeys(following for steps in left.values() for _, following in steps)
        layers = _leading_on(layers, states)
        if not layers[0]:
            return Readings(True, self.sums)
        return Readings(True, self.sums, self._tokens, slots, self._fits, self._on_way, self._states, layers)

    def decided(self, index: int) -> bool:
        """Whether a column holds the same in all readings."""
        if self._made or self.sums:
            return len(self.candidates(index)) == 1
        numbers = self._unordered(index)
        first = next(numbers)
        return all(number == first for number in numbers)

    def _unordered(self, index: int) -> Iterator[Number]:
        """What a column may hold where no sums hold, perhaps repeatedly, without the graph being made."""
        fit, here, after = self._fits[index], self._on_way[index], self._on_way[index + 1]
        if fit.blank and here & after:
            yield None
        for place in bits(here):
            if fit.ends[place] & after:
                yield from (number for number, end in fit.begin[place] if after >> end & 1)

    def candidates(self, index: int) -> tuple[Number, ...]:
        """What a column may hold, blanks first, then as the readings come."""
        if index not in self._candidates:
            found = dict.fromkeys(number for steps in self._layers[index].values() for number, _ in steps)
            blank = (None,) if None in found else ()
            self._candidates[index] = (*blank, *(number for number in found if number is not None))
        return self._candidates[index]

    def range(self, index: int) -> tuple[Size, Size]:
        """The least and the most a column may hold, a blank as 0."""
        if index not in self._ranges:
            sizes = [number or 0 for number in self.candidates(index)]
            self._ranges[index] = min(sizes), max(sizes)
        return self._ranges[index]

    @cached_property
    def _layers(self) -> Sequence[_Layer]:
        """The graph, column by column."""
        if self._made:
            return self._made
        layers: list[_Layer] = []
        states = dict.fromkeys([_START])
        for fit, after in zip(self._fits, self._after(), strict=False):
            layer = {state: [step for step in fit.steps(state) if step[1] in after] for state in states}
            layers.append(layer)
            states = dict.fromkeys(following for steps in layer.values() for _, following in steps)
        return layers

    def _after(self) -> Sequence[Collection[State]]:
        """The states behind each column that lie on a path to the end."""
        return self._states[1:] if self.sums else [set(bits(places)) for places in self._on_way[1:]]

    def piece(self, index: int) -> Piece | None:
        """The ink of a column that holds the same in all readings, None where it has none or it may stand in several
        places."""
        place = self._fits[index].place
        found = {
            (place(state), place(following)) for state, steps in self._layers[index].items() for _, following in steps
        }
        start, end = found.pop()
        return None if found or start == end else self._in_token(start, end)

    def _in_token(self, start: int, end: int) -> Piece:
        base, index = 0, 0
        while start >= base + len(self._tokens[index].text):
            base += len(self._tokens[index].text)
            index += 1
        return index, start - base, end - base if end < base + len(self._tokens[index].text) else None

    def first(self, most: int) -> list[tuple[Number, ...]]:
        """Some readings, at most ``most``."""
        return list(islice(self._walk(0, _START), most)) if self.possible else []

    def count(self) -> int:
        """The number of readings."""
        below: dict[State, int] = {}
        for layer in reversed(self._layers):
            below = {
                state: sum(below.get(following, 1) if below else 1 for _, following in steps)
                for state, steps in layer.items()
            }
        return below.get(_START, 0)

    def _walk(self, index: int, state: State) -> Iterator[tuple[Number, ...]]:
        if index == len(self._layers):
            yield ()
            return
        for number, following in self._layers[index].get(state, ()):
            for rest in self._walk(index + 1, following):
                yield (number, *rest)


def _admitted(steps: list[Step], slot: Slot, place: Callable[[State], int], here: int) -> list[Step]:
    """Those of the steps from a place that a slot admits; a blank that is printed, and takes ink, it always does."""
    blank = slot.blank and (slot.lost or slot.admits(0))
    return [
        (number, following)
        for number, following in steps
        if (slot.admits(number) if number is not None else blank or place(following) != here)
    ]


def _leading_on(layers: Sequence[_Layer], states: Collection[State]) -> list[_Layer]:
    """The layers with only the steps from which the last states are reached."""
    found: list[_Layer] = []
    for layer in reversed(layers):
        left = {state: [step for step in steps if step[1] in states] for state, steps in layer.items()}
        states = {state: steps for state, steps in left.items() if steps}
        found.append(states)
    return found[::-1]


@lru_cache(maxsize=2048)
def read_row(tokens: tuple[Figures, ...], slots: tuple[Slot, ...], *, sums: bool = True) -> Readings:
    """All readings of a row; ``sums`` says whether its own sums must hold, a blank counting as zero."""
    if sum(len(token.text) for token in tokens) > LONGEST * len(slots):
        return Readings(True, sums)
    fits, on_way = _without_sums(tokens, slots)
    if not on_way or not sums:
        return Readings(True, sums, tokens, slots, fits, on_way)
    fits = _in_roles(fits, slots)
    try:
        return Readings(True, sums, tokens, slots, fits, on_way, adding_up(fits, on_way, cuts(tokens, slots[0].kind)))
    except TooMuchWork:
        return Readings(False, sums)


@lru_cache(maxsize=2048)
def _without_sums(tokens: tuple[Figures, ...], slots: tuple[Slot, ...]) -> tuple[list[Fit], list[int]]:
    """What each column may hold, and the places between columns on a way through the ink, as sets of bits."""
    found = {slot.kind: cuts(tokens, slot.kind) for slot in slots}
    size, times = sum(len(token.text) for token in tokens), max(each.scale for each in found.values())
    fits = {slot: _fit(found[slot.kind], slot, size.bit_length(), times) for slot in slots}
    every = [fits[slot] for slot in slots]
    return every, places(every)


def _fit(found: Cuts, slot: Slot, bits: int, times: int) -> Fit:
    blank = slot.blank and (slot.lost or slot.admits(0))
    if slot.least is None and slot.most is None and (slot.signed or found.digits):
        return Fit(found.begin, found.ends, blank, "free", bits, times)
    begin = [[cut for cut in figures if cut[0] is None or slot.admits(cut[0])] for figures in found.begin]
    return Fit(begin, ends_of(begin), blank, "free", bits, times)


def _in_roles(fits: Sequence[Fit], slots: Sequence[Slot]) -> list[Fit]:
    """The columns with their parts in sums; columns that no sum follows are not added up."""
    summed = max((index for index, slot in enumerate(slots) if slot.role in ("total", "at least")), default=-1)
    known: dict[tuple[int, Role], Fit] = {}
    found = []
    for index, (fit, slot) in enumerate(zip(fits, slots, strict=True)):
        role: Role = slot.role if index <= summed else "free"
        if (id(fit), role) not in known:
            known[id(fit), role] = fit if role == "free" else fit.in_role(role)
        found.append(known[id(fit), role])
    return found


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
