"""The strategies for other people's tests."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import gxgrammar
from gxgrammar import strategies
from gxgrammar.records import Metadata, Narrative
from gxgrammar.samples import Document
from gxgrammar.template import templates

from conftest import LOOKS_FURTHER, examples


@examples(10)
@given(st.data())
def test_documents_of_every_kind_can_be_drawn(data: st.DataObject) -> None:
    template, layout = data.draw(strategies.template_ids()), data.draw(strategies.layout_ids())
    damage = data.draw(strategies.damage_ids(layout))
    document = data.draw(strategies.documents(template, layout=layout, damages=[damage]))
    assert isinstance(document, Document)
    assert (document.template, document.written.layout) == (template, layout)
    assert gxgrammar.parse(document.written.content).layout


@pytest.mark.parametrize("template", templates())
def test_parts_of_reports_can_be_drawn(template: str) -> None:
    @examples(3)
    @given(
        strategies.metadata(template),
        strategies.values(template),
        strategies.narratives(template),
        strategies.reports(template),
    )
    def check(metadata: Metadata, values: dict[str, object], narrative: Narrative, report: gxgrammar.Report) -> None:
        assert metadata.agency_name and metadata.agency_name in (metadata.title or "")
        assert len(values) == templates()[template].values or template == "national_2021"
        assert narrative.sections
        assert type(report).__name__ == templates()[template].record

    check()


def test_the_simplest_report_is_one_of_zeros() -> None:
    # The first report that is drawn is the simplest; shrinking must not find another.
    phases = tuple(Phase) if LOOKS_FURTHER else (Phase.generate,)
    quick = settings(
        max_examples=20, database=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=phases
    )
    simplest = find(strategies.values("fujian_2008"), lambda _: True, settings=quick)
    assert sum(value or 0 for value in simplest.values()) == 0
