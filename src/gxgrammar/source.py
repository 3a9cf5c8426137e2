"""The source of a report: its text, where it came from, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

_LINE_BREAK = re.compile("\r\n|[\r\n]")


@frozen
class Span:
    """A stretch of the source text: character offsets, the end not included."""

    start: int
    end: int


@frozen
class Place:
    """Where a piece of the text stood in the file it was taken from; what does not apply is None.

    ``table``, ``row`` and ``cell`` count from 1 as the file has them: all its tables in order, the rows of the table,
    the cells that are written in the row. ``paragraph`` counts the paragraphs outside tables. ``xpath`` finds the very
    element with ``document.evaluate`` in a browser. ``page`` counts from 1; ``box`` is left, top, right and bottom in
    points from the top left corner of the page.
    """

    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int | None = None
    xpath: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None

    @property
    def counted(self) -> dict[str, int]:
        """What of it is counted, from the page inwards; what does not apply is left out."""
        counts = {name: getattr(self, name) for name in ("page", "table", "row", "cell", "paragraph")}
        return {name: count for name, count in counts.items() if count}

    def __str__(self) -> str:
        words = [f"{name} {count}" for name, count in self.counted.items()]
        return ", ".join(words + [str(each) for each in (self.box, self.xpath) if each])


# An element of a page: the one around it, its tag, and its number among the children of that tag. Plain tuples, since
# a page has thousands, and few of them are ever asked for their XPath.
Steps = tuple["Steps | None", str, int]
# The fields of a Place, in order, or the first of them; a tuple since a report has hundreds.
PlaceFacts = tuple[int | str | Steps | tuple[float, float, float, float] | None, ...]


def xpath(element: Steps) -> str:
    """The XPath of an element, ``*`` standing for a tag that XPath cannot name."""
    steps: list[str] = []
    around: Steps | None = element
    while around:
        around, tag, number = around
        steps.append(f"/{tag}[{number}]")
    return "".join(reversed(steps))


@frozen
class Places:
    """The places of a text, by the offsets (ascending) where its pieces begin.

    ``facts`` are the fields of a Place, the XPath still as the steps that lead to the element.
    """

    starts: tuple[int, ...]
    facts: tuple[PlaceFacts, ...]

    def at(self, offset: int) -> Place | None:
        """The place of the piece that holds an offset."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        facts: Any = self.facts[index]
        place = Place(*facts)
        return evolve(place, xpath=xpath(facts[4])) if place.xpath else place


@frozen(slots=False)
class Source:
    """A text and its name. All offsets in gxgrammar count characters of ``text``.

    ``encoding`` is the name of the encoding the bytes were read with, None for text that came as ``str``. ``places``
    belongs to text that was taken out of an HTML, Word or PDF file, and tells where in the file it stood.
    """

    text: str
    name: str = "<text>"
    encoding: str | None = field(default=None, kw_only=True)
    places: Places | None = field(default=None, kw_only=True, repr=False)

    def place(self, span: Span) -> Place | None:
        """Where in the file a span begins; None if the source is the file's own text."""
        return self.places.at(span.start) if self.places else None

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where lines begin, as editors and SARIF count them; what follows the last line break is none if empty."""
        starts = [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]
        return starts[:-1] if len(starts) > 1 and starts[-1] == len(self.text) else starts

    def lines(self) -> Iterator[tuple[int, str]]:
        """Every line with its offset, line break included, as reading takes them: a form feed, too, ends a line."""
        offset = 0
        for line in self.text.splitlines(keepends=True):
            yield offset, line
            offset += len(line)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_at(self, offset: int) -> str:
        """The line that holds an offset, without its line break."""
        line = self.position(offset)[0]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        return self.text[self._line_starts[line - 1] : end].rstrip("\r\n")
