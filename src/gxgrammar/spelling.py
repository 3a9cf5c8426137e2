"""When two spellings are the same label: white space, punctuation and width do not count."""

from __future__ import annotations

import re

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
# Characters without width, which editors of web pages leave behind, and programs that show text from right to left; not
# the mark that has figures read backwards.
NO_WIDTH = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u2060\u2066\u2067\u2068\u2069\ufeff"
# What labels ignore: blanks and punctuation.
IGNORED = (
    " \t\r\n\x0b\x0c\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    f"\u2028\u2029\u202f\u205f\u3000{NO_WIDTH}"
    f"{_PUNCTUATION}{''.join(wide for code, narrow in _WIDE.items() if narrow in _PUNCTUATION for wide in chr(code))}"
    "·—⸺⸻–―…‘’“”„«»‹›′″、。〃〈〉《》「」『』【】〔〕〖〗〝〞•‥※｟｠｡｢｣､･"
)
_FOLD: dict[int, str | None] = {**_WIDE, **{ord(character): None for character in IGNORED}}
_NARROW: dict[int, str] = {**_WIDE, 0x3000: " ", 0x2212: "-", 0xFE63: "-"}
_WIDE_ONES = re.compile(f"[{''.join(map(chr, _NARROW))}]")
# In running text what has no width still parts what it stands between: it may be all that is left of a space.
_NARROW_PROSE = {**_NARROW, **dict.fromkeys(map(ord, NO_WIDTH), " ")}
_NOT_NARROW = re.compile(f"[{''.join(map(chr, _NARROW_PROSE))}]")
_MARKS = (("，", ","), ("；", ";"), ("：", ":"), ("（", "("), ("）", ")"))
# What numbers a label: 一、 （一） 1. (1) — as it reads once punctuation is gone.
_ENUMERATOR = re.compile(r"\s*(?:[（(]?\s*(?:[一二三四五六七八九十]+|\d{1,2})\s*[）)、.．,，:：]\s*)+")


def key(text: str) -> str:
    """What is left of a label when white space and punctuation are dropped and wide forms made narrow."""
    return text.translate(_FOLD)


def fold_width(text: str) -> str:
    """Full-width digits and letters as narrow ones, in a text that mostly has none."""
    return text.translate(_WIDE) if _WIDE_ONES.search(text) else text


def narrow(text: str) -> str:
    """Full-width digits, letters and ASCII punctuation as their narrow forms; one character for one."""
    return text.translate(_NARROW)


def narrow_prose(text: str) -> str:
    """As ``narrow``, for running text: the marks of every sentence are replaced at once, many times as fast as all
    characters are looked up."""
    for wide, thin in _MARKS:
        text = text.replace(wide, thin)
    return text.translate(_NARROW_PROSE) if _NOT_NARROW.search(text) else text


def without_enumerator(label: str) -> str:
    """A label without the 一、 （一） or 1. before it."""
    return _ENUMERATOR.sub("", label, count=1) if _ENUMERATOR.match(label) else label
