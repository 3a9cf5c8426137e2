"""Lines cut at one width wherever it falls, as mail programs and ``fold`` do; and the marks of quoted mail.

A line break at that width says nothing of what it parts: it may stand within a figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from unicodedata import east_asian_width

from attrs import frozen

from gxgrammar.condition.edit import Edit

_NARROWEST = 20
# So many lines end at the width, and so many of these cut a figure in two, or a cell of a row.
_FEWEST_FULL = 6
_FEWEST_CUT = 2
_ALIKE = 0.5
_LONGEST_HANG = 12
_QUOTE = re.compile(r"(?:>[ \t]?){1,9}")
_BLANKS = " \t\u3000"
# Digits that number the words behind them are no rest of a figure.
_NUMBERS_WORDS = re.compile(r"\d{1,2}[.．、)）](?!\d)")


def _columns(text: str) -> int:
    """How wide a text is where characters of Chinese are two columns wide."""
    return len(text) + sum(1 for each in text if each > "\u1100" and east_asian_width(each) in "WF")


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_MEASURES: Sequence[Callable[[str], int]] = (len, _columns, _bytes)


@frozen
class _Line:
    """A line of a text: where its mark of quotation begins, its ink and its end, the line break not included."""

    begin: int
    start: int
    end: int


def edits(text: str) -> list[Edit]:
    """Take the marks of quoted mail away, and join the lines that are cut at a common width."""
    lines = list(_lines(text))
    quoted = _are_quoted(text, lines)
    if not quoted:
        lines = [_Line(line.begin, line.begin, line.end) for line in lines]
    joints = _joints(text, lines)
    found = []
    for before, line in zip((None, *lines), lines, strict=False):
        if before and line.begin in joints:
            found.append(Edit(before.end, joints[line.begin], ""))
        elif line.start > line.begin:
            found.append(Edit(line.begin, line.start, ""))
    return found


def _lines(text: str) -> Iterator[_Line]:
    offset = 0
    for whole in text.split("\n"):
        mark = _QUOTE.match(whole)
        end = len(whole) - whole.endswith("\r")
        yield _Line(offset, offset + (mark.end() if mark else 0), offset + max(end, mark.end() if mark else 0))
        offset += len(whole) + 1


def _are_quoted(text: str, lines: Sequence[_Line]) -> bool:
    """Whether all lines with ink are marked as quoted."""
    inked = [line for line in lines if text[line.begin : line.end].strip()]
    return len(inked) >= _FEWEST_FULL and all(line.start > line.begin for line in inked)


def _joints(text: str, lines: Sequence[_Line]) -> dict[int, int]:
    """For each line that goes on with the one before it, by where it begins, where its text does; none if none does."""
    for measure in _MEASURES:
        found = _full(text, lines, measure)
        cut = sum(1 for before, _, start in found if _is_cut(text, before, start))
        if len(found) < _FEWEST_FULL or cut < _FEWEST_CUT:
            continue
        # Where lines hang, they begin with as many blanks; those set to the right do not.
        [(hang, times)] = Counter(start - line.start for _, line, start in found).most_common(1)
        if hang <= _LONGEST_HANG and times >= _ALIKE * len(found):
            return {line.begin: min(start, line.start + hang) for _, line, start in found}
    return {}


def _full(text: str, lines: Sequence[_Line], measure: Callable[[str], int]) -> list[tuple[_Line, _Line, int]]:
    """The lines behind which the next character would exceed the width, each with the next and where its ink begins."""
    sizes = [measure(text[line.begin : line.end]) for line in lines]
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


def _is_cut(text: str, before: _Line, start: int) -> bool:
    """Whether a line ends within a figure, or within a cell that pipes or tabs part from others."""
    last, first = text[before.end - 1], text[start]
    if last.isdecimal() or first.isdecimal():
        return last.isdecimal() and first.isdecimal()
    words = text[before.start : before.end]
    return last.isalpha() and first.isalpha() and ("|" in words or "\t" in words)
