"""Readers: one module a layout, each a function from source to document. The layout is told from the text itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from gxgrammar.document import Document, Table
from gxgrammar.readers import lines, markdown, pipe, running
from gxgrammar.source import Source
from gxgrammar.template import named
from gxgrammar.vocabulary import find_label


@frozen
class Layout:
    """A way to write down a report. ``fits`` says how well a source shows it, from 0 to 1."""

    id: str
    title: tuple[str, str]
    fits: Callable[[Source], float]
    read: Callable[[Source], Document]


_LAYOUTS = (
    Layout(
        "markdown",
        ("Markdown 表格，含分隔行", "Markdown tables with separator rows"),
        markdown.fits,
        markdown.read,
    ),
    Layout(
        "pipe",
        ("每行一个表格行，单元格以 | 分隔", "a table row a line, cells parted by |"),
        pipe.fits,
        pipe.read,
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
        running.read,
    ),
)
# A document whose cells are parted shows more labels than this, even one that is cut off early.
_FEWEST_LABELS = 20

LAYOUTS: Mapping[str, Layout] = {layout.id: layout for layout in _LAYOUTS}


def read(source: Source, wanted: Layout | None = None) -> tuple[Layout, Document]:
    """Read a source in a layout, or in the one that fits it best.

    Where parted cells show few labels, running text is tried too, and taken if it shows more.
    """
    chosen = wanted or sniff(source)
    document = chosen.read(source)
    if wanted is None and (shown := _labels(document)) < _FEWEST_LABELS:
        running_document = running.read(source)
        if _labels(running_document) > shown:
            return LAYOUTS["running"], running_document
    return chosen, document


def sniff(source: Source) -> Layout:
    """The layout of parted cells that fits a source best; the first listed where two fit alike."""
    return max(_LAYOUTS, key=lambda layout: layout.fits(source))


def _labels(document: Document) -> int:
    """The number of different labels in the tables of a document."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return len({find_label(cell.text) for table in tables for row in table.rows for cell in row.cells if cell.text})


def layout(name: str) -> Layout:
    """The layout of that id. Raises UnknownName, with the nearest id, if there is none."""
    return named(name, LAYOUTS, "layout", "版式")
