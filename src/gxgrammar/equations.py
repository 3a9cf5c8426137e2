"""The sums that a form states or implies, declared once: alignment chooses between readings by them, checks hold a
report against them. Rule ids are those of the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Literal

import attrs
from attrs import frozen

from gxgrammar.records import (
    Applicants,
    DocumentsMade,
    Fujian2008,
    Fujian2014,
    Outcomes,
    Requests2019,
    Requests2021,
    YearAndTotal,
)
from gxgrammar.shape import Filled, figures, filled
from gxgrammar.template import Template

# The part of a figure in the sums of its row: it adds to one, is one, or is at least the sum of those before it.
Role = Literal["free", "part", "total", "at least"]


@frozen
class Inclusion:
    """The figure at ``part`` counts some of what the figure at ``whole`` counts, so it is at most that."""

    rule: str
    part: str
    whole: str

    @property
    def within_row(self) -> bool:
        """Whether both figures stand in one row."""
        return self.part.rpartition(".")[0] == self.whole.rpartition(".")[0]


@frozen(cache_hash=True)
class Equation:
    """The figures at ``left`` and those at ``right`` (field paths) have the same sum."""

    rule: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @cached_property
    def cells(self) -> tuple[str, ...]:
        return (*self.left, *self.right)

    @cached_property
    def spans_rows(self) -> bool:
        """Whether the figures stand in several rows."""
        return len({path.rpartition(".")[0] for path in self.cells}) > 1

    def holds(self, numbers: Mapping[str, int | Decimal]) -> bool:
        """Whether both sides have the same sum, of numbers by field path."""
        return sum([numbers[path] for path in self.left]) == sum([numbers[path] for path in self.right])


# The columns of table three, 总计 the last of them.
APPLICANTS = tuple(each.name for each in attrs.fields(Applicants))
# A total and the columns it sums, by class of row. T3-ROW and T4-SUM-*: structure of the form.
_ROW_TOTALS: Mapping[type, tuple[str, tuple[str, ...]]] = {
    Applicants: (APPLICANTS[-1], APPLICANTS[:-1]),
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
_CHANNELS_2008 = ("in_person", "fax", "email", "online", "letter", "other")
_REPLIES_2008 = ("agreed", "partly_agreed", "refused")
_TABLE_SUMS: Mapping[type, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = {
    Requests2019: _COLUMN_SUMS,
    Requests2021: _COLUMN_SUMS,
    Fujian2008: (
        ("A-REQ", ("requests_total",), tuple(f"requests_{name}" for name in _CHANNELS_2008)),
        ("A-ANS", ("replies_total",), tuple(f"replies_{name}" for name in _REPLIES_2008)),
    ),
    Fujian2014: (
        ("A-REQ", ("requests_total",), ("requests_in_person", "requests_online", "requests_letter_fax")),
        ("A-ANS", ("replies_total",), tuple(f"replies_{name}" for name in (*_REPLIES_2008, "other"))),
    ),
}
# Columns of which one counts some of what the other counts: T2-PUBSTOCK, A-CUM.
_ROW_INCLUSIONS: Mapping[type, tuple[str, str, str]] = {
    DocumentsMade: ("T2-PUBSTOCK", "newly_disclosed", "total_disclosed"),
    YearAndTotal: ("A-CUM", "current", "cumulative"),
}
# Rows headed 其中, which count some of what the row before them counts: A-SUB.
_DISCLOSED_BY = (("A-SUB", "by_website", "disclosed_total"), ("A-SUB", "by_gazette", "disclosed_total"))
_TABLE_INCLUSIONS: Mapping[type, tuple[tuple[str, str, str], ...]] = {
    Fujian2008: _DISCLOSED_BY,
    Fujian2014: _DISCLOSED_BY,
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
        for column in _columns_of(rows[left[0]]):
            sides = (_cells(rows, path, side, column) for side in (left, right))
            yield Equation(rule, *sides)
    for name, inner in fields:
        yield from _of(inner, f"{path}.{name}")


def _cells(rows: Mapping[str, Filled], path: str, names: tuple[str, ...], column: str) -> tuple[str, ...]:
    """The cells of one column in some rows and groups of rows."""
    return tuple(cell for name in names for cell in _column(rows[name], f"{path}.{name}", column))


def _column(each: Any, path: str, column: str) -> Iterator[str]:
    _, fields = each
    for name, inner in fields:
        if not isinstance(inner, tuple):
            yield f"{path}.{column}"
            return
        yield from _column(inner, f"{path}.{name}", column)


def _columns_of(row: Any) -> tuple[str, ...]:
    return tuple(name for name, _ in row[1])


@cache
def inclusions(form: Template, single: frozenset[tuple[str, ...]] = frozenset()) -> tuple[Inclusion, ...]:
    """Every inclusion of a form; ``single`` as for ``equations``."""
    return tuple(found for name, each in filled(form, single).items() for found in _included(each, name))


@cache
def roles(form: Template, single: frozenset[tuple[str, ...]] = frozenset()) -> Mapping[str, Role]:
    """The part that each figure plays in the sums and inclusions within its own row, by path."""
    found: dict[str, Role] = {}
    for inclusion in inclusions(form, single):
        if inclusion.within_row:
            found |= {inclusion.part: "part", inclusion.whole: "at least"}
    for equation in equations(form, single):
        if not equation.spans_rows:
            found |= dict.fromkeys(equation.right, "part")
            found |= dict.fromkeys(equation.left, "total")
    return found


def _included(each: Filled, path: str) -> Iterator[Inclusion]:
    if not isinstance(each, tuple):
        return
    kind, fields = each
    if kind in _ROW_INCLUSIONS:
        rule, part, whole = _ROW_INCLUSIONS[kind]
        yield Inclusion(rule, f"{path}.{part}", f"{path}.{whole}")
    for rule, part, whole in _TABLE_INCLUSIONS.get(kind, ()):
        for column in _columns_of(dict(fields)[part]):
            yield Inclusion(rule, f"{path}.{part}.{column}", f"{path}.{whole}.{column}")
    for name, inner in fields:
        yield from _included(inner, f"{path}.{name}")


def _sum(line: str) -> Equation:
    """An equation written as its rule, the total, =, and the addends, all paths below ``statistics``."""
    rule, total, _, parts = line.split(maxsplit=3)
    return Equation(rule, (f"statistics.{total}",), tuple(f"statistics.{part}" for part in parts.split(" + ")))


# Structure of 政府信息公开情况统计表 (国办发〔2014〕32号): numbered rows and 其中 rows under their total. Every row has
# one figure, so these sums have nothing to say to alignment, which places figures within rows.
_STATISTICS = tuple(
    map(
        _sum,
        (
            "S-REQ requests.received = requests.by_channel.in_person + requests.by_channel.fax"
            " + requests.by_channel.network + requests.by_channel.letter",
            "S-CLOSE requests.closed = requests.on_time + requests.extended",
            "S-ANS replies.total = replies.already_public + replies.agreed + replies.partly_agreed + replies.refused"
            " + replies.not_this_agency + replies.nonexistent + replies.correction_requested + replies.other_channel",
            "S-REF replies.refused = replies.refusal_grounds.state_secret + replies.refusal_grounds.trade_secret"
            " + replies.refusal_grounds.personal_privacy + replies.refusal_grounds.security_stability"
            " + replies.refusal_grounds.not_government_information + replies.refusal_grounds.other_legal",
            "S-REC reconsideration.total = reconsideration.upheld + reconsideration.corrected + reconsideration.other",
            "S-LIT litigation.total = litigation.upheld_or_dismissed + litigation.corrected + litigation.other",
            "S-STAFF resources.staff = resources.staff_full_time + resources.staff_part_time",
        ),
    )
)
_STATISTICS_INCLUSIONS = tuple(
    Inclusion(rule, f"statistics.{part}", f"statistics.{whole}")
    for rule, part, whole in (
        ("S-NORM", "proactive.normative_documents_disclosed", "proactive.disclosed_total"),
        ("S-PRESS", "response.press_conferences_by_head", "response.press_conferences"),
        ("S-TALK", "response.interviews_by_head", "response.interviews"),
    )
)


def all_equations(form: Template, single: frozenset[tuple[str, ...]] = frozenset()) -> tuple[Equation, ...]:
    """Every equation of a form, those between rows of one figure included."""
    return (*equations(form, single), *(_STATISTICS if form.record == "StatisticsReport" else ()))


# The channels that information is published through, in 政府信息公开情况统计表.
PUBLISHED_THROUGH = tuple(f"statistics.channels.{name}" for name in ("gazette", "website", "weibo", "wechat", "other"))
# What holds figures of other rows without being their sum, as S-CHAN and T2-STOCK compare them.
_HOLDS: Mapping[str, tuple[str, ...]] = {
    "statistics.proactive.disclosed_total": PUBLISHED_THROUGH,
    "proactive.administrative_rules.in_force": ("proactive.administrative_rules.issued",),
    "proactive.normative_documents.in_force": ("proactive.normative_documents.issued",),
}


def wholes(form: Template, single: frozenset[tuple[str, ...]] = frozenset()) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every figure of a form that is the sum of others, or holds them, with those others."""
    known = {column.path for column in figures(form, single)}
    return (
        *((each.left[0], each.right) for each in all_equations(form, single) if len(each.left) == 1),
        *((each.whole, (each.part,)) for each in all_inclusions(form)),
        *((whole, parts) for whole, parts in _HOLDS.items() if whole in known),
    )


def all_inclusions(form: Template) -> tuple[Inclusion, ...]:
    """Every inclusion of a form, those between rows of one figure included."""
    return (*inclusions(form), *(_STATISTICS_INCLUSIONS if form.record == "StatisticsReport" else ()))
