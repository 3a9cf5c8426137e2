"""The grammars at work: canonical text and sentences to parse trees. The only module that calls Lark."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain
from threading import Lock
from typing import Any

from lark import Lark, ParseTree, Token
from lark.exceptions import LarkError
from lark.lexer import Lexer, TerminalDef
from lark.load_grammar import load_grammar

from gxgrammar.layer_errors import layer_error, word_error
from gxgrammar.template import Template, joined

_compiling = Lock()


def compiled(layers: Sequence[str], **options: Any) -> Lark:
    """Grammar layers compiled as one grammar. Raises InvalidForm, with the layer file and the line in it."""
    try:
        made = Lark(joined(layers), **options)
    except LarkError as error:
        raise layer_error(layers, str(error)) from error
    if bare := _without_values(made):
        raise word_error(layers, bare, "a row, so VALUES? has to follow it")
    return made


def _without_values(made: Lark) -> str | None:
    """The label of a row that may have no figures, which none of a page would be read at; None if all may."""
    rows = [[str(symbol.name) for symbol in rule.expansion] for rule in made.rules if rule.origin.name == "row"]
    valued = {symbols[0] for symbols in rows if "VALUES" in symbols}
    bare = {symbols[0] for symbols in rows} - valued
    return next(
        (str(each.pattern.value) for each in made.terminals if each.name in bare and each.pattern.value[0] == "|"), None
    )


class _Lines(Lexer):
    """The tokens of Lark's contextual lexer, found without trying its patterns: canonical text has few to a line.

    What a line is beside a literal is written in ``document.lark``; a test compares the two lexers.
    """

    # Lark hands over the state of its parser as well.
    __future_interface__ = 2

    def __init__(self, lexer_conf: Any) -> None:
        patterns = {_name(each.name): each.pattern for each in lexer_conf.terminals}
        self._literals = {pattern.value: name for name, pattern in patterns.items() if pattern.type == "str"}
        self._is_heading = re.compile(patterns["HEADING"].to_regexp()).fullmatch
        # What a form ranks above the kinds of line that all forms share.
        ranked = [_name(each.name) for each in lexer_conf.terminals if each.priority > 0]
        self._ranked = [(name, re.compile(patterns[name].to_regexp()).match) for name in ranked]

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        return self.tokens(lexer_state.text.text, parser_state.parse_conf.states, parser_state.state_stack)

    def tokens(self, text: str, table: Mapping[int, Container[str]], states: Sequence[int]) -> Iterator[Token]:
        """The tokens of a text; ``table`` says what a state of the parser takes, the last of ``states`` is its own."""
        start = 0
        # What the class calls when it is called, which takes as long again; a report has hundreds of tokens.
        token: Callable[..., Token] = Token._future_new
        for number, line in enumerate(text.split("\n")[:-1], start=1):
            size, kind = self._first(line)
            word, end = line[:size], start + len(line)
            literal = self._literals.get(word)
            if literal is not None and literal in table[states[-1]]:
                kind = literal
            yield token(kind, word, start, number, 1, number, size + 1, start + size)
            if size < len(line):
                yield token("VALUES", line[size:], start + size, number, size + 1, number, len(line) + 1, end)
            yield token("NL", "\n", end, number, len(line) + 1, number + 1, 1, end + 1)
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


# What a state of the parser does at a symbol: go on to a state, or first make a tree of the last so many values,
# which counts as the symbol that is named.
_Action = int | tuple[int, str, Callable[[list[Any]], Any]]


class _Parser:
    """The tables that Lark compiled from a grammar, and the loop over them.

    Lark's own loop looks up every rule in a table of its symbols again; this one has it at hand, and takes three
    quarters of the time. A test compares the trees.
    """

    def __init__(self, compiled: Lark) -> None:
        self.compiled = compiled
        frontend: Any = compiled.parser
        table, build = frontend.parser.parser.parse_table, frontend.parser.parser.callbacks
        self._lines: _Lines = frontend.lexer
        self._start = table.start_states["start"]
        self._table: dict[int, dict[str, _Action]] = {
            state: {_name(symbol): _action(target, build) for symbol, (_, target) in actions.items()}
            for state, actions in table.states.items()
        }
        end = table.end_states["start"]
        self._table[end]["$END"] = end

    def parse(self, text: str) -> ParseTree:
        """The tree of a canonical text."""
        table, states = self._table, [self._start]
        values: list[Any] = []
        for token in chain(self._lines.tokens(text, table, states), (Token("$END", ""),)):
            action = table[states[-1]][token.type]
            while not isinstance(action, int):
                size, symbol, build = action
                kept = len(values) - size
                values[kept:] = [build(values[kept:])]
                del states[kept + 1 :]
                states.append(table[states[-1]][symbol])
                action = table[states[-1]][token.type]
            values.append(token)
            states.append(action)
        tree: ParseTree = values[0]
        return tree


def _action(target: Any, build: Mapping[Any, Callable[[list[Any]], Any]]) -> _Action:
    return target if isinstance(target, int) else (len(target.expansion), _name(target.origin.name), build[target])


def _name(symbol: str) -> str:
    """The name of a symbol as one plain string, which is compared faster than a token."""
    return sys.intern(str(symbol))


def grammar(form: Template) -> Lark:
    """The compiled grammar of a template, made when first asked for."""
    return _parser(form).compiled


def parse_tree(text: str, form: Template) -> ParseTree:
    """The tree of a canonical text. Every canonical text has one, so this does not fail; tokens know their line."""
    return _parser(form).parse(text)


def _parser(form: Template) -> _Parser:
    with _compiling:
        return _compiled(form)


@cache
def _compiled(form: Template) -> _Parser:
    options = {"parser": "lalr", "lexer": _Lines, "maybe_placeholders": False, "keep_all_tokens": True}
    return _Parser(compiled(form.layers, **options))


def checked_strictly(form: Template) -> Lark:
    """The grammar of a template as Lark compiles it when no two of its words and rules may clash.

    Raises InvalidForm, with the layer file and the line in it. Patterns are compared where interegular is installed.
    """
    strict = find_spec("interegular") is not None
    return compiled(form.layers, parser="lalr", strict=strict, maybe_placeholders=False, keep_all_tokens=True)


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


# A word that the grammar of figures names: where it begins and ends in the sentence, and its name. A plain tuple, since
# a report has hundreds.
Word = tuple[int, int, str]


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
            words.append((start, reached, name))
    return words


# How Lark writes a terminal that is a choice of words.
_LITERALS = re.compile(r"(?:\(\?:)?((?:\\?[^\[\](){}*+?\d\\]|\\[(){}*+?])+?)\)?")


@cache
def _figures() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """The grammar of figures: the name of each plain word, what finds those, and what finds words with numbers."""
    patterns = {each.name: each.pattern.to_regexp() for each in _terminals("figures")}
    spelled = {name: _LITERALS.fullmatch(pattern) for name, pattern in patterns.items()}
    names = {word: name for name, match in spelled.items() if match for word in _choices(match[1])}
    numbers = (f"(?P<{name}>{pattern})" for name, pattern in patterns.items() if not spelled[name])
    return names, re.compile(_any_of(list(names))), re.compile("|".join(numbers))


def _terminals(lexicon: str) -> list[TerminalDef]:
    """The terminals of a grammar that has no rules. Raises InvalidForm.

    ``Lark`` would make a lexer of them, and compare each with each where interegular is installed, which takes seconds.
    """
    try:
        grammar, _ = load_grammar(joined((lexicon,)), lexicon, [], False)  # type: ignore[no-untyped-call]
        return list(grammar.compile([], "*")[0])
    except LarkError as error:
        raise layer_error((lexicon,), str(error)) from error


def _any_of(words: list[str]) -> str:
    """A pattern of plain words, the longest of those that begin alike taken.

    Words are grouped by what they begin with: a search tries a group at once, and most places of a text begin none.
    """
    beginnings: dict[str, list[str]] = {}
    for word in filter(None, words):
        beginnings.setdefault(word[0], []).append(word[1:])
    choices = "|".join(re.escape(first) + _any_of(rest) for first, rest in beginnings.items())
    if not choices:
        return ""
    return f"(?:{choices})?" if "" in words else f"(?:{choices})"


def _choices(alternatives: str) -> list[str]:
    return [word.replace("\\", "") for word in alternatives.split("|")]
