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


def test_lines_are_shown_as_editors_count_them() -> None:
    source = Source("一\f二\x85三\u2028四\r\n五\r六\v七\n八")
    assert [source.position(source.text.index(each))[0] for each in "一二三四五六七八"] == [1, 1, 1, 1, 2, 3, 3, 4]
    assert source.line_at(source.text.index("四")) == "一\f二\x85三\u2028四"
    assert source.line_at(source.text.index("五")) == "五"
    assert len(list(source.lines())) > 4


def test_the_end_behind_a_line_break_is_on_the_last_line() -> None:
    assert Source("一\n二\n").position(4) == (2, 3)
    assert Source("").position(0) == (1, 1)
    assert Source("\n").position(0) == (1, 1)
