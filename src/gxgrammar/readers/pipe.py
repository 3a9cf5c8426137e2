"""Pipe rows: ``规章 | 0 | 0 | 0 |``, with or without a leading pipe, padded on the right to the width of the table.

Extractors that print this form delete blank cells and pad the row on the right, so trailing blanks say nothing. Only
where a blank stands between other cells of a row does the page keep its blanks.
"""

from __future__ import annotations

import re

from gxgrammar.document import Block, Document, Furniture, Paragraph, Row, Table, ink
from gxgrammar.source import Source
from gxgrammar.vocabulary import find_label

_INNER_PIPE = re.compile(r"[^\s|][^|\n]*\|[^|\n]*[^\s|]")
_SEPARATORS = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
_MARK = re.compile(r"\s*#{1,6}\s+")


def fits(source: Source) -> float:
    """The share of lines with pipes that show two cells or more."""
    lines = [line for _, line in source.lines() if "|" in line and line.strip(" \t\r\n|")]
    return 0.9 * sum(1 for line in lines if _INNER_PIPE.search(line)) / len(lines) if lines else 0.0


def read(source: Source) -> Document:
    """A line that holds a pipe is a table row, any other a paragraph."""
    return read_rows(source, blanks_kept=False)


def read_rows(source: Source, *, blanks_kept: bool) -> Document:
    """Read pipe rows. ``blanks_kept`` says that trailing blanks are cells even if no row shows a blank inside."""
    blocks: list[Block] = []
    rows: list[Row] = []
    furniture: list[Furniture] = []
    for offset, line in source.lines():
        if "|" in line:
            if _SEPARATORS.fullmatch(line):
                furniture.append(Furniture("separator", ink(line, offset)))
            else:
                rows.append(_row(line, offset))
        elif not line.isspace():
            _end_table(blocks, rows)
            blocks.append(paragraph(line, offset, furniture))
    _end_table(blocks, rows)
    kept = blanks_kept or any(_shows_blanks(block) for block in blocks if isinstance(block, Table))
    return Document(tuple(_with_blanks(block, kept) for block in blocks), tuple(furniture))


def paragraph(line: str, offset: int, furniture: list[Furniture]) -> Paragraph:
    """The paragraph of a line; the ``#`` before a heading is set aside as furniture."""
    mark = _MARK.match(line)
    if mark:
        furniture.append(Furniture("heading mark", ink(mark[0], offset)))
        return Paragraph(ink(line[mark.end() :], offset + mark.end()))
    return Paragraph(ink(line, offset))


def _end_table(blocks: list[Block], rows: list[Row]) -> None:
    if rows:
        blocks.append(Table(tuple(rows), rows_kept=True, blanks_kept=False))
        rows.clear()


def _row(line: str, offset: int) -> Row:
    """The cells of a line; the pipes at its ends are borders."""
    pieces = line.split("|")
    if pieces[0].isspace() or not pieces[0]:
        offset += len(pieces[0]) + 1
        del pieces[0]
    if len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]
    cells = []
    for piece in pieces:
        cells.append(ink(piece, offset))
        offset += len(piece) + 1
    return Row(tuple(cells))


def _last_inked(row: Row) -> int:
    """The number of cells up to the last that is not blank."""
    return next((size for size in range(len(row.cells), 0, -1) if row.cells[size - 1].text), 0)


def _shows_blanks(table: Table) -> bool:
    """Whether a blank stands between two cells of a row, or before its first, in a table of the form."""
    rows = [row for row in table.rows if any(not cell.text for cell in row.cells[: _last_inked(row)])]
    return bool(rows) and any(find_label(cell.text) for row in rows for cell in row.cells)


def _with_blanks(block: Block, kept: bool) -> Block:
    """A table with its trailing blanks cut off where they are mere padding."""
    if not isinstance(block, Table) or kept:
        return block if not isinstance(block, Table) else Table(block.rows, rows_kept=True, blanks_kept=True)
    rows = (Row(row.cells[: max(1, _last_inked(row))]) for row in block.rows)
    return Table(tuple(rows), rows_kept=True, blanks_kept=False)


