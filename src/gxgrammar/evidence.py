"""What the checks look at: the figures of a report by field path, with what is blank, undecided or not on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from attrs import field, frozen

from gxgrammar import shape
from gxgrammar.cells import Cell
from gxgrammar.equations import Equation, all_equations
from gxgrammar.records import Metadata, Part, Report, Section
from gxgrammar.result import ParseResult
from gxgrammar.sentences import Figure, figures_of_all_years
from gxgrammar.template import Template
from gxgrammar.values import State

Number = int | Decimal
# The rules by which a row's total is the sum of the row.
_ROW_SUMS = frozenset({"T3-ROW", "T4-SUM-REC", "T4-SUM-DIR", "T4-SUM-AFT"})


@frozen(slots=False)
class Evidence:
    """A report as the rules see it.

    ``stated`` has every figure that is certain, a blank or dash as 0 unless ``strict``. ``blank`` are the paths of
    blanks and dashes, ``undecided`` the readings of cells that the page does not decide, ``lacking`` the paths of
    cells that are not on the page, ``worded`` those of cells that hold words.
    """

    subject: ParseResult | Report
    strict: bool = field(default=False, kw_only=True)

    @cached_property
    def report(self) -> Report:
        return self.subject.report if isinstance(self.subject, ParseResult) else self.subject

    @cached_property
    def result(self) -> ParseResult | None:
        return self.subject if isinstance(self.subject, ParseResult) else None

    @cached_property
    def form(self) -> Template:
        return self.result.template if self.result else shape.form_of(self.report)

    @cached_property
    def metadata(self) -> Metadata:
        return self.report.metadata

    @cached_property
    def year(self) -> int | None:
        return self.metadata.report_year

    @cached_property
    def single(self) -> frozenset[tuple[str, ...]]:
        """The groups that this report prints as one row."""
        return shape.single_rows(self.report)

    @cached_property
    def values(self) -> Mapping[str, Number | None]:
        """Every figure of the form as the record has it."""
        if self.result:
            return {path: cell.value for path, cell in self.result.cells.items()}
        return shape.values_of(self.report)

    @cached_property
    def blank(self) -> frozenset[str]:
        return self._in_state("blank") | self._in_state("dash") if self.result else self._without_value

    @cached_property
    def undecided(self) -> Mapping[str, tuple[Number | None, ...]]:
        paths = self._in_state("unplaced") | self._in_state("ambiguous")
        return {path: self._cell(path).candidates for path in paths}

    @cached_property
    def lacking(self) -> frozenset[str]:
        return self._in_state("missing")

    @cached_property
    def worded(self) -> frozenset[str]:
        return self._in_state("text")

    @cached_property
    def _without_value(self) -> frozenset[str]:
        if None not in self.values.values():
            return frozenset()
        return frozenset([path for path, value in self.values.items() if value is None])

    def _in_state(self, state: State) -> frozenset[str]:
        """The paths of cells without a figure in a state, none for a record."""
        return self._states.get(state, frozenset())

    @cached_property
    def _states(self) -> Mapping[State, frozenset[str]]:
        found: dict[State, list[str]] = {}
        if self.result is not None:
            cells = self.result.cells
            for path in self._without_value:
                found.setdefault(cells[path].state, []).append(path)
        return {state: frozenset(paths) for state, paths in found.items()}

    def _cell(self, path: str) -> Cell:
        assert self.result is not None
        return self.result.cells[path]

    @cached_property
    def stated(self) -> Mapping[str, Number]:
        if not self._without_value:
            return self.values  # type: ignore[return-value]
        known = {path: value for path, value in self.values.items() if value is not None}
        return known if self.strict else {**known, **dict.fromkeys(self.blank, 0)}

    @cached_property
    def sums(self) -> Mapping[str, tuple[Equation, ...]]:
        """The equations of the form by rule."""
        return self._facts.sums

    @cached_property
    def _facts(self) -> _Form:
        return _facts(self.form, self.single)

    @cached_property
    def notes(self) -> dict[str, Any]:
        """Room for what several rules work out alike."""
        return {}

    @cached_property
    def troubled(self) -> frozenset[str]:
        """The paths of all cells that hold no figure."""
        return self._without_value

    @cached_property
    def uncertain(self) -> frozenset[str]:
        """The cells that have no certain figure, a blank that counts as 0 being certain."""
        if not self._without_value:
            return self._without_value
        return (self._without_value if self.strict else self._without_value - self.blank) | self.blank_totals

    @cached_property
    def blank_totals(self) -> frozenset[str]:
        """Blank totals of figures that are not all 0: what they should say is not for us to fill in."""
        if not self.blank:
            return frozenset()
        return frozenset(
            equation.left[0]
            for equation in all_equations(self.form, self.single)
            if len(equation.left) == 1
            and equation.left[0] in self.blank
            and any(self.stated.get(path) or path in self.undecided for path in equation.right)
        )

    def bounds(self, path: str) -> tuple[Number, Number] | None:
        """The least and the largest figure a cell can hold; None if nothing is known of it."""
        if path in self.stated:
            return self.stated[path], self.stated[path]
        readings = self.undecided.get(path)
        if not readings or (self.strict and None in readings):
            return None
        # A total that may be blank is not 0 for that.
        if None in readings and path in self._facts.totals:
            return None
        numbers = [reading or 0 for reading in readings]
        return min(numbers), max(numbers)

    def total(self, row: str) -> Number | None:
        """The total of a row: as printed, or where it is left blank the sum of its figures; None if undecided."""
        path = f"{row}.total"
        if path not in self.blank_totals and path in self.stated:
            return self.stated[path]
        sums = self._facts.totals
        addends = sums[path].right if path in sums else ()
        if path not in self.blank or not any(self.values.get(each) is not None for each in addends):
            return None
        found = [self.stated.get(each) for each in addends]
        return None if None in found else sum(each for each in found if each is not None)

    def totals(self, row_or_group: str) -> Number | None:
        """The total of a row, or of a group of rows together."""
        rows = self.rows(row_or_group)
        found = [self.total(row) for row in rows]
        return None if not rows or None in found else sum(each for each in found if each is not None)

    @cached_property
    def all_figures(self) -> tuple[Figure, ...]:
        """What the sentences state, other years included."""
        return figures_of_all_years(self.subject)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What the sentences state of the year of the report."""
        return tuple(each for each in self.all_figures if each.year in (None, self.year))

    def section(self, topic: str) -> Section | None:
        return next((each for each in self.report.narrative.sections if each.topic == topic), None)

    @cached_property
    def improper(self) -> tuple[str, ...]:
        """The cells that hold a negative figure or words."""
        if not self.troubled and min(self.stated.values(), default=0) >= 0:
            return ()
        negative = [path for path, value in self.values.items() if value is not None and value < 0]
        return (*negative, *(path for path in self.values if path in self.worded)) if self.worded else tuple(negative)

    def cells_of(self, table: str) -> tuple[str, ...]:
        """The paths of a table: the first part of a path names it."""
        return self._facts.tables.get(table, ())

    def total_cells(self, row_or_group: str) -> tuple[str, ...]:
        """The total of a row, or the totals of the rows of a group."""
        return tuple(f"{row}.total" for row in self.rows(row_or_group))

    def rows(self, row_or_group: str) -> tuple[str, ...]:
        """The rows with totals that a name means: itself, or the rows of the group."""
        return self._facts.rows.get(row_or_group, ())

    def table_present(self, name: str) -> bool | None:
        """Whether any cell of a table was on the page; None for a record that does not tell."""
        paths = self.cells_of(name)
        if any(self.values[path] is not None for path in paths):
            return True
        return any(path not in self.lacking for path in paths) if self.result else None


def words(body: Iterable[str | Part]) -> Iterator[str]:
    """The paragraphs and headings of a section, in order."""
    for each in body:
        if isinstance(each, str):
            yield each
        else:
            if each.heading:
                yield each.heading
            yield from words(each.body)


@frozen
class _Form:
    """What the checks ask of a form again and again, made once for all reports on it.

    ``sums`` are its equations by rule, ``totals`` the equations of rows by the path of their total, ``tables`` the
    paths of each table, ``rows`` the rows with a total by the name of the row or of a group around it.
    """

    sums: Mapping[str, tuple[Equation, ...]]
    totals: Mapping[str, Equation]
    tables: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[str, ...]]


@cache
def _facts(form: Template, single: frozenset[tuple[str, ...]]) -> _Form:
    columns = shape.figures(form, single)
    declared = all_equations(form, single)
    sums: dict[str, list[Equation]] = {}
    tables: dict[str, list[str]] = {}
    rows: dict[str, list[str]] = {}
    for row in (column.path.rpartition(".")[0] for column in columns if column.field == "total"):
        for name in accumulate(row.split("."), "{}.{}".format):
            rows.setdefault(name, []).append(row)
    for each in declared:
        sums.setdefault(each.rule, []).append(each)
    for column in columns:
        tables.setdefault(column.path.partition(".")[0], []).append(column.path)
    return _Form(
        {rule: tuple(group) for rule, group in sums.items()},
        {each.left[0]: each for each in declared if each.rule in _ROW_SUMS},
        {table: tuple(paths) for table, paths in tables.items()},
        {name: tuple(group) for name, group in rows.items()},
    )
