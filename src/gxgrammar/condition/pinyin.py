"""Pinyin in brackets after a character, as conversion of whole sites leaves it: 數(shù)據(jù), 政(zheng)(zheng)府.

A bracketed word is taken for pinyin if it is a syllable with a tone mark, or doubled; syllables without either only
where the text has others that leave no doubt. Brackets after a character are otherwise left alone: 平台(app).
"""

from __future__ import annotations

import re
import unicodedata

from gxgrammar.condition.edit import Edit

_LETTERS = "a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿê"
# A quick look for any: a pattern that begins with a single character is searched for much faster than a choice.
_OPENED = tuple(re.compile(rf"{bracket}[{_LETTERS}]{{1,7}}[)）]") for bracket in (r"\(", "（"))
_BRACKETED = re.compile(rf"[(（][{_LETTERS}]{{1,7}}[)）](?:[(（][{_LETTERS}]{{1,7}}[)）])*")
_INNER = re.compile(rf"[{_LETTERS}]+")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|er|an|en|in|un|ia|ua|uo|a|o|e|i|u|v|m|n|ng)"
)
# Plain syllables count once so many sure ones are there.
_FEWEST_SURE = 3
_FEWEST_PLAIN = 12


def edits(text: str) -> list[Edit]:
    """Delete bracketed pinyin."""
    if not any(pattern.search(text) for pattern in _OPENED):
        return []
    found = [
        match
        for match in _BRACKETED.finditer(text)
        if "\u3400" <= text[max(0, match.start() - 1)] <= "\u9fff" and _is_pinyin(match[0])
    ]
    sure = [match for match in found if _is_sure(match[0])]
    if len(sure) >= _FEWEST_SURE or len(found) >= _FEWEST_PLAIN:
        sure = found
    return [Edit(match.start(), match.end(), "") for match in sure]


def _plain(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _is_pinyin(brackets: str) -> bool:
    return all(_SYLLABLE.fullmatch(_plain(syllable)) for syllable in _INNER.findall(brackets))


def _is_sure(brackets: str) -> bool:
    syllables = _INNER.findall(brackets)
    doubled = len(syllables) > 1 and len(set(syllables)) == 1
    return doubled or any(not syllable.isascii() for syllable in syllables)
