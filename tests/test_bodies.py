"""Several reports: which are of one body, which are not compared, and what findings say of the other report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import made_reports
import pytest
from click.testing import CliRunner

import gxgrammar
from gxgrammar.cli import main
from gxgrammar.sarif import finding_to_dict


def report(year: int, agency: str = "青禾县人民政府", **options: Any) -> gxgrammar.Report:
    title = f"{agency}{year}年政府信息公开工作年度报告"
    return made_reports.report("national_2021", year=year, metadata={"agency_name": agency, "title": title}, **options)


def read(each: gxgrammar.Report, name: str) -> gxgrammar.ParseResult:
    return gxgrammar.parse(gxgrammar.render(each, layout="html"), name=name)


@pytest.mark.parametrize("name", ["青禾县", "青禾县政府", "青禾县 人民政府", "青禾縣人民政府"])
def test_a_place_and_its_government_are_one_body(name: str) -> None:
    found = gxgrammar.check([report(2021, name), report(2022)], select=["Y-CARRY"])
    assert found


@pytest.mark.parametrize("name", ["青禾县人民政府办公室", "青禾县教育局", "青禾市人民政府"])
def test_another_body_is_not_compared(name: str) -> None:
    reports = [report(2021, name), report(2022)]
    assert not gxgrammar.check(reports, select=["Y-CARRY"])
    assert not gxgrammar.uncompared(reports)


def test_reports_that_are_not_compared_are_named() -> None:
    results = [read(report(year), f"{index}.html") for index, year in enumerate((2022, 2022, 2024))]
    notes = gxgrammar.uncompared(results)
    assert [(each.reason, each.sources) for each in notes] == [
        ("same_year", ("0.html", "1.html")),
        ("gap", ("0.html", "2.html")),
    ]
    for note in notes:
        for lang in ("zh", "en"):
            assert "青禾县" in note.message(lang)
            assert all(name in note.message(lang) for name in note.sources)


def test_years_that_follow_each_other_need_no_note() -> None:
    assert not gxgrammar.uncompared([report(2021), report(2022), report(2023)])
    assert not gxgrammar.uncompared([report(2022)])


def test_a_report_of_unknown_year_is_named() -> None:
    undated = made_reports.report("national_2021", metadata={"report_year": None, "title": "无年度"})
    (note,) = gxgrammar.uncompared([report(2022), undated])
    assert (note.reason, note.sources) == ("unknown", ("无年度",))


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("Y-CARRY", {}),
        ("T2-ROLL", {"proactive.normative_documents.in_force": 31}),
        ("Y-JUMP", {"proactive.penalty.decisions": 5000}),
    ],
)
def test_a_finding_between_years_names_the_other_report_and_its_cells(rule: str, changes: dict[str, Any]) -> None:
    earlier = report(2021, changes={"proactive.penalty.decisions": 60})
    results = [read(earlier, "earlier.html"), read(report(2022, changes=changes), "later.html")]
    found = gxgrammar.check(results, select=[rule])[0]
    assert found.source == "later.html"
    assert found.against is not None
    assert found.against.name == "earlier.html"
    data = finding_to_dict(found, "zh")
    assert data["against"] == "earlier.html"
    (cell,) = data["right"]["cells"]
    assert cell["value"] == results[0].cells[cell["path"]].value
    assert "earlier.html" in found.message("zh")
    assert "earlier.html" in found.message("en")
    assert found.cells == tuple(each.path for each in found.left.terms)


def test_parts_of_another_year_or_given_twice_are_told() -> None:
    parts = [report(2022, "青禾县教育局"), report(2022, "青禾县教育局"), report(2021, "青禾县水务局")]
    notes = gxgrammar.uncompared([report(2022)], parts)
    assert [each.reason for each in notes] == ["part_year", "part_twice"]
    assert not gxgrammar.uncompared([report(2022)], [report(2022, "青禾县教育局"), report(2022, "青禾县水务局")])


def write(folder: Path, name: str, each: gxgrammar.Report) -> str:
    path = folder / name
    path.write_text(gxgrammar.render(each, layout="html"), encoding="utf-8")
    return str(path)


def test_command_checks_a_whole_against_its_parts(tmp_path: Path) -> None:
    whole = write(tmp_path, "whole.html", report(2022))
    part, old = (
        write(tmp_path, f"{year}.html", report(year, "青禾县教育局", changes={"requests.received.business": 1}))
        for year in (2022, 2021)
    )
    run = CliRunner().invoke(main, ["check", whole, "--select", "H", "--part", part])
    assert "H-SUM" in run.output
    run = CliRunner().invoke(main, ["check", whole, "--select", "H", "--part", part, "--part", part, "--part", old])
    assert "is a report of 2021, the compiled report is of 2022" in run.output
    assert "given as a part several times" in run.output
    assert CliRunner().invoke(main, ["check", whole, "--part", "none.html"]).exit_code == 2


@pytest.mark.parametrize("given", ["report.html", None, 5, {"a": 1}, ["report.html"], b"x"])
def test_what_is_no_report_is_said_to_be_none(given: Any) -> None:
    for call in (gxgrammar.check, gxgrammar.assess):
        with pytest.raises(TypeError, match="parse_file"):
            call(given)
    with pytest.raises(TypeError, match="parse_file"):
        gxgrammar.check(report(2022), parts=given if given is not None else [None])


def test_a_single_rule_may_come_as_it_is() -> None:
    wrong = report(2022, changes={"reconsideration.total": 9})
    assert [each.rule for each in gxgrammar.check(wrong, select="T4-SUM-REC")] == ["T4-SUM-REC"]
    assert not [each for each in gxgrammar.check(wrong, ignore="T4") if each.rule.startswith("T4")]
