"""Rows with more cells than the form has columns, and rows of dashes that another table fills."""

from __future__ import annotations

import re

import pytest

import pages
from conftest import Read


def _review_row(*cells: str) -> str:
    """A page whose table four has the figures of these cells, behind one for its number and before one for remarks."""
    results = "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>"
    direct, after = ("<td colspan=5>未经复议直接起诉</td>", "<td colspan=5>复议后起诉</td>")
    head = (
        "<td rowspan=3>序号</td><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td><td rowspan=3>备注</td>",
        results.replace("<td>", "<td rowspan=2>") + direct + after,
        results * 2,
    )
    rows = "".join(f"<tr>{row}</tr>" for row in (*head, "".join(f"<td>{cell}</td>" for cell in cells)))
    title, heading = "青禾县2023年政府信息公开工作年度报告", "四、政府信息公开行政复议、行政诉讼情况"
    return f"<html><body><p>{title}</p><h2>{heading}</h2><table>{rows}</table></body></html>"


@pytest.mark.parametrize("remark", ["-", "无", "3"])
def test_numbers_and_remarks_are_no_figures_of_a_row_with_as_many_blanks(read: Read, remark: str) -> None:
    cells = read(_review_row("3", "5", "", "1", "0", "", *"0000000000", remark)).cells
    assert {cells[path].state for path in cells if path.startswith(("reconsideration", "litigation"))} == {"unplaced"}


def test_a_blank_column_within_a_row_that_adds_up_is_none_of_the_form(read: Read) -> None:
    cells = read(_review_row("5", "", "0", "1", "0", "6", *"0000000000", "")).cells
    assert [cells[f"reconsideration.{name}"].value for name in ("upheld", "other", "total")] == [5, 1, 6]


@pytest.mark.parametrize(("dashes", "is_told"), [("———", True), ("—", False), ("", False)])
def test_dashes_that_nothing_parts_are_a_printing_of_a_row_that_another_table_fills(
    read: Read, dashes: str, is_told: bool
) -> None:
    glued = pages.page(pages.fill(2022), lambda grid: "".join(f"{''.join(filter(None, row))}\n" for row in grid))
    first = re.sub(r"(?m)^规章\d+$", f"规章{dashes}", glued, count=1)
    assert first != glued
    result = read(f"{first}\n{glued}")
    assert ("GX405" in [each.code for each in result.diagnostics]) == is_told
    assert not is_told or result.cells["proactive.administrative_rules.in_force"].state == "ambiguous"
