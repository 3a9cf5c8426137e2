"""Rows of cells parted by tabs."""

import re
from collections.abc import Callable

import pytest

import gxgrammar
from gxgrammar.readers import tabs
from gxgrammar.source import Source

import pages
from conftest import Read
from invariants import plain


def _compact(grid: pages.Grid) -> str:
    """Each row without the cells that a spanning one covers."""
    return "".join("\t".join(filter(None, row)) + "\n" for row in grid)


def _whole(grid: pages.Grid) -> str:
    """Each row with all cells of the grid."""
    return "".join("\t".join(row) + "\n" for row in grid)


def _trimmed(grid: pages.Grid) -> str:
    """As editors save it: blanks at the end of a line cut off."""
    return "".join("\t".join(row).rstrip() + "\n" for row in grid)


def _values(result: gxgrammar.ParseResult) -> dict[str, str | int | None]:
    return {path: plain(cell.value) for path, cell in result.cells.items()}


@pytest.mark.parametrize("write", [_compact, _whole, _trimmed])
@pytest.mark.parametrize("year", [2020, 2023])
def test_a_filled_form_reads_back(read: Read, write: Callable[[pages.Grid], str], year: int) -> None:
    filled = pages.fill(year)
    result = read(pages.page(filled, write))
    assert result.layout == "pipe"
    assert _values(result) == filled.figures
    assert result.diagnostics == ()


@pytest.mark.parametrize("write", [_compact, _whole])
@pytest.mark.parametrize("year", [2020, 2023])
def test_blank_cells_keep_their_columns(read: Read, write: Callable[[pages.Grid], str], year: int) -> None:
    filled = pages.fill(year)
    page = pages.page(filled, write).replace("\t0", "\t").replace("\n0\t", "\n\t")
    cells = read(page).cells
    for path, figure in filled.figures.items():
        assert (cells[path].state, plain(cells[path].value)) in (("number", figure), ("blank", None)), path
        assert (cells[path].state == "blank") == (figure == 0), path


@pytest.mark.parametrize("year", [2020, 2023])
def test_blanks_that_were_cut_off_place_no_figure_wrongly(read: Read, year: int) -> None:
    filled = pages.fill(year)
    cells = read(pages.page(filled, lambda grid: _trimmed(grid).replace("\t0", "\t"))).cells
    for path, figure in filled.figures.items():
        blank = cells[path].state == "blank" and figure == 0
        assert blank or plain(cells[path].value) == figure or cells[path].state in ("unplaced", "missing"), path


def test_a_row_torn_by_a_line_break_is_not_read_as_rows() -> None:
    torn = re.sub(r"(?<=[\u4e00-\u9fff])\t(?=\d)", "\n", _compact(pages.requests(pages.fill(2023))))
    assert not tabs.fits(Source(torn))


def test_a_tab_that_indents_parts_nothing() -> None:
    assert not tabs.fits(Source(pages.tabbed(pages.requests(pages.fill(2023)))))
