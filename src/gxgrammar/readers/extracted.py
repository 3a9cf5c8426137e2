"""The text of a file that is no text: its pieces one after the other, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from gxgrammar.condition import Conditioned, condition
from gxgrammar.document import Ink
from gxgrammar.errors import UnreadableSource
from gxgrammar.source import PlaceFacts, Places, Source
from gxgrammar.spelling import NO_WIDTH

# What stands for the picture in a cell of a form that holds nothing else.
PICTURE = "〔图片〕"
# And for what it shows instead of text, where that is no picture.
UNREAD = "〔未读内容〕"
# What pieces end with, and may hold. No step of text condition adds one, and this one alone takes some.
_BREAK = re.compile(r"[\n\t]")
_JOINS_LINES = "folding"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def is_raised_digit(before: str, raised: str) -> bool:
    """Whether what is raised begins with a digit behind another, with which it would make one number."""
    return before[-1:].isdecimal() and raised[:1].isdecimal()


def superscript(text: str) -> str:
    """Text with its digits as raised ones, which belong to no number: 12¹."""
    return text.translate(_SUPERSCRIPT)


class Extracted:
    """Collects the text of a file, a paragraph or cell a piece.

    ``clean`` is the text of each piece after its repair, if the file is read a second time; inks have that text, and
    the place of the piece as it was.
    """

    def __init__(self, clean: Sequence[str] | None = None) -> None:
        self._clean = clean
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._facts: list[PlaceFacts] = []
        self._size = 0

    def add(self, text: str, facts: PlaceFacts, end: str = "\n") -> Ink:
        """Append a piece without outer blanks, and the character that ends it; return its ink.

        ``facts`` are the fields of its Place.
        """
        start = self._size
        self._pieces += (text, end)
        self._starts.append(start)
        self._facts.append(facts)
        self._size = start + len(text) + len(end)
        words = text if self._clean is None else self._clean[len(self._starts) - 1]
        return Ink(words, start, start + len(text))

    def end_last(self, end: str) -> None:
        """Let the last piece end with ``end``, one character, instead."""
        if self._pieces:
            self._pieces[-1] = end

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._pieces)

    def cleaned(self, clean: str) -> list[str]:
        """The text of each piece, taken from the whole text after its repair."""
        return pieces_of(clean, self._pieces[::2])

    def source(self, name: str, encoding: str | None = None) -> Source:
        """The whole text. Raises UnreadableSource if there is none."""
        text = self.text
        if not text.strip():
            raise UnreadableSource("GX101", name=name)
        return Source(text, name, encoding=encoding, places=Places(tuple(self._starts), tuple(self._facts)))


def condition_of_pieces(text: str, without: Collection[str]) -> Conditioned:
    """Undo the damage of a text that is made of pieces: the line breaks between them are none that its file has."""
    return condition(text, without={*without, _JOINS_LINES})


def pieces_of(clean: str, printed: Iterable[str]) -> list[str]:
    """The pieces of a repaired text, each of which ends with a break; ``printed`` are the same before the repair."""
    breaks = [match.start() for match in _BREAK.finditer(clean)]
    found, start, index = [], 0, 0
    for piece in printed:
        index += len(_BREAK.findall(piece))
        found.append(without_blanks(clean[start : breaks[index]]))
        start, index = breaks[index] + 1, index + 1
    return found


def without_blanks(text: str) -> str:
    """A text without white space and characters of no width around it."""
    text = text.strip()
    while text and (text[0] in NO_WIDTH or text[-1] in NO_WIDTH):
        text = text.strip(NO_WIDTH).strip()
    return text
