"""Page numbers among the figures of a row of running text: ``- 3 -`` may also be three cells, two of them dashes.

It is a page number where the row has no room for three more cells; it is cells where the page prints dashes for blank
cells and the row has just as many as the form. Everything else stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from gxgrammar.alignment import Readings, Slot, read_row
from gxgrammar.cutting import Figures, Number
from gxgrammar.document import Ink
from gxgrammar.furniture import DASHED_PAGE
from gxgrammar.shape import Column
from gxgrammar.spelling import narrow
from gxgrammar.values import UNITS, read_value

_PARTS = re.compile(r"\d+|[^\d\s]+")
_SIGNED = re.compile(r"([-－]\d+)([-－])")


@frozen
class Settled:
    """The values of a row without what is a page number, which is ``page``."""

    values: tuple[Ink, ...]
    page: Ink | None = None


def may_be_page(value: Ink) -> bool:
    """Whether a value may be a page number."""
    return len(value.text) > 2 and DASHED_PAGE.fullmatch(value.text) is not None


def shows_dashes(values: Sequence[Ink]) -> bool:
    """Whether the page prints a dash for a blank cell: one that can be no part of a page number."""
    return any(value.text not in UNITS and read_value(value.text).state == "dash" for value in values)


def settle(values: Sequence[Ink], columns: Sequence[Column], *, dashed: bool) -> Settled | None:
    """The values of a row, a page number among them told from cells; None where it may be either.

    ``dashed`` says that the page prints dashes for blank cells.
    """
    pages, rest = _parted(values)
    fitting = [cells for cells in _as_cells(values) if _may_fit(cells, columns)]
    if fitting:
        exact = [cells for cells in fitting if len(cells) == len(columns)]
        return Settled(exact[0]) if dashed and len(exact) == 1 else None
    if len(pages) != 1 or not rest or not _readings(rest, columns).possible:
        return None
    # With dashes for blanks, rows are full; and as many cells as two rows have may be two, a label between them lost.
    if dashed and (len(rest) != len(columns) or len(rest) + 3 == 2 * len(columns)):
        return None
    return Settled(rest, pages[0])


def possible_figures(values: Sequence[Ink], columns: Sequence[Column]) -> list[tuple[Number, ...]]:
    """What each column of an open row may hold, with and without the page number."""
    _, rest = _parted(values)
    found: list[dict[Number, None]] = [{None: None} for _ in columns]
    for cells in (*_as_cells(values), rest):
        readings = _readings(cells, columns)
        for index, column in enumerate(found):
            column |= dict.fromkeys(readings.candidates(index) if readings.possible else ())
    return [tuple(each) for each in found]


def _parted(values: Sequence[Ink]) -> tuple[tuple[Ink, ...], tuple[Ink, ...]]:
    """The values with ink: those that may be page numbers, and the others."""
    inked = [value for value in values if value.text]
    return tuple(filter(may_be_page, inked)), tuple(value for value in inked if not may_be_page(value))


def _may_fit(cells: Sequence[Ink], columns: Sequence[Column]) -> bool:
    readings = _readings(cells, columns)
    return readings.possible or not readings.complete


def _readings(cells: Sequence[Ink], columns: Sequence[Column]) -> Readings:
    """The readings of a row by the number of its columns alone."""
    tokens = tuple(Figures(narrow(cell.text), glued=True) for cell in cells)
    return read_row(tokens, tuple(Slot(column.kind, signed=True, lost=True) for column in columns), sums=False)


def _as_cells(values: Sequence[Ink]) -> list[tuple[Ink, ...]]:
    """The values with what may be page numbers as cells: a dash, a figure and a dash, or a figure with a sign."""
    inked = [value for value in values if value.text]
    plain = tuple(cell for value in inked for cell in _dash_figure_dash(value))
    signed = tuple(cell for value in inked for cell in _signed_figure(value))
    return list(dict.fromkeys((plain, signed)))


def _dash_figure_dash(value: Ink) -> tuple[Ink, ...]:
    if not may_be_page(value):
        return (value,)
    parts = _PARTS.finditer(value.text)
    return tuple(Ink(part[0], value.start + part.start(), value.start + part.end()) for part in parts)


def _signed_figure(value: Ink) -> tuple[Ink, ...]:
    match = _SIGNED.fullmatch(value.text)
    if match is None:
        return _dash_figure_dash(value)
    cut = value.start + match.end(1)
    return Ink(match[1], value.start, cut), Ink(match[2], cut, value.end)
