"""Readers: one module a layout, from text or the bytes of a file to a document. The layout is told by the content."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module

from attrs import evolve, frozen

from gxgrammar.condition import STEPS, condition
from gxgrammar.condition.notes import repair_notes
from gxgrammar.decoding import decoding_notes, read_source
from gxgrammar.diagnostics import diagnostic
from gxgrammar.document import Document, Furniture, Paragraph, Table, moved
from gxgrammar.errors import UnreadableSource
from gxgrammar.furniture import set_aside
from gxgrammar.limits import DEFAULT_LIMITS, Limits
from gxgrammar.readers import lines, markdown, pipe, tabs
from gxgrammar.readers.content import layout_of
from gxgrammar.readers.opened import Opened
from gxgrammar.source import Source
from gxgrammar.template import named
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_heading, find_label, vocabulary

# How well rows whose cells are parted by tabs fit a source that shows them.
_TABS_FIT = 0.8


@frozen
class Layout:
    """A way to write down a report. ``fits`` says how well a source shows it, from 0 to 1."""

    id: str
    title: tuple[str, str]
    fits: Callable[[Source], float]
    read: Callable[[Source], Document]


def _read_running(source: Source) -> Document:
    """Loaded when needed: most pages show their cells."""
    from gxgrammar.readers import running

    return running.read(source)


def _fits_rows(source: Source) -> float:
    return max(pipe.fits(source), _TABS_FIT * tabs.fits(source))


def _read_rows(source: Source) -> Document:
    """Tabs are looked for first: most texts have none, and need not be measured again."""
    by_tabs = tabs.fits(source) and pipe.fits(source) < _TABS_FIT
    return tabs.read(source) if by_tabs else pipe.read(source)


_LAYOUTS = (
    Layout(
        "markdown",
        ("Markdown 表格，含分隔行", "Markdown tables with separator rows"),
        markdown.fits,
        markdown.read,
    ),
    Layout(
        "pipe",
        ("每行一个表格行，单元格以 | 或制表符分隔", "a table row a line, cells parted by | or tabs"),
        _fits_rows,
        _read_rows,
    ),
    Layout(
        "lines",
        ("每行一个单元格", "a cell a line"),
        lines.fits,
        lines.read,
    ),
    Layout(
        "running",
        ("连续文字，单元格粘连或只以空格分隔", "running text, cells glued or parted by blanks only"),
        lambda _: 0.0,
        _read_running,
    ),
)
# A document whose cells are parted shows so many labels, even one that is cut off; the smallest form has one less.
FEWEST_LABELS = 20
_SMALLEST_FORM = 19
# One heading within a line may be mentioned there.
_FEWEST_WITHIN = 2


@frozen
class FileLayout:
    """A kind of file whose text has to be taken out first, by the module of the same name.

    ``extra`` is the optional dependency of the package that reading it takes, if any.
    """

    id: str
    title: tuple[str, str]
    extra: str | None = None

    def open(self, data: str | bytes, *, name: str, without: Collection[str], limits: Limits) -> Opened:
        """Read a file of this kind. Raises UnreadableSource."""
        try:
            module = import_module(f"gxgrammar.readers.{self.id}")
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "").startswith("gxgrammar"):
                raise
            raise UnreadableSource("GX113", name=name, extra=self.extra, module=error.name) from error
        opened: Opened = module.open_file(data, name=name, without=without, limits=limits)
        return opened


_FILE_LAYOUTS = (
    FileLayout("html", ("网页", "HTML page")),
    FileLayout("docx", ("Word 文档（.docx）", "Word document (.docx)"), "docx"),
    FileLayout("pdf", ("有文字层的 PDF", "PDF with a text layer"), "pdf"),
)

LAYOUTS: Mapping[str, Layout | FileLayout] = {layout.id: layout for layout in (*_FILE_LAYOUTS, *_LAYOUTS)}


def open_document(
    data: str | bytes, *, name: str, layout_id: str | None, without: Collection[str] = (), limits: Limits
) -> Opened:
    """Read text or the bytes of a file into a document; the layout is told by the content unless it is given.

    ``without`` names steps of text condition to leave out. Raises UnreadableSource, and UnknownName for a layout or
    step that does not exist.
    """
    for step in without:
        named(step, STEPS, "step", "步骤")
    limits.check("size", len(data), name=name)
    wanted = layout_id or layout_of(data, name=name)
    kind = layout(wanted) if wanted else None
    if isinstance(kind, FileLayout):
        return kind.open(data, name=name, without=without, limits=limits)
    source = read_source(data, name=name)
    limits.check("lines", source.text.count("\n"), name=name)
    opened = open_text(source, wanted, without=without)
    return evolve(opened, diagnostics=(*decoding_notes(data, source), *opened.diagnostics))


def open_text(source: Source, layout_id: str | None = None, *, without: Collection[str] = ()) -> Opened:
    """Read a text in a layout of texts, by default the one that fits best, after its repair."""
    wanted = layout(layout_id) if layout_id else None
    if isinstance(wanted, FileLayout):
        return wanted.open(source.text, name=source.name, without=without, limits=DEFAULT_LIMITS)
    conditioned = condition(source.text, without=without)
    clean = evolve(source, text=conditioned.text) if conditioned.plan else source
    chosen, document = read(clean, wanted)
    document = set_aside(document)
    if conditioned.plan:
        document = moved(document, conditioned.source_range)
    notes = tuple(repair_notes(source.text, conditioned))
    if any(isinstance(block, Table) and block.lost for block in document.blocks):
        notes = (*notes, diagnostic("GX206"))
    return Opened(source, document, chosen.id, notes, conditioned.plan)


def from_lines(opened: Opened, *, without: Collection[str] = ()) -> Opened:
    """A file whose tables show little of a form, with its text read as a text, if that shows more.

    Pages make tables of other elements than tables, or hold them as lines with tabs between the cells; labels that
    stand in a table of theirs may be a menu.
    """
    shown = labels_shown(opened.document)
    if shown >= FEWEST_LABELS:
        return opened
    found = open_text(_without(opened.source, opened.document.furniture), without=without)
    if labels_shown(found.document) < max(_SMALLEST_FORM, 2 * shown):
        return opened
    furniture = sorted((*opened.document.furniture, *found.document.furniture), key=lambda piece: piece.ink.start)
    return evolve(
        opened,
        document=evolve(found.document, furniture=tuple(furniture)),
        diagnostics=(diagnostic("GX205", layout=found.layout), *opened.diagnostics),
        plan=found.plan,
    )


def _without(source: Source, furniture: Iterable[Furniture]) -> Source:
    """A source with blanks in place of what was set aside."""
    pieces, end = [], 0
    for ink in sorted((each.ink for each in furniture), key=lambda ink: ink.start):
        pieces += [source.text[end : ink.start], " " * (ink.end - ink.start)]
        end = ink.end
    return evolve(source, text="".join([*pieces, source.text[end:]]))


def read(source: Source, wanted: Layout | None = None) -> tuple[Layout, Document]:
    """Read a clean text in a layout, or in the one that fits it best.

    Where parted cells show few labels, or some line holds a label and figures, running text is tried too, and taken
    if it shows more labels, and not of heads only: those are found in any line, also where the rows have pipes. Where
    there is no table at all it is taken if sections begin within lines.
    """
    chosen = wanted or sniff(source)
    document = chosen.read(source)
    is_poor = wanted is None and not _shows_more(document, FEWEST_LABELS - 1)
    if is_poor or (wanted is None and chosen.id == "lines" and _has_glued_cell(document)):
        running, shown = _LAYOUTS[-1], labels_shown(document)
        running_document = running.read(source)
        if _shows_more(running_document, shown) and _rows_shown(running_document) > _rows_shown(document):
            return running, running_document
        if not shown and _has_headings_within(document, running_document):
            return running, running_document
    return chosen, document


@cache
def _glued() -> re.Pattern[str]:
    """A cell with figures at its end, behind others. Compiled when first needed, which most texts spare."""
    return re.compile(r"[\u3400-\u9fff）)]\s*[-−]?\d[\d.,]*(?=\0)")


def _has_glued_cell(document: Document) -> bool:
    """Whether some cell of a table is a text with figures at its end."""
    cells = "".join(f"{text}\0" for text in _inked_cells(document))
    ends = (match.end() for match in _glued().finditer(cells))
    found = (cells[cells.rfind("\0", 0, end) + 1 : end] for end in ends)
    return any(not find_label(text) and not is_value(text) for text in found)


def labels_shown(document: Document) -> int:
    """The number of different labels in the tables of a document."""
    return len(set(_labels(document)))


def _shows_more(document: Document, labels: int) -> bool:
    """Whether a document shows more labels than so many; no more of it is read than it takes to tell."""
    found: set[str] = set()
    for label in _labels(document):
        found.add(label)
        if len(found) > labels:
            return True
    return False


def _has_headings_within(document: Document, running: Document) -> bool:
    """Whether headings of the forms that begin no paragraph of a document stand within them, as running text shows."""
    begins = {block.ink.start for block in document.blocks if isinstance(block, Paragraph)}
    paragraphs = (block.ink for block in running.blocks if isinstance(block, Paragraph))
    headings = [(ink.start, find_heading(ink.text)) for ink in paragraphs]
    known = {heading for start, heading in headings if heading and start in begins}
    return len({heading for _, heading in headings if heading} - known) >= _FEWEST_WITHIN


def _rows_shown(document: Document) -> int:
    """The number of different labels of rows in the tables of a document."""
    rows = vocabulary().rows - vocabulary().heads
    return len(rows.intersection(_labels(document)))


def _labels(document: Document) -> Iterator[str]:
    """The labels in the tables of a document, in order."""
    return filter(None, map(find_label, _inked_cells(document)))


def _inked_cells(document: Document) -> Iterator[str]:
    """The texts of the cells of all tables."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return (cell.text for table in tables for row in table.rows for cell in row.cells if cell.text)


def sniff(source: Source) -> Layout:
    """The layout of parted cells that fits a source best; the first listed where two fit alike."""
    return max(_LAYOUTS, key=lambda layout: layout.fits(source))


def layout(name: str) -> Layout | FileLayout:
    """The layout of that id. Raises UnknownName, with the nearest id, if there is none."""
    return named(name, LAYOUTS, "layout", "版式")
