"""The sums of the forms."""

from collections import Counter

import pytest

from gxgrammar.equations import Equation, equations
from gxgrammar.shape import figures
from gxgrammar.template import Template, templates

import pages

NATIONAL = pytest.mark.parametrize(
    "form", [templates()[name] for name in ("national_2019", "national_2021")], ids=["national_2019", "national_2021"]
)


def _holds(equation: Equation, figures: pages.Figures) -> bool:
    left, right = (sum(int(figures[path]) for path in side) for side in (equation.left, equation.right))
    return left == right


@NATIONAL
@pytest.mark.parametrize("seed", range(5))
def test_equations_hold_where_the_sums_do(form: Template, seed: int) -> None:
    filled = pages.fill(form.first_year, seed)
    assert all(_holds(equation, filled.figures) for equation in equations(form))


@NATIONAL
def test_a_wrong_figure_breaks_its_equations_and_no_other(form: Template) -> None:
    filled = pages.fill(form.first_year)
    path = "requests.received.business"
    filled.figures[path] = int(filled.figures[path]) + 1
    broken = [equation for equation in equations(form) if not _holds(equation, filled.figures)]
    assert {equation.rule for equation in broken} == {"T3-ROW", "T3-BAL"}
    assert all(path in equation.left + equation.right for equation in broken)


@NATIONAL
def test_every_row_and_column_of_tables_three_and_four_has_its_sum(form: Template) -> None:
    paths = [column.path for column in figures(form, frozenset()) if not column.path.startswith("proactive.")]
    rows = Counter(path.partition(".")[0] for path in paths if path.endswith(".total"))
    rules = Counter(equation.rule for equation in equations(form))
    assert rules["T3-ROW"] == rows["requests"]
    assert rules["T3-BAL"] == rules["T3-RES"] == len(pages.APPLICANTS)
    assert rules["T4-SUM-REC"] + rules["T4-SUM-DIR"] + rules["T4-SUM-AFT"] == len(pages.REVIEWS)


def test_one_row_of_other_handling_enters_the_sums() -> None:
    form = templates()["national_2021"]
    filled = pages.fill(2022, one_row=True)
    single = equations(form, frozenset({("requests", "other_handling")}))
    assert all(_holds(equation, filled.figures) for equation in single)
    assert any("requests.other_handling.total" in equation.right for equation in single)
