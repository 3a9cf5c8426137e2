"""Bounds passed between rows: what the figures of a sum, or a part and its whole, leave to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from gxgrammar.alignment import Readings
from gxgrammar.cutting import Size
from gxgrammar.equations import Equation, Inclusion
from gxgrammar.rows import Row

# Rounds of passing bounds between rows; each round but the last decides something.
MOST_ROUNDS = 30
# More than any figure: what a figure may be that the page lost. A number, so that it can be taken from a sum again.
_ANY = 10**24
_FAR = 10**21
Interval = tuple[Size, Size]


class Bounds:
    """The figures of a page as far as they are bounded, by path.

    ``known`` has the cells that are placed already, blanks as 0; a cell neither there nor in a row is not on the page.
    """

    def __init__(self, rows: Sequence[Row], known: Mapping[str, Size]) -> None:
        self._known: dict[str, Interval | None] = {path: (number, number) for path, number in known.items()}
        self._rows = rows
        # What was passed along to the end, and the readings of each row then.
        self._passed: tuple[Sequence[Equation], list[Readings]] = (), []
        self._place = {path: (row, index) for row in rows for index, path in enumerate(row.paths)}

    def interval(self, path: str) -> Interval | None:
        """What a cell may hold at least and at most; None if it is not on the page or not read."""
        place = self._place.get(path)
        if place is None:
            return self._known.get(path)
        row, index = place
        return self._intervals(row)[index]

    def _intervals(self, row: Row) -> Sequence[Interval | None]:
        """What the cells of a row may hold at least and at most."""
        readings = row.readings
        if not readings.possible:
            return [None] * len(row.slots)
        if not row.lost:
            return readings.ranges
        return [
            (least, _ANY if None in readings.candidates(index) else most)
            for index, (least, most) in enumerate(readings.ranges)
        ]

    def pass_along(self, equations: Sequence[Equation]) -> str | None:
        """Tighten rows until nothing changes. The rule that turns out impossible, if one does."""
        pending = self._due(equations)
        if not pending:
            return None
        intervals = dict(self._known)
        for row in self._rows:
            intervals |= zip(row.paths, self._intervals(row), strict=True)
        equations_of = _by_cell(equations)
        for _ in range(MOST_ROUNDS):
            if not pending:
                break
            for rule, same in groupby(equations, key=_rule_of):
                due = [equation for equation in same if equation in pending]
                pending.difference_update(due)
                changed = self._tighten_all(due, intervals)
                if changed is None:
                    return rule
                pending.update(*[equations_of[path] for path in changed if path in equations_of])
        if not pending:
            self._passed = equations, [row.readings for row in self._rows]
        return None

    def _tighten_all(self, equations: Iterable[Equation], intervals: dict[str, Interval | None]) -> list[str] | None:
        """Tighten rows by equations, and read each once; the cells that changed, None if that is impossible."""
        rows: dict[int, Row] = {}
        for equation in equations:
            tightened = self._tighten(equation, intervals)
            if tightened is None:
                return None
            rows |= {id(row): row for row in tightened}
        if not all(row.reread() for row in rows.values()):
            return None
        now = {path: each for row in rows.values() for path, each in zip(row.paths, self._intervals(row), strict=True)}
        changed = [path for path, each in now.items() if each != intervals.get(path)]
        intervals |= now
        return changed

    def _due(self, equations: Sequence[Equation]) -> set[Equation]:
        """The equations that may tighten a row: all, or those with a cell of a row that has changed since the last
        time."""
        passed, readings = self._passed
        if equations != passed:
            return set(equations)
        rows = [row for row, before in zip(self._rows, readings, strict=True) if row.readings is not before]
        changed = {path for row in rows for path in row.paths}
        return {each for each in equations if not changed.isdisjoint(each.cells)} if changed else set()

    def _tighten(self, equation: Equation, intervals: Mapping[str, Interval | None]) -> list[Row] | None:
        """The rows of which a slot was tightened by an equation, given what its cells may hold; None if it cannot
        hold."""
        known = [each for path in equation.cells if (each := intervals.get(path))]
        if len(known) < len(equation.cells):
            return []
        left = len(equation.left)
        # How far what stands on the left may fall short of what stands on the right, and exceed it.
        low = sum([each[0] for each in known[:left]]) - sum([each[1] for each in known[left:]])
        high = sum([each[1] for each in known[:left]]) - sum([each[0] for each in known[left:]])
        if low > 0 or high < 0:
            return None
        rows = []
        for index, (path, now) in enumerate(zip(equation.cells, known, strict=True)):
            least, most = now
            if least != most and path in self._place:
                bounds = (most - high, least - low) if index < left else (low + most, high + least)
                rows.append(self._bound(path, now, bounds))
        return list({id(row): row for row in rows if row}.values())

    def _bound(self, path: str, now: Interval, bounds: Interval) -> Row | None:
        """Bound a cell that may hold what lies in an interval now; its row if that excludes anything."""
        least, most = bounds
        if least <= now[0] and (most >= now[1] or most > _FAR):
            return None
        row, index = self._place[path]
        tightened = row.slots[index].bounded(least, most)
        row.slots = (*row.slots[:index], tightened, *row.slots[index + 1 :])
        return row

    def include(self, inclusions: Iterable[Inclusion]) -> list[Row]:
        """The rows of which a slot was tightened because a part is at most its whole."""
        rows = []
        for each in inclusions:
            part, whole = self.interval(each.part), self.interval(each.whole)
            if part is None or whole is None or self._may_be_left_blank(each.whole):
                continue
            cells = (each.part, part), (each.whole, whole)
            rows += [self._bound(path, now, (part[0], whole[1])) for path, now in cells if path in self._place]
        return list({id(row): row for row in rows if row}.values())

    def _may_be_left_blank(self, path: str) -> bool:
        """Whether a cell of a row that lost blanks may be one of them: an office may leave a whole blank."""
        row, index = self._place.get(path, (None, 0))
        return row is not None and not row.ink.glued and None in row.readings.candidates(index)

    def is_broken(self, inclusion: Inclusion) -> bool:
        """Whether a part exceeds its whole, whatever the readings."""
        part, whole = self.interval(inclusion.part), self.interval(inclusion.whole)
        return part is not None and whole is not None and part[0] > whole[1]

    def holds(self, equation: Equation) -> bool:
        """Whether all figures of an equation are decided, and fulfil it."""
        numbers = []
        for path in equation.cells:
            interval = self.interval(path)
            if interval is None or interval[0] != interval[1]:
                return False
            numbers.append(interval[0])
        left = len(equation.left)
        return sum(numbers[:left]) == sum(numbers[left:])


def _by_cell(equations: Iterable[Equation]) -> dict[str, list[Equation]]:
    """For each cell the equations that it takes part in."""
    found: dict[str, list[Equation]] = {}
    for equation in equations:
        for path in equation.cells:
            found.setdefault(path, []).append(equation)
    return found


def _rule_of(equation: Equation) -> str:
    return equation.rule
