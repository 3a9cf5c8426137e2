"""The sums that a form states or implies, declared once: alignment chooses between readings by them, checks hold a
report against them. Rule ids are those of the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs
from attrs import frozen

from gxgrammar.records import Applicants, Outcomes, Requests2019, Requests2021
from gxgrammar.shape import Filled, figures, filled
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


def _listed(owner: str, sums: str) -> tuple[Equation, ...]:
    """Equations written one a line: rule, total, =, and the addends, all below ``owner``."""
    return tuple(
        Equation(rule, (f"{owner}.{total}",), tuple(f"{owner}.{part}" for part in parts.split()))
        for rule, total, _, parts in (line.split(maxsplit=3) for line in sums.strip().splitlines())
    )


# Structure of 政府信息公开情况统计表 (国办发〔2014〕32号): numbered rows and 其中 rows under their total.
_STATISTICS = _listed(
    "statistics",
    """
    S-REQ requests.received = requests.by_channel.in_person requests.by_channel.fax requests.by_channel.network requests.by_channel.letter
    S-CLOSE requests.closed = requests.on_time requests.extended
    S-ANS replies.total = replies.already_public replies.agreed replies.partly_agreed replies.refused replies.not_this_agency replies.nonexistent replies.correction_requested replies.other_channel
    S-REF replies.refused = replies.refusal_grounds.state_secret replies.refusal_grounds.trade_secret replies.refusal_grounds.personal_privacy replies.refusal_grounds.security_stability replies.refusal_grounds.not_government_information replies.refusal_grounds.other_legal
    S-REC reconsideration.total = reconsideration.upheld reconsideration.corrected reconsideration.other
    S-LIT litigation.total = litigation.upheld_or_dismissed litigation.corrected litigation.other
    S-STAFF resources.staff = resources.staff_full_time resources.staff_part_time
    """,  # noqa: E501
)
_FUJIAN_CHANNELS = "in_person fax email online letter letter_fax other"
_FUJIAN_REPLIES = "agreed partly_agreed refused other"
# Structure of the table that Fujian's offices use, in both columns. Not every year's form has every row.
_FUJIAN = tuple(
    Equation(
        rule,
        (f"fujian.{total}.{column}",),
        tuple(f"fujian.{prefix}_{part}.{column}" for part in parts.split()),
    )
    for column in ("current", "cumulative")
    for rule, total, prefix, parts in (
        ("A-REQ", "requests_total", "requests", _FUJIAN_CHANNELS),
        ("A-ANS", "replies_total", "replies", _FUJIAN_REPLIES),
    )
)
_LISTED: Mapping[str, tuple[Equation, ...]] = {
    "StatisticsReport": _STATISTICS,
    "FujianReport2008": _FUJIAN,
    "FujianReport2014": _FUJIAN,
}


@frozen
class Inclusion:
    """The figure at ``part`` is no more than the one at ``whole``: an 其中 row, or a year within all years."""

    rule: str
    part: str
    whole: str


_STATISTICS_INCLUSIONS = tuple(
    Inclusion(rule, f"statistics.{part}", f"statistics.{whole}")
    for rule, part, whole in (
        ("S-NORM", "proactive.normative_documents_disclosed", "proactive.disclosed_total"),
        ("S-PRESS", "response.press_conferences_by_head", "response.press_conferences"),
        ("S-TALK", "response.interviews_by_head", "response.interviews"),
    )
)
_FUJIAN_ROWS = (
    "disclosed_total",
    "by_website",
    "by_gazette",
    "requests_total",
    *(f"requests_{each}" for each in _FUJIAN_CHANNELS.split()),
    "replies_total",
    *(f"replies_{each}" for each in _FUJIAN_REPLIES.split()),
    "fees_reduced",
    "litigation_and_reports",
    "reconsideration",
    "litigation",
    "administrative_complaints",
)
_FUJIAN_INCLUSIONS = (
    *(
        Inclusion("A-SUB", f"fujian.{row}.{column}", f"fujian.disclosed_total.{column}")
        for row in ("by_website", "by_gazette")
        for column in ("current", "cumulative")
    ),
    *(Inclusion("A-CUM", f"fujian.{row}.current", f"fujian.{row}.cumulative") for row in _FUJIAN_ROWS),
)
_INCLUSIONS: Mapping[str, tuple[Inclusion, ...]] = {
    "StatisticsReport": _STATISTICS_INCLUSIONS,
    "FujianReport2008": _FUJIAN_INCLUSIONS,
    "FujianReport2014": _FUJIAN_INCLUSIONS,
}


@cache
def inclusions(form: Template) -> tuple[Inclusion, ...]:
    """Every 其中 of a form: a figure and the one it is a part of."""
    paths = {column.path for column in figures(form, frozenset())}
    return tuple(each for each in _INCLUSIONS.get(form.record, ()) if paths.issuperset((each.part, each.whole)))


@cache
def equations(form: Template, single: frozenset[tuple[str, ...]] = frozenset()) -> tuple[Equation, ...]:
    """Every equation of a form; ``single`` names the groups that a report prints as one row."""
    paths = {column.path for column in figures(form, single)}
    listed = (
        Equation(each.rule, each.left, tuple(path for path in each.right if path in paths))
        for each in _LISTED.get(form.record, ())
    )
    return (*listed, *(found for name, each in filled(form, single).items() for found in _of(each, name)))


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
