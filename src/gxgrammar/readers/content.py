"""What kind of file something is, told by its content: file names are often wrong."""

from __future__ import annotations

import codecs
import io
import re
import zlib
from zipfile import BadZipFile, ZipFile

from gxgrammar.errors import UnreadableSource

_ZIP = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted Office file, as OLE2 writes it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PDF = b"%PDF-"
# Some servers put a few bytes before a PDF; readers accept the mark within the first kilobyte.
_PDF_WITHIN = 1024
# The part that says what the others are, and what it says of the text of a Word document under whatever name.
_TYPES = "[Content_Types].xml"
_WORD_TEXT = b"wordprocessingml.document.main+xml"
_TYPES_WITHIN = 1_000_000
# What other office files hold, and how people call them.
_OTHER_ZIPS = {
    "xl/workbook.xml": ("Excel 工作簿", "an Excel workbook"),
    "ppt/presentation.xml": ("演示文稿", "a presentation"),
    "content.xml": ("OpenDocument 文件", "an OpenDocument file"),
    "Document.xml": ("OFD 文件", "an OFD file"),
    "OFD.xml": ("OFD 文件", "an OFD file"),
}
# How files begin that hold pictures or other files, and how people call them.
_OTHER_FILES = (
    ((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), ("图片", "a picture")),
    ((b"7z\xbc\xaf", b"Rar!\x1a\x07", b"\x1f\x8b"), ("压缩包", "an archive")),
)
_HTML_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S
)
# A page saved with its pictures as one file, in the encodings of mail.
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_PACKED = re.compile(rb"^content-transfer-encoding:\s*(?:quoted-printable|base64)\b", re.IGNORECASE | re.MULTILINE)
_ARCHIVE_WITHIN = 4096
_HTML_TABLE = re.compile(r"<table\b[^<>]*>|<t[dr]\b[^<>]*>", re.IGNORECASE)
_HTML_BLOCK = re.compile(r"</(?:p|div|td|tr|table|li|h[1-6])\s*>", re.IGNORECASE)
_FEWEST_BLOCKS = 3


def layout_of(data: str | bytes, *, name: str) -> str | None:
    """The layout of a file whose text has to be taken out: ``html``, ``docx`` or ``pdf``; None for plain text.

    Raises UnreadableSource for a kind of file that is known but not read.
    """
    if isinstance(data, bytes):
        if data.startswith(_ZIP):
            return _zipped(data, name)
        if data.startswith(_OLE2):
            raise UnreadableSource("GX112" if _ENCRYPTED in data else "GX114", name=name, **_named("Word 97–2003"))
        if data.startswith(b"{\\rtf"):
            raise UnreadableSource("GX114", name=name, **_named("RTF"))
        for beginnings, (kind_zh, kind) in _OTHER_FILES:
            if data.startswith(beginnings):
                raise UnreadableSource("GX109", name=name, **_named(kind, kind_zh))
        if _PDF in data[:_PDF_WITHIN]:
            return "pdf"
        if _is_web_archive(data[:_ARCHIVE_WITHIN]):
            raise UnreadableSource("GX114", name=name, **_named("MHTML (.mht)", "MHTML（单个文件网页，.mht）"))
    return "html" if _is_html(_as_text(data)) else None


def _is_web_archive(head: bytes) -> bool:
    """Whether a file is a web archive whose page is packed; one that holds the page as it is, is read as a page."""
    return bool(_WEB_ARCHIVE.search(head) and _PACKED.search(head))


def _named(kind: str, kind_zh: str | None = None) -> dict[str, str]:
    return {"kind": kind, "kind_zh": kind_zh or kind}


def _zipped(data: bytes, name: str) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            if "word/document.xml" in members or _holds_word_text(archive, members):
                return "docx"
    except (BadZipFile, ValueError, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise UnreadableSource("GX108", name=name, reason=str(error), reason_zh="压缩包不完整") from error
    kind_zh, kind = next(
        (words for member, words in _OTHER_ZIPS.items() if member in members), ("压缩包", "an archive")
    )
    raise UnreadableSource("GX109", name=name, kind=kind, kind_zh=kind_zh)


def _holds_word_text(archive: ZipFile, members: set[str]) -> bool:
    """Whether an archive says that it holds the text of a Word document."""
    if _TYPES not in members:
        return False
    with archive.open(_TYPES) as part:
        return _WORD_TEXT in part.read(_TYPES_WITHIN)


def _as_text(data: str | bytes) -> str:
    """Text in which the tags of a page can be found, whatever its encoding."""
    if isinstance(data, str):
        return data
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, "replace")
    # UTF-16 without a mark has a zero byte beside each character of a tag.
    return data.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").decode("latin-1")


def _is_html(text: str) -> bool:
    if _HTML_HEAD.match(text):
        return True
    if "<" not in text:
        return False
    if _HTML_TABLE.search(text):
        return True
    return len(_HTML_BLOCK.findall(text)) >= _FEWEST_BLOCKS
