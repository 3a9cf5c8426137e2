"""SARIF: the parts of the 2.1.0 schema that a log of findings has."""

from __future__ import annotations

import json
from typing import Any

import made_reports
import pytest
from click.testing import CliRunner
from test_check import PAGE

import gxgrammar
from gxgrammar.cli import main
from gxgrammar.sarif import log


def sarif(tmp_path: Any, lang: str = "zh") -> tuple[dict[str, Any], str]:
    text = PAGE.format(said=9, received=4)
    path = tmp_path / "年报 2022.txt"
    path.write_text(text, encoding="utf-8")
    run = CliRunner().invoke(main, ["check", "--format", "sarif", "--lang", lang, str(path)])
    assert run.exit_code == 1
    return json.loads(run.output), text


def test_log_has_the_structure_of_the_schema(tmp_path: Any) -> None:
    log, _ = sarif(tmp_path)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "gxgrammar"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["kind"] in {"fail", "open"}
        assert result["kind"] == "fail" or result["level"] == "none"
        assert result["message"]["text"]
    assert {"T3-ROW", "X-NEW"} <= {result["ruleId"] for result in run["results"]}


def test_regions_point_at_the_figures(tmp_path: Any) -> None:
    log, text = sarif(tmp_path)
    lines = text.split("\n")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    row = next(each for each in run["results"] if each["ruleId"] == "T3-ROW")
    region = row["locations"][0]["physicalLocation"]["region"]
    line = lines[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "3"
    assert text[region["charOffset"] : region["charOffset"] + region["charLength"]] == "3"
    shown = [each["physicalLocation"]["region"]["charOffset"] for each in row["relatedLocations"]]
    assert text[shown[0]] == "4"


def test_locations_are_uris(tmp_path: Any) -> None:
    log, _ = sarif(tmp_path)
    (run,) = log["runs"]
    uri = run["artifacts"][0]["location"]["uri"]
    assert uri.endswith("%E5%B9%B4%E6%8A%A5%202022.txt")
    assert all(each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri for each in run["results"])


def test_language(tmp_path: Any) -> None:
    assert sarif(tmp_path, "en")[0]["runs"][0]["language"] == "en-US"


def run_of(*files: Any) -> dict[str, Any]:
    run = CliRunner().invoke(main, ["check", "--format", "sarif", *map(str, files)])
    (found,) = json.loads(run.output)["runs"]
    return found


def page_file(tmp_path: Any, name: str, layout: str = "html") -> Any:
    path = tmp_path / name
    report = made_reports.report("national_2021", {"reconsideration.total": 9})
    path.write_text(gxgrammar.render(report, layout=layout), encoding="utf-8")
    return path


def test_a_place_in_a_page_is_none_in_our_text(tmp_path: Any) -> None:
    found = run_of(page_file(tmp_path, "page.html"))
    row = next(each for each in found["results"] if each["ruleId"] == "T4-SUM-REC")
    (location,) = row["locations"]
    assert "region" not in location["physicalLocation"]
    names = [each["fullyQualifiedName"] for each in location["logicalLocations"]]
    assert names[0] == "table 3/row 4/cell 5"
    assert names[1].startswith("/html")
    assert location["properties"]["row"] == 4
    text = run_of(page_file(tmp_path, "page.md", "markdown"))
    row = next(each for each in text["results"] if each["ruleId"] == "T4-SUM-REC")
    assert "region" in row["locations"][0]["physicalLocation"]


def test_the_verdict_names_places_of_a_page_the_same_way(tmp_path: Any) -> None:
    path = page_file(tmp_path, "page.html")
    shown = {lang: CliRunner().invoke(main, ["check", "--lang", lang, str(path)]).output for lang in ("zh", "en")}
    assert "表3 行4 格5" in shown["zh"]
    assert "table 3 row 4 cell 5" in shown["en"]


def test_artifacts_come_once(tmp_path: Any) -> None:
    path = page_file(tmp_path, "page.html")
    assert len(run_of(path, path)["artifacts"]) == 1


@pytest.mark.parametrize("name", ["a:b.txt", "平潭:2.txt"])
def test_a_colon_in_a_name_is_no_scheme(name: str) -> None:
    report = made_reports.report("national_2021", {"reconsideration.total": 9})
    result = gxgrammar.parse(gxgrammar.render(report, layout="markdown"), name=name)
    found = gxgrammar.check(result)
    (run,) = log([result], found, [gxgrammar.coverage(result)], lang="en", version="0")["runs"]
    assert ":" not in run["artifacts"][0]["location"]["uri"]


def test_a_finding_between_years_points_at_both_reports() -> None:
    results = [
        gxgrammar.parse(gxgrammar.render(made_reports.report("national_2021", year=year), layout="markdown"), name=name)
        for year, name in ((2021, "earlier.md"), (2022, "later.md"))
    ]
    found = gxgrammar.check(results, select=["Y-CARRY"])
    coverages = [gxgrammar.coverage(each) for each in results]
    (run,) = log(results, found, coverages, lang="en", version="0")["runs"]
    for each in run["results"]:
        (here,), (there,) = each["locations"], each["relatedLocations"]
        assert here["physicalLocation"]["artifactLocation"]["uri"] == "later.md"
        assert there["physicalLocation"]["artifactLocation"]["uri"] == "earlier.md"
