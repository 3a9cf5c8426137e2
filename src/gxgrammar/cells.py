"""The evidence for a figure: what was printed, where, and how it was read."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from attrs import frozen

from gxgrammar.source import Span
from gxgrammar.values import State

# What settled the place of a figure: the cell borders of the page, a sum, an 其中 row, or a sentence about the row.
DecidedBy = Literal["separators", "equation", "inclusion", "prose"]


@frozen
class Cell:
    """A value cell of the form.

    ``raw`` is the ink as printed. An undecided cell (``unplaced``, ``ambiguous``) has the ink of its whole row and
    lists its ``candidates``: what it may hold, None standing for a blank; of many it lists the first, and
    ``candidate_count`` is their number. A ``missing`` cell was not on the page.
    """

    raw: str
    value: int | Decimal | None
    state: State
    span: Span | None
    candidates: tuple[int | Decimal | None, ...] = ()
    candidate_count: int = 0
    decided_by: DecidedBy | None = None


@frozen
class RowReadings:
    """The readings of a row that the page does not determine: some of them, and their number."""

    columns: tuple[str, ...]
    readings: tuple[tuple[int | Decimal | None, ...], ...]
    count: int


MISSING = Cell("", None, "missing", None)
