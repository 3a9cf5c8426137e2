"""The official form as it is printed: tables of cells with their spans.

The words come from the grammar, the order of rows and columns from the record class, and what neither says (corner
cells, groups of columns, heads between rows, units) from ``LAYER.form.toml`` beside the grammar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from attrs import evolve, field, fields_dict, frozen

from gxgrammar.errors import InvalidForm
from gxgrammar.shape import Column, figures
from gxgrammar.template import Template, layer_tables, named, templates
from gxgrammar.values import money_unit
from gxgrammar.vocabulary import column_heads, row_labels, section_headings

Rows = frozenset[tuple[str, ...]]
# The words over a label or head, the outermost first, and it last.
Chain = tuple[str, ...]
# What stands for a unit in a row that has no figure.
NO_UNIT = "——"


@frozen
class FormCell:
    """A cell of the form: its words, or the field path of the figure it holds; how many rows and columns it spans.

    ``unit`` is the unit of money a figure is printed in, None for a count; ``unit_shown`` says that a head or a column
    of units states it, else it follows the figure. Words may hold the blank ``{year}``.
    """

    text: str = ""
    path: str | None = None
    rows: int = 1
    columns: int = 1
    unit: str | None = None
    unit_shown: bool = False


@frozen
class FormTable:
    """A table of the form: the topic of the section it stands in (None: after all sections), and its rows of cells."""

    section: str | None
    rows: tuple[tuple[FormCell, ...], ...]
    width: int


@frozen
class _Plan:
    """An entry of ``LAYER.form.toml``; names are aliases of labels in the grammar, fields of the record, or both.

    ``corner`` heads the column of labels and ``unit`` that of units; ``head`` and ``heads`` are heads of columns that
    have none by the name of their field. ``over_columns`` and ``over_rows`` are heads over the columns or rows from
    the first to the last that they list. Before a row stands one of ``blocks``, over a table of its own with heads, or
    one of ``grounds``, a row without a figure. ``units`` are by row, or by the beginning of its path.
    """

    fields: tuple[str, ...] = field(converter=tuple)
    section: str | None = None
    corner: str | None = None
    unit: str | None = None
    head: str | None = None
    heads: Mapping[str, str] = field(factory=dict)
    over_columns: Mapping[str, Sequence[str]] = field(factory=dict)
    over_rows: Mapping[str, Sequence[str]] = field(factory=dict)
    blocks: Mapping[str, str] = field(factory=dict)
    grounds: Mapping[str, str] = field(factory=dict)
    units: Mapping[str, str] = field(factory=dict)


@frozen
class _Row:
    """A row of the form: the name of its top group or row, the labels before its figures, its unit, its figures.

    A ground row has no figures, and the row of table four no labels.
    """

    name: str
    labels: Chain
    columns: tuple[Column, ...]
    unit: str | None = None


@cache
def form_tables(form: Template, single: Rows = frozenset()) -> tuple[FormTable, ...]:
    """The tables of a form in the order of the report; ``single`` names the groups that are printed as one row.

    Raises UnknownName for a name in ``LAYER.form.toml`` that neither grammar nor record has, InvalidForm for a table
    that is left out.
    """
    plans = [(_plan(layer, entry), layer) for layer in form.layers for entry in layer_tables(layer)]
    columns = figures(form, single)
    order = list(dict.fromkeys(_table_of(column) for column in columns))
    if left := set(order).difference(*(plan.fields for plan, _ in plans)):
        raise InvalidForm(
            "GX118", name=f"{form.layers[-1]}.form.toml", reason=f"no table has {', '.join(sorted(left))}"
        )
    plans.sort(key=lambda each: _place_of(each[0].fields[0], order))
    return tuple(_Printer(form, layer, plan, columns).table() for plan, layer in plans)


def _plan(layer: str, entry: Mapping[str, Any]) -> _Plan:
    """An entry of ``LAYER.form.toml``. Raises UnknownName for a key that does not exist."""
    known = fields_dict(_Plan)
    for name in entry:
        named(name, known, f"key of {layer}.form.toml", f"键（{layer}.form.toml）")
    plan = _Plan(**entry)
    if plan.section:
        named(plan.section, _sections(layer), f"section named in {layer}.form.toml", f"章节（{layer}.form.toml）")
    return plan


@cache
def _sections(layer: str) -> Mapping[str, None]:
    """The rules of headings in a layer or in those that are read with it."""
    forms = (form for form in templates().values() if layer in form.layers)
    return dict.fromkeys(topic for form in forms for topic in section_headings(form).values())


def _place_of(name: str, order: Sequence[str]) -> int:
    """The place of a table, row or column among all. Raises UnknownName."""
    return named(name, {each: place for place, each in enumerate(order)}, "table, row or column", "表、行或列")


def _table_of(column: Column) -> str:
    return column.path.partition(".")[0]


class _Printer:
    """Lays out one table of a form, as the file of a layer plans it."""

    def __init__(self, form: Template, layer: str, plan: _Plan, columns: Sequence[Column]) -> None:
        self._file = f"{layer}.form.toml"
        self._plan = plan
        self._known = {**column_heads(form), **plan.heads}
        self._labels = row_labels(form)
        figures = tuple(column for column in columns if _table_of(column) in plan.fields)
        self._rows = list(self._labelled(figures)) if plan.corner else [_Row("", (), figures)]
        self._most = max(len(row.columns) for row in self._rows)
        self._depth = max(len(row.labels) for row in self._rows)

    def table(self) -> FormTable:
        width = self._depth + bool(self._plan.unit) + self._most
        rows = [tuple(row) for head, block in self._blocks() for row in self._block(head, block, width)]
        return FormTable(self._plan.section, tuple(rows), width)

    def _labelled(self, figures: Sequence[Column]) -> Iterator[_Row]:
        """The rows of a table in the order of the record, with the ground rows between them."""
        rows = [(path, tuple(columns)) for path, columns in groupby(figures, self._row_of)]
        names = list(dict.fromkeys(path.split(".")[1] for path, _ in rows))
        for name in self._plan.blocks:
            _place_of(name, names)
        for name in self._plan.grounds:
            _place_of(name, [path.partition(".")[2] for path, _ in rows])
        for path, columns in rows:
            inner = path.partition(".")[2]
            if inner in self._plan.grounds:
                yield _Row("", (self._head(self._plan.grounds[inner]),), (), NO_UNIT)
            name = inner.partition(".")[0]
            labels = (*self._over(self._plan.over_rows, name, names), *self._groups(path), self._label(path))
            yield _Row(name, labels, columns, self._unit(inner))

    def _head(self, name: str) -> str:
        """The words of a head by its alias in the grammar. Raises UnknownName."""
        return named(name, self._known, "head with that alias in the grammar", "具有该别名的表头")

    def _label(self, path: str) -> str:
        """The words of a row by its field path. Raises UnknownName."""
        return named(path, self._labels, "row with that alias in the grammar", "具有该别名的行")

    def _row_of(self, column: Column) -> str:
        return column.path if column.path in self._labels else column.path.rpartition(".")[0]

    def _over(self, over: Mapping[str, Sequence[str]], name: str, names: Sequence[str]) -> Iterator[str]:
        """Those of the heads that stand over a row or column, by the order of all."""
        for head, (first, last) in over.items():
            start, stop = _place_of(first, names), _place_of(last, names)
            if start > stop:
                raise InvalidForm("GX118", name=self._file, reason=f"{head}: {last} stands before {first}")
            if start <= _place_of(name, names) <= stop:
                yield self._head(head)

    def _groups(self, path: str) -> Iterator[str]:
        """The labels of the groups that a row stands in, as its path names them; ground rows are no groups."""
        parts = path.split(".")
        for size in range(2, len(parts)):
            label = self._labels.get(".".join(parts[:size])) or self._known.get(parts[size - 1])
            if label and not self._plan.grounds:
                yield label

    def _unit(self, inner: str) -> str | None:
        found = [start for start in self._plan.units if not start or f"{inner}.".startswith(f"{start}.")]
        return self._plan.units[max(found, key=len)] if found else None

    def _blocks(self) -> Iterator[tuple[str | None, list[_Row]]]:
        """The rows in blocks that have column heads of their own, each with the head over it."""
        block: tuple[str | None, list[_Row]] = (None, [])
        for row in self._rows:
            if row.name in self._plan.blocks:
                if block[1]:
                    yield block
                block = (self._head(self._plan.blocks[row.name]), [])
            block[1].append(row)
        yield block

    def _block(self, head: str | None, rows: Sequence[_Row], width: int) -> Iterator[list[FormCell]]:
        """A block as rows of cells: the head over it, the heads of its columns, its rows."""
        if head:
            yield [FormCell(head, columns=width)]
        columns = next(row.columns for row in rows if row.columns)
        yield from self._head_rows([self._chain(column, columns) for column in columns])
        labels: list[list[FormCell]] = [[] for _ in rows]
        for each in _merged([row.labels for row in rows], self._depth):
            labels[each.start].append(FormCell(each.text, rows=each.length, columns=each.depth))
        for row, cells in zip(rows, labels, strict=True):
            unit = [FormCell(row.unit or "")] if self._plan.unit else []
            yield [*cells, *unit, *self._figures(row)]

    def _chain(self, column: Column, columns: Sequence[Column]) -> Chain:
        """The heads over a column, its own last."""
        if self._plan.corner is None:
            return tuple(self._head(name) for name in column.path.split("."))
        names = [each.field for each in columns]
        own = self._plan.head or column.field
        return (*self._over(self._plan.over_columns, column.field, names), self._head(own))

    def _head_rows(self, chains: Sequence[Chain]) -> Iterator[list[FormCell]]:
        deepest = max(map(len, chains))
        levels: dict[int, list[FormCell]] = {level: [] for level in range(deepest)}
        for each in _merged(chains, deepest):
            levels[each.level].append(FormCell(each.text, rows=each.depth, columns=each.length))
        if self._plan.corner:
            before = [FormCell(self._head(self._plan.corner), rows=deepest, columns=self._depth)]
            if self._plan.unit:
                before.append(FormCell(self._head(self._plan.unit), rows=deepest))
            levels[0] = before + levels[0]
        for cells in levels.values():
            yield self._spread(cells, len(chains))

    def _figures(self, row: _Row) -> list[FormCell]:
        if not row.columns:
            return [FormCell(columns=self._most)]
        return self._spread([self._figure(row, column) for column in row.columns], len(row.columns))

    def _figure(self, row: _Row, column: Column) -> FormCell:
        if column.kind == "count":
            return FormCell(path=column.path)
        if row.unit:
            return FormCell(path=column.path, unit=row.unit, unit_shown=True)
        unit = money_unit(self._head(column.field))
        return FormCell(path=column.path, unit=unit or "万元", unit_shown=unit is not None)

    def _spread(self, cells: list[FormCell], columns: int) -> list[FormCell]:
        """Where a block has fewer columns than the table, its last cells span the rest."""
        rest = self._most - columns
        return [*cells[:-1], evolve(cells[-1], columns=cells[-1].columns + rest)] if rest else cells


class _Merged(NamedTuple):
    """Words that neighbours share: the first of them, their level, how many they are, over how many levels they go."""

    start: int
    level: int
    text: str
    length: int
    depth: int


def _merged(chains: Sequence[Chain], depth: int) -> Iterator[_Merged]:
    """The words over rows or columns, once for all neighbours under them; the last of a chain goes to the bottom."""
    for index, chain in enumerate(chains):
        for level, text in enumerate(chain):
            over = chain[: level + 1]
            if index == 0 or chains[index - 1][: level + 1] != over:
                after = (at for at in range(index, len(chains)) if chains[at][: level + 1] != over)
                last = level == len(chain) - 1
                yield _Merged(index, level, text, next(after, len(chains)) - index, depth - level if last else 1)
