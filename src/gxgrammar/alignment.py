"""Which value stands in which column of a row, for rows that have lost their separators or blank cells.

The printed figures of a row are read off in order; a reading gives each column one of them or a blank. The row's own
sums exclude readings. All readings together are a small graph, column by column, whose states are the place in the ink
and the sum so far; only states that lie on a path to the end are ever made, and what a column may hold is read off
them when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from gxgrammar.adding import Fit, Moves, State, Stating, Step, TooMuchWork, adding_up, bits, places, reaches_end
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
_Layer = dict[State, Sequence[Step]]


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
    _columns: Sequence[Moves | Stating] = ()
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
        reached, mask = {_START}, self._fits[0].mask
        for layer in self._layers:
            reached = {
                following
                for state in reached
                for number, following in layer[state]
                if number is not None or (following ^ state) & mask
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
        return Readings(
            True, self.sums, self._tokens, slots, self._fits, self._on_way, self._states, self._columns, layers
        )

    def decided(self, index: int) -> bool:
        """Whether a column holds the same in all readings."""
        if self._made or self.sums:
            return len(self.candidates(index)) == 1
        return len(self._some(index)) == 1

    def _some(self, index: int) -> set[Number]:
        """What a column may hold where no sums hold, no more than two of it; the graph need not be made."""
        fit, here, after = self._fits[index], self._on_way[index], self._on_way[index + 1]
        found: set[Number] = {None} if fit.blank and here & after else set()
        for place in bits(here & fit.before(after)):
            found |= {number for number, end in fit.begin[place] if after >> end & 1}
            if len(found) > 1:
                break
        return found

    def candidates(self, index: int) -> tuple[Number, ...]:
        """What a column may hold, blanks first, then as the readings come."""
        if index not in self._candidates:
            layer = self._layers[index]
            if index and layer is self._layers[index - 1]:
                self._candidates[index] = self.candidates(index - 1)
            else:
                self._candidates[index] = _numbers(layer)
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
        return self._made or (self._layers_of_sums() if self.sums else self._layers_of_places())

    def _layers_of_sums(self) -> Sequence[_Layer]:
        layers: list[_Layer] = []
        states: Collection[State] = [_START]
        for column, after in zip(self._columns, self._states[1:], strict=True):
            layer: _Layer = {state: column.steps_to(state, after) for state in states}
            layers.append(layer)
            states = _in_order(layer, len(after))
        return layers

    def _layers_of_places(self) -> Sequence[_Layer]:
        """The graph where a state is a place alone; columns in the middle of a row often share a layer."""
        layers: list[_Layer] = []
        before, states = None, [_START]
        for fit, after in zip(self._fits, self._on_way[1:], strict=True):
            if (fit, after, states) != before:
                layer = {place: fit.onward(place, after) for place in states}
            before = fit, after, states
            layers.append(layer)
            states = _in_order(layer, after.bit_count())
        return layers

    def piece(self, index: int) -> Piece | None:
        """The ink of a column that holds the same figure in all readings, None where it may stand in several places."""
        place = self._fits[index].place
        found = {
            (place(state), place(following))
            for state, steps in self._layers[index].items()
            for number, following in steps
            if number is not None
        }
        return self._in_token(*found.pop()) if len(found) == 1 else None

    def _in_token(self, start: int, end: int) -> Piece:
        base, index = 0, 0
        while start >= base + len(self._tokens[index].text):
            base += len(self._tokens[index].text)
            index += 1
        return index, start - base, end - base if end < base + len(self._tokens[index].text) else None

    def first(self, most: int) -> list[tuple[Number, ...]]:
        """Some readings, at most ``most``."""
        if not self.possible:
            return []
        begun: list[tuple[tuple[Number, ...], State]] = [((), _START)]
        for layer, ways in zip(self._layers, [*self._ways[1:], {}], strict=True):
            begun = _longer(begun, layer, ways, most)
        return [reading for reading, _ in begun]

    def count(self) -> int:
        """The number of readings."""
        return self._ways[0][_START] if self.possible else 0

    @cached_property
    def _ways(self) -> Sequence[Mapping[State, int]]:
        """The number of ways to the end from each state before a column."""
        *layers, last = self._layers
        ways = [{state: len(steps) for state, steps in last.items()}]
        for layer in reversed(layers):
            below = ways[-1]
            ways.append({state: sum([below[following] for _, following in steps]) for state, steps in layer.items()})
        return ways[::-1]

    @property
    def several(self) -> bool:
        """Whether there is more than one reading."""
        return any(len(steps) > 1 for layer in self._layers for steps in layer.values())


def _longer(
    begun: Sequence[tuple[tuple[Number, ...], State]], layer: _Layer, ways: Mapping[State, int], most: int
) -> list[tuple[tuple[Number, ...], State]]:
    """Readings with one more column, as many as it takes for ``most`` of them; ``ways`` lead on to the end."""
    found = []
    for reading, state in begun:
        for number, following in layer[state]:
            found.append(((*reading, number), following))
            most -= ways.get(following, 1)
            if most <= 0:
                return found
    return found


def _in_order(layer: _Layer, size: int) -> list[State]:
    """The states behind a layer, ``size`` at most, in the order in which readings reach them."""
    found: dict[State, None] = {}
    for steps in layer.values():
        found |= dict.fromkeys([following for _, following in steps])
        if len(found) == size:
            break
    return list(found)


def _numbers(layer: _Layer) -> tuple[Number, ...]:
    """What a column may hold, blanks first, then as the readings come."""
    found = dict.fromkeys([number for steps in layer.values() for number, _ in steps])
    if None not in found:
        return tuple(found)
    del found[None]
    return (None, *found)


def _admitted(steps: Sequence[Step], slot: Slot, place: Callable[[State], int], here: int) -> list[Step]:
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
        left: _Layer = {state: [step for step in steps if step[1] in states] for state, steps in layer.items()}
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
    try:
        columns, states = adding_up(fits, [slot.role for slot in slots], on_way, cuts(tokens, slots[0].kind))
    except TooMuchWork:
        return Readings(False, sums)
    return Readings(True, sums, tokens, slots, fits, on_way, states, columns)


@lru_cache(maxsize=2048)
def _without_sums(tokens: tuple[Figures, ...], slots: tuple[Slot, ...]) -> tuple[list[Fit], list[int]]:
    """What each column may hold, and the places between columns on a way through the ink, as sets of bits."""
    found = {slot.kind: cuts(tokens, slot.kind) for slot in slots}
    size, times = sum([len(token.text) for token in tokens]), max([each.scale for each in found.values()])
    fits: dict[object, Fit] = {}
    fit_of: dict[int, Fit] = {}
    for slot in slots:
        if id(slot) not in fit_of:
            # Columns that differ in their part in a sum alone hold the same.
            alike = slot.kind, slot.signed, slot.blank, slot.lost, slot.least, slot.most
            if alike not in fits:
                fits[alike] = _fit(found[slot.kind], slot, size.bit_length(), times)
            fit_of[id(slot)] = fits[alike]
    every = [fit_of[id(slot)] for slot in slots]
    return every, places(every)


def _fit(found: Cuts, slot: Slot, bits: int, times: int) -> Fit:
    blank, ascending = slot.blank and (slot.lost or slot.admits(0)), found.digits is not None
    if slot.least is None and slot.most is None and (slot.signed or ascending):
        return Fit(found.begin, found.ends, blank, ascending, bits, times)
    begin = [[cut for cut in figures if cut[0] is None or slot.admits(cut[0])] for figures in found.begin]
    return Fit(begin, ends_of(begin), blank, ascending, bits, times)


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
