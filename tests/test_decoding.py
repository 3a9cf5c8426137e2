"""From bytes to text."""

import official
import pytest
from opencc import OpenCC

import gxgrammar
from gxgrammar import UnreadableSource
from gxgrammar.decoding import read_source

from conftest import Read

TEXT = "青禾县2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("codec", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")],
)
def test_encodings_are_recognised(codec: str, named: str) -> None:
    source = read_source(TEXT.encode(codec))
    assert (source.text, source.encoding) == (TEXT, named)


def test_text_is_taken_as_it_is() -> None:
    source = read_source(TEXT, name="字符串")
    assert (source.text, source.name, source.encoding) == (TEXT, "字符串", None)


@pytest.mark.parametrize("data", [b"", "", b" \n\t", "\u3000\n", b"\xef\xbb\xbf"])
def test_input_without_ink_is_refused(data: bytes | str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_source(data, name="empty.txt")
    assert caught.value.code == "GX101"
    assert "empty.txt" in str(caught.value)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x14\x00", bytes(range(256))])
def test_binary_input_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_source(data)
    assert caught.value.code == "GX102"


FIGURES = official.drawn(3)
PAGE = official.html_page(FIGURES)
DECLARED = ("iso-8859-1", "windows-1252", "us-ascii", "gb2312", "gbk", "big5", "utf-8", "no-such-code")


def _declaring(name: str, page: str = PAGE) -> str:
    return page.replace("charset=utf-8", f"charset={name}")


def _figures(result: gxgrammar.ParseResult) -> list[str]:
    return official.read_back(result, FIGURES)


@pytest.mark.parametrize("declared", DECLARED)
def test_the_words_of_reports_tell_the_encoding_of_a_page_that_declares_another(read: Read, declared: str) -> None:
    traditional = OpenCC("s2t").convert(_declaring(declared))
    for data, used in (
        (_declaring(declared).encode("gb18030"), "gb18030"),
        (traditional.encode("big5", "replace"), "big5"),
        (_declaring(declared).encode(), "utf-8"),
    ):
        result = read(data)
        assert (_figures(result), result.source.encoding) == ([], used)
        told = any(each.code == "GX106" for each in result.diagnostics)
        assert told == (declared.replace("gb2312", "gb18030").replace("gbk", "gb18030") != used)


def test_text_without_such_words_is_in_the_declared_encoding() -> None:
    data = "<meta charset=big5>青禾縣檔案局通訊錄".encode("big5")
    assert read_source(data).encoding == "big5"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_page_in_utf_16_is_a_page_though_no_mark_says_so(read: Read, codec: str) -> None:
    result = read(PAGE.encode(codec))
    assert (result.layout, _figures(result)) == ("html", [])


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_zero_byte_is_a_character_that_was_lost(read: Read, codec: str) -> None:
    before, behind = PAGE.split(official.OVERVIEW)
    result = read(f"{before}{official.OVERVIEW[:4]}\0{official.OVERVIEW[4:]}{behind}".encode(codec))
    assert _figures(result) == []
    assert "GX107" in [each.code for each in result.diagnostics]


def test_a_figure_with_a_zero_byte_in_it_is_not_read(read: Read) -> None:
    text = f"{official.TITLE}\n{official.HEADINGS[1]}\n规章 | 1\0002 | 5 | 31 |\n{official.OVERVIEW * 9}\n"
    for data in (text, text.encode()):
        cells = read(data).cells
        assert cells["proactive.administrative_rules.issued"].value is None
        assert cells["proactive.administrative_rules.in_force"].value in (31, None)


def test_zero_bytes_behind_a_text_are_padding() -> None:
    source = read_source(TEXT.encode() + bytes(3))
    assert source.text == TEXT
