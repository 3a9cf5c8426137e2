"""Findings on real reports, where a folder of them is at hand: its answer keys list the faults they print."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import gxgrammar
from gxgrammar.errors import GxgrammarError

FOLDER = Path(os.environ.get("GXGRAMMAR_REPORTS", Path(__file__).parents[1] / ".." / "shared" / "reports"))
KEYS = sorted((FOLDER / "expected").glob("*.json"))
pytestmark = pytest.mark.skipif(not KEYS, reason="no folder of real reports")


def read(name: str) -> gxgrammar.ParseResult:
    """A report of the folder; skipped while it cannot be read, or not in full."""
    key = json.loads((FOLDER / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    try:
        result = gxgrammar.parse_file(next(FOLDER.glob(f"{name}.*")))
    except GxgrammarError as error:
        pytest.skip(f"not read yet: {error}")
    wanted = {path.replace("stats.", "statistics."): value for path, value in key["cells"].items()}
    wrong = [
        path for path, value in wanted.items() if path in result.cells and not same(result.cells[path].value, value)
    ]
    states = {result.cells[path].state for path in wanted if path in result.cells}
    if wrong or "text" in states:
        pytest.skip(f"{len(wrong)} figures not read yet")
    return result


def same(value: Any, wanted: Any) -> bool:
    return value is None if wanted is None else value is not None and Decimal(str(value)) == Decimal(str(wanted))


@pytest.mark.parametrize("key", KEYS, ids=lambda each: each.stem)
def test_faults_are_found_and_no_other_error(key: Path) -> None:
    result = read(key.stem)
    faults = json.loads(key.read_text(encoding="utf-8"))["faults"]
    found = [each for each in gxgrammar.check(result) if each.severity == "error"]
    assert sorted(each.rule for each in found) == sorted(fault.partition(":")[0].split(",")[0] for fault in faults)


def test_office_report_of_2023_agrees_with_its_text() -> None:
    result = read("004_21c4dbd6a9801aef")
    assert not [each for each in gxgrammar.check(result) if each.severity != "info"]
    figures = gxgrammar.figures(result)
    values = [each.value for each in figures if each.counts != ("reconsideration",)]
    assert values == [30, 21, 4, 7, 5, 5]
    assert [each.value for each in figures if each.counts == ("reconsideration",)] == [1]
    assert [each.share for each in figures if each.share] == [19, 33, 24, 24]
    prose = {"X-NEW", "X-DONE", "X-CAT", "X-PCT", "X-REC"}
    passed = [each.rule for each in gxgrammar.assess(result) if each.outcome == "pass"]
    assert prose <= set(passed)
    assert passed.count("X-CAT") == len([each for each in figures if each.share])


def test_district_report_of_2020_agrees_with_its_text() -> None:
    result = read("002_321816853e0a54d9")
    figures = {each.counts: each.value for each in gxgrammar.figures(result)}
    assert figures[("received",)] == 55
    assert figures[("network",)] == 52
    assert figures[("written",)] == 3
    assert not [each for each in gxgrammar.check(result) if each.severity != "info"]


def test_careless_text_of_an_office_is_noticed() -> None:
    result = read("shanghai_office_2019")
    found = {each.rule for each in gxgrammar.check(result)}
    assert {"X-CAT", "X-PCT", "X-OUT", "T3-BLANK"} <= found
    assert not {"X-NEW", "X-DONE", "X-REC", "X-LIT"} & found


def test_website_figures_of_2018_are_noticed() -> None:
    result = read("003_8e9574ec8ccec614")
    cells = {path for each in gxgrammar.check(result, select=["X-G1"]) for path in each.cells}
    assert {"statistics.channels.website", "statistics.channels.weibo"} <= cells
