"""What damage does to a report: it is read as it was, or the cell says that it is open; and the damage is told."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gxgrammar
from gxgrammar.damages import DAMAGES, Damage
from gxgrammar.errors import InapplicableDamage
from gxgrammar.roundtrip import Difference, differences
from gxgrammar.samples import draw_document
from gxgrammar.template import templates

from conftest import Read, examples

CASES = [(damage.id, layout) for damage in DAMAGES.values() for layout in sorted(damage.layouts)]


def _excused(each: Difference, damage: Damage) -> bool:
    touched = any(f"{each.path}.".startswith(f"{part}.") for part in damage.touches)
    return not each.silent and (each.open or each.declared or touched)


@pytest.mark.parametrize(("name", "layout"), CASES)
def test_damaged_reports_are_read_or_left_open(read: Read, name: str, layout: str) -> None:
    damage = DAMAGES[name]

    @examples(2)
    @given(st.sampled_from(sorted(templates())), st.integers(0, 10**6))
    def check(template: str, seed: int) -> None:
        document = draw_document(template, layout, Random(seed), damages=[name])
        result = read(document.written.content)
        found = list(differences(document.sample.report, result, document.written.losses))
        assert [each for each in found if not _excused(each, damage)] == []
        told = not damage.provokes or damage.provokes & {each.code for each in result.diagnostics}
        if not told and (not damage.open or any(each.open for each in found)):
            whole = draw_document(template, layout, Random(seed)).written.content
            assert document.written.content == whole

    check()


def test_several_damages_at_once(read: Read) -> None:
    document = draw_document("national_2021", "lines", Random(5), damages=["traditional", "pinyin", "deleted_blanks"])
    found = differences(document.sample.report, read(document.written.content), document.written.losses)
    assert [each for each in found if each.silent] == []


def test_a_damage_that_cannot_befall_a_layout_is_refused() -> None:
    with pytest.raises(InapplicableDamage, match="GX708"):
        draw_document("national_2021", "html", Random(1), damages=["page_numbers"])


def test_an_unknown_damage_names_the_nearest() -> None:
    with pytest.raises(gxgrammar.UnknownName, match="pinyin"):
        draw_document("national_2021", "html", Random(1), damages=["pinyn"])


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_changes_some_report(name: str) -> None:
    # The last of them is quick to write.
    layout = sorted(DAMAGES[name].layouts)[-1]
    pairs = (
        [draw_document("national_2021", layout, Random(seed), damages=names).written.content for names in ([], [name])]
        for seed in range(12)
    )
    assert any(whole != damaged for whole, damaged in pairs)
