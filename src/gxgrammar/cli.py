"""The command line. Each command is a thin wrapper: it reads, calls one stage, and prints."""

from __future__ import annotations

import errno
import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

import gxgrammar
from gxgrammar import checks, display, export, sarif, verdict
from gxgrammar.bodies import uncompared
from gxgrammar.diagnostics import codes
from gxgrammar.errors import GxgrammarError, UnwritableFile
from gxgrammar.grounds import grounds_of
from gxgrammar.readers import LAYOUTS
from gxgrammar.result import ParseResult
from gxgrammar.rules import phrases, rule_texts, rules
from gxgrammar.syntax import readable
from gxgrammar.template import named, templates
from gxgrammar.writers import WRITERS

_UNREADABLE = 2
_LANG = "gxgrammar.lang"
_IN_FOLDER = {
    "zh": "请写出其中的文件，例如 {pattern}。",
    "en": "Name the files in it, as with {pattern}.",
}


def language(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default="en",
        show_default=True,
        help="Language of messages.",
        expose_value=False,
        callback=lambda context, _, value: context.meta.update({_LANG: value}),
    )(command)


def lang() -> str:
    """The language that was asked for."""
    return str(click.get_current_context().meta.get(_LANG, "en"))


def text_or_json(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        command
    )


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    template = click.option("--template", metavar="ID", help="Form to read by; detected by default.")
    layout = click.option("--layout", metavar="ID", help="Layout to read; detected by default.")
    return template(layout(command))


def reporting_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Print an error of gxgrammar as a message, with exit status 2."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except GxgrammarError as error:
            complain(error)
            sys.exit(_UNREADABLE)

    return run


def complain(error: GxgrammarError) -> None:
    click.echo(error.message(lang()), err=True)
    name = str(error.facts.get("name", ""))
    remedy = codes()[error.code].remedy[lang()]
    if error.code == "GX103" and Path(name).is_dir():
        remedy = _IN_FOLDER[lang()].format(pattern=Path(name) / "*.html")
    click.echo(f"  {remedy}", err=True)


class Program(click.Group):
    """The commands; output that cannot be written, as on a full disk, ends them with a message and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            # Who reads our output may close it: click knows that.
            if error.errno == errno.EPIPE:
                raise
            complain(UnwritableFile("GX117", name=error.filename or "<stdout>", reason=error.strerror or str(error)))
            _give_up_output()
            ctx.exit(_UNREADABLE)


def _give_up_output() -> None:
    """Let go what is left to write, which would fail again when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(gxgrammar.__version__, prog_name="gxgrammar")
def main() -> None:
    """Read Chinese government-information annual reports (政府信息公开工作年度报告).

    A FILE is a text, HTML page, Word document or PDF, told by its content; - stands for standard input.
    """
    # Else what pdfminer logs of the fonts of a PDF would stand among our messages.
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def rule_names(_: click.Context, option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The names of rules in an option that may be repeated and may list several with commas."""
    names = tuple(name.strip() for each in given for name in each.split(",") if name.strip())
    if given and not names:
        raise click.BadParameter("no rule is named", param=option)
    return names


def read(file: str, template: str | None, layout: str | None) -> ParseResult:
    if file == "-":
        data = sys.stdin.buffer.read()
        return gxgrammar.parse(data, template=template, layout=layout, name="<stdin>")
    return gxgrammar.parse_file(file, template=template, layout=layout)


@main.command("parse")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@text_or_json
@click.option("--cells", is_flag=True, help="Also the evidence of every figure.")
@click.option("--personal", is_flag=True, help="Also the contact, which is personal data.")
@click.option("--strict", is_flag=True, help="Exit status 1 if a diagnostic is a warning or an error.")
@reading_options
@language
def parse_command(
    files: tuple[str, ...],
    form: str,
    cells: bool,
    personal: bool,
    strict: bool,
    template: str | None,
    layout: str | None,
) -> None:
    """Read reports and print their records.

    With --format json, an object on one line for each file. Exit status 2 if a file cannot be read; the others are
    still printed.
    """
    status = 0
    for file in files:
        try:
            result = read(file, template, layout)
        except GxgrammarError as error:
            complain(error)
            status = _UNREADABLE
            continue
        if form == "json":
            click.echo(export.to_json(result, cells=cells, personal=personal, lang=lang()))
        else:
            display.show_result(result, cells=cells, personal=personal, lang=lang())
        if strict and not status and any(each.severity != "info" for each in result.diagnostics):
            status = 1
    sys.exit(status)


@main.command("canonical")
@click.argument("file", metavar="FILE")
@text_or_json
@reading_options
@language
@reporting_errors
def canonical_command(file: str, form: str, template: str | None, layout: str | None) -> None:
    """Print the canonical text, each line with its place in the source."""
    result = read(file, template, layout)
    if form == "json":
        lines = result.canonical.lines
        print_json([{"text": each.text, "span": export.span_to_dict(each.span, result.source)} for each in lines])
        return
    for line in result.canonical.lines:
        click.echo(f"{display.place_of(result.source, line.span, lang())}\t{line.text}")


@main.command("tree")
@click.argument("file", metavar="FILE")
@reading_options
@language
@reporting_errors
def tree_command(file: str, template: str | None, layout: str | None) -> None:
    """Print the parse tree: rules by indentation, labels and values as tokens."""
    click.echo(readable(read(file, template, layout).tree))


@main.command("cell")
@click.argument("file", metavar="FILE")
@click.argument("path", metavar="PATH")
@text_or_json
@reading_options
@language
@reporting_errors
def cell_command(file: str, path: str, form: str, template: str | None, layout: str | None) -> None:
    """Show one figure: what was printed, where, what its row may say, and the sums that decide it or fail to.

    PATH is a field path such as requests.received.total.
    """
    result = read(file, template, layout)
    cell = named(path, result.cells, "field path", "字段")
    if form == "json":
        grounds = export.grounds_to_dict(grounds_of(result, path))
        print_json(export.cell_to_dict(cell, result.source) | grounds)
    else:
        display.show_cell(result, path, lang=lang())


@main.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
@click.option("--part", "parts", metavar="FILE", multiple=True, help="A report that FILE... was compiled from; repeat.")
@click.option(
    "--select",
    metavar="RULES",
    multiple=True,
    callback=rule_names,
    help="Only these rules: ids or their beginnings, with commas.",
)
@click.option("--ignore", metavar="RULES", multiple=True, callback=rule_names, help="Not these rules.")
@click.option("--strict-blanks", is_flag=True, help="Do not count blanks as 0; what has a blank is not assessed.")
@reading_options
@language
@reporting_errors
def check_command(
    files: tuple[str, ...],
    form: str,
    parts: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict_blanks: bool,
    template: str | None,
    layout: str | None,
) -> None:
    """Check reports: sums, text against tables, the reports of one body against each other, a whole against its parts.

    Exit status 1 if a finding is an error, 2 if a file cannot be read; the others are still checked. Status 0 says
    that no error was found, not that all was read: the verdict tells what was not.
    """
    results, unreadable = _read_all(files, template, layout)
    pieces, unread = _read_all(parts, template, layout)
    findings, coverages = checks.examine(
        results, parts=pieces, select=select, ignore=ignore, strict_blanks=strict_blanks
    )
    notes = uncompared(results, pieces)
    if form == "sarif":
        print_json(sarif.log(results, findings, coverages, notes, lang=lang(), version=gxgrammar.__version__))
    elif form == "json":
        for result, coverage in zip(results, coverages, strict=True):
            told = sarif.findings_to_dict(result, findings, coverage, notes, lang=lang())
            click.echo(json.dumps(told, ensure_ascii=False))
    else:
        verdict.show_findings(results, findings, coverages, notes, lang=lang())
    failed = any(each.severity == "error" for each in findings)
    sys.exit(_UNREADABLE if unreadable or unread else int(failed))


def _read_all(files: tuple[str, ...], template: str | None, layout: str | None) -> tuple[list[ParseResult], bool]:
    """The files that can be read; complains about the others."""
    results = []
    for file in files:
        try:
            results.append(read(file, template, layout))
        except GxgrammarError as error:
            complain(error)
    return results, len(results) < len(files)


@main.command("templates")
@text_or_json
@language
@reporting_errors
def templates_command(form: str) -> None:
    """List the forms that can be read."""
    entries = [
        {
            "id": each.id,
            "title": each.title,
            "document_number": each.document_number,
            "first_year": each.first_year,
            "last_year": each.last_year,
            "values": each.values,
        }
        for each in templates().values()
    ]
    print_listing(entries, form)


@main.command("layouts")
@text_or_json
@language
@reporting_errors
def layouts_command(form: str) -> None:
    """List the layouts that can be read and written."""
    titles = {each.id: each.title for each in (*LAYOUTS.values(), *WRITERS.values())}
    entries = [
        {"id": name, "title": title[0 if lang() == "zh" else 1], "read": name in LAYOUTS, "written": name in WRITERS}
        for name, title in titles.items()
    ]
    print_listing(entries, form)


@main.command("explain")
@click.argument("code", metavar="CODE")
@text_or_json
@language
@reporting_errors
def explain_command(code: str, form: str) -> None:
    """Explain a diagnostic code or a rule of the checks: what it means, why it happens, what to do."""
    if code.upper() in rules():
        _explain_rule(code.upper(), form)
        return
    named(code.upper(), {**codes(), **rules()}, "code", "代码")
    entry = codes()[code.upper()]
    texts = {"title": entry.title, "message": entry.message, "reason": entry.reason, "remedy": entry.remedy}
    words = {part: text[lang()] for part, text in texts.items()}
    facts = {"code": entry.id, "severity": entry.severity, **words, "example": entry.example}
    if form == "json":
        print_json(facts)
    else:
        display.show_facts(facts)


def _explain_rule(name: str, form: str) -> None:
    rule, texts = rules()[name], rule_texts()[name]
    words = lang()
    # What the source states is told in English; in Chinese the reason tells it.
    source = "、".join(rule.documents) if words == "zh" else rule.statement
    facts = {
        "rule": name,
        "severity": rule.severity,
        "title": texts.title[words],
        "formula": texts.formula,
        "source": phrases()[rule.source][words] + (f": {source}" if source else ""),
        "templates": ", ".join(rule.templates),
        "reason": texts.reason[words],
        "remedy": texts.remedy[words],
        "example": texts.example,
    }
    if form == "json":
        print_json(facts)
    else:
        display.show_facts(facts)


def print_listing(entries: list[dict[str, Any]], form: str) -> None:
    if form == "json":
        print_json(entries)
    else:
        display.show_listing(entries)


def print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
