"""Which of several reports are of one body, and which could not be compared with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, TypeVar

from attrs import field, frozen

from gxgrammar.condition.script import simplified
from gxgrammar.records import Metadata, Report
from gxgrammar.result import ParseResult
from gxgrammar.rules import phrases
from gxgrammar.titles import OF_GOVERNMENT

Subject = ParseResult | Report
Each = TypeVar("Each")


@frozen
class Uncompared:
    """Why some reports were not compared, or should not have been: ``message`` says it in words.

    ``same_year``: several of one body and year. ``gap``: years of a body lie between them. ``unknown``: a report
    without a body or a year. ``part_year``: a part of another year than the compiled report. ``part_twice``: several
    parts of one body and year.
    """

    reason: Literal["same_year", "gap", "unknown", "part_year", "part_twice"]
    sources: tuple[str, ...]
    facts: Mapping[str, object] = field(factory=dict)

    def message(self, lang: str = "en") -> str:
        """The note in Chinese (``zh``) or English (``en``)."""
        names = "、".join(self.sources) if lang == "zh" else ", ".join(self.sources)
        return phrases()[f"note_{self.reason}"][lang].format(names=names, **self.facts)


def metadata_of(subject: Subject) -> Metadata:
    return subject.report.metadata if isinstance(subject, ParseResult) else subject.metadata


def body_of(facts: Metadata) -> str:
    """The name of the body that reports, as it is compared; empty if unknown."""
    name = simplified("".join((facts.agency_name or facts.signature or "").split()))
    return OF_GOVERNMENT.sub("", name)


def by_body(reports: Iterable[tuple[Metadata, Each]]) -> dict[str, dict[int, list[Each]]]:
    """Reports by body and year; those without a body or a year are left out."""
    found: dict[str, dict[int, list[Each]]] = {}
    for facts, each in reports:
        name = body_of(facts)
        if name and facts.report_year:
            found.setdefault(name, {}).setdefault(facts.report_year, []).append(each)
    return {name: {year: years[year] for year in sorted(years)} for name, years in found.items()}


def uncompared(reports: Iterable[Subject], parts: Iterable[Subject] = ()) -> tuple[Uncompared, ...]:
    """The reports, of several given to ``check``, that were not compared, and parts that cannot be such."""
    whole, pieces = list(reports), list(parts)
    return (*(_of_years(whole) if len(whole) > 1 else ()), *_of_parts(whole, pieces))


def _of_years(reports: Sequence[Subject]) -> Iterator[Uncompared]:
    for body, years in by_body((metadata_of(each), _name(each)) for each in reports).items():
        for year, names in years.items():
            if len(names) > 1:
                yield Uncompared("same_year", tuple(names), {"body": body, "year": year, "first": names[0]})
        for earlier, later in pairwise(years):
            if later - earlier > 1:
                sources = (years[earlier][0], years[later][0])
                yield Uncompared("gap", sources, {"body": body, "earlier": earlier, "later": later})
    unknown = [_name(each) for each in reports if not (body_of(metadata_of(each)) and metadata_of(each).report_year)]
    if unknown:
        yield Uncompared("unknown", tuple(unknown))


def _of_parts(reports: Sequence[Subject], parts: Sequence[Subject]) -> Iterator[Uncompared]:
    years = {metadata_of(each).report_year for each in reports} - {None}
    for each in parts:
        year = metadata_of(each).report_year
        if year and years and year not in years:
            told = "、".join(str(known) for known in sorted(filter(None, years)))
            yield Uncompared("part_year", (_name(each),), {"year": year, "years": told})
    for body, of_year in by_body((metadata_of(each), _name(each)) for each in parts).items():
        for year, names in of_year.items():
            if len(names) > 1:
                yield Uncompared("part_twice", tuple(names), {"body": body, "year": year})


def _name(subject: Subject) -> str:
    """What a report is called: the name of its source, of a record its title."""
    return subject.source.name if isinstance(subject, ParseResult) else subject.metadata.title or "?"
