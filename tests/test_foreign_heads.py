"""Heads of another form over rows of the form: whose figures stand below them, the page does not say."""

from __future__ import annotations

import pytest

from gxgrammar.gathering import printed_rows
from gxgrammar.result import ParseResult

import pages
from conftest import Read


def _codes(result: ParseResult) -> list[str]:
    return [each.code for each in result.diagnostics]


# In table two the forms of 2019 and 2021 have the same rows, and other columns.
MIXED = [
    ("national_2021", "本年制发件数", "本年新制作数量"),
    ("national_2021", "现行有效件数", "对外公开总数量"),
    ("national_2019", "本年新公开数量", "本年废止件数"),
]


@pytest.mark.parametrize(("form", "own", "foreign"), MIXED)
@pytest.mark.parametrize("layout", pages.LAYOUTS)
def test_figures_under_the_heads_of_another_form_are_not_placed(
    read: Read, layout: str, form: str, own: str, foreign: str
) -> None:
    filled = pages.fill(2022 if form == "national_2021" else 2020)
    page = pages.page(filled, pages.LAYOUTS[layout][1])
    assert own in page
    result = read(page.replace(own, foreign), template=form)
    cells = {path: cell.state for path, cell in result.cells.items() if path.startswith("proactive.normative_doc")}
    assert set(cells.values()) == {"unplaced"}
    assert result.cells["proactive.licensing.decisions"].state == "number"
    assert [each.path for each in result.diagnostics if each.code == "GX511"][-1] == "proactive.normative_documents"
    assert "GX511" not in _codes(read(page, template=form))


@pytest.mark.parametrize("layout", pages.LAYOUTS)
@pytest.mark.parametrize("year", [2020, 2022])
def test_a_block_of_another_form_is_alone_in_its_heads(read: Read, layout: str, year: int) -> None:
    """What stands under it in table two and below has heads of its own."""
    filled = pages.fill(year)
    write = pages.LAYOUTS[layout][1]
    head = "采购项目数量" if year == 2022 else "本年制发件数"

    def written(grid: pages.Grid) -> str:
        is_second = grid[0][0] == "第二十条第（一）项"
        block = [["第二十条第（十）项", "", "", ""], ["信息内容", head, "", ""], ["政府集中采办", "3", "", ""]]
        return write([*grid, *block] if is_second else grid)

    page = pages.page(filled, written)
    assert head in page
    cells = read(page).cells
    assert {cell.state for path, cell in cells.items() if path.startswith("requests.")} == {"number"}


BESIDE = [
    ("national_2021", "行政许可", "本年处理决定数量", "上一年项目数量 | 本年增/减 | 处理决定数量"),
    ("national_2021", "行政规范性文件", "本年制发件数", "本年新制作数量 | 本年制发件数"),
    ("national_2019", "行政许可", "上一年项目数量 | 本年增/减 | 处理决定数量", "本年处理决定数量"),
]


@pytest.mark.parametrize(("form", "label", "own", "printed"), BESIDE)
def test_heads_of_both_forms_over_a_row(read: Read, form: str, label: str, own: str, printed: str) -> None:
    page = pages.page(pages.fill(2022 if form == "national_2021" else 2020), pages.padded)
    assert own in page
    result = read(page.replace(own, printed), template=form)
    row = "licensing" if label == "行政许可" else "normative_documents"
    states = {cell.state for path, cell in result.cells.items() if path.startswith(f"proactive.{row}.")}
    assert states == {"unplaced"}


def test_a_head_of_the_other_form_that_means_the_same_column(read: Read) -> None:
    page = pages.page(pages.fill(2022), pages.padded).replace("本年处理决定数量", "处理决定数量")
    result = read(page)
    assert result.cells["proactive.licensing.decisions"].state == "number"
    assert "GX511" not in _codes(result)


@pytest.mark.parametrize("layout", pages.LAYOUTS)
def test_organisations_before_natural_persons_are_not_placed(read: Read, layout: str) -> None:
    """The heads over both are exchanged, those below stand as in the form."""

    def exchanged(grid: pages.Grid) -> str:
        return pages.LAYOUTS[layout][1]([_exchanged(row) for row in grid])

    result = read(pages.page(pages.fill(2022), exchanged))
    states = {cell.state for path, cell in result.cells.items() if path.startswith("requests.received.")}
    assert states == {"unplaced"}
    assert "GX509" in [each.code for each in result.diagnostics]


def _exchanged(row: list[str]) -> list[str]:
    other = {"自然人": "法人或其他组织", "法人或其他组织": "自然人"}
    return [other.get(cell, cell) for cell in row]


# Heads of no form, by what they are printed in place of, and a row below them.
STRANGE = [
    ({"本年制发件数": "历年累计件数"}, "proactive.normative_documents"),
    ({"现行有效件数": "本年新增件数"}, "proactive.normative_documents"),
    ({"商业企业": "科研机构", "科研机构": "商业企业", "其他": "其它"}, "requests.received"),
]
# The same heads in other words.
IN_OTHER_WORDS = [
    ({"本年制发件数": "本年新增件数"}, "proactive.normative_documents"),
    ({"其他": "其它"}, "requests.received"),
    ({"总计": "合计"}, "requests.received"),
    ({"商业企业": "2.商业企业", "科研机构": "3.科研机构"}, "requests.received"),
    ({"社会公益组织": "公益组织", "法律服务机构": "法律服务"}, "requests.received"),
]


def _printed_so(read: Read, layout: str, printed: dict[str, str]) -> ParseResult:
    """A page read whose heads are printed in other words; only cells that are heads alone are."""

    def renamed(grid: pages.Grid) -> str:
        return pages.LAYOUTS[layout][1]([[printed.get(cell, cell) for cell in cells] for cells in grid])

    return read(pages.page(pages.fill(2022), renamed))


@pytest.mark.parametrize("layout", ["padded", "leading", "markdown", "plain"])
@pytest.mark.parametrize(("printed", "row"), STRANGE)
def test_figures_under_heads_that_no_form_has_are_not_placed(
    read: Read, layout: str, printed: dict[str, str], row: str
) -> None:
    result = _printed_so(read, layout, printed)
    assert {cell.state for path, cell in result.cells.items() if path.startswith(f"{row}.")} == {"unplaced"}
    assert "GX512" in _codes(result) or "GX509" in _codes(result)


@pytest.mark.parametrize("layout", ["padded", "leading", "markdown", "plain"])
@pytest.mark.parametrize(("printed", "row"), IN_OTHER_WORDS)
def test_heads_in_other_words_are_those_of_the_form(read: Read, layout: str, printed: dict[str, str], row: str) -> None:
    result = _printed_so(read, layout, printed)
    assert {cell.state for path, cell in result.cells.items() if path.startswith(f"{row}.")} == {"number"}


@pytest.mark.parametrize(
    ("heads", "states"),
    [
        ("2012年度 | 历年累计", {"number"}),
        ("二〇一二年度 | 历年累计", {"number"}),
        ("2012年度（1-12月） | 历年累计", {"number"}),
        ("2012年上半年 | 历年累计", {"unplaced"}),
        ("备注 | 2012年度 | 历年累计", {"number"}),
        ("单位 | 累计数 | 本期数", {"unplaced"}),
        ("本年度 | 历年累计", {"number"}),
        ("历年累计 | 本年度", {"unplaced"}),
        ("累计数 | 2012年度", {"unplaced"}),
        ("2011年度 | 2012年度", {"unplaced"}),
        ("2012年度 | 2011年度", {"unplaced"}),
        ("上年数 | 本年数", {"unplaced"}),
    ],
)
def test_columns_of_the_year_and_of_all_years(read: Read, heads: str, states: set[str]) -> None:
    page = (
        "青禾县2012年政府信息公开工作年度报告\n一、概述\n全年更新网站。\n附件：统计表\n"
        f"指标名称 | 计量单位 | {heads}\n主动公开信息数 | 条 | 12 | 340\n其中：1.网站公开数 | 条 | 10 | 300\n"
        "2.政府公报公开数 | 条 | 2 | 40\n受理依申请公开信息总数 | 条 | 5 | 9\n"
    )
    cells = read(page).cells
    assert {cells[f"fujian.disclosed_total.{column}"].state for column in ("current", "cumulative")} == states


@pytest.mark.parametrize(
    ("heads", "states"),
    [
        ("制发数量 | 本年废止件数 | 现行有效件数", {"number"}),
        ("制发 | 废止 | 现行有效", {"number"}),
        ("本年制发件数 | 第三项 本年废 现行有 | 和） 止件数 效件数", {"number"}),
        ("序号 | 制发数量 | 本年废止件数 | 现行有效件数", {"number"}),
        ("文件类别 | 本年废止件数 | 制发数量 | 现行有效件数", {"unplaced"}),
        ("现行有效 | 制发 | 废止", {"unplaced"}),
        ("处理决定 | 项目数 | 增减情况", {"unplaced"}),
    ],
)
def test_words_of_no_form_beside_others(read: Read, heads: str, states: set[str]) -> None:
    page = pages.page(pages.fill(2022), pages.padded)
    own = "本年制发件数 | 本年废止件数 | 现行有效件数"
    assert own in page
    cells = read(page.replace(own, heads)).cells
    assert {cell.state for path, cell in cells.items() if path.startswith("proactive.normative_documents.")} == states
    assert cells["proactive.licensing.decisions"].state == "number"
    assert cells["requests.received.total"].state == "number"


def test_a_row_looks_at_so_many_heads_only(read: Read) -> None:
    """Time is to stay linear, whatever stands over the rows."""
    heads = "".join(f"本年制发件数 |\n本年新制作数量 |\n某列{number} |\n" for number in range(300))
    result = read(f"青禾县2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{heads}规章 | 1 | 2 | 3 |\n")
    rows = printed_rows(result.tree, result.canonical, result.template).rows
    row = rows["proactive", "administrative_rules"]
    assert len(row.heads) < 200
    assert len(row.strange) < 200
    assert len(row.foreign) < 20
