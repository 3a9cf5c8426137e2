"""The command line."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gxgrammar.__main__ import main
from gxgrammar.diagnostics import codes
from gxgrammar.rules import rules
from gxgrammar.template import templates

import pages
from conftest import ROOT

CORPUS = ROOT / "corpus"
GOOD = str(CORPUS / "2021_padded" / "source.txt")
WARNED = str(CORPUS / "2021_blanks_deleted" / "source.txt")
NEWS = str(CORPUS / "news_article" / "source.txt")

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: str, status: int = 0, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, arguments, input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        assert result.exit_code == status, result.output
        return result

    return invoke


def _json(result: Result) -> Any:
    return json.loads(result.stdout)


def test_parse_json_is_a_line_a_file(run: Run) -> None:
    lines = run("parse", GOOD, WARNED, "--format", "json").stdout.splitlines()
    assert [json.loads(line)["source"] for line in lines] == [GOOD, WARNED]
    assert "cells" not in json.loads(lines[0])


def test_parse_json_with_cells(run: Run) -> None:
    assert len(_json(run("parse", GOOD, "--format", "json", "--cells"))["cells"]) == templates()["national_2021"].values


def test_parse_leaves_the_contact_out_unless_asked(run: Run) -> None:
    assert _json(run("parse", GOOD, "--format", "json"))["report"]["contact"] is None
    assert _json(run("parse", GOOD, "--format", "json", "--personal"))["report"]["contact"]["telephone"].startswith(
        "0000-"
    )


def test_parse_text_shows_metadata_tables_sections_and_notes(run: Run) -> None:
    text = run("parse", WARNED, "--cells").stdout
    for shown in (
        "national_2021",
        "石桥乡",
        "四、结转下年度继续办理",
        "一、总体情况",
        "GX501",
        "requests.received.total",
    ):
        assert shown in text


def test_parse_reads_standard_input(run: Run) -> None:
    data = _json(run("parse", "-", "--format", "json", stdin=Path(GOOD).read_bytes()))
    assert data["source"] == "<stdin>"


@pytest.mark.parametrize(("lang", "shown"), [("zh", "不能确定"), ("en", "not determined")])
def test_parse_speaks_two_languages(run: Run, lang: str, shown: str) -> None:
    assert shown in run("parse", WARNED, "--lang", lang).stdout


def test_parse_takes_template_and_layout(run: Run) -> None:
    data = _json(run("parse", GOOD, "--format", "json", "--template", "national_2019", "--layout", "lines"))
    assert (data["template"], data["layout"]) == ("national_2019", "lines")


def test_strict_fails_on_a_warning_only(run: Run) -> None:
    run("parse", GOOD, "--strict")
    run("parse", WARNED, status=0)
    run("parse", WARNED, "--strict", status=1)


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "GX101"), (b"\x89PNG\r\n\x1a\n\x00\x00", "GX109"), ("今天天气好。".encode(), "GX301")]
)
def test_what_cannot_be_read_is_a_message(run: Run, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(content)
    for command in (["parse"], ["canonical"], ["tree"]):
        result = run(*command, str(path), status=2)
        assert code in result.stderr
        assert codes()[code].remedy["en"] in result.stderr
        assert result.stdout == ""


def test_a_missing_file_is_a_message(run: Run) -> None:
    assert "GX103" in run("parse", "no/such/file.txt", status=2).stderr
    assert "GX103" in run("parse", str(CORPUS), status=2).stderr


def test_one_bad_file_does_not_stop_the_others(run: Run) -> None:
    result = run("parse", NEWS, GOOD, "--format", "json", status=2)
    assert _json(result)["source"] == GOOD
    assert "GX301" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse", GOOD, "--template", "national_2020"),
        ("parse", GOOD, "--layout", "html5"),
        ("cell", GOOD, "requests.recieved.total"),
        ("explain", "GX999"),
        ("corpus", "check", "no_such_case", "--corpus", str(CORPUS)),
    ],
)
def test_an_unknown_name_is_a_message(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, status=2).stderr.startswith(("GX104", "GX115"))


@pytest.mark.parametrize(
    "arguments", [("parse",), ("parse", GOOD, "--format", "xml"), ("nonsense",), ("parse", GOOD, "--x")]
)
def test_wrong_usage_is_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert "Usage" in run(*arguments, status=2).stderr


def test_canonical(run: Run) -> None:
    lines = run("canonical", GOOD).stdout.splitlines()
    assert any(line.endswith("\t一、总体情况") for line in lines)
    entries = _json(run("canonical", GOOD, "--format", "json"))
    assert len(entries) == len(lines)
    assert entries[0].keys() == {"text", "span"}
    assert lines[0] == f"{entries[0]['span']['line']}:{entries[0]['span']['column']}\t{entries[0]['text']}"


def test_tree(run: Run) -> None:
    lines = [line.strip() for line in run("tree", GOOD).stdout.splitlines()]
    assert {"start", "section", "overview", "requests__denied__security_stability"} <= set(lines)


def test_cell_shows_the_figure_in_its_line(run: Run) -> None:
    text = run("cell", GOOD, "requests.results_total.total").stdout
    value = _json(run("cell", GOOD, "requests.results_total.total", "--format", "json"))["value"]
    assert f"⟦{value}⟧" in text
    assert "（七）总计" in text


def test_cell_of_an_undecided_figure_lists_candidates(run: Run) -> None:
    path = "requests.granted.natural_person"
    cell = _json(run("cell", WARNED, path, "--format", "json"))
    assert cell["state"] == "unplaced"
    assert len(cell["candidates"]) > 1
    assert "candidates" in run("cell", WARNED, path).stdout


def test_cell_that_is_not_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("青禾县2022年政府信息公开工作年度报告\n一、总体情况\n五、存在问题\n", encoding="utf-8")
    assert "not in the document" in run("cell", str(path), "requests.received.total").stdout


def test_templates(run: Run) -> None:
    entries = _json(run("templates", "--format", "json"))
    assert [entry["id"] for entry in entries] == list(templates())
    assert list(entries[0]) == ["id", "title", "document_number", "first_year", "last_year", "values"]
    assert "国办公开办函〔2021〕30号" in run("templates").stdout


def test_layouts(run: Run) -> None:
    entries = _json(run("layouts", "--format", "json"))
    assert {"pipe", "markdown", "lines"} <= {entry["id"] for entry in entries}
    assert all(entry["id"] in run("layouts").stdout for entry in entries)


def test_explain_names_the_rule_that_was_meant(run: Run) -> None:
    assert "did you mean “T3-BAL”" in run("explain", "T3-BALL", status=2).stderr
    assert "did you mean “GX709”" in run("explain", "GX999", status=2).stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain(run: Run, lang: str) -> None:
    entry = codes()["GX501"]
    assert entry.reason[lang] in run("explain", "gx501", "--lang", lang).stdout
    assert _json(run("explain", "GX501", "--lang", lang, "--format", "json"))["remedy"] == entry.remedy[lang]


@pytest.mark.parametrize("name", rules())
def test_explain_gives_the_source_of_a_rule_in_the_language_asked_for(run: Run, name: str) -> None:
    assert rules()[name].statement in _json(run("explain", name, "--format", "json"))["source"]
    source = _json(run("explain", name, "--lang", "zh", "--format", "json"))["source"]
    assert source.isascii() is False
    assert not re.search("[A-Za-z]{3}", source)


def test_explain_names_the_documents_behind_a_rule(run: Run) -> None:
    assert "国办公开办函〔2019〕60号" in run("explain", "X-SECT", "--lang", "zh").stdout
    assert "政府信息公开条例" in run("explain", "P-LATE", "--lang", "zh").stdout


def test_corpus_commands(run: Run, tmp_path: Path) -> None:
    folder = ("--corpus", str(tmp_path / "corpus"), "--format", "json")
    assert _json(run("corpus", "add", GOOD, "one", *folder)) == [{"case": "one", "verdict": "added", "differences": []}]
    assert _json(run("corpus", "check", *folder))[0]["verdict"] == "ok"
    source = tmp_path / "corpus" / "one" / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("行政许可 | ", "行政许可 | 约"), encoding="utf-8")
    assert _json(run("corpus", "check", "one", *folder, status=1))[0]["verdict"] == "differs"
    assert _json(run("corpus", "update", *folder, status=1))[0]["verdict"] == "refused"
    shutil.copyfile(GOOD, source)
    assert "1 cases, 0 with differences" in run("corpus", "update", *folder[:2]).stdout


def test_a_page_with_markup_in_it_is_shown_as_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "markup.txt"
    text = pages.page(pages.fill(2022), pages.padded).replace("（一）主动公开", "（一）[bold]主动公开[/x]")
    path.write_text(text.replace("青禾县2022年", "[red]青禾县2022年"), encoding="utf-8")
    assert "[red]" in run("parse", str(path), "--cells").stdout


def test_help_lists_every_command(run: Run) -> None:
    text = run("--help").stdout
    assert all(name in text for name in main.commands)


def test_what_pdfminer_logs_is_not_printed() -> None:
    call = "main(['layouts'], standalone_mode=False); logging.getLogger('pdfminer.pdffont').warning('no FontBBox')"
    code = f"import logging; from gxgrammar.cli import main; {call}"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr == ""


def test_select_may_be_repeated(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(pages.page(pages.fill(2022), pages.padded).replace("行政强制 | 507 ||\n", ""), encoding="utf-8")

    def chosen(*arguments: str) -> set[str]:
        data = _json(run("check", str(page), "--format", "json", *arguments))
        return {each["rule"] for each in data["findings"]}

    assert chosen("--select", "T3-FEE", "--select", "X-TABLE") == {"T3-FEE", "X-TABLE"}
    assert chosen("--select", "X-TABLE") == {"X-TABLE"}
    assert not chosen("--ignore", "T2", "--ignore", "T3", "--ignore", "X,P")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("names", [",", "", " , "])
def test_a_list_of_no_rules_is_refused(run: Run, option: str, names: str) -> None:
    assert option in run("check", GOOD, option, names, status=2).stderr


@pytest.mark.parametrize(("lang", "said"), [("zh", "是一个目录"), ("en", "Name the files in it")])
def test_a_folder_is_told_to_name_its_files(run: Run, tmp_path: Path, lang: str, said: str) -> None:
    message = run("check", "--lang", lang, str(tmp_path), status=2).stderr
    assert said in message
    assert str(tmp_path / "*.html") in message


def test_what_the_system_says_is_in_the_language_asked_for(run: Run) -> None:
    assert "没有这个文件" in run("check", "--lang", "zh", "no such file", status=2).stderr
    assert "No such file" in run("check", "no such file", status=2).stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("arguments", [("check", "--format", "json"), ("check",), ("parse", "--format", "json")])
def test_output_that_cannot_be_written_is_a_message(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "gxgrammar", *arguments, GOOD]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "GX117" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("command", ["check", "parse"])
def test_a_file_name_is_printed_as_it_is(run: Run, tmp_path: Path, command: str) -> None:
    name = tmp_path / "a:100:[red]b.txt"
    shutil.copy(GOOD, name)
    assert ":100:[red]b" in run(command, str(name)).stdout.replace("\n", "")
