"""Whether a form is written right: what its layers, manifest and record class say of each other, and what documents
show of it. For those who write forms."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lark import ParseTree, Tree

from gxgrammar import corpus
from gxgrammar.errors import GxgrammarError, InvalidForm
from gxgrammar.form import form_tables
from gxgrammar.layer_errors import word_error
from gxgrammar.outline import table_rows
from gxgrammar.pipeline import parse_file
from gxgrammar.shape import Column, figures, shape
from gxgrammar.syntax import checked_strictly, parse_tree, table_row
from gxgrammar.template import Template
from gxgrammar.vocabulary import literals, words

_NEAREST = 0.6


def faults(form: Template) -> list[GxgrammarError]:
    """What is wrong with a form, each fault with the file, and the line if it is that of a word."""
    try:
        checked_strictly(form)
        values = len(figures(form, frozenset()))
    except GxgrammarError as error:
        return [error]
    found: list[GxgrammarError] = [*_of_labels(form), *_of_headings(form)]
    if values != form.values:
        reason = f"values is {form.values}, but {form.record} has {values}"
        found.append(InvalidForm("GX118", name=f"{form.id}.toml", reason=reason))
    # How it is printed is asked of a form that can be read.
    return found or list(_of_tables(form, values))


def _of_tables(form: Template, values: int) -> Iterator[GxgrammarError]:
    """What printing the tables of a form lacks."""
    try:
        tables = form_tables(form) if values else ()
    except GxgrammarError as error:
        yield error
        return
    printed = {cell.path for table in tables for row in table.rows for cell in row if cell.path}
    if len(printed) != values:
        reason = f"its tables print {len(printed)} of the {values} figures of {form.record}"
        yield InvalidForm("GX118", name=f"{form.layers[-1]}.form.toml", reason=reason)


def _of_labels(form: Template) -> Iterator[InvalidForm]:
    """Labels that are read as no row, rows that fill no field, and fields that no row fills."""
    rows = shape(form).rows
    filled: set[str] = set()
    for label in _words(form, labels=True):
        nodes = list(_read_as(label, form))
        if not nodes:
            yield word_error(form.layers, label, "no line is read as a row with this label")
        for path in (table_row(node)[0] for node in nodes if node.data != "columns"):
            if path in rows:
                filled |= {column.path for column in rows[path]}
                continue
            near = difflib.get_close_matches("__".join(path), map("__".join, rows), 1, _NEAREST)
            meant = f"; perhaps -> {near[0]}" if near else ""
            yield word_error(form.layers, label, f"-> {'__'.join(path)} names no row of {form.record}{meant}")
    unfilled = [column for column in figures(form, frozenset()) if column.path not in filled]
    for row in dict.fromkeys(_row_of(column, form) for column in unfilled):
        reason = f"no row of the layers fills {row} of {form.record}"
        yield InvalidForm("GX118", name=f"{form.layers[-1]}.lark", reason=reason)


def _row_of(column: Column, form: Template) -> str:
    """The whole row that a column stands in, as the form prints it."""
    whole = shape(form)
    alone = (path for path in whole.rows if path not in whole.groups and path[0] not in form.rows)
    found = [(len(whole.rows[path]), ".".join(path)) for path in alone if column in whole.rows[path]]
    return max(found)[1]


def _read_as(label: str, form: Template) -> Iterator[ParseTree]:
    """What a label is read as with a figure: alone, or below another label where it is nothing alone."""
    own = f"{label}|1\n"
    above = ("", *(f"{other}|1\n" for other in _words(form, labels=True)))
    for before in above:
        node = list(table_rows(parse_tree(before + own, form)))[-1]
        if node.data != "unrecognised":
            yield node
            if not before:
                return


def _of_headings(form: Template) -> Iterator[InvalidForm]:
    """Headings that open no section."""
    for heading in _words(form, labels=False):
        section = parse_tree(f"{heading}\n一段话。\n", form).children[0]
        first = section.children[0] if isinstance(section, Tree) else None
        if not isinstance(first, Tree) or first.data == "numbered":
            yield word_error(form.layers, heading, "no section is opened by this heading")


def _words(form: Template, *, labels: bool) -> list[str]:
    """The labels or headings of a form, in order."""
    found = (each.text for layer in form.layers for each in literals(layer))
    return [word for word in dict.fromkeys(found) if word.startswith("|") == labels]


def coverage(form: Template, cases: Iterable[Path]) -> Mapping[str, int]:
    """The labels and headings of a form in order, each with the number of documents of a corpus that print it so."""
    printed: Counter[str] = Counter()
    for case in cases:
        printed.update(_printed_in(corpus.source_of(case), form) & words(form))
    return {word: printed[word] for labels in (False, True) for word in _words(form, labels=labels)}


def _printed_in(document: Path, form: Template) -> set[str]:
    """The labels and headings in a document that was read by a form; none in another."""
    try:
        result = parse_file(document)
    except GxgrammarError:
        return set()
    if result.template != form:
        return set()
    lines = [line.text for line in result.canonical.lines]
    return {"|" + line[1:].partition("|")[0] if line.startswith("|") else line for line in lines}
