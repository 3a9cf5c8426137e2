"""A Word document with the official form: headings, paragraphs, and tables with merged cells."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.unparse import Page, PageCell, PageLine, PageTable

_STYLES = {"title": "Title", "heading": "Heading 1", "caption": "Heading 2", "line": "Normal"}
# The width of a page between its margins, in twentieths of a point. Word needs no widths of columns, other programs do.
_WIDTH = 8640
# The files of a document are dated alike, so that the same report gives the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def write(page: Page) -> bytes:
    """The page as a .docx file."""
    document = docx.Document()
    for block in page.blocks:
        if isinstance(block, PageLine):
            document.add_paragraph(block.text, _STYLES[block.role])
        else:
            document.element.body.insert_element_before(parse_xml(_table(block)), "w:sectPr")
            document.add_paragraph()
    saved = io.BytesIO()
    document.save(saved)
    return _dated_alike(saved)


def losses(_: Page) -> Iterator[Diagnostic]:
    """Nothing: a document shows every cell."""
    return iter(())


def _dated_alike(saved: io.BytesIO) -> bytes:
    again = io.BytesIO()
    with ZipFile(saved) as source, ZipFile(again, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _DATE), source.read(name), ZIP_DEFLATED)
    return again.getvalue()


def _table(table: PageTable) -> str:
    """The XML of a table; a cell that spans rows is written again in each of them, marked as continuing."""
    rows = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in _cells(table))
    grid = f'<w:gridCol w:w="{_WIDTH // table.width}"/>' * table.width
    style = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
    return f"<w:tbl {nsdecls('w')}>{style}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _cells(table: PageTable) -> Iterator[Sequence[str]]:
    """The cells of every row, in the order of columns."""
    going: dict[int, tuple[int, PageCell]] = {}  # column: the rows a cell above still covers, and that cell
    for row in table.rows:
        written, column = [], 0
        cells = iter(row)
        while column < table.width:
            left, above = going.pop(column, (0, None))
            if above is not None:
                cell = above
                written.append(_cell(cell, "<w:vMerge/>", ""))
            else:
                found = next(cells, None)
                if found is None:
                    break
                cell, left = found, found.rows
                written.append(_cell(cell, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "", cell.text))
            if left > 1:
                going[column] = (left - 1, cell)
            column += cell.columns
        yield written


def _cell(cell: PageCell, merge: str, text: str) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    pieces = (f'<w:t xml:space="preserve">{piece}</w:t>' for piece in escape(text).split("\n"))
    run = f"<w:r>{'<w:br/>'.join(pieces)}</w:r>" if text else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{run}</w:p></w:tc>"
