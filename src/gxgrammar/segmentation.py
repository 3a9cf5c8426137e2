"""Tables in running text: labels found by the vocabulary wherever blanks, line breaks or nothing at all parts them.

One pass finds every label and heading in the text without its white space and punctuation. A table is a stretch that
labels and values cover; a label among sentences stands alone, and stays prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from ahocorasick_rs import AhoCorasick, MatchKind
from attrs import frozen

from gxgrammar.document import Ink, ink
from gxgrammar.furniture import COUNTED_PAGE, DASHED_PAGE
from gxgrammar.spelling import IGNORED, NO_WIDTH, fold_width, key, without_enumerator
from gxgrammar.values import ABOUT
from gxgrammar.vocabulary import vocabulary
from gxgrammar.wrapping import with_bracket, wrapped

_IGNORED_RUN = re.compile(f"([{re.escape(IGNORED)}]+)")
_UNIT = r"人次|万元|萬元|亿元|億元|[件项項条條个個次篇人起宗份元]"
_SIGNED = rf"(?:[-+−－]|新?增加?|[减減]少?|[↑↓]|(?:{ABOUT})\s?)?\d[\d,，]*(?:[.．]\d+)?"
# Letters that were taken for digits, alone or among digits.
_MISREAD = r"(?<![A-Za-z])[\d,，]{0,15}[OoQlI][\dOoQlI,，]{0,15}(?![A-Za-z])"
_NONE = r"[无無](?:(?=[无無])|(?![\u3400-\u9fff]))"
# A figure with its unit and the mark of a note behind it, a dash, 无, or the unit that stands in a column of its own.
# Units that are not understood, 千元 and 万余元, are taken too: their number alone would be a wrong amount.
# 元 alone on the next line may be the end of 万元.
_MONEY = (
    r"(?:[^\S\n]*|\s*(?=[万萬亿億]))(?:[万萬亿億]\s?\d[\d.千百十]{0,9}元?|[百千]?(?:[万萬亿億]?[余多]?[^\S\n]?|[万萬亿億]\n)元|[万萬亿億](?![\u3400-\u9fff\d])"
    r"|[（(](?:[万萬亿億]?元|[万萬亿億])[）)])"
)
_TOKEN = re.compile(rf"{_MISREAD}|{_SIGNED}(?:{_MONEY}|{_UNIT})?[①-⑳]?|[-—–－/]+|{_NONE}|{_UNIT}")
# The head of a year's column.
_YEAR = re.compile(r"20\d\d年度?")
_VALUES = re.compile(rf"(?:[\s|{NO_WIDTH}]|{_TOKEN.pattern}|{COUNTED_PAGE.pattern})*")
_PAGE_NUMBER = re.compile(rf"(?<=\n)[ \t]*[-—–－][ \t]*\d{{1,3}}[ \t]*[-—–－][ \t]*(?=\n)|{COUNTED_PAGE.pattern}")
# A figure at the end of others, which belongs to the sentence that goes on behind it: 2012年, 1.建立制度.
_LAST_FIGURE = re.compile(r"(?<![\d.．,，])\d[\d.．,，]*\Z")
_NUMBERS_SENTENCE = re.compile(r"[.．、](?!\d)")
# One that may also be the last of a row, unless it is a year or a day of it, or numbers the sentence.
_RUNS_ON = re.compile(r"(?!(?:19|20)\d\d\s?年|[01]?\d\s?月)\d++(?:[.．,，]\d++)*+(?![.．、])")
# What makes another number of the figure before it: 10.5千, 24.5多万元, 1'052.36, 12%; also a line break at its point
# or comma, and what stands for a character that was lost.
_CHANGES_FIGURE = re.compile(
    r"(?<=\d[,，])[^\S\n]{0,3}\n[^\S\n]{0,3}(?=\d{3})[\d.．,，]{0,20}"
    r"|(?<=\d)(?:[·•'’。](?=\d)|\s{0,4}[.．]\s{0,4}(?=\d)|\s{1,4}[,，](?=\d{3})|[?？\ufffd](?=[\s\d|（(\u4e00-\u9fff]|\Z)"
    r"|[%％‰百千万萬亿億余多]|左右|以上|以下|美元|欧元|港[元币])[\d.．,，百千万萬亿億余多元]{0,20}"
)
# What begins anew behind a table, so that a figure before it is the table's: the foot of the form of 2014, remarks, a
# section. A note, 2注：…, may have the figure for its number.
_BEGINS = re.compile("填报单位|单位负责人|审核人|填报人|联系电话|填报日期|备注[:：]|[一二三四五六七八九十]{1,3}、")
_DIGIT = re.compile(r"\d")
# What parts figures from each other.
_BORDERS = re.compile(rf"[\s|{NO_WIDTH}]+")
# What may part a figure from the label behind it.
_BLANKS = re.compile(r"[| \t\r\n\xa0\u2002\u2003\u3000]{1,40}")
# With the line breaks and blanks that may stand in one.
_LONGEST_LABEL = 200
# Three figures in a line are a row's; that of the label before them, if so near.
_ROW = re.compile(r"\d[\d.,]*[^\S\n]{1,9}\d[\d.,]*[^\S\n]{1,9}\d")
_NEAR = 120
# The figures of the last row of a table end within so many characters.
_LONGEST_ROW = 400
_FEWEST_LABELS = 3
_FEWEST_LABELS_WITHOUT_VALUES = 8
# What may stand between two labels of a table and be a misprinted label itself.
_LONGEST_UNKNOWN = 45
_SENTENCE = re.compile("[，。；！？、,;!?]")
# A bracket that closes a label, perhaps on the next line.
_CLOSING = re.compile(r"\s*[）)》”\"＂]")
# What parts a label from its figures and belongs to neither.
_COLON = re.compile(r"[ \t]{0,4}[:：](?=\s{0,4}[-−－\d—无無])")
# What explains a label, in brackets between it and a figure; other words there may say of what else the figure is.
_NOTE = re.compile(
    r"[ \t]?[（(【](?:注|不?含|不?包[括含]|指|即|见|说明)(?![^（()）【】\n]{0,45}[上去]年)"
    r"[^（()）【】\d元\n]{1,45}[）)】](?=[ \t|]{0,9}[-+−－]?\d)"
)
# A heading in running text follows a sentence, a bracket, a figure or a blank.
_BEFORE_HEADING = re.compile(r"(?:^|[\s。；;！!？?）)》”\d\].|…元万亿])$")
_AFTER_HEADING = re.compile(r"[、，,；;和及等。]")


@frozen
class Hit:
    """A label or heading in the text, from ``start`` to ``end``, and the figures it is wrapped around, if any."""

    start: int
    end: int
    heading: bool
    figures: tuple[int, int] | None = None


@frozen
class Stretch:
    """A part of the text: a heading, a table as its cells in order, or prose (``cells`` is None)."""

    start: int
    end: int
    heading: bool = False
    cells: tuple[Ink, ...] | None = None
    page_numbers: tuple[Ink, ...] = ()


# Words of the head and foot of the form of 2014 that have a label in them.
_NO_LABELS = ("填报单位", "单位负责人")


@cache
def _automaton() -> tuple[AhoCorasick, tuple[bool | None, ...]]:
    """The patterns of all labels and headings, and for each whether it is a heading; None for what is neither."""
    known = vocabulary()
    patterns: dict[str, bool | None] = {
        **dict.fromkeys(known.headings, True),
        **dict.fromkeys((*known.labels, *known.bare), False),
        **dict.fromkeys(_NO_LABELS, None),
    }
    return AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest), tuple(patterns.values())


def hits(text: str) -> list[Hit]:
    """Every label and heading, in order."""
    skeleton, starts, offsets = _skeleton(text)
    automaton, is_heading = _automaton()
    found: list[Hit] = []
    for pattern, start, end in automaton.find_matches_as_indexes(skeleton):
        heading = is_heading[pattern]
        if heading is None:
            continue
        run = bisect_right(starts, start) - 1
        first = offsets[run] + start - starts[run]
        run = bisect_right(starts, end - 1, run) - 1
        last = offsets[run] + end - 1 - starts[run]
        hit = _checked(text, Hit(first, last + 1, heading))
        if hit and (not found or hit.start >= found[-1].end):
            found.append(hit)
    return _with_wrapped(text, found)


def _with_wrapped(text: str, found: list[Hit]) -> list[Hit]:
    """The hits with the labels that are wrapped around their figures, in place of what is found in their pieces."""
    around = [Hit(each.start, _closed(text, each.end), False, (each.first, each.last)) for each in wrapped(text)]
    if not around:
        return found
    starts = [each.start for each in around]
    kept = (hit for hit in found if not _overlaps(hit, around, starts))
    return sorted([*kept, *around], key=lambda hit: hit.start)


def _overlaps(hit: Hit, around: list[Hit], starts: list[int]) -> bool:
    index = bisect_left(starts, hit.end) - 1
    return index >= 0 and around[index].end > hit.start


def _skeleton(text: str) -> tuple[str, list[int], list[int]]:
    """The text without what labels ignore; where each run that is kept begins in it, and where in the text."""
    parts = _IGNORED_RUN.split(text)
    kept, ignored = parts[::2], parts[1::2]
    starts = list(accumulate(map(len, kept), initial=0))
    offsets = list(accumulate([len(run) + len(gap) for run, gap in zip(kept, ignored, strict=False)], initial=0))
    return fold_width("".join(kept)), starts[:-1], offsets


def _checked(text: str, hit: Hit) -> Hit | None:
    """A hit as it stands: with its brackets; a digit that is no number of the label is a figure before it."""
    start, end = hit.start, hit.end
    if not hit.heading and text[start].isdigit() and (words := _behind_figure(text, start)):
        shorter = _label_at(text, words)
        if shorter is None:
            return None
        start, end = words, shorter
    start, end = with_bracket(text, start), _closed(text, end)
    if not hit.heading and (behind := _COLON.match(text, end) or _NOTE.match(text, end)):
        end = behind.end()
    if hit.heading and (not _BEFORE_HEADING.search(text[max(0, start - 1) : start]) or _AFTER_HEADING.match(text, end)):
        return None
    return Hit(start, end, hit.heading)


def _closed(text: str, end: int) -> int:
    """Where a label ends with the brackets behind it."""
    while closing := _CLOSING.match(text, end):
        end = closing.end()
    return end


def _behind_figure(text: str, start: int) -> int | None:
    """Where the words of a label begin whose first digit is a figure; None if it is the number of the label.

    It is a figure where nothing parts it from the words, or it ends one and only blanks part it from them.
    """
    blanks = _BLANKS.match(text, start + 1)
    words = blanks.end() if blanks else start + 1
    if words < len(text) and key(text[words]) and (words == start + 1 or _DIGIT.match(text, start - 1, start)):
        return words
    return None


def _label_at(text: str, start: int) -> int | None:
    """Where the longest label ends that begins at ``start``, None if there is none."""
    skeleton, starts, offsets = _skeleton(text[start : start + _LONGEST_LABEL])
    automaton, is_heading = _automaton()
    first = next(iter(automaton.find_matches_as_indexes(skeleton)), None)
    if first is None or first[1] or is_heading[first[0]] is not False:
        return None
    last = first[2] - 1
    run = bisect_right(starts, last) - 1
    return start + offsets[run] + last - starts[run] + 1


def segment(text: str) -> Iterator[Stretch]:
    """The text cut into headings, tables and prose, in order."""
    offset = 0
    for group, end in _groups(text):
        first = group[0]
        part = Stretch(first.start, first.end, heading=True) if first.heading else _table(text, group, end)
        if part.start > offset:
            yield Stretch(offset, part.start)
        yield part
        offset = part.end
    if offset < len(text):
        yield Stretch(offset, len(text))


def _groups(text: str) -> Iterator[tuple[list[Hit], int]]:
    """Headings one by one, and the labels of each table with the place where its last figures end.

    Labels that stand alone in prose are left out.
    """
    group: list[Hit] = []
    for hit in [*hits(text), None]:
        if group and (hit is None or hit.heading or not _continues(text[group[-1].end : hit.start])):
            stop = hit.start if hit else len(text)
            end = _end_of_figures(text, group[-1].end, stop)
            is_table = _is_table(text, group, end)
            if len(group) > 1 and _lost_its_figures(text, group[-1], end, stop):
                end = group.pop().start
            if is_table:
                yield group, end
            group = []
        if hit and hit.heading:
            yield [hit], hit.end
        elif hit:
            group.append(hit)


def _lost_its_figures(text: str, last: Hit, end: int, stop: int) -> bool:
    """Whether the last label of a table has no figures because they run on into other text, or stand in it."""
    if last.figures:
        return False
    if _DIGIT.search(text, last.end, end):
        return _runs_on(text, last.end, end, stop)
    if end < stop and "\n" not in text[last.end : end] and not _BEGINS.match(text, end):
        # Words beside it, which may say what a figure would.
        return True
    return _DIGIT.match(text, end, stop) is not None or _ROW.search(text, end, min(stop, end + _NEAR)) is not None


def _runs_on(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the figure behind those of a row may be another of them: 5 31今年 in one line, but not 5 31 2019年.

    Which it is nothing shows, and without it the row would look like one that lost a blank.
    """
    row = text[start:end]
    return "\n" not in row[len(row.rstrip()) :] and _RUNS_ON.match(text, end, stop) is not None


def _continues(gap: str) -> bool:
    """Whether two labels with this between them stand in the same table."""
    values = _VALUES.match(_PAGE_NUMBER.sub("", gap))
    rest = gap[values.end() :] if values else gap
    return not rest or (len(rest) <= _LONGEST_UNKNOWN and not _SENTENCE.search(without_enumerator(rest)))


def _is_table(text: str, group: list[Hit], end: int) -> bool:
    stretches = [*((hit.end, following.start) for hit, following in pairwise(group)), (group[-1].end, end)]
    valued = any(hit.figures for hit in group) or any(_DIGIT.search(text, start, stop) for start, stop in stretches)
    return len(group) >= (_FEWEST_LABELS if valued else _FEWEST_LABELS_WITHOUT_VALUES)


def _table(text: str, group: list[Hit], end: int) -> Stretch:
    """The cells of a table: labels, figures, and what stands between them."""
    cells: list[Ink] = []
    pages: list[Ink] = []
    for hit, stop in zip(group, [*(following.start for following in group[1:]), end], strict=True):
        cells += _label_cells(text, hit, pages)
        cells += _gap_cells(text, hit.end, stop, pages)
    return Stretch(group[0].start, end, cells=tuple(cells), page_numbers=tuple(pages))


def _label_cells(text: str, hit: Hit, pages: list[Ink]) -> Iterator[Ink]:
    """A label, and the figures it is wrapped around."""
    if hit.figures is None:
        yield Ink(text[hit.start : hit.end], hit.start, hit.end)
        return
    first, last = hit.figures
    yield Ink(f"{text[hit.start : first].rstrip()}\n{text[last : hit.end].lstrip()}", hit.start, hit.end)
    yield from _gap_cells(text, first, last, pages)


def _end_of_figures(text: str, start: int, stop: int) -> int:
    """Where the figures of the last row end: before one that belongs to the sentence behind it."""
    match = _VALUES.match(text, start, min(stop, start + _LONGEST_ROW))
    end = match.end() if match else start
    if end >= stop or _BEGINS.match(text, end):
        return end
    if more := _CHANGES_FIGURE.match(text, start + len(text[start:end].rstrip()), stop):
        return more.end()
    goes_on = key(text[end]) or _NUMBERS_SENTENCE.match(text, end)
    last = _LAST_FIGURE.search(text, start, end) if goes_on else None
    return last.start() if last else end


def _gap_cells(text: str, start: int, end: int, pages: list[Ink]) -> Iterator[Ink]:
    """The figures between two labels, then what is neither: perhaps a label that is misprinted."""
    if _PLAIN.fullmatch(text, start, end) and not text.startswith(_POINTS, end):
        yield from [Ink(figure[0], *figure.span()) for figure in _DIGITS.finditer(text, start, end)]
        return
    numbers = _PAGE_NUMBER.finditer(text, max(0, start - 1), min(len(text), end + 1))
    ahead = deque(ink(number[0], number.start()) for number in numbers)
    pages += ahead
    offset = start
    while (offset := _behind_borders(text, offset, end)) < end:
        while ahead and ahead[0].end <= offset:
            ahead.popleft()
        page = ahead[0] if ahead and ahead[0].start <= offset else None
        # What may be a page number among figures stays together: which it is, the columns of the form tell.
        token = (
            _YEAR.match(text, offset, end) or DASHED_PAGE.match(text, offset, end) or _TOKEN.match(text, offset, end)
        )
        # At the beginning of a line the words behind it may be those of the label that ends the gap.
        number = _NUMBERING.match(text, offset, len(text) if text.startswith("\n", offset - 1) else end)
        if page:
            offset = page.end
        elif token and not number:
            more = _CHANGES_FIGURE.match(text, token.end(), end)
            stop = more.end() if more else token.end()
            # The figure may run into the number of a label that is not known, and is no figure then: 101.按囗办结数.
            stop += stop < end and _POINT.match(text, stop) is not None
            yield ink(text[offset:stop], offset)
            offset = stop
        else:
            begin = number.end() if number else offset
            unknown = _UNKNOWN.match(text, begin, ahead[0].start if ahead else end)
            size = (unknown.end() if unknown else max(begin, offset + 1)) - offset
            yield ink(text[offset : offset + size], offset)
            offset += size


def _behind_borders(text: str, start: int, end: int) -> int:
    borders = _BORDERS.match(text, start, end)
    return borders.end() if borders else start


# Figures that have no signs, units or marks, which most have not.
_PLAIN = re.compile(rf"[\s\d|{NO_WIDTH}]*")
_DIGITS = re.compile(r"\d+")
_POINTS = (".", "．", "、")
_POINT = re.compile(r"(?<=\d)[.．、](?=[ \t]?[\u3400-\u9fff])")
_UNKNOWN = re.compile(r"\D+")
# What numbers a label that no form has: 3. before words.
_NUMBERING = re.compile(r"(?<![\d.．,，])\d{1,2}[.．、](?=[ \t]?[\u3400-\u9fff])")
