"""Figures that sentences state of a row: 主动公开政府信息2069条. They may decide between readings of that very row.

A manifest names for a row the words that speak of it; a figure counts that follows them in the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gxgrammar.narrowing import UndecidedRow
from gxgrammar.template import Template

_FIGURE = r"[^，。；、,;：:()（）\d]{0,12}?(\d{1,12})\s*[条件个项次]"


def stated(form: Template, words: Sequence[str], rows: Iterable[UndecidedRow]) -> dict[str, frozenset[Decimal]]:
    """The figures that prose states of each of some rows, by path of the row."""
    found = {}
    for row in rows:
        phrase = form.prose.get(row.path)
        if phrase:
            pattern = re.compile(f"(?:{phrase}){_FIGURE}")
            found[row.path] = frozenset(Decimal(match[1]) for line in words for match in pattern.finditer(line))
    return found
