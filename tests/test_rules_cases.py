"""Every rule finds what it must and passes its near miss; every rule has both, and its texts."""

from __future__ import annotations

import inspect
import tomllib
from pathlib import Path
from typing import Any

import made_reports
import pytest

import gxgrammar
from gxgrammar.records import UnrecognisedRow
from gxgrammar.rules import rule_texts, rules

import pages

CASES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "rule_cases.toml").read_text(encoding="utf-8")
)
# Says which series are not compared; it has no failure.
NEVER_FAILS = {"Y-BREAK"}


def made(template: str, case: dict[str, Any], *, before: int = 0) -> Any:
    """A record from the keys of a case."""
    case = dict(case)
    template = case.pop("template", template)
    year = case.pop("year", made_reports.YEARS[template] - case.pop("years_before", before))
    if "long" in case:
        case["text"] = "字" * case.pop("long")
    if "head" in case:
        case["unrecognised"] = (UnrecognisedRow("三、依申请公开情况", tuple(case.pop("head"))),)
    return made_reports.report(template, case.pop("set", {}), year=year, **case)


def page(without_table: bool) -> gxgrammar.ParseResult:
    """A report of the form of 2021 as a page, with or without table four."""
    text = pages.page(pages.fill(2022), pages.padded)
    table = text[text.index("行政复议 |") : text.index("五、存在")]
    return gxgrammar.parse(text.replace(table, "") if without_table else text)


def outcomes(rule: str, case: dict[str, Any], template: str) -> set[str]:
    case = dict(case)
    if "without_table" in case:
        found = gxgrammar.assess(page(case["without_table"]), select=[rule])
        return {each.outcome for each in found}
    earlier = [made(template, each, before=1) for each in case.pop("earlier", [])]
    parts = [made(template, each) for each in case.pop("parts", [])]
    subject = made(template, case)
    if earlier:
        found = gxgrammar.assess([*earlier, subject], select=[rule])
        last = gxgrammar.assess(earlier, select=[rule])
        return {each.outcome for each in found[len(last) :]}
    return {each.outcome for each in gxgrammar.assess(subject, parts=parts, select=[rule]) if each.rule == rule}


@pytest.mark.parametrize("rule", sorted(CASES))
def test_rule_finds_its_case(rule: str) -> None:
    case = CASES[rule]
    assert "fail" in outcomes(rule, case["find"], case["template"])


@pytest.mark.parametrize("rule", sorted(CASES))
def test_rule_passes_its_near_miss(rule: str) -> None:
    case = CASES[rule]
    found = outcomes(rule, case["near"], case["template"])
    assert "fail" not in found
    assert found & {"pass", "not_applicable"}


def test_every_rule_has_a_case_and_a_near_miss() -> None:
    assert set(CASES) | NEVER_FAILS == set(rules())
    assert all({"find", "near"} <= set(case) for case in CASES.values())


def test_every_rule_has_texts_and_no_text_is_left_over() -> None:
    assert set(rule_texts()) == set(rules())
    for name, texts in rule_texts().items():
        for text in (texts.title, texts.message, texts.reason, texts.remedy):
            assert set(text) == {"zh", "en"}, name
            assert all(text.values()), name
        assert texts.formula
        assert texts.example


def test_rule_functions_are_named_after_their_rules() -> None:
    for name, rule in rules().items():
        assert rule.statement, name
        for scope, judge in rule.judges.items():
            assert judge.__name__.startswith("rule_" + name.lower().replace("-", "_")), (name, scope)
            assert len(inspect.getsource(judge).splitlines()) <= 40, name


@pytest.mark.parametrize("rule", sorted(CASES))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_can_be_told(rule: str, lang: str) -> None:
    case = dict(CASES[rule]["find"])
    if "without_table" in case:
        found = gxgrammar.check(page(True), select=[rule])
    else:
        template = CASES[rule]["template"]
        earlier = [made(template, each, before=1) for each in case.pop("earlier", [])]
        parts = [made(template, each) for each in case.pop("parts", [])]
        subject = made(template, case)
        found = gxgrammar.check([*earlier, subject] if earlier else subject, parts=parts, select=[rule])
    assert found
    for each in found:
        message = each.message(lang)
        assert "{" not in message
        assert "None" not in message


@pytest.mark.parametrize(
    "words",
    [
        "水务局没有收过信息公开处理费。",
        "全年未发生收费的情形。",
        "未发生公开信息的收费，也没有其他事项。",
        "公开信息没有收取相关费用。",
        "依申请提供政府信息收取费用0元。",
        "收取信息处理费120元。",
    ],
)
def test_section_six_may_speak_of_fees_in_other_words(words: str) -> None:
    assert outcomes("X-ZEROFEE", {"other": words}, "national_2021") == {"pass"}


@pytest.mark.parametrize("words", ["按规定公开行政收费目录。", "没有其他需要报告的事项，收费目录已经公开。"])
def test_other_words_on_fees_are_no_statement(words: str) -> None:
    assert outcomes("X-ZEROFEE", {"other": words}, "national_2021") == {"fail"}


def test_an_amount_without_unit_is_not_held_against_last_year() -> None:
    text = pages.page(pages.fill(2020), pages.padded)
    unstated = gxgrammar.parse(text.replace("采购总金额（万元）", "采购总金额"))
    (found,) = gxgrammar.check(unstated, select=["T2-UNIT"])
    assert "没有写明单位" in found.message("zh")
    assert "上年" not in found.message("zh")
    assert "last year" not in found.message("en")


def test_an_amount_ten_thousand_times_off_is_told_with_that_of_last_year() -> None:
    earlier, later = (
        made("national_2021", {}, before=1),
        made("national_2021", {"set": CASES["T2-UNIT"]["find"]["set"]}),
    )
    (found,) = gxgrammar.check([earlier, later], select=["T2-UNIT"])
    assert "上年为 12.5" in found.message("zh")
    assert "no unit" not in found.message("en")


def test_severities_are_those_of_the_form() -> None:
    errors = {name for name, rule in rules().items() if rule.severity == "error"}
    assert errors == {
        *("T3-BAL", "T3-RES", "T3-ROW", "T3-NAT", "T3-OPEN"),
        *("T4-SUM-REC", "T4-SUM-DIR", "T4-SUM-AFT", "T4-NAT"),
        *("T2-NAT", "T2-ITEMS", "T2-G2LABEL"),
        *("X-SECT", "X-TABLE", "Y-CARRY"),
        *("S-REQ", "S-CLOSE", "S-ANS", "S-REF", "S-REC", "S-LIT", "S-NORM", "S-PRESS", "S-TALK", "S-STAFF", "S-NAT"),
        *("A-REQ", "A-ANS", "A-SUB", "A-CUM"),
    }
