"""HTML: report pages as content systems and Word write them.

The tree is the one a browser builds, so the XPath of a cell finds it there. Tables are those that hold labels of a
form, and what fields of a web form show in them is read; all other tables lay out the page, and what they hold is
read as paragraphs. Navigation, buttons and hidden text are set aside as furniture, and so is whatever follows the
element that holds all sections.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from attrs import evolve, field, frozen, mutable
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gxgrammar.condition import condition
from gxgrammar.condition.notes import repair_notes
from gxgrammar.decoding import read_source
from gxgrammar.document import Block, Document, Furniture, Ink, Paragraph, Row, Table
from gxgrammar.limits import Limits
from gxgrammar.readers.elements import (
    MAYBE_HIDDEN,
    PICTURE,
    as_shown,
    field_text,
    is_hidden,
    is_picture,
    only_text,
    spans,
)
from gxgrammar.readers.extracted import Extracted
from gxgrammar.readers.grid import Written, blocks, has_label, lay_out
from gxgrammar.readers.markup import check_markup, declared_encoding
from gxgrammar.readers.opened import Opened
from gxgrammar.source import PlaceFacts
from gxgrammar.vocabulary import find_heading, find_label

_LAYOUT = (
    "html body p div section article main header address blockquote center pre figure figcaption form fieldset hr "
    "ul ol li dl dt dd details summary table caption tbody thead tfoot tr"
)
# What an element does to the text around it; those not listed do nothing.
_ROLES = {
    **dict.fromkeys(_LAYOUT.split(" "), "block"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("nav", "footer", "aside", "button", "select", "textarea", "menu", "dialog"), "aside"),
    # Marks of notes and struck words are no part of the figure that they stand at.
    **dict.fromkeys(("sup", "sub", "del", "s", "strike"), "aside"),
    **dict.fromkeys(("head", "script", "style", "noscript", "template", "iframe", "object", "svg"), "unseen"),
    "td": "cell",
    "th": "cell",
    "a": "link",
    "br": "break",
}
# Text with tables but no other markup: its lines are paragraphs.
_MARKUP = re.compile(r"<(?:html|body|p|div|br|section|article)\b", re.IGNORECASE)
# Longer cells of a table without labels are prose, not entries of a list of metadata.
_LONGEST_ENTRY = 100
# The labels of a row are among its first cells, and broken into few pieces.
_LABELS_WITHIN = 64
_LABEL_PIECES = 4
# So many headings and tables of a form, all in one element, show which element is the report.
_FEWEST_LANDMARKS = 3


def open_file(data: str | bytes, *, name: str, without: Collection[str] = (), limits: Limits) -> Opened:
    """Read an HTML page. Raises UnreadableSource for input beyond the limits or without text."""
    if isinstance(data, bytes):
        decoded = read_source(data, name=name, declared=declared_encoding(data))
    else:
        decoded = read_source(data, name=name)
    check_markup(decoded.text, limits, name)
    conditioned = condition(decoded.text, without=without)
    markup = conditioned.text
    page = _Page(LexborHTMLParser(markup), limits, name, lines_are_paragraphs=not _MARKUP.search(markup))
    page.walk()
    # The markup is repaired as a whole, so its repair has no place in the text that is taken out of it.
    notes = (evolve(note, span=None) for note in repair_notes(decoded.text, conditioned))
    return Opened(page.extracted.source(name, decoded.encoding), page.document(), "html", tuple(notes))


@mutable
class _Text:
    """The inline text of a block: its pieces, how many characters of them are links, and where the block is."""

    path: str
    in_heading: bool = False
    pieces: list[str] = field(factory=list)
    linked: int = 0


@mutable
class _Cell:
    """A cell being read: what it holds in order, paragraphs and finished tables."""

    facts: PlaceFacts
    spans: tuple[int, int]
    content: list[_Piece | Block]
    has_picture: bool = False


class _Piece(NamedTuple):
    """A paragraph. ``path`` is the XPath of its element, ``linked`` says that most of it is links."""

    ink: Ink
    path: str
    linked: bool
    follows_break: bool = False


@mutable
class _TableFrame:
    """A table being read."""

    number: int
    rows: list[list[_Cell]] = field(factory=list)
    holds_table: bool = False
    is_of_form: bool = False
    looked_at: int = 0

    def shows_label(self) -> bool:
        """Whether a label of a form stands in the table so far; a row of values has one before it."""
        rows = self.rows[self.looked_at :]
        self.is_of_form = self.is_of_form or any(_spells_label(cell) for row in rows for cell in row[:_LABELS_WITHIN])
        self.looked_at = max(0, len(self.rows) - 1)
        return self.is_of_form

    def cells(self) -> Iterator[_Cell]:
        return (cell for row in self.rows for cell in row)


def _spells_label(cell: _Cell) -> bool:
    pieces = [each.ink.text for each in cell.content[:_LABEL_PIECES] if isinstance(each, _Piece)]
    return find_label("".join(pieces)) is not None


@mutable
class _Element:
    """An open element: its XPath, and how often each tag has come up among its children."""

    node: LexborNode
    tag: str
    path: str
    seen: dict[str, int] | None = None

    def path_below(self, tag: str) -> str:
        """The XPath of the next child, which has that tag."""
        if self.seen is None:
            self.seen = {tag: 1, "*": 1}
            count = every = 1
        else:
            count = self.seen[tag] = self.seen.get(tag, 0) + 1
            every = self.seen["*"] = self.seen["*"] + 1
        return f"{self.path}/{tag}[{count}]" if tag.isalnum() else f"{self.path}/*[{every}]"


class _Page:
    """Walks the tree once, in document order, and collects text, paragraphs and tables."""

    def __init__(self, tree: LexborHTMLParser, limits: Limits, name: str, *, lines_are_paragraphs: bool) -> None:
        self.extracted = Extracted()
        self._root = tree.root
        self._limits = limits
        self._name = name
        self._hidden = {node.mem_id for node in tree.css(MAYBE_HIDDEN) if is_hidden(node)}
        self._lines_are_paragraphs = lines_are_paragraphs
        self._open: list[_Element] = []
        self._tables: list[_TableFrame] = []
        self._cells: list[_Cell] = []
        self._content: list[_Piece | Block] = []
        self._furniture: list[Furniture] = []
        self._text = _Text("")
        self._table_count = self._paragraph_count = self._cell_count = 0
        self._after_break = False
        self._aside = 0
        self._links = 0

    # Walking the tree

    def walk(self) -> None:
        """Visit every element and text, without recursion."""
        node = self._root
        while node is not None:
            below = self._visit(node)
            while below is None:
                if not self._open:
                    return
                below = node.next
                if below is None:
                    node = self._open[-1].node
                    self._leave(self._open.pop())
            node = below

    def _visit(self, node: LexborNode) -> LexborNode | None:
        """Take a node; return its first child if it is an element to go into."""
        tag = node.tag or "-"
        if tag == "-text":
            self._take_text(node.text_content or "")
            return None
        if tag[0] in "-!":
            return None
        path = self._open[-1].path_below(tag) if self._open else f"/{tag}[1]"
        role = _ROLES.get(tag)
        if self._hidden and node.mem_id in self._hidden:
            return None
        if self._cells and self._takes_shown(node, tag):
            return None
        if role == "unseen":
            return None
        if role == "break":
            self._break()
            return None
        if role == "cell" and self._tables and not self._hidden:
            text = only_text(node)
            if text is not None:
                if self._text.pieces:
                    self._end_text(path)
                self._add_cell(node, path, as_shown(text))
                return None
        if role:
            self._enter(node, tag, path, role)
        if len(self._open) >= self._limits.nesting:
            self._limits.check("nesting", len(self._open) + 1, name=self._name)
        self._open.append(_Element(node, tag, path))
        child = node.child
        if child is None:
            self._leave(self._open.pop())
        return child

    def _enter(self, node: LexborNode, tag: str, path: str, role: str) -> None:
        if role == "link":
            self._links += 1
            return
        self._end_text(path)
        if role == "cell":
            if self._tables:
                self._cells.append(self._begin_cell(node, path))
        elif role == "aside":
            self._aside += 1
        elif role == "heading":
            self._text.in_heading = True
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag == "table":
            self._table_count += 1
            self._tables.append(_TableFrame(self._table_count))

    def _leave(self, element: _Element) -> None:
        role = _ROLES.get(element.tag)
        if role is None:
            return
        if role == "link":
            self._links -= 1
            return
        self._end_text(self._open[-1].path if self._open else "")
        if role == "cell":
            if self._tables:
                self._end_cell(self._cells.pop())
        elif role == "aside":
            self._aside -= 1
        elif element.tag == "tr":
            self.extracted.end_last("\n")
        elif element.tag == "table":
            self._end_table(self._tables.pop())

    # Text

    def _take_text(self, text: str) -> None:
        if self._lines_are_paragraphs and not self._cells:
            for line in text.splitlines():
                self._text.pieces.append(line.lstrip("# "))
                self._end_text(self._text.path)
            return
        if not self._text.pieces and text.isspace():
            return
        self._text.pieces.append(text)
        if self._links:
            self._text.linked += len(text.strip())

    def _takes_shown(self, node: LexborNode, tag: str) -> bool:
        """Take what a form field in a table of the form shows; note a picture. False for what is neither."""
        if is_picture(node, tag):
            self._cells[-1].has_picture = True
            return True
        words = field_text(node, tag)
        if words is None or not self._in_form():
            return False
        self._text.pieces.append(words)
        return True

    def _in_form(self) -> bool:
        """Whether a table that is open is one of the form, as far as it is read."""
        return any(table.shows_label() for table in self._tables)

    def _break(self) -> None:
        in_heading = self._text.in_heading
        self._end_text(self._text.path)
        self._after_break = True
        self._text.in_heading = in_heading

    def _end_text(self, path: str) -> None:
        """Finish the paragraph that was collected; the next one begins in the element at ``path``."""
        text = self._text
        after_break, self._after_break = self._after_break, False
        if not text.pieces:
            text.path, text.in_heading = path, False
            return
        self._text = _Text(path)
        words = as_shown(text.pieces[0] if len(text.pieces) == 1 else "".join(text.pieces))
        if not words:
            return
        if self._cells:
            facts = self._cells[-1].facts
        else:
            self._paragraph_count += 1
            facts = (None, None, None, self._paragraph_count, text.path)
        ink = self.extracted.add(words, facts)
        linked = not text.in_heading and text.linked * 2 > len(ink.text)
        if self._aside:
            self._furniture.append(Furniture("navigation", ink))
        else:
            self._append(_Piece(ink, text.path, linked, after_break))

    def _append(self, content: _Piece | Block) -> None:
        if not self._cells:
            self._content.append(content)
            return
        self._cells[-1].content.append(content)
        if isinstance(content, Table):
            self._tables[-1].holds_table = True

    # Tables

    def _add_cell(self, node: LexborNode, path: str, text: str) -> None:
        """Take a cell that holds nothing but text."""
        cell = self._begin_cell(node, path)
        ink = self.extracted.add(text, cell.facts, "\t")
        if text and self._aside:
            self._furniture.append(Furniture("navigation", ink))
            ink = self.extracted.add("", cell.facts, "\t")
        cell.content.append(_Piece(ink, path if text else "", text != "" and self._links > 0))

    def _begin_cell(self, node: LexborNode, path: str) -> _Cell:
        table = self._tables[-1]
        row = table.rows[-1]
        number = len(row) + 1
        self._cell_count += 1
        if self._cell_count > self._limits.cells or number > self._limits.columns:
            self._limits.check("columns", number, name=self._name)
            self._limits.check("cells", self._cell_count, name=self._name)
        cell = _Cell((table.number, len(table.rows), number, None, path), spans(node), [])
        row.append(cell)
        return cell

    def _end_cell(self, cell: _Cell) -> None:
        if not cell.content:
            is_read = not cell.has_picture or self._aside or not self._in_form()
            cell.content.append(_Piece(self.extracted.add("" if is_read else PICTURE, cell.facts), "", linked=False))
        self.extracted.end_last("\t")

    def _end_table(self, table: _TableFrame) -> None:
        """Hand on a finished table, as rows of cells or, if it only lays out the page, as what its cells hold."""
        if not table.holds_table:
            rows = [[Written(_ink(cell), *cell.spans) for cell in row] for row in table.rows]
            grid = lay_out(rows, self._limits, name=self._name)
            if has_label(grid):
                for block in blocks(grid):
                    self._append(block)
                return
            if _is_list(table):
                entries = tuple(Row(pair) for row in rows for pair in _pairs([cell.ink for cell in row]))
                self._append(Table(entries, rows_kept=True, blanks_kept=True))
                return
        for cell in table.cells():
            for each in cell.content:
                self._append(each)

    # The document

    def document(self) -> Document:
        """What was collected, without what is navigation or follows the report."""
        contents = list(_mended(self._content))
        report = _report_element(contents)
        found: list[Block] = []
        for index, each in enumerate(contents):
            if not isinstance(each, _Piece):
                found.append(each)
            elif each.ink.text:
                kind = _furniture_kind(each, report, is_after=report is not None and index > report.last)
                if kind:
                    self._furniture.append(Furniture(kind, each.ink))
                else:
                    found.append(Paragraph(each.ink))
        self._furniture.sort(key=lambda each: each.ink.start)
        return Document(tuple(found), tuple(self._furniture))


@frozen
class _Report:
    """The element that holds all headings and tables of the report, and the last thing in it, by number."""

    path: str
    last: int


def _report_element(contents: Sequence[_Piece | Block]) -> _Report | None:
    """The element that holds the report, None where too little of a report is there to tell."""
    paths = [
        each.path for each in contents if isinstance(each, _Piece) and each.ink.text and find_heading(each.ink.text)
    ]
    if len(paths) < _FEWEST_LANDMARKS:
        return None
    steps = [path.split("/") for path in paths]
    common = [together[0] for together in zip(*steps, strict=False) if len(set(together)) == 1]
    path = "/".join(common)
    inside = (index for index, each in enumerate(contents) if isinstance(each, _Piece) and _is_in(each.path, path))
    return _Report(path, max(inside, default=len(contents)))


def _is_in(path: str, element: str) -> bool:
    return path == element or path.startswith(f"{element}/")


def _furniture_kind(piece: _Piece, report: _Report | None, *, is_after: bool) -> str | None:
    """What a paragraph is that does not belong to the report, None for one that does."""
    if piece.linked and not find_heading(piece.ink.text):
        return "navigation"
    if report and is_after and not _is_in(piece.path, report.path):
        return "site"
    return None


def _mended(contents: Iterable[_Piece | Block]) -> Iterator[_Piece | Block]:
    """The contents, with headings made whole that a line break cuts in two."""
    before: _Piece | Block | None = None
    for each in contents:
        if isinstance(before, _Piece) and isinstance(each, _Piece) and each.follows_break:
            joined = f"{before.ink.text}\n{each.ink.text}"
            if len(joined) <= _LONGEST_ENTRY and find_heading(joined):
                before = _Piece(Ink(joined, before.ink.start, each.ink.end), before.path, before.linked)
                continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


def _ink(cell: _Cell) -> Ink:
    """The ink of a cell, its paragraphs a line each."""
    inks = [each.ink for each in cell.content if isinstance(each, _Piece)]
    if len(inks) == 1:
        return inks[0]
    return Ink("\n".join(ink.text for ink in inks), inks[0].start, inks[-1].end)


def _is_list(table: _TableFrame) -> bool:
    """Whether a table without labels of a form lists entries side by side, such as metadata, rather than lay out."""
    wide = any(len(row) > 1 for row in table.rows)
    pieces = [cell.content for cell in table.cells()]
    return wide and all(
        len(content) == 1
        and isinstance(content[0], _Piece)
        and not content[0].linked
        and len(content[0].ink.text) <= _LONGEST_ENTRY
        for content in pieces
    )


def _pairs(row: Sequence[Ink]) -> Iterator[tuple[Ink, ...]]:
    """The entries of a list, a key and its value each; the whole row where it does not divide into pairs."""
    size = 2 if len(row) % 2 == 0 else len(row)
    return (tuple(row[start : start + size]) for start in range(0, len(row), size))
