"""The wheel holds the grammars and works on its own."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from conftest import ROOT


def _run(*command: str | Path, folder: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    run = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment that has the wheel installed.

    What the wheel depends on is borrowed from the environment of the tests; that all of it is declared is held in
    ``test_architecture``.
    """
    folder = tmp_path_factory.mktemp("wheel")
    # The pip at hand installs into the environment, which saves giving it one of its own.
    _run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", folder=folder)
    binaries = "Scripts" if os.name == "nt" else "bin"
    python = folder / "venv" / binaries / "python"
    install = (sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-compile", "--no-deps", ROOT)
    _run(*install, folder=folder)
    own = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).strip())
    places = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
    (own / "borrowed.pth").write_text("\n".join(sorted(places)), encoding="utf-8")
    return python


def test_the_wheel_parses_from_anywhere(python: Path, tmp_path: Path) -> None:
    document = ROOT / "corpus" / "2021_padded" / "source.txt"
    data = json.loads(_run(python, "-m", "gxgrammar", "parse", document, "--format", "json", folder=tmp_path))
    assert data["template"] == "national_2021"


def test_the_wheel_uses_its_own_grammars(python: Path, tmp_path: Path) -> None:
    code = "import gxgrammar.template as t, pathlib; print(pathlib.Path(t.__file__).with_name('grammars').is_dir())"
    assert _run(python, "-c", code, folder=tmp_path).strip() == "True"
    listed = json.loads(_run(python, "-m", "gxgrammar", "templates", "--format", "json", folder=tmp_path))
    manifests = {path.stem for path in (ROOT / "grammars").glob("*.toml") if "." not in path.stem}
    assert {entry["id"] for entry in listed} == manifests


def test_the_wheel_is_typed(python: Path, tmp_path: Path) -> None:
    code = "import gxgrammar, pathlib; print((pathlib.Path(gxgrammar.__file__).parent / 'py.typed').exists())"
    assert _run(python, "-c", code, folder=tmp_path).strip() == "True"
