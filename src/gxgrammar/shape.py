"""The shape of a record class: which rows it has, which field each column of a row fills, and records by field path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, get_args

import attrs
from attrs import frozen

from gxgrammar import records
from gxgrammar.records import Report
from gxgrammar.template import Template, named, templates

Kind = Literal["count", "amount"]
_KINDS: Mapping[Any, Kind] = {records.Count: "count", records.Amount: "amount"}
_SIGNED = frozenset({"items_change"})
_ENVELOPE = frozenset({"metadata", "contact", "narrative", "unrecognised"})


@frozen
class Column:
    """A value cell of the form: its field path, the last part of that path, and what it counts in."""

    path: str
    field: str
    kind: Kind

    @property
    def is_signed(self) -> bool:
        """Whether its figures may be negative: 本年增/减."""
        return self.field in _SIGNED


@frozen
class Shape:
    """``rows`` maps the rule names down to a row to its columns; ``tables`` are the record fields that hold figures.

    ``groups`` are the rows that the page may print as a group of rows instead, whose label alone is then a head.
    """

    record: type
    rows: Mapping[tuple[str, ...], tuple[Column, ...]]
    groups: frozenset[tuple[str, ...]]
    tables: tuple[str, ...]


@cache
def shape(form: Template) -> Shape:
    """The shape of the record class of a template."""
    record: type = named(
        form.record, vars(records), f"record class named in {form.id}.toml", f"记录类（{form.id}.toml）"
    )
    tables = tuple(field.name for field in attrs.fields(record) if field.name not in _ENVELOPE)
    rows = dict(_rows(record, (), frozenset(tables)))
    for rule, fields in form.rows.items():
        types = {field.name: field.type for field in attrs.fields(record)}
        rows[(rule,)] = tuple(column for name in fields for column in _columns(types[name], (name,)))
    groups = frozenset(path[:-1] for path in rows if len(rows.get(path[:-1], ())) > 1 and len(rows[path]) > 1)
    return Shape(record, rows, groups, tables)


def member_types(kind: Any) -> tuple[Any, ...]:
    """The types a field may hold: the members of a union of records, else the type itself."""
    return get_args(kind) if isinstance(kind, UnionType) and kind not in _KINDS else (kind,)


def _rows(kind: Any, path: tuple[str, ...], only: frozenset[str] | None) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every figure below a type as a row of one column, every record of figures as a row of several."""
    for member in member_types(kind):
        fields = () if member in _KINDS else attrs.fields(member)
        if all(field.type in _KINDS for field in fields):
            yield path, tuple(_columns(member, path))
        for field in fields:
            if only is None or field.name in only:
                yield from _rows(field.type, (*path, field.name), None)


def _columns(kind: Any, path: tuple[str, ...]) -> Iterator[Column]:
    if kind in _KINDS:
        yield Column(".".join(path), path[-1], _KINDS[kind])
    else:
        for field in attrs.fields(kind):
            yield from _columns(member_types(field.type)[0], (*path, field.name))


Filled = Column | tuple[type, tuple[tuple[str, Any], ...]]


@cache
def filled(form: Template, single: frozenset[tuple[str, ...]]) -> Mapping[str, Filled]:
    """How to build each table of a record: a column, or a class and how to build each of its fields.

    ``single`` names the groups that the page prints as one row.
    """
    record = shape(form)
    types = {field.name: field.type for field in attrs.fields(record.record)}
    return {name: _filled(types[name], (name,), single) for name in record.tables}


def _filled(kind: Any, path: tuple[str, ...], single: frozenset[tuple[str, ...]]) -> Filled:
    members = member_types(kind)
    member = members[-1] if len(members) > 1 and path in single else members[0]
    if member in _KINDS:
        return Column(".".join(path), path[-1], _KINDS[member])
    fields = attrs.fields(member)
    return member, tuple((field.name, _filled(field.type, (*path, field.name), single)) for field in fields)


@cache
def figures(form: Template, single: frozenset[tuple[str, ...]]) -> tuple[Column, ...]:
    """Every figure of a form, in order; ``single`` as for ``filled``."""
    return tuple(column for each in filled(form, single).values() for column in _leaves(each))


def _leaves(each: Filled) -> Iterator[Column]:
    if isinstance(each, Column):
        yield each
    else:
        for _, inner in each[1]:
            yield from _leaves(inner)


@cache
def _form_named(record: str) -> Template:
    return next(form for form in templates().values() if form.record == record)


def form_of(report: Report) -> Template:
    """The form that a record belongs to."""
    return _form_named(type(report).__name__)


def single_rows(report: Report) -> frozenset[tuple[str, ...]]:
    """The groups that a record has as one row."""
    return frozenset([path for path, row_of in _groups(form_of(report)) if hasattr(row_of(report), "total")])


@cache
def _groups(form: Template) -> tuple[tuple[tuple[str, ...], Callable[[Report], object]], ...]:
    """The groups of a form, with what takes each out of a record."""
    return tuple((path, attrgetter(".".join(path))) for path in shape(form).groups)


def values_of(report: Report) -> dict[str, int | Decimal | None]:
    """Every figure of a record by field path, in order."""
    form, single = form_of(report), single_rows(report)
    return dict(zip(_paths(form, single), _all_figures(form, single)(report), strict=True))


@cache
def _paths(form: Template, single: frozenset[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(column.path for column in figures(form, single))


@cache
def _all_figures(form: Template, single: frozenset[tuple[str, ...]]) -> Callable[[Report], tuple[Any, ...]]:
    """What takes all figures out of a record at once."""
    paths = _paths(form, single)
    return attrgetter(*paths) if len(paths) > 1 else lambda report: tuple(attrgetter(path)(report) for path in paths)


def tables_from(
    form: Template, values: Mapping[str, int | Decimal | None], single: frozenset[tuple[str, ...]]
) -> dict[str, Any]:
    """The record fields that hold figures, from every figure by field path."""
    return {name: _from_values(each, values) for name, each in filled(form, single).items()}


def _from_values(each: Filled, values: Mapping[str, int | Decimal | None]) -> Any:
    if isinstance(each, Column):
        return values[each.path]
    kind, fields = each
    return kind(
        **{
            name: values[inner.path] if isinstance(inner, Column) else _from_values(inner, values)
            for name, inner in fields
        }
    )
