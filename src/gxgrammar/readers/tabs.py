"""Rows of cells parted by tabs, as tables are copied out of pages, Word and spreadsheets: blank cells show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile, pairwise, takewhile
from typing import Literal

from gxgrammar.document import Block, Document, Furniture, Ink, Row, Table, ink
from gxgrammar.furniture import is_page_number
from gxgrammar.readers.pipe import paragraph
from gxgrammar.source import Source
from gxgrammar.spelling import without_enumerator
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_heading, find_label, read_word

# A tab behind a cell; one that indents a line parts nothing. A cell is looked at from its beginning only, since a line
# may be a long one without a tab.
_PARTED = re.compile(r"(?:^|(?<=[\t|\n]))[^\S\t\n]*[^\s|][^\t|\n]*\t")
_FEWEST_ROWS = 8
# A row without a label is that of table four, or the rest of one that a line break tore. Torn rows lose their figures.
_MOST_WITHOUT_LABEL = 2
_Kind = Literal["row", "other row", "figures", "words", "line", "words alone", "figure alone"]


def fits(source: Source) -> bool:
    """Whether the tables of a text are whole rows of cells parted by tabs."""
    if len(_PARTED.findall(source.text)) < _FEWEST_ROWS:
        return False
    kinds = [_kind(line) for _, line in source.lines() if not line.isspace()]
    count = Counter(kinds)
    if count["row"] < _FEWEST_ROWS or count["figures"] > _MOST_WITHOUT_LABEL:
        return False
    if sum(1 for one, other in pairwise(kinds) if (one, other) == ("line", "figure alone")) > _MOST_WITHOUT_LABEL:
        return False
    # Other words between the rows are pieces of cells that are broken over lines, or a few labels that no form has.
    between = kinds[kinds.index("row") : len(kinds) - kinds[::-1].index("row")]
    torn = any(one == "other row" and other == "words alone" for one, other in pairwise(between))
    return not torn and "words" not in between and between.count("other row") * _FEWEST_ROWS <= count["row"]


def _kind(line: str) -> _Kind:
    """What a line is: a row with a known label or another, or of figures only; other words parted by tabs, or alone."""
    text, texts = line.strip(), [cell.text for cell in _row(line, 0).cells]
    is_parted = _PARTED.search(line) is not None
    if is_parted and any(map(find_label, texts)):
        return "row"
    # Programs save all lines as wide as the widest row.
    if not is_parted or ("\t" not in text and not is_value(text)):
        is_line = find_label(text) or find_heading(text) or is_page_number(text)
        return "line" if is_line else "figure alone" if is_value(text) else "words alone"
    others = [index for index, text in enumerate(texts) if not is_value(text)]
    if not others:
        return "figures"
    # Before the label there may be blanks, where cells span rows.
    is_row = len(others) == 1 and not any(texts[: others[0]]) and any(texts[others[0] + 1 :])
    return "other row" if is_row else "words"


def read(source: Source) -> Document:
    """Read the rows; any other line is a paragraph."""
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    rows: list[Row] = []
    width = 0
    for offset, line in source.lines():
        text = line.strip()
        if _is_row(line) or (rows and "\t" in line and not text):
            rows.append(_row(line, offset))
        elif rows and is_page_number(text):
            furniture.append(Furniture("page number", ink(line, offset)))
        elif text:
            # Behind other words than a heading the same table may go on.
            width = max(width, _width_of_heads(rows))
            blocks += _table(rows, width)
            rows = []
            width = 0 if find_heading(text) else width
            blocks.append(paragraph(line, offset, furniture))
    return Document((*blocks, *_table(rows, max(width, _width_of_heads(rows)))), tuple(furniture))


def _is_row(line: str) -> bool:
    """Whether a line is a row, or the one cell of a row."""
    return _kind(line) in ("row", "other row", "figures") or find_label(line.strip()) is not None


def _row(line: str, offset: int) -> Row:
    cells = []
    for piece in line.rstrip("\r\n").split("\t"):
        cells.append(ink(piece, offset))
        offset += len(piece) + 1
    return Row(tuple(cells))


def _width_of_heads(rows: list[Row]) -> int:
    """The column of the last head of a column, counted from 1; 0 if rows show none. Heads of groups are numbered."""
    cells = (pair for row in rows for pair in enumerate(row.cells, start=1))
    return max((column for column, cell in cells if _is_head_of_column(cell.text)), default=0)


def _is_head_of_column(text: str) -> bool:
    return bool(text) and read_word(text).is_head and without_enumerator(text) == text


def _table(rows: list[Row], width_of_heads: int) -> list[Table]:
    """The rows as a table. Rows that are cut short, or longer than the others, lose their blanks in a grid, where cells
    that span leave some, and in a sheet: which columns they stand in is not known."""
    if not rows:
        return []
    if _is_compact(rows):
        return [Table(tuple(rows), rows_kept=True, blanks_kept=True)]
    full = _full_length(rows, width_of_heads)
    # Programs save all rows as wide as the widest of the sheet. The last column may be blank, but for its head.
    inked = max((_reach(row) for row in rows if len(row.cells) == full), default=full)
    width = width_of_heads if inked <= width_of_heads else full
    if any(map(_shows_span, rows)) or full > width_of_heads > 0:
        columns = width - min((_place_of_figures(row) for row in rows if len(row.cells) == full), default=0)
        rows = [row if len(row.cells) == full else _of_unknown_columns(row, width, columns) for row in rows]
    return [Table(tuple(Row(row.cells[: max(width, _reach(row))]) for row in rows), rows_kept=True, blanks_kept=True)]


def _is_compact(rows: Sequence[Row]) -> bool:
    """Whether rows leave out what a spanning cell covers, and all have as many cells behind their last label."""
    sizes = {size for row in rows if (size := _size_behind_label(row))}
    return len(sizes) == 1 and not any(map(_shows_span, rows))


def _size_behind_label(row: Row) -> int:
    """How many cells stand behind the last label; none in a row without one."""
    labels = [place for place, cell in enumerate(row.cells, start=1) if find_label(cell.text)]
    return len(row.cells) - labels[-1] if labels else 0


def _full_length(rows: Sequence[Row], width_of_heads: int) -> int:
    """How many cells a row has that is whole: as many as most have where some reach further than the heads, since one
    mark too many makes a row longer."""
    lengths = Counter(len(row.cells) for row in rows)
    longest = max(lengths)
    return max(lengths.most_common(1)[0][0], width_of_heads) if longest > width_of_heads > 0 else longest


def _reach(row: Row) -> int:
    """The column of the last cell that is not blank, counted from 1."""
    return len(row.cells) - sum(1 for _ in takewhile(_is_blank, reversed(row.cells)))


def _is_blank(cell: Ink) -> bool:
    return not cell.text


def _shows_span(row: Row) -> bool:
    """Whether a blank stands before a label."""
    texts = [cell.text for cell in row.cells]
    behind = dropwhile(bool, texts)
    return any(find_label(text) for text in behind if text)


def _place_of_figures(row: Row) -> int:
    """The place of the first figure, that behind the last cell if there is none."""
    return next((place for place, cell in enumerate(row.cells) if cell.text and is_value(cell.text)), len(row.cells))


def _of_unknown_columns(row: Row, width: int, columns: int) -> Row:
    """A row without its blanks, unless what is left would seem to fill the columns, though it goes on behind them."""
    inked = [cell for cell in row.cells if cell.text]
    if _reach(row) > width and sum(1 for cell in inked if is_value(cell.text)) == columns:
        return row
    return Row(tuple(inked) or row.cells[:1])
