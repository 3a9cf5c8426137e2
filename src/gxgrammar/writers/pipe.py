"""Pipe rows as extractors of web text print them: blank cells deleted, padded on the right to the table's width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.unparse import Page, PageCell, PageLine
from gxgrammar.writers.grid import deleted_blanks, lost_pipes, one_line, without_pipes


def write(page: Page) -> str:
    """A line of prose or a table row a line."""
    return "".join(f"{line}\n" for line in _lines(page))


def losses(page: Page) -> Iterator[Diagnostic]:
    """Where blanks stood in rows that also show figures."""
    yield from deleted_blanks(page)
    yield from lost_pipes(page)


def _lines(page: Page) -> Iterator[str]:
    for block in without_pipes(page).blocks:
        if isinstance(block, PageLine):
            yield block.text
        else:
            yield from (_row(row, block.width) for row in block.rows)


def _row(row: Sequence[PageCell], width: int) -> str:
    inked = [one_line(cell.text) for cell in row if cell.text]
    padding = "|" * (width - len(inked))
    return " ".join(piece for piece in (" | ".join(inked), "|" if inked else "", padding) if piece)
