"""The exceptions of gxgrammar. Everything that is wrong inside a report is a diagnostic instead."""

from __future__ import annotations

from gxgrammar.diagnostics import message


class GxgrammarError(Exception):
    """Base of all errors gxgrammar raises on purpose. ``code`` is stable; ``str()`` is the English message."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.message())

    def message(self, lang: str = "en") -> str:
        """The message in Chinese (``zh``) or English (``en``)."""
        return f"{self.code} {message(self.code, self.facts, lang)}"


class UnreadableSource(GxgrammarError):
    """The input is empty, binary, or cannot be read as text."""


class NotAReport(GxgrammarError):
    """The input is text, but shows no sign of a government-information annual report."""


class UnknownName(GxgrammarError):
    """A template, layout, field path or code was asked for that does not exist."""


class InvalidForm(GxgrammarError):
    """A file of the folder ``grammars`` does not describe a form."""


class UnwritableFile(GxgrammarError):
    """A file cannot be written."""


class InapplicableDamage(GxgrammarError):
    """A damage was asked for that cannot befall documents of the layout."""
