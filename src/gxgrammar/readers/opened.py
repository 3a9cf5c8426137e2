"""What reading a file comes to."""

from __future__ import annotations

from attrs import frozen

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.document import Document
from gxgrammar.source import Source


@frozen
class Opened:
    """The text of a file, the document in it, the id of the layout it was read in, and what was noticed."""

    source: Source
    document: Document
    layout: str
    diagnostics: tuple[Diagnostic, ...] = ()
