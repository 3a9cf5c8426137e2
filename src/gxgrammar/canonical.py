"""Canonical text: where all layouts meet, and what the grammars read.

A line that begins with ``|`` is a table label and the values that followed it, up to the next label; any other line is
a paragraph or heading. Labels and headings are printed in the spelling of the grammar, values as the page has them.
Cells that are still shown as blank stay as empty values; figures that nothing parts stay together in one value. A line
that begins with two pipes is a row without a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from gxgrammar.document import Document, Ink, Paragraph, Row, Table, stacked
from gxgrammar.document import ink as inked
from gxgrammar.furniture import DASHED_PAGE
from gxgrammar.source import Span
from gxgrammar.spelling import narrow
from gxgrammar.values import UNITS, is_value
from gxgrammar.vocabulary import Word, find_heading, find_label, read_word, vocabulary

# A label is broken over at most this many cells.
_MOST_PIECES = 6
# Glued figures may be longer than any one figure could be.
_FIGURES = re.compile(r"[-+−－]?\d[\d,，.．]*\s*[万萬亿億]?元?")
# A figure that is cut in pieces within its cell.
_PIECES = re.compile(r"\d[\d,.]{0,20}(?:\s{1,4}[\d,.]{1,20}){1,4}")
# So many figures in a row are no prose. One of table three has seven.
_FEWEST_BARE = 7
_VALUE = re.compile(r"[-−－]?\d[\d,，.]*")
_BARE = re.compile(rf"(?:(?:{_VALUE.pattern})[ \t\xa0\u3000|]+){{{_FEWEST_BARE - 1},}}(?:{_VALUE.pattern})")
# What a paragraph cannot begin with: the mark of a row, and blanks.
_BORDERS = "| \t\xa0\u3000"
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}\s?、")
# What may part a heading from sentences in the same line.
_HEADING_END = re.compile("[ \t\n\xa0\u3000。]")
_LONGEST_HEADING = 60


@frozen
class Line:
    """A line of canonical text and the ink it came from.

    ``label`` is the ink of the label or paragraph (None before values that have no label), ``values`` those of the
    values, in order. A label that the page wraps around its figures reaches from before them to behind them. ``glued``
    says that a value may be the figures of several cells, ``open`` that the page does not show where the row ends,
    ``lost`` that its figures may be gone.
    """

    text: str
    label: Ink | None
    values: tuple[Ink, ...] = ()
    glued: bool = False
    open: bool = False
    lost: bool = False

    @property
    def span(self) -> Span:
        inks = self.values if self.label is None else (self.label, *self.values)
        return Span(inks[0].start, max(inks[0].end, inks[-1].end))


@frozen
class Canonical:
    """The canonical text of a document, line by line."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The whole text; every line ends with a line break."""
        return "".join(f"{line.text}\n" for line in self.lines)

    @property
    def prose(self) -> list[Ink]:
        """The headings and paragraphs as printed."""
        return [line.label for line in self.lines if line.label is not None and line.text[:1] != "|"]


def canonical(document: Document) -> Canonical:
    """The canonical text of a document."""
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.extend(_paragraph(block.ink))
        elif _has_label(block) and not _is_list(block):
            lines.extend(_table(block))
        else:
            for row in block.rows:
                lines.extend(_row_of_prose(row, block))
    if lines and lines[-1].text.startswith("|") and all(value.text in UNITS for value in lines[-1].values):
        # The text ends in a label or unit, so it may have been cut off there.
        lines[-1] = evolve(lines[-1], lost=True)
    return Canonical(tuple(lines))


def _row_of_prose(row: Row, table: Table) -> Iterator[Line]:
    """The line of a row in a table without labels: prose, unless it has the figures of a row of a form."""
    figures = sum(1 for cell in row.cells if _FIGURES.fullmatch(cell.text))
    if figures >= _FEWEST_BARE and all(is_value(cell.text) for cell in row.cells):
        yield from _line(None, list(row.cells), table)
    elif any(cell.text for cell in row.cells):
        yield from _paragraph(_joined(row.cells))


def _paragraph(ink: Ink) -> Iterator[Line]:
    """The line of a paragraph; none for one that is no more than a mark or border."""
    if _BARE.fullmatch(ink.text) and len(ink.text) == ink.end - ink.start:
        values = tuple([inked(each[0], ink.start + each.start()) for each in _VALUE.finditer(ink.text)])
        yield Line(_row_text("", values, glued=False), None, values, open=True)
        return
    for piece in _heading_and_text(ink):
        text = find_heading(piece.text) or _one_line(piece.text).lstrip(_BORDERS)
        if text:
            yield Line(text, piece)


def _heading_and_text(ink: Ink) -> tuple[Ink, ...]:
    """A heading of a form and the sentences that run on behind it, apart; any other ink as it is."""
    text = ink.text
    # Where a repair changed the length, the place of the sentences in the source is not known.
    if _NUMBERED.match(text) and "。" in text and len(text) == ink.end - ink.start:
        ends = [match.end() for match in _HEADING_END.finditer(text, 0, _LONGEST_HEADING)]
        end = next((end for end in reversed(ends) if find_heading(text[:end]) and "。" in text[end:]), 0)
        if end:
            return inked(text[:end], ink.start), inked(text[end:], ink.start + end)
    return (ink,)


def _one_line(text: str) -> str:
    return "".join(text.splitlines()) if not text.isprintable() else text


def _joined(cells: Sequence[Ink]) -> Ink:
    """One ink for several that stand side by side."""
    inked = [cell for cell in cells if cell.text]
    return Ink(" | ".join(cell.text for cell in inked), inked[0].start, inked[-1].end)


def _has_label(table: Table) -> bool:
    return any(find_label(cell.text) for row in table.rows for cell in row.cells if cell.text)


def _is_list(table: Table) -> bool:
    """Whether a table is the list of metadata over a report: each of its rows begins with a key and a colon."""
    firsts = [next((cell.text for cell in row.cells if cell.text), "") for row in table.rows]
    return table.rows_kept and all(text.endswith((":", "：")) and not find_label(text) for text in firsts)


class _Label(NamedTuple):
    """A label cell: ``name`` in the spelling of the grammar, or as printed where the vocabulary does not have it."""

    name: str
    ink: Ink
    is_head: bool


def _table(table: Table) -> Iterator[Line]:
    """The lines of a table: each label takes the values up to the next label.

    Where rows are kept, a label takes values of its own row only; but the last head of a column takes those of the
    next row if that has no label of its own, as the data row of table four.
    """
    grid = _Grid.of(table)
    label: _Label | None = None
    values: list[Ink] = []
    for row in table.rows:
        cells = list(_cells(row, grid, table))
        if table.rows_kept and _Label not in map(type, cells):
            # A blank row over one with figures only parts it from its heads.
            if label is None or not label.is_head or any(value.text for value in values):
                yield from _line(label, values, table)
                label, values = None, []
            if not values or any(cell.text for cell in row.cells):
                values = list(row.cells)
            continue
        if table.rows_kept:
            yield from _line(label, [] if _is_between_heads(label, values, cells) else values, table)
            label, values = None, []
        for cell in cells:
            if isinstance(cell, _Label):
                yield from _line(label, values, table)
                label, values = cell, []
            elif not table.rows_kept and _BARE.fullmatch(cell.text):
                yield from _line(label, values, table)
                yield from _paragraph(cell)
                label, values = None, []
            elif cell.text or (label and not (label.is_head and table.rows_kept)):
                values.append(cell)
    yield from _line(label, values, table)


def _is_between_heads(label: _Label | None, values: Sequence[Ink], cells: Iterable[_Label | Ink]) -> bool:
    """Whether a blank row only parts two rows of heads."""
    if not values or label is None or not label.is_head or any(value.text for value in values):
        return False
    return all(cell.is_head for cell in cells if isinstance(cell, _Label))


def _line(label: _Label | None, values: list[Ink], table: Table) -> Iterator[Line]:
    glued, is_open = table.glued, not table.rows_kept
    if label is None:
        if any(value.text for value in values):
            yield Line(_row_text("", values, glued), None, tuple(values), glued, is_open, table.lost)
    else:
        yield Line(_row_text(label.name, values, glued), label.ink, tuple(values), glued, is_open, table.lost)


def _row_text(label: str, values: Iterable[Ink], glued: bool) -> str:
    """A row as canonical text; figures that are glued stand in one cell."""
    texts = [value.text for value in values]
    figures = [text if text.isascii() and text.isprintable() else narrow(_one_line(text)) for text in texts]
    return "|".join(["", label, *([" ".join(figures)] if glued and figures else figures)])


def _cells(row: Row, grid: _Grid, table: Table) -> Iterator[_Label | Ink]:
    """The cells of a row, its labels recognised, blanks in the columns of labels left out."""
    after_row_label, heads = False, vocabulary().heads
    kept = grid.blanks_of(row)
    cells = iter(enumerate(row.cells))
    for index, cell in cells:
        text = cell.text
        word = read_word(text)
        size, name = _label_at(row.cells, index, word) if word.begins_label else (1, word.label)
        if name is not None:
            for _ in range(size - 1):
                next(cells)
            label = _Label(name, cell if size == 1 else stacked(row.cells[index : index + size]), name in heads)
            yield label
            after_row_label = table.rows_kept and not label.is_head
        elif word.is_value or after_row_label or _is_of_figures(text, glued=table.glued):
            if text or index in kept:
                yield cell
        else:
            name = _one_line(text).replace("|", "")
            yield _Label(name, cell, name in heads)


def _is_of_figures(text: str, *, glued: bool) -> bool:
    """Whether a cell that is no value holds figures, so that it labels nothing."""
    is_cut = _PIECES.fullmatch(text) or _BARE.fullmatch(text)
    return is_cut is not None or (glued and _is_figures(text))


def _is_figures(text: str) -> bool:
    """Whether a piece of running text is the figures of several cells, or perhaps a page number among them."""
    return (_FIGURES.fullmatch(text) or DASHED_PAGE.fullmatch(text)) is not None


def _label_at(cells: Sequence[Ink], index: int, word: Word) -> tuple[int, str | None]:
    """How many cells from ``index`` on spell a label, and which: the longest one if a label is broken over cells."""
    text = cells[index].text
    size, name = 1, word.label
    for count in range(2, _MOST_PIECES + 1):
        if index + count > len(cells) or not cells[index + count - 1].text:
            break
        piece = cells[index + count - 1].text
        following = read_word(piece)
        if following.is_value or (name and following.label):
            break
        text += piece
        joined = read_word(text)
        if joined.label:
            size, name = count, joined.label
        if not joined.begins_label:
            break
    return size, name


class _Grid(NamedTuple):
    """Where the values of a table stand: its first column of values, 0 where columns cannot be told.

    ``is_packed`` says that some row has figures among the labels of others: rows are filled from the left.
    """

    first_value: int = 0
    is_packed: bool = False

    @classmethod
    def of(cls, table: Table) -> _Grid:
        columns = {len(row.cells) for row in table.rows}
        if not table.blanks_kept or not table.rows_kept or len(columns) != 1:
            return cls()
        labels = (
            column
            for row in table.rows
            for column, cell in enumerate(row.cells)
            if cell.text and (word := read_word(cell.text)).label and not word.is_head
        )
        first = max(labels, default=-1) + 1
        return cls(first, any(_has_value(row.cells[:first]) for row in table.rows))

    def blanks_of(self, row: Row) -> range:
        """The columns where blanks of a row are cells of it; none if the row itself is out of the grid."""
        if _has_value(row.cells[: self.first_value]):
            return range(0)
        if not self.is_packed:
            return range(self.first_value, len(row.cells))
        # Behind the last figure stands what fills the row up.
        return range(max((index for index, cell in enumerate(row.cells) if cell.text), default=0))


def _has_value(cells: Iterable[Ink]) -> bool:
    return any(cell.text and read_word(cell.text).is_value for cell in cells)
