"""Narrowing the readings of a whole table: the sums of its columns, 其中 rows, and what sentences say of a row.

The order is that of strength: first what each row allows by itself, then its own sum, then the sums over the columns,
then inclusions, within rows and between them, then prose. A sum that the document breaks anywhere does not decide
anything. A row of glued digits whose cut was decided by its own sum alone is confirmed by the sums of the columns, or
left undecided: a misprinted sum may fit a wrong cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from gxgrammar.alignment import UndecidedRow
from gxgrammar.bounds import MOST_ROUNDS, Bounds
from gxgrammar.cells import DecidedBy
from gxgrammar.cutting import Number, Size
from gxgrammar.equations import Equation, Inclusion, Role
from gxgrammar.rows import DecidedRow, Row, fills, rows_of
from gxgrammar.statements import Statements

# Readings of a row that are compared with prose one by one.
_MOST_COMPARED = 400


@frozen
class Rules:
    """What figures must obey: sums over columns and within rows, inclusions, and what sentences state of cells."""

    equations: Sequence[Equation]
    inclusions: Sequence[Inclusion]
    roles: Mapping[str, Role]
    statements: Statements


def narrow_rows(
    rows: Iterable[UndecidedRow], known: Mapping[str, Size], rules: Rules, *, most_readings: int
) -> list[DecidedRow]:
    """Place the figures of rows; what became of each, in the order given.

    ``known`` has the cells that are placed already, blanks as 0; a cell in neither is not on the page.
    """
    narrowing = _Narrowing(list(rows), known, rules)
    narrowing.run()
    return [row.result(most_readings) for row in narrowing.rows]


class _Narrowing:
    def __init__(self, rows: list[UndecidedRow], known: Mapping[str, Size], rules: Rules) -> None:
        self._rules = rules
        self._equations = _unbroken(rules.equations, known)
        self.rows = rows_of(rows, rules.roles)
        self._bounds = Bounds(self.rows, known)

    def run(self) -> None:
        """Narrow by rows, columns, inclusions and prose; then take back what is not confirmed."""
        self._note("separators")
        self._row_sums()
        self._columns()
        self._row_inclusions()
        self._inclusions()
        self._prose()
        self._confirm()

    def _note(self, by: DecidedBy) -> None:
        for row in self.rows:
            row.note(by)

    def _row_sums(self) -> None:
        """Read each row under its own sums.

        A row that no reading satisfies shows that the sums of its table are not to be relied on: one is misprinted, or
        the office leaves totals blank. But where running text lost cells, a total may be among those lost.
        """
        for row in self._summed():
            if not row.readings.possible:
                continue
            summed = row.under_sums()
            row.lost = not summed.possible and row.ink.glued and not fills(row.ink, self._rules.roles)
            if summed.possible:
                row.sums, row.readings = True, summed
            elif not row.lost:
                self._distrust_tables({_table(column.path) for column in row.ink.columns})
                return self._row_sums()
        for row in self.rows:
            if row.lost:
                row.slots = tuple(evolve(slot, lost=True) for slot in row.slots)
        return self._note("equation")

    def _row_inclusions(self) -> None:
        """Rows with a column that includes another, unless some row shows that this does not hold here."""
        within = [each for each in self._rules.inclusions if each.within_row]
        for rule in dict.fromkeys(each.rule for each in within):
            paths = {each.part for each in within if each.rule == rule}
            # Where blanks were deleted the whole may be among them.
            rows = [row for row in self.rows if row.ink.glued and paths.intersection(row.paths)]
            summed = [row.under_sums() for row in rows]
            if all(readings.possible for readings in summed) and not self._is_broken(rule):
                for row, readings in zip(rows, summed, strict=True):
                    row.sums, row.readings = True, readings
                    row.note("inclusion")

    def _is_broken(self, rule: str) -> bool:
        """Whether a part exceeds its whole somewhere."""
        return any(self._bounds.is_broken(each) for each in self._rules.inclusions if each.rule == rule)

    def _summed(self) -> list[Row]:
        """The rows that have a sum of their own."""
        sums: dict[str, list[Equation]] = {}
        for each in self._equations:
            sums.setdefault(each.left[0], []).append(each)
        return [row for row in self.rows if _has_sum(row, sums)]

    def _distrust_tables(self, tables: set[str]) -> None:
        """Do without the sums of some tables, and read their rows anew."""
        self._equations = [each for each in self._equations if _table(each.left[0]) not in tables]
        summed = set(map(id, self._summed()))
        for row in self.rows:
            if row.sums and id(row) not in summed:
                row.without_sums()

    def _columns(self) -> None:
        """Pass bounds along the sums over columns; a rule that cannot hold is dropped and the rest begun anew."""
        before = [row.kept() for row in self.rows]
        while broken := self._bounds.pass_along([each for each in self._equations if each.spans_rows]):
            self._equations = [each for each in self._equations if each.rule != broken]
            for row, kept in zip(self.rows, before, strict=True):
                row.restore(kept)
        self._note("equation")

    def _inclusions(self) -> None:
        """A part is at most its whole."""
        rules = {each.rule for each in self._rules.inclusions}
        trusted = rules - {rule for rule in rules if self._is_broken(rule)}
        inclusions = [each for each in self._rules.inclusions if each.rule in trusted]
        for _ in range(MOST_ROUNDS):
            tightened = self._bounds.include(inclusions)
            if not tightened:
                break
            for row in tightened:
                kept = row.kept()
                if row.reread():
                    row.note("inclusion")
                else:
                    row.restore(kept)

    def _prose(self) -> None:
        """Take the one reading of a row that agrees with all that sentences state of its cells."""
        for row in self.rows:
            if not row.readings.possible or not (stated := self._rules.statements.of(row.paths)):
                continue
            if not row.readings.several or row.readings.count() > _MOST_COMPARED:
                continue
            agreeing = [
                reading
                for reading in row.readings.first(_MOST_COMPARED)
                if all((reading[index] or 0) in figures for index, figures in stated.items())
            ]
            if len(agreeing) == 1:
                row.fix(dict(enumerate(agreeing[0])))
                row.note("prose")
                self._inclusions()
        self._columns()

    def _confirm(self) -> None:
        """Take back cuts of glued rows that rest on the row's own sum alone."""
        holding = [each for each in self._equations if each.spans_rows and self._bounds.holds(each)]
        for row in self.rows:
            if not row.ink.cut_in_several_ways or "equation" not in row.decided or "prose" in row.decided:
                continue
            fixed = _confirmed(row, holding)
            if len(fixed) == len(row.slots) and None not in fixed.values():
                continue
            free = row.first_read.holding(fixed)
            if free.possible and free.several:
                row.take_back(free, fixed, "equation")
                # A row that is wider than before confirms no other sum, and may undo one.
                wider = {path for index, path in enumerate(row.paths) if index not in fixed}
                holding = [each for each in holding if wider.isdisjoint(each.cells) or self._bounds.holds(each)]


def _has_sum(row: Row, sums: Mapping[str, Sequence[Equation]]) -> bool:
    """Whether all figures of some sum, by the path of the total, stand in a row."""
    own = set(row.paths)
    return any(own.issuperset(each.cells) for path in own if path in sums for each in sums[path])


def _confirmed(row: Row, holding: Iterable[Equation]) -> dict[int, Number]:
    """The columns of a row that are decided and take part in a sum over rows that holds."""
    paths = {path for each in holding for path in each.cells}
    found: dict[int, Number] = {}
    for index, path in enumerate(row.paths):
        if path in paths and row.readings.possible and row.readings.decided[index]:
            found[index] = row.readings.candidates(index)[0]
    return found


def _unbroken(equations: Sequence[Equation], known: Mapping[str, Size]) -> list[Equation]:
    """The equations that cells already placed do not break.

    A rule that is broken once is left out; where a row breaks its own sum, so are all sums of its table.
    """
    broken = [each for each in equations if all(path in known for path in each.cells) and not each.holds(known)]
    rules = {each.rule for each in broken}
    tables = {_table(each.left[0]) for each in broken if not each.spans_rows}
    return [each for each in equations if each.rule not in rules and _table(each.left[0]) not in tables]


def _table(path: str) -> str:
    return path.partition(".")[0]
