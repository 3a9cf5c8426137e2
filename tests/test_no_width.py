"""Characters without width: they part no figure and no label, and make none."""

from __future__ import annotations

import re

import official
import pytest
import test_docx

import gxgrammar
from gxgrammar.spelling import NO_WIDTH, key

import pages
from conftest import Read

FIGURES = official.drawn(23)
_AROUND = {"left to right": "\u200e{}\u200e", "embedded": "\u202a{}\u202c", "isolated": "\u2068{}\u2069"}


@pytest.mark.parametrize("around", _AROUND.values(), ids=_AROUND.keys())
@pytest.mark.parametrize("kind", ["html", "docx", "markdown"])
def test_marks_of_direction_change_nothing(read: Read, kind: str, around: str) -> None:
    if kind == "html":
        page = re.sub("<p>([^<]+)</p>", lambda match: f"<p>{around.format(match[1])}</p>", official.html_page(FIGURES))
        assert official.read_back(read(page), FIGURES) == []
    elif kind == "docx":
        made = test_docx.document(FIGURES)
        for table in made.tables:
            for text in table._tbl.iter(test_docx.qn("w:t")):
                text.text = around.format(text.text)
        assert official.read_back(read(test_docx.saved(made)), FIGURES) == []
    else:
        filled = pages.fill(2022, seed=4)
        cells = read(pages.page(filled, lambda grid: pages.markdown(_marked(grid, around)))).cells
        assert {path: int(value) for path, each in cells.items() if (value := each.value) is not None} == {
            path: int(float(figure)) for path, figure in filled.figures.items()
        }


def _marked(grid: pages.Grid, around: str) -> pages.Grid:
    return [[around.format(cell) if cell else "" for cell in row] for row in grid]


def test_a_mark_that_turns_figures_round_leaves_them_open(read: Read) -> None:
    path = "requests.granted.business"
    result = read(official.html_page(FIGURES | {path: "\u202e321\u202c"}))
    assert result.cells[path].state == "text"


@pytest.mark.parametrize("inside", NO_WIDTH)
def test_no_label_is_another_for_them(inside: str) -> None:
    assert key(f"行政{inside}许可{inside}") == key("行政许可")


@pytest.mark.parametrize(
    ("words", "received"),
    [
        ("收到政府信息公开申请\u200e13\u200e件", ["13"]),
        ("收到政府信息公开申请13\u200b件", ["13"]),
        ("收到政府信息公开申请1\u200b3件", []),
        ("收到政府信息公开申请1\u00ad3件", []),
        ("收到政府信息公开申请1\u200e3件", []),
    ],
)
def test_they_part_figures_in_sentences(words: str, received: list[str]) -> None:
    page = official.html_page(FIGURES).replace(official.OVERVIEW, f"全年{words}，办结10件。")
    stated = gxgrammar.figures(gxgrammar.parse(page))
    assert [str(figure.value) for figure in stated if figure.counts == ("received",)] == received
    assert [str(figure.value) for figure in stated if figure.counts == ("closed",)] == ["10"]
