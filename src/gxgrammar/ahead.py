"""Rows whose figures may stand before their labels, as where text is taken from a page line by line, or copied from the
right: each label then seems to have the figures of the row behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gxgrammar.canonical import Line
from gxgrammar.document import Ink
from gxgrammar.printed import PrintedRow, RowPath
from gxgrammar.spelling import without_enumerator
from gxgrammar.vocabulary import vocabulary

_FEWEST_ALIKE = 5


def figures_ahead(lines: Sequence[Line], rows: Mapping[RowPath, PrintedRow]) -> Mapping[RowPath, tuple[Ink, ...]]:
    """The figures that stand right before the labels of rows and may be theirs, by row.

    So they may where figures stand under the heads, before the first row, and none behind the last; and where a row
    shows nothing else.
    """
    paths = {row.line.span.start: path for path, row in rows.items() if row.line.label}
    found: dict[RowPath, tuple[Ink, ...]] = {}
    for block in _blocks(lines, paths):
        found |= _ahead_in(block, rows)
    return found


# The figures before the first of some rows, and the rows.
_Block = tuple[tuple[Ink, ...], list[RowPath]]


def _blocks(lines: Sequence[Line], paths: Mapping[int, RowPath]) -> Iterator[_Block]:
    """The rows between heads and headings that have figures without a label right before the first of them."""
    ahead: tuple[Ink, ...] = ()
    block: list[RowPath] = []
    for line in lines:
        path = paths.get(line.span.start)
        if path:
            block.append(path)
        elif _parts_blocks(line):
            if ahead and block:
                yield ahead, block
            ahead, block = _figures_of(line), []
    if ahead and block:
        yield ahead, block


def _parts_blocks(line: Line) -> bool:
    """Whether a line is a heading, the head of a column, or figures without a label of a row.

    The head of a group of rows is numbered, and goes on with a block unless it has figures.
    """
    label = line.text[1:].partition("|")[0]
    if line.text[:1] != "|" or not label:
        return True
    return label in vocabulary().heads and (without_enumerator(label) == label or bool(_figures_of(line)))


def _figures_of(line: Line) -> tuple[Ink, ...]:
    """The figures of a line that is no row; a head has none."""
    inked = tuple([value for value in line.values if value.text]) if line.text[:1] == "|" else ()
    return inked if any(character.isdigit() for value in inked for character in value.text) else ()


def _ahead_in(block: _Block, rows: Mapping[RowPath, PrintedRow]) -> dict[RowPath, tuple[Ink, ...]]:
    ahead, paths = block
    inked = [tuple(rows[path].inked) for path in paths]
    if not inked[-1] and all(rows[path].line.open for path in paths) and not _is_stray(ahead, inked[:-1]):
        return dict(zip(paths, [ahead, *inked], strict=False))
    # Where rows are kept, labels and figures of a row stand in it.
    return {} if inked[0] else {paths[0]: ahead}


def _is_stray(ahead: Sequence[Ink], inked: Sequence[Sequence[Ink]]) -> bool:
    """Whether figures before many whole rows, each of as many cells, are none of such a row: the number of a page."""
    sizes = set(map(len, inked))
    return len(inked) >= _FEWEST_ALIKE and len(sizes) == 1 and 1 < min(sizes) != len(ahead)
