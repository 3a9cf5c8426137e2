"""Records made for the tests of the checks: consistent ones, and changes to them by field path."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from gxgrammar import records, shape
from gxgrammar.equations import all_equations
from gxgrammar.records import Metadata, Narrative, Report, Section, UnrecognisedRow
from gxgrammar.template import template_named

TOPICS = ("overview", "proactive_disclosure", "request_handling", "reviews", "problems", "other_matters")
YEARS = {
    "national_2019": 2020,
    "national_2021": 2022,
    "statistics_2014": 2016,
    "fujian_2008": 2012,
    "fujian_2014": 2016,
}
# Those of tables three and four, which the national forms share.
_NATIONAL: dict[str, Any] = {
    "requests.received.natural_person": 5,
    "requests.received.business": 2,
    "requests.carried_over.natural_person": 1,
    "requests.granted.natural_person": 3,
    "requests.granted.business": 2,
    "requests.denied.third_party.natural_person": 1,
    "requests.carried_forward.natural_person": 2,
    "reconsideration.upheld": 2,
    "reconsideration.pending": 1,
    "litigation.direct.upheld": 1,
    "litigation.after_reconsideration.corrected": 1,
}
# A few figures that are not 0; totals follow from them. Where several would fill a group, one is enough.
LEAVES: dict[str, dict[str, Any]] = {
    "national_2019": {
        **_NATIONAL,
        "proactive.normative_documents.newly_made": 4,
        "proactive.normative_documents.newly_disclosed": 4,
        "proactive.normative_documents.total_disclosed": 30,
        "proactive.licensing.items_previous_year": 100,
        "proactive.licensing.items_change": -3,
        "proactive.licensing.decisions": 60,
        "proactive.procurement.project_count": 3,
        "proactive.procurement.total_amount": Decimal("25.5"),
    },
    "national_2021": {
        **_NATIONAL,
        "proactive.normative_documents.issued": 4,
        "proactive.normative_documents.repealed": 1,
        "proactive.normative_documents.in_force": 30,
        "proactive.charges.amount": Decimal("12.5"),
    },
    "statistics_2014": {
        "statistics.proactive.disclosed_total": 100,
        "statistics.proactive.normative_documents_disclosed": 10,
        "statistics.channels.website": 90,
        "statistics.channels.weibo": 20,
        "statistics.response.press_conferences": 2,
        "statistics.response.press_conferences_by_head": 1,
        "statistics.response.interviews": 2,
        "statistics.response.interviews_by_head": 1,
        "statistics.requests.by_channel.network": 8,
        "statistics.requests.by_channel.letter": 2,
        "statistics.requests.on_time": 9,
        "statistics.requests.extended": 1,
        "statistics.replies.agreed": 8,
        "statistics.replies.refusal_grounds.trade_secret": 2,
        "statistics.reconsideration.upheld": 2,
        "statistics.litigation.corrected": 1,
        "statistics.resources.staff_full_time": 3,
        "statistics.resources.staff_part_time": 4,
        "statistics.training.sessions": 1,
        "statistics.training.trainees": 40,
    },
    "fujian_2008": {
        "fujian.disclosed_total.current": 50,
        "fujian.disclosed_total.cumulative": 90,
        "fujian.by_website.current": 40,
        "fujian.by_website.cumulative": 80,
        "fujian.requests_in_person.current": 3,
        "fujian.requests_in_person.cumulative": 5,
        "fujian.replies_agreed.current": 3,
        "fujian.replies_agreed.cumulative": 5,
    },
}
LEAVES["fujian_2014"] = LEAVES["fujian_2008"]
PLAIN = "做好有关工作。"


def computed(template: str, leaves: Mapping[str, Any]) -> dict[str, Any]:
    """Every figure of a form: the leaves given, 0 elsewhere, totals by the declared equations, smallest sums first."""
    form = template_named(template)
    paths = [column.path for column in shape.figures(form, frozenset())]
    values: dict[str, Any] = {path: leaves.get(path, 0) for path in paths}
    sums = [each for each in all_equations(form, frozenset()) if len(each.left) == 1]
    # Results before their totals, and both orders of the corner cell agree; three passes settle every form.
    for _ in range(3):
        for each in sums:
            values[each.left[0]] = sum(values[path] for path in each.right)
    return values


def report(
    template: str,
    changes: Mapping[str, Any] | None = None,
    *,
    year: int | None = None,
    text: str = PLAIN,
    problems: str = "一是宣传不够。",
    other: str = "本年度未收取信息处理费。",
    topics: tuple[str, ...] | list[str] = TOPICS,
    metadata: Mapping[str, Any] | None = None,
    leaves: Mapping[str, Any] | None = None,
    unrecognised: tuple[UnrecognisedRow, ...] = (),
) -> Report:
    """A consistent record of a form with some figures changed; ``"blank"`` stands for a blank cell."""
    year = year or YEARS[template]
    values = computed(template, LEAVES[template] if leaves is None else leaves)
    for path, value in (changes or {}).items():
        assert path in values, path
        values[path] = None if value == "blank" else Decimal(value) if isinstance(value, str) else value
    facts = {
        "title": f"青禾县人民政府{year}年政府信息公开工作年度报告",
        "agency_name": "青禾县人民政府",
        "report_year": year,
        "period_start": datetime.date(year, 1, 1),
        "period_end": datetime.date(year, 12, 31),
        "publication_date": datetime.date(year + 1, 1, 20),
        **(metadata or {}),
    }
    bodies = {"overview": text, "problems": problems, "other_matters": other}
    sections = tuple(Section(topic, topic, (bodies.get(topic, PLAIN),)) for topic in topics)
    made = from_values(template, values)
    return attrs.evolve(made, metadata=Metadata(**facts), narrative=Narrative((), sections), unrecognised=unrecognised)


def from_values(template: str, values: Mapping[str, Any]) -> Report:
    """The record of a form with the figures at these paths."""
    form = template_named(template)
    record: type[Report] = getattr(records, form.record)
    return record(**shape.tables_from(form, values, frozenset()))
