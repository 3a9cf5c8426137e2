"""Word .docx: paragraphs and tables in document order, as Word shows them with all changes accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, groupby
from zipfile import BadZipFile

import docx
from attrs import frozen
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError, _Element

from gxgrammar.condition.notes import repair_notes
from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph, Table, stacked
from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import Limits
from gxgrammar.readers import from_lines
from gxgrammar.readers.extracted import (
    PICTURE,
    UNREAD,
    Extracted,
    condition_of_pieces,
    is_raised_digit,
    superscript,
    without_blanks,
)
from gxgrammar.readers.grid import Written, blocks, has_label, lay_out
from gxgrammar.readers.numbering import Numbering
from gxgrammar.readers.opened import Opened
from gxgrammar.readers.package import checked_package
from gxgrammar.readers.runs import (
    PARAGRAPH,
    TABLE,
    Kind,
    Piece,
    Runs,
    content,
    is_picture,
    is_removed,
    paragraphs_of,
    shows_unread,
    tables_of,
)
from gxgrammar.readers.styles import Styles, is_on
from gxgrammar.source import PlaceFacts
from gxgrammar.vocabulary import find_label

_ROW, _CELL = qn("w:tr"), qn("w:tc")
_ASIDE: dict[Kind, str] = {**dict.fromkeys(("raised", "moved", "white", "struck", "note"), "mark"), "prompt": "prompt"}
_DIGIT = re.compile(r"\d")
# What is raised in prose is a part of it: km².
_NEVER_PROSE = ("note", "prompt", "struck")
_DAMAGE = (BadZipFile, LxmlError, KeyError, ValueError, AttributeError, OSError, EOFError, NotImplementedError)


def open_file(data: str | bytes, *, name: str, without: Collection[str] = (), limits: Limits) -> Opened:
    """Read a Word document. Raises UnreadableSource for damaged, encrypted or hostile files and those without text."""
    if isinstance(data, str):
        raise UnreadableSource("GX108", name=name, reason="a text is no .docx file", reason_zh="文本不是 .docx 文件")
    try:
        document = docx.Document(io.BytesIO(checked_package(data, limits, name)))
        parts = _Parts(document)
        reader = _Reader(parts, limits, name)
        conditioned = condition_of_pieces(reader.extracted.text, without)
        if conditioned.plan:
            # Tables are told by their labels, so the file is read again with the repaired text.
            reader = _Reader(parts, limits, name, reader.extracted.cleaned(conditioned.text))
    except _DAMAGE as error:
        # An attribute that is missing says only what the program expected.
        told = "" if isinstance(error, AttributeError) else str(error)
        reason = told or "its main part is no text of a Word document"
        raise UnreadableSource("GX108", name=name, reason=reason, reason_zh="文件不完整") from error
    source, notes = reader.extracted.source(name), repair_notes(reader.extracted.text, conditioned)
    document_read = Document(tuple(reader.blocks), tuple(reader.furniture))
    return from_lines(Opened(source, document_read, "docx", tuple(notes), conditioned.plan), without=without)


class _Parts:
    """The parts of a document that are read: its body, numbering and styles; many have no numbering."""

    def __init__(self, document: docx.document.Document) -> None:
        self.body: _Element = document.element.body
        related = (each for each in document.part.rels.values() if not each.is_external)
        parts = {each.reltype: each.target_part for each in related}
        found = map(parts.get, (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES))
        self.numbering, styles = (None if part is None else parse_xml(part.blob) for part in found)
        self.styles = Styles(styles)


@frozen
class _WrittenCell:
    """A cell as Word writes it: its first column, how many it spans, and whether it continues the cell above it."""

    element: _Element
    number: int
    start: int
    columns: int
    continues: bool


class _Reader:
    """Goes through the body of a document once and collects its text and blocks."""

    def __init__(self, parts: _Parts, limits: Limits, name: str, clean: Sequence[str] | None = None) -> None:
        self.extracted = Extracted(clean)
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self._numbering = Numbering(parts.numbering, parts.styles)
        self._runs = Runs(parts.body, parts.styles)
        self._limits = limits
        self._name = name
        self._tables = self._paragraphs = self._cells = 0
        # Whether the table being read is of a form, so that what its cells show may be figures.
        self._is_form: Callable[[], bool] = bool
        self.blocks.extend(self._body(parts.body))

    def _body(self, parent: _Element) -> Iterator[Block]:
        for element in content(parent):
            if element.tag == PARAGRAPH:
                for number, pieces in self._texts(element, in_cell=False):
                    self._paragraphs += 1
                    facts = (None, None, None, self._paragraphs)
                    text = without_blanks(_as_prose(piece for piece in pieces if piece.kind not in _NEVER_PROSE))
                    ink = self.extracted.add(number + text if text else "", facts)
                    if text:
                        yield Paragraph(ink)
                    self._set_aside((piece for piece in _not_text(pieces) if piece.kind in _NEVER_PROSE), facts)
                for table in tables_of(element):
                    yield from self._table(table)
            elif element.tag == TABLE:
                yield from self._table(element)

    def _texts(self, paragraph: _Element, *, in_cell: bool) -> Iterator[tuple[str, list[Piece]]]:
        """A paragraph with the number Word gives it, then those of the text boxes anchored in it, in pieces."""
        for each in paragraphs_of(paragraph):
            pieces = self._runs.pieces(each, in_cell=in_cell)
            is_counted = each is paragraph and (any(piece.text for piece in pieces) or not is_removed(each))
            yield self._numbering.number_of(each) if is_counted else "", pieces

    def _table(self, table: _Element) -> list[Block]:
        self._tables += 1
        number = self._tables
        written = _rows_of(table)
        continued = [frozenset(cell.start for cell in row if cell.continues) for row in written]
        outside, self._is_form = self._is_form, cache(partial(self._shows_label, written))
        inner: list[Block] = []
        rows = []
        for index, row in enumerate(written):
            cells = []
            for cell in row:
                if not cell.continues:
                    facts = (number, index + 1, cell.number)
                    ink = self._cell(cell.element, facts, inner)
                    cells.append((ink, _rows_spanned(continued, index, cell), cell.columns))
            self.extracted.end_last("\n")
            rows.append(cells)
        self._is_form = outside
        grid = lay_out(rows, self._limits, name=self._name)
        found = list(blocks(grid)) if has_label(grid) or not inner else _paragraphs(rows)
        return sorted([*found, *inner], key=_start) if inner else found

    def _cell(self, cell: _Element, facts: tuple[int, int, int], inner: list[Block]) -> Ink:
        """The ink of a cell; tables in it are added to ``inner``."""
        self._cells += 1
        self._limits.check("cells", self._cells, name=self._name)
        inks: list[Ink] = []
        aside: list[Piece] = []
        for element in self._of_cell(cell):
            if element.tag == PARAGRAPH:
                for number, pieces in self._texts(element, in_cell=True):
                    text = without_blanks("".join(piece.text for piece in pieces if piece.kind == "text"))
                    inks += [self.extracted.add(number + text, facts)] if text else []
                    aside += _not_text(pieces)
                inner.extend(chain.from_iterable(map(self._table, tables_of(element))))
            elif element.tag == TABLE:
                inner.extend(self._table(element))
        kinds = {piece.kind for piece in aside}
        if not inks and ("white" in kinds or (kinds and kinds <= {"moved", "raised"})):
            # What is white or raised and stands at no figure is one; what is moved is no mark of what is made small.
            line = next(kind for kind in ("white", "moved", "raised") if kind in kinds)
            inks = [self.extracted.add(piece.text, facts) for piece in aside if piece.kind == line]
            aside = [piece for piece in aside if piece.kind != line]
        if not inks:
            inks.append(self.extracted.add(self._instead_of_text(cell, aside), facts))
        self._set_aside(aside, facts)
        self.extracted.end_last("\t")
        return stacked(inks)

    def _set_aside(self, pieces: Iterable[Piece], facts: PlaceFacts) -> None:
        self.furniture += [Furniture(_ASIDE[piece.kind], self.extracted.add(piece.text, facts)) for piece in pieces]

    def _of_cell(self, cell: _Element) -> Iterator[_Element]:
        """What a cell holds; what its cells hold of a table in it that is one cell, or is no form in one that is."""
        for element in content(cell):
            rows = _rows_of(element) if element.tag == TABLE else []
            if sum(map(len, rows)) == 1 or (rows and self._is_form() and not self._shows_label(rows)):
                yield from chain.from_iterable(self._of_cell(each.element) for row in rows for each in row)
            else:
                yield element

    def _instead_of_text(self, cell: _Element, aside: Iterable[Piece]) -> str:
        """What stands for what a cell shows that is no text of its own; nothing for a blank one."""
        # Programs that fill in figures may leave them marked as prompts.
        is_open = any(piece.kind == "prompt" and _DIGIT.search(piece.text) for piece in aside) or shows_unread(cell)
        found = PICTURE if is_picture(cell) else UNREAD if is_open else ""
        return found if found and self._is_form() else ""

    def _shows_label(self, rows: Sequence[Sequence[_WrittenCell]]) -> bool:
        """Whether a cell of a table spells a label of a form."""
        cells = (cell.element for row in rows for cell in row if not cell.continues)
        return any(find_label("".join(map(self._text, content(cell)))) for cell in cells)

    def _text(self, element: _Element) -> str:
        pieces = self._runs.pieces(element, in_cell=True) if element.tag == PARAGRAPH else ()
        return "".join(piece.text for piece in pieces)


def _is_gone(row: _Element) -> bool:
    """Whether a row is deleted or hidden."""
    properties = row.find(qn("w:trPr"))
    return properties is not None and (properties.find(qn("w:del")) is not None or is_on(properties, "w:hidden"))


def _is_deleted(cell: _Element) -> bool:
    return cell.find(f"{qn('w:tcPr')}/{qn('w:cellDel')}") is not None


def _as_prose(pieces: Iterable[Piece]) -> str:
    """The text of pieces, raised digits behind others as such: 12 with a raised 1 is not 121."""
    text = ""
    for kind, alike in groupby(pieces, key=lambda piece: piece.kind):
        words = "".join(piece.text for piece in alike)
        text += superscript(words) if kind != "text" and is_raised_digit(text, words) else words
    return text


def _not_text(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Marks of notes, struck words and prompts, which are no part of the text that they stand at."""
    for kind, same in groupby((piece for piece in pieces if piece.kind != "text"), key=lambda piece: piece.kind):
        text = without_blanks("".join(piece.text for piece in same))
        if text:
            yield Piece(text, kind)


def _rows_of(table: _Element) -> list[list[_WrittenCell]]:
    return [_cells_of(row) for row in content(table) if row.tag == _ROW and not _is_gone(row)]


def _cells_of(row: _Element) -> list[_WrittenCell]:
    """The cells of a row with the columns they stand in."""
    column = _integer(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    cells: list[_WrittenCell] = []
    written = (element for element in content(row) if element.tag == _CELL and not _is_deleted(element))
    for number, element in enumerate(written, start=1):
        properties = element.find(qn("w:tcPr"))
        span = 1 if properties is None else _integer(properties.find(qn("w:gridSpan")), 1)
        if cells and _continues(properties, "w:hMerge"):
            last = cells[-1]
            cells[-1] = _WrittenCell(last.element, last.number, last.start, last.columns + span, last.continues)
        else:
            cells.append(_WrittenCell(element, number, column, span, _continues(properties, "w:vMerge")))
        column += span
    return cells


def _continues(properties: _Element | None, merge: str) -> bool:
    """Whether a cell is merged with the one before (above) it rather than the first of those merged."""
    found = None if properties is None else properties.find(qn(merge))
    return found is not None and found.get(qn("w:val")) != "restart"


def _rows_spanned(continued: Sequence[frozenset[int]], index: int, cell: _WrittenCell) -> int:
    """How many rows a cell spans: the one it is written in, and those below that continue the cell in its column."""
    below = index + 1
    while below < len(continued) and cell.start in continued[below]:
        below += 1
    return below - index


def _integer(element: _Element | None, default: int) -> int:
    stated = "" if element is None else element.get(qn("w:val")) or ""
    return max(default, int(stated)) if stated.isdecimal() and len(stated) < 8 else default


def _paragraphs(rows: Iterable[Iterable[Written]]) -> list[Block]:
    """What a table that only lays out the page holds."""
    return [Paragraph(ink) for row in rows for ink, _, _ in row if ink.text]


def _start(block: Block) -> int:
    if isinstance(block, Table):
        return block.rows[0].cells[0].start
    return block.ink.start
