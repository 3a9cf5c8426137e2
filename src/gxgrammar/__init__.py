"""gxgrammar reads Chinese government-information annual reports (政府信息公开工作年度报告) into typed records.

    >>> import gxgrammar
    >>> result = gxgrammar.parse(text)
    >>> result.report.requests.received.total
    >>> result.cells["requests.received.total"].span

See ``parse`` and ``parse_file`` for reading, ``gxgrammar.records`` for the records, ``to_json`` for JSON.
"""

from typing import TYPE_CHECKING

from gxgrammar.cells import Cell
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.errors import GxgrammarError, NotAReport, UnknownName, UnreadableSource
from gxgrammar.limits import Limits
from gxgrammar.pipeline import parse, parse_file
from gxgrammar.records import Report
from gxgrammar.result import ParseResult
from gxgrammar.source import Place, Source, Span
from gxgrammar.template import Template, templates

if TYPE_CHECKING:
    from gxgrammar.export import report_from_dict, report_to_dict, to_json

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

_EXPORTS = frozenset({"report_from_dict", "report_to_dict", "to_json"})


def __getattr__(name: str) -> object:
    """JSON functions are loaded when first used: they bring in cattrs."""
    if name in _EXPORTS:
        from gxgrammar import export

        return getattr(export, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
