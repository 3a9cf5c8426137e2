"""The rows of a page whose figures are to be placed, and what has become of each so far."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache

from attrs import define, evolve, field, frozen

from gxgrammar import alignment
from gxgrammar.alignment import Piece, Readings, Slot, UndecidedRow, read_row
from gxgrammar.cells import DecidedBy
from gxgrammar.cutting import Number
from gxgrammar.equations import Role
from gxgrammar.shape import Kind

# A page that prints so many rows of zeros leaves no cells blank.
_FEWEST_ZERO_ROWS = 3
# A zero that leads shows that figures are glued.
_CUT = re.compile(r"[-+−－]?0\d")


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


@define(eq=False)
class Row:
    """A row on its way: its slots with the bounds found so far, its readings, and what decided each column."""

    ink: UndecidedRow
    slots: tuple[Slot, ...]
    readings: Readings
    # The readings before any sum was looked at.
    first_read: Readings
    # The readings when the row was last read within its bounds.
    _before: Readings
    # Whether its own sums must hold.
    sums: bool = False
    decided: list[DecidedBy | None] = field(factory=list)
    # The page lost cells of the row: a column that no figure is left for is unknown, not blank.
    lost: bool = False
    # The readings of which it is written down what they decide.
    _noted: Readings | None = None

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The field paths of its columns."""
        return tuple([column.path for column in self.ink.columns])

    def kept(self) -> tuple[tuple[Slot, ...], Readings, Readings]:
        """What has become of the row so far, to go back to by ``restore``."""
        return self.slots, self.readings, self._before

    def restore(self, kept: tuple[tuple[Slot, ...], Readings, Readings]) -> None:
        """Go back to what the row was."""
        self.slots, self.readings, self._before = kept

    def reread(self) -> bool:
        """Read the row within its bounds; False if nothing is left, or only blanks where the ink filled all columns."""
        before = self._before
        self._before = self.readings = self.readings.within(self.slots)
        return self.readings.possible and (self.readings.filled or not before.filled)

    def without_sums(self) -> None:
        """Read the row anew, without regard to its own sums."""
        self.sums = False
        self._before = self.readings = read_row(self.ink.tokens, self.slots, sums=False)

    def under_sums(self) -> Readings:
        """The readings for which the sums and inclusions within the row hold.

        There are none if the ink fills all columns and yet only readings with blanks satisfy them: it is rather the
        sum that is misprinted.
        """
        free = read_row(self.ink.tokens, self.slots, sums=False)
        summed = free.summed
        if not summed.filled and free.filled:
            return Readings(summed.complete)
        return summed

    def fix(self, numbers: Mapping[int, Number]) -> None:
        """Fix some columns."""
        self.slots = tuple(
            evolve(slot, least=numbers[index] or 0, most=numbers[index] or 0, blank=numbers[index] is None)
            if index in numbers
            else slot
            for index, slot in enumerate(self.slots)
        )
        self._before = self.readings = read_row(self.ink.tokens, self.slots, sums=self.sums)

    def note(self, by: DecidedBy) -> None:
        """Write down what decided the columns that are decided now and were not before."""
        if self.readings is self._noted:
            return
        self._noted = self.readings
        if self.readings.possible:
            for index, is_decided in enumerate(self.readings.decided):
                if is_decided and self.decided[index] is None:
                    self.decided[index] = by

    def take_back(self, readings: Readings, kept: Collection[int], by: DecidedBy) -> None:
        """Fall back on wider readings; what decided the columns that are not kept is written down anew."""
        self.readings, self._noted = readings, None
        self.decided = [before if index in kept else None for index, before in enumerate(self.decided)]
        self.note(by)

    def result(self, most_readings: int) -> DecidedRow:
        """What became of the row."""
        readings, columns = self.readings, range(len(self.slots))
        if not readings.possible:
            return DecidedRow(
                ((),) * len(columns), (None,) * len(columns), (None,) * len(columns), (), 0, readings.complete
            )
        candidates = tuple(map(readings.candidates, columns))
        single = [by is not None and len(found) == 1 for by, found in zip(self.decided, candidates, strict=True)]
        pieces = tuple([readings.piece(index) if single[index] else None for index in columns])
        # What no ink is left for may be blank, or lost with the borders of the cells.
        decided = tuple(
            by if alone and (piece or not self.ink.glued or found[0] is not None) else None
            for by, found, piece, alone in zip(self.decided, candidates, pieces, single, strict=True)
        )
        if all(len(found) == 1 and found[0] is not None for found in candidates):
            # No figure left out and none left over: there is one reading.
            return DecidedRow(candidates, decided, pieces, (tuple(found[0] for found in candidates),), 1, True)
        return DecidedRow(candidates, decided, pieces, tuple(readings.first(most_readings)), readings.count(), True)


def rows_of(rows: Sequence[UndecidedRow], roles: Mapping[str, Role]) -> list[Row]:
    """Rows at the beginning: read without regard to sums.

    Only where a page prints its zeros, row after row, and no row is short of ink, are blanks that are not shown ruled
    out; and only in rows that have a sum to show a mistake. A row that could be filled by cutting its figures is short
    of ink too where the page parts cells by white space.
    """
    summed = [row for row in rows if row.glued and any(roles.get(each.path) == "total" for each in row.columns)]
    whole = not any(_CUT.match(token.text) for row in summed for token in row.tokens)
    parted = whole and any(len(row.tokens) > 1 for row in summed)
    zeros = sum(1 for row in summed if _is_zeros(row))
    blanks = zeros < _FEWEST_ZERO_ROWS or not all(fills(row, roles, parted=parted) for row in summed)
    return [row_of(row, roles, blank=blanks or row not in summed) for row in rows]


def row_of(ink: UndecidedRow, roles: Mapping[str, Role], *, blank: bool) -> Row:
    """A row at the beginning; ``blank`` says whether it may have blanks that are not shown."""
    slots = _slots(ink, roles, blank=blank)
    readings = read_row(ink.tokens, slots, sums=False)
    return Row(ink, slots, readings, readings, readings, decided=[None] * len(slots))


def _is_zeros(row: UndecidedRow) -> bool:
    """Whether a row prints a zero in every column."""
    ink = "".join(token.text for token in row.tokens)
    return len(ink) == len(row.columns) and not ink.strip("0")


def fills(row: UndecidedRow, roles: Mapping[str, Role], *, parted: bool = False) -> bool:
    """Whether the ink of a row is enough for all its columns; ``parted`` says that figures are not to be cut."""
    tokens = tuple(evolve(token, glued=False) for token in row.tokens) if parted else row.tokens
    return alignment.fills(tokens, _slots(row, roles, blank=True))


def _slots(row: UndecidedRow, roles: Mapping[str, Role], *, blank: bool) -> tuple[Slot, ...]:
    return tuple(_slot(column.kind, roles.get(column.path, "free"), column.is_signed, blank) for column in row.columns)


@lru_cache(maxsize=64)
def _slot(kind: Kind, role: Role, signed: bool, blank: bool) -> Slot:
    return Slot(kind, role, signed, blank)
