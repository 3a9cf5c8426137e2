"""From tree to record: what each cell says."""

import datetime
from decimal import Decimal

import pytest

import gxgrammar
from gxgrammar import Cell
from gxgrammar.records import Applicants, NationalReport2021, Outcomes

import pages
from conftest import Read

HEAD = "青禾县{}年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
ISSUED = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n"


def _codes(result: gxgrammar.ParseResult) -> list[str]:
    return [noted.code for noted in result.diagnostics if noted.path != noted.code and noted.code != "GX304"]


def _row(result: gxgrammar.ParseResult, path: str) -> list[Cell]:
    return [cell for name, cell in result.cells.items() if name.rpartition(".")[0] == path]


def _values(result: gxgrammar.ParseResult, path: str) -> list[object]:
    return [cell.value for cell in _row(result, path)]


def test_zero_blank_dash_text_and_missing_are_five_things(read: Read) -> None:
    text = HEAD.format(2022) + ISSUED + "| 规章 | 0 | | - |\n| 行政规范性文件 | 约五 | 1 | 2 |\n"
    result = read(text)
    rules, documents = (_row(result, f"proactive.{name}") for name in ("administrative_rules", "normative_documents"))
    assert [cell.state for cell in (*rules, documents[0])] == ["number", "blank", "dash", "text"]
    assert [cell.value for cell in rules] == [0, None, None]
    assert result.cells["requests.received.total"].state == "missing"
    assert "GX503" in _codes(result)


def test_a_row_without_any_figure_is_blank(read: Read) -> None:
    result = read(HEAD.format(2022) + ISSUED + "规章 |||\n行政规范性文件 | 1 | 2 | 3 |\n")
    assert {cell.state for cell in _row(result, "proactive.administrative_rules")} == {"blank"}


def test_too_few_figures_stay_unplaced_with_candidates(read: Read) -> None:
    result = read(HEAD.format(2022) + ISSUED + "规章 | 4 | 9 |||\n行政规范性文件 | 1 | 2 | 3 |\n")
    cells = _row(result, "proactive.administrative_rules")
    assert [cell.candidates for cell in cells] == [(None, 4), (None, 4, 9), (None, 9)]
    assert {cell.state for cell in cells} == {"unplaced"}
    assert _codes(result) == ["GX501"]


def test_too_many_figures_stay_unplaced(read: Read) -> None:
    result = read(HEAD.format(2022) + ISSUED + "规章 | 4 | 9 | 2 | 6 |\n行政规范性文件 | 1 | 2 | 3 |\n")
    cells = _row(result, "proactive.administrative_rules")
    assert {(cell.state, cell.raw, cell.candidates) for cell in cells} == {("unplaced", "4 9 2 6", ())}
    assert _codes(result) == ["GX502"]


def test_a_broken_sum_is_returned_as_printed(read: Read) -> None:
    filled = pages.fill(2022)
    filled.figures["requests.granted.total"] = 99999
    assert read(pages.page(filled, pages.padded)).cells["requests.granted.total"].value == 99999


def test_an_unknown_row_is_kept(read: Read) -> None:
    result = read(HEAD.format(2022) + ISSUED + "规章 | 0 | 1 | 2 |\n省级规划 | 3 | 4 | 5 |\n行政许可 | 6 |\n")
    assert [(row.label, row.values) for row in result.report.unrecognised] == [("省级规划", ("3", "4", "5"))]
    assert _codes(result) == ["GX401"]


def test_figures_without_a_label_are_kept(read: Read) -> None:
    result = read(HEAD.format(2022) + ISSUED + "规章 | 0 | 1 | 2 |\n3 | 4 | 5 |\n行政许可 | 6 |\n")
    assert [(row.label, row.values) for row in result.report.unrecognised] == [(None, ("3", "4", "5"))]
    assert _codes(result) == ["GX402"]


def test_of_a_row_printed_twice_in_full_neither_is_taken(read: Read) -> None:
    """A table and its correction, or two reports: nothing tells which holds."""
    result = read(
        HEAD.format(2022) + ISSUED + "规章 | 0 | 1 | 2 |\n规章 | 7 | 1 | 9 |\n行政许可 | 6 |\n行政许可 | 6 |\n"
    )
    cells = [cell for path, cell in result.cells.items() if path.startswith("proactive.administrative_rules")]
    assert [(cell.state, cell.candidates) for cell in cells] == [
        ("ambiguous", (0, 7)),
        ("number", ()),
        ("ambiguous", (2, 9)),
    ]
    assert [(row.label, row.values) for row in result.report.unrecognised] == [("规章", ("7", "1", "9"))]
    assert _codes(result) == ["GX407"]
    assert result.cells["proactive.licensing.decisions"].value == 6


def test_of_a_row_printed_again_in_part_the_first_is_taken(read: Read) -> None:
    result = read(HEAD.format(2022) + ISSUED + "规章 | 0 | 1 | 2 |\n规章 | 7 |\n行政许可 | 6 |\n")
    assert _values(result, "proactive.administrative_rules") == [0, 1, 2]
    assert [(row.label, row.values) for row in result.report.unrecognised] == [("规章", ("7",))]
    assert _codes(result) == ["GX403"]


def test_of_a_row_printed_blank_and_filled_neither_is_taken(read: Read) -> None:
    """Two reports on one page: what the first leaves blank is not the second one's figure."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for row in (("规章", "", "", ""), ("行政许可", "6"), ("规章", "7", "8", "9"), ("行政许可", "6"))
    )
    result = read(f"<html><body><p>{HEAD.format(2022).splitlines()[0]}</p><table>{rows}</table></body></html>")
    cells = [cell for path, cell in result.cells.items() if path.startswith("proactive.administrative_rules")]
    assert [(cell.value, cell.state, cell.candidates) for cell in cells] == [(None, "ambiguous", (None, 7, 8, 9))] * 3
    assert "GX405" in _codes(result)
    assert result.cells["proactive.licensing.decisions"].value == 6


def test_the_table_of_a_section_is_taken_before_a_summary_in_the_overview(read: Read) -> None:
    overview = "一、总体情况\n项目 | 数量 |\n规章 | 77 |\n行政许可 | 88 |\n"
    tables = f"二、主动公开政府信息情况\n{ISSUED}规章 | 0 | 1 | 2 |\n行政许可 | 6 |\n"
    result = read(HEAD.format(2022) + overview + tables)
    assert _values(result, "proactive.administrative_rules") == [0, 1, 2]
    assert _values(result, "proactive.licensing") == [6]
    taken = [(note.facts["first"], note.facts["second"]) for note in result.diagnostics if note.code == "GX403"]
    assert taken == [("0 | 1 | 2", "77"), ("6", "88")]


@pytest.mark.parametrize(("figures", "value"), [("6 | 6 | 6", 6), ("6 | 6 | 7", None), ("6 | 6", None)])
def test_a_cell_repeated_under_each_column_it_spans_is_one(read: Read, figures: str, value: int | None) -> None:
    heads = "| 信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量 |\n|---|---|---|---|\n"
    result = read(f"{HEAD.format(2022)}{heads}| 行政许可 | {figures} |\n| 行政处罚 | 8 | 8 | 8 |\n")
    assert [*_values(result, "proactive.licensing"), *_values(result, "proactive.penalty")] == [value, 8]


@pytest.mark.parametrize("groups", ["（三）不予公开 ", "三、本年度办理结果-（三）不予公开-", "（三）不予公开："])
def test_a_label_in_one_cell_with_its_groups(read: Read, groups: str) -> None:
    label = "1.属于国家秘密"
    page = pages.page(pages.fill(2022), pages.markdown)
    joined = read(page.replace(f"| {label}", f"| {groups}{label}"))
    assert joined.report == read(page).report
    assert {note.code for note in joined.diagnostics} == {"GX201"}


def test_a_note_behind_a_figure_or_label_is_told(read: Read) -> None:
    result = read(HEAD.format(2022) + ISSUED + "规章（含决定） | 0 | 1 | 22（其中修订 16 件） |\n行政许可 | 6 |\n")
    assert _values(result, "proactive.administrative_rules") == [0, 1, 22]
    assert _codes(result) == ["GX404", "GX505"]


@pytest.mark.parametrize(
    ("head", "printed", "amount", "codes"),
    [
        ("采购总金额（万元）", "4166.18", "4166.18", []),
        ("采购总金额", "2096.16万元", "2096.16", []),
        ("采购总金额", "251000元", "25.1", []),
        ("采购总金额（元）", "251000", "25.1", []),
        ("采购总金额（元）", "3万元", "3", []),
        ("采购总金额", "77.5", "77.5", ["GX504"]),
        ("采购总金额", "0", "0", []),
    ],
)
def test_money_is_in_the_unit_of_cell_head_or_form(
    read: Read, head: str, printed: str, amount: str, codes: list[str]
) -> None:
    text = HEAD.format(2020) + f"信息内容 | 采购项目数量 | {head} |\n政府集中采购 | 12 | {printed} |\n"
    result = read(text + "第二十条第（九）项 |||\n其他对外管理服务事项 | 1 | 0 | 1 |\n")
    assert result.cells["proactive.procurement.total_amount"].value == Decimal(amount)
    assert _codes(result) == codes


def test_signed_changes(read: Read) -> None:
    text = HEAD.format(2020) + "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量\n行政处罚 | 2639 | -21 | 1,724 |\n"
    assert _values(read(text + "行政强制 | 1 | +2 | 3 |\n"), "proactive.penalty") == [2639, -21, 1724]


def test_one_row_of_other_handling_under_the_form_of_2021(read: Read) -> None:
    filled = pages.fill(2022, one_row=True)
    report = read(pages.page(filled, pages.padded)).report
    assert isinstance(report, NationalReport2021)
    assert isinstance(report.requests.other_handling, Applicants)
    assert report.requests.other_handling.total == filled.figures["requests.other_handling.total"]


def test_a_missing_table_is_told(read: Read) -> None:
    text = pages.page(pages.fill(2022), pages.padded).replace(pages.padded(pages.reviews(pages.fill(2022))), "")
    result = read(text)
    assert [(noted.code, noted.path) for noted in result.diagnostics] == [("GX304", "reconsideration")]
    assert isinstance(result.report, NationalReport2021)
    assert result.report.reconsideration == Outcomes()


def test_records_can_be_compared(read: Read) -> None:
    one, other = (read(pages.page(pages.fill(2022), pages.padded)).report for _ in range(2))
    assert one == other
    assert one.metadata.signed_on == datetime.date(2023, 1, 20)


def test_of_a_group_printed_both_ways_the_rows_are_taken(read: Read) -> None:
    filled = pages.fill(2022)
    text = pages.page(filled, pages.leading).replace(
        "| （六）其他处理 |", "| （六）其他处理 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n|"
    )
    result = read(text)
    path = "requests.other_handling.not_corrected.total"
    assert result.cells[path].value == filled.figures[path]
    assert [(row.label, row.values[0]) for row in result.report.unrecognised] == [("（六）其他处理", "5")]


def test_a_row_of_table_four_printed_again_by_itself_is_not_lost(read: Read) -> None:
    page = pages.page(pages.fill(2022), pages.padded)
    before, after = page.split(pages.HEADINGS[4])
    result = read(f"{before}行政复议 | 41 | 42 | 43 | 44 | 170 |\n{pages.HEADINGS[4]}{after}")
    assert result.report.reconsideration == read(page).report.reconsideration
    assert "GX403" in [note.code for note in result.diagnostics]
    assert ("41", "42", "43", "44", "170") in [row.values for row in result.report.unrecognised]
