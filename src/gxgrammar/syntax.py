"""The grammars at work: canonical text to parse tree. The only module that calls Lark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from threading import Lock

from lark import Lark, ParseTree, Token

from gxgrammar.template import Template, grammar_text

_compiling = Lock()


@cache
def _compiled(form: Template) -> Lark:
    return Lark(grammar_text(form), parser="lalr", maybe_placeholders=False, keep_all_tokens=True)


def grammar(form: Template) -> Lark:
    """The compiled grammar of a template, made when first asked for."""
    with _compiling:
        return _compiled(form)


def parse_tree(text: str, form: Template) -> ParseTree:
    """The tree of a canonical text. Every canonical text has one, so this does not fail; tokens know their line."""
    return grammar(form).parse(text)


def readable(tree: ParseTree) -> str:
    """The tree as indented text, a rule or token a line."""
    return "\n".join(_indented(tree, 0))


def _indented(node: ParseTree | Token, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(node, Token):
        if node.type != "NL":
            yield f"{indent}{node}"
        return
    yield f"{indent}{node.data}"
    for child in node.children:
        yield from _indented(child, depth + 1)


def table_row(node: ParseTree) -> tuple[tuple[str, ...], list[Token]]:
    """The field path that a row fills, as its rule is named, and its tokens: the label, and the values if any."""
    return tuple(node.data.split("__")), [token for token in node.children if isinstance(token, Token)]
