"""HTML pages: spans, blanks, layout tables, furniture, encodings, and the place of every cell."""

from __future__ import annotations

import re
from random import Random

import lxml.html
import official
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import gxgrammar
from gxgrammar.samples import draw_sample

from conftest import Read

FIGURES = official.drawn(7)
PAGE = official.html_page(FIGURES)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_drawn_record_with_official_spans_reads_back(seed: int) -> None:
    figures = official.drawn(seed, odd=True)
    result = gxgrammar.parse(official.html_page(figures))
    assert official.read_back(result, figures) == []
    assert result.layout == "html"
    assert result.template.id == "national_2021"


def test_the_words_are_read() -> None:
    report = gxgrammar.parse(PAGE).report
    assert report.metadata.title == official.TITLE
    assert [section.heading for section in report.narrative.sections] == list(official.HEADINGS)
    assert report.narrative.sections[0].body == (official.OVERVIEW,)


def test_every_span_is_the_ink_and_every_xpath_finds_its_cell() -> None:
    untidy = PAGE.replace("</td>", "").replace("</p>", "").replace("<body>", "<body><div><o:p></o:p>")
    result = gxgrammar.parse(untidy)
    assert official.read_back(result, FIGURES) == []
    # The tree as a browser builds it, written out so that another library can evaluate the XPath.
    tree = lxml.html.document_fromstring(LexborHTMLParser(untidy).html)
    for cell in result.cells.values():
        assert result.source.text[cell.span.start : cell.span.end] == cell.raw
        place = result.source.place(cell.span)
        (element,) = tree.xpath(place.xpath)
        assert element.tag == "td"
        assert element.text_content().strip() == cell.raw
        row = element.getparent()
        assert list(row).index(element) + 1 == place.cell
        table = element.iterancestors("table").__next__()
        assert list(tree.iter("table")).index(table) + 1 == place.table
        assert list(table.iter("tr")).index(row) + 1 == place.row


def test_the_place_of_prose_is_its_paragraph() -> None:
    result = gxgrammar.parse(PAGE)
    offset = result.source.text.index(official.PROBLEMS)
    place = result.source.place(gxgrammar.Span(offset, offset + 1))
    assert place.xpath == "/html[1]/body[1]/p[8]"
    assert place.table is None
    assert place.paragraph == 9


def test_json_gives_the_place() -> None:
    from gxgrammar.export import result_to_dict

    cell = result_to_dict(gxgrammar.parse(PAGE), cells=True)["cells"]["proactive.licensing.decisions"]
    xpath = "/html[1]/body[1]/table[1]/tbody[1]/tr[7]/td[2]"
    assert cell["span"]["place"] == {"table": 1, "row": 7, "cell": 2, "xpath": xpath}
    text = result_to_dict(gxgrammar.parse(f"{official.TITLE}\n规章 | 0 | 0 | 0 |\n"), cells=True)
    assert text["cells"]["proactive.administrative_rules.issued"]["span"]["place"] is None


def _altered(old: str, new: str, count: int = -1) -> gxgrammar.ParseResult:
    assert old in PAGE
    return gxgrammar.parse(PAGE.replace(old, new, count))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("本年制发件数", "本年制<br/>发件数"),
        ("7.属于行政执法案卷", "".join(f"<span>{each}</span>" for each in "7.属于行政执法案卷")),
        ("三、本年度办理结果", "<br>".join("三、本年度办理结果")),
        ("科研机构", "科研\n      机构"),
        ("<td><p>总", "<td><p>&nbsp;总\u2002"),
        ("一、本年新收", "<b>一、</b><o:p></o:p>本年新收"),
    ],
)
def test_labels_cut_into_pieces(old: str, new: str) -> None:
    result = gxgrammar.parse(PAGE.replace(old, new))
    assert official.read_back(result, FIGURES) == []
    assert [each.code for each in result.diagnostics] == []


@pytest.mark.parametrize("blank", ["", "&nbsp;", "<o:p>&nbsp;</o:p>", "\u2002\u3000", "&#8203;", "<br>"])
def test_blank_cells_are_blank(blank: str) -> None:
    figures = dict.fromkeys(official.drawn(1), "")
    figures["requests.received.total"] = "5"
    two, three, four = (official.html_table(table, blank=blank) for table in official.tables(figures))
    assert official.read_back(gxgrammar.parse(official.page(two, three, four)), figures) == []


@pytest.mark.parametrize("mark", ["<sup>{}</sup>", "<span style='vertical-align:super'>{}</span>"])
def test_a_mark_behind_a_number_in_prose_is_no_digit_of_it(mark: str) -> None:
    prose = f"收到政府信息公开申请12{mark.format(1)}件，占地5km{mark.format(2)}。"
    result = _altered(official.OVERVIEW, prose)
    assert result.report.narrative.sections[0].body == ("收到政府信息公开申请12¹件，占地5km2。",)
    assert gxgrammar.figures(result) == ()


def test_a_cell_with_a_note_gives_its_number_and_keeps_the_note() -> None:
    figures = FIGURES | {"proactive.normative_documents.in_force": "22（其中修订 16 件）"}
    result = gxgrammar.parse(official.html_page(figures))
    cell = result.cells["proactive.normative_documents.in_force"]
    assert (cell.value, cell.raw) == (22, "22（其中修订 16 件）")


@pytest.mark.parametrize("path", ["requests.granted.total", "reconsideration.total"])
@pytest.mark.parametrize(("note", "state"), [("*", "number"), ("①", "number"), ("[1]", "number"), ("<br>0", "text")])
def test_what_stands_behind_a_figure_does_not_end_its_row(path: str, note: str, state: str) -> None:
    result = gxgrammar.parse(official.html_page(FIGURES | {path: f"{FIGURES[path]}{note}"}))
    assert result.cells[path].state == state
    others = {other: ink for other, ink in FIGURES.items() if other != path or state == "number"}
    assert official.read_back(result, others) == []
    assert [note.path for note in result.diagnostics if note.code in ("GX503", "GX505")] == [path]


def test_layout_tables_and_a_site_around_the_report() -> None:
    inner = PAGE[PAGE.index("<h1>") : PAGE.index("</body>")]
    page = f"""<html><head><title>青禾县</title><style>p {{color: red}}</style></head><body>
    <nav><ul><li><a href=/>首页</a></li><li><a href=/gk>信息公开</a></li></ul></nav>
    <form id=aspnet><table width=100%><tr><td class=left>
      <p><a href=1>2022年政府信息公开工作年度报告</a></p><p><a href=2>规章</a></p></td>
    <td><table class=meta><tr><td>索引号</td><td>QH-2024-0007</td></tr>
      <tr><td>发布日期</td><td>2024-01-30</td><td>发布机构</td><td>青禾县档案局</td></tr></table>
    <div id=body><table><tr><td>{inner}</td></tr></table></div><p>浏览次数 12 次</p></td></tr></table></form>
    <script>document.write("<table><tr><td>规章</td><td>9</td></tr></table>")</script>
    <div style="display:none">规章 9 9 9</div><footer>青禾县人民政府主办</footer></body></html>"""
    result = gxgrammar.parse(page)
    assert official.read_back(result, FIGURES) == []
    metadata = result.report.metadata
    assert (metadata.title, metadata.index_number) == (official.TITLE, "QH-2024-0007")
    assert str(metadata.publication_date) == "2024-01-30"
    assert metadata.issuing_body == "青禾县档案局"
    assert result.report.unrecognised == ()
    aside = {each.facts["text"] for each in result.diagnostics if each.code == "GX201"}
    assert {"首页", "信息公开", "2022年政府信息公开工作年度报告", "浏览次数 12 次", "青禾县人民政府主办"} <= aside
    assert result.report.narrative.sections[-1].body == (official.OTHER,)


def test_sections_in_elements_of_their_own_are_one_report() -> None:
    """Each heading is the first paragraph of its division: the paths to them are alike but for the division."""
    page = PAGE
    for heading in official.HEADINGS:
        page = page.replace(f"<p>{heading}</p>", f"</div><div><p>{heading}</p>")
    page = page.replace("<h1>", "<p>正文</p><div><h1>").replace("</body>", "</div></body>")
    result = gxgrammar.parse(page)
    assert official.read_back(result, FIGURES) == []
    assert [section.heading for section in result.report.narrative.sections] == list(official.HEADINGS)
    assert result.report.narrative.sections[-1].body == (official.OTHER,)


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display: none">9</span>',
        '<span style="mso-hide:all">9</span>',
        '<span style="font-size: 0px">9</span>',
        '<span class="note sr-only">9</span>',
    ],
)
def test_hidden_text_in_a_cell_is_no_ink(hidden: str) -> None:
    result = _altered("<td><p>行政许可</p></td>", f"<td><p>行政许可{hidden}</p></td>")
    assert official.read_back(result, FIGURES) == []
    labels = [line.label.text for line in result.canonical.lines if line.label]
    assert "行政许可" in labels


def test_an_element_without_size_around_others_is_shown() -> None:
    """Gaps between elements are taken away so."""
    shown = '<td style="font-size:0"><span style="font-size:0.9em">行政许可</span></td>'
    assert official.read_back(_altered("<td><p>行政许可</p></td>", shown), FIGURES) == []


def test_the_reading_over_a_word_is_no_part_of_its_label() -> None:
    ruby = "<td><p><ruby>行政<rp>(</rp><rt>xíng zhèng</rt><rp>)</rp></ruby>许可</p></td>"
    assert official.read_back(_altered("<td><p>行政许可</p></td>", ruby), FIGURES) == []


@pytest.mark.parametrize("markup", ["<b>{}</b>", "<span><i>{}</i><o:p></o:p></span>", "\n  {}\n", "<!-- x -->{}"])
def test_inline_markup_in_a_cell_changes_nothing(markup: str) -> None:
    marked = _altered("<td><p>行政许可</p></td>", f"<td>\n<p>{markup.format('行政许可')}</p>\n</td>")
    plain = gxgrammar.parse(PAGE)
    assert marked.source == plain.source
    assert marked.canonical == plain.canonical


def test_text_and_pages_without_end_tags() -> None:
    for tag in ("td", "tr", "p"):
        assert official.read_back(_altered(f"</{tag}>", ""), FIGURES) == []


def test_prose_broken_by_br_is_paragraphs_and_a_broken_heading_is_one() -> None:
    page = PAGE.replace(f"<p>{official.PROBLEMS}</p>", f"<p>{official.PROBLEMS}<br>另建台账。</p>")
    page = page.replace("<p>四、政府信息公开行政复议、", "<p>四、政府信息公开行政复议、<br>")
    report = gxgrammar.parse(page).report
    assert report.narrative.sections[4].body == (official.PROBLEMS, "另建台账。")
    assert (report.narrative.sections[3].topic, report.narrative.sections[3].heading) == (
        "reviews",
        official.HEADINGS[3],
    )


def test_a_report_in_one_table() -> None:
    """Spreadsheets saved as pages hold headings and prose as rows of the table."""
    rows = []
    for heading, table in zip(official.HEADINGS[1:4], official.tables(FIGURES), strict=True):
        rows.append(f"<tr><td colspan=15>{heading}</td></tr>")
        rows.append(official.html_table(table).removeprefix("<table border=1>").removesuffix("</table>"))
    result = gxgrammar.parse(f"<p>{official.TITLE}</p><table>{''.join(rows)}</table>")
    assert official.read_back(result, FIGURES) == []
    assert result.report.narrative.sections[0].topic == "proactive_disclosure"


@pytest.mark.parametrize("cells", ["", "<td>索引号</td><td>QH-2022-7</td>", "<td>行政许可</td><td>行政处罚</td>"])
def test_tables_made_of_other_elements_are_read_as_text(read: Read, cells: str) -> None:
    """Whether or not the page has a table of its own, of metadata or a menu."""
    page = re.sub("<p>([^<]*)</p></td>", r"\1</td>", PAGE)
    page = re.sub("<(/?)t[a-z]+[^<>]*>", r"<\1div>", page.replace("</title>", "").replace("<title>", ""))
    site = "<p><a href=/>首页</a><a href=1>行政许可</a></p>"
    result = read(page.replace("<body>", f"<body>{site}<table><tr>{cells}</tr></table>"))
    assert official.read_back(result, FIGURES) == []
    assert [section.heading for section in result.report.narrative.sections] == list(official.HEADINGS)
    assert result.layout == "html"
    assert [note.code for note in result.diagnostics] == ["GX205", "GX201"]


def test_the_smallest_form_made_of_other_elements_is_read_as_text() -> None:
    drawn = draw_sample("fujian_2014", Random(1)).report
    lines = gxgrammar.render(drawn, layout="pipe").splitlines()
    page = f"<table><tr><td>索引号</td></tr></table>{''.join(f'<div>{line}</div>' for line in lines)}"
    report = gxgrammar.parse(f"<html><body>{page}</body></html>").report
    assert isinstance(report, type(drawn))
    assert report.fujian == drawn.fujian


def _row_of(page: str, label: str) -> str:
    start = page.index("<td", page.rindex("<tr>", 0, page.index(label)))
    return page[start : page.index("</tr>", start)]


def test_no_value_moves_to_another_column_silently() -> None:
    """A wide blank cell and one more at the end give the right number of cells; the values stand elsewhere."""
    figures = FIGURES | {f"requests.results_total.{name}": "" for name in official.COLUMNS[:6]}
    page = official.html_page(figures)
    row = _row_of(page, "（七）总计")
    blank = "<td><p>&nbsp;</p></td>"
    total = figures["requests.results_total.total"]
    moved = row.replace(blank * 3, "<td colspan=3>&nbsp;</td>", 1).replace(
        f"<td><p>{total}</p></td>", f"<td><p>{total}</p></td>{blank}{blank}"
    )
    assert moved.count("<td") == row.count("<td")
    result = gxgrammar.parse(page.replace(row, moved))
    assert {result.cells[f"requests.results_total.{name}"].state for name in official.COLUMNS} == {"unplaced"}


def test_a_value_that_counts_off_under_another_head_is_not_placed() -> None:
    """Three cells for three columns, but the middle head is two wide and the figure stands below it."""
    table = (
        "<tr><td>信息内容</td><td>本年制发件数</td><td colspan=2>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>规章</td><td></td><td></td><td>7</td></tr>"
        "<tr><td>行政规范性文件</td><td>1</td><td colspan=2></td><td>9</td></tr>"
    )
    result = gxgrammar.parse(f"<p>{official.TITLE}</p><table>{table}</table>")
    rules, documents = (f"proactive.{name}" for name in ("administrative_rules", "normative_documents"))
    assert {cell.state for path, cell in result.cells.items() if path.startswith(rules)} == {"unplaced"}
    values = [cell.value for path, cell in result.cells.items() if path.startswith(documents)]
    assert values == [1, None, 9]


def test_a_value_over_two_columns_is_not_given_to_one() -> None:
    row = _row_of(PAGE, "（七）总计")
    second, third = (FIGURES[f"requests.results_total.{name}"] for name in official.COLUMNS[1:3])
    merged = row.replace(f"<td><p>{second}</p></td><td><p>{third}</p></td>", f"<td colspan=2>{second}</td>", 1)
    result = gxgrammar.parse(PAGE.replace(row, merged))
    assert result.cells["requests.results_total.business"].state == "unplaced"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("big5", "utf-8"), ("nonsense", "gb18030")],
)
def test_declared_and_real_encoding(declared: str, encoding: str) -> None:
    page = PAGE.replace("charset=utf-8", f"charset={declared}").encode(encoding)
    result = gxgrammar.parse(page)
    assert official.read_back(result, FIGURES) == []
    assert result.source.encoding == encoding


def test_a_declared_encoding_that_cannot_be_guessed() -> None:
    page = PAGE.replace("charset=utf-8", "charset=utf-16le").replace("<!DOCTYPE html>", "").encode("utf-16")
    assert official.read_back(gxgrammar.parse(page), FIGURES) == []
    words = "<meta charset=big5><p>青禾縣檔案局2023年政府信息公開工作年度報告</p><p>一、總體情況</p>"
    assert gxgrammar.parse(words.encode("big5")).source.encoding == "big5"


def test_html_tables_in_plain_text() -> None:
    """Language models print HTML tables between lines of plain text."""
    two, three, four = (official.html_table(table) for table in official.tables(FIGURES))
    parts = [f"# {official.TITLE}", "## " + official.HEADINGS[0], official.OVERVIEW, official.HEADINGS[1], two]
    parts += [official.HEADINGS[2], three.replace("<p>", "").replace("</p>", ""), official.HEADINGS[3], four]
    text = "\n\n".join(part.replace("<p>", "").replace("</p>", "") for part in parts)
    result = gxgrammar.parse(text)
    assert result.layout == "html"
    assert official.read_back(result, FIGURES) == []
    assert result.report.narrative.sections[0].body == (official.OVERVIEW,)


def test_text_with_an_angle_bracket_is_no_page() -> None:
    result = gxgrammar.parse(f"{official.TITLE}\n一、总体情况\n办结率<br>高于百分之九十，a < b。\n")
    assert result.layout != "html"


def _called(title: str, page: str = PAGE) -> str:
    """The page without a title in its body, and with one in its head."""
    without = page.replace(f"<h1>{official.TITLE}</h1>", "")
    assert without != page
    head = f"<head><title>{title}</title></head>"
    return (
        without.replace("<body>", f"{head}<body>") if "<head>" not in without else without.replace("<head>", head[:-7])
    )


@pytest.mark.parametrize(
    "title",
    ["{}", "{}_青禾县人民政府", "{} - 青禾县政府网", "青禾县人民政府 | {}", "\n  {}——政府信息公开\n", "{}-年度报告"],
)
def test_a_page_whose_body_has_no_title_is_called_by_its_own(read: Read, title: str) -> None:
    metadata = read(_called(title.format("白露洲区2022年政府信息公开工作年度报告"))).report.metadata
    assert metadata.title == "白露洲区2022年政府信息公开工作年度报告"
    # The body has its period and signature, which say more than the name of the page.
    assert (metadata.agency_name, metadata.report_year) == ("青禾县档案局", 2023)


@pytest.mark.parametrize("title", ["政府信息公开年度报告_青禾县人民政府", "青禾县人民政府", ""])
def test_a_page_called_by_its_site_has_no_title(read: Read, title: str) -> None:
    assert read(_called(title)).report.metadata.title is None


def test_the_title_of_the_body_is_taken_before_that_of_the_page(read: Read) -> None:
    page = PAGE.replace("<body>", "<head><title>白露洲区2020年政府信息公开工作年度报告</title></head><body>")
    assert read(page).report.metadata.title == official.TITLE


def test_a_page_that_only_its_title_calls_a_report_is_none() -> None:
    with pytest.raises(gxgrammar.NotAReport):
        gxgrammar.parse(
            "<html><head><title>青禾县2022年政府信息公开工作年度报告</title></head><body><p>见附件。</p></body></html>"
        )


def _boxed(table: official.Table, box: str) -> str:
    """A table with every cell in a box of its own."""
    return re.sub(
        r"(<td[^>]*>)(.*?)(</td>)", lambda cell: f"{cell[1]}{box.format(cell[2])}{cell[3]}", official.html_table(table)
    )


@pytest.mark.parametrize(
    "box", ["<table><tr><td>{}</td></tr></table>", "<table><tbody><tr><th>{}</th></tr></tbody></table>"]
)
def test_a_table_of_one_cell_within_a_cell_is_what_it_holds(read: Read, box: str) -> None:
    figures = official.drawn(11, odd=True)
    page = official.page(*(_boxed(table, box) for table in official.tables(figures)))
    assert official.read_back(read(page), figures) == []


def test_labels_whose_figures_are_paragraphs_are_not_blank(read: Read) -> None:
    figures = official.drawn(11)
    tables = [
        "".join(
            f"<p>{cell.text}</p>" if cell.path else f"<table><tr><td>{cell.text}</td></tr></table>"
            for row in table
            for cell in row
        )
        for table in official.tables(figures)
    ]
    assert {cell.state for cell in read(official.page(*tables)).cells.values()} == {"missing"}


@pytest.mark.parametrize("wrapping", ["{}", "<html><body>{}</body></html>"])
def test_markdown_with_tables_of_html(read: Read, wrapping: str) -> None:
    """As converters of PDF write it: its lines are paragraphs, whatever stands in its tables."""
    figures = official.drawn(11, odd=True)
    tables = [
        wrapping.format(official.html_table(table).replace("<td>", "<td><p>")) for table in official.tables(figures)
    ]
    lines = [f"# {official.TITLE}", official.OPENING, f"## {official.HEADINGS[0]}", official.OVERVIEW]
    for heading, table in zip(official.HEADINGS[1:4], tables, strict=True):
        lines += [f"## {heading}", table]
    lines += [f"## {official.HEADINGS[4]}", official.PROBLEMS, f"## {official.HEADINGS[5]}", official.OTHER]
    result = read("\n\n".join(lines))
    assert official.read_back(result, figures) == []
    assert result.report.metadata.title == official.TITLE
    assert [section.heading for section in result.report.narrative.sections] == list(official.HEADINGS)


def test_lines_of_a_page_are_no_paragraphs(read: Read) -> None:
    page = PAGE.replace(official.OVERVIEW, official.OVERVIEW.replace("，", "，\n"))
    assert read(page).report.narrative.sections[0].body == (official.OVERVIEW,)
