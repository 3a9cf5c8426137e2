"""Bounds passed between rows: what the figures of a sum, or a part and its whole, leave to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from gxgrammar.alignment import Readings
from gxgrammar.cutting import Size
from gxgrammar.equations import Equation, Inclusion
from gxgrammar.rows import Row

# Rounds of passing bounds between rows; each round but the last decides something.
MOST_ROUNDS = 12
_ANY = Decimal("Infinity")
Interval = tuple[Size, Size]


class Bounds:
    """The figures of a page as far as they are bounded, by path.

    ``known`` has the cells that are placed already, blanks as 0; a cell neither there nor in a row is not on the page.
    """

    def __init__(self, rows: Sequence[Row], known: Mapping[str, Size]) -> None:
        self._known = known
        self._rows = rows
        # What was passed along to the end, and the readings of each row then.
        self._passed: tuple[Sequence[Equation], list[Readings]] = (), []
        self._place = {column.path: (row, index) for row in rows for index, column in enumerate(row.ink.columns)}

    def interval(self, path: str) -> Interval | None:
        """What a cell may hold at least and at most; None if it is not on the page or not read."""
        place = self._place.get(path)
        if place is None:
            number = self._known.get(path)
            return None if number is None else (number, number)
        row, index = place
        readings = row.readings
        if not readings.possible:
            return None
        if row.lost and None in readings.candidates(index):
            return readings.range(index)[0], _ANY
        return readings.range(index)

    def pass_along(self, equations: Sequence[Equation]) -> str | None:
        """Tighten rows until nothing changes. The rule that turns out impossible, if one does."""
        if self._unchanged(equations):
            return None
        equations_of = self._by_row(equations)
        pending = set(range(len(equations)))
        for _ in range(MOST_ROUNDS):
            if not pending:
                break
            for number, equation in enumerate(equations):
                if number not in pending:
                    continue
                pending.discard(number)
                tightened = self._tighten(equation)
                if tightened is None or not all(row.reread() for row in tightened):
                    return equation.rule
                for row in tightened:
                    pending |= equations_of[id(row)]
        if not pending:
            self._passed = equations, [row.readings for row in self._rows]
        return None

    def _unchanged(self, equations: Sequence[Equation]) -> bool:
        """Whether nothing is left to pass along since the last time."""
        passed, readings = self._passed
        before = zip(self._rows, readings, strict=False)
        return equations == passed and all(row.readings is each for row, each in before)

    def _by_row(self, equations: Sequence[Equation]) -> dict[int, set[int]]:
        """For each row the equations that its figures take part in."""
        found: dict[int, set[int]] = {}
        for number, equation in enumerate(equations):
            for path in equation.cells:
                if path in self._place:
                    found.setdefault(id(self._place[path][0]), set()).add(number)
        return found

    def _tighten(self, equation: Equation) -> list[Row] | None:
        """The rows of which a slot was tightened by an equation; None if it cannot hold."""
        left = [self.interval(path) for path in equation.left]
        right = [self.interval(path) for path in equation.right]
        known = [each for each in left if each] + [_mirrored(each) for each in right if each]
        if len(known) < len(left) + len(right):
            return []
        low, high = _Sum([each[0] for each in known]), _Sum([each[1] for each in known])
        if low.all > 0 or high.all < 0:
            return None
        rows = []
        for index, path in enumerate(equation.cells):
            now = known[index]
            if now[0] != now[1] and path in self._place:
                bounds = -high.without(now[1]), -low.without(now[0])
                now, bounds = (now, bounds) if index < len(left) else (_mirrored(now), _mirrored(bounds))
                rows.append(self._bound(path, now, bounds))
        return list({id(row): row for row in rows if row}.values())

    def _bound(self, path: str, now: Interval, bounds: Interval) -> Row | None:
        """Bound a cell that may hold what lies in an interval now; its row if that excludes anything."""
        least, most = bounds
        if least <= now[0] and most >= now[1]:
            return None
        row, index = self._place[path]
        slot = row.slots[index]
        tightened = evolve(
            slot,
            least=least if slot.least is None else max(least, slot.least),
            most=most if slot.most is None else min(most, slot.most),
        )
        row.slots = (*row.slots[:index], tightened, *row.slots[index + 1 :])
        return row

    def include(self, inclusions: Iterable[Inclusion]) -> list[Row]:
        """The rows of which a slot was tightened because a part is at most its whole."""
        rows = []
        for each in inclusions:
            part, whole = self.interval(each.part), self.interval(each.whole)
            if part is None or whole is None:
                continue
            cells = (each.part, part), (each.whole, whole)
            rows += [self._bound(path, now, (part[0], whole[1])) for path, now in cells if path in self._place]
        return list({id(row): row for row in rows if row}.values())

    def is_broken(self, inclusion: Inclusion) -> bool:
        """Whether a part exceeds its whole, whatever the readings."""
        part, whole = self.interval(inclusion.part), self.interval(inclusion.whole)
        return part is not None and whole is not None and part[0] > whole[1]

    def holds(self, equation: Equation) -> bool:
        """Whether all figures of an equation are decided, and fulfil it."""
        if not all(map(self.is_single, equation.cells)):
            return False
        numbers = [(self.interval(path) or (0,))[0] for path in equation.cells]
        left = len(equation.left)
        return sum(numbers[:left]) == sum(numbers[left:])

    def is_single(self, path: str) -> bool:
        """Whether a cell can hold one number only, a blank being 0."""
        interval = self.interval(path)
        return interval is not None and interval[0] == interval[1]


def _mirrored(interval: Interval) -> Interval:
    return -interval[1], -interval[0]


class _Sum:
    """A sum from which one addend can be left out, some of them infinite."""

    def __init__(self, addends: Sequence[Size]) -> None:
        infinite = [each for each in addends if isinstance(each, Decimal) and not each.is_finite()]
        self._finite = sum(each for each in addends if abs(each) != _ANY) if infinite else sum(addends)
        self._infinite = infinite
        self.all: Size = infinite[0] if infinite else self._finite

    def without(self, addend: Size) -> Size:
        if not self._infinite:
            return self._finite - addend
        if abs(addend) != _ANY:
            return self.all
        return self.all if len(self._infinite) > 1 else self._finite
