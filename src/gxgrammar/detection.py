"""Which form a document is on: the one whose own labels it shows.

The year decides between equals, and where the document shows labels of its own of each of two forms.
"""

from __future__ import annotations

from functools import cache

from attrs import frozen

from gxgrammar.canonical import Canonical
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.errors import NotAReport
from gxgrammar.template import Template, template_named, templates
from gxgrammar.vocabulary import vocabulary, words

# Labels or headings that make a document a report even without a title.
_FEWEST_LABELS = 3
_FEWEST_HEADINGS = 2
# Labels of its own that show a form beside another.
_FEWEST_OWN = 2


@frozen
class Detection:
    """The form that was chosen, and how many of its words the document shows."""

    template: Template
    found: int
    diagnostics: tuple[Diagnostic, ...]


def detect(canonical: Canonical, *, year: int | None, titled: bool, name: str, told: bool = False) -> Detection:
    """Choose the form of a document.

    ``year`` is the report year if known, ``titled`` whether a title says that this is an annual report, ``told``
    whether its preamble does, of which one heading must be that of a form. Raises NotAReport if neither title, labels
    nor headings do.
    """
    labels = {_label_literal(line.text) for line in canonical.lines if line.text.startswith("|")}
    known_headings, known_labels = _known()
    headings = {line.text for line in canonical.lines} & known_headings
    labels &= known_labels
    if not (titled or (told and headings)) and len(labels) < _FEWEST_LABELS and len(headings) < _FEWEST_HEADINGS:
        raise NotAReport("GX301", name=name, labels=len(labels), headings=len(headings))
    if not labels:
        return Detection(_without_tables(headings, year), len(headings), ())
    scores = {form: len((labels | headings) & words(form)) for form in templates().values()}
    best = [form for form, score in scores.items() if score == max(scores.values())]
    if len(best) == 1 and year and not best[0].covers(year):
        best = [each for each in scores if each == best[0] or (each.covers(year) and _are_mixed(labels, best[0], each))]
    form, notes = (best[0], ()) if len(best) == 1 else _by_year(best, year)
    if year and not form.covers(year):
        notes = (*notes, diagnostic("GX303", year=year, template=form.id))
    return Detection(form, scores[form], notes)


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """The headings of all forms, and the words of all."""
    return frozenset(vocabulary().headings.values()), frozenset().union(*map(words, templates().values()))


def _without_tables(headings: set[str], year: int | None) -> Template:
    """The form of a document that shows no table: the one that asks for its sections in its year, if there is one."""
    known = [form for form in templates().values() if len(headings & words(form)) >= _FEWEST_HEADINGS]
    in_force = [form for form in known if year is None or form.covers(year)]
    return in_force[-1] if in_force else template_named("narrative")


def _are_mixed(labels: set[str], form: Template, other: Template) -> bool:
    """Whether a document has several labels of each of two forms that the other has not."""
    own, others = words(form), words(other)
    return min(len(labels & own - others), len(labels & others - own)) >= _FEWEST_OWN


def _label_literal(line: str) -> str:
    return "|" + line[1:].partition("|")[0]


def _by_year(best: list[Template], year: int | None) -> tuple[Template, tuple[Diagnostic, ...]]:
    """Of forms that fit alike, the one in force in the report year; else the newest."""
    chosen = next((form for form in best if year and form.covers(year)), None)
    reason = ("the one in force in the report year", "报告年度") if chosen else ("as the newest", "最新格式")
    form = chosen or best[-1]
    candidates = ", ".join(each.id for each in best)
    note = diagnostic("GX302", candidates=candidates, chosen=form.id, reason=reason[0], reason_zh=reason[1])
    return form, (note,)
