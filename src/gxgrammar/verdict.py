"""Findings on the command line: by report, causes before what follows from them, one verdict last. Brings in rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from operator import add

from rich.console import Console
from rich.markup import escape

from gxgrammar.bodies import Uncompared
from gxgrammar.checks import Coverage, folded
from gxgrammar.display import place_of
from gxgrammar.findings import Finding
from gxgrammar.result import ParseResult
from gxgrammar.rules import phrases

_COLORS = {"error": "red", "warning": "yellow", "info": "dim"}


def show_findings(
    results: Sequence[ParseResult],
    findings: Sequence[Finding],
    coverages: Sequence[Coverage],
    notes: Sequence[Uncompared] = (),
    *,
    lang: str,
) -> None:
    """Print the findings of each report, how much of it was looked at, and the verdict over all."""
    console = Console(highlight=False, emoji=False)
    texts = phrases()
    for result, coverage in zip(results, coverages, strict=True):
        mine = [each for each in findings if each.origin is result.source]
        console.print(f"[bold]{escape(result.source.name)}[/bold] [dim]{result.template.id}[/dim]", soft_wrap=True)
        for cause, consequences in folded(mine):
            console.print(_line(cause, lang), soft_wrap=True)
            for each in consequences:
                follows = f"[dim]{'':>8} ↳ {texts['consequence'][lang]} {each.rule}[/dim]"
                console.print(f"{follows} {escape(each.message(lang))}", soft_wrap=True)
        if not mine:
            console.print(f"  [green]{texts['nothing' if coverage.is_whole else 'nothing_in_part'][lang]}[/green]")
        if not coverage.is_whole:
            console.print(f"  [yellow]{incomplete(coverage, lang)}[/yellow]", soft_wrap=True)
    for note in notes:
        console.print(f"[yellow]{escape(note.message(lang))}[/yellow]", soft_wrap=True)
    # No verdict where no report could be read.
    if results:
        console.print(_verdict(findings, reduce(add, coverages), lang), soft_wrap=True)


def _verdict(findings: Sequence[Finding], coverage: Coverage, lang: str) -> str:
    counts = Counter(each.severity for each in findings)
    totals = {"errors": counts["error"], "warnings": counts["warning"], "infos": counts["info"]}
    name = "verdict" if findings else "none_wrong" if coverage.is_whole else "none_wrong_in_part"
    told = phrases()[name][lang].format(reports=coverage.reports, **totals)
    if coverage.is_whole:
        return told
    return f"{told}{'' if lang == 'zh' else ' '}{incomplete(coverage, lang)}"


def incomplete(coverage: Coverage, lang: str) -> str:
    """What was not read and not assessed, in a sentence."""
    texts, found = phrases(), []
    if coverage.formless:
        found.append(texts["formless"][lang].format(formless=coverage.formless))
    if coverage.unread:
        states = {"missing": coverage.missing, "open": coverage.undecided, "words": coverage.worded}
        parts = [texts[state][lang].format(count=count) for state, count in states.items() if count]
        facts = {"figures": coverage.figures, "unread": coverage.unread, "parts": _listed(parts, lang)}
        found.append(texts["unread"][lang].format(**facts))
    if coverage.unassessed:
        found.append(texts["unassessed"][lang].format(rules=coverage.rules, unassessed=coverage.unassessed))
    return texts["incomplete"][lang].format(parts=("；" if lang == "zh" else "; ").join(found))


def _listed(parts: Sequence[str], lang: str) -> str:
    return ("，" if lang == "zh" else ", ").join(parts)


def _line(found: Finding, lang: str) -> str:
    place = place_of(found.origin, found.spans[0], lang) if found.origin and found.spans else ""
    color, severity = _COLORS[found.severity], phrases()[found.severity][lang]
    return f"[dim]{place:>8}[/dim] [{color}]{severity} {found.rule}[/{color}] {escape(found.message(lang))}"
