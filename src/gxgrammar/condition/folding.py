"""Lines cut at one width wherever it falls, as mail programs and ``fold`` do.

A line break at that width says nothing of what it parts: it may stand within a figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, pairwise

from attrs import frozen

from gxgrammar.condition.edit import Edit

_NARROWEST = 20
# So many lines end at the width, and so many of these cut a figure in two, or a cell of a row.
_FEWEST_FULL = 6
_FEWEST_CUT = 2
_ALIKE = 0.5
_LONGEST_HANG = 12
_BLANKS = " \t\u3000"
# Digits that number the words behind them are no rest of a figure.
_NUMBERS_WORDS = re.compile(r"\d{1,2}[.．、)）](?!\d)")
# Characters two columns wide: Han and its punctuation, kana, Hangul, full-width forms.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
# Line breaks within figures, and within words. They begin with what is found fast.
_WITHIN_FIGURE = re.compile(r"\n(?:(?<=\d\n)|(?<=\d\r\n))[ \t\u3000]{0,30}\d")
_WITHIN_WORDS = re.compile(r"\n(?:(?<=[^\W\d]\n)|(?<=[^\W\d]\r\n))[ \t\u3000]{0,30}[^\W\d]")


def _columns(text: str) -> int:
    """How wide a text is where characters of Chinese are two columns wide."""
    return len(text) + len(_WIDE.findall(text))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


# How lines may be measured, and the most that a character measures so.
_MEASURES: Sequence[tuple[Callable[[str], int], int]] = ((len, 1), (_columns, 2), (_bytes, 4))


@frozen
class _Line:
    """A line of a text: where it begins and ends, the line break not included."""

    start: int
    end: int


def edits(text: str) -> list[Edit]:
    """Join the lines that are cut at a common width."""
    if not _may_be_cut(text):
        return []
    lines = list(_lines(text))
    joints = _joints(text, lines)
    return [Edit(before.end, joints[line.start], "") for before, line in pairwise(lines) if line.start in joints]


def _may_be_cut(text: str) -> bool:
    """Whether line breaks stand within figures or cells, and enough lines are about as long as the longest.

    Few texts have that which are not cut at a width, and it is sooner seen than where they are cut.
    """
    words = (text[text.rfind("\n", 0, each.start()) + 1 : each.start()] for each in _WITHIN_WORDS.finditer(text))
    cells = (line for line in words if "|" in line or "\t" in line)
    if sum(1 for _ in islice(chain(_WITHIN_FIGURE.finditer(text), cells), _FEWEST_CUT)) < _FEWEST_CUT:
        return False
    lines = text.split("\n")
    longest = max(map(len, lines))
    # The widest measure first, since what is too short in it is so in all.
    for measure, most in reversed(_MEASURES):
        lines = [line for line in lines if len(line) >= (longest - 1) // most - 1]
        if len(lines) < _FEWEST_FULL:
            return False
        if _end_alike(lines, measure, most):
            return True
    return False


def _end_alike(lines: Sequence[str], measure: Callable[[str], int], most: int) -> bool:
    """Whether enough lines are about as long as the longest: a line falls short of the width by one character at most,
    and the longest may end with a carriage return, which is none of its own."""
    sizes = [measure(line) for line in lines]
    width = max(sizes)
    return sum(size + most >= width for size in sizes) >= _FEWEST_FULL


def _lines(text: str) -> Iterator[_Line]:
    offset = 0
    for whole in text.split("\n"):
        yield _Line(offset, offset + len(whole) - whole.endswith("\r"))
        offset += len(whole) + 1


def _joints(text: str, lines: Sequence[_Line]) -> dict[int, int]:
    """For each line that goes on with the one before it, by where it begins, where its text does; none if none does."""
    for measure, _ in _MEASURES:
        found = _full(text, lines, measure)
        cut = sum(1 for before, line, start in found if _is_cut(text, before, line, start))
        if len(found) < _FEWEST_FULL or cut < _FEWEST_CUT:
            continue
        # Where lines hang, they begin with as many blanks; those set to the right do not.
        [(hang, times)] = Counter(start - line.start for _, line, start in found).most_common(1)
        if hang <= _LONGEST_HANG and times >= _ALIKE * len(found):
            return {line.start: min(start, line.start + hang) for _, line, start in found}
    return {}


def _full(text: str, lines: Sequence[_Line], measure: Callable[[str], int]) -> list[tuple[_Line, _Line, int]]:
    """The lines behind which the next character would exceed the width, each with the next and where its ink begins."""
    sizes = [measure(text[line.start : line.end]) for line in lines]
    width = max(sizes)
    if width < _NARROWEST:
        return []
    found = []
    for size, before, line in zip(sizes, lines, lines[1:], strict=False):
        ink = text[line.start : line.end].lstrip(_BLANKS)
        start = line.end - len(ink)
        if ink and size <= width < size + measure(ink[0]) and not _NUMBERS_WORDS.match(ink):
            found.append((before, line, start))
    return found


def _is_cut(text: str, before: _Line, line: _Line, start: int) -> bool:
    """Whether a line ends within a figure, or within a cell that pipes or tabs part from others.

    Lines of as many cells are rows of a table, whose last cells may be words of one length.
    """
    last, first = text[before.end - 1], text[start]
    if last.isdecimal() or first.isdecimal():
        return last.isdecimal() and first.isdecimal()
    parts = _parts(text, before)
    return last.isalpha() and first.isalpha() and 0 < parts != _parts(text, line)


def _parts(text: str, line: _Line) -> int:
    return sum(text.count(sign, line.start, line.end) for sign in "|\t")
