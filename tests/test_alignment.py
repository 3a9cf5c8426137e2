"""Which value stands in which column."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from gxgrammar.alignment import Readings, Slot, place, read_row
from gxgrammar.cutting import Figures
from gxgrammar.equations import Role


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
    wide = read_row((Figures("1" * 60, True),), (*(Slot("count", role="part") for _ in range(14)), TOTAL))
    assert not wide.complete


def _all_readings(ink: str, slots: tuple[Slot, ...]) -> Iterator[tuple[int | None, ...]]:
    """Every way to cut some digits into columns, one after the other, blanks and short figures first."""
    if not slots:
        yield from () if ink else ((),)
        return
    figures = [None, *(ink[:end] for end in range(1, len(ink) + 1) if end == 1 or ink[0] != "0")]
    for figure in figures:
        for rest in _all_readings(ink[len(figure or "") :], slots[1:]):
            yield (None if figure is None else int(figure), *rest)


def _adds_up(reading: tuple[int | None, ...], slots: tuple[Slot, ...]) -> bool:
    sum_so_far = 0
    for number, slot in zip(reading, slots, strict=True):
        if slot.role == "part":
            sum_so_far += number or 0
        elif slot.role != "free":
            if (number or 0) < sum_so_far or (slot.role == "total" and number != sum_so_far and (number or sum_so_far)):
                return False
            sum_so_far = 0
    return True


ROLES = (
    ("part", "part", "part", "total"),
    ("part", "total", "part", "total"),
    ("free", "part", "at least", "free"),
    ("part", "part", "total", "part"),
)


@pytest.mark.parametrize("roles", ROLES, ids=" ".join)
@settings(max_examples=40)
@given(st.text("0012", min_size=1, max_size=8), st.integers(0, 3), st.sampled_from((None, 0, 1, 2)))
def test_readings_are_those_that_trying_everything_finds(
    roles: tuple[Role, ...], ink: str, place: int, least: int | None
) -> None:
    slots = tuple(Slot("count", role=role) for role in roles)
    every = [reading for reading in _all_readings(ink, slots) if _adds_up(reading, slots)]
    readings = read_row((Figures(ink, True),), slots)
    assert (readings.first(len(every) + 1), readings.count()) == (every, len(every))
    assert readings.filled == any(None not in reading for reading in every)
    _holds(readings, every)
    bounded = (*slots[:place], evolve(slots[place], least=least), *slots[place + 1 :])
    _holds(readings.within(bounded), [reading for reading in every if (reading[place] or 0) >= (least or 0)])


def _holds(readings: Readings, every: list[tuple[int | None, ...]]) -> None:
    """The readings are these, and what they say of each column follows."""
    assert readings.first(len(every) + 1) == every
    for index in range(len(every[0]) if every else 0):
        found = {reading[index] for reading in every}
        assert set(readings.candidates(index)) == found
        assert readings.decided[index] == (len(found) == 1)


def test_the_number_of_readings_is_counted_without_listing_them() -> None:
    row = read_row((Figures("12345", True),), tuple(Slot("count") for _ in range(4)))
    assert row.count() == len(row.first(10_000))
