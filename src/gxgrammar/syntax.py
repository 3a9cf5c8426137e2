"""The grammars at work: canonical text and sentences to parse trees. The only module that calls Lark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

from lark import Lark, ParseTree, Token
from lark.exceptions import LarkError
from lark.lexer import Lexer

from gxgrammar.layer_errors import layer_error
from gxgrammar.template import Template, joined

_compiling = Lock()


@cache
def _compiled(form: Template) -> Lark:
    return compiled(form.layers, parser="lalr", lexer=_Lines, maybe_placeholders=False, keep_all_tokens=True)


def compiled(layers: Sequence[str], **options: Any) -> Lark:
    """Grammar layers compiled as one grammar. Raises InvalidForm, with the layer file and the line in it."""
    try:
        return Lark(joined(layers), **options)
    except LarkError as error:
        raise layer_error(layers, str(error)) from error


class _Lines(Lexer):
    """The tokens of Lark's contextual lexer, found without trying its patterns: canonical text has few to a line.

    What a line is beside a literal is written in ``document.lark``; a test compares the two lexers.
    """

    # Lark hands over the state of its parser as well.
    __future_interface__ = 2

    def __init__(self, lexer_conf: Any) -> None:
        patterns = {each.name: each.pattern for each in lexer_conf.terminals}
        self._literals = {pattern.value: name for name, pattern in patterns.items() if pattern.type == "str"}
        self._is_heading = re.compile(patterns["HEADING"].to_regexp()).fullmatch
        # What a form ranks above the kinds of line that all forms share.
        ranked = [each.name for each in lexer_conf.terminals if each.priority > 0]
        self._ranked = [(name, re.compile(patterns[name].to_regexp()).match) for name in ranked]

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        states = parser_state.parse_conf.states
        start = 0
        for number, line in enumerate(lexer_state.text.text.split("\n")[:-1], start=1):
            size, kind = self._first(line)
            word, end = line[:size], start + len(line)
            literal = self._literals.get(word)
            if literal is not None and literal in states[parser_state.position]:
                kind = literal
            yield Token(kind, word, start, number, 1, number, size + 1, start + size)
            if size < len(line):
                yield Token("VALUES", line[size:], start + size, number, size + 1, number, len(line) + 1, end)
            yield Token("NL", "\n", end, number, len(line) + 1, number + 1, 1, end + 1)
            start = end + 1

    def _first(self, line: str) -> tuple[int, str]:
        """The length of the first token of a line, and what it is if it is no literal."""
        for name, matches in self._ranked:
            if match := matches(f"{line}\n"):
                return match.end(), name
        if line[:1] != "|":
            return len(line), "HEADING" if self._is_heading(line) else "PARAGRAPH"
        if line[1:2] == "|":
            return len(line), "UNLABELLED"
        bar = line.find("|", 1)
        return bar if bar > 0 else len(line), "LABEL"


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


class Word(NamedTuple):
    """A word that the grammar of figures names, and where it stands in the sentence."""

    name: str
    text: str
    start: int
    end: int


def sentence_words(sentence: str) -> list[Word]:
    """The words that a sentence has of the grammar of figures, in order; what stands between them is left out."""
    with _compiling:
        names, plain, numbers = _figures()
    # Of words that begin together the longer sorts first.
    found = [(match.start(), -match.end(), names[match[0]]) for match in plain.finditer(sentence)]
    found += [(match.start(), -match.end(), match.lastgroup or "") for match in numbers.finditer(sentence)]
    found.sort()
    words: list[Word] = []
    reached = 0
    for start, end, name in found:
        if start >= reached:
            reached = -end
            words.append(Word(name, sentence[start:reached], start, reached))
    return words


# How Lark writes a terminal that is a choice of words.
_LITERALS = re.compile(r"(?:\(\?:)?((?:\\?[^\[\](){}*+?\d\\]|\\[(){}*+?])+?)\)?")


@cache
def _figures() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """The grammar of figures: the name of each plain word, what finds those, and what finds words with numbers."""
    terminals = compiled(("figures",), parser=None, lexer="basic").terminals
    patterns = {each.name: each.pattern.to_regexp() for each in terminals}
    spelled = {name: _LITERALS.fullmatch(pattern) for name, pattern in patterns.items()}
    names = {word: name for name, match in spelled.items() if match for word in _choices(match[1])}
    # An alternation of plain words is searched several times faster than one of groups.
    plain = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    numbers = (f"(?P<{name}>{pattern})" for name, pattern in patterns.items() if not spelled[name])
    return names, plain, re.compile("|".join(numbers))


def _choices(alternatives: str) -> list[str]:
    return [word.replace("\\", "") for word in alternatives.split("|")]
