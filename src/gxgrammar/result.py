"""What parsing returns."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from lark import ParseTree

from gxgrammar.canonical import Canonical
from gxgrammar.cells import Cell, RowReadings
from gxgrammar.condition import Plan
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.records import Report
from gxgrammar.source import Source
from gxgrammar.syntax import parse_tree
from gxgrammar.template import Template


@frozen
class ParseResult:
    """A report as read, with the evidence.

    ``cells`` maps field paths such as ``requests.received.total`` to the cell behind the figure; it has every figure
    of the form. ``readings`` has the rows that the page does not determine, by path of the row. ``layout`` is the id
    of the layout that was read. ``plan`` is how the text was repaired before reading:
    ``gxgrammar.condition.apply_plan(source.text, plan)`` is the text that was read.
    """

    source: Source
    report: Report
    cells: Mapping[str, Cell]
    diagnostics: tuple[Diagnostic, ...]
    template: Template
    layout: str
    canonical: Canonical
    readings: Mapping[str, RowReadings]
    plan: Plan = ()

    @property
    def tree(self) -> ParseTree:
        """The parse tree of the canonical text, made anew at each call."""
        return parse_tree(self.canonical.text, self.template)
