"""The text of a file that is no text: its pieces one after the other, each with its place in the file."""

from __future__ import annotations

from gxgrammar.document import Ink
from gxgrammar.errors import UnreadableSource
from gxgrammar.source import PlaceFacts, Places, Source

# What shows no ink though it is no white space.
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad"


class Extracted:
    """Collects the text of a file, a paragraph or cell a piece."""

    def __init__(self) -> None:
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
        return Ink(text, start, start + len(text))

    def end_last(self, end: str) -> None:
        """Let the last piece end with ``end``, one character, instead."""
        if self._pieces:
            self._pieces[-1] = end

    def source(self, name: str, encoding: str | None = None) -> Source:
        """The whole text. Raises UnreadableSource if there is none."""
        text = "".join(self._pieces)
        if not text.strip():
            raise UnreadableSource("GX101", name=name)
        return Source(text, name, encoding=encoding, places=Places(tuple(self._starts), tuple(self._facts)))


def without_blanks(text: str) -> str:
    """A text without white space and characters of no width around it."""
    text = text.strip()
    while text and (text[0] in _NO_WIDTH or text[-1] in _NO_WIDTH):
        text = text.strip(_NO_WIDTH).strip()
    return text
