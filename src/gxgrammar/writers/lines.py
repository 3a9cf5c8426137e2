"""A cell a line behind a tab, a blank line after each row: what a page saved as text looks like."""

from __future__ import annotations

from collections.abc import Iterator

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.unparse import Page, PageCell, PageLine, PageTable
from gxgrammar.writers.grid import lost_pipes, lost_strays, misread_words, without_pipes, without_strays


def write(page: Page) -> str:
    """The page; cells that a span covers leave no trace, blank cells a tab."""
    return "".join(_block(block) for block in without_pipes(without_strays(page)).blocks)


def losses(page: Page) -> Iterator[Diagnostic]:
    """Pipes in words, and words that look like cells; all cells of the form are shown."""
    yield from lost_pipes(page)
    yield from misread_words(page)
    yield from lost_strays(page)


def _block(block: PageLine | PageTable) -> str:
    if isinstance(block, PageLine):
        return f"{block.text}\n"
    return "".join("".join(_cell(cell) for cell in row) + "\n" for row in block.rows)


def _cell(cell: PageCell) -> str:
    """A cell, each line of it behind a tab."""
    return "".join(f"\t{line}\n" for line in cell.text.split("\n"))
