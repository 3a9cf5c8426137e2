"""GitHub markdown."""

from gxgrammar.document import Table
from gxgrammar.readers import sniff
from gxgrammar.readers.markdown import fits, read
from gxgrammar.source import Source

TABLE = "| 信息内容 | 本年制发件数 | 本年废止件数 |\n| --- | :-: | ---: |\n| 规章 | 0 | {} |\n"


def _rows(text: str) -> list[list[str]]:
    tables = [block for block in read(Source(text)).blocks if isinstance(block, Table)]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def test_every_cell_of_the_grid_counts() -> None:
    text = TABLE.format("") + "| 行政许可 |   | 5 |\n"
    assert _rows(text)[1:] == [["规章", "0", ""], ["行政许可", "", "5"]]


def test_bare_pipes_at_the_end_are_padding() -> None:
    assert _rows("| 信息内容 | 本年制发件数 |||\n|---|---|---|---|\n| 规章 | 0 |||\n")[1] == ["规章", "0"]


def test_separator_rows_are_set_aside() -> None:
    furniture = read(Source(TABLE.format("1"))).furniture
    assert [piece.ink.text for piece in furniture] == ["| --- | :-: | ---: |"]


def test_the_layout_is_told_by_a_separator_row() -> None:
    assert sniff(Source(TABLE.format("1"))).id == "markdown"
    assert fits(Source(TABLE.format("1").replace("-", " "))) == 0


def test_a_rule_of_dashes_is_no_table() -> None:
    assert fits(Source("一段话\n---\n另一段话\n")) == 0


def test_a_grid_with_borders_between_its_rows_is_one_table() -> None:
    grid = (
        "+------+------+------+\n|      | 结果 | 结果 |\n|      | 维持 | 纠正 |\n+======+======+======+\n"
        "| 3    |      | 12   |\n+------+------+------+\n"
    )
    assert _rows(grid) == [["", "结果\n维持", "结果\n纠正"], ["3", "", "12"]]
    assert [piece.kind for piece in read(Source(grid)).furniture] == ["separator"] * 3


def test_lines_of_a_grid_without_borders_between_its_rows_are_rows() -> None:
    grid = "+------+---+---+\n| 规章 | 1 | 2 |\n| 行政规范性文件 | 4 | 5 |\n+------+---+---+\n"
    assert _rows(grid) == [["规章", "1", "2"], ["行政规范性文件", "4", "5"]]
    grid = "+------+------+\n| 行政复议 |      |\n+------+------+\n| 结果维持 | 总计 |\n| 1 | 2 |\n+------+------+\n"
    assert _rows(grid) == [["行政复议", ""], ["结果维持", "总计"], ["1", "2"]]


def test_lines_may_end_as_windows_ends_them() -> None:
    assert sniff(Source(TABLE.format("1").replace("\n", "\r\n"))).id == "markdown"
