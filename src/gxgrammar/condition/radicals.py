"""Characters of the same look as the usual ones, which PDF files have in their place: ⾏政 for 行政, ⼈⺠政府."""

from __future__ import annotations

import re
import unicodedata

from gxgrammar.condition.edit import Edit

# Radicals, and the ideographs that Unicode has twice for the sake of other standards.
_LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]+")
# Unicode itself gives the usual character of all but these.
_PAIRS = (
    "⺎兀⺕彐⺝月⺟母⺠民⺬示⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
_USUAL = str.maketrans(_PAIRS[::2], _PAIRS[1::2])


def edits(text: str) -> list[Edit]:
    """Read each as the usual character, one for one."""
    found = []
    for match in _LOOKALIKE.finditer(text):
        usual = "".join(map(_usual, match[0]))
        if usual != match[0]:
            found.append(Edit(*match.span(), usual))
    return found


def _usual(character: str) -> str:
    usual = unicodedata.normalize("NFKC", character.translate(_USUAL))
    return usual if len(usual) == 1 else character
