"""Tables as text has them: rows of cells, and what is lost where blank cells are not shown."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.unparse import Page, PageCell, PageLine, PageTable
from gxgrammar.vocabulary import read_word


def tables(page: Page) -> Iterator[PageTable]:
    """The tables of a page, in order."""
    return (block for block in page.blocks if isinstance(block, PageTable))


def full_grid(table: PageTable) -> list[list[str]]:
    """Every row as wide as the table, blank where a cell that spans covers it."""
    grid = [[""] * table.width for _ in table.rows]
    free = [0] * table.width  # by column: the row from which it is free again
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while free[column] > number:
                column += 1
            grid[number][column] = one_line(cell.text)
            free[column : column + cell.columns] = [number + cell.rows] * cell.columns
            column += cell.columns
    return grid


def one_line(text: str) -> str:
    """The text of a cell where a row is a line: a break within it becomes a blank."""
    return text.replace("\n", " ")


def figures(row: tuple[PageCell, ...]) -> list[PageCell]:
    """The cells of a row that hold figures."""
    return [cell for cell in row if cell.path]


def row_paths(row: tuple[PageCell, ...]) -> list[str]:
    """The field paths of a row, that of table four being three."""
    return list(dict.fromkeys((cell.path or "").rpartition(".")[0] for cell in figures(row)))


def deleted_blanks(page: Page, *, spanning: bool = False) -> Iterator[Diagnostic]:
    """A loss for every row that shows figures and loses blanks: which of its columns they stand in is not shown.

    With ``spanning``, only for rows with a cell over several columns, whose blanks pass for those that it covers.
    """
    for table in tables(page):
        for row in table.rows:
            cells = figures(row)
            blanks = sum(not cell.text for cell in cells)
            if 0 < blanks < len(cells) and not (spanning and all(cell.columns == 1 for cell in cells)):
                yield from (diagnostic("GX704", path=path, count=blanks) for path in row_paths(row))


def without_pipes(page: Page) -> Page:
    """The page for layouts where a pipe parts cells: pipes in its lines made wide."""
    return evolve(page, blocks=tuple(map(_with_wide_pipes, page.blocks)))


def _with_wide_pipes(block: PageLine | PageTable) -> PageLine | PageTable:
    return evolve(block, text=block.text.replace("|", "｜")) if isinstance(block, PageLine) else block


def lost_pipes(page: Page) -> Iterator[Diagnostic]:
    """A loss if lines of the page hold pipes."""
    if any(isinstance(block, PageLine) and "|" in block.text for block in page.blocks):
        yield from (diagnostic("GX706", path=path) for path in ("narrative", "metadata"))


def without_strays(page: Page) -> Page:
    """The page without the rows that the form does not have, where they would be taken for part of their neighbours."""
    return evolve(page, blocks=tuple(_own_rows(block) for block in page.blocks))


def _own_rows(block: PageLine | PageTable) -> PageLine | PageTable:
    if isinstance(block, PageLine):
        return block
    return evolve(block, rows=tuple(row for row in block.rows if not row[0].stray))


def lost_strays(page: Page) -> Iterator[Diagnostic]:
    """A loss for the rows that ``without_strays`` leaves out."""
    if strays := sum(row[0].stray for table in tables(page) for row in table.rows):
        yield diagnostic("GX703", path="unrecognised", count=strays)


def misread_words(page: Page) -> Iterator[Diagnostic]:
    """Losses where labels and figures tell tables from prose: lines at a table that spell one."""
    for before, block, after in zip((None, *page.blocks), page.blocks, (*page.blocks[1:], None), strict=False):
        if isinstance(block, PageTable):
            continue
        if (isinstance(before, PageTable) or isinstance(after, PageTable)) and _spells_cell(block):
            yield diagnostic("GX707", path="narrative", text=block.text)


def _spells_cell(line: PageLine) -> bool:
    word = read_word(line.text)
    begins = word.begins_label and len(line.text) > 1
    return line.role == "line" and (word.label is not None or word.is_value or begins)
