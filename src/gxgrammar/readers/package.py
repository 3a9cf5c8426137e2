"""The package of a Word document: a zip archive of XML parts, held to the limits before any of them is parsed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import Limits

_CHUNK = 1_000_000
_MARK = "<!DOCTYPE"
_ENTITIES = tuple(_MARK.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
# What may stand before the first tag of an XML part: byte order marks, blanks, the other half of wide characters.
_BEFORE_TAGS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
# Strict Open XML names the same things in another name space.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_MAIN_PART, _RELATIONS = "word/document.xml", "_rels/.rels"


def checked_package(data: bytes, limits: Limits, name: str) -> bytes:
    """The package, of Strict Open XML rewritten as the Transitional one.

    Raises UnreadableSource for one that is encrypted, declares entities, or is beyond the limits.
    """
    with ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        limits.check("unpacked", sum(member.file_size for member in members), name=name)
        elements = size = 0
        for member in members:
            if member.flag_bits & 1:
                raise UnreadableSource("GX112", name=name)
            is_part = member.filename.endswith((".xml", ".rels"))
            for length, found, declares_entities in _markup(package, member):
                size, elements = size + length, elements + found
                limits.check("size", size, name=name)
                limits.check("elements", elements, name=name)
                if is_part and declares_entities:
                    raise UnreadableSource("GX108", name=name, reason="it declares entities", reason_zh="含有实体声明")
        return _transitional(package) if _is_strict(package) else data


def _markup(package: ZipFile, member: ZipInfo) -> Iterator[tuple[int, int, bool]]:
    """Of each stretch of a part, the bytes, how many elements begin in it, and whether it declares a document type.

    No Word file does, in whatever encoding. Pictures and other data are no markup, and count nothing.
    """
    with package.open(member) as part:
        chunk, end = part.read(_CHUNK), b""
        is_markup = chunk.lstrip(_BEFORE_TAGS).startswith(b"<")
        while chunk:
            size, elements = (len(chunk), chunk.count(b"<") - chunk.count(b"</")) if is_markup else (0, 0)
            yield size, elements, any(mark in end + chunk for mark in _ENTITIES)
            chunk, end = part.read(_CHUNK), chunk[-2 * len(_MARK) :]


def _is_strict(package: ZipFile) -> bool:
    present = {_MAIN_PART, _RELATIONS}.intersection(package.namelist())
    return any(_STRICT.search(package.read(part)) for part in present)


def _transitional(package: ZipFile) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as rewritten:
        for member in package.infolist():
            part = package.read(member)
            is_part = member.filename.endswith((".xml", ".rels"))
            rewritten.writestr(member.filename, _STRICT.sub(_TRANSITIONAL, part) if is_part else part)
    return file.getvalue()
