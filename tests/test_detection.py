"""Which form a document is on."""

from collections.abc import Callable

import pytest

import gxgrammar

import pages
from conftest import Read

NEWS = (
    "青禾县举办春季农机展\n\n本报讯 3月12日，青禾县春季农机展在县体育场开幕，二十七家企业带来播种机、水泵和无人机。\n"
    "一位来自上坪村的农户说，新式播种机一天能干过去三天的活。县农业部门的负责人介绍，今年补贴申请可以在网上办理，"
    "规章制度和申请材料已经公布。\n展会将持续到15日，市民可以免费参观。\n"
)


def _codes(result: gxgrammar.ParseResult) -> list[str]:
    return [noted.code for noted in result.diagnostics]


def test_labels_decide_not_the_year(read: Read) -> None:
    text = pages.page(pages.fill(2021), pages.padded).replace("2021年政府信息公开", "2020年政府信息公开")
    result = read(text)
    assert result.template.id == "national_2021"
    assert "GX303" in _codes(result)


@pytest.mark.parametrize(("year", "form"), [(2020, "national_2019"), (2022, "national_2021")])
def test_the_year_decides_between_equals(read: Read, year: int, form: str) -> None:
    filled = pages.fill(year)
    text = f"青禾县{year}年政府信息公开工作年度报告\n一、总体情况\n" + pages.padded(pages.reviews(filled))
    result = read(text)
    assert result.template.id == form
    assert "GX302" in _codes(result)


def test_without_a_year_the_newest_form_is_taken(read: Read) -> None:
    result = read("一、总体情况\n" + pages.padded(pages.reviews(pages.fill(2020))))
    assert result.template.id == "national_2021"
    assert {"GX302", "GX601"} <= set(_codes(result))


def test_a_form_can_be_asked_for(read: Read) -> None:
    text = pages.page(pages.fill(2021), pages.padded)
    assert read(text, template="national_2019").template.id == "national_2019"


@pytest.mark.parametrize("text", [NEWS, "你好\n", "规章\n0\n", "# 标题\n\n- 一\n- 二\n", "{}"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(gxgrammar.NotAReport) as caught:
        gxgrammar.parse(text, name="news.txt")
    assert caught.value.code == "GX301"
    assert "news.txt" in str(caught.value)


def test_a_title_alone_makes_a_report(read: Read) -> None:
    result = read("青禾县2022年政府信息公开工作年度报告\n全年工作平稳。\n")
    assert result.template.id == "narrative"
    assert _codes(result) == ["GX304"]


def test_a_preamble_that_announces_the_report_makes_one(read: Read) -> None:
    preamble = "现公布青禾县2017年政府信息公开工作年度报告。统计期限自2017年1月1日起至12月31日止。"
    sections = "一、主要工作\n全年工作平稳。\n二、不足之处\n更新慢。\n"
    result = read(f"{preamble}\n{sections}")
    assert result.template.id == "narrative"
    assert result.report.metadata.agency_name == "青禾县"
    with pytest.raises(gxgrammar.NotAReport):
        gxgrammar.parse(f"县政府近日发布2017年政府信息公开工作年度报告。\n{sections}")


def test_the_preamble_may_stand_in_section_one(read: Read) -> None:
    text = pages.page(pages.fill(2022), pages.padded)
    opening, heading, rest = text.partition("一、总体情况\n")
    preamble = opening.strip().partition("\n")[2]
    assert "统计期限" in preamble
    for heads in (heading, f"{heading}（一）概述\n"):
        metadata = read(f"{heads}{preamble}\n{rest}").report.metadata
        assert metadata.report_year == 2022
        assert metadata.period_end == read(text).report.metadata.period_end


def test_headings_alone_make_a_form(read: Read) -> None:
    result = read("青禾县2022年政府信息公开工作年度报告\n一、总体情况\n全年工作平稳。\n五、存在问题\n更新慢。\n")
    assert result.template.id == "national_2021"
    assert {cell.state for cell in result.cells.values()} == {"missing"}
    assert _codes(result).count("GX304") == 3


_WORDS = ("全年工作平稳。", "公开信息12条。", "收到申请0件。", "没有复议和诉讼。", "更新慢。", "没有其他事项。")
_SECTIONS = " ".join(f"{heading} {words}" for heading, words in zip(pages.HEADINGS, _WORDS, strict=True))


def _with_pinyin(text: str) -> str:
    return text.replace("县", "县(xiàn)").replace("报", "报(bào)").replace("开", "开(kāi)")


@pytest.mark.parametrize("damage", [str, _with_pinyin])
def test_a_report_without_tables_on_one_line_shows_its_sections(read: Read, damage: Callable[[str], str]) -> None:
    sections = _SECTIONS.replace("全年", "现公布青禾县2020年政府信息公开年度报告。全年")
    result = read(damage(f"{sections}\n附件：\n"))
    assert (result.template.id, result.layout) == ("national_2019", "running")
    assert [each.heading for each in result.report.narrative.sections] == list(pages.HEADINGS)
    assert result.report.metadata.agency_name == "青禾县"


def test_a_list_of_contents_on_one_line_makes_no_sections(read: Read) -> None:
    title = "青禾县2022年政府信息公开工作年度报告"
    lines = [f"{heading}\n{words}" for heading, words in zip(pages.HEADINGS, _WORDS, strict=True)]
    result = read("\n".join([title, " ".join(pages.HEADINGS), *lines]))
    assert result.layout == "lines"
    assert [each.heading for each in result.report.narrative.sections][-len(lines) :] == list(pages.HEADINGS)
