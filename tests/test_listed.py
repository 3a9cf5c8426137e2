"""The list of metadata over a report: what content systems print, and in what disorder."""

from __future__ import annotations

import datetime

import pytest

from gxgrammar.metadata import Heading, read_heading

from conftest import Read

TITLE = "青禾县柳林镇2023年政府信息公开工作年度报告"
DAY = datetime.date(2024, 1, 22)


def _read(*opening: str, overview: tuple[str, ...] = ()) -> Heading:
    return read_heading(opening, (), overview)


@pytest.mark.parametrize(
    "line",
    [
        "2024-01-22 17:49:17",
        "2024年01月22日 08:05",
        "信息提供日期 : 2024-01-22 17:05来源 : 青禾县柳林镇人民政府",
        "2024年01月22日来源:青禾县柳林镇人民政府",
        "2024-01-22 作者:佚名",
        "产生日期:2024-01-20 发布日期:2024-01-22",
        "青禾县人民政府门户网站 www.qinghe.gov.cn 2024-01-22",
        "青禾县人民政府网 www.qinghe.gov.cn 发布时间：2024-01-22 15:26",
        "青禾县政府 www.qinghe.gov.cn 2024-01-22 14:32 来源：青禾县柳林镇人民政府 放大 缩小",
    ],
)
def test_when_the_page_was_published(line: str) -> None:
    heading = _read(TITLE, line, "根据规定编制。")
    assert heading.metadata.publication_date == DAY
    assert heading.metadata.issuing_body == ("青禾县柳林镇人民政府" if "来源" in line else None)
    assert heading.metadata.signed_on is None


def test_the_source_behind_the_time_of_day() -> None:
    metadata = _read(TITLE, "2024-01-22 14:48 青禾县柳林镇人民政府", "根据规定编制。").metadata
    assert (metadata.publication_date, metadata.issuing_body) == (DAY, "青禾县柳林镇人民政府")
    # Without the time of day it may be who signed.
    unknown = _read(TITLE, "2024年1月22日 青禾县柳林镇人民政府", "根据规定编制。").metadata
    assert (unknown.publication_date, unknown.issuing_body) == (None, None)


def test_the_clock_of_the_site_over_what_the_page_says_of_its_source() -> None:
    for clock in ("2024-05-01 12:33 青禾县人民政府", "2024-05-01 12:33 青禾县人民政府办公室"):
        for entries in ("2024-01-22 14:48 来源：青禾县水务局", "发布时间：2024-01-22 来源：青禾县水务局"):
            metadata = _read(clock, TITLE, entries).metadata
            assert (metadata.publication_date, metadata.issuing_body) == (DAY, "青禾县水务局")
        assert _read(clock, TITLE).metadata.publication_date is None


def test_another_time_of_publication_is_not_lost() -> None:
    heading = _read("2024-05-01 12:33", TITLE, "发布时间：2024-01-22")
    assert heading.metadata.publication_date == DAY
    assert heading.opening == ("2024-05-01 12:33",)


def test_a_value_ends_before_the_border_of_its_cell() -> None:
    line = "索引号: | GS0001/2024-20767 | 部门: | 柳林镇 |"
    assert _read(TITLE, line).metadata.index_number == "GS0001/2024-20767"


def test_keys_may_be_as_wide_as_the_longest() -> None:
    wide = (
        f"标      题 {TITLE}",
        "索引号 000123/2024-00600 文      号",
        "发布机构 青禾县柳林镇人民政府 发布日期 2024-01-22",
    )
    metadata = _read(*wide).metadata
    assert (metadata.title, metadata.document_number) == (TITLE, None)
    assert (metadata.index_number, metadata.publication_date) == ("000123/2024-00600", DAY)


def test_a_date_alone_below_the_title_is_that_of_the_signature() -> None:
    metadata = _read(TITLE, "青禾县柳林镇人民政府", "2024年1月22日", "根据规定编制。").metadata
    assert (metadata.signed_on, metadata.publication_date) == (DAY, None)


def test_a_date_that_a_sentence_begins_with_is_none_of_the_page() -> None:
    heading = _read(TITLE, "2024年1月22日，本镇编制了报告。")
    assert heading.metadata.publication_date is None
    assert heading.opening == ("2024年1月22日，本镇编制了报告。",)


@pytest.mark.parametrize("nobody", ["本站原创", "原创", "未知", "1", "-"])
def test_what_names_no_body_issued_nothing(nobody: str) -> None:
    assert _read(f"来源:{nobody} | 时间:2024-01-22", TITLE).metadata.issuing_body is None


def test_buttons_are_no_part_of_the_source() -> None:
    assert _read("来源：青禾县柳林镇人民政府 放大 缩小", TITLE).metadata.issuing_body == "青禾县柳林镇人民政府"
    assert _read("来源：青禾县人民政府 办公室", TITLE).metadata.issuing_body == "青禾县人民政府 办公室"


def test_an_entry_without_a_value_does_not_take_the_next() -> None:
    metadata = _read("文件编号: 发布机构:党政办公室", TITLE).metadata
    assert (metadata.document_number, metadata.issuing_body) == (None, "党政办公室")


def test_entries_that_no_blank_parts() -> None:
    metadata = _read(TITLE, "发布日期:2024-01-22来源:青禾县柳林镇作者: 点击:").metadata
    assert (metadata.publication_date, metadata.issuing_body) == (DAY, "青禾县柳林镇")


@pytest.mark.parametrize(
    "behind", ["浏览次数：12", "字号：大 中 小", "【字体：大】", "责任编辑：某人", "资料来源：统计科"]
)
def test_any_key_ends_the_value_before_it(behind: str) -> None:
    metadata = _read(TITLE, f"发布时间：2024-01-22来源：青禾县柳林镇{behind}").metadata
    assert (metadata.publication_date, metadata.issuing_body) == (DAY, "青禾县柳林镇")


@pytest.mark.parametrize(
    "line",
    [
        "索引号：AB-2024-001发布机构：青禾县柳林镇文件编号：青政〔2024〕3号发布日期：2024年1月22日",
        "索引号：AB-2024-001文号：青政〔2024〕3号发布日期：2024年1月22日发布机构：青禾县柳林镇",
        "【索引号】：AB-2024-001【发布机构】：青禾县柳林镇【文号】：青政〔2024〕3号【发布日期】：2024-1-22",
        "发布日期：2024年1月22日文号：青政〔2024〕3号；索引号：AB-2024-001；来源：青禾县柳林镇编辑：某人",
        "发布日期：2024-1-22索引号：AB-2024-001发布机构：青禾县柳林镇失效日期：2030-01-01文号：青政〔2024〕3号",
    ],
)
def test_keys_that_nothing_parts_from_the_values_before_them(line: str) -> None:
    metadata = _read(line, TITLE).metadata
    assert (metadata.index_number, metadata.document_number) == ("AB-2024-001", "青政〔2024〕3号")
    assert (metadata.publication_date, metadata.issuing_body) == (DAY, "青禾县柳林镇")


@pytest.mark.parametrize("behind", ["废止日期：2025-01-01", "失效时间：2025-01-01", "机构分类：某类"])
def test_a_key_within_a_longer_word_is_none(behind: str) -> None:
    metadata = _read(f"发布日期：2024-01-22 主题分类：年报 {behind}", TITLE).metadata
    assert metadata.publication_date == DAY
    assert (metadata.classification or "").startswith("年报")


def test_a_body_that_is_listed_by_another_name_does_not_cut_the_title() -> None:
    metadata = _read("发布机构: 县水务分局", "青禾县水务局柳林分局2023年", "政府信息公开工作年度报告").metadata
    assert (metadata.agency_name, metadata.report_year) == ("青禾县水务局柳林分局", 2023)


def test_the_title_of_the_page_before_body_and_title() -> None:
    title = "2023年政府信息公开工作年度报告"
    heading = _read(title, "青禾县柳林镇人民政府", title, "根据规定编制。")
    assert heading.metadata.agency_name == "青禾县柳林镇人民政府"
    assert heading.opening == ("根据规定编制。",)
    other = _read(title, "青禾县柳林镇人民政府", "根据规定编制。")
    assert other.opening == ("青禾县柳林镇人民政府", "根据规定编制。")


def test_whom_to_ask_in_the_first_section() -> None:
    words = "如需咨询，请与柳林镇党政办公室联系（邮编：000000；联系电话：0000-0000000）。"
    contact = _read(TITLE, overview=(words,)).contact
    assert contact is not None
    assert (contact.office, contact.telephone, contact.postcode) == ("柳林镇党政办公室", "0000-0000000", "000000")


def test_who_is_called_our_office_has_no_name() -> None:
    contact = _read(TITLE, "如有疑问，请与我局联系（电话：0000-0000000）。").contact
    assert contact is not None
    assert contact.office is None


def test_a_title_that_runs_on_into_its_abbreviation() -> None:
    words = "青禾县水务局2023年政府信息公开工作年度报告（以下简称年报）是根据规定编制的。"
    metadata = _read(words).metadata
    assert (metadata.agency_name, metadata.report_year) == ("青禾县水务局", 2023)
    for before in ("本报告是", "我局编制了", "按照", "现将"):
        assert _read(f"{before}{words}").metadata.agency_name in (None, "青禾县水务局")


@pytest.mark.parametrize("behind", ["浏览:", "浏览：12", "阅读:", "选择阅读字号：[ ]"])
def test_how_often_a_page_was_read_issued_nothing(behind: str) -> None:
    heading = _read(TITLE, f"更新日期:2024-01-20 信息来源:青禾县政务公开办 {behind}")
    assert heading.metadata.issuing_body == "青禾县政务公开办"
    assert heading.metadata.publication_date is None


def test_keys_and_values_that_are_items_of_a_list() -> None:
    items = ["信息索引号：", "001/2024-1", "组配分类：", "年报", "发布机构：", "县审计局", "成文日期：", "2024-01-20"]
    metadata = _read(*(f"• {item}" for item in items), TITLE).metadata
    assert (metadata.index_number, metadata.issuing_body) == ("001/2024-1", "县审计局")
    assert _read("• 索引号：", "• 见下", TITLE).metadata.index_number is None


@pytest.mark.parametrize("name", ["成文日期", "废止日期", "更新日期"])
def test_a_date_below_its_key_signs_nothing(name: str) -> None:
    heading = _read(f"{name}：", "2026-01-22", TITLE, "根据规定编制。")
    assert (heading.metadata.signed_on, heading.metadata.publication_date) == (None, None)
    assert f"{name}：2026-01-22" in heading.opening


def test_the_name_of_the_site_before_the_keys_of_a_line() -> None:
    heading = _read(TITLE, "www.qinghe.gov.cn     发布时间:2024-01-22     来源:柳林镇政府")
    assert (heading.metadata.publication_date, heading.metadata.issuing_body) == (DAY, "柳林镇政府")
    assert heading.opening == ("www.qinghe.gov.cn",)


@pytest.mark.parametrize("line", ["发表时间：2024-01-22", "发表时间:2024-01-22 13:51来源:柳林镇政府"])
def test_when_it_appeared(line: str) -> None:
    assert _read(TITLE, line).metadata.publication_date == DAY


def test_when_it_was_edited_is_not_when_it_was_published() -> None:
    heading = _read("【编辑日期:2024-01-22】  【作者:某人】", TITLE)
    assert (heading.metadata.publication_date, heading.metadata.signed_on) == (None, None)
    assert heading.opening[0] == "编辑日期:2024-01-22"


def test_sentences_that_run_on_behind_a_body_stay_in_the_opening() -> None:
    words = "根据规定，镇政府编制了报告。"
    heading = _read(TITLE, f"发布时间:2024-01-22来源:青禾县柳林镇 {words}")
    assert heading.metadata.issuing_body == "青禾县柳林镇"
    assert heading.opening == (words,)
    assert _read(TITLE, f"来源:{words}").metadata.issuing_body is None


def test_what_stands_before_the_colon_of_a_key_names_nobody() -> None:
    title = "2023年青禾县水务局政府信息公开年度报告"
    for line in (
        "信息索取号: QH65/2024-00087 类目名称: 政府信息公开工作年度报告",
        "公开栏目: 政府信息公开工作年度报告",
    ):
        metadata = _read(line, title, "根据规定编制。").metadata
        assert (metadata.title, metadata.agency_name) == (title, "青禾县水务局")
    metadata = _read("信息索取号: QH65/2024-00087 类目名称: 政府信息公开工作年度报告", title).metadata
    assert metadata.index_number == "QH65/2024-00087"


@pytest.mark.parametrize("key", ["第一篇:", "文件题名：", "附件："])
def test_a_title_that_only_an_entry_has_is_read_without_its_key(key: str) -> None:
    metadata = _read(f"{key}{TITLE}", "根据规定编制。").metadata
    assert (metadata.title, metadata.agency_name) == (TITLE, "青禾县柳林镇")


def test_a_body_before_a_colon_is_part_of_the_title() -> None:
    title = "青禾县水务局：2023年政府信息公开工作年度报告"
    assert _read(title, "根据规定编制。").metadata.agency_name == "青禾县水务局"


def test_keys_that_nothing_parts_from_their_values() -> None:
    metadata = _read("索引号000000000/2024-74857", f"标题{TITLE}", TITLE, "根据规定编制。").metadata
    assert (metadata.title, metadata.agency_name) == (TITLE, "青禾县柳林镇")
    assert metadata.index_number == "000000000/2024-74857"
    assert _read("索引号说明", TITLE).metadata.index_number is None


@pytest.mark.parametrize("value", ["无文号", "无", "暂无", "文件分类: 所属机构:", "公文类别: 有效标志:", ""])
def test_a_page_without_a_document_number_has_none(value: str) -> None:
    assert _read(f"索引号: QH-1/2024-5 文号: {value}", TITLE).metadata.document_number is None


def test_a_document_number_ends_before_a_key_that_no_list_has() -> None:
    metadata = _read("文号: 青水〔2024〕3号 公文类别: 报告", TITLE).metadata
    assert metadata.document_number == "青水〔2024〕3号"


@pytest.mark.parametrize("body", ["青禾县市场监管局(知识产权局)", "青禾县档案局"])
def test_the_body_that_publishes_may_stand_below_its_key(body: str) -> None:
    lines = ("• 发布机构:", body, "• 成文日期:", "2024-01-10", TITLE, "日期:2024-01-22 来源:市场监管局 浏览量:")
    assert _read(*lines).metadata.issuing_body == body


@pytest.mark.parametrize("day", ["( 2024-01-22 )", "（2024年1月22日）"])
def test_a_day_in_brackets_behind_the_title_is_that_of_publication(day: str) -> None:
    metadata = _read(f"{TITLE} {day}", "根据规定编制。").metadata
    assert (metadata.title, metadata.publication_date) == (TITLE, DAY)
    heading = _read(f"{TITLE} {day}", "发布日期：2024-01-25", "根据规定编制。")
    assert heading.metadata.publication_date == datetime.date(2024, 1, 25)
    assert day.strip("()（） ") in heading.opening


@pytest.mark.parametrize("behind", ["（2023年度）", "（草案）"])
def test_other_words_in_brackets_are_no_day(behind: str) -> None:
    assert _read(f"{TITLE}{behind}", "根据规定编制。").metadata.publication_date is None


def test_a_list_in_a_table_is_no_table_of_a_form(read: Read) -> None:
    rows = ("索引号: | QH-580/2024-276 | 公开方式: | 主动公开 |", "文号: | 成文日期: | 2024-01-19 | |")
    sections = ("一、总体情况", "全年公开信息三条。", "五、存在的主要问题及改进情况", "目录更新不够及时。")
    result = read("\n".join([*rows, "发布单位: | 县水务局 | 主题分类: | 其他 |", TITLE, *sections]))
    metadata = result.report.metadata
    assert (metadata.index_number, metadata.issuing_body) == ("QH-580/2024-276", "县水务局")
    assert not {"GX302", "GX401"} & {each.code for each in result.diagnostics}
    assert result.report.unrecognised == ()
