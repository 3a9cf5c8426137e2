"""Labels wrapped around their figures: the text of a PDF has 6.属于四类 before the figures and 过程性信息 behind.

A row of several lines has its figures at the height of its middle, so they stand between the lines of its label. Only
lines that end in figures are looked at, and only what joins into a label of a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from attrs import frozen

from gxgrammar.spelling import NO_WIDTH, fold_width, key
from gxgrammar.values import UNITS
from gxgrammar.vocabulary import vocabulary

_BLANKS = f" \t\r\xa0\u2002\u3000{NO_WIDTH}"
_PUNCTUATION = ",，.．-−—–－/"
_FIGURES = f"{_BLANKS}{_PUNCTUATION}0123456789０１２３４５６７８９"
# A label has so many lines before its figures, and behind them.
_MOST_LINES = 3
_LONGEST_LINE = 60
_LONGEST_UNIT = 4
_LONGEST_LABEL = 60
# Shorter ones may be pieces of two labels.
_SHORTEST_LABEL = 4


@frozen
class Wrapped:
    """A label from ``start`` to ``end`` and the figures in it, from ``first`` to ``last``."""

    start: int
    first: int
    last: int
    end: int


@frozen
class _Line:
    """A line of a text: its words up to ``stem``, then perhaps figures."""

    start: int
    stem: int
    end: int

    @property
    def is_piece(self) -> bool:
        """Whether it has words that may be a piece of a label."""
        return self.start < self.stem <= self.start + _LONGEST_LINE

    @property
    def has_figures(self) -> bool:
        return self.end > self.stem


def wrapped(text: str) -> Iterator[Wrapped]:
    """The labels that are wrapped around figures, in order."""
    lines = list(_lines(text))
    done = 0
    for index, line in enumerate(lines):
        if line.has_figures:
            found = _around(text, lines, index)
            if found and found.start >= done:
                done = found.end
                yield found


def _lines(text: str) -> Iterator[_Line]:
    """The lines that have ink."""
    start = 0
    for whole in text.splitlines(keepends=True):
        ink = whole.rstrip(f"{_BLANKS}\n")
        if ink:
            yield _Line(start, start + _length_of_words(ink), start + len(ink))
        start += len(whole)


def _length_of_words(line: str) -> int:
    """How much of a line stands before its figures and their unit; all of it where no blank parts them."""
    size = len(line.rstrip(_FIGURES))
    if not any(map(str.isdecimal, line[size:])):
        return len(line)
    if size:
        size += len(line[size:]) - len(line[size:].lstrip(_PUNCTUATION))
    *_, unit = line[max(0, size - _LONGEST_UNIT) : size].split() or [""]
    if unit in UNITS:
        return size - len(unit)
    return size if not size or line[size : size + 1] in _BLANKS else len(line)


def _around(text: str, lines: Sequence[_Line], index: int) -> Wrapped | None:
    """The label around the figures of a line, None if there is none."""
    line = lines[index]
    head, tail = [line] if line.is_piece else [], []
    for before in reversed(lines[max(0, index - _MOST_LINES) : index]):
        if before.has_figures or not before.is_piece:
            break
        head.insert(0, before)
    for after in lines[index + 1 : index + 1 + _MOST_LINES]:
        if after.is_piece:
            tail.append(after)
        if after.has_figures or not after.is_piece:
            break
    return _joined(text, head, tail, line) if head else None


def _joined(text: str, head: Sequence[_Line], tail: Sequence[_Line], line: _Line) -> Wrapped | None:
    """The label that pieces before and behind the figures of a line join into, None if they join into none."""
    ending = ""
    for piece in tail:
        ending += key(text[piece.start : piece.stem])
        start = _start(text, head, ending) if ending in _endings() else None
        if start is not None:
            return Wrapped(with_bracket(text, start), line.stem, line.end, piece.stem)
    return None


def _start(text: str, head: Sequence[_Line], ending: str) -> int | None:
    """Where a label begins whose end is known, the longest first."""
    places = [at for piece in head for at in range(piece.start, piece.stem) if key(text[at])][-_LONGEST_LABEL:]
    beginning = fold_width("".join(text[at] for at in places))
    labels = vocabulary().labels
    return next((at for index, at in enumerate(places) if beginning[index:] + ending in labels), None)


@cache
def _endings() -> frozenset[str]:
    """What some label ends with, by its key."""
    labels = (name for name in vocabulary().labels if len(name) >= _SHORTEST_LABEL)
    return frozenset(name[size:] for name in labels for size in range(1, len(name)))


def with_bracket(text: str, start: int) -> int:
    """Where a label begins with the brackets before its first letter."""
    while start and text[start - 1] in "（(《“":
        start -= 1
    return start
