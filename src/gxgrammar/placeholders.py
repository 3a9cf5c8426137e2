"""What a page prints into the cells that a merged cell covers: dashes, 无, nan. Told by the rows of heads, and by the
columns that hold labels or nothing; elsewhere a dash is a value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import evolve, frozen

from gxgrammar.document import Block, Document, Furniture, Ink, Row, Table
from gxgrammar.vocabulary import read_word, vocabulary

# Words for nothing; signs and Latin words, as nan, are told by having no character of a head and no figure.
_FILLER = re.compile(r"(?:无|無|同上|[^\d\n²³¹⁰-₉①-⒛⓪-⓿❶-➓\u3400-\u9fff]{1,6})")
_SOME_FILLER = re.compile(rf"^{_FILLER.pattern}$", re.MULTILINE)
# A head that stands behind others may have figures of its own.
_TOTALS = frozenset({"总计"})


def without_placeholders(document: Document) -> Document:
    """A document with blanks in place of them, which are furniture."""
    found = {
        index: columns
        for index, block in enumerate(document.blocks)
        if isinstance(block, Table) and any(columns := _placeholders(block))
    }
    if not found:
        return document
    blocks: list[Block] = list(document.blocks)
    furniture = list(document.furniture)
    for index, columns in found.items():
        table = blocks[index]
        assert isinstance(table, Table)
        furniture += (piece for row, each in zip(table.rows, columns, strict=True) for piece in _pieces(row, each))
        blocks[index] = _cleared(table, columns)
    return Document(tuple(blocks), tuple(sorted(furniture, key=lambda piece: piece.ink.start)))


def _placeholders(table: Table) -> list[frozenset[int]]:
    """The columns of each row of a table that hold one."""
    if not _SOME_FILLER.search("\n".join([cell.text for row in table.rows for cell in row.cells])):
        return []
    rows = [_Read.of(row) for row in table.rows]
    return _Grid(rows).placeholders() if table.rows_kept else [_in_line(row) for row in rows]


@frozen
class _Read:
    """A row by its columns: the labels in it, what may be a placeholder, figures, and labels and other words.

    ``kind`` is ``head`` for several heads, ``either`` for labels that may be heads or have figures, ``row`` for one
    with the label of a row, ``bare`` for figures without a label, ``fillers`` for what may be placeholders alone; any
    other row has none, as that of a group of rows.
    """

    labels: Mapping[int, str]
    fillers: frozenset[int]
    figures: frozenset[int]
    words: frozenset[int]
    size: int
    kind: str | None

    @classmethod
    def of(cls, row: Row) -> _Read:
        inked = [(column, cell.text) for column, cell in enumerate(row.cells) if cell.text]
        labels = {column: label for column, text in inked if (label := read_word(text).label)}
        others = [(column, text) for column, text in inked if column not in labels]
        fillers = frozenset(column for column, text in others if _is_filler(text))
        figures = frozenset(column for column, text in others if _has_figure(text))
        words = frozenset(column for column, text in inked if column in labels or not read_word(text).is_value)
        kind = _kind(set(labels.values()), fillers, figures, words - fillers)
        return cls(labels, fillers, figures, words - fillers, len(row.cells), kind)


def _kind(labels: set[str], fillers: Collection[int], figures: Collection[int], words: Collection[int]) -> str | None:
    known = vocabulary()
    if labels - known.heads:
        return "row"
    if labels and not figures:
        return "either" if labels <= known.rows else "head" if len(words) > 1 else None
    if labels or words:
        return None
    return "bare" if figures else "fillers" if fillers else None


class _Grid:
    """The rows of a table, and where its values stand."""

    def __init__(self, rows: Sequence[_Read]) -> None:
        # The kind of the first row behind each that holds more than placeholders.
        self._following = _following(rows)
        self._rows = rows
        first = max(map(_first_label, rows), default=-1) + 1
        # Where heads show none, dashes are values; where some row has figures among the labels of others, columns tell
        # nothing.
        self._shows_some = any(row.kind == "head" and row.fillers for row in rows)
        is_packed = any(column < first for row in rows for column in row.figures)
        self._first = 0 if is_packed else first
        # The rows of heads being read, whether figures have followed, and the columns that they have words in.
        self._heads: list[int] = []
        self._is_closed = False
        self._covered: set[int] = set()

    def placeholders(self) -> list[frozenset[int]]:
        """The columns of each row that hold one."""
        found = [frozenset[int]()] * len(self._rows)
        for index, row in enumerate(self._rows):
            if row.kind == "head" or (row.kind == "either" and self._following[index] == "head"):
                self._add_heads(index)
            elif row.kind == "fillers" and self._is_among_heads(index):
                found[index] = row.fillers
            elif row.kind:
                if not self._is_closed:
                    for head in self._heads:
                        found[head] = self._rows[head].fillers
                self._is_closed = True
                if row.kind == "row":
                    found[index] = self._of_row(row)
        return found

    def _add_heads(self, index: int) -> None:
        if self._is_closed:
            self._heads, self._covered, self._is_closed = [], set(), False
        self._heads.append(index)
        self._covered |= self._rows[index].words

    def _is_among_heads(self, index: int) -> bool:
        """Whether a row of placeholders belongs to the heads over it: their figures follow, or the rest of them."""
        if self._is_closed or not self._heads:
            return False
        following = self._following[index]
        return following == "bare" or (following == "head" and len(self._covered) < self._rows[index].size)

    def _of_row(self, row: _Read) -> frozenset[int]:
        """Those before the values of a row, left of its labels or in columns of labels, and those behind all heads."""
        if not self._shows_some:
            return frozenset()
        before = max(_first_label(row), self._first)
        behind = max(self._covered, default=row.size)
        last = max(behind, *row.figures) if row.figures else behind
        return frozenset(column for column in row.fillers if column < before or column > last)


def _first_label(row: _Read) -> int:
    """The column of the first label of a row of values; in one that has several, figures may stand between them."""
    heads = vocabulary().heads
    return next((column for column, label in row.labels.items() if label not in heads), -1)


def _following(rows: Sequence[_Read]) -> list[str | None]:
    kinds: list[str | None] = []
    kind = None
    for row in reversed(rows):
        kinds.append(kind)
        kind = kind if row.kind == "fillers" else row.kind
    return kinds[::-1]


def _in_line(row: _Read) -> frozenset[int]:
    """Where rows are not kept: what stands between labels that may have figures and the heads that follow them."""
    known = vocabulary()
    found: list[int] = []
    pending: list[int] = []
    heads_follow = False
    for column in reversed(range(row.size)):
        if column in row.fillers:
            pending.append(column)
            continue
        label = row.labels.get(column)
        if label in known.rows and label in known.heads and label not in _TOTALS and heads_follow:
            found += pending
        else:
            heads_follow = label in known.heads and label not in known.rows
        pending = []
    return frozenset(found)


def _is_filler(text: str) -> bool:
    return _FILLER.fullmatch(text) is not None


def _has_figure(text: str) -> bool:
    return read_word(text).is_value and any(character.isdigit() for character in text)


def _cleared(table: Table, columns: Sequence[frozenset[int]]) -> Table:
    """A table with blanks for its placeholders, or without them where a blank tells no column."""
    width = max(len(row.cells) for row in table.rows)
    rows = []
    for row, held in zip(table.rows, columns, strict=True):
        if not held:
            rows.append(row)
        elif len(held) < sum(1 for cell in row.cells if cell.text):
            is_whole = table.blanks_kept and len(row.cells) == width
            rows.append(_with_blanks(row, held) if is_whole else _without(row, held))
    return evolve(table, rows=tuple(rows))


def _with_blanks(row: Row, held: Collection[int]) -> Row:
    cells = enumerate(row.cells)
    return Row(tuple(Ink("", cell.start, cell.start) if column in held else cell for column, cell in cells))


def _without(row: Row, held: Collection[int]) -> Row:
    return Row(tuple(cell for column, cell in enumerate(row.cells) if column not in held))


def _pieces(row: Row, columns: Iterable[int]) -> Iterator[Furniture]:
    """Neighbours as one piece."""
    for _, run in groupby(enumerate(sorted(columns)), lambda each: each[1] - each[0]):
        cells = [row.cells[column] for _, column in run]
        yield Furniture("placeholder", Ink(" | ".join(cell.text for cell in cells), cells[0].start, cells[-1].end))
