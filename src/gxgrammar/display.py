"""What the command line shows to people. Loaded by the command line only: it brings in rich."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from gxgrammar.cells import Cell
from gxgrammar.result import ParseResult
from gxgrammar.source import Source, Span
from gxgrammar.vocabulary import column_heads, row_labels

if TYPE_CHECKING:
    from gxgrammar.corpus import Outcome

_WORDS = {
    "agency_name": ("机关", "agency"),
    "title": ("标题", "title"),
    "report_year": ("年度", "report year"),
    "period_start": ("统计期限自", "period from"),
    "period_end": ("统计期限至", "period to"),
    "publication_date": ("发布日期", "published"),
    "index_number": ("索引号", "index number"),
    "document_number": ("文号", "document number"),
    "issuing_body": ("发布机构", "issuing body"),
    "classification": ("分类", "classification"),
    "signature": ("落款", "signature"),
    "signed_on": ("落款日期", "signed on"),
    "proactive": ("主动公开政府信息情况", "Proactive disclosure"),
    "requests": ("收到和处理政府信息公开申请情况", "Requests"),
    "reconsideration": ("行政复议", "Reconsideration"),
    "litigation": ("行政诉讼", "Litigation"),
    "sections": ("章节", "Sections"),
    "raw": ("原文", "printed"),
    "value": ("数值", "value"),
    "state": ("状态", "state"),
    "place": ("位置", "place"),
    "decided_by": ("依据", "decided by"),
    "candidates": ("可能的值", "candidates"),
    "blank": ("空白", "blank"),
    "not_on_page": ("原文中没有这一项。", "This figure is not in the document."),
}
_STATES = {"blank": "·", "dash": "—", "missing": "", "unplaced": "?", "ambiguous": "?"}
_SEVERITIES = {"error": "red", "warning": "yellow", "info": "dim"}
_WIDTH = 160


def word(name: str, lang: str) -> str:
    """The display word of a field or table."""
    return _WORDS.get(name, (name, name))[0 if lang == "zh" else 1]


def _console() -> Console:
    console = Console(highlight=False, emoji=False)
    return console if console.is_terminal else Console(highlight=False, emoji=False, width=_WIDTH)


def show_result(result: ParseResult, *, cells: bool, personal: bool, lang: str) -> None:
    """A report: metadata, its tables as on the form, the outline of its sections, and the diagnostics."""
    console = _console()
    console.print(Text(result.source.name, style="bold"), f"[dim]{result.template.id}, {result.layout}[/dim]")
    for owner in (result.report.metadata, result.report.contact if personal else None):
        for name, value in attrs.asdict(owner).items() if owner else ():
            if value is not None:
                console.print(f"  [dim]{word(name, lang)}[/dim] {escape(str(value))}")
    for name in dict.fromkeys(path.partition(".")[0] for path in result.cells):
        console.print(f"\n[bold]{word(name, lang)}[/bold]")
        for table in _tables(result, name):
            console.print(table)
    console.print(f"\n[bold]{word('sections', lang)}[/bold]")
    for section in result.report.narrative.sections:
        console.print(f"  {escape(section.heading)}  [dim]{section.topic or ''}[/dim]")
    if cells:
        _show_evidence(console, result)
    show_diagnostics(console, result, lang)


def _tables(result: ParseResult, name: str) -> Iterator[Table]:
    """The rows of one part of the record; rows with the same columns make a table."""
    rows: dict[str, dict[str, Cell]] = {}
    for path, cell in result.cells.items():
        if path.partition(".")[0] == name:
            row, _, column = path.rpartition(".")
            rows.setdefault(row, {})[column] = cell
    heads, labels = column_heads(result.template), row_labels(result.template)
    table, columns = Table(), tuple[str, ...]()
    for row, found in rows.items():
        if tuple(found) != columns:
            if columns:
                yield table
            columns = tuple(found)
            table = Table("", *(heads.get(column, column) for column in columns))
            for figures in table.columns[1:]:
                figures.justify = "right"
        table.add_row(labels.get(row, row)[:24], *(_shown(cell) for cell in found.values()))
    yield table


def _shown(cell: Cell) -> str:
    if cell.value is not None:
        return str(cell.value)
    return _STATES.get(cell.state, f"“{escape(cell.raw)}”")


def _show_evidence(console: Console, result: ParseResult) -> None:
    for path, cell in result.cells.items():
        place = _place(result.source, cell.span)
        console.print(f"{path}\t{_shown(cell)}\t{cell.state}\t{place}\t{escape(cell.raw)!r}", soft_wrap=True)


def _place(source: Source, span: Span | None) -> str:
    return "{}:{}".format(*source.position(span.start)) if span else ""


def _full_place(source: Source, span: Span) -> str:
    place = source.place(span)
    return escape(f"{_place(source, span)} ({place})" if place else _place(source, span))


def show_diagnostics(console: Console, result: ParseResult, lang: str) -> None:
    """One line a diagnostic: place, severity, code, message."""
    console.print()
    for each in result.diagnostics:
        color = _SEVERITIES[each.severity]
        place = _place(result.source, each.span)
        message = escape(each.message(lang))
        console.print(f"[dim]{place:>8}[/dim] [{color}]{each.severity} {each.code}[/{color}] {message}", soft_wrap=True)


def show_cell(result: ParseResult, path: str, *, lang: str) -> None:
    """One figure with the line it stands in."""
    console = _console()
    cell = result.cells[path]
    console.print(f"[bold]{path}[/bold]  {' · '.join(_names(result, path))}")
    facts = {"value": _shown(cell), "state": cell.state, "raw": repr(cell.raw), "decided_by": cell.decided_by}
    if cell.candidates:
        blank = word("blank", lang)
        facts["candidates"] = ", ".join(blank if each is None else str(each) for each in cell.candidates)
    for name, fact in facts.items():
        if fact:
            console.print(f"  [dim]{word(name, lang)}[/dim] {fact}")
    if cell.span is None:
        console.print(f"  {word('not_on_page', lang)}")
        return
    console.print(f"  [dim]{word('place', lang)}[/dim] {_full_place(result.source, cell.span)}")
    console.print(_pointed_line(result.source, cell.span), soft_wrap=True)


def _names(result: ParseResult, path: str) -> list[str]:
    """Row label and column head of a figure, as the form prints them."""
    row, _, column = path.rpartition(".")
    labels, heads = row_labels(result.template), column_heads(result.template)
    return [name for name in (labels.get(row), heads.get(column)) if name]


def _pointed_line(source: Source, span: Span) -> Text:
    """The line of the source with the ink of a cell marked."""
    line, column = source.position(span.start)
    text = Text(f"  {line} | ", style="dim")
    content = source.line_at(span.start)
    start = column - 1
    end = min(len(content), start + max(1, span.end - span.start))
    text.append(content[:start], style="default")
    text.append(f"⟦{content[start:end]}⟧", style="bold reverse")
    text.append(content[end:], style="default")
    return text


def show_facts(facts: Mapping[str, object]) -> None:
    """Named facts, one a line."""
    console = _console()
    for name, fact in facts.items():
        console.print(f"[dim]{name:9}[/dim] {escape(str(fact))}", soft_wrap=True)


def show_listing(entries: Sequence[Mapping[str, Any]]) -> None:
    """Objects as the rows of a table."""
    table = Table(*(entries[0] if entries else ()), box=None)
    for entry in entries:
        table.add_row(*("" if value is None else str(value) for value in entry.values()))
    _console().print(table)


def show_outcomes(outcomes: Sequence[Outcome]) -> None:
    """The outcome of corpus cases, differences below each, one verdict last."""
    console = _console()
    for outcome in outcomes:
        console.print(f"[{'red' if outcome.differences else 'green'}]{outcome.verdict:9}[/] {escape(outcome.case)}")
        for difference in outcome.differences:
            console.print(f"          {escape(difference)}", soft_wrap=True)
    failed = sum(1 for outcome in outcomes if outcome.differences)
    console.print(f"{len(outcomes)} cases, {failed} with differences")
