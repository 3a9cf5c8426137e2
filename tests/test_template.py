"""Manifests and layers."""

import pytest

from gxgrammar import UnknownName
from gxgrammar.template import grammar_text, layer_text, template_named, templates


def test_forms_are_listed_by_year() -> None:
    years = [form.first_year for form in templates().values()]
    assert years == sorted(years)
    assert {"national_2019", "national_2021"} <= templates().keys()


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("national_2019", 2018, False),
        ("national_2019", 2019, True),
        ("national_2019", 2020, True),
        ("national_2019", 2021, False),
        ("national_2021", 2020, False),
        ("national_2021", 2021, True),
        ("national_2021", 2040, True),
    ],
)
def test_a_form_covers_its_years(name: str, year: int, expected: bool) -> None:
    assert template_named(name).covers(year) is expected


def test_a_grammar_is_its_layers_in_order() -> None:
    form = template_named("national_2021")
    text = grammar_text(form)
    assert [text.index(layer_text(layer)) for layer in form.layers] == sorted(
        text.index(layer_text(layer)) for layer in form.layers
    )


def test_what_the_forms_share_is_written_once() -> None:
    own = [set(layer_text(form.layers[-1]).splitlines()) for form in templates().values()]
    shared = set.intersection(*own)
    assert not {line for line in shared if "三安全" in line or "结果维持" in line}


def test_an_unknown_template_names_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        template_named("national_2020")
    assert caught.value.code == "GX104"
    assert "national_20" in str(caught.value.facts["near"])
