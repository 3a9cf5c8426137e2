"""A cell a line: what is left when a page or Word file is saved as text.

Cells may be marked (indented by a tab, or ended by a pipe) or plain; blank lines may stand between them. Tabs show
blank cells and, by a line without a tab, the end of a row. Pipes show the blank cells before a figure; behind the last
one they may be padding. Plain lines show neither.
"""

from __future__ import annotations

import re

from gxgrammar.document import Block, Document, Furniture, Ink, Row, Table, ink
from gxgrammar.furniture import is_page_number
from gxgrammar.readers.pipe import ROW, paragraph
from gxgrammar.source import Source
from gxgrammar.spelling import key
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_heading, read_word, vocabulary

_TABBED_CELL = re.compile(r"^\t[ \xa0\u2002\u3000]*\S", re.MULTILINE)
_FEWEST_TABBED = 10
# Among so many labels of a table one comes twice.
_FEWEST_ROWS = 12
# Longer cells without a label in them are paragraphs.
_LONGEST_CELL = 40
# A figure that a line break cuts at the comma between its thousands, and the rest of it.
_CUT = re.compile(r"[-+−－]?\d{1,3}(?:\n?[,，]\n?\d{3})*[,，]?")
_REST = re.compile(r"[,，]?\d{3}(?:[,，]\d{3})*(?:\.\d+|[,，])?")
_COMMAS = (",", "，")
_SENTENCE_END = tuple("。；：！？;:")


def fits(source: Source) -> float:
    """High where lines hold one marked cell; this reader also serves where no layout shows."""
    if "|" not in source.text:
        return 0.5
    piped = [line for _, line in source.lines() if "|" in line and line.strip(" \t\r\n|")]
    single = sum(1 for line in piped if not ROW.search(line))
    return 0.9 * single / len(piped) if piped else 0.5


def read(source: Source) -> Document:
    """Find the tables by their marks and labels; all other lines are paragraphs."""
    lines = [(offset, line) for offset, line in source.lines()]
    inked = [(offset, line) for offset, line in lines if not line.isspace()]
    tabbed = len(_TABBED_CELL.findall(source.text)) >= _FEWEST_TABBED
    # Where tabs show the blank cells no line was deleted.
    reader = _LinesReader(tabbed=tabbed, lost=not tabbed and _lost_repeats([line for _, line in inked]))
    following = iter([*(line for _, line in inked[1:]), ""])
    for offset, line in lines:
        if line.isspace():
            reader.blank_line(line, offset)
        else:
            reader.inked_line(line, offset, next(following))
    return reader.document()


class _LinesReader:
    """Collects cells into rows and tables; holds whether a table is open."""

    def __init__(self, *, tabbed: bool, lost: bool) -> None:
        self._tabbed = tabbed
        self._lost = lost
        self._blocks: list[Block] = []
        self._furniture: list[Furniture] = []
        self._rows: list[Row] = []
        self._cells: list[Ink] = []
        self._open = False
        # Whether the line before ended with a pipe, and the pipes that have stood on lines of their own since.
        self._ended = False
        self._blanks: list[Ink] = []
        # Whether any have shown blank cells, and whether they have in the row being read.
        self._shows_blanks = tabbed
        self._row_shows = False

    def document(self) -> Document:
        self._close()
        return Document(tuple(self._blocks), tuple(self._furniture))

    def blank_line(self, line: str, offset: int) -> None:
        if not self._open or not self._tabbed:
            return
        if line.startswith("\t"):
            self._cells.append(ink(line, offset))
        else:
            self._end_row()

    def inked_line(self, line: str, offset: int, following: str) -> None:
        text = line.strip()
        if self._ended and text == "|":
            self._blanks.append(Ink("", offset, offset + len(line)))
            return
        self._ended = text.endswith("|")
        if "|" in text:
            self._open = True
            self._piped(line, offset)
        elif self._open and is_page_number(text):
            self._furniture.append(Furniture("page number", ink(line, offset)))
        elif self._is_cell(line, text, following):
            self._open = True
            self._add(ink(line, offset))
        else:
            self._close()
            self._blocks.append(paragraph(line, offset, self._furniture))

    def _piped(self, line: str, offset: int) -> None:
        for piece in line.split("|"):
            if is_page_number(piece.strip()):
                self._furniture.append(Furniture("page number", ink(piece, offset)))
            elif piece.strip():
                self._add(ink(piece, offset))
            offset += len(piece) + 1

    def _add(self, cell: Ink) -> None:
        """Take a cell, or the rest of the figure that the cell before it begins."""
        self._add_blanks(cell)
        before = self._cells[-1] if self._cells else None
        if before and _is_cut(before.text, cell.text):
            self._cells[-1] = Ink(f"{before.text}\n{cell.text}", before.start, cell.end)
        else:
            self._cells.append(cell)

    def _add_blanks(self, cell: Ink | None) -> None:
        """Take the blank cells that pipes show before a figure, and in the same row those behind its last.

        Where a row has none before or among its figures, those behind it may be padding.
        """
        if not self._blanks and not self._row_shows:
            return
        is_figure = cell is not None and is_value(cell.text)
        if self._blanks and (is_figure or self._row_shows):
            self._cells += self._blanks
            self._row_shows = self._shows_blanks = True
        self._blanks = []
        self._row_shows = self._row_shows and is_figure

    def _is_cell(self, line: str, text: str, following: str) -> bool:
        """Whether a line, without the blanks around it ``text``, is a cell."""
        if find_heading(text):
            return False
        is_marked = self._tabbed and line.startswith("\t")
        if is_marked and self._open:
            return True
        if _is_label_or_part(text):
            return self._open or line.startswith("\t") or _continues_table(following)
        if is_marked:
            return not _is_prose(text)
        if not self._open or (_is_prose(text) and not is_value(text)):
            return False
        if is_value(text) or _is_cut(text, following.strip()) or (self._cells and _is_cut(self._cells[-1].text, text)):
            return True
        return self._continues_label(text) or (not self._tabbed and _continues_table(following))

    def _continues_label(self, text: str) -> bool:
        """Whether the line and the cell before it make a label together."""
        if not self._cells:
            return False
        name = key(self._cells[-1].text + text)
        return name in vocabulary().labels or name in vocabulary().beginnings

    def _end_row(self) -> None:
        self._add_blanks(None)
        if self._cells:
            self._rows.append(Row(tuple(self._cells)))
            self._cells = []

    def _close(self) -> None:
        self._end_row()
        if self._rows:
            rows, kept = tuple(self._rows), self._tabbed
            self._blocks.append(Table(rows, rows_kept=kept, blanks_kept=self._shows_blanks, lost=self._lost))
            self._rows = []
        self._open = False


def _lost_repeats(lines: list[str]) -> bool:
    """Whether lines that repeat another were deleted: tables have zeros, and heads, many times over."""
    cells = [line.strip(" \t\r\n|") for line in lines if len(line) <= _LONGEST_CELL]
    labels = [cell for cell in cells if read_word(cell).label]
    if len(labels) < _FEWEST_ROWS or len(set(labels)) < len(labels):
        return False
    figures = [cell for cell in cells if is_value(cell) and cell]
    return len(set(figures)) == len(figures)


def _is_cut(figure: str, rest: str) -> bool:
    """Whether a figure is cut in two before or behind the comma between its thousands."""
    if len(figure) > _LONGEST_CELL or figure.endswith(_COMMAS) == rest.startswith(_COMMAS):
        return False
    return _CUT.fullmatch(figure) is not None and _REST.fullmatch(rest) is not None


def _is_label_or_part(text: str) -> bool:
    word = read_word(text)
    return word.label is not None or (len(text) >= 2 and word.begins_label)


def _continues_table(following: str) -> bool:
    text = following.strip()
    return "|" in text or is_value(text) or _is_label_or_part(text)


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST_CELL or text.endswith(_SENTENCE_END)
