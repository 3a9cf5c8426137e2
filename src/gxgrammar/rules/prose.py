"""What sentences state against what the tables have. Sentences are loose, so these rules only warn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from gxgrammar.clauses import Figure
from gxgrammar.evidence import Evidence, Number
from gxgrammar.judging import UNSTATED, Judgement, judged
from gxgrammar.rules import NATIONAL, STATISTICS, rule
from gxgrammar.subjects import CHANNELS

# The row or group of table three behind each name, by what a sentence counts.
_ROWS = {
    **{name: f"requests.{name}" for name in ("granted", "partially_granted", "denied", "unable", "not_processed")},
    "other_handling": "requests.other_handling",
    "not_corrected": "requests.other_handling.not_corrected",
    "not_held": "requests.unable.not_held",
}
_RESULTS = frozenset(_ROWS)
_RECEIVED = ("received",)
_LITIGATION = ("litigation.direct.total", "litigation.after_reconsideration.total")
_WORST_ROUNDING = Decimal(1)
_DIGIT = re.compile(r"\d")
_COUNTED = re.compile(r"\d[\d,.]*\s?[万余多]{0,2}\s?[件宗份起条例个]")
# Words for what is left, which may stand without a count.
_REST = re.compile("其余|剩余|其他|其它")


@rule("X-NEW", severity="warning", source="peer", templates=NATIONAL, follows=("T3-BAL", "T3-ROW"))
def rule_x_new(evidence: Evidence) -> Iterator[Judgement]:
    """Requests that the text says were received are item one, or items one and two together."""
    received, carried = evidence.total("requests.received"), evidence.total("requests.carried_over")
    both = None if received is None or carried is None else received + carried
    cells = ("requests.received.total", "requests.carried_over.total")
    yield from _any_agrees(_whole(evidence, "received"), cells, (received, both))
    together = _whole(evidence, "received", "carried_over")
    if together:
        yield from _any_agrees(together, cells, (both,))


@rule("X-DONE", severity="warning", source="peer", templates=NATIONAL, follows=("T3-BAL", "T3-RES", "T3-ROW"))
def rule_x_done(evidence: Evidence) -> Iterator[Judgement]:
    """Requests that the text says were closed or answered are （七）总计, in loose words all that were open."""
    closed = evidence.total("requests.results_total")
    opened = [evidence.total(f"requests.{row}") for row in ("received", "carried_over")]
    both = None if None in opened else sum(each for each in opened if each is not None)
    done = [each for each in _exact(evidence, "closed") if each.part_of in (None, ("received",))]
    yield from _any_agrees(done, ("requests.results_total.total",), (closed,), loosely=(both,))


@rule("X-CAT", severity="warning", source="derived", templates=NATIONAL, follows=("T3-RES", "T3-ROW"))
def rule_x_cat(evidence: Evidence) -> Iterator[Judgement]:
    """A result that the text counts (予以公开, 部分公开, 不予公开 …) is that row, or the sum of its group."""
    stated = [counts for counts in evidence.exact_figures if _RESULTS.issuperset(counts)]
    for counts in sorted(stated):
        rows = [_ROWS[name] for name in counts]
        cells = tuple([cell for row in rows for cell in evidence.counted_in(row)])
        if not cells:
            continue
        found = [evidence.totals(row) for row in rows]
        value = None if None in found else sum(each for each in found if each is not None)
        yield from _any_agrees(_exact(evidence, *counts), cells, (value,))
    if not stated:
        yield UNSTATED


@rule("X-PCT", severity="info", source="derived", templates=NATIONAL, follows=("X-CAT", "T3-RES", "T3-ROW"))
def rule_x_pct(evidence: Evidence) -> Iterator[Judgement]:
    """A percentage of a result is that result's share of （七）总计, give or take a rounding."""
    shares = [each for each in evidence.figures if each.share is not None and _RESULTS.issuperset(each.counts)]
    whole = evidence.total("requests.results_total")
    for each in shares:
        if not whole or each.share is None:
            yield Judgement("not_assessable", reason="undecided", quote=each.words)
            continue
        share = Decimal(each.value) * 100 / Decimal(whole)
        held = abs(share - each.share) < _WORST_ROUNDING
        facts = {} if held else {"share": each.share, "of": whole, "exact": f"{share:.1f}", "value": each.value}
        spans = (each.span,) if each.span else ()
        cells = ("requests.results_total.total",)
        yield Judgement(judged(held), right=cells, quote=each.words, spans=spans, facts=facts)
    if not shares:
        yield UNSTATED


@rule("X-CHAN", severity="info", source="derived", templates=NATIONAL)
def rule_x_chan(evidence: Evidence) -> Iterator[Judgement]:
    """The channels that a sentence lists add up to the requests it says were received."""
    found = False
    listed = any(each.part_of == _RECEIVED for each in evidence.figures)
    for sentence, group in groupby(evidence.figures if listed else (), key=lambda each: each.sentence):
        figures = list(group)
        whole = next((each for each in figures if each.counts == _RECEIVED and not each.approximate), None)
        parts = [each for each in figures if each.part_of == _RECEIVED and CHANNELS.issuperset(each.counts)]
        if whole is None or not parts or any(each.approximate for each in parts):
            continue
        found = True
        total = sum(each.value for each in parts)
        # One channel alone need not be all of them.
        held = total == whole.value if len(parts) > 1 else total <= whole.value
        if not held and total < whole.value and _lists_others(sentence, whole, figures):
            yield Judgement("not_assessable", reason="undecided", said=total, expected=whole.value, quote=sentence)
            continue
        spans = tuple(each.span for each in (whole, *parts) if each.span)
        yield Judgement(judged(held), said=total, expected=whole.value, quote=sentence, spans=spans)
    if not found:
        yield UNSTATED


def _lists_others(sentence: str, whole: Figure, figures: list[Figure]) -> bool:
    """Whether a sentence counts, behind the requests received, what we know no name of: it may be a channel, too."""
    listed = sentence[sentence.find(whole.words) + len(whole.words) :]
    known = sum(1 for each in figures if each is not whole and _DIGIT.search(each.words) and each.words in listed)
    return len(_COUNTED.findall(listed)) > known or _REST.search(listed) is not None


@rule("X-REC", severity="warning", source="peer", templates=NATIONAL, follows=("T4-SUM-REC",))
def rule_x_rec(evidence: Evidence) -> Iterator[Judgement]:
    """Reconsideration cases that the text counts are 总计 of 行政复议."""
    cell = "reconsideration.total"
    yield from _any_agrees(_exact(evidence, "reconsideration"), (cell,), (_certain(evidence, (cell,)),))


@rule("X-LIT", severity="warning", source="peer", templates=NATIONAL, follows=("T4-SUM-DIR", "T4-SUM-AFT"))
def rule_x_lit(evidence: Evidence) -> Iterator[Judgement]:
    """Lawsuits that the text counts are both totals of 行政诉讼 together; the form has no grand total."""
    yield from _any_agrees(_exact(evidence, "litigation"), _LITIGATION, (_certain(evidence, _LITIGATION),))
    together = _exact(evidence, "reconsideration", "litigation")
    if together:
        cells = ("reconsideration.total", *_LITIGATION)
        yield from _any_agrees(together, cells, (_certain(evidence, cells),))


@rule("X-OUT", severity="info", source="derived", templates=NATIONAL)
def rule_x_out(evidence: Evidence) -> Iterator[Judgement]:
    """均获维持 leaves no case corrected, ended otherwise or pending."""
    upheld = [each for each in evidence.figures if each.all_upheld]
    for each in upheld:
        cells = tuple(f"{owner}.{name}" for owner in _owners(each) for name in ("corrected", "other", "pending"))
        value = _certain(evidence, cells)
        if value is None:
            yield Judgement("not_assessable", left=cells, reason="undecided")
        else:
            spans = (each.span,) if each.span else ()
            inked = tuple(path for path in cells if evidence.stated.get(path))
            # What is said of all of them stands behind their count.
            said = each.sentence[max(0, each.sentence.find(each.words)) :]
            yield Judgement(judged(not value), left=inked or cells, quote=said, spans=spans)
    if not upheld:
        yield UNSTATED


@rule("X-NORM", severity="warning", source="guide", templates=NATIONAL)
def rule_x_norm(evidence: Evidence) -> Iterator[Judgement]:
    """Normative documents that the text says were made, repealed or are in force are those of table two."""
    yield from _stated_cells(evidence)


@rule("X-G1", severity="warning", source="derived", templates=STATISTICS)
def rule_x_g1(evidence: Evidence) -> Iterator[Judgement]:
    """What the text of a report of 2014 to 2018 counts is what its 政府信息公开情况统计表 has."""
    yield from _stated_cells(evidence)


def _stated_cells(evidence: Evidence) -> Iterator[Judgement]:
    """An outcome for each cell that sentences state, as the manifest of the form names them."""
    found = False
    for name, cell in evidence.form.prose.items():
        said = _exact(evidence, name)
        if name == "disclosed":
            said = [each for each in said if each.share is None and each.part_of is None]
        if said:
            found = True
            yield from _any_agrees(said, (cell,), (_certain(evidence, (cell,)),))
    if not found:
        yield UNSTATED


def _owners(figure: Figure) -> tuple[str, ...]:
    """The rows of table four that a sentence counts."""
    rows = {
        "reconsideration": ("reconsideration",),
        "litigation": ("litigation.direct", "litigation.after_reconsideration"),
    }
    return tuple(row for name in figure.counts for row in rows[name])


def _exact(evidence: Evidence, *counts: str) -> list[Figure]:
    return evidence.exact_figures.get(counts, [])


def _whole(evidence: Evidence, *counts: str) -> list[Figure]:
    return [each for each in _exact(evidence, *counts) if each.part_of is None]


def _certain(evidence: Evidence, cells: tuple[str, ...]) -> Number | None:
    """The sum of some cells; None if one of them is undecided or a total left blank."""
    if any(path not in evidence.stated or path in evidence.blank_totals for path in cells):
        return None
    return sum(evidence.stated[path] for path in cells)


def _any_agrees(
    said: list[Figure],
    cells: tuple[str, ...],
    values: tuple[Number | None, ...],
    *,
    loosely: tuple[Number | None, ...] = (),
) -> Iterator[Judgement]:
    """One outcome: some sentence agrees with one of the values of the cells. Others may speak of a part."""
    if not said:
        yield UNSTATED
    elif values[0] is None:
        yield Judgement("not_assessable", right=cells, reason="undecided", said=said[0].value, quote=said[0].words)
    else:
        agreeing = [each for each in said if each.value in values or each.value in loosely]
        told = (agreeing or said)[0]
        spans = (told.span,) if told.span else ()
        outcome = judged(bool(agreeing))
        yield Judgement(
            outcome,
            right=cells,
            said=told.value,
            quote=told.words,
            expected=values[0],
            spans=spans,
        )
