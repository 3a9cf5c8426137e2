"""What those who write forms are told of their mistakes, and of what a corpus shows."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gxgrammar import corpus
from gxgrammar.inspection import coverage, faults
from gxgrammar.template import Template, template_named, templates
from gxgrammar.vocabulary import words

from conftest import ROOT


@pytest.mark.parametrize("form", templates().values(), ids=templates())
def test_every_form_is_written_right(form: Template) -> None:
    assert faults(form) == []


def _told(folder: Path, form: str) -> list[str]:
    """What the command says of a form in a copy of the project."""
    command = [sys.executable, "-m", "gxgrammar", "grammar", "check", form, "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)
    (entry,) = json.loads(run.stdout)
    assert entry["template"] == form
    assert run.returncode == int(bool(entry["faults"]))
    told: list[str] = entry["faults"]
    return told


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name in ("src", "grammars"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def _line(file: str, words_in_it: str) -> int:
    lines = (ROOT / "grammars" / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words_in_it in line)


REPEAT = "requests__not_processed__repeat"


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        (
            "national.lark",
            f"-> {REPEAT}",
            f"-> {REPEAT}ed",
            [
                f"national.lark:{_line('national.lark', f'-> {REPEAT}')}",
                f"perhaps -> {REPEAT}",
                "no row of the layers fills requests.not_processed.repeat of",
            ],
        ),
        ("national_2021.toml", "values = 200", "values = 199", ["national_2021.toml", "values is 199", "200"]),
        ("national_2021.form.toml", 'fields = ["proactive"]', "fields = []", ["form.toml"]),
        ("national_2021.lark", "VALUES?", "VALUE?", ["national_2021.lark:", "VALUE"]),
    ],
    ids=["alias", "values", "table", "symbol"],
)
def test_a_mistake_is_told(copy: Path, file: str, before: str, after: str, told: list[str]) -> None:
    path = copy / "grammars" / file
    whole = path.read_text(encoding="utf-8")
    assert before in whole
    path.write_text(whole.replace(before, after, 1), encoding="utf-8")
    try:
        found = "\n".join(_told(copy, "national_2021"))
    finally:
        path.write_text(whole, encoding="utf-8")
    for words_told in told:
        assert words_told in found


def test_coverage_counts_the_documents_that_print_a_word_so() -> None:
    form = template_named("national_2021")
    counts = coverage(form, corpus.cases(ROOT / "corpus", ["2021_piped_lines", "2021_markdown", "2019_plain"]))
    assert counts.keys() == words(form)
    assert counts["|行政许可"] == 2
    assert 0 in counts.values()
