"""The checks: every rule applied to a report, to the reports of one body, or to a compiled report and its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import attrs
from attrs import frozen

from gxgrammar.evidence import Evidence, evidence_of
from gxgrammar.findings import Finding, finding, suggested
from gxgrammar.judging import NOT_APPLICABLE, Judgement, Outcome, Reason
from gxgrammar.records import Report
from gxgrammar.result import ParseResult
from gxgrammar.rules import Rule, Scope, rules
from gxgrammar.template import named

Subject = ParseResult | Report
# Why a rule could not be assessed is told where the office can mend it.
_TOLD: frozenset[Reason | None] = frozenset({"blank_total"})
_ORDER = {"error": 0, "warning": 1, "info": 2}


@frozen
class Assessment:
    """One outcome of a rule; ``finding`` is there if it failed or a blank total kept it from being assessed.

    A rule that holds for every row or column has an outcome for each. ``left`` and ``right`` are the field paths it
    compares, ``reason`` says why it is not assessable.
    """

    rule: str
    outcome: Outcome
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    reason: Reason | None = None
    finding: Finding | None = None


def check(
    report: Subject | Iterable[Subject],
    *,
    parts: Iterable[Subject] = (),
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    strict_blanks: bool = False,
) -> tuple[Finding, ...]:
    """What is wrong with a report, errors first; nothing in the report is changed.

    ``report`` is a parse result, whose findings have spans, or a record, in which None counts as blank. Several reports
    are checked one by one, those of one body also against each other; ``parts`` are the reports that ``report`` was
    compiled from. ``select`` and ``ignore`` are rule ids or beginnings of ids. A blank counts as 0 and the finding says
    so; with ``strict_blanks`` it keeps a rule from being assessed. Raises UnknownName for a rule that does not exist.
    """
    found = _assess(report, parts, chosen_rules(tuple(select), tuple(ignore)), strict_blanks, everything=False)
    return tuple(sorted((each.finding for each in found if each.finding), key=lambda each: _ORDER[each.severity]))


def assess(
    report: Subject | Iterable[Subject],
    *,
    parts: Iterable[Subject] = (),
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    strict_blanks: bool = False,
) -> tuple[Assessment, ...]:
    """Every outcome of every rule, in the order of the rules; arguments as for ``check``."""
    return _assess(report, parts, chosen_rules(tuple(select), tuple(ignore)), strict_blanks, everything=True)


def _assess(
    report: Subject | Iterable[Subject],
    parts: Iterable[Subject],
    chosen: tuple[Rule, ...],
    strict_blanks: bool,
    *,
    everything: bool,
) -> tuple[Assessment, ...]:
    """The outcomes; without ``everything`` those only that have a finding, which spares making most of them."""
    several = isinstance(report, Iterable)
    subjects = list(report) if isinstance(report, Iterable) else [report]
    seen = [evidence_of(each, strict=strict_blanks) for each in subjects]
    outcomes = [each for evidence in seen for each in _assess_one(evidence, chosen, everything)]
    if several:
        for body in bodies(seen):
            for last in range(2, len(body) + 1):
                outcomes.extend(_assess_years(body[:last], chosen, everything))
    pieces = [evidence_of(each, strict=strict_blanks) for each in parts]
    if pieces:
        outcomes.extend(each for evidence in seen for each in _assess_parts(evidence, pieces, chosen, everything))
    return tuple(outcomes)


@lru_cache(maxsize=64)
def chosen_rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that ``select`` and ``ignore`` leave; without ``select`` all that are not optional."""
    known = rules()
    for name in (*select, *ignore):
        if not any(rule.startswith(name.upper()) for rule in known):
            named(name, known, "rule", "规则")
    wanted = tuple(name.upper() for name in select)
    unwanted = tuple(name.upper() for name in ignore)
    return tuple(
        rule
        for rule in known.values()
        if (rule.id.startswith(wanted) if wanted else not rule.optional)
        and (not rule.optional or rule.id in wanted)
        and not (unwanted and rule.id.startswith(unwanted))
    )


def bodies(seen: Sequence[Evidence]) -> Iterator[list[Evidence]]:
    """The reports of one body, oldest first; those without an agency or a year are left out."""
    found: dict[str, dict[int, Evidence]] = {}
    for each in seen:
        name = each.metadata.agency_name or each.metadata.signature
        if name and each.year:
            found.setdefault("".join(name.split()), {}).setdefault(each.year, each)
    return ([years[year] for year in sorted(years)] for years in found.values() if len(years) > 1)


@lru_cache(maxsize=64)
def _holding(chosen: tuple[Rule, ...], scope: Scope, form: str) -> tuple[Rule, ...]:
    """The rules that hold for a form."""
    return tuple(rule for rule in chosen if scope in rule.judges and form in rule.templates)


def _assess_one(evidence: Evidence, chosen: tuple[Rule, ...], everything: bool) -> list[Assessment]:
    outcomes: list[Assessment] = []
    for rule in _holding(chosen, "report", evidence.form.id):
        found = rule.judges["report"](evidence)
        told = found if everything else [each for each in found if each.outcome != "pass" and _tells(each)]
        if told:
            outcomes.extend(_outcomes(rule, told, evidence, everything))
    return _with_culprits(outcomes, evidence)


def _tells(judged: Judgement) -> bool:
    """Whether a judgement has a finding."""
    return judged.outcome == "fail" or judged.reason in _TOLD


def _assess_years(reports: Sequence[Evidence], chosen: tuple[Rule, ...], everything: bool) -> Iterator[Assessment]:
    """The rules between years for the last of some reports; only reports of consecutive years are compared."""
    earlier, later = reports[-2:]
    consecutive = earlier.year is not None and later.year == earlier.year + 1
    for rule in _holding(chosen, "years", later.form.id):
        judged = rule.judges["years"](reports) if consecutive else (NOT_APPLICABLE,)
        yield from _outcomes(rule, judged, later, everything)


def _assess_parts(
    whole: Evidence, parts: Sequence[Evidence], chosen: tuple[Rule, ...], everything: bool
) -> Iterator[Assessment]:
    for rule in _holding(chosen, "parts", whole.form.id):
        yield from _outcomes(rule, rule.judges["parts"](whole, parts), whole, everything)


def _outcomes(rule: Rule, judged: Iterable[Judgement], evidence: Evidence, everything: bool) -> Iterator[Assessment]:
    """The outcomes of a rule; blank totals give one finding for all cells together."""
    untold: list[Judgement] = []
    for each in judged:
        failed = finding(rule, each, evidence) if each.outcome == "fail" else None
        if each.reason in _TOLD:
            untold.append(each)
        if everything or failed:
            yield Assessment(rule.id, each.outcome, each.left, each.right, each.reason, failed)
    if untold:
        paths = (path for each in untold for side in (each.left, each.right) for path in side)
        totals = dict.fromkeys(filter(evidence.blank_totals.__contains__, paths))
        together = untold[0]._replace(left=tuple(totals), right=())
        told = finding(rule, together, evidence)
        yield Assessment(rule.id, "not_assessable", tuple(totals), (), "blank_total", told)


def _with_culprits(outcomes: list[Assessment], evidence: Evidence) -> list[Assessment]:
    """The outcomes, with the cell that is likely wrong named where equations single it out."""
    found = [each.finding for each in outcomes if each.finding]
    if not any(each.outcome == "fail" and each.rule in evidence.sums for each in found):
        return outcomes
    culprits = {id(each): culprit for each, culprit in suggested(found, evidence) if culprit}
    return [
        attrs.evolve(each, finding=attrs.evolve(each.finding, culprit=culprits[id(each.finding)]))
        if each.finding and id(each.finding) in culprits
        else each
        for each in outcomes
    ]


def folded(findings: Iterable[Finding]) -> tuple[tuple[Finding, tuple[Finding, ...]], ...]:
    """Findings with those that follow: of the same likely wrong cell, or explained by a fault in their cells."""
    groups: list[tuple[Finding, list[Finding]]] = []
    for each in sorted(findings, key=lambda found: (_ORDER[found.severity], bool(rules()[found.rule].follows))):
        cause = next((group for group in groups if _explains(group[0], each)), None)
        if cause:
            cause[1].append(each)
        else:
            groups.append((each, []))
    return tuple((cause, tuple(consequences)) for cause, consequences in groups)


def _explains(cause: Finding, other: Finding) -> bool:
    if cause.origin is not other.origin or cause.year != other.year or cause.outcome != "fail":
        return False
    if cause.culprit and other.culprit:
        return cause.culprit == other.culprit
    shared = not set(cause.cells).isdisjoint(other.cells)
    return cause.rule in rules()[other.rule].follows and (shared or not other.cells)
