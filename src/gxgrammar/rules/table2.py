"""Table two: what was disclosed on own initiative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gxgrammar.evidence import Evidence
from gxgrammar.judging import NOT_APPLICABLE, PASS, UNSTATED, Judgement, Reason, compare, judged
from gxgrammar.rules import FORM_2019, FORM_2021, NATIONAL, rule
from gxgrammar.rules.table3 import natural

_DOCUMENTS = ("administrative_rules", "normative_documents")
# 现行有效 and 废止 of each kind of document, and 制发.
_STOCK = tuple(
    ((f"proactive.{row}.in_force", f"proactive.{row}.repealed"), (f"proactive.{row}.issued",)) for row in _DOCUMENTS
)
_MATTERS = ("licensing", "other_external_matters", "penalty", "compulsion")
_MONEY = ("proactive.charges.amount", "proactive.procurement.total_amount")
# Bodies below the level of a city with districts make no rules (立法法).
# Counties, districts and towns, and their departments.
_NO_RULES = re.compile(
    "(?:县|区|旗|镇|乡|街道|街道办事处|管委会|管理委员会)(?:人民政府)?(?:办公厅|办公室)?$|(?:县|(?<![地库社景园])区|旗|镇|(?<!城)乡(?!村))[^市省县区]{1,20}[局委办中心站队]$"
)
_HAS_RULES = re.compile("自治区|特别行政区|国务院|国家|海关总署")
_MONEY_HEAD = "|采购总金额（"
# 元 taken for 万元, or the other way round, changes an amount by ten thousand; offices do not grow by that.
_SLIP = (Decimal(2000), Decimal(50000))


@rule("T2-NAT", severity="error", source="form", templates=NATIONAL)
def rule_t2_nat(evidence: Evidence) -> Iterator[Judgement]:
    """Counts are whole numbers and amounts are not negative; only 本年增/减 has a sign."""
    return natural(evidence, ("proactive",))


@rule("T2-STOCK", severity="warning", source="derived", templates=FORM_2021)
def rule_t2_stock(evidence: Evidence) -> Iterator[Judgement]:
    """现行有效 less 制发 plus 废止 is last year's stock, which cannot be negative."""
    for kept, issued in _STOCK:
        yield compare(evidence, kept, "≥", issued)


@rule("T2-ROLL", severity="warning", source="peer", templates=FORM_2021, scope="years")
def rule_t2_roll(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """现行有效 of a year is that of the year before plus 制发 less 废止; 失效, clean-ups and mergers are exceptions."""
    earlier, later = reports[-2:]
    if earlier.form != later.form:
        yield NOT_APPLICABLE
        return
    for row in _DOCUMENTS:
        cells = tuple(f"proactive.{row}.{name}" for name in ("in_force", "issued", "repealed"))
        before = earlier.stated.get(cells[0])
        now, issued, repealed = (later.stated.get(path) for path in cells)
        # A stock left blank is not 0.
        blank = cells[0] in earlier.blank or cells[0] in later.blank
        if blank or before is None or now is None or issued is None or repealed is None:
            yield Judgement("not_assessable", left=cells[:1], reason="undecided")
        else:
            held = now == before + issued - repealed
            facts = {"before": before, "issued": issued, "repealed": repealed}
            expected = before + issued - repealed
            yield Judgement(judged(held), left=cells[:1], expected=expected, facts=facts, earlier=cells[:1])


@rule("T2-RULES", severity="warning", source="derived", templates=NATIONAL)
def rule_t2_rules(evidence: Evidence) -> Iterator[Judgement]:
    """规章 are made by departments of the State Council, provinces, cities with districts and 自治州 only (立法法)."""
    cells = evidence.cells_of("proactive")
    made = tuple([path for path in cells if "administrative_rules" in path and evidence.values[path]])
    name = evidence.metadata.agency_name or ""
    if not made:
        yield PASS
    elif not name:
        yield UNSTATED
    else:
        lacks = _NO_RULES.search(name) and not _HAS_RULES.search(name)
        yield Judgement("fail", left=made, facts={"agency": name}) if lacks else PASS


@rule("T2-PUBMADE", severity="info", source="derived", templates=FORM_2019)
def rule_t2_pubmade(evidence: Evidence) -> Iterator[Judgement]:
    """新公开 is usually no more than 新制作; older documents may be released."""
    for row in _DOCUMENTS:
        yield compare(evidence, (f"proactive.{row}.newly_disclosed",), "≤", (f"proactive.{row}.newly_made",))


@rule("T2-PUBSTOCK", severity="warning", source="derived", templates=FORM_2019)
def rule_t2_pubstock(evidence: Evidence) -> Iterator[Judgement]:
    """对外公开总数量 holds what was newly disclosed."""
    for row in _DOCUMENTS:
        yield compare(evidence, (f"proactive.{row}.total_disclosed",), "≥", (f"proactive.{row}.newly_disclosed",))


@rule("T2-ITEMS", severity="error", source="derived", templates=FORM_2019)
def rule_t2_items(evidence: Evidence) -> Iterator[Judgement]:
    """上一年项目数量 and 本年增/减 give the number of items at the end of the year, which cannot be negative."""
    for row in (*_MATTERS, "charges"):
        yield compare(evidence, _items(row), "≥", ())


@rule("T2-ITEMROLL", severity="warning", source="derived", templates=FORM_2019, scope="years")
def rule_t2_itemroll(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """上一年项目数量 of a year is that of the year before with its 本年增/减."""
    earlier, later = reports[-2:]
    if earlier.form != later.form:
        yield NOT_APPLICABLE
        return
    for row in (*_MATTERS, "charges"):
        before, change = (earlier.stated.get(path) for path in _items(row))
        now = later.stated.get(_items(row)[0])
        if before is None or change is None or now is None:
            yield Judgement("not_assessable", left=_items(row)[:1], reason="undecided")
        else:
            outcome = judged(now == before + change)
            facts = {"before": before, "change": change}
            items = _items(row)
            yield Judgement(outcome, left=items[:1], expected=before + change, facts=facts, earlier=items)


@rule("T2-DEC", severity="info", source="derived", templates=FORM_2019)
def rule_t2_dec(evidence: Evidence) -> Iterator[Judgement]:
    """Decisions are taken on items, so a body with decisions has items."""
    for row in _MATTERS:
        decided = f"proactive.{row}.decisions"
        reason = _uncertain(evidence, (*_items(row), decided))
        if reason:
            yield Judgement("not_assessable", left=(decided,), right=_items(row), reason=reason)
        elif not evidence.stated[decided]:
            yield NOT_APPLICABLE
        else:
            held = sum(evidence.stated[path] for path in _items(row)) > 0
            yield Judgement(judged(held), left=(decided,), right=_items(row))


@rule("T2-PROC", severity="warning", source="derived", templates=FORM_2019)
def rule_t2_proc(evidence: Evidence) -> Iterator[Judgement]:
    """Procurement has projects exactly if it has an amount."""
    cells = ("proactive.procurement.project_count", "proactive.procurement.total_amount")
    reason = _uncertain(evidence, cells)
    if reason:
        yield Judgement("not_assessable", left=cells[:1], right=cells[1:], reason=reason)
    else:
        projects, amount = (bool(evidence.stated[path]) for path in cells)
        yield Judgement(judged(projects == amount), left=cells[:1], right=cells[1:])


@rule("T2-UNIT", severity="warning", source="guide", templates=NATIONAL)
def rule_t2_unit(evidence: Evidence) -> Iterator[Judgement]:
    """Amounts carry a unit or inherit that of the column head; the form of 2021 prints 单位：万元 there."""
    path = "proactive.procurement.total_amount"
    if evidence.form.id not in FORM_2019 or not evidence.values.get(path):
        yield NOT_APPLICABLE
    elif evidence.result is None:
        yield UNSTATED
    else:
        heads = (line.text.partition(_MONEY_HEAD)[2] for line in evidence.result.canonical.lines)
        united = "元" in evidence.result.cells[path].raw or any("元" in head for head in heads)
        yield PASS if united else Judgement("fail", left=(path,), facts={"fault": "no_unit", "before": ""})


@rule("T2-UNIT", severity="warning", source="guide", templates=NATIONAL, scope="years")
def rule_t2_unit_slip(reports: Sequence[Evidence]) -> Iterator[Judgement]:
    """Amounts carry a unit or inherit that of the column head; the form of 2021 prints 单位：万元 there."""
    earlier, later = reports[-2:]
    if earlier.form != later.form:
        yield NOT_APPLICABLE
        return
    for path in _MONEY:
        before, now = earlier.values.get(path), later.values.get(path)
        if before and now:
            ratio = Decimal(max(before, now)) / Decimal(min(before, now)) if min(before, now) > 0 else Decimal(1)
            slipped = _SLIP[0] <= ratio <= _SLIP[1]
            facts = {"fault": "slipped", "before": before}
            yield Judgement(judged(not slipped), left=(path,), expected=before, facts=facts, earlier=(path,))


@rule("T2-G2LABEL", severity="error", source="guide", templates=NATIONAL)
def rule_t2_g2label(evidence: Evidence) -> Iterator[Judgement]:
    """Reports of 2019 and 2020 use the form of 〔2019〕60号, those from 2021 the form of 〔2021〕30号."""
    if evidence.year is None or evidence.table_present("proactive") is not True:
        yield UNSTATED
    else:
        facts = {"year": evidence.year, "form": evidence.form.document_number}
        yield PASS if evidence.form.covers(evidence.year) else Judgement("fail", facts=facts)


def _items(row: str) -> tuple[str, str]:
    return f"proactive.{row}.items_previous_year", f"proactive.{row}.items_change"


def _uncertain(evidence: Evidence, paths: tuple[str, ...]) -> Reason | None:
    """Why some figures cannot be compared."""
    if all(path in evidence.stated for path in paths):
        return None
    return "lacking" if any(path in evidence.lacking for path in paths) else "undecided"
