"""Figures whose label and heads are lost: a row of the form where only one can be meant and its sums hold, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import pages
from conftest import Read

FIGURES = pages.fill(2022)
TABLE = ("reconsideration.", "litigation.")
REVIEWS = [str(value) for path, value in FIGURES.figures.items() if path.startswith(TABLE)]
BROKEN_HEADS = "行政复议行政诉讼\n未经复议直接起诉复议后起诉\n结果结果其他尚未\n维持纠正结果审结\n"
WRITTEN = {
    "markdown": lambda row: f"| {' | '.join(row)} |\n|{'---|' * len(row)}\n",
    "pipes": lambda row: " | ".join(row) + " ||\n",
    "blanks": lambda row: " ".join(row) + "\n",
}


def _page(row: str) -> str:
    """A report whose table four is a row of figures below broken heads, or what is given for it."""

    def written(grid: pages.Grid) -> str:
        return BROKEN_HEADS + row if grid[0][0] == "行政复议" else pages.padded(grid)

    return pages.page(FIGURES, written)


def _reviews(cells) -> dict[str, int | None]:
    return {path: cell.value for path, cell in cells.items() if path.startswith(TABLE)}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_row_that_only_one_of_the_form_can_be(read: Read, write: Callable[[list[str]], str]) -> None:
    result = read(_page(write(REVIEWS)))
    assert [str(value) for value in _reviews(result.cells).values()] == REVIEWS
    (note,) = [each for each in result.diagnostics if each.code.startswith("GX4")]
    assert (note.code, note.path) == ("GX406", "review_outcomes")
    assert {cell.decided_by for path, cell in result.cells.items() if path.startswith(TABLE)} == {"equation"}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("index", [0, 4, 12])
def test_it_is_none_whose_sums_do_not_hold(read: Read, write: Callable[[list[str]], str], index: int) -> None:
    row = [str(int(figure) + 1) if each == index else figure for each, figure in enumerate(REVIEWS)]
    result = read(_page(write(row)))
    assert set(_reviews(result.cells).values()) == {None}
    assert [each.code for each in result.diagnostics if each.code.startswith("GX4")] == ["GX402"]
    assert result.report.unrecognised[0].values == tuple(row)


def test_nor_one_with_fewer_figures_or_beside_another(read: Read) -> None:
    assert set(_reviews(read(_page(" ".join(REVIEWS[:-1]) + "\n")).cells).values()) == {None}
    twice = read(pages.page(FIGURES, pages.padded) + " ".join(["1", "0", "0", "0", "1", *"0" * 10]) + "\n")
    assert [str(value) for value in _reviews(twice.cells).values()] == REVIEWS


def test_totals_may_stand_beside_all_lines_of_its_heads(read: Read) -> None:
    groups = "行政复议行政诉讼\n未经复议直接起诉复议后起诉\n"
    heads = f"{groups}总计结果结果其他尚未结果结果其他尚未\n维持纠正结果审结维持纠正结果审结\n"
    result = read(_page(" ".join(REVIEWS) + "\n").replace(BROKEN_HEADS, heads))
    assert [str(value) for value in _reviews(result.cells).values()] == REVIEWS


def test_sentences_may_stand_over_its_heads(read: Read) -> None:
    row = " ".join(REVIEWS) + "\n"
    for said in (
        "去年未发生新的行政诉讼，\n也没有人申请行政复议。\n",
        "情况如下：\n",
        "注：含上年结转数量\n",
    ):
        result = read(_page(row).replace(BROKEN_HEADS, said + BROKEN_HEADS))
        assert [str(value) for value in _reviews(result.cells).values()] == REVIEWS


def test_figures_in_a_row_are_no_prose(read: Read) -> None:
    result = read(_page("某行\n1 2 0 0 0 0 3\n"))
    assert ("1", "2", "0", "0", "0", "0", "3") in [row.values for row in result.report.unrecognised]
    assert "GX402" in [each.code for each in result.diagnostics]
    few = read(_page("某行\n1 2 0 0 0 3\n"))
    assert "1 2 0 0 0 3" in next(each.body for each in few.report.narrative.sections if each.topic == "reviews")


@pytest.mark.parametrize(("head", "exchanged"), [("行政复议行政诉讼", "行政诉讼行政复议"), ("维持纠正", "纠正维持")])
def test_nor_one_whose_broken_heads_are_in_another_order(read: Read, head: str, exchanged: str) -> None:
    page = _page(" ".join(REVIEWS) + "\n")
    assert head in page
    assert set(_reviews(read(page.replace(head, exchanged)).cells).values()) == {None}


def test_nor_one_among_the_rows_of_another_table(read: Read) -> None:
    page = _page("")
    row = "（七）总计"
    assert row in page
    result = read(page.replace(row, " ".join(REVIEWS) + f"\n{row}"))
    assert set(_reviews(result.cells).values()) == {None}


@pytest.mark.parametrize("row", [" ".join("-" * 15), "| | | | | | | | | | | | | | | 0 |"])
def test_nor_dashes_and_blanks(read: Read, row: str) -> None:
    assert set(_reviews(read(_page(row + "\n")).cells).values()) == {None}


def test_heads_without_figures_do_not_make_a_row(read: Read) -> None:
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    groups = ("行政复议", "行政诉讼", *heads, "未经复议直接起诉", "复议后起诉", *heads, *heads)
    result = read(_page("\n".join(groups) + "\n"), layout="lines")
    assert {cell.state for path, cell in result.cells.items() if path.startswith(TABLE)} == {"missing"}


@pytest.mark.parametrize("mark", ["", "\t"])
def test_figures_that_are_no_row_do_not_part_the_halves_of_one(read: Read, mark: str) -> None:
    zeros = [f"{mark}0"] * 7
    received = [f"{mark}一、本年新收政府信息公开申请数量", *zeros]
    partly = [f"{mark}（二）部分公开（区分处理的，只计这一情形，不计其他情形）", *zeros]
    torn = [f"{mark}（一）予以公开", f"{mark}12", f"{mark}12", "1 2 3 4 5 6 7", f"{mark}1", f"{mark}25"]
    head = ["青禾县2022年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    cells = read("\n".join([*head, *received, *torn, *partly]), template="national_2021", layout="lines").cells
    assert {cell.state for path, cell in cells.items() if path.startswith("requests.granted.")} == {"unplaced"}
    assert cells["requests.partially_granted.total"].value == 0


EXCHANGED = "结果纠正\n结果维持\n其他结果\n尚未审结\n总计\n"
LAST_YEAR = ["3", "0", "0", "0", "3", "1", "0", "0", "0", "1", "0", "0", "0", "2", "2"]


@pytest.mark.parametrize(
    "row",
    [
        f"{' '.join(LAST_YEAR)}\n{' '.join(REVIEWS)}\n",
        f"行政诉讼\n行政复议\n{' '.join(REVIEWS)}\n",
        f"五、存在的主要问题及改进情况\n{' '.join(REVIEWS)}\n",
        f"{EXCHANGED * 3}{' '.join(REVIEWS)}\n",
        f"{EXCHANGED}{' '.join(REVIEWS)}\n",
        f"{'驳回撤回其他尚未审结总计' * 3}\n{' '.join(REVIEWS)}\n",
        f"结果维持结果纠正尚未审结其他结果总计\n{' '.join(REVIEWS)}\n",
        f"{'结果维持' * 3}{'结果纠正' * 3}{'其他结果' * 3}{'尚未审结' * 3}{'总计' * 3}\n{' '.join(REVIEWS)}\n",
        f"{EXCHANGED}以上为全部情况。\n{' '.join(REVIEWS)}\n",
        f"{'结果纠正 结果维持 其他结果 尚未审结 合计 ' * 3}\n{' '.join(REVIEWS)}\n",
        f"{'纠正数 维持数 其他数 未结数 合计 ' * 3}\n{' '.join(REVIEWS)}\n",
        f"分类 行政诉讼 行政复议\n{' '.join(REVIEWS)}\n",
        f"行政诉讼：\n行政复议：\n{' '.join(REVIEWS)}\n",
        f"驳回 撤回 调解 和解 合计\n{' '.join(REVIEWS)}\n",
        f"行政诉讼、行政复议情况依次如下：\n{' '.join(REVIEWS)}\n",
        f"行政诉讼 行政复议 情况：\n{' '.join(REVIEWS)}\n",
        f"注：本表含上年数，诉讼列于复议之前\n{' '.join(REVIEWS)}\n",
        f"以下为上年度的数字：\n{' '.join(REVIEWS)}\n",
        f"下属单位情况：\n{' '.join(REVIEWS)}\n",
    ],
    ids=[
        *("two rows", "groups on lines of their own", "another section", "exchanged", "exchanged once", "foreign"),
        *(
            "last two exchanged",
            "by outcome",
            "a sentence below the heads",
            "other total",
            "other words",
            "other groups",
            "groups before a colon",
            "no words of its own",
            *("announced", "announced apart", "a note", "last year", "of others"),
        ),
    ],
)
def test_nor_one_that_may_be_another(read: Read, row: str) -> None:
    assert set(_reviews(read(_page(row)).cells).values()) == {None}


def test_bare_figures_below_a_row_are_no_cell_of_it(read: Read) -> None:
    received = ["一、本年新收政府信息公开申请数量", *"0012003"]
    lines = ["青禾县2022年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", *received, "1 2 3 4 5 6 7"]
    cells = read("\n".join(lines), template="national_2021", layout="lines").cells
    assert [cell.value for path, cell in cells.items() if path.startswith("requests.received.")] == [
        0,
        0,
        1,
        2,
        0,
        0,
        3,
    ]
