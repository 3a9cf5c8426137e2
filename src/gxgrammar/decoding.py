"""From bytes to text."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.errors import UnreadableSource
from gxgrammar.source import Source, Span

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text file holds.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_BYTES = bytes(byte for byte in range(0x20) if _BINARY.match(chr(byte)))
# Encodings in which a byte of a control character is nothing else: it can be looked for in the bytes, much quicker.
_ASCII_KEPT = frozenset({"utf-8", "utf-8-sig", "gb18030", "big5"})
# What every report has, in Simplified or Traditional characters, and no text read in a wrong encoding.
_WORDS = re.compile("信息公[开開]|資訊公開|政[务務]公[开開]|[报報]告|年度|[总總][体體]情[况況]|申[请請]")
# So many of them leave no doubt.
_ENOUGH = 5
# What a page says of its own encoding.
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9_.:-]{3,20})")
_DECLARED_WITHIN = 4096
_WIDE = re.compile(r"[^\x00-\x7f]")
# So many sound characters for each that is lost: a text damaged on its way, not one in another encoding.
_FEWEST_GOOD = 50
# Text in another encoding shows as much in its first bytes.
_SAMPLE = 4096
_SINGLE = ("gb18030", "big5")
# Digits and line breaks have a zero byte in UTF-16; in other encodings one is a character that was lost.
_WITH_ZEROS = ("utf_16_le", "utf_16_be")


def read_source(data: str | bytes, *, name: str = "<text>", declared: str | None = None) -> Source:
    """Decode ``data`` into a source. ``declared`` is the encoding the document itself states.

    Raises UnreadableSource for input that is empty, no text at all, or in no encoding that is recognised.
    """
    if isinstance(data, str):
        source = Source(_without_zeros(data), name)
    else:
        text, encoding = _decode(data, name, declared)
        source = Source(text, name, encoding=encoding)
    if not source.text.strip():
        raise UnreadableSource("GX101", name=name)
    if "\0" in source.text:
        raise UnreadableSource("GX102", name=name)
    return source


def _without_zeros(text: str) -> str:
    """A text with U+FFFD for zeros, which stand for lost characters, if they are few."""
    count = text.count("\0")
    return text.replace("\0", "\ufffd") if count and count * _FEWEST_GOOD <= len(_WIDE.findall(text)) else text


def decoding_notes(data: str | bytes, source: Source) -> list[Diagnostic]:
    """What was odd about the encoding: another one than the page declares, or bytes that are no text."""
    notes = []
    declared = _declared(data) if isinstance(data, bytes) else None
    if declared and source.encoding and not _same(declared, source.encoding):
        notes.append(diagnostic("GX106", declared=declared, encoding=source.encoding))
    lost = source.text.find("\ufffd")
    if lost >= 0:
        count = source.text.count("\ufffd")
        notes.append(diagnostic("GX107", span=Span(lost, lost + 1), count=count))
    return notes


def _decode(data: bytes, name: str, declared: str | None) -> tuple[str, str]:
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    encoding = marked or "utf-8"
    text = _as(data, encoding) or _damaged(data, encoding)
    if text is None:
        text, encoding = _detected(data, declared)
    if text is None:
        raise UnreadableSource("GX102", name=name)
    return text, encoding


def _as(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    if encoding in _ASCII_KEPT:
        return text if len(data.translate(None, _BINARY_BYTES)) == len(data) else None
    return None if _BINARY.search(text) else text


def _damaged(data: bytes, encoding: str) -> str | None:
    """Text with a few bytes lost, each loss shown as U+FFFD."""
    if _lost_in(data[:_SAMPLE], encoding) * _FEWEST_GOOD > len(data):
        return None
    text = data.decode(encoding, "replace").rstrip("\0").replace("\0", "\ufffd")
    lost = text.count("\ufffd")
    good = len(_WIDE.findall(text)) - lost
    return text if lost * _FEWEST_GOOD <= good and not _BINARY.search(text) else None


def _lost_in(sample: bytes, encoding: str) -> int:
    """How many characters a sample lost, not counting one that is cut off at its end."""
    return max(0, sample.decode(encoding, "replace").count("\ufffd") - 1)


def _detected(data: bytes, declared: str | None) -> tuple[str | None, str]:
    """The text in the encoding that shows most words of reports, the declared one where several show as many.

    Where none does, the declared one if the bytes agree with it, else what a detector finds among those of Chinese.
    """
    declared = declared or _declared(data)
    candidates = (*_SINGLE, *(_WITH_ZEROS if b"\0" in data else ()))
    tried = dict.fromkeys((declared, *candidates) if declared else candidates)
    most, best = 0, None
    for encoding in tried:
        text = _read_as(data, encoding)
        shown = sum(1 for _ in islice(_WORDS.finditer(text or ""), _ENOUGH))
        if shown > most:
            most, best = shown, (text, encoding)
        if shown == _ENOUGH:
            break
    if best:
        return best
    if declared and (text := _as(data, declared)) is not None:
        return text, declared
    from charset_normalizer import from_bytes

    candidates = _WITH_ZEROS if b"\0" in data else _SINGLE
    guess = from_bytes(data, cp_isolation=list(candidates)).best()
    encoding = guess.encoding if guess else candidates[0]
    return _as(data, encoding) or (_damaged(data, encoding) if candidates is _SINGLE else None), encoding


def _read_as(data: bytes, encoding: str) -> str | None:
    """Text in an encoding, perhaps with a few bytes lost where it is one of Chinese."""
    return _as(data, encoding) or (_damaged(data, encoding) if encoding in _SINGLE else None)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_DECLARED_WITHIN].lower())
    name = match[1].decode("ascii") if match else None
    return "gb18030" if name in ("gbk", "gb2312", "gb_2312-80", "x-gbk") else name


def _same(one: str, other: str) -> bool:
    try:
        names = {codecs.lookup(name).name.removesuffix("-sig") for name in (one, other)}
    except LookupError:
        return False
    return len(names) == 1
