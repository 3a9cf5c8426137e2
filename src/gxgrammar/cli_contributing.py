"""The commands for those who write forms: corpus, grammar."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from gxgrammar import corpus, display, inspection
from gxgrammar.cli import lang, language, print_json, print_listing, reporting_errors, text_or_json
from gxgrammar.errors import UnreadableSource
from gxgrammar.template import template_named, templates


@click.group("corpus")
def corpus_group() -> None:
    """Check, update or extend a corpus: documents with their expected results, a folder each."""


_folder = click.option(
    "--corpus",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("corpus"),
    show_default=True,
    help="Folder of the corpus.",
)


@corpus_group.command("check")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@_folder
@text_or_json
@language
@reporting_errors
def corpus_check(cases: tuple[str, ...], folder: Path, form: str) -> None:
    """Read every case and compare with what is expected; exit status 1 if any differs."""
    if not folder.is_dir():
        raise UnreadableSource("GX103", name=str(folder), reason="no such folder")
    outcomes = [corpus.check(case) for case in corpus.cases(folder, cases)]
    _print_outcomes(outcomes, form)
    sys.exit(any(outcome.differences for outcome in outcomes))


@corpus_group.command("update")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@_folder
@text_or_json
@language
@reporting_errors
def corpus_update(cases: tuple[str, ...], folder: Path, form: str) -> None:
    """Accept the present results as expected, except of a case that lost a figure or gained a diagnostic."""
    outcomes = [corpus.update(case) for case in corpus.cases(folder, cases)]
    _print_outcomes(outcomes, form)
    sys.exit(any(outcome.refused for outcome in outcomes))


@corpus_group.command("add")
@click.argument("document", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("name", metavar="NAME")
@_folder
@text_or_json
@language
@reporting_errors
def corpus_add(document: Path, name: str, folder: Path, form: str) -> None:
    """Make FILE a case called NAME, with its present result as expected. Look at the result before you commit it."""
    outcome = corpus.add(folder, name, document)
    _print_outcomes([outcome], form)
    sys.exit(outcome.refused)


@click.group("grammar")
def grammar_group() -> None:
    """Check the forms of the folder grammars, for those who write them."""


@grammar_group.command("check")
@click.argument("names", metavar="[ID]...", nargs=-1)
@text_or_json
@language
@reporting_errors
def grammar_check(names: tuple[str, ...], form: str) -> None:
    """Whether layers, manifest and record of a form agree; exit status 1 if not. All forms unless some are named."""
    found = {name: inspection.faults(template_named(name)) for name in names or templates()}
    told = {name: [error.message(lang()) for error in errors] for name, errors in found.items()}
    if form == "json":
        print_json([{"template": name, "faults": faults} for name, faults in told.items()])
    else:
        display.show_faults(told, lang=lang())
    sys.exit(any(told.values()))


@grammar_group.command("coverage")
@click.argument("name", metavar="ID")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@_folder
@text_or_json
@language
@reporting_errors
def grammar_coverage(name: str, cases: tuple[str, ...], folder: Path, form: str) -> None:
    """How many documents of a corpus print each label and heading of a form, as it is spelled."""
    counts = inspection.coverage(template_named(name), corpus.cases(folder, cases))
    print_listing([{"documents": count, "word": word} for word, count in counts.items()], form)


def _print_outcomes(outcomes: Iterable[corpus.Outcome], form: str) -> None:
    if form == "json":
        print_json([outcome.as_dict() for outcome in outcomes])
    else:
        display.show_outcomes(list(outcomes))
