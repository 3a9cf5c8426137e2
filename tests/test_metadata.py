"""What names and dates a report."""

import datetime

import pytest

from gxgrammar.metadata import Heading, read_heading

import pages

TITLE = "青禾县2023年政府信息公开工作年度报告"


def _read(*opening: str, closing: tuple[str, ...] = ()) -> Heading:
    return read_heading(opening, closing)


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        (TITLE, "青禾县", 2023),
        ("青禾县水务局2022年度政府信息公开工作年度报告", "青禾县水务局", 2022),
        ("2021年青禾县政府信息公开年度报告", "青禾县", 2021),
        ("关于青禾县2020年政府信息公开工作报告", "青禾县", 2020),
        ("青禾县人民政府２０２４年政府信息公开工作年度报告", "青禾县人民政府", 2024),
        ("2008年青禾县人民政府信息公开工作年度报告", "青禾县人民政府", 2008),
        ("青禾县人民政府2021年信息公开工作年度报告", "青禾县人民政府", 2021),
        ("青禾县人民政府关于2021年政务公开工作年度报告", "青禾县人民政府", 2021),
        ("青禾县政府2015年信息公开工作年度报告", "青禾县政府", 2015),
        ("青禾县人民政府办公室2021年政府信息公开工作年度报告", "青禾县人民政府办公室", 2021),
    ],
)
def test_the_title_names_agency_and_year(title: str, agency: str, year: int) -> None:
    metadata = _read(title, "根据规定编制。").metadata
    assert (metadata.title, metadata.agency_name, metadata.report_year) == (title, agency, year)


def test_a_sentence_is_no_title() -> None:
    heading = _read("现将我县政府信息公开工作年度报告如下：", "我们公开了政府信息，并作了报告。")
    assert heading.metadata.title is None
    assert not heading.titled


@pytest.mark.parametrize(
    "period",
    [
        "2023年1月1日至2023年12月31日",
        "2023年1月1日起至12月31日止",
        "2023年1月1日—12月31日",
        "２０２３年１月１日到１２月３１日",
        "2023年1月1日至12月31止",
        "2023年1月1日12月31日",
        "2023.1.1-2023.12.31",
        "2023.1.1—12.31",
        "2023年1月1日起～12月31日",
        "2023年1月1日起，至2023年12月31日止",
        "2023年1月1日起,至12月31日止",
    ],
)
def test_the_period(period: str) -> None:
    metadata = _read(f"统计期限为{period}。").metadata
    assert (metadata.period_start, metadata.period_end) == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    assert metadata.report_year == 2023


def test_an_impossible_date_is_no_date() -> None:
    assert _read("自2023年1月1日至2023年13月41日。").metadata.period_end is None


def test_years_that_disagree_are_told() -> None:
    heading = _read(TITLE, "统计期限为2022年1月1日至2022年12月31日。")
    assert heading.metadata.report_year == 2023
    assert [(noted.code, noted.facts["period_year"]) for noted in heading.diagnostics] == [("GX602", 2022)]


@pytest.mark.parametrize(
    "preamble",
    [
        "现公布青禾县水务局2023年政府信息公开工作年度报告。",
        "现向社会公布《青禾县水务局2023年度政府信息公开年度报告》。",
        "现编制形成了《青禾县水务局2023年政府信息公开工作年度报告》。",
        "特发布2023年青禾县水务局政府信息公开年度报告。",
        "根据规定，现公布青禾县水务局政府信息公开工作2023年度报告。",
    ],
)
def test_a_preamble_that_announces_the_report_names_it(preamble: str) -> None:
    heading = _read(preamble, closing=("没有其他事项。",))
    assert (heading.metadata.agency_name, heading.metadata.report_year) == ("青禾县水务局", 2023)
    assert (heading.metadata.title, heading.titled) == (None, True)


@pytest.mark.parametrize(
    "preamble",
    [
        "根据《关于编制2023年政府信息公开工作年度报告的通知》，现公布有关情况。",
        "现公布我局2023年政府信息公开工作年度报告。",
        "现公布县水务局2023年政府信息公开工作年度报告。",
    ],
)
def test_a_preamble_that_names_no_body_names_no_agency(preamble: str) -> None:
    heading = _read(preamble, closing=("没有其他事项。",))
    assert (heading.metadata.agency_name, heading.metadata.report_year) == (None, 2023)


def test_news_of_a_report_is_none() -> None:
    assert not _read("县政府近日发布青禾县2023年政府信息公开工作年度报告。", closing=("各界反响良好。",)).titled
    assert not _read("现公布青禾县2023年政府信息公开工作年度报告。").titled


def test_a_stale_period_is_told_where_the_preamble_names_another_year() -> None:
    heading = _read(
        "现公布青禾县水务局2023年政府信息公开工作年度报告。",
        "统计期限为2022年1月1日至2022年12月31日。",
    )
    assert heading.metadata.report_year == 2023
    assert [(noted.code, noted.facts["place"]) for noted in heading.diagnostics] == [("GX602", "preamble")]
    assert "引言写 2023 年，统计期限写 2022 年" in heading.diagnostics[0].message("zh")


def test_a_period_that_the_preamble_contradicts_is_told() -> None:
    period = "统计期限为2022年1月1日至2022年12月31日。"
    heading = _read("现将2023年度政府信息公开工作情况报告如下。", period)
    assert heading.metadata.report_year == 2022
    assert [(noted.code, noted.facts["title_year"]) for noted in heading.diagnostics] == [("GX602", 2023)]
    assert _read("根据《关于做好2023年政府信息公开工作的通知》编制。", period).diagnostics == ()


@pytest.mark.parametrize(
    ("compiler", "agency"),
    [
        (
            "本年报由青禾县人民政府办公室综合县政府所属各行政机关的政府信息公开年度报告编制而成。",
            "青禾县人民政府办公室",
        ),
        ("本年报综合县政府所属各行政机关的政府信息公开年度报告编制而成。", None),
        ("本年报由本局办公室汇总全系统各单位政府信息公开年度报告编制而成。", None),
        ("本年报汇总白露洲区2023年政府信息公开年度报告编制而成。", "白露洲区"),
        ("本报告由青禾县水务局根据有关规定编制。", "青禾县水务局"),
        ("本报告由青禾县柳林镇党政办公室综合科编制。", None),
        ("本报告由总体情况、存在的问题等部分组成，根据规定编制。", None),
    ],
)
def test_who_compiles_the_report_is_the_agency_and_its_sources_are_not(compiler: str, agency: str | None) -> None:
    assert _read(compiler).metadata.agency_name == agency


def test_a_preamble_within_section_one_is_read() -> None:
    overview = [
        "本年报根据有关规定编制。本报告所列数据的统计期限为2023年1月1日至2023年12月31日。"
        "如有疑问，请与青禾县水务局办公室联系（地址：青禾县长安路1号；邮编：000000）。",
        "（一）主动公开。2022年3月1日至2022年4月1日开展了检查。",
    ]
    heading = read_heading([], ["没有其他事项。"], overview)
    metadata = heading.metadata
    assert (metadata.period_start, metadata.period_end) == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    assert (metadata.report_year, heading.diagnostics) == (2023, ())
    assert heading.contact is not None
    assert (heading.contact.office, heading.contact.address) == ("青禾县水务局办公室", "青禾县长安路1号")
    assert heading.opening == ()


@pytest.mark.parametrize(
    "line",
    [
        "2022年3月1日至2022年4月1日开展了检查。咨询电话：0000-0000000。",
        "编制并发布了2022年政府信息公开工作年度报告。",
        *["全年工作平稳。"],
    ],
)
def test_other_words_of_section_one_date_nothing(line: str) -> None:
    heading = read_heading([], ["没有其他事项。"], [line])
    metadata = heading.metadata
    assert (metadata.period_start, metadata.report_year, heading.contact) == (None, None, None)
    assert [noted.code for noted in heading.diagnostics] == ["GX601"]


def test_no_year_at_all_is_told() -> None:
    assert [noted.code for noted in _read("青禾县政府信息公开工作年度报告").diagnostics] == ["GX601"]


@pytest.mark.parametrize(
    "lines",
    [
        ["索引号：QH-0001", "发文字号：青政公开〔2024〕1号", "发布机构：青禾县人民政府", "发布日期：2024-01-18 09:30"],
        ["- 索引号: QH-0001", "- 文号: 青政公开〔2024〕1号", "- 发布机构: 青禾县人民政府", "- 发布时间: 2024年1月18日"],
        ["索引号：QH-0001  文号：青政公开〔2024〕1号", "发布机构：青禾县人民政府  发布时间：2024.1.18"],
        ["索引号 | QH-0001 | 文号 | 青政公开〔2024〕1号", "发布机构 | 青禾县人民政府 | 发布日期 | 2024-01-18"],
    ],
)
def test_the_list_of_metadata(lines: list[str]) -> None:
    metadata = _read(*lines, TITLE).metadata
    assert metadata.index_number == "QH-0001"
    assert metadata.document_number == "青政公开〔2024〕1号"
    assert metadata.issuing_body == "青禾县人民政府"
    assert metadata.publication_date == datetime.date(2024, 1, 18)


@pytest.mark.parametrize(
    "lines",
    [
        [f"名称 | {TITLE} | ||", "索引号 | QH-0001 | 分类 | 年报 其他 报告 | 公开方式 | 主动公开 |"],
        [f"标 题 | {TITLE} | ||", "索 引 号 | QH-0001 | 分 类 | 年报 其他 报告 |", "文 号 | 关键词 | ||"],
        [f"- 标 题: {TITLE}", "- 索引号: QH-0001", "- 信息分类: 年报 其他 报告", "- 发文字号: 无号"],
        [f"名称 {TITLE}", "索引号 QH-0001 分类 年报 其他 报告 公开方式 主动公开"],
        [f"内容概览: | {TITLE} | ||", "索引号: | QH-0001 | 信息分类: | 年报 其他 报告 |", TITLE],
        ["| 索引号 | QH-0001 | 发文字号 | |", "| 关键词 | 分类 | 年报 其他 报告 | 作者 | |", TITLE],
        ["• 索 引 号：QH-0001", "• 分 类：年报 其他 报告 责任部门：", "• 备注/文号：无", TITLE],
        ["• 索引号", "  QH-0001", "• 分类：年报 其他 报告", "• 文号", TITLE],
    ],
)
def test_no_key_of_the_list_gets_into_title_or_value(lines: list[str]) -> None:
    metadata = _read(*lines, "正文。").metadata
    assert (metadata.title, metadata.agency_name, metadata.report_year) == (TITLE, "青禾县", 2023)
    assert metadata.index_number == "QH-0001"
    assert metadata.classification == "年报 其他 报告"
    assert metadata.document_number is None


@pytest.mark.parametrize(
    "lines",
    [
        ["来源:青禾县人民政府办公室 时间:2024-03-07 11:43"],
        ["来源：青禾县人民政府办公室 作者： 时间：2024-03-07 点击率：【 打印 】【 关闭 】 |"],
        ["发表日期:2024-03-07    文章来源:青禾县人民政府办公室"],
        ["日期: 2024-03-07 浏览量:259 来源:青禾县人民政府办公室 责任编辑:办公室"],
        ["发布机构 青禾县人民政府办公室 发文日期 2024-03-07"],
        ["• 发布机构", "  青禾县人民政府办公室", "• 发布日期", "  2024-03-07"],
        ["来源: 青禾县人民政府办公室 字号: [ ]", "时间", "2024年03月07日 10:54:35"],
    ],
)
def test_source_and_time_below_the_title(lines: list[str]) -> None:
    metadata = _read(TITLE, *lines, "正文。").metadata
    assert metadata.issuing_body == "青禾县人民政府办公室"
    assert metadata.publication_date == datetime.date(2024, 3, 7)


@pytest.mark.parametrize(
    "lines",
    [
        ["来源", "青禾县人民政府办公室", "正文。"],
        ["索引号：", "2023年，全县主动公开信息三百条。"],
        ["时间：2023年1月1日至2023年12月31日", "正文。"],
        ["时间 过得很快，工作还要继续。"],
    ],
)
def test_what_may_be_no_entry_fills_no_field(lines: list[str]) -> None:
    heading = _read(TITLE, *lines)
    metadata = heading.metadata
    assert (metadata.issuing_body, metadata.index_number, metadata.publication_date) == (None, None, None)
    assert heading.opening[-1] == lines[-1]


def test_a_link_that_bears_the_listed_title_is_none() -> None:
    assert _read(f"名称 {TITLE}", f"文件下载 {TITLE}", "正文。").metadata.title == TITLE


def test_entries_without_a_field_stay_in_the_opening() -> None:
    heading = _read("浏览次数：123", "发布日期：昨天", "标题：另一个标题", TITLE, "正文。")
    assert heading.opening == ("浏览次数：123", "发布日期：昨天", "另一个标题", "正文。")
    assert heading.metadata.title == TITLE


def test_what_is_left_of_a_year_is_no_agency() -> None:
    assert _read("年政府信息公开工作年度报告", "正文。").metadata.agency_name is None


def test_words_that_run_on_behind_a_listed_date_stay_in_the_opening() -> None:
    heading = _read(TITLE, "发布时间：2024-01-18 09:30本报告由青禾县人民政府编制，内容如下。")
    assert heading.metadata.publication_date == datetime.date(2024, 1, 18)
    assert heading.opening == ("本报告由青禾县人民政府编制，内容如下。",)


def test_a_date_that_is_cut_off_stays_in_the_words() -> None:
    heading = _read(TITLE, "正文。", "填报人：王某 填报日期：2024年1")
    assert heading.metadata.filled_on is None
    assert "填报日期：2024年1" in heading.opening


def test_a_listed_title_serves_where_no_line_is_one() -> None:
    assert _read(f"标题：{TITLE}", "正文。").metadata.title == TITLE


def test_the_contact_is_apart() -> None:
    heading = _read(pages.OPENING.format(year=2023), "地址：青禾县长安路1号，邮编：000000，邮箱：gongkai@example.org")
    assert heading.contact is not None
    assert heading.contact.office == "青禾县政府信息公开办公室"
    assert heading.contact.telephone == "0000-0000000"
    assert heading.contact.postcode == "000000"
    assert heading.contact.address == "青禾县长安路1号"
    assert heading.contact.email == "gongkai@example.org"


@pytest.mark.parametrize(
    "words",
    [
        "请与青禾县水务局办公室联系（地址：青禾县长安路1号；邮编000000；电话 0000-0000000）。",
        "可与青禾县水务局办公室联系，地址：青禾县长安路1号，邮编：000000，电话00000000000。",
        "请与青禾县水务局办公室（地址：青禾县长安路1号、联系电话：0000-0000000、邮政编码：000000）联系。",
        "请向青禾县水务局办公室咨询。（地址：青禾县长安路1号 电话(传真)：0000-0000000，邮编：000000）",
        "请联系青禾县水务局办公室（地址：青禾县长安路1号邮编:000000，电话/传真：0000—0000000）。",
    ],
)
def test_the_contact_however_it_is_put(words: str) -> None:
    contact = _read(TITLE, f"如有疑问，{words}").contact
    assert contact is not None
    assert contact.office == "青禾县水务局办公室"
    assert contact.address == "青禾县长安路1号"
    assert contact.postcode == "000000"
    assert contact.telephone in ("0000-0000000", "00000000000", "0000—0000000")


def test_mail_and_fax() -> None:
    contact = _read(TITLE, "请与青禾县水务局联系，图文传真：0000-0000000；电子信箱：gongkai@example.org。").contact
    assert contact is not None
    assert (contact.fax, contact.email) == ("0000-0000000", "gongkai@example.org")


@pytest.mark.parametrize(
    "words", ["开通热线电话3部。", "邮编制作00000件。", "上门地址采集120条，电话回访3000000件。", "接听电话1234567次。"]
)
def test_other_figures_are_no_contact(words: str) -> None:
    assert _read(TITLE, words).contact is None


def test_the_signature_at_the_end() -> None:
    heading = _read(TITLE, closing=("没有其他事项。", "青禾县人民政府办公室", "2024年1月20日"))
    assert heading.metadata.signature == "青禾县人民政府办公室"
    assert heading.metadata.signed_on == datetime.date(2024, 1, 20)
    assert heading.closing == ("没有其他事项。",)


@pytest.mark.parametrize(
    "date", ["二○二四年三月三十日", "二〇二四年三月三十日", "二零二四年 三月 三十日", "（二Ｏ二四年三月三十日）"]
)
def test_a_signature_dated_in_numerals(date: str) -> None:
    heading = _read(TITLE, closing=("没有其他事项。", "青禾县人民政府办公室", date))
    assert heading.metadata.signature == "青禾县人民政府办公室"
    assert heading.metadata.signed_on == datetime.date(2024, 3, 30)
    assert heading.closing == ("没有其他事项。",)


@pytest.mark.parametrize("date", ["二○二四年十三月一日", "二○二四年三月四十日", "二○二四年三月"])
def test_what_is_no_date_in_numerals_dates_nothing(date: str) -> None:
    assert _read(TITLE, closing=("没有其他事项。", "青禾县人民政府办公室", date)).metadata.signed_on is None


def test_the_signature_below_the_title() -> None:
    heading = _read(TITLE, "青禾县人民政府办公室", "（2024年1月20日）", "根据规定编制。", closing=("没有其他事项。",))
    assert heading.metadata.signature == "青禾县人民政府办公室"
    assert heading.opening == ("根据规定编制。",)


@pytest.mark.parametrize("above", [TITLE, "2023年青禾县 政府信息公开年度报告", "登录 注册", "无障碍 | 长者版"])
def test_what_names_no_body_does_not_sign(above: str) -> None:
    heading = _read(TITLE, above, "（2024年1月20日）", "根据规定编制。")
    assert heading.metadata.title == TITLE
    assert heading.metadata.signature is None
    assert heading.metadata.signed_on == datetime.date(2024, 1, 20)
    assert heading.opening == (above, "根据规定编制。")


def test_an_office_that_signs_as_itself_is_not_named() -> None:
    preamble = "现公布青禾县水务局2023年政府信息公开工作年度报告。"
    heading = _read(preamble, closing=("没有其他事项。", "本局办公室", "2024年1月20日"))
    assert (heading.metadata.signature, heading.metadata.agency_name) == ("本局办公室", "青禾县水务局")


def test_the_title_again_at_the_end_does_not_sign() -> None:
    assert _read(TITLE, closing=("没有其他事项。", TITLE, "2024年1月20日")).metadata.signature is None


def test_of_two_titles_the_one_with_the_year_is_taken() -> None:
    heading = _read("青禾县政府信息公开年度报告", "2023年青禾县政府信息公开年度报告", "（2024年1月20日）", "正文。")
    assert (heading.metadata.title, heading.metadata.report_year) == ("2023年青禾县政府信息公开年度报告", 2023)
    assert heading.opening == ("青禾县政府信息公开年度报告", "正文。")


def test_a_sentence_before_the_date_is_no_signature() -> None:
    heading = _read(TITLE, closing=("没有其他事项，特此报告。", "2024年1月20日"))
    assert heading.metadata.signature is None
    assert heading.closing == ("没有其他事项，特此报告。",)


def test_of_two_entries_for_a_field_the_second_stays_in_the_opening() -> None:
    heading = _read("发布机构：青禾县人民政府", "来源：青禾县信息中心", TITLE)
    assert heading.metadata.issuing_body == "青禾县人民政府"
    assert heading.opening == ("来源：青禾县信息中心",)


BLANKS = " " * 200_000


@pytest.mark.parametrize(
    "words",
    [
        f"电话{BLANKS}。",
        f"传真{BLANKS}。",
        f"邮编：{BLANKS}。",
        f"地址：青禾县{BLANKS}。",
        f"请与青禾县{BLANKS}。",
        f"2023年1月1{BLANKS}。",
        f"二○二三年一月{BLANKS}。",
        f"综合青禾县{BLANKS}。",
        f"现公布{BLANKS}2023年报告。",
        f"本报告{BLANKS}（{BLANKS}电。",
    ],
)
def test_blanks_without_end_take_no_time_without_end(words: str) -> None:
    """Whatever looks at them again and again would not come back."""
    closing = (words, words.rstrip("。"), f"2024年1月1{BLANKS}x")
    heading = read_heading([words, f"（{words}"], closing, [words])
    assert heading.contact is None


@pytest.mark.parametrize(
    "lines",
    [
        ["撰写时间：2024-01-10", "发布时间：2024-01-20", TITLE],
        ["日期：2025年06月01日", TITLE, "发布日期：2024-01-20"],
        ["时间 2025年06月01日 星期日", TITLE, "发布时间：2024-01-20"],
        [TITLE, "发布日期：2024年1月20日 2024年1月25日修改"],
    ],
)
def test_the_date_of_publication_is_that_which_is_called_so(lines: list[str]) -> None:
    assert _read(*lines).metadata.publication_date == datetime.date(2024, 1, 20)


@pytest.mark.parametrize(
    "notice",
    [
        "现将编制2023年政府信息公开工作年度报告有关事项通知如下：",
        "各科室：根据要求，现需编制2023年度政府信息公开年度报告，请按时报送。",
        "现发布2023年政府信息公开工作年度报告要点，请各单位遵照执行。",
        "现发布《2023年政府信息公开工作年度报告》编写说明：",
    ],
)
def test_a_notice_of_reports_is_none(notice: str) -> None:
    assert not _read(notice, closing=("按时报送。",)).titled


@pytest.mark.parametrize(
    "words",
    [
        "经费由青禾县财政局按照预算拨付。",
        "所列数据由青禾县大数据局按照要求提供。",
        "报告由第三方机构青禾数据公司按照要求编制。",
        "青禾省政府办公厅发布《青禾省2022年政府信息公开年度报告》，我局对照编制。",
    ],
)
def test_a_body_that_does_something_else_does_not_report(words: str) -> None:
    assert _read(words, closing=("没有其他事项。",)).metadata.agency_name is None


def test_the_year_of_the_report_of_another_body_is_not_ours() -> None:
    words = "青禾省政府办公厅发布《青禾省2022年政府信息公开年度报告》。统计期限为2023年1月1日至2023年12月31日。"
    assert _read(words).metadata.report_year == 2023


@pytest.mark.parametrize(
    "following", ["2023年度政府信息公开工作年度报告", "上一篇：青禾县水务局2022年政府信息公开工作年度报告"]
)
def test_a_title_without_a_year_is_kept_before_lines_that_look_like_one(following: str) -> None:
    metadata = _read("青禾县水务局政府信息公开工作年度报告", following).metadata
    assert metadata.agency_name == "青禾县水务局"


def test_the_way_to_a_page_may_end_in_its_only_title() -> None:
    heading = _read(f"首页 > 年度报告 > {TITLE}")
    assert (heading.metadata.title, heading.titled) == (TITLE, True)


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    assert _read(TITLE, "统计期限为2023年12月31日至2023年1月1日。").metadata.period_start is None
