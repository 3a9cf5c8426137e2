"""The slip of one byte in GBK: a label that began with a full-width blank lost its first byte, so that every pair of
bytes behind it is read across the border of two characters, up to the next byte that stands alone: 。ㄒ唬┦盏缴暾垟 for
（一）收到申请数.

The damage loses characters (private-use codes were deleted on the way), so it is not undone byte by byte: the damaged
spelling of every label is made, and a piece of text that is one of them, or within a character or two of only one, is
read as that label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gxgrammar.condition.edit import Edit
from gxgrammar.vocabulary import vocabulary

# 。 and what （一 … （九 become, at the beginning of a cell, up to its end or a tag; the first byte is often left
# over as a question mark.
_BEGINS = "ㄒǘㄈㄋㄎㄆòň"
SIGNS = tuple(f"。{character}" for character in _BEGINS)
_DAMAGED = re.compile(rf"[?？]?(。[{_BEGINS}][^\n|\t<]{{2,60}})")
_SIGN = re.compile(f"。[{_BEGINS}]")
# Half a character and the pinyin behind it: 數(shù) cut in two.
_HALF_PINYIN = re.compile(r"\?[a-zü\u00e0-\u01dc]+\)$")
_FARTHEST = 2
_DIGITS = re.compile(r"\d")
_SCRIPTS = ("s2t", "s2hk", "s2tw")


def edits(text: str) -> list[Edit]:
    """Read damaged labels as what they were."""
    if not _SIGN.search(text):
        return []
    found = []
    for match in _DAMAGED.finditer(text):
        printed = match[1].rstrip()
        label = _nearest(_HALF_PINYIN.sub("", printed))
        if label:
            found.append(Edit(match.start(), match.start(1) + len(printed), label))
    return found


@cache
def _damaged_labels() -> dict[str, str]:
    """Every label by its damaged spelling, in Simplified and in Traditional characters."""
    from opencc import OpenCC

    labels = [label for label in vocabulary().labels.values() if label.startswith("（")]
    converters = [OpenCC(script) for script in _SCRIPTS]
    return {
        damaged_label(spelling): label
        for label in labels
        for spelling in (label, *(converter.convert(label) for converter in converters))
    }


def damaged_label(label: str) -> str:
    """A label without the first byte of the full-width blank before it."""
    slipped = f"\u3000{label}".encode("gb18030")[1:].decode("gb18030", "ignore")
    return "".join(_kept(slipped))


def _kept(text: str) -> Iterator[str]:
    return (character for character in text if not "\ue000" <= character <= "\uf8ff")


def _nearest(printed: str) -> str | None:
    """The label whose damaged spelling is this text or near it, None if there are two or none."""
    known = _damaged_labels()
    if printed in known:
        return known[printed]
    from rapidfuzz.distance import Levenshtein

    close = [each for each in known if Levenshtein.distance(printed, each, score_cutoff=_FARTHEST) <= _FARTHEST]
    # A digit that the label does not have may be a figure that is glued to it.
    near = {known[each] for each in close if _DIGITS.findall(each) == _DIGITS.findall(printed)}
    return near.pop() if len(near) == 1 else None
