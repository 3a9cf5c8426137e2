"""GitHub markdown: pipe rows with a separator row, every cell of the grid shown, headings marked ``#``.

Converters and language models often cut a table into many, with a separator row each: a label of the table becomes a
heading over its part, columns are given made-up heads, merged cells become tables of dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph, Row, Table
from gxgrammar.readers.pipe import RULE, read_rows
from gxgrammar.source import Source
from gxgrammar.values import read_value
from gxgrammar.vocabulary import find_heading, read_word, vocabulary

# A row of cells, then at once a separator row of as many columns.
_GRID_HEAD = re.compile(rf"^[ \t]*\|.*\|[ \t]*\r?\n[ \t]*\|(?:[ \t]*{RULE}[ \t]*\|)+[ \t]*\r?$", re.MULTILINE)
_BLANK_CELL = re.compile(r"\|[ \t]+(?=\|)")


def fits(source: Source) -> float:
    """1 where a separator row shows that the tables are markdown."""
    return 1.0 if _GRID_HEAD.search(source.text) else 0.0


def read(source: Source) -> Document:
    """Blank cells count where the grid prints them as cells of their own, not as bare pipes at the end."""
    document = read_rows(source, blanks_kept=bool(_BLANK_CELL.search(source.text)))
    return _rejoined(document, source.text)


def _rejoined(document: Document, text: str) -> Document:
    """The document with labels that became headings put back before their tables, and made-up rows set aside."""
    blocks: list[Block] = []
    furniture = list(document.furniture)
    separators = {_line_start(text, piece.ink.start) for piece in furniture if piece.kind == "separator"}
    labels: list[Ink] = []
    for block in document.blocks:
        if isinstance(block, Table):
            takes_values = _takes_values(labels, block)
            kinds = [_made_up(row, text, separators, takes_values) for row in block.rows]
            pairs = list(zip(block.rows, kinds, strict=True))
            furniture += (Furniture(kind, _whole(row)) for row, kind in pairs if kind)
            rows = [row for row, kind in pairs if kind is None]
            blocks.append(Table(tuple(_labelled(labels, rows)), block.rows_kept, block.blanks_kept))
            labels = []
        elif _is_label(block.ink):
            labels.append(block.ink)
        else:
            blocks.extend([*map(Paragraph, labels), block])
            labels = []
    blocks.extend(map(Paragraph, labels))
    furniture.sort(key=lambda piece: piece.ink.start)
    return Document(tuple(blocks), tuple(furniture))


def _takes_values(labels: Sequence[Ink], table: Table) -> bool:
    """Whether a row of bare values has its place below these labels and heads, as that of table four has."""
    heads = [word.label for row in table.rows for cell in row.cells if (word := read_word(cell.text)).label]
    over = [read_word(label.text).label for label in labels] or heads
    return bool(over) and over[-1] in vocabulary().rows


def _is_label(ink: Ink) -> bool:
    return read_word(ink.text).label is not None and find_heading(ink.text) is None


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _made_up(row: Row, text: str, separators: set[int], takes_values: bool) -> str | None:
    """The kind of furniture that a row is: heads of columns the form does not have, or dashes that belong nowhere."""
    words = [read_word(cell.text) for cell in row.cells if cell.text]
    if words and not takes_values and all(read_value(cell.text).state == "dash" for cell in row.cells if cell.text):
        return "placeholder"
    end = text.find("\n", row.cells[-1].end)
    if end + 1 not in separators or any(word.is_value for word in words):
        return None
    heads = sum(1 for word in words if word.label in vocabulary().heads)
    unknown = sum(1 for word in words if word.label is None)
    return "made-up head" if unknown > heads else None


def _whole(row: Row) -> Ink:
    inked = [cell for cell in row.cells if cell.text]
    return Ink(" | ".join(cell.text for cell in inked), inked[0].start, inked[-1].end)


def _labelled(labels: Sequence[Ink], rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of a table and the labels that stood over it; an only row of bare values is that of the last label."""
    bare = [row for row in rows if not any(read_word(cell.text).label for cell in row.cells)]
    if len(bare) != 1 or not labels or read_word(labels[-1].text).label not in vocabulary().rows:
        yield from (Row((label,)) for label in labels)
        yield from rows
        return
    yield from (Row((label,)) for label in labels[:-1])
    yield Row((labels[-1], *bare[0].cells))
    yield from (row for row in rows if row is not bare[0])
