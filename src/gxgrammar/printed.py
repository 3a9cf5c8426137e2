"""A row of the form as a page prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from attrs import evolve, frozen

from gxgrammar.canonical import Line
from gxgrammar.document import Ink
from gxgrammar.paging import may_be_page
from gxgrammar.source import Span
from gxgrammar.values import UNITS, money_unit, read_value
from gxgrammar.vocabulary import find_heading, find_label, vocabulary

# A figure that blanks part from other words, and is no part of a date or page number.
_BARE = re.compile(r"(?<!\S)\d[\d.,]*+(?!\S)(?!\s*[年月日号號页頁])")
_SENTENCE = re.compile("[。；;]")
# What digits may go on.
_GOES_ON = re.compile(r"[-－−]?\d+|[-－−]")
# The figures of a label that a narrow column breaks stand so many lines below it at most.
_BROKEN_LINES = 12


# The names of a row as its rule has them.
RowPath = tuple[str, ...]
# What a cell may hold, None standing for a blank.
Candidates = tuple[int | Decimal | None, ...]


@frozen
class PrintedRow:
    """A row of the form as printed: its label, its values, the unit its column heads state for money, and those heads.

    ``foreign`` are heads over it that only another form has, ``strange`` words beside its heads that no form has, each
    with the number of heads before it.

    A unit that stands in a column of its own, between label and figures, is no value; nor is a dash in its place, in
    a form that has such a column.
    """

    label: str
    line: Line
    values: tuple[Ink, ...]
    unit: str | None
    heads: tuple[str, ...]
    foreign: tuple[str, ...] = ()
    strange: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, label: str, line: Line, head_unit: str | None, heads: tuple[str, ...], has_units: bool) -> PrintedRow:
        values = line.values
        note = money_unit(line.label.text) if line.label and len(line.label.text) > len(label) else None
        if values and values[0].text in UNITS and (has_units or read_value(values[0].text).state != "dash"):
            return cls(label, line, values[1:], money_unit(values[0].text) or note or head_unit, heads)
        return cls(label, line, values, note or head_unit, heads)

    def once(self, fields: Sequence[str]) -> PrintedRow:
        """The row with each value once, where the page repeats a cell under every column that it spans.

        Converters do so with heads and values alike; ``fields`` are those of the columns of the form.
        """
        if not len(fields) < len(self.values) == len(self.heads):
            return self
        runs = [list(run) for _, run in groupby(zip(self.heads, self.values, strict=True), key=itemgetter(0))]
        alike = all(value.text == run[0][1].text for run in runs for _, value in run)
        if not alike or [run[0][0] for run in runs] != list(fields):
            return self
        return evolve(self, values=tuple(run[0][1] for run in runs))

    @property
    def inked(self) -> list[Ink]:
        return [value for value in self.values if value.text]

    @property
    def runs(self) -> tuple[tuple[Ink, ...], ...]:
        """The values with ink, those together that blanks alone part: digits, from digits or a sign before them."""
        found: list[list[Ink]] = []
        for value in self.inked:
            before = found[-1][-1] if found else None
            if before and before.end < value.start and value.text.isdecimal() and _GOES_ON.fullmatch(before.text):
                found[-1].append(value)
            else:
                found.append([value])
        return tuple(map(tuple, found))

    def anywhere(self, columns: Sequence[object]) -> list[Candidates]:
        """The candidates of each column where the figures may stand in any, or in none."""
        return [tuple(dict.fromkeys((None, *map(_number_of, self.values))))] * len(columns)

    @property
    def may_hold_page(self) -> bool:
        """Whether one of the values may be a page number: in running text only."""
        return self.line.glued and any(map(may_be_page, self.values))

    @property
    def words(self) -> str:
        """The values with ink, as messages show them."""
        return " | ".join(value.text for value in self.inked)

    @property
    def span(self) -> Span:
        """Where the values stand, or the label where there are none."""
        values = self.line.values
        return Span(values[0].start, values[-1].end) if values else self.line.span


def either(pairs: Iterable[tuple[Ink, Ink]]) -> list[Candidates]:
    """The candidates of each column of a row whose figure is one or the other."""
    return [tuple(dict.fromkeys(map(_number_of, pair))) for pair in pairs]


def _number_of(ink: Ink) -> int | Decimal | None:
    value = read_value(ink.text)
    return value.number if value.count is None else value.count


def in_one_line(text: str) -> str:
    """Words of the page as messages show them."""
    return " ".join(text.split())


def are_figures_beside(lines: Sequence[Line], index: int) -> bool:
    """Whether figures of no row stand beside a label that shows none, and may be its own.

    They may stand at the words before it, or among those behind it, as where a narrow column breaks its label.
    """
    if index and _is_of_no_row(lines[index - 1]) and _has_figure(lines[index - 1]):
        return True
    for line in lines[index + 1 : index + 1 + _BROKEN_LINES]:
        if not _is_of_no_row(line) or _SENTENCE.search(line.text) or find_heading(line.text):
            return False
        if _has_figure(line):
            return True
    return False


def _is_of_no_row(line: Line) -> bool:
    """Whether a line is no row of a form: prose, a row that no form has, or the head of a column."""
    label = find_label(line.label.text) if line.label else None
    return line.label is not None and (label is None or label in vocabulary().heads)


def _has_figure(line: Line) -> bool:
    return any(_BARE.search(ink.text) for ink in (line.label, *line.values) if ink)
