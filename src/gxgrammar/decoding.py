"""From bytes to text."""

from __future__ import annotations

import codecs
import re

from gxgrammar.errors import UnreadableSource
from gxgrammar.source import Source

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text file holds.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_source(data: str | bytes, *, name: str = "<text>", declared: str | None = None) -> Source:
    """Decode ``data`` into a source. ``declared`` is the encoding the document itself states.

    Raises UnreadableSource for input that is empty, no text at all, or in no encoding that is recognised.
    """
    if isinstance(data, str):
        source = Source(data, name)
    else:
        text, encoding = _decode(data, name, declared)
        source = Source(text, name, encoding=encoding)
    if not source.text.strip():
        raise UnreadableSource("GX101", name=name)
    return source


def _decode(data: bytes, name: str, declared: str | None) -> tuple[str, str]:
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    # What decodes as UTF-8 is UTF-8, whatever the document declares.
    stated = () if declared is None else (declared,)
    for encoding in (marked,) if marked else ("utf-8", *stated, "gb18030"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _BINARY.search(text):
            return text, encoding
    raise UnreadableSource("GX102", name=name)
