"""Titles printed on several lines, in every kind of document."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import docx
import official
import pytest
import test_docx
import test_pdf
from reportlab.platypus import Paragraph

import gxgrammar
from gxgrammar.metadata import read_heading

import pages
from conftest import Read

BODY = "青禾县档案局"
FIGURES = official.drawn(3)
LAST = "政府信息公开工作年度报告"


def _text(title: str) -> str:
    words = pages.page(pages.fill(2023), pages.padded).replace("青禾县人民政府办公室", BODY)
    return words.replace(f"青禾县2023年{LAST}", title)


def _html(title: str) -> str:
    lines = "".join(f"<p>{line}</p>" for line in title.split("\n"))
    return official.html_page(FIGURES).replace(f"<h1>{official.TITLE}</h1>", lines)


def _html_break(title: str) -> str:
    return official.html_page(FIGURES).replace(official.TITLE, title.replace("\n", "<br>"))


@cache
def _word() -> bytes:
    return test_docx.saved(test_docx.document(FIGURES))


def _docx(title: str) -> bytes:
    made = docx.Document(io.BytesIO(_word()))
    above, made.paragraphs[0].text = title.split("\n")
    made.paragraphs[0].insert_paragraph_before(above)
    return test_docx.saved(made)


def _docx_break(title: str) -> bytes:
    made = docx.Document(io.BytesIO(_word()))
    made.paragraphs[0].text = title
    return test_docx.saved(made)


MAKERS: dict[str, Callable[[str], str | bytes]] = {
    "text": _text,
    "html": _html,
    "html break": _html_break,
    "docx": _docx,
    "docx break": _docx_break,
}
TITLES = [
    f"{BODY}\n2023年{LAST}",
    f"{BODY}2023年\n{LAST}",
    f"2023年{BODY}\n{LAST}",
    f"{BODY}2023年政府信息公开\n工作年度报告",
]


def _assert_named(result: gxgrammar.ParseResult, title: str) -> None:
    named = result.report.metadata
    assert (named.title, named.agency_name, named.report_year) == (title.replace("\n", ""), BODY, 2023)
    assert len(result.report.narrative.opening) == 1


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_two_lines_names_the_agency(read: Read, kind: str, title: str) -> None:
    _assert_named(read(MAKERS[kind](title)), title)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_two_lines_in_a_pdf(read: Read, monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    def paragraph(text: str) -> Paragraph:
        return Paragraph(text.replace("\n", "<br/>"), test_pdf._PROSE)

    monkeypatch.setattr(test_pdf, "_p", paragraph)
    monkeypatch.setattr(official, "TITLE", title)
    _assert_named(read(test_pdf.printed(FIGURES)), title)


@pytest.mark.parametrize(
    "above", ["青禾县人民政府", "政府信息公开办公室", "政策解读", "无障碍浏览", "2023年", "网站支持IPv6。"]
)
def test_another_line_above_is_no_part_of_the_title(read: Read, above: str) -> None:
    """A page of an office on the site of its government, which the signature tells."""
    named = read(_text(f"{above}\n2023年{LAST}")).report.metadata
    assert named.title == f"2023年{LAST}"
    assert named.agency_name == named.signature == BODY


@pytest.mark.parametrize("between", ["", " ", "\u3000"])
def test_a_title_that_the_text_runs_on_behind_names_the_agency(read: Read, between: str) -> None:
    page = _text(f"{BODY}2023年{LAST}").replace("本报告由", "根据有关规定，由")
    page = page.replace("|", " ").replace("\n", between)
    metadata = read(page).report.metadata
    assert (metadata.title, metadata.agency_name) == (f"{BODY}2023年{LAST}", BODY)


@pytest.mark.parametrize("words", ["我局编制的", "《", "附："])
def test_a_title_within_a_sentence_is_none(read: Read, words: str) -> None:
    page = _text(f"{words}{BODY}2023年{LAST}已经公布，根据有关规定整理。")
    assert read(page).report.metadata.title is None


@pytest.mark.parametrize(
    "way",
    [
        "首页 > 政务公开 > 年度报告",
        "您当前的位置:首页 > 青禾县 > 政府信息公开 > 年度报告",
        "您所在的位置: 首页\n> ... > 政府信息公开年度报告",
        "当前位置：政府信息公开年度报告",
        "青禾县档案局»政府信息公开»信息公开工作年度报告",
        "首页›信息公开›2022年政府信息公开年度报告",
    ],
)
def test_the_way_to_a_page_is_no_title(read: Read, way: str) -> None:
    title = f"{BODY}2023年{LAST}"
    metadata = read(_text(f"{way}\n{title}")).report.metadata
    assert (metadata.title, metadata.agency_name, metadata.report_year) == (title, BODY, 2023)


def _named(*opening: str) -> tuple[str | None, str | None, int | None]:
    metadata = read_heading(opening, ()).metadata
    return metadata.title, metadata.agency_name, metadata.report_year


@pytest.mark.parametrize("item", ["• 部门信息公开年度报告", "● 青禾县2022年政府信息公开工作年度报告"])
def test_an_item_of_a_list_of_the_site_is_no_title(item: str) -> None:
    title = f"{BODY}2023年{LAST}"
    assert _named(item, title, "根据规定编制。") == (title, BODY, 2023)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ((f"{BODY}2023年度政府", "信息公开工作报告"), f"{BODY}2023年度政府信息公开工作报告"),
        ((BODY, "2023年度政府", "信息公开工作报告"), f"{BODY}2023年度政府信息公开工作报告"),
        ((BODY, "2023", "年政府信息公开", "年度报告"), f"{BODY}2023年政府信息公开年度报告"),
        ((BODY, "2023年政府信息公开", "年度报告"), f"{BODY}2023年政府信息公开年度报告"),
        (("2023", f"年{BODY}政府信息公开", "年度报告"), f"2023年{BODY}政府信息公开年度报告"),
    ],
)
def test_a_title_that_is_broken_at_its_year_or_within_a_word(lines: tuple[str, ...], title: str) -> None:
    assert _named(*lines, "根据规定编制。") == (title, BODY, 2023)


def test_what_is_left_of_a_year_is_no_part_of_a_name() -> None:
    assert _named("发布", f"年{BODY}政府信息公开", "年度报告")[1] == BODY


@pytest.mark.parametrize("above", ["青禾县2022年度政府", "2022", "12"])
def test_a_line_above_a_title_with_its_year_does_not_begin_it(above: str) -> None:
    assert _named(above, "2023年政府信息公开年度报告")[0] == "2023年政府信息公开年度报告"


@pytest.mark.parametrize("between", ["", " "])
def test_a_title_that_is_printed_twice_on_end_is_one(between: str) -> None:
    title = f"{BODY}2023年{LAST}"
    assert _named(f"{title}{between}{title}")[0] == title
    assert _named(f"{title}{title}2023年，我局公开了信息。")[0] == title


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("青禾税务总署2023年税务信息公开工作年度报告", "青禾税务总署"),
        ("青禾县教育局2023年教育系统信息公开工作年度报告", "青禾县教育局"),
        ("青禾县2023年档案局政府信息公开年度报告", "青禾县档案局"),
        ("青禾县2023年供销社政府信息公开年度报告", "青禾县供销社"),
        ("青禾县公安局2023年柳林分局政府信息公开年度报告", "青禾县公安局柳林分局"),
    ],
)
def test_the_field_behind_office_and_year_is_no_part_of_the_name(title: str, agency: str) -> None:
    assert _named(title)[1] == agency


@pytest.mark.parametrize("title", ["2023年青禾县政府信息公开年报", "青禾县2023年政府信息公开工作年报"])
def test_a_title_may_say_yearbook(title: str) -> None:
    assert _named(title, "根据规定编制。") == (title, "青禾县", 2023)
    assert _named("2022年政府信息公开年报", f"青禾县2023年{LAST}")[0] == f"青禾县2023年{LAST}"


@pytest.mark.parametrize("lines", [["政府信息公开年报"], ["2023年政府信息公开年报", "2022年政府信息公开年报"]])
def test_a_column_of_the_site_or_a_list_of_yearbooks_is_no_title(lines: list[str]) -> None:
    assert _named(*lines)[:2] == (None, None)


def test_words_of_the_page_behind_a_title_are_no_part_of_it() -> None:
    title = f"{BODY}政府信息公开工作2023年度报告"
    heading = read_heading([f"{title} 二维码", "根据规定编制。"], ())
    assert (heading.metadata.title, heading.metadata.agency_name) == (title, BODY)
    assert heading.opening == ("二维码", "根据规定编制。")
    assert _named(f"现将{BODY}2023年政府信息公开工作 报告 如下")[0] is None


def test_the_way_to_a_page_in_blanks_is_not_its_title() -> None:
    title = f"{BODY}2023年{LAST}"
    heading = read_heading([f"青禾县人民政府网站 {BODY} 政府信息公开年报 {title}", title, "根据规定编制。"], ())
    assert (heading.metadata.title, heading.metadata.agency_name) == (title, BODY)


def test_a_tag_before_a_title_is_none_of_it(read: Read) -> None:
    title = f"{BODY}2023年{LAST}"
    result = read(_text(f"【图文】{title}"))
    assert (result.report.metadata.title, result.report.metadata.agency_name) == (title, BODY)
    assert read_heading([f"青禾县【柳林】镇2023年{LAST}"], ()).metadata.agency_name == "青禾县【柳林】镇"


def test_who_announces_the_report_of_another_is_not_the_body_of_it() -> None:
    title = f"青禾县政府办公室关于2023年{BODY}{LAST}的公告"
    assert read_heading([f"标题：{title}", "根据规定编制。"], ()).metadata.agency_name == BODY
    assert read_heading([f"{BODY}关于2023年{LAST}"], ()).metadata.agency_name == BODY


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("青禾学院2013-2014学年信息公开工作年度报告", "青禾学院"),
        ("青禾学院2013—2014学年度信息公开年度报告", "青禾学院"),
        ("2020至2021学年青禾学院信息公开工作年度报告", "青禾学院"),
        ("2020-2021学年信息公开工作年度报告", None),
        ("青禾学院2021年信息公开工作年度报告", "青禾学院"),
    ],
)
def test_a_school_year_is_no_part_of_a_name(title: str, body: str | None) -> None:
    assert read_heading([title], ["没有其他事项。"]).metadata.agency_name == body


@pytest.mark.parametrize(
    ("line", "source", "body"),
    [
        # The site of the county prints itself as the source of what its offices publish.
        ("青禾县审计局", "青禾县人民政府", "青禾县审计局"),
        ("青禾县审计局", "青禾县政府", "青禾县审计局"),
        ("白露县审计局", "青禾县人民政府", None),
        ("青禾县人民政府", "青禾县审计局", None),
        ("青禾县柳林镇", "青禾县人民政府", None),
    ],
)
def test_an_office_above_its_title_where_the_source_is_its_government(line: str, source: str, body: str | None) -> None:
    opening = [line, f"2021年{LAST}", f"日期：2022-01-20 来源：{source} 访问量："]
    assert read_heading(opening, ["没有其他事项。"]).metadata.agency_name == body


def test_who_wrote_the_report_goes_before_an_office_of_its_site_above_the_title() -> None:
    written = "本报告由青禾县人民政府编制。"
    opening = ["青禾县融媒体中心", f"2021年{LAST}", "来源：青禾县人民政府", written]
    assert read_heading(opening, ["没有其他事项。"]).metadata.agency_name == "青禾县人民政府"


def test_a_listed_title_of_several_years_is_another() -> None:
    opening = [f"标题：{BODY}2022年、2023年{LAST}", "专栏", f"2023年{LAST}"]
    metadata = read_heading(opening, ["没有其他事项。"]).metadata
    assert (metadata.report_year, metadata.agency_name) == (2023, None)


def test_the_listed_title_names_the_body_where_the_other_does_not() -> None:
    listed = f"标题：{BODY}2023年{LAST}"
    assert read_heading([listed, "专栏", f"2023年{LAST}"], ["没有其他事项。"]).metadata.agency_name == BODY
    other = read_heading([listed, "专栏", f"2022年{LAST}"], ["没有其他事项。"]).metadata
    assert (other.title, other.agency_name) == (f"2022年{LAST}", None)
