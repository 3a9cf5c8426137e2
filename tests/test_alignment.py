"""Which value stands in which column."""

import pytest

from gxgrammar.alignment import place


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
