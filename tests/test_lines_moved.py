"""Lines of a page dropped, doubled, joined, cut or pushed apart: no figure is read as another."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

import pytest

import gxgrammar
from gxgrammar.samples import draw_document
from gxgrammar.template import templates

from conftest import Read, often

Move = Callable[[list[str], int, Random], list[str]]
_WORDS = ("续表", "（单位：件）", "第 3 页", "注：数据截至年底", "—2—", "附件")
_FIGURE = re.compile(r"\s*[\d.,-]+\s*")
# Where a line may be cut: not within a figure.
_BREAKS = re.compile(r"(?<=[^\d.,-])(?=.)|(?<=.)(?=[^\d.,])")


def _drop(lines: list[str], at: int, _: Random) -> list[str]:
    # A page without one of its figures, or with one twice, is another page.
    return lines if _FIGURE.fullmatch(lines[at]) else [*lines[:at], *lines[at + 1 :]]


def _double(lines: list[str], at: int, _: Random) -> list[str]:
    return lines if _FIGURE.fullmatch(lines[at]) else [*lines[: at + 1], *lines[at:]]


def _join(lines: list[str], at: int, _: Random) -> list[str]:
    return [*lines[:at], "".join(lines[at : at + 2]), *lines[at + 2 :]]


def _cut(lines: list[str], at: int, dice: Random) -> list[str]:
    places = [match.start() for match in _BREAKS.finditer(lines[at])] or [0]
    place = dice.choice(places)
    return [*lines[:at], lines[at][:place], lines[at][place:], *lines[at + 1 :]]


def _push_apart(lines: list[str], at: int, dice: Random) -> list[str]:
    return [*lines[:at], dice.choice(_WORDS), *lines[at:]]


def _lose_separator(lines: list[str], at: int, dice: Random) -> list[str]:
    places = [match.start() for match in re.finditer(r"[|\t ]", lines[at])] or [len(lines[at])]
    place = dice.choice(places)
    return [*lines[:at], lines[at][:place] + lines[at][place + 1 :], *lines[at + 1 :]]


MOVES: dict[str, Move] = {
    "drop": _drop,
    "double": _double,
    "join": _join,
    "cut": _cut,
    "push apart": _push_apart,
    "lose a separator": _lose_separator,
}


def _assert_no_other_figure(before: gxgrammar.ParseResult, after: gxgrammar.ParseResult) -> None:
    """Every figure that is placed in both is the same in both; a blank may be a zero that was left out."""
    for path, cell in after.cells.items():
        known = before.cells.get(path)
        if cell.state == "number" and known and known.state in ("number", "blank", "dash"):
            assert (cell.value or 0) == (known.value or 0), path


@cache
def _drawn(template: str, layout: str, seed: int) -> tuple[str, gxgrammar.ParseResult]:
    """A report as written, and what it is read as."""
    text = draw_document(template, layout, Random(f"{template}/{layout}/{seed}")).written.content
    assert isinstance(text, str)
    return text, gxgrammar.parse(text, template=template)


@pytest.mark.parametrize("layout", ["pipe", "markdown", "lines", "running"])
@pytest.mark.parametrize("template", sorted(templates()))
@pytest.mark.parametrize("move", MOVES)
def test_no_figure_is_read_as_another(read: Read, template: str, layout: str, move: str) -> None:
    dice = Random(f"{template}/{layout}/{move}")
    for seed in range(often(1, 100)):
        text, before = _drawn(template, layout, seed)
        lines = text.split("\n")
        moved = MOVES[move](lines, dice.randrange(len(lines)), dice)
        try:
            after = read("\n".join(moved), template=template)
        except gxgrammar.NotAReport:
            # A report without a form is told by its title.
            continue
        _assert_no_other_figure(before, after)


@pytest.mark.parametrize("template", ["national_2019", "national_2021"])
def test_a_row_of_a_web_page_cut_in_two(read: Read, template: str) -> None:
    dice = Random(template)
    for _ in range(often(2, 40)):
        page = draw_document(template, "html", dice).written.content
        assert isinstance(page, str)
        before = read(page)
        for end in dice.sample([match.end() for match in re.finditer(r"</td>(?=<td)", page)], often(3, 20)):
            _assert_no_other_figure(before, read(f"{page[:end]}</tr><tr>{page[end:]}"))
