"""Pipe rows."""

import pytest

from gxgrammar.document import Document, Paragraph, Table
from gxgrammar.readers import sniff
from gxgrammar.readers.pipe import read
from gxgrammar.source import Source


def rows_of(document: Document) -> list[list[str]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        "规章 | 0 | 1 | 2 |",
        "规章 | 0 | 1 | 2 | ||",
        "| 规章 | 0 | 1 | 2 |",
        "|规章|0|1|2|",
        "规章 | 0 | 1 | 2",
        "规章|0|1|2|||",
    ],
)
def test_pipes_at_the_ends_do_not_count(text: str) -> None:
    assert rows_of(read(Source(text))) == [["规章", "0", "1", "2"]]


def test_padding_says_nothing_about_blanks() -> None:
    document = read(Source("行政许可 | 3 | | |\n规章 | 0 | 0 | 0 |\n"))
    assert rows_of(document)[0] == ["行政许可", "3"]
    assert [block.blanks_kept for block in document.blocks if isinstance(block, Table)] == [False]


def test_a_blank_between_cells_of_the_form_shows_that_blanks_are_kept() -> None:
    document = read(Source("规章 | | 1 | 2 |\n行政许可 | 3 | | |\n"))
    assert rows_of(document) == [["规章", "", "1", "2"], ["行政许可", "3", "", ""]]


def test_a_blank_in_a_bar_of_links_shows_nothing() -> None:
    document = read(Source("首页 | | 导航 | 登录\n一段话。\n行政许可 | 3 | | |\n"))
    assert rows_of(document)[-1] == ["行政许可", "3"]


def test_rows_with_a_paragraph_between_are_two_tables() -> None:
    document = read(Source("规章 | 0 |\n二、下一节\n规章 | 1 |\n"))
    assert [type(block) for block in document.blocks] == [Table, Paragraph, Table]


def test_cells_know_their_place() -> None:
    text = "说明\n| 规章 |  15 | 7 |\n"
    document = read(Source(text))
    cells = [cell for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
    assert [text[cell.start : cell.end] for cell in cells] == ["规章", "15", "7"]


def test_separator_rows_and_heading_marks_are_furniture() -> None:
    document = read(Source("## 一、总体情况\n| 规章 | 0 |\n|---|:--:|\n"))
    assert [piece.kind for piece in document.furniture] == ["heading mark", "separator"]
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].ink.text == "一、总体情况"


def test_rows_of_several_cells_are_pipe_layout() -> None:
    assert sniff(Source("规章 | 0 | 0 | 0 |\n一段话。\n")).id == "pipe"
