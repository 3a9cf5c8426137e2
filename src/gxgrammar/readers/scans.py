"""The pages of a PDF as they are printed: lines of text, and rows of tables, which are what ruling lines enclose."""

from __future__ import annotations

import io
import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, groupby
from typing import Any

import pdfplumber
from attrs import evolve, frozen
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import stream_value
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import Limits
from gxgrammar.readers.extracted import without_blanks
from gxgrammar.readers.ruled import Cell, Word, around, fill, holds, is_figure
from gxgrammar.readers.rulings import Box, rulings, tables_of
from gxgrammar.values import is_value

# A character that is printed twice to look bold is shifted by less than this part of its size, and by a point at most.
_TWICE = 0.2
_MOST_CLOSE = 8
# The least slope of a line that runs across the page.
_ASKEW = 0.1
# A raised character ends so much of a character above the others.
_RAISED = 0.3
# So much further a figure stands beside one line than beside another, to belong to it.
_CLEARLY = 0.5
_STREAM = re.compile(rb"stream\r?\n")
_TWICE_PACKED = re.compile(rb"/FlateDecode\s*/FlateDecode")
_CHUNK = 1 << 20


@frozen
class Line:
    """A line of text on a page, outside all tables."""

    text: str
    box: Box
    size: float

    @property
    def top(self) -> float:
        return self.box[1]


@frozen
class Scan:
    """The words of a page as they are printed: its lines, and the rows of its ruled tables, whose words lines have too.

    ``free`` tells for each line whether it stands outside all tables; ``open_ends`` are the heights where a table has a
    row that no drawn line closes. Of the ``figures`` in tables ``loose`` ones have no cell of their own.
    """

    number: int
    height: float
    lines: tuple[Line, ...]
    free: tuple[bool, ...]
    tables: tuple[tuple[tuple[Cell, ...], ...], ...]
    open_ends: tuple[float, ...] = ()
    figures: int = 0
    loose: int = 0

    def texts(self) -> Iterator[str]:
        """All texts, in the order in which ``reworded`` takes them."""
        yield from (line.text for line in self.lines)
        yield from (cell.text for table in self.tables for row in table for cell in row)

    def once(self) -> Iterator[str]:
        """Each text once."""
        yield from compress((line.text for line in self.lines), self.free)
        yield from (cell.text for table in self.tables for row in table for cell in row)

    def reworded(self, words: Iterator[str]) -> Scan:
        """The same page with other texts."""
        lines = tuple(evolve(line, text=next(words)) for line in self.lines)
        tables = (tuple(tuple(Cell(next(words), cell.box) for cell in row) for row in table) for table in self.tables)
        return evolve(self, lines=lines, tables=tuple(tables))


def check_streams(data: bytes, limits: Limits, name: str) -> None:
    """Refuse a file whose packed streams would unpack to too much, before any of them is kept in memory."""
    if _TWICE_PACKED.search(data):
        raise UnreadableSource("GX108", name=name, reason="streams are packed twice", reason_zh="重复压缩")
    total = 0
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        rest = data[match.end() : match.end() + _CHUNK]
        position = match.end() + len(rest)
        try:
            while rest and not unpacker.eof:
                total += len(unpacker.decompress(rest, _CHUNK))
                limits.check("unpacked", total, name=name)
                rest = unpacker.unconsumed_tail
                if not rest:
                    rest = data[position : position + _CHUNK]
                    position += len(rest)
        except zlib.error:
            continue


def scan_pages(data: bytes, limits: Limits, name: str) -> list[Scan]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            limits.check("pages", len(pdf.pages), name=name)
            found, drawn = [], 0
            for page in pdf.pages:
                drawn += sum(len(stream_value(each).get_data()) for each in page.page_obj.contents)
                limits.check("drawn", drawn, name=name)
                found.append(_scan(_as_seen(page), limits, name))
                page.close()
            return found
    except UnreadableSource:
        raise
    except Exception as error:  # pdfminer lets whatever a damaged file provokes through
        if isinstance(error, PdfminerException) and error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableSource("GX112", name=name) from error
        reason = str(error) or type(error).__name__
        raise UnreadableSource("GX108", name=name, reason=reason, reason_zh="PDF 不完整") from error


def _as_seen(page: Page) -> Page:
    """A page without what is printed across it, as watermarks are, and once what is printed twice to look bold."""
    aside = {id(char) for char in page.chars if _is_askew(char)} | set(_repeats(page.chars))
    return page.filter(lambda each: id(each) not in aside) if aside else page


def _repeats(chars: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """The ids of characters that stand where the same one stands already."""
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for char in chars:
        x, y, near = char["x0"], char["top"], min(1.0, _TWICE * char["size"])
        around_it = ((char["text"], int(x) + right, int(y) + down) for right in (-1, 0, 1) for down in (-1, 0, 1))
        same = (place for key in around_it for place in seen.get(key, ()))
        if any(abs(left - x) <= near and abs(top - y) <= near for left, top in same):
            yield id(char)
        else:
            places = seen.setdefault((char["text"], int(x), int(y)), [])
            places.append((x, y))
            # Of tiny characters many stand so close; time is to stay linear.
            del places[:-_MOST_CLOSE]


def _is_askew(char: Mapping[str, Any]) -> bool:
    """Whether a character stands on a line that runs neither across nor up or down the page."""
    along, up = char["matrix"][:2]
    return bool(min(abs(along), abs(up)) > _ASKEW * max(abs(along), abs(up)))


def _scan(page: Page, limits: Limits, name: str) -> Scan:
    ruled = rulings(page, limits, name)
    words = sorted(_words(page), key=lambda word: word.middle[1])
    heights = [word.middle[1] for word in words]
    found = [(around(boxes), boxes) for boxes in tables_of(ruled, limits, name)]
    inside: list[list[Word]] = []
    taken: set[int] = set()
    for whole, _ in found:
        near = range(bisect_left(heights, whole[1]), bisect_right(heights, whole[3]))
        numbers = [number for number in near if holds(whole, words[number].box)]
        inside.append([words[number] for number in numbers])
        taken.update(numbers)
    tables = []
    for (whole, boxes), held in zip(found, inside, strict=True):
        near = range(bisect_left(heights, whole[1]), bisect_right(heights, whole[3]))
        beside = [number for number in near if number not in taken and is_figure(words[number])]
        taken.update(beside)
        tables.append(fill(boxes, held, [words[number] for number in beside]))
    lines = tuple(_levelled(list(_lines(page))))
    return Scan(
        number=page.page_number,
        height=float(page.height),
        lines=lines,
        free=tuple(not any(holds(table.box, line.box) for table in tables) for line in lines),
        tables=tuple(table.rows for table in tables),
        open_ends=ruled.open_ends,
        figures=sum(table.figures for table in tables),
        loose=sum(table.loose for table in tables),
    )


def _lines(page: Page) -> Iterator[Line]:
    for found in page.extract_text_lines(return_chars=True):
        text = without_blanks(found["text"])
        if text:
            box = (found["x0"], found["top"], found["x1"], found["bottom"])
            yield Line(text, box, max(char["size"] for char in found["chars"]))


def _levelled(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines from top to bottom; one of figures only that stands beside a line of words, a little above or below it, is
    one with that. Beside two of them alike it may be that of a label which both make."""
    rows: list[list[Line]] = [[line] for line in lines]
    for number, line in enumerate(lines):
        if not all(map(is_value, line.text.split())):
            continue
        beside = {at: _beside(line, lines[at]) for at in (number - 1, number + 1) if 0 <= at < len(lines)}
        near = max(beside, key=beside.__getitem__, default=number)
        if beside and 2 * beside[near] - sum(beside.values()) > _CLEARLY:
            rows[near].append(line)
            rows[number].remove(line)
    return (_joined(row) for row in rows if row)


def _beside(figures: Line, words: Line) -> float:
    """How far up and down a line of figures stands beside one of words; 0 where it stands above or below it."""
    if words.box[2] > figures.box[0] and figures.box[2] > words.box[0]:
        return 0.0
    return max(0.0, min(figures.box[3], words.box[3]) - max(figures.box[1], words.box[1]))


def _joined(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    text = " ".join(line.text for line in sorted(row, key=lambda line: line.box[0]))
    return Line(text, around(line.box for line in row), max(line.size for line in row))


def _words(page: Page) -> list[Word]:
    found = page.extract_words(x_tolerance=2, use_text_flow=False, return_chars=True)
    return [piece for word in found for piece in _without_marks(word)]


def _without_marks(word: Mapping[str, Any]) -> Iterator[Word]:
    """A word; where some of its characters are raised, as the mark of a note is, or white, they are others."""
    chars = word["chars"]
    raised = max(char["bottom"] for char in chars) - _RAISED * max(char["size"] for char in chars)
    level = [char["bottom"] > raised and not _is_white(char) for char in chars]
    if len(set(level)) == 1:
        yield Word(word["text"], (word["x0"], word["top"], word["x1"], word["bottom"]))
        return
    for _, run in groupby(zip(chars, level, strict=True), key=lambda pair: pair[1]):
        alike = [char for char, _ in run]
        box = around((char["x0"], word["top"], char["x1"], word["bottom"]) for char in alike)
        yield Word("".join(char["text"] for char in alike), box)


def _is_white(char: Mapping[str, Any]) -> bool:
    """Whether a character is drawn white, in shades of gray or in red, green and blue."""
    color = char.get("non_stroking_color")
    parts = color if isinstance(color, (tuple, list)) else (color,)
    return len(parts) in (1, 3) and all(part == 1 for part in parts)
