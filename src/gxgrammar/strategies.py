"""Hypothesis strategies for reports, their parts, and documents of them. Takes the extra ``testing``.

    >>> from hypothesis import given
    >>> from gxgrammar import strategies
    >>> @given(strategies.documents("national_2021", layout="html"))
    ... def test_reads(document):
    ...     result = gxgrammar.parse(document.written.content)

All sums and inclusions of the form hold in what is drawn. Everything shrinks towards small figures and few words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from random import Random
from typing import TypeVar

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ImportError('gxgrammar.strategies takes the extra testing: pip install "gxgrammar[testing]"') from error

from gxgrammar import samples
from gxgrammar.damages import DAMAGES
from gxgrammar.records import Metadata, Narrative, Report
from gxgrammar.samples import Document, Sample, Values
from gxgrammar.template import template_named, templates
from gxgrammar.writers import WRITERS

T = TypeVar("T")


def _drawn(draw: Callable[[Random], T]) -> st.SearchStrategy[T]:
    """What a function draws from a source of chance that Hypothesis controls, and so can shrink."""
    return st.randoms(use_true_random=False).map(draw)


def template_ids(*, tables: bool = False) -> st.SearchStrategy[str]:
    """Ids of templates; with ``tables`` only of forms that have tables."""
    return st.sampled_from([form.id for form in templates().values() if form.values or not tables])


def layout_ids() -> st.SearchStrategy[str]:
    """Ids of layouts that can be written and read."""
    return st.sampled_from(list(WRITERS))


def damage_ids(layout: str) -> st.SearchStrategy[str]:
    """Ids of damages that can befall documents of a layout."""
    return st.sampled_from([damage.id for damage in DAMAGES.values() if layout in damage.layouts])


def metadata(template: str) -> st.SearchStrategy[Metadata]:
    """Title, body, dates and the list over a report of a form."""
    return _drawn(lambda dice: samples.draw_metadata(template_named(template), dice))


def values(template: str) -> st.SearchStrategy[Values]:
    """Every figure of a form by field path, None for a blank; its sums hold, blanks counted as 0."""
    return _drawn(lambda dice: samples.draw_values(template_named(template), dice))


def narratives(template: str) -> st.SearchStrategy[Narrative]:
    """The words of a report of a form."""
    return samples_of(template).map(lambda sample: sample.report.narrative)


def samples_of(template: str) -> st.SearchStrategy[Sample]:
    """Whole reports of a form, with the ink of cells that are not printed plainly (dashes, thousands)."""
    return _drawn(lambda dice: samples.draw_sample(template, dice, contact=dice.random() < 0.5))


def reports(template: str) -> st.SearchStrategy[Report]:
    """Whole reports of a form."""
    return samples_of(template).map(lambda sample: sample.report)


def documents(template: str, *, layout: str, damages: Collection[str] = ()) -> st.SearchStrategy[Document]:
    """Reports of a form as written in a layout and then damaged; ``template``, ``layout`` and ``damages`` are ids.

    What damage takes away is not there to be read: cells may be open, see ``gxgrammar.damages``. Drawing raises
    UnknownName for ids that do not exist, InapplicableDamage for a damage that cannot befall the layout.
    """

    def draw(dice: Random) -> Document:
        contact = dice.random() < 0.5
        return samples.draw_document(template, layout, dice, damages=damages, contact=contact)

    return _drawn(draw)
