"""A corpus: a folder a case, in it a document called ``source.*`` and ``expected.json``, what reading it must give."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from gxgrammar.cells import Cell
from gxgrammar.errors import GxgrammarError
from gxgrammar.export import InvalidJson, report_to_dict
from gxgrammar.pipeline import parse_file
from gxgrammar.result import ParseResult
from gxgrammar.template import named

EXPECTED = "expected.json"


@frozen
class Outcome:
    """What checking, updating or adding a case came to. ``differences`` say where result and expectation part."""

    case: str
    verdict: str
    differences: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return self.verdict == "refused"

    def as_dict(self) -> dict[str, Any]:
        return {"case": self.case, "verdict": self.verdict, "differences": list(self.differences)}


def cases(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """The cases of a corpus, all or those named. Raises UnknownName for a case that does not exist."""
    found = {path.parent.name: path.parent for path in sorted(folder.glob("*/source.*"))}
    return [named(name, found, "case", "用例") for name in names or found]


def source_of(case: Path) -> Path:
    """The document of a case."""
    return next(iter(sorted(case.glob("source.*"))))


def outcome_of(document: Path) -> dict[str, Any]:
    """What reading a document gives, in the form that expectations are kept in."""
    try:
        result = parse_file(document)
    except GxgrammarError as error:
        return {"error": error.code}
    return {
        "template": result.template.id,
        "layout": result.layout,
        "diagnostics": [_noted(each.code, each.path) for each in result.diagnostics],
        "report": report_to_dict(result.report, personal=True),
        "cells": {path: _evidence(result, cell) for path, cell in result.cells.items()},
    }


def _noted(code: str, path: str | None) -> str:
    return f"{code} {path}" if path else code


def _evidence(result: ParseResult, cell: Cell) -> str:
    """A cell on one line: state, place, ink."""
    line, column = result.source.position(cell.span.start) if cell.span else (0, 0)
    return f"{cell.state} {line}:{column} {' '.join(cell.raw.split())}".rstrip()


def check(case: Path) -> Outcome:
    """Compare what reading a case gives with what is expected."""
    found = outcome_of(source_of(case))
    if not (case / EXPECTED).exists():
        return Outcome(case.name, "new", (f"{EXPECTED} is missing; corpus update {case.name} writes it",))
    differences = tuple(_differences(_expected(case), found))
    return Outcome(case.name, "differs" if differences else "ok", differences)


def update(case: Path) -> Outcome:
    """Accept what reading a case gives, unless the case got worse: a diagnostic more, a figure less, an error."""
    found = outcome_of(source_of(case))
    if (case / EXPECTED).exists():
        losses = tuple(_losses(_expected(case), found))
        if losses:
            return Outcome(case.name, "refused", losses)
        if not any(_differences(_expected(case), found)):
            return Outcome(case.name, "ok")
    _write(case, found)
    return Outcome(case.name, "updated")


def add(folder: Path, name: str, document: Path) -> Outcome:
    """Copy a document into the corpus as a new case and keep its result as expected."""
    case = folder / Path(name).name
    if case.exists():
        return Outcome(case.name, "refused", (f"{case} exists already",))
    case.mkdir(parents=True)
    shutil.copyfile(document, case / f"source{document.suffix or '.txt'}")
    _write(case, outcome_of(source_of(case)))
    return Outcome(case.name, "added")


def _expected(case: Path) -> dict[str, Any]:
    """What is expected of a case. Raises InvalidJson for a file that is no object of JSON."""
    file = case / EXPECTED
    try:
        data: object = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InvalidJson("GX119", name=str(file), reason=str(error)) from error
    if not isinstance(data, dict):
        raise InvalidJson("GX119", name=str(file), reason="no object")
    return data


def _write(case: Path, found: dict[str, Any]) -> None:
    (case / EXPECTED).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _flat(data: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every leaf of nested data with its path."""
    entries: list[tuple[object, object]] = []
    if isinstance(data, dict):
        entries = list(data.items())
    elif isinstance(data, list):
        entries = list(enumerate(data))
    else:
        yield path, data
    for name, value in entries:
        yield from _flat(value, f"{path}.{name}" if path else str(name))


def _differences(expected: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    before, after = dict(_flat(expected)), dict(_flat(found))
    for path in dict.fromkeys((*before, *after)):
        if before.get(path, ...) != after.get(path, ...):
            was, now = (repr(side[path]) if path in side else "nothing" for side in (before, after))
            yield f"{path}: expected {was}, found {now}"


def _losses(expected: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    """In what way a result is worse than the one expected."""
    if "error" in found and "error" not in expected:
        yield f"reading fails with {found['error']}"
    gained = Counter(found.get("diagnostics", ())) - Counter(expected.get("diagnostics", ()))
    yield from (f"gained {noted}" for noted in gained)
    for path, cell in expected.get("cells", {}).items():
        if cell.startswith("number") and not found.get("cells", {}).get(path, "").startswith("number"):
            yield f"{path}: lost {cell}"
