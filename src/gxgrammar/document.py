"""What readers hand on: a document of paragraphs and tables, every piece of ink with its place in the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from gxgrammar.source import Span
from gxgrammar.spelling import NO_WIDTH

# What is left off around ink: blanks, and characters without width.
_OUTER = f" \t\r\n\xa0\u2002\u2003\u2009\u3000{NO_WIDTH}"


class Ink(NamedTuple):
    """A piece of text and where it stood: ``text`` is the source from ``start`` to ``end``, outer blanks left off.

    A blank cell is an Ink with empty text. A piece that was printed over several lines keeps their line breaks.
    A tuple, since a report has hundreds and making one takes a third of the time of a frozen class.
    """

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@frozen
class Row:
    """The cells of a table row, in order. Which of them are labels is not yet known."""

    cells: tuple[Ink, ...]


@frozen
class Table:
    """Rows of cells.

    ``rows_kept`` says that a row of the table is a Row here; else all cells stand in one Row, since the layout does
    not show where a row ends. ``blanks_kept`` says that every blank cell is shown, so that a cell's place in its
    row is its column; else blank cells may have been deleted. ``glued`` says that several figures may stand in one
    cell, since nothing parts them; ``lost`` that figures are gone, so that a row without any is not blank.
    """

    rows: tuple[Row, ...]
    rows_kept: bool
    blanks_kept: bool
    glued: bool = False
    lost: bool = False


@frozen
class Paragraph:
    """A paragraph, heading, or line of metadata."""

    ink: Ink


Block = Paragraph | Table


@frozen
class Furniture:
    """Ink that belongs to the layout or the web page, not to the report: ``kind`` says what it is."""

    kind: str
    ink: Ink


@frozen
class Document:
    """The blocks of a source in order, and what the reader set aside as furniture."""

    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()


def ink(text: str, start: int) -> Ink:
    """The ink of ``text``, which begins at offset ``start``, without the blanks around it."""
    stripped = text.strip()
    if not stripped.isprintable():
        stripped = stripped.strip(_OUTER)
    if not stripped:
        return Ink("", start, start + len(text))
    start += text.find(stripped)
    return Ink(stripped, start, start + len(stripped))


def stacked(inks: Sequence[Ink]) -> Ink:
    """One ink for several that stand one below the other, each on lines of its own."""
    return Ink("\n".join([each.text for each in inks]), inks[0].start, inks[-1].end)


def moved(document: Document, place: Callable[[int, int], tuple[int, int]]) -> Document:
    """A document whose ink lies where ``place`` says: the source that its text was made from."""

    def at(piece: Ink) -> Ink:
        return Ink(piece.text, *place(piece.start, piece.end))

    def block(each: Block) -> Block:
        if isinstance(each, Paragraph):
            return Paragraph(at(each.ink))
        return evolve(each, rows=tuple(Row(tuple(map(at, row.cells))) for row in each.rows))

    furniture = tuple(Furniture(each.kind, at(each.ink)) for each in document.furniture)
    return Document(tuple(map(block, document.blocks)), furniture)
