"""What the repair of a text is reported as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gxgrammar.condition import Conditioned, Repair
from gxgrammar.condition.edit import Edit
from gxgrammar.condition.slip import SIGNS
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.source import Span

_WHAT = {
    "quoting": ("删除行首引用标记", "marks of quotation before lines deleted"),
    "sheet": ("电子表格的逗号和引号改为制表符", "commas and quotation marks of a spreadsheet read as tabs"),
    "pages": ("删除单独成行的页码", "numbers of pages deleted that stand on lines of their own"),
    "borders": ("制表符号改为竖线", "borders drawn by other characters read as pipes"),
    "folding": ("接合固定宽度的断行", "lines joined that were cut at one width"),
    "marks": ("删除 Markdown 行内标记", "inline marks of Markdown deleted"),
    "escapes": ("删除标点前的反斜杠", "backslashes before punctuation deleted"),
    "radicals": ("部首等同形字", "radicals and their like in place of characters"),
    "mojibake": ("UTF-8 误读为 GBK", "UTF-8 read as GBK"),
    "pinyin": ("删除括注拼音", "pinyin in brackets deleted"),
    "doubling": ("重影文字", "characters printed twice"),
    "script": ("繁体转简体", "Traditional read as Simplified"),
}
# What is left of characters that a wrong decoding lost. Compiled when first needed, which most texts spare.
_LOST = f"锟斤拷|[\ufffd\ue000-\uf8ff]|(?<=[\u3400-\u9fff])[?？]{{2,}}|{'|'.join(SIGNS)}"
# A quick look for any of it, in UTF-8, by patterns that begin with a single byte: searched for ten times faster.
_SIGNS_OF_LOSS = tuple(
    map(re.compile, (b"\xee", rb"\xef(?:[\x80-\xa3]|\xbf\xbd|\xbc\x9f[?\xef])", rb"\?[?\xef]", "锟斤拷".encode()))
)
_SHOWN = 12


def repair_notes(source: str, conditioned: Conditioned) -> list[Diagnostic]:
    """A note for every repaired label, one for each other step, and one for damage that is left."""
    notes = [
        note
        for index, repair in enumerate(conditioned.plan)
        for note in _notes_of(source, repair, conditioned.before(index))
    ]
    return [*notes, *_kept(source, conditioned)]


def _notes_of(source: str, repair: Repair, before: Conditioned) -> Iterator[Diagnostic]:
    if repair.step == "slip":
        for edit in repair.edits:
            span = _span(before, edit)
            yield diagnostic("GX203", span=span, before=source[span.start : span.end], after=edit.after)
    else:
        edit = repair.edits[0]
        span = _span(before, edit)
        what_zh, what = _WHAT[repair.step]
        printed = source[span.start : span.end][:_SHOWN]
        yield diagnostic(
            "GX202",
            span=span,
            before=printed,
            after=edit.after[:_SHOWN],
            count=len(repair.edits),
            what=what,
            what_zh=what_zh,
        )


def _span(before: Conditioned, edit: Edit) -> Span:
    return Span(*before.source_range(edit.start, edit.end))


def _kept(source: str, conditioned: Conditioned) -> list[Diagnostic]:
    text = conditioned.text
    data = text.encode("utf-8", "surrogatepass")
    hurt = any(sign.search(data) for sign in _SIGNS_OF_LOSS) or any(sign in text for sign in SIGNS)
    lost = list(re.finditer(_LOST, text)) if hurt else []
    if not lost:
        return []
    first = lost[0]
    span = Span(*conditioned.source_range(first.start(), first.end()))
    shown = source[max(0, span.start - 2) : span.end + 3]
    return [diagnostic("GX204", span=span, count=len(lost), text=" ".join(shown.split()))]
