"""Canonical text: where all layouts meet."""

import pytest

from gxgrammar import readers
from gxgrammar.canonical import Canonical, canonical
from gxgrammar.source import Source

import pages


def _canonical(text: str, layout: str = "pipe") -> Canonical:
    return canonical(readers.layout(layout).read(Source(text)))


def test_a_label_takes_the_values_after_it() -> None:
    assert _canonical("信息内容 | 本年制发件数\n规章 | 0 | 15 |\n").text == "|信息内容\n|本年制发件数\n|规章|0|15\n"


def test_labels_and_headings_are_printed_in_the_spelling_of_the_grammar() -> None:
    text = "一 、总体情况\n(一) 予以公开 | 4 | 0\n1、属于国家秘密 | 0\n"
    assert _canonical(text).text == "一、总体情况\n|（一）予以公开|4|0\n|1.属于国家秘密|0\n"


def test_values_are_printed_as_the_page_has_them() -> None:
    assert _canonical("规章 | 1,200 | - | 22（其中修订 16 件） | 无\n").text == "|规章|1,200|-|22(其中修订 16 件)|无\n"


def test_a_label_without_its_number_is_found_where_that_is_unambiguous() -> None:
    assert _canonical("属于国家秘密 | 0 | 0\n").text == "|1.属于国家秘密|0|0\n"


def test_a_label_broken_over_cells_is_one() -> None:
    line = _canonical("\n".join(["规章", "0", "本年新", "制作数量", "规范性文件", "3"]), "lines").lines[1]
    assert line.text == "|本年新制作数量"
    assert line.label is not None
    assert line.label.text == "本年新\n制作数量"


def test_the_data_row_of_table_four_follows_its_last_head() -> None:
    text = pages.padded(pages.reviews(pages.fill(2021)))
    last = _canonical(text).lines[-1]
    assert last.text.startswith("|总计|")
    assert len(last.values) == len(pages.REVIEWS) * len(pages.OUTCOMES)


def test_values_without_a_label_are_a_row_of_their_own() -> None:
    assert _canonical("规章 | 0 | 1 |\n7 | 8 | 9 |\n").text == "|规章|0|1\n||7|8|9\n"


def test_an_unknown_label_is_kept_as_printed() -> None:
    assert _canonical("规章 | 0 | 1 |\n省级规划 | 3 |\n").lines[1].text == "|省级规划|3"


def test_a_table_without_labels_of_the_form_is_prose() -> None:
    assert _canonical("首页 | 新闻 | 服务\n").text == "首页 | 新闻 | 服务\n"


def test_a_paragraph_cannot_pass_for_a_row() -> None:
    assert all(not line.text.startswith("|") for line in _canonical("| 首页 | |新闻\n一段话。").lines)


@pytest.mark.parametrize(("layout", "write"), pages.LAYOUTS.values(), ids=pages.LAYOUTS)
def test_every_line_knows_where_it_came_from(layout: str, write: object) -> None:
    assert callable(write)
    text = pages.page(pages.fill(2021), write)
    for line in _canonical(text, layout).lines:
        for ink in (*([line.label] if line.label else []), *line.values):
            assert text[ink.start : ink.end].strip() == ink.text


def test_all_layouts_give_one_canonical_text_but_for_blank_cells_at_the_end() -> None:
    filled = pages.fill(2020)
    texts = [_canonical(pages.page(filled, write), layout).text for layout, write in pages.LAYOUTS.values()]
    assert len({tuple(line.rstrip("|") for line in text.splitlines()) for text in texts}) == 1


@pytest.mark.parametrize("layout", ["pipe", "markdown", "lines", "running"])
@pytest.mark.parametrize("text", ["# \n一段话。\n", "|\n一段话。\n", "||  |\n一段话。\n"])
def test_marks_and_borders_alone_are_no_line(text: str, layout: str) -> None:
    assert _canonical(text, layout).text == "一段话。\n"


@pytest.mark.parametrize("between", [" ", "\u3000\u3000", "。", "。 "])
def test_sentences_that_run_on_behind_a_heading_are_a_line_of_their_own(between: str) -> None:
    lines = _canonical(f"一 、总体情况{between}根据规定编制。（一）主动公开情况。全年公开。\n").lines
    assert [line.text for line in lines] == ["一、总体情况", "根据规定编制。（一）主动公开情况。全年公开。"]
    heading, text = lines
    assert heading.span.end <= text.span.start
    assert text.span.end - text.span.start == len(text.text)


@pytest.mark.parametrize("heading", ["五、存在问题 及改进情况", "六、其他需要报告的事项"])
def test_of_headings_that_run_on_the_longest_is_taken(heading: str) -> None:
    lines = _canonical(f"{heading} 没有别的。\n").lines
    assert [line.text for line in lines] == ["".join(heading.split()), "没有别的。"]


@pytest.mark.parametrize(
    "line",
    [
        "一、总体情况 和主要做法",
        "一、总体情况良好，公开及时。",
        "二、主动公开政府信息情况 （表格）",
        "一、加强领导 抓紧。",
    ],
)
def test_longer_headings_and_others_are_not_cut(line: str) -> None:
    assert [each.text for each in _canonical(f"{line}\n").lines] == [line]
