"""Reports written with their separators lost are read back, or the cell says that it is undecided.

The failure looked for is a silent difference: another figure, a figure where the page has a blank, or the reverse.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import gxgrammar
from gxgrammar.template import Template, template_named

import consistent
from conftest import Read

FORMS = ("national_2019", "national_2021", "statistics_2014", "fujian_2008", "fujian_2014")
UNDECIDED = ("unplaced", "ambiguous", "missing", "text")
ALL = pytest.mark.parametrize("form", FORMS)
# Shrinking a whole report takes minutes and says little more.
FEW = settings(max_examples=2, phases=(Phase.generate,))


def _shown(figures: consistent.Figures) -> dict[str, str]:
    return {path: str(figure) for path, figure in figures.items()}


def _blanked(figures: consistent.Figures) -> dict[str, str]:
    """The ink where every zero is left blank and the blank cell deleted."""
    return {path: str(figure) if figure else "" for path, figure in figures.items()}


def _torn(text: str, dice: random.Random) -> str:
    """A line break in some labels and between cells, never within a figure."""
    pieces = [text[0]]
    for before, after in pairwise(text):
        inside_figure = before in "0123456789.-" and after in "0123456789."
        pieces.append(after if inside_figure or dice.random() > 0.05 else f"\n{after}")
    return "".join(pieces)


def _silent(result: gxgrammar.ParseResult, figures: consistent.Figures, shown: Mapping[str, str]) -> list[str]:
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
    figures = data.draw(consistent.consistent(form))
    between, rows = WRITTEN[way]
    shown = _shown(figures)
    result = read(consistent.running_text(template_named(form), shown, between=between, rows=rows), template=form)
    assert _silent(result, figures, shown) == []


@ALL
@FEW
@given(st.data())
def test_figures_parted_by_blanks_are_all_read(read: Read, form: str, data: st.DataObject) -> None:
    figures = data.draw(consistent.consistent(form, st.integers(0, 999)))
    text = consistent.running_text(template_named(form), _shown(figures), between=" ", rows=" ")
    result = read(text, template=form)
    # A run of single figures may be cut in only one way; longer ones may be whole or not.
    assert _decided(result) > 0.5
    assert not [path for path, cell in result.cells.items() if cell.state == "missing"]


@ALL
@pytest.mark.parametrize("way", WRITTEN)
@FEW
@given(st.data())
def test_blank_cells_that_were_deleted_are_not_guessed(read: Read, form: str, way: str, data: st.DataObject) -> None:
    figures = data.draw(consistent.consistent(form, st.sampled_from((0, 0, 0, 1, 2, 12, 305))))
    between, rows = WRITTEN[way]
    shown = _blanked(figures)
    result = read(consistent.running_text(template_named(form), shown, between=between, rows=rows), template=form)
    assert _silent(result, figures, shown) == []


@ALL
@FEW
@given(st.data(), st.integers(0, 10**6))
def test_labels_torn_by_line_breaks_are_found(read: Read, form: str, data: st.DataObject, seed: int) -> None:
    figures = data.draw(consistent.consistent(form))
    shown = _shown(figures)
    text = consistent.running_text(template_named(form), shown)
    head, table = text[: text.index("二、主动")], text[text.index("二、主动") :]
    result = read(head + _torn(table, random.Random(seed)), template=form)
    assert _silent(result, figures, shown) == []
    assert not [path for path, cell in result.cells.items() if cell.state == "missing"]


@ALL
@FEW
@given(st.data(), st.integers(0, 10**6))
def test_one_wrong_figure_makes_no_other_cell_wrong(read: Read, form: str, data: st.DataObject, seed: int) -> None:
    figures = data.draw(consistent.consistent(form))
    dice = random.Random(seed)
    path = dice.choice([each for each in sorted(figures) if _is_summed(each)] or sorted(figures))
    figures[path] = (figures[path] or 0) + dice.choice((1, 2, 5))
    shown = _shown(figures)
    result = read(consistent.running_text(template_named(form), shown), template=form)
    assert _silent(result, figures, shown) == []


def _is_summed(path: str) -> bool:
    return path.startswith(("requests.", "reconsideration.", "litigation."))


def _all(form: Template, figure: Callable[[str], str]) -> str:
    shown = {column.path: figure(column.path) for column in consistent.columns(form)}
    return consistent.running_text(form, shown)


@ALL
def test_a_report_of_glued_zeros_is_read(read: Read, form: str) -> None:
    result = read(_all(template_named(form), lambda _: "0"), template=form)
    assert {cell.value for cell in result.cells.values()} == {0}
