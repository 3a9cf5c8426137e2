"""Pages that would mislead a reader who trusts counts and labels alone: each gives the figure as printed, or none."""

from __future__ import annotations

import re

import pytest

import gxgrammar

import pages
from conftest import Read

UNDECIDED = ("unplaced", "ambiguous", "missing", "text")


def _padded() -> str:
    return pages.page(pages.fill(2022), pages.padded)


@pytest.mark.parametrize(
    ("printed", "swapped", "path"),
    [
        ("本年制发件数 | 本年废止件数", "本年废止件数 | 本年制发件数", "proactive.normative_documents.issued"),
        ("自然人 | 法人或其他组织 | 总计", "总计 | 自然人 | 法人或其他组织", "requests.carried_forward.total"),
    ],
)
def test_columns_in_another_order_are_not_placed(read: Read, printed: str, swapped: str, path: str) -> None:
    assert printed in _padded()
    result = read(_padded().replace(printed, swapped))
    assert result.cells[path].state == "unplaced"
    assert "GX509" in [each.code for each in result.diagnostics]
    assert "GX509" not in [each.code for each in read(_padded()).diagnostics]


@pytest.mark.parametrize(("unit", "wan"), [("元", 10_000), ("万元", 1), ("千元", None)])
def test_another_unit_in_the_head_makes_another_amount(read: Read, unit: str, wan: int | None) -> None:
    page = re.sub(r"本年收费金额[（(]单位[:：]万元[）)]", f"本年收费金额（单位：{unit}）", _padded())
    amount = read(_padded()).report.proactive.charges.amount
    cell = read(page).cells["proactive.charges.amount"]
    assert cell.value == (None if wan is None else amount / wan)


@pytest.mark.parametrize(
    ("note", "wan"), [("（单位：元）", 10_000), ("（人民币\n元）", 10_000), ("（单位：万元）", 1), ("", 1)]
)
def test_a_note_at_the_head_of_an_amount_states_its_unit(read: Read, note: str, wan: int) -> None:
    filled = pages.page(pages.fill(2020), pages.padded)
    assert "采购总金额（万元）" in filled
    path = "proactive.procurement.total_amount"
    amount = read(filled).cells[path].value
    page = read(filled.replace("采购总金额（万元）", f"采购总金额{note}"))
    assert page.cells[path].value == amount / wan
    assert ("GX504" in [each.code for each in page.diagnostics]) == (not note)


@pytest.mark.parametrize(
    "mark",
    [
        "{}<sup>1</sup>",
        "<del>42</del>{}",
        "<s>4</s>{}",
        "<span>{}<span style='FONT-SIZE: 8pt; VERTICAL-ALIGN: super'>1</span></span>",
        "<span style='text-decoration:line-through'>42</span>{}",
        "{}<a href=#_ftn1><span class=MsoFootnoteReference><span lang=EN-US>[1]</span></span></a>",
    ],
)
def test_marks_and_struck_words_are_no_part_of_a_figure(read: Read, mark: str) -> None:
    row = "".join(f"<td>{cell}</td>" for cell in ("规章", mark.format(43), "0", "7"))
    page = f"<html><body><p>青禾县2022年政府信息公开工作年度报告</p><table><tr>{row}</tr></table></body></html>"
    assert read(page, template="national_2021").cells["proactive.administrative_rules.issued"].value == 43


def test_raised_digits_stay_in_their_sentence(read: Read) -> None:
    title = "<p>青禾县2022年政府信息公开工作年度报告</p>"
    page = f"<html><body>{title}<p>一、总体情况</p><p>辖区39km<sup>2</sup>，分三片。</p>"
    assert read(page).report.narrative.sections[0].body == ("辖区39km2，分三片。",)


def test_a_misprinted_label_of_a_glued_page_takes_nothing_from_its_neighbours(read: Read) -> None:
    glued = re.sub(r"[ |\n]+", "", _padded())
    whole = gxgrammar.parse(glued)
    hurt = read(glued.replace("二、上年结转政府信息公开申请数量", "二、上年结转政府信息公开申数量"))
    for path, cell in hurt.cells.items():
        assert cell.value == whole.cells[path].value or cell.state in UNDECIDED, path


def test_figures_behind_the_pieces_of_a_label_are_no_blank(read: Read) -> None:
    """A label of three lines, and the figures beside the second of them, as text of a PDF has it."""
    label = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    pieces = "（二）部分公开（区分处理的，只计这一情形，不计\n其他情 {}\n形）\n"
    lines = pages.page(pages.fill(2022), pages.padded).replace(" | ", " ").replace("|", "")
    page = re.sub(rf"^{re.escape(label)} (.*)\n", lambda row: pieces.format(row[1]), lines, flags=re.MULTILINE)
    assert page != lines
    assert read(page).cells["requests.partially_granted.total"].state in UNDECIDED


@pytest.mark.parametrize("row", ["| {} |  | 9 | 0 | 0 | 2 | 3 | 14 |  |  |", "| {} | 45 | 9 | 54 |  |  |  |  |  |  |"])
def test_a_row_out_of_its_grid_is_not_placed_by_its_blanks(read: Read, row: str) -> None:
    label = "一、本年新收政府信息公开申请数量"
    page = pages.page(pages.fill(2022), pages.markdown)
    broken = re.sub(rf"^\|\s*{label}.*$", row.format(label), page, flags=re.MULTILINE)
    assert broken != page
    cells = read(broken).cells
    assert cells["requests.received.total"].state in (*UNDECIDED, "number")
    assert cells["requests.received.research"].state in UNDECIDED


def test_figures_of_many_lines_are_read_once_through(read: Read) -> None:
    assert read("青禾县2022年政府信息公开工作年度报告\n规章\n" + "1\n" * 20_000, template="national_2021").cells


def test_a_dash_before_a_glued_figure_may_be_a_cell(read: Read) -> None:
    heads = "第二十条第（六）项信息内容上一年项目数量本年增/减处理决定数量"
    text = f"青禾县2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{heads}行政处罚0-1行政强制010\n"
    cell = read(text).cells["proactive.penalty.items_change"]
    assert cell.state in UNDECIDED
    assert set(cell.candidates) == {None, -1}


@pytest.mark.parametrize("behind", ["注：以上数据截至年底。", "以上，单位为万元。"])
@pytest.mark.parametrize("between", ["", " ", "件"])
def test_a_figure_that_runs_into_a_sentence_is_no_blank(read: Read, between: str, behind: str) -> None:
    text = _glued_table_two(charges=f"{between}8888{behind}")
    assert read(text).cells["proactive.charges.amount"].state in (*UNDECIDED, "number")


def _glued_table_two(*, charges: str) -> str:
    """Glued table two with this behind its last label."""
    heads = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件123"
    rest = "第二十条第（五）项信息内容本年处理决定数量行政许可7第二十条第（六）项信息内容行政处罚8行政强制9"
    last = f"第二十条第（八）项信息内容本年收费金额（单位：万元）行政事业性收费{charges}"
    return f"青禾县2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{heads}{rest}{last}\n"


@pytest.mark.parametrize("between", ["- 2 -", "续表", "第2页"])
def test_figures_torn_off_by_the_end_of_a_page_stay_open(read: Read, between: str) -> None:
    rows = f"规章 | 1 | 2 | 3 |\n规范性文件 | 1 | 2 | 3 |\n政府集中采购 | |||\n{between}\n311 | 7 | |\n"
    result = read(f"青禾县2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{rows}")
    cell = result.cells["proactive.procurement.project_count"]
    assert cell.state in UNDECIDED
    assert 311 in cell.candidates
