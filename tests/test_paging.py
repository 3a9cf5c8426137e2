"""Page numbers among the figures of running text: set aside where they can be nothing else, else the row stays open."""

from __future__ import annotations

import re
from functools import cache

import pytest

import gxgrammar

import pages
from conftest import Read

RECEIVED = "一、本年新收政府信息公开申请数量"


def _spaced(grid: pages.Grid) -> str:
    return " ".join(cell for row in grid for cell in row if cell) + " "


PAGE = pages.page(pages.fill(2022), _spaced)


@cache
def _plain() -> gxgrammar.Report:
    return gxgrammar.parse(PAGE).report


def _with_row(label: str, printed: str, page: str = PAGE) -> str:
    """The page with the figures of a row printed otherwise."""
    found = re.search(rf"(?<= ){label} ([-\d. ]+)", page)
    assert found
    return page[: found.start(1)] + printed + " " + page[found.end(1) :]


def _figures(label: str) -> list[str]:
    found = re.search(rf"(?<= ){label} ([\d. ]+)", PAGE)
    assert found
    return found[1].split()


def _aside(result: gxgrammar.ParseResult) -> list[str]:
    spans = [noted.span for noted in result.diagnostics if noted.code == "GX201" and noted.span]
    return [result.source.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("number", ["- 3 -", "-3-", "— 12 —", "—3—", "－ 3 －", "第3页", "第 3 页 共 9 页"])
@pytest.mark.parametrize("at", [0, 2, 99])
@pytest.mark.parametrize("label", [RECEIVED, "规章", "行政处罚", "行政事业性收费"])
def test_a_page_number_for_which_a_row_has_no_room_is_set_aside(read: Read, label: str, at: int, number: str) -> None:
    figures = _figures(label)
    result = read(_with_row(label, " ".join([*figures[:at], number, *figures[at:]])))
    assert result.layout == "running"
    assert result.report == _plain()
    assert _aside(result) == [number]


@pytest.mark.parametrize(
    ("label", "path", "printed"),
    [
        (RECEIVED, "requests.received.", "0 - 3 - 0 0 3"),
        (RECEIVED, "requests.received.", "- 3 - 3"),
        (RECEIVED, "requests.received.", "0 0 0 - 3 - 3"),
        (RECEIVED, "requests.received.", "2 —3— 2"),
        (RECEIVED, "requests.received.", "- 3 - 4 - 5 12 1 1"),
        ("规章", "proactive.administrative_rules.", "- 3 -"),
        ("行政处罚", "proactive.penalty.", "- 3 -"),
    ],
)
def test_what_may_be_cells_or_a_page_number_is_left_open(read: Read, label: str, path: str, printed: str) -> None:
    result = read(_with_row(label, printed))
    assert {cell.state for name, cell in result.cells.items() if name.startswith(path)} == {"ambiguous"}
    assert "GX510" in [noted.code for noted in result.diagnostics]
    assert _aside(result) == []


def test_on_a_page_of_dashes_a_full_row_is_cells(read: Read) -> None:
    page = _with_row("二、上年结转政府信息公开申请数量", "- - - - - - -")
    result = read(_with_row(RECEIVED, "- 3 - 4 - 5 12", page))
    cells = [result.cells[f"requests.received.{column}"] for column in pages.APPLICANTS]
    assert [cell.value for cell in cells if cell.value is not None] == [3, 4, 5, 12]
    assert _aside(result) == []


def test_a_sign_is_no_part_of_a_page_number(read: Read) -> None:
    page = pages.page(pages.fill(2019), _spaced)
    result = read(_with_row("行政许可", "12 -3 9", page))
    assert result.report.proactive.licensing.items_change == -3
    assert "-3" not in _aside(result)
