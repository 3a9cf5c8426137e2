"""Sample reports: drawn records whose sums hold, worded by us, about bodies that do not exist.

Everything is drawn from a ``random.Random``: the same seed gives the same report. Tests draw from one that Hypothesis
controls (``gxgrammar.strategies``).
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from attrs import evolve, frozen

from gxgrammar.damages import Damage, damage_page, damage_text, damages_named
from gxgrammar.equations import Equation, all_equations, all_inclusions
from gxgrammar.errors import InapplicableDamage
from gxgrammar.records import Contact, Metadata, Narrative, Part, Report, Section
from gxgrammar.shape import Column, figures, shape, tables_from
from gxgrammar.template import Template, named, template_named
from gxgrammar.unparse import unparse
from gxgrammar.vocabulary import section_headings
from gxgrammar.writers import WRITERS, Written, write_page

Number = int | Decimal
Values = dict[str, int | Decimal | None]
Single = frozenset[tuple[str, ...]]

# How large the figures of a report are, and how often; most counts of a real report are 0.
_SIZES = (0, 0, 0, 0, 0, 1, 9, 9, 40, 400, 20_000, 10**6, 10**9)
# Up to which of them the figures of one report go.
_KINDS_OF_OFFICE = (6, 8, 10, len(_SIZES))
_CENTS = 100
_DASHES = ("-", "—", "——", "/")


@frozen
class Sample:
    """A drawn report, and the ink of cells that are not to be printed plainly, by field path."""

    report: Report
    inks: Mapping[str, str]


def draw_sample(template: str, dice: Random, *, contact: bool = False) -> Sample:
    """A whole report of a form; see ``draw_values`` and ``draw_narrative`` for its parts."""
    form = template_named(template)
    single = draw_single(form, dice)
    values = draw_values(form, dice, single)
    metadata = draw_metadata(form, dice)
    narrative = draw_narrative(form, dice, metadata, values, contact=contact)
    record: type[Report] = shape(form).record
    spoken = Contact(telephone="0000-0000000", office=f"{metadata.agency_name}政务公开科") if contact else None
    report = record(metadata=metadata, contact=spoken, narrative=narrative, **tables_from(form, values, single))
    return Sample(report, draw_inks(values, dice))


@frozen
class Document:
    """A sample as written in a layout after some damages: what a file holds, and what reading it should give."""

    template: str
    sample: Sample
    written: Written
    damages: tuple[Damage, ...]


def draw_document(
    template: str, layout: str, dice: Random, *, damages: Collection[str] = (), contact: bool = False
) -> Document:
    """A sample report of a form, written in a layout and then damaged.

    Raises UnknownName for ids that do not exist, InapplicableDamage for a damage that cannot befall the layout.
    """
    wanted = damages_named(damages)
    for damage in wanted:
        if named(layout, WRITERS, "layout", "版式").id not in damage.layouts:
            raise InapplicableDamage(
                "GX708", damage=damage.id, layout=layout, layouts=", ".join(sorted(damage.layouts))
            )
    sample = draw_sample(template, dice, contact=contact)
    page = damage_page(unparse(sample.report, inks=sample.inks), wanted, dice)
    written = write_page(page, layout)
    if isinstance(written.content, str):
        written = evolve(written, content=damage_text(written.content, wanted, dice))
    return Document(template, sample, written, wanted)


def draw_single(form: Template, dice: Random) -> Single:
    """Which groups of rows an office prints as one, as under older habits; mostly none."""
    return frozenset(path for path in sorted(shape(form).groups) if dice.random() < 0.1)


def draw_values(form: Template, dice: Random, single: Single = frozenset()) -> Values:
    """Every figure of a form by field path, such that all its sums and inclusions hold, and then some blanks."""
    drawn = _consistent(form, dice, single)
    values: Values = dict(drawn)
    if dice.random() < 0.4:
        _leave_blank(values, dice)
    return values


def draw_inks(values: Values, dice: Random) -> dict[str, str]:
    """Dashes for some blanks, or a comma after the thousands, as some offices print them."""
    inks: dict[str, str] = {}
    habit = dice.random()
    if habit < 0.1:
        dash = dice.choice(_DASHES)
        inks = {path: dash for path, value in values.items() if value is None}
    elif habit < 0.2:
        inks = {path: f"{value:,}" for path, value in values.items() if isinstance(value, int) and value > 999}
    return inks


def _consistent(form: Template, dice: Random, single: Single) -> dict[str, Number]:
    """Leaves first, then what includes them, then sums, those within rows before those over rows."""
    most = dice.choice(_KINDS_OF_OFFICE)
    drawn: dict[str, Number] = {column.path: _figure(column, dice, most) for column in figures(form, single)}
    for _ in range(3):
        for inclusion in all_inclusions(form):
            drawn[inclusion.whole] = max(drawn[inclusion.whole], drawn[inclusion.part])
    for path in drawn:
        if path.endswith(".items_change"):
            drawn[path] = max(drawn[path], -drawn[path.replace("items_change", "items_previous_year")])
    for equation in _in_order(form, single):
        _solve(equation, drawn, dice)
    return drawn


def _figure(column: Column, dice: Random, most: int) -> Number:
    number = dice.randint(0, _SIZES[dice.randrange(most)])
    if column.kind == "amount":
        return Decimal(number) / _CENTS
    return -number if column.field == "items_change" and dice.random() < 0.3 else number


@cache
def _in_order(form: Template, single: Single) -> tuple[Equation, ...]:
    """The equations by which to compute totals, each after those its addends come from.

    Of a total that is the sum of its row and of its column, that of the row is enough: the other then holds.
    """
    declared = all_equations(form, single)
    within = {path for each in declared if not each.spans_rows for path in each.left}
    waiting = [each for each in declared if not each.spans_rows or not within.intersection(each.left)]
    ordered: list[Equation] = []
    while waiting:
        open_totals = {path for each in waiting for path in each.left}
        ready = [each for each in waiting if not open_totals.intersection(each.right)]
        ordered += ready
        waiting = [each for each in waiting if each not in ready]
    return tuple(ordered)


def _solve(equation: Equation, drawn: dict[str, Number], dice: Random) -> None:
    """Make the left side the sum of the right: all figures of it but the first are drawn, as far as the sum allows."""
    rest: Any = sum(drawn[path] for path in equation.right)
    first, *others = equation.left
    for path in others:
        drawn[path] = dice.randint(0, int(rest)) if dice.random() < 0.4 else 0
        rest -= drawn[path]
    drawn[first] = rest


def _leave_blank(values: Values, dice: Random) -> None:
    """Blanks for zeros: in whole rows that have no other figure, or here and there."""
    rows: dict[str, list[str]] = {}
    for path in values:
        rows.setdefault(path.rpartition(".")[0], []).append(path)
    whole, share = dice.random() < 0.6, dice.random()
    for paths in rows.values():
        zeros = [path for path in paths if values[path] == 0]
        chosen = zeros if whole and zeros == paths and dice.random() < share else []
        if not whole:
            chosen = [path for path in zeros if dice.random() < share / 2]
        values.update(dict.fromkeys(chosen))


def draw_metadata(form: Template, dice: Random) -> Metadata:
    """Title, body and dates of a report, and some of what content systems list over it."""
    words = _words()
    agency = dice.choice(words["places"]) + dice.choice(words["offices"])
    year = dice.randint(form.first_year, form.last_year or form.first_year + 4)
    published = datetime.date(year + 1, dice.randint(1, 3), dice.randint(1, 28))
    signed = dice.random() < 0.6
    attached = form.title.endswith("表")

    def sometimes(value: Any) -> Any:
        return value if dice.random() < 0.3 else None

    return Metadata(
        title=dice.choice(words["titles"]).format(agency=agency, year=year),
        agency_name=agency,
        report_year=year,
        period_start=datetime.date(year, 1, 1),
        period_end=datetime.date(year, 12, 31),
        publication_date=sometimes(published),
        index_number=sometimes(f"QH{dice.randint(100, 999)}/{year}-{dice.randint(1, 99999):05}"),
        document_number=sometimes(f"青信〔{year + 1}〕{dice.randint(1, 60)}号"),
        issuing_body=sometimes(agency),
        classification=sometimes(dice.choice(words["classifications"])),
        signature=agency if signed else None,
        signed_on=published if signed else None,
        reporting_unit=agency if attached and dice.random() < 0.7 else None,
        filled_on=published if attached and dice.random() < 0.7 else None,
    )


def draw_narrative(
    form: Template, dice: Random, metadata: Metadata, values: Values, *, contact: bool = False
) -> Narrative:
    """The words of a report; sentences about figures of ``values`` state them as they are."""
    words = _words()
    facts = {"agency": metadata.agency_name, "year": metadata.report_year}
    opening = dice.choice(words["openings"])
    if contact:
        opening += dice.choice(words["contacts"])
    stated = [
        dice.choice(sentences).format(value=values[path])
        for path, sentences in words["stated"].items()
        if values.get(path) is not None
    ]
    headings = section_headings(form) or dict.fromkeys(words["free"]["headings"])
    topics = [(topic, heading) for heading, topic in headings.items()]
    sections = (
        Section(topic, heading, _body(index, len(topics), stated if index == 0 else [], dice))
        for index, (topic, heading) in enumerate(topics)
    )
    return Narrative((opening.format(**facts),), tuple(sections))


def _body(index: int, count: int, stated: list[str], dice: Random) -> tuple[str | Part, ...]:
    """The words of a section: the first tells of the work, the last two of problems and of what else there is."""
    words = _words()
    if index == count - 1:
        return (dice.choice(words["closings"]),)
    if index == count - 2:
        first, second = dice.sample(words["items"], 2)
        return (Part("一是", "", (f"{first}；",)), Part("二是", "", (f"{second}。",)), dice.choice(words["plans"]))
    lines = tuple(dice.sample(words["lines"], dice.randint(0, 2)))
    if index or dice.random() < 0.5:
        return (*lines, *stated) if index == 0 else lines
    numbered = enumerate(dice.sample(words["parts"], dice.randint(2, 4)))
    parts = tuple(Part(f"（{'一二三四五'[number]}）", heading, (text,)) for number, (heading, text) in numbered)
    return (*lines, *stated, *parts)


@cache
def _words() -> Mapping[str, Any]:
    """The wording of samples: lists of words and sentences."""
    return tomllib.loads((resources.files("gxgrammar") / "samples.toml").read_text(encoding="utf-8"))
