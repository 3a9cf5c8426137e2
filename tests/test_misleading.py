"""Pages that would mislead a reader who trusts counts and labels alone: each gives the figure as printed, or none."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

import gxgrammar
from gxgrammar.cells import Cell
from gxgrammar.result import ParseResult

import pages
from conftest import Read
from invariants import plain

UNDECIDED = ("unplaced", "ambiguous", "missing", "text")


def _padded() -> str:
    return pages.page(pages.fill(2022), pages.padded)


def _codes(result: ParseResult) -> list[str]:
    return [each.code for each in result.diagnostics]


def test_columns_in_another_order_are_not_placed(read: Read) -> None:
    printed, swapped = "本年制发件数 | 本年废止件数", "本年废止件数 | 本年制发件数"
    assert printed in _padded()
    result = read(_padded().replace(printed, swapped))
    assert result.cells["proactive.normative_documents.issued"].state == "unplaced"
    assert "GX509" in _codes(result)
    assert "GX509" not in _codes(read(_padded()))


@pytest.mark.parametrize("layout", pages.LAYOUTS)
def test_words_for_more_and_less_are_signs_where_figures_may_have_one(read: Read, layout: str) -> None:
    filled = pages.fill(2020)
    filled.figures["proactive.licensing.items_change"] = "减3"
    result = read(pages.page(filled, pages.LAYOUTS[layout][1]))
    cells = {path: cell for path, cell in result.cells.items() if path.startswith("proactive.licensing.")}
    assert cells["proactive.licensing.items_change"].value == -3
    assert {cell.state for cell in cells.values()} == {"number"}
    assert not [each for each in gxgrammar.check(result) if each.rule == "T2-NAT"]


@pytest.mark.parametrize(("ink", "change"), [("减3", -3), ("增13", 13), ("↓3", -3), ("减少3", -3)])
def test_words_for_more_and_less_in_running_text(read: Read, ink: str, change: int) -> None:
    filled = pages.fill(2020)
    filled.figures["proactive.licensing.items_change"] = ink

    def cells(between: str) -> list[Cell]:
        page = pages.page(filled, lambda grid: "".join(f"{cell}{between}" for row in grid for cell in row if cell))
        found = read(page).cells
        return [cell for path, cell in found.items() if path.startswith("proactive.licensing.")]

    truth = [filled.figures["proactive.licensing.items_previous_year"], change]
    assert [cell.value for cell in cells(" ")][:2] == truth
    # Where nothing parts them the figures stay open, and the true ones are among what they may be.
    for cell, number in zip(cells(""), truth, strict=False):
        assert cell.value == number or number in cell.candidates


@pytest.mark.parametrize("between", [" ", "", "\t"])
@pytest.mark.parametrize(
    ("ink", "amount"),
    [
        *(("443.5万", "443.5"), ("1.2亿", "12000"), ("4435000（元）", "443.5"), ("443.5 万 元", "443.5")),
        *(("443.5千元", None), ("443.5万余元", None), ("4万2千", None)),
    ],
)
def test_the_unit_of_an_amount_in_running_text(read: Read, between: str, ink: str, amount: str | None) -> None:
    filled = pages.fill(2022)
    filled.figures["proactive.charges.amount"] = ink
    page = pages.page(filled, lambda grid: "".join(f"{cell}{between}" for row in grid for cell in row if cell))
    cell = read(page).cells["proactive.charges.amount"]
    assert cell.value == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("layout", pages.LAYOUTS)
def test_a_figure_behind_a_lost_blank_breaks_no_row_and_has_no_sign(read: Read, layout: str) -> None:
    filled = pages.fill(2020)
    filled.figures.update({"proactive.licensing.items_change": "? 3", "proactive.licensing.decisions": "? 5"})
    result = read(pages.page(filled, pages.LAYOUTS[layout][1]))
    cells = [result.cells[f"proactive.licensing.{name}"] for name in ("items_change", "decisions")]
    assert [(cell.state, cell.value) for cell in cells] == [("text", None), ("number", 5)]
    assert result.cells["proactive.licensing.items_previous_year"].state == "number"


# The head of 总计 may stand beside all three lines of heads, and so before the others.
HEADS = ("申请人情况 ||||||||\n自然人 | 法人或其他组织 | 总计", "申请人情况 | 总计 |||||||\n自然人 | 法人或其他组织")
ROW_OF_SEVEN = re.compile(r"((?: \| \d+){6})( \| \d+)(?= \|)")


def test_a_total_with_its_head_before_the_others_stands_last_where_its_figures_do(read: Read) -> None:
    assert HEADS[0] in _padded()
    result = read(_padded().replace(*HEADS))
    assert result.report == read(_padded()).report
    assert result.cells["requests.received.total"].decided_by == "equation"
    assert "GX509" not in _codes(result)


def test_totals_that_are_printed_first_are_not_placed(read: Read) -> None:
    result = read(ROW_OF_SEVEN.sub(r"\2\1", _padded().replace(*HEADS)))
    states = {cell.state for path, cell in result.cells.items() if path.startswith("requests.received.")}
    assert states == {"unplaced"}
    assert "GX509" in _codes(result)


def test_one_row_whose_last_figure_happens_to_be_the_sum_tells_nothing(read: Read) -> None:
    """Totals printed first and left blank, but for one row with two equal figures."""
    page = ROW_OF_SEVEN.sub(r" | 0\1", _padded().replace(*HEADS))
    result = read(
        page.replace(
            "二、上年结转政府信息公开申请数量 | 0", "二、上年结转政府信息公开申请数量 | 0 | 1 | 0 | 0 | 0 | 0 | 1 |||"
        )
    )
    assert result.cells["requests.received.total"].state == "unplaced"


def test_without_sums_to_tell_a_total_with_its_head_first_is_not_placed(read: Read) -> None:
    lines = _padded().replace(*HEADS).splitlines(keepends=True)
    odd = "".join(ROW_OF_SEVEN.sub(r" | 1 | 2 | 3 | 4 | 5 | 6 | 7", line) for line in lines)
    assert read(odd).cells["requests.received.total"].state == "unplaced"


def test_figures_that_are_all_alike_stand_right_in_any_order(read: Read) -> None:
    result = read(ROW_OF_SEVEN.sub(r" | 0 | 0 | 0 | 0 | 0 | 0 | 0", _padded().replace(*HEADS)))
    assert {cell.value for path, cell in result.cells.items() if path.startswith("requests.")} == {0}


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


def _first_cell(read: Read, ink: str) -> Cell:
    """What is read of markup in the first cell of a row of a web page."""
    row = "".join(f"<td>{cell}</td>" for cell in ("规章", ink, "0", "7"))
    page = f"<html><body><p>青禾县2022年政府信息公开工作年度报告</p><table><tr>{row}</tr></table></body></html>"
    return read(page, template="national_2021").cells["proactive.administrative_rules.issued"]


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
    assert _first_cell(read, mark.format(43)).value == 43


@pytest.mark.parametrize(
    "figure",
    [
        "<span style='VERTICAL-ALIGN: super'>43</span>",
        "<p><span style='vertical-align:sub'> 43 </span></p>",
        "<span style='text-decoration:none;text-line-through:none'>43</span>",
    ],
)
def test_a_figure_that_is_raised_itself_is_no_mark(read: Read, figure: str) -> None:
    assert _first_cell(read, figure).value == 43


@pytest.mark.parametrize(
    "mark",
    [
        "&nbsp;<sup>1</sup>",
        "<span style='text-decoration:line-through'>42</span>",
        "<span class=MsoFootnoteReference>[1]</span>",
    ],
)
def test_a_cell_of_marks_and_struck_words_alone_is_blank(read: Read, mark: str) -> None:
    assert _first_cell(read, mark).state == "blank"


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


@pytest.mark.parametrize("misprint", ["3.危及“三安全—稳定”", "3.危急“三安全一稳定”"])
def test_a_misprinted_label_with_its_number_is_read_between_blanks(read: Read, misprint: str) -> None:
    result = read(_running().replace("3.危及“三安全一稳定”", misprint))
    assert _values(result) == pages.fill(2022).figures
    assert [each.code for each in result.diagnostics] == ["GX203"]


def test_figures_behind_the_pieces_of_a_label_are_no_blank(read: Read) -> None:
    """A label of three lines, and the figures beside the second of them, as text of a PDF has it."""
    label = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    pieces = "（二）部分公开（区分处理的，只计这一情形，不计\n其他情 {}\n形）\n"
    lines = pages.page(pages.fill(2022), pages.padded).replace(" | ", " ").replace("|", "")
    page = re.sub(rf"^{re.escape(label)} (.*)\n", lambda row: pieces.format(row[1]), lines, flags=re.MULTILINE)
    assert page != lines
    cell = read(page).cells["requests.partially_granted.total"]
    assert cell.state in UNDECIDED or cell.value == pages.fill(2022).figures["requests.partially_granted.total"]


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


@pytest.mark.parametrize("figures", ["1 1 0 0 0 0 2", "0 1 0 0 0 1 2"])
@pytest.mark.parametrize("torn_after", range(1, 7))
def test_figures_of_a_row_that_goes_on_without_a_label_stay_open(read: Read, figures: str, torn_after: int) -> None:
    inks = figures.split()
    label = "（一）予以公开"
    page = pages.page(pages.fill(2022), pages.padded)
    torn = f"{label} | {' | '.join(inks[:torn_after])} |\n{' | '.join(inks[torn_after:])} |"
    broken = re.sub(rf"^.*{label}.*$", torn, page, flags=re.MULTILINE)
    assert broken != page
    row = [cell for path, cell in read(broken).cells.items() if path.startswith("requests.granted.")]
    for cell, ink in zip(row, inks, strict=True):
        assert cell.state in UNDECIDED
        assert int(ink) in cell.candidates


@pytest.mark.parametrize("torn", ["12\t12\n\t0\t1\t1\t0\t26", "12\t12\t\n0\t1\t1\t0\t26"])
def test_figures_that_a_border_parts_from_their_row_stay_open(read: Read, torn: str) -> None:
    label = "7.属于行政执法案卷"
    page = pages.page(pages.fill(2022), lambda grid: "".join("\t".join(filter(None, row)) + "\n" for row in grid))
    broken = re.sub(rf"{label}\t.*$", f"{label}\t{torn}", page, flags=re.MULTILINE)
    assert broken != page
    assert read(broken).cells["requests.denied.case_file.total"].state in UNDECIDED


def test_the_number_before_a_label_that_lost_its_words_is_no_figure(read: Read) -> None:
    rows = (
        "规章 1 2 3\n行政规范性文件 4 5 6\n行政许可 7\n（一）予以公开 0 1 0 0 0 1\n2.其他法律行政法\n0 12 0 12 0 0 24\n"
    )
    cells = read(f"青禾县2022年政府信息公开工作年度报告\n{rows}").cells
    assert cells["requests.granted.total"].value != 2


def _of_one_width(line: str) -> str:
    cells = line.split("|")
    return "|".join([*cells, *[""] * (12 - len(cells))]) if len(cells) > 1 else line


def test_a_blank_before_the_figures_of_a_row_filled_from_the_left_may_be_the_first_of_them(read: Read) -> None:
    page = "\n".join(map(_of_one_width, pages.page(pages.fill(2022), pages.padded).splitlines()))
    label = "二、上年结转政府信息公开申请数量"
    broken = re.sub(
        rf"^{label}.*$", _of_one_width(f"{label} |  | 36 | 122 | 0 | 0 | 0 | 158"), page, flags=re.MULTILINE
    )
    assert broken != page
    row = [cell for path, cell in read(broken).cells.items() if path.startswith("requests.carried_over.")]
    assert row[-1].value == 158
    assert all(
        cell.state in UNDECIDED or cell.value in (None, true)
        for cell, true in zip(row, (0, 36, 122, 0, 0, 0, 158), strict=True)
    )


def test_two_rows_that_were_joined_do_not_show_that_blanks_are_kept(read: Read) -> None:
    page = pages.page(pages.fill(2022), pages.padded)
    joined = re.sub(r"^(第二十条第（六）项.*)\n", r"\1", page, flags=re.MULTILINE)
    assert joined != page
    *head, last = re.split(r"^(.*结果维持.*\n)", joined, flags=re.MULTILINE)
    row = "5 | 8 | 1 | 1 | 15 | 1 | 0 | 0 | 1 | 0 | 0 | ||||"
    cells = read("".join([*head, re.sub(r"^.*\n", f"{row}\n", last, count=1)])).cells
    assert cells["reconsideration.upheld"].state in (*UNDECIDED, "number")
    assert cells["litigation.direct.total"].value in (None, 1)


@pytest.mark.parametrize(
    "torn", ["规范性文件 | 9 | 3\n183\n", "规范性文件 | 9\n3 | 183\n", "规范性文件 | 9\n3 | 183 |\n"]
)
def test_a_row_torn_by_a_line_break_stays_open(read: Read, torn: str) -> None:
    rows = f"规章 | 1 | 2 | 3\n{torn}行政处罚 | 7 | 1 | 3\n"
    result = read(f"青禾县2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{rows}", template="national_2019")
    documents = [cell for path, cell in result.cells.items() if "normative" in path]
    assert [cell.state for cell in documents] == ["unplaced"] * 3
    assert {9, 3, 183} <= set(documents[0].candidates)


def test_a_second_row_under_the_same_heads_leaves_both_open(read: Read) -> None:
    heading = "五、存在的主要问题及改进情况"
    cells = read(_padded().replace(heading, f"{' | '.join('210030000010001')}\n{heading}")).cells
    assert {cells[path].state for path in cells if path.startswith(("reconsideration", "litigation"))} == {"unplaced"}


def _running(between: str = " ") -> str:
    """A report whose cells are parted by ``between`` only."""
    return pages.page(pages.fill(2022), lambda grid: "".join(between.join(filter(None, row)) + "\n" for row in grid))


def _values(result: gxgrammar.ParseResult) -> dict[str, str | int | None]:
    return {path: plain(cell.value) for path, cell in result.cells.items()}


@pytest.mark.parametrize("write", [pages.padded, pages.plain, lambda grid: pages.padded(grid).replace("|", "")])
@pytest.mark.parametrize(("digit", "letter"), [("0", "O"), ("1", "l")])
def test_letters_for_digits_are_no_figures(
    read: Read, write: Callable[[pages.Grid], str], digit: str, letter: str
) -> None:
    filled = pages.fill(2022)
    rows = re.compile(r"(?m)^(?:（一）予以公开|4.保护第三方合法权益).*|^[\d |]+$|^\d+$")
    page = pages.page(filled, lambda grid: rows.sub(lambda row: row[0].replace(digit, letter), write(grid)))
    assert letter in page
    for path, cell in read(page).cells.items():
        assert plain(cell.value) == filled.figures[path] or cell.state in UNDECIDED, path


@pytest.mark.parametrize(("before", "after"), [("\u200b", ""), ("", "\u200b"), ("", "件"), ("\ufeff", "项 ")])
@pytest.mark.parametrize("between", [" ", "\t"])
def test_units_and_what_has_no_width_stand_in_no_figures_way(read: Read, before: str, after: str, between: str) -> None:
    filled = pages.fill(2022)
    page = re.sub(r"(?m)(?<=[ \t])\d+(?=[ \t\n])", rf"{before}\g<0>{after}", _running(between))
    assert _values(read(page)) == filled.figures


@pytest.mark.parametrize("between", [" ", "\t", ""])
def test_straight_quotes_in_a_label_belong_to_it(read: Read, between: str) -> None:
    straight = _running(between).replace("“", '"').replace("”", '"')
    assert '"三安全一稳定"' in straight
    assert _values(read(straight)) == _values(read(_running(between)))


@pytest.mark.parametrize("between", [" ", "\t", " | "])
def test_the_mark_of_a_note_is_no_part_of_the_figure(read: Read, between: str) -> None:
    marked = re.sub(rf"(（一）予以公开{re.escape(between)}\d+)", r"\1①", _running(between))
    result = read(marked)
    assert _values(result) == pages.fill(2022).figures
    assert [each.code for each in result.diagnostics] == ["GX505"]


def test_a_colon_may_stand_behind_the_label(read: Read) -> None:
    page = re.sub(r"(?m)(?<=[^\d\s]) (?=\d)", "：", _running())
    assert "规章：" in page
    assert _values(read(page)) == pages.fill(2022).figures


@pytest.mark.parametrize(("mark", "state"), [("-", "dash"), ("—", "dash"), ("/", "dash"), ("无", "text")])
def test_a_mark_for_none_in_running_text_has_its_place(read: Read, mark: str, state: str) -> None:
    result = read(re.sub(r"(?<=[ \n])0(?=[ \n])", mark, _running()))
    assert [noted.code for noted in result.diagnostics if noted.code != "GX503"] == []
    for path, figure in pages.fill(2022).figures.items():
        assert (result.cells[path].state == state) == (figure == 0), path


def _with_remarks(penalty: tuple[str, ...], compulsion: tuple[str, ...]) -> str:
    """A page with two rows under heads of three columns, and cells for remarks behind them."""
    rows = (
        ("第二十条第（六）项",),
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量", ""),
        ("行政处罚", *penalty),
        ("行政强制", *compulsion),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    title = "青禾县2020年政府信息公开工作年度报告"
    return f"<html><body><p>{title}</p><h2>二、主动公开政府信息情况</h2><table>{cells}</table></body></html>"


@pytest.mark.parametrize(
    ("penalty", "compulsion", "figures"),
    [
        # The number of a remark is none of the row whose first figure is blank.
        (("3", "4", "5", "12"), ("", "293", "0", "12"), None),
        (("3", "4", "5", "12"), ("293", "", "0", "12"), None),
        (("3", "4", "5", "见说明"), ("293", "0", "6", ""), [293, 0, 6]),
        (("3", "4", "5", ""), ("293", "0", "6", ""), [293, 0, 6]),
        (("3", "4", "5", ""), ("", "0", "6", ""), [None, 0, 6]),
        # One blank column between those of the form.
        (("3", "", "4", "5"), ("293", "", "0", "6"), [293, 0, 6]),
    ],
)
def test_the_number_of_a_remark_is_no_figure_of_a_row_with_a_blank(
    read: Read, penalty: tuple[str, ...], compulsion: tuple[str, ...], figures: list[int | None] | None
) -> None:
    cells = read(_with_remarks(penalty, compulsion)).cells
    found = [cells[f"proactive.compulsion.{name}"] for name in ("items_previous_year", "items_change", "decisions")]
    if figures is None:
        assert {cell.state for cell in found} == {"unplaced"}
    else:
        assert [cell.value for cell in found] == figures
