"""Marks of quotation before the lines of a text, as e-mail and Markdown have them: ``> 规章``, ``>> 规章``."""

from __future__ import annotations

import re

from gxgrammar.condition.edit import Edit

_MARKS = re.compile(r"^ {0,3}(?:> ?){1,8}", re.MULTILINE)
# The way to a page may be broken over lines that begin with it: so many lines on end are a quotation.
_FEWEST_LINES = 6
_FEWEST_ROWS = 2


def edits(text: str) -> list[Edit]:
    """Take the marks away, where lines on end or rows of a table have them."""
    if ">" not in text:
        return []
    found = list(_MARKS.finditer(text))
    return [Edit(*match.span(), "") for match in found] if _is_quoted(text, found) else []


def _is_quoted(text: str, found: list[re.Match[str]]) -> bool:
    lines = rows = 0
    expected = -1
    for match in found:
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        lines = lines + 1 if match.start() == expected else 1
        rows += text.count("|", match.end(), end) > 1
        if lines >= _FEWEST_LINES or rows >= _FEWEST_ROWS:
            return True
        expected = end + 1
    return False
