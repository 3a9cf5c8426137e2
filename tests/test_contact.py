"""Whom to ask about a report."""

from __future__ import annotations

import pytest

from gxgrammar.metadata import read_heading
from gxgrammar.records import Contact

TITLE = "青禾县2023年政府信息公开工作年度报告"
NUMBER = "0000-0000000"


def _contact(*lines: str, overview: tuple[str, ...] = ()) -> Contact:
    contact = read_heading([TITLE, *lines], (), overview).contact
    assert contact is not None
    return contact


@pytest.mark.parametrize(
    "words",
    [
        "如有疑问，请与青禾县档案局办公室联络",
        "如有疑问，可直接与青禾县档案局办公室联系",
        "如有疑问，可通过意见箱反映或直接与青禾县档案局办公室联系",
        "如有疑问，可登录网站或向青禾县档案局办公室咨询",
    ],
)
def test_the_office_however_it_is_called(words: str) -> None:
    assert _contact(f"{words}（电话：{NUMBER}）。").office == "青禾县档案局办公室"


@pytest.mark.parametrize("words", ["我局直接，与群众联系紧密", "或许与他们的联系"])
def test_other_words_call_no_office(words: str) -> None:
    assert _contact(f"{words}。", f"电话：{NUMBER}").office is None


@pytest.mark.parametrize(
    "address",
    [
        "青禾县柳林路1号（县政府大院）",
        "青禾县柳林路1号(原县委大院,3楼)",
        "县水务局办公室(柳林路西200米)",
        "柳林路（东段）1号",
        "青禾县柳林路1号",
    ],
)
@pytest.mark.parametrize(
    "behind", ["，电话：{}", "（邮编：000000；电话：{}）", ")。电话：{}", "(联系电话：{})", "\n电话：{}"]
)
def test_what_an_address_has_in_brackets_is_part_of_it(address: str, behind: str) -> None:
    words = f"地址：{address}{behind.format(NUMBER)}"
    assert _contact(*words.split("\n")).address == address


def test_a_bracket_that_is_not_closed_ends_an_address() -> None:
    assert _contact(f"地址：青禾县柳林路1号（县政府大院，电话：{NUMBER}").address == "青禾县柳林路1号"


def test_a_number_that_is_called_a_way_to_get_in_touch() -> None:
    assert _contact(f"请与县档案局联系（地址：柳林路1号，联系方式：{NUMBER}）。").telephone == NUMBER
    assert read_heading([TITLE, "联系方式：见网站2023年公告"], ()).contact is None


def test_whom_to_ask_on_the_next_line_of_section_one() -> None:
    asked = "全年公开信息12条。如对本报告有疑问，请联系青禾县档案局办公室。"
    contact = _contact(overview=(asked, f"联系电话：{NUMBER}。"))
    assert (contact.office, contact.telephone) == ("青禾县档案局办公室", NUMBER)
    other = read_heading([TITLE], (), (asked, "联系群众工作有序推进。", f"热线电话：{NUMBER}"))
    assert other.contact is None


@pytest.mark.parametrize("both", ["电话及传真：", "电话、传真:", "电话和传真：", "电话（传真）："])
def test_one_number_for_telephone_and_fax(both: str) -> None:
    contact = _contact(f"如有疑问，请与青禾县档案局联系（{both}{NUMBER}）。")
    assert (contact.telephone, contact.fax) == (NUMBER, NUMBER)


def test_the_address_of_a_site_is_no_place() -> None:
    contact = _contact(f"电子版可在网站下载（网站地址：http://www.example.invalid/；电话：{NUMBER}）。")
    assert contact.address is None
    contact = _contact(f"本报告见本站（地址：http://www.example.invalid/；电话：{NUMBER}）。")
    assert contact.address is None
    contact = _contact(f"（网站地址：http://www.example.invalid/；地址：青禾县柳林路1号；电话：{NUMBER}）。")
    assert contact.address == "青禾县柳林路1号"


@pytest.mark.parametrize("mark", [("（", "）"), ("(", ")")])
def test_an_address_without_its_key(mark: tuple[str, str]) -> None:
    opened, closed = mark
    where = f"请与青禾县档案局办公室联系{opened}青禾县人民路1号，邮编：123456，电话：{NUMBER}{closed}。"
    assert _contact(f"如有疑问，{where}").address == "青禾县人民路1号"
    other = f"请与青禾县档案局办公室联系{opened}工作日上班时间，电话：{NUMBER}{closed}。"
    assert _contact(f"如有疑问，{other}").address is None
    far = f"请与青禾县档案局办公室联系{opened}工作日上班时间；电话：{NUMBER}。来访请至人民路1号，谢谢{closed}。"
    assert _contact(f"如有疑问，{far}").address is None
