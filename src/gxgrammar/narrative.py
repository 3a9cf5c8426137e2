"""The words of a report as a tree: sections, and in them numbered parts and paragraphs in the order of the page.

``body`` reads the lines of a section, ``lines`` prints them again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, zip_longest

from attrs import field, frozen, mutable

from gxgrammar.records import Narrative, Part, Section

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# What numbers a part, largest first; a part ends where one of its own or a larger kind begins.
_NUMBERS = (
    re.compile(rf"{_NUMERAL}、"),
    re.compile(rf"[（(]\s*{_NUMERAL}\s*[）)]、?"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    re.compile(r"[（(]\s*\d{1,2}\s*[）)]、?|[①-⑳]"),
)
_BRACKETED = 1
_RUN_IN = len(_NUMBERS)
# A heading on a line of its own that ends as sentences do; one with figures states something.
_OWN_HEADING = re.compile(r"[^\d。；;:：！!？?]{2,30}。")
_ITEM = re.compile(r"(?:(?<=^)|(?<=[。；;:：,，！!]))\s*([一二三四五六七八九十]{1,2})是")
_FIRST_ITEM = "一是"
_BEFORE_ITEM = tuple("。；;:：,，！!")
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", start=1)}
_SENTENCE_END = re.compile("[。；;！!？?]")
# A first sentence up to this length, with more text behind it, is the heading of its part.
_LONGEST_RUN_IN_HEADING = 40


@mutable
class _Open:
    """A part that is still being filled."""

    level: int
    number: str
    heading: str
    body: list[str | _Open] = field(factory=list)

    def part(self) -> Part:
        return Part(self.number, self.heading, self.closed())

    def closed(self) -> tuple[str | Part, ...]:
        return tuple(each if isinstance(each, str) else each.part() for each in self.body)


@frozen
class Prose:
    """The lines of a section as printed. ``topic`` is None for a section that the form does not have."""

    topic: str | None
    heading: str
    lines: tuple[str, ...]


def narrative(opening: Sequence[str], sections: Iterable[Prose]) -> Narrative:
    """The tree of a report's words.

    A heading unknown to the form opens a section only if its number is next, and not that of the next section of the
    form behind it; one that is numbered as parts are only if it is not that of the section it stands in.
    """
    return Narrative(body(opening), tuple(_sections(list(sections))))


def _sections(sections: list[Prose]) -> Iterator[Section]:
    """Sections that are numbered on; others are parts of the section before them."""
    merged: list[tuple[Prose, list[str]]] = []
    last = 0
    numbers = [numeral(section.heading.partition("、")[0].strip()) for section in sections]
    # For each section the number of the next that the form has.
    known = [number if section.topic is not None else 0 for section, number in zip(sections, numbers, strict=True)]
    ahead: list[int] = list(accumulate(reversed(known), _or_later))[::-1]
    main = {section.topic for section in sections if section.topic is not None and not is_part(section.heading)}
    for section, number, next_known in zip(sections, numbers, ahead, strict=True):
        unknown = section.topic is None and (number != last + 1 or number == next_known)
        if merged and (unknown or _is_part_of(merged[-1][0], section, main)):
            merged[-1][1].extend((section.heading, *section.lines))
        else:
            merged.append((section, list(section.lines)))
            last = number
    for section, lines in merged:
        yield Section(section.topic, section.heading, body(lines))


def _or_later(later: int, number: int) -> int:
    return number or later


def _is_part_of(section: Prose, following: Prose, main: Collection[str]) -> bool:
    """Whether what follows a section is a part of it that a form has as the heading of a section: （一）概述.

    ``main`` are the topics of sections that are not numbered as parts: of two headings of a topic that is the section.
    """
    return following.topic in main and is_part(following.heading) and not is_part(section.heading)


def is_part(line: str) -> bool:
    """Whether a line is numbered as parts of sections are: （一）."""
    return _NUMBERS[1].match(line) is not None


def is_heading(line: str) -> bool:
    """Whether a line is numbered as main sections are: 一、."""
    return _NUMBERS[0].match(line) is not None


def numeral(text: str) -> int:
    """The value of a Chinese numeral up to 99, 0 for anything else."""
    tens, ten, ones = text.rpartition("十")
    if any(character not in _DIGITS for character in (*tens, *ones)) or not text or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def body(lines: Iterable[str]) -> tuple[str | Part, ...]:
    """Paragraphs and parts of some lines."""
    top = _Open(-1, "", "")
    path = [top]
    numbered = [(line, *_number_of(line)) for line in lines]
    for (line, level, number), following in zip_longest(numbered, numbered[1:]):
        if number:
            while path[-1].level >= level:
                path.pop()
            part = _Open(level, number, "")
            path[-1].body.append(part)
            path.append(part)
            text_follows = following is not None and not following[2]
            part.heading, line = _heading_and_text(line[len(number) :].strip(), level == _BRACKETED and text_follows)
        path[-1].body.extend(_paragraph_and_items(line))
    return top.closed()


def _number_of(line: str) -> tuple[int, str]:
    for level, pattern in enumerate(_NUMBERS):
        match = pattern.match(line)
        if match:
            return level, match[0]
    return _RUN_IN, ""


def _heading_and_text(text: str, may_head: bool) -> tuple[str, str]:
    """Split what follows a number into a heading and the text that runs on behind it.

    ``may_head`` says that the line may be the heading of lines that follow, though it ends as a sentence.
    """
    if may_head and _OWN_HEADING.fullmatch(text):
        return text, ""
    end = _SENTENCE_END.search(text)
    if end is None:
        return (text, "") if len(text) <= 2 * _LONGEST_RUN_IN_HEADING else ("", text)
    if end.end() < len(text) and end.end() <= _LONGEST_RUN_IN_HEADING and end[0] == "。":
        return text[: end.end()], text[end.end() :].strip()
    return "", text


def _paragraph_and_items(text: str) -> Iterator[str | _Open]:
    """A paragraph, its 一是 … 二是 … as parts of their own if they are numbered on from 一."""
    starts: list[int] = []
    for match in _ITEM.finditer(text):
        if numeral(match[1]) == len(starts) + 1:
            starts.append(match.start(1))
    if len(starts) < 2:
        starts = []
    lead = text[: starts[0]].strip() if starts else text.strip()
    if lead:
        yield lead
    for start, end in pairwise([*starts, len(text)]):
        number = text[start : text.index("是", start) + 1]
        yield _Open(_RUN_IN, number, "", [text[start + len(number) : end].strip()])


def lines(body: Sequence[str | Part]) -> list[str]:
    """The lines that print a body. Items 一是, 二是 run on in the line of the first, or of what leads to them."""
    printed: list[str] = []
    for before, each in zip((None, *body), body, strict=False):
        if isinstance(each, str):
            printed.append(each)
        elif not _is_item(each):
            printed += _part_lines(each)
        elif printed and _runs_on(before, each):
            printed[-1] += "".join([each.number, *lines(each.body)])
        else:
            printed.append("".join([each.number, *lines(each.body)]))
    return printed


def _is_item(part: str | Part | None) -> bool:
    return isinstance(part, Part) and numeral(part.number.removesuffix("是")) > 0 and part.number.endswith("是")


def _runs_on(before: str | Part | None, item: Part) -> bool:
    if item.number == _FIRST_ITEM:
        return isinstance(before, str) and before.endswith(_BEFORE_ITEM)
    return _is_item(before)


def _part_lines(part: Part) -> list[str]:
    """A part: its heading on a line of its own, or before the text if it is a sentence or there is none."""
    first, *rest = lines(part.body) or [""]
    opens = part.body and (isinstance(part.body[0], str) or _is_item(part.body[0]))
    if opens and (not part.heading or part.heading.endswith("。")):
        return [f"{part.number}{part.heading}{first}", *rest]
    return [f"{part.number}{part.heading}", *([first, *rest] if part.body else [])]
