"""What stands in the boxes that lines of a page enclose: the rows of a table, cell by cell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from gxgrammar.readers.rulings import SLACK, Box

_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"[\d.,]*\d")
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


def fill(boxes: Sequence[Box], words: Sequence[Word]) -> Filled:
    """The table that boxes make with the words in them, which are given by height."""
    held, free = _held(boxes, words)
    _join_struck(held)
    figures = sum(map(_is_figure, words))
    loose = sum(map(_is_figure, free)) + sum(_loose(held))
    return Filled(around(boxes), tuple(_rows_of(held, free)), figures, loose)


def _is_figure(word: Word) -> bool:
    return _FIGURE.fullmatch(word.text) is not None


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


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


# Cells of lines that are missing, and of lines too many


def _loose(held: Mapping[Box, Sequence[Word]]) -> Iterator[int]:
    """For each box in which figures stand on both sides of where others have a line, the number of its figures."""
    across = sorted({y for box in held for y in (box[1], box[3])})
    down = sorted({x for box in held for x in (box[0], box[2])})
    for words in held.values():
        figures = [word for word in words if _is_figure(word)]
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
    """Join two cells, one below the other, that a line which is drawn right across one makes of it.

    One of the two is empty. The line is no longer than some cells side by side, and parts none of those beside them.
    """
    now = {box: box for box in held}
    columns: dict[tuple[int, float], list[Box]] = {}
    for box in sorted(held, key=lambda box: box[1]):
        for side in (0, 2):
            columns.setdefault((side, box[side]), []).append(box)
    for run in _runs(held):
        (first, below), (last, _) = run[0], run[-1]
        beside = _across(columns.get((2, first[0]), ()), first[3]), _across(columns.get((0, last[2]), ()), first[3])
        if not _is_struck(now[first][1], below[3], beside):
            continue
        inked = {(bool(held[now[upper]]), bool(held[lower])) for upper, lower in run}
        if (True, True) in inked or (None in beside and len(inked - {(False, False)}) > 1):
            continue
        for upper, lower in run:
            left, top, right, _ = over = now[upper]
            now[lower] = (left, top, right, lower[3])
            held[now[lower]] = held.pop(over) + held.pop(lower)


def _is_struck(top: float, bottom: float, beside: tuple[Box | None, Box | None]) -> bool:
    """Whether a line between two heights ends at cells that it does not part: at both its ends, or at the side of the
    table and at a cell as high as those that it parts, for the name of a group stands beside several rows."""
    one, other = beside
    if one and other:
        return True
    only = one or other
    return only is not None and abs(only[1] - top) <= SLACK and abs(only[3] - bottom) <= SLACK


def _runs(boxes: Iterable[Box]) -> Iterator[list[_Pair]]:
    """Boxes of the same columns, one below the other, from top to bottom; those that stand side by side together."""
    under = {(box[0], box[2], box[1]): box for box in boxes}
    pairs = [(box, under[below]) for box in under.values() if (below := (box[0], box[2], box[3])) in under]
    run: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: (pair[0][3], pair[0][0])):
        if run and (run[-1][0][3], run[-1][0][2]) != (pair[0][3], pair[0][0]):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _across(boxes: Sequence[Box], y: float) -> Box | None:
    """The one of some boxes, one below the other, that goes on where a line at ``y`` ends."""
    last = bisect_left(boxes, y - SLACK, key=lambda box: box[1]) - 1
    return boxes[last] if last >= 0 and boxes[last][3] > y + SLACK else None


# The rows


def _rows_of(held: Mapping[Box, Sequence[Word]], free: Sequence[Word]) -> list[tuple[Cell, ...]]:
    """The cells of a table by rows: those whose upper sides are at one height. ``free`` are words that no box holds."""
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
    ordered = sorted(cells, key=lambda row: row[0].box[1])
    return [tuple(sorted(row, key=lambda cell: cell.box)) for row in ordered]


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

    They make one cell as far as no other stands between them. Those that stand beside no row make rows of their own.
    """
    heights = [word.middle[1] for word in words]
    free = set(range(len(words)))
    for row in rows:
        top, bottom = row[0].box[1], min(cell.box[3] for cell in row)
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
