"""Narrowing the readings of a whole table: the sums of its columns, 其中 rows, and what sentences say of a row.

The order is that of strength: first what each row allows by itself, then its own sum, then the sums over the columns,
then inclusions, then prose. A sum that the document breaks anywhere does not decide anything. A row of glued digits
whose cut was decided by its own sum alone is confirmed by the sums of the columns, or left undecided: a misprinted sum
may fit a wrong cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import define, evolve, field, frozen

from gxgrammar.alignment import Figures, Number, Piece, Readings, Size, Slot, read_row
from gxgrammar.cells import DecidedBy
from gxgrammar.equations import Equation, Inclusion, Role
from gxgrammar.shape import Column

# Rounds of passing bounds between rows; each round but the last decides something.
_MOST_ROUNDS = 12
_SIGNED = frozenset({"items_change"})
_ANY = Decimal("Infinity")
# A zero that leads shows that figures are glued.
_CUT = re.compile(r"[-+−－]?0\d")
Interval = tuple[Size, Size]


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
class DecidedRow:
    """What became of a row: for each column its candidates and, where there is one only, what decided it.

    ``readings`` are some of the readings of the row, ``count`` is their number, ``complete`` whether all were found.
    """

    candidates: tuple[tuple[Number, ...], ...]
    decided_by: tuple[DecidedBy | None, ...]
    pieces: tuple[Piece | None, ...]
    readings: tuple[tuple[Number, ...], ...]
    count: int
    complete: bool


@frozen
class Rules:
    """What figures must obey: sums over columns and within rows, inclusions, and figures that prose states of a row."""

    equations: Sequence[Equation]
    inclusions: Sequence[Inclusion]
    roles: Mapping[str, Role]
    stated: Mapping[str, frozenset[Decimal]]


@define
class _Row:
    """A row on its way: its slots with the bounds found so far, its readings, and what decided each column."""

    ink: UndecidedRow
    slots: tuple[Slot, ...]
    sums: bool
    readings: Readings
    decided: list[DecidedBy | None] = field(factory=list)
    # The page lost cells of the row: a column that no figure is left for is unknown, not blank.
    lost: bool = False

    def reread(self) -> None:
        self.readings = read_row(self.ink.tokens, self.slots, sums=self.sums)

    def note(self, by: DecidedBy) -> None:
        """Write down what decided the columns that are decided now and were not before."""
        if self.readings.possible:
            for index, _ in enumerate(self.slots):
                if self.decided[index] is None and len(self.readings.candidates[index]) == 1:
                    self.decided[index] = by


def narrow_rows(
    rows: Iterable[UndecidedRow], known: Mapping[str, Size], rules: Rules, *, most_readings: int
) -> list[DecidedRow]:
    """Place the figures of rows; what became of each, in the order given.

    ``known`` has the cells that are placed already, blanks as 0; a cell in neither is not on the page.
    """
    narrowing = _Narrowing(list(rows), known, rules)
    narrowing.run()
    return [_decided(row, most_readings) for row in narrowing.rows]


def _decided(row: _Row, most: int) -> DecidedRow:
    readings = row.readings
    if not readings.possible:
        nothing: tuple[tuple[Number, ...], ...] = tuple(() for _ in row.slots)
        return DecidedRow(nothing, (None,) * len(row.slots), (None,) * len(row.slots), (), 0, readings.complete)
    candidates = tuple(readings.candidates)
    # What no figure is left for may be blank, or lost with the borders of the cells.
    decided = tuple(
        by if len(found) == 1 and not (row.ink.glued and found[0] is None) else None
        for by, found in zip(row.decided, candidates, strict=True)
    )
    pieces = tuple(readings.piece(index) for index in range(len(row.slots)))
    return DecidedRow(candidates, decided, pieces, tuple(readings.first(most)), readings.count(), True)


class _Narrowing:
    def __init__(self, rows: list[UndecidedRow], known: Mapping[str, Size], rules: Rules) -> None:
        self._known = known
        self._rules = rules
        self._equations = _unbroken(rules.equations, known)
        self.rows = [self._row(row, blanks) for row, blanks in _with_blanks(rows, rules)]
        self._place = {column.path: (row, index) for row in self.rows for index, column in enumerate(row.ink.columns)}

    def run(self) -> None:
        """Narrow by rows, columns, inclusions and prose; then take back what is not confirmed."""
        for row in self.rows:
            row.note("separators")
        self._row_sums()
        self._columns()
        self._inclusions()
        self._prose()
        self._confirm()

    def _row(self, ink: UndecidedRow, blanks: bool) -> _Row:
        slots = _slots(ink, self._rules, blank=blanks)
        return _Row(ink, slots, False, read_row(ink.tokens, slots, sums=False), [None] * len(slots))

    def _row_sums(self) -> None:
        """Read each row under its own sums.

        A row that no reading satisfies shows that the sums of its table are not to be relied on: one is misprinted, or
        the office leaves totals blank. But where running text lost cells, a total may be among those lost.
        """
        for row in self.rows:
            if not row.readings.possible or not self._sums_within(row):
                continue
            summed = read_row(row.ink.tokens, row.slots)
            row.lost = not summed.possible and row.ink.glued and not _fills(row.ink, self._rules)
            if summed.possible:
                row.sums, row.readings = True, summed
            elif not row.lost:
                self._distrust_tables({_table(column.path) for column in row.ink.columns})
                return self._row_sums()
        for row in self.rows:
            if row.lost:
                row.slots = tuple(evolve(slot, lost=True) for slot in row.slots)
            row.note("equation")
        return None

    def _sums_within(self, row: _Row) -> list[Equation]:
        own = {column.path for column in row.ink.columns}
        return [each for each in self._equations if own.issuperset(each.cells)]

    def _distrust_tables(self, tables: set[str]) -> None:
        """Do without the sums of some tables, and read their rows anew."""
        self._equations = [each for each in self._equations if _table(each.left[0]) not in tables]
        for row in self.rows:
            if row.sums and not self._sums_within(row):
                row.sums = False
                row.reread()

    def _columns(self) -> None:
        """Pass bounds along the sums over columns; a rule that cannot hold is dropped and the rest begun anew."""
        before = [(row.slots, row.readings) for row in self.rows]
        while True:
            broken = self._pass_bounds([each for each in self._equations if each.spans_rows])
            if broken is None:
                break
            self._equations = [each for each in self._equations if each.rule != broken]
            for row, (slots, readings) in zip(self.rows, before, strict=True):
                row.slots, row.readings = slots, readings
        for row in self.rows:
            row.note("equation")

    def _pass_bounds(self, equations: Sequence[Equation]) -> str | None:
        """Tighten rows until nothing changes. The rule that turns out impossible, if one does."""
        for _ in range(_MOST_ROUNDS):
            changed = False
            for equation in equations:
                tightened = self._tighten(equation)
                if tightened is None:
                    return equation.rule
                for row in tightened:
                    row.reread()
                    if not row.readings.possible:
                        return equation.rule
                changed = changed or bool(tightened)
            if not changed:
                break
        return None

    def _tighten(self, equation: Equation) -> list[_Row] | None:
        """The rows of which a slot was tightened by an equation; None if it cannot hold."""
        intervals = [self._interval(path) for path in equation.left]
        intervals += [_mirrored(self._interval(path)) for path in equation.right]
        known = [each for each in intervals if each is not None]
        if len(known) < len(intervals):
            return []
        low, high = _Sum([each[0] for each in known]), _Sum([each[1] for each in known])
        if low.all > 0 or high.all < 0:
            return None
        rows = []
        for index, path in enumerate(equation.cells):
            if path in self._place and known[index][0] != known[index][1]:
                bounds = -high.without(known[index][1]), -low.without(known[index][0])
                rows.append(self._bound(path, *(bounds if index < len(equation.left) else (-bounds[1], -bounds[0]))))
        return list({id(row): row for row in rows if row}.values())

    def _bound(self, path: str, least: Size, most: Size) -> _Row | None:
        """Bound a cell; its row if that excludes anything."""
        row, index = self._place[path]
        low, high = self._interval(path) or (least, most)
        if least <= low and most >= high:
            return None
        slot = row.slots[index]
        tightened = evolve(
            slot,
            least=least if slot.least is None else max(least, slot.least),
            most=most if slot.most is None else min(most, slot.most),
        )
        row.slots = (*row.slots[:index], tightened, *row.slots[index + 1 :])
        return row

    def _interval(self, path: str) -> Interval | None:
        """What a cell may hold at least and at most; None if it is not on the page or not read."""
        if path not in self._place:
            number = self._known.get(path)
            return None if number is None else (number, number)
        row, index = self._place[path]
        if not row.readings.possible:
            return None
        low, high = row.readings.ranges[index]
        return low, _ANY if row.lost and None in row.readings.candidates[index] else high

    def _inclusions(self) -> None:
        """A part is at most its whole."""
        for _ in range(_MOST_ROUNDS):
            dirty = []
            for inclusion in self._rules.inclusions:
                part, whole = self._interval(inclusion.part), self._interval(inclusion.whole)
                if part is None or whole is None or part[0] > whole[1]:
                    continue
                if inclusion.part in self._place:
                    dirty.append(self._bound(inclusion.part, part[0], whole[1]))
                if inclusion.whole in self._place:
                    dirty.append(self._bound(inclusion.whole, part[0], whole[1]))
            if not any(dirty):
                break
            self._reread(dirty, "inclusion")

    def _prose(self) -> None:
        """Take the one reading that has most of the figures that sentences state of the row."""
        for row in self.rows:
            stated = self._rules.stated.get(row.ink.path)
            if not stated or not row.readings.possible or row.readings.count() > _MOST_COMPARED:
                continue
            readings = row.readings.first(_MOST_COMPARED)
            scores = [len(stated & {Decimal(number) for number in reading if number}) for reading in readings]
            if max(scores) and scores.count(max(scores)) == 1 and len(readings) > 1:
                _fix(row, dict(enumerate(readings[scores.index(max(scores))])))
                row.note("prose")
                self._inclusions()
        self._columns()

    def _reread(self, rows: Iterable[_Row | None], by: DecidedBy) -> None:
        for row in {id(row): row for row in rows if row}.values():
            before = row.readings, row.slots
            row.reread()
            if row.readings.possible:
                row.note(by)
            else:
                row.readings, row.slots = before

    def _confirm(self) -> None:
        """Take back cuts of glued rows that rest on the row's own sum alone."""
        for row in self.rows:
            if not row.ink.cut_in_several_ways or "equation" not in row.decided or "prose" in row.decided:
                continue
            fixed = {index: numbers[0] for index, numbers in self._confirmed(row).items()}
            free = _Row(row.ink, _slots(row.ink, self._rules, blank=row.slots[0].blank), False, row.readings)
            _fix(free, fixed)
            if free.readings.possible and free.readings.count() > 1:
                row.readings = free.readings
                row.decided = [by if index in fixed else None for index, by in enumerate(row.decided)]
                row.note("equation")

    def _confirmed(self, row: _Row) -> dict[int, tuple[Number, ...]]:
        """The columns of a row that are decided and take part in a sum over rows that holds."""
        found: dict[int, tuple[Number, ...]] = {}
        for index, column in enumerate(row.ink.columns):
            numbers = row.readings.candidates[index] if row.readings.possible else ()
            if len(numbers) == 1 and any(self._holds(each) for each in self._sums_of(column.path)):
                found[index] = numbers
        return found

    def _sums_of(self, path: str) -> Iterable[Equation]:
        return (each for each in self._equations if path in each.cells and each.spans_rows)

    def _holds(self, equation: Equation) -> bool:
        intervals = [self._interval(path) for path in equation.cells]
        numbers = [each[0] for each in intervals if each is not None and each[0] == each[1]]
        left = len(equation.left)
        return len(numbers) == len(intervals) and sum(numbers[:left]) == sum(numbers[left:])


# Readings of a row that are compared with prose one by one.
_MOST_COMPARED = 400


def _fix(row: _Row, numbers: Mapping[int, Number]) -> None:
    """Fix some columns of a row."""
    row.slots = tuple(
        evolve(slot, least=numbers[index] or 0, most=numbers[index] or 0, blank=numbers[index] is None)
        if index in numbers
        else slot
        for index, slot in enumerate(row.slots)
    )
    row.reread()


def _mirrored(interval: Interval | None) -> Interval | None:
    return None if interval is None else (-interval[1], -interval[0])


class _Sum:
    """A sum from which one addend can be left out, some of them infinite."""

    def __init__(self, addends: Sequence[Size]) -> None:
        self._finite = sum(each for each in addends if abs(each) != _ANY)
        self._infinite = [each for each in addends if abs(each) == _ANY]
        self.all: Size = self._infinite[0] if self._infinite else self._finite

    def without(self, addend: Size) -> Size:
        if abs(addend) != _ANY:
            return self.all if self._infinite else self._finite - addend
        return self.all if len(self._infinite) > 1 else self._finite


def _unbroken(equations: Sequence[Equation], known: Mapping[str, Size]) -> list[Equation]:
    """The equations that cells already placed do not break.

    A rule that is broken once is left out; where a row breaks its own sum, so are all sums of its table.
    """
    broken = [
        each
        for each in equations
        if all(path in known for path in each.cells)
        and sum(known[path] for path in each.left) != sum(known[path] for path in each.right)
    ]
    rules = {each.rule for each in broken}
    tables = {_table(each.left[0]) for each in broken if not each.spans_rows}
    return [each for each in equations if each.rule not in rules and _table(each.left[0]) not in tables]


def _with_blanks(rows: list[UndecidedRow], rules: Rules) -> list[tuple[UndecidedRow, bool]]:
    """Each row, and whether it may have blanks: where cells have borders, or where some row of the page must.

    A row that could be filled by cutting its figures must have blanks too where the page parts cells by white space.
    """
    glued = [row for row in rows if row.glued]
    whole = not any(_CUT.match(token.text) for row in glued for token in row.tokens)
    parted = whole and any(len(row.tokens) > 1 for row in glued)
    short = any(not _fills(row, rules, parted=parted) or _wants_blanks(row, rules) for row in glued)
    return [(row, short or not row.glued) for row in rows]


def _fills(row: UndecidedRow, rules: Rules, *, parted: bool = False) -> bool:
    """Whether the ink of a row is enough for all its columns; ``parted`` says that figures are not to be cut."""
    tokens = tuple(evolve(token, glued=False) for token in row.tokens) if parted else row.tokens
    return read_row(tokens, _slots(row, rules, blank=False), sums=False).possible


def _wants_blanks(row: UndecidedRow, rules: Rules) -> bool:
    """Whether the row's own sum fails when all columns are filled, but holds with blanks."""
    filled = read_row(row.tokens, _slots(row, rules, blank=False))
    return filled.complete and not filled.possible and read_row(row.tokens, _slots(row, rules, blank=True)).possible


def _table(path: str) -> str:
    return path.partition(".")[0]


def _slots(row: UndecidedRow, rules: Rules, *, blank: bool) -> tuple[Slot, ...]:
    return tuple(
        Slot(
            column.kind,
            role=rules.roles.get(column.path, "free"),
            signed=column.field in _SIGNED,
            blank=blank,
        )
        for column in row.columns
    )
