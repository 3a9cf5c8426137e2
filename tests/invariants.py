"""What must hold of every parse, whatever the input: checked by the fixtures ``read`` and ``read_file``."""

from __future__ import annotations

import datetime
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import compress, pairwise

import attrs

import gxgrammar
from gxgrammar import ParseResult, Span
from gxgrammar.canonical import Line
from gxgrammar.condition import Edit, apply_plan
from gxgrammar.document import Ink
from gxgrammar.listing import KEYS
from gxgrammar.records import Part
from gxgrammar.shape import shape
from gxgrammar.spelling import NO_WIDTH, key, narrow
from gxgrammar.values import UNITS
from gxgrammar.vocabulary import words

_BLANK = re.compile(rf"[\s|{NO_WIDTH}]+")
_DATE = re.compile(
    r"\d{4}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?"
    "|二[〇○零O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
# The name and year of a form over its table, which the record need not repeat.
_CAPTION = re.compile(r"(?:(?:附[件表]\d?:?)?(?:20\d\d年度?)?(?:福建省)?政府信息公开情况统计表)?(?:\(20\d\d年度?\))?")
_LONGEST_KEY = 6
# Keys that no mark parts from each other, where a value between them was taken out.
_NAMES = re.compile("|".join(sorted("|".join(KEYS.values()).split("|"), key=len, reverse=True)))
_YEAR = re.compile(r"20\d\d年度?")


def check(result: ParseResult) -> ParseResult:
    """Assert every invariant; returns the result."""
    spans_lie_inside(result)
    rows_are_in_order(result)
    clean = _Clean.of(result)
    evidence_is_the_source(result, clean)
    figures_have_cells(result)
    json_gives_the_report_back(result)
    nothing_is_lost(result, clean)
    return result


def ink(text: str) -> str:
    """A text without blanks and cell separators, widths folded: what two printings of the same ink share."""
    return narrow(_BLANK.sub("", text))


def spans_lie_inside(result: ParseResult) -> None:
    size = len(result.source.text)
    lines = [line.span for line in result.canonical.lines]
    cells = [cell.span for cell in result.cells.values()]
    for span in (*lines, *cells, *(noted.span for noted in result.diagnostics)):
        assert span is None or 0 <= span.start <= span.end <= size, span


def rows_are_in_order(result: ParseResult) -> None:
    """The inks of a line and the placed cells of a row follow each other; canonical lines do, too."""
    starts = [line.span.start for line in result.canonical.lines]
    assert starts == sorted(starts)
    for line in result.canonical.lines:
        _assert_in_order([each.span for each in line.values])
        # A label that the page wraps around its figures ends behind them.
        assert not (line.label and line.values) or line.label.start < line.values[0].start
    rows: dict[str, list[Span]] = {}
    for path, cell in result.cells.items():
        if cell.span and cell.decided_by and cell.state != "blank":
            rows.setdefault(path.rpartition(".")[0], []).append(cell.span)
    for spans in rows.values():
        # A figure that may stand in several places has the span of all its row.
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        _assert_in_order([span for span in spans if len(spans) == 1 or span != whole])


def _assert_in_order(spans: list[Span]) -> None:
    for before, after in pairwise(spans):
        assert before.end <= after.start, (before, after)


def _inks(line: Line) -> tuple[Ink, ...]:
    return line.values if line.label is None else (line.label, *line.values)


@attrs.frozen
class _Clean:
    """The text that was read, and for each of its characters the stretch of the source it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, result: ParseResult) -> _Clean:
        size = len(result.source.text)
        clean = cls(result.source.text, range(size), range(1, size + 1))
        for repair in result.plan:
            clean = clean._edited(repair.edits)
        assert clean.text == apply_plan(result.source.text, result.plan)
        return clean

    def _edited(self, edits: Iterable[Edit]) -> _Clean:
        """The text once some of it is replaced; what is not replaced one by one stands for the whole stretch."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for edit in (*edits, None):
            stop = edit.start if edit else len(self.text)
            pieces.append(self.text[done:stop])
            starts += self.starts[done:stop]
            ends += self.ends[done:stop]
            if edit:
                done, size = edit.end, len(edit.after)
                whole = edit.end - edit.start != size
                pieces.append(edit.after)
                starts += [self.starts[edit.start]] * size if whole else self.starts[edit.start : done]
                ends += [self.ends[done - 1]] * size if whole else self.ends[edit.start : done]
        return _Clean("".join(pieces), starts, ends)

    def between(self, start: int, end: int, aside: Sequence[Span] = ()) -> str:
        """What was read of a stretch of the source, without what was set aside."""
        if not aside and isinstance(self.starts, range):
            return self.text[start:end]
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        # Ends rise as starts do.
        assert first == last or self.ends[last - 1] <= end
        inside = [span for span in aside if start <= span.start and span.end <= end]
        kept = (at for at in range(first, last) if not any(each.start <= self.starts[at] < each.end for each in inside))
        return "".join(self.text[at] for at in kept) if inside else self.text[first:last]


def evidence_is_the_source(result: ParseResult, clean: _Clean) -> None:
    """The source at a span is the ink it is evidence for, its damage repaired."""
    text = result.source.text
    aside = [noted.span for noted in result.diagnostics if noted.code == "GX201" and noted.span]
    for line in result.canonical.lines:
        for each in _inks(line):
            # A label goes on behind a page number that stands in it, and behind its figures.
            within = [*aside, *(value.span for value in (line.values if each is line.label else ()))]
            assert _is_ink(each.text, clean.between(each.start, each.end)) or _is_ink(
                each.text, clean.between(each.start, each.end, within)
            )
    for path, cell in result.cells.items():
        if cell.span is None:
            assert (cell.state, cell.raw) == ("missing", ""), path
        elif cell.state != "blank":
            whole = text[cell.span.start : cell.span.end]
            assert _is_ink(cell.raw, whole) or _is_ink(cell.raw, _without(whole, cell.span.start, aside)), path


def _is_ink(printed: str, whole: str) -> bool:
    return printed == whole or ink(printed) == ink(whole)


def _without(text: str, start: int, aside: list[Span]) -> str:
    """A text from ``start`` on without what was set aside, such as a page number in the ink of an undecided row."""
    kept = bytearray(b"\1" * len(text))
    for span in aside:
        if start <= span.start and span.end <= start + len(text):
            kept[span.start - start : span.end - start] = bytes(span.end - span.start)
    return "".join(compress(text, kept))


def figures_have_cells(result: ParseResult) -> None:
    """Every figure of the record has a cell of state number with that value, and every such cell is in the record."""
    tables = shape(result.template).tables
    figures = {path: value for name in tables for path, value in _leaves(getattr(result.report, name), name)}
    assert figures == {path: cell.value for path, cell in result.cells.items()}
    for path, cell in result.cells.items():
        assert (cell.state == "number") == (cell.value is not None), path
        undecided = cell.state in ("unplaced", "ambiguous")
        assert undecided or not cell.candidates, path
        assert len(cell.candidates) <= cell.candidate_count, path
        # What may be several things, or nothing that fits; a blank alone may also be a cell that was lost.
        assert not undecided or len(cell.candidates) != 1 or cell.candidates == (None,), path
        assert not undecided or _row_of(path, result), path
        assert (cell.decided_by is not None) == (cell.state in ("number", "dash", "text") or _placed_blank(cell)), path


def _row_of(path: str, result: ParseResult) -> bool:
    """Whether the row of an undecided cell is listed with its readings."""
    return any(path in row.columns for row in result.readings.values())


def _placed_blank(cell: gxgrammar.Cell) -> bool:
    return cell.state == "blank" and cell.decided_by is not None


def _leaves(record: object, path: str) -> Iterator[tuple[str, object]]:
    kind = type(record)
    if attrs.has(kind):
        for field in attrs.fields(kind):
            yield from _leaves(getattr(record, field.name), f"{path}.{field.name}")
    else:
        yield path, record


def json_gives_the_report_back(result: ParseResult) -> None:
    data = json.loads(gxgrammar.to_json(result, cells=True, personal=True))
    assert gxgrammar.report_from_dict(data["report"], data["template"]) == result.report
    assert data["cells"].keys() == result.cells.keys()


def nothing_is_lost(result: ParseResult, clean: _Clean) -> None:
    """Every inked character is in the canonical text, set aside, or deleted by the plan; each line is in the result."""
    lost = bytearray(b"\1" * len(result.source.text))
    if result.plan:
        lost = bytearray(len(lost))
        for start, end, character in zip(clean.starts, clean.ends, clean.text, strict=True):
            # What is read as a blank or border, as &nbsp; and │ are.
            lost[start:end] = (b"\0" if character.isspace() or character == "|" else b"\1") * (end - start)
    aside = [noted.span for noted in result.diagnostics if noted.code == "GX201" and noted.span]
    for span in (*aside, *(Span(each.start, each.end) for line in result.canonical.lines for each in _inks(line))):
        lost[span.start : span.end] = bytes(span.end - span.start)
    left = ink("".join(compress(result.source.text, lost)))
    assert left == "", f"neither read nor set aside: {left[:80]!r}"
    _tables_are_kept(result)
    _words_are_kept(result)


def _tables_are_kept(result: ParseResult) -> None:
    """Every label is one of the form or kept as unrecognised; every value is in a cell or in an unrecognised row."""
    known = {key(word) for word in words(result.template)}
    unknown = {row.label for row in result.report.unrecognised}
    loose = {value for row in result.report.unrecognised for value in row.values}
    inside = _covered(result)
    for noted in result.diagnostics:
        if noted.code == "GX201" and noted.span:
            inside[noted.span.start : noted.span.end] = b"\1" * (noted.span.end - noted.span.start)
    rows: set[tuple[str, ...]] = set()
    for line in result.canonical.lines:
        if not line.text.startswith("|"):
            continue
        label = line.text[1:].partition("|")[0]
        assert (
            not label or key(label) in known or _YEAR.fullmatch(label) or (line.label and line.label.text in unknown)
        ), line.text
        inked = [value for value in line.values if value.text and value.text not in UNITS]
        row = (label, *(value.text for value in inked))
        for value in inked:
            placed = all(inside[at] for at in range(value.start, value.end) if not result.source.text[at].isspace())
            # A row printed twice with the same figures is read once; heads hold no figures.
            kept = placed or value.text in loose or row in rows or not re.search(r"\d", value.text)
            assert kept, (line.text, value)
        rows.add(row)


def _covered(result: ParseResult) -> bytearray:
    """For each character of the source whether it lies in a cell."""
    inside = bytearray(len(result.source.text))
    for cell in result.cells.values():
        if cell.span:
            inside[cell.span.start : cell.span.end] = b"\1" * (cell.span.end - cell.span.start)
    return inside


def _words_are_kept(result: ParseResult) -> None:
    """Every line of prose stands complete in the narrative, or is a line of metadata whose values are in the record."""
    narrative = ink("".join(_narrative(result)))
    for line in result.canonical.lines:
        if line.text.startswith("|") or line.label is None or ink(line.label.text) in narrative:
            continue
        rest = ink(line.label.text)
        if _CAPTION.fullmatch(rest):
            continue
        if any(rest in value for value in _stated(result)):
            # A line of a title of several.
            continue
        for value in (*_loose(result), *_stated(result)):
            rest = rest.replace(value, "")
        assert _is_only_keys(rest), f"not in the record: {line.label.text[:80]!r}"


def _loose(result: ParseResult) -> Iterator[str]:
    """What a line of metadata leaves to the opening: prose that runs on behind a value, and values of other keys."""
    for line in _prose(result.report.narrative.opening):
        # Short ones may be a part of another value, and a date alone is taken out with the time behind it.
        values = map(ink, [line, *re.split("[:：]", line, maxsplit=1)[1:]])
        yield from (value for value in values if len(value) > _LONGEST_KEY and not _DATE.fullmatch(value))


def _narrative(result: ParseResult) -> Iterator[str]:
    words = result.report.narrative
    yield from _prose(words.opening)
    for section in words.sections:
        yield section.heading
        yield from _prose(section.body)


def _prose(body: Iterable[str | Part]) -> Iterator[str]:
    for each in body:
        if isinstance(each, str):
            yield each
        else:
            yield each.number + each.heading
            yield from _prose(each.body)


def _stated(result: ParseResult) -> list[str]:
    """The values of metadata as they may be printed, the longest first."""
    said = (result.report.metadata, result.report.contact)
    values = [value for each in said if each for value in attrs.asdict(each).values() if isinstance(value, str)]
    return sorted(map(ink, values), key=len, reverse=True)


def _is_only_keys(rest: str) -> bool:
    """Whether what is left of a line, its values taken out, is no more than keys such as 索引号: and dates."""
    rest = _NAMES.sub("", _DATE.sub("", rest))
    return all(len(each) <= _LONGEST_KEY and not re.search(r"\d", each) for each in re.split(r"[-:•*【】()\[\]]", rest))


def plain(value: object) -> object:
    """A figure as JSON prints it."""
    return str(value) if isinstance(value, Decimal | datetime.date) else value
