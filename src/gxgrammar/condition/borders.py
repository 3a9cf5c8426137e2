"""Borders drawn by other characters, ``│ 规章 │ 0 │`` over ``├───┼───┤``, and wide pipes: read as pipes and dashes."""

from __future__ import annotations

import re

from gxgrammar.condition.edit import Edit

_UPRIGHT = "│┃║｜╎╏┆┇┊┋"
_LEVEL = "─━═╌╍┄┅┈┉"
_JOINT = re.compile("[\u2500-\u257f]")
_BORDER = re.compile(f"[{_UPRIGHT}]|[\u2500-\u257f]+")
# So many lines are rows: a bar of links has such marks, too.
_ROW = re.compile(f"[{_UPRIGHT}][^\n]*")
_FEWEST_ROWS = 8
_PLAIN = str.maketrans({**dict.fromkeys(_UPRIGHT, "|"), **dict.fromkeys(_LEVEL, "-")})


def edits(text: str) -> list[Edit]:
    """Draw the borders with pipes, dashes and plus signs, where many lines have them."""
    if not any(mark in text for mark in _UPRIGHT) or len(_ROW.findall(text)) < _FEWEST_ROWS:
        return []
    return [Edit(*border.span(), _JOINT.sub("+", border[0].translate(_PLAIN))) for border in _BORDER.finditer(text)]
