"""Cells that a merged cell covers, in which a page prints a dash or a word for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import official
import pytest

from conftest import Read

Grid = list[list[str]]
FIGURES = official.drawn(11, odd=True)


def _markdown(grid: Grid) -> str:
    head, *rows = [f"| {' | '.join(row)} |" for row in grid]
    return "\n".join([head, "|" + "---|" * len(grid[0]), *rows])


def _pipes(grid: Grid) -> str:
    return "\n".join(" | ".join(row) for row in grid)


def _tabs(grid: Grid) -> str:
    return "\n".join("\t".join(row) for row in grid)


def _html(grid: Grid) -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in grid)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _page(grids: Iterable[Grid], write: Callable[[Grid], str]) -> str:
    tables = map(write, grids)
    return official.page(*tables) if write is _html else official.text_page(tables)


def _grids(filler: str, figures: dict[str, str] = FIGURES) -> Iterator[Grid]:
    return (official.grid(table, filler) for table in official.tables(figures))


@pytest.mark.parametrize("filler", ["-", "—", "/", "--", "无", "N/A", "nan", "同上", "…"])
def test_they_are_no_values(read: Read, filler: str) -> None:
    result = read(_page(_grids(filler), _markdown))
    assert official.read_back(result, FIGURES) == []
    assert {each.code for each in result.diagnostics} <= {"GX201", "GX401"}


@pytest.mark.parametrize("write", [_pipes, _tabs, _html])
def test_nor_in_other_layouts(read: Read, write: Callable[[Grid], str]) -> None:
    # Pipes and tabs alone delete blanks, or show none.
    figures = official.drawn(11)
    assert official.read_back(read(_page(_grids("-", figures), write)), figures) == []


@pytest.mark.parametrize("write", [_markdown, _pipes, _html])
def test_dashes_that_are_values_stay(read: Read, write: Callable[[Grid], str]) -> None:
    dashes = dict.fromkeys(FIGURES, "-")
    assert official.read_back(read(_page(_grids("-", dashes), write)), dashes) == []
    assert official.read_back(read(_page(_grids("", dashes), write)), dashes) == []


def test_a_row_of_them_among_the_heads_is_no_row_of_values(read: Read) -> None:
    two, three, four = _grids("-")
    for grid in (three, four):
        grid.insert(1, ["-"] * len(grid[0]))
    four.insert(len(four) - 1, ["-"] * len(four[0]))
    assert official.read_back(read(_page((two, three, four), _markdown)), FIGURES) == []


def test_a_row_of_dashes_under_all_heads_is_one_of_values_though_other_heads_follow(read: Read) -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    four = [["行政复议", *[""] * 4], heads, ["-"] * 5, ["行政诉讼（未经复议直接起诉）", *[""] * 4], heads, [*"12300"]]
    two, three, _ = _grids("")
    cells = read(_page((two, three, four), _markdown)).cells
    assert {cell.state for path, cell in cells.items() if path.startswith("reconsideration")} == {"dash"}


def test_cells_one_a_line_show_no_blank_for_a_head_with_dashes(read: Read) -> None:
    def lines(grid: Grid) -> str:
        return "\n".join(cell for row in grid for cell in row if cell)

    figures = official.drawn(11)
    cells = read(_page(_grids("-", figures), lines)).cells
    assert {cell.state for path, cell in cells.items() if figures[path] not in ("", "0")} <= {"number", "unplaced"}
    assert cells["reconsideration.upheld"].raw == figures["reconsideration.upheld"]


def test_dashes_between_labels_that_share_a_row_are_values(read: Read) -> None:
    two, three, four = _grids("")
    both = ["规章", "-", "-", "-", "行政规范性文件", "-", "4", "9"]
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"] * 2
    two = [heads, both]
    cells = read(_page((two, three, four), _markdown)).cells
    assert cells["proactive.administrative_rules.in_force"].state != "blank"


def test_a_row_in_dashes_that_comes_again_with_figures_is_not_blank(read: Read) -> None:
    lines = [official.TITLE, official.HEADINGS[1], "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数"]
    dashes, figures = "规章 | - | - | - |", "规章 | 4 | 1 | 30 |"
    for rows in ((dashes, figures), (figures, dashes)):
        cell = read("\n".join([*lines, *rows, "行政规范性文件 | 2 | 0 | 8 |"])).cells
        assert cell["proactive.administrative_rules.issued"].state in ("number", "ambiguous")


@pytest.mark.parametrize("write", [_markdown, _pipes, _tabs, _html])
def test_blank_rows_between_rows_are_none(read: Read, write: Callable[[Grid], str]) -> None:
    figures = official.drawn(11)
    grids = ([row for each in grid for row in (each, [""] * len(each))] for grid in _grids("", figures))
    assert official.read_back(read(_page(grids, write)), figures) == []


@pytest.mark.parametrize("write", [_markdown, _tabs, _html])
def test_a_table_left_blank_is_blank(read: Read, write: Callable[[Grid], str]) -> None:
    """A row without a label under the heads is that of the figures, be it blank."""
    figures = {path: "" if path.startswith(("reconsideration", "litigation")) else ink for path, ink in FIGURES.items()}
    result = read(_page(_grids("", figures), write))
    assert official.read_back(result, figures) == []
