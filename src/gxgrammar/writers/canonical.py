"""Canonical text: what every layout of a report reads as, and what the grammars read."""

from __future__ import annotations

from collections.abc import Iterator

from gxgrammar.diagnostics import Diagnostic
from gxgrammar.unparse import Page, document_canonical


def write(page: Page) -> str:
    """One label and its values a line, or a line of prose."""
    return document_canonical(page).text


def losses(_: Page) -> Iterator[Diagnostic]:
    """Nothing."""
    return iter(())
