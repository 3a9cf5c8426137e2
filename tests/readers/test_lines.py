"""A cell a line."""

import pytest

import gxgrammar
from gxgrammar.document import Document, Paragraph, Table
from gxgrammar.readers import sniff
from gxgrammar.readers.lines import read
from gxgrammar.source import Source

CELLS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "3", "12", "行政许可", "5"]


def _cells(document: Document) -> list[str]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [cell.text for table in tables for row in table.rows for cell in row.cells if cell.text]


def _paragraphs(document: Document) -> list[str]:
    return [block.ink.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("line", ["{}\n", "{}\n\n", "{} |\n", "| {}\n", "\t{}\n", "\t{}\n\n", "{}  \r\n"])
def test_each_way_to_mark_a_cell(line: str) -> None:
    text = "二、主动公开政府信息情况\n" + "".join(map(line.format, CELLS)) + "三、以下是一段话，不是表格。\n"
    document = read(Source(text))
    assert _cells(document) == CELLS
    assert _paragraphs(document) == ["二、主动公开政府信息情况", "三、以下是一段话，不是表格。"]


def test_a_label_broken_over_lines_stays_in_the_table() -> None:
    document = read(Source("信息内容\n本年制\n发件数\n规章\n4\n"))
    assert _cells(document) == ["信息内容", "本年制", "发件数", "规章", "4"]


def test_tabs_show_rows_and_blank_cells() -> None:
    text = "".join("\t" + "\n\t".join(row) + "\n\n" for row in (CELLS[:4], ["规章", "0", "", "12"], ["行政许可", "5"]))
    (table,) = read(Source(text * 2)).blocks
    assert isinstance(table, Table)
    assert table.rows_kept
    assert [cell.text for cell in table.rows[1].cells] == ["规章", "0", "", "12"]


def test_labels_within_prose_are_prose() -> None:
    text = "本年共制发规范性文件三件。\n自然人提出的申请最多。\n规章\n以上是全部内容。\n"
    document = read(Source(text))
    assert _cells(document) == []
    assert len(_paragraphs(document)) == 4


def test_a_number_alone_opens_no_table() -> None:
    assert _paragraphs(read(Source("一段话。\n12\n另一段话。\n"))) == ["一段话。", "12", "另一段话。"]


@pytest.mark.parametrize("line", ["{}\n", "\t{}\n", "{} |\n"])
def test_the_layout_is_told_from_the_text(line: str) -> None:
    assert sniff(Source("".join(map(line.format, CELLS)))).id == "lines"


def _values(lines: list[str], path: str) -> list[int | str | None]:
    """The columns of a row of a page of cells, one a line: numbers, or the state of what is none."""
    head = ["青禾县2022年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    cells = gxgrammar.parse("\n".join([*head, *lines]), template="national_2021").cells
    found = [cell for each, cell in cells.items() if each.startswith(f"{path}.")]
    return [cell.state if cell.value is None else cell.value for cell in found]


RECEIVED, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


def test_pipes_on_lines_of_their_own_are_blank_cells_before_a_figure() -> None:
    blank, lines = "blank", [f"{RECEIVED} |", "|", "5 |", *["|"] * 4, "5 |", "||", f"{CARRIED} |", *["|"] * 6, "0 |"]
    assert _values(lines, "requests.received") == [blank, 5, blank, blank, blank, blank, 5]
    assert _values(lines, "requests.carried_over") == [blank] * 6 + [0]


def test_behind_the_last_figure_they_may_be_padding() -> None:
    lines = [f"{RECEIVED} |", "5 |", *["|"] * 6, f"{CARRIED} |", *["0 |"] * 7]
    assert set(_values(lines, "requests.received")) == {"unplaced"}
    assert _values(lines, "requests.carried_over") == [0] * 7


def test_pipes_that_end_cells_on_the_next_line_are_no_cells() -> None:
    lines = [RECEIVED, "|", *(piece for number in range(6) for piece in (str(number), "|")), "15", "|"]
    assert _values(lines, "requests.received") == [0, 1, 2, 3, 4, 5, 15]


def test_blank_cells_below_heads_are_those_of_the_row() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    lines = [*(f"{head} |" for head in heads * 3), "|||||", *(["|"] * 4 + ["0 |"]) * 3]
    for group in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
        assert _values(lines, group) == ["blank"] * 4 + [0]


def test_pipes_of_a_label_that_spans_do_not_shift_figures() -> None:
    granted, partly = "（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    lines = [f"{granted} |", "|", "3 |", *["0 |"] * 5, "|", f"{partly} |", "|", *["0 |"] * 7]
    assert set(_values(lines, "requests.granted")) == {"unplaced"}
    assert _values(lines, "requests.partially_granted") == [0] * 7
