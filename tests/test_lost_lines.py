"""Texts of which lines are gone: what they do not show is missing, and not blank."""

from __future__ import annotations

import pytest

import gxgrammar

import pages
from conftest import Read


@pytest.mark.parametrize("year", [2020, 2022])
@pytest.mark.parametrize("layout", ["plain", "piped_lines"])
def test_rows_without_figures_are_not_blank_where_repeats_were_deleted(read: Read, year: int, layout: str) -> None:
    filled = pages.fill(year)
    lines = pages.page(filled, pages.LAYOUTS[layout][1]).splitlines()
    # The title may stand below the report once more.
    result = read("\n".join([*dict.fromkeys(lines), lines[0]]))
    assert "GX206" in [each.code for each in result.diagnostics]
    assert "blank" not in {cell.state for cell in result.cells.values()}
    assert not gxgrammar.check(result, select=["X-TABLE"])
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


@pytest.mark.parametrize("layout", pages.LAYOUTS)
@pytest.mark.parametrize("lost", [0, 2])
def test_the_row_that_a_text_is_cut_off_in_is_not_blank(read: Read, layout: str, lost: int) -> None:
    page = pages.page(pages.fill(2022), pages.LAYOUTS[layout][1])
    label = "二、上年结转政府信息公开申请数量"
    result = read(page[: page.index(label) + len(label) - lost])
    assert {cell.state for path, cell in result.cells.items() if path.startswith("requests.carried_over.")} == {
        "missing"
    }
    assert result.cells["requests.received.total"].state == "number"


def test_a_text_that_ends_early_need_not_have_anything_twice(read: Read) -> None:
    prose = [f"第{number}项工作已经完成。" for number in range(30)]
    table = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "1", "2"]
    result = read("\n".join(["青禾县2022年政府信息公开工作年度报告", "一、总体情况", *prose, *table]), layout="lines")
    assert "GX206" not in [each.code for each in result.diagnostics]
    assert result.cells["proactive.administrative_rules.in_force"].value == 2


ROW = "7.属于行政执法案卷"
PATH = "requests.denied.case_file"


def _with_row(printed: str) -> str:
    """A page, a cell a line, with a row printed otherwise; ``{}`` stands for its figures."""
    filled = pages.fill(2022)
    figures = "\n".join(str(filled.figures[f"{PATH}.{column}"]) for column in pages.APPLICANTS)
    page = pages.page(filled, pages.LAYOUTS["plain"][1])
    assert f"{ROW}\n{figures}\n" in page
    return page.replace(f"{ROW}\n{figures}\n", printed.replace("{}", figures))


@pytest.mark.parametrize(
    "printed",
    [
        "{}\n" + f"{ROW}\n",
        f"{ROW}\n政执法\n" + "{}\n",
        "政执法\n{}\n" + f"{ROW}\n",
        f"{ROW}\n（含现场\n 3 0 1\n检查）\n",
    ],
)
def test_a_label_beside_figures_of_no_row_is_not_blank(read: Read, printed: str) -> None:
    cells = read(_with_row(printed)).cells
    assert {cells[f"{PATH}.{column}"].state for column in pages.APPLICANTS} <= {"missing", "unplaced"}


@pytest.mark.parametrize("printed", [f"{ROW}\n", f"{ROW}\n注：以上截至 2022 年 12 月 31 日。\n", f"{ROW}\n续表\n"])
def test_a_label_alone_among_rows_is_blank(read: Read, printed: str) -> None:
    cells = read(_with_row(printed)).cells
    assert {cells[f"{PATH}.{column}"].state for column in pages.APPLICANTS} == {"blank"}
