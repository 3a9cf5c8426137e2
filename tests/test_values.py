"""What a cell says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxgrammar.values import is_value, money_unit, read_value


@given(st.integers(min_value=-(10**16), max_value=10**16))
def test_counts_read_back(number: int) -> None:
    assert read_value(str(number)).count == number


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_do_not_count(number: int) -> None:
    assert read_value(f"{number:,}").count == number


@given(st.text(max_size=30))
def test_any_text_has_a_state(text: str) -> None:
    value = read_value(text)
    assert (value.number is not None) == (value.state == "number")
    assert value.state in ("number", "blank", "dash", "text")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("０", 0),
        ("-2", -2),
        ("－11", -11),
        ("−3", -3),
        ("-\t4", -4),
        ("- 5", -5),
        ("-\x1c6", -6),
        ("-\u20287", -7),
        ("12件", 12),
        ("7项", 7),
        ("22（其中修订 16 件）", 22),
        ("减3", -3),
        ("减少 3项", -3),
        ("↓3", -3),
        ("增13", 13),
        ("新增2", 2),
    ],
)
def test_counts(text: str, count: int) -> None:
    assert read_value(text).count == count


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("251000元", None, "25.1000"),
        ("21324.2万元", None, "21324.2"),
        ("21324.2萬元", "元", "21324.2"),
        ("1.5亿元", None, "15000.0"),
        ("4166.18", "万元", "4166.18"),
        ("5000", "元", "0.5000"),
        ("3.5", None, "3.5"),
        ("1035000(元)", None, "103.5000"),
        ("1035000（元）", "万元", "103.5000"),
        ("205（万）", "元", "205"),
        ("24.5万", None, "24.5"),
    ],
)
def test_amounts_are_in_ten_thousand_yuan(text: str, unit: str | None, amount: str) -> None:
    assert read_value(text).amount(unit) == Decimal(amount)


def test_a_count_of_things_is_no_amount() -> None:
    assert read_value("3件").amount(None) is None


@pytest.mark.parametrize("text", ["3万元", "3万", "3（元）"])
def test_money_is_no_count(text: str) -> None:
    assert read_value(text).count is None


@pytest.mark.parametrize("text", ["减-3", "增-3", "减", "减免3"])
def test_what_is_no_change(text: str) -> None:
    assert read_value(text).state == "text"


def test_what_was_lost_before_a_blank_was_no_digit_of_the_figure() -> None:
    value = read_value("? 10")
    assert (value.count, value.lost, value.note) == (10, True, "?")
    assert not read_value("10").lost
    assert read_value("?5").state == read_value("5 ?").state == "text"


@pytest.mark.parametrize("text", ["", "\u200b", "\ufeff\u200d"])
def test_blank(text: str) -> None:
    assert read_value(text).state == "blank"


@pytest.mark.parametrize("text", ["-", "—", "——", "/", "－", "⸺", "⸻"])
def test_dash_is_not_blank(text: str) -> None:
    assert read_value(text).state == "dash"


@pytest.mark.parametrize(
    "text", ["无", "约30", "3 4", "1,23", "1,\n46", "1\n463", "1.2.3", "9" * 19, "9" * 100_000, "规章", "²"]
)
def test_text_is_no_number(text: str) -> None:
    assert read_value(text).state == "text"


@pytest.mark.parametrize(("text", "expected"), [("0", True), ("件", True), ("无", True), ("", True), ("规章", False)])
def test_cells_that_can_only_be_values(text: str, expected: bool) -> None:
    assert is_value(text) is expected


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("采购总金额", None),
        ("采购总金额（万元）", "万元"),
        ("采购总金额（元）", "元"),
        ("采购总金额元", "元"),
        ("本年收费金额（单位：人民币元）", "元"),
        ("采购总金额（万<br>元）", "万元"),
        ("采购总金额（万\u200b元）", "万元"),
        ("采购总金额（万\xad元）", "万元"),
        ("采购总金额（万人民币元）", "万元"),
        ("采购总金额（千元）", "千元"),
        ("元", "元"),
        ("采购总金额/元", "元"),
        ("采购总金额，元", "元"),
    ],
)
def test_units_of_labels(label: str, unit: str | None) -> None:
    assert money_unit(label) == unit


@pytest.mark.parametrize(
    "label", ["元）", "（万·元）", "（万/元）", "（万、元）", "（元/万元）", "（元、万元）", "（单位：万x元）"]
)
def test_a_unit_that_may_be_the_end_of_another_is_not_known(label: str) -> None:
    assert read_value("3").amount(money_unit(label)) is None
