"""The JSON contract. A change of the key sets below is a breaking change for the programs that read it."""

import json
from decimal import Decimal
from typing import Any

import attrs
import pytest

import gxgrammar
from gxgrammar.errors import GxgrammarError
from gxgrammar.records import NationalReport2021

import pages
from conftest import ROOT, Read

TOP = ["source", "template", "layout", "report", "diagnostics"]
REPORT = [
    *("metadata", "contact", "narrative", "proactive", "requests", "reconsideration", "litigation", "unrecognised"),
]
METADATA = [
    *("title", "agency_name", "report_year", "period_start", "period_end", "publication_date", "index_number"),
    *("document_number", "issuing_body", "classification", "signature", "signed_on", "reporting_unit", "filled_on"),
]
CONTACT = [
    *("office", "address", "postcode", "telephone", "fax", "email", "responsible_person", "reviewer", "preparer"),
]
CELL = ["raw", "value", "state", "span", "candidates", "candidate_count", "decided_by"]
DIAGNOSTIC = ["code", "severity", "message", "path", "span", "before", "after"]
HEADINGS = "青禾县2022年政府信息公开工作年度报告\n一、总体情况\n五、存在问题\n"
SPAN = ["start", "end", "line", "column", "place"]


@pytest.fixture(scope="module", params=[2020, 2022])
def result(request: pytest.FixtureRequest, read: Read) -> gxgrammar.ParseResult:
    return read(pages.page(pages.fill(request.param), pages.markdown, mark="# "), name="报告.md")


@pytest.fixture(scope="module")
def data(result: gxgrammar.ParseResult) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(gxgrammar.to_json(result, cells=True, personal=True))
    return loaded


def test_top_level(data: dict[str, Any], result: gxgrammar.ParseResult) -> None:
    assert list(data) == [*TOP, "cells"]
    assert list(json.loads(gxgrammar.to_json(result))) == TOP
    assert (data["source"], data["layout"]) == ("报告.md", "markdown")


def test_report(data: dict[str, Any]) -> None:
    assert list(data["report"]) == REPORT
    assert list(data["report"]["metadata"]) == METADATA
    assert list(data["report"]["contact"]) == CONTACT
    assert list(data["report"]["narrative"]) == ["opening", "sections"]
    assert list(data["report"]["narrative"]["sections"][0]) == ["topic", "heading", "body"]
    assert list(data["report"]["narrative"]["sections"][0]["body"][0]) == ["number", "heading", "body"]
    assert list(data["report"]["litigation"]) == ["direct", "after_reconsideration"]
    assert list(data["report"]["requests"]["received"]) == list(pages.APPLICANTS)
    assert list(data["report"]["reconsideration"]) == list(pages.OUTCOMES)


def test_figures_of_the_report_are_at_their_paths(data: dict[str, Any]) -> None:
    for path, cell in data["cells"].items():
        at: Any = data["report"]
        for name in path.split("."):
            at = at[name]
        assert at == cell["value"], path


def test_cells(data: dict[str, Any]) -> None:
    year = data["report"]["metadata"]["report_year"]
    assert data["cells"].keys() == pages.fill(year).figures.keys()
    for cell in data["cells"].values():
        assert list(cell) == CELL
        assert list(cell["span"]) == SPAN


def test_diagnostics(data: dict[str, Any]) -> None:
    assert data["diagnostics"]
    for noted in data["diagnostics"]:
        assert list(noted) == DIAGNOSTIC


def test_spans_count_characters_and_places_count_from_one(data: dict[str, Any], result: gxgrammar.ParseResult) -> None:
    span = data["cells"]["requests.received.total"]["span"]
    line = result.source.text.splitlines()[span["line"] - 1]
    raw = result.source.text[span["start"] : span["end"]]
    assert raw == data["cells"]["requests.received.total"]["raw"]
    assert line[span["column"] - 1 :].startswith(raw)


def test_money_is_a_string_and_counts_are_numbers(data: dict[str, Any]) -> None:
    kinds = {type(cell["value"]) for path, cell in data["cells"].items() if not path.endswith("amount")}
    assert kinds == {int}
    assert {type(cell["value"]) for path, cell in data["cells"].items() if path.endswith("amount")} == {str}


def test_unrecognised_rows(read: Read) -> None:
    text = pages.page(pages.fill(2022), pages.padded).replace("行政许可 | ", "省级规划 | 4 | 5\n行政许可 | ")
    data = gxgrammar.report_to_dict(read(text).report)
    assert data["unrecognised"] == [{"label": "省级规划", "values": ["4", "5"]}]


def test_missing_cells_have_no_place(read: Read) -> None:
    data = json.loads(gxgrammar.to_json(read(HEADINGS), cells=True))
    assert data["cells"]["requests.received.total"] == {
        **dict.fromkeys(CELL),
        "raw": "",
        "state": "missing",
        "candidates": [],
        "candidate_count": 0,
    }


def test_the_contact_is_left_out_unless_asked_for(result: gxgrammar.ParseResult) -> None:
    assert result.report.contact is not None
    assert gxgrammar.report_to_dict(result.report)["contact"] is None
    assert "0000-0000000" in json.dumps(gxgrammar.report_to_dict(result.report, personal=True)["contact"])


def test_json_is_one_line_of_readable_text(result: gxgrammar.ParseResult) -> None:
    text = gxgrammar.to_json(result, cells=True)
    assert "\n" not in text
    assert "\\u" not in text


def test_messages_come_in_two_languages(result: gxgrammar.ParseResult) -> None:
    one, other = (json.loads(gxgrammar.to_json(result, lang=lang))["diagnostics"] for lang in ("zh", "en"))
    assert one[0]["code"] == other[0]["code"]
    assert one[0]["message"] != other[0]["message"]


def test_a_record_comes_back(result: gxgrammar.ParseResult) -> None:
    data = json.loads(json.dumps(gxgrammar.report_to_dict(result.report, personal=True)))
    assert gxgrammar.report_from_dict(data, result.template.id) == result.report


def test_money_keeps_its_digits() -> None:
    data = gxgrammar.report_to_dict(gxgrammar.parse(pages.page(pages.fill(2022), pages.padded)).report)
    data["proactive"]["charges"]["amount"] = "12.50"
    report = gxgrammar.report_from_dict(data, "national_2021")
    assert isinstance(report, NationalReport2021)
    assert str(report.proactive.charges) == f"ChargeAmount(amount={Decimal('12.50')!r})"


@pytest.mark.parametrize(
    "change",
    [{"requests": {"received": 30}}, {"unknown": 1}, {"metadata": {"period_start": "gestern"}}, {"requests": None}],
)
def test_other_json_is_refused(result: gxgrammar.ParseResult, change: dict[str, Any]) -> None:
    with pytest.raises(GxgrammarError) as caught:
        gxgrammar.report_from_dict({**gxgrammar.report_to_dict(result.report), **change}, result.template.id)
    assert caught.value.code == "GX105"


def test_every_field_of_a_cell_and_diagnostic_is_exported() -> None:
    assert [field.name for field in attrs.fields(gxgrammar.Cell)] == CELL
    assert {field.name for field in attrs.fields(gxgrammar.Diagnostic)} - {"facts"} == set(DIAGNOSTIC) - {"message"}


@pytest.mark.parametrize("value", [57.9, "57", True, [57]])
def test_what_is_no_whole_number_is_not_made_one(value: object) -> None:
    data = gxgrammar.report_to_dict(gxgrammar.parse_file(ROOT / "corpus" / "2021_padded" / "source.txt").report)
    data["requests"]["received"]["total"] = value
    with pytest.raises(gxgrammar.GxgrammarError, match=r"report\.requests\.received\.total"):
        gxgrammar.report_from_dict(data, "national_2021")


def test_a_misspelled_key_is_named() -> None:
    with pytest.raises(gxgrammar.GxgrammarError, match="recieved"):
        gxgrammar.report_from_dict({"requests": {"recieved": {}}}, "national_2021")
