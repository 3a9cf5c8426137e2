"""Page numbers without dashes or words around them, on lines of their own: ``3``, ``3/9``.

Such a line among the rows of a table would be a figure. That it numbers a page is seen from all such lines together:
they count on by one, over the breaks of pages or between stretches of text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from gxgrammar.condition.edit import Edit

# Lines with the break before them: what begins with a certain character is searched for several times as fast.
_OF_ALL = re.compile(
    r"\n[ \t\u3000]*(?:[-—–][ \t]*)?(\d{1,3})[ \t]*/[ \t]*(\d{1,3})(?:[ \t]*[-—–])?[ \t\u3000]*\r?(?=\n|\Z)"
)
_NUMBER = re.compile(r"[ \t\u3000]*([1-9]\d{0,2})[ \t\u3000]*\r?(?:\n|(?=\f)|\Z)")
_FIGURE = re.compile(r"\n[ \t\u3000]*(\d[\d.,，]{0,20})[ \t\u3000]*\r?(?=\n|\Z)")
_BREAK = "\f"
# So many lines count on, with so many others between them that have so many characters: figures may do so by chance,
# and the items of a list do.
_FEWEST = 3
_FEWEST_BETWEEN = 3
_SHORTEST_PAGE = 60
# A page of one cell a line has dashes or units on lines of their own, and one whose figures stand apart from their
# sentences goes on with a unit.
_CELL = re.compile(r"^[ \t\u3000]*(?:[-—–/]+|万?元|人次|[件项条个次篇人])[ \t\u3000]*\r?$", re.MULTILINE)
_UNIT = re.compile(r"\s*(?:万?元|人次|年|月|[件宗份起条项个次篇人名家部%])")
_SENTENCE = re.compile("[，。；]")
_NEAR = 100


def edits(text: str) -> list[Edit]:
    """Delete the lines that number pages."""
    found = _of_all(text) or (_at_breaks(text) if _BREAK in text else _alone(text))
    return [Edit(*line.span(), "") for line in found]


def _of_all(text: str) -> list[re.Match[str]]:
    """The lines that tell how many pages there are, if they agree."""
    found = list(_OF_ALL.finditer(text)) if "/" in text else []
    agreed = len(found) > 1 and len({line[2] for line in found}) == 1 and int(found[-1][1]) <= int(found[-1][2])
    return found if agreed and _count_on(found) else []


def _at_breaks(text: str) -> list[re.Match[str]]:
    """The numbers before the breaks of pages, or behind them, that count the pages."""
    for pages in (_last_lines(text), _first_lines(text)):
        numbers = [(int(line[1]) - page, line) for page, line in pages]
        [(first, times)] = Counter(first for first, _ in numbers).most_common(1) or [(0, 0)]
        if times >= _FEWEST and 2 * times > text.count(_BREAK):
            return [line for page_first, line in numbers if page_first == first]
    return []


def _last_lines(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The pages that end with a number alone, with that line; behind the last page there may be no break."""
    begin = 0
    for page, end in enumerate([*_breaks(text), len(text)]):
        shown = begin + len(text[begin:end].rstrip())
        line = _NUMBER.match(text, text.rfind("\n", begin, shown) + 1 or begin, end)
        if line:
            yield page, line
        begin = end + 1


def _first_lines(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The pages behind a break that begin with a number alone, with that line."""
    breaks = [*_breaks(text), len(text)]
    for page, (begin, end) in enumerate(pairwise(breaks)):
        shown = end - len(text[begin:end].lstrip())
        line = _NUMBER.match(text, max(text.rfind("\n", begin, shown), begin) + 1, end)
        if line:
            yield page, line


def _breaks(text: str) -> list[int]:
    return [sign.start() for sign in re.finditer(_BREAK, text)]


def _alone(text: str) -> list[re.Match[str]]:
    """All lines that are a number, if they count on and the first of them stands beside a sentence, where no figure
    would, but the last one of a table."""
    found: list[re.Match[str]] = []
    for line in _FIGURE.finditer(text):
        if not _NUMBER.fullmatch(line[1]) or (
            found and not (_count_on([found[-1], line]) and _apart(text, found[-1], line))
        ):
            return []
        found.append(line)
    are_pages = len(found) >= _FEWEST and _beside_sentence(text, found[0])
    goes_on = are_pages and (_CELL.search(text) is not None or any(_UNIT.match(text, line.end()) for line in found))
    return found if are_pages and not goes_on else []


def _count_on(lines: list[re.Match[str]]) -> bool:
    return all(int(line[1]) == int(before[1]) + 1 for before, line in pairwise(lines))


def _apart(text: str, before: re.Match[str], line: re.Match[str]) -> bool:
    """Whether enough stands between two."""
    between = [each for each in text[before.end() : line.start()].split("\n") if each.strip()]
    return len(between) >= _FEWEST_BETWEEN and sum(map(len, between)) >= _SHORTEST_PAGE


def _beside_sentence(text: str, line: re.Match[str]) -> bool:
    before = text[max(0, line.start() - _NEAR) : line.start()].rstrip().rpartition("\n")[2]
    behind = text[line.end() : line.end() + _NEAR].lstrip().partition("\n")[0]
    return _SENTENCE.search(before) is not None or _SENTENCE.search(behind) is not None
