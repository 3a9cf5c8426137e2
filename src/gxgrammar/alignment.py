"""Which value stands in which column of a row."""

from __future__ import annotations

from collections.abc import Sequence


def place(blank: Sequence[bool], columns: int) -> range | None:
    """The values that fill the columns of a row, one each and in order; None where the page does not determine them.

    ``blank`` tells for each printed value whether it is a blank cell. Blanks at either end that exceed the number of
    columns belong to cells that span; which to drop must not make a difference.
    """
    surplus = len(blank) - columns
    if surplus == 0:
        return range(columns)
    if surplus < 0:
        return None
    starts = [start for start in range(surplus + 1) if all(blank[:start]) and all(blank[start + columns :])]
    inked = {tuple(index - start for index, empty in enumerate(blank) if not empty) for start in starts}
    return range(starts[0], starts[0] + columns) if len(inked) == 1 else None
