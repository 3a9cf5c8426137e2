"""Diagnostics: what was noticed while reading, with a stable code. All codes and their wording stand in codes.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

from attrs import field, frozen

from gxgrammar.source import Span

Severity = Literal["error", "warning", "info"]


@frozen
class Code:
    """An entry of the code table. Texts are by language, ``zh`` and ``en``; ``message`` has named blanks to fill."""

    id: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    reason: Mapping[str, str]
    remedy: Mapping[str, str]
    example: str


@frozen
class Diagnostic:
    """Something noticed while reading a report.

    ``facts`` fill the blanks of the code's message. ``path`` is the field path it concerns, ``span`` the place in the
    source; ``before`` and ``after`` show a text that was read as another.
    """

    code: str
    severity: Severity
    facts: Mapping[str, object] = field(factory=dict)
    path: str | None = None
    span: Span | None = None
    before: str | None = None
    after: str | None = None

    def message(self, lang: str = "en") -> str:
        """The message in Chinese (``zh``) or English (``en``)."""
        return message(self.code, {"path": self.path, **self.facts, "before": self.before, "after": self.after}, lang)


def diagnostic(
    code: str,
    *,
    path: str | None = None,
    span: Span | None = None,
    before: str | None = None,
    after: str | None = None,
    **facts: object,
) -> Diagnostic:
    """A diagnostic of ``code`` with the severity of the code table."""
    return Diagnostic(code, codes()[code].severity, facts, path, span, before, after)


def message(code: str, facts: Mapping[str, object], lang: str) -> str:
    """The message of a code with its blanks filled, in ``zh`` or ``en``."""
    return codes()[code].message[lang].format_map(facts)


@cache
def codes() -> Mapping[str, Code]:
    """The code table by id."""
    table = tomllib.loads((resources.files("gxgrammar") / "codes.toml").read_text(encoding="utf-8"))
    return {name: Code(id=name, **entry) for name, entry in table.items()}
