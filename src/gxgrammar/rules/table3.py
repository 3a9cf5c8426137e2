"""Table three: requests received and how they ended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from gxgrammar.clauses import Figure
from gxgrammar.diagnostics import Severity
from gxgrammar.equations import APPLICANTS
from gxgrammar.evidence import Evidence
from gxgrammar.judging import NOT_APPLICABLE, PASS, UNSTATED, Judgement, compare, sums_of
from gxgrammar.narrated import words
from gxgrammar.rules import FORM_2021, NATIONAL, rule
from gxgrammar.shape import Column, shape
from gxgrammar.template import Template

# By column: what is carried forward, and what it may come from.
_OPEN = tuple(
    ((f"requests.carried_forward.{column}",), (f"requests.received.{column}", f"requests.carried_over.{column}"))
    for column in APPLICANTS
)
# 总计 of reconsideration and of both kinds of litigation in table four.
REVIEW_TOTALS = ("reconsideration.total", "litigation.direct.total", "litigation.after_reconsideration.total")
# More blank cells than this are worth a warning.
_MANY_BLANKS = 10
_UNCHANGED = re.compile("(?:[无无未不]|没有)[增減减変變变](?:[动動化])?(?:[无無未不][减減增])?|持平")


@rule("T3-BAL", severity="error", source="printed", templates=NATIONAL)
def rule_t3_bal(evidence: Evidence) -> Iterable[Judgement]:
    """本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和 (corner of table three of both forms)."""
    return sums_of(evidence, "T3-BAL")


@rule("T3-RES", severity="error", source="form", templates=NATIONAL)
def rule_t3_res(evidence: Evidence) -> Iterable[Judgement]:
    """（七）总计 is the sum of the results （一） to （六）: structure of the form."""
    return sums_of(evidence, "T3-RES")


@rule("T3-ROW", severity="error", source="form", templates=NATIONAL)
def rule_t3_row(evidence: Evidence) -> Iterable[Judgement]:
    """总计 is the sum of the six kinds of applicant in its row: structure of the form."""
    return sums_of(evidence, "T3-ROW")


@rule("T3-NAT", severity="error", source="form", templates=NATIONAL)
def rule_t3_nat(evidence: Evidence) -> Iterator[Judgement]:
    """Every figure counts requests (件), so it is a whole number and not negative."""
    return natural(evidence, ("requests",))


@rule("T3-OPEN", severity="error", source="derived", templates=NATIONAL, follows=("T3-BAL",))
def rule_t3_open(evidence: Evidence) -> Iterator[Judgement]:
    """No more requests can be carried forward than were open: follows from the printed balance."""
    return (compare(evidence, forward, "≤", opened) for forward, opened in _OPEN)


@rule("T3-PART-LABEL", severity="info", source="printed", templates=NATIONAL)
def rule_t3_part_label(evidence: Evidence) -> Iterator[Judgement]:
    """（二）部分公开（区分处理的，只计这一情形，不计其他情形）: label of the row."""
    together = [each for each in evidence.figures if {"partially_granted", "denied"}.issubset(each.counts)]
    yield _told(together[0]) if together else PASS


@rule("T3-FEE", severity="info", source="derived", templates=FORM_2021)
def rule_t3_fee(evidence: Evidence) -> Iterator[Judgement]:
    """Requests dropped for an unpaid fee mean that 信息处理费 was asked for (国办函〔2020〕109号)."""
    path = "requests.other_handling.fee_unpaid.total"
    section = evidence.section("other_matters")
    if not evidence.stated.get(path):
        yield NOT_APPLICABLE
    elif section is None:
        yield UNSTATED
    else:
        told = any("信息处理费" in each for each in words(section.body))
        yield PASS if told else Judgement("fail", left=(path,))


@rule("T3-ZERO", severity="warning", source="press", templates=NATIONAL)
def rule_t3_zero(evidence: Evidence) -> Iterator[Judgement]:
    """All zeros in table three while the text or table four tells of cases: a report with hidden requests."""
    cells = evidence.cells_of("requests")
    if evidence.troubled.issuperset(cells) or evidence.undecided or any(evidence.stated.get(path, 1) for path in cells):
        yield NOT_APPLICABLE
        return
    told = [each for each in evidence.figures if each.counts in (("received",), ("closed",)) and each.value]
    cases = [path for path in REVIEW_TOTALS if evidence.stated.get(path)]
    if told:
        yield _told(told[0])
    elif cases:
        yield Judgement("fail", left=tuple(cases))
    else:
        yield PASS


@rule("T3-SPLIT", severity="info", source="peer", templates=NATIONAL, follows=("T3-ROW",))
def rule_t3_split(evidence: Evidence) -> Iterator[Judgement]:
    """Two adjacent one-digit cells that joined would mend the row: a figure cut in two by extraction."""
    broken = [each for each in sums_of(evidence, "T3-ROW") if each.outcome == "fail"]
    found = [split for each in broken if evidence.troubled.isdisjoint(each.right) for split in _splits(evidence, each)]
    if found:
        yield from found
    else:
        yield PASS if broken else NOT_APPLICABLE


def _splits(evidence: Evidence, row: Judgement) -> Iterator[Judgement]:
    """The adjacent one-digit cells of a row whose joined figure gives the total: it adds nine times the tens."""
    short = evidence.stated[row.left[0]] - sum(evidence.stated[path] for path in row.right)
    for first, second in pairwise(row.right):
        tens, ones = evidence.stated[first], evidence.stated[second]
        if 0 < tens <= 9 and 0 <= ones <= 9 and short == 9 * tens:
            yield Judgement("fail", left=(first, second), facts={"joined": f"{tens}{ones}"})


@rule("T3-BLANK", severity="info", source="peer", templates=NATIONAL)
def rule_t3_blank(evidence: Evidence) -> Iterator[Judgement]:
    """Cells left blank or dashed; practice under 〔2021〕30号 is to write 0 where there was nothing."""
    blanks = [path for path in evidence.cells_of("requests") if path in evidence.blank] if evidence.blank else []
    if not blanks:
        yield PASS
        return
    severity: Severity | None = "warning" if len(blanks) > _MANY_BLANKS else None
    yield Judgement("fail", left=tuple(blanks), severity=severity, facts={"count": len(blanks)})


def _told(figure: Figure) -> Judgement:
    """A failure by what a sentence states."""
    return Judgement("fail", said=figure.value, quote=figure.words, spans=(figure.span,) if figure.span else ())


def natural(evidence: Evidence, tables: tuple[str, ...]) -> Iterator[Judgement]:
    """Each figure of some tables that is negative or no figure at all; a pass if there is none.

    Words that say that a figure is last year's are one, but not which.
    """
    if not evidence.improper:
        yield PASS
        return
    improper = [path for path in evidence.improper if path.partition(".")[0] in tables]
    judgements = [each for path in improper if (each := _unnatural(evidence, path))]
    yield from judgements or (PASS,)


def _unnatural(evidence: Evidence, path: str) -> Judgement | None:
    """What is wrong with a cell that holds words or a negative figure."""
    column = _columns(evidence.form)[path]
    is_worded = path in evidence.worded
    if is_worded and evidence.result is not None and _UNCHANGED.fullmatch(evidence.result.cells[path].raw):
        return Judgement("not_assessable", left=(path,), reason="worded")
    if column.is_signed and not is_worded:
        return None
    problem = "no_figure" if column.is_signed else "no_count" if column.kind == "count" else "no_amount"
    return Judgement("fail", left=(path,), facts={"problem": problem})


@cache
def _columns(form: Template) -> Mapping[str, Column]:
    """The columns of all rows of a form by path, groups that are printed as one row included."""
    return {column.path: column for columns in shape(form).rows.values() for column in columns}
