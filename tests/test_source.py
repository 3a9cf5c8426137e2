"""Sources and places in them."""

from gxgrammar.source import Source


def test_lines_carry_their_offsets() -> None:
    source = Source("一\r\n二\n\n三")
    assert [source.text[offset : offset + len(line)] for offset, line in source.lines()] == [
        "一\r\n",
        "二\n",
        "\n",
        "三",
    ]


def test_positions_count_from_one() -> None:
    source = Source("一二\n三四\n")
    assert [source.position(offset) for offset in (0, 1, 3, 4)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_end_of_the_text_has_a_position() -> None:
    assert Source("一二").position(2) == (1, 3)


def test_line_at_leaves_the_line_break_out() -> None:
    assert Source("一\n二三\n四").line_at(3) == "二三"
