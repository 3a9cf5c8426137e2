"""Backslashes that converters to Markdown put before punctuation: ``607\\.14`` for 607.14."""

from __future__ import annotations

import re

from gxgrammar.condition.edit import Edit

# Not before a pipe: a backslash alone in a cell is a dash.
_ESCAPED = re.compile(r"\\(?=[-.,_*#+()\[\]{}<>!~`'\"&$%@:;=?/^])")
# One may be meant.
_FEWEST = 2


def edits(text: str) -> list[Edit]:
    """Take the backslashes away."""
    if "\\" not in text:
        return []
    found = [Edit(match.start(), match.end(), "") for match in _ESCAPED.finditer(text)]
    return found if len(found) >= _FEWEST else []
