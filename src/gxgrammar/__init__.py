"""gxgrammar reads Chinese government-information annual reports (政府信息公开工作年度报告) into typed records.

    >>> import gxgrammar
    >>> result = gxgrammar.parse(text)
    >>> result.report.requests.received.total
    >>> result.cells["requests.received.total"].span

See ``parse`` and ``parse_file`` for reading, ``gxgrammar.records`` for the records, ``to_json`` for JSON.
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
    from gxgrammar.export import report_from_dict, report_to_dict, to_json
    from gxgrammar.pipeline import parse, parse_file
    from gxgrammar.records import Report
    from gxgrammar.result import ParseResult

__version__ = "0.1.0"

__all__ = [
    "Cell",
    "Diagnostic",
    "GxgrammarError",
    "Limits",
    "NotAReport",
    "ParseResult",
    "Place",
    "Report",
    "Source",
    "Span",
    "Template",
    "UnknownName",
    "UnreadableSource",
    "parse",
    "parse_file",
    "report_from_dict",
    "report_to_dict",
    "templates",
    "to_json",
]

# Loaded when first used, so that importing the package costs little, by the module that has them.
_LAZY = {
    "ParseResult": "result",
    "Report": "records",
    "parse": "pipeline",
    "parse_file": "pipeline",
    "report_from_dict": "export",
    "report_to_dict": "export",
    "to_json": "export",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
