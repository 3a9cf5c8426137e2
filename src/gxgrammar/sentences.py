"""The figures that sentences state: 受理政府信息公开申请30件, 予以公开4件，占19%, 行政复议1件.

Here are found the sentences that may state one; ``clauses`` reads them, by the words in ``grammars/figures.lark``. A
sentence is read alone, never together with its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

import attrs

from gxgrammar.clauses import Figure, Sentence
from gxgrammar.document import Ink
from gxgrammar.places import names_place
from gxgrammar.publishing import ALL_PUBLISHED
from gxgrammar.records import Metadata
from gxgrammar.spelling import narrow_prose

_SENTENCE = re.compile(r"[^。！？!?\n]+")
# Only sentences that can state a figure are parsed: a counted number beside a word of the trade, or a denial. What it
# begins with is one set of characters, since that is searched several times as fast as a choice of patterns.
_STATES = re.compile(
    r"[0-9０-９未无没](?:"
    r"(?<=[0-9０-９])[^\S\n]?万?[余多]?[^\S\n]?(?:[件宗份起条次例篇]|[项个](?=依?申请|政府信息|[，,；;。、]))"
    r"|(?:(?<=[未无])|(?<=没)有)(?=[^，,；;。！？!?\n]{0,40}(?:申请|复议|诉讼))"
    r")"
)
_TOPIC = re.compile(
    "申请|主动公开|予以公开|同意公开|部分公开|不予公开|复议|诉讼|办结|答复|规范性文件|结转|转结|无法提供|不予处理|不掌握|其他处理|补正|微博|微信|网站公开"
    "|(?:公开|发布)(?:了|的)?(?:各类|各种)?(?:政府|政务)?信息"
)
_TITLES = re.compile("《[^《》]*》")
# Of these a sentence has one in a year; more of them are of bodies, or kinds.
_WHOLES = frozenset({ALL_PUBLISHED, ("received",), ("closed",), ("carried_forward",)})


def of_its_year(stated: Sequence[Figure], known: int | None) -> tuple[Figure, ...]:
    """The figures of the year of a report, which sentences tell where it is not known."""
    year = known or _year_most_named(stated)
    return tuple([each for each in stated if each.year is None or each.year == year])


def _year_most_named(stated: Iterable[Figure]) -> int | None:
    sentences = Counter(year for year, _ in {(each.year, each.sentence) for each in stated} if year is not None)
    return max(sentences, key=lambda year: (sentences[year], year), default=None)


def figures_of(paragraphs: Sequence[Ink], own: str) -> tuple[Figure, ...]:
    """The figures of paragraphs as printed, other years included; ``own`` as for ``figures_in``."""
    return tuple([figure for paragraph in _that_state(paragraphs) for figure in _printed_in(paragraph, own)])


def figures_in(text: str, *, start: int | None = None, own: str = "") -> list[Figure]:
    """The figures of a text, sentence by sentence. ``start`` is its offset in the source; ``own`` holds the names of
    the body that reports, without which a sentence about another place cannot be told."""
    found: list[Figure] = []
    for offset, words in _stating(text):
        sentence = narrow_prose(words)
        read = _TITLES.sub(_blanks, sentence) if "《" in sentence else sentence
        names = own if names_place(sentence) else ""
        place = None if start is None else start + offset
        found += _of_one_whole(Sentence(read, text=sentence, offset=place, own=names, body=own).figures())
    return found


def _of_one_whole(found: list[Figure]) -> list[Figure]:
    """The figures without those of wholes of which a sentence has several, which are parts: of the town so many, of the
    counties so many. The first of them is the whole if it is the largest, but for what was published."""
    wholes: dict[tuple[tuple[str, ...], int | None], list[int | Decimal]] = {}
    for each in filter(_is_whole, found):
        wholes.setdefault((each.counts, each.year), []).append(each.value)
    several = {key: values for key, values in wholes.items() if len(set(values)) > 1}
    return [
        each
        for each in found
        if not _is_whole(each) or (each.counts, each.year) not in several or _is_largest(each, several)
    ]


def _is_whole(figure: Figure) -> bool:
    """Whether a figure is one of all that was published, requested, or closed."""
    return figure.counts in _WHOLES and figure.part_of is None


def _is_largest(figure: Figure, wholes: Mapping[tuple[tuple[str, ...], int | None], Sequence[int | Decimal]]) -> bool:
    """Whether a figure is the first of several wholes, and larger than the others."""
    first, *others = wholes[figure.counts, figure.year]
    return figure.counts != ALL_PUBLISHED and figure.value == first > max(others)


def _stating(text: str) -> Iterator[tuple[int, str]]:
    """The sentences that may state a figure, with their offsets."""
    places = [match.start() for match in _STATES.finditer(text)]
    if places:
        for match in _SENTENCE.finditer(text):
            start, end = match.span()
            if bisect_left(places, start) < bisect_left(places, end) and _TOPIC.search(text, start, end):
                yield start, match[0]


def _blanks(title: re.Match[str]) -> str:
    return "　" * len(title[0])


def _that_state(paragraphs: Sequence[Ink]) -> list[Ink]:
    """Those that may state a figure, all searched at once."""
    texts = [paragraph.text for paragraph in paragraphs]
    places = [match.start() for match in _STATES.finditer("\n".join(texts))]
    ends = list(accumulate([len(text) + 1 for text in texts])) if places else []
    return [paragraphs[index] for index in dict.fromkeys([bisect_right(ends, place) for place in places])]


def _printed_in(paragraph: Ink, own: str) -> list[Figure]:
    """The figures of a paragraph; where its text was repaired on the way, their span is that of the paragraph."""
    text, start, end = paragraph
    if len(text) == end - start:
        return figures_in(text, start=start, own=own)
    return [attrs.evolve(figure, span=paragraph.span) for figure in figures_in(text, own=own)]


def own_names(metadata: Metadata, opening: Iterable[str]) -> str:
    """The words that hold the names of the body that reports; nothing where they name no place.

    Then nothing says which place is another.
    """
    names = [metadata.title, metadata.agency_name, metadata.issuing_body, metadata.signature]
    known = " ".join(name for name in names if name)
    text = f"{known} {' '.join(opening)}" if known else ""
    return text if names_place(text) else ""
