"""Findings as data: the JSON of the command line, and SARIF 2.1.0 for editors and code-review tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import attrs

from gxgrammar.bodies import Uncompared
from gxgrammar.checks import Coverage
from gxgrammar.export import place_to_dict, span_to_dict
from gxgrammar.findings import Finding, Side, Term
from gxgrammar.result import ParseResult
from gxgrammar.rules import rule_texts, rules
from gxgrammar.source import Place, Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def findings_to_dict(
    result: ParseResult,
    findings: Iterable[Finding],
    coverage: Coverage,
    notes: Iterable[Uncompared] = (),
    *,
    lang: str,
) -> dict[str, Any]:
    """The findings of one report as plain data, how much of it was looked at, and what it was not compared with."""
    mine = [each for each in findings if each.origin is result.source]
    name = result.source.name
    return {
        "source": name,
        "template": result.template.id,
        "findings": [finding_to_dict(each, lang) for each in mine],
        "coverage": coverage_to_dict(coverage),
        "not_compared": [note_to_dict(each, lang) for each in notes if name in each.sources],
    }


def coverage_to_dict(coverage: Coverage) -> dict[str, Any]:
    """How much of a report was looked at as plain data; ``complete`` says that it was all of it."""
    return {"complete": coverage.is_whole, **attrs.asdict(coverage)}


def note_to_dict(note: Uncompared, lang: str) -> dict[str, Any]:
    """Why reports were not compared as plain data."""
    return {"reason": note.reason, "message": note.message(lang), "sources": list(note.sources)}


def finding_to_dict(found: Finding, lang: str) -> dict[str, Any]:
    """A finding as plain data; money as strings."""
    suspect = found.culprit
    return {
        "rule": found.rule,
        "severity": found.severity,
        "outcome": found.outcome,
        "message": found.message(lang),
        "left": _side(found.left),
        "relation": found.relation,
        "right": _side(found.right),
        "difference": _plain(found.difference),
        "blanks": found.blanks,
        "against": found.against.name if found.against else None,
        "culprit": {**_term(suspect.term), "suggested": _plain(suspect.value)} if suspect else None,
        "spans": [span_to_dict(span, found.origin) for span in found.spans] if found.origin else [],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"value": _plain(side.value), "cells": [_term(each) for each in side.terms], "quote": side.quote}


def _term(each: Term) -> dict[str, Any]:
    return {"path": each.path, "row": each.row, "column": each.column, "value": _plain(each.value)}


def _plain(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def log(
    results: Sequence[ParseResult],
    findings: Iterable[Finding],
    coverages: Sequence[Coverage],
    notes: Iterable[Uncompared] = (),
    *,
    lang: str,
    version: str,
) -> dict[str, Any]:
    """A SARIF 2.1.0 log of one run of ``version`` of the program. Columns count Unicode code points."""
    found = list(findings)
    used = sorted({each.rule for each in found})
    driver = {
        "name": "gxgrammar",
        "semanticVersion": version,
        "rules": [_descriptor(name, lang) for name in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if lang == "zh" else "en-US",
        "artifacts": [{"location": {"uri": uri}} for uri in dict.fromkeys(_uri(each.source) for each in results)],
        "results": [_result(each, used, lang) for each in found],
        "properties": {
            "coverage": [
                {"source": result.source.name, **coverage_to_dict(each)}
                for result, each in zip(results, coverages, strict=True)
            ],
            "notCompared": [note_to_dict(each, lang) for each in notes],
        },
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _uri(source: Source) -> str:
    """The name of a source as a URI reference; a colon would end a scheme, two slashes would begin a host."""
    name = re.sub("^/+", "/", source.name.replace("\\", "/"))
    return quote(name.encode("utf-8", "surrogateescape"), safe="/")


def _descriptor(name: str, lang: str) -> dict[str, Any]:
    texts = rule_texts()[name]
    return {
        "id": name,
        "shortDescription": {"text": texts.title[lang]},
        "fullDescription": {"text": f"{texts.formula} — {texts.reason[lang]}"},
        "help": {"text": texts.remedy[lang]},
        "defaultConfiguration": {"level": _LEVELS[rules()[name].severity]},
    }


def _result(found: Finding, used: Sequence[str], lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": used.index(found.rule),
        "level": _LEVELS[found.severity],
        "kind": "fail" if found.outcome == "fail" else "open",
        "message": {"text": found.message(lang)},
    }
    # SARIF allows a level other than none for failures only.
    if found.outcome != "fail":
        result["level"] = "none"
    if found.origin:
        first, *others = found.spans or (Span(0, 0),)
        result["locations"] = [_location(found.origin, first)]
        related = [_location(found.origin, span) for span in others]
        if found.against:
            related += [_location(found.against, each.span) for each in found.right.terms if each.span]
        result["relatedLocations"] = related
    result["properties"] = _properties(found)
    return result


def _location(source: Source, span: Span) -> dict[str, Any]:
    """Where a span stands: a region of a text, but a place by its own name of a file that we took the text out of."""
    artifact = {"artifactLocation": {"uri": _uri(source)}}
    if source.places is None:
        return {"physicalLocation": {**artifact, "region": _region(source, span)}}
    place = source.place(span)
    if place is None or span.end == 0:
        return {"physicalLocation": artifact}
    names = [name for name in (_cell_name(place), place.xpath) if name]
    location: dict[str, Any] = {"physicalLocation": artifact}
    if names:
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "element"} for name in names]
    return {**location, "properties": place_to_dict(place)}


def _region(source: Source, span: Span) -> dict[str, int]:
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _cell_name(place: Place) -> str:
    """A place as page/table/row/cell, or page/paragraph."""
    return "/".join(f"{name} {count}" for name, count in place.counted.items())


def _properties(found: Finding) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "blanks": found.blanks,
        "cells": list(found.cells),
        "difference": _plain(found.difference),
    }
