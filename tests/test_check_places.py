"""Where findings without cells stand in the source: at headings, and at the words they are about."""

import re

import pytest

import gxgrammar

import pages
from conftest import Read

PAGE = pages.page(pages.fill(2022), pages.padded)
REVIEWS = "四、政府信息公开行政复议、行政诉讼情况"
PROBLEMS = "五、存在的主要问题及改进情况"
OTHER = "六、其他需要报告的事项"
SHORT = PAGE.replace("12月31日", "11月30日")
JANUARY = PAGE.replace("12月31日", "1月30日")
DOTS = re.sub("2022年1月1日.{0,4}2022年12月31日", "2022.1.1-2022.11.30", PAGE)
NEWS = "2022年11月30日更新\n"
CITED = "按照《关于编制2021年政府信息公开工作年度报告的通知》编制报告。"
SELF = "现公布青禾县2021年政府信息公开工作年度报告。"
OVERVIEW = "一、总体情况"
END = PAGE[PAGE.index(OTHER) :]
ONLY_TABLE_FOUR_GONE = PAGE[: PAGE.index(REVIEWS) + len(REVIEWS)] + "\n本年度没有。\n" + PAGE[PAGE.index(PROBLEMS) :]


@pytest.mark.parametrize(
    ("rule", "page", "words"),
    [
        ("X-SEC5", PAGE[: PAGE.index(PROBLEMS)] + f"{PROBLEMS}\n无。\n{END}", [PROBLEMS]),
        ("X-ZEROFEE", PAGE, [OTHER]),
        ("X-LEN", PAGE.replace(OVERVIEW, f"{OVERVIEW}\n{'答复来信。' * 300}"), [OVERVIEW]),
        ("X-TABLE", ONLY_TABLE_FOUR_GONE, [REVIEWS]),
        ("X-SECT", PAGE.replace(REVIEWS, "四、来信来访"), ["四、来信来访"]),
        ("X-SECT", PAGE.replace(END, f"{PROBLEMS}\n目录更新慢。\n{END}"), [PROBLEMS, PROBLEMS]),
        ("X-SECT", PAGE.replace(REVIEWS, "").replace(f"{PROBLEMS}\n", ""), []),
        ("X-PERIOD", SHORT, [next(line for line in SHORT.splitlines() if "11月30日" in line)]),
        ("X-PERIOD", NEWS + JANUARY, [next(line for line in JANUARY.splitlines() if "1月30日" in line)]),
        ("X-PERIOD", DOTS, [next(line for line in DOTS.splitlines() if "2022.11.30" in line)]),
        ("X-YEAR", PAGE.replace(OVERVIEW, f"{SELF}\n{OVERVIEW}"), [SELF]),
        ("X-YEAR", PAGE.replace(OVERVIEW, f"{CITED}\n{SELF}\n{OVERVIEW}"), [SELF]),
        ("X-SECT", PAGE.replace(REVIEWS, REVIEWS.replace("四", "七")), [REVIEWS.replace("四", "七")]),
    ],
)
def test_places(read: Read, rule: str, page: str, words: list[str]) -> None:
    assert page != PAGE or rule == "X-ZEROFEE"
    found = gxgrammar.check(read(page), select=[rule])
    assert found
    assert [page[span.start : span.end] for span in found[0].spans] == words


def test_a_record_has_no_places(read: Read) -> None:
    (found,) = gxgrammar.check(read(PAGE).report, select=["X-ZEROFEE"])
    assert found.spans == ()
