"""The source of a report: its text, where it came from, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen


@frozen
class Span:
    """A stretch of the source text: character offsets, the end not included."""

    start: int
    end: int


@frozen(slots=False)
class Source:
    """A text and its name. All offsets in gxgrammar count characters of ``text``.

    ``encoding`` is the name of the encoding the bytes were read with, None for text that came as ``str``.
    """

    text: str
    name: str = "<text>"
    encoding: str | None = field(default=None, kw_only=True)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        for _, line in self.lines():
            starts.append(starts[-1] + len(line))
        return starts

    def lines(self) -> Iterator[tuple[int, str]]:
        """Every line with its offset, line break included."""
        offset = 0
        for line in self.text.splitlines(keepends=True):
            yield offset, line
            offset += len(line)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset, hi=max(1, len(self._line_starts) - 1))
        return line, offset - self._line_starts[line - 1] + 1

    def line_at(self, offset: int) -> str:
        """The line that holds an offset, without its line break."""
        start = self._line_starts[self.position(offset)[0] - 1]
        return next(iter(self.text[start:].splitlines()), "")
