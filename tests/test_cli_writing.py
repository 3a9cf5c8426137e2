"""The commands that write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gxgrammar
from gxgrammar.__main__ import main
from gxgrammar.damages import DAMAGES
from gxgrammar.writers import WRITERS

from conftest import ROOT

GOOD = ROOT / "corpus" / "2021_padded" / "source.txt"


def _run(*arguments: object, status: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exit_code == status, result.output
    return result


@pytest.mark.parametrize("layout", [name for name in WRITERS if name not in ("running", "pipe")])
def test_generated_reports_read_as_their_answer_keys(tmp_path: Path, layout: str) -> None:
    _run("generate", "--template", "national_2021", "--layout", layout, "--seed", 5, "-n", 2, "--out", tmp_path / "out")
    keys = sorted((tmp_path / "out").glob("*.json"))
    assert len(keys) == 2
    for key in keys:
        answer = json.loads(key.read_text(encoding="utf-8"))
        assert set(answer) == {"source", "template", "layout", "damages", "report"}
        result = gxgrammar.parse_file(key.with_name(answer["source"]))
        assert gxgrammar.report_to_dict(result.report) == answer["report"]
        assert (result.template.id, result.layout) == (answer["template"], answer["layout"])


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    options = ("--template", "statistics_2014", "--layout", "docx", "-n", 2, "--damage", "slip", "--damage", "pinyin")
    for folder in ("one", "two"):
        _run("generate", *options, "--out", tmp_path / folder)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 4
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert json.loads((tmp_path / "one" / files[1]).read_text(encoding="utf-8"))["damages"] == ["slip", "pinyin"]


def test_what_parse_prints_can_be_rendered(tmp_path: Path) -> None:
    printed = _run("parse", GOOD, "--format", "json").stdout
    record = tmp_path / "record.json"
    record.write_text(printed, encoding="utf-8")
    _run("render", record, "--layout", "html", "--out", tmp_path / "page.html")
    again = gxgrammar.parse_file(tmp_path / "page.html")
    assert again.report.requests == gxgrammar.parse_file(GOOD).report.requests
    assert _run("render", record, "--layout", "lines").stdout.startswith(again.report.metadata.title)


def test_an_answer_key_is_rendered_with_blanks_for_dashes(tmp_path: Path) -> None:
    _run("generate", "--template", "national_2021", "--layout", "markdown", "-n", 20, "--out", tmp_path)
    pages = {path: gxgrammar.parse_file(path) for path in sorted(tmp_path.glob("*.md"))}
    path, dashed = next(
        (path, page) for path, page in pages.items() if "dash" in {cell.state for cell in page.cells.values()}
    )
    again = gxgrammar.parse(_run("render", path.with_suffix(".json"), "--layout", "markdown").stdout)
    assert again.report == dashed.report
    assert "dash" not in {cell.state for cell in again.cells.values()}
    for command in ("render", "generate"):
        assert "dash" in _run(command, "--help").stdout


def test_what_a_layout_loses_is_told(tmp_path: Path) -> None:
    _run("generate", "--template", "national_2021", "--layout", "html", "--out", tmp_path)
    record = next(tmp_path.glob("*.json"))
    assert "GX705" in _run("render", record, "--layout", "running").stderr
    assert "没有分隔" in _run("render", record, "--layout", "running", "--lang", "zh").stderr


@pytest.mark.parametrize("layout", WRITERS)
def test_a_document_goes_there_and_back(layout: str) -> None:
    outcome = json.loads(_run("roundtrip", GOOD, "--as", layout, "--format", "json").stdout)
    assert outcome["layout"] == layout
    assert not any(each["fault"] for each in outcome["differences"])


def test_a_document_that_reads_back_otherwise_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(report, *, layout):
        written = gxgrammar.write(report, layout=layout)
        content = written.content.replace("行政许可 | ", "行政许可 | 9")
        assert content != written.content
        return type(written)(written.layout, content, written.losses)

    monkeypatch.setattr("gxgrammar.cli_writing.write", spoiled)
    shown = _run("roundtrip", GOOD, status=1).stdout
    assert "proactive.licensing.decisions" in shown
    assert "1 differences" in shown


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("render", "README.md", "--layout", "html"), "GX116"),
        (("render", "no such file", "--layout", "html"), "GX103"),
        (("generate", "--template", "national_2021", "--layout", "htm", "--out", "x"), "GX104"),
        (("generate", "--template", "2021", "--layout", "html", "--out", "x"), "GX1"),
        (
            ("generate", "--template", "national_2021", "--layout", "docx", "--damage", "page_numbers", "--out", "x"),
            "GX708",
        ),
        (("generate", "--template", "national_2021", "--layout", "html", "--out", "/proc/none"), "GX117"),
    ],
)
def test_wrong_use_is_answered_in_words(arguments: tuple[str, ...], code: str, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("# no JSON", encoding="utf-8")
    assert code in _run(*arguments, status=2).output


def test_json_that_is_no_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text in (
        "[]",
        "3",
        '{"template": "national_2021"}',
        '{"template": "national_2021", "report": {"x": 1}}',
        "[" * 9999,
    ):
        path.write_text(text, encoding="utf-8")
        assert "GX1" in _run("render", path, "--layout", "html", status=2).output


def test_help_names_layouts_and_damages() -> None:
    text = _run("generate", "--help").stdout
    assert all(name in text for name in (*WRITERS, *DAMAGES))


def test_roundtrip_names_standard_input_as_parse_does() -> None:
    outcome = CliRunner().invoke(main, ["roundtrip", "-", "--format", "json"], input=GOOD.read_bytes())
    assert json.loads(outcome.stdout)["source"] == "<stdin>"
