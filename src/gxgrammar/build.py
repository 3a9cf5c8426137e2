"""From parse tree to record: rule names are record fields, the values of a row fill its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from lark import ParseTree, Token, Tree

from gxgrammar import diagnostics
from gxgrammar.alignment import UndecidedRow, place
from gxgrammar.canonical import Canonical, Line
from gxgrammar.cells import MISSING, Cell, DecidedBy, RowReadings
from gxgrammar.cutting import Figures
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.document import Furniture, Ink
from gxgrammar.heads import groups_shown, head_fields, out_of_order
from gxgrammar.paging import possible_figures, settle, shows_dashes
from gxgrammar.printed import PrintedRow
from gxgrammar.records import UnrecognisedRow
from gxgrammar.shape import Column, Shape, figures, shape, tables_from
from gxgrammar.source import Span
from gxgrammar.spelling import key, narrow
from gxgrammar.syntax import table_row
from gxgrammar.template import Template
from gxgrammar.values import State, Value, money_unit, read_value
from gxgrammar.vocabulary import column_heads

if TYPE_CHECKING:
    from gxgrammar.rows import DecidedRow

# An undecided cell lists at most so many candidates, an undecided row so many readings.
MOST_LISTED = 20
# Cells whose number is known, a blank or dash as none.
_SETTLED = frozenset({"number", "blank", "dash"})
_DIGIT = re.compile(r"\d")


@frozen
class Outline:
    """A section as the tree has it: its topic, None for a heading of its own, and its lines, the heading first."""

    topic: str | None
    lines: tuple[Line, ...]


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


def outline(tree: ParseTree, canonical: Canonical) -> tuple[Outline, ...]:
    """The lines of prose, section by section; the first entry is what stands before the first heading."""
    sections = [node for node in tree.children if isinstance(node, Tree) and node.data == "section"]
    opening = [node for node in tree.children if isinstance(node, Tree) and node.data == "paragraph"]
    found = [Outline(None, tuple(_line_of(node, canonical) for node in opening))]
    for section in sections:
        heading, *rest = (node for node in section.children if isinstance(node, Tree))
        prose = (node for node in rest if node.data == "paragraph")
        topic = None if heading.data == "numbered" else str(heading.data)
        found.append(Outline(topic, tuple(_line_of(node, canonical) for node in (heading, *prose))))
    return tuple(found)


def tables(tree: ParseTree, canonical: Canonical, form: Template) -> Tables:
    """Read the table rows of a tree into the record fields of a form."""
    builder = _TableBuilder(form, canonical)
    for node in _contents(tree):
        builder.add(node)
    return builder.tables()


def _contents(tree: ParseTree) -> Iterator[ParseTree]:
    """Everything but prose and headings, in order, whichever section it stands in.

    What stands in the overview comes last: where the form's own tables follow, a table there counts something else.
    """
    last = []
    for node in tree.children:
        if isinstance(node, Tree):
            if node.data == "section" and _is_overview(node):
                last.append(node)
            elif node.data == "section":
                yield from _contents(node)
            elif node.data != "paragraph":
                yield node
    for node in last:
        yield from _contents(node)


def _is_overview(section: ParseTree) -> bool:
    heading = section.children[0]
    return isinstance(heading, Tree) and heading.data == "overview"


def _line_of(node: ParseTree, canonical: Canonical) -> Line:
    return canonical.lines[_first_token(node).line - 1]  # type: ignore[operator]


def _first_token(node: ParseTree) -> Token:
    child = node.children[0]
    return child if isinstance(child, Token) else _first_token(child)


class _TableBuilder:
    """Collects the rows of all tables, then fills the record."""

    def __init__(self, form: Template, canonical: Canonical) -> None:
        self._form = form
        self._shape: Shape = shape(form)
        self._canonical = canonical
        self._rows: dict[tuple[str, ...], PrintedRow] = {}
        self._cells: dict[str, Cell] = {}
        # Rows that are printed blank, and again with figures.
        self._contradicted: set[tuple[str, ...]] = set()
        self._unrecognised: list[UnrecognisedRow] = []
        self._diagnostics: list[Diagnostic] = []
        self._unit: str | None = None
        # Rows left open whatever the sums say.
        self._open: dict[str, RowReadings] = {}
        self._fields = head_fields(form)
        # The column heads before the rows being read, by the fields they name; the next head begins a new list.
        self._has_units = "unit" in column_heads(form)
        self._heads: list[str] = []
        self._heads_end = False
        self._furniture: list[Furniture] = []
        # The row just read, if it shows no figures: those of the next line may be its, by row in ``_astray``. Words may
        # stand between only where the page does not show that the row has ended.
        self._bare: tuple[str, ...] | None = None
        self._goes_on = False
        self._astray: dict[tuple[str, ...], tuple[Ink, ...]] = {}
        glued = (line.values for line in canonical.lines if line.glued)
        self._dashed = any(map(shows_dashes, glued))

    def add(self, node: ParseTree) -> None:
        """Take one row of a table."""
        line = _line_of(node, self._canonical)
        bare, self._bare = self._bare, None
        astray = node.data in ("columns", "unrecognised") and _has_digit(line)
        if bare and astray and (self._goes_on or line.label is None):
            self._astray[bare] = tuple(value for value in line.values if value.text)
        elif bare and self._goes_on and node.data in ("columns", "unrecognised"):
            self._bare = bare
        if node.data == "columns":
            self._column(node, line)
        elif node.data == "unrecognised":
            self._unknown_row(line)
        else:
            path, (label, *values) = table_row(node)
            if path in self._shape.rows and (values or path not in self._shape.groups):
                row = PrintedRow.of(label[1:], line, self._unit, tuple(self._heads), self._has_units)
                for part, printed in self._parts(path, row):
                    self._row(part, self._without_page(printed, self._shape.rows[part]))
                self._heads_end = True
                self._bare, self._goes_on = None if row.inked else path, line.open

    def _parts(self, path: tuple[str, ...], row: PrintedRow) -> list[tuple[tuple[str, ...], PrintedRow]]:
        """A row as it is, or, where the page prints only some of its groups of columns, each of those as a row."""
        groups = groups_shown(tuple([column.path for column in self._shape.rows[path]]), row.heads)
        sizes = [len(self._shape.rows[group]) for group in groups if group in self._shape.rows]
        if not groups or len(sizes) != len(groups) or sum(sizes) != len(row.values):
            return [(path, row)]
        starts = accumulate(sizes, initial=0)
        parts = (row.values[start : start + size] for start, size in zip(starts, sizes, strict=False))
        return [(group, evolve(row, values=values)) for group, values in zip(groups, parts, strict=True)]

    def _column(self, node: ParseTree, line: Line) -> None:
        named = [str(each.data) for each in node.children if isinstance(each, Tree) and each.data in self._fields]
        if named and self._heads_end:
            self._heads, self._heads_end = [], False
        self._heads += named
        label = str(_first_token(node))
        if "金额" in label:
            # A note that the page adds may state the unit.
            printed = "".join(line.label.text.split()) if line.label else label
            self._unit = money_unit(printed) or money_unit(label)
        if _has_digit(line):
            self._unlabelled(line)

    def _unknown_row(self, line: Line) -> None:
        if line.label is None:
            self._unlabelled(line)
            return
        self._unrecognised.append(UnrecognisedRow(line.label.text, _cells_of(line)))
        self._unit = money_unit(line.label.text) or self._unit
        self._note("GX401", line.span, label=_one_line(line.label.text), template=self._form.id)

    def _unlabelled(self, line: Line) -> None:
        values = _cells_of(line)
        self._unrecognised.append(UnrecognisedRow(None, values))
        self._note("GX402", Span(line.values[0].start, line.values[-1].end), values=" | ".join(values))

    def _without_page(self, row: PrintedRow, columns: tuple[Column, ...]) -> PrintedRow:
        """A row without the page number among its figures, unless that may be figures as well."""
        settled = settle(row.values, columns, dashed=self._dashed) if row.may_hold_page else None
        if settled is None:
            return row
        if settled.page:
            self._furniture.append(Furniture("page number", settled.page))
        return evolve(row, values=settled.values)

    def _row(self, path: tuple[str, ...], row: PrintedRow) -> None:
        """Keep the first printing of a row, or the first that has figures."""
        before = self._rows.setdefault(path, row)
        if before is row or not row.inked:
            return
        if not before.inked:
            self._rows[path] = row
            # Blank cells are a printing too; a label alone is none.
            if before.values and not before.line.open:
                self._contradicted.add(path)
        elif row.words != before.words:
            self._unrecognised.append(UnrecognisedRow(row.label, _cells_of(row.line)))
            facts = {"label": row.label, "first": before.words, "second": row.words}
            self._note("GX403", row.line.span, path=".".join(path), **facts)

    def tables(self) -> Tables:
        """The record fields of all tables, with a cell for every figure the form asks for."""
        self._settle_groups()
        self._settle_overlaps()
        single = self._shape.groups.intersection(self._rows)
        undecided = [row for path, printed in self._rows.items() if (row := self._fill(path, printed))]
        readings = self._open | (self._decide(undecided, single) if undecided else {})
        cells = {column.path: self._cells.get(column.path, MISSING) for column in figures(self._form, single)}
        fields = tables_from(self._form, {path: cell.value for path, cell in cells.items()}, single)
        return Tables(
            fields, cells, readings, tuple(self._unrecognised), tuple(self._diagnostics), tuple(self._furniture)
        )

    def _settle_groups(self) -> None:
        """Of a group that is printed both as one row and row by row, take the rows."""
        for group in self._shape.groups.intersection(self._rows):
            if any(row.inked for path, row in self._rows.items() if path[:-1] == group):
                row = self._rows.pop(group)
                if row.inked:
                    self._unknown_row(row.line)

    def _settle_overlaps(self) -> None:
        """Of rows that fill the same columns, as table four in one row and in three, keep the first with figures."""
        taken: dict[str, PrintedRow] = {}
        for path, row in sorted(self._rows.items(), key=lambda item: not item[1].inked):
            columns = [column.path for column in self._shape.rows[path]]
            first = next((taken[column] for column in columns if column in taken), None)
            if first is None:
                taken |= dict.fromkeys(columns, row)
                continue
            del self._rows[path]
            if row.inked:
                self._unrecognised.append(UnrecognisedRow(row.label, tuple(value.text for value in row.line.values)))
                facts = {"label": row.label, "first": first.words, "second": row.words}
                self._note("GX403", row.line.span, path=".".join(path), **facts)

    def _fill(self, path: tuple[str, ...], row: PrintedRow) -> UndecidedRow | None:
        """Give each column of a row its cell; the row itself where its figures are still to be placed."""
        self._label_note(path, row)
        columns = self._shape.rows[path]
        if len(row.values) > len(columns):
            row = self._once(row, columns)
        inked = row.inked
        if not inked and path in self._astray:
            self._with_astray(path, row, columns)
            return None
        if not inked:
            self._cells.update({column.path: Cell("", None, "blank", row.span) for column in columns})
            return None
        if row.may_hold_page:
            self._with_page(path, row, columns)
            return None
        if path in self._contradicted:
            self._leave_open(path, row, columns, "ambiguous", _found(row, columns))
            self._note("GX405", row.span, path=".".join(path), label=row.label, values=row.words)
            return None
        if row.heads and (heads := out_of_order(tuple([column.path for column in columns]), row.heads)):
            self._in_unknown_order(path, row, columns, heads)
            return None
        placed = None if row.line.glued else place([not value.text for value in row.values], len(columns))
        if placed is None:
            tokens = tuple(Figures(narrow(value.text), row.line.glued) for value in inked)
            return UndecidedRow(".".join(path), columns, tokens)
        for column, value in zip(columns, row.values[placed.start : placed.stop], strict=True):
            self._cells[column.path] = self._cell(row, column, value)
        return None

    def _once(self, row: PrintedRow, columns: tuple[Column, ...]) -> PrintedRow:
        """A row without what is only the same cell again."""
        once = row.once([column.field for column in columns])
        again = set(row.values).difference(once.values)
        self._furniture.extend(Furniture("repeat", value) for value in row.values if value in again and value.text)
        return once

    def _with_page(self, path: tuple[str, ...], row: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Leave a row open whose page number may be figures."""
        self._leave_open(path, row, columns, "ambiguous", possible_figures(row.values, columns))
        self._note("GX510", row.span, path=".".join(path), label=row.label, values=row.words)

    def _with_astray(self, path: tuple[str, ...], row: PrintedRow, columns: tuple[Column, ...]) -> None:
        """Leave a row open that shows no figures while those behind the next words, which are no row, may be its."""
        row = evolve(row, values=self._astray[path])
        self._leave_open(path, row, columns, "unplaced", _found(row, columns))
        facts = {"label": row.label, "expected": len(columns), "found": len(row.values), "values": row.words}
        self._note("GX508", Span(row.values[0].start, row.values[-1].end), path=".".join(path), **facts)

    def _in_unknown_order(
        self, path: tuple[str, ...], row: PrintedRow, columns: tuple[Column, ...], heads: tuple[str, ...]
    ) -> None:
        """Leave the figures of a row unplaced: the page prints its columns in another order than the form."""
        self._leave_open(path, row, columns, "unplaced", _found(row, columns))
        official = column_heads(self._form)
        printed = "、".join(official.get(name, name) for name in heads)
        self._note("GX509", row.span, path=".".join(path), label=row.label, heads=printed)

    def _leave_open(
        self,
        path: tuple[str, ...],
        row: PrintedRow,
        columns: tuple[Column, ...],
        state: State,
        found: Sequence[tuple[int | Decimal | None, ...]],
    ) -> None:
        ink, span = " ".join(value.text for value in row.inked), Span(row.inked[0].start, row.inked[-1].end)
        self._open[".".join(path)] = RowReadings(tuple(column.path for column in columns), (), 0)
        for column, each in zip(columns, found, strict=True):
            self._cells[column.path] = Cell(ink, None, state, span, each[:MOST_LISTED], len(each))

    def _decide(self, rows: list[UndecidedRow], single: frozenset[tuple[str, ...]]) -> dict[str, RowReadings]:
        """Place the figures of rows that lost their separators or blanks, all rows together."""
        # Loaded here since most pages need none of it, and a process that reads one page feels it.
        from gxgrammar.equations import equations, inclusions, roles
        from gxgrammar.narrowing import Rules, narrow_rows
        from gxgrammar.statements import stated

        known = {path: cell.value or 0 for path, cell in self._cells.items() if cell.state in _SETTLED}
        words = [line.label.text for line in self._canonical.lines if line.label and not line.text.startswith("|")]
        rules = Rules(
            equations(self._form, single),
            inclusions(self._form, single),
            roles(self._form, single),
            stated(self._form, words, rows),
        )
        readings = {}
        for row, decided in zip(rows, narrow_rows(rows, known, rules, most_readings=MOST_LISTED), strict=True):
            printed = self._rows[tuple(row.path.split("."))]
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
        for column, candidates, by, piece in zip(
            row.columns, decided.candidates, decided.decided_by, decided.pieces, strict=True
        ):
            if by is None:
                state: State = "ambiguous" if row.glued else "unplaced"
                shown = candidates[:MOST_LISTED]
                self._cells[column.path] = Cell(ink, None, state, span, shown, len(candidates))
            elif candidates[0] is None:
                self._cells[column.path] = Cell("", None, "blank", span, decided_by=by)
            elif piece is None:
                self._cells[column.path] = Cell(ink, candidates[0], "number", span, decided_by=by)
            else:
                token = inked[piece[0]]
                part = Ink(
                    token.text[piece[1] : piece[2]], token.start + piece[1], token.start + (piece[2] or len(token.text))
                )
                self._cells[column.path] = self._cell(printed, column, part, by)

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

    def _label_note(self, path: tuple[str, ...], row: PrintedRow) -> None:
        printed = row.line.label
        if printed and len(printed.text) > len(row.label) and _has_note(key(printed.text), key(row.label)):
            text = _one_line(printed.text)
            self._note("GX404", printed.span, path=".".join(path), before=text, after=row.label)

    def _cell(self, row: PrintedRow, column: Column, ink: Ink, by: DecidedBy = "separators") -> Cell:
        value = read_value(ink.text)
        if column.kind == "count":
            number: int | Decimal | None = value.count
        else:
            number = self._amount(row, column, ink, value)
        if number is None:
            state: State = "text" if value.state == "number" else value.state
            if state == "text":
                self._cell_note("GX503", row, column, ink, text=_one_line(ink.text))
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


def _found(row: PrintedRow, columns: Sequence[Column]) -> list[tuple[int | Decimal | None, ...]]:
    """The candidates of each column of a row whose figures may stand anywhere, or not at all."""
    read = (read_value(value.text) for value in row.values)
    found = tuple(dict.fromkeys((None, *(value.number if value.count is None else value.count for value in read))))
    return [found for _ in columns]


def _has_digit(line: Line) -> bool:
    return any(_DIGIT.search(value.text) for value in line.values)


def _has_note(printed: str, label: str) -> bool:
    return len(printed) > len(label) and printed.startswith(label)


def _cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a row the form does not have; blanks after the last figure say nothing."""
    texts = [value.text for value in line.values]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _one_line(text: str) -> str:
    return " ".join(text.split())
