"""Figures that sentences state: what counts, and what must not."""

from __future__ import annotations

import time
from decimal import Decimal

import made_reports
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gxgrammar
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
}


@pytest.mark.parametrize("sentence", STATED)
def test_stated(sentence: str) -> None:
    (figure,) = figures_in(f"{sentence}。")
    assert (*figure.counts, figure.value) == STATED[sentence]
    assert not figure.approximate


def test_a_share_without_a_count_is_passed_over() -> None:
    (figure,) = figures_in("受理申请占19%，办结申请3件。")
    assert (figure.counts, figure.value, figure.share) == (("closed",), 3, None)


DECOYS = [
    "共收到信访件126件",
    "办结人大代表建议和政协提案241件",
    "收到12345热线诉求申请咨询30件",
    "清理规范性文件120件",
    "政策、规范性文件类信息80条",
    "较2019年的申请减少5件",
    "去年收到申请20件",
    "上半年受理申请12件",
    "行政复议、行政诉讼各1件",
    "共办理相关案件74件",
    "受理并办结申请30件",
    "学习《关于2019年受理政府信息公开申请30件的通报》",
    "收到申请。另有文件5件",
    "没有收到。申请方便快捷",
    "驳回原告诉讼请求1件",
    "行政复议维持1件",
    "“十四五”以来收到申请356件",
    "处理疑难申请2件",
    "抽查依申请公开答复20件",
    "转送其他机关办理的申请12件",
]


@pytest.mark.parametrize("sentence", DECOYS)
def test_not_stated(sentence: str) -> None:
    assert list(figures_in(f"{sentence}。")) == []


def test_nothing_crosses_a_sentence_end() -> None:
    assert list(figures_in("全年收到政府信息公开申请。发放材料30件。")) == []


def test_two_names_add_up() -> None:
    (figure,) = figures_in("予以公开及部分公开258件，占33.9%。")
    assert figure.counts == ("granted", "partially_granted")
    assert figure.share == Decimal("33.9")
    (figure,) = figures_in("行政复议、行政诉讼共5件。")
    assert figure.counts == ("reconsideration", "litigation")


@pytest.mark.parametrize("count", ["400余件", "约400件", "近400件", "400多件", "400件以上", "1.5万余件", "2万件"])
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


def test_all_upheld() -> None:
    first, second = figures_in("行政复议7件，诉讼9件，均获维持。")
    assert first.all_upheld and second.all_upheld


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


def test_other_years_are_left_out_of_a_report() -> None:
    text = "2021年收到申请20件。2022年收到申请30件。"
    assert [each.value for each in gxgrammar.figures(made_reports.report("national_2021", text=text))] == [30]


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


@pytest.mark.parametrize("piece", ["1", " ", "《", "申请30件，", "未", "占", "受理", "，", "1,", "1 "])
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "申请1件" + piece * (size // len(piece))
        start = time.process_time()
        list(figures_in(text, start=0, own="青禾县"))
        return time.process_time() - start

    # A clock may be wrong once.
    assert any(seconds(32_000) < max(0.05, 8 * 3 * seconds(4_000)) for _ in range(3))
