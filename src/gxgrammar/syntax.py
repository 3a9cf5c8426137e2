"""The grammars at work: canonical text and sentences to parse trees. The only module that calls Lark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import Any

from lark import Lark, ParseTree, Token
from lark.lexer import Lexer

from gxgrammar.template import Template, grammar_text, layer_text

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


def sentence_tree(sentence: str) -> ParseTree:
    """The tree of a sentence by the grammar of figures; every text has one."""
    with _compiling:
        known = _figures()
    return known.parse(sentence)


@cache
def _figures() -> Lark:
    return Lark(layer_text("figures"), parser="lalr", lexer=_Words, maybe_placeholders=False)


# How Lark writes a terminal that is a choice of words.
_LITERALS = re.compile(r"(?:\(\?:)?((?:\\?[^\[\](){}*+?\d\\]|\\[(){}*+?])+?)\)?")


def _choices(alternatives: str) -> list[str]:
    return [word.replace("\\", "") for word in alternatives.split("|")]


class _Words(Lexer):
    """Finds the words of the grammar in a sentence and leaves out what stands between them."""

    def __init__(self, lexer_conf: Any) -> None:
        patterns = {each.name: each.pattern.to_regexp() for each in lexer_conf.terminals}
        spelled = {name: _LITERALS.fullmatch(pattern) for name, pattern in patterns.items()}
        self._names = {word: name for name, match in spelled.items() if match for word in _choices(match[1])}
        # An alternation of plain words is searched several times faster than one of groups.
        self._plain = re.compile("|".join(map(re.escape, sorted(self._names, key=len, reverse=True))))
        numbers = (f"(?P<{name}>{pattern})" for name, pattern in patterns.items() if not spelled[name])
        self._numbers = re.compile("|".join(numbers))

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        found = [(match.start(), match.end(), self._names[match[0]]) for match in self._plain.finditer(data)]
        found += [(match.start(), match.end(), match.lastgroup or "") for match in self._numbers.finditer(data)]
        found.sort(key=lambda each: (each[0], -each[1]))
        reached = 0
        for start, end, name in found:
            if start >= reached:
                reached = end
                yield Token(name, data[start:end], start, end_pos=end)
