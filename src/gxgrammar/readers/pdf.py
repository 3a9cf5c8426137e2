"""PDF with a text layer: tables by their ruling lines, prose by its lines.

A table is what ruling lines enclose; its cells are the boxes between them. Lines of prose that a frame or shading
encloses are prose all the same. A table that a page break cuts is one table. Where a page shows labels of the form
but no ruling lines, the tables are read from the text by the readers for text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, groupby

from attrs import evolve, frozen

from gxgrammar.condition.notes import repair_notes
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph
from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import Limits
from gxgrammar.readers import FEWEST_LABELS, labels_shown, open_text
from gxgrammar.readers.breaks import WRAPPED_FIGURE, has_labels, parted, run_out, unwrapped, whole_rows
from gxgrammar.readers.extracted import Extracted, condition_of_pieces, pieces_of
from gxgrammar.readers.grid import blocks, is_prose, slot
from gxgrammar.readers.opened import Opened
from gxgrammar.readers.ruled import Cell, around
from gxgrammar.readers.rulings import SLACK, Box
from gxgrammar.readers.scans import Line, Scan, check_streams, scan_pages
from gxgrammar.source import PlaceFacts
from gxgrammar.vocabulary import find_heading, find_label

CellNumber = tuple[int | None, int | None, int | None]

_PAGE_NUMBER = re.compile(r"[-—–－\s第·~]*\d{1,4}[-—–－\s页·~]*(?:[/共]\s*\d{1,4}\s*页?)?\s*")
# A line is full when it ends within so many of its characters of the right margin, indented when it begins so far in.
_FULL = 2.0
_INDENT = 1.2
# Where more of the figures have no cell of their own, too many lines are missing to tell cells by.
_MOST_LOOSE = 0.1
# The part of a page at its top and bottom where page numbers and running heads stand.
_MARGIN = 0.1


@frozen
class _Ruled:
    """A table, or as much of it as stands on one page without prose between its rows."""

    rows: tuple[tuple[Cell, ...], ...]

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
    content: tuple[Line | _Ruled, ...]
    margins: tuple[float, float]
    furniture: tuple[tuple[str, Line], ...]
    open_ends: tuple[float, ...]

    def with_table(self, table: _Ruled, rows: tuple[tuple[Cell, ...], ...]) -> _Sheet:
        """The same page with other rows in one of its tables."""
        return evolve(self, content=tuple(_Ruled(rows) if each is table else each for each in self.content))


def open_file(data: str | bytes, *, name: str, without: Collection[str] = (), limits: Limits) -> Opened:
    """Read a PDF. Raises UnreadableSource for damaged, encrypted or hostile files and for scans without text."""
    if isinstance(data, str):
        raise UnreadableSource("GX108", name=name, reason="a text is no PDF", reason_zh="文本不是 PDF 文件")
    check_streams(data, limits, name)
    scans = scan_pages(data, limits, name)
    clean, notes = _repaired(scans, without)
    sheets = list(map(_sheet, clean))
    for after in range(1, len(sheets)):
        sheets[after - 1 : after + 1] = _parted_at_break(*sheets[after - 1 : after + 1])
    if not any(sheet.content for sheet in sheets):
        raise UnreadableSource("GX111", name=name, pages=len(sheets))
    if not any(_is_of_form(sheet) for sheet in sheets):
        return _read_text(map(_sheet_of_text, scans, clean), name, without)
    if sum(scan.loose for scan in scans) > _MOST_LOOSE * sum(scan.figures for scan in scans):
        return _read_text((_sheet(evolve(scan, tables=())) for scan in scans), name, without)
    writer = _Writer(limits, name)
    for sheet in sheets:
        writer.take(sheet)
    return _with_most_labels(writer.opened(notes), map(_sheet_of_text, scans, clean), name, without)


def _with_most_labels(ruled: Opened, sheets: Iterable[_Sheet], name: str, without: Collection[str]) -> Opened:
    """What the ruling lines give, or the text where that shows more of the form: shading draws lines around rows."""
    shown = labels_shown(ruled.document)
    if shown >= FEWEST_LABELS:
        return ruled
    read = _read_text(sheets, name, without)
    return read if labels_shown(read.document) > shown else ruled


def _repaired(scans: Sequence[Scan], without: Collection[str]) -> tuple[Sequence[Scan], Sequence[Diagnostic]]:
    """The pages with their text repaired, and notes of it.

    Lines, paragraphs and tables are told by their words, so the words are repaired before there is a text to say places
    in; the notes have none.
    """
    conditioned = condition_of_pieces(_lines_of(text for scan in scans for text in scan.texts()), without)
    printed = _lines_of(text for scan in scans for text in scan.once())
    notes = [evolve(note, span=None) for note in repair_notes(printed, condition_of_pieces(printed, without))]
    if not conditioned.plan:
        return scans, notes
    words = iter(pieces_of(conditioned.text, (text for scan in scans for text in scan.texts())))
    return [scan.reworded(words) for scan in scans], notes


def _lines_of(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


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


def _text_lines(each: Line | _Ruled) -> Iterator[tuple[str, Box]]:
    if isinstance(each, Line):
        yield each.text, each.box
    else:
        for row in each.rows:
            yield " ".join(cell.text.replace("\n", "") for cell in row), around(cell.box for cell in row)


def _sheet_of_text(scan: Scan, clean: Scan) -> _Sheet:
    """A page whose lines are read as text: where several rows of a table stand in one, its lines tell more."""
    tables = zip(scan.tables, clean.tables, strict=True)
    rows = (tuple(compress(rows, (not _is_heap(unwrapped(row)) for row in repaired))) for rows, repaired in tables)
    return _sheet(evolve(scan, tables=tuple(rows)))


def _is_heap(row: Sequence[Cell]) -> bool:
    """Whether several rows stand in the cells of a row."""
    figures = sum(1 for cell in row if WRAPPED_FIGURE.fullmatch(cell.text))
    return figures > 1 or any(has_labels(cell.text) for cell in row)


def _sheet(scan: Scan) -> _Sheet:
    tables = [table for rows in scan.tables for table in _ruled(rows)]
    covered = [(table.top, table.bottom) for table in tables]
    lines, furniture = [], []
    for line in scan.lines:
        middle = (line.box[1] + line.box[3]) / 2
        if any(top <= middle <= bottom for top, bottom in covered):
            continue
        if _is_page_number(line, scan.height):
            furniture.append(("page number", line))
        else:
            lines.append(line)
    margins = (min((line.box[0] for line in lines), default=0.0), max((line.box[2] for line in lines), default=0.0))
    content: list[Line | _Ruled] = sorted([*lines, *tables], key=lambda each: each.top)
    return _Sheet(scan.number, tuple(_without_run_out(content)), margins, tuple(furniture), scan.open_ends)


def _without_run_out(content: Sequence[Line | _Ruled]) -> Iterator[Line | _Ruled]:
    """What stands on a page; the lines that run out below its last table are put into that."""
    last = max((number for number, each in enumerate(content) if isinstance(each, _Ruled)), default=len(content))
    yield from content[:last]
    below = [line for line in content[last:] if isinstance(line, Line)]
    for table in content[last : last + 1]:
        if isinstance(table, _Ruled):
            rows, count = run_out(table.rows, below)
            yield _Ruled(rows)
            yield from below[count:]


def _parted_at_break(before: _Sheet, after: _Sheet) -> tuple[_Sheet, _Sheet]:
    """Two pages with words between their tables; the last row of one is parted from the first of the other.

    Where no words stand between them these may be made one row as the document is written.
    """
    above = next((each for each in reversed(before.content) if isinstance(each, _Ruled)), None)
    below = next((each for each in after.content if isinstance(each, _Ruled)), None)
    if above is None or below is None or (above is before.content[-1] and below is after.content[0]):
        return before, after
    ends, begins = parted(above.rows[-1], below.rows[0])
    return before.with_table(above, (*above.rows[:-1], *ends)), after.with_table(below, (*begins, *below.rows[1:]))


def _ruled(rows: Iterable[tuple[Cell, ...]]) -> Iterator[_Ruled]:
    """A ruled table, cut into stretches of rows by the rows of prose in it."""
    for is_text, stretch in groupby(map(unwrapped, rows), key=_is_text):
        if not is_text:
            yield _Ruled(tuple(stretch))


def _is_page_number(line: Line, height: float) -> bool:
    """Whether a line at the top or bottom of a page is its number."""
    band = height * _MARGIN
    at_edge = line.box[3] < band or line.box[1] > height - band
    return at_edge and _PAGE_NUMBER.fullmatch(line.text) is not None


def _is_text(row: Sequence[Cell]) -> bool:
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
        self._aside: list[tuple[str, int, Line]] = []
        self._lines: list[tuple[int, Line]] = []
        self._rows: list[tuple[int, tuple[Cell, ...]]] = []
        # By page, where a table has a row that no line closes.
        self._open_ends: dict[int, tuple[float, ...]] = {}
        self._tables = self._paragraphs = 0

    def take(self, sheet: _Sheet) -> None:
        """Add a page."""
        self._open_ends[sheet.number] = sheet.open_ends
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

    def opened(self, notes: Iterable[Diagnostic]) -> Opened:
        """The whole document, and what was noted before."""
        self._end_paragraph()
        self._end_table()
        for kind, page, line in self._aside:
            ink = self._extracted.add(line.text, _place(page, line.box))
            self._furniture.append(Furniture(kind, ink))
        document = Document(tuple(self._blocks), tuple(self._furniture))
        return Opened(self._extracted.source(self._name), document, "pdf", tuple(notes))

    def _end_paragraph(self) -> None:
        if not self._lines:
            return
        self._paragraphs += 1
        page = self._lines[0][0]
        box = around(line.box for number, line in self._lines if number == page)
        text = _joined([line.text for _, line in self._lines])
        self._blocks.append(Paragraph(self._extracted.add(text, _place(page, box, paragraph=self._paragraphs))))
        self._lines.clear()

    def _end_table(self) -> None:
        if not self._rows:
            return
        self._tables += 1
        rows, self._rows = whole_rows(self._rows, self._open_ends), []
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


def _edges(boxes: Iterable[Box]) -> tuple[float, ...]:
    """Where columns begin and end: the sides of all cells, those that nearly coincide taken as one."""
    edges: list[float] = []
    for x in sorted({side for box in boxes for side in (box[0], box[2])}):
        if not edges or x - edges[-1] > SLACK:
            edges.append(x)
    return tuple(edges)


def _columns(box: Box, edges: Sequence[float]) -> tuple[int, int]:
    """The columns that a cell spans."""
    start = max(0, bisect_right(edges, box[0] + SLACK) - 1)
    return start, max(start + 1, bisect_left(edges, box[2] - SLACK))


def _continues(before: Line, line: Line, margins: tuple[float, float]) -> bool:
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
