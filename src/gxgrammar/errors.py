"""The exceptions of gxgrammar. Everything that is wrong inside a report is a diagnostic instead."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from functools import cache

from gxgrammar.diagnostics import message

_IN_CHINESE = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EISDIR: "是一个目录",
    errno.ENOTDIR: "路径中有的不是目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接循环",
    errno.EIO: "读写出错",
}


@cache
def _of_system() -> Mapping[str, str]:
    """What the system says, in English, is wrong with a file, in Chinese."""
    return {os.strerror(number): text for number, text in _IN_CHINESE.items()}


class GxgrammarError(Exception):
    """Base of all errors gxgrammar raises on purpose. ``code`` is stable; ``str()`` is the English message."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.message())

    def message(self, lang: str = "en") -> str:
        """The message in Chinese (``zh``) or English (``en``)."""
        reason = self.facts.get("reason")
        facts = {**self.facts, "reason": _of_system().get(str(reason), reason)} if lang == "zh" else self.facts
        return f"{self.code} {message(self.code, facts, lang)}"


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
