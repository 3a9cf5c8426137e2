"""Every layout of every form reads to the same figures."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gxgrammar
from gxgrammar.readers import LAYOUTS, FileLayout, layout

import pages
from conftest import Read
from invariants import plain

FORMS = [(2019, True), (2020, True), (2021, False), (2023, True), (2025, False)]


@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize("name", pages.LAYOUTS)
@pytest.mark.parametrize(("year", "one_row"), FORMS)
def test_a_filled_form_reads_back(read: Read, year: int, one_row: bool, name: str, mark: str) -> None:
    expected, write = pages.LAYOUTS[name]
    filled = pages.fill(year, seed=year, one_row=one_row)
    result = read(pages.page(filled, write, mark=mark))
    assert result.layout == expected
    assert result.template.id == f"national_{filled.form}"
    assert {path: plain(cell.value) for path, cell in result.cells.items()} == filled.figures
    assert [noted.code for noted in result.diagnostics if noted.code != "GX201"] == []


@settings(max_examples=30)
@given(seed=st.integers(), year=st.sampled_from([2019, 2021]), name=st.sampled_from(sorted(pages.LAYOUTS)))
def test_any_figures_read_back(read: Read, seed: int, year: int, name: str) -> None:
    filled = pages.fill(year, seed)
    result = read(pages.page(filled, pages.LAYOUTS[name][1]))
    assert {path: plain(cell.value) for path, cell in result.cells.items()} == filled.figures


def test_the_record_does_not_depend_on_the_layout(read: Read) -> None:
    filled = pages.fill(2022)
    reports = [read(pages.page(filled, write)).report for _, write in pages.LAYOUTS.values()]
    assert len({json.dumps(gxgrammar.report_to_dict(report)) for report in reports}) == 1


def test_line_breaks_and_blanks_in_labels_do_not_matter(read: Read) -> None:
    filled = pages.fill(2023)
    text = pages.page(filled, pages.padded).replace("结果纠正", "结果 纠正").replace("商业企业", "商业 企业")
    assert {path: plain(cell.value) for path, cell in read(text).cells.items()} == filled.figures
    text = pages.page(filled, pages.tabbed).replace("本年制发件数", "本年制\n发件数")
    assert {path: plain(cell.value) for path, cell in read(text).cells.items()} == filled.figures


def test_a_layout_can_be_asked_for(read: Read) -> None:
    text = pages.page(pages.fill(2023), pages.padded)
    of_text = [name for name, layout in LAYOUTS.items() if not isinstance(layout, FileLayout)]
    assert [read(text, layout=name).layout for name in of_text] == of_text


def test_an_unknown_layout_names_the_nearest() -> None:
    with pytest.raises(gxgrammar.UnknownName, match="markdown"):
        layout("markdwon")


@pytest.mark.parametrize(("name", "before", "after"), [("tabbed", "\t{}\n", "\t\n"), ("markdown", " {} |", "   |")])
def test_a_blank_cell_that_the_page_shows_keeps_its_column(read: Read, name: str, before: str, after: str) -> None:
    filled = pages.fill(2022)
    filled.figures["proactive.administrative_rules.repealed"] = 987654
    result = read(pages.page(filled, pages.LAYOUTS[name][1]).replace(before.format(987654), after))
    cells = [cell for path, cell in result.cells.items() if path.startswith("proactive.administrative_rules.")]
    assert [cell.state for cell in cells] == ["number", "blank", "number"]


def test_rows_with_pipes_are_read_though_heads_between_them_have_none() -> None:
    rows = [f"| {label} | 3 | 2 | 0 | 0 | 0 | 0 | 5 |" for label in ("一、本年新收政府信息公开申请数量", "（七）总计")]
    heads = ["第二十条第（一）项", "信息内容 本年制发件数 本年废止件数 现行有效件数", "第二十条第（五）项"]
    text = "\n".join(
        ["青禾县2022年政府信息公开工作年度报告", *heads, "三、申请情况", rows[0], "|---|" + "---|" * 7, rows[1]]
    )
    result = gxgrammar.parse(text)
    assert result.layout == "markdown"
    assert result.report.requests.received.total == 5
