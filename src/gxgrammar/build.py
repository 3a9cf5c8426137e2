"""From parse tree to record: rule names are record fields, the values of a row fill its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen
from lark import ParseTree, Token, Tree

from gxgrammar import diagnostics
from gxgrammar.alignment import place
from gxgrammar.canonical import Canonical, Line
from gxgrammar.cells import MISSING, Cell
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.document import Ink
from gxgrammar.records import UnrecognisedRow
from gxgrammar.shape import Column, Filled, Shape, figures, filled, shape
from gxgrammar.source import Span
from gxgrammar.spelling import key
from gxgrammar.syntax import table_row
from gxgrammar.template import Template
from gxgrammar.values import State, Value, read_value
from gxgrammar.vocabulary import column_heads

_MONEY_UNITS = ("亿元", "億元", "万元", "萬元", "元")


@frozen
class Outline:
    """A section as the tree has it: its topic, None for a heading of its own, and its lines, the heading first."""

    topic: str | None
    lines: tuple[Line, ...]


@frozen
class Tables:
    """What the tables of a report said: the record fields that hold figures, the cells, and what went wrong."""

    fields: Mapping[str, Any]
    cells: Mapping[str, Cell]
    unrecognised: tuple[UnrecognisedRow, ...]
    diagnostics: tuple[Diagnostic, ...]


@frozen
class _PrintedRow:
    """A row of the form as printed: its label, its values, and the unit its column heads state for money."""

    label: str
    line: Line
    unit: str | None

    @property
    def inked(self) -> tuple[str, ...]:
        return tuple(value.text for value in self.line.values if value.text)


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
    """Everything but prose and headings, in order, whichever section it stands in."""
    for node in tree.children:
        if isinstance(node, Tree):
            if node.data == "section":
                yield from _contents(node)
            elif node.data != "paragraph":
                yield node


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
        self._rows: dict[tuple[str, ...], _PrintedRow] = {}
        self._cells: dict[str, Cell] = {}
        self._unrecognised: list[UnrecognisedRow] = []
        self._diagnostics: list[Diagnostic] = []
        self._unit: str | None = None

    def add(self, node: ParseTree) -> None:
        """Take one row of a table."""
        line = _line_of(node, self._canonical)
        if node.data == "columns":
            self._column(node, line)
        elif node.data == "unrecognised":
            self._unknown_row(line)
        else:
            path, (label, *values) = table_row(node)
            if path in self._shape.rows and (values or path not in self._shape.groups):
                self._row(path, _PrintedRow(label[1:], line, self._unit))

    def _column(self, node: ParseTree, line: Line) -> None:
        label = str(_first_token(node))
        if "金额" in label:
            self._unit = _unit_in(label)
        if any(value.text for value in line.values):
            self._unlabelled(line)

    def _unknown_row(self, line: Line) -> None:
        if line.label is None:
            self._unlabelled(line)
            return
        values = tuple(value.text for value in line.values)
        self._unrecognised.append(UnrecognisedRow(line.label.text, values))
        self._note("GX401", line.span, label=_one_line(line.label.text), template=self._form.id)

    def _unlabelled(self, line: Line) -> None:
        values = tuple(value.text for value in line.values)
        self._unrecognised.append(UnrecognisedRow(None, values))
        self._note("GX402", Span(line.values[0].start, line.values[-1].end), values=" | ".join(values))

    def _row(self, path: tuple[str, ...], row: _PrintedRow) -> None:
        """Keep the first printing of a row, or the first that has figures."""
        before = self._rows.get(path)
        if before is None or not before.inked:
            self._rows[path] = row
        elif row.inked and row.inked != before.inked:
            self._unrecognised.append(UnrecognisedRow(row.label, tuple(value.text for value in row.line.values)))
            first, second = " | ".join(before.inked), " | ".join(row.inked)
            self._note("GX403", row.line.span, path=".".join(path), label=row.label, first=first, second=second)

    def tables(self) -> Tables:
        """The record fields of all tables, with a cell for every figure the form asks for."""
        self._settle_groups()
        for path, row in self._rows.items():
            self._fill(path, row)
        single = self._shape.groups.intersection(self._rows)
        cells = {column.path: self._cells.get(column.path, MISSING) for column in figures(self._form, single)}
        fields = {name: _record(each, cells) for name, each in filled(self._form, single).items()}
        return Tables(fields, cells, tuple(self._unrecognised), tuple(self._diagnostics))

    def _settle_groups(self) -> None:
        """Of a group that is printed both as one row and row by row, take the rows."""
        for group in self._shape.groups.intersection(self._rows):
            if any(row.inked for path, row in self._rows.items() if path[:-1] == group):
                row = self._rows.pop(group)
                if row.inked:
                    self._unknown_row(row.line)

    def _fill(self, path: tuple[str, ...], row: _PrintedRow) -> None:
        """Give each column of a row its cell."""
        self._label_note(path, row)
        columns = self._shape.rows[path]
        values = row.line.values
        label = row.line.label or values[0]
        if not row.inked:
            span = label.span if not values else Span(values[0].start, values[-1].end)
            self._cells.update({column.path: Cell("", None, "blank", span) for column in columns})
            return
        placed = place([not value.text for value in values], len(columns))
        if placed is None:
            self._undetermined(row, columns)
            return
        for column, index in zip(columns, placed, strict=True):
            self._cells[column.path] = self._cell(row, column, values[index])

    def _label_note(self, path: tuple[str, ...], row: _PrintedRow) -> None:
        printed = row.line.label
        if printed and len(key(printed.text)) > len(key(row.label)):
            text = _one_line(printed.text)
            self._note("GX404", printed.span, path=".".join(path), before=text, after=row.label)

    def _undetermined(self, row: _PrintedRow, columns: tuple[Column, ...]) -> None:
        inked = [value for value in row.line.values if value.text]
        raw = " | ".join(value.text for value in inked)
        span = Span(inked[0].start, inked[-1].end)
        for position, column in enumerate(columns):
            candidates = _candidates(inked, column, position, len(columns))
            self._cells[column.path] = Cell(raw, None, "unplaced", span, candidates)
        code = "GX501" if len(inked) < len(columns) else "GX502"
        path = columns[0].path.rpartition(".")[0]
        self._note(code, span, path=path, label=row.label, expected=len(columns), found=len(inked), values=raw)

    def _cell(self, row: _PrintedRow, column: Column, ink: Ink) -> Cell:
        value = read_value(ink.text)
        if column.kind == "count":
            number: int | Decimal | None = value.count
        else:
            number = self._amount(row, column, ink, value)
        if number is None:
            state: State = "text" if value.state == "number" else value.state
            if state == "text":
                self._cell_note("GX503", row, column, ink, text=_one_line(ink.text))
            return Cell(ink.text, None, state, ink.span, (), "separators")
        if value.note:
            self._cell_note("GX505", row, column, ink, text=ink.text, value=number)
        return Cell(ink.text, number, "number", ink.span, (), "separators")

    def _amount(self, row: _PrintedRow, column: Column, ink: Ink, value: Value) -> Decimal | None:
        """The amount of a cell in 万元, in the unit of the cell, of its head on the page, or of the form."""
        unit = row.unit or _unit_in(column_heads(self._form).get(column.field, ""))
        if value.number and not (value.unit or unit):
            self._cell_note("GX504", row, column, ink, text=ink.text)
        return value.amount(unit)

    def _cell_note(self, code: str, row: _PrintedRow, column: Column, ink: Ink, **facts: object) -> None:
        head = column_heads(self._form).get(column.field, column.field)
        self._note(code, ink.span, path=column.path, label=f"“{row.label}”的“{head}”", **facts)

    def _note(self, code: str, span: Span, *, path: str | None = None, **facts: Any) -> None:
        self._diagnostics.append(diagnostics.diagnostic(code, span=span, path=path, **facts))


def _record(each: Filled, cells: Mapping[str, Cell]) -> Any:
    """The record of a table or a part of one, its figures taken from the cells."""
    if isinstance(each, Column):
        return cells[each.path].value
    kind, fields = each
    return kind(**{name: _record(inner, cells) for name, inner in fields})


def _candidates(inked: list[Ink], column: Column, position: int, columns: int) -> tuple[int | Decimal | None, ...]:
    """What a column may hold when ``inked`` values, in order, stand in some of the columns."""
    surplus = len(inked) - columns
    if surplus > 0:
        possible = inked[position : position + surplus + 1]
        blank: tuple[None, ...] = ()
    else:
        possible = inked[max(0, position + surplus) : position + 1]
        blank = (None,)
    numbers = (read_value(value.text) for value in possible)
    found = (value.amount(None) if column.kind == "amount" else value.count for value in numbers)
    return tuple(dict.fromkeys((*blank, *found)))


def _unit_in(label: str) -> str | None:
    return next((unit for unit in _MONEY_UNITS if unit in label), None)


def _one_line(text: str) -> str:
    return " ".join(text.split())
