"""Readings of a row whose figures add up: which places of its ink, with which sums so far, lie on a way to the end.

A group is the columns that are added up and the one that states their sum. From its beginning the sums of its first
columns are formed, from what its last may state the sums that its last columns leave; where they meet, the few that
fit are followed both ways. Much of what could be stated is excluded before anything is added: a figure and the sum of
its digits leave the same remainder divided by nine. Work is counted in sums formed, and bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from attrs import frozen

from gxgrammar.cutting import Cut, Cuts, Size

if TYPE_CHECKING:
    from gxgrammar.equations import Role

# Sums formed for one row; reached only by ink that no form explains.
MOST_SUMS = 20_000
# By place in the ink, the sums so far.
Sums = Mapping[int, AbstractSet[Size]]
_NOTHING: AbstractSet[Size] = frozenset([0])
_NONE: AbstractSet[Size] = frozenset()


class TooMuchWork(Exception):
    """More sums would have to be formed than any form explains."""


@frozen(eq=False)
class Fit:
    """What a column may hold: the figures that may begin at each place of the ink, and whether it may be blank.

    ``ends`` are the places where those figures end, as sets of bits. ``role`` is the part of the column in a sum.
    """

    begin: Sequence[Sequence[Cut]] | Mapping[int, Sequence[Cut]]
    ends: Sequence[int]
    blank: bool
    role: Role

    def added(self, sums: AbstractSet[Size], number: Size) -> AbstractSet[Size]:
        """The sums so far once the column holds a number; none where that is not what it has to state."""
        if self.role == "free" or (self.role == "part" and not number):
            return sums
        if self.role == "part":
            return {each + number for each in sums}
        if self.role == "total":
            return _NOTHING if number in sums else _NONE
        return _NOTHING if min(sums) <= number else _NONE

    def taken(self, sums: AbstractSet[Size], number: Size, after: AbstractSet[Size]) -> AbstractSet[Size]:
        """Those of some sums that lead to one of the sums ``after`` if the column holds a number."""
        if self.role == "free":
            return sums & after
        if self.role == "part":
            return sums & {each - number for each in after}
        if self.role == "total":
            return sums & {number}
        return {each for each in sums if each <= number}


def bits(places: int) -> Iterator[int]:
    """The places in a set of bits, ascending."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def places(fits: Sequence[Fit]) -> list[int]:
    """The places between columns on some way through the ink, as sets of bits; nothing where there is no way."""
    size = len(fits[0].ends) - 1
    behind = [1 << size]
    for fit in reversed(fits):
        end = behind[-1]
        here = end if fit.blank else 0
        for place, ends in enumerate(fit.ends):
            if ends & end:
                here |= 1 << place
        behind.append(here)
    behind.reverse()
    at = behind[0] & 1
    found = [at]
    for fit, end in zip(fits, behind[1:], strict=True):
        following = at if fit.blank else 0
        for place in bits(at):
            following |= fit.ends[place]
        at = following & end
        found.append(at)
    return found if at else []


def without_sums(on_way: Sequence[int]) -> list[Sums]:
    """The places between columns where nothing is added up."""
    return [dict.fromkeys(bits(each), _NOTHING) for each in on_way]


def adding_up(fits: Sequence[Fit], on_way: Sequence[int], cuts: Cuts) -> list[Sums]:
    """The places between columns with the sums so far; nothing where no reading adds up."""
    adder = _Adder(fits, on_way, cuts)
    found: list[Sums] = [{0: _NOTHING}]
    for start, stop in _groups(fits):
        found += adder.group(start, stop, found[-1])
        if not found[-1]:
            return []
    rest = range(len(found) - 1, len(fits))
    if rest or len(list(_groups(fits))) > 1:
        for index in rest:
            found.append(adder.forward(index, found[-1]))
        for index in reversed(range(len(fits))):
            found[index] = adder.backward(index, found[index], found[index + 1])
    return found


def narrowed(fits: Sequence[Fit], states: Sequence[Sums]) -> list[Sums]:
    """Of the places between columns with the sums so far those left when columns may hold less than before."""
    found = [states[0]]
    for fit, after in zip(fits, states[1:], strict=True):
        found.append(_forward(fit, found[-1], after))
        if not found[-1]:
            return []
    for index in reversed(range(len(fits))):
        found[index] = _backward(fits[index], found[index], found[index + 1])
    return found


def _groups(fits: Sequence[Fit]) -> Iterator[tuple[int, int]]:
    """The first column of each group and the one behind its last."""
    start = 0
    for index, fit in enumerate(fits):
        if fit.role in ("total", "at least"):
            yield start, index + 1
            start = index + 1


class _Adder:
    def __init__(self, fits: Sequence[Fit], on_way: Sequence[int], cuts: Cuts) -> None:
        self._fits = fits
        self._on_way = on_way
        self._digits = cuts.digits
        self._work = 0

    def group(self, start: int, stop: int, begin: Sums) -> list[Sums]:
        """The sums so far behind each column of a group."""
        stated = self._stated(start, stop - 1, begin)
        most = max((max(each) for each in stated.values()), default=0)
        if self._fits[stop - 1].role == "total":
            found = self._meet(start, stop - 1, begin, stated, most)
        else:
            found = self._within(start, stop - 1, begin, stated, most)
        return [*found[1:], self.forward(stop - 1, found[-1])]

    def _stated(self, start: int, last: int, begin: Sums) -> dict[int, set[Size]]:
        """What the last column of a group may state, by the place where it begins."""
        fit, after = self._fits[last], self._on_way[last + 1]
        nines = self._digits
        if fit.role != "total" or any(each.role != "part" for each in self._fits[start:last]):
            nines = None
        left = {nines[place] % 9 for place in begin} if nines else set()
        found: dict[int, set[Size]] = {}
        for place in bits(self._on_way[last]):
            numbers = {number or 0 for number, end in fit.begin[place] if after >> end & 1}
            if fit.blank and after >> place & 1:
                numbers.add(0)
            if nines:
                numbers = {each for each in numbers if (nines[place] - int(each)) % 9 in left}
            if numbers:
                found[place] = numbers
        return found

    def _meet(self, start: int, last: int, begin: Sums, stated: Sums, most: Size) -> list[Sums]:
        """The sums so far in a group that end in one of those stated."""
        left, right = [begin], [stated]
        while len(left) + len(right) < last - start + 2:
            if _size(left[-1]) <= _size(right[-1]):
                index = start + len(left) - 1
                left.append(self.forward(index, left[-1], most if self._fits[index].role == "part" else None))
            else:
                right.append(self._needed(last - len(right), right[-1]))
        right.reverse()
        left[-1] = right[0] = _common(left[-1], right[0])
        for index in reversed(range(len(left) - 1)):
            left[index] = self.backward(start + index, left[index], left[index + 1])
        first = last - len(right) + 1
        for index in range(len(right) - 1):
            right[index + 1] = _common(self.forward(first + index, right[index]), right[index + 1])
        return [*left, *right[1:]]

    def _within(self, start: int, last: int, begin: Sums, stated: Sums, most: Size) -> list[Sums]:
        """The sums so far in a group that do not exceed one of those stated."""
        found = [begin]
        for index in range(start, last):
            found.append(self.forward(index, found[-1], most if self._fits[index].role == "part" else None))
        limits = {place: max(each) for place, each in stated.items()}
        found[-1] = {
            place: kept
            for place, sums in found[-1].items()
            if place in limits and (kept := {each for each in sums if each <= limits[place]})
        }
        for index in reversed(range(start, last)):
            found[index - start] = self.backward(index, found[index - start], found[index - start + 1])
        return found

    def forward(self, index: int, before: Sums, most: Size | None = None) -> Sums:
        """The sums behind a column from those before it, where an addend is at most ``most``."""
        fit, on_way = self._fits[index], self._on_way[index + 1]
        found: dict[int, AbstractSet[Size]] = {}
        for place, sums in before.items():
            if fit.blank and on_way >> place & 1:
                _join(found, place, fit.added(sums, 0))
            for number, end in fit.begin[place]:
                if on_way >> end & 1 and (most is None or not number or number <= most):
                    _join(found, end, fit.added(sums, number or 0))
        return self._counted(found)

    def backward(self, index: int, before: Sums, after: Sums) -> Sums:
        return _backward(self._fits[index], before, after)

    def _needed(self, index: int, after: Sums) -> Sums:
        """The sums before a column of a group that lead to one behind it."""
        fit = self._fits[index]
        ends = sum(1 << place for place in after)
        found: dict[int, AbstractSet[Size]] = {}
        for place in bits(self._on_way[index]):
            if fit.blank and place in after:
                _join(found, place, after[place])
            if fit.ends[place] & ends:
                for number, end in fit.begin[place]:
                    if end in after:
                        _join(found, place, _less(after[end], number if number and fit.role == "part" else 0))
        return self._counted(found)

    def _counted(self, sums: Sums) -> Sums:
        self._work += _size(sums)
        if self._work > MOST_SUMS:
            raise TooMuchWork
        return sums


def _forward(fit: Fit, before: Sums, allowed: Sums) -> Sums:
    """Those of the sums allowed behind a column that the sums before it lead to."""
    found: dict[int, AbstractSet[Size]] = {}
    for place, sums in before.items():
        if fit.blank and place in allowed:
            _join(found, place, fit.added(sums, 0) & allowed[place])
        for number, end in fit.begin[place]:
            if end in allowed:
                _join(found, end, fit.added(sums, number or 0) & allowed[end])
    return found


def _backward(fit: Fit, before: Sums, after: Sums) -> Sums:
    """Those of the sums before a column that lead to one behind it."""
    found: dict[int, AbstractSet[Size]] = {}
    for place, sums in before.items():
        if fit.blank and place in after:
            _join(found, place, fit.taken(sums, 0, after[place]))
        for number, end in fit.begin[place]:
            if end in after:
                _join(found, place, fit.taken(sums, number or 0, after[end]))
    return found


def _less(sums: AbstractSet[Size], number: Size) -> AbstractSet[Size]:
    """Sums without a number that was added; none is negative, since no addend is."""
    return {each - number for each in sums if each >= number} if number else sums


def _join(sums: dict[int, AbstractSet[Size]], place: int, more: AbstractSet[Size]) -> None:
    if more:
        sums[place] = sums[place] | more if place in sums else more


def _common(one: Sums, other: Sums) -> Sums:
    return {place: both for place, sums in one.items() if place in other and (both := sums & other[place])}


def _size(sums: Sums) -> int:
    return sum(map(len, sums.values()))
