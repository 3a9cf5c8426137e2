"""Readers: one module a layout, from text or the bytes of a file to a document. The layout is told by the content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from attrs import frozen

from gxgrammar.decoding import read_source
from gxgrammar.document import Document
from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import DEFAULT_LIMITS, Limits
from gxgrammar.readers import lines, markdown, pipe
from gxgrammar.readers.content import layout_of
from gxgrammar.readers.opened import Opened
from gxgrammar.source import Source
from gxgrammar.template import named


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
)


@frozen
class FileLayout:
    """A kind of file whose text has to be taken out first, by the module of the same name.

    ``extra`` is the optional dependency of the package that reading it takes, if any.
    """

    id: str
    title: tuple[str, str]
    extra: str | None = None

    def open(self, data: str | bytes, *, name: str, limits: Limits) -> Opened:
        """Read a file of this kind. Raises UnreadableSource."""
        try:
            module = import_module(f"gxgrammar.readers.{self.id}")
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "").startswith("gxgrammar"):
                raise
            raise UnreadableSource("GX106", name=name, extra=self.extra, module=error.name) from error
        opened: Opened = module.open_file(data, name=name, limits=limits)
        return opened


_FILE_LAYOUTS = (
    FileLayout("html", ("网页", "HTML page")),
    FileLayout("docx", ("Word 文档（.docx）", "Word document (.docx)"), "docx"),
    FileLayout("pdf", ("有文字层的 PDF", "PDF with a text layer"), "pdf"),
)

LAYOUTS: Mapping[str, Layout | FileLayout] = {layout.id: layout for layout in (*_FILE_LAYOUTS, *_LAYOUTS)}


def open_document(data: str | bytes, *, name: str, layout_id: str | None, limits: Limits) -> Opened:
    """Read text or the bytes of a file into a document; the layout is told by the content unless it is given.

    Raises UnreadableSource, and UnknownName for a layout that does not exist.
    """
    limits.check("size", len(data), name=name)
    wanted = layout_id or layout_of(data, name=name)
    kind = layout(wanted) if wanted else None
    if isinstance(kind, FileLayout):
        return kind.open(data, name=name, limits=limits)
    return open_text(read_source(data, name=name), wanted)


def open_text(source: Source, layout_id: str | None = None) -> Opened:
    """Read a text in a layout of texts, by default the one that fits best."""
    reader = layout(layout_id) if layout_id else sniff(source)
    if isinstance(reader, FileLayout):
        return reader.open(source.text, name=source.name, limits=DEFAULT_LIMITS)
    return Opened(source, reader.read(source), reader.id)


def sniff(source: Source) -> Layout:
    """The layout that fits a source best; the first listed where two fit alike."""
    return max(_LAYOUTS, key=lambda layout: layout.fits(source))


def layout(name: str) -> Layout | FileLayout:
    """The layout of that id. Raises UnknownName, with the nearest id, if there is none."""
    return named(name, LAYOUTS, "layout", "版式")
