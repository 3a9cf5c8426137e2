"""What stands where in a parse tree: sections of prose, and the rows of tables."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from lark import ParseTree, Token, Tree

from gxgrammar.canonical import Canonical, Line


@frozen
class Outline:
    """A section as the tree has it: its topic, None for a heading of its own, and its lines, the heading first."""

    topic: str | None
    lines: tuple[Line, ...]


def outline(tree: ParseTree, canonical: Canonical) -> tuple[Outline, ...]:
    """The lines of prose, section by section; the first entry is what stands before the first heading."""
    sections = [node for node in tree.children if isinstance(node, Tree) and node.data == "section"]
    opening = [node for node in tree.children if isinstance(node, Tree) and node.data == "paragraph"]
    found = [Outline(None, tuple(canonical.lines[line_number(node) - 1] for node in opening))]
    for section in sections:
        heading, *rest = (node for node in section.children if isinstance(node, Tree))
        prose = (node for node in rest if node.data == "paragraph")
        topic = None if heading.data == "numbered" else str(heading.data)
        found.append(Outline(topic, tuple(canonical.lines[line_number(node) - 1] for node in (heading, *prose))))
    return tuple(found)


def table_rows(tree: ParseTree) -> Iterator[ParseTree]:
    """Everything but prose and headings, in order, whichever section it stands in.

    What stands in the overview comes last: where the form's own tables follow, a table there counts something else.
    """
    last = []
    for node in tree.children:
        if isinstance(node, Tree):
            if node.data == "section" and _is_overview(node):
                last.append(node)
            elif node.data == "section":
                yield from table_rows(node)
            elif node.data != "paragraph":
                yield node
    for node in last:
        yield from table_rows(node)


def _is_overview(section: ParseTree) -> bool:
    heading = section.children[0]
    return isinstance(heading, Tree) and heading.data == "overview"


def line_number(node: ParseTree) -> int:
    """The number of the line of canonical text that a node begins with, from 1."""
    number = first_token(node).line
    assert number is not None
    return number


def first_token(node: ParseTree) -> Token:
    """The first token below a node."""
    child = node.children[0]
    return child if isinstance(child, Token) else first_token(child)
