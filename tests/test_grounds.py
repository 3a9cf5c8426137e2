"""Why a figure was read as it was: its row, the readings left to it, and the sums that it takes part in."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from click.testing import CliRunner

from gxgrammar.cli import main
from gxgrammar.grounds import Bearing, grounds_of
from gxgrammar.result import ParseResult

import older
import pages
from conftest import ROOT, Read

TOTAL = "requests.received.total"
GRANTED = "requests.granted.total"
_CHANNELS = ("statistics.channels.weibo", "statistics.channels.wechat")
SAVED_PAGE = str(ROOT / "corpus" / "html_site_page" / "source.html")


def _glued(grid: pages.Grid) -> str:
    return "".join(cell for row in grid for cell in row)


def _page(write: Callable[[pages.Grid], str], **changed: int) -> str:
    """A filled form, some of its figures changed."""
    filled = pages.fill(2022)
    filled.figures.update({path.replace("__", "."): figure for path, figure in changed.items()})
    return pages.page(filled, write)


def _one_too_many() -> int:
    return int(pages.fill(2022).figures[GRANTED]) + 1


def _bearings(result: ParseResult, path: str) -> Mapping[str, Bearing]:
    return {each.rule: each for each in grounds_of(result, path).bearings}


def _shown(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["cell", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_sums_that_decide_hold(read: Read) -> None:
    result = read(_page(_glued))
    assert result.cells[TOTAL].decided_by == "equation"
    assert {rule: each.outcome for rule, each in _bearings(result, TOTAL).items()} == {
        "T3-BAL": "pass",
        "T3-ROW": "pass",
    }
    row = [str(result.cells[f"requests.received.{name}"].value) for name in pages.APPLICANTS]
    grounds = grounds_of(result, TOTAL)
    assert (grounds.inks, grounds.readings) == (("".join(row),), None)


def test_a_row_that_is_left_open_has_its_readings(read: Read) -> None:
    result = read(_page(_glued, requests__granted__total=_one_too_many()))
    grounds = grounds_of(result, TOTAL)
    assert grounds.readings is result.readings["requests.received"]
    assert {each.outcome for each in grounds.bearings} == {"not_assessable"}


def test_the_sum_that_is_broken_elsewhere_is_named(read: Read) -> None:
    result = read(_page(pages.padded, requests__granted__total=_one_too_many()))
    balance, own = _bearings(result, TOTAL)["T3-BAL"], _bearings(result, GRANTED)["T3-ROW"]
    assert (balance.outcome, balance.doubted_by) == ("pass", ("T3-ROW",))
    assert (own.outcome, own.doubted_by) == ("fail", ())
    assert _bearings(read(_page(pages.padded)), TOTAL)["T3-BAL"].doubted_by == ()


def test_sentences_about_the_row(read: Read) -> None:
    page = _page(pages.padded).replace(
        "一、总体情况\n", "一、总体情况\n本年度制发规范性文件88件，新收政府信息公开申请9件。\n"
    )
    said = grounds_of(read(page), "proactive.normative_documents.in_force").sentences
    assert [(each.counts, each.value) for each in said] == [(("normative_documents.issued",), 88)]


def test_sentences_about_another_row_are_not_said_of_this_one(read: Read) -> None:
    figures = dict.fromkeys(older.paths("statistics_2014"), 7)
    page = older.page_2014(figures, pages.padded, year=2016)
    page = page.replace("\n", "\n通过政务微博公开信息19条。\n", 1)
    result = read(page)
    said = {path: [each.value for each in grounds_of(result, path).sentences] for path in _CHANNELS}
    assert said == {"statistics.channels.weibo": [19], "statistics.channels.wechat": []}


def test_table_four_left_open_has_its_readings(read: Read) -> None:
    filled = pages.fill(2022)
    row = [str(filled.figures[f"{review}.{outcome}"]) for review in pages.REVIEWS for outcome in pages.OUTCOMES]
    page = pages.page(filled, _glued)
    assert page.count("".join(row)) == 1
    result = read(page.replace("".join(row), "".join(row[:-1])))
    path = "litigation.after_reconsideration.total"
    readings = grounds_of(result, path).readings
    assert result.cells[path].value is None
    assert readings is not None
    assert path in readings.columns


def test_a_cell_that_is_not_there_has_no_row(read: Read) -> None:
    result = read("青禾县2022年政府信息公开工作年度报告\n一、总体情况\n五、存在问题\n")
    assert grounds_of(result, TOTAL).inks == ()


def test_the_command_tells_sums_and_readings(tmp_path: Path) -> None:
    document = tmp_path / "glued.txt"
    document.write_text(_page(_glued), encoding="utf-8")
    assert "T3-ROW holds: " in _shown(str(document), TOTAL)
    assert "T3-ROW 成立" in _shown(str(document), TOTAL, "--lang", "zh")
    document.write_text(_page(_glued, requests__granted__total=_one_too_many()), encoding="utf-8")
    told = json.loads(_shown(str(document), TOTAL, "--format", "json"))
    assert told["reading_count"] >= len(told["readings"]) > 1
    assert f"readings of the row ({told['reading_count']})" in _shown(str(document), TOTAL)
    assert {each["rule"]: each["outcome"] for each in told["sums"]} == {
        "T3-BAL": "not_assessable",
        "T3-ROW": "not_assessable",
    }


def test_no_reading_fits_only_a_row_that_is_unplaced(tmp_path: Path) -> None:
    document, page = tmp_path / "page.txt", _page(pages.padded)
    row = re.search(r"一、本年新收政府信息公开申请数量[^\n]*", page)
    assert row
    again = row[0].replace("| ", "| 1", 1)
    document.write_text(page.replace(row[0], f"{row[0]}\n{again}"), encoding="utf-8")
    shown = [_shown(str(document), path) for path in ("requests.received.natural_person", TOTAL)]
    assert "candidates" in shown[0]
    assert not any("no reading fits" in each for each in shown)
    document.write_text(page.replace(row[0], row[0].rstrip(" |") + " | 4 | 4 | 4"), encoding="utf-8")
    assert "no reading fits" in _shown(str(document), TOTAL)


def test_of_a_long_line_what_stands_beside_the_figure_is_shown(tmp_path: Path) -> None:
    document = tmp_path / "line.txt"
    document.write_text(_page(_glued).replace("\n", " "), encoding="utf-8")
    lines = _shown(str(document), TOTAL).splitlines()
    pointed = next(line for line in lines if "⟦" in line)
    assert len(pointed) < 200 < len(document.read_text(encoding="utf-8"))
    assert pointed.count("…") == 2


def test_places_of_a_page_are_not_lines_of_our_text() -> None:
    """The text of an HTML page is what was taken out of it: its lines are nowhere to be found."""
    shown = _shown(SAVED_PAGE, TOTAL)
    assert re.search(r"place table \d+ row \d+ cell \d+ /html", shown)
    assert re.search(r"^  \| .*⟦", shown, re.MULTILINE)
