"""Findings as data: the JSON of the command line, and SARIF 2.1.0 for editors and code-review tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from gxgrammar.export import span_to_dict
from gxgrammar.findings import Finding, Side, Term
from gxgrammar.result import ParseResult
from gxgrammar.rules import rule_texts, rules
from gxgrammar.source import Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def findings_to_dict(result: ParseResult, findings: Iterable[Finding], lang: str) -> dict[str, Any]:
    """The findings of one report as plain data."""
    mine = [each for each in findings if each.origin is result.source]
    return {
        "source": result.source.name,
        "template": result.template.id,
        "findings": [finding_to_dict(each, lang) for each in mine],
    }


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
        "culprit": {**_term(suspect.term), "suggested": _plain(suspect.value)} if suspect else None,
        "spans": [span_to_dict(span, found.origin) for span in found.spans] if found.origin else [],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"value": _plain(side.value), "cells": [_term(each) for each in side.terms], "quote": side.quote}


def _term(each: Term) -> dict[str, Any]:
    return {"path": each.path, "row": each.row, "column": each.column, "value": _plain(each.value)}


def _plain(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def log(results: Sequence[ParseResult], findings: Iterable[Finding], *, lang: str, version: str) -> dict[str, Any]:
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
        "artifacts": [{"location": {"uri": _uri(each.source)}} for each in results],
        "results": [_result(each, used, lang) for each in found],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _uri(source: Source) -> str:
    """The name of a source as a URI reference."""
    return quote(source.name.replace("\\", "/"), safe="/:")


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
        spans = found.spans or (Span(0, 0),)
        result["locations"] = [_location(found.origin, spans[0])]
        result["relatedLocations"] = [_location(found.origin, span) for span in spans[1:]]
    result["properties"] = _properties(found)
    return result


def _location(source: Source, span: Span) -> dict[str, Any]:
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    region: Mapping[str, int] = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(source)}, "region": dict(region)}}


def _properties(found: Finding) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "blanks": found.blanks,
        "cells": list(found.cells),
        "difference": _plain(found.difference),
    }
