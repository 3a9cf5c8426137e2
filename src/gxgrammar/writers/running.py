"""Running text with its cells glued: each table on one line, nothing between its cells, blank cells deleted."""

from __future__ import annotations

from collections.abc import Iterator

from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.unparse import Page, PageLine, PageTable
from gxgrammar.writers.grid import (
    deleted_blanks,
    figures,
    lost_strays,
    misread_words,
    row_paths,
    tables,
    without_strays,
)


def write(page: Page) -> str:
    """A line of prose or a table a line."""
    return "".join(_line(block) for block in without_strays(page).blocks)


def losses(page: Page) -> Iterator[Diagnostic]:
    """Where figures begin and end, where blanks stood, and rows whose labels nobody knows."""
    yield from deleted_blanks(page)
    for table in tables(page):
        for row in table.rows:
            if any(cell.text for cell in figures(row)):
                yield from (diagnostic("GX705", path=path) for path in row_paths(row))
        if any(cell.text and cell.text.strip("-—/") == "" for row in table.rows for cell in figures(row)):
            yield diagnostic("GX705", path="unrecognised")
    yield from misread_words(page)
    yield from lost_strays(page)


def _line(block: PageLine | PageTable) -> str:
    if isinstance(block, PageLine):
        return f"{block.text}\n"
    return "".join(cell.text for row in block.rows for cell in row) + "\n"
