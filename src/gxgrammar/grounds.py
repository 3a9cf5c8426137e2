"""Why a figure was read as it was: the row as printed, its readings, and the sums that could choose between them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attrs import frozen

from gxgrammar.canonical import Line
from gxgrammar.cells import RowReadings
from gxgrammar.clauses import Figure
from gxgrammar.equations import all_inclusions
from gxgrammar.evidence import Evidence, evidence_of
from gxgrammar.judging import Judgement, Outcome, Relation, compare, sums_of
from gxgrammar.narrated import figures
from gxgrammar.printed import in_one_line
from gxgrammar.result import ParseResult
from gxgrammar.statements import Statements


@frozen
class Bearing:
    """A sum or inclusion that a figure takes part in, by the field paths of its sides, and whether it holds.

    It is not assessable while figures of it are open. ``doubted_by`` are the rules that do not hold elsewhere in the
    table, for which it decides no reading.
    """

    rule: str
    left: tuple[str, ...]
    relation: Relation
    right: tuple[str, ...]
    outcome: Outcome
    doubted_by: tuple[str, ...] = ()


@frozen
class Grounds:
    """What a figure was read from: the ``inks`` of its row in order, the ``readings`` that the page leaves to the row,
    None if it is decided, the ``bearings`` on the figure, and what sentences say of the row."""

    inks: tuple[str, ...]
    readings: RowReadings | None
    bearings: tuple[Bearing, ...]
    sentences: tuple[Figure, ...]


def grounds_of(result: ParseResult, path: str) -> Grounds:
    """The grounds of the figure at a field path. Raises KeyError for a path that the form does not have."""
    span = result.cells[path].span
    line = _line_at(result, span.start) if span else None
    inks = tuple([in_one_line(value.text) for value in line.values]) if line else ()
    readings = next((each for each in result.readings.values() if path in each.columns), None)
    said = Statements(result.template, partial(figures, result)).about(_beside(result, path, line))
    return Grounds(inks, readings, _bearings(evidence_of(result), path), said)


def _beside(result: ParseResult, path: str, line: Line | None) -> list[str]:
    """The cell and those in its row, of table four those of its group."""
    span, group = result.cells[path].span, path.rpartition(".")[0]
    return [
        other
        for other, cell in result.cells.items()
        if other == path
        or (cell.span and other.rpartition(".")[0] == group and (cell.span == span or _holds(line, cell.span.start)))
    ]


def _line_at(result: ParseResult, offset: int) -> Line | None:
    """The line of canonical text whose figures reach over an offset."""
    return next((line for line in result.canonical.lines if _holds(line, offset)), None)


def _holds(line: Line | None, offset: int) -> bool:
    return line is not None and bool(line.values) and line.values[0].start <= offset <= line.values[-1].end


def _bearings(evidence: Evidence, path: str) -> tuple[Bearing, ...]:
    """The sums and inclusions that a figure takes part in, in the order of the rules."""
    judged = list(_judged(evidence))
    broken = [(rule, each, in_row) for rule, each, in_row in judged if each.outcome == "fail"]
    return tuple(
        Bearing(rule, each.left, each.relation, each.right, each.outcome, _doubts(rule, each, broken))
        for rule, each, _ in judged
        if path in each.left or path in each.right
    )


def _judged(evidence: Evidence) -> Iterator[tuple[str, Judgement, bool]]:
    """Every sum and inclusion of the form, with its rule, and whether it is the sum of a row."""
    for rule, sums in evidence.sums.items():
        for equation, each in zip(sums, sums_of(evidence, rule), strict=True):
            yield rule, each, not equation.spans_rows
    for inclusion in all_inclusions(evidence.form):
        yield inclusion.rule, compare(evidence, (inclusion.part,), "≤", (inclusion.whole,)), False


def _doubts(rule: str, judged: Judgement, broken: list[tuple[str, Judgement, bool]]) -> tuple[str, ...]:
    """The rules broken elsewhere that keep a sum from deciding: its own, and the sum of a row of the same table."""
    table = _table(judged)
    found = [
        name
        for name, each, in_row in broken
        if each is not judged and (name == rule or (in_row and _table(each) == table))
    ]
    return tuple(dict.fromkeys(found))


def _table(judged: Judgement) -> str:
    return judged.left[0].partition(".")[0]
