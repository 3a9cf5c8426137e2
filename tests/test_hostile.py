"""Hostile and odd input: never anything but an error of gxgrammar, never more work than the input is long."""

import random
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gxgrammar
from gxgrammar import vocabulary
from gxgrammar.values import read_value

import pages
from conftest import Read, examples, often
from counting import calls
from test_detection import NEWS

REPORTS = [pages.page(pages.fill(2022), write) for write in (pages.padded, pages.markdown, pages.tabbed, pages.plain)]
PIECES = st.sampled_from(
    [
        *REPORTS[0].split(),
        "|",
        "||",
        "\n",
        "\n\n",
        "\t",
        " ",
        "-",
        "---",
        "|---|",
        "#",
        "（",
        "一、",
        "0",
        "99",
        "1,2",
        "\u3000",
    ]
)


def _survives(read: Read, text: str) -> None:
    """Reads, with all invariants, or is refused with a message."""
    try:
        read(text)
    except gxgrammar.GxgrammarError as refused:
        assert refused.code in ("GX101", "GX102", "GX301"), refused


@pytest.mark.parametrize("text", REPORTS, ids=["padded", "markdown", "tabbed", "plain"])
def test_a_report_cut_off_between_lines(read: Read, text: str) -> None:
    lines = text.splitlines(keepends=True)
    for end in range(0, len(lines), max(1, len(lines) // often(12, 80))):
        _survives(read, "".join(lines[:end]))


@pytest.mark.parametrize("text", REPORTS, ids=["padded", "markdown", "tabbed", "plain"])
def test_a_report_cut_off_within_a_line(read: Read, text: str) -> None:
    for end in range(7, len(text), often(211, 41)):
        _survives(read, text[:end])


@pytest.mark.parametrize("text", REPORTS, ids=["padded", "markdown", "tabbed", "plain"])
def test_a_report_that_begins_anywhere(read: Read, text: str) -> None:
    lines = text.splitlines(keepends=True)
    for start in range(0, len(lines), often(23, 5)):
        _survives(read, "".join(lines[start:]))


def test_what_stands_before_the_cut_is_read(read: Read) -> None:
    whole = read(REPORTS[0])
    cut = read(REPORTS[0].partition("（四）无法提供")[0])
    for path, cell in cut.cells.items():
        assert cell.state == "missing" or cell == whole.cells[path], path
    assert cut.cells["requests.denied.inquiry_matter.total"].state == "number"
    assert cut.cells["requests.unable.not_held.total"].state == "missing"


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text(read: Read, text: str) -> None:
    _survives(read, text)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=120))
def test_any_mixture_of_the_words_of_a_report(read: Read, pieces: list[str]) -> None:
    _survives(read, "".join(pieces))


@examples(30)
@given(st.sampled_from(REPORTS), st.integers(), st.integers(min_value=1, max_value=25))
def test_any_mutation_of_a_report(read: Read, text: str, seed: int, times: int) -> None:
    dice = random.Random(seed)
    for _ in range(times):
        text = _mutated(text, dice)
    _survives(read, text)


def _mutated(text: str, dice: random.Random) -> str:
    """Drop, repeat, move or put in a piece."""
    start = dice.randrange(len(text) + 1)
    end = min(len(text), start + dice.randrange(1, 30))
    inserted = dice.choice(
        [
            "",
            "",
            text[start:end] * 2,
            "|",
            "\n",
            "\t",
            "\u3000",
            "9",
            "|||",
            "\n\n",
            "总计",
            "一、",
            "- 3 -",
            "1,\n463",
            "\n第3页\n",
            "甲乙",
        ]
    )
    return text[:start] + inserted + text[end:]


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    try:
        gxgrammar.parse(data)
    except gxgrammar.GxgrammarError as refused:
        assert refused.code == "GX301" or refused.code.startswith("GX1")


def test_a_news_article_with_a_table_of_its_own() -> None:
    with pytest.raises(gxgrammar.NotAReport):
        gxgrammar.parse(NEWS + "| 展品 | 数量 |\n|---|---|\n| 播种机 | 12 |\n")


HOSTILE: dict[str, Callable[[int], str]] = {
    "pipes": lambda size: "规章 " + "|" * size + "\n",
    "spaced pipes": lambda size: "规章 " + "| " * (size // 2) + "\n",
    "digits": lambda size: "规章 | " + "9" * size + " | 0 | 0\n",
    "commas": lambda size: "规章 | " + "1,111" * (size // 5) + " | 0 | 0\n",
    "rows": lambda size: "规章 | 0 | 1 | 2\n" * (size // 15),
    "unknown rows": lambda size: "".join(f"省级规划{number} | 0\n" for number in range(size // 12)),
    "blank cells": lambda size: "| 规章 | | 1 |\n" + "| | " * (size // 4) + "\n",
    "dashes": lambda size: "|" + "---|" * (size // 4) + "x\n",
    "headings": lambda size: "一、二、三、\n" * (size // 7),
    "brackets": lambda size: "（" * size + "\n",
    "labels": lambda size: "其他" * (size // 2) + "\n",
    "items": lambda size: "一是" * (size // 2) + "\n",
    "keys": lambda size: "索引号：" * (size // 4) + "\n",
    "blanks": lambda size: "一、" + " " * size + "x\n",
    "cells": lambda size: "规章\n" + "0\n" * (size // 2),
    "broken labels": lambda size: "本年新\n" * (size // 4),
    "years": lambda size: "2023年" * (size // 5) + "政府信息公开工作年度报告\n",
    "units": lambda size: "规章 | 1" + " " * size + "万 | 0\n",
}


@pytest.mark.parametrize("layout", ["pipe", "markdown", "lines", "running"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_work_grows_with_the_input_and_not_faster(kind: str, layout: str) -> None:
    # What is compiled or looked up once is not counted.
    gxgrammar.parse(REPORTS[0] + HOSTILE[kind](1_000), layout=layout)
    small, large = (_work(HOSTILE[kind](size), layout) for size in (1_000, 4_000))
    assert large < 4.7 * small


def _work(text: str, layout: str) -> int:
    """The calls that a report with such text takes more than one without."""
    return _calls(REPORTS[0] + text, layout) - _calls_of_a_report(layout)


@cache
def _calls_of_a_report(layout: str) -> int:
    return _calls(REPORTS[0], layout)


def _calls(text: str, layout: str) -> int:
    """The calls that reading makes with nothing remembered."""
    read_value.cache_clear()
    vocabulary._short_word.cache_clear()
    return calls(lambda: gxgrammar.parse(text, layout=layout))


@pytest.mark.parametrize(
    "text",
    [
        "规章 " + "|" * 20_000,
        "规章 | " + "9" * 10_000 + " | 0 | 0",
        "规章 | 0 | 1 | 2\n" * 5_000,
        "规章\n" + "0\n" * 10_000,
        "规章\n" + "\t" * 60_000,
        "无" * 60_000 + "\t",
        "无" * 60_000 + "|",
        "规章|0|0|0\n" + " " * 60_000 + "|",
    ],
    ids=["pipes", "digits", "rows", "cells", "tabs", "a tab", "a pipe", "blanks and a pipe"],
)
def test_much_of_the_same(text: str) -> None:
    cells = gxgrammar.parse(REPORTS[0] + text).cells
    before = gxgrammar.parse(REPORTS[0]).cells
    assert all(cells[path] == cell for path, cell in before.items() if path.startswith("requests."))
