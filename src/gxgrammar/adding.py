"""Readings of a row whose figures add up: which places of its ink, with which sums so far, lie on a way to the end.

A state is a place between two columns and the sum so far, both in one number. A group is the columns that are added up
and the one that states their sum. From its beginning the states behind its first columns are formed, from what its
last may state those before its last columns; where they meet, the few that fit are followed both ways. Much of what
could be stated is excluded before anything is added: a figure and the sum of its digits leave the same remainder
divided by nine. Work is counted in states, and bounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import define, field

from gxgrammar.cutting import Cut, Cuts, Number, Size

if TYPE_CHECKING:
    from gxgrammar.equations import Role

# States formed for one row; reached only by ink that no form explains.
MOST_STATES = 20_000
# A place in the lowest bits, the sum so far above it; it is the place alone where nothing is added up.
State = int
Step = tuple[Number, State]


class TooMuchWork(Exception):
    """More states would have to be formed than any form explains."""


@define(eq=False)
class Fit:
    """What a column may hold: the figures that may begin at each place of the ink, and whether it may be blank.

    ``ends`` are the places where those figures end, as sets of bits; ``ascending`` says that the figures from one place
    ascend. ``role`` is the part of the column in a sum, and what adds to one is at most ``most``. The lowest ``bits``
    of a state are its place; sums are multiplied by ``times`` to be whole.
    """

    begin: Sequence[Sequence[Cut]]
    ends: Sequence[int]
    blank: bool
    ascending: bool
    bits: int
    times: int
    role: Role = "free"
    most: Size | None = None
    _moves: dict[int, list[Step]] = field(factory=dict, init=False)
    _back: list[list[State]] = field(factory=list, init=False)
    _onward: dict[int, list[Step]] = field(factory=dict, init=False)
    _before: dict[int, int] = field(factory=dict, init=False)
    _behind: dict[int, int] = field(factory=dict, init=False)

    def in_role(self, role: Role, most: Size | None = None) -> Fit:
        """The column with another part in a sum."""
        return Fit(self.begin, self.ends, self.blank, self.ascending, self.bits, self.times, role, most)

    @property
    def mask(self) -> State:
        """The bits of a state that are its place."""
        return (1 << self.bits) - 1

    def weight(self, number: Number) -> State:
        """What a number adds to a state."""
        return int((number or 0) * (self.times << self.bits))

    def place(self, state: State) -> int:
        """The place of a state."""
        return state & ((1 << self.bits) - 1)

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

    def steps(self, state: State) -> list[Step]:
        """What the column may hold from a state on, and the state that leads to; a blank first."""
        place = state & ((1 << self.bits) - 1)
        if self.role == "free" or self.role == "part":
            return [(number, state + move) for number, move in self.moves(place)]
        return list(self._stating(place, state - place))

    def steps_to(self, state: State, after: Collection[State]) -> list[Step]:
        """Those of the steps from a state that lead to one of some states."""
        place = state & ((1 << self.bits) - 1)
        if self.role == "free" or self.role == "part":
            return [(number, to) for number, move in self.moves(place) if (to := state + move) in after]
        return [step for step in self._stating(place, state - place) if step[1] in after]

    def onward(self, place: int, after: int) -> list[Step]:
        """What the column may hold from a place on, where nothing is added up and a state is a place.

        Only what leads to one of the places ``after``, a set of bits.
        """
        steps = self._onward.get(place)
        if steps is None:
            steps = self._onward[place] = [(None, place), *self.begin[place]] if self.blank else list(self.begin[place])
        if (self.ends[place] | self.blank << place) & ~after:
            return [step for step in steps if after >> step[1] & 1]
        return steps

    def moves(self, place: int) -> list[Step]:
        """What a column that states no sum may hold from a place on, and what that adds to the state."""
        found = self._moves.get(place)
        if found is None:
            found = self._moves[place] = list(self._moves_from(place))
        return found

    def _moves_from(self, place: int) -> Iterator[Step]:
        most, unit = self.most, self.times << self.bits if self.role == "part" else 0
        if self.blank:
            yield None, 0
        for number, end in self.begin[place]:
            if not number or not unit:
                yield number, end - place
            elif most is None or number <= most:
                yield number, end - place + int(number * unit)
            elif self.ascending:
                return

    def moves_back(self) -> list[list[State]]:
        """What a column that states no sum may add to the state, by the place where it ends."""
        if not self._back:
            self._back = [[] for _ in self.ends]
            mask = self.mask
            for place in range(len(self.ends)):
                for _, move in self.moves(place):
                    self._back[place + move & mask].append(move)
        return self._back

    def _stating(self, place: int, so_far: State) -> Iterator[Step]:
        """The steps that state the sum so far, or more where that is allowed."""
        more = self.role == "at least"
        if self.blank and (so_far == 0 or (more and so_far < 0)):
            yield None, place
        unit = self.times << self.bits
        for number, end in self.begin[place]:
            stated = int(number * unit) if number else 0
            if stated == so_far or (more and stated > so_far):
                yield number, end


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


def adding_up(fits: Sequence[Fit], on_way: Sequence[int], cuts: Cuts) -> tuple[Sequence[Fit], Sequence[set[State]]]:
    """The columns with their parts in sums, and the states between them; no states where no reading adds up."""
    adder = _Adder(fits, on_way, cuts)
    groups = list(_groups(fits))
    found: list[set[State]] = [{0}]
    for start, stop in groups:
        found += adder.group(start, stop, found[-1])
        if not found[-1]:
            return fits, []
    fits = adder.fits
    for fit in fits[groups[-1][1] if groups else 0 :]:
        found.append({following for state in found[-1] for _, following in fit.steps(state)})
    found[-1] &= {len(cuts.begin) - 1}
    if len(groups) != 1 or groups[-1][1] < len(fits):
        _keep_leading_on(fits, found)
    return fits, found if found[-1] else []


def _keep_leading_on(fits: Sequence[Fit], states: list[set[State]]) -> None:
    """Drop the states from which none of the last is reached."""
    for index in reversed(range(len(fits))):
        steps, after = fits[index].steps, states[index + 1]
        states[index] = {state for state in states[index] if any(following in after for _, following in steps(state))}


def _groups(fits: Sequence[Fit]) -> Iterator[tuple[int, int]]:
    """The first column of each group and the one behind its last."""
    start = 0
    for index, fit in enumerate(fits):
        if fit.role in ("total", "at least"):
            yield start, index + 1
            start = index + 1


class _Adder:
    def __init__(self, fits: Sequence[Fit], on_way: Sequence[int], cuts: Cuts) -> None:
        self.fits = list(fits)
        self._on_way = on_way
        self._digits = cuts.digits
        self._work = 0

    def group(self, start: int, stop: int, begin: set[State]) -> list[set[State]]:
        """The states behind each column of a group."""
        last = self.fits[stop - 1]
        stated = self._stated(start, stop - 1, begin)
        if not stated:
            return [set()]
        addends = self._limited(start, stop - 1, max([number for _, number in stated]))
        if last.role == "total":
            ends = {place | last.weight(number) for place, number in stated}
            found = self._meet(begin, ends, addends)
        else:
            found = self._below(begin, stated, addends)
        return [*found[1:], {following for state in found[-1] for _, following in last.steps(state)}]

    def _stated(self, start: int, last: int, begin: set[State]) -> list[tuple[int, Size]]:
        """What the last column of a group may state, and the places where it may begin."""
        fit, after = self.fits[last], self._on_way[last + 1]
        found: list[tuple[int, Size]] = []
        for place in bits(self._on_way[last]):
            if fit.blank and after >> place & 1:
                found.append((place, 0))
            if fit.ends[place] & after:
                found += [(place, number or 0) for number, end in fit.begin[place] if after >> end & 1]
        addends = self.fits[start:last]
        if self._digits and fit.role == "total" and all([each.role == "part" for each in addends]):
            return list(self._without_excluded(found, addends, begin))
        return found

    def _without_excluded(
        self, stated: Sequence[tuple[int, Size]], addends: Sequence[Fit], begin: set[State]
    ) -> Iterator[tuple[int, Size]]:
        """Those of the sums stated that the digits before them may add up to: by number, and by remainder."""
        digits = self._digits or ()
        left = {digits[place] % 9 for place in begin}
        first, fewest = min(begin), sum(not each.blank for each in addends)
        for place, number in stated:
            longest = place - first - max(0, fewest - 1)
            if number >= len(addends) * 10 ** max(0, longest) and number:
                continue
            if (digits[place] - int(number)) % 9 in left:
                yield place, number

    def _limited(self, start: int, last: int, most: Size) -> list[Fit]:
        """The addends of a group, without what exceeds the largest sum it may state."""
        limited: dict[int, Fit] = {}
        for index, fit in enumerate(self.fits[start:last], start):
            if id(fit) not in limited:
                limited[id(fit)] = fit.in_role(fit.role, most)
            self.fits[index] = limited[id(fit)]
        return self.fits[start:last]

    def _meet(self, begin: set[State], ends: set[State], addends: Sequence[Fit]) -> list[set[State]]:
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

    def _below(self, begin: set[State], stated: Sequence[tuple[int, Size]], addends: Sequence[Fit]) -> list[set[State]]:
        """The states of a group that do not exceed what its last column may state."""
        limits: dict[int, State] = {}
        for place, number in stated:
            limits[place] = max(limits.get(place, 0), place | self.fits[0].weight(number))
        found = [begin]
        for each in addends:
            found.append(self._onward(found[-1], each))
        mask = self.fits[0].mask
        found[-1] = {state for state in found[-1] if state <= limits.get(state & mask, -1)}
        for index in reversed(range(len(addends))):
            found[index] = found[index] & self._back(found[index + 1], addends[index])
        return found

    def _onward(self, states: set[State], fit: Fit) -> set[State]:
        moves, mask = fit.moves, fit.mask
        return self._counted({state + move for state in states for _, move in moves(state & mask)})

    def _back(self, states: set[State], fit: Fit) -> set[State]:
        """The states before a column; no addend is negative, so neither is a sum."""
        back, mask = fit.moves_back(), fit.mask
        return self._counted({state - move for state in states for move in back[state & mask] if move <= state})

    def _counted(self, states: set[State]) -> set[State]:
        self._work += len(states)
        if self._work > MOST_STATES:
            raise TooMuchWork
        return states
