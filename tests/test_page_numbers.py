"""Page numbers on lines of their own, where figures might stand."""

from __future__ import annotations

import re

import pytest

from gxgrammar.condition import condition, pages

import older
from conftest import Read

BLANK = ("statistics.channels.wechat", "statistics.requests.by_channel.fax", "statistics.replies.refused")


def _page(*, prose: str, first: str, second: str, third: str) -> str:
    """A report of 2016 with a line in the prose, and others in place of the figures of three rows."""
    page = older.page_2014(older.fill("statistics_2014", 3), _spaced)
    places = {"4.政务微信公开政府信息数 条": first, "2.传真申请数 件": second, "4.不同意公开答复数 件": third}
    for label, line in places.items():
        page = re.sub(rf"({re.escape(label)}) .*", lambda row, line=line: f"{row[1]}\n{line}", page)
    return page.replace("\n政府信息公开情况统计表", f"\n{prose}\n政府信息公开情况统计表", 1)


def _spaced(rows: list[list[str]]) -> str:
    return "".join(" ".join(row).rstrip() + "\n" for row in rows)


NUMBERS = {"prose": "1", "first": "2", "second": "3", "third": "4"}


@pytest.mark.parametrize("mark", ["{}", "  {}  ", "{}/4", "{} / 9", "- {}/4 -", "{}\f", "{}\n\f", "\f{}"])
def test_lines_that_count_the_pages_are_no_figures(read: Read, mark: str) -> None:
    result = read(_page(**{place: mark.format(number) for place, number in NUMBERS.items()}))
    assert [repair.step for repair in result.plan] == ["pages"]
    assert "GX202" in [each.code for each in result.diagnostics]
    filled = older.fill("statistics_2014", 3)
    for path, cell in result.cells.items():
        assert (cell.state, cell.value) == (("blank", None) if path in BLANK else ("number", filled[path])), path


@pytest.mark.parametrize(
    "marks",
    [
        {"prose": "1", "first": "2", "second": "4", "third": "5"},
        {"prose": "0", "first": "2", "second": "3", "third": "4"},
        {"prose": "1", "first": "2", "second": "", "third": ""},
        {"prose": "", "first": "2", "second": "3", "third": "4"},
        {"prose": "1,000", "first": "2", "second": "3", "third": "4"},
        {"prose": "1/4", "first": "2/4", "second": "3/9", "third": ""},
        {"prose": "", "first": "2/4", "second": "", "third": ""},
        {"prose": "1\f", "first": "2\f", "second": "", "third": ""},
        {"prose": "7\f", "first": "2\f", "second": "0\f", "third": "3\f"},
    ],
)
def test_other_lines_of_a_number_are_left(marks: dict[str, str]) -> None:
    assert pages.edits(_page(**marks)) == []


ROWS = ("规章制度建设情况\n" * 3 + "行政许可\n处罚裁量基准公布的情况\n") * 2


@pytest.mark.parametrize("number", ["{}", "{}\n"])
def test_pages_of_lines_that_may_not_be_cells(number: str) -> None:
    lines = [number.format(each) for each in (1, 2, 3)]
    page = ROWS.join(["全年公开信息，\n" + lines[0] + "\n", *(f"{line}\n" for line in lines[1:])])
    assert len(pages.edits(page)) == 3
    # Cells of their own, figures apart from their sentences, and the last row of a table before a sentence.
    for cell in ("-\n", "件\n", " 万元 \n"):
        assert pages.edits(page.replace("行政许可\n", cell)) == []
    assert pages.edits(page.replace("2\n", "2\n件，其中", 1)) == []
    assert pages.edits(f"{page.replace('，', '')}全年公开信息，平稳。") == []


def test_items_of_a_list_are_left() -> None:
    item = "健全制度，规范流程。\n落实责任。\n强化培训。\n"
    assert pages.edits(item.join(["1\n", "2\n", "3\n", ""])) == []


@pytest.mark.parametrize("behind", ["", "\f"])
def test_the_last_page_may_end_without_a_break(behind: str) -> None:
    text = "文字。\n1\f文字。\n2\f文字。\n3\f规章 5\n4"
    assert [edit.start for edit in pages.edits(text + behind)] == [text.index(each) for each in ("1", "2", "3", "4")]


def test_rows_that_count_on_side_by_side_are_left() -> None:
    assert pages.edits("全年共召开会议，\n1\n2\n3\n4\n") == []
    assert pages.edits("全年共召开会议，\n1\n规章\n2\n规章\n3\n规章\n4\n") == []


def test_numbers_between_the_lines_of_markup_are_left() -> None:
    page = "<td>\n1/3\n</td>\n<td>\n2/3\n</td>\n<td>\n3/3\n</td>"
    assert condition(page).plan == ()
    (repair,) = condition(page.replace("</td>", "")).plan
    assert (repair.step, len(repair.edits)) == ("pages", 3)
