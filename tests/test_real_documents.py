"""Real documents against their answer keys, cell by cell; skipped where they are not at hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import gxgrammar


@pytest.mark.parametrize(("name", "layout"), [("shanghai_office_2019", "html"), ("shuyang_2025", "markdown")])
def test_every_cell_agrees_with_the_key(reports: Path, name: str, layout: str) -> None:
    key = json.loads((reports / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    result = gxgrammar.parse_file(reports / key["source"])
    assert (result.template.id, result.layout) == (key["template"], layout)
    found = {path: cell.value for path, cell in result.cells.items()}
    assert found == {path: None if value is None else Decimal(value) for path, value in key["cells"].items()}
