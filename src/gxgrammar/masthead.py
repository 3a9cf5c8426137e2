"""What names and dates a report, printed: title, list of metadata, signature, head and foot of a table.

The way back of ``metadata``, which has the words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import attrs
from attrs import frozen

from gxgrammar.contact import FOOT_FIELDS
from gxgrammar.listing import KEYS
from gxgrammar.metadata import Heading, is_table, read_heading
from gxgrammar.records import Contact, Metadata
from gxgrammar.template import Template


@frozen
class Masthead:
    """The first and last lines of a report around its sections, and what they do not say of the record.

    ``head`` and ``foot`` stand around a table that has no section of its own; ``lost`` are fields.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    head: tuple[str, ...]
    foot: tuple[str, ...]
    lost: tuple[str, ...]


def print_masthead(
    metadata: Metadata, contact: Contact | None, form: Template, opening: Sequence[str], closing: Sequence[str]
) -> Masthead:
    """Print metadata around the words of a report: ``opening`` before its sections, ``closing`` in the last of them.

    What title and words state already is not printed again; the rest is listed under the title.
    """
    title = [metadata.title] if metadata.title else []
    signed = [metadata.signature, _written(metadata.signed_on)] if metadata.signed_on else []
    signing = [line for line in signed if line]
    head, foot = _printed_head(metadata, form), _printed_foot(metadata, contact, form)

    def read(listed: Sequence[str]) -> Heading:
        top = [*title, *listed]
        if closing:
            return read_heading([*top, *opening], [*closing, *signing, *head, *foot])
        return read_heading([*top, *signing, *opening, *head, *foot], [])

    listed = tuple(_listing(metadata, read(()).metadata))
    lost = tuple(_differences(metadata, contact, read(listed), opening, closing))
    before = (*title, *listed, *(() if closing else signing), *opening)
    return Masthead(before, tuple(signing if closing else ()), head, foot, lost)


def _written(day: datetime.date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _listing(metadata: Metadata, stated: Metadata) -> Iterator[str]:
    """Entries of the list of metadata for what is not stated."""
    for field, names in KEYS.items():
        if field == "period" and metadata.period_start and metadata.period_end:
            value: object = f"{_written(metadata.period_start)}至{_written(metadata.period_end)}"
            known = (metadata.period_start, metadata.period_end) == (stated.period_start, stated.period_end)
        else:
            value = getattr(metadata, field, None) if field else None
            known = value == getattr(stated, field, None) if field else True
        if value is not None and not known:
            yield f"{names.partition('|')[0]}：{value}{'年' if field == 'report_year' else ''}"


def _printed_head(metadata: Metadata, form: Template) -> tuple[str, ...]:
    """What stands over the table of a form that is a table only; nothing for the others."""
    if not is_table(form):
        return ()
    edition = f"（{metadata.report_year}年度）" if metadata.report_year else ""
    unit = f"填报单位（盖章）：{metadata.reporting_unit}" if metadata.reporting_unit else ""
    return tuple(line for line in (form.title, edition, unit) if line)


def _printed_foot(metadata: Metadata, contact: Contact | None, form: Template) -> tuple[str, ...]:
    """Who signed the form, whom to call, when it was filled."""
    persons = {name: getattr(contact, field, None) for name, field in FOOT_FIELDS.items()}
    telephone = persons.pop("联系电话")
    filled = {"联系电话": telephone if is_table(form) else None, "填报日期": _written(metadata.filled_on)}
    lines = (" ".join(f"{name}：{value}" for name, value in line.items() if value) for line in (persons, filled))
    return tuple(line for line in lines if line)


def _differences(
    metadata: Metadata, contact: Contact | None, read: Heading, opening: Sequence[str], closing: Sequence[str]
) -> Iterator[str]:
    """The fields that the printed lines do not give back."""
    for field in attrs.fields_dict(Metadata):
        if getattr(metadata, field) != getattr(read.metadata, field):
            yield f"metadata.{field}"
    if contact and contact != read.contact:
        yield "contact"
    if (tuple(opening), tuple(closing)) != (read.opening, read.closing):
        yield "narrative"
