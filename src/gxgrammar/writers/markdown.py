"""GitHub markdown: every cell of the grid shown, a separator row below the first, headings marked."""

from __future__ import annotations

from collections.abc import Iterator

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.unparse import Page, PageLine, PageTable
from gxgrammar.writers.grid import deleted_blanks, full_grid, lost_pipes, misread_words, without_pipes

_MARKS = {"title": "# ", "heading": "## "}


def write(page: Page) -> str:
    """The page; a blank line stands around every block."""
    return "\n".join(_block(block) for block in without_pipes(page).blocks)


def losses(page: Page) -> Iterator[Diagnostic]:
    """Pipes in words, and which of two blanks is a cell where the other is covered; all other cells are shown."""
    yield from lost_pipes(page)
    yield from deleted_blanks(page, spanning=True)
    yield from misread_words(page)


def _block(block: PageLine | PageTable) -> str:
    if isinstance(block, PageLine):
        return f"{_MARKS.get(block.role, '')}{block.text}\n"
    first, *rest = (f"| {' | '.join(row)} |\n" for row in full_grid(block))
    return "".join([first, f"|{'---|' * block.width}\n", *rest])
