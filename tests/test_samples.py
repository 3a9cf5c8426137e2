"""Samples: sums that hold, figures of all sizes, the same for the same seed."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random

import pytest

import gxgrammar
from gxgrammar.equations import all_equations, all_inclusions
from gxgrammar.samples import Sample, draw_document, draw_sample
from gxgrammar.shape import single_rows, values_of
from gxgrammar.template import template_named, templates

ALL = pytest.mark.parametrize("template", templates())
MANY = 80


@cache
def _many(template: str) -> list[Sample]:
    return [draw_sample(template, Random(seed)) for seed in range(MANY)]


@ALL
def test_all_sums_and_inclusions_hold(template: str) -> None:
    form = template_named(template)
    for sample in _many(template):
        values = {path: value or 0 for path, value in values_of(sample.report).items()}
        for each in all_equations(form, single_rows(sample.report)):
            assert sum(values[path] for path in each.left) == sum(values[path] for path in each.right), each
        for each in all_inclusions(form):
            assert values[each.part] <= values[each.whole], each


@ALL
def test_the_checks_find_no_error(template: str) -> None:
    for sample in _many(template)[:20]:
        assert [each.message("en") for each in gxgrammar.check(sample.report) if each.severity == "error"] == []


def test_figures_are_of_all_kinds_and_sizes() -> None:
    samples = [sample for template in templates() for sample in _many(template)]
    values = [value for sample in samples for value in values_of(sample.report).values()]
    numbers = [value for value in values if value is not None]
    assert None in values
    assert max(numbers) >= 10**8
    assert min(numbers) < 0
    assert any(isinstance(value, Decimal) and value % 1 for value in numbers)
    inks = {ink for sample in samples for ink in sample.inks.values()}
    assert {"-", "—", "/"} <= inks
    assert any("," in ink for ink in inks)


@ALL
@pytest.mark.parametrize("layout", ["html", "docx", "running"])
def test_the_same_seed_gives_the_same_bytes(template: str, layout: str) -> None:
    first, second = (draw_document(template, layout, Random("7")) for _ in range(2))
    assert first.written.data == second.written.data


def test_a_seed_gives_the_same_report_in_every_layout_and_damage() -> None:
    plain = draw_document("national_2021", "html", Random(3)).sample
    assert draw_document("national_2021", "lines", Random(3), damages=["torn_rows"]).sample == plain


def test_no_telephone_number_is_one_that_someone_has() -> None:
    contacts = [draw_sample("national_2021", Random(seed), contact=True).report.contact for seed in range(5)]
    assert {contact.telephone for contact in contacts if contact} == {"0000-0000000"}
