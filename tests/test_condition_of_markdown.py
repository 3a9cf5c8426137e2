"""Text condition of Markdown: marks of quotation, and marks within lines and cells."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gxgrammar.condition import apply_plan, condition

import pages
from conftest import Read

FILLED = pages.fill(2022, 7)
MARKDOWN = pages.page(FILLED, pages.markdown, mark="## ")
PIPES = pages.page(FILLED, pages.padded)
_CELL = re.compile(r"(?<=\| )([^|\n]*[^|\s-])(?= \|)")
_FIGURE = re.compile(r"(?<=\| )(\d[\d.]*)(?= \|)")


def _around(mark: str, cells: re.Pattern[str] = _CELL) -> Callable[[str], str]:
    return lambda text: cells.sub(rf"{mark}\1{mark}", text)


MARKED: dict[str, Callable[[str], str]] = {
    "bold": _around("**"),
    "bold labels": lambda text: re.sub(r"(?m)^\| ([^|\n]*[^|\s-]) \|", r"| **\1** |", text),
    "bold headings": lambda text: re.sub(r"(?m)^## (.*)$", r"## **\1** ##", text),
    "bold and italic": _around("***"),
    "underscores": _around("__"),
    "italic": _around("*"),
    "code": _around("`"),
    "mathematics": _around(r"$", _FIGURE),
    "links": lambda text: _FIGURE.sub(r"[\1](https://example.invalid/a_(1).html#t)".replace("_(1)", ""), text),
    "links in bold": lambda text: _FIGURE.sub(r"**[`\1`](#tables)**", text),
    "footnotes": lambda text: _FIGURE.sub(r"\1[^1]", text) + "\n[^1]: 数据由青禾县档案局提供。\n",
    "entities": lambda text: text.replace("| ", "|&nbsp;"),
    "line breaks": lambda text: text.replace("行政规范", "行政<br>规范").replace("商业", "商业<br />"),
    "corrections": lambda text: _FIGURE.sub(r"~~998~~ \1", text),
    "escapes": lambda text: re.sub(r"(?<=\d)\.", r"\\.", _around("**")(text)),
}


@pytest.mark.parametrize("way", MARKED)
def test_marks_within_cells_are_set_aside(read: Read, way: str) -> None:
    marked, plain = read(MARKED[way](MARKDOWN)), read(MARKDOWN)
    assert {path: cell.value for path, cell in marked.cells.items()} == {
        path: cell.value for path, cell in plain.cells.items()
    }
    assert marked.report.metadata == plain.report.metadata
    assert [each.heading for each in marked.report.narrative.sections] == [
        each.heading for each in plain.report.narrative.sections
    ]
    assert any(each.code == "GX202" for each in marked.diagnostics)


def test_a_figure_in_bold_is_shown_where_it_stands(read: Read) -> None:
    result = read(_around("**")(MARKDOWN))
    cell = next(cell for cell in result.cells.values() if cell.value)
    assert cell.span
    assert result.source.text[cell.span.start - 2 : cell.span.end + 2] == f"**{cell.value}**"


def test_what_is_struck_out_is_no_figure(read: Read) -> None:
    cells = read(_FIGURE.sub(r"~~\1~~", MARKDOWN)).cells
    assert {cell.value for cell in cells.values()} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "规章 | 3* | 4 |\n行政许可* | 5 |\n",
        "咨询人张**、李**来电 | 2 |\n电话 | 138****1234 |\n",
        "政务_公开_年报 | a_b | __ | ____年__月 |\n",
        "价格 | $5 | 10$ |\n",
        "文号 | 青政〔2023〕5号 | [2023](五)号 |\n",
        "## 一、总体情况\n1月~~3月公开5件，4月~~6月公开6件。\n",
        r"规章 | \*\*4\*\* | 3 |" + "\n",
        "规章 | ** | * | ` |\n",
    ],
)
def test_signs_that_are_no_marks_stay(text: str) -> None:
    assert [repair.step for repair in condition(text).plan if repair.step == "marks"] == []


def test_marks_in_text_that_is_no_markdown_stay() -> None:
    assert condition("青禾县**2023**年公开信息。\n共*12*件。\n").plan == ()
    assert condition("<table><tr><td>**4** | **5** | 6</td></tr></table>").plan == ()


@pytest.mark.parametrize("mark", ["> ", ">", ">> ", "> > ", "  > "])
@pytest.mark.parametrize("text", [MARKDOWN, PIPES, pages.page(FILLED, pages.plain)], ids=["markdown", "pipe", "lines"])
def test_quoted_lines_are_read_without_the_marks(read: Read, mark: str, text: str) -> None:
    quoted, plain = read(re.sub("(?m)^", mark, text)), read(text)
    assert quoted.layout == plain.layout
    assert quoted.cells.keys() == plain.cells.keys()
    for path, cell in quoted.cells.items():
        assert (cell.value, cell.state, cell.raw) == (plain.cells[path].value, plain.cells[path].state, cell.raw)
    assert quoted.report.metadata == plain.report.metadata


def test_a_letter_may_stand_over_what_it_quotes(read: Read) -> None:
    letter = "您好，年报转去，请查收。\n\n"
    quoted = read(letter + re.sub("(?m)^(?=.)", "> ", PIPES))
    assert {path: cell.value for path, cell in quoted.cells.items()} == {
        path: cell.value for path, cell in read(PIPES).cells.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "首页\n> 政务公开\n> 政府信息公开年报\n青禾县档案局2023年政府信息公开工作年度报告\n",
        "<table\n><tr\n><td\n>规章</td\n><td\n>3</td\n></tr\n></table\n>\n",
        "规章\n>5\n",
    ],
)
def test_other_lines_keep_their_mark(text: str) -> None:
    assert [repair.step for repair in condition(text).plan if repair.step == "quoting"] == []


def test_the_plan_can_be_replayed() -> None:
    text = re.sub("(?m)^", "> ", _around("**")(MARKDOWN))
    conditioned = condition(text)
    assert apply_plan(text, conditioned.plan) == conditioned.text == MARKDOWN


def test_the_steps_can_be_left_out() -> None:
    text = re.sub("(?m)^", "> ", _around("**")(MARKDOWN))
    assert condition(text, without=("quoting", "marks")).text == text
