"""When two spellings are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxgrammar.spelling import key, narrow, without_enumerator


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（一）予以公开", "(一) 予以公开"),
        ("本年新\n制作数量", "本年新制作数量"),
        ("结果\u3000纠正", "结果纠正"),
        ("1.属于国家秘密", "1、属于国家秘密"),
        ("３．其他", "3.其他"),
        ("危及“三安全一稳定”", '危及"三安全一稳定"'),
    ],
)
def test_blanks_width_and_punctuation_do_not_count(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("规章", "规範"), ("1.其他", "2.其他"), ("总计", "合计")])
def test_characters_count(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text())
def test_key_of_a_key_is_itself(text: str) -> None:
    assert key(key(text)) == key(text)


@given(st.text())
def test_narrow_keeps_every_place(text: str) -> None:
    assert len(narrow(text)) == len(text)


def test_narrow_folds_full_width() -> None:
    assert narrow("１２，３．５（Ａ）") == "12,3.5(A)"


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("（一）予以公开", "予以公开"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("四、结转下年度继续办理", "结转下年度继续办理"),
        ("规章", "规章"),
    ],
)
def test_numbering_comes_off(label: str, bare: str) -> None:
    assert without_enumerator(label) == bare


def test_narrow_makes_a_wide_blank_a_blank() -> None:
    assert narrow("一\u3000二") == "一 二"
