"""The corpus reads as expected, and expectations do not get worse unnoticed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from gxgrammar import UnknownName, corpus
from gxgrammar.errors import NotAReport
from gxgrammar.export import InvalidJson

from conftest import ROOT, Read

CORPUS = ROOT / "corpus"


@pytest.mark.parametrize("case", corpus.cases(CORPUS), ids=lambda case: case.name)
def test_case(case: Path, read_file: Read) -> None:
    assert corpus.check(case).differences == ()
    try:
        read_file(corpus.source_of(case))
    except NotAReport:
        assert case.name == "news_article"


def test_every_form_is_there_in_every_layout() -> None:
    found = {(data["template"], data["layout"]) for data in map(_expected, corpus.cases(CORPUS)) if "error" not in data}
    assert found >= {
        (form, layout) for form in ("national_2019", "national_2021") for layout in ("pipe", "markdown", "lines")
    }


def _expected(case: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((case / corpus.EXPECTED).read_text(encoding="utf-8"))
    return data


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of a case that can be spoilt."""
    return Path(shutil.copytree(CORPUS / "2021_padded", tmp_path / "2021_padded"))


def _edit(case: Path, before: str, after: str) -> None:
    source = corpus.source_of(case)
    text = source.read_text(encoding="utf-8")
    assert before in text
    source.write_text(text.replace(before, after), encoding="utf-8")


def test_a_case_that_still_reads_alike_is_ok(case: Path) -> None:
    assert corpus.update(case).verdict == "ok"


def test_check_names_what_differs(case: Path) -> None:
    _edit(case, "一、总体情况", "一、概述")
    (difference,) = corpus.check(case).differences
    assert difference == "report.narrative.sections.0.heading: expected '一、总体情况', found '一、概述'"


def test_update_accepts_another_reading(case: Path) -> None:
    _edit(case, "一、总体情况", "一、概述")
    assert corpus.update(case).verdict == "updated"
    assert corpus.check(case).verdict == "ok"


@pytest.mark.parametrize(
    ("before", "after", "loss"),
    [
        ("行政许可 | ", "行政许可 | 约", "proactive.licensing.decisions: lost"),
        ("行政许可 | ", "省级规划 | 3\n行政许可 | ", "gained GX401"),
        ("（七）总计 | ", "（七）总计 | 0 | ", "requests.results_total.total: lost"),
        ("四、结转下年度继续办理 | ", "四、结转 | ", "requests.carried_forward.total: lost"),
    ],
)
def test_update_refuses_what_is_worse(case: Path, before: str, after: str, loss: str) -> None:
    kept = _expected(case)
    _edit(case, before, after)
    outcome = corpus.update(case)
    assert outcome.refused
    assert any(difference.startswith(loss) for difference in outcome.differences)
    assert _expected(case) == kept


def test_update_refuses_a_case_that_can_no_longer_be_read(case: Path) -> None:
    corpus.source_of(case).write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert "reading fails with GX109" in corpus.update(case).differences


def test_add_keeps_the_document_and_its_result(tmp_path: Path) -> None:
    document = corpus.source_of(CORPUS / "2021_markdown")
    assert corpus.add(tmp_path, "new", document).verdict == "added"
    assert corpus.check(tmp_path / "new").verdict == "ok"
    assert corpus.source_of(tmp_path / "new").read_bytes() == document.read_bytes()
    assert corpus.add(tmp_path, "new", document).refused


def test_a_case_without_expectation_is_new(case: Path) -> None:
    (case / corpus.EXPECTED).unlink()
    assert corpus.check(case).verdict == "new"
    assert corpus.update(case).verdict == "updated"


def test_an_unknown_case_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="2021_padded"):
        corpus.cases(CORPUS, ["2021_paded"])


@pytest.mark.parametrize("text", ["{", "[]", "<<<<<<< HEAD"])
def test_an_expectation_that_is_no_json_is_told_by_its_file(case: Path, text: str) -> None:
    (case / corpus.EXPECTED).write_text(text, encoding="utf-8")
    for command in (corpus.check, corpus.update):
        with pytest.raises(InvalidJson, match=r"GX119 .*2021_padded.expected\.json"):
            command(case)
