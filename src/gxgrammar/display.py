"""What the command line shows to people. Loaded by the command line only: it brings in rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from gxgrammar.cells import Cell, RowReadings
from gxgrammar.grounds import Bearing, grounds_of
from gxgrammar.result import ParseResult
from gxgrammar.rules import phrases
from gxgrammar.source import Place, Source, Span
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
    "row": ("所在行", "its row"),
    "value": ("数值", "value"),
    "state": ("状态", "state"),
    "place": ("位置", "place"),
    "decided_by": ("依据", "decided by"),
    "candidates": ("可能的值", "candidates"),
    "blank": ("空白", "blank"),
    "readings": ("该行读法（共 {count} 种）", "readings of the row ({count})"),
    "no_reading": ("该行没有合适的读法", "no reading fits the row"),
    "said": ("文字所述", "a sentence says"),
    "pass": ("成立", "holds"),
    "fail": ("不成立", "does not hold"),
    "not_assessable": ("未定", "is open"),
    "doubted": ("不作依据：{rules} 在别处不成立", "decides nothing: {rules} does not hold elsewhere"),
    "sound": ("没有错误", "no fault found"),
    "faulty": ("有误", "is not right"),
    "not_on_page": ("原文中没有这一项。", "This figure is not in the document."),
}
_STATES = {"blank": "·", "dash": "—", "missing": "", "unplaced": "?", "ambiguous": "?"}
# What cells without a figure that counts are shown as in a sum.
_EMPTY = frozenset({"0", *filter(None, _STATES.values())})
_SEVERITIES = {"error": "red", "warning": "yellow", "info": "dim"}
_WIDTH = 160
# Of a long line so many characters are shown on either side of a figure, of many readings the first.
_BESIDE = 50
_MOST_READINGS = 10
# In longer sums zeros and blanks are counted.
_MOST_TERMS = 6


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
        _show_evidence(console, result, lang)
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


def _show_evidence(console: Console, result: ParseResult, lang: str) -> None:
    for path, cell in result.cells.items():
        place = escape(place_of(result.source, cell.span, lang))
        console.print(f"{path}\t{_shown(cell)}\t{cell.state}\t{place}\t{escape(cell.raw)!r}", soft_wrap=True)


def place_of(source: Source, span: Span | None, lang: str) -> str:
    """Where a span stands: line and column of a text, but table, row and cell, or the page, of another file."""
    if span is None:
        return ""
    if source.places is None:
        return "{}:{}".format(*source.position(span.start))
    place = source.place(span)
    return _counted(place, lang) if place else ""


def _counted(place: Place, lang: str) -> str:
    texts = phrases()
    words = [texts[name][lang].format(count=count) for name, count in place.counted.items()]
    if place.box:
        words.append("({:.0f},{:.0f},{:.0f},{:.0f})".format(*place.box))
    return " ".join(words)


def show_diagnostics(console: Console, result: ParseResult, lang: str) -> None:
    """One line a diagnostic: place, severity, code, message."""
    console.print()
    for each in result.diagnostics:
        color = _SEVERITIES[each.severity]
        place = escape(place_of(result.source, each.span, lang))
        message = escape(each.message(lang))
        console.print(f"[dim]{place:>8}[/dim] [{color}]{each.severity} {each.code}[/{color}] {message}", soft_wrap=True)


def show_cell(result: ParseResult, path: str, *, lang: str) -> None:
    """One figure: what was printed, the readings and sums that could decide it, and the line it stands in."""
    console = _console()
    cell, grounds = result.cells[path], grounds_of(result, path)
    console.print(f"[bold]{path}[/bold]  {' · '.join(_names(result, path))}")
    facts = {"value": _shown(cell), "state": cell.state, "raw": repr(cell.raw), "row": " | ".join(grounds.inks)}
    facts["decided_by"] = cell.decided_by or ""
    if cell.candidates:
        facts["candidates"] = ", ".join(_reading(each, lang) for each in cell.candidates)
    for name, fact in facts.items():
        if fact:
            console.print(f"  [dim]{word(name, lang)}[/dim] {escape(fact)}", soft_wrap=True)
    for bearing in grounds.bearings:
        console.print(f"  {_bearing(result, bearing, lang)}", soft_wrap=True)
    for figure in grounds.sentences:
        console.print(f"  [dim]{word('said', lang)}[/dim] {escape(figure.words)}", soft_wrap=True)
    # Of a row that may be one or another the candidates are all that is known.
    if grounds.readings and (grounds.readings.count or cell.state == "unplaced"):
        _show_readings(console, result, grounds.readings, lang)
    if cell.span is None:
        console.print(f"  {word('not_on_page', lang)}")
        return
    place = result.source.place(cell.span)
    element = f" {place.xpath}" if place and place.xpath else ""
    where = f"{place_of(result.source, cell.span, lang)}{element}"
    console.print(f"  [dim]{word('place', lang)}[/dim] {escape(where)}", soft_wrap=True)
    console.print(_pointed_line(result.source, cell.span), soft_wrap=True)


def _reading(value: object, lang: str) -> str:
    return word("blank", lang) if value is None else str(value)


def _bearing(result: ParseResult, bearing: Bearing, lang: str) -> str:
    """A sum with its figures, and whether it holds: T3-ROW holds: 21 = 20 + 0 + 0 + 0 + 0 + 1."""
    left, right = (_terms([result.cells[path] for path in side]) for side in (bearing.left, bearing.right))
    doubts = word("doubted", lang).format(rules=", ".join(bearing.doubted_by)) if bearing.doubted_by else ""
    told = f"[dim]{bearing.rule}[/dim] {word(bearing.outcome, lang)}: {left} {bearing.relation} {right}"
    return f"{told} [dim]({doubts})[/dim]" if doubts else told


def _terms(cells: Sequence[Cell]) -> str:
    """The figures of a side; of many, zeros, blanks and open ones only by their number."""
    terms = [_shown(cell) or "?" for cell in cells]
    if len(terms) <= _MOST_TERMS:
        return " + ".join(terms)
    alike = Counter(term for term in terms if term in _EMPTY)
    return " + ".join([*(term for term in terms if term not in _EMPTY), *(f"{alike[term]} × {term}" for term in alike)])


def _show_readings(console: Console, result: ParseResult, readings: RowReadings, lang: str) -> None:
    """The first readings of a row that the page does not determine, under the heads of its columns."""
    if not readings.count:
        console.print(f"  {word('no_reading', lang)}")
        return
    heads = column_heads(result.template)
    columns = (path.rpartition(".")[2] for path in readings.columns)
    table = Table(*(heads.get(column, column) for column in columns), box=None)
    for reading in readings.readings[:_MOST_READINGS]:
        table.add_row(*(_reading(each, lang) for each in reading))
    if readings.count > _MOST_READINGS:
        table.add_row("…")
    console.print(f"  [dim]{word('readings', lang).format(count=readings.count)}[/dim]")
    console.print(table)


def _names(result: ParseResult, path: str) -> list[str]:
    """Row label and column head of a figure, as the form prints them."""
    row, _, column = path.rpartition(".")
    labels, heads = row_labels(result.template), column_heads(result.template)
    return [name for name in (labels.get(row), heads.get(column)) if name]


def _pointed_line(source: Source, span: Span) -> Text:
    """The line of the source with the ink of a cell marked; of a long line what stands beside it."""
    line, column = source.position(span.start)
    text = Text("  | " if source.places else f"  {line} | ", style="dim")
    content = source.line_at(span.start)
    start = column - 1
    end = min(len(content), start + max(1, span.end - span.start))
    first, last = max(0, start - _BESIDE), end + _BESIDE
    text.append("…" * (first > 0) + content[first:start], style="default")
    text.append(f"⟦{content[start:end]}⟧", style="bold reverse")
    text.append(content[end:last] + "…" * (last < len(content)), style="default")
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


def show_faults(faults: Mapping[str, Sequence[str]], *, lang: str) -> None:
    """The faults of each form, or that it has none."""
    console = _console()
    for name, found in faults.items():
        console.print(f"[{'red' if found else 'green'}]{name}[/] {word('faulty' if found else 'sound', lang)}")
        for fault in found:
            console.print(f"  {escape(fault)}", soft_wrap=True)
