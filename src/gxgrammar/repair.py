"""Labels and headings that are misprinted: read as the one of the form that they are near, if there is only one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from attrs import evolve

from gxgrammar.canonical import Canonical, Line
from gxgrammar.diagnostics import Diagnostic, diagnostic
from gxgrammar.spelling import key
from gxgrammar.template import Template
from gxgrammar.vocabulary import find_heading, find_label, heading_topics, label_fields, words

# Shorter labels differ from one another by too little.
_SHORTEST = 4
# One letter in so many may be wrong or missing, and not more than so many letters.
_LETTERS_FOR_ONE_WRONG = 3
_MOST_WRONG = 4
# What is never a misprint: digits, units of money, and the number of a heading: a page may number its own sections.
_FIXED = re.compile(r"\d|[百千万亿美]*元")
_NUMBER = re.compile(r"[一二三四五六七八九十]+、")


def repaired(text: Canonical, form: Template) -> tuple[Canonical, list[Diagnostic]]:
    """The canonical text with misprinted labels and headings in the spelling of the form, and a note for each.

    A label that the form has elsewhere in the document is not looked for again: a row the office added may be near it.
    """
    names = [_name(line) for line in text.lines]
    topics, known = heading_topics(form), words(form)
    present = {*names, *(topics[name] for name in names if name in topics)}
    lines: list[Line] = []
    notes: list[Diagnostic] = []
    for line, name in zip(text.lines, names, strict=True):
        near = _nearest(name, form) if name not in known and _is_misprint(line, name) else None
        if near and present.isdisjoint((near, topics.get(near))) and line.label:
            present |= {near, topics.get(near, near)}
            notes.append(diagnostic("GX203", span=line.label.span, before=line.label.text, after=near.lstrip("|")))
            line = evolve(line, text=near + line.text[len(name) :])
        lines.append(line)
    return (Canonical(tuple(lines)), notes) if notes else (text, notes)


def _name(line: Line) -> str:
    """The label with its pipe, or the whole line."""
    return "|" + line.text[1:].partition("|")[0] if line.text.startswith("|") else line.text


def _is_misprint(line: Line, name: str) -> bool:
    """Whether a line may be a label or heading that no form has."""
    if name.startswith("|"):
        return line.label is not None and find_label(name[1:]) is None
    return name[1:2] == "、" and len(name) <= _LONGEST_HEADING and find_heading(name) is None


_LONGEST_HEADING = 40


@cache
def _keys(form: Template, heads: bool) -> Mapping[str, str]:
    """The labels (``heads`` false) or headings of a form by their keys."""
    return {key(word): word for word in words(form) if word.startswith("|") != heads}


def _nearest(name: str, form: Template) -> str | None:
    """The word of the form that a misprinted one is nearest to, None if two are near or none."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel, Levenshtein

    printed = key(name)
    if len(printed) < _SHORTEST:
        return None
    is_label = name.startswith("|")
    known = _keys(form, not is_label)
    # A letter that is replaced counts twice in a heading: offices word headings themselves.
    scorer = Levenshtein.distance if is_label else Indel.distance
    found = process.extract(printed, known.keys(), scorer=scorer, score_cutoff=_MOST_WRONG, limit=12)
    close = [each for each, wrong, _ in reversed(found) if wrong <= _most_wrong(printed, each)]
    fields = {**label_fields(form), **heading_topics(form)}
    # A digit may be a figure that is glued to the label, and another unit makes another amount.
    same = [known[each] for each in close if _FIXED.findall(each) == _FIXED.findall(printed)]
    if number := _NUMBER.match(name):
        same = [word for word in same if word.startswith(number[0])]
    near = {fields.get(word, word): word for word in same}
    return next(iter(near.values())) if len(near) == 1 else None


def _most_wrong(printed: str, label: str) -> int:
    """How many letters of a label may be wrong or lost."""
    return min(_MOST_WRONG, max(1, max(len(printed), len(label)) // _LETTERS_FOR_ONE_WRONG))
