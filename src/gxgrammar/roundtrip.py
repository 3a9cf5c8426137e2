"""There and back: what a report that was written and read again has kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import attrs
from attrs import frozen

from gxgrammar.cells import MISSING, Cell
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.records import Metadata, Narrative, Report
from gxgrammar.result import ParseResult
from gxgrammar.shape import form_of, values_of
from gxgrammar.values import State

# States of a cell that claims nothing about its figure.
_OPEN = frozenset({"unplaced", "ambiguous", "text", "missing"})


@frozen
class Difference:
    """A part of a record that reads back as something else, by field path.

    ``state`` is that of the cell read back, None for what is no figure; ``declared`` says that the writer told of it.
    """

    path: str
    written: object
    read: object
    state: State | None
    declared: bool

    @property
    def open(self) -> bool:
        """Whether the cell read back claims nothing: ``unplaced``, ``ambiguous``, ``text`` or ``missing``."""
        return self.state in _OPEN

    @property
    def silent(self) -> bool:
        """Whether a figure reads back as another, or as a blank, and the cell does not warn of it."""
        return self.state is not None and not self.open

    @property
    def fault(self) -> bool:
        """Whether reading or writing is to blame: a silent difference, or one that the writer did not tell of."""
        return self.silent or not self.declared


def differences(report: Report, result: ParseResult, losses: Collection[Diagnostic]) -> tuple[Difference, ...]:
    """How what was read back differs from the record that was written with these losses."""
    lost = [loss.path or "" for loss in losses]
    return tuple(
        Difference(path, written, read, cell.state if cell else None, _is_below(path, lost))
        for path, written, read, cell in (*_figures(report, result), *_words(report, result.report))
        if written != read
    )


def _is_below(path: str, lost: Collection[str]) -> bool:
    return any(f"{path}.".startswith(f"{each}.") for each in lost)


_Compared = tuple[str, object, object, Cell | None]


def _figures(report: Report, result: ParseResult) -> Iterator[_Compared]:
    """The figures of both; a group that one has as rows and the other as one row differs only where figures do."""
    values = values_of(report)
    for path in dict.fromkeys((*values, *result.cells)):
        cell = result.cells.get(path, MISSING)
        yield path, values.get(path), cell.value, cell


def _words(report: Report, read: Report) -> Iterator[_Compared]:
    yield "template", form_of(report).id, form_of(read).id, None
    for field in attrs.fields_dict(Metadata):
        yield f"metadata.{field}", getattr(report.metadata, field), getattr(read.metadata, field), None
    yield "contact", report.contact, read.contact, None
    yield "narrative.opening", report.narrative.opening, read.narrative.opening, None
    yield from _sections(report.narrative, read.narrative)
    yield "unrecognised", report.unrecognised, read.unrecognised, None


def _sections(written: Narrative, read: Narrative) -> Iterator[_Compared]:
    for index in range(max(len(written.sections), len(read.sections))):
        before, after = (each.sections[index] if index < len(each.sections) else None for each in (written, read))
        yield f"narrative.sections.{index}", before, after, None
