"""Which of the pieces of a web page are the report: the rest of the site around it is set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from attrs import frozen

from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph
from gxgrammar.source import Steps
from gxgrammar.vocabulary import find_heading

# Longer pieces are prose, not entries of a list of metadata or headings.
LONGEST_ENTRY = 100
# So many headings and tables of a form, all in one element, show which element is the report.
_FEWEST_LANDMARKS = 3


class Piece(NamedTuple):
    """A paragraph. ``element`` is the one it stands in, None for blanks, ``linked`` says that most of it is links."""

    ink: Ink
    element: Steps | None
    linked: bool
    follows_break: bool = False


def report_document(pieces: Iterable[Piece | Block], furniture: list[Furniture]) -> Document:
    """The document of a page, without what is navigation or follows the report; that is furniture too."""
    contents = list(_mended(pieces))
    report = _report_element(contents)
    found: list[Block] = []
    for index, each in enumerate(contents):
        if not isinstance(each, Piece):
            found.append(each)
        elif each.ink.text:
            kind = _furniture_kind(each, report, is_after=report is not None and index > report.last)
            if kind:
                furniture.append(Furniture(kind, each.ink))
            else:
                found.append(Paragraph(each.ink))
    furniture.sort(key=lambda each: each.ink.start)
    return Document(tuple(found), tuple(furniture))


@frozen
class _Report:
    """The element that holds all headings and tables of the report, and the last thing in it, by number."""

    element: Steps
    last: int


def _report_element(contents: Sequence[Piece | Block]) -> _Report | None:
    """The element that holds the report, None where too little of a report is there to tell."""
    landmarks = [
        each.element for each in contents if isinstance(each, Piece) and each.element and find_heading(each.ink.text)
    ]
    if len(landmarks) < _FEWEST_LANDMARKS:
        return None
    together = zip(*map(_way_to, landmarks), strict=False)
    element = [steps[0] for steps in together if all(each is steps[0] for each in steps)][-1]
    inside = (index for index, each in enumerate(contents) if isinstance(each, Piece) and _is_in(each.element, element))
    return _Report(element, max(inside, default=len(contents)))


def _way_to(element: Steps) -> list[Steps]:
    """The elements around one, outermost first, and itself."""
    way: list[Steps] = []
    around: Steps | None = element
    while around:
        way.append(around)
        around = around[0]
    return way[::-1]


def _is_in(inner: Steps | None, element: Steps) -> bool:
    while inner and inner is not element:
        inner = inner[0]
    return inner is element


def _furniture_kind(piece: Piece, report: _Report | None, *, is_after: bool) -> str | None:
    """What a paragraph is that does not belong to the report, None for one that does."""
    if piece.linked and not find_heading(piece.ink.text):
        return "navigation"
    if report and is_after and not _is_in(piece.element, report.element):
        return "site"
    return None


def _mended(contents: Iterable[Piece | Block]) -> Iterator[Piece | Block]:
    """The contents, with headings made whole that a line break cuts in two."""
    before: Piece | Block | None = None
    for each in contents:
        if isinstance(before, Piece) and isinstance(each, Piece) and each.follows_break:
            joined = f"{before.ink.text}\n{each.ink.text}"
            if len(joined) <= LONGEST_ENTRY and find_heading(joined):
                before = Piece(Ink(joined, before.ink.start, each.ink.end), before.element, before.linked)
                continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before
