"""Tables whose borders are drawn by other characters than pipes."""

import unicodedata
from collections.abc import Callable

import official
import pytest

import gxgrammar

import pages
from conftest import Read

FIGURES = official.drawn(11, odd=True)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _box(upright: str, level: str, joint: str) -> Callable[[list[list[str]]], str]:
    """A grid as programs draw it on a terminal."""

    def write(grid: list[list[str]]) -> str:
        widths = [max(_width(row[column]) for row in grid) + 2 for column in range(len(grid[0]))]
        border = joint + joint.join(level * width for width in widths) + joint
        rows = (
            upright
            + upright.join(
                f" {cell}{' ' * (width - 1 - _width(cell))}" for cell, width in zip(row, widths, strict=True)
            )
            + upright
            for row in grid
        )
        return "\n".join([border, *(line for row in rows for line in (row, border))])

    return write


def _wide(grid: list[list[str]]) -> str:
    return "\n".join("｜" + "｜".join(row) + "｜" for row in grid)


def _page(write: Callable[[list[list[str]]], str]) -> str:
    return official.text_page(write(official.grid(table)) for table in official.tables(FIGURES))


WRITTEN = {"light": _box("│", "─", "┼"), "heavy": _box("┃", "━", "╋"), "double": _box("║", "═", "╬"), "wide": _wide}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_they_are_borders(read: Read, write: Callable[[list[list[str]]], str]) -> None:
    result = read(_page(write))
    assert official.read_back(result, FIGURES) == []
    assert "GX202" in {each.code for each in result.diagnostics}


def test_a_few_such_marks_are_none() -> None:
    page = pages.page(pages.fill(2022), pages.padded)
    bar = "首页｜新闻｜公开\n" * 3
    assert gxgrammar.parse(bar + page).plan == gxgrammar.parse(page).plan == ()


def test_those_of_a_page_stay() -> None:
    bars = "<p>首页｜新闻｜公开</p>\n" * 20
    page = official.html_page(FIGURES).replace("<body>", f"<body>{bars}")
    assert gxgrammar.parse(page).diagnostics == gxgrammar.parse(page.replace("｜", "")).diagnostics
