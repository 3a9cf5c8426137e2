"""What a rule says of a report, and how the rules compare figures that may be blank or undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from gxgrammar.diagnostics import Severity
from gxgrammar.equations import Equation, all_equations
from gxgrammar.evidence import Evidence, Number
from gxgrammar.source import Span
from gxgrammar.template import Template

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


PASS = Judgement("pass")
NOT_APPLICABLE = Judgement("not_applicable")
UNSTATED = Judgement("not_assessable", reason="unstated")


def judged(held: bool) -> Outcome:
    """Pass if it holds, else fail."""
    return "pass" if held else "fail"


def equal(evidence: Evidence, equation: Equation) -> Judgement:
    """Whether both sides of an equation have the same sum."""
    return compare(evidence, equation.left, "=", equation.right)


def sums_of(evidence: Evidence, rule: str) -> tuple[Judgement, ...]:
    """The outcome of every equation of a rule."""
    if rule not in evidence.notes:
        evidence.notes[rule] = tuple(_sums_of(evidence, rule))
    found: tuple[Judgement, ...] = evidence.notes[rule]
    return found


def _sums_of(evidence: Evidence, rule: str) -> Iterator[Judgement]:
    # Most equations hold and are in certain figures, so these are the quick ones.
    told = evidence.result is not None or not evidence.troubled
    figure, uncertain = evidence.stated.__getitem__, evidence.uncertain
    for equation, passed in _equations(evidence.form, evidence.single).get(rule, ()):
        left, right = equation.left, equation.right
        certain = told and (not uncertain or (uncertain.isdisjoint(left) and uncertain.isdisjoint(right)))
        if certain and sum(map(figure, left)) == sum(map(figure, right)):
            yield passed
        else:
            yield equal(evidence, equation)


@cache
def _equations(
    form: Template, single: frozenset[tuple[str, ...]]
) -> Mapping[str, tuple[tuple[Equation, Judgement], ...]]:
    """The equations of each rule, with the judgement that one which holds gets."""
    found: dict[str, list[tuple[Equation, Judgement]]] = {}
    for each in all_equations(form, single):
        found.setdefault(each.rule, []).append((each, _passed(each.left, "=", each.right)))
    return {rule: tuple(group) for rule, group in found.items()}


@cache
def _passed(left: tuple[str, ...], relation: Relation, right: tuple[str, ...]) -> Judgement:
    """The judgement of what holds: made once for all reports, since most of it does."""
    return Judgement("pass", left, right, relation)


def compare(evidence: Evidence, left: tuple[str, ...], relation: Relation, right: tuple[str, ...]) -> Judgement:
    """Compare two sums. Undecided cells only matter if the readings disagree on the outcome."""
    paths = (*left, *right)
    if not evidence.uncertain or evidence.uncertain.isdisjoint(paths):
        values = evidence.stated
        if evidence.result is None and _unstated(evidence, right):
            return Judgement("not_assessable", left, right, relation, "unstated")
        held = _holds(sum([values[path] for path in left]), relation, sum([values[path] for path in right]))
        return _passed(left, relation, right) if held else Judgement("fail", left, right, relation)
    reason = _obstacle(evidence, paths)
    if reason:
        return Judgement("not_assessable", left, right, relation, reason)
    outcome = _outcome(_bounds(evidence, left), relation, _bounds(evidence, right))
    reason = "undecided" if outcome == "not_assessable" else None
    return Judgement(outcome, left, right, relation, reason)


def _obstacle(evidence: Evidence, paths: Iterable[str]) -> Reason | None:
    for path in paths:
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
    found = [bounds for path in paths if (bounds := evidence.bounds(path)) is not None]
    return sum(low for low, _ in found), sum(high for _, high in found)


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
