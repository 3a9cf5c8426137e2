"""Every form in every layout: what is written reads back, and what was read writes the same.

The slow run of CONTRIBUTING.md draws 500 reports for each cell of the matrix.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from attrs import evolve
from hypothesis import given

import gxgrammar
from gxgrammar import form
from gxgrammar.build import tables
from gxgrammar.records import Applicants, UnrecognisedRow
from gxgrammar.roundtrip import Difference, differences
from gxgrammar.samples import Sample, draw_sample
from gxgrammar.shape import form_of
from gxgrammar.syntax import parse_tree
from gxgrammar.template import templates
from gxgrammar.unparse import Page, PageTable, document_canonical, unparse
from gxgrammar.writers import WRITERS, write

from conftest import CHANCE, Read, examples

LAYOUTS = list(WRITERS)
# Layouts that show every blank cell.
WHOLE = ("html", "docx", "markdown", "lines")


def _faults(found: Iterable[Difference]) -> list[Difference]:
    return [each for each in found if each.fault]


@pytest.mark.parametrize("template", templates())
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_written_reads_back_and_writes_the_same(read: Read, template: str, layout: str) -> None:
    @examples(2)
    @given(CHANCE)
    def check(dice: Random) -> None:
        sample = draw_sample(template, dice, contact=dice.random() < 0.5)
        written = write(sample.report, layout=layout, inks=sample.inks)
        result = read(written.content)
        found = differences(sample.report, result, written.losses)
        assert _faults(found) == []
        assert result.layout == layout or template == "narrative"
        # A group of rows that is blank may be read as one blank row, which differs in nothing that is stated.
        if not found and result.report == sample.report:
            assert write(result.report, layout=layout, inks=sample.inks).content == written.content

    check()


@pytest.mark.parametrize("template", templates())
@pytest.mark.parametrize("layout", WHOLE)
def test_every_layout_reads_as_the_canonical_text_of_the_record(read: Read, template: str, layout: str) -> None:
    sample = draw_sample(template, Random(f"{template}/{layout}"))
    report = evolve(sample.report)
    text = gxgrammar.canonical_text(report)
    assert read(write(report, layout="html").content).canonical.text == text
    if layout != "markdown":  # whose grid shows the cells that others cover as blanks
        assert _values(read(write(report, layout=layout).content).canonical.text) == _values(text)


def _values(text: str) -> list[str]:
    """Canonical text without the blanks at the end of its rows."""
    return [line.rstrip("|") for line in text.splitlines()]


@pytest.mark.parametrize("name", ["2019_padded", "2021_markdown", "2014_statistics_pipe", "2014_fujian_pipe"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_reports_that_were_read_are_written_and_read_again(read: Read, root, name: str, layout: str) -> None:
    result = gxgrammar.parse_file(next((root / "corpus" / name).glob("source.*")))
    written = write(result.report, layout=layout)
    assert _faults(differences(result.report, read(written.content), written.losses)) == []


def test_rows_the_form_does_not_have_are_written(read: Read) -> None:
    stray = (
        UnrecognisedRow("镇级自加的一行", ("4", "0", "7")),
        UnrecognisedRow(None, ("1", "2")),
    )
    report = evolve(draw_sample("national_2021", Random(1)).report, unrecognised=stray)
    for layout in ("html", "docx", "markdown"):
        assert read(write(report, layout=layout).content).report.unrecognised == stray
    for layout in ("lines", "running"):
        assert "GX703" in {loss.code for loss in write(report, layout=layout).losses}


# What a careless change of the code could do, and the round trip alone must find.


def _seen(sample: Sample, layout: str = "html") -> list[str]:
    """The paths of the figures that do not read back."""
    written = write(sample.report, layout=layout, inks=sample.inks)
    found = differences(sample.report, gxgrammar.parse(written.content), written.losses)
    return [each.path for each in found if each.path.startswith("requests.")]


@pytest.fixture
def sample() -> Sample:
    """A report whose columns all differ, with blanks in one row."""
    drawn = draw_sample("national_2021", Random(3)).report
    row = Applicants(5, None, 2, None, None, 1, 8)
    return Sample(evolve(drawn, requests=evolve(drawn.requests, granted=row)), {})


def test_the_report_of_the_mutations_reads_back(sample: Sample) -> None:
    assert _seen(sample) == []


def _mutated(page: Page, change) -> Page:
    blocks = (evolve(each, rows=change(each.rows)) if isinstance(each, PageTable) else each for each in page.blocks)
    return evolve(page, blocks=tuple(blocks))


def test_two_columns_swapped_are_caught(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def swapped(rows):
        return tuple((*row[:-3], row[-2], row[-3], row[-1]) if row[-3:-2] and row[-3].path else row for row in rows)

    monkeypatch.setattr("gxgrammar.writers.unparse", lambda *a, **o: _mutated(unparse(*a, **o), swapped))
    assert "requests.granted.other_org" in _seen(sample)


def test_a_row_that_is_dropped_is_caught(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def dropped(rows):
        return tuple(row for row in rows if not any((cell.path or "").startswith("requests.granted") for cell in row))

    monkeypatch.setattr("gxgrammar.writers.unparse", lambda *a, **o: _mutated(unparse(*a, **o), dropped))
    assert "requests.granted.total" in _seen(sample)


def test_a_blank_put_in_the_wrong_place_is_caught(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def misplaced(rows):
        moved = {"requests.granted.business": "2", "requests.granted.research": ""}
        return tuple(tuple(evolve(cell, text=moved.get(cell.path, cell.text)) for cell in row) for row in rows)

    monkeypatch.setattr("gxgrammar.writers.unparse", lambda *a, **o: _mutated(unparse(*a, **o), misplaced))
    assert set(_seen(sample)) == {"requests.granted.business", "requests.granted.research"}


@pytest.mark.parametrize("layout", WHOLE)
def test_columns_of_the_form_printed_in_another_order_are_caught(
    sample: Sample, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Heads and figures swapped together: the page is whole, but not the form."""
    figures = form.figures

    def swapped(template, single):
        columns = list(figures(template, single))
        at = [index for index, column in enumerate(columns) if column.field == "research"]
        for index in at:
            columns[index - 1], columns[index] = columns[index], columns[index - 1]
        return tuple(columns)

    monkeypatch.setattr(form, "figures", swapped)
    form.form_tables.cache_clear()
    found = _seen(sample, layout)
    form.form_tables.cache_clear()
    assert found


@pytest.mark.parametrize("template", templates())
def test_canonical_text_alone_gives_the_figures_back(template: str) -> None:
    for seed in range(4):
        report = draw_sample(template, Random(seed)).report
        page = document_canonical(unparse(report))
        kind = form_of(report)
        found = tables(parse_tree(page.text, kind), page, kind)
        assert {name: getattr(report, name) for name in found.fields} == found.fields


# Records that no page was read into.


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "row",
    [
        UnrecognisedRow("镇级自加的一行", ("1",) * 14),
        UnrecognisedRow("坏\ud800字\x00符", ("1",)),
    ],
    ids=["wide", "unprintable"],
)
def test_odd_rows_harm_no_others(read: Read, layout: str, row: UnrecognisedRow) -> None:
    report = evolve(draw_sample("national_2021", Random(4)).report, unrecognised=(row,))
    written = write(report, layout=layout)
    assert _faults(differences(report, read(written.content), written.losses)) == []


def test_a_row_without_anything_is_not_printed() -> None:
    report = evolve(draw_sample("national_2021", Random(4)).report, unrecognised=(UnrecognisedRow(None, ()),))
    assert write(report, layout="html").content == write(evolve(report, unrecognised=()), layout="html").content


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_amount_that_is_a_whole_number_is_in_its_unit(read: Read, layout: str) -> None:
    report = draw_sample("fujian_2014", Random(2)).report
    fees = evolve(report.fujian.fees_reduced, current=5, cumulative=5)
    report = evolve(report, fujian=evolve(report.fujian, fees_reduced=fees))
    cell = read(write(report, layout=layout).content).cells["fujian.fees_reduced.cumulative"]
    assert cell.value == 5 or cell.state in ("unplaced", "ambiguous")
