"""The words of the forms: every label and heading of every template, read off the grammar layers.

A literal of a layer that begins with ``|`` is a table label, any other a section heading; literals of the rules
``column``, ``total_column`` and ``group_column`` are heads, which carry no figures. Two spellings are the same label
when their keys are equal (``spelling.key``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from attrs import frozen

from gxgrammar.spelling import key, without_enumerator
from gxgrammar.template import Template, layer_text, templates
from gxgrammar.values import is_value

_RULE = re.compile(r"^(?:%extend +|%override +)?[!?]*(\w+)(?:\.\d+)? *:(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_LITERAL = re.compile(r'"([^"\n]+)"(?: +VALUES\??)?(?: *-> *(\w+))?')
# Labels with the longest notes that offices add are shorter.
_LONGEST_LABEL = 500
_LONGEST_HEADING = 80
_YEAR_HEAD = re.compile(r"20\d\d\s*年度?")
_HEAD_RULES = frozenset({"column", "total_column", "group_column"})


@frozen
class Vocabulary:
    """Labels and headings by key, in the spelling of the grammar.

    ``bare`` has the labels without their numbering, where that is unambiguous. ``beginnings`` are the keys that some
    label begins with, for labels that the page breaks over several cells. ``heads`` are the labels of columns and
    groups, ``rows`` those that may label a row of values; some are both.
    """

    labels: Mapping[str, str]
    bare: Mapping[str, str]
    headings: Mapping[str, str]
    heads: frozenset[str]
    rows: frozenset[str]
    beginnings: frozenset[str]


@frozen
class Literal:
    """A literal of a grammar layer, and the rule (or alias of its alternative) it belongs to."""

    text: str
    rule: str
    alias: str | None


@cache
def literals(layer: str) -> tuple[Literal, ...]:
    """The labels and headings of a layer, in order."""
    return tuple(
        Literal(literal[1], rule[1], literal[2])
        for rule in _RULE.finditer(layer_text(layer))
        for literal in _LITERAL.finditer(rule[2])
        if literal[1] != "\\n"
    )


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of all templates together: reading must not depend on which form is expected."""
    layers = dict.fromkeys(layer for form in templates().values() for layer in form.layers)
    found = [entry for layer in layers for entry in literals(layer)]
    labels = {key(each.text): each.text[1:] for each in found if each.text.startswith("|")}
    return Vocabulary(
        labels=labels,
        bare=_bare(labels),
        headings={key(each.text): each.text for each in found if not each.text.startswith("|")},
        heads=frozenset(each.text[1:] for each in found if each.rule in _HEAD_RULES),
        rows=frozenset(each.text[1:] for each in found if each.text[0] == "|" and each.rule not in _HEAD_RULES),
        beginnings=frozenset(name[:size] for name in labels for size in range(1, len(name))),
    )


def _bare(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels by their key without numbering, those left out that another label is or shares."""
    bare: dict[str, list[str]] = {}
    for label in labels.values():
        stripped = key(without_enumerator(label))
        if stripped != key(label):
            bare.setdefault(stripped, []).append(label)
    return {name: found[0] for name, found in bare.items() if len(found) == 1 and name not in labels}


@cache
def words(form: Template) -> frozenset[str]:
    """Labels and headings of one template, as they stand in its grammar (labels with their ``|``)."""
    return frozenset(each.text for layer in form.layers for each in literals(layer))


@cache
def column_heads(form: Template) -> Mapping[str, str]:
    """The head of each column of a template by the record field it fills; the first spelling listed is official."""
    return {name: label for name, label in _named_labels(form, heads=True) if name}


@cache
def row_labels(form: Template) -> Mapping[str, str]:
    """The label of each row of a template by the field path it fills; the first spelling listed is official."""
    return {name.replace("__", "."): label for name, label in _named_labels(form, heads=False) if name}


def row_label(form: Template, path: str) -> str:
    """The official label of a row, by its field path or, where a rule of its own reads it, by the name of that."""
    own = (each.text[1:] for layer in form.layers for each in literals(layer) if each.rule == path)
    return row_labels(form).get(path) or next(own, "")


@cache
def heading_topics(form: Template) -> Mapping[str, str]:
    """The topic of the section that each heading of a template opens; spellings share it."""
    return {each.text: each.rule for layer in form.layers for each in literals(layer) if not each.text.startswith("|")}


@cache
def section_headings(form: Template) -> Mapping[str, str]:
    """The official headings of a template's sections in order, each with its topic."""
    official: dict[str, str] = {}
    for heading, topic in heading_topics(form).items():
        official.setdefault(topic, heading)
    return {heading: topic for topic, heading in official.items()}


@cache
def label_fields(form: Template) -> Mapping[str, str]:
    """What each label of a template names, with its ``|``: the field of a row or column; spellings share it."""
    found = (each for layer in form.layers for each in literals(layer))
    return {each.text: each.alias for each in found if each.alias}


def _named_labels(form: Template, *, heads: bool) -> list[tuple[str | None, str]]:
    """Labels with the alias of their rule, the first spelling of a field last."""
    found = [each for layer in form.layers for each in literals(layer) if each.text.startswith("|")]
    named = [each for each in found if (each.rule in _HEAD_RULES) == heads]
    return [(each.alias, each.text[1:]) for each in reversed(named)]


@frozen
class Word:
    """What the text of a cell may be: a label (in the spelling of the grammar), the beginning of one, or a value.

    ``is_head`` says that the text is the head of a column or group, though it be no label.
    """

    label: str | None
    begins_label: bool
    is_value: bool
    is_head: bool = False


def read_word(text: str) -> Word:
    """Look the text of a cell up."""
    return _short_word(text) if len(text) <= _LONGEST_LABEL else Word(None, False, is_value(text))


@lru_cache(maxsize=8192)
def _short_word(text: str) -> Word:
    known = vocabulary()
    name = key(text)
    label = known.labels.get(name) or known.bare.get(name) or _label_before_note(text) or _label_in_group(name)
    is_head = label in known.heads if label else _is_year_head(text)
    return Word(label, name in known.beginnings, label is None and is_value(text), is_head)


def find_label(text: str) -> str | None:
    """The label that a cell spells, in the spelling of the grammar, or None."""
    return read_word(text).label


def _is_year_head(text: str) -> bool:
    """Whether a cell is the head of the year's column in Fujian's forms, which the grammar has as a pattern: YEAR."""
    return text.startswith("20") and _YEAR_HEAD.fullmatch(text) is not None


def _label_before_note(text: str) -> str | None:
    """The label that is followed by a note in brackets: 行政许可（指办件量）."""
    note = max(text.find("(", 2), text.find("（", 2))
    return vocabulary().labels.get(key(text[:note])) if note > 0 and text.endswith((")", "）")) else None


def _label_in_group(name: str) -> str | None:
    """The label of a row that stands in one cell with those of its groups: （三）不予公开 1.属于国家秘密."""
    known = vocabulary()
    for group in _group_names():
        if name.startswith(group):
            rest = name[len(group) :]
            label = known.labels.get(rest) or _label_in_group(rest)
            return label if label in known.rows and label not in known.heads else None
    return None


@cache
def _group_names() -> tuple[str, ...]:
    """The keys of the heads of groups of rows, longest first."""
    known = vocabulary()
    heads = (
        name for name, label in known.labels.items() if label in known.heads and without_enumerator(label) != label
    )
    return tuple(sorted(heads, key=len, reverse=True))


def find_heading(text: str) -> str | None:
    """The section heading that a line spells, in the spelling of the grammar, or None."""
    return _short_heading(text) if len(text) <= _LONGEST_HEADING else None


@lru_cache(maxsize=2048)
def _short_heading(text: str) -> str | None:
    return vocabulary().headings.get(key(text))
