"""Texts of which lines are gone: what they do not show is missing, and not blank."""

from __future__ import annotations

import pytest

import pages
from conftest import Read


@pytest.mark.parametrize("year", [2020, 2022])
@pytest.mark.parametrize("layout", ["plain", "piped_lines"])
def test_rows_without_figures_are_not_blank_where_repeats_were_deleted(read: Read, year: int, layout: str) -> None:
    filled = pages.fill(year)
    lines = pages.page(filled, pages.LAYOUTS[layout][1]).splitlines()
    result = read("\n".join(dict.fromkeys(lines)))
    assert "GX206" in [each.code for each in result.diagnostics]
    assert "blank" not in {cell.state for cell in result.cells.values()}
    for path, cell in result.cells.items():
        assert cell.value is None or str(cell.value) == str(filled.figures[path])


@pytest.mark.parametrize("layout", ["plain", "piped_lines"])
def test_blank_rows_are_blank_where_they_were_not(read: Read, layout: str) -> None:
    filled = pages.fill(2022)
    row = {path: "" for path in filled.figures if path.startswith("requests.received.")}
    filled.figures.update(row)
    result = read(pages.page(filled, pages.LAYOUTS[layout][1]))
    assert {result.cells[path].state for path in row} == {"blank"}
    assert "GX206" not in [each.code for each in result.diagnostics]


def test_the_row_that_a_text_is_cut_off_in_is_not_blank(read: Read) -> None:
    page = pages.page(pages.fill(2022), pages.plain)
    label = "二、上年结转政府信息公开申请数量"
    result = read(page[: page.index(label) + len(label)])
    assert {cell.state for path, cell in result.cells.items() if path.startswith("requests.carried_over.")} == {
        "missing"
    }
    assert result.cells["requests.received.total"].state == "number"
