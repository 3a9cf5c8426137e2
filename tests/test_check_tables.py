"""What the checks say of tables that are absent, not read, or short of rows and cells, and of wholes left blank."""

from __future__ import annotations

import re
from typing import Any

import made_reports
import pytest

import gxgrammar

import pages

WHOLE = pages.page(pages.fill(2022), pages.padded)
HTML = gxgrammar.render(gxgrammar.parse(WHOLE).report, layout="html")
HEADING = "四、政府信息公开行政复议、行政诉讼情况"


def told(text: str, *rules: str) -> list[tuple[str, str]]:
    return [(each.severity, each.message("zh")) for each in gxgrammar.check(gxgrammar.parse(text), select=rules)]


def without(line: str) -> str:
    """The page without a line that begins with these words."""
    lines = [each for each in WHOLE.splitlines() if not each.startswith(line)]
    assert len(lines) == len(WHOLE.splitlines()) - 1
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("line", "number", "row"),
    [
        ("四、结转下年度", "三", "四、结转下年度继续办理"),
        ("行政强制", "二", "行政强制"),
        ("2.重复申请", "三", "2.重复申请"),
    ],
)
def test_a_row_that_the_page_does_not_have_is_named(line: str, number: str, row: str) -> None:
    assert told(without(line), "X-TABLE") == [("warning", f"第{number}部分的表格中没有读到：{row}。")]
    assert told(WHOLE, "X-TABLE") == []


def test_rows_that_are_only_undecided_are_not_absent() -> None:
    row = next(line for line in WHOLE.splitlines() if line.startswith("2.重复申请"))
    assert told(WHOLE.replace(row, "2.重复申请 | 12 | 38 |||||||"), "X-TABLE") == []
    assert told(WHOLE.replace(row, "2.重复申请 |||||||||"), "X-TABLE") == []


def test_a_table_whose_figures_cannot_be_read_is_no_error() -> None:
    row = WHOLE[WHOLE.index("0 | 0 | 0 | 7") : WHOLE.index("五、存在")]
    unread = WHOLE.replace(row, " | ".join(f"'{each}" for each in row.split(" | ")))
    assert told(unread, "X-TABLE") == [("warning", "第四部分有表格，但没有读到规定的项目和数据。")]


def test_a_section_without_its_table_is_an_error_unless_the_page_ends_there() -> None:
    end = WHOLE.index("五、存在")
    gone = WHOLE[: WHOLE.index(HEADING)] + HEADING + "\n"
    assert told(gone + WHOLE[end:], "X-TABLE") == [("error", "第四部分没有规定的表格。")]
    assert told(gone, "X-TABLE") == [("warning", "第四部分没有规定的表格。")]


def test_table_four_with_fourteen_cells_is_an_error_where_all_cells_are_shown() -> None:
    last = HTML.rindex("<td>", 0, HTML.rindex("</td></tr>"))
    short = HTML[:last] + HTML[HTML.index("</tr>", last) :]
    assert told(short, "T4-NAT") == [("error", "复议、诉讼情况表应有 15 格，只有 14 格。")]
    assert told(HTML, "T4-NAT") == []
    row = next(line for line in WHOLE.splitlines() if line.startswith("0 | 0 | 0 | 7"))
    assert told(WHOLE.replace(row, row.replace("0 | 7", "7", 1)), "T4-NAT") == []


@pytest.mark.parametrize(
    ("template", "rule", "whole", "part"),
    [
        ("statistics_2014", "S-NORM", "proactive.disclosed_total", "proactive.normative_documents_disclosed"),
        ("statistics_2014", "S-CHAN", "proactive.disclosed_total", "channels.website"),
        ("statistics_2014", "S-PRESS", "response.press_conferences", "response.press_conferences_by_head"),
        ("fujian_2014", "A-CUM", "disclosed_total.cumulative", "disclosed_total.current"),
        ("fujian_2014", "A-SUB", "disclosed_total.current", "by_website.current"),
        ("national_2021", "T2-STOCK", "normative_documents.in_force", "normative_documents.issued"),
        ("national_2019", "T2-PUBSTOCK", "normative_documents.total_disclosed", "normative_documents.newly_disclosed"),
    ],
)
def test_a_whole_left_blank_is_told_but_no_fault(template: str, rule: str, whole: str, part: str) -> None:
    owner = {"statistics_2014": "statistics", "fujian_2014": "fujian"}.get(template, "proactive")
    whole, part = f"{owner}.{whole}", f"{owner}.{part}"
    blank = made_reports.report(template, {whole: "blank", part: 5})
    (found,) = gxgrammar.check(blank, select=[rule])
    assert (found.severity, found.reason, found.cells) == ("info", "blank_total", (whole,))
    # Of T2-STOCK 废止 counts, too, which is 1.
    less = made_reports.report(template, {whole: 3, part: 5})
    assert "fail" in {each.outcome for each in gxgrammar.assess(less, select=[rule])}


def test_a_stock_left_blank_is_not_rolled_on() -> None:
    stock = "proactive.normative_documents.in_force"
    years = [made_reports.report("national_2021", {stock: "blank"}, year=2021), made_reports.report("national_2021")]
    assert not gxgrammar.check(years, select=["T2-ROLL"])


def test_words_for_no_change_are_no_fault() -> None:
    text = pages.page(pages.fill(2020), pages.padded)
    row = next(line for line in text.splitlines() if line.startswith("行政许可"))
    cells = row.split(" | ")
    unchanged = text.replace(row, " | ".join([*cells[:2], "未增未减", *cells[3:]]))
    several = text.replace(row, " | ".join([*cells[:2], "若干", *cells[3:]]))
    assert told(unchanged, "T2-NAT") == []
    assert [severity for severity, _ in told(several, "T2-NAT")] == ["error"]


@pytest.mark.parametrize(("ink", "said"), [("1.5", "“1.5” 不是非负整数。"), ("若干", "“若干” 不是非负整数。")])
def test_a_count_that_is_none_is_called_so(ink: str, said: str) -> None:
    table = re.sub(r"(（一）予以公开 \| )\d+", rf"\g<1>{ink}", WHOLE)
    ((_, message),) = told(table, "T3-NAT")
    assert message.endswith(said)


def message_of(report: Any, rule: str, lang: str = "zh") -> str:
    (found,) = gxgrammar.check(report, select=[rule])
    return found.message(lang)


def test_what_is_not_added_up_is_not_shown_as_a_sum() -> None:
    changes = {"requests.carried_over.natural_person": 1, "requests.carried_over.total": 1}
    said = message_of(made_reports.report("national_2021", changes, text="全年收到政府信息公开申请9件。"), "X-NEW")
    assert "7、" in said
    assert "+" not in said
    rules = {"proactive.administrative_rules.issued": 1, "proactive.administrative_rules.in_force": 4}
    said = message_of(made_reports.report("national_2021", rules), "T2-RULES")
    assert said.endswith("规章：本年制发件数 1、现行有效件数 4。")


def test_a_result_whose_total_is_blank_is_shown_by_its_row() -> None:
    report = made_reports.report("national_2021", {"requests.granted.total": "blank"}, text="全年予以公开6件。")
    said = message_of(report, "X-CAT")
    assert "商业企业 2" in said
    assert "= 5" in said


def test_all_upheld_is_quoted() -> None:
    report = made_reports.report("national_2021", text="全年行政复议3件，均获维持。")
    assert "均获维持" in message_of(report, "X-OUT")


def test_a_side_of_zeros_says_so() -> None:
    changes = {"statistics.replies.agreed": 0, "statistics.replies.refused": 0}
    said = message_of(made_reports.report("statistics_2014", changes), "S-ANS")
    assert "8 项都为 0 或空白" in said


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("全年收到政府信息公开申请7件，其中网上申请3件、互联网渠道2件、信函申请2件。", "not_assessable"),
        ("全年收到政府信息公开申请7件，其中网上申请3件、信函申请2件，其余为当面申请。", "not_assessable"),
        ("全年收到政府信息公开申请7件，其中网上申请3件、信函申请2件。", "fail"),
        ("全年收到政府信息公开申请7件，其中网上申请3件、信函申请2件，召开会议2次。", "fail"),
        ("全年收到政府信息公开申请7件，其中网上申请5件、信函申请3件。", "fail"),
        ("全年收到政府信息公开申请7件，其中网上申请5件、信函申请2件。", "pass"),
    ],
)
def test_channels_are_added_up_only_where_all_that_is_listed_is_known(text: str, outcome: str) -> None:
    (found,) = gxgrammar.assess(made_reports.report("national_2021", text=text), select=["X-CHAN"])
    assert found.outcome == outcome


def test_a_page_that_prints_the_report_twice_gets_one_warning() -> None:
    body = WHOLE[WHOLE.index("一、总体情况") : WHOLE.index("青禾县人民政府办公室\n2023")]
    twice = WHOLE.replace(body, body + body)
    ((severity, message),) = told(twice, "X-SECT")
    assert severity == "warning"
    assert "两遍" in message


def test_two_sections_twice_are_no_report_printed_twice() -> None:
    body = WHOLE[WHOLE.index("一、总体情况") : WHOLE.index("三、收到")]
    found = told(WHOLE[: WHOLE.index("三、收到")] + body, "X-SECT")
    assert [message for severity, message in found if severity == "error"] == ["第一部分：重复。", "第二部分：重复。"]
