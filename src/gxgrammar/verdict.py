"""Findings on the command line: by report, causes before what follows from them, one verdict last. Brings in rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from gxgrammar.checks import folded
from gxgrammar.findings import Finding
from gxgrammar.result import ParseResult
from gxgrammar.rules import phrases

_COLORS = {"error": "red", "warning": "yellow", "info": "dim"}


def show_findings(results: Sequence[ParseResult], findings: Sequence[Finding], *, lang: str) -> None:
    """Print the findings of each report and the verdict over all."""
    console = Console(highlight=False)
    for result in results:
        mine = [each for each in findings if each.origin is result.source]
        console.print(f"[bold]{escape(result.source.name)}[/bold] [dim]{result.template.id}[/dim]", soft_wrap=True)
        for cause, consequences in folded(mine):
            console.print(_line(cause, lang), soft_wrap=True)
            for each in consequences:
                follows = f"[dim]{'':>8} ↳ {phrases()['consequence'][lang]} {each.rule}[/dim]"
                console.print(f"{follows} {escape(each.message(lang))}", soft_wrap=True)
        if not mine:
            console.print(f"  [green]{phrases()['nothing'][lang]}[/green]")
    counts = Counter(each.severity for each in findings)
    totals = {"errors": counts["error"], "warnings": counts["warning"], "infos": counts["info"]}
    verdict = phrases()["verdict" if findings else "none_wrong"][lang]
    # No verdict where no report could be read.
    if results:
        console.print(verdict.format(reports=len(results), **totals))


def _line(found: Finding, lang: str) -> str:
    place = "{}:{}".format(*found.origin.position(found.spans[0].start)) if found.origin and found.spans else ""
    color, severity = _COLORS[found.severity], phrases()[found.severity][lang]
    return f"[dim]{place:>8}[/dim] [{color}]{severity} {found.rule}[/{color}] {escape(found.message(lang))}"
