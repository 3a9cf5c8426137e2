"""The form as it is printed, against the forms written out for the tests on their own."""

from __future__ import annotations

import tomllib
from typing import Any

import official
import pytest

import gxgrammar.form
from gxgrammar.form import FormTable, form_tables
from gxgrammar.shape import figures
from gxgrammar.template import Template, template_named, templates

import older
import pages
from conftest import ROOT

# Tables two and three; pages print the heads of table four in more than one way, see the test of its spans.
TABLES = (pages.proactive, pages.requests)
FORMS = [form for form in templates().values() if form.values]


def _grid(table: FormTable, ink: dict[str, object]) -> list[list[str]]:
    """Every row as wide as the table, blank where a cell that spans covers it."""
    grid = [[""] * table.width for _ in table.rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            grid[number][column] = str(ink[cell.path]) if cell.path else cell.text
    assert taken == {(row, column) for row in range(len(grid)) for column in range(table.width)}
    return grid


@pytest.mark.parametrize("table", [0, 1])
@pytest.mark.parametrize(("year", "one_row"), [(2020, True), (2022, False), (2022, True)])
def test_national_forms_are_printed_as_the_circulars_have_them(year: int, one_row: bool, table: int) -> None:
    filled = pages.fill(year, one_row=one_row)
    single = frozenset({("requests", "other_handling")} if one_row and year > 2020 else ())
    printed = form_tables(template_named(f"national_{filled.form}"), single)[table]
    # The head of a column of money is printed with its unit, or without.
    expected = [[cell.replace("采购总金额（万元）", "采购总金额") for cell in row] for row in TABLES[table](filled)]
    assert _grid(printed, dict(filled.figures)) == expected


@pytest.mark.parametrize("table", [0, 1, 2])
def test_cells_of_the_form_of_2021_span_as_in_its_circular(table: int) -> None:
    printed = form_tables(template_named("national_2021"))[table]
    spans = [[(cell.text, cell.path, cell.rows, cell.columns) for cell in row] for row in printed.rows]
    expected = [[(cell.text, cell.path, cell.rows, cell.columns) for cell in row] for row in official.tables({})[table]]
    assert spans == expected


@pytest.mark.parametrize("form", older.ROWS)
def test_older_forms_have_their_rows_and_units(form: str) -> None:
    table = form_tables(template_named(form))[0]
    rows = [(row[0].text, row[1].text) for row in table.rows[1:]]
    # Fujian's form counts what it forgoes in 元; the tests print it in 万元.
    assert rows == [(label, "元" if label.endswith("减免金额") else unit) for label, unit, _ in older.ROWS[form]]
    assert tuple(cell.path for row in table.rows for cell in row if cell.path) == older.paths(form)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_prints_every_figure_once(form: Template) -> None:
    paths = [cell.path for table in form_tables(form) for row in table.rows for cell in row if cell.path]
    assert paths == [column.path for column in figures(form, frozenset())]
    assert len(paths) == form.values


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_money_has_its_unit_beside_it_or_with_it(form: Template) -> None:
    cells = [cell for table in form_tables(form) for row in table.rows for cell in row if cell.unit]
    assert {cell.path for cell in cells} == {each.path for each in figures(form, frozenset()) if each.kind == "amount"}
    assert all(cell.unit in ("万元", "元") for cell in cells)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("corner =", "korner =", "corner"),
        ('"subject"', '"subjekt"', "subject"),
        ("penalty =", "penaltie =", "penalty"),
        ('"article_20_6"', '"article_206"', "article_20_6"),
        ('"proactive_disclosure"', '"proactive_disclosur"', "proactive_disclosure"),
    ],
)
def test_a_wrong_name_in_the_file_of_a_form_is_told(
    before: str, after: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "grammars" / "national_2021.form.toml").read_text(encoding="utf-8")
    assert before in text
    wrong = tuple(tomllib.loads(text.replace(before, after))["tables"])
    tables = gxgrammar.form.layer_tables
    monkeypatch.setattr(
        "gxgrammar.form.layer_tables", lambda layer: wrong if layer == "national_2021" else tables(layer)
    )
    with pytest.raises(gxgrammar.UnknownName, match=told):
        form_tables.__wrapped__(template_named("national_2021"))


def test_heads_in_another_order_than_the_record_are_told_with_their_file(monkeypatch: pytest.MonkeyPatch) -> None:
    form = template_named("national_2021")
    turned = [table | {"over_columns": _turned(table.get("over_columns", {}))} for table in _tables("national")]
    assert turned != _tables("national")
    tables = gxgrammar.form.layer_tables
    monkeypatch.setattr("gxgrammar.form.layer_tables", lambda layer: turned if layer == "national" else tables(layer))
    with pytest.raises(gxgrammar.errors.InvalidForm, match=r"GX118 grammars/national\.form\.toml .*stands before"):
        form_tables.__wrapped__(form)


def _tables(layer: str) -> list[dict[str, Any]]:
    return tomllib.loads((ROOT / "grammars" / f"{layer}.form.toml").read_text(encoding="utf-8"))["tables"]


def _turned(over: dict[str, list[str]]) -> dict[str, list[str]]:
    """Heads over columns, the last of their columns named first."""
    return {head: [last, first] for head, (first, last) in over.items()}


def test_a_table_that_is_left_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gxgrammar.form.layer_tables", lambda _: ())
    with pytest.raises(gxgrammar.errors.InvalidForm, match="proactive"):
        form_tables.__wrapped__(template_named("national_2021"))
