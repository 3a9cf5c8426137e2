"""The commands that write: render, generate, roundtrip."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import click

from gxgrammar import display, export, samples
from gxgrammar.cli import lang, language, print_json, read, reading_options, reporting_errors, text_or_json
from gxgrammar.damages import DAMAGES
from gxgrammar.diagnostics import Diagnostic
from gxgrammar.errors import UnreadableSource, UnwritableFile
from gxgrammar.pipeline import parse
from gxgrammar.roundtrip import differences
from gxgrammar.samples import Document
from gxgrammar.writers import WRITERS, write

_out = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output by default."
)


@click.command("render")
@click.argument("file", metavar="FILE.json")
@click.option("--layout", metavar="ID", required=True, help=f"One of {', '.join(WRITERS)}.")
@_out
@language
@reporting_errors
def render_command(file: str, layout: str, out: Path | None) -> None:
    """Write a record as a document of its form.

    FILE.json holds one object of parse --format json, or an answer key of generate; - is standard input. What the
    layout cannot express is told on standard error. A record says what is stated, not how it was printed: where a page
    had a dash a blank is written, and 1,463 as 1463.
    """
    written = write(export.report_from_json(_bytes(file)), layout=layout)
    _tell(written.losses)
    _put(written.data, out)


@click.command("generate")
@click.option("--template", metavar="ID", required=True, help="One of those that the command templates lists.")
@click.option("--layout", metavar="ID", required=True, help=f"One of {', '.join(WRITERS)}.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same files.")
@click.option("-n", "count", type=click.IntRange(min=1), default=1, show_default=True, help="How many.")
@click.option("--damage", "damages", metavar="ID", multiple=True, help=f"Any of {', '.join(DAMAGES)}; may be repeated.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write into.")
@text_or_json
@language
@reporting_errors
def generate_command(
    template: str, layout: str, seed: int, count: int, damages: tuple[str, ...], out: Path, form: str
) -> None:
    """Write sample reports, each with its answer key: NAME.EXT and NAME.json.

    The sums of a sample hold. With the same template and seed the reports are the same in every layout. Some samples
    print dashes for blanks, or 1,463 for 1463; answer keys hold figures and blanks alone, and so does what render makes
    of them.
    """
    documents = (
        (number, samples.draw_document(template, layout, Random(f"{template}/{seed}/{number}"), damages=damages))
        for number in range(1, count + 1)
    )
    entries = [
        _write_sample(out, "_".join((template, layout, *damages, str(seed), f"{number:04}")), each)
        for number, each in documents
    ]
    if form == "json":
        print_json(entries)
    else:
        display.show_listing(entries)


def _write_sample(out: Path, name: str, document: Document) -> dict[str, Any]:
    """Write a sample and its answer key; what was written."""
    written, report = document.written, document.sample.report
    source = f"{name}.{WRITERS[written.layout].extension}"
    answer = {
        "source": source,
        "template": document.template,
        "layout": written.layout,
        "damages": [damage.id for damage in document.damages],
        "report": export.report_to_dict(report),
    }
    _put(written.data, out / source)
    _put(f"{json.dumps(answer, ensure_ascii=False, indent=1)}\n".encode(), out / f"{name}.json")
    return {"document": str(out / source), "answer key": str(out / f"{name}.json")}


@click.command("roundtrip")
@click.argument("file", metavar="FILE")
@click.option("--as", "target", metavar="ID", help="Layout to write; by default that of FILE, or html.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to keep what was written in.")
@reading_options
@text_or_json
@language
@reporting_errors
def roundtrip_command(
    file: str, target: str | None, out: Path | None, form: str, template: str | None, layout: str | None
) -> None:
    """Read FILE, write its record, read that again, and show what differs.

    Exit status 1 if something differs that is not a loss of the layout, or a figure reads back as another.
    """
    result = read(file, template, layout)
    target = target or (result.layout if result.layout in WRITERS else "html")
    written = write(result.report, layout=target)
    if out:
        _put(written.data, out)
    again = parse(written.content, name=f"{file} ({target})")
    found = differences(result.report, again, written.losses)
    entries = [
        {"path": each.path, "written": _shown(each.written), "read": _shown(each.read), "fault": each.fault}
        for each in found
    ]
    if form == "json":
        print_json(
            {"source": result.source.name, "layout": target, "losses": len(written.losses), "differences": entries}
        )
    else:
        _tell(written.losses)
        if entries:
            display.show_listing(entries)
        click.echo(_verdict(len(found), target))
    sys.exit(any(each.fault for each in found))


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _verdict(count: int, layout: str) -> str:
    if lang() == "zh":
        return f"写成 {layout} 再读回来，" + (f"有 {count} 处不同。" if count else "完全相同。")
    return f"Written as {layout} and read back: " + (f"{count} differences." if count else "equal.")


def _tell(losses: Iterable[Diagnostic]) -> None:
    """Print losses on standard error, the first of each code and how many more there are."""
    told: dict[str, list[Diagnostic]] = {}
    for loss in losses:
        told.setdefault(loss.code, []).append(loss)
    for code, alike in told.items():
        more = f" (+{len(alike) - 1})" if len(alike) > 1 else ""
        click.echo(f"{code} {alike[0].message(lang())}{more}", err=True)


def _bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableSource("GX103", name=file, reason=str(getattr(error, "strerror", None) or error)) from error


def _put(data: bytes, out: Path | None) -> None:
    """Write a file, its folder made if need be, or standard output."""
    try:
        if out is None:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    except OSError as error:
        raise UnwritableFile("GX117", name=str(out or "<stdout>"), reason=error.strerror or str(error)) from error
