"""The checks: every rule applied to a report, to the reports of one body, or to a compiled report and its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import get_args

import attrs
from attrs import frozen

from gxgrammar.bodies import Subject, by_body
from gxgrammar.evidence import Evidence, evidence_of
from gxgrammar.findings import Finding, finding, suggested
from gxgrammar.judging import NOT_APPLICABLE, Judgement, Outcome, Reason
from gxgrammar.records import Report
from gxgrammar.result import ParseResult
from gxgrammar.rules import Rule, Scope, rules
from gxgrammar.template import named

# Why a rule could not be assessed is told where the office can mend it.
_TOLD: frozenset[Reason | None] = frozenset({"blank_total"})
_SUBJECTS: tuple[type[Subject], ...] = (ParseResult, *get_args(Report))
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


@frozen
class Coverage:
    """How much of some reports the checks could look at.

    Of the ``figures`` that their forms ask for, ``missing`` were not on the page, ``undecided`` may be several figures
    and ``worded`` are words. Of the ``rules`` that hold for them, ``unassessed`` could not be applied, or only in
    part: for a figure that is not known, or a blank. ``reports`` counts those of a form without rules, ``formless``,
    too.
    """

    reports: int = 0
    formless: int = 0
    figures: int = 0
    missing: int = 0
    undecided: int = 0
    worded: int = 0
    rules: int = 0
    unassessed: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything was read and assessed."""
        return not (self.formless or self.unread or self.unassessed)

    @property
    def unread(self) -> int:
        """The figures that were not read."""
        return self.missing + self.undecided + self.worded

    def __add__(self, other: Coverage) -> Coverage:
        both = zip(attrs.astuple(self), attrs.astuple(other), strict=True)
        return Coverage(*(one + another for one, another in both))


def coverage(
    report: Subject, *, select: Collection[str] = (), ignore: Collection[str] = (), strict_blanks: bool = False
) -> Coverage:
    """How much of a report the checks can look at, so that nothing found is not taken for nothing wrong."""
    evidence = evidence_of(report, strict=strict_blanks)
    return _coverage(evidence, _assess_one(evidence, chosen_rules(_ids(select), _ids(ignore)), everything=True))


def _coverage(evidence: Evidence, assessed: Iterable[Assessment]) -> Coverage:
    """How much of a report was looked at, by every outcome for it."""
    outcomes: dict[str, set[bool]] = {}
    for each in assessed:
        # Where sentences state nothing to compare there is nothing to assess.
        if each.outcome != "not_applicable" and each.reason != "unstated":
            outcomes.setdefault(each.rule, set()).add(each.outcome == "not_assessable")
    return Coverage(
        reports=1,
        formless=int(not evidence.values),
        figures=len(evidence.values),
        missing=len(evidence.lacking),
        undecided=len(evidence.undecided),
        worded=len(evidence.worded),
        rules=len(outcomes),
        unassessed=sum(1 for found in outcomes.values() if True in found),
    )


def _ids(names: Collection[str]) -> tuple[str, ...]:
    """Rule ids; a single one may come as it is."""
    return (names,) if isinstance(names, str) else tuple(names)


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
    return _findings(_assess(report, parts, chosen_rules(_ids(select), _ids(ignore)), strict_blanks, everything=False))


def examine(
    reports: Sequence[Subject],
    *,
    parts: Iterable[Subject] = (),
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    strict_blanks: bool = False,
) -> tuple[tuple[Finding, ...], tuple[Coverage, ...]]:
    """The findings of ``check`` and the coverage of each report, each looked at once; arguments as for ``check``."""
    chosen = chosen_rules(_ids(select), _ids(ignore))
    seen, pieces = _evidence(reports, strict_blanks), _evidence(_subjects(parts), strict_blanks)
    own = [_assess_one(each, chosen, everything=True) for each in seen]
    together = (*_over_years(seen, chosen, False), *_over_parts(seen, pieces, chosen, False))
    coverages = tuple(_coverage(each, outcomes) for each, outcomes in zip(seen, own, strict=True))
    return _findings([*chain.from_iterable(own), *together]), coverages


def _findings(outcomes: Iterable[Assessment]) -> tuple[Finding, ...]:
    """What is wrong, errors first."""
    return tuple(sorted((each.finding for each in outcomes if each.finding), key=lambda each: _ORDER[each.severity]))


def _evidence(subjects: Iterable[Subject], strict_blanks: bool) -> list[Evidence]:
    return [evidence_of(each, strict=strict_blanks) for each in subjects]


def assess(
    report: Subject | Iterable[Subject],
    *,
    parts: Iterable[Subject] = (),
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    strict_blanks: bool = False,
) -> tuple[Assessment, ...]:
    """Every outcome of every rule, in the order of the rules; arguments as for ``check``."""
    return _assess(report, parts, chosen_rules(_ids(select), _ids(ignore)), strict_blanks, everything=True)


def _assess(
    report: Subject | Iterable[Subject],
    parts: Iterable[Subject],
    chosen: tuple[Rule, ...],
    strict_blanks: bool,
    *,
    everything: bool,
) -> tuple[Assessment, ...]:
    """The outcomes; without ``everything`` those only that have a finding, which spares making most of them."""
    seen, pieces = _evidence(_subjects(report), strict_blanks), _evidence(_subjects(parts), strict_blanks)
    outcomes = [each for evidence in seen for each in _assess_one(evidence, chosen, everything)]
    return (*outcomes, *_over_years(seen, chosen, everything), *_over_parts(seen, pieces, chosen, everything))


def _over_years(seen: Sequence[Evidence], chosen: tuple[Rule, ...], everything: bool) -> Iterator[Assessment]:
    """The outcomes of the rules between years, for each body that some reports are of."""
    bodies = by_body((each.metadata, each) for each in seen) if len(seen) > 1 else {}
    for years in bodies.values():
        body = [of_year[0] for of_year in years.values()]
        for last in range(2, len(body) + 1):
            yield from _assess_years(body[:last], chosen, everything)


def _over_parts(
    seen: Sequence[Evidence], pieces: Sequence[Evidence], chosen: tuple[Rule, ...], everything: bool
) -> Iterator[Assessment]:
    """The outcomes of the rules between compiled reports and their parts, if there are any."""
    for evidence in seen if pieces else ():
        yield from _assess_parts(evidence, pieces, chosen, everything)


def _subjects(given: object) -> list[Subject]:
    """One report or several. Raises TypeError for what is none."""
    if isinstance(given, ParseResult):
        return [given]
    several = isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping)
    return [_subject(each) for each in given] if several else [_subject(given)]  # type: ignore[attr-defined]


def _subject(given: object) -> Subject:
    if isinstance(given, _SUBJECTS):
        return given
    raise TypeError(
        "a report is what gxgrammar.parse or gxgrammar.parse_file returns, or its record, or several of them in a "
        f"list; not {type(given).__name__}"
    )


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
        yield from _outcomes(rule, judged, later, everything, earlier)


def _assess_parts(
    whole: Evidence, parts: Sequence[Evidence], chosen: tuple[Rule, ...], everything: bool
) -> Iterator[Assessment]:
    for rule in _holding(chosen, "parts", whole.form.id):
        yield from _outcomes(rule, rule.judges["parts"](whole, parts), whole, everything)


def _outcomes(
    rule: Rule, judged: Iterable[Judgement], evidence: Evidence, everything: bool, earlier: Evidence | None = None
) -> Iterator[Assessment]:
    """The outcomes of a rule; blank totals give one finding for all cells together."""
    untold: list[Judgement] = []
    for each in judged:
        failed = finding(rule, each, evidence, earlier) if each.outcome == "fail" else None
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
