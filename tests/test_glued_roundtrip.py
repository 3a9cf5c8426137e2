"""Reports written with their separators lost are read back, or the cell says that it is undecided.

The failure looked for is a silent difference: another figure, a figure where the page has a blank, or the reverse.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gxgrammar
from gxgrammar import samples
from gxgrammar.form import form_tables
from gxgrammar.shape import figures as figures_of
from gxgrammar.template import Template, template_named
from gxgrammar.values import print_amount

from conftest import CHANCE, Read, examples

FORMS = ("national_2019", "national_2021", "statistics_2014", "fujian_2008", "fujian_2014")
UNDECIDED = ("unplaced", "ambiguous", "missing", "text")
ALL = pytest.mark.parametrize("form", FORMS)
FEW = examples(2)


def _full(form: str) -> st.SearchStrategy[samples.Values]:
    """Figures of a form for which all its sums hold, none of them blank."""
    drawn = CHANCE.map(lambda dice: samples.draw_values(template_named(form), dice))
    return drawn.map(lambda values: {path: value or 0 for path, value in values.items()})


def _running_text(form: Template, shown: Mapping[str, str], *, between: str = "", rows: str = "") -> str:
    """A report in running text: ``shown`` has the ink of each figure, nothing for a blank that was deleted.

    ``between`` stands between the cells of a row, ``rows`` between rows.
    """
    head = "青禾县2020年政府信息公开工作年度报告\n一、总体情况\n全年工作有序。\n二、主动公开政府信息情况\n"
    printed = (row for table in form_tables(form) for row in table.rows)
    inks = ([shown[cell.path] if cell.path else cell.text.format(year=2020) for cell in row] for row in printed)
    text = "".join(between.join(ink for ink in row if ink) + rows for row in inks)
    return f"{head}{text}\n五、存在的主要问题及改进情况\n仍有不足。\n"


def _shown(form: str, figures: samples.Values) -> dict[str, str]:
    """The ink of figures in the unit of the form, nothing for a blank."""
    units = {cell.path: cell.unit for table in form_tables(template_named(form)) for row in table.rows for cell in row}
    return {path: _ink(figure, units[path]) for path, figure in figures.items()}


def _ink(figure: int | Decimal | None, unit: str | None) -> str:
    return print_amount(figure, unit) if unit and isinstance(figure, Decimal) else "" if figure is None else str(figure)


def _torn(text: str, dice: random.Random) -> str:
    """A line break in some labels and between cells, never within a figure."""
    pieces = [text[0]]
    for before, after in pairwise(text):
        inside_figure = before in "0123456789.-" and after in "0123456789."
        pieces.append(after if inside_figure or dice.random() > 0.05 else f"\n{after}")
    return "".join(pieces)


def _silent(result: gxgrammar.ParseResult, figures: samples.Values, shown: Mapping[str, str]) -> list[str]:
    """The cells that are given as something else than what was written."""
    found = []
    for path, cell in result.cells.items():
        written = figures[path] if shown[path] else None
        if cell.state not in UNDECIDED and cell.value != written:
            found.append(f"{path}: {written} read as {cell.value} ({cell.state}, {cell.decided_by}) from {cell.raw!r}")
    return found


def _decided(result: gxgrammar.ParseResult) -> float:
    return sum(cell.state == "number" for cell in result.cells.values()) / len(result.cells)


WRITTEN: dict[str, tuple[str, str]] = {"glued": ("", ""), "rows parted": ("", "\n"), "spaced": (" ", " ")}


@ALL
@pytest.mark.parametrize("way", WRITTEN)
@FEW
@given(st.data())
def test_figures_that_hold_are_read_back_or_flagged(read: Read, form: str, way: str, data: st.DataObject) -> None:
    figures = data.draw(_full(form))
    between, rows = WRITTEN[way]
    shown = _shown(form, figures)
    result = read(_running_text(template_named(form), shown, between=between, rows=rows), template=form)
    assert _silent(result, figures, shown) == []


@ALL
@FEW
@given(st.data())
def test_figures_parted_by_blanks_are_all_read(read: Read, form: str, data: st.DataObject) -> None:
    figures = data.draw(_full(form))
    text = _running_text(template_named(form), _shown(form, figures), between=" ", rows=" ")
    result = read(text, template=form)
    # A run of single figures may be cut in only one way; longer ones may be whole or not.
    assert _decided(result) > 0.5
    assert not [path for path, cell in result.cells.items() if cell.state == "missing"]


@ALL
@pytest.mark.parametrize("way", WRITTEN)
@FEW
@given(st.data())
def test_blank_cells_that_were_deleted_are_not_guessed(read: Read, form: str, way: str, data: st.DataObject) -> None:
    figures = data.draw(_full(form))
    between, rows = WRITTEN[way]
    shown = _shown(form, {path: figure or None for path, figure in figures.items()})
    result = read(_running_text(template_named(form), shown, between=between, rows=rows), template=form)
    assert _silent(result, figures, shown) == []


@ALL
@FEW
@given(st.data(), st.integers(0, 10**6))
def test_labels_torn_by_line_breaks_are_found(read: Read, form: str, data: st.DataObject, seed: int) -> None:
    figures = data.draw(_full(form))
    shown = _shown(form, figures)
    text = _running_text(template_named(form), shown)
    head, table = text[: text.index("二、主动")], text[text.index("二、主动") :]
    result = read(head + _torn(table, random.Random(seed)), template=form)
    assert _silent(result, figures, shown) == []
    assert not [path for path, cell in result.cells.items() if cell.state == "missing"]


@ALL
@FEW
@given(st.data(), st.integers(0, 10**6))
def test_one_wrong_figure_makes_no_other_cell_wrong(read: Read, form: str, data: st.DataObject, seed: int) -> None:
    figures = data.draw(_full(form))
    dice = random.Random(seed)
    path = dice.choice([each for each in sorted(figures) if _is_summed(each)] or sorted(figures))
    figures[path] = (figures[path] or 0) + dice.choice((1, 2, 5))
    shown = _shown(form, figures)
    result = read(_running_text(template_named(form), shown), template=form)
    assert _silent(result, figures, shown) == []


def _is_summed(path: str) -> bool:
    return path.startswith(("requests.", "reconsideration.", "litigation."))


def _all(form: Template, figure: Callable[[str], str]) -> str:
    shown = {column.path: figure(column.path) for column in figures_of(form, frozenset())}
    return _running_text(form, shown)


@ALL
def test_a_report_of_glued_zeros_is_read(read: Read, form: str) -> None:
    result = read(_all(template_named(form), lambda _: "0"), template=form)
    assert {cell.value for cell in result.cells.values()} == {0}
