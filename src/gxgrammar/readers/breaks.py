"""What breaks cut in two in the tables of a PDF: figures too long for their line, and rows at the end of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, islice, takewhile
from typing import NamedTuple

from gxgrammar.readers.ruled import Cell
from gxgrammar.readers.rulings import SLACK, Box
from gxgrammar.readers.scans import Line
from gxgrammar.values import is_value
from gxgrammar.vocabulary import find_label

# A label has no more lines, however narrow its column.
_MOST_LINES = 24
WRAPPED_FIGURE = re.compile(r"[\d,.]+(?:\n[\d,.]+)+")


def unwrapped(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row with figures made whole that are too long for their cell and go on in a second line.

    Where a ruling line is missing, the figures of two rows stand in one cell in the same way; so the row must show
    that it is one: by a label, or by a cell of one line; and no label of another row stands with one. Nor may the cell
    reach below the row.
    """
    inked = [cell.text for cell in row if cell.text]
    end = min((cell.box[3] for cell in row), default=0.0) + SLACK
    if any(map(has_labels, inked)) or not any(find_label(text) or "\n" not in text for text in inked):
        return tuple(row)
    return tuple(
        Cell(cell.text.replace("\n", ""), cell.box)
        if cell.box[3] <= end and WRAPPED_FIGURE.fullmatch(cell.text)
        else cell
        for cell in row
    )


def has_labels(text: str) -> bool:
    """Whether a cell holds a label and more behind it, as where the line between two rows is missing."""
    lines = text.split("\n", maxsplit=_MOST_LINES)
    begun = accumulate(lines[:-1], "{}\n{}".format)
    return len(lines) > 1 and find_label(text) is None and any(map(find_label, begun))


def whole_rows(
    rows: Sequence[tuple[int, tuple[Cell, ...]]], open_ends: Mapping[int, Sequence[float]]
) -> list[tuple[int, tuple[Cell, ...]]]:
    """The rows of a table, with those made whole that a page break cuts in two."""
    whole: list[tuple[int, tuple[Cell, ...]]] = []
    for page, row in rows:
        cut = _cut(whole[-1][1], row) if whole and whole[-1][0] != page else None
        if cut is None:
            whole.append((page, row))
            continue
        before, above = whole.pop()
        ends = _are_near((cell.box[3] for cell in above), open_ends[before])
        begins = _are_near((cell.box[1] for cell in row), open_ends[page])
        if joined := _joined_row(cut, ends=ends, begins=begins):
            whole.append((before, joined))
        elif _is_parted(cut):
            whole += ((before, part) for part in _parts(above, cut))
            whole += ((page, part) for part in _parts(row, cut))
        else:
            whole += ((before, above), (page, row))
    return whole


def parted(above: Sequence[Cell], below: Sequence[Cell]) -> tuple[list[tuple[Cell, ...]], list[tuple[Cell, ...]]]:
    """The last row of a page and the first of the next, as they are where words stand between them.

    These may be a running head as well as the end of the table, so nothing is joined.
    """
    cut = _cut(above, below)
    if cut is None or not _is_parted(cut):
        return [tuple(above)], [tuple(below)]
    return list(_parts(above, cut)), list(_parts(below, cut))


def _parts(row: Sequence[Cell], cut: _Cut) -> Iterator[tuple[Cell, ...]]:
    """One of two rows of which the label of one may be that of the figures of the other.

    So a label without figures has no blank cells, and the figures are not those of what groups the rows.
    """
    left = cut.above[cut.figures].box[0] - SLACK
    labels = tuple(cell for cell in row if cell.text and cell.box[0] < left)
    figures = tuple(cell for cell in row if cell.box[0] >= left)
    if not any(cell.text for cell in figures):
        yield labels
    elif any(cell.text == label for cell in labels for label in cut.labels):
        yield tuple(row)
    else:
        yield from filter(None, (labels, figures))


class _Cut(NamedTuple):
    """The last row of a page above the first of the next, cell by cell; from the cell ``figures`` on both have such."""

    above: tuple[Cell, ...]
    below: tuple[str, ...]
    figures: int

    @property
    def pieces(self) -> Iterator[tuple[str, str]]:
        return zip((cell.text for cell in self.above), self.below, strict=True)

    @property
    def labels(self) -> tuple[str, str]:
        """What stands beside the figures."""
        return (self.above[self.figures - 1].text, self.below[self.figures - 1]) if self.figures else ("", "")


def _cut(above: Sequence[Cell], below: Sequence[Cell]) -> _Cut | None:
    """Two rows, if all that the second says stands in the columns of the first.

    The next page has cells besides for what spans both rows, which are empty.
    """
    inked = [cell for cell in below if cell.text]
    rest = [next((cell for cell in inked if _same_columns(one.box, cell.box)), None) for one in above]
    if not inked or len(inked) > sum(cell is not None for cell in rest):
        return None
    texts = tuple(cell.text if cell else "" for cell in rest)
    figures = len(texts)
    while figures and _are_figures((above[figures - 1].text, texts[figures - 1])):
        figures -= 1
    return _Cut(tuple(above), texts, figures)


def _is_parted(cut: _Cut) -> bool:
    """Whether one of two rows has a label and the other none, which has figures: they may be one."""
    one, other = cut.labels
    parts = list(zip(*cut.pieces, strict=True))
    return bool(one) != bool(other) and any(parts[bool(one)][cut.figures :])


def _joined_row(cut: _Cut, *, ends: bool, begins: bool) -> tuple[Cell, ...] | None:
    """The last row of a page with the first of the next, if they are one row that the page break cuts.

    They are if together they make a label that neither part has, and no figure stands in both; or, where no line closes
    the row, if one part has figures only, or figures without a label. Figures without a label that stand under figures
    are put with them in any case: where neither page has a line they are the rest of one figure; else the cell holds
    two, and is left open.
    """
    made = [bool(one and other) for one, other in cut.pieces]
    if all(_make_label(*each) for each, both in zip(cut.pieces, made, strict=True) if both):
        if any(made):
            whole = all(
                find_label(other) is None for (_, other), both in zip(cut.pieces, made, strict=True) if not both
            )
        else:
            parts = list(zip(*cut.pieces, strict=True))
            goes_on = any(parts[0]) and any(map(_are_figures, parts))
            whole = (ends or begins) and (goes_on or _is_parted(cut))
        return unwrapped(_both(cut)) if whole else None
    if any(made[: cut.figures]) or not _is_parted(cut):
        return None
    return unwrapped(_both(cut)) if ends and begins else _both(cut)


def _both(cut: _Cut) -> tuple[Cell, ...]:
    """The cells of two rows, each with the text of both."""
    pieces = zip(cut.pieces, cut.above, strict=True)
    return tuple(Cell(f"{one}\n{other}".strip(), cell.box) for (one, other), cell in pieces)


def _make_label(one: str, other: str) -> bool:
    """Whether two pieces make a label of which the first is none; the other may be the label without its number."""
    whole = find_label(f"{one}\n{other}")
    return whole is not None and find_label(one) is None and find_label(other) in (None, whole)


def _are_figures(texts: Iterable[str]) -> bool:
    return all(is_value(text) or WRAPPED_FIGURE.fullmatch(text) for text in texts if text)


def _are_near(heights: Iterable[float], ends: Sequence[float]) -> bool:
    """Whether one of some heights is one of the others."""
    return any(abs(height - end) <= SLACK for height in heights for end in ends)


def _same_columns(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) <= SLACK and abs(one[2] - other[2]) <= SLACK


def run_out(rows: Sequence[tuple[Cell, ...]], lines: Iterable[Line]) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """The rows of a table with the lines below it that run out of one of its cells, and how many do.

    A name does that is too long for what the page leaves of its cell; without them it is none.
    """
    bottom = max(cell.box[3] for row in rows for cell in row)
    below = list(islice(lines, _MOST_LINES))
    for cell in (cell for row in rows for cell in row if cell.text and bottom - cell.box[3] <= SLACK):
        under = (line.text for line in takewhile(partial(_is_under, cell.box), below))
        for number, rest in enumerate(accumulate(under, "{}\n{}".format), start=1):
            if _make_label(cell.text, rest):
                whole = Cell(f"{cell.text}\n{rest}", cell.box)
                return tuple(tuple(whole if each is cell else each for each in row) for row in rows), number
    return tuple(rows), 0


def _is_under(box: Box, line: Line) -> bool:
    """Whether a line stands in the columns of a cell, no more lines below it than a label has."""
    inside = box[0] - SLACK <= line.box[0] and line.box[2] <= box[2] + SLACK
    return inside and line.box[1] - box[3] <= _MOST_LINES * line.size
