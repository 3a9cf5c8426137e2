"""Misprinted labels: read as the one that they are near, or left alone."""

import pytest

from gxgrammar import ParseResult

import pages
from conftest import Read

MISPRINTS = [
    ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开", "requests.denied.other_law.total"),
    ("行政事业性收费", "行政事业型收费", "proactive.charges.amount"),
    ("4.无正当理由大量反复申请", "4.无正当理由大量反覆申清", "requests.not_processed.excessive.total"),
]


def _repairs(result: ParseResult) -> list[tuple[str | None, str | None]]:
    return [(noted.before, noted.after) for noted in result.diagnostics if noted.code == "GX203"]


@pytest.mark.parametrize(("label", "printed", "path"), MISPRINTS)
def test_a_label_near_one_of_the_form_is_read_as_it(read: Read, label: str, printed: str, path: str) -> None:
    filled = pages.fill(2022)
    result = read(pages.page(filled, pages.padded).replace(label, printed))
    assert str(result.cells[path].value) == str(filled.figures[path])
    assert _repairs(result) == [(printed, label)]
    note = next(noted for noted in result.diagnostics if noted.code == "GX203")
    assert note.span
    assert result.source.text[note.span.start : note.span.end] == printed


@pytest.mark.parametrize("printed", ["现行有效件", "现行有效件数量"])
def test_heads_are_repaired_too(read: Read, printed: str) -> None:
    result = read(pages.page(pages.fill(2022), pages.padded).replace("现行有效件数", printed))
    assert _repairs(result) == [(printed, "现行有效件数")]


REVIEWS = "四、政府信息公开行政复议、行政诉讼情况"


def test_a_heading_near_several_spellings_of_one_is_that_one(read: Read) -> None:
    printed = "四、政府信息公开行政法复议、行政诉讼情况"
    result = read(pages.page(pages.fill(2022), pages.padded).replace(REVIEWS, printed))
    assert [before for before, _ in _repairs(result)] == [printed]
    # The heading stays as printed.
    assert ("reviews", printed) in [(each.topic, each.heading) for each in result.report.narrative.sections]


def test_a_heading_near_one_that_is_there_in_another_spelling_is_its_own(read: Read) -> None:
    near = "四、政府信息公开行政复议、行政诉讼情形"
    other = "四、政府信息公开行政复议、行政诉讼的情况"
    result = read(pages.page(pages.fill(2022), pages.padded).replace(REVIEWS, f"{near}\n说明见下。\n{other}"))
    assert _repairs(result) == []


def test_a_heading_of_another_number_is_its_own(read: Read) -> None:
    text = pages.page(pages.fill(2022), pages.padded).replace("五、存在的主要问题", "三、存在的主要问题")
    assert _repairs(read(text.replace("改进情况", "改进情形"))) == []


@pytest.mark.parametrize("label", ["省级规划", "行政奖励", "其他主动公开文件", "2.其他法律"])
def test_a_label_far_from_all_is_unrecognised(read: Read, label: str) -> None:
    text = pages.page(pages.fill(2022), pages.padded).replace("行政许可 | ", f"{label} | 3\n行政许可 | ")
    result = read(text)
    assert _repairs(result) == []
    assert [row.label for row in result.report.unrecognised] == [label]


def test_a_label_near_two_is_unrecognised(read: Read) -> None:
    text = pages.page(pages.fill(2022), pages.padded)
    text = text.replace("行政处罚 | ", "行政强罚 | ", 1).replace("行政强制 | ", "行政处制 | ", 1)
    result = read(text)
    assert _repairs(result) == []
    assert [row.label for row in result.report.unrecognised] == ["行政强罚", "行政处制"]


def test_a_local_row_near_a_label_that_is_there_stays_unrecognised(read: Read) -> None:
    filled = pages.fill(2022)
    text = pages.page(filled, pages.padded).replace("行政事业性收费 | ", "行政事业型收费 | 77\n行政事业性收费 | ")
    result = read(text)
    assert str(result.cells["proactive.charges.amount"].value) == str(filled.figures["proactive.charges.amount"])
    assert [(row.label, row.values) for row in result.report.unrecognised] == [("行政事业型收费", ("77",))]
