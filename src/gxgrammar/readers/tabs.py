"""Rows of cells parted by tabs, as tables are copied out of pages, Word and spreadsheets: blank cells show."""

from __future__ import annotations

import re
from itertools import dropwhile

from gxgrammar.document import Block, Document, Furniture, Row, Table, ink
from gxgrammar.furniture import is_page_number
from gxgrammar.readers.pipe import paragraph
from gxgrammar.source import Source
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_label

# A tab behind a cell; one that indents a line parts nothing. A cell is looked at from its beginning only, since a line
# may be a long one without a tab.
_PARTED = re.compile(r"(?:^|(?<=[\t|\n]))[^\S\t\n]*[^\s|][^\t|\n]*\t")
_FEWEST_ROWS = 8
# A row without a label is that of table four, or the rest of one that a line break tore. Torn rows lose their figures.
_MOST_WITHOUT_LABEL = 2


def fits(source: Source) -> bool:
    """Whether the tables of a text are whole rows of cells parted by tabs."""
    if len(_PARTED.findall(source.text)) < _FEWEST_ROWS:
        return False
    lines = [line for _, line in source.lines() if _PARTED.search(line)]
    labelled = [_has_label(line) for line in lines]
    figures = [_has_figures_only(line) for line in lines]
    if sum(labelled) < _FEWEST_ROWS or sum(figures) > _MOST_WITHOUT_LABEL:
        return False
    # Other words between the rows are pieces of cells that are broken over lines.
    first, last = labelled.index(True), len(lines) - labelled[::-1].index(True)
    return all(label or figure for label, figure in zip(labelled[first:last], figures[first:last], strict=True))


def read(source: Source) -> Document:
    """Read the rows; any other line is a paragraph."""
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    rows: list[Row] = []
    for offset, line in source.lines():
        text = line.strip()
        if _is_row(line):
            rows.append(_row(line, offset))
        elif rows and is_page_number(text):
            furniture.append(Furniture("page number", ink(line, offset)))
        elif text:
            blocks += _table(rows)
            rows = []
            blocks.append(paragraph(line, offset, furniture))
    return Document((*blocks, *_table(rows)), tuple(furniture))


def _is_row(line: str) -> bool:
    """Whether a line is a row, or the one cell of a row."""
    if _PARTED.search(line):
        return _has_label(line) or _has_figures_only(line)
    return find_label(line.strip()) is not None


def _has_label(line: str) -> bool:
    return any(find_label(cell.text) for cell in _row(line, 0).cells)


def _has_figures_only(line: str) -> bool:
    return all(is_value(cell.text) for cell in _row(line, 0).cells)


def _row(line: str, offset: int) -> Row:
    cells = []
    for piece in line.rstrip("\r\n").split("\t"):
        cells.append(ink(piece, offset))
        offset += len(piece) + 1
    return Row(tuple(cells))


def _table(rows: list[Row]) -> list[Table]:
    """The rows as a table. Rows cut short in a grid, where cells that span leave blanks, lose theirs: which columns
    they stand in is not known."""
    if not rows:
        return []
    width = max(len(row.cells) for row in rows)
    if any(map(_shows_span, rows)):
        rows = [row if len(row.cells) == width else _without_blanks(row) for row in rows]
    return [Table(tuple(rows), rows_kept=True, blanks_kept=True)]


def _shows_span(row: Row) -> bool:
    """Whether a blank stands before a label."""
    texts = [cell.text for cell in row.cells]
    behind = dropwhile(bool, texts)
    return any(find_label(text) for text in behind if text)


def _without_blanks(row: Row) -> Row:
    return Row(tuple(cell for cell in row.cells if cell.text) or row.cells[:1])
