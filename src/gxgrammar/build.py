"""From the rows of a page to cells and record: the values of a row fill its columns, or are left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from lark import ParseTree

from gxgrammar import diagnostics
from gxgrammar.ahead import figures_ahead
from gxgrammar.alignment import UndecidedRow, place
from gxgrammar.canonical import Canonical
from gxgrammar.cells import MISSING, Cell, DecidedBy, RowReadings
from gxgrammar.cutting import Figures
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.document import Furniture, Ink
from gxgrammar.gathering import PrintedRows, add_up, printed_rows
from gxgrammar.heads import is_total_first, is_total_last, out_of_order, strange_heads
from gxgrammar.paging import possible_figures
from gxgrammar.printed import Candidates, PrintedRow, RowPath, either, in_one_line
from gxgrammar.records import UnrecognisedRow
from gxgrammar.shape import Column, Shape, figures, shape, tables_from
from gxgrammar.source import Span
from gxgrammar.spelling import key, narrow
from gxgrammar.template import Template
from gxgrammar.values import State, Value, money_unit, read_value
from gxgrammar.vocabulary import column_heads

if TYPE_CHECKING:
    from gxgrammar.rows import DecidedRow
    from gxgrammar.statements import Told

_FEW_DIGITS = 9  # A count of so few is a number without more ado.
# An undecided cell lists at most so many candidates, an undecided row so many readings.
MOST_LISTED = 20
# Figures that no row or sentence has: one after the other, several rows in one cell; or a paragraph of one.
_AWAY = re.compile(r"(?<!\d)\d++(?:[ \t]+\d++){15}|^\d[\d.,]{0,15}$", re.MULTILINE)
# Two figures in one line, where every cell has a line of its own.
_SEVERAL = re.compile(r"[-+−－]?\d[\d.,]*(?:[ \t]{1,9}\d[\d.,]*){1,15}")
_PARTS = re.compile(r"[^ \t]+")
# A page that glues the figures of so many rows, and parts those of fewer, shows nothing by a blank between two.
_FEWEST_GLUED = 3
# A zero that leads shows that figures are glued.
_CUT = re.compile(r"0\d")
# Cells whose number is known, a blank or dash as none.
_SETTLED = frozenset({"number", "blank", "dash"})


@frozen
class Tables:
    """What the tables said: the record fields that hold figures, cells, readings of undecided rows, what went wrong.

    ``furniture`` are page numbers that stood among figures.
    """

    fields: Mapping[str, Any]
    cells: Mapping[str, Cell]
    readings: Mapping[str, RowReadings]
    unrecognised: tuple[UnrecognisedRow, ...]
    diagnostics: tuple[Diagnostic, ...]
    furniture: tuple[Furniture, ...]


def tables(tree: ParseTree, canonical: Canonical, form: Template, *, told: Told = tuple) -> Tables:
    """Read the table rows of a tree into the record fields of a form; ``told`` gives what its sentences state."""
    return _TableBuilder(form, printed_rows(tree, canonical, form), canonical, told).tables()


class _TableBuilder:
    """Fills the record from the rows of a page."""

    def __init__(self, form: Template, printed: PrintedRows, canonical: Canonical, told: Told) -> None:
        self._form = form
        self._canonical = canonical
        self._shape: Shape = shape(form)
        self._printed = printed
        self._told = told
        self._cells: dict[str, Cell] = {}
        self._diagnostics: list[Diagnostic] = list(printed.diagnostics)
        # Rows left open whatever the sums say.
        self._open: dict[str, RowReadings] = {}
        # Rows whose figures are read without the blanks between them.
        self._joined: set[str] = set()
        self._totals_last = self._with_totals_last()
        self._has_bare = any(each.label is None for each in printed.unrecognised)
        self._ahead = figures_ahead(canonical.lines, printed.rows) if self._has_bare else {}

    def tables(self) -> Tables:
        """The record fields of all tables, with a cell for every figure the form asks for."""
        printed = self._printed
        single = self._shape.groups.intersection(printed.rows)
        undecided = [row for path, each in printed.rows.items() if (row := self._fill(path, each))]
        undecided = self._without_borders(undecided)
        readings = self._open | (self._decide(undecided, single) if undecided else {})
        cells = {column.path: self._cells.get(column.path, MISSING) for column in figures(self._form, single)}
        fields = tables_from(self._form, {path: cell.value for path, cell in cells.items()}, single)
        return Tables(fields, cells, readings, printed.unrecognised, tuple(self._diagnostics), printed.furniture)

    def _fill(self, path: RowPath, row: PrintedRow) -> UndecidedRow | None:
        """Give each column of a row its cell; the row itself where its figures are still to be placed."""
        self._label_note(path, row)
        columns = self._shape.rows[path]
        inked = row.inked
        if path in self._printed.astray:
            self._with_astray(path, row, columns)
            return None
        if path in self._ahead:
            self._with_figures_ahead(path, row, columns)
            return None
        if not inked:
            if not row.line.lost and (row.values or not self._has_figures_away_from_labels):
                self._cells.update({column.path: Cell("", None, "blank", row.span) for column in columns})
            return None
        if row.may_hold_page:
            self._with_page(path, row, columns)
            return None
        if path in self._printed.contradicted:
            self._leave_open(path, row, columns, "ambiguous")
            self._note("GX405", row.span, path=".".join(path), label=row.label, values=row.words)
            return None
        if row.foreign:
            self._leave_open(path, row, columns, "unplaced")
            self._note("GX511", row.span, path=".".join(path), label=row.label, heads="、".join(row.foreign))
            return None
        if (row.heads or row.strange) and self._is_under_other_heads(path, row, columns):
            return None
        if path in self._printed.again:
            self._with_another(path, row, self._printed.again[path], columns)
            return None
        if row.line.open and not row.line.glued and any(_SEVERAL.fullmatch(value.text) for value in row.values):
            self._share_lines(path, evolve(row, values=tuple(_apart(row.values))), columns)
            return None
        if len(row.values) > len(columns) and not self._stands_in_line(row, columns):
            self._leave_open(path, row, columns, "unplaced")
            self._without_reading(path, row, columns)
            return None
        values = self._placed(row, columns)
        if values is None:
            tokens = tuple(Figures(narrow(value.text), row.line.glued) for value in inked)
            return UndecidedRow(".".join(path), columns, tokens)
        by = self._told_by(path, row)
        for column, value in zip(columns, values, strict=True):
            self._cells[column.path] = self._cell(row, column, value, by)
        return None

    def _with_figures_ahead(self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Leave a row open whose figures may be those before its label; one that shows no others is not blank."""
        if not row.inked:
            return
        ahead = self._ahead[path]
        if len(row.inked) == len(ahead) == len(columns):
            self._either(path, row, columns, list(zip(row.inked, ahead, strict=True)))
        else:
            self._leave_open(path, row, columns, "ambiguous")
        before = " | ".join(value.text for value in ahead)
        self._note("GX408", row.span, path=".".join(path), label=row.label, before=before, behind=row.words)

    def _with_another(self, path: RowPath, row: PrintedRow, other: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Leave open what two printings of a whole row differ in."""
        first, second = (each.values if len(each.values) == len(columns) else each.inked for each in (row, other))
        self._either(path, row, columns, list(zip(first, second, strict=True)))
        facts = {"label": row.label, "first": row.words, "second": other.words}
        self._note("GX407", other.span, path=".".join(path), **facts)

    def _either(
        self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...], pairs: Sequence[tuple[Ink, Ink]]
    ) -> None:
        """Leave open the figures of a row in which two that may be its differ."""
        self._leave_open(path, row, columns, "ambiguous", either(pairs))
        for column, (one, other) in zip(columns, pairs, strict=True):
            if one.text == other.text:
                self._cells[column.path] = self._cell(row, column, one)

    def _share_lines(self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Place figures of which several stand in one line only by the sums of their row: 1 234 may be one figure."""
        if len(row.values) == len(columns) and add_up(self._form, columns, row.values):
            for column, value in zip(columns, row.values, strict=True):
                self._cells[column.path] = self._cell(row, column, value, "equation")
            return
        self._leave_open(path, row, columns, "unplaced")
        self._without_reading(path, row, columns)

    def _placed(self, row: PrintedRow, columns: tuple[Column, ...]) -> tuple[Ink, ...] | None:
        """The values that fill the columns of a row, None where the page does not determine them.

        In an open row pipes may be padding where a cell was lost, so its blanks are cells only if its sums hold.
        """
        placed = None if row.line.glued else place([not value.text for value in row.values], len(columns))
        if placed is None:
            return None
        values = row.values[placed.start : placed.stop]
        is_shown = not row.line.open or all(value.text for value in values) or add_up(self._form, columns, values)
        return values if is_shown else None

    def _stands_in_line(self, row: PrintedRow, columns: tuple[Column, ...]) -> bool:
        """Whether the cells that a row has too many may be dropped where it is blank.

        Under the same heads they stand in the same place. Where rows have figures in more cells than they have columns,
        one of a remark is among them, and only a row that fills its columns from the first is plain. So may it be in a
        row that is alone with its heads and goes on over a blank, unless its sums hold.
        """
        own = [index for index, value in enumerate(row.values) if value.text]
        inked = self._inked_places[row.heads, len(row.values), len(columns)]
        size = own[-1] - own[0] + 1
        if row.line.glued or len(own) > len(columns):
            return True
        if len(inked) > len(columns):
            return own[0] == min(inked) and size == len(own) == len(columns)
        if size > len(columns) == len(own) and self._is_alone_with_total(row, columns):
            return add_up(self._form, columns, row.inked)
        return size > len(columns) or max(inked) - min(inked) < len(columns)

    def _is_alone_with_total(self, row: PrintedRow, columns: Sequence[Column]) -> bool:
        """Whether a row has a total, and no other has the same heads and as many cells: one may be too many."""
        alike = [each for each in self._printed.rows.values() if each.heads == row.heads]
        has_total = any(column.field == "total" for column in columns)
        return has_total and sum(len(each.values) == len(row.values) for each in alike) == 1

    @cached_property
    def _inked_places(self) -> Mapping[tuple[tuple[str, ...], int, int], set[int]]:
        """The places of cells with ink in the rows that have the same heads and as many cells and columns."""
        found: dict[tuple[tuple[str, ...], int, int], set[int]] = {}
        for path, row in self._printed.rows.items():
            kind = row.heads, len(row.values), len(self._shape.rows[path])
            found.setdefault(kind, set()).update(index for index, value in enumerate(row.values) if value.text)
        return found

    def _told_by(self, path: RowPath, row: PrintedRow) -> DecidedBy:
        """What tells the columns of a row: sums where its label is lost, or the head of the total stands first."""
        by_sums = row.line.label is None or (row.heads[:1] == ("total",) and path[0] in self._totals_last)
        return "equation" if by_sums else "separators"

    def _out_of_order(self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...]) -> tuple[str, ...]:
        """The heads of a row that stand in another order than in the form, none where its figures do not."""
        paths = tuple([column.path for column in columns])
        heads = out_of_order(paths, row.heads)
        # Figures that are all alike are right in any order.
        alike = len(row.values) == len(columns) and len({value.text for value in row.values}) == 1
        in_order = alike or (path[0] in self._totals_last and is_total_first(paths, row.heads))
        return () if in_order else heads

    @cached_property
    def _has_figures_away_from_labels(self) -> bool:
        """Whether some figures have no label, or stand in heaps: a label without any cell may be that of some."""
        heaps = (len(row.inked) > 2 * len(self._shape.rows[path]) for path, row in self._printed.rows.items())
        return self._has_bare or any(heaps) or _AWAY.search(self._canonical.text) is not None

    def _with_totals_last(self) -> set[str]:
        """The tables whose total has its head before all others and its figures behind them."""
        found: dict[str, list[list[int | None]]] = {}
        for path, row in self._printed.rows.items():
            if row.heads[:1] == ("total",) and len(row.values) == len(self._shape.rows[path]):
                paths = tuple([column.path for column in self._shape.rows[path]])
                if is_total_first(paths, row.heads):
                    found.setdefault(path[0], []).append([read_value(value.text).count for value in row.values])
        return {table for table, rows in found.items() if is_total_last(rows)}

    def _with_page(self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Leave a row open whose page number may be figures."""
        self._leave_open(path, row, columns, "ambiguous", possible_figures(row.values, columns))
        self._note("GX510", row.span, path=".".join(path), label=row.label, values=row.words)

    def _with_astray(self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Leave a row open that may have figures of the next line, which is no row."""
        whole = evolve(row, values=(*row.inked, *self._printed.astray[path]))
        self._leave_open(path, row if row.inked else whole, columns, "unplaced", whole.anywhere(columns))
        self._without_reading(path, whole, columns)

    def _without_reading(self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Tell of a row whose figures are not those that its columns ask for."""
        facts = {"label": row.label, "expected": len(columns), "found": len(row.values), "values": row.words}
        self._note("GX508", Span(row.values[0].start, row.values[-1].end), path=".".join(path), **facts)

    def _is_under_other_heads(self, path: RowPath, row: PrintedRow, columns: tuple[Column, ...]) -> bool:
        """Whether the heads over a row are in another order than in the form, or others: its figures stay unplaced."""
        paths = tuple([column.path for column in columns])
        if strange := row.strange and strange_heads(self._form, paths, row.heads, row.strange):
            code, heads = "GX512", strange
        elif names := self._out_of_order(path, row, columns):
            official = column_heads(self._form)
            code, heads = "GX509", tuple(official.get(name, name) for name in names)
        else:
            return False
        self._leave_open(path, row, columns, "unplaced")
        self._note(code, row.span, path=".".join(path), label=row.label, heads="、".join(heads))
        return True

    def _leave_open(
        self,
        path: RowPath,
        row: PrintedRow,
        columns: tuple[Column, ...],
        state: State,
        found: Sequence[Candidates] | None = None,
    ) -> None:
        ink, span = " ".join(value.text for value in row.inked), Span(row.inked[0].start, row.inked[-1].end)
        self._open[".".join(path)] = RowReadings(tuple(column.path for column in columns), (), 0)
        for column, each in zip(columns, found or row.anywhere(columns), strict=True):
            self._cells[column.path] = Cell(ink, None, state, span, each[:MOST_LISTED], len(each))

    def _without_borders(self, rows: list[UndecidedRow]) -> list[UndecidedRow]:
        """The rows, blanks between their figures left out where the page parts the cells of most rows by nothing.

        There a blank or line break may stand within a figure, as where text is cut at some width. It is a border where
        the row's own sums say so, and where more rows are parted than not and none of them has too many figures or a
        sum that does not hold.
        """
        wide = [row for row in rows if row.glued and len(row.columns) > 1]
        glued = [row.tokens[0].text for row in wide if _may_fill(row)]
        parted = [row for row in wide if len(self._printed.rows[_keys(row)].runs) < len(row.tokens)]
        doubtful = {row.path for row in parted if not self._adds_up(row)}
        whole = len(parted) - (len(doubtful) if any(row.path in doubtful and _is_full(row) for row in parted) else 0)
        if len(glued) < max(_FEWEST_GLUED, whole) or not any(map(_CUT.match, glued)):
            return rows
        self._joined |= doubtful
        return [self._with_joined(row) if row.path in doubtful else row for row in rows]

    def _adds_up(self, row: UndecidedRow) -> bool:
        """Whether the figures of a row fill its columns, and its own sums hold."""
        inked = self._printed.rows[_keys(row)].inked
        return len(inked) == len(row.columns) and add_up(self._form, row.columns, inked)

    def _with_joined(self, row: UndecidedRow) -> UndecidedRow:
        runs = self._printed.rows[_keys(row)].runs
        return evolve(row, tokens=tuple(Figures(narrow("".join(ink.text for ink in run)), True) for run in runs))

    def _decide(self, rows: list[UndecidedRow], single: frozenset[tuple[str, ...]]) -> dict[str, RowReadings]:
        """Place the figures of rows that lost their separators or blanks, all rows together."""
        # Loaded here since most pages need none of it, and a process that reads one page feels it.
        from gxgrammar.equations import equations, inclusions, roles
        from gxgrammar.narrowing import Rules, narrow_rows
        from gxgrammar.statements import Statements

        known = {path: cell.value or 0 for path, cell in self._cells.items() if cell.state in _SETTLED}
        rules = Rules(
            equations(self._form, single),
            inclusions(self._form, single),
            roles(self._form, single),
            Statements(self._form, self._told),
        )
        readings = {}
        for row, decided in zip(rows, narrow_rows(rows, known, rules, most_readings=MOST_LISTED), strict=True):
            printed = self._printed.rows[_keys(row)]
            self._place(row, decided, printed)
            if any(by is None for by in decided.decided_by):
                paths = tuple(column.path for column in row.columns)
                readings[row.path] = RowReadings(paths, decided.readings, decided.count)
                self._undecided_note(row, decided, printed)
        return readings

    def _place(self, row: UndecidedRow, decided: DecidedRow, printed: PrintedRow) -> None:
        """The cells of a row whose figures were placed, or could not be."""
        inked = printed.inked
        ink = " ".join(value.text for value in inked)
        span = Span(inked[0].start, inked[-1].end)
        undecided: State = "ambiguous" if row.glued else "unplaced"
        runs = printed.runs if row.path in self._joined else [(value,) for value in inked]
        for column, candidates, by, found in zip(
            row.columns, decided.candidates, decided.decided_by, decided.pieces, strict=True
        ):
            piece = _piece(runs[found[0]], found[1], found[2]) if found else None
            if by is None:
                shown = candidates[:MOST_LISTED]
                self._cells[column.path] = Cell(ink, None, undecided, span, shown, len(candidates))
            elif candidates[0] is None and found is None:
                self._cells[column.path] = Cell("", None, "blank", span, decided_by=by)
            elif piece is None:
                self._cells[column.path] = Cell(ink, candidates[0], "number", span, decided_by=by)
            else:
                self._cells[column.path] = self._cell(printed, column, piece, by)

    def _undecided_note(self, row: UndecidedRow, decided: DecidedRow, printed: PrintedRow) -> None:
        inked = printed.inked
        facts = {
            "label": printed.label,
            "expected": len(row.columns),
            "found": len(inked),
            "values": printed.words,
            "count": decided.count,
        }
        if not decided.complete:
            code = "GX507"
        elif not row.glued and len(inked) > len(row.columns):
            code = "GX502"
        elif not decided.count:
            code = "GX508"
        else:
            code = "GX506" if row.glued else "GX501"
        self._note(code, Span(inked[0].start, inked[-1].end), path=row.path, **facts)

    def _label_note(self, path: RowPath, row: PrintedRow) -> None:
        printed = row.line.label
        if printed and len(printed.text) > len(row.label) and _has_note(key(printed.text), key(row.label)):
            text = in_one_line(printed.text)
            self._note("GX404", printed.span, path=".".join(path), before=text, after=row.label)

    def _cell(self, row: PrintedRow, column: Column, ink: Ink, by: DecidedBy = "separators") -> Cell:
        if column.kind == "count" and ink.text.isdecimal() and len(ink.text) <= _FEW_DIGITS:
            # Most are such, and there is no more to them.
            return Cell(ink.text, int(ink.text), "number", ink.span, (), 0, by)
        value = read_value(ink.text)
        if column.kind == "count":
            number: int | Decimal | None = value.count
        else:
            number = self._amount(row, column, ink, value)
        if (value.lost or value.is_change) and (value.lost if column.is_signed else value.is_change):
            number = None
        if number is None:
            state: State = "text" if value.state == "number" else value.state
            if state == "text":
                self._cell_note("GX503", row, column, ink, text=in_one_line(ink.text))
            return Cell(ink.text, None, state, ink.span, decided_by=by)
        if value.note:
            self._cell_note("GX505", row, column, ink, text=ink.text, value=number)
        return Cell(ink.text, number, "number", ink.span, decided_by=by)

    def _amount(self, row: PrintedRow, column: Column, ink: Ink, value: Value) -> Decimal | None:
        """The amount of a cell in 万元, in the unit of the cell, of its head on the page, or of the form."""
        unit = row.unit or money_unit(column_heads(self._form).get(column.field, ""))
        if value.number and not (value.unit or unit):
            self._cell_note("GX504", row, column, ink, text=ink.text)
        return value.amount(unit)

    def _cell_note(self, code: str, row: PrintedRow, column: Column, ink: Ink, **facts: object) -> None:
        head = column_heads(self._form).get(column.field, column.field)
        self._note(code, ink.span, path=column.path, label=f"“{row.label}”的“{head}”", **facts)

    def _note(self, code: str, span: Span, *, path: str | None = None, **facts: Any) -> None:
        self._diagnostics.append(diagnostics.diagnostic(code, span=span, path=path, **facts))


def _piece(run: Sequence[Ink], start: int, end: int | None) -> Ink | None:
    """A piece of the ink of one figure, or of several that are read as one; None where blanks part it."""
    for ink in run:
        size = len(ink.text)
        if start < size:
            if end is None and ink is run[-1]:
                return Ink(ink.text[start:], ink.start + start, ink.end)
            if end is None or end > size:
                return None
            return Ink(ink.text[start:end], ink.start + start, ink.start + end)
        start, end = start - size, end and end - size
    return None


def _may_fill(row: UndecidedRow) -> bool:
    """Whether a row is digits that nothing parts, and enough of them for all its columns."""
    return len(row.tokens) == 1 and row.tokens[0].text.isdecimal() and len(row.tokens[0].text) >= len(row.columns)


def _is_full(row: UndecidedRow) -> bool:
    """Whether a row has more figures than columns, or as many and a total among them."""
    has_total = any(column.field == "total" for column in row.columns)
    return len(row.tokens) > len(row.columns) or (has_total and len(row.tokens) == len(row.columns))


def _keys(row: UndecidedRow) -> tuple[str, ...]:
    return tuple(row.path.split("."))


def _apart(values: Iterable[Ink]) -> Iterator[Ink]:
    """Values with those figures apart that stand in one of them."""
    for value in values:
        if _SEVERAL.fullmatch(value.text) and len(value.text) == value.end - value.start:
            yield from (
                Ink(each[0], value.start + each.start(), value.start + each.end())
                for each in _PARTS.finditer(value.text)
            )
        else:
            yield value


def _has_note(printed: str, label: str) -> bool:
    return len(printed) > len(label) and printed.startswith(label)
