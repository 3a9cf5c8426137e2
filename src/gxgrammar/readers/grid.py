"""Tables whose cells span rows and columns: from the cells as written to rows that canonical text can take.

A cell is handed on once, however many rows and columns it spans. What a grid shows and a plain row does not, is which
blank cells belong to the columns of values: blank cells among the labels are left out, and a row that would put a
value under another head than the page does loses its blanks, so that its values count as not placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from gxgrammar.document import Block, Ink, Paragraph, Row, Table
from gxgrammar.limits import Limits
from gxgrammar.vocabulary import find_heading, read_word

# A cell as the file writes it: its ink, and how many rows and columns it spans, both at least 1.
Written = tuple[Ink, int, int]


class Slot(NamedTuple):
    """A cell in its grid: columns ``start`` to ``stop``, that not included. ``label`` is the label it spells.

    ``top`` and ``bottom`` are its rows, where it is told how many it spans.
    """

    ink: Ink
    start: int
    stop: int
    label: str | None
    is_head: bool
    top: int = 0
    bottom: int = 0


def lay_out(rows: Sequence[Sequence[Written]], limits: Limits, *, name: str) -> list[list[Slot]]:
    """Give every cell its columns. Raises UnreadableSource for a table beyond the limits."""
    taken: dict[int, int] = {}  # column: the row from which it is free again
    area = 0
    grid = []
    for number, row in enumerate(rows):
        column, slots = 0, []
        for ink, rows_spanned, columns in row:
            while taken and taken.get(column, 0) > number:
                column += 1
            stop = column + columns
            if rows_spanned > 1:
                free = min(number + rows_spanned, len(rows))
                limits.check("cells", area + columns * (free - number), name=name)
                taken.update(dict.fromkeys(range(column, stop), free))
                area += columns * (free - number)
                slots.append(slot(ink, column, stop)._replace(top=number, bottom=free))
            else:
                area += columns
                slots.append(slot(ink, column, stop, number))
            column = stop
        limits.check("columns", column, name=name)
        limits.check("cells", area, name=name)
        grid.append(slots)
    return grid


def slot(ink: Ink, start: int, stop: int, row: int = 0) -> Slot:
    """A cell that stands in the columns from ``start`` to ``stop``, in one row."""
    if not ink.text:
        return Slot(ink, start, stop, None, False, row, row + 1)
    word = read_word(ink.text)
    return Slot(ink, start, stop, word.label, word.is_head, row, row + 1)


def blocks(grid: Sequence[Sequence[Slot]]) -> Iterator[Block]:
    """The rows of a grid as tables; a row that is one cell of prose or a heading stands between them as a paragraph."""
    for prose, rows in groupby(grid, key=is_prose):
        if prose:
            yield from (Paragraph(row[0].ink) for row in rows)
        else:
            kept = list(_rows([row for row in rows if row]))
            if kept:
                yield Table(tuple(kept), rows_kept=True, blanks_kept=True)


def has_label(grid: Iterable[Sequence[Slot]]) -> bool:
    """Whether a table is one of the form: some cell is a label."""
    return any(slot.label for row in grid for slot in row)


def is_prose(row: Sequence[Slot]) -> bool:
    """Whether a row is one cell over all columns that holds prose or the heading of a section."""
    if len(row) != 1 or row[0].start or not row[0].ink.text:
        return False
    text = row[0].ink.text
    if find_heading(text):
        return True
    return row[0].label is None and not read_word(text).is_value


def _rows(grid: Sequence[Sequence[Slot]]) -> Iterator[Row]:
    """The rows of a table, blank cells that are no values left out."""
    first = _first_value_column(grid)
    texts = [[slot.ink.text for slot in row] for row in grid]
    labels = [[slot.label for slot in row] for row in grid]
    bare = any(any(inked) and not any(named) for inked, named in zip(texts, labels, strict=True))
    heads: list[Slot] = []
    value_heads: list[Slot] = []
    for number, (row, inked) in enumerate(zip(grid, texts, strict=True)):
        if new := [slot for slot in row if slot.is_head]:
            heads = _overwritten(heads, new)
            value_heads = [head for head in heads if head.start >= first]
        if shared := _shared_values(grid, number):
            yield from (Row(tuple([slot.ink for slot in part])) for part in (row[:shared], row[shared:]))
        elif all(inked):
            yield Row(tuple([slot.ink for slot in row]))
        # A blank row beside rows of bare values parts them from their heads and says nothing itself.
        elif any(inked) or not bare:
            cells = [slot for slot in row if slot.ink.text or slot.start >= first]
            under = cells if new else _under_heads(cells, value_heads)
            yield Row(tuple([slot.ink for slot in under]))


def _shared_values(grid: Sequence[Sequence[Slot]], number: int) -> int:
    """Where the values of a row begin, if one reaches down to rows that have labels of their own; 0 if none does.

    It may be that of all these rows together, so the label of the first of them has none.
    """
    row = grid[number]
    if all(slot.bottom - slot.top < 2 for slot in row):
        return 0
    labels = [index for index, slot in enumerate(row) if slot.label and not slot.is_head]
    values = row[labels[-1] + 1 :] if labels else []
    bottom = max((slot.bottom for slot in values if slot.ink.text), default=0)
    end = row[labels[-1]].bottom if labels else 0
    below = takewhile(lambda other: other[0].top < bottom, islice(grid, number + 1, None)) if bottom > end else ()
    is_shared = any(slot.label and not slot.is_head and slot.top >= end for other in below for slot in other)
    return labels[-1] + 1 if is_shared else 0


def _first_value_column(grid: Sequence[Sequence[Slot]]) -> int:
    """The column where the labels of rows end, 0 where a label stands behind a value."""
    first = 0
    for row in grid:
        labels = [index for index, slot in enumerate(row) if slot.label and not slot.is_head]
        if not labels:
            continue
        before = [slot for slot in row[: labels[-1]] if slot.ink.text and not slot.label]
        if any(read_word(slot.ink.text).is_value for slot in before):
            return 0
        first = max(first, row[labels[-1]].stop)
    return first


def _overwritten(heads: Sequence[Slot], below: Sequence[Slot]) -> list[Slot]:
    """The heads that stand lowest in each column, ``below`` being those of the next row."""
    above = [head for head in heads if not any(_overlap(head, new) for new in below)]
    return sorted([*above, *below], key=lambda head: head.start)


def _overlap(one: Slot, other: Slot) -> bool:
    return one.start < other.stop and other.start < one.stop


def _under_heads(cells: Sequence[Slot], heads: Sequence[Slot]) -> Sequence[Slot]:
    """The cells of a row; without its blanks if the values, counted off, would stand under other heads than they do."""
    values = [slot for slot in cells if not slot.label]
    if not heads or all(slot.ink.text for slot in values):
        return cells
    if len(values) == len(heads) and all(map(_overlap, values, heads)):
        return cells
    under = [slot for slot in cells if slot.label or slot.ink.text or any(_overlap(slot, head) for head in heads)]
    values = [slot for slot in under if not slot.label]
    if len(values) != len(heads) or all(map(_overlap, values, heads)):
        return under
    return [slot for slot in cells if slot.ink.text]
