"""Writers: one module a layout, from the page of a record to text or the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import ModuleType

from attrs import frozen

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.errors import UnreadableSource
from gxgrammar.records import Report
from gxgrammar.template import named
from gxgrammar.unparse import Page, unparse


@frozen
class Writer:
    """A layout that can be written: its id (that of the reader), the extension of its files, the extra it takes.

    Its module has ``write``, from page to text or bytes, and ``losses``, what of a page the layout cannot express.
    """

    id: str
    title: tuple[str, str]
    extension: str
    extra: str | None = None

    def module(self) -> ModuleType:
        """The module of the layout. Raises UnreadableSource if its extra is not installed."""
        try:
            return import_module(f"gxgrammar.writers.{self.id}")
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "").startswith("gxgrammar"):
                raise
            raise UnreadableSource("GX113", name=self.id, extra=self.extra, module=error.name) from error


WRITERS: Mapping[str, Writer] = {
    writer.id: writer
    for writer in (
        Writer("html", ("网页", "HTML page"), "html"),
        Writer("docx", ("Word 文档（.docx）", "Word document (.docx)"), "docx", "docx"),
        Writer("markdown", ("Markdown 表格，含分隔行", "Markdown tables with separator rows"), "md"),
        Writer("pipe", ("每行一个表格行，单元格以 | 分隔", "a table row a line, cells parted by |"), "txt"),
        Writer("lines", ("每行一个单元格", "a cell a line"), "txt"),
        Writer("running", ("单元格粘连的连续文字", "running text, cells glued"), "txt"),
    )
}


@frozen
class Written:
    """A report as written in a layout. ``losses`` say, by field path, what the layout cannot express or may lose.

    A path may be that of a figure, a row, a table or a part of the words; below it, what is read back is equal or
    undecided.
    """

    layout: str
    content: str | bytes
    losses: tuple[Diagnostic, ...]

    @property
    def data(self) -> bytes:
        """The bytes of a file: text in UTF-8."""
        return self.content.encode() if isinstance(self.content, str) else self.content


def write(report: Report, *, layout: str, inks: Mapping[str, str] | None = None) -> Written:
    """Write a record in a layout, and tell what is lost.

    ``inks`` gives the ink of figures, by field path, that are not to be printed plainly (a dash, ``1,463``). Raises
    UnknownName for a layout that does not exist, UnreadableSource where its extra is not installed.
    """
    return write_page(unparse(report, inks=inks), layout)


def render(report: Report, *, layout: str) -> str | bytes:
    """Write a record in a layout: text, or the bytes of a Word file. See ``write``, which also tells what is lost."""
    return write(report, layout=layout).content


def write_page(page: Page, layout: str) -> Written:
    """Write a page in a layout; see ``write``."""
    module = named(layout, WRITERS, "layout", "版式").module()
    losses: Iterable[Diagnostic] = (*page.losses, *module.losses(page))
    return Written(layout, module.write(page), tuple({(loss.code, loss.path): loss for loss in losses}.values()))
