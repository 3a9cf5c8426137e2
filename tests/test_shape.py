"""What the record classes hold."""

import pytest

from gxgrammar.shape import figures, shape
from gxgrammar.template import Template, templates

import pages

ALL = pytest.mark.parametrize("form", templates().values(), ids=templates())
NATIONAL = pytest.mark.parametrize(
    "form", [templates()[name] for name in ("national_2019", "national_2021")], ids=["national_2019", "national_2021"]
)


@ALL
def test_the_record_has_as_many_figures_as_the_official_form(form: Template) -> None:
    assert len(figures(form, frozenset())) == form.values


@NATIONAL
def test_the_figures_are_those_of_the_form_written_out_for_the_tests(form: Template) -> None:
    assert [column.path for column in figures(form, frozenset())] == _in_order(pages.fill(form.first_year).figures)


def _in_order(paths: object) -> list[str]:
    """Requests are filled by row of results first; the record has the two rows of requests received before them."""
    assert isinstance(paths, dict)
    first = [path for path in paths if path.startswith(("proactive.", "requests.received", "requests.carried_over"))]
    return first + [path for path in paths if path not in first]


@ALL
def test_every_path_is_a_field_of_the_record(form: Template) -> None:
    record = shape(form).record()
    for column in figures(form, frozenset()):
        each: object = record
        for name in column.path.split("."):
            each = getattr(each, name)
        assert each is None


def test_a_group_printed_as_one_row_counts_as_one() -> None:
    form = templates()["national_2021"]
    (group,) = shape(form).groups
    assert group == ("requests", "other_handling")
    assert len(figures(form, frozenset({group}))) == form.values - 2 * len(pages.APPLICANTS)


def test_only_money_is_an_amount() -> None:
    found = {
        name: {column.path for column in figures(form, frozenset()) if column.kind == "amount"}
        for name, form in templates().items()
    }
    assert found == {
        "national_2019": {"proactive.procurement.total_amount"},
        "national_2021": {"proactive.charges.amount"},
        "statistics_2014": {"statistics.request_fees", "statistics.resources.budget"},
        "fujian_2014": {"fujian.fees_reduced.current", "fujian.fees_reduced.cumulative"},
        "fujian_2008": set(),
        "narrative": set(),
    }
