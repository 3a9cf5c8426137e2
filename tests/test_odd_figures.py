"""Ink that holds a figure and more: what it says is not taken for the figure, nor for a label or a blank."""

from collections.abc import Callable
from decimal import Decimal

import pytest

import older
import pages
from conftest import Read

AMOUNT = "proactive.charges.amount"
ODD = [
    *(
        "10.5千",
        "24.5多万元",
        "24.5千万",
        "1052.36左右",
        "1052.36美元",
        "1'052.36",
        "21'324.2",
        "24。5",
        "24·5",
        "21.324.2",
    ),
    *("12%", "3余", "约1052.36", "0/0"),
]


def _spaced(grid: list[list[str]]) -> str:
    return "".join(f"{cell} " for row in grid for cell in row if cell)


@pytest.mark.parametrize("layout", [*pages.LAYOUTS, "spaced"])
@pytest.mark.parametrize("ink", ODD)
def test_odd_figures_are_no_numbers(read: Read, ink: str, layout: str) -> None:
    filled = pages.fill(2022)
    filled.figures[AMOUNT] = ink
    write = _spaced if layout == "spaced" else pages.LAYOUTS[layout][1]
    result = read(pages.page(filled, write))
    cell = result.cells[AMOUNT]
    assert cell.state in ("text", "unplaced", "ambiguous"), cell
    assert cell.value is None
    assert "".join(cell.raw.split()) == ink
    assert not result.report.unrecognised


@pytest.mark.parametrize(
    ("behind", "value"),
    [("\n注：含罚没收入。", True), (" 2022年的收费", True), ("注：含罚没收入。", False), ("年的收费", False)],
)
def test_a_figure_that_words_follow_without_a_blank_may_be_theirs(read: Read, behind: str, value: bool) -> None:
    filled = pages.fill(2022)
    amount = str(filled.figures[AMOUNT])
    page = pages.page(filled, _spaced)
    assert page.count(f"收费 {amount} ") == 1
    cell = read(page.replace(f"收费 {amount} ", f"收费 {amount}{behind}\n")).cells[AMOUNT]
    assert cell.state == ("number" if value else "missing")
    assert cell.value is None or str(cell.value) == amount


@pytest.mark.parametrize("row", ["约3 0 0 0 0 0 3", "3余 0 0 0 0 0 3"])
def test_a_last_row_whose_first_figure_is_odd_is_not_blank(read: Read, row: str) -> None:
    filled = pages.fill(2022)
    printed = " ".join(str(filled.figures[f"requests.carried_forward.{name}"]) for name in pages.APPLICANTS)
    page = pages.page(filled, _spaced)
    assert page.count(f"四、结转下年度继续办理 {printed} ") == 1
    result = read(page.replace(f"四、结转下年度继续办理 {printed} ", f"四、结转下年度继续办理 {row} "))
    cells = [cell for path, cell in result.cells.items() if path.startswith("requests.carried_forward.")]
    assert {cell.state for cell in cells} <= {"ambiguous", "unplaced", "text"}


def _labels_first(grid: list[list[str]]) -> str:
    """The labels of a table line by line, then all its figures, as the text of a PDF may have them."""
    cells = [cell for row in grid for cell in row if cell]
    figures = [cell for cell in cells if cell.isdecimal()]
    return "\n".join([*(cell for cell in cells if not cell.isdecimal()), *(f"| {figure}" for figure in figures)])


def _labels_of_rows_first(grid: list[list[str]]) -> str:
    return "\n".join([*(f"{row[0]} |" for row in grid), "", *(" | ".join(["", *row[1:]]) for row in grid)])


@pytest.mark.parametrize("layout", ["pipe", "lines", "running"])
@pytest.mark.parametrize("write", [_labels_first, _labels_of_rows_first])
def test_labels_without_cells_are_not_blank_where_figures_stand_away_from_labels(
    read: Read, write: Callable[[list[list[str]]], str], layout: str
) -> None:
    result = read(pages.page(pages.fill(2022), write), template="national_2021", layout=layout)
    blank = [path for path, cell in result.cells.items() if cell.state == "blank" and "." in path]
    assert not [path for path in blank if path.startswith(("proactive.", "requests."))]


def test_words_within_a_row_that_lost_blanks_are_no_blank(read: Read) -> None:
    page = pages.page(pages.fill(2022), pages.padded)
    row = next(line for line in page.splitlines() if line.startswith("四、结转下年度继续办理"))
    result = read(page.replace(row, "四、结转下年度继续办理 | 3 | 3 | 以下为复议和诉讼的情况"))
    cells = [cell for path, cell in result.cells.items() if path.startswith("requests.carried_forward.")]
    assert {cell.state for cell in cells} == {"unplaced"}


@pytest.mark.parametrize("figures", ["5 | 2 | ", "2 | 3"])
def test_a_whole_that_may_be_left_blank_excludes_no_reading(read: Read, figures: str) -> None:
    """Newly disclosed documents are among those disclosed, but the page may state no whole."""
    page = pages.page(pages.fill(2020), pages.padded)
    row = next(line for line in page.splitlines() if line.startswith("规范性文件"))
    result = read(page.replace(row, f"规范性文件 | {figures} |"))
    cells = [cell for path, cell in result.cells.items() if path.startswith("proactive.normative_documents.")]
    assert {cell.state for cell in cells} == {"unplaced"}


@pytest.mark.parametrize(("ink", "value"), [("4435\n万元", "4435"), ("4435 万元", "4435"), ("4435\n元", None)])
def test_yuan_on_the_next_line_may_be_the_end_of_another_unit(read: Read, ink: str, value: str | None) -> None:
    filled = pages.fill(2022)
    filled.figures[AMOUNT] = ink
    cell = read(pages.page(filled, _spaced)).cells[AMOUNT]
    assert cell.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize("path", [AMOUNT, "proactive.licensing.decisions"])
@pytest.mark.parametrize(
    "words", ["免征", "暂无", "未收费", "为7", "共7件", "*7", "￥7", "[1] 7", "(7)", "合计7", "人民币7万元"]
)
def test_words_beside_a_label_of_running_text_are_no_blank(read: Read, path: str, words: str) -> None:
    """A figure in words, or in what is not understood, may be the row's; so is the last one of the table."""
    filled = pages.fill(2022)
    filled.figures[path] = words
    cell = read(pages.page(filled, _spaced)).cells[path]
    assert cell.state in ("missing", "unplaced", "ambiguous", "text")


@pytest.mark.parametrize("row", ["行政强制", "行政事业性收费"])
def test_a_note_between_a_label_of_running_text_and_its_figure(read: Read, row: str) -> None:
    filled = pages.fill(2022)
    page = pages.page(filled, _spaced)
    assert page.count(f"{row} ") == 1
    cells = read(page.replace(row, f"{row}（含下属机构）")).cells
    path = AMOUNT if row == "行政事业性收费" else "proactive.compulsion.decisions"
    assert str(cells[path].value) == str(filled.figures[path])


@pytest.mark.parametrize(
    "note", ["（上年）", "（较上年增加）", "（其中网上办理）", "（县本级）", "（万件）", "（含上年结转）"]
)
def test_words_in_brackets_that_say_of_what_a_figure_is(read: Read, note: str) -> None:
    page = pages.page(pages.fill(2022), _spaced)
    cell = read(page.replace("行政强制 ", f"行政强制{note} ")).cells["proactive.compulsion.decisions"]
    assert cell.state in ("missing", "unplaced")


@pytest.mark.parametrize("layout", pages.LAYOUTS)
@pytest.mark.parametrize("words", ["未增未减", "+(0) -(0)", "无变化", "持平", "3批次"])
def test_words_for_a_change_are_a_value(read: Read, layout: str, words: str) -> None:
    filled = pages.fill(2020)
    filled.figures["proactive.licensing.items_change"] = words
    cells = read(pages.page(filled, pages.LAYOUTS[layout][1])).cells
    assert (cells["proactive.licensing.items_change"].state, cells["proactive.licensing.items_change"].raw) == (
        "text",
        words,
    )
    for column in ("items_previous_year", "decisions"):
        assert cells[f"proactive.licensing.{column}"].value == filled.figures[f"proactive.licensing.{column}"]


def _lines_of_a_row() -> tuple[str, str, list[str], str]:
    """A form of 2022 a cell a line, the path of one of its rows, the figures of that row, and its lines."""
    filled, path = pages.fill(2022), "requests.denied.case_file"
    figures = [str(filled.figures[f"{path}.{column}"]) for column in pages.APPLICANTS]
    row = "7.属于行政执法案卷\n" + "\n".join(figures)
    return pages.page(filled, pages.LAYOUTS["plain"][1]), path, figures, row


def test_two_figures_in_one_line_are_two(read: Read) -> None:
    """The last figures of a row may share a line in text of a PDF, and one of the next row may stand behind them."""
    page, path, figures, row = _lines_of_a_row()
    assert row in page
    torn = row.replace("\n".join(figures[-2:]), " ".join(figures[-2:]))
    cells = read(page.replace(row, torn)).cells
    assert [str(cells[f"{path}.{column}"].value) for column in pages.APPLICANTS] == figures
    assert cells[f"{path}.total"].decided_by == "equation"
    cells = read(page.replace(row, row.replace(figures[0], f"{figures[0]} 0", 1).rpartition("\n")[0])).cells
    assert {cells[f"{path}.{column}"].state for column in pages.APPLICANTS} == {"unplaced"}
    cells = read(page.replace(row, f"{torn}\n0")).cells
    assert {cells[f"{path}.{column}"].state for column in pages.APPLICANTS} == {"unplaced"}


@pytest.mark.parametrize("words", ["XX", "〃", "同上", "六"])
def test_words_behind_the_unit_of_a_row_of_running_text_are_no_blank(read: Read, words: str) -> None:
    page = older.page_2014(older.fill("statistics_2014"), older.glued)
    label = "（二）申请办结数件"
    figure = page[page.index(label) + len(label)]
    assert figure.isdecimal()
    cell = read(page.replace(label + figure, label + words)).cells["statistics.requests.closed"]
    assert cell.state in ("missing", "unplaced", "ambiguous", "text")


@pytest.mark.parametrize(
    ("mark", "is_nothing"), [("**", False), ("〃", False), ("十二", False), ("无", True), ("—", True)]
)
def test_marks_for_figures_are_no_blank_in_a_row_that_lost_one(read: Read, mark: str, is_nothing: bool) -> None:
    """A row of seven columns with six cells: the total is the mark, or was lost."""
    page = pages.page(pages.fill(2022), pages.padded)
    row = next(line for line in page.splitlines() if line.startswith("2.重复申请"))
    cells = read(page.replace(row, f"2.重复申请 | 0 | 31 | 0 | 3 | 7 | {mark} |||")).cells
    assert (cells["requests.not_processed.repeat.total"].state in ("blank", "dash", "text")) == is_nothing


def test_figures_that_share_a_line_stand_under_heads_too(read: Read) -> None:
    page, path, figures, row = _lines_of_a_row()
    page = page.replace(row, row.replace("\n".join(figures[-2:]), " ".join(figures[-2:])))
    assert read(page).cells[f"{path}.total"].value == int(figures[-1])
    assert page.count("商业企业\n科研机构") == 1
    cells = read(page.replace("商业企业\n科研机构", "科研机构\n商业企业")).cells
    assert {cells[f"{path}.{column}"].state for column in pages.APPLICANTS} == {"unplaced"}
