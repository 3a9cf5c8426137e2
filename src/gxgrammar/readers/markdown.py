"""GitHub markdown: pipe rows with a separator row, every cell of the grid shown, headings marked ``#``."""

from __future__ import annotations

import re

from gxgrammar.document import Document
from gxgrammar.readers.pipe import RULE, read_rows
from gxgrammar.source import Source

# A row of cells, then at once a separator row of as many columns.
_GRID_HEAD = re.compile(rf"^[ \t]*\|.*\|[ \t]*\n[ \t]*\|(?:[ \t]*{RULE}[ \t]*\|)+[ \t]*$", re.MULTILINE)
_BLANK_CELL = re.compile(r"\|[ \t]+(?=\|)")


def fits(source: Source) -> float:
    """1 where a separator row shows that the tables are markdown."""
    return 1.0 if _GRID_HEAD.search(source.text) else 0.0


def read(source: Source) -> Document:
    """Blank cells count where the grid prints them as cells of their own, not as bare pipes at the end."""
    return read_rows(source, blanks_kept=bool(_BLANK_CELL.search(source.text)))
