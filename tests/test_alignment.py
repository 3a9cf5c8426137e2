"""Which value stands in which column."""

from decimal import Decimal

import pytest
from attrs import evolve

from gxgrammar.alignment import Figures, Slot, place, read_row


@pytest.mark.parametrize(
    ("row", "columns", "placed"),
    [
        ("xxx", 3, range(3)),
        ("x.x", 3, range(3)),
        ("...", 3, range(3)),
        ("xx", 3, None),
        ("xxxx", 3, None),
        ("xxx.", 3, range(3)),
        (".xxx", 3, range(1, 4)),
        ("xxx...", 3, range(3)),
        (".xx.", 3, None),
        ("x...", 3, range(3)),
        (".x..", 3, None),
    ],
)
def test_blanks_too_many_may_go_where_it_makes_no_difference(row: str, columns: int, placed: range | None) -> None:
    assert place([cell == "." for cell in row], columns) == placed


PARTS = tuple(Slot("count", role="part") for _ in range(3))
TOTAL = Slot("count", role="total")


def _readings(*ink: str, glued: bool = True, slots: tuple[Slot, ...] = (*PARTS, TOTAL)) -> list[tuple[object, ...]]:
    return list(read_row(tuple(Figures(text, glued) for text in ink), slots).first(100))


def test_the_sum_of_a_row_chooses_the_cut() -> None:
    filled = tuple(evolve(slot, blank=False) for slot in (*PARTS, TOTAL))
    assert _readings("200121", slots=filled) == [(20, 0, 1, 21)]
    assert _readings("200122", slots=filled) == []
    assert _readings("200020", slots=filled) == [(20, 0, 0, 20)]


def test_figures_with_borders_are_not_cut() -> None:
    assert _readings("12", "12", glued=False) == [(None, None, 12, 12), (None, 12, None, 12), (12, None, None, 12)]


def test_no_figure_begins_with_a_zero() -> None:
    filled = tuple(Slot("count", blank=False) for _ in range(2))
    assert _readings("012", slots=filled) == [(0, 12)]


def test_a_sign_and_a_point_belong_to_their_figure() -> None:
    signed = (Slot("count", blank=False), Slot("count", signed=True, blank=False))
    assert _readings("12-8", slots=signed) == [(12, -8)]
    money = (Slot("count", blank=False), Slot("amount", blank=False))
    assert (3, Decimal("12.50")) in _readings("312.50", slots=money)
    assert all(isinstance(reading[1], Decimal) for reading in _readings("312.50", slots=money))


def test_the_work_is_bounded() -> None:
    row = read_row((Figures("1" * 1000, True),), tuple(Slot("count") for _ in range(7)))
    assert not row.possible
    wide = read_row((Figures("1" * 60, True),), tuple(Slot("count", role="part") for _ in range(15)))
    assert not wide.complete


def test_the_number_of_readings_is_counted_without_listing_them() -> None:
    row = read_row((Figures("12345", True),), tuple(Slot("count") for _ in range(4)))
    assert row.count() == len(row.first(10_000))
