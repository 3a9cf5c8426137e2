"""Whatever is fed in, nothing but the errors of gxgrammar comes out."""

from __future__ import annotations

import random
from pathlib import Path

import official
import pytest

import gxgrammar
from gxgrammar import corpus

import older
import pages
from conftest import ROOT, Read, often

CASES = corpus.cases(ROOT / "corpus")
CUTS = often(5, 12)
CHANGES = often(5, 12)
CHARACTERS = "0１9一二（)|。：\n\t \u3000\u200b\0\ufffd數ǔ?-#年条元"


def _survives(read: Read, data: str | bytes) -> None:
    try:
        read(data)
    except gxgrammar.GxgrammarError as refused:
        assert refused.code == "GX301" or refused.code.startswith("GX1"), refused


def _seeded(case: Path) -> random.Random:
    return random.Random(case.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_any_cut_between_bytes(read: Read, case: Path) -> None:
    data = corpus.source_of(case).read_bytes()
    dice = _seeded(case)
    for _ in range(CUTS):
        _survives(read, data[: dice.randrange(len(data))])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_any_cut_between_characters(read: Read, case: Path) -> None:
    text = corpus.source_of(case).read_bytes().decode("utf-8", "replace")
    dice = _seeded(case)
    for _ in range(CUTS):
        start, end = sorted(dice.randrange(len(text)) for _ in range(2))
        _survives(read, text[start if dice.random() < 0.3 else 0 : end])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_any_change_of_one_character(read: Read, case: Path) -> None:
    text = corpus.source_of(case).read_bytes().decode("utf-8", "replace")
    dice = _seeded(case)
    for _ in range(CHANGES):
        at = dice.randrange(len(text))
        _survives(read, text[:at] + dice.choice(("", dice.choice(CHARACTERS))) + text[at + dice.randrange(2) :])


TAGS = (
    *("table", "tr", "td", "th", "tbody", "caption", "colgroup", "p", "div", "span", "a", "br", "nav", "button", "li"),
    *("select", "option", "textarea", "input", "svg", "math", "template", "form", "script", "style", "title", "iframe"),
)
ATTRIBUTES = ("", "", " hidden", ' style="display:none"', " rowspan=0", " colspan=9", " rowspan=70000", " value=3")
STRAY = ("<!--", "-->", "<![CDATA[", "<", ">", "&#0;", "&#x110000;", "</")


def _tag(dice: random.Random) -> str:
    tag = f"<{dice.choice(TAGS)}{dice.choice(ATTRIBUTES)}>"
    return dice.choice((tag, tag, f"</{dice.choice(TAGS)}>", f"{tag}3</{tag[1:-1].split()[0]}>", dice.choice(STRAY)))


@pytest.mark.parametrize("seed", range(often(16, 40)))
def test_any_tags_in_a_page(read: Read, seed: int) -> None:
    dice = random.Random(seed)
    markup = official.html_page(official.drawn(seed, odd=False))
    for _ in range(dice.randint(1, 4)):
        at = markup.rindex(">", 0, dice.randrange(100, len(markup))) + 1
        markup = markup[:at] + _tag(dice) + markup[at:]
    _survives(read, markup)


def test_a_cell_in_a_formula_that_no_row_holds(read: Read) -> None:
    markup = official.html_page(official.drawn(1, odd=False))
    figures = read(markup).report.requests
    formula = markup.replace("<table border=1>", "<table><caption><math><td>3</td></math></caption>")
    assert formula != markup
    assert read(formula).report.requests == figures


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_reads_alike_in_every_encoding(read: Read, encoding: str) -> None:
    text = pages.page(pages.fill(2022), pages.padded)
    if encoding == "big5":
        from opencc import OpenCC

        text = OpenCC("s2t").convert(text)
        text = text.encode("big5", "ignore").decode("big5")
    one, other = read(text), read(text.encode(encoding))
    assert other.source.text == one.source.text
    assert other.report == one.report


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_cut_bytes_of_other_encodings(read: Read, encoding: str) -> None:
    data = older.page_fujian("fujian_2008", older.fill("fujian_2008"), year=2011).encode(encoding, "ignore")
    dice = random.Random(encoding)
    for _ in range(CUTS):
        _survives(read, data[: dice.randrange(len(data))])


@pytest.mark.parametrize(
    ("declared", "actual", "told"),
    [("gb2312", "utf-8", True), ("utf-8", "gb18030", True), ("utf-8", "utf-8", False), ("gbk", "gb18030", False)],
)
def test_a_declared_encoding_that_is_wrong_is_told(read: Read, declared: str, actual: str, told: bool) -> None:
    text = f"<!-- charset={declared} -->\n{pages.page(pages.fill(2022), pages.padded)}"
    result = read(text.encode(actual))
    assert result.cells["requests.received.total"].state == "number"
    assert ("GX106" in [noted.code for noted in result.diagnostics]) is told


def test_lost_bytes_are_told(read: Read) -> None:
    data = pages.page(pages.fill(2022), pages.padded).encode().replace("春耕".encode(), "春".encode() + b"\xe8\x80")
    result = read(data)
    (note,) = (noted for noted in result.diagnostics if noted.code == "GX107")
    assert note.span
    assert result.source.text[note.span.start] == "\ufffd"
