"""Manifests and layers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gxgrammar import UnknownName, template
from gxgrammar.errors import InvalidForm
from gxgrammar.template import joined, layer_text, template_named, templates

from conftest import ROOT


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
    text = joined(form.layers)
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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the grammars that can be spoilt."""
    copy = Path(shutil.copytree(ROOT / "grammars", tmp_path / "grammars"))
    monkeypatch.setattr(template, "_folder", lambda: copy)
    templates.cache_clear()
    yield copy
    templates.cache_clear()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('title = "', '# "', "title is missing"),
        ("first_year = 2019", 'first_year = "2019"', "first_year is not a number"),
        ("last_year = 2020", 'last_year = "2020"', "last_year is not a number"),
        ('layers = ["document", "national", "national_2019"]', 'layers = "document"', "layers is not a list of layers"),
        ('"national_2019"]', '"national_2018"]', r"there is no layer national_2018\.lark"),
        ("NationalReport2019", "FujianReport2008", "record FujianReport2008 is that of fujian_2008"),
    ],
)
def test_a_mistake_in_a_manifest_is_told_with_its_file(before: str, after: str, told: str, folder: Path) -> None:
    manifest = folder / "national_2019.toml"
    text = manifest.read_text(encoding="utf-8")
    assert before in text
    manifest.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InvalidForm, match=rf"GX118 grammars/national_2019\.toml is wrong: {told}"):
        templates()
