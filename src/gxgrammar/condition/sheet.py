"""Text as spreadsheets write it: cells parted by commas (CSV), and in quotation marks where they hold a mark or line
break. The commas become tabs, the quotation marks go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from attrs import evolve, frozen

from gxgrammar.condition.edit import Edit
from gxgrammar.source import Source
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_label, read_word

# A cell in quotation marks, a mark within it doubled; and any other.
_CELLS = {mark: re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?:{mark}|\Z)|([^{mark}]*)(?:{mark}|\Z)') for mark in "\t,"}
_NUMBER = re.compile(r"\d{1,5}")
_NUMBERS = re.compile(r'^"?\d{1,5}"?\t', re.MULTILINE)
# Two cells or one figure.
_THOUSANDS = re.compile(r"(?<![^,\n])[1-9]\d{0,2},\d{3}(?![^,\r\n])")
_WITHIN = re.compile(r'"{2}|\r?\n|\t')
# A record has no more lines.
_MOST_LINES = 24
# Quotation marks that are never closed are none of a sheet; after so many of them no more are looked for.
_MOST_STRAYS = 20
_FEWEST_ROWS = 8
# Of ten rows with a label so many are numbered where rows are.
_MOST_OF_TEN = 9
# In a row of so many cells another word may be a label that is misprinted.
_FEWEST_CELLS = 3


def edits(text: str) -> list[Edit]:
    """Part the cells by tabs alone, each row a line, where so many rows of the form are written so."""
    for mark in _CELLS:
        if not _may_be(text, mark):
            continue
        records = [_record(text, start, end, mark) for start, end in _records(text, mark)]
        records = _without_numbers(records, text)
        rows = [record for record in records if record.is_labelled and record.is_row]
        if len(rows) >= _FEWEST_ROWS and not (mark == "," and _group_figures(rows, text)):
            return [edit for record in records for edit in _edits_of(record, text)]
    return []


def _may_be(text: str, mark: str) -> bool:
    """A quick look: tabs are right already unless cells are in quotation marks, or the rows numbered."""
    if mark == ",":
        return text.count(",") > _FEWEST_ROWS
    return "\t" in text and ('"' in text or len(_NUMBERS.findall(text)) > _FEWEST_ROWS)


def _without_numbers(records: list[_Record], text: str) -> list[_Record]:
    """The records without the numbers that some programs put before the rows; a figure never stands before a label.

    Most count on by one, but lines may have been deleted, or put in. A row without a label loses what its place has.
    """
    firsts = [_first_number(record, text) for record in records]
    numbers = [number for number in firsts if number is not None]
    counting = sum(1 for one, other in pairwise(numbers) if other == one + 1)
    labelled = [index for index, record in enumerate(records) if record.is_labelled]
    with_number = sum(1 for index in labelled if firsts[index] is not None)
    are_numbered = with_number > _FEWEST_ROWS and 10 * with_number >= _MOST_OF_TEN * len(labelled)
    if not are_numbered or 3 * counting < 2 * len(numbers):
        return records
    behind = {labelled[-1]: None, **{index: firsts[after] for index, after in pairwise(labelled)}}
    found, last, following = [], -1, firsts[labelled[0]]
    for index, (record, number) in enumerate(zip(records, firsts, strict=True)):
        following = behind.get(index, following)
        if number is not None and (record.has_label or last < number < (following or number + 1)):
            record, last = _without_number(record), number
        found.append(record)
    return found


def _first_number(record: _Record, text: str) -> int | None:
    first = text[slice(*record.cells[0])].strip() if record.words else ""
    return int(first) if _NUMBER.fullmatch(first) else None


def _without_number(record: _Record) -> _Record:
    return evolve(record, cells=record.cells[1:], words=record.words[1:])


def _group_figures(rows: Iterable[_Record], text: str) -> bool:
    """Whether commas may stand within figures, 1,234 without quotation marks: such a row is longer than its heads."""
    width = 0
    for shows_heads, group in groupby(rows, key=lambda row: row.shows_heads):
        of_group = list(group)
        if shows_heads:
            width = max(len(row.cells) for row in of_group)
        elif width and any(len(row.cells) > width and _THOUSANDS.search(text, row.start, row.end) for row in of_group):
            return True
    return False


def _records(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end; those of one record together, where a quoted cell holds line breaks."""
    lines = [(offset, offset + len(line.rstrip("\r\n"))) for offset, line in Source(text).lines()]
    index = strays = 0
    while index < len(lines):
        size = _size_of_record(text, lines[index : index + _MOST_LINES], mark) if strays < _MOST_STRAYS else 1
        strays += not size
        last = index + max(size, 1)
        yield lines[index][0], lines[last - 1][1]
        index = last


def _size_of_record(text: str, lines: Sequence[tuple[int, int]], mark: str) -> int:
    """Of how many lines the record is that begins with the first; 0 if a quotation mark in it is never closed."""
    start = lines[0][0]
    sizes = range(1, len(lines) + 1)
    return next((size for size in sizes if not _is_open(text, start, lines[size - 1][1], mark)), 0)


def _is_open(text: str, start: int, end: int, mark: str) -> bool:
    """Whether some cell begins with a quotation mark and is not closed."""
    if text.find('"', start, end) < 0:
        return False
    return any((match[2] or "").lstrip(" ").startswith('"') for match in _CELLS[mark].finditer(text, start, end))


def _is_named(words: str) -> bool:
    """Whether a cell holds a label of the form or the head of a column."""
    word = read_word(words)
    return word.label is not None or word.is_head


def _is_of_figures(words: str) -> bool:
    """Whether a cell holds a figure, or what may be one or several, broken over lines."""
    return is_value(words) or ("\n" in words and all(map(is_value, words.split())))


@frozen
class _Record:
    """A line of a sheet: where it begins and ends, its cells as stretches of the text without quotation marks, and the
    words in them."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]
    words: tuple[str, ...]

    @property
    def has_label(self) -> bool:
        return any(map(find_label, self.words))

    @property
    def is_labelled(self) -> bool:
        """Whether it has a label and other cells."""
        return self.has_label and len(self.cells) > 1

    @property
    def shows_heads(self) -> bool:
        """Whether it holds heads of columns, and no figures: beside these stand heads of groups."""
        return any(read_word(words).is_head for words in self.words) and not any(map(is_value, self.words))

    @property
    def is_row(self) -> bool:
        """Whether all cells are labels, figures or blank, or all but the first. Sentences have commas, too."""
        if not self.words:
            return len(self.cells) > 1
        others = [words for words in self.words if not _is_named(words)]
        figures = sum(map(_is_of_figures, others))
        if len(self.cells) >= _FEWEST_CELLS and figures and not _is_of_figures(others[0]):
            return figures == len(others) - 1
        return figures == len(others)


def _record(text: str, start: int, end: int, mark: str) -> _Record:
    cells = []
    for match in _CELLS[mark].finditer(text, start, end):
        cells.append(match.span(2 if match[1] is None else 1))
        if not match[0].endswith(mark):
            break
    words = (text[first:last].strip() for first, last in cells)
    return _Record(start, end, tuple(cells), tuple(filter(None, words)))


def _edits_of(record: _Record, text: str) -> Iterator[Edit]:
    """What parts the cells of a row becomes a tab, what stands around the one cell of a line goes."""
    is_row = record.is_row
    if not is_row and len(record.words) != 1:
        return
    ends = [record.start, *(end for _, end in record.cells)]
    starts = [*(start for start, _ in record.cells), record.end]
    for index, (end, start) in enumerate(zip(ends, starts, strict=True)):
        after = "\t" if is_row and 0 < index < len(record.cells) else ""
        if text[end:start] != after:
            yield Edit(end, start, after)
        if index < len(record.cells):
            yield from _edits_within(text, *record.cells[index], is_row=is_row)


def _edits_within(text: str, start: int, end: int, *, is_row: bool) -> Iterator[Edit]:
    """Doubled quotation marks are one; the cell of a row has no line breaks."""
    for match in _WITHIN.finditer(text, start, end):
        if match[0] == '""':
            yield Edit(*match.span(), '"')
        elif is_row:
            yield Edit(*match.span(), " ")
