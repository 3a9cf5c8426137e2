"""gxgrammar reads Chinese government-information annual reports (政府信息公开工作年度报告) into typed records.

    >>> import gxgrammar
    >>> result = gxgrammar.parse(text)
    >>> result.report.requests.received.total
    >>> result.cells["requests.received.total"].span

See ``parse`` and ``parse_file`` for reading, ``gxgrammar.records`` for the records, ``to_json`` for JSON,
``check`` for what is wrong with a report, ``figures`` for what its sentences state, ``render`` for the way back.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from gxgrammar.cells import Cell
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.errors import GxgrammarError, NotAReport, UnknownName, UnreadableSource
from gxgrammar.limits import Limits
from gxgrammar.source import Place, Source, Span
from gxgrammar.template import Template, templates

if TYPE_CHECKING:
    from gxgrammar.bodies import Uncompared, uncompared
    from gxgrammar.checks import Assessment, Coverage, assess, check, coverage, folded
    from gxgrammar.clauses import Figure
    from gxgrammar.export import report_from_dict, report_to_dict, to_json
    from gxgrammar.findings import Finding
    from gxgrammar.narrated import figures
    from gxgrammar.pipeline import parse, parse_file
    from gxgrammar.records import Report
    from gxgrammar.result import ParseResult
    from gxgrammar.unparse import canonical_text
    from gxgrammar.writers import Written, render, write

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Cell",
    "Coverage",
    "Diagnostic",
    "Figure",
    "Finding",
    "GxgrammarError",
    "Limits",
    "NotAReport",
    "ParseResult",
    "Place",
    "Report",
    "Source",
    "Span",
    "Template",
    "Uncompared",
    "UnknownName",
    "UnreadableSource",
    "Written",
    "assess",
    "canonical_text",
    "check",
    "coverage",
    "figures",
    "folded",
    "parse",
    "parse_file",
    "render",
    "report_from_dict",
    "report_to_dict",
    "templates",
    "to_json",
    "uncompared",
    "write",
]

# Loaded when first used, so that importing the package costs little, by the module that has them.
_LAZY = {
    "ParseResult": "result",
    "Report": "records",
    **dict.fromkeys(("parse", "parse_file"), "pipeline"),
    **dict.fromkeys(("report_from_dict", "report_to_dict", "to_json"), "export"),
    **dict.fromkeys(("Assessment", "Coverage", "assess", "check", "coverage", "folded"), "checks"),
    **dict.fromkeys(("Uncompared", "uncompared"), "bodies"),
    "Finding": "findings",
    "Figure": "clauses",
    "figures": "narrated",
    "canonical_text": "unparse",
    **dict.fromkeys(("Written", "render", "write"), "writers"),
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
