"""Which value stands in which column of a row, for rows that have lost their separators or blank cells.

The printed figures of a row are read off in order; a reading gives each column one of them or a blank. The row's own
sums exclude readings. All readings together are a small graph, column by column, whose states are the place in the ink
and the sum so far; only states that lie on a path to the end are ever made, and what a column may hold is read off
them when it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from math import inf
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from gxgrammar.adding import Fit, Layer, State, TooMuchWork, adding_up, bits, in_order, kept, places, reaches_end
from gxgrammar.cutting import LONGEST, Cuts, Figures, Number, Size, Steps, cuts, ends_of, figures_in
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

    @property
    def least_admitted(self) -> Size | float:
        """The least number within the bounds of the slot."""
        least = -inf if self.least is None else self.least
        return least if self.signed else max(least, 0)

    @property
    def most_admitted(self) -> Size | float:
        """The largest number within the bounds of the slot."""
        return inf if self.most is None else self.most

    def admits(self, number: Size) -> bool:
        """Whether the number lies within the bounds of the slot."""
        return self.least_admitted <= number <= self.most_admitted

    def bounded(self, least: Size, most: Size) -> Slot:
        """The slot with these bounds, too."""
        least = least if self.least is None else max(least, self.least)
        most = most if self.most is None else min(most, self.most)
        return Slot(self.kind, self.role, self.signed, self.blank, self.lost, least, most)


_START: State = 0
# A figure's place: the token, and where in it the figure begins and ends (None for its end).
Piece = tuple[int, int, int | None]


@define(eq=False)
class Readings:
    """All readings of a row, as a graph. ``complete`` is false where the work was cut off; such a row is undecided."""

    complete: bool
    _tokens: tuple[Figures, ...] = ()
    _slots: tuple[Slot, ...] = ()
    _fits: Sequence[Fit] = ()
    # By column, and behind the last, the places on a path to the end, as sets of bits.
    _on_way: Sequence[int] = ()
    # The graph, where it is made already, states in the order in which readings reach them.
    _made: Sequence[Layer] = ()
    # Some readings, by how many were asked for: rows with the same ink share theirs.
    _found: dict[int, list[tuple[Number, ...]]] = field(factory=dict, init=False)

    @property
    def possible(self) -> bool:
        """Whether there are any."""
        return bool(self._made or self._on_way)

    @cached_property
    def filled(self) -> bool:
        """Whether some reading leaves no column blank that is not printed as one."""
        if not self.possible:
            return False
        if not self._made:
            return reaches_end(self._fits)
        reached, mask = {_START}, self._fits[0].mask
        for layer in self._made:
            reached = {
                to
                for state in reached
                for number, to in zip(*layer[state], strict=True)
                if number is not None or (to ^ state) & mask
            }
        return bool(reached)

    @property
    def summed(self) -> Readings:
        """Those of the readings for which the sums within the row hold, a blank counting as zero."""
        if not self.possible:
            return self
        if all(places & (places - 1) == 0 for places in self._on_way):
            # One way through the ink, as mostly, which needs no adding from both ends.
            holds = _adds_up([numbers[0] for layer in self._layers for numbers, _ in layer.values()], self._slots)
            return self if holds else Readings(True)
        return self._adding_up

    @cached_property
    def _adding_up(self) -> Readings:
        """The readings whose sums hold, found by adding from both ends of the row."""
        found = cuts(self._tokens, self._slots[0].kind)
        try:
            layers = adding_up(self._fits, [slot.role for slot in self._slots], self._on_way, found)
        except TooMuchWork:
            return Readings(False)
        return Readings(True, self._tokens, self._slots, self._fits, (), layers)

    def within(self, slots: tuple[Slot, ...]) -> Readings:
        """Those of the readings that lie within bounds that are closer than before."""
        if not self.possible or slots == self._slots:
            return self
        layers: list[Layer] = []
        states: Collection[State] = [_START]
        mask = self._fits[0].mask
        for layer, slot, before in zip(self._layers, slots, self._slots, strict=True):
            left = {state: layer[state] for state in states if state in layer}
            if slot is not before:
                left = {state: _admitted(steps, slot, mask, state) for state, steps in left.items()}
            layers.append(left)
            states = dict.fromkeys(chain.from_iterable(following for _, following in left.values()))
        layers = _leading_on(layers, states)
        if not layers[0]:
            return Readings(True)
        return Readings(True, self._tokens, slots, self._fits, self._on_way, layers)

    def holding(self, numbers: Mapping[int, Number]) -> Readings:
        """The readings for which no sums need hold, if some columns hold what is given."""
        if not self.possible or not numbers:
            return self
        fits = [fit.holding(numbers[index]) if index in numbers else fit for index, fit in enumerate(self._fits)]
        return Readings(True, self._tokens, self._slots, fits, places(fits))

    @cached_property
    def decided(self) -> Sequence[bool]:
        """By column, whether it holds the same in all readings."""
        if self._made:
            return [len(found) == 1 for found in self._candidates]
        return [self._is_decided(index) for index in range(len(self._fits))]

    def _is_decided(self, index: int) -> bool:
        fit, here, after = self._fits[index], self._on_way[index], self._on_way[index + 1]
        if not (here & (here - 1) or after & (after - 1)):
            return True
        found: set[Number] = {None} if fit.blank and here & after else set()
        for place in bits(here & fit.before(after)):
            for number, end in zip(*fit.begin[place], strict=True):
                if after >> end & 1:
                    found.add(number)
                    if len(found) > 1:
                        return False
        return True

    def candidates(self, index: int) -> tuple[Number, ...]:
        """What a column may hold, blanks first, then as the readings come."""
        return self._candidates[index]

    @cached_property
    def _candidates(self) -> Sequence[tuple[Number, ...]]:
        found: list[tuple[Number, ...]] = []
        before = None
        for layer in self._layers:
            found.append(found[-1] if layer is before else _numbers(layer))
            before = layer
        return found

    @cached_property
    def ranges(self) -> Sequence[tuple[Size, Size]]:
        """By column, the least and the most it may hold, a blank as 0."""
        return [_range(numbers) for numbers in self._candidates]

    @cached_property
    def _layers(self) -> Sequence[Layer]:
        """The graph, column by column; columns in the middle of a row without sums often share a layer."""
        if self._made:
            return self._made
        layers: list[Layer] = []
        before, states = None, [_START]
        for fit, after in zip(self._fits, self._on_way[1:], strict=True):
            if (fit, after, states) != before:
                layer = _layer(fit, states, after)
            before = fit, after, states
            layers.append(layer)
            states = in_order(layer, after.bit_count())
        return layers

    def piece(self, index: int) -> Piece | None:
        """The ink of a column that holds the same in all readings, None where it has none or it may stand in several
        places."""
        mask = self._fits[index].mask
        found = {(state & mask, to & mask) for state, (_, ends) in self._layers[index].items() for to in ends}
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
        if not self.possible:
            return []
        if most in self._found:
            return self._found[most]
        begun: list[tuple[tuple[Number, ...], State]] = [((), _START)]
        for layer, ways in zip(self._layers, [*self._ways[1:], {}], strict=True):
            begun = _longer(begun, layer, ways, most)
        self._found[most] = [reading for reading, _ in begun]
        return self._found[most]

    def count(self) -> int:
        """The number of readings."""
        return self._ways[0][_START] if self.possible else 0

    @cached_property
    def _ways(self) -> Sequence[Mapping[State, int]]:
        """The number of ways to the end from each state before a column."""
        *layers, last = self._layers
        ways = [{state: len(following) for state, (_, following) in last.items()}]
        for layer in reversed(layers):
            below = ways[-1].__getitem__
            ways.append({state: sum(map(below, following)) for state, (_, following) in layer.items()})
        return ways[::-1]

    @property
    def several(self) -> bool:
        """Whether there is more than one reading."""
        return any(len(following) > 1 for layer in self._layers for _, following in layer.values())


def _longer(
    begun: Sequence[tuple[tuple[Number, ...], State]], layer: Layer, ways: Mapping[State, int], most: int
) -> list[tuple[tuple[Number, ...], State]]:
    """Readings with one more column, as many as it takes for ``most`` of them; ``ways`` lead on to the end."""
    found = []
    for reading, state in begun:
        for number, to in zip(*layer[state], strict=True):
            found.append(((*reading, number), to))
            most -= ways.get(to, 1)
            if most <= 0:
                return found
    return found


def _layer(fit: Fit, places: Sequence[int], after: int) -> Layer:
    """What a column may hold between some places and others, a set of bits, where nothing is added up."""
    if len(places) > 1 and fit.leads_only_to(after, sum([1 << place for place in places])):
        steps = fit.steps
        return {place: steps[place] for place in places}
    return {place: fit.steps_to(place, after) for place in places}


def _numbers(layer: Layer) -> tuple[Number, ...]:
    """What a column may hold, blanks first, then as the readings come."""
    found = dict.fromkeys(chain.from_iterable([numbers for numbers, _ in layer.values()]))
    if None not in found:
        return tuple(found)
    del found[None]
    return (None, *found)


def _adds_up(reading: Sequence[Number], slots: Sequence[Slot]) -> bool:
    """Whether the sums within a row hold for a reading, a blank counting as zero."""
    so_far: Size = 0
    for number, slot in zip(reading, slots, strict=True):
        size = number or 0
        if slot.role == "part":
            so_far += size
        elif slot.role != "free":
            if size < so_far or (slot.role == "total" and size != so_far):
                return False
            so_far = 0
    return True


def _range(numbers: Sequence[Number]) -> tuple[Size, Size]:
    """The least and the most of some numbers, a blank as 0."""
    if len(numbers) == 1:
        return numbers[0] or 0, numbers[0] or 0
    sizes = [number or 0 for number in numbers]
    return min(sizes), max(sizes)


def _admitted(steps: Steps, slot: Slot, mask: State, state: State) -> Steps:
    """Those of the steps from a state that a slot admits; a blank that is printed, and takes ink, it always does."""
    blank = slot.blank and (slot.lost or slot.admits(0))
    return kept(
        steps,
        [
            slot.admits(number) if number is not None else blank or (to ^ state) & mask
            for number, to in zip(*steps, strict=True)
        ],
    )


def _leading_on(layers: Sequence[Layer], states: Collection[State]) -> list[Layer]:
    """The layers with only the steps from which the last states are reached."""
    found: list[Layer] = []
    for layer in reversed(layers):
        left: Layer = {}
        for state, steps in layer.items():
            leads = [to in states for to in steps[1]]
            if any(leads):
                left[state] = steps if all(leads) else kept(steps, leads)
        found.append(left)
        states = left
    return found[::-1]


def read_row(tokens: tuple[Figures, ...], slots: tuple[Slot, ...], *, sums: bool = True) -> Readings:
    """All readings of a row; ``sums`` says whether its own sums must hold, a blank counting as zero."""
    return _without_sums(tokens, slots).summed if sums else _without_sums(tokens, slots)


def fills(tokens: tuple[Figures, ...], slots: tuple[Slot, ...]) -> bool:
    """Whether the ink of a row fills all its columns, whose numbers are not bounded."""
    known = [count for token in tokens if (count := figures_in(token))]
    if known and len(known) == len(tokens):
        fewest, most = map(sum, zip(*known, strict=True))
        return fewest <= len(slots) <= most
    fits = _fits(tokens, slots)
    return bool(fits) and reaches_end(fits)


@lru_cache(maxsize=2048)
def _without_sums(tokens: tuple[Figures, ...], slots: tuple[Slot, ...]) -> Readings:
    fits = _fits(tokens, slots)
    return Readings(True, tokens, slots, fits, places(fits)) if fits else Readings(True)


def _fits(tokens: tuple[Figures, ...], slots: tuple[Slot, ...]) -> list[Fit]:
    """What each column may hold; nothing where there is more ink than the columns take."""
    size = sum([len(token.text) for token in tokens])
    if size > LONGEST * len(slots):
        return []
    found = {kind: cuts(tokens, kind) for kind in {slot.kind for slot in slots}}
    times = max([each.scale for each in found.values()])
    fits: dict[object, Fit] = {}
    fit_of: dict[int, Fit] = {}
    for slot in slots:
        if id(slot) not in fit_of:
            # Columns that differ in their part in a sum alone hold the same.
            alike = slot.kind, slot.signed, slot.blank, slot.lost, slot.least, slot.most
            if alike not in fits:
                fits[alike] = _fit(found[slot.kind], slot, size.bit_length(), times)
            fit_of[id(slot)] = fits[alike]
    return [fit_of[id(slot)] for slot in slots]


def _fit(found: Cuts, slot: Slot, bits: int, times: int) -> Fit:
    blank, ascending = slot.blank and (slot.lost or slot.admits(0)), found.digits is not None
    if slot.least is None and slot.most is None and (slot.signed or ascending):
        return Fit(found.begin, found.ends, blank, ascending, bits, times)
    least, most = slot.least_admitted, slot.most_admitted
    begin = [
        kept(steps, [number is None or least <= number <= most for number in steps[0]]) if steps[0] else steps
        for steps in found.begin
    ]
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
