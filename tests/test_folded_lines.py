"""Lines cut at one width, marks of quoted mail, and blanks within the figures of pages that glue their cells."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from gxgrammar.condition import folding
from gxgrammar.result import ParseResult

import pages
from conftest import Read
from invariants import plain


def _columns(text: str) -> int:
    return sum(2 if each > "\u2e80" else 1 for each in text)


def _bytes(text: str) -> int:
    return len(text.encode())


def _folded(text: str, width: int, measure: Callable[[str], int], *, hang: str = "", mark: str = "") -> str:
    """A text whose lines are cut wherever they reach a width."""
    lines = []
    for whole in text.splitlines():
        line = ""
        for each in whole:
            if line and measure(line + each) > width:
                lines.append(mark + line)
                line = hang
            line += each
        lines.append(mark + line)
    return "\n".join(lines)


def _wrong(result: ParseResult, filled: pages.Filled) -> list[str]:
    """The cells that give another figure than the page, or none as if it had none."""
    return [
        path
        for path, figure in filled.figures.items()
        if (cell := result.cells[path]).state in ("blank", "dash")
        or (cell.state == "number" and str(cell.value) != str(figure))
    ]


def _glued(grid: pages.Grid) -> str:
    return "".join(cell for row in grid for cell in row if cell)


def _large(filled: pages.Filled) -> pages.Filled:
    """A form with figures of many digits in rows that have no sums."""
    for path in filled.figures:
        if path.startswith("proactive.") and "change" not in path:
            filled.figures[path] = (
                f"{filled.figures[path]}".replace(".", "17345.")
                if "." in str(filled.figures[path])
                else int(f"{filled.figures[path]}40302")
            )
    return filled


LAYOUTS = {"pipes": pages.padded, "tabs": pages.tabbed, "glued": _glued, "blanks": pages.spaced}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("measure", [len, _columns, _bytes])
@pytest.mark.parametrize(("width", "hang", "mark"), [(40, "", ""), (61, "  ", ""), (76, "", "> ")])
def test_figures_cut_at_the_width_of_the_lines_are_whole_or_open(
    read: Read, layout: str, measure: Callable[[str], int], width: int, hang: str, mark: str
) -> None:
    filled = _large(pages.fill(2020))
    page = pages.page(filled, LAYOUTS[layout])
    before = read(page)
    result = read(_folded(page, width, measure, hang=hang, mark=mark))
    assert not _wrong(before, filled)
    assert not _wrong(result, filled)
    known, kept = (sum(cell.state == "number" for cell in each.cells.values()) for each in (before, result))
    assert kept >= 0.7 * known


def test_lines_joined_are_told_and_traced_back(read: Read) -> None:
    filled = _large(pages.fill(2022))
    result = read(_folded(pages.page(filled, pages.padded), 40, len))
    assert [repair.step for repair in result.plan] == ["folding"]
    assert "GX202" in [each.code for each in result.diagnostics]


def test_quoted_mail_loses_its_marks(read: Read) -> None:
    filled = pages.fill(2022)
    page = pages.page(filled, pages.plain)
    quoted = "\n".join(f"> {line}".rstrip() for line in page.splitlines())
    assert plain(read(quoted).report) == plain(read(page).report)


@pytest.mark.parametrize("layout", pages.LAYOUTS)
def test_lines_of_their_own_are_not_joined(layout: str) -> None:
    """Also where rows are padded to one width, or their last figures end at one column."""
    page = pages.page(pages.fill(2022), pages.LAYOUTS[layout][1])
    assert folding.edits(page) == []
    width = max(map(_columns, page.splitlines()))
    for pad in ("", "|"):
        assert folding.edits("\n".join(line + " " * (width - _columns(line)) + pad for line in page.splitlines())) == []
        assert folding.edits("\n".join(" " * (width - _columns(line)) + line + pad for line in page.splitlines())) == []


@pytest.mark.parametrize("between", [" | ", "\t"])
def test_rows_that_end_with_words_of_one_length_are_not_joined(between: str) -> None:
    """A table in columns whose last one says of each row 已核."""
    labels = ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "政府集中采购")
    rows = [label + " " * (40 - _columns(label)) + f"{between}3{between}已核" for label in labels]
    assert folding.edits("\n".join(rows)) == []
    cut = "\n".join(row.replace("已核", "已核查无误") for row in rows)
    assert folding.edits(_folded(cut, _columns(rows[0]), _columns)) != []


def test_paragraphs_of_a_book_are_not_joined() -> None:
    """Prose set at one width cuts words, which say nothing of figures."""
    prose = "\n".join(textwrap.wrap("各乡镇按季度更新目录，群众可到大厅查阅。" * 30, 38))
    assert folding.edits(f"{prose}\n{pages.page(pages.fill(2022), pages.plain)}") == []


@pytest.mark.parametrize("blank", [" ", "\xa0", "\n", "\u200b"])
def test_blanks_within_figures_of_a_page_that_glues_its_cells_are_no_borders(read: Read, blank: str) -> None:
    """Rows of three columns and three pieces, cut elsewhere than between the cells."""
    filled = pages.fill(2020)
    row = "proactive.normative_documents"
    for name, figure in zip(("newly_made", "newly_disclosed", "total_disclosed"), (165, 2, 94), strict=True):
        filled.figures[f"{row}.{name}"] = figure
    page = pages.page(filled, _glued)
    assert page.count("规范性文件165294") == 1
    result = read(page.replace("规范性文件165294", f"规范性文件1{blank}652{blank}94"))
    assert {cell.state for path, cell in result.cells.items() if path.startswith(f"{row}.")} == {"ambiguous"}
    # Where the sums of the row hold for the pieces, these are the figures.
    total = [str(filled.figures[f"requests.received.{name}"]) for name in pages.APPLICANTS]
    result = read(page.replace("".join(total), blank.join(total), 1))
    assert [str(result.cells[f"requests.received.{name}"].value) for name in pages.APPLICANTS] == total


def test_blanks_of_a_page_that_parts_its_cells_are_borders(read: Read) -> None:
    filled = pages.fill(2020)
    page = pages.page(filled, pages.spaced)
    row = [
        str(filled.figures[f"proactive.licensing.{name}"])
        for name in ("items_previous_year", "items_change", "decisions")
    ]
    result = read(page.replace(" ".join(["行政许可", *row]), "行政许可" + " ".join(row)))
    found = [cell.value for path, cell in result.cells.items() if path.startswith("proactive.licensing.")]
    assert list(map(str, found)) == row


@pytest.mark.parametrize("ink", ["0.\n01", "0\n.01", "27?", "27\ufffd", "27？"])
def test_a_figure_broken_at_its_point_or_with_a_lost_digit_is_no_number(read: Read, ink: str) -> None:
    filled = pages.fill(2022)
    filled.figures["proactive.charges.amount"] = ink
    cell = read(pages.page(filled, pages.spaced)).cells["proactive.charges.amount"]
    assert cell.value is None
    assert cell.state in ("text", "missing", "unplaced", "ambiguous")
