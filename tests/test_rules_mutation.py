"""Mutation: a report consistent by construction has no error; one figure changed, the rules that cover it find it."""

from __future__ import annotations

from typing import Any

import made_reports
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gxgrammar
from gxgrammar import samples, shape
from gxgrammar.equations import all_equations, all_inclusions
from gxgrammar.template import template_named

from conftest import CHANCE, examples

FORMS = sorted(made_reports.YEARS)
FIXED = examples(30)


def paths(template: str) -> list[str]:
    return [column.path for column in shape.figures(template_named(template), frozenset())]


def consistent(template: str) -> st.SearchStrategy[dict[str, Any]]:
    """Every figure of a report in which all sums and inclusions hold, none of them blank."""
    drawn = CHANCE.map(lambda dice: samples.draw_values(template_named(template), dice))
    return drawn.map(lambda values: {path: value or 0 for path, value in values.items()})


def errors(template: str, values: dict[str, Any]) -> set[str]:
    report = made_reports.from_values(template, values)
    found = gxgrammar.check(report, select=["T3", "T4", "S-", "A-"])
    return {each.rule for each in found if each.severity == "error"}


@pytest.mark.parametrize("template", FORMS)
def test_consistent_reports_have_no_errors(template: str) -> None:
    @FIXED
    @given(consistent(template))
    def holds(values: dict[str, Any]) -> None:
        assert errors(template, values) == set()

    holds()


@pytest.mark.parametrize("template", FORMS)
def test_a_changed_figure_is_found_by_every_rule_that_covers_it(template: str) -> None:
    covered: dict[str, set[str]] = {}
    for each in all_equations(template_named(template), frozenset()):
        for path in (*each.left, *each.right):
            covered.setdefault(path, set()).add(each.rule)

    @FIXED
    @given(consistent(template), st.sampled_from(sorted(covered)), st.integers(1, 30))
    def finds(values: dict[str, Any], path: str, shift: int) -> None:
        rules = covered[path]
        assert errors(template, {**values, path: values[path] + shift}) >= rules

    finds()


@pytest.mark.parametrize("template", ["national_2019", "national_2021"])
def test_a_changed_applicant_is_named_as_the_culprit(template: str) -> None:
    cells = [path for path in paths(template) if path.startswith("requests.") and not path.endswith(".total")]

    @FIXED
    @given(consistent(template), st.sampled_from(cells), st.integers(1, 30))
    def named(values: dict[str, Any], path: str, shift: int) -> None:
        report = made_reports.from_values(template, {**values, path: values[path] + shift})
        found = gxgrammar.check(report, select=["T3-BAL", "T3-RES", "T3-ROW"])
        assert {(each.culprit.term.path, each.culprit.value) for each in found if each.culprit} == {
            (path, values[path])
        }
        assert all(each.culprit for each in found)

    named()


@pytest.mark.parametrize("template", FORMS)
def test_an_inclusion_that_is_broken_is_found(template: str) -> None:
    declared = all_inclusions(template_named(template))
    if not declared:
        pytest.skip("this form has no 其中")

    @FIXED
    @given(consistent(template), st.sampled_from(declared), st.integers(1, 30))
    def finds(values: dict[str, Any], inclusion: Any, excess: int) -> None:
        broken = {**values, inclusion.part: values[inclusion.whole] + excess}
        found = gxgrammar.check(made_reports.from_values(template, broken), select=[inclusion.rule])
        assert found

    finds()
