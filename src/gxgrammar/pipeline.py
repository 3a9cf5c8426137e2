"""The stages in order: source, document, canonical text, tree, record."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from gxgrammar import readers
from gxgrammar.build import Tables, tables
from gxgrammar.canonical import Canonical, canonical
from gxgrammar.cells import MISSING, Cell
from gxgrammar.detection import detect
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.document import Furniture
from gxgrammar.errors import UnreadableSource
from gxgrammar.limits import DEFAULT_LIMITS, Limits
from gxgrammar.metadata import Heading, read_heading
from gxgrammar.narrative import Prose, is_heading, is_part, narrative
from gxgrammar.outline import Outline, outline
from gxgrammar.placeholders import without_placeholders
from gxgrammar.readers.opened import Opened
from gxgrammar.repair import repaired
from gxgrammar.result import ParseResult
from gxgrammar.shape import shape
from gxgrammar.source import Source
from gxgrammar.syntax import parse_tree
from gxgrammar.template import template_named

if TYPE_CHECKING:
    from gxgrammar.clauses import Figure

_FURNITURE = {
    "separator": ("表格分隔行", "a separator row"),
    "heading mark": ("标题标记", "a heading mark"),
    "mark": ("注释标记或划去的文字", "the mark of a note or struck out"),
    "prompt": ("未填写的内容控件的提示文字", "the prompt of a content control that was left empty"),
    "navigation": ("导航或链接", "navigation"),
    "site": ("页面的其他部分", "another part of the page"),
    "made-up head": ("转换工具自拟的列名", "a row of column heads that a converter made up"),
    "placeholder": ("合并单元格的占位符", "dashes or a word in place of a merged cell"),
    "page number": ("页码", "a page number"),
    "repeat": ("合并单元格的重复", "a merged cell printed again"),
}
_TABLES = {
    "proactive": "主动公开情况表",
    "requests": "收到和处理政府信息公开申请情况表",
    "reconsideration": "行政复议、行政诉讼情况表",
    "statistics": "政府信息公开情况统计表",
    "fujian": "政府信息公开情况统计表",
}


def parse(
    data: str | bytes,
    *,
    template: str | None = None,
    layout: str | None = None,
    without: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
    name: str = "<text>",
) -> ParseResult:
    """Read a report: text, or the bytes of a text, HTML, Word or PDF file.

    ``template`` and ``layout`` are ids to use instead of what is detected; ``without`` names steps of text condition
    to leave out (``gxgrammar.condition.STEPS``); ``limits`` bound the input that is accepted; ``name`` stands for the
    document in messages. Whatever is wrong inside a report becomes a diagnostic of the result. Raises UnreadableSource
    for input that no text can be taken from, NotAReport for text that is no such report, UnknownName for an id that
    does not exist.
    """
    opened = readers.open_document(data, name=name, layout_id=layout, without=without, limits=limits)
    return _parse_opened(opened, template)


def parse_file(
    path: str | os.PathLike[str],
    *,
    template: str | None = None,
    layout: str | None = None,
    without: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> ParseResult:
    """Read a report from a file, whose kind is told by its content; see ``parse``."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(limits.size + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableSource("GX103", name=os.fspath(path), reason=reason) from error
    return parse(data, template=template, layout=layout, without=without, limits=limits, name=os.fspath(path))


def parse_source(
    source: Source, *, template: str | None = None, layout: str | None = None, without: Collection[str] = ()
) -> ParseResult:
    """Read a report from a decoded source; see ``parse``."""
    return _parse_opened(readers.open_text(source, layout, without=without), template)


def _parse_opened(opened: Opened, template: str | None) -> ParseResult:
    wanted = template_named(template) if template else None
    source, document = opened.source, without_placeholders(opened.document)
    text = canonical(document)
    heading = read_heading(*_ends(text), page_title=opened.page_title)
    choose = partial(detect, text, titled=heading.titled, told=heading.told, name=source.name)
    detection = choose(year=heading.metadata.report_year)
    if heading.is_older_than(wanted or detection.template):
        heading = heading.without_year()
        detection = choose(year=None)
    form = wanted or detection.template
    text, repairs = repaired(text, form)
    tree = parse_tree(text.text, form)
    found = tables(tree, text, form, told=partial(_told, text, heading))
    report = shape(form).record(
        metadata=heading.metadata,
        contact=heading.contact,
        narrative=narrative(heading.opening, _sections(outline(tree, text), heading)),
        unrecognised=found.unrecognised,
        **found.fields,
    )
    notes = (
        *opened.diagnostics,
        *_furniture_notes((*document.furniture, *found.furniture)),
        *(() if wanted else detection.diagnostics),
        *heading.diagnostics,
        *repairs,
        *_missing_tables(found),
        *found.diagnostics,
    )
    cells = _as_printed(found.cells, source) if opened.plan else found.cells
    return ParseResult(source, report, cells, notes, form, opened.layout, text, found.readings, opened.plan)


def _told(text: Canonical, heading: Heading) -> tuple[Figure, ...]:
    """What the sentences of a page state, before there is a record. Loaded here since few pages need it."""
    from gxgrammar.sentences import figures_of, of_its_year, own_names

    own = own_names(heading.metadata, heading.opening)
    return of_its_year(figures_of(text.prose, own), heading.metadata.report_year)


def _as_printed(cells: Mapping[str, Cell], source: Source) -> dict[str, Cell]:
    """The cells with their ink as the source has it, before its repair."""
    return {
        path: evolve(cell, raw=source.text[cell.span.start : cell.span.end].strip()) if cell.span and cell.raw else cell
        for path, cell in cells.items()
    }


def _ends(text: Canonical) -> tuple[list[str], list[str], list[str]]:
    """The prose before the first heading, after the last, and under the first: where a report names, signs itself."""
    prose = [line for line in text.lines if line.label and not line.text.startswith("|")]
    words = [line.label.text for line in prose if line.label]
    known = [index for index, line in enumerate(prose) if is_heading(line.text)] or [len(prose)]
    second = next((index for index in known[1:] if not is_part(words[index])), len(prose))
    return words[: known[0]], words[known[-1] + 1 :], words[known[0] + 1 : second]


def _words(section: Outline) -> list[str]:
    return ["".join(line.label.text.splitlines()) for line in section.lines if line.label]


def _sections(outlined: tuple[Outline, ...], heading: Heading) -> list[Prose]:
    """The sections as prose; the last one without the signature."""
    sections = []
    for section in outlined[1:]:
        title, *lines = _words(section)
        sections.append(Prose(section.topic, title, tuple(lines)))
    if sections:
        last = sections[-1]
        sections[-1] = Prose(last.topic, last.heading, heading.closing)
    return sections


def _furniture_notes(furniture: Iterable[Furniture]) -> list[Diagnostic]:
    notes = []
    for piece in furniture:
        kind_zh, kind = _FURNITURE[piece.kind]
        notes.append(diagnostic("GX201", span=piece.ink.span, text=piece.ink.text, kind=kind, kind_zh=kind_zh))
    return notes


def _missing_tables(found: Tables) -> list[Diagnostic]:
    """A note for every table of which no cell was on the page, or that no table was recognised at all."""
    wanted = found.fields
    if not wanted:
        return [diagnostic("GX304", table="统计表")]
    present = {path.partition(".")[0] for path, cell in found.cells.items() if cell is not MISSING}
    return [
        diagnostic("GX304", path=name, table=title)
        for name, title in _TABLES.items()
        if name in wanted and name not in present
    ]
