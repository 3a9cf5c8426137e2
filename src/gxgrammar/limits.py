"""How much of a file is read before it is refused."""

from __future__ import annotations

from attrs import frozen

from gxgrammar.errors import UnreadableSource


@frozen(kw_only=True)
class Limits:
    """The largest input that is read; anything beyond is an UnreadableSource with code GX110.

    ``size`` counts bytes of a file (characters of text that comes as ``str``), ``unpacked`` the bytes a Word or PDF
    file may unpack to, ``elements`` those of a page or of all parts of a Word file, ``lines`` those of a text,
    ``cells`` the cells of all tables of a file with merged cells counted by their area, ``columns`` those of one table,
    ``nesting`` how deep elements may stand in one another, ``pages`` those of a PDF, ``drawn`` the bytes that draw all
    of them and ``rulings`` the lines drawn on one of them. A report has some 600 cells, 15 columns, less than 60
    levels, 30 pages with 600 lines and 100,000 bytes each, and less than 50,000 elements or lines.
    """

    size: int = 50_000_000
    unpacked: int = 200_000_000
    elements: int = 300_000
    lines: int = 600_000
    cells: int = 100_000
    columns: int = 1_000
    nesting: int = 256
    pages: int = 500
    drawn: int = 10_000_000
    rulings: int = 5_000

    def check(self, limit: str, found: int, *, name: str) -> None:
        """Raise UnreadableSource if ``found`` exceeds the limit of that name; ``name`` is that of the document."""
        most = getattr(self, limit)
        if found > most:
            kind_zh, kind = _KINDS[limit]
            raise UnreadableSource("GX110", name=name, limit=limit, most=most, kind=kind, kind_zh=kind_zh)


DEFAULT_LIMITS = Limits()
_KINDS = {
    "size": ("字节", "bytes"),
    "unpacked": ("解压后的字节", "bytes unpacked"),
    "elements": ("个标签", "elements"),
    "lines": ("行", "lines"),
    "cells": ("表格单元格", "table cells"),
    "columns": ("列", "columns in a table"),
    "nesting": ("层嵌套", "levels of nesting"),
    "pages": ("页", "pages"),
    "drawn": ("字节的绘制指令", "bytes of what is drawn"),
    "rulings": ("条线", "lines drawn on a page"),
}
