"""The ruling lines of a page of a PDF, and the boxes that they enclose: the cells of its tables.

Lines are drawn as lines, as thin or thick rectangles, and as rows of dashes or dots; a table may lack the lines at its
sides, and those at its ends where a page break cuts it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby, pairwise
from typing import Any, NamedTuple, TypeVar

from attrs import frozen
from pdfplumber.page import Page

from gxgrammar.limits import Limits

_T = TypeVar("_T")
Box = tuple[float, float, float, float]
# Where lines cross, by the numbers of those down and those across the page.
_Crossings = dict[tuple[float, float], tuple[set[int], set[int]]]

# How far, in points, edges may lie apart that are meant as one.
SLACK = 3.0
# Thicker lines are drawn as bars, whose sides are no lines; what is thicker than a bar is shading.
_THICKEST = 6.0
_LEAST_SLIM = 3.0
# Dashes and dots are no longer; so many of one size in a row, with no wider gaps than they are long, are a line.
_LONGEST_DASH = 6.0
_FEWEST_DASHES = 4
_SAME_SIZE = 0.5
# What is so level or upright, and so long, may be a piece of a line.
_LEVEL = 0.5
_SHORTEST = 1.0
# Where so many lines between columns end, a row does.
_FEWEST_OPEN = 3
# A row whose label wraps in a narrow column may be as tall, in points.
_TALLEST_ROW = 160.0


class Stroke(NamedTuple):
    """A line across or down a page: its height, or how far from the left it stands, and where it begins and ends."""

    at: float
    start: float
    stop: float


@frozen
class Rulings:
    """The lines of a page. ``open_ends`` are the heights where a table has a row that no drawn line closes."""

    down: tuple[Stroke, ...]
    across: tuple[Stroke, ...]
    open_ends: tuple[float, ...]


def rulings(page: Page, limits: Limits, name: str) -> Rulings:
    """The lines drawn on a page, and those that its tables lack at their sides and ends."""
    dashes = list(_dashes([*page.rects, *page.curves]))
    aside = {piece for pieces, _, _ in dashes for piece in pieces}
    bars = [rect for rect in page.rects if _is_bar(rect)]
    aside |= {id(bar) for bar in bars}
    shapes = [each for each in (*page.lines, *page.rects, *page.curves) if id(each) not in aside]
    lines = [*((is_down, stroke) for _, is_down, stroke in dashes), *map(_along, bars)]
    lines += chain.from_iterable(_sides(each) for each in shapes if not _is_fill(each))
    fills = [each for each in shapes if _is_fill(each)]
    limits.check("rulings", len(lines) + sum(1 for each in fills for _ in _sides(each)), name=name)
    found = _rulings(lines)
    around = _around_marks(fills, found, limits, name) if fills and lines else fills
    return _rulings([*lines, *chain.from_iterable(map(_sides, around))]) if around else found


def _rulings(drawn: Sequence[tuple[bool, Stroke]]) -> Rulings:
    down = _joined(stroke for is_down, stroke in drawn if is_down)
    across = _joined(stroke for is_down, stroke in drawn if not is_down)
    whole = _whole_lines(across)
    ends = list(_open_ends(down, whole)) if down else []
    sides = list(_open_sides(down, whole)) if down else []
    return Rulings((*down, *sides), (*across, *ends), tuple(end.at for end in ends))


def _is_fill(drawn: Mapping[str, Any]) -> bool:
    """Whether what is drawn is an area without a line around it."""
    is_area = drawn["object_type"] == "rect" and float(min(drawn["width"], drawn["height"])) > SLACK
    return is_area and bool(drawn["fill"]) and not drawn["stroke"]


def _around_marks(
    fills: Sequence[Mapping[str, Any]], lines: Rulings, limits: Limits, name: str
) -> list[Mapping[str, Any]]:
    """The filled areas that may be cells: one within a cell that lines enclose, neither as wide nor as high as that,
    marks the words it stands behind."""
    ordered = sorted(fills, key=_middle)
    middles = list(map(_middle, ordered))
    marks: set[int] = set()
    for box in chain.from_iterable(tables_of(lines, limits, name)):
        within = range(bisect_left(middles, box[1]), bisect_right(middles, box[3]))
        inner = [number for number in within if _marks_words(ordered[number], box)]
        # Cells that are filled, not drawn, reach into the corners of the frame that is drawn around them.
        if not any(_is_in_corner(ordered[number], box) for number in inner):
            marks.update(inner)
    return [each for number, each in enumerate(ordered) if number not in marks]


def _middle(drawn: Mapping[str, Any]) -> float:
    return float(drawn["top"] + drawn["bottom"]) / 2


def _marks_words(fill: Mapping[str, Any], box: Box) -> bool:
    left, top, right, bottom = fill["x0"] - box[0], fill["top"] - box[1], box[2] - fill["x1"], box[3] - fill["bottom"]
    is_within = min(left, top, right, bottom) >= -_SHORTEST
    return bool(is_within and max(left, right) > _SHORTEST and max(top, bottom) > _SHORTEST)


def _is_in_corner(fill: Mapping[str, Any], box: Box) -> bool:
    is_beside = min(abs(fill["x0"] - box[0]), abs(fill["x1"] - box[2])) <= _SHORTEST
    return bool(is_beside and min(abs(fill["top"] - box[1]), abs(fill["bottom"] - box[3])) <= _SHORTEST)


def _dashes(pieces: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Sequence[int], bool, Stroke]]:
    """Rows of dashes or dots: the ids of the pieces of each, whether it runs down the page, and the line it is."""
    small = [piece for piece in pieces if max(piece["width"], piece["height"]) <= _LONGEST_DASH]
    for is_down in (False, True):
        turned = ((_as_dash(piece, is_down=is_down), id(piece)) for piece in small)
        lying = [(dash, number) for dash, number in turned if dash is not None]
        for level in _clusters(lying, lambda each: each[0].at, _SAME_SIZE):
            for row in _rows_of_dashes(sorted(level)):
                (first, _), (last, _) = row[0], row[-1]
                yield [number for _, number in row], is_down, Stroke(first.at, first.start, last.stop)


def _as_dash(piece: Mapping[str, Any], *, is_down: bool) -> Stroke | None:
    """The line along the middle of a small piece, if it is no wider than that is long."""
    left, top, right, bottom = piece["x0"], piece["top"], piece["x1"], piece["bottom"]
    if is_down:
        left, top, right, bottom = top, left, bottom, right
    return Stroke((top + bottom) / 2, left, right) if right - left >= bottom - top - _SAME_SIZE else None


def _rows_of_dashes(dashes: Iterable[tuple[Stroke, int]]) -> Iterator[Sequence[tuple[Stroke, int]]]:
    row: list[tuple[Stroke, int]] = []
    for each in dashes:
        if row and not _follows(row[-1][0], each[0]):
            if len(row) >= _FEWEST_DASHES:
                yield row
            row = []
        row.append(each)
    if len(row) >= _FEWEST_DASHES:
        yield row


def _follows(before: Stroke, dash: Stroke) -> bool:
    """Whether a dash is as long as the one before it, with no wider a gap between them."""
    long = dash.stop - dash.start
    return abs(before.stop - before.start - long) <= _SAME_SIZE and dash.start - before.stop <= long + _SAME_SIZE


def _is_bar(rect: Mapping[str, Any]) -> bool:
    """Whether a rectangle is a thick line."""
    thin, long = sorted((float(rect["width"]), float(rect["height"])))
    return SLACK < thin <= _THICKEST and long >= _LEAST_SLIM * thin


def _along(bar: Mapping[str, Any]) -> tuple[bool, Stroke]:
    """The line along the middle of a bar; it ends where the middle of one does that is as thick and stands across."""
    half = min(bar["width"], bar["height"]) / 2
    if bar["width"] > bar["height"]:
        return False, Stroke(bar["top"] + half, bar["x0"] - half, bar["x1"] + half)
    return True, Stroke(bar["x0"] + half, bar["top"] - half, bar["bottom"] + half)


def _sides(drawn: Mapping[str, Any]) -> Iterator[tuple[bool, Stroke]]:
    """The level and upright sides of what is drawn, or the line that it is."""
    left, top, right, bottom = drawn["x0"], drawn["top"], drawn["x1"], drawn["bottom"]
    if drawn["object_type"] == "rect":
        points = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    elif drawn["object_type"] == "curve":
        points = drawn["pts"]
    else:
        points = [(left, top), (right, bottom)]
    for (x, y), (far, low) in pairwise(points):
        if abs(x - far) <= _LEVEL and abs(y - low) >= _SHORTEST:
            yield True, Stroke(x, min(y, low), max(y, low))
        elif abs(y - low) <= _LEVEL and abs(x - far) >= _SHORTEST:
            yield False, Stroke(y, min(x, far), max(x, far))


def _clusters(found: Iterable[_T], key: Callable[[_T], float], slack: float) -> Iterator[list[_T]]:
    """What lies next to each other with gaps no wider than ``slack``."""
    cluster: list[_T] = []
    for each in sorted(found, key=key):
        if cluster and key(each) - key(cluster[-1]) > slack:
            yield cluster
            cluster = []
        cluster.append(each)
    if cluster:
        yield cluster


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes as whole lines, those that nearly coincide at one place; the ends of thin rectangles are none."""
    found: list[Stroke] = []
    for cluster in _clusters(strokes, lambda stroke: stroke.at, SLACK):
        at = sum(stroke.at for stroke in cluster) / len(cluster)
        start, stop = None, 0.0
        for _, begins, ends in sorted(cluster, key=lambda stroke: stroke.start):
            if start is None or begins > stop + SLACK:
                if start is not None:
                    found.append(Stroke(at, start, stop))
                start, stop = begins, ends
            stop = max(stop, ends)
        if start is not None:
            found.append(Stroke(at, start, stop))
    return [stroke for stroke in found if stroke.stop - stroke.start >= SLACK]


# The lines that a table lacks


def _whole_lines(across: Iterable[Stroke]) -> list[Stroke]:
    """The lines across a page from top to bottom, those at one height as one."""
    found = []
    for at, alike in groupby(across, key=lambda stroke: stroke.at):
        pieces = list(alike)
        found.append(Stroke(at, min(each.start for each in pieces), max(each.stop for each in pieces)))
    return found


def _open_sides(down: Sequence[Stroke], across: Sequence[Stroke]) -> Iterator[Stroke]:
    """Lines for the sides of tables that have none drawn, between the ends of their lines across."""
    for joined, pairs in groupby(pairwise(across), key=lambda pair: _is_row(pair, down)):
        if joined:
            stretch = list(pairs)
            lines = [stretch[0][0], *(line for _, line in stretch)]
            side = lines[0].at, lines[-1].at
            for x in (min(line.start for line in lines), max(line.stop for line in lines)):
                if not any(abs(edge.at - x) <= SLACK and _meets(edge, *side) for edge in down):
                    yield Stroke(x, *side)


def _is_row(pair: tuple[Stroke, Stroke], down: Iterable[Stroke]) -> bool:
    """Whether a line between columns stands between two lines across."""
    above, below = pair
    left, right = min(above.start, below.start) + SLACK, max(above.stop, below.stop) - SLACK
    top, bottom = above.at + SLACK, below.at - SLACK
    return any(left < edge.at < right and edge.start <= top and edge.stop >= bottom for edge in down)


def _meets(edge: Stroke, top: float, bottom: float) -> bool:
    return edge.start < bottom - SLACK and edge.stop > top + SLACK


def _open_ends(down: Sequence[Stroke], across: Sequence[Stroke]) -> Iterator[Stroke]:
    """Lines where the last row of a table has none drawn across, at the end or the beginning of a page that cuts it."""
    sides: tuple[Callable[[Stroke], float], ...] = (lambda edge: edge.start, lambda edge: edge.stop)
    for side in sides:
        for together in _clusters(down, side, SLACK):
            end = Stroke(side(together[0]), min(edge.at for edge in together), max(edge.at for edge in together))
            if len({edge.at for edge in together}) >= _FEWEST_OPEN and _is_open(end, together, down, across):
                yield end


def _is_open(end: Stroke, together: Sequence[Stroke], down: Iterable[Stroke], across: Sequence[Stroke]) -> bool:
    """Whether lines down the page that end together leave a row open there.

    No line is drawn across where they end, one is drawn across most of them near by, and no other goes on between them.
    """
    y, left, right = end
    first = bisect_left(across, (y - _TALLEST_ROW,))
    near = across[first : bisect_right(across, y + _TALLEST_ROW, key=lambda line: line.at)]
    if any(abs(line.at - y) <= SLACK and line.start < right and line.stop > left for line in near):
        return False
    if not any(2 * sum(_crosses(edge, line) for edge in together) > len(together) for line in near):
        return False
    between = (edge for edge in down if left - SLACK <= edge.at <= right + SLACK)
    return not any(edge.start < y - SLACK and edge.stop > y + SLACK for edge in between)


def _crosses(down: Stroke, across: Stroke) -> bool:
    is_within = across.start - SLACK <= down.at <= across.stop + SLACK
    return is_within and down.start <= across.at + SLACK and down.stop >= across.at - SLACK


# What the lines enclose


def tables_of(lines: Rulings, limits: Limits, name: str) -> list[list[Box]]:
    """The cells of each table: the smallest boxes that lines enclose, without those that are frames around others."""
    boxes = _without_frames(list(_boxes(_crossings(lines, limits, name))))
    tables = [table for table in _touching(boxes) if len(table) > 1]
    return sorted(tables, key=lambda table: min((box[1], box[0]) for box in table))


def _crossings(lines: Rulings, limits: Limits, name: str) -> _Crossings:
    across = sorted(lines.across)
    heights = [line.at for line in across]
    found: _Crossings = {}
    for number, edge in enumerate(sorted(lines.down)):
        first, last = bisect_left(heights, edge.start - SLACK), bisect_right(heights, edge.stop + SLACK)
        for index in range(first, last):
            line = across[index]
            if line.start - SLACK <= edge.at <= line.stop + SLACK:
                down, level = found.setdefault((edge.at, line.at), (set(), set()))
                down.add(number)
                level.add(index)
        # Each cell has a corner of its own, and finding cells takes longer than finding corners.
        limits.check("cells", len(found), name=name)
    return found


def _boxes(crossings: _Crossings) -> Iterator[Box]:
    """From each crossing the smallest box to the right of it and below."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    for x, column in columns.items():
        for y in column:
            corner = next(_corners(crossings, x, y, columns[x], rows[y]), None)
            if corner:
                yield (x, y, *corner)


def _corners(
    crossings: _Crossings, x: float, y: float, column: Sequence[float], row: Sequence[float]
) -> Iterator[tuple[float, float]]:
    """The crossings that close a box with one at its upper left corner, nearest first."""
    down, level = crossings[x, y]
    right = range(bisect_right(row, x), len(row))
    for low in map(column.__getitem__, range(bisect_right(column, y), len(column))):
        if down.isdisjoint(crossings[x, low][0]):
            return
        for far in map(row.__getitem__, right):
            if level.isdisjoint(crossings[far, y][1]):
                break
            corner = crossings.get((far, low))
            if corner and corner[0] & crossings[far, y][0] and corner[1] & crossings[x, low][1]:
                yield far, low


def _without_frames(boxes: Sequence[Box]) -> list[Box]:
    """The boxes that do not stand around others which stand side by side, as a frame of the page or of a table does."""
    rows = {top: sorted(row) for top, row in groupby(sorted(boxes, key=lambda box: box[1]), key=lambda box: box[1])}
    heights = list(rows)
    return [box for box in boxes if not any(map(partial(_frames, box), _within(rows, heights, box)))]


def _within(rows: Mapping[float, Sequence[Box]], heights: Sequence[float], box: Box) -> Iterator[Sequence[Box]]:
    """The rows of boxes that begin between the upper and the lower side of a box."""
    for top in heights[bisect_left(heights, box[1]) : bisect_left(heights, box[3])]:
        yield rows[top]


def _frames(box: Box, row: Sequence[Box]) -> bool:
    """Whether a box holds two of a row of boxes."""
    inner = 0
    for each in map(row.__getitem__, range(bisect_left(row, (box[0],)), len(row))):
        if each[0] >= box[2]:
            break
        inner += each != box and each[2] <= box[2] and each[3] <= box[3]
        if inner == 2:
            return True
    return False


def _touching(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes that share corners, one with the next, together."""
    at: dict[tuple[float, float], list[int]] = defaultdict(list)
    for number, (left, top, right, bottom) in enumerate(boxes):
        for corner in ((left, top), (left, bottom), (right, top), (right, bottom)):
            at[corner].append(number)
    found, seen = [], set()
    for first in range(len(boxes)):
        waiting = [first] if first not in seen else []
        table = []
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                table.append(boxes[number])
                left, top, right, bottom = boxes[number]
                for corner in ((left, top), (left, bottom), (right, top), (right, bottom)):
                    waiting += at.pop(corner, ())
        if table:
            found.append(table)
    return found
