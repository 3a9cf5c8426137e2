"""Figures that sentences state."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import attrs
import made_reports
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gxgrammar
from gxgrammar.clauses import Sentence
from gxgrammar.sentences import figures_in

STATED = {
    "全年共受理政府信息公开申请30件": ("received", 30),
    "共收到公民、法人和其他组织通过各种形式提出的信息公开申请3件": ("received", 3),
    "共收到依申请公开信息1,204件": ("received", 1204),
    "收到依申请公开５件": ("received", 5),
    "受理申请 749 件": ("received", 749),
    "办结政府信息公开申请21件": ("closed", 21),
    "已答复申请20件": ("closed", 20),
    "认真办理依申请公开,全年受理申请21件": ("received", 21),
    "予以公开4件": ("granted", 4),
    "部分公开7件": ("partially_granted", 7),
    "不予公开0件": ("denied", 0),
    "因本机关不掌握等原因无法提供265件": ("unable", 265),
    "不予处理158件": ("not_processed", 158),
    "其他处理2件": ("other_handling", 2),
    "逾期不补正5件": ("not_corrected", 5),
    "上年度结转申请18件": ("carried_over", 18),
    "结转下一年31件": ("carried_forward", 31),
    "因政府信息公开引发行政复议1件": ("reconsideration", 1),
    "收到行政复议申请2件": ("reconsideration", 2),
    "行政诉讼案件9件": ("litigation", 9),
    "现行有效行政规范性文件698件": ("normative_documents.in_force", 698),
    "制发规范性文件15件": ("normative_documents.issued", 15),
    "未发生行政诉讼案件": ("litigation", 0),
    "全年未收到政府信息公开申请": ("received", 0),
    "未收到申请人提出的公开申请": ("received", 0),
    "下年度继续办理申请3件": ("carried_forward", 3),
    "申请转下一年办理4件": ("carried_forward", 4),
    "申请结转2026年度继续办理2件": ("carried_forward", 2),
    "申请顺延至下年度办理5件": ("carried_forward", 5),
    "另有申请未结，5件顺延到下一年度答复": ("carried_forward", 5),
    "在办公室受理申请8件": ("received", 8),
    "复议后起诉3件": ("litigation.after_reconsideration", 3),
    "经行政复议后提起行政诉讼2件": ("litigation.after_reconsideration", 2),
    "未经复议直接诉讼2件": ("litigation.direct", 2),
    "部分同意公开3件": ("partially_granted", 3),
    "部分予以公开1件": ("partially_granted", 1),
    "部分答复公开1件": ("partially_granted", 1),
    "不予公开2件": ("denied", 2),
    "由于本机关不掌握该政府信息而无法提供19件": ("not_held", 19),
    "本机关不掌握相关信息而无法提供9件": ("not_held", 9),
    "审理政府信息公开行政复议案件2件": ("reconsideration", 2),
    "被申请行政复议2件，行政处罚案件另行统计": ("reconsideration", 2),
    "接收以挂号信、邮件、当面等方式递交的政府信息公开申请13件": ("received", 13),
    "收到当面和信函提交的政府信息公开申请7件": ("received", 7),
    "收到信函申请2件": ("letter", 2),
    "共收到自然人申请1条": ("natural_person", 1),
    "办理公民、法人或其他组织提出的申请6件": ("closed", 6),
    "全年累计主动公开各类政府信息共计640条": ("disclosed", 640),
    "截至12月31日，本年度主动公开政府信息总数25条": ("disclosed", 25),
    "1-12月，主动公开政府信息50条": ("disclosed", 50),
    "通过网站、报纸、新媒体等渠道主动公开政府信息200条": ("disclosed", 200),
    "在政府网站专栏主动公开信息8条": ("website", 8),
    "收到依申请公开事项1条": ("received", 1),
    "收到依申请公开办理事项17件": ("received", 17),
    "未收到政府信息公开的申请事项": ("received", 0),
    "未收到依申请公开来信": ("received", 0),
    "共收到3件政府信息公开申请": ("received", 3),
    "收到4条政府信息公开相关申请": ("received", 4),
    "收到80件申请": ("received", 80),
    "收到7项依申请公开政府信息申请": ("received", 7),
    "剩余6件结转下年度办理，申请人已知悉": ("carried_forward", 6),
    "除2件结转2023年继续办理，其余申请均已办结": ("carried_forward", 2),
    "共发生2件行政复议案件": ("reconsideration", 2),
    "无政府信息公开类行政复议和行政诉讼情况": ("reconsideration", "litigation", 0),
    "本年度无针对政府信息公开事务的行政诉讼": ("litigation", 0),
    "没有因为工作中任何不当的行为或者由于其他任何意料之外的原因被提起行政诉讼": ("litigation", 0),
    "全年收政府信息公开申请46件": ("received", 46),
    "收到政府信息公开申请：10件": ("received", 10),
    "收到政府信息公开申请（不含咨询）共10件": ("received", 10),
    "今年收到和处理政府信息公开申请12件": ("received", 12),
    "收到12件信息依申请公开": ("received", 12),
    "接到7起依申请公开案件": ("received", 7),
    "收到公民和法人或其他组织的公开申请32件": ("received", 32),
    "确定继续有效的规范性文件33件": ("normative_documents.in_force", 33),
    "全年发布政府信息17条": ("disclosed", 17),
    "在微信公众号发布信息1193条": ("wechat", 1193),
    "通过政府门户网站，全年主动公开信息63条": ("website", 63),
    "通过线上线下等方式收到申请6件": ("received", 6),
    "加强网站建设、受理申请6件": ("received", 6),
    "通过线上、信函等渠道收到依申请公开16件": ("received", 16),
    "全年累计办理公开申请16件，已全部按期限答复办结": ("closed", 16),
    "依申请公开受理书面申请3件": ("written", 3),
    "全年发布政务微博2706条": ("weibo", 2706),
    "微博信息发布量2790条": ("weibo", 2790),
    "政府门户网站公开全市各类政府信息共计3437条": ("website", 3437),
    "我局对外公开各类信息20条": ("disclosed", 20),
    "全年主动发布政府信息314条": ("disclosed", 314),
    "因政府信息公开行政行为引发行政复议1件": ("reconsideration", 1),
    "行政复议1件，维持原行政行为": ("reconsideration", 1),
    "收到和上年结转申请共5件": ("received", "carried_over", 5),
    "较去年，收到申请5件": ("received", 5),
    "12月31日前收到申请5件": ("received", 5),
    "未收到申请0件": ("received", 0),
    "2022年01月至12月收到申请30件": ("received", 30),
    "2021年1月到2021年12月共收到申请30件": ("received", 30),
    "截止2021年12月共收到申请30件": ("received", 30),
    "3月至5月开展自查，全年共收到申请30件": ("received", 30),
    "第三年度收到申请12件": ("received", 12),
    "全年因政府信息公开被申请行政复议3件，因其他行政行为被申请行政复议5件": ("reconsideration", 3),
    "针对去年存在的问题，收到申请12件": ("received", 12),
    "上半年开展检查，全年收到申请12件": ("received", 12),
    "上一年度存在的问题已整改，收到申请12件": ("received", 12),
    "历年积累的问题得到解决，收到申请12件": ("received", 12),
    "与上年相比，收到申请12件": ("received", 12),
    "往年工作滞后，今年收到申请12件": ("received", 12),
    "去年底收到的2件申请已办结，我局全年收到申请12件": ("received", 12),
    "结转上年2件": ("carried_over", 2),
    "2018年1月至今，收到申请12件": ("received", 12),
    "至今还未收到申请": ("received", 0),
    "一年来，我局收到申请12件": ("received", 12),
    "二〇二二年，我局收到申请12件": ("received", 12),
    "截至12月底，我局收到申请12件": ("received", 12),
    "2022年1月1日至12月31日，我局收到申请12件": ("received", 12),
    "2021年9月1日至2022年8月31日，收到申请12件": ("received", 12),
    "2008年5月1日以来，收到申请12件": ("received", 12),
    "2008年5月1日至12月31日，收到申请12件": ("received", 12),
    "今年以来，收到申请12件": ("received", 12),
    "本办法自5月1日起施行，收到申请12件": ("received", 12),
    "一月至十二月，收到申请12件": ("received", 12),
    "上半年收到申请3件，2022年，我局共收到申请12件": ("received", 12),
    "报告期间，主动公开政府信息12条": ("disclosed", 12),
    "主动公开政府信息方面，全年主动公开政府信息12条": ("disclosed", 12),
    "各乡镇、各部门共主动公开政府信息12条": ("disclosed", 12),
    "通过网站、报纸等媒体主动公开政府信息12条": ("disclosed", 12),
    "除信息公开案件外，因其他行政行为被申请行政复议5件，因政府信息公开被申请行政复议3件": ("reconsideration", 3),
    "行政复议2件，尚未审结行政复议1件": ("reconsideration", 2),
    "政府信息公开方面主动公开政府信息300条": ("disclosed", 300),
    "受理政府信息公开申请2次": ("received", 2),
    "未有因政府信息公开申请行政复议和提起行政诉讼": ("reconsideration", "litigation", 0),
    "政府网站主动公开信息12条次": ("website", 12),
    "截至2022年12月31日，共收到申请5件": ("received", 5),
    "我局及各科室共公开政府信息20条": ("disclosed", 20),
    "全市卫生系统主动公开政府信息1200条": ("disclosed", 1200),
    "全市公安系统共受理申请30件": ("received", 30),
    "结转至2024年办理2件": ("carried_forward", 2),
    "共收到信息公开申请10例": ("received", 10),
    "收到依申请公开6项": ("received", 6),
    "接受群众申请政府信息公开23件": ("received", 23),
    "收到申请政府信息公开事项3件": ("received", 3),
    "收到政府信息依申请公开办理事项4件": ("received", 4),
    "未收到依申请公开相关事项": ("received", 0),
    "我局无依申请公开事项": ("received", 0),
    "本年度没有依申请公开的情况": ("received", 0),
    "没有公民申请公开政府信息": ("received", 0),
    "主动公开政府信息共95篇": ("disclosed", 95),
    "我局主动公开政府信息170件": ("disclosed", 170),
    "主动公开年度政府信息32条": ("disclosed", 32),
    "通过各级政务公开平台主动公开政府信息780条": ("disclosed", 780),
}


@pytest.mark.parametrize("sentence", STATED)
def test_stated(sentence: str) -> None:
    (figure,) = figures_in(f"{sentence}。")
    assert (*figure.counts, figure.value) == STATED[sentence]
    assert not figure.approximate


def test_a_share_without_a_count_is_passed_over() -> None:
    (figure,) = figures_in("受理申请占19%，办结申请3件。")
    assert (figure.counts, figure.value, figure.share) == (("closed",), 3, None)


@pytest.mark.parametrize("other", ["含去年结转2件", "去年结转2件", "去年同期10件", "上年10件，同比增长20%"])
def test_a_count_of_another_year_is_not_that_of_the_clauses_behind_it(other: str) -> None:
    figures = figures_in(f"收到申请12件，{other}，办结申请12件。")
    assert [(figure.counts, figure.value) for figure in figures] == [(("received",), 12), (("closed",), 12)]


def test_this_year_behind_another_is_this_year() -> None:
    (figure,) = figures_in("去年收到申请20件，今年收到申请5件。")
    assert figure.value == 5


def test_a_time_in_brackets_ends_with_them() -> None:
    received, closed = figures_in("收到申请12件（其中上半年5件，下半年收到申请7件），办结12件。")
    assert (received.value, closed.value) == (12, 12)
    assert figures_in("收到申请（上半年）12件。") == []
    (figure,) = figures_in("上半年收到申请5件，下半年收到申请7件，全年办结12件。")
    assert figure.counts == ("closed",)


def test_several_counts_of_all_that_was_published_are_parts() -> None:
    assert figures_in("县政府主动公开政府信息70条，县城管局主动公开政府信息90条。") == []
    # Nothing is a part of itself.
    (whole,) = figures_in("主动公开政府信息90条，其中通过公告栏等途径公开政府信息70条。")
    assert whole.value == 90
    years = [figure.year for figure in figures_in("2021年主动公开政府信息70条，2022年主动公开政府信息90条。")]
    assert years == [2021, 2022]


def test_requests_are_no_part_of_what_was_published() -> None:
    figures = figures_in("主动公开政府信息9条，其中网站公开信息5条，受理政府信息公开申请3件。")
    assert [figure.part_of for figure in figures] == [None, ("disclosed",), None]
    *_, documents = figures_in("主动公开政府信息9条，其中公开规范性文件5件。")
    assert documents.part_of == ("disclosed",)


def test_nothing_crosses_a_sentence_end() -> None:
    assert list(figures_in("全年收到政府信息公开申请。发放材料30件。")) == []


def test_two_names_add_up() -> None:
    (figure,) = figures_in("予以公开及部分公开258件，占33.9%。")
    assert figure.counts == ("granted", "partially_granted")
    assert figure.share == Decimal("33.9")
    (figure,) = figures_in("行政复议、行政诉讼共5件。")
    assert figure.counts == ("reconsideration", "litigation")


@pytest.mark.parametrize(
    "count",
    [
        "400余件",
        "约400件",
        "不足400件",
        "不到400件",
        "至少400件",
        "最多400件",
        "近400件",
        "400多件",
        "400件以上",
        "1.5万余件",
        "2万件",
    ],
)
def test_approximate(count: str) -> None:
    (figure,) = figures_in(f"收到政府信息公开申请{count}。")
    assert figure.approximate


def test_a_title_beside_a_count_does_not_make_it_approximate() -> None:
    (figure,) = figures_in("印发规范性文件《青禾县政务公开办法》1件。")
    assert (figure.value, figure.approximate) == (1, False)
    assert figure.words == "印发规范性文件《青禾县政务公开办法》1件"


def test_parts_are_of_their_whole() -> None:
    whole, first, second, closed = figures_in("收到申请55件，其中网上申请52件，信函申请3件；办结申请50件。")
    assert whole.part_of is None
    assert first.part_of == second.part_of == ("received",)
    assert closed.part_of is None


def test_a_classification_of_documents_is_no_outcome_of_requests() -> None:
    (figure,) = figures_in("主动公开信息27条，依申请公开信息9条，不予公开信息35条。")
    assert figure.counts == ("disclosed",)
    received, denied = figures_in("收到申请5条，不予公开信息2条。")
    assert (received.counts, denied.counts) == (("received",), ("denied",))


def test_a_lawsuit_after_reconsideration_is_no_reconsideration() -> None:
    figures = figures_in("行政复议2件，行政诉讼3件，其中未经复议直接起诉2件，复议后起诉1件。")
    assert [(*each.counts, each.value) for each in figures] == [
        ("reconsideration", 2),
        ("litigation", 3),
        ("litigation.direct", 2),
        ("litigation.after_reconsideration", 1),
    ]


def test_the_year_that_requests_moved_to_is_not_the_year_of_the_sentence() -> None:
    for text in ("2025年结转2026年度继续办理2件。", "2025年收到申请3件（含2024年结转1件），办结2件。"):
        *_, figure = figures_in(text)
        assert figure.year == 2025
    assert figures_in("2026年度申请继续办理2件。") == []


def test_year_of_a_sentence() -> None:
    first, second = figures_in("2019年受理申请18件，2020年受理申请21件。")
    assert (first.year, second.year) == (2019, 2020)


def test_another_place_is_not_ours() -> None:
    own = "青禾县人民政府2022年政府信息公开工作年度报告"
    assert list(figures_in("清江省受理政府信息公开申请500件。", own=own)) == []
    assert len(list(figures_in("青禾县受理政府信息公开申请50件。", own=own))) == 1
    assert len(list(figures_in("2022年，全县受理政府信息公开申请50件。", own=own))) == 1
    assert len(list(figures_in("其中县政府网站公开信息50条。", own=own))) == 1
    assert len(list(figures_in("我县各镇受理政府信息公开申请50件。", own=own))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "今年我局收到政府信息公开申请5件",
        "今年来我局收到政府信息公开申请5件",
        "期间我县收到政府信息公开申请5件",
        "据统计我县受理政府信息公开申请5件",
        "年内县局收到政府信息公开申请5件",
        "今年青禾县收到政府信息公开申请5件",
        "通过青禾县政府网站主动公开政府信息12条",
        "在云溪省政府网站主动公开政府信息12条",
        "由青禾县教育局受理政府信息公开申请5件",
        "住建局受理政府信息公开申请5件",
        "2022年度通过青禾县政府网站公开政府信息10条，主动公开较好",
        "公安分局收到政府信息公开申请5件",
        "收到市民政府信息公开申请5件",
        "发布县政府规范性文件42件",
    ],
)
def test_our_own_body_is_no_other_place(sentence: str) -> None:
    own = "青禾县人民政府2022年政府信息公开工作年度报告"
    assert len(figures_in(f"{sentence}。", own=own)) == 1


def test_what_one_office_published_is_not_what_the_county_did() -> None:
    sentence = "2022年县教育局共主动公开政府信息30条。"
    assert figures_in(sentence, own="青禾县人民政府2022年政府信息公开工作年度报告") == []
    assert len(figures_in(sentence, own="青禾县教体局2022年政府信息公开工作年度报告")) == 1
    assert len(figures_in("我县教育局主动公开政府信息30条。", own="青禾县人民政府")) == 1
    assert len(figures_in("县政府主动公开政府信息30条。", own="青禾县人民政府")) == 1


def test_an_office_without_a_place_does_not_know_another() -> None:
    text = "2022年白鹭市住建局收到政府信息公开申请5件。"
    report = made_reports.report("national_2021", text=text)
    blank = dict.fromkeys(["issuing_body", "signature"])

    def named(office: str) -> Any:
        return attrs.evolve(report, metadata=attrs.evolve(report.metadata, title=office, agency_name=office, **blank))

    assert len(gxgrammar.figures(named("住建局"))) == 1
    assert gxgrammar.figures(named("青禾县住建局")) == ()


@pytest.mark.parametrize(
    "subject",
    [
        "白鹭市",
        "今年白鹭市",
        "2022年白鹭市",
        "其中白鹭市",
        "2022年，白鹭市教育局",
        "由白鹭市",
        "据统计白鹭市",
        "白鹭市本级",
        "白鹭市本年度",
        "白鹭市经开区",
    ],
)
def test_another_place_is_another_place(subject: str) -> None:
    own = "青禾县人民政府2022年政府信息公开工作年度报告"
    assert figures_in(f"{subject}收到政府信息公开申请500件。", own=own) == []


def test_other_years_are_left_out_of_a_report() -> None:
    text = "2021年收到申请20件。2022年收到申请30件。"
    assert [each.value for each in gxgrammar.figures(made_reports.report("national_2021", text=text))] == [30]


def test_without_a_year_of_the_report_the_one_most_sentences_name_is_taken() -> None:
    def values(text: str) -> list[object]:
        report = made_reports.report("national_2021", text=text)
        undated = attrs.evolve(report, metadata=attrs.evolve(report.metadata, report_year=None))
        return [each.value for each in gxgrammar.figures(undated)]

    assert values("2022年收到申请30件，办结28件。") == [30, 28]
    assert values("2021年收到申请20件，办结19件。2022年收到申请30件。2022年行政复议1件。") == [30, 1]
    assert values("2021年收到申请20件。2022年收到申请30件。") == [30]


def test_spans_show_the_figure() -> None:
    lines = [
        "青禾县2022年政府信息公开工作年度报告",
        "一、总体情况",
        "　全年受理政府信息公开申请30件。其他。",
        "规章 | 0 | 0 | 0 |",
    ]
    text = "\n".join(lines)
    (figure,) = gxgrammar.figures(gxgrammar.parse(text))
    assert figure.span is not None
    assert text[figure.span.start : figure.span.end] == "受理政府信息公开申请30件"


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.text(alphabet="申请受理收到件0123456789余约,，、；。《》占% 年月未无公开其中复议诉讼(（", max_size=80))
def test_any_text_has_figures_within_it(text: str) -> None:
    for figure in figures_in(text, start=0, own="青禾县"):
        assert figure.span is not None
        assert 0 <= figure.span.start < figure.span.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        " ",
        "《",
        "申请30件，",
        "未",
        "占",
        "受理",
        "，",
        "1,",
        "1 ",
        "许可",
        "结转2021年",
        "公开信息累计1条，",
        "网站等、公开1条",
        "1件结转下年",
        "1件申请",
        "收到(",
        "申请:",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "申请1件" + piece * (size // len(piece))
        start = time.process_time()
        list(figures_in(text, start=0, own="青禾县"))
        return time.process_time() - start

    # A clock may be wrong once.
    assert any(seconds(32_000) < max(0.05, 8 * 3 * seconds(4_000)) for _ in range(3))


@pytest.mark.parametrize("piece", ["收到申请5件，", "主动公开政府信息5条、", "1月收到申请5件(", "去年)"])
def test_each_count_costs_as_much_however_long_the_sentence(piece: str) -> None:
    class Counting(str):
        """A text that counts how many of its letters are looked at or copied."""

        letters = 0

        def rfind(self, word: str, start: int = 0, end: int = 0) -> int:  # type: ignore[override]
            self.letters += end - start
            return str.rfind(self, word, start, end)

        def __getitem__(self, key: Any) -> str:
            found = str.__getitem__(self, key)
            self.letters += len(found)
            return found

    def letters(size: int) -> int:
        text = Counting(piece * size)
        Sentence(text, text=text, offset=None, own="").figures()
        return text.letters

    assert 0 < letters(400) < 6 * letters(100)


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("由本机关不掌握、没有现成信息需要另行制作等原因无法提供12件", ["unable"]),
        ("其他原因不予处理3件", ["not_processed"]),
        ("周转下年计划1件", []),
        ("申请人补正后继续办理1件", []),
        ("全县共办理5件行政复议案件", []),
        ("共发生5件行政复议案件", ["reconsideration"]),
    ],
)
def test_causes_business_and_what_goes_on(sentence: str, counts: list[str]) -> None:
    assert [name for figure in figures_in(f"{sentence}。") for name in figure.counts] == counts


def test_a_zone_is_ours_only_where_we_are_one_or_name_no_place() -> None:
    text = "2023年，经开区收到政府信息公开申请5件。"
    assert figures_in(text, own="青禾市人民政府2023年政府信息公开工作年度报告") == []
    assert len(figures_in(text, own="青禾经开区管委会2023年政府信息公开工作年度报告")) == 1
