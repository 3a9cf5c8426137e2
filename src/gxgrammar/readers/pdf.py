"""PDF with a text layer: tables by their ruling lines, prose by its lines.

A table is what ruling lines enclose; its cells are the boxes between them. Lines of prose that a frame or shading
encloses are prose all the same. A table that a page break cuts is one table. Where a page shows labels of the form
but no ruling lines, the tables are read from the text by the readers for text.
"""

from __future__ import annotations

import io
import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

import pdfplumber
from attrs import frozen
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from gxgrammar.diagnostics import diagnostic
from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph
from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import Limits
from gxgrammar.readers import open_text
from gxgrammar.readers.extracted import Extracted, without_blanks
from gxgrammar.readers.grid import blocks, is_prose, slot
from gxgrammar.readers.opened import Opened
from gxgrammar.source import PlaceFacts
from gxgrammar.vocabulary import find_heading, find_label

Box = tuple[float, float, float, float]
CellNumber = tuple[int | None, int | None, int | None]

_PAGE_NUMBER = re.compile(r"[-—–－\s第·~]*\d{1,4}[-—–－\s页·~]*(?:[/共]\s*\d{1,4}\s*页?)?\s*")
# How far, in points, edges may lie apart that are meant as one.
_SLACK = 3.0
# A line is full when it ends within so many of its characters of the right margin, indented when it begins so far in.
_FULL = 2.0
_INDENT = 1.2
# The part of a page at its top and bottom where page numbers and running heads stand.
_MARGIN = 0.1
_WRAPPED_FIGURE = re.compile(r"[\d,.]+(?:\n[\d,.]+)+")
_STREAM = re.compile(rb"stream\r?\n")
_TWICE_PACKED = re.compile(rb"/FlateDecode\s*/FlateDecode")
_CHUNK = 1 << 20


@frozen
class _Line:
    """A line of text on a page, outside all tables."""

    text: str
    box: Box
    size: float

    @property
    def top(self) -> float:
        return self.box[1]


@frozen
class _Word:
    """A word on a page."""

    text: str
    box: Box

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@frozen
class _Cell:
    """A cell of a ruled table."""

    text: str
    box: Box


@frozen
class _Ruled:
    """A table, or as much of it as stands on one page without prose between its rows."""

    rows: tuple[tuple[_Cell, ...], ...]

    @property
    def top(self) -> float:
        return min(cell.box[1] for row in self.rows for cell in row)

    @property
    def bottom(self) -> float:
        return max(cell.box[3] for row in self.rows for cell in row)


@frozen
class _Sheet:
    """What stands on a page, from top to bottom, and what was set aside."""

    number: int
    content: tuple[_Line | _Ruled, ...]
    margins: tuple[float, float]
    furniture: tuple[tuple[str, _Line], ...]


def open_file(data: str | bytes, *, name: str, without: Collection[str] = (), limits: Limits) -> Opened:
    """Read a PDF. Raises UnreadableSource for damaged, encrypted or hostile files and for scans without text."""
    if isinstance(data, str):
        raise UnreadableSource("GX108", name=name, reason="a text is no PDF", reason_zh="文本不是 PDF 文件")
    _check_streams(data, limits, name)
    sheets = _sheets(data, limits, name)
    if not any(sheet.content for sheet in sheets):
        raise UnreadableSource("GX111", name=name, pages=len(sheets))
    if not any(_is_of_form(sheet) for sheet in sheets):
        return _read_text(sheets, name, without)
    writer = _Writer(limits, name)
    for sheet in sheets:
        writer.take(sheet)
    return writer.opened()


def _is_of_form(sheet: _Sheet) -> bool:
    """Whether a page has a ruled table with labels of a form."""
    tables = (each for each in sheet.content if isinstance(each, _Ruled))
    return any(find_label(cell.text) for table in tables for row in table.rows for cell in row)


def _read_text(sheets: Iterable[_Sheet], name: str, without: Collection[str]) -> Opened:
    """Read the lines of all pages as a text, in whatever layout fits."""
    extracted = Extracted()
    for sheet in sheets:
        for each in sheet.content:
            for text, box in _text_lines(each):
                extracted.add(text, _place(sheet.number, box))
    source = extracted.source(name)
    found = open_text(source, without=without)
    note = diagnostic("GX205", layout=found.layout)
    return Opened(source, found.document, "pdf", (note, *found.diagnostics), found.plan)


def _text_lines(each: _Line | _Ruled) -> Iterator[tuple[str, Box]]:
    if isinstance(each, _Line):
        yield each.text, each.box
    else:
        for row in each.rows:
            yield " ".join(cell.text.replace("\n", "") for cell in row), _around(cell.box for cell in row)


def _check_streams(data: bytes, limits: Limits, name: str) -> None:
    """Refuse a file whose packed streams would unpack to too much, before any of them is kept in memory."""
    if _TWICE_PACKED.search(data):
        raise UnreadableSource("GX108", name=name, reason="streams are packed twice", reason_zh="重复压缩")
    total = 0
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        rest = data[match.end() : match.end() + _CHUNK]
        position = match.end() + len(rest)
        try:
            while rest and not unpacker.eof:
                total += len(unpacker.decompress(rest, _CHUNK))
                limits.check("unpacked", total, name=name)
                rest = unpacker.unconsumed_tail
                if not rest:
                    rest = data[position : position + _CHUNK]
                    position += len(rest)
        except zlib.error:
            continue


def _sheets(data: bytes, limits: Limits, name: str) -> list[_Sheet]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            limits.check("pages", len(pdf.pages), name=name)
            found = []
            for page in pdf.pages:
                found.append(_sheet(page, limits, name))
                page.close()
            return found
    except UnreadableSource:
        raise
    except Exception as error:  # pdfminer lets whatever a damaged file provokes through
        if isinstance(error, PdfminerException) and error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableSource("GX112", name=name) from error
        reason = str(error) or type(error).__name__
        raise UnreadableSource("GX108", name=name, reason=reason, reason_zh="PDF 不完整") from error


# Reading a page


def _sheet(page: Page, limits: Limits, name: str) -> _Sheet:
    tables = list(_tables(page, limits, name))
    covered = [(table.top, table.bottom) for table in tables]
    lines, furniture = [], []
    for line in _lines(page):
        middle = (line.box[1] + line.box[3]) / 2
        if any(top <= middle <= bottom for top, bottom in covered):
            continue
        if _is_page_number(line, page):
            furniture.append(("page number", line))
        else:
            lines.append(line)
    content: list[_Line | _Ruled] = sorted([*lines, *tables], key=lambda each: each.top)
    margins = (min((line.box[0] for line in lines), default=0.0), max((line.box[2] for line in lines), default=0.0))
    return _Sheet(page.page_number, tuple(content), margins, tuple(furniture))


def _lines(page: Page) -> Iterator[_Line]:
    for found in page.extract_text_lines(return_chars=True):
        text = without_blanks(found["text"])
        if text:
            box = (found["x0"], found["top"], found["x1"], found["bottom"])
            yield _Line(text, box, max(char["size"] for char in found["chars"]))


def _is_page_number(line: _Line, page: Page) -> bool:
    """Whether a line at the top or bottom of a page is its number."""
    band = float(page.height) * _MARGIN
    at_edge = line.box[3] < band or line.box[1] > float(page.height) - band
    return at_edge and _PAGE_NUMBER.fullmatch(line.text) is not None


def _tables(page: Page, limits: Limits, name: str) -> Iterator[_Ruled]:
    """The ruled tables of a page, cut into stretches of rows by the rows of prose in them."""
    limits.check("rulings", len(page.edges), name=name)
    words = _words(page)
    for table in page.find_tables():
        boxes = [cell for cell in table.cells if cell is not None]
        limits.check("cells", len(boxes), name=name)
        for is_text, rows in groupby(_rows_of(boxes, words, table.bbox), key=_is_text):
            if not is_text:
                yield _Ruled(tuple(rows))


def _words(page: Page) -> list[_Word]:
    return [
        _Word(word["text"], (word["x0"], word["top"], word["x1"], word["bottom"]))
        for word in page.extract_words(x_tolerance=2, use_text_flow=False)
    ]


def _rows_of(boxes: Iterable[Box], words: Sequence[_Word], table: Box) -> list[tuple[_Cell, ...]]:
    """The cells of a table by rows: those whose upper sides are at one height."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        if rows and box[1] - rows[-1][0][1] <= _SLACK:
            rows[-1].append(box)
        else:
            rows.append([box])
    inside = [word for word in words if _holds(table, word.box)]
    cells = []
    for row in rows:
        held = [[word for word in inside if _holds(box, word.box)] for box in row]
        found = [_Cell(_text_of(words), box) for words, box in zip(held, row, strict=True)]
        taken = {word for words in held for word in words}
        inside = [word for word in inside if word not in taken]
        cells.append(found)
    _add_open_cells(cells, inside)
    return [_unwrapped(sorted(row, key=lambda cell: cell.box)) for row in cells]


def _unwrapped(row: Sequence[_Cell]) -> tuple[_Cell, ...]:
    """A row with figures made whole that are too long for their cell and go on in a second line.

    Where a ruling line is missing, the figures of two rows stand in one cell in the same way; so the row must show
    that it is one: by a label, or by a cell of one line.
    """
    inked = [cell.text for cell in row if cell.text]
    if not any(find_label(text) or "\n" not in text for text in inked):
        return tuple(row)
    return tuple(
        _Cell(cell.text.replace("\n", ""), cell.box) if _WRAPPED_FIGURE.fullmatch(cell.text) else cell for cell in row
    )


def _add_open_cells(rows: Sequence[list[_Cell]], words: Iterable[_Word]) -> None:
    """Put words that no cell holds, because a side of their cell is not drawn, into the row they stand beside."""
    for row in rows:
        top, bottom = row[0].box[1], min(cell.box[3] for cell in row)
        beside = [word for word in words if top <= word.middle[1] <= bottom]
        if beside:
            row.append(_Cell(_text_of(beside), _around(word.box for word in beside)))


def _holds(box: Box, inner: Box) -> bool:
    """Whether the middle of one box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _around(boxes: Iterable[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _text_of(words: Sequence[_Word]) -> str:
    """The words of a cell, line by line."""
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: word.middle[1]):
        if lines and word.middle[1] - lines[-1][0].middle[1] <= _SLACK:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(" ".join(word.text for word in sorted(line, key=lambda word: word.box)) for line in lines)


def _is_text(row: Sequence[_Cell]) -> bool:
    """Whether a row within lines is prose, which a frame or shading surrounds."""
    if len(row) != 1:
        return False
    ink = Ink(row[0].text, 0, 0)
    return not ink.text or is_prose((slot(ink, 0, 1),))


# Writing the document


class _Writer:
    """Puts the pages together: lines to paragraphs, tables that a page break cuts to one table."""

    def __init__(self, limits: Limits, name: str) -> None:
        self._extracted = Extracted()
        self._limits = limits
        self._name = name
        self._blocks: list[Block] = []
        self._furniture: list[Furniture] = []
        self._aside: list[tuple[str, int, _Line]] = []
        self._lines: list[tuple[int, _Line]] = []
        self._rows: list[tuple[int, tuple[_Cell, ...]]] = []
        self._tables = self._paragraphs = 0

    def take(self, sheet: _Sheet) -> None:
        """Add a page."""
        for each in sheet.content:
            if isinstance(each, _Ruled):
                self._end_paragraph()
                if self._rows and self._rows[-1][0] == sheet.number:
                    self._end_table()
                self._rows.extend((sheet.number, row) for row in each.rows)
            else:
                self._end_table()
                if self._lines and not _continues(self._lines[-1][1], each, sheet.margins):
                    self._end_paragraph()
                self._lines.append((sheet.number, each))
        for kind, line in sheet.furniture:
            self._aside.append((kind, sheet.number, line))

    def opened(self) -> Opened:
        """The whole document."""
        self._end_paragraph()
        self._end_table()
        for kind, page, line in self._aside:
            ink = self._extracted.add(line.text, _place(page, line.box))
            self._furniture.append(Furniture(kind, ink))
        document = Document(tuple(self._blocks), tuple(self._furniture))
        return Opened(self._extracted.source(self._name), document, "pdf")

    def _end_paragraph(self) -> None:
        if not self._lines:
            return
        self._paragraphs += 1
        page = self._lines[0][0]
        box = _around(line.box for number, line in self._lines if number == page)
        text = _joined([line.text for _, line in self._lines])
        self._blocks.append(Paragraph(self._extracted.add(text, _place(page, box, paragraph=self._paragraphs))))
        self._lines.clear()

    def _end_table(self) -> None:
        if not self._rows:
            return
        self._tables += 1
        rows, self._rows = _whole_rows(self._rows), []
        edges = _edges(cell.box for _, row in rows for cell in row)
        self._limits.check("columns", len(edges), name=self._name)
        grid = []
        for number, (page, row) in enumerate(rows, start=1):
            slots = []
            for cell, written in enumerate(row, start=1):
                facts = _place(page, written.box, cell=(self._tables, number, cell))
                ink = self._extracted.add(written.text, facts, "\n" if cell == len(row) else "\t")
                slots.append(slot(ink, *_columns(written.box, edges)))
            grid.append(slots)
        self._blocks.extend(blocks(grid))


def _place(page: int, box: Box, *, paragraph: int | None = None, cell: CellNumber = (None, None, None)) -> PlaceFacts:
    """The fields of a Place on a page; points with two decimals."""
    left, top, right, bottom = (round(side, 2) for side in box)
    return (*cell, paragraph, None, page, (left, top, right, bottom))


def _whole_rows(rows: Sequence[tuple[int, tuple[_Cell, ...]]]) -> list[tuple[int, tuple[_Cell, ...]]]:
    """The rows of a table, with those made whole whose label a page break cuts in two."""
    whole: list[tuple[int, tuple[_Cell, ...]]] = []
    for page, row in rows:
        if whole and whole[-1][0] != page and len(whole[-1][1]) == len(row):
            above = whole[-1][1]
            joined = [f"{one.text}\n{other.text}".strip() for one, other in zip(above, row, strict=True)]
            if _completes_label(above, row, joined):
                cells = (_Cell(text, cell.box) for text, cell in zip(joined, above, strict=True))
                whole[-1] = (whole[-1][0], tuple(cells))
                continue
        whole.append((page, row))
    return whole


def _completes_label(above: Sequence[_Cell], below: Sequence[_Cell], joined: Sequence[str]) -> bool:
    """Whether two parts of a row make a label that neither part has, and no value stands in both."""
    parts = list(zip(above, below, joined, strict=True))
    if any(find_label(cell.text) for cell in below):
        return False
    made = [find_label(text) is not None and not find_label(one.text) for one, _, text in parts]
    apart = (is_made or not (one.text and other.text) for is_made, (one, other, _) in zip(made, parts, strict=True))
    return any(made) and all(apart)


def _edges(boxes: Iterable[Box]) -> tuple[float, ...]:
    """Where columns begin and end: the sides of all cells, those that nearly coincide taken as one."""
    edges: list[float] = []
    for x in sorted({side for box in boxes for side in (box[0], box[2])}):
        if not edges or x - edges[-1] > _SLACK:
            edges.append(x)
    return tuple(edges)


def _columns(box: Box, edges: Sequence[float]) -> tuple[int, int]:
    """The columns that a cell spans."""
    start = max(0, bisect_right(edges, box[0] + _SLACK) - 1)
    return start, max(start + 1, bisect_left(edges, box[2] - _SLACK))


def _continues(before: _Line, line: _Line, margins: tuple[float, float]) -> bool:
    """Whether a line goes on with the paragraph of the line before it: that one is full, this one not indented."""
    left, right = margins
    if find_heading(before.text) or find_heading(line.text):
        return False
    is_full = before.box[2] > right - _FULL * before.size
    return is_full and line.box[0] < left + _INDENT * line.size and abs(before.size - line.size) < 1


def _joined(lines: Sequence[str]) -> str:
    """Lines as one text; only between words in Latin letters the line break is a space."""
    text = lines[0]
    for line in lines[1:]:
        text += f" {line}" if text[-1].isascii() and line[0].isascii() and text[-1].isalpha() else line
    return text
