"""From bytes to text."""

import pytest

from gxgrammar import UnreadableSource
from gxgrammar.decoding import read_source

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
