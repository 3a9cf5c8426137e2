"""The shape of a record class: which rows it has, and which field each column of a row fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args

import attrs
from attrs import frozen

from gxgrammar import records
from gxgrammar.templates import Template

Kind = Literal["count", "amount"]
_KINDS: Mapping[Any, Kind] = {records.Count: "count", records.Amount: "amount"}
_ENVELOPE = frozenset({"metadata", "contact", "narrative", "unrecognised"})


@frozen
class Column:
    """A value cell of the form: its field path, the last part of that path, and what it counts in."""

    path: str
    field: str
    kind: Kind


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
    record: type = getattr(records, form.record)
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


def figures(kind: Any, path: tuple[str, ...], rows_seen: frozenset[tuple[str, ...]]) -> Iterator[Column]:
    """The columns of a record as it will be built, see ``chosen_member``."""
    if kind in _KINDS:
        yield Column(".".join(path), path[-1], _KINDS[kind])
    else:
        for field in attrs.fields(kind):
            below = (*path, field.name)
            yield from figures(chosen_member(field.type, below, rows_seen), below, rows_seen)


def chosen_member(kind: Any, path: tuple[str, ...], rows_seen: frozenset[tuple[str, ...]]) -> Any:
    """Of a field that may hold one row or a record of rows: the row where the page printed it, else the first named."""
    members = member_types(kind)
    return members[-1] if len(members) > 1 and path in rows_seen else members[0]
