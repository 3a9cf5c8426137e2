"""Reports of one body in consecutive years. A rule gets the reports up to the one it judges, oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gxgrammar.diagnostics import Severity
from gxgrammar.equations import APPLICANTS
from gxgrammar.evidence import Evidence
from gxgrammar.judging import NOT_APPLICABLE, PASS, UNSTATED, Judgement, judged
from gxgrammar.narrated import words
from gxgrammar.rules import EVERY_FORM, NATIONAL, STATISTICS, rule
from gxgrammar.series import broken, pairs

# A figure must be at least this large for a change of more than tenfold to say anything.
_LEAST_LARGE = 50
_JUMP = 10
# Share of sentences that two reports have in common, years and figures left out, from which the text is a copy.
_SAME_TEXT = 0.8
_FEWEST_SENTENCES = 5


@rule("Y-CARRY", severity="error", source="peer", templates=NATIONAL, scope="years")
def rule_y_carry(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """上年结转 is what the report of the year before carried forward, in every column."""
    earlier, later = reports[-2:]
    if earlier.form.id not in NATIONAL:
        yield NOT_APPLICABLE
        return
    for column in APPLICANTS:
        here, there = f"requests.carried_over.{column}", f"requests.carried_forward.{column}"
        now, before = later.stated.get(here), earlier.stated.get(there)
        if now is None or before is None or here in later.blank_totals or there in earlier.blank_totals:
            yield Judgement("not_assessable", left=(here,), reason="undecided")
        else:
            # Corrections after filing move a request between columns; the total is what must agree.
            severity: Severity | None = None if column == "total" else "warning"
            yield Judgement(judged(now == before), left=(here,), expected=before, severity=severity, earlier=(there,))


@rule("Y-CARRY19", severity="info", source="derived", templates=NATIONAL, scope="years")
def rule_y_carry19(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """上年结转 of 2019 against the requests of 2018 that the older table, which has no carry-over, leaves open."""
    earlier, later = reports[-2:]
    if earlier.form.id not in STATISTICS:
        yield NOT_APPLICABLE
        return
    sources = ("statistics.requests.received", "statistics.requests.closed")
    received, closed = map(earlier.stated.get, sources)
    cell = "requests.carried_over.total"
    if received is None or closed is None or cell not in later.stated:
        yield UNSTATED
    else:
        held = later.stated[cell] == received - closed
        yield Judgement(judged(held), left=(cell,), expected=received - closed, earlier=sources)


@rule("Y-SAME", severity="warning", source="press", templates=EVERY_FORM, scope="years")
def rule_y_same(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """All figures equal to last year's: reported of offices that filed the same numbers year after year."""
    earlier, later = reports[-2:]
    compared = [(earlier.values[each.earlier], later.values[each.later]) for each in pairs(earlier, later)]
    if earlier.form != later.form or not any(now for _, now in compared):
        yield NOT_APPLICABLE
    else:
        same = all(before == now for before, now in compared)
        yield Judgement("fail", facts={"count": len(compared)}) if same else PASS


@rule("Y-TEXT", severity="info", source="peer", templates=EVERY_FORM, scope="years")
def rule_y_text(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """The text is mostly last year's, years and figures apart."""
    before, now = (_sentences(each) for each in reports[-2:])
    if min(len(before), len(now)) < _FEWEST_SENTENCES:
        yield UNSTATED
        return
    share = len(now & before) / len(now)
    yield Judgement("fail", facts={"share": round(100 * share)}) if share >= _SAME_TEXT else PASS


def _sentences(evidence: Evidence) -> frozenset[str]:
    """The sentences of a report without digits."""
    text = "。".join(each for section in evidence.report.narrative.sections for each in words(section.body))
    bare = "".join(character for character in text if not character.isdigit())
    return frozenset(each.strip() for each in bare.split("。") if len(each.strip()) > _FEWEST_SENTENCES)


@rule("Y-JUMP", severity="info", source="derived", templates=EVERY_FORM, scope="years")
def rule_y_jump(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """A figure more than ten times last year's, or less than a tenth of it."""
    earlier, later = reports[-2:]
    found = False
    for each in pairs(earlier, later):
        before, now = earlier.values[each.earlier], later.values[each.later]
        if not before or not now or max(before, now) < _LEAST_LARGE or before < 0 or now < 0:
            continue
        if now > _JUMP * before or before > _JUMP * now:
            found = True
            yield Judgement("fail", left=(each.later,), expected=before, earlier=(each.earlier,))
    if not found:
        yield PASS


@rule("Y-BREAK", severity="info", source="derived", templates=NATIONAL, scope="years")
def rule_y_break(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """行政事业性收费 was a number of items until 2020 and is money since; document stocks changed too."""
    paths = broken(*reports[-2:])
    yield Judgement("not_applicable", facts={"paths": paths}) if paths else NOT_APPLICABLE
