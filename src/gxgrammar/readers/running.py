"""Running text: tables whose cells are glued or parted by blanks only, headings included, be it all on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gxgrammar.document import Block, Document, Furniture, Paragraph, Row, Table, ink
from gxgrammar.readers.pipe import paragraph
from gxgrammar.segmentation import Stretch, segment
from gxgrammar.source import Source

# A heading that no form has, on the line of other text, with a sentence behind it: it ends before a blank, or where
# headings do.
_STOPS = "，。；：！？、,;:!?"
_OWN_HEADING = re.compile(
    r"(?:^|(?<=[。；！？…\]])|(?<=[。；！？…\]]\s))[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]{1,2}[季月级类期])"
    rf"(?:[^\s{_STOPS}]{{4,30}}(?=\s)|[^\s{_STOPS}]{{0,26}}(?:情况|问题|措施|安排|打算|事项))"
    rf"(?=\s{{0,9}}(?![的和及与]|\d+\s?[件条次份宗起个])[^\s{_STOPS}]{{1,60}}[{_STOPS}])"
)


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
    for start, end in _lines(text, stretch):
        if not text[start:end].isspace():
            blocks.append(paragraph(text[start:end], start, furniture))
    return blocks


def _lines(text: str, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """The lines of a stretch, and the parts of a line before, between and behind headings."""
    start = stretch.start
    for line in text[stretch.start : stretch.end].splitlines(keepends=True):
        end = start + len(line)
        for heading in _OWN_HEADING.finditer(line):
            if heading.start():
                yield start, end - len(line) + heading.start()
            yield end - len(line) + heading.start(), end - len(line) + heading.end()
            start = end - len(line) + heading.end()
        yield start, end
        start = end
