"""The forms before 2019: the table of 2014, those of Fujian, and reports without a form."""

import datetime
import re
from collections.abc import Callable

import pytest

import gxgrammar
from gxgrammar.records import NarrativeReport, StatisticsReport
from gxgrammar.shape import figures
from gxgrammar.template import templates
from gxgrammar.vocabulary import row_labels

import older
from conftest import Read

YEARS = {"statistics_2014": 2016, "fujian_2008": 2011, "fujian_2014": 2016}
LAYOUTS = pytest.mark.parametrize(
    ("write", "layout"), [(older.piped, "pipe"), (older.lines, "lines"), (older.glued, "running")]
)
PARENTS = ("statistics.reconsideration", "statistics.litigation")


def _page(form: str, filled: older.Figures, write: older.Write) -> str:
    if form == "statistics_2014":
        return older.page_2014(filled, write, year=YEARS[form])
    return older.page_fujian(form, filled, write, year=YEARS[form])


@pytest.mark.parametrize("form", older.ROWS)
def test_the_figures_are_those_of_the_form_written_out_for_the_tests(form: str) -> None:
    assert tuple(column.path for column in figures(templates()[form], frozenset())) == older.paths(form)


@LAYOUTS
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", older.ROWS)
def test_no_figure_is_silently_wrong(read: Read, form: str, seed: int, write: older.Write, layout: str) -> None:
    filled = older.fill(form, seed)
    result = read(_page(form, filled, write))
    assert (result.template.id, result.layout) == (form, layout)
    for path, cell in result.cells.items():
        assert cell.state == "ambiguous" or cell.value == filled[path], path
    if layout != "running":
        assert {cell.state for cell in result.cells.values()} == {"number"}
        assert not [noted for noted in result.diagnostics if noted.severity != "info"]


@LAYOUTS
def test_head_and_foot_of_the_form(read: Read, write: older.Write, layout: str) -> None:
    result = read(older.page_2014(older.fill("statistics_2014"), write))
    metadata, contact = result.report.metadata, result.report.contact
    assert (metadata.reporting_unit, metadata.filled_on) == ("青禾县人民政府办公室", datetime.date(2017, 1, 20))
    assert contact
    assert (contact.responsible_person, contact.reviewer, contact.preparer) == ("张某", "李某", "王某")
    assert contact.telephone == "0000-0000000"
    assert "张某" not in gxgrammar.to_json(result, cells=True), layout


def _without(text: str, label: str) -> str:
    return re.sub(rf"^{label}[^\n]*\n", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("parent", PARENTS)
def test_rows_that_two_items_have_go_to_the_item_above_them(read: Read, parent: str) -> None:
    filled = older.fill("statistics_2014")
    filled |= {f"{parent}.corrected": 31, f"{parent}.other": 32}
    cells = read(older.page_2014(filled)).cells
    assert [cells[f"{parent}.{name}"].value for name in ("corrected", "other")] == [31, 32]
    assert all(cell.value == filled[path] for path, cell in cells.items())


def test_rows_that_two_items_have_are_unrecognised_before_either(read: Read) -> None:
    text = older.page_2014(older.fill("statistics_2014"))
    for item in ("四、行政复议数量", "五、行政诉讼数量"):
        text = _without(text, item)
    result = read(text)
    labels = [row.label for row in result.report.unrecognised]
    assert [labels.count(label) for label in ("（二）被依法纠错数", "（三）其他情形数")] == [2, 2]
    assert {result.cells[f"{parent}.corrected"].state for parent in PARENTS} == {"missing"}


def test_blank_grounds_stay_blank(read: Read) -> None:
    text = older.page_2014(older.fill("statistics_2014"))
    text = re.sub(r"^涉及商业秘密 \| 件 \| .*$", "涉及商业秘密 | 件 |", text, flags=re.MULTILINE)
    assert read(text).cells["statistics.replies.refusal_grounds.trade_secret"].state == "blank"


@pytest.mark.parametrize("named", ["主动公开文件数", "主动公开信息数"])
def test_editions_of_fujians_form_name_the_first_row_differently(read: Read, named: str) -> None:
    filled = older.fill("fujian_2014")
    text = older.page_fujian("fujian_2014", filled, year=2016).replace("主动公开信息数", named)
    assert read(text).cells["fujian.disclosed_total.current"].value == filled["fujian.disclosed_total.current"]


@pytest.mark.parametrize(("form", "own"), [("fujian_2008", "行政申诉数"), ("fujian_2014", "不予公开答复数")])
def test_labels_tell_the_editions_of_fujians_form_apart(read: Read, form: str, own: str) -> None:
    text = older.page_fujian(form, older.fill(form), year=YEARS[form])
    assert own in text
    assert read(text.replace(f"{YEARS[form]}年", "2013年")).template.id == form


BODY = "\n".join(("青禾县2010年政府信息公开工作年度报告", older.OPENING, *older.BODY)).format(year=2010)


def test_a_report_without_a_form_has_metadata_and_sections(read: Read) -> None:
    result = read(BODY)
    assert isinstance(result.report, NarrativeReport)
    assert result.cells == {}
    assert (result.report.metadata.report_year, result.report.metadata.agency_name) == (2010, "青禾县")
    assert [section.heading for section in result.report.narrative.sections] == [
        line for line in older.BODY if re.match("[一二三]、", line)
    ]
    assert [(noted.code, noted.path) for noted in result.diagnostics] == [("GX304", None)]


def test_a_report_whose_table_is_lost_is_narrative(read: Read) -> None:
    assert isinstance(read(older.page_2014(older.fill("statistics_2014"))).report, StatisticsReport)
    assert read(BODY).template.id == "narrative"


@pytest.mark.parametrize("write", [older.piped, older.lines], ids=["piped", "lines"])
def test_a_table_cut_off_keeps_what_stands_before_the_cut(read: Read, write: Callable[[list[list[str]]], str]) -> None:
    filled = older.fill("statistics_2014")
    cells = read(older.page_2014(filled, write).partition("六、举报投诉数量")[0]).cells
    read_before = [path for path, cell in cells.items() if cell.state == "number"]
    assert read_before == [path for path in older.paths("statistics_2014") if cells[path].state != "missing"]
    assert read_before[-1] == "statistics.litigation.other"
    assert all(cells[path].value == filled[path] for path in read_before)


@pytest.mark.parametrize("seed", range(2))
def test_the_number_of_a_misprinted_label_is_not_taken_for_digits(read: Read, seed: int) -> None:
    """数件101.按囗办结数: 10 and the number of the next label, or 101."""
    filled = older.fill("statistics_2014", seed)
    page = _page("statistics_2014", filled, older.glued)
    labels = [label for label in row_labels(templates()["statistics_2014"]).values() if re.match(r"\d\.", label)]
    assert len(labels) > 20
    for label in labels:
        middle = 2 + len(label[2:]) // 2
        cells = read(page.replace(label, f"{label[:middle]}囗{label[middle + 1 :]}")).cells
        wrong = [path for path, cell in cells.items() if cell.value is not None and cell.value != filled[path]]
        assert wrong == [], label
