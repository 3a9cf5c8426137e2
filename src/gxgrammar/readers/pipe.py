"""Pipe rows: ``规章 | 0 | 0 | 0 |``, with or without a leading pipe, padded on the right to the width of the table.

Extractors that print this form delete blank cells and pad the row on the right, so trailing blanks say nothing. Only
where a blank stands between other cells of a row does the page keep its blanks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph, Row, Table, ink, stacked
from gxgrammar.furniture import is_page_number
from gxgrammar.source import Source
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_label

# The ink of a cell, without the blanks around it.
_INK = re.compile(r"[^|\s](?:[^|\n]*[^|\s])?")
# A line that shows a row: two cells with ink, or one and the padding behind it. A cell is looked at from its beginning
# only, since a line may be a long one.
ROW = re.compile(r"(?:^|(?<=\|))[^\S\n]*[^\s|][^|\n]*\|(?:[^|\n]*[^\s|]|[ \t]*\|)")
# A cell of a separator row. Fewer than three dashes need a colon: a dash alone is a value.
RULE = "(?:-{3,}:?|:-+:?|-{1,2}:)"
_SEPARATORS = re.compile(rf"\s*(?:\|\s*)?{RULE}\s*(?:\|\s*{RULE}\s*)*(?:\|\s*)?")
_FIGURE = re.compile(r"\s*[-+−－]?\d[\d,，]{0,15}(?:[.．]\d{1,6})?\s*")
# The border between two rows of a grid: +-----+-----+
_BORDER = re.compile(r"[ \t]*\+(?:[-=:]{1,500}\+)+\s*")
_LONGEST_PAGE = 30
_MARK = re.compile(r"\s*#{1,6}\s+")


def fits(source: Source) -> float:
    """The share of lines with pipes that show a row."""
    if "|" not in source.text:
        return 0.0
    lines = [line for _, line in source.lines() if "|" in line and line.strip(" \t\r\n|")]
    return 0.9 * sum(1 for line in lines if ROW.search(line)) / len(lines) if lines else 0.0


def read(source: Source) -> Document:
    """A line that holds a pipe is a table row, any other a paragraph."""
    return read_rows(source, blanks_kept=False)


def read_rows(source: Source, *, blanks_kept: bool) -> Document:
    """Read pipe rows. ``blanks_kept`` says that trailing blanks are cells even if no row shows a blank inside."""
    kept = blanks_kept or any(_shows_blank(line) or _is_border(line) for _, line in source.lines())
    row = _grid_row if kept else _inked_row
    blocks: list[Block] = []
    rows: list[Row] = []
    furniture: list[Furniture] = []
    columns = 0
    above = None  # how many rows there were at the border above, in a grid
    for offset, line in source.lines():
        if _is_border(line):
            furniture.append(Furniture("separator", ink(line, offset)))
            if above is not None and above < len(rows):
                rows[above:] = _whole_row(rows[above:])
            above = len(rows)
        elif "|" in line:
            if _SEPARATORS.fullmatch(line):
                furniture.append(Furniture("separator", ink(line, offset)))
                if columns and line.count("|") != columns and len(rows) > 1:
                    # Another width: the row over the separators is the head of another table.
                    head = rows.pop()
                    _end_table(blocks, rows, kept)
                    rows.append(head)
                columns = line.count("|")
            else:
                rows.append(row(line, offset))
        elif rows and _is_between_pages(line.strip()):
            furniture.append(Furniture("page number", ink(line, offset)))
        elif rows and _FIGURE.fullmatch(line):
            # The last cell of a row that a line break tore, or a page number without dashes.
            rows.append(_inked_row(line, offset))
        elif not line.isspace():
            _end_table(blocks, rows, kept)
            above = None
            blocks.append(paragraph(line, offset, furniture))
    _end_table(blocks, rows, kept)
    return Document(tuple(blocks), tuple(furniture))


def _is_border(line: str) -> bool:
    return _BORDER.fullmatch(line) is not None


def _whole_row(lines: Sequence[Row]) -> Sequence[Row]:
    """The row that stands between two borders of a grid, over several lines where its cells are wrapped.

    Some grids have no borders between their rows: then several lines have a label and figures, or figures stand below
    a label.
    """
    if len({len(line.cells) for line in lines}) != 1 or sum(_has_label_and_figure(line.cells) for line in lines) > 1:
        return lines
    columns = list(zip(*(line.cells for line in lines), strict=True))
    return lines if any(map(_has_label_and_figure, columns)) else [Row(tuple(map(_whole_cell, columns)))]


def _has_label_and_figure(cells: Sequence[Ink]) -> bool:
    texts = [cell.text for cell in cells if cell.text]
    return any(map(find_label, texts)) and any(map(is_value, texts))


def _whole_cell(pieces: Sequence[Ink]) -> Ink:
    inked = [piece for piece in pieces if piece.text] or pieces[:1]
    return stacked(inked)


def _is_between_pages(line: str) -> bool:
    """Whether a line in a table belongs to the page it was broken over: its number, or that the table goes on."""
    return len(line) <= _LONGEST_PAGE and (is_page_number(line) or line.strip("（）() ") in ("续表", "續表", "接上表"))


def paragraph(line: str, offset: int, furniture: list[Furniture]) -> Paragraph:
    """The paragraph of a line; the ``#`` before a heading is set aside as furniture."""
    mark = _MARK.match(line)
    if mark:
        furniture.append(Furniture("heading mark", ink(mark[0], offset)))
        return Paragraph(ink(line[mark.end() :], offset + mark.end()))
    return Paragraph(ink(line, offset))


def _end_table(blocks: list[Block], rows: list[Row], blanks_kept: bool) -> None:
    if rows:
        width = max(len(row.cells) for row in rows)
        kept = (row if len(row.cells) == width else _without_blanks(row) for row in rows)
        blocks.append(Table(tuple(kept) if blanks_kept else tuple(rows), rows_kept=True, blanks_kept=blanks_kept))
        rows.clear()


def _without_blanks(row: Row) -> Row:
    """A row that is cut short in a grid: which columns its blanks stand in is not known."""
    return Row(tuple(cell for cell in row.cells if cell.text) or row.cells[:1])


def _shows_blank(line: str) -> bool:
    """Whether a line is a row of the form with a blank cell before some of its figures.

    Words behind a blank show a bar of links, or two rows that were joined.
    """
    cells = [cell.strip() for cell in line.strip("| \t\r\n\xa0\u3000").split("|")]
    if "" not in cells:
        return False
    blank = cells.index("")
    return any(find_label(cell) for cell in cells[:blank]) and all(map(is_value, cells[blank:]))


def _inked_row(line: str, offset: int) -> Row:
    """The cells with ink; a row that has none is one blank cell."""
    cells = [Ink(cell[0], offset + cell.start(), offset + cell.end()) for cell in _INK.finditer(line)]
    return Row(tuple(cells or (Ink("", offset, offset + len(line.rstrip())),)))


def _grid_row(line: str, offset: int) -> Row:
    """All cells; the pipes at the ends of the line are borders."""
    pieces = line.split("|")
    if not pieces[0].strip():
        offset += len(pieces[0]) + 1
        del pieces[0]
    if len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]
    cells = []
    for piece in pieces:
        cells.append(ink(piece, offset))
        offset += len(piece) + 1
    return Row(tuple(cells))
