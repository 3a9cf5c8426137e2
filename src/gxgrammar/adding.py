"""Readings of a row whose figures add up: which places of its ink, with which sums so far, lie on a way to the end.

A state is a place between two columns and the sum so far, both in one number. A group is the columns that are added up
and the one that states their sum. From its beginning the states behind its first columns are formed, from what its
last may state those before its last columns; where they meet, the few that fit are followed both ways. Much of what
could be stated is excluded before anything is added: a figure and the sum of its digits leave the same remainder
divided by nine. Work is counted in states, and bounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING

from attrs import define, field

from gxgrammar.cutting import Cuts, Number, Size, Steps, ends_of

if TYPE_CHECKING:
    from gxgrammar.equations import Role

# States formed for one row; reached only by ink that no form explains.
MOST_STATES = 20_000
# A place in the lowest bits, the sum so far above it; it is the place alone where nothing is added up.
State = int
# What a column may hold from each state before it, and the states that leads to.
Layer = dict[State, Steps]


class TooMuchWork(Exception):
    """More states would have to be formed than any form explains."""


@define(eq=False)
class Fit:
    """What a column may hold: the figures that may begin at each place of the ink, and whether it may be blank.

    ``ends`` are the places where those figures end, as sets of bits; ``ascending`` says that the figures from one place
    ascend. The lowest ``bits`` of a state are its place; sums are multiplied by ``times`` to be whole.
    """

    begin: Sequence[Steps]
    ends: Sequence[int]
    blank: bool
    ascending: bool
    bits: int
    times: int
    _steps: Sequence[Steps] = field(default=(), init=False)
    _before: dict[int, int] = field(factory=dict, init=False)
    _behind: dict[int, int] = field(factory=dict, init=False)

    @property
    def mask(self) -> State:
        """The bits of a state that are its place."""
        return (1 << self.bits) - 1

    @property
    def unit(self) -> int:
        """What the number one adds to a state."""
        return self.times << self.bits

    def holding(self, number: Number) -> Fit:
        """The column if it holds a number, or a blank that counts as 0."""
        wanted = number or 0
        begin = [
            kept(steps, [each is None or each == wanted for each in steps[0]]) if steps[0] else steps
            for steps in self.begin
        ]
        return Fit(begin, ends_of(begin), number is None, self.ascending, self.bits, self.times)

    def before(self, after: int) -> int:
        """The places from which a figure leads to one of some places, as sets of bits."""
        found = self._before.get(after)
        if found is None:
            found = 0
            for place, ends in enumerate(self.ends):
                if ends & after:
                    found |= 1 << place
            self._before[after] = found
        return found

    def behind(self, here: int) -> int:
        """The places to which a figure leads from some places, as sets of bits."""
        found = self._behind.get(here)
        if found is None:
            found = 0
            for place, ends in enumerate(self.ends):
                if here >> place & 1:
                    found |= ends
            self._behind[here] = found
        return found

    def leads_only_to(self, after: int, here: int) -> bool:
        """Whether the column leads from some places to none but some others, as sets of bits."""
        return not (self.behind(here) | (here if self.blank else 0)) & ~after

    @property
    def steps(self) -> Sequence[Steps]:
        """What the column may hold from each place on, where nothing is added up and a state is a place."""
        if not self._steps:
            self._steps = self.begin
            if self.blank:
                self._steps = [((None, *each), (place, *ends)) for place, (each, ends) in enumerate(self.begin)]
        return self._steps

    def steps_to(self, place: int, after: int) -> Steps:
        """Those of the steps from a place that lead to one of some places, a set of bits."""
        every = self.ends[place] | self.blank << place
        leads, (numbers, ends) = every & after, self.steps[place]
        if not (every ^ leads) & ((1 << leads.bit_length()) - 1):
            # The shortest figures, since those lead on that leave enough ink.
            count = leads.bit_count()
            return numbers[:count], ends[:count]
        if leads & (leads - 1):
            return kept((numbers, ends), [after >> end & 1 for end in ends])
        # One way on, as before a column that is known.
        end = leads.bit_length() - 1
        return (numbers[ends.index(end)],), (end,)


def kept(steps: Steps, which: Sequence[object]) -> Steps:
    """Those of some steps for which there is something true."""
    return tuple(compress(steps[0], which)), tuple(compress(steps[1], which))


def in_order(layer: Layer, size: int) -> list[State]:
    """The states behind a layer, ``size`` at most, in the order in which readings reach them."""
    found: dict[State, None] = {}
    for _, following in layer.values():
        found |= dict.fromkeys(following)
        if len(found) == size:
            break
    return list(found)


@define(eq=False)
class Moves:
    """What a column that states no sum may hold from each place on, and what that adds to a state: onward and back."""

    mask: State
    onward: Sequence[Steps]
    back: Sequence[Sequence[State]]

    @classmethod
    def of(cls, fit: Fit, adds: bool, most: Size | None = None) -> Moves:
        """The moves of a column, whether it adds to a sum or not; no sum exceeds ``most``."""
        unit = fit.unit if adds else 0
        onward: list[Steps] = []
        back: list[list[State]] = [[0] if fit.blank else [] for _ in fit.ends]
        for place, (numbers, ends) in enumerate(fit.begin):
            held: list[Number] = [None] if fit.blank else []
            moves = [0] if fit.blank else []
            for number, end in zip(numbers, ends, strict=True):
                move = end - place
                if number and unit:
                    if most is not None and number > most:
                        if fit.ascending:
                            break
                        continue
                    move += int(number * unit)
                held.append(number)
                moves.append(move)
                back[end].append(move)
            onward.append((held, moves))
        return cls(fit.mask, onward, back)

    def following(self, state: State) -> list[State]:
        """The states that the column leads to from one."""
        return [state + move for move in self.onward[state & self.mask][1]]

    def steps_to(self, state: State, after: Collection[State]) -> Steps:
        """What the column may hold from a state on that leads to one of some states; a blank first."""
        numbers, moves = self.onward[state & self.mask]
        following = [state + move for move in moves]
        return kept((numbers, following), [each in after for each in following])


@define(eq=False)
class Stating:
    """What a column may hold that states the sum so far, or more where that is allowed."""

    fit: Fit
    more: bool

    def following(self, state: State) -> list[State]:
        """The states that the column leads to from one."""
        return [to for _, to in self._steps(state)]

    def steps_to(self, state: State, after: Collection[State]) -> Steps:
        """What the column may hold from a state on that leads to one of some states; a blank first."""
        steps = [step for step in self._steps(state) if step[1] in after]
        return tuple([number for number, _ in steps]), tuple([to for _, to in steps])

    def _steps(self, state: State) -> Iterator[tuple[Number, State]]:
        fit, place = self.fit, state & self.fit.mask
        numbers, ends = fit.begin[place]
        so_far: Size = state >> fit.bits
        if fit.blank and (so_far == 0 or (self.more and so_far < 0)):
            yield None, place
        if fit.times > 1:
            so_far = Decimal(so_far) / fit.times
        if self.more:
            yield from [step for step in zip(numbers, ends, strict=True) if (step[0] or 0) >= so_far]
        elif so_far and fit.ascending:
            if so_far in numbers:
                index = numbers.index(so_far)
                yield numbers[index], ends[index]
        else:
            yield from [step for step in zip(numbers, ends, strict=True) if (step[0] or 0) == so_far]


def bits(places: int) -> Iterator[int]:
    """The places in a set of bits, ascending."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def places(fits: Sequence[Fit]) -> list[int]:
    """The places between columns on some way through the ink, as sets of bits; nothing where there is no way."""
    behind = [1 << len(fits[0].ends) - 1]
    for fit in reversed(fits):
        after = behind[-1]
        behind.append(fit.before(after) | (after if fit.blank else 0))
    behind.reverse()
    at = behind[0] & 1
    found = [at]
    for fit, after in zip(fits, behind[1:], strict=True):
        at = (fit.behind(at) | (at if fit.blank else 0)) & after
        found.append(at)
    return found if at else []


def reaches_end(fits: Sequence[Fit]) -> bool:
    """Whether the ink fills all columns."""
    at = 1
    for fit in fits:
        at = fit.behind(at)
    return bool(at >> (len(fits[0].ends) - 1))


def adding_up(fits: Sequence[Fit], roles: Sequence[Role], on_way: Sequence[int], cuts: Cuts) -> list[Layer]:
    """The readings that add up, column by column; nothing where there are none."""
    adder = _Adder(fits, roles, on_way, cuts)
    groups = list(_groups(roles))
    found: list[set[State]] = [{0}]
    for start, stop in groups:
        found += adder.group(start, stop, found[-1])
        if not found[-1]:
            return []
    stop = groups[-1][1] if groups else 0
    # Columns that no sum follows are not added up.
    columns = adder.columns + [Moves.of(fit, adds=False) for fit in fits[stop:]]
    for column in columns[stop:]:
        found.append({to for state in found[-1] for to in column.following(state)})
    found[-1] &= {len(cuts.begin) - 1}
    if len(groups) != 1 or stop < len(fits):
        _keep_leading_on(columns, found)
    return _layers(columns, found) if found[-1] else []


def _keep_leading_on(columns: Sequence[Moves | Stating], states: list[set[State]]) -> None:
    """Drop the states from which none of the last is reached."""
    for index in reversed(range(len(columns))):
        following, after = columns[index].following, states[index + 1]
        states[index] = {state for state in states[index] if not after.isdisjoint(following(state))}


def _layers(columns: Sequence[Moves | Stating], found: Sequence[set[State]]) -> list[Layer]:
    """What columns may hold between the states found."""
    layers: list[Layer] = []
    states = list(found[0])
    for column, after in zip(columns, found[1:], strict=True):
        layer = {state: column.steps_to(state, after) for state in states}
        layers.append(layer)
        states = in_order(layer, len(after))
    return layers


def _groups(roles: Sequence[Role]) -> Iterator[tuple[int, int]]:
    """The first column of each group and the one behind its last."""
    start = 0
    for index, role in enumerate(roles):
        if role in ("total", "at least"):
            yield start, index + 1
            start = index + 1


class _Adder:
    def __init__(self, fits: Sequence[Fit], roles: Sequence[Role], on_way: Sequence[int], cuts: Cuts) -> None:
        self.columns: list[Moves | Stating] = []
        self._fits = fits
        self._roles = roles
        self._on_way = on_way
        self._digits = cuts.digits
        self._work = 0

    def group(self, start: int, stop: int, begin: set[State]) -> list[set[State]]:
        """The states behind each column of a group."""
        fit, role = self._fits[stop - 1], self._roles[stop - 1]
        stated = self._stated(start, stop - 1, begin)
        if not stated:
            return [set()]
        addends = self._addends(start, stop - 1, max([number for _, number in stated]))
        if role == "total":
            found = self._meet(begin, {place | int(number * fit.unit) for place, number in stated}, addends)
        else:
            found = self._below(begin, stated, addends)
        last = Stating(fit, role == "at least")
        self.columns += [*addends, last]
        return [*found[1:], {to for state in found[-1] for to in last.following(state)}]

    def _stated(self, start: int, last: int, begin: set[State]) -> list[tuple[int, Size]]:
        """What the last column of a group may state, and the places where it may begin."""
        fit, after = self._fits[last], self._on_way[last + 1]
        found: list[tuple[int, Size]] = []
        for place in bits(self._on_way[last]):
            found += [(place, number or 0) for number in fit.steps_to(place, after)[0]]
        if self._digits and self._roles[last] == "total" and set(self._roles[start:last]) <= {"part"}:
            return list(self._without_excluded(found, self._fits[start:last], begin))
        return found

    def _without_excluded(
        self, stated: Sequence[tuple[int, Size]], addends: Sequence[Fit], begin: set[State]
    ) -> Iterator[tuple[int, Size]]:
        """Those of the sums stated that the digits before them may add up to: by number, and by remainder."""
        digits = self._digits or ()
        left = {digits[place] % 9 for place in begin}
        first, fewest = min(begin), len([each for each in addends if not each.blank])
        for place, number in stated:
            if (digits[place] - int(number)) % 9 not in left:
                continue
            longest = place - first - max(0, fewest - 1)
            if not number or number < len(addends) * 10 ** max(0, longest):
                yield place, number

    def _addends(self, start: int, last: int, most: Size) -> list[Moves]:
        """The moves of the columns of a group that are added up; none exceeds the largest sum that may be stated."""
        known: dict[tuple[Fit, Role], Moves] = {}
        addends = list(zip(self._fits[start:last], self._roles[start:last], strict=True))
        for each in addends:
            if each not in known:
                known[each] = Moves.of(each[0], each[1] == "part", most)
        return [known[each] for each in addends]

    def _meet(self, begin: set[State], ends: set[State], addends: Sequence[Moves]) -> list[set[State]]:
        """The states of a group that lead from its beginning to what its last column may state."""
        left, right = [begin], [ends]
        while len(left) + len(right) < len(addends) + 2:
            if len(left[-1]) <= len(right[-1]):
                left.append(self._onward(left[-1], addends[len(left) - 1]))
            else:
                right.append(self._back(right[-1], addends[len(addends) - len(right)]))
        right.reverse()
        left[-1] = right[0] = left[-1] & right[0]
        for index in reversed(range(len(left) - 1)):
            left[index] = left[index] & self._back(left[index + 1], addends[index])
        for index in range(len(right) - 1):
            right[index + 1] &= self._onward(right[index], addends[len(left) - 1 + index])
        return [*left, *right[1:]]

    def _below(
        self, begin: set[State], stated: Sequence[tuple[int, Size]], addends: Sequence[Moves]
    ) -> list[set[State]]:
        """The states of a group that do not exceed what its last column may state."""
        unit, mask = self._fits[0].unit, self._fits[0].mask
        limits: dict[int, State] = {}
        for place, number in stated:
            limits[place] = max(limits.get(place, 0), place | int(number * unit))
        found = [begin]
        for each in addends:
            found.append(self._onward(found[-1], each))
        found[-1] = {state for state in found[-1] if state <= limits.get(state & mask, -1)}
        for index in reversed(range(len(addends))):
            found[index] = found[index] & self._back(found[index + 1], addends[index])
        return found

    def _onward(self, states: set[State], moves: Moves) -> set[State]:
        onward, mask = moves.onward, moves.mask
        return self._counted({state + move for state in states for move in onward[state & mask][1]})

    def _back(self, states: set[State], moves: Moves) -> set[State]:
        """The states before a column; no addend is negative, so neither is a sum."""
        back, mask = moves.back, moves.mask
        return self._counted({state - move for state in states for move in back[state & mask] if move <= state})

    def _counted(self, states: set[State]) -> set[State]:
        self._work += len(states)
        if self._work > MOST_STATES:
            raise TooMuchWork
        return states
