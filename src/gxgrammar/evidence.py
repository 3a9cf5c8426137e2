"""What the checks look at: the figures of a report by field path, with what is blank, undecided or not on the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from attrs import field, frozen

from gxgrammar import shape
from gxgrammar.clauses import Figure
from gxgrammar.equations import Equation, all_equations, wholes
from gxgrammar.narrated import figures_of_all_years
from gxgrammar.records import Metadata, Report, Section
from gxgrammar.result import ParseResult
from gxgrammar.sentences import of_its_year
from gxgrammar.template import Template
from gxgrammar.values import State

Number = int | Decimal
# The rules by which a row's total is the sum of the row.
_ROW_SUMS = frozenset({"T3-ROW", "T4-SUM-REC", "T4-SUM-DIR", "T4-SUM-AFT"})
# The states of cells that the page does not decide.
_OPEN: tuple[State, ...] = ("unplaced", "ambiguous")
_NONE: frozenset[str] = frozenset()
_NO_READINGS: Mapping[str, tuple[Number | None, ...]] = {}


@frozen(eq=False)
class FormFacts:
    """What the checks ask of a form again and again, made once for all reports on it.

    ``sums`` are its equations by rule, ``addends`` the totals and what each sums or holds, ``totals`` the
    equations of rows by the path of their total, ``tables`` the paths of each table, ``total_cells`` the totals of
    rows by the name of the row or of a group around it, ``memberships`` how many equations a cell is in.
    """

    sums: Mapping[str, tuple[Equation, ...]]
    addends: tuple[tuple[str, tuple[str, ...]], ...]
    totals: Mapping[str, Equation]
    tables: Mapping[str, tuple[str, ...]]
    total_cells: Mapping[str, tuple[str, ...]]
    memberships: Mapping[str, int]


@cache
def _facts(form: Template, single: frozenset[tuple[str, ...]]) -> FormFacts:
    columns = shape.figures(form, single)
    declared = all_equations(form, single)
    sums: dict[str, list[Equation]] = {}
    tables: dict[str, list[str]] = {}
    total_cells: dict[str, list[str]] = {}
    for path in (column.path for column in columns if column.field == "total"):
        for name in accumulate(path.split(".")[:-1], "{}.{}".format):
            total_cells.setdefault(name, []).append(path)
    for each in declared:
        sums.setdefault(each.rule, []).append(each)
    for column in columns:
        tables.setdefault(column.path.partition(".")[0], []).append(column.path)
    return FormFacts(
        {rule: tuple(group) for rule, group in sums.items()},
        wholes(form, single),
        {each.left[0]: each for each in declared if each.rule in _ROW_SUMS},
        {table: tuple(paths) for table, paths in tables.items()},
        {name: tuple(group) for name, group in total_cells.items()},
        Counter(path for each in declared for path in each.cells),
    )


@frozen(slots=False)
class Evidence:
    """A report as the rules see it; ``evidence_of`` makes it.

    ``values`` has every figure of the form as the record has it, ``stated`` every figure that is certain, a blank or
    dash as 0 unless ``strict``. ``troubled`` are the paths of all cells that hold no figure: ``blank`` those of blanks
    and dashes, ``undecided`` the readings of cells that the page does not decide, ``lacking`` the paths of cells that
    are not on the page, ``worded`` those of cells that hold words. ``blank_totals`` are blank totals of figures that
    are not all 0: what they should say is not for us to fill in. ``uncertain`` are the cells that have no certain
    figure, a blank that counts as 0 being certain. ``facts`` is what the checks ask of the form.
    """

    report: Report
    result: ParseResult | None
    form: Template
    facts: FormFacts
    strict: bool
    values: Mapping[str, Number | None]
    stated: Mapping[str, Number]
    troubled: frozenset[str] = _NONE
    blank: frozenset[str] = _NONE
    lacking: frozenset[str] = _NONE
    worded: frozenset[str] = _NONE
    undecided: Mapping[str, tuple[Number | None, ...]] = _NO_READINGS
    blank_totals: frozenset[str] = _NONE
    uncertain: frozenset[str] = _NONE
    # Room for what several rules work out alike.
    notes: dict[str, Any] = field(factory=dict)

    @property
    def metadata(self) -> Metadata:
        return self.report.metadata

    @property
    def year(self) -> int | None:
        return self.report.metadata.report_year

    @property
    def sums(self) -> Mapping[str, tuple[Equation, ...]]:
        """The equations of the form by rule."""
        return self.facts.sums

    def bounds(self, path: str) -> tuple[Number, Number] | None:
        """The least and the largest figure a cell can hold; None if nothing is known of it."""
        if path in self.stated:
            return self.stated[path], self.stated[path]
        readings = self.undecided.get(path)
        if not readings or (self.strict and None in readings):
            return None
        # A total that may be blank is not 0 for that.
        if None in readings and path in self.facts.totals:
            return None
        numbers = [reading or 0 for reading in readings]
        return min(numbers), max(numbers)

    def total(self, row: str) -> Number | None:
        """The total of a row: as printed, or where it is left blank the sum of its figures; None if undecided."""
        return self._total(f"{row}.total")

    def _total(self, path: str) -> Number | None:
        if path not in self.blank_totals and path in self.stated:
            return self.stated[path]
        sums = self.facts.totals
        addends = sums[path].right if path in sums else ()
        if path not in self.blank or not any(self.values.get(each) is not None for each in addends):
            return None
        found = [self.stated.get(each) for each in addends]
        return None if None in found else sum(each for each in found if each is not None)

    def counted_in(self, row_or_group: str) -> tuple[str, ...]:
        """The cells that ``totals`` adds up: a total as printed, or where it is left blank the figures of its row."""
        found = self.total_cells(row_or_group)
        if not self.blank or self.blank.isdisjoint(found):
            return found
        sums = self.facts.totals
        return tuple([cell for path in found for cell in (sums[path].right if path in self.blank_totals else (path,))])

    def totals(self, row_or_group: str) -> Number | None:
        """The total of a row, or of a group of rows together."""
        cells = self.total_cells(row_or_group)
        whole: Number = 0
        for path in cells:
            figure = self._total(path)
            if figure is None:
                return None
            whole += figure
        return whole if cells else None

    @cached_property
    def all_figures(self) -> tuple[Figure, ...]:
        """What the sentences state, other years included."""
        return figures_of_all_years(self.result or self.report)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What the sentences state of the year of the report."""
        return of_its_year(self.all_figures, self.year)

    @cached_property
    def exact_figures(self) -> Mapping[tuple[str, ...], list[Figure]]:
        """The figures of the year that are not approximate, by what they count."""
        found: dict[tuple[str, ...], list[Figure]] = {}
        for each in self.figures:
            if not each.approximate:
                found.setdefault(each.counts, []).append(each)
        return found

    def section(self, topic: str) -> Section | None:
        for each in self.report.narrative.sections:
            if each.topic == topic:
                return each
        return None

    @cached_property
    def improper(self) -> tuple[str, ...]:
        """The cells that hold a negative figure or words."""
        if not self.worded and min(self.stated.values(), default=0) >= 0:
            return ()
        negative = [path for path, value in self.values.items() if value is not None and value < 0]
        return (*negative, *(path for path in self.values if path in self.worded)) if self.worded else tuple(negative)

    def cells_of(self, table: str) -> tuple[str, ...]:
        """The paths of a table: the first part of a path names it."""
        return self.facts.tables.get(table, ())

    def total_cells(self, row_or_group: str) -> tuple[str, ...]:
        """The total of a row, or the totals of the rows of a group."""
        return self.facts.total_cells.get(row_or_group, ())

    def table_present(self, *names: str) -> bool | None:
        """Whether any cell of a table was on the page; None where a record, or a page that lost lines, tells not.

        A table may be known under several names, of its parts.
        """
        tables = [self.cells_of(name) for name in names]
        if not all(map(self.troubled.issuperset, tables)):
            return True
        if self.result is None:
            return None
        if not all(map(self.lacking.issuperset, tables)):
            return True
        return None if self.has_lost_lines else False

    @cached_property
    def has_lost_lines(self) -> bool:
        """Whether lines of the page are known to be gone."""
        return self.result is not None and any(line.lost for line in self.result.canonical.lines)


def evidence_of(subject: ParseResult | Report, *, strict: bool = False) -> Evidence:
    """What the rules look at in a result or a record."""
    result = subject if isinstance(subject, ParseResult) else None
    report = result.report if result else subject
    assert not isinstance(report, ParseResult)
    form = result.template if result else shape.form_of(report)
    facts = _facts(form, shape.single_rows(report))
    values = {path: cell.value for path, cell in result.cells.items()} if result else shape.values_of(report)
    states = _states(result, values)
    if not states:
        return Evidence(report, result, form, facts, strict, values, values)  # type: ignore[arg-type]
    of: defaultdict[State, list[str]] = defaultdict(list)
    for path, state in states.items():
        of[state].append(path)
    known, blank = frozenset(states), frozenset(of["blank"] + of["dash"])
    zeros = _NONE if strict else blank
    stated = {
        path: 0 if value is None else value for path, value in values.items() if value is not None or path in zeros
    }
    open_cells = [path for state in _OPEN for path in of[state]]
    totals = _blank_totals(facts, blank, stated, frozenset(open_cells)) if blank else _NONE
    return Evidence(
        report,
        result,
        form,
        facts,
        strict,
        values,
        stated,
        troubled=known,
        blank=blank,
        lacking=frozenset(of["missing"]),
        worded=frozenset(of["text"]),
        undecided={path: result.cells[path].candidates for path in open_cells} if result else _NO_READINGS,
        blank_totals=totals,
        uncertain=(known - zeros) | totals,
    )


def _blank_totals(
    facts: FormFacts, blank: frozenset[str], stated: Mapping[str, Number], undecided: frozenset[str]
) -> frozenset[str]:
    return frozenset(
        [
            total
            for total, addends in facts.addends
            if total in blank and (any(map(stated.get, addends)) or not undecided.isdisjoint(addends))
        ]
    )


def _states(result: ParseResult | None, values: Mapping[str, Number | None]) -> Mapping[str, State]:
    """The states of the cells that hold no figure. A record does not tell them, so all count as blank."""
    if result:
        return {path: cell.state for path, cell in result.cells.items() if cell.value is None}
    return {path: "blank" for path, value in values.items() if value is None}
