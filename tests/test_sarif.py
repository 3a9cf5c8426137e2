"""SARIF: the parts of the 2.1.0 schema that a log of findings has."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner
from test_check import PAGE

from gxgrammar.cli import main


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
