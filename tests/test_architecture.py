"""The staircase: which module may know which, and what importing costs."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "gxgrammar"
# Each module may import only modules that stand before it. New modules take their place here and in ARCHITECTURE.md.
ORDER = [
    *(
        "source",
        "diagnostics",
        "errors",
        "limits",
        "spelling",
        "values",
        "template",
        "vocabulary",
        "condition",
        "decoding",
    ),
    *(
        "document",
        "furniture",
        "placeholders",
        "wrapping",
        "segmentation",
        "readers",
        "canonical",
        "layer_errors",
        "syntax",
        "repair",
        "records",
        "shape",
        "equations",
        "form",
    ),
    *("cutting", "adding", "alignment", "cells", "rows", "bounds", "detection", "paging"),
    *("places", "periods", "publishing", "subjects", "clauses", "sentences", "statements", "narrowing"),
    *("outline", "printed", "ahead", "heads", "gathering", "build", "dates", "listing"),
    *("titles", "contact", "metadata", "narrative", "result"),
    *("pipeline", "narrated", "evidence"),
    *("judging", "series", "rules", "bodies", "findings", "checks", "grounds"),
    *("export", "corpus", "inspection"),
    *("masthead", "unparse", "writers", "roundtrip", "damages", "samples", "strategies"),
    *("sarif", "display", "verdict", "__init__", "cli", "cli_writing", "cli_contributing", "__main__"),
]
MOST_LINES = 480
# The records are data, a class a table: long, but nothing in it has to be followed.
DATA = PACKAGE / "records.py"
FILES = sorted(path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))


def _stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(path: Path) -> set[str]:
    """The modules of the package that a file imports; the package itself counts as ``__init__``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "gxgrammar":
            found |= {
                alias.name if (PACKAGE / f"{alias.name}.py").exists() or (PACKAGE / alias.name).is_dir() else "__init__"
                for alias in node.names
            }
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("gxgrammar."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {"__init__" for alias in node.names if alias.name == "gxgrammar"}
    return found


def test_every_module_has_its_place() -> None:
    assert {_stage(path) for path in PACKAGE.rglob("*.py")} <= set(ORDER)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    stage = _stage(path)
    if stage == "__init__":
        return
    later = {name for name in _imported(path) - {stage} if ORDER.index(name) > ORDER.index(stage)}
    # For type checking only.
    assert later - ({"corpus"} if stage == "display" else set()) == set()


@pytest.mark.parametrize("path", [path for path in FILES if path != DATA], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


# Which extra the modules need that are imported only once a document or a test asks for them.
EXTRAS = {"readers/docx.py": "docx", "readers/numbering.py": "docx", "writers/docx.py": "docx"}
EXTRAS |= {"readers/runs.py": "docx", "readers/styles.py": "docx"}
EXTRAS |= {"readers/pdf.py": "pdf", "readers/scans.py": "pdf", "readers/rulings.py": "pdf", "strategies.py": "testing"}
EXTRAS |= {"readers/ruled.py": "pdf", "readers/breaks.py": "pdf"}


@cache
def _declared(extra: str | None) -> set[str]:
    """The modules that come with what ``pyproject.toml`` declares for all, and with one extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = _installed([*project["dependencies"], *project["optional-dependencies"].get(extra, ())])
    owners = metadata.packages_distributions()
    return {module for module, names in owners.items() if needed & {_plain_name(name) for name in names}}


def _installed(requirements: Iterable[str]) -> set[str]:
    """The names of distributions, and of those that they need themselves."""
    waiting, found = list(requirements), set()
    while waiting:
        requirement = waiting.pop()
        name = _plain_name(re.split(r"[^\w.-]", requirement)[0])
        if name not in found and "extra ==" not in requirement and _is_installed(name):
            found.add(name)
            waiting += metadata.requires(name) or ()
    return found


def _is_installed(name: str) -> bool:
    """Requirements of other systems are not."""
    return any(metadata.Distribution.discover(name=name))


def _plain_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_imported_is_declared(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    foreign = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"gxgrammar"}
    assert foreign <= _declared(EXTRAS.get(path.relative_to(PACKAGE).as_posix()))


def _python(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return run.stdout.strip()


def test_importing_brings_in_nothing_heavy() -> None:
    loaded = _python("import sys, gxgrammar; print(sorted({'cattrs', 'rich', 'click'} & sys.modules.keys()))")
    assert loaded == "[]"


def test_importing_compiles_no_grammar() -> None:
    code = "import lark; made = []; lark.Lark.__init__ = lambda *a, **k: made.append(a); import gxgrammar; print(made)"
    assert _python(code) == "[]"


def test_parsing_brings_in_neither_json_nor_command_line() -> None:
    code = (
        "import sys, gxgrammar; gxgrammar.parse('青禾县2022年政府信息公开工作年度报告');"
        "print(sorted({'cattrs', 'rich', 'click'} & sys.modules.keys()))"
    )
    assert _python(code) == "[]"


def test_only_one_module_calls_lark() -> None:
    callers = [path.stem for path in PACKAGE.rglob("*.py") if "Lark(" in path.read_text(encoding="utf-8")]
    assert callers == ["syntax"]


def test_the_words_of_a_form_are_in_its_grammar_only() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert not [
        label for label in ("三安全", "商业企业", "本年制发件数", "结果维持", "属于国家秘密") if f'"{label}"' in code
    ]
