"""The sums that a form states or implies, declared once: alignment chooses between readings by them, checks hold a
report against them. Rule ids are those of the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs
from attrs import frozen

from gxgrammar.records import Applicants, Outcomes, Requests2019, Requests2021
from gxgrammar.shape import Filled, filled
from gxgrammar.template import Template


@frozen
class Equation:
    """The figures at ``left`` and those at ``right`` (field paths) have the same sum."""

    rule: str
    left: tuple[str, ...]
    right: tuple[str, ...]


# A total and the columns it sums, by class of row. T3-ROW and T4-SUM-*: structure of the form.
_ROW_TOTALS: Mapping[type, tuple[str, tuple[str, ...]]] = {
    Applicants: (
        "total",
        ("natural_person", "business", "research", "public_interest", "legal_service", "other_org"),
    ),
    Outcomes: ("total", ("upheld", "corrected", "other", "pending")),
}
_ROW_RULES = {
    "requests": "T3-ROW",
    "reconsideration": "T4-SUM-REC",
    "litigation.direct": "T4-SUM-DIR",
    "litigation.after_reconsideration": "T4-SUM-AFT",
}
# Sums over the rows of a table, in every column: rule, rows on the left, rows on the right. T3-BAL is printed in the
# form (第一项加第二项之和，等于第三项加第四项之和); T3-RES follows from （七）总计.
_RESULTS = ("granted", "partially_granted", "denied", "unable", "not_processed", "other_handling")
_COLUMN_SUMS = (
    ("T3-BAL", ("received", "carried_over"), ("results_total", "carried_forward")),
    ("T3-RES", ("results_total",), _RESULTS),
)
_TABLE_SUMS: Mapping[type, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = {
    Requests2019: _COLUMN_SUMS,
    Requests2021: _COLUMN_SUMS,
}


@cache
def equations(form: Template, single: frozenset[tuple[str, ...]] = frozenset()) -> tuple[Equation, ...]:
    """Every equation of a form; ``single`` names the groups that a report prints as one row."""
    return tuple(found for name, each in filled(form, single).items() for found in _of(each, name))


def _of(each: Filled, path: str) -> Iterator[Equation]:
    """The equations of a table or a part of one."""
    if not isinstance(each, tuple):
        return
    kind, fields = each
    if kind in _ROW_TOTALS:
        total, parts = _ROW_TOTALS[kind]
        rule = _ROW_RULES.get(path) or _ROW_RULES[path.partition(".")[0]]
        yield Equation(rule, (f"{path}.{total}",), tuple(f"{path}.{part}" for part in parts))
    for rule, left, right in _TABLE_SUMS.get(kind, ()):
        rows = dict(fields)
        for column in (field.name for field in attrs.fields(Applicants)):
            sides = (_cells(rows, path, side, column) for side in (left, right))
            yield Equation(rule, *sides)
    for name, inner in fields:
        yield from _of(inner, f"{path}.{name}")


def _cells(rows: Mapping[str, Filled], path: str, names: tuple[str, ...], column: str) -> tuple[str, ...]:
    """The cells of one column in some rows and groups of rows."""
    return tuple(cell for name in names for cell in _column(rows[name], f"{path}.{name}", column))


def _column(each: Any, path: str, column: str) -> Iterator[str]:
    kind, fields = each
    if kind is Applicants:
        yield f"{path}.{column}"
    else:
        for name, inner in fields:
            yield from _column(inner, f"{path}.{name}", column)
