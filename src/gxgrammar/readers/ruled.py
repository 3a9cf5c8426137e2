"""What stands in the boxes that lines of a page enclose: the rows of a table, cell by cell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from unicodedata import normalize

from attrs import frozen

from gxgrammar.readers.rulings import SLACK, Box
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_label

_DIGIT = re.compile(r"\d")
# So far a figure may reach over the upper or lower side of its cell, in points.
_TOUCH = 1.0
# Two cells, one below the other.
_Pair = tuple[Box, Box]


@frozen
class Word:
    """A word on a page."""

    text: str
    box: Box

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@frozen
class Cell:
    """A cell of a ruled table."""

    text: str
    box: Box


@frozen
class Filled:
    """A table with its words. Of the ``figures`` in it ``loose`` ones have no cell of their own."""

    box: Box
    rows: tuple[tuple[Cell, ...], ...]
    figures: int
    loose: int


def fill(boxes: Sequence[Box], words: Sequence[Word], beside: Sequence[Word]) -> Filled:
    """The table that boxes make with the words in them, and figures beside it that no table holds, by their height."""
    held, free = _held(boxes, words)
    _unframe(held)
    _join_struck(held)
    free = sorted([*free, *beside], key=lambda word: word.middle[1])
    figures = sum(map(is_figure, words)) + len(beside)
    loose = sum(map(is_figure, free)) + sum(_loose(held))
    apart = list(_split(held))
    return Filled(around(boxes), tuple(_rows_of(held, free, apart)), figures, loose)


def is_figure(word: Word) -> bool:
    """Whether a word is what a cell of figures holds, a dash included."""
    return bool(word.text) and is_value(word.text)


def _held(boxes: Sequence[Box], words: Sequence[Word]) -> tuple[dict[Box, list[Word]], list[Word]]:
    """The words that each box holds, each in the smallest that does, and those that none does."""
    heights = [word.middle[1] for word in words]
    held: dict[Box, list[Word]] = {box: [] for box in boxes}
    free = set(range(len(words)))
    for box in sorted(boxes, key=_area):
        for number in range(bisect_left(heights, box[1]), bisect_right(heights, box[3])):
            if number in free and holds(box, words[number].box):
                free.discard(number)
                held[box].append(words[number])
    return held, [words[number] for number in sorted(free)]


def _unframe(held: dict[Box, list[Word]]) -> None:
    """Put the words of a box into the blank cell that it alone stands in: it is drawn around them, and no cell."""
    rows = {top: sorted(row) for top, row in groupby(sorted(held, key=_top), key=_top)}
    heights = list(rows)
    for cell in [box for box, words in held.items() if not words]:
        within = map(rows.__getitem__, heights[bisect_left(heights, cell[1]) : bisect_left(heights, cell[3])])
        inner = [box for row in within for box in _inside(row, cell)]
        if len(inner) == 1 and inner[0] in held:
            held[cell] = held.pop(inner[0])


def _inside(row: Sequence[Box], cell: Box) -> Iterator[Box]:
    """The boxes of a row that stand in a cell, which is none of them."""
    for box in map(row.__getitem__, range(bisect_left(row, (cell[0],)), len(row))):
        if box[0] >= cell[2]:
            return
        if box != cell and box[2] <= cell[2] and box[3] <= cell[3]:
            yield box


def _top(box: Box) -> float:
    return box[1]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


# Cells of lines that are missing, and of lines too many


def _loose(held: Mapping[Box, Sequence[Word]]) -> Iterator[int]:
    """For each box in which figures stand on both sides of where others have a line, the number of its figures."""
    across = sorted({y for box in held for y in (box[1], box[3])})
    down = sorted({x for box in held for x in (box[0], box[2])})
    for words in held.values():
        figures = [word for word in words if is_figure(word)]
        places = {
            (
                bisect_right(down, word.box[0] + SLACK),
                bisect_left(down, word.box[2] - SLACK),
                bisect_left(across, word.middle[1]),
            )
            for word in figures
        }
        # A figure that reaches over a line stands on no side of it.
        if len([place for place in places if place[0] == place[1]]) > 1:
            yield len(figures)


def _join_struck(held: dict[Box, list[Word]]) -> None:
    """Join two cells of a figure, one below the other, that a line which is drawn right across one makes of it.

    One of the two is empty, and so it is wherever there is a line at that height; no row ends there.
    """
    columns: dict[tuple[int, float], list[Box]] = {}
    for box in sorted(held, key=lambda box: box[1]):
        for side in (0, 2):
            columns.setdefault((side, box[side]), []).append(box)
    now = {box: box for box in held}
    for y, pairs in _parted_at(held):
        if any(held[now[upper]] and held[lower] for upper, lower in pairs):
            continue
        for run in _side_by_side(pairs):
            (first, below), (last, _) = run[0], run[-1]
            beside = _across(columns.get((2, first[0]), ()), y), _across(columns.get((0, last[2]), ()), y)
            words = [word for upper, lower in run for word in (*held[now[upper]], *held[lower])]
            if words and all(map(is_figure, words)) and _is_struck(now[first][1], below[3], beside):
                for upper, lower in run:
                    left, top, right, _ = over = now[upper]
                    now[lower] = (left, top, right, lower[3])
                    held[now[lower]] = held.pop(over) + held.pop(lower)


def _parted_at(held: Mapping[Box, Sequence[Word]]) -> list[tuple[float, list[_Pair]]]:
    """The pairs of boxes of one column, by the height where they meet, if no other box with words ends there."""
    under = {(box[0], box[2], box[1]): box for box in held}
    pairs: dict[float, list[_Pair]] = {}
    others: set[float] = set()
    for box, words in held.items():
        below = under.get((box[0], box[2], box[3]))
        if below:
            pairs.setdefault(box[3], []).append((box, below))
        elif words:
            others.add(box[3])
    met = {below for each in pairs.values() for _, below in each}
    others |= {box[1] for box, words in held.items() if words and box not in met}
    return sorted((y, each) for y, each in pairs.items() if y not in others)


def _side_by_side(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Pairs of cells at one height, from left to right; those that touch together."""
    run: list[_Pair] = []
    for pair in sorted(pairs):
        if run and run[-1][0][2] != pair[0][0]:
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _is_struck(top: float, bottom: float, beside: tuple[Box | None, Box | None]) -> bool:
    """Whether a line between two heights ends at cells that it does not part: at both its ends, or at the side of the
    table and at a cell as high as those that it parts, for the name of a group stands beside several rows."""
    one, other = beside
    if one and other:
        return True
    only = one or other
    return only is not None and abs(only[1] - top) <= SLACK and abs(only[3] - bottom) <= SLACK


def _across(boxes: Sequence[Box], y: float) -> Box | None:
    """The one of some boxes, one below the other, that goes on where a line at ``y`` ends."""
    last = bisect_left(boxes, y - SLACK, key=lambda box: box[1]) - 1
    return boxes[last] if last >= 0 and boxes[last][3] > y + SLACK else None


def _split(held: dict[Box, list[Word]]) -> Iterator[Word]:
    """Split boxes that reach over several rows or columns, as the cells beside them show, and their words.

    These are figures, or each part is a label or a figure. Gives the figures that may stand in either of two rows; no
    box holds them any more.
    """
    ends: dict[tuple[int, float], set[float]] = {}
    for box in held:
        for side, at in enumerate(box):
            ends.setdefault((side, at), set()).update((box[1 - side % 2], box[3 - side % 2]))
    lines = {place: sorted(found) for place, found in ends.items()}
    for box, words in list(held.items()):
        parts = _parts(box, words, lines) if words else []
        if len(parts) < 2:
            continue
        filled: dict[Box, list[Word]] = {part: [] for part in parts}
        for word in words:
            for part in (part for part in parts if _lies_in(part, word.box)):
                filled[part].append(word)
                break
        is_placed = sum(map(len, filled.values())) == len(words)
        if all(map(is_figure, words)):
            middle = (box[1] + box[3]) / 2
            is_between = len({part[1] for part in parts}) > 1 and all(
                abs(word.middle[1] - middle) <= SLACK for word in words
            )
            # Where nothing stands beside one of the rows, the cell may as well be one of them all.
            is_merged = len({part[1] for part, inside in filled.items() if inside}) < len({part[1] for part in parts})
            del held[box]
            if is_placed and not is_between and not is_merged:
                held.update(filled)
            else:
                yield from words
        elif is_placed and _are_cells([_text_of(part) for part in filled.values() if part]):
            del held[box]
            held.update(filled)


def _are_cells(texts: Sequence[str]) -> bool:
    """Whether several texts are each a label of a form or a figure."""
    return len(texts) > 1 and all(find_label(normalize("NFKC", text)) or is_value(text) for text in texts)


def _parts(box: Box, words: Sequence[Word], lines: Mapping[tuple[int, float], Sequence[float]]) -> list[Box]:
    """A box cut where cells beside it end, as far as a row between would hold its words, and columns have any."""
    high = max(word.box[3] - word.box[1] for word in words)
    tops = [box[1]]
    for y in _ends_beside(box, 0, lines):
        if y - tops[-1] >= high and box[3] - y >= high:
            tops.append(y)
    first, last = min(word.box[2] for word in words), max(word.box[0] for word in words)
    lefts = [box[0], *(x for x in _ends_beside(box, 1, lines) if first - SLACK <= x <= last + SLACK)]
    rows, columns = pairwise([*tops, box[3]]), list(pairwise([*lefts, box[2]]))
    return [(left, top, right, bottom) for top, bottom in rows for left, right in columns]


def _ends_beside(box: Box, side: int, lines: Mapping[tuple[int, float], Sequence[float]]) -> list[float]:
    """Where cells at the left and right of a box end within its ends, or with ``side`` 1 those above and below it."""
    found: set[float] = set()
    for line in ((side + 2, box[side]), (side, box[side + 2])):
        ends = lines.get(line, ())
        found.update(ends[bisect_right(ends, box[1 - side] + SLACK) : bisect_left(ends, box[3 - side] - SLACK)])
    return sorted(found)


def _lies_in(part: Box, word: Box) -> bool:
    """Whether a word stands within a box, or reaches only a little over its sides."""
    inside = part[0] - SLACK <= word[0] and word[2] <= part[2] + SLACK
    return inside and part[1] - _TOUCH <= word[1] and word[3] <= part[3] + _TOUCH


# The rows


def _rows_of(held: Mapping[Box, Sequence[Word]], free: Sequence[Word], apart: Sequence[Word]) -> list[tuple[Cell, ...]]:
    """The cells of a table by rows: those whose upper sides are at one height.

    ``free`` are words that no box holds, ``apart`` those that may be in one row or another.
    """
    rows: list[list[Box]] = []
    for box in sorted(held, key=lambda box: box[1]):
        if rows and box[1] - rows[-1][0][1] <= SLACK:
            rows[-1].append(box)
        else:
            rows.append([box])
    cells = [
        _without_overflow([Cell(_text_of(held[box]), box) for box in row], [held[box] for box in row]) for row in rows
    ]
    cells += _add_open_cells(cells, free)
    cells += [[_open_cell(line)] for line in _in_lines(apart)]
    ordered = sorted(cells, key=lambda row: row[0].box[1])
    return [_without_torn_blanks(sorted(row, key=lambda cell: cell.box)) for row in ordered]


def _without_torn_blanks(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row; without its blank cells if its label goes on beside the cells below these, which may be its own."""
    for label, beside in pairwise(row):
        if label.text and not beside.text and label.box[3] > beside.box[3] + SLACK and not is_value(label.text):
            return tuple(cell for cell in row if cell.text)
    return tuple(row)


def _without_overflow(cells: Sequence[Cell], held: Sequence[Sequence[Word]]) -> list[Cell]:
    """The cells of a row; those made one that a figure reaches over, which may be the figures of both."""
    found: list[Cell] = []
    reach = 0.0
    for cell, words in sorted(zip(cells, held, strict=True), key=lambda pair: pair[0].box):
        figures = [word for word in words if _DIGIT.search(word.text)]
        left, right = cell.box[0] - SLACK, cell.box[2] + SLACK
        if found and (reach > cell.box[0] + SLACK or any(word.box[0] < left for word in figures)):
            text = f"{found[-1].text} {cell.text}".strip()
            found[-1] = Cell(text, around((found[-1].box, cell.box)))
        else:
            found.append(cell)
        reach = max((word.box[2] for word in figures if word.box[2] > right), default=0.0)
    return found


def _add_open_cells(rows: Iterable[list[Cell]], words: Sequence[Word]) -> list[list[Cell]]:
    """Put words that no cell holds, because a side of theirs is not drawn, into the row they stand beside.

    They make one cell as far as no other stands between them, in the least high of the rows beside them. Those that
    stand beside no row make rows of their own.
    """
    heights = [word.middle[1] for word in words]
    free = set(range(len(words)))
    spans = [(row[0].box[1], min(cell.box[3] for cell in row), row) for row in rows]
    for top, bottom, row in sorted(spans, key=lambda span: span[1] - span[0]):
        near = range(bisect_left(heights, top), bisect_right(heights, bottom))
        beside = sorted((words[number] for number in near if number in free), key=lambda word: word.box)
        free.difference_update(near)
        lefts = sorted(cell.box[0] for cell in row)
        for _, together in groupby(beside, key=lambda word: bisect_right(lefts, word.middle[0])):
            row.append(_open_cell(list(together)))
    return [[_open_cell(line)] for line in _in_lines([words[number] for number in sorted(free)])]


def _open_cell(words: Sequence[Word]) -> Cell:
    return Cell(_text_of(words), around(word.box for word in words))


def holds(box: Box, inner: Box) -> bool:
    """Whether the middle of one box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def around(boxes: Iterable[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _text_of(words: Iterable[Word]) -> str:
    """The words of a cell, line by line."""
    lines = (sorted(line, key=lambda word: word.box) for line in _in_lines(words))
    return "\n".join(" ".join(word.text for word in line) for line in lines)


def _in_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words by the lines they stand in, from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle[1]):
        if lines and word.middle[1] - lines[-1][0].middle[1] <= SLACK:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines
