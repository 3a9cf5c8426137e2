"""HTML: report pages as content systems and Word write them.

The tree is the one a browser builds, so the XPath of a cell finds it there. Tables are those that hold labels of a
form, and what fields of a web form show in them is read; all other tables lay out the page, and what they hold is
read as paragraphs. Navigation, buttons and hidden text are set aside as furniture, and so is whatever follows the
element that holds all sections.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from attrs import evolve, field, mutable
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gxgrammar.condition import STEPS, condition
from gxgrammar.condition.notes import repair_notes
from gxgrammar.decoding import decoding_notes, read_source
from gxgrammar.document import Block, Document, Furniture, Ink, Row, Table, stacked
from gxgrammar.limits import Limits
from gxgrammar.readers import from_lines
from gxgrammar.readers.element import (
    MAYBE_APART,
    MAYBE_HIDDEN,
    MAYBE_MARK,
    MAYBE_SPANNING,
    ROLES,
    after_blanks,
    and_around,
    as_shown,
    field_text,
    goes_on_with_digit,
    inline_text,
    is_all_raised,
    is_apart,
    is_hidden,
    is_mark,
    is_picture,
    is_struck,
    may_be_figure,
    plain_text,
    spans,
)
from gxgrammar.readers.extracted import PICTURE, UNREAD, Extracted, is_raised_digit, superscript
from gxgrammar.readers.grid import blocks, has_label, lay_out
from gxgrammar.readers.markup import check_markup, declared_encoding, is_text_with_tables
from gxgrammar.readers.opened import Opened
from gxgrammar.readers.site import LONGEST_ENTRY, Piece, report_document
from gxgrammar.source import PlaceFacts, Steps
from gxgrammar.vocabulary import find_label

_LONGEST_TITLE = 300
# Inline markup of a cell that is deeper is walked.
_PLAIN_DEPTH = 4
# The labels of a row are among its first cells, and broken into few pieces.
_LABELS_WITHIN = 64
_LABEL_PIECES = 4


def open_file(data: str | bytes, *, name: str, without: Collection[str] = (), limits: Limits) -> Opened:
    """Read an HTML page. Raises UnreadableSource for input beyond the limits or without text."""
    if isinstance(data, bytes):
        decoded = read_source(data, name=name, declared=declared_encoding(data))
    else:
        decoded = read_source(data, name=name)
    check_markup(decoded.text, limits, name)
    conditioned = condition(decoded.text, without=without)
    markup = conditioned.text
    tree = LexborHTMLParser(markup)
    page = _Page(tree, limits, name, lines_are_paragraphs=is_text_with_tables(markup))
    page.walk()
    # The markup is repaired as a whole, so its repair has no place in the text that is taken out of it.
    found = (*decoding_notes(data, decoded), *repair_notes(decoded.text, conditioned))
    notes = (evolve(note, span=None) for note in found)
    text, document = page.extracted.source(name, decoded.encoding), page.document()
    opened = Opened(text, document, "html", tuple(notes), page_title=_page_title(tree))
    return from_lines(opened, without=STEPS)


def _page_title(tree: LexborHTMLParser) -> str | None:
    """What the page is called in the bar of a browser."""
    title = tree.css_first("head > title")
    return as_shown(title.text())[:_LONGEST_TITLE] or None if title else None


@mutable
class _Text:
    """The inline text of a block: its pieces, how many characters of them are links, and the element it is in."""

    element: Steps | None
    in_heading: bool = False
    pieces: list[str] = field(factory=list)
    linked: int = 0


@mutable
class _Cell:
    """A cell being read: what it holds in order, paragraphs and finished tables; or its ink, where that is all."""

    element: Steps
    facts: PlaceFacts
    spans: tuple[int, int]
    content: list[Piece | Block]
    plain: Ink | None = None
    # What stands for what it shows instead of text, if it does.
    instead: str = ""

    def spells_label(self) -> bool:
        """Whether it holds a label of a form."""
        pieces = [each.ink.text for each in self.pieces()[:_LABEL_PIECES] if isinstance(each, Piece)]
        return find_label("".join(pieces)) is not None

    def pieces(self) -> list[Piece | Block]:
        if self.plain is None:
            return self.content
        return [Piece(self.plain, self.element if self.plain.text else None, linked=False)]

    def ink(self) -> Ink:
        """All its ink, a paragraph a line."""
        if self.plain is not None:
            return self.plain
        return stacked([each.ink for each in self.content if isinstance(each, Piece)])


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
        self.is_of_form = self.is_of_form or any(cell.spells_label() for row in rows for cell in row[:_LABELS_WITHIN])
        self.looked_at = max(0, len(self.rows) - 1)
        return self.is_of_form

    def cells(self) -> Iterator[_Cell]:
        return (cell for row in self.rows for cell in row)


@mutable
class _Element:
    """An open element: the steps to it, how often each tag has come up among its children, and how many they are."""

    node: LexborNode
    role: str | None
    steps: Steps
    seen: dict[str, int] = field(factory=dict)
    children: int = 0

    def below(self, tag: str) -> Steps:
        """The steps to the next child, which has that tag."""
        self.children += 1
        if not tag.isalnum():
            return (self.steps, "*", self.children)
        count = self.seen[tag] = self.seen.get(tag, 0) + 1
        return (self.steps, tag, count)


class _Page:
    """Walks the tree once, in document order, and collects text, paragraphs and tables."""

    def __init__(self, tree: LexborHTMLParser, limits: Limits, name: str, *, lines_are_paragraphs: bool) -> None:
        self.extracted = Extracted()
        self._root = tree.root
        self._limits = limits
        self._name = name
        hidden = [node for node in tree.css(MAYBE_HIDDEN) if is_hidden(node)]
        self._hidden = {node.mem_id for node in hidden}
        marks = [node for node in tree.css(MAYBE_MARK) if is_mark(node)]
        self._marks = {node.mem_id for node in marks}
        apart = [node for node in tree.css(MAYBE_APART) if is_apart(node)]
        self._apart = {node.mem_id for node in apart}
        # Elements that are hidden, a mark or set apart, or hold what is.
        self._hiding = and_around(hidden + marks + apart)
        # Looked for once: most cells span nothing, and to ask each for its attributes takes longer.
        self._spans = {node.mem_id: spans(node) for node in tree.css(MAYBE_SPANNING)}
        self._lines_are_paragraphs = lines_are_paragraphs
        self._open: list[_Element] = []
        self._tables: list[_TableFrame] = []
        self._cells: list[_Cell] = []
        self._content: list[Piece | Block] = []
        self._furniture: list[Furniture] = []
        self._text = _Text(None)
        self._table_count = self._paragraph_count = self._cell_count = 0
        self._after_break = False
        self._aside = 0
        self._links = 0

    # Walking the tree

    def walk(self) -> None:
        """Visit every element and text, without recursion."""
        node: LexborNode | None = self._root
        while node is not None:
            node = self._visit(node)

    def _visit(self, node: LexborNode) -> LexborNode | None:
        """Take a node; return the one to go on with: its first child if it is an element to go into."""
        tag = node.tag or "-"
        if tag == "-text":
            self._take_text(node.text_content or "")
            return self._behind(node)
        if tag[0] in "-!":
            return self._behind(node)
        role = "mark" if self._marks and node.mem_id in self._marks else ROLES.get(tag)
        may_be_digit = (role == "mark" and not self._cells) or (self._apart and node.mem_id in self._apart)
        if role in ("mark", "aside") and not self._cells and self._takes_struck(node, tag):
            return self._behind(node)
        if role == "mark":
            role = self._role_of_mark(node)
        if role == "cell" and self._tables and (last := self._take_plain_cells(node)):
            return self._behind(last)
        steps = self._open[-1].below(tag) if self._open else (None, tag, 1)
        if self._is_taken_whole(node, tag, role) or (may_be_digit and self._takes_raised(node)):
            return self._behind(node)
        if role:
            self._enter(node, role, steps)
        if len(self._open) >= self._limits.nesting:
            self._limits.check("nesting", len(self._open) + 1, name=self._name)
        self._open.append(_Element(node, role, steps))
        child = node.child
        if child is None:
            self._leave(self._open.pop())
            return self._behind(node)
        return child

    def _role_of_mark(self, node: LexborNode) -> str | None:
        """What is raised in prose is a part of it: km²; and so it is in a cell that holds nothing else."""
        if not self._cells or is_all_raised(node):
            return None
        if may_be_figure(node):
            self._cells[-1].instead = UNREAD
        return "aside"

    def _behind(self, node: LexborNode) -> LexborNode | None:
        """The node that follows one that is done; open elements that end there are left."""
        following = node.next
        while following is None and self._open:
            element = self._open.pop()
            self._leave(element)
            following = element.node.next
        return following

    def _is_taken_whole(self, node: LexborNode, tag: str, role: str | None) -> bool:
        """Whether there is nothing to go into: what is not shown, a break, a form field or picture."""
        if self._hidden and node.mem_id in self._hidden:
            return True
        if self._cells and self._takes_shown(node, tag):
            return True
        if role == "break":
            self._break()
        elif tag == "script" and self._cells:
            # It may write what the cell shows.
            self._cells[-1].instead = UNREAD
        return role in ("unseen", "break")

    def _take_plain_cells(self, first: LexborNode) -> LexborNode | None:
        """Take the cells from one on as long as they hold nothing but text; return the last of them."""
        row, last = self._open[-1], None
        node: LexborNode | None = first
        depth = _PLAIN_DEPTH if len(self._open) + _PLAIN_DEPTH + 2 <= self._limits.nesting else 0
        while node is not None and not self._links and ROLES.get(node.tag or "-") == "cell":
            text = None if self._hiding and node.mem_id in self._hiding else plain_text(node, depth)
            if text is None:
                break
            self._add_cell(node, row.below(node.tag or "td"), as_shown(text))
            last = node
            node = after_blanks(node.next)
        return last

    def _enter(self, node: LexborNode, role: str, steps: Steps) -> None:
        if role == "link":
            self._links += 1
            return
        self._end_text(steps)
        tag = steps[1]
        if role == "cell":
            if self._tables:
                self._cells.append(self._begin_cell(node, steps))
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
        role, tag = element.role, element.steps[1]
        if role is None:
            return
        if role == "link":
            self._links -= 1
            return
        self._end_text(self._open[-1].steps if self._open else None)
        if role == "cell":
            if self._tables:
                self._end_cell(self._cells.pop())
        elif role == "aside":
            self._aside -= 1
        elif tag == "tr":
            self.extracted.end_last("\n")
        elif tag == "table":
            self._end_table(self._tables.pop())

    # Text

    def _take_text(self, text: str) -> None:
        if self._lines_are_paragraphs and not self._cells:
            for line in text.splitlines():
                self._text.pieces.append(line.lstrip("# "))
                self._end_text(self._text.element)
            return
        if not self._text.pieces and text.isspace():
            return
        self._text.pieces.append(text)
        if self._links:
            self._text.linked += len(text.strip())

    def _takes_raised(self, node: LexborNode) -> bool:
        """Take the digits of a mark that stands at a digit: 12 with a raised 1 is not 121."""
        before, digits = self._text.pieces[-1:], node.text().strip()
        is_behind = before and is_raised_digit(before[0], digits)
        if not is_behind and not (digits[-1:].isdecimal() and node.mem_id in self._apart and goes_on_with_digit(node)):
            return False
        self._text.pieces.append(superscript(digits))
        return True

    def _takes_struck(self, node: LexborNode, tag: str) -> bool:
        """Set the words aside that are struck within a sentence, which goes on behind them."""
        words = inline_text(node, _PLAIN_DEPTH) if is_struck(node) else None
        if words is None:
            return False
        if shown := as_shown(words):
            self._paragraph_count += 1
            facts = (None, None, None, self._paragraph_count, self._open[-1].below(tag))
            self._furniture.append(Furniture("navigation", self.extracted.add(shown, facts)))
        return True

    def _takes_shown(self, node: LexborNode, tag: str) -> bool:
        """Take what a form field in a table of the form shows; note a picture. False for what is neither."""
        if is_picture(node, tag):
            self._cells[-1].instead = PICTURE
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
        self._end_text(self._text.element)
        self._after_break = True
        self._text.in_heading = in_heading

    def _end_text(self, element: Steps | None) -> None:
        """Finish the paragraph that was collected; the next one begins in ``element``."""
        text = self._text
        after_break, self._after_break = self._after_break, False
        if not text.pieces:
            text.element, text.in_heading = element, False
            return
        self._text = _Text(element)
        words = as_shown(text.pieces[0] if len(text.pieces) == 1 else "".join(text.pieces))
        if not words:
            return
        if self._cells:
            facts = self._cells[-1].facts
        else:
            self._paragraph_count += 1
            facts = (None, None, None, self._paragraph_count, text.element)
        ink = self.extracted.add(words, facts)
        linked = not text.in_heading and text.linked * 2 > len(ink.text)
        if self._aside:
            self._furniture.append(Furniture("navigation", ink))
        else:
            self._append(Piece(ink, text.element, linked, after_break))

    def _append(self, content: Piece | Block) -> None:
        if not self._cells:
            self._content.append(content)
            return
        self._cells[-1].content.append(content)
        if isinstance(content, Table):
            self._tables[-1].holds_table = True

    # Tables

    def _add_cell(self, node: LexborNode, element: Steps, text: str) -> None:
        """Take a cell that holds nothing but text."""
        cell = self._begin_cell(node, element)
        ink = self.extracted.add(text, cell.facts, "\t")
        if text and self._aside:
            self._furniture.append(Furniture("navigation", ink))
            ink = self.extracted.add("", cell.facts, "\t")
        cell.plain = ink

    def _begin_cell(self, node: LexborNode, element: Steps) -> _Cell:
        table = self._tables[-1]
        if not table.rows:
            # Formulas may hold a cell that stands in no row.
            table.rows.append([])
        row = table.rows[-1]
        number = len(row) + 1
        self._cell_count += 1
        if self._cell_count > self._limits.cells or number > self._limits.columns:
            self._limits.check("columns", number, name=self._name)
            self._limits.check("cells", self._cell_count, name=self._name)
        facts = (table.number, len(table.rows), number, None, element)
        cell = _Cell(element, facts, self._spans.get(node.mem_id, (1, 1)), [])
        row.append(cell)
        return cell

    def _end_cell(self, cell: _Cell) -> None:
        if not cell.content:
            is_open = cell.instead and not self._aside and self._in_form()
            ink = self.extracted.add(cell.instead if is_open else "", cell.facts)
            cell.content.append(Piece(ink, None, linked=False))
        self.extracted.end_last("\t")

    def _end_table(self, table: _TableFrame) -> None:
        """Hand on a finished table, as rows of cells or, if it only lays out the page, as what its cells hold."""
        # A table of one cell within a cell only lays that out.
        is_box = bool(self._cells) and len(list(islice(table.cells(), 2))) == 1
        if not table.holds_table and not is_box:
            rows = [[(cell.ink(), *cell.spans) for cell in row] for row in table.rows]
            grid = lay_out(rows, self._limits, name=self._name)
            if has_label(grid):
                for block in blocks(grid):
                    self._append(block)
                return
            if _is_list(table):
                entries = tuple(Row(pair) for row in rows for pair in _pairs([ink for ink, _, _ in row]))
                self._append(Table(entries, rows_kept=True, blanks_kept=True))
                return
        for cell in table.cells():
            for each in cell.pieces():
                self._append(each)

    def document(self) -> Document:
        """What was collected, without what is navigation or follows the report."""
        return report_document(self._content, self._furniture)


def _is_list(table: _TableFrame) -> bool:
    """Whether a table without labels of a form lists entries side by side, such as metadata, rather than lay out."""
    wide = any(len(row) > 1 for row in table.rows)
    pieces = [cell.pieces() for cell in table.cells()]
    return wide and all(
        len(content) == 1
        and isinstance(content[0], Piece)
        and not content[0].linked
        and len(content[0].ink.text) <= LONGEST_ENTRY
        for content in pieces
    )


def _pairs(row: Sequence[Ink]) -> Iterator[tuple[Ink, ...]]:
    """The entries of a list, a key and its value each; the whole row where it does not divide into pairs."""
    size = 2 if len(row) % 2 == 0 else len(row)
    return (tuple(row[start : start + size]) for start in range(0, len(row), size))
