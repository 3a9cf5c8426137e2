"""What reading a file comes to."""

from __future__ import annotations

from attrs import frozen

from gxgrammar.condition import Plan
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.document import Document
from gxgrammar.source import Source


@frozen
class Opened:
    """The text of a file, the document in it, the id of the layout it was read in, what was noticed, and the repair.

    ``page_title`` is what a file calls itself outside its text, as the <title> of a page.
    """

    source: Source
    document: Document
    layout: str
    diagnostics: tuple[Diagnostic, ...] = ()
    plan: Plan = ()
    page_title: str | None = None
