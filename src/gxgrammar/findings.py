"""Findings: what is wrong with a report, both sides of the equation, the cells by their official names, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from attrs import field, frozen

from gxgrammar.cells import MISSING, Cell
from gxgrammar.diagnostics import Severity
from gxgrammar.evidence import Evidence, Number
from gxgrammar.judging import Judgement, Outcome, Reason, Relation
from gxgrammar.rules import Rule, phrases, rule_texts
from gxgrammar.shape import shape
from gxgrammar.source import Source, Span
from gxgrammar.template import Template
from gxgrammar.vocabulary import column_heads, row_labels

BlankPolicy = Literal["blank_as_zero", "strict"]
# Sides with more figures than this are shown without their zeros.
_MOST_SHOWN = 6


class Term(NamedTuple):
    """A cell of an equation: its field path, its official row and column names, and its figure.

    ``value`` is None for a cell without a figure; ``raw`` is its ink where it is known.
    """

    path: str
    row: str
    column: str | None
    value: Number | None
    raw: str = ""
    span: Span | None = None


@frozen
class Side:
    """A side of an equation: its cells and their sum. ``quote`` is the sentence, where a sentence states the figure."""

    terms: tuple[Term, ...]
    value: Number | None
    quote: str | None = None


@frozen
class Culprit:
    """A cell that alone would mend every equation it breaks, and the figure it would need. A suggestion only."""

    term: Term
    value: Number


@frozen
class Finding:
    """A rule that does not hold, or that a blank total keeps from being assessed (``outcome``).

    ``difference`` is left less right. ``blanks`` names the policy by which blanks were counted, None where none was
    concerned. ``source`` is the name of the document, ``span`` its places in order, ``origin`` the source itself.
    ``against`` is the source of last year's report where the rule compares with it; the cells of ``right`` are its.
    """

    rule: str
    severity: Severity
    outcome: Outcome
    left: Side
    right: Side
    relation: Relation = "="
    difference: Number | None = None
    reason: Reason | None = None
    blanks: BlankPolicy | None = None
    culprit: Culprit | None = None
    spans: tuple[Span, ...] = ()
    facts: Mapping[str, object] = field(factory=dict)
    origin: Source | None = field(default=None, repr=False)
    year: int | None = None
    is_between_years: bool = False
    against: Source | None = field(default=None, repr=False)

    @property
    def source(self) -> str | None:
        """The name of the document."""
        return self.origin.name if self.origin else None

    @property
    def cells(self) -> tuple[str, ...]:
        """The field paths of the cells concerned, in the report itself."""
        sides = (self.left,) if self.is_between_years else (self.left, self.right)
        return tuple(term.path for side in sides for term in side.terms)

    def message(self, lang: str = "en") -> str:
        """The finding in a sentence or two, in Chinese (``zh``) or English (``en``)."""
        texts = phrases()
        place, left, right = _sides(self, lang)
        place += ("：" if lang == "zh" else ": ") if place else ""
        facts = {
            **_spelled(self.facts, lang),
            "place": place,
            "left": left,
            "right": right,
        }
        facts["relation"] = self.relation
        undecided = phrases()["unknown"][lang]
        facts["difference"] = undecided if self.difference is None else abs(self.difference)
        facts["said"], facts["expected"] = self.left.value, self.right.value if self.right.value is not None else ""
        facts["quote"] = _shortened(self.left.quote or "")
        facts["cells"] = _listed(self.left.terms, lang)
        facts["figures"] = _figures(self.left.terms, lang)
        facts["rows"] = _listed_rows(self.left.terms, lang)
        if self.outcome == "not_assessable":
            parts = [texts[self.reason or "undecided"][lang].format_map(facts)]
        else:
            parts = [rule_texts()[self.rule].message[lang].format_map(facts).strip()]
        if self.blanks:
            parts.append(texts[self.blanks][lang])
        if self.culprit:
            term = self.culprit.term
            cell = {"cell": _named(term), "printed": _shown(term, lang), "value": self.culprit.value}
            parts.append(texts["culprit"][lang].format_map(cell))
        if self.against:
            parts.append(texts["against"][lang].format(name=self.against.name))
        return ("" if lang == "zh" else " ").join(parts)


def finding(rule: Rule, judged: Judgement, evidence: Evidence, earlier: Evidence | None = None) -> Finding:
    """The finding that a judgement amounts to; ``earlier`` is the report of the year before, if it was looked at."""
    left = _side(evidence, judged.left, judged.said, judged.quote)
    if earlier and judged.earlier:
        right = _side(earlier, judged.earlier, judged.expected, None)
    else:
        right = _side(evidence, judged.right, judged.expected, None)
    own = left.terms if earlier else (*left.terms, *right.terms)
    counted = judged.outcome == "fail" and not evidence.blank.isdisjoint((*judged.left, *judged.right))
    spans = [*judged.spans, *(each.span for each in own if each.span)]
    difference = None if left.value is None or right.value is None else left.value - right.value
    return Finding(
        rule=rule.id,
        severity="info" if judged.outcome != "fail" else judged.severity or rule.severity,
        outcome=judged.outcome,
        left=left,
        right=right,
        relation=judged.relation,
        difference=difference,
        reason=judged.reason,
        blanks="blank_as_zero" if counted and rule.id != "T3-BLANK" else None,
        # By their offsets, which hash more quickly than spans: a report may leave a hundred cells blank.
        spans=tuple({(span.start, span.end): span for span in spans}.values()),
        facts=judged.facts,
        origin=evidence.result.source if evidence.result else None,
        year=evidence.year,
        is_between_years=earlier is not None,
        against=earlier.result.source if earlier and earlier.result else None,
    )


def term(evidence: Evidence, path: str) -> Term:
    """A cell with its official names."""
    return _terms(evidence, (path,))[0]


def _terms(evidence: Evidence, paths: Iterable[str]) -> tuple[Term, ...]:
    """Several cells at once."""
    cells: Mapping[str, Cell] = evidence.result.cells if evidence.result else {}
    values, known = evidence.values, _known_names(evidence.form)
    found = []
    for path in paths:
        cell, (row, column) = cells.get(path, MISSING), known[path]
        found.append(Term(path, row, column, values.get(path), cell.raw, cell.span))
    return tuple(found)


@cache
def _known_names(form: Template) -> Mapping[str, tuple[str, str | None]]:
    """The official names of every cell of a form, by path."""
    return {column.path: names(form, column.path) for columns in shape(form).rows.values() for column in columns}


def _side(evidence: Evidence, paths: tuple[str, ...], said: Number | None, quote: str | None) -> Side:
    if not paths:
        return Side((), 0 if said is None else said, quote)
    terms = _terms(evidence, paths)
    if said is not None:
        return Side(terms, said, quote)
    known = [evidence.stated.get(path) for path in paths]
    value = None if None in known else sum(each for each in known if each is not None)
    return Side(terms, value, quote)


def names(form: Template, path: str) -> tuple[str, str | None]:
    """The official row label and column head of a cell; the head is None where the row has one column."""
    rows, heads = row_labels(form), column_heads(form)
    if path in rows:
        return rows[path], None
    row, _, column = path.rpartition(".")
    if row in rows:
        return rows[row], heads.get(column)
    known = [heads[name] for name in row.split(".") if name in heads]
    return "·".join(known) or row, heads.get(column)


def _named(each: Term) -> str:
    return f"{each.row}·{each.column}" if each.column else each.row


def _shown(each: Term, lang: str) -> str:
    if each.value is not None:
        return str(each.value)
    return f"“{each.raw}”" if each.raw else phrases()["blank_cell"][lang]


def _sides(found: Finding, lang: str) -> tuple[str, str, str]:
    """What all cells have in common, and either side without it."""
    place, name = _in_common((*found.left.terms, *found.right.terms))
    left, right = (_sum(side, name, lang) for side in (found.left, found.right))
    return place, left, right


def _in_common(terms: tuple[Term, ...]) -> tuple[str, Callable[[Term], str]]:
    """The row or column that all of some cells stand in, nothing if there is none, and what is left to name them by."""
    columns, rows = {each.column for each in terms}, {each.row for each in terms}
    if len(terms) > 1 and len(rows) == 1 and len(columns) > 1:
        return rows.pop(), _column
    if len(rows) > 1 and len(columns) == 1 and None not in columns:
        return columns.pop() or "", _row
    return "", _named


def _column(each: Term) -> str:
    return each.column or each.row


def _row(each: Term) -> str:
    return each.row


def _sum(side: Side, name: Callable[[Term], str], lang: str) -> str:
    """A side as 甲 1 + 乙 2 = 3; long sides without their zeros."""
    shown = [each for each in side.terms if each.value] if len(side.terms) > _MOST_SHOWN else list(side.terms)
    parts = [f"{name(each)} {_shown(each, lang)}" for each in shown]
    left_out = len(side.terms) - len(shown)
    if not side.terms:
        return "" if side.value is None else str(side.value)
    if left_out:
        parts.append(phrases()["zeros" if parts else "all_zeros"][lang].format(count=left_out))
    if len(side.terms) == 1 or side.value is None:
        return " + ".join(parts)
    # What a sentence is compared with may be one of the cells, or more than they add up to.
    if side.value != sum(each.value or 0 for each in side.terms):
        return "、".join(parts)
    return f"{' + '.join(parts)} = {side.value}"


def _spelled(facts: Mapping[str, object], lang: str) -> dict[str, object]:
    """Facts with words in the language asked for: a fact that names a phrase is replaced by it."""
    known = phrases()
    return {
        name: known[fact][lang].format_map(facts) if isinstance(fact, str) and fact in known else fact
        for name, fact in facts.items()
    }


def _listed(terms: tuple[Term, ...], lang: str) -> str:
    return _some([_named(each) for each in terms], "more", lang)


def _listed_rows(terms: tuple[Term, ...], lang: str) -> str:
    """The rows that some cells stand in, each once."""
    rows = {each.path if each.column is None else each.path.rpartition(".")[0]: each.row for each in terms}
    return _some(list(rows.values()), "more_rows", lang)


def _some(names_of: Sequence[str], more: str, lang: str) -> str:
    """The first of some names, and how many more there are."""
    left_out = len(names_of) - _MOST_SHOWN
    return "、".join(names_of[:_MOST_SHOWN]) + (phrases()[more][lang].format(count=left_out) if left_out > 0 else "")


def _figures(terms: tuple[Term, ...], lang: str) -> str:
    """Cells with their figures, which are not to be added up."""
    place, name = _in_common(terms)
    named = "、".join(f"{name(each)} {_shown(each, lang)}" for each in terms)
    return f"{place}{'：' if lang == 'zh' else ': '}{named}" if place else named


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:58]}…"


def suggested(findings: Iterable[Finding], evidence: Evidence) -> Iterator[tuple[Finding, Culprit | None]]:
    """Each finding with the cell that alone would mend it and every other equation the cell is in.

    At least two equations must break on the cell by the same amount, and none that holds may have it.
    """
    failing = [each for each in findings if each.outcome == "fail" and each.rule in evidence.sums]
    broken = {(each.rule, each.cells): each for each in failing}
    members: dict[str, list[tuple[Number, tuple[str, tuple[str, ...]]]]] = {}
    for key, each in broken.items():
        shift = each.difference or 0
        for side, sign in ((each.left, -1), (each.right, 1)):
            for cell in side.terms:
                members.setdefault(cell.path, []).append((sign * shift, key))
    counts = evidence.facts.memberships
    for each in findings:
        yield each, _culprit(each, members, counts, evidence)


def _culprit(
    found: Finding,
    members: Mapping[str, list[tuple[Number, tuple[str, tuple[str, ...]]]]],
    counts: Mapping[str, int],
    evidence: Evidence,
) -> Culprit | None:
    fitting = []
    for path in found.cells if found.outcome == "fail" else ():
        shifts = members.get(path, [])
        value = evidence.values.get(path)
        if len(shifts) < 2 or len({shift for shift, _ in shifts}) > 1 or len(shifts) != counts[path] or value is None:
            continue
        mended = value + shifts[0][0]
        if mended >= 0 and found.rule in {rule for _, (rule, _) in shifts}:
            fitting.append(Culprit(term(evidence, path), int(mended) if mended == int(mended) else Decimal(mended)))
    return fitting[0] if len(fitting) == 1 else None
