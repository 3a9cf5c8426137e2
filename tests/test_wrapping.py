"""Labels that stand before and behind the figures of their row, as the text of a PDF has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxgrammar.wrapping import wrapped

import pages
from conftest import Read
from invariants import plain


def _around(grid: pages.Grid, width: int, *, beside: bool) -> str:
    """A row's label broken into lines, its figures between them or at the end of the middle one."""
    rows = []
    for row in grid:
        words = [cell for cell in row if cell and not cell.lstrip("-").replace(".", "").isdigit()]
        figures = [cell for cell in row if cell and cell not in words]
        lines = [words[-1][at : at + width] for at in range(0, len(words[-1]), width)] if words and figures else []
        if len(lines) < 2:
            rows.append(" ".join(cell for cell in row if cell))
            continue
        lines[0] = " ".join([*words[:-1], lines[0]])
        middle = len(lines) // 2
        if beside:
            lines[middle - 1] += f" {' '.join(figures)}"
        else:
            lines.insert(middle, " ".join(figures))
        rows += lines
    return "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("width", [7, 9, 13, 20])
@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("year", [2020, 2023])
def test_a_label_may_be_wrapped_around_its_figures(read: Read, year: int, width: int, beside: bool) -> None:
    filled = pages.fill(year)
    result = read(pages.page(filled, lambda grid: _around(grid, width, beside=beside)))
    assert {path: plain(cell.value) for path, cell in result.cells.items()} == filled.figures
    assert result.diagnostics == ()


def test_the_figures_of_a_wrapped_label_know_their_place(read: Read) -> None:
    filled = pages.fill(2023)
    result = read(pages.page(filled, lambda grid: _around(grid, 9, beside=False)))
    cell = result.cells["requests.received.total"]
    assert cell.span
    assert result.source.text[cell.span.start : cell.span.end] == str(filled.figures["requests.received.total"])


@pytest.mark.parametrize(
    "text",
    [
        "（一）予以公开\n1 0 0 0 0 0 1\n（二）部分公开\n",
        "行政许可 15\n行政处罚 3\n",
        "规章1 2 3\n行政规范性\n文件 2 3 4\n",
        "行政许可 15\n\n",
    ],
)
def test_whole_labels_are_left_alone(text: str) -> None:
    assert list(wrapped(text)) == []


def test_a_unit_may_stand_before_the_figures() -> None:
    text = "（一）政府信息公开工作\n个 3\n专门机构数\n"
    (found,) = wrapped(text)
    assert text[found.first : found.last].split() == ["个", "3"]
    assert (found.start, found.end) == (0, len(text) - 1)


@given(st.text("规章行政许可\n 12（）", max_size=80))
def test_any_text_is_cut_in_order(text: str) -> None:
    at = 0
    for each in wrapped(text):
        assert at <= each.start < each.first < each.last < each.end <= len(text)
        at = each.end
