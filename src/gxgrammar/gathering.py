"""From parse tree to the rows of the form that the page prints; what is no row of it is kept beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from attrs import evolve, frozen
from lark import ParseTree, Tree

from gxgrammar import diagnostics
from gxgrammar.canonical import Canonical, Line
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.document import Furniture, Ink
from gxgrammar.heads import (
    NATURAL_PERSON,
    ORGANISATIONS,
    ForeignHead,
    are_in_order,
    foreign_heads,
    groups_shown,
    head_fields,
    heads_in_other_words,
)
from gxgrammar.outline import first_token, line_number, table_rows
from gxgrammar.paging import settle, shows_dashes
from gxgrammar.printed import PrintedRow, RowPath, are_figures_beside, in_one_line
from gxgrammar.records import UnrecognisedRow
from gxgrammar.shape import Column, Shape, shape
from gxgrammar.source import Span
from gxgrammar.spelling import key, without_enumerator
from gxgrammar.syntax import table_row
from gxgrammar.template import Template
from gxgrammar.values import UNITS, money_unit, read_value
from gxgrammar.vocabulary import column_heads, find_heading, find_label, row_label, vocabulary

_DIGIT = re.compile(r"\d")
_OPENING, _CLOSING = re.compile(r"[（(【〔\[]"), re.compile(r"[）)】〕\]]")
# So near are cells of one row, in every layout.
_SIDE_BY_SIDE = 5
_LONGEST_HEAD = 60
_MOST_HEADS = 100
_FEWEST_STRANGE = 3
_MOST_PIECES = 2
_FEWEST_AGAIN = 3
# Heads in pieces take so many lines.
_MOST_BROKEN_HEADS = 24


@frozen
class PrintedRows:
    """The rows of the form by path, each once.

    ``astray`` are figures behind a row that shows too few, which may be its; ``contradicted`` are rows that are printed
    blank, and again with figures; ``again`` are the second printings of rows that are printed twice in full, with
    different figures. ``unrecognised`` are rows the form does
    not have, and those that came twice; ``furniture`` are page numbers that stood among figures.
    """

    rows: Mapping[RowPath, PrintedRow]
    astray: Mapping[RowPath, tuple[Ink, ...]]
    contradicted: frozenset[RowPath]
    again: Mapping[RowPath, PrintedRow]
    unrecognised: tuple[UnrecognisedRow, ...]
    diagnostics: tuple[Diagnostic, ...]
    furniture: tuple[Furniture, ...]


def printed_rows(tree: ParseTree, canonical: Canonical, form: Template) -> PrintedRows:
    """Collect the rows of all tables of a tree."""
    gathering = _Gathering(form, canonical)
    for node in table_rows(tree):
        gathering.add(node)
    return gathering.settled()


class _Gathering:
    """Takes one row after the other, with the heads that stand over them."""

    def __init__(self, form: Template, canonical: Canonical) -> None:
        self._form = form
        self._shape: Shape = shape(form)
        self._canonical = canonical
        self._rows: dict[RowPath, PrintedRow] = {}
        self._contradicted: set[RowPath] = set()
        self._again: dict[RowPath, PrintedRow] = {}
        self._unrecognised: list[UnrecognisedRow] = []
        self._diagnostics: list[Diagnostic] = []
        self._furniture: list[Furniture] = []
        self._unit: str | None = None
        # A head that ends within brackets, which the next line may close, and the number of its line.
        self._begun, self._begun_in = "", 0
        # The column heads before the rows being read, by the fields they name; the next head begins a new list.
        self._fields = head_fields(form)
        self._other_words = heads_in_other_words(form)
        self._has_units = "unit" in column_heads(form)
        self._heads: list[str] = []
        self._heads_end = False
        # Words before the rows being read that no form has, perhaps heads of columns, and how many heads stand before
        # each; then those behind the last row, perhaps the first of the heads that follow.
        self._strange: list[tuple[int, str]] = []
        self._behind: list[tuple[int, str]] = []
        # Where the head over several columns ends, if it was the last.
        self._over: int | None = None
        # Those before them that only another form has.
        self._foreign_heads = foreign_heads(form)
        self._foreign: list[ForeignHead] = []
        # The row just read, its line, and whether the page leaves open where it ends: the figures of a line behind it
        # that is no row may be its (``_astray``, by row).
        self._before: tuple[RowPath, int] | None = None
        self._goes_on = False
        self._astray: dict[RowPath, tuple[Ink, ...]] = {}
        # Lines of figures without a label, by number, and the heads over them: how many of those in a list.
        self._number = 0
        self._bare: list[tuple[int, Line, list[str], int]] = []
        glued = (line.values for line in canonical.lines if line.glued)
        self._dashed = any(map(shows_dashes, glued))

    def add(self, node: ParseTree) -> None:
        """Take one row of a table."""
        number = self._number = line_number(node)
        line = self._canonical.lines[number - 1]
        before, self._before = self._before, None
        if node.data in ("columns", "unrecognised"):
            if before:
                self._go_on(line, number, *before)
            if node.data == "columns":
                self._column(node, line)
            else:
                self._unknown_row(line)
            return
        path, (label, *values) = table_row(node)
        if path in self._shape.rows and (values or path not in self._shape.groups):
            if self._heads_end and len(self._behind) == len(self._shape.rows[path]) >= _FEWEST_STRANGE:
                # A block of which no head is in the words of a form.
                self._begin_heads()
            row = PrintedRow.of(label[1:], line, self._unit, tuple(self._heads), self._has_units)
            if self._strange:
                row = evolve(row, strange=tuple(self._strange))
            for part, printed in self._parts(path, self._with_foreign(row, self._shape.rows[path])):
                kept = self._row(part, self._of_form(printed, self._shape.rows[part]))
                self._before = (part, number) if kept and part == path else None
            self._heads_end = True
            self._behind.clear()
            self._goes_on = line.open

    def _go_on(self, line: Line, number: int, path: RowPath, after: int) -> None:
        """Note the figures of a line that is no row, where they may be those of the row before it, in line ``after``.

        Where that row is bare and open, it may go on behind words too.
        """
        if _has_digit(line):
            if self._may_end_in(line, path, after, number):
                self._astray[path] = tuple(value for value in line.values if value.text)
            elif line.label is None:
                self._before = path, after
        elif self._says_what_is_in(line, path):
            row = self._rows[path]
            self._rows[path] = evolve(row, line=evolve(row.line, lost=True))
        elif self._goes_on and not self._rows[path].inked:
            self._before = path, after

    def _says_what_is_in(self, line: Line, path: RowPath) -> bool:
        """Whether words beside a label of running text, which no form has, may say what its figures would."""
        row = self._rows[path].line
        if (
            not row.glued
            or row.label is None
            or line.label is None
            or any(each.text not in UNITS for each in row.values)
        ):
            return False
        return 0 <= line.label.start - row.span.end <= _SIDE_BY_SIDE and not find_label(line.label.text)

    def _may_end_in(self, line: Line, path: RowPath, number: int, following: int) -> bool:
        """Whether the figures of a line that is no row may be those of the row before it.

        They may where that shows none, or too few; or where only heads tell what it is, and the line has as many.
        """
        row, size = self._rows[path], len(self._shape.rows[path])
        if not row.inked:
            return self._goes_on or line.label is None
        if line.label is not None or row.line.glued:
            return False
        again = len(_cells_of(line)) == size and row.label in vocabulary().heads
        # Where a line break tore the row, a blank beside it may only show the border it was torn at.
        found = sum(1 for value in line.values if value.text)
        room = size - len(row.inked) if len(row.values) < size else 0
        return found <= room or (again and following == number + 1)

    def _parts(self, path: RowPath, row: PrintedRow) -> list[tuple[RowPath, PrintedRow]]:
        """A row as it is, or, where the page prints only some of its groups of columns, each of those as a row."""
        groups = groups_shown(tuple([column.path for column in self._shape.rows[path]]), row.heads)
        sizes = [len(self._shape.rows[group]) for group in groups if group in self._shape.rows]
        if not groups or len(sizes) != len(groups) or sum(sizes) != len(row.values):
            return [(path, row)]
        starts = accumulate(sizes, initial=0)
        parts = (row.values[start : start + size] for start, size in zip(starts, sizes, strict=False))
        return [(group, evolve(row, values=values)) for group, values in zip(groups, parts, strict=True)]

    def _column(self, node: ParseTree, line: Line) -> None:
        names = [str(each.data) for each in node.children if isinstance(each, Tree)]
        named = [name for name in names if name in self._fields]
        if named:
            self._begin_heads()
        self._add_heads(*self._exchanged(names, line), *named)
        label = str(first_token(node))
        if "金额" in label:
            # A note that the page adds may state the unit.
            printed = "".join(line.label.text.split()) if line.label else label
            self._begun = ""
            self._unit = self._unit_in(printed) or money_unit(label)
        if _has_digit(line):
            self._unlabelled(line)

    def _unit_in(self, printed: str) -> str | None:
        """The unit of money in a head, with what stands before it where a line break cut its brackets in two."""
        words = self._begun + printed if self._number == self._begun_in + 1 else printed
        is_open = len(_OPENING.findall(words)) > len(_CLOSING.findall(words))
        self._begun, self._begun_in = (words, self._number) if is_open and len(words) <= _LONGEST_HEAD else ("", 0)
        return money_unit(words)

    def _exchanged(self, names: Sequence[str], line: Line) -> Iterator[str]:
        """The head over the columns of organisations, if it stands beside that of natural persons and before it."""
        ink, before = line.label, self._over
        self._over = ink.end if ink and ORGANISATIONS in names else None
        if ink and before is not None and NATURAL_PERSON in names and 0 <= ink.start - before <= _SIDE_BY_SIDE:
            yield ORGANISATIONS

    def _with_foreign(self, row: PrintedRow, columns: Sequence[Column]) -> PrintedRow:
        """A row with the heads over it that only another form has, but for those that matter nothing to it.

        Where all heads of its own columns are there, those of another table do not, nor one that names such a column.
        """
        if not self._foreign:
            return row
        is_complete = {column.field for column in columns}.issubset(self._heads)
        table = columns[0].path.partition(".")[0]
        own = [each for each in self._foreign if table in each.tables and not each.is_shared]
        return evolve(row, foreign=tuple(each.label for each in (own if is_complete else self._foreign)))

    def _begin_heads(self) -> None:
        """Forget the heads of rows that have been read."""
        if self._heads_end:
            self._heads, self._foreign, self._heads_end = [], [], False
            self._strange, self._behind = self._behind, []

    def _add_heads(self, *names: str) -> None:
        """Take heads; as many as no form has columns, since each row looks at all of them."""
        self._heads += names
        del self._heads[:-_MOST_HEADS]

    def _unknown_row(self, line: Line) -> None:
        if line.label is None:
            self._unlabelled(line)
            return
        words, has_figures = in_one_line(line.label.text), _has_digit(line)
        self._unrecognised.append(UnrecognisedRow(line.label.text, _cells_of(line)))
        self._unit = self._unit_in(line.label.text) or self._unit
        if has_figures:
            # A row that the form does not have stands under heads, too.
            self._heads_end = True
        elif head := self._foreign_heads.get(find_label(line.label.text) or ""):
            self._begin_heads()
            if head not in self._foreign:
                self._foreign.append(head)
            if head.is_shared:
                self._add_heads(head.field)
        elif name := self._other_words.get(key(without_enumerator(words))):
            self._begin_heads()
            self._add_heads(name)
        elif _may_be_head(words) and len(self._strange) + len(self._behind) <= _MOST_HEADS:
            place = (0, words) if self._heads_end else (len(self._heads), words)
            (self._behind if self._heads_end else self._strange).append(place)
        self._note("GX401", line.span, label=words, template=self._form.id)

    def _unlabelled(self, line: Line) -> None:
        self._bare.append((self._number, line, self._heads, len(self._heads)))

    def _settle_bare(self) -> None:
        """Give figures without a label to the one row that has as many columns, if they alone add up as it does."""
        paths = [self._row_of_size(number, line) for number, line, _, _ in self._bare]
        for path, (_, line, heads, count) in zip(paths, self._bare, strict=True):
            values = _cells_of(line)
            span = Span(line.values[0].start, line.values[-1].end)
            if path is None or paths.count(path) > 1:
                self._unrecognised.append(UnrecognisedRow(None, values))
                self._note("GX402", span, values=" | ".join(values))
                continue
            label = row_label(self._form, ".".join(path))
            self._rows[path] = PrintedRow.of(label, line, None, tuple(heads[:count]), self._has_units)
            self._note("GX406", span, path=".".join(path), label=label, values=" | ".join(values))

    def _row_of_size(self, number: int, line: Line) -> RowPath | None:
        """The one row of the form with as many columns as a line has values, if none of them is printed elsewhere."""
        alike = [path for path, columns in self._shape.rows.items() if len(columns) == len(line.values)]
        if len(alike) != 1 or line.glued or not all(_DIGIT.search(value.text) for value in line.values):
            return None
        columns = self._shape.rows[alike[0]]
        is_meant = self._is_last(line) and self._are_free(alike[0]) and add_up(self._form, columns, line.values)
        return alike[0] if is_meant and self._heads_in_order(number, columns) else None

    def _is_last(self, line: Line) -> bool:
        """Whether a line stands behind all rows that are printed: what stands among them belongs to another table."""
        return all(row.line.span.start < line.span.start for row in self._rows.values())

    def _heads_in_order(self, number: int, columns: Sequence[Column]) -> bool:
        """Whether a line stands under the heading of its table, and what is left of its heads is in order."""
        above = [line.text for line in self._canonical.lines[max(0, number - _MOST_BROKEN_HEADS) : number - 1]]
        start = max((index for index, text in enumerate(above) if find_heading(text)), default=None)
        printed = column_heads(self._form)
        names = [name for column in columns for name in column.path.split(".")[:-1]]
        groups = list(dict.fromkeys(printed[name] for name in names if name in printed))
        if start is None or not groups or groups[0] not in above[start]:
            return False
        heads = [printed[column.field] for column in columns if column.field in printed and column.field != "total"]
        return are_in_order(above[start + 1 :], groups, heads)

    def _are_free(self, path: RowPath) -> bool:
        """Whether no row that is printed fills a column of some row."""
        taken = {column.path for each in self._rows for column in self._shape.rows[each]}
        return taken.isdisjoint(column.path for column in self._shape.rows[path])

    def _of_form(self, row: PrintedRow, columns: tuple[Column, ...]) -> PrintedRow:
        """A row without what the form does not have: a page number, and cells that only repeat another."""
        row = self._without_page(row, columns)
        if len(row.values) <= len(columns):
            return row
        once = row.once([column.field for column in columns])
        again = set(row.values).difference(once.values)
        self._furniture.extend(Furniture("repeat", value) for value in row.values if value in again and value.text)
        return once

    def _without_page(self, row: PrintedRow, columns: tuple[Column, ...]) -> PrintedRow:
        """A row without the page number among its figures, unless that may be figures as well."""
        settled = settle(row.values, columns, dashed=self._dashed) if row.may_hold_page else None
        if settled is None:
            return row
        if settled.page:
            self._furniture.append(Furniture("page number", settled.page))
        return evolve(row, values=settled.values)

    def _row(self, path: RowPath, row: PrintedRow) -> bool:
        """Keep the first printing of a row, or the first that has figures; whether this one was kept."""
        before = self._rows.setdefault(path, row)
        if before is row or not row.inked:
            return before is row
        if not _has_digit(before.line) and (not before.inked or _has_digit(row.line)):
            self._rows[path] = row
            self._astray.pop(path, None)
            # Blank cells and a row of dashes are a printing too; a label alone is none, nor are a few dashes at a head.
            if before.values and (not before.line.open or _is_whole(before, len(self._shape.rows[path]))):
                self._contradicted.add(path)
            return True
        if row.words != before.words:
            self._unrecognised.append(UnrecognisedRow(row.label, _cells_of(row.line)))
            # A few figures of a row may be told again elsewhere; a whole one is another version of it.
            size = len(self._shape.rows[path])
            in_full = size in (len(row.inked), len(row.values)) and size in (len(before.inked), len(before.values))
            if in_full:
                self._again.setdefault(path, row)
            else:
                self._first_taken(path, row)
        return False

    def settled(self) -> PrintedRows:
        """What was taken, each row once."""
        self._settle_bare()
        self._settle_again()
        self._settle_groups()
        self._settle_overlaps()
        self._settle_labels()
        return PrintedRows(
            self._rows,
            self._astray,
            frozenset(self._contradicted),
            self._again,
            tuple(self._unrecognised),
            tuple(self._diagnostics),
            tuple(self._furniture),
        )

    def _settle_again(self) -> None:
        """Of rows of one figure a second may be told in a summary; more of them are a table."""
        alone = [path for path in self._again if len(self._shape.rows[path]) == 1]
        if len(self._again) < _FEWEST_AGAIN:
            for path in alone:
                self._first_taken(path, self._again.pop(path))

    def _first_taken(self, path: RowPath, row: PrintedRow) -> None:
        """Tell that the first printing of a row was taken and not another."""
        facts = {"label": row.label, "first": self._rows[path].words, "second": row.words}
        self._note("GX403", row.line.span, path=".".join(path), **facts)

    def _settle_groups(self) -> None:
        """Of a group that is printed both as one row and row by row, take the rows."""
        for group in self._shape.groups.intersection(self._rows):
            if any(row.inked for path, row in self._rows.items() if path[:-1] == group):
                row = self._rows.pop(group)
                if row.inked:
                    self._unknown_row(row.line)

    def _settle_overlaps(self) -> None:
        """Of rows that fill the same columns, as table four in one row and in three, keep the first with figures."""
        taken: dict[str, PrintedRow] = {}
        for path, row in sorted(self._rows.items(), key=lambda item: _rank(item[1])):
            columns = [column.path for column in self._shape.rows[path]]
            first = next((taken[column] for column in columns if column in taken), None)
            if first is None:
                taken |= dict.fromkeys(columns, row)
                continue
            del self._rows[path]
            if row.inked:
                self._unrecognised.append(UnrecognisedRow(row.label, tuple(value.text for value in row.line.values)))
                facts = {"label": row.label, "first": first.words, "second": row.words}
                self._note("GX403", row.line.span, path=".".join(path), **facts)

    def _settle_labels(self) -> None:
        """Labels that show no cell are no blank rows where figures beside them may be theirs."""
        labels = {id(row.line): path for path, row in self._rows.items() if not row.values and row.line.open}
        if not labels:
            return
        crowded = {id(row.line) for path, row in self._rows.items() if len(row.inked) > len(self._shape.rows[path])}
        lines = self._canonical.lines
        for index, line in enumerate(lines):
            path = labels.get(id(line))
            if path and ((index and id(lines[index - 1]) in crowded) or are_figures_beside(lines, index)):
                self._rows[path] = evolve(self._rows[path], line=evolve(line, lost=True))

    def _note(self, code: str, span: Span, *, path: str | None = None, **facts: Any) -> None:
        self._diagnostics.append(diagnostics.diagnostic(code, span=span, path=path, **facts))


def _is_whole(row: PrintedRow, size: int) -> bool:
    """Whether a row of dashes has so many cells, or may have where nothing parts them."""
    signs = sum(len(value.text) for value in row.inked)
    return len(row.inked) == size or (row.line.glued and signs >= size)


def _rank(row: PrintedRow) -> int:
    """Rows with figures before those with dashes, and those before blank ones."""
    return 0 if _has_digit(row.line) else 1 if row.inked else 2


def _may_be_head(words: str) -> bool:
    """Whether words may be one head: not pieces of several in one line, as text of broken heads has them."""
    pieces = words.split()
    return len(words) <= _LONGEST_HEAD and (len(pieces) <= _MOST_PIECES or max(map(len, pieces)) == 1)


def _has_digit(line: Line) -> bool:
    return any(_DIGIT.search(value.text) for value in line.values)


def _cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a row the form does not have; blanks after the last figure say nothing."""
    texts = [value.text for value in line.values]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def add_up(form: Template, columns: Sequence[Column], values: Sequence[Ink]) -> bool:
    """Whether all sums among the columns of a row hold for its values, a blank as 0, and all totals are printed."""
    # Loaded here since most pages need none of it.
    from gxgrammar.equations import equations

    inks = {column.path: value.text for column, value in zip(columns, values, strict=True)}
    counts = {path: read_value(text).count if text else 0 for path, text in inks.items()}
    numbers = {path: count for path, count in counts.items() if count is not None}
    sums = [each for each in equations(form) if counts.keys() >= set(each.cells)]
    if not sums or len(numbers) < len(counts) or not all(inks[path] for each in sums for path in each.left):
        return False
    return all(each.holds(numbers) for each in sums)
