"""Table four: reconsideration and litigation over information disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gxgrammar.evidence import Evidence
from gxgrammar.judging import NOT_APPLICABLE, PASS, UNSTATED, Judgement, sums_of
from gxgrammar.rules import NATIONAL, rule
from gxgrammar.rules.table3 import REVIEW_TOTALS, natural

_AFTER = "litigation.after_reconsideration.total"
# How many earlier years a reconsideration may lie back when its suit is counted.
_YEARS_BACK = 2
_TABLES = ("reconsideration", "litigation")
# Text may have lost the blank cells of its tables; these files show them.
_SHOW_ALL_CELLS = frozenset({"html", "docx"})


@rule("T4-SUM-REC", severity="error", source="form", templates=NATIONAL)
def rule_t4_sum_rec(evidence: Evidence) -> Iterable[Judgement]:
    """行政复议: 总计 is the sum of 结果维持, 结果纠正, 其他结果 and 尚未审结: structure of the form."""
    return sums_of(evidence, "T4-SUM-REC")


@rule("T4-SUM-DIR", severity="error", source="form", templates=NATIONAL)
def rule_t4_sum_dir(evidence: Evidence) -> Iterable[Judgement]:
    """未经复议直接起诉: 总计 is the sum of its four outcomes: structure of the form."""
    return sums_of(evidence, "T4-SUM-DIR")


@rule("T4-SUM-AFT", severity="error", source="form", templates=NATIONAL)
def rule_t4_sum_aft(evidence: Evidence) -> Iterable[Judgement]:
    """复议后起诉: 总计 is the sum of its four outcomes: structure of the form."""
    return sums_of(evidence, "T4-SUM-AFT")


@rule("T4-NAT", severity="error", source="form", templates=NATIONAL)
def rule_t4_nat(evidence: Evidence) -> Iterator[Judgement]:
    """The table has 15 cells; every figure counts cases (件), so it is a whole number and not negative."""
    yield from natural(evidence, _TABLES)
    if evidence.undecided:
        yield from _too_few(evidence)


def _too_few(evidence: Evidence) -> Iterator[Judgement]:
    """A failure if the page shows all its cells, and fewer than 15 in the row of this table."""
    cells = [path for table in _TABLES for path in evidence.cells_of(table)]
    if evidence.result is None or evidence.result.layout not in _SHOW_ALL_CELLS:
        return
    row = evidence.result.cells[cells[-1]].span
    if row is None or not all(path in evidence.undecided for path in cells):
        return
    for line in evidence.result.canonical.lines:
        if line.values and line.span.start <= row.start and row.end <= line.span.end and len(line.values) < len(cells):
            yield Judgement("fail", spans=(row,), facts={"problem": "too_few_cells", "found": len(line.values)})


@rule("T4-NOBASE", severity="info", source="derived", templates=NATIONAL, scope="years")
def rule_t4_nobase(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """Cases over disclosure although no request was open in this year or the year before."""
    latest = reports[-1]
    cases = tuple(path for path in REVIEW_TOTALS if latest.stated.get(path))
    if not cases:
        yield NOT_APPLICABLE
    elif len(reports) < 2 or reports[-2].year != (latest.year or 0) - 1:
        yield UNSTATED
    else:
        opened = [each.total(f"requests.{row}") for each in reports[-2:] for row in ("received", "carried_over")]
        base = None if None in opened else any(opened)
        yield UNSTATED if base is None else PASS if base else Judgement("fail", left=cases)


@rule("T4-AFTER", severity="info", source="derived", templates=NATIONAL, scope="years")
def rule_t4_after(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """A suit after reconsideration although no reconsideration was counted in this or the two years before."""
    latest = reports[-1]
    if not latest.stated.get(_AFTER):
        yield NOT_APPLICABLE
        return
    near = [each for each in reports if each.year and (latest.year or 0) - _YEARS_BACK <= each.year]
    counted = [each.stated.get("reconsideration.total") for each in near]
    if any(counted):
        yield PASS
    elif len(near) <= _YEARS_BACK or None in counted:
        yield UNSTATED
    else:
        yield Judgement("fail", left=(_AFTER,))
