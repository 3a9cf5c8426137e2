"""Running text: tables whose cells are glued or parted by blanks only, headings included, be it all on one line."""

from __future__ import annotations

from gxgrammar.document import Block, Document, Furniture, Paragraph, Row, Table, ink
from gxgrammar.readers.pipe import paragraph
from gxgrammar.segmentation import Stretch, segment
from gxgrammar.source import Source


def read(source: Source) -> Document:
    """Cut the text into headings, tables and prose; prose is a paragraph a line."""
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    for stretch in segment(source.text):
        blocks += _blocks(source.text, stretch, furniture)
    return Document(tuple(blocks), tuple(furniture))


def _blocks(text: str, stretch: Stretch, furniture: list[Furniture]) -> list[Block]:
    if stretch.cells is not None:
        furniture += [Furniture("page number", number) for number in stretch.page_numbers]
        return [Table((Row(stretch.cells),), rows_kept=False, blanks_kept=False, glued=True)]
    if stretch.heading:
        return [Paragraph(ink(text[stretch.start : stretch.end], stretch.start))]
    blocks: list[Block] = []
    offset = stretch.start
    for line in text[stretch.start : stretch.end].splitlines(keepends=True):
        if not line.isspace():
            blocks.append(paragraph(line, offset, furniture))
        offset += len(line)
    return blocks
