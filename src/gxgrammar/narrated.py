"""What the sentences of a report state of its own work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gxgrammar.clauses import Figure
from gxgrammar.records import Part, Report
from gxgrammar.result import ParseResult
from gxgrammar.sentences import figures_in, figures_of, of_its_year, own_names


def figures(report: ParseResult | Report) -> tuple[Figure, ...]:
    """Every figure that the sentences of a report state about its own work, in order.

    Figures of another year or another place are left out. Where the year of the report is not known, it is taken to be
    the one that most of these sentences name, the latest of several. ``report`` is a result, whose figures have spans,
    or a record.
    """
    record = report.report if isinstance(report, ParseResult) else report
    return of_its_year(figures_of_all_years(report), record.metadata.report_year)


def figures_of_all_years(report: ParseResult | Report) -> tuple[Figure, ...]:
    """As ``figures``, with those of other years."""
    record = report.report if isinstance(report, ParseResult) else report
    own = own_names(record.metadata, words(record.narrative.opening))
    if isinstance(report, ParseResult):
        return figures_of(report.canonical.prose, own)
    return tuple([figure for text in _words_of(record) for figure in figures_in(text, own=own)])


def _words_of(record: Report) -> Iterator[str]:
    yield from words(record.narrative.opening)
    for section in record.narrative.sections:
        yield from words(section.body)


def words(body: Iterable[str | Part]) -> Iterator[str]:
    """The paragraphs and headings of a section, in order."""
    for each in body:
        if isinstance(each, str):
            yield each
        else:
            if each.heading:
                yield each.heading
            yield from words(each.body)
