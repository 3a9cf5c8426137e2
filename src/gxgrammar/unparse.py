"""From record to page: the lines of a report and the tables of its form, filled. Writers put a page into a layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from attrs import evolve, frozen

from gxgrammar.canonical import Canonical, canonical
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.document import Block, Document, Paragraph, Row, Table, ink
from gxgrammar.form import FormCell, FormTable, form_tables
from gxgrammar.furniture import set_aside
from gxgrammar.masthead import Masthead, print_masthead
from gxgrammar.narrative import body, lines
from gxgrammar.records import Report, Section, UnrecognisedRow
from gxgrammar.shape import form_of, single_rows, values_of
from gxgrammar.values import print_amount

# Control characters, line ends other than the plain one, halves of characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
Role = Literal["title", "heading", "line", "caption"]


@frozen
class PageLine:
    """A line of prose and what it is: the title of the report, a heading, what stands over a table, or other words."""

    text: str
    role: Role = "line"


@frozen
class PageCell:
    """A cell of a table: its ink ("" for a blank), its spans, and the field path of the figure it holds, if it does.

    ``stray`` cells belong to rows that the form does not have.
    """

    text: str
    rows: int = 1
    columns: int = 1
    path: str | None = None
    stray: bool = False


@frozen
class PageTable:
    """A filled table of the form, its cells row by row with their spans; ``width`` is its number of columns.

    ``section`` is the topic of the section it belongs to, None where it follows all sections.
    """

    section: str | None
    rows: tuple[tuple[PageCell, ...], ...]
    width: int


@frozen
class Page:
    """A report as lines and tables, before any layout. ``losses`` say what of the record no page could print."""

    blocks: tuple[PageLine | PageTable, ...]
    losses: tuple[Diagnostic, ...] = ()


def unparse(report: Report, *, inks: Mapping[str, str] | None = None) -> Page:
    """The page of a record. ``inks`` gives the ink of figures, by field path, that are not to be printed plainly."""
    form, single = form_of(report), single_rows(report)
    year = report.metadata.report_year
    shown = values_of(report)
    tables = [_filled(table, shown, inks or {}, year) for table in form_tables(form, single)]
    if tables and report.unrecognised:
        # The last table whose rows have labels: below that of table four a row would pass for its figures.
        last = max(index for index, table in enumerate(tables) if table.rows[-1][0].path is None)
        tables[last] = _with_rows(tables[last], report.unrecognised)
    sections = report.narrative.sections
    printed = [lines(section.body) for section in sections]
    opening = lines(report.narrative.opening)
    around = print_masthead(report.metadata, report.contact, form, opening, printed[-1] if printed else ())
    page = Page(tuple(_blocks(report, around, printed, tables)), tuple(_losses(report, around, bool(tables))))
    return _printable(page)


def respelled(page: Page, spell: Callable[[str], str]) -> Page:
    """The page with every text spelled another way."""

    def table(block: PageTable) -> PageTable:
        rows = tuple(tuple(evolve(cell, text=spell(cell.text)) for cell in row) for row in block.rows)
        return evolve(block, rows=rows)

    blocks = (
        evolve(each, text=spell(each.text)) if isinstance(each, PageLine) else table(each) for each in page.blocks
    )
    return evolve(page, blocks=tuple(blocks))


def _printable(page: Page) -> Page:
    """The page without the characters that no file can hold, and a loss if there were any."""
    texts = (each.text for each in page.blocks if isinstance(each, PageLine))
    cells = (cell.text for each in page.blocks if isinstance(each, PageTable) for row in each.rows for cell in row)
    if not any(map(_UNPRINTABLE.search, (*texts, *cells))):
        return page
    lost = (diagnostic("GX709", path=path) for path in ("metadata", "narrative", "unrecognised"))
    return evolve(respelled(page, lambda text: _UNPRINTABLE.sub("", text)), losses=(*page.losses, *lost))


def canonical_text(report: Report, *, inks: Mapping[str, str] | None = None) -> str:
    """The canonical text of a record: what reading its page gives, whatever the layout."""
    return document_canonical(unparse(report, inks=inks)).text


def document_canonical(page: Page) -> Canonical:
    """The canonical text of a page, its ink counted from the top of the page."""
    return canonical(_document(page))


def _blocks(
    report: Report, around: Masthead, printed: Sequence[Sequence[str]], tables: Sequence[PageTable]
) -> Iterator[PageLine | PageTable]:
    """Everything in order; a table stands in the first section of its topic, else after all."""
    left = list(tables)
    for text in around.before:
        yield PageLine(text, "title" if text == report.metadata.title else "line")
    for section, texts in zip(report.narrative.sections, printed, strict=True):
        yield PageLine(section.heading, "heading")
        yield from map(PageLine, texts)
        own = [table for table in left if section.topic and table.section == section.topic]
        yield from own
        left = [table for table in left if table not in own]
    yield from map(PageLine, around.after)
    yield from (PageLine(text, "caption") for text in around.head)
    yield from left
    yield from map(PageLine, around.foot)


def _filled(
    table: FormTable, values: Mapping[str, int | Decimal | None], inks: Mapping[str, str], year: int | None
) -> PageTable:
    def text(cell: FormCell) -> str:
        if cell.path is None:
            return cell.text if year or "{year}" not in cell.text else ""
        return inks.get(cell.path) or _ink(cell, values[cell.path])

    rows = tuple(
        tuple(PageCell(text(cell).replace("{year}", str(year)), cell.rows, cell.columns, cell.path) for cell in row)
        for row in table.rows
    )
    return PageTable(table.section, rows, table.width)


def _ink(cell: FormCell, value: int | Decimal | None) -> str:
    """A figure as the form prints it; money with its unit where nothing beside it states one."""
    if value is None:
        return ""
    if cell.unit is None:
        return str(value)
    return print_amount(Decimal(value), cell.unit) + (cell.unit if value and not cell.unit_shown else "")


def _with_rows(table: PageTable, unrecognised: Sequence[UnrecognisedRow]) -> PageTable:
    """A table with the rows after it that the form does not have; they may be wider than the table was."""
    added = [tuple(PageCell(text, stray=True) for text in ((row.label or ""), *row.values)) for row in unrecognised]
    added = [row if row[0].text else row[1:] for row in added if any(cell.text for cell in row)]
    if not added:
        return table
    width = max(table.width, *map(len, added))
    return PageTable(table.section, (*table.rows, *(_filled_up(row, width) for row in added)), width)


def _filled_up(row: tuple[PageCell, ...], width: int) -> tuple[PageCell, ...]:
    """A row as wide as its table."""
    return (*row, PageCell("", columns=width - len(row), stray=True)) if len(row) < width else row


def _losses(report: Report, around: Masthead, has_tables: bool) -> Iterator[Diagnostic]:
    """What of a record cannot be printed, or would read back as something else."""
    for path in around.lost:
        yield diagnostic("GX701", path=path)
    for index, section in enumerate(report.narrative.sections):
        if not _reads_back(section):
            yield diagnostic("GX702", path=f"narrative.sections.{index}", heading=section.heading)
    if report.unrecognised and not has_tables:
        yield diagnostic("GX703", path="unrecognised", count=len(report.unrecognised))
    lines = tuple(Paragraph(ink(text, 0)) for text in (*around.before, *around.after))
    for aside in set_aside(Document(lines)).furniture:
        yield diagnostic("GX707", path="narrative", text=aside.ink.text)


def _reads_back(section: Section) -> bool:
    return body(lines(section.body)) == section.body and "\n" not in "".join(lines(section.body))


def _document(page: Page) -> Document:
    """The page as readers would hand it on, each piece of ink behind the one before."""
    blocks: list[Block] = []
    place = 0
    for block in page.blocks:
        if isinstance(block, PageLine):
            blocks.append(Paragraph(ink(block.text, place)))
            place += len(block.text) + 1
            continue
        rows = []
        for row in block.rows:
            cells = []
            for cell in row:
                cells.append(ink(cell.text, place))
                place += len(cell.text) + 1
            rows.append(Row(tuple(cells)))
        blocks.append(Table(tuple(rows), rows_kept=True, blanks_kept=False))
    return Document(tuple(blocks))
