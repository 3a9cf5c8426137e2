"""Word .docx: paragraphs and tables in document order, as Word shows them with all changes accepted."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from zipfile import BadZipFile, ZipFile

import docx
from attrs import frozen
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError, _Element

from gxgrammar.condition import condition
from gxgrammar.condition.notes import repair_notes
from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph, Table, stacked
from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import Limits
from gxgrammar.readers import from_lines
from gxgrammar.readers.extracted import PICTURE, Extracted, without_blanks
from gxgrammar.readers.grid import Written, blocks, has_label, lay_out
from gxgrammar.readers.numbering import Numbering
from gxgrammar.readers.opened import Opened
from gxgrammar.vocabulary import find_label

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r"))
# What only wraps other content: content controls, accepted insertions, links.
_WRAPPERS = frozenset(
    qn(f"w:{tag}")
    for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
)
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DAMAGE = (BadZipFile, LxmlError, KeyError, ValueError, AttributeError, OSError, EOFError, NotImplementedError)


def open_file(data: str | bytes, *, name: str, without: Collection[str] = (), limits: Limits) -> Opened:
    """Read a Word document. Raises UnreadableSource for damaged, encrypted or hostile files and those without text."""
    if isinstance(data, str):
        raise UnreadableSource("GX108", name=name, reason="a text is no .docx file", reason_zh="文本不是 .docx 文件")
    try:
        _check_package(data, limits, name)
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document.element.body, _numbering(document), limits, name)
        conditioned = condition(reader.extracted.text, without=without)
        if conditioned.plan:
            # Tables are told by their labels, so the file is read again with the repaired text.
            clean = reader.extracted.cleaned(conditioned.text)
            reader = _Reader(document.element.body, _numbering(document), limits, name, clean)
    except _DAMAGE as error:
        raise UnreadableSource("GX108", name=name, reason=str(error) or "?", reason_zh="文件不完整") from error
    source, notes = reader.extracted.source(name), repair_notes(reader.extracted.text, conditioned)
    document_read = Document(tuple(reader.blocks), tuple(reader.furniture))
    return from_lines(Opened(source, document_read, "docx", tuple(notes), conditioned.plan), without=without)


def _check_package(data: bytes, limits: Limits, name: str) -> None:
    """Refuse what unpacks to too much or declares entities, before any of it is parsed."""
    with ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        limits.check("unpacked", sum(member.file_size for member in members), name=name)
        for member in members:
            if member.flag_bits & 1:
                raise UnreadableSource("GX112", name=name)
            if member.filename.endswith((".xml", ".rels")) and _declares_entities(package.read(member)):
                raise UnreadableSource("GX108", name=name, reason="it declares entities", reason_zh="含有实体声明")


def _declares_entities(part: bytes) -> bool:
    """Whether an XML part has a document type declaration, which no Word file has, in whatever encoding."""
    mark = "<!DOCTYPE"
    return any(mark.encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _numbering(document: docx.document.Document) -> Numbering:
    """The numbering of a document; many have no such part."""
    parts = {part.partname: part for part in document.part.package.iter_parts()}
    roots = (parts.get(f"/word/{each}.xml") for each in ("numbering", "styles"))
    return Numbering(*(None if part is None else parse_xml(part.blob) for part in roots))


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

    def __init__(
        self, body: _Element, numbering: Numbering, limits: Limits, name: str, clean: Sequence[str] | None = None
    ) -> None:
        self.extracted = Extracted(clean)
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self._numbering = numbering
        self._limits = limits
        self._name = name
        self._tables = self._paragraphs = self._cells = 0
        # Whether pictures in the table being read may be figures.
        self._has_pictures = False
        self.blocks.extend(self._body(body))

    def _body(self, parent: _Element) -> Iterator[Block]:
        for element in _content(parent):
            if element.tag == _PARAGRAPH:
                for text in self._texts(element):
                    self._paragraphs += 1
                    ink = self.extracted.add(text, (None, None, None, self._paragraphs))
                    if text:
                        yield Paragraph(ink)
                for box in _boxes(element):
                    yield from chain.from_iterable(map(self._table, _tables_of(box)))
            elif element.tag == _TABLE:
                yield from self._table(element)

    def _texts(self, paragraph: _Element, *, marks: bool = True) -> Iterator[str]:
        """The text of a paragraph with the number Word gives it, then that of the text boxes anchored in it.

        ``marks`` says that marks of notes and struck words are part of it.
        """
        text = without_blanks(_text(paragraph, marks=marks))
        number = self._numbering.number_of(paragraph)
        yield f"{number}{text}" if text else ""
        for box in _boxes(paragraph):
            for inner in _content(box):
                if inner.tag == _PARAGRAPH:
                    yield without_blanks(_text(inner))

    def _table(self, table: _Element) -> list[Block]:
        self._tables += 1
        number = self._tables
        written = [_cells_of(row) for row in _content(table) if row.tag == _ROW and not _is_deleted(row)]
        continued = [frozenset(cell.start for cell in row if cell.continues) for row in written]
        outside, self._has_pictures = self._has_pictures, _is_picture(table) and _is_of_form(written)
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
        self._has_pictures = outside
        grid = lay_out(rows, self._limits, name=self._name)
        found = list(blocks(grid)) if has_label(grid) or not inner else _paragraphs(rows)
        return sorted([*found, *inner], key=_start) if inner else found

    def _cell(self, cell: _Element, facts: tuple[int, int, int], inner: list[Block]) -> Ink:
        """The ink of a cell; tables in it are added to ``inner``."""
        self._cells += 1
        self._limits.check("cells", self._cells, name=self._name)
        inks: list[Ink] = []
        marks: list[str] = []
        for element in _content(cell):
            if element.tag == _PARAGRAPH:
                inks.extend(self.extracted.add(text, facts) for text in self._texts(element, marks=False) if text)
                marks.append(_marks(element))
            elif element.tag == _TABLE:
                inner.extend(self._table(element))
        if not inks and any(marks) and not _has_struck(cell):
            # What is raised and stands at no figure is one.
            inks.extend(self.extracted.add(mark, facts) for mark in marks if mark)
            marks = []
        if not inks:
            inks.append(self.extracted.add(PICTURE if self._has_pictures and _is_picture(cell) else "", facts))
        self.furniture.extend(Furniture("mark", self.extracted.add(mark, facts)) for mark in marks if mark)
        self.extracted.end_last("\t")
        return stacked(inks)


def _is_picture(element: _Element) -> bool:
    """Whether an element shows a picture."""
    return next(element.iter(*_PICTURES), None) is not None


def _is_of_form(rows: Sequence[Sequence[_WrittenCell]]) -> bool:
    """Whether a cell of a table spells a label of a form."""
    cells = (cell.element for row in rows for cell in row if not cell.continues)
    return any(find_label("".join(_text(each) for each in _content(cell) if each.tag == _PARAGRAPH)) for cell in cells)


def _content(parent: _Element) -> Iterator[_Element]:
    """The children of an element, through what only wraps them; deleted and hidden ones left out."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _content(child)
        else:
            yield child


def _boxes(paragraph: _Element) -> Iterable[_Element]:
    """The text boxes anchored in a paragraph."""
    return paragraph.iterfind(f".//{_ALTERNATIVES}Choice//{qn('w:txbxContent')}")


def _tables_of(box: _Element) -> Iterator[_Element]:
    return (element for element in _content(box) if element.tag == _TABLE)


def _text(paragraph: _Element, *, marks: bool = True) -> str:
    runs = _runs(paragraph)
    kept = runs if marks else (run for run in runs if not _is_mark(run))
    return "".join(chain.from_iterable(map(_run_text, kept)))


def _marks(paragraph: _Element) -> str:
    """Marks of notes and struck words, which are no part of the figure that they stand at."""
    return without_blanks("".join(chain.from_iterable(_run_text(run) for run in _runs(paragraph) if _is_mark(run))))


def _runs(paragraph: _Element) -> Iterator[_Element]:
    return (run for run in _content(paragraph) if run.tag == _RUN and not _is_vanished(run))


def _run_text(run: _Element) -> Iterator[str]:
    for child in run:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:ptab")):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:ruby"):
            yield "".join(text.text or "" for text in child.iterfind(f"{qn('w:rubyBase')}//{qn('w:t')}"))


def _is_vanished(run: _Element) -> bool:
    properties = run.find(qn("w:rPr"))
    return properties is not None and _is_on(properties, "w:vanish")


def _is_mark(run: _Element) -> bool:
    """Whether a run is raised, lowered or struck."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    position = properties.find(qn("w:vertAlign"))
    raised = position is not None and position.get(qn("w:val")) in ("superscript", "subscript")
    return raised or _is_struck(properties)


def _is_struck(properties: _Element) -> bool:
    return _is_on(properties, "w:strike") or _is_on(properties, "w:dstrike")


def _has_struck(cell: _Element) -> bool:
    runs = chain.from_iterable(_runs(each) for each in _content(cell) if each.tag == _PARAGRAPH)
    return any(_is_struck(properties) for run in runs if (properties := run.find(qn("w:rPr"))) is not None)


def _is_on(properties: _Element, switch: str) -> bool:
    found = properties.find(qn(switch))
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")


def _is_deleted(row: _Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _cells_of(row: _Element) -> list[_WrittenCell]:
    """The cells of a row with the columns they stand in."""
    column = _integer(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    cells: list[_WrittenCell] = []
    written = (element for element in _content(row) if element.tag == _CELL)
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
