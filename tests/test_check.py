"""The checks as a whole: outcomes, blanks, undecided cells, culprits, years, parts, selection, the command line."""

from __future__ import annotations

import json
from typing import Any

import attrs
import made_reports
import pytest
from click.testing import CliRunner

import gxgrammar
from gxgrammar import checks
from gxgrammar.cells import Cell
from gxgrammar.checks import folded
from gxgrammar.cli import main
from gxgrammar.errors import UnknownName
from gxgrammar.rules import rules
from gxgrammar.shape import values_of

import pages

FORMS = sorted(made_reports.YEARS)
PAGE = """青禾县人民政府2022年政府信息公开工作年度报告
2022年1月1日至2022年12月31日。
一、总体情况
全年共受理政府信息公开申请{said}件。
二、主动公开政府信息情况
规章 | 0 | 0 | 0 |
行政规范性文件 | 4 | 1 | 30 |
行政许可 | 5 | | |
行政处罚 | 0 | | |
行政强制 | 0 | | |
行政事业性收费 | 0 | | |
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | {received} | 0 | 0 | 0 | 0 | 0 | 3 |
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
（一）予以公开 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
（七）总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
四、政府信息公开行政复议、行政诉讼情况
结果维持 | 总计 |
0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
五、存在的主要问题及改进情况
一是宣传不够。
六、其他需要报告的事项
本年度未收取信息处理费。
"""


def made(template: str = "national_2021", changes: dict[str, Any] | None = None, **options: Any) -> Any:
    return made_reports.report(template, changes, **options)


def rule_outcomes(report: Any, rule: str, **options: Any) -> list[str]:
    return [each.outcome for each in gxgrammar.assess(report, select=[rule], **options)]


@pytest.mark.parametrize("template", FORMS)
def test_a_consistent_report_has_no_findings(template: str) -> None:
    assert gxgrammar.check(made(template)) == ()


def test_a_finding_names_both_sides_and_the_cells() -> None:
    (found,) = gxgrammar.check(made(changes={"reconsideration.total": 9}), select=["T4-SUM-REC"])
    assert (found.rule, found.severity, found.outcome) == ("T4-SUM-REC", "error", "fail")
    assert found.left.value == 9
    assert found.right.value == sum(each.value or 0 for each in found.right.terms)
    assert found.difference == 9 - (found.right.value or 0)
    assert (found.left.terms[0].row, found.left.terms[0].column) == ("行政复议", "总计")
    assert [each.column for each in found.right.terms] == ["结果维持", "结果纠正", "其他结果", "尚未审结"]
    assert "行政复议" in found.message("zh")
    assert "difference 6" in found.message("en")


def test_rows_and_columns_have_their_official_names() -> None:
    (found,) = gxgrammar.check(made(changes={"requests.not_processed.excessive.total": 1}), select=["T3-ROW"])
    term = found.left.terms[0]
    assert (term.path, term.row, term.column) == (
        "requests.not_processed.excessive.total",
        "4.无正当理由大量反复申请",
        "总计",
    )


def test_the_record_stays() -> None:
    report = made(changes={"reconsideration.total": 9})
    before = attrs.asdict(report)
    gxgrammar.check(report)
    assert attrs.asdict(report) == before


def test_a_blank_addend_counts_as_zero_and_the_finding_says_so() -> None:
    held = made(changes={"requests.granted.research": "blank"})
    assert set(rule_outcomes(held, "T3-ROW")) == {"pass"}
    broken = made(changes={"requests.granted.business": "blank"})
    found = gxgrammar.check(broken, select=["T3-ROW"])
    assert [each.blanks for each in found] == ["blank_as_zero"]
    assert "blank_as_zero" in found[0].message("zh")


def test_a_record_without_any_part_of_a_total_is_not_assessable() -> None:
    columns = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org")
    report = made(changes={f"requests.granted.{column}": "blank" for column in columns})
    assert "fail" not in rule_outcomes(report, "T3-ROW")


def test_strict_blanks_are_not_assessable() -> None:
    report = made(changes={"requests.granted.research": "blank"})
    assert rule_outcomes(report, "T3-ROW", strict_blanks=True).count("not_assessable") == 1
    assert not gxgrammar.check(report, select=["T3-ROW", "T3-RES"], strict_blanks=True)


def test_a_blank_total_is_told_but_no_error() -> None:
    report = made(changes={"requests.granted.total": "blank"})
    found = gxgrammar.check(report, select=["T3-ROW"])
    assert [(each.severity, each.outcome, each.reason) for each in found] == [("info", "not_assessable", "blank_total")]
    assert found[0].cells == ("requests.granted.total",)
    assert {each.severity for each in gxgrammar.check(report)} == {"info"}


def test_a_blank_total_of_nothing_is_zero() -> None:
    report = made(changes={"requests.denied.case_file.total": "blank"})
    assert set(rule_outcomes(report, "T3-ROW")) == {"pass"}


def undecided(**cells: Cell) -> gxgrammar.ParseResult:
    result = gxgrammar.parse(PAGE.format(said=3, received=3))
    named = {name.replace("__", "."): cell for name, cell in cells.items()}
    return attrs.evolve(result, cells={**result.cells, **named})


def test_an_undecided_cell_is_not_assessable() -> None:
    cell = Cell("3", None, "unplaced", None, (None, 3))
    assert "not_assessable" in rule_outcomes(undecided(requests__received__business=cell), "T3-ROW")


def test_readings_that_agree_decide() -> None:
    cell = Cell("57", None, "ambiguous", None, (5, 7))
    assert "fail" in rule_outcomes(undecided(requests__received__business=cell), "T3-ROW")
    cell = Cell("0", None, "unplaced", None, (None, 0))
    assert rule_outcomes(undecided(requests__received__business=cell), "T3-ROW")[0] == "pass"


def test_missing_cells_are_not_assessable() -> None:
    result = gxgrammar.parse(PAGE.format(said=3, received=3))
    assert "not_assessable" in rule_outcomes(result, "T3-RES")
    assert not [each for each in gxgrammar.check(result) if each.severity == "error"]


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("requests.granted.business", 4),
        ("requests.received.natural_person", 50),
        ("requests.results_total.natural_person", 40),
        ("requests.unable.not_held.other_org", 2),
    ],
)
def test_the_likely_culprit_is_named_with_the_figure_that_mends(path: str, wrong: int) -> None:
    right = made_reports.computed("national_2021", made_reports.LEAVES["national_2021"])[path]
    found = gxgrammar.check(made(changes={path: wrong}), select=["T3-BAL", "T3-RES", "T3-ROW"])
    assert len(found) >= 2
    assert {(each.culprit.term.path, each.culprit.value) for each in found if each.culprit} == {(path, right)}
    assert all(each.culprit for each in found)
    assert str(right) in found[0].message("zh")


def test_one_broken_equation_names_no_culprit() -> None:
    (found,) = gxgrammar.check(made(changes={"reconsideration.total": 9}), select=["T4"])
    assert found.culprit is None


def test_consequences_are_folded_under_their_cause() -> None:
    found = gxgrammar.check(made(changes={"requests.granted.business": 4}, text="予以公开9件。"))
    groups = folded(found)
    assert len(found) > len(groups)
    assert sum(1 + len(after) for _, after in groups) == len(found)
    cause, after = groups[0]
    assert cause.severity == "error"
    assert after


def test_errors_come_first() -> None:
    found = gxgrammar.check(
        made(changes={"reconsideration.total": 9, "requests.granted.research": "blank"}, other="无。")
    )
    order = [("error", "warning", "info").index(each.severity) for each in found]
    assert order == sorted(order)
    assert len(set(order)) > 1


def test_select_and_ignore_by_id_or_beginning() -> None:
    report = made(changes={"reconsideration.total": 9, "requests.granted.total": 9})
    assert {each.rule for each in gxgrammar.check(report, select=["T4"])} == {"T4-SUM-REC"}
    assert "T4-SUM-REC" not in {each.rule for each in gxgrammar.check(report, ignore=["t4-sum-rec"])}
    assert {each.rule for each in gxgrammar.assess(report, select=["T3-ROW", "T4"], ignore=["T4-NAT"])} == {
        *("T3-ROW", "T4-SUM-REC", "T4-SUM-DIR", "T4-SUM-AFT")
    }
    with pytest.raises(UnknownName, match="T3-BAL"):
        gxgrammar.check(report, select=["T3-BALL"])


def test_an_optional_rule_is_only_applied_when_selected() -> None:
    report = made(text="字" * 1200)
    assert not gxgrammar.check(report)
    assert [each.rule for each in gxgrammar.check(report, select=["X-LEN"])] == ["X-LEN"]


def test_rules_hold_for_their_forms_only() -> None:
    for template in FORMS:
        assert {each.rule for each in gxgrammar.assess(made(template))} <= {
            name for name, rule in rules().items() if template in rule.templates
        }


def test_years_are_compared_within_a_body_only() -> None:
    earlier, later = made(year=2021), made(year=2022)
    assert "Y-CARRY" in {each.rule for each in gxgrammar.check([later, earlier])}
    other = attrs.evolve(earlier, metadata=attrs.evolve(earlier.metadata, agency_name="北川县人民政府"))
    assert not gxgrammar.check([later, other])


def test_years_that_are_not_consecutive_are_not_compared() -> None:
    assert not gxgrammar.check([made(year=2021), made(year=2024)])


def test_carry_over_is_an_error_in_the_total_and_a_warning_in_a_column() -> None:
    found = gxgrammar.check([made(year=2021), made(year=2022)], select=["Y-CARRY"])
    assert {each.cells[0].rpartition(".")[2]: each.severity for each in found} == {
        "total": "error",
        "natural_person": "warning",
    }


def test_series_that_break_between_forms_are_not_compared() -> None:
    earlier = made("national_2019", {"proactive.charges.items_previous_year": 500}, year=2020)
    later = made("national_2021", {"proactive.charges.amount": "9"}, year=2021)
    found = gxgrammar.assess([earlier, later], select=["Y-BREAK", "Y-JUMP", "T2-ROLL"])
    assert {each.rule for each in found if each.outcome == "not_applicable"} >= {"Y-BREAK", "T2-ROLL"}
    assert not [each for each in found if each.finding]


def test_decisions_are_followed_across_forms() -> None:
    earlier = made("national_2019", {"proactive.licensing.decisions": 6}, year=2020)
    later = made("national_2021", {"proactive.licensing.decisions": 600}, year=2021)
    (found,) = gxgrammar.check([earlier, later], select=["Y-JUMP"])
    assert found.cells == ("proactive.licensing.decisions",)


def test_figures_of_parts_are_compared_in_the_order_of_the_form() -> None:
    paths = list(values_of(made_reports.report("national_2021")))
    whole = made_reports.report("national_2021", dict.fromkeys(paths[::3]))
    found = gxgrammar.assess(whole, parts=[whole], select=["H-SUM"])
    assert [each.left[0] for each in found] == paths


def test_parts_add_up() -> None:
    leaves = made_reports.LEAVES["national_2021"]
    twice = {path: value * 2 for path, value in leaves.items()}
    whole = made(leaves=twice)
    assert not gxgrammar.check(whole, parts=[made(), made()], select=["H"])
    found = gxgrammar.check(whole, parts=[made()], select=["H-SUM"])
    assert {each.cells[0] for each in found} >= set(leaves)


def test_missing_sections_at_the_end_may_be_cut_off() -> None:
    cut = gxgrammar.check(made(topics=made_reports.TOPICS[:4]), select=["X-SECT"])
    assert {each.severity for each in cut} == {"warning"}
    gone = gxgrammar.check(made(topics=[each for each in made_reports.TOPICS if each != "reviews"]), select=["X-SECT"])
    assert [each.severity for each in gone] == ["error"]


SECOND = "二、主动公开政府信息情况"


def _sections_found(page: str) -> list[tuple[str, str | None]]:
    found = gxgrammar.check(gxgrammar.parse(page), select=["X-SECT"])
    return [(each.message("en"), each.severity) for each in found if "二" in each.message("en")]


@pytest.mark.parametrize(
    "heading",
    [
        "一、主动公开政府信息情况",
        "、主动公开政府信息情况",
        "（一）主动公开。公开了信息。\n、主动公开政府信息情况",
        "四、主动公开政府信息情况",
    ],
)
def test_a_misnumbered_section_is_not_absent(heading: str) -> None:
    text = pages.page(pages.fill(2022), pages.padded)
    assert SECOND in text
    message, severity = _sections_found(text.replace(SECOND, heading))[0]
    assert "number" in message
    assert severity == "warning"


def test_a_heading_that_ends_in_a_bar_is_one() -> None:
    text = pages.page(pages.fill(2022), pages.plain)
    assert not _sections_found(text.replace(SECOND, f"{SECOND} |"))


@pytest.mark.parametrize("words", ["主动公开政府信息情况见下。", "公开的信息见下。", "二〇二二年公开情况"])
def test_a_section_without_its_heading_is_absent(words: str) -> None:
    text = pages.page(pages.fill(2022), pages.padded)
    assert _sections_found(text.replace(SECOND, words)) == [("Section 二: absent.", "error")]


def test_a_part_with_the_heading_of_a_later_section_does_not_repeat_it() -> None:
    text = pages.page(pages.fill(2022), pages.padded)
    assert not _sections_found(text.replace(SECOND, f"（二）政府信息主动公开情况\n公开了信息。\n{SECOND}"))
    assert _sections_found(text.replace(SECOND, f"{SECOND}\n{SECOND}"))[0][0] == "Section 二: repeated."


ABOUT_SOMETHING_ELSE = [
    ("national_2021", "X-NEW", "逾期未收到申请人补正材料的，依法终止办理。"),
    ("national_2021", "X-DONE", "已处理申请，正在办理1件，转下一年办理1件。"),
    ("national_2021", "X-CAT", "因信息不存在无法提供9件。主动公开信息27条，不予公开信息35条。"),
    ("national_2021", "X-REC", "复议后起诉9件。办理行政许可41件、行政复议20件。"),
    ("national_2021", "X-LIT", "审理行政复议案件120件、行政诉讼案件77件。"),
    ("statistics_2014", "X-G1", "截至年底累计主动公开政府信息9999条。"),
    ("statistics_2014", "X-G1", "主动公开财政信息5条。"),
    ("statistics_2014", "X-G1", "7-12月，主动公开政府信息9999条。"),
    ("statistics_2014", "X-G1", "收到申请，其中主动公开信息9999条。"),
]


@pytest.mark.parametrize(("template", "rule", "text"), ABOUT_SOMETHING_ELSE)
def test_a_sentence_about_something_else_is_not_compared(template: str, rule: str, text: str) -> None:
    (found,) = gxgrammar.assess(made(template, text=text), select=[rule])
    assert (found.outcome, found.reason) == ("not_assessable", "unstated")


def test_requests_with_those_carried_over_are_both_items() -> None:
    changes = {"requests.carried_over.natural_person": 1, "requests.carried_over.total": 1}
    cells = made().requests
    both = cells.received.total + 1
    for said, outcome in ((both, "pass"), (both + 1, "fail"), (both - 1, "fail")):
        report = made(changes=changes, text=f"收到政府信息公开申请（含上年结转1件）共{said}件。")
        assert rule_outcomes(report, "X-NEW")[-1] == outcome


def test_a_report_of_unknown_year_is_compared_with_the_year_its_sentences_name() -> None:
    report = made(text="2022年收到申请99件。")
    undated = attrs.evolve(report, metadata=attrs.evolve(report.metadata, report_year=None))
    assert rule_outcomes(undated, "X-NEW") == ["fail"]


def test_a_prose_finding_points_at_its_sentence() -> None:
    text = PAGE.format(said=5, received=3)
    (found,) = gxgrammar.check(gxgrammar.parse(text), select=["X-NEW"])
    assert text[found.spans[0].start : found.spans[0].end] == "受理政府信息公开申请5件"
    assert (found.left.value, found.right.value) == (5, 3)


@pytest.fixture
def files(tmp_path: Any) -> list[str]:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(PAGE.format(said=3, received=3), encoding="utf-8")
    bad.write_text(PAGE.format(said=3, received=4), encoding="utf-8")
    return [str(good), str(bad)]


def test_command_groups_by_report_and_ends_with_a_verdict(files: list[str]) -> None:
    run = CliRunner().invoke(main, ["check", "--lang", "zh", *files])
    assert run.exit_code == 1
    lines = run.output.strip().splitlines()
    assert lines[0].startswith(files[0])
    assert any("T3-ROW" in line for line in lines)
    assert lines[-1].startswith("2 份报告：")


def test_command_is_content_without_errors(files: list[str]) -> None:
    run = CliRunner().invoke(main, ["check", "--ignore", "X-TABLE", files[0]])
    assert run.exit_code == 0
    assert "nothing found" in run.output.splitlines()[-1]
    assert CliRunner().invoke(main, ["check", "--ignore", "T3-ROW,T3-BAL,X-TABLE", files[1]]).exit_code == 0
    assert CliRunner().invoke(main, ["check", "--select", "T4", files[1]]).exit_code == 0


def test_a_verdict_on_a_page_read_in_part_is_no_pass(files: list[str]) -> None:
    chosen = ["check", "--ignore", "X-TABLE", files[0]]
    for lang, said in (("zh", "不等于没有问题"), ("en", "no pass")):
        run = CliRunner().invoke(main, [*chosen, "--lang", lang])
        assert run.exit_code == 0
        verdict = run.output.splitlines()[-1]
        assert said in verdict
        assert "200" in verdict
        assert str(gxgrammar.coverage(gxgrammar.parse_file(files[0])).missing) in verdict
    run = CliRunner().invoke(main, [*chosen, "--format", "json"])
    assert json.loads(run.output)["coverage"]["complete"] is False
    run = CliRunner().invoke(main, [*chosen, "--format", "sarif"])
    (told,) = json.loads(run.output)["runs"][0]["properties"]["coverage"]
    assert told["missing"] > 0
    assert told["unassessed"] > 0


def test_a_verdict_on_a_page_read_in_full_is_plain(tmp_path: Any) -> None:
    whole = tmp_path / "whole.txt"
    whole.write_text(pages.page(pages.fill(2022), pages.padded), encoding="utf-8")
    run = CliRunner().invoke(main, ["check", "--ignore", "T2,T3-FEE,X", str(whole)])
    assert run.output.splitlines()[-1] == "Reports checked: 1; nothing found."
    assert gxgrammar.coverage(gxgrammar.parse_file(whole)).is_whole


def test_a_report_without_a_form_is_no_pass(tmp_path: Any) -> None:
    words = tmp_path / "words.txt"
    words.write_text("青禾县2010年政府信息公开工作年度报告\n一、概述\n做好公开工作。\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["check", str(words)])
    assert run.exit_code == 0
    assert "no table of a form was read" in run.output.splitlines()[-1]


def test_strict_blanks_tell_what_they_leave_unassessed() -> None:
    report = made(changes={"requests.granted.research": "blank"})
    assert gxgrammar.coverage(report).is_whole
    strict = gxgrammar.coverage(report, strict_blanks=True)
    assert strict.unassessed == 2
    assert strict.rules > 20


def test_command_cannot_read(files: list[str]) -> None:
    run = CliRunner().invoke(main, ["check", "no such file", files[0]])
    assert run.exit_code == 2
    assert files[0] in run.output
    assert CliRunner().invoke(main, ["check", "--select", "T9", files[0]]).exit_code == 2


def test_command_prints_json(files: list[str]) -> None:
    run = CliRunner().invoke(main, ["check", "--format", "json", "--ignore", "X-TABLE", *files])
    good, bad = map(json.loads, run.output.splitlines())
    assert good["findings"] == []
    assert {"T3-ROW", "T3-BAL"} <= {each["rule"] for each in bad["findings"]}
    row = next(each for each in bad["findings"] if each["rule"] == "T3-ROW")
    assert row["culprit"]["path"] == "requests.received.natural_person"
    assert row["culprit"]["suggested"] == 3
    assert row["spans"][0]["line"] == 13


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_prints_a_rule(lang: str) -> None:
    run = CliRunner().invoke(main, ["explain", "t3-bal", "--lang", lang])
    assert run.exit_code == 0
    assert "第一项加第二项之和，等于第三项加第四项之和" in run.output
    entry = json.loads(CliRunner().invoke(main, ["explain", "T3-BAL", "--format", "json"]).output)
    assert {"rule", "severity", "title", "formula", "source", "reason", "remedy", "example"} <= set(entry)


@pytest.mark.parametrize(
    ("agency", "found"),
    [
        ("青禾县公安局", True),
        ("白鹭市云溪区住房和城乡建设局", True),
        ("柳林街道办事处", True),
        ("白鹭市人民政府", False),
        ("白鹭市教育局", False),
        ("青山自治区水利厅", False),
        ("白鹭市住房和城乡建设局", False),
        ("白鹭市乡村振兴局", False),
        ("青山地区教育局", False),
    ],
)
def test_who_makes_no_rules(agency: str, found: bool) -> None:
    report = made(changes={"proactive.administrative_rules.in_force": 2})
    named = attrs.evolve(report, metadata=attrs.evolve(report.metadata, agency_name=agency))
    assert bool(gxgrammar.check(named, select=["T2-RULES"])) == found


def test_what_is_examined_at_once_is_what_each_look_finds() -> None:
    years = [made(year=year) for year in (2021, 2022)]
    broken = made(changes={"requests.received.total": 9}, year=2023)
    reports, parts, blanks = [*years, broken], [made(year=2023)], {"strict_blanks": True}
    findings, coverages = checks.examine(reports, parts=parts, **blanks)
    assert findings == gxgrammar.check(reports, parts=parts, **blanks)
    assert {"T3-ROW", "H-SUM", "Y-SAME"} <= {each.rule for each in findings}
    assert coverages == tuple(gxgrammar.coverage(each, **blanks) for each in reports)
