"""The year that only the first sentence of a report tells."""

from __future__ import annotations

import pytest

import gxgrammar
from gxgrammar.metadata import Heading, read_heading

import pages
from conftest import Read

TOLD = "2023年，我局公开了信息。"


def _heading(*overview: str, opening: tuple[str, ...] = (), closing: tuple[str, ...] = ()) -> Heading:
    return read_heading(opening, closing, overview)


@pytest.mark.parametrize(
    "lines",
    [
        (TOLD,),
        ("2023年度,县档案局公开了信息。",),
        ("2023年我局公开了信息。",),
        ("2023年全县公开了信息。",),
        ("（一）主动公开", TOLD),
        ("（一）主动公开情况。2023年，我局公开了信息。",),
        (TOLD, "2023年，我局按照《青禾县2022年政务公开要点》要求，截至2023年12月31日公开了2022年决算。"),
    ],
)
def test_the_first_sentence_tells_the_year_where_nothing_else_does(lines: tuple[str, ...]) -> None:
    for heading in (_heading(*lines), _heading(opening=lines)):
        assert heading.metadata.report_year == 2023
        assert [(each.code, each.severity) for each in heading.diagnostics] == [("GX603", "info")]


@pytest.mark.parametrize(
    "lines",
    [
        ("2023年，我局将公开更多信息。",),
        ("2023年，县档案局计划公开更多信息。",),
        ("2023年以来，我局公开了信息。",),
        ("2023年上半年，我局公开了信息。",),
        ("2023年1月，我局公开了信息。",),
        ("2023年至今，我局公开了信息。",),
        ("我局公开了信息。", TOLD),
        (TOLD, "2022年，我局公开了信息。"),
        (TOLD, "比上年多，2022年公开了信息。"),
        (TOLD, "截至2022年12月31日，我局公开了信息。"),
    ],
)
def test_another_year_may_be_meant(lines: tuple[str, ...]) -> None:
    heading = _heading(*lines)
    assert heading.metadata.report_year is None
    assert [each.code for each in heading.diagnostics] == ["GX601"]


def test_opening_and_section_one_must_not_tell_of_two_years() -> None:
    assert _heading(TOLD, opening=("2022年，我局公开了信息。",)).metadata.report_year is None


@pytest.mark.parametrize(("day", "year"), [("2024-01-20", 2023), ("2023-12-20", None), ("2025-01-20", None)])
def test_the_page_is_published_in_the_next_year(day: str, year: int | None) -> None:
    assert _heading(TOLD, opening=(f"发布日期：{day}",)).metadata.report_year == year
    signed = ("没有其他事项。", "青禾县档案局", day.replace("-", "年", 1).replace("-", "月") + "日")
    assert _heading(TOLD, closing=signed).metadata.report_year == year


def test_what_states_the_year_is_taken_before() -> None:
    heading = _heading(TOLD, opening=("统计期限为2022年1月1日至2022年12月31日。",))
    assert heading.metadata.report_year == 2022


def _page(year: int) -> str:
    text = pages.page(pages.fill(2022), pages.padded)
    _, heading, rest = text.partition("一、总体情况\n")
    return f"{heading}{year}年，我局公开了信息。\n{rest}".replace("青禾县人民政府办公室\n2023年1月20日\n", "")


def test_a_year_before_the_form_was_issued_is_not_that_of_the_report(read: Read) -> None:
    assert read(_page(2022)).report.metadata.report_year == 2022
    result = read(_page(2016))
    assert result.report.metadata.report_year is None
    assert {"GX601"} == {each.code for each in result.diagnostics} & {"GX303", "GX601", "GX603"}


def _mixed(year: int) -> gxgrammar.ParseResult:
    return gxgrammar.parse(
        f"青禾县{year}年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
        "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |\n规章 | 0 | 0 | 0 |\n"
        "信息内容 | 本年处理决定数量 |\n行政许可 | 21 |\n行政处罚 | 3 |\n行政强制 | 0 |\n"
        "信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 4 |\n"
    )


@pytest.mark.parametrize(("year", "form"), [(2020, "national_2019"), (2021, "national_2021")])
def test_of_heads_of_two_forms_those_in_force_in_the_year_are_read(year: int, form: str) -> None:
    result = _mixed(year)
    assert result.template.id == form
    assert result.cells["proactive.licensing.decisions"].state == ("number" if year == 2021 else "unplaced")


def test_one_odd_label_makes_no_other_form() -> None:
    text = pages.page(pages.fill(2020), pages.padded).replace("2020年", "2021年")
    mixed = text.replace("处理决定数量", "本年处理决定数量", 1)
    assert gxgrammar.parse(mixed).template.id == "national_2019"
