"""A change to a text."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """The text from ``start`` to ``end`` is replaced by ``after``. A tuple, since a Traditional page has thousands."""

    start: int
    end: int
    after: str
