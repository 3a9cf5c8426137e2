"""What a rule says of a report, and how the rules compare figures that may be blank or undecided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Literal, NamedTuple

from attrs import frozen

from gxgrammar.diagnostics import Severity
from gxgrammar.equations import Equation
from gxgrammar.evidence import Evidence, FormFacts, Number
from gxgrammar.source import Span

Outcome = Literal["pass", "fail", "not_assessable", "not_applicable"]
Relation = Literal["=", "≤", "≥"]
# Why a rule cannot be assessed: a total left blank, a cell the page does not decide or does not have, words for a
# figure, a blank under the strict policy, or nothing that states what the rule compares.
Reason = Literal["blank_total", "undecided", "lacking", "worded", "blank", "unstated"]


# What most judgements have to say beside their cells; never changed.
_NO_FACTS: Mapping[str, object] = {}


class Judgement(NamedTuple):
    """One outcome of a rule. A tuple, since most rules have many.

    ``left`` and ``right`` are the field paths whose sums the rule compares; ``said`` is a figure that a sentence states
    in place of ``left``. ``facts`` fill the message. ``severity`` is given where it differs from the rule's.
    ``earlier`` are the field paths of last year's report that ``expected`` comes from.
    """

    outcome: Outcome
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    relation: Relation = "="
    reason: Reason | None = None
    said: Number | None = None
    quote: str | None = None
    expected: Number | None = None
    spans: tuple[Span, ...] = ()
    severity: Severity | None = None
    facts: Mapping[str, object] = _NO_FACTS
    earlier: tuple[str, ...] = ()


PASS = Judgement("pass")
NOT_APPLICABLE = Judgement("not_applicable")
UNSTATED = Judgement("not_assessable", reason="unstated")


def judged(held: bool) -> Outcome:
    """Pass if it holds, else fail."""
    return "pass" if held else "fail"


def equal(evidence: Evidence, equation: Equation) -> Judgement:
    """Whether both sides of an equation have the same sum."""
    return compare(evidence, equation.left, "=", equation.right)


@frozen
class _Comparison:
    """Two sums to compare, with the judgements that most reports get, made once for all of them.

    ``figures`` takes the figures of all cells out of those of a report; the first ``width`` are the left side.
    """

    left: tuple[str, ...]
    relation: Relation
    right: tuple[str, ...]
    cells: tuple[str, ...]
    figures: Callable[[Mapping[str, Number]], tuple[Number, ...]]
    width: int
    passed: Judgement
    failed: Judgement
    lacking: Judgement
    unstated: Judgement


@cache
def _comparison(left: tuple[str, ...], relation: Relation, right: tuple[str, ...]) -> _Comparison:
    return _Comparison(
        left,
        relation,
        right,
        (*left, *right),
        _figures_at((*left, *right)),
        len(left),
        Judgement("pass", left, right, relation),
        Judgement("fail", left, right, relation),
        Judgement("not_assessable", left, right, relation, "lacking"),
        Judgement("not_assessable", left, right, relation, "unstated"),
    )


def _figures_at(paths: tuple[str, ...]) -> Callable[[Mapping[str, Number]], tuple[Number, ...]]:
    return itemgetter(*paths) if len(paths) > 1 else lambda values: tuple(values[path] for path in paths)


def sums_of(evidence: Evidence, rule: str) -> list[Judgement]:
    """The outcome of every equation of a rule."""
    found: list[Judgement] | None = evidence.notes.get(rule)
    if found is None:
        found = evidence.notes[rule] = _sums_of(evidence, _sums(evidence.facts, rule))
    return found


@cache
def _sums(form: FormFacts, rule: str) -> tuple[_Comparison, ...]:
    return tuple(_comparison(each.left, "=", each.right) for each in form.sums.get(rule, ()))


def _sums_of(evidence: Evidence, sums: tuple[_Comparison, ...]) -> list[Judgement]:
    if evidence.uncertain or evidence.troubled:
        return [_judgement(evidence, each) for each in sums]
    # Most reports are in certain figures, so this is the quick way.
    values = evidence.stated
    found = []
    for each in sums:
        figures, width = each.figures(values), each.width
        found.append(each.passed if sum(figures[:width]) == sum(figures[width:]) else each.failed)
    return found


def compare(evidence: Evidence, left: tuple[str, ...], relation: Relation, right: tuple[str, ...]) -> Judgement:
    """Compare two sums. Undecided cells only matter if the readings disagree on the outcome."""
    return _judgement(evidence, _comparison(left, relation, right))


def _judgement(evidence: Evidence, each: _Comparison) -> Judgement:
    uncertain = evidence.uncertain
    if not uncertain or uncertain.isdisjoint(each.cells):
        if evidence.result is None and _unstated(evidence, each.right):
            return each.unstated
        figures, width = each.figures(evidence.stated), each.width
        return each.passed if _holds(sum(figures[:width]), each.relation, sum(figures[width:])) else each.failed
    if evidence.lacking.issuperset(each.cells):
        return each.lacking
    reason = _obstacle(evidence, each.cells)
    if reason is None:
        outcome = _outcome(_bounds(evidence, each.left), each.relation, _bounds(evidence, each.right))
        if outcome != "not_assessable":
            return each.passed if outcome == "pass" else each.failed
    return Judgement("not_assessable", each.left, each.right, each.relation, reason or "undecided")


def _obstacle(evidence: Evidence, paths: Iterable[str]) -> Reason | None:
    for path in filter(evidence.troubled.__contains__, paths):
        if path in evidence.blank_totals:
            return "blank_total"
        if path in evidence.lacking:
            return "lacking"
        if path in evidence.worded:
            return "worded"
        if evidence.strict and path in evidence.blank:
            return "blank"
        if evidence.bounds(path) is None:
            return "undecided"
    return None


def _unstated(evidence: Evidence, parts: tuple[str, ...]) -> Reason | None:
    """A record alone does not tell blank from undecided: where it has none of the parts, nothing is known of them."""
    return "unstated" if parts and evidence.blank.issuperset(parts) else None


def _bounds(evidence: Evidence, paths: tuple[str, ...]) -> tuple[Number, Number]:
    """The least and the largest sum of some figures."""
    low: Number = 0
    high: Number = 0
    for path in paths:
        figure = evidence.stated.get(path)
        least, most = (figure, figure) if figure is not None else evidence.bounds(path) or (0, 0)
        low += least
        high += most
    return low, high


def _outcome(left: tuple[Number, Number], relation: Relation, right: tuple[Number, Number]) -> Outcome:
    """The outcome that every reading agrees on."""
    extremes = {_holds(one, relation, other) for one in left for other in right}
    if relation == "=" and left[0] <= right[1] and right[0] <= left[1] and (left[0] != left[1] or right[0] != right[1]):
        return "not_assessable"
    if len(extremes) > 1:
        return "not_assessable"
    return judged(extremes == {True})


def _holds(left: Number, relation: Relation, right: Number) -> bool:
    if relation == "=":
        return left == right
    return left <= right if relation == "≤" else left >= right
