"""What Lark says of a grammar, told of the layer file that a contributor wrote, and its line there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gxgrammar.errors import InvalidForm
from gxgrammar.template import layer_text

_PLACE = re.compile(r",? at line (\d+),? (column \d+)")
# How Lark names the rule or terminal that it complains of.
_NAME = re.compile(r"'(\w+)'|<(\w+) :|\brule (\w+)|\btoken (\w+):|\((\w+):")
_RULE = re.compile(r"(?:%\w+ +)?[?!]*(\w+)(?:\.-?\d+)?(?:\{[^}]*\})? *:")
_LITERAL = re.compile(r'"[^"\n]+"')


def layer_error(layers: Sequence[str], complaint: str) -> InvalidForm:
    """The error for what Lark complains of in layers that were put one after the other."""
    lines = _lines_of(layers)
    place = _PLACE.search(complaint)
    name = _NAME.search(complaint)
    reason, at = complaint, None
    if place:
        reason, at = f"{complaint[: place.start()]} ({place[2]})", min(int(place[1]), len(lines)) - 1
    elif complaint.startswith("Rules defined twice") and (twice := _twice([line for *_, line in lines])):
        at, literal = twice
        reason = f"{literal} stands twice in this rule; take one of them out"
    elif name:
        at = _line_of(next(filter(None, name.groups())), [line for *_, line in lines])
    file = f"{layers[-1]}.lark" if at is None else f"{lines[at][0]}.lark:{lines[at][1]}"
    return InvalidForm("GX118", name=file, reason=" ".join(reason.split()))


def word_error(layers: Sequence[str], word: str, reason: str) -> InvalidForm:
    """The error for a label or heading, at the line that has it."""
    lines = _lines_of(layers)
    layer, number, _ = next(each for each in reversed(lines) if f'"{word}"' in each[2])
    return InvalidForm("GX118", name=f"{layer}.lark:{number}", reason=f'"{word}": {reason}')


def _lines_of(layers: Sequence[str]) -> list[tuple[str, int, str]]:
    """The lines of layers as they are joined, each with its layer: split at line breaks alone, numbered from 1."""
    numbered = ((layer, enumerate(layer_text(layer).split("\n"), start=1)) for layer in layers)
    return [(layer, number, line) for layer, lines in numbered for number, line in lines]


def _line_of(name: str, lines: Sequence[str]) -> int | None:
    """Where a name is defined last, or else added to; of one that is neither, where it is used first."""
    begun = [at for at, line in enumerate(lines) if (rule := _RULE.match(line)) and rule[1] == name]
    defined = [at for at in begun if not lines[at].startswith("%")]
    word = re.compile(rf"\b{re.escape(name)}\b")
    used = (at for at, line in enumerate(lines) if word.search(line.partition("//")[0]))
    return max(defined or begun) if begun else next(used, None)


def _twice(lines: Sequence[str]) -> tuple[int, str] | None:
    """The last line that repeats a label or heading of its rule, and that literal."""
    rule, seen, found = "", set[tuple[str, str]](), None
    for at, line in enumerate(lines):
        if begins := _RULE.match(line):
            rule = begins[1]
        for literal in _LITERAL.findall(line.partition("//")[0]):
            if (rule, literal) in seen and literal != '"\\n"':
                found = at, literal
            seen.add((rule, literal))
    return found
