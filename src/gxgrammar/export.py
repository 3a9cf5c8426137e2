"""Records and results as JSON, and back. The JSON is a contract: its form is described in the README."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import attrs
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError

from gxgrammar import records
from gxgrammar.cells import Cell
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.errors import GxgrammarError
from gxgrammar.grounds import Grounds
from gxgrammar.records import Applicants, Narrative, OtherHandling, Part, Report, Section
from gxgrammar.result import ParseResult
from gxgrammar.source import Place, Source, Span
from gxgrammar.template import template_named

_MOST_REASONS = 5


class InvalidJson(GxgrammarError):
    """A text is not the JSON of a record."""


@cache
def _converter() -> Converter:
    """Decimal and dates as strings; of a section's body, paragraphs as strings and parts as objects."""
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    converter.register_structure_hook(datetime.date, lambda value, _: datetime.date.fromisoformat(value))
    converter.register_structure_hook(int, _whole)
    for record in (Part, Section, Narrative):
        attrs.resolve_types(record, vars(records))
    converter.register_structure_hook(
        str | Part, lambda value, _: value if isinstance(value, str) else converter.structure(value, Part)
    )
    converter.register_unstructure_hook(
        str | Part, lambda value: value if isinstance(value, str) else converter.unstructure(value)
    )
    converter.register_structure_hook(
        OtherHandling | Applicants,
        lambda value, _: converter.structure(value, Applicants if "total" in value else OtherHandling),
    )
    return converter


def _whole(value: object, _: object) -> int:
    """A count as JSON has it: a fraction or a string is none, and is not made one."""
    if type(value) is not int:
        raise ValueError(f"expected a whole number, found {value!r}")
    return value


def report_to_dict(report: Report, *, personal: bool = False) -> dict[str, Any]:
    """A record as plain data. The contact is personal: it is left out (None) unless ``personal`` is set."""
    data: dict[str, Any] = _converter().unstructure(report if personal else attrs.evolve(report, contact=None))
    return data


def report_from_dict(data: Mapping[str, Any], template_id: str) -> Report:
    """The record of a template from plain data. Raises InvalidJson, UnknownName."""
    record: type[Report] = getattr(records, template_named(template_id).record)
    try:
        return _converter().structure(data, record)
    except BaseValidationError as error:
        reason = "; ".join(transform_error(error)[:_MOST_REASONS]).replace("$.", "report.")
        raise InvalidJson("GX105", template=template_id, reason=reason) from error
    except (ArithmeticError, ValueError, TypeError, KeyError) as error:
        raise InvalidJson("GX105", template=template_id, reason=str(error)) from error


def report_from_json(text: str | bytes) -> Report:
    """The record in one object of ``parse --format json`` or of an answer key. Raises InvalidJson, UnknownName."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidJson("GX116", reason=str(error)) from error
    if not (isinstance(data, dict) and isinstance(data.get("report"), dict) and isinstance(data.get("template"), str)):
        raise InvalidJson("GX116", reason="no object with the keys template and report")
    return report_from_dict(data["report"], data["template"])


def result_to_dict(
    result: ParseResult, *, cells: bool = False, personal: bool = False, lang: str = "en"
) -> dict[str, Any]:
    """A parse result as plain data: source, template, layout, report, diagnostics, and with ``cells`` the evidence."""
    data = {
        "source": result.source.name,
        "template": result.template.id,
        "layout": result.layout,
        "report": report_to_dict(result.report, personal=personal),
        "diagnostics": [diagnostic_to_dict(each, result.source, lang) for each in result.diagnostics],
    }
    if cells:
        data["cells"] = {path: cell_to_dict(cell, result.source) for path, cell in result.cells.items()}
    return data


def to_json(result: ParseResult, *, cells: bool = False, personal: bool = False, lang: str = "en") -> str:
    """A parse result as one line of JSON; see ``result_to_dict``."""
    return json.dumps(result_to_dict(result, cells=cells, personal=personal, lang=lang), ensure_ascii=False)


def diagnostic_to_dict(noted: Diagnostic, source: Source, lang: str) -> dict[str, Any]:
    """A diagnostic as plain data, its message in ``zh`` or ``en``."""
    return {
        "code": noted.code,
        "severity": noted.severity,
        "message": noted.message(lang),
        "path": noted.path,
        "span": span_to_dict(noted.span, source),
        "before": noted.before,
        "after": noted.after,
    }


def cell_to_dict(cell: Cell, source: Source) -> dict[str, Any]:
    """A cell as plain data; money as strings, as in the report."""
    return {
        "raw": cell.raw,
        "value": _plain(cell.value),
        "state": cell.state,
        "span": span_to_dict(cell.span, source),
        "candidates": [_plain(candidate) for candidate in cell.candidates],
        "candidate_count": cell.candidate_count,
        "decided_by": cell.decided_by,
    }


def grounds_to_dict(grounds: Grounds) -> dict[str, Any]:
    """Why a figure was read as it was: the inks of its row, the readings left to it, the sums it takes part in."""
    left = grounds.readings
    return {
        "row": list(grounds.inks),
        "columns": list(left.columns) if left else [],
        "readings": [[_plain(value) for value in reading] for reading in left.readings] if left else [],
        "reading_count": left.count if left else None,
        "sums": [attrs.asdict(each) for each in grounds.bearings],
        "sentences": [each.words for each in grounds.sentences],
    }


def span_to_dict(span: Span | None, source: Source) -> dict[str, Any] | None:
    """A span as offsets, with the line and column of its start and its place in the file (None for text)."""
    if span is None:
        return None
    line, column = source.position(span.start)
    place = place_to_dict(source.place(span))
    return {"start": span.start, "end": span.end, "line": line, "column": column, "place": place}


def place_to_dict(place: Place | None) -> dict[str, Any] | None:
    """What is known of a place: table, row and cell, paragraph, xpath, page and box, each if it applies."""
    return attrs.asdict(place, filter=lambda _, fact: fact is not None) if place else None


def _plain(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value
