"""Readers: one module a layout, each a function from source to document. The layout is told from the text itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from gxgrammar.document import Document
from gxgrammar.readers import lines, markdown, pipe
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

LAYOUTS: Mapping[str, Layout] = {layout.id: layout for layout in _LAYOUTS}


def sniff(source: Source) -> Layout:
    """The layout that fits a source best; the first listed where two fit alike."""
    return max(_LAYOUTS, key=lambda layout: layout.fits(source))


def layout(name: str) -> Layout:
    """The layout of that id. Raises UnknownName, with the nearest id, if there is none."""
    return named(name, LAYOUTS, "layout", "版式")
