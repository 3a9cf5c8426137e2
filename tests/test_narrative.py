"""The words of a report as a tree."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gxgrammar
from gxgrammar.narrative import Prose, body, is_heading, narrative, numeral
from gxgrammar.records import Part, Section

from conftest import Read


def test_parts_nest_by_the_kind_of_their_number() -> None:
    lines = ["（一）主动公开", "1.网站", "发布信息。", "（1）栏目", "2.新媒体", "（二）依申请公开", "按期答复。"]
    assert body(lines) == (
        Part("（一）", "主动公开", (Part("1.", "网站", ("发布信息。", Part("（1）", "栏目"))), Part("2.", "新媒体"))),
        Part("（二）", "依申请公开", ("按期答复。",)),
    )


def test_a_short_first_sentence_is_the_heading_of_its_part() -> None:
    assert body(["（一）主动公开。全年发布信息。"]) == (Part("（一）", "主动公开。", ("全年发布信息。",)),)


def test_a_short_line_that_text_follows_is_the_heading_of_its_part() -> None:
    lines = ["（一） 压实主动公开责任。", "全年发布信息。", "（二）规范办理申请。", "1.受理", "2.答复"]
    assert body(lines) == (
        Part("（一）", "压实主动公开责任。", ("全年发布信息。",)),
        Part("（二）", "", ("规范办理申请。", Part("1.", "受理"), Part("2.", "答复"))),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["（一）公开不够及时。", "（二）内容不够全面。"],
        ["（一）公开不够及时。"],
        ["（一）全年发布信息300条。", "其中网站200条。"],
        ["（一）全年发布信息；答复申请。", "没有遗漏。"],
        ["1.公开不够及时。", "更新慢。"],
    ],
)
def test_a_numbered_sentence_that_states_something_is_no_heading(lines: list[str]) -> None:
    (part, *_) = body(lines)
    assert isinstance(part, Part)
    assert part.heading == ""


def test_a_numbered_sentence_has_no_heading() -> None:
    assert body(["1.全年发布信息三百条。"]) == (Part("1.", "", ("全年发布信息三百条。",)),)


def test_items_are_parts_if_they_are_numbered_on() -> None:
    (lead, *items) = body(["问题：一是慢；二是少。"])
    assert lead == "问题："
    assert items == [Part("一是", "", ("慢；",)), Part("二是", "", ("少。",))]


@pytest.mark.parametrize("line", ["一是慢。", "二是少；一是慢。", "这一是那二是。", "0.5个百分点"])
def test_words_that_only_look_like_items_are_words(line: str) -> None:
    assert body([line]) == (line,)


def test_sections_take_their_topic() -> None:
    found = narrative(["前言"], [Prose("overview", "一、总体情况", ("好。",))])
    assert found.opening == ("前言",)
    assert found.sections == (Section("overview", "一、总体情况", ("好。",)),)


def test_an_unknown_heading_opens_a_section_only_if_its_number_is_next() -> None:
    sections = [
        Prose("overview", "一、总体情况", ()),
        Prose(None, "一、加强领导", ("抓紧。",)),
        Prose("proactive_disclosure", "二、主动公开政府信息情况", ()),
        Prose(None, "三、本地做法", ("试点。",)),
    ]
    found = narrative([], sections)
    assert [(section.topic, section.heading) for section in found.sections] == [
        ("overview", "一、总体情况"),
        ("proactive_disclosure", "二、主动公开政府信息情况"),
        (None, "三、本地做法"),
    ]
    assert found.sections[0].body == (Part("一、", "加强领导", ("抓紧。",)),)


def test_a_part_spelled_like_the_section_it_stands_in_is_a_part() -> None:
    sections = [
        Prose("overview", "一、总体情况", ()),
        Prose("overview", "（一）概述", ("编制说明。",)),
        Prose("proactive_disclosure", "二、主动公开政府信息情况", ()),
    ]
    found = narrative([], sections)
    assert [section.topic for section in found.sections] == ["overview", "proactive_disclosure"]
    assert found.sections[0].body == (Part("（一）", "概述", ("编制说明。",)),)


def test_sections_numbered_as_parts_stay_sections() -> None:
    sections = [Prose("overview", "（一）总体情况", ()), Prose("overview", "（一）概述", ())]
    assert len(narrative([], sections).sections) == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("百", 0), ("", 0), ("一二", 0)],
)
def test_numerals(text: str, value: int) -> None:
    assert numeral(text) == value


def test_headings() -> None:
    assert is_heading("六、其他需要报告的事项")
    assert not is_heading("（一）主动公开")


def _words(parts: Iterable[str | Part]) -> str:
    return "".join(each if isinstance(each, str) else each.number + each.heading + _words(each.body) for each in parts)


LINES = st.lists(st.text(st.sampled_from("一二三（）()1．.、。；是：公开 ①"), max_size=40))


@given(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    assert "".join(_words(body(lines)).split()) == "".join("".join(lines).split())


@pytest.mark.parametrize(
    "lines",
    [
        ["（一）总体情况", "甲。", "（二）主动公开政府信息情况", "乙。", "（六）其他需要报告的事项", "己。"],
        ["一、总体情况", "甲段。", "（一）概述", "乙段。"],
        ["一、总体情况", "甲。", "四、其他", "丁。", "（五）存在的主要问题及改进情况", "戊。"],
    ],
)
def test_no_line_stands_twice_in_the_sections(lines: list[str]) -> None:
    result = gxgrammar.parse("\n".join(["青禾县水务局2023年政府信息公开工作年度报告", *lines]))
    told = gxgrammar.to_json(result)
    assert [told.count(line) for line in lines if line.endswith("。")] == [1] * (len(lines) // 2)


def test_what_a_section_numbers_itself_is_no_section_where_the_form_has_that_number_later(read: Read) -> None:
    text = "\n".join(
        [
            "青禾县2022年政府信息公开工作年度报告",
            "一、总体情况",
            "全年按时公开。",
            "一、加强领导。专人负责。",
            "二、保障安全。制度落实。",
            "二、主动公开政府信息情况",
            "规章 | 0 | 0 | 0 |",
            "三、收到和处理政府信息公开申请情况",
            "四、其他",
        ]
    )
    sections = read(text).report.narrative.sections
    assert [section.heading for section in sections] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、其他",
    ]
    assert [each.number for each in sections[0].body if isinstance(each, Part)] == ["一、", "二、"]


def test_sections_of_its_own_stay_sections_where_the_form_is_printed_again_behind_them(read: Read) -> None:
    own = [
        "一、总体情况",
        "二、工作举措",
        "三、创新做法",
        "四、队伍建设",
        "五、存在的主要问题及改进情况",
        "二、主动公开政府信息情况",
    ]
    text = "\n".join(["青禾县2022年政府信息公开工作年度报告", *(line for head in own for line in (head, "文字。"))])
    assert [section.heading for section in read(text).report.narrative.sections] == own


def test_a_blank_behind_the_number_of_a_heading() -> None:
    sections = [Prose(None, "一 、概 述", ("工作平稳。",)), Prose(None, "二、主动公开情况", ("公开5条。",))]
    assert [each.heading for each in narrative((), sections).sections] == ["一 、概 述", "二、主动公开情况"]
