"""Real reports against their answer keys, cell by cell. The failure that counts is a value that is silently wrong."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import gxgrammar

from conftest import Read

COMPLETE = ("002_321816853e0a54d9", "004_21c4dbd6a9801aef")
UNDECIDED = ("unplaced", "ambiguous", "missing", "text")


def _key(reports: Path, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((reports / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return data


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _names(reports: Path) -> list[str]:
    return sorted(path.stem for path in (reports / "expected").glob("*.json"))


def _wrong(key: dict[str, Any], result: gxgrammar.ParseResult) -> list[str]:
    """Cells with another value than the key's, cells called blank that are not, and values the page does not decide."""
    found = []
    for path, expected in key["cells"].items():
        cell = result.cells.get(path)
        undecided = cell is None or cell.state in UNDECIDED
        if cell is not None and cell.value is None and undecided:
            continue
        if cell is None or _number(cell.value) != _number(expected):
            found.append(f"{path}: {cell} for {expected}")
    for path in key.get("undetermined", {}):
        cell = result.cells.get(path)
        if cell is not None and cell.state not in UNDECIDED:
            found.append(f"{path}: {cell}, which the page does not determine")
    return found


def test_no_figure_is_silently_wrong(reports: Path, read_file: Read) -> None:
    for name in _names(reports):
        key = _key(reports, name)
        try:
            result = read_file(reports / key["source"])
        except gxgrammar.GxgrammarError as refused:
            assert refused.code in ("GX102", "GX301"), name
            continue
        if result.template.id == key["template"]:
            assert _wrong(key, result) == [], name


@pytest.mark.parametrize("name", COMPLETE)
def test_clean_reports_are_read_completely(reports: Path, read_file: Read, name: str) -> None:
    key = _key(reports, name)
    result = read_file(reports / key["source"])
    assert result.template.id == key["template"]
    assert result.report.metadata.report_year == key["year"]
    assert result.report.metadata.agency_name == key["agency"]
    assert result.cells.keys() == key["cells"].keys()
    assert {path: _number(cell.value) for path, cell in result.cells.items()} == {
        path: _number(expected) for path, expected in key["cells"].items()
    }
    assert all(cell.span for cell in result.cells.values())


def test_no_real_page_makes_anything_break(reports: Path, read_file: Read) -> None:
    for path in sorted(reports.iterdir()):
        if path.is_file():
            try:
                read_file(path)
            except gxgrammar.GxgrammarError as refused:
                assert refused.code in ("GX101", "GX102", "GX301"), path
