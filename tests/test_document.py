"""Ink."""

import pytest

from gxgrammar.document import ink


@pytest.mark.parametrize(("text", "start"), [("  规章 ", 10), ("\t0\n", 3), ("件", 0), ("\u3000一 二\u3000", 7)])
def test_ink_leaves_the_blanks_around_it_off(text: str, start: int) -> None:
    found = ink(text, start)
    assert found.text == text.strip()
    assert text[found.start - start : found.end - start] == found.text


def test_blank_ink_keeps_its_place() -> None:
    assert ink("  ", 4) == ("", 4, 6)
    assert ink("  ", 4).span.start == 4
