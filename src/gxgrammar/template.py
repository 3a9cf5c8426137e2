"""The templates: one manifest and a few grammar layers each, read from the folder ``grammars``."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from attrs import field, fields_dict, frozen

from gxgrammar.errors import InvalidForm, UnknownName


@frozen(cache_hash=True)
class Template:
    """An official form: what its manifest says.

    ``values`` is the official number of value cells, ``record`` the name of the class in ``gxgrammar.records`` that a
    report is read into, ``layers`` the grammar files in order, ``rows`` the record fields of row rules that fill more
    than one.
    """

    id: str
    title: str
    document_number: str
    first_year: int
    last_year: int | None
    layers: tuple[str, ...]
    record: str
    values: int
    rows: Mapping[str, tuple[str, ...]] = field(eq=False)
    prose: Mapping[str, str] = field(eq=False)

    def covers(self, year: int) -> bool:
        """Whether the form was in force for a report year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def _folder() -> Traversable:
    """The folder ``grammars``: inside the package in a wheel, beside ``src`` in a checkout."""
    packaged = resources.files("gxgrammar") / "grammars"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "grammars"


@cache
def templates() -> Mapping[str, Template]:
    """All templates by id, oldest form first."""
    manifests = [entry for entry in _folder().iterdir() if re.fullmatch(r"\w+\.toml", entry.name)]
    found = [_template(entry.name.removesuffix(".toml"), entry) for entry in manifests]
    found.sort(key=lambda each: (each.first_year, each.id))
    _check_records(found)
    return {template.id: template for template in found}


def _check_records(found: Iterable[Template]) -> None:
    """Raise InvalidForm for two forms with one record class: a record could not tell which of them it is written on."""
    owners: dict[str, str] = {}
    for form in found:
        if (owner := owners.setdefault(form.record, form.id)) != form.id:
            reason = f"record {form.record} is that of {owner}; a form has a record class of its own"
            raise InvalidForm("GX118", name=f"{form.id}.toml", reason=reason)


def _template(name: str, manifest: Traversable) -> Template:
    data = _table(manifest)
    for key in data:
        named(key, fields_dict(Template), f"key of {manifest.name}", f"键（{manifest.name}）")
    if wrong := next(_mistakes(data), None):
        raise InvalidForm("GX118", name=manifest.name, reason=wrong)
    return Template(
        id=name,
        last_year=data.pop("last_year", None),
        layers=tuple(data.pop("layers")),
        rows={rule: tuple(fields) for rule, fields in data.pop("rows", {}).items()},
        prose=data.pop("prose", {}),
        **data,
    )


# The keys a manifest must have, and what stands behind each in TOML.
_REQUIRED: Mapping[str, tuple[type, str]] = {
    "title": (str, "a string"),
    "document_number": (str, "a string"),
    "first_year": (int, "a number"),
    "layers": (list, "a list of layers"),
    "record": (str, "a string"),
    "values": (int, "a number"),
}


def _mistakes(data: Mapping[str, Any]) -> Iterator[str]:
    """What is missing in a manifest or is of another kind, and layers that do not exist."""
    for key, (kind, words) in _REQUIRED.items():
        if key not in data:
            yield f"{key} is missing"
        elif not isinstance(data[key], kind):
            yield f"{key} is not {words}"
    if not isinstance(data.get("last_year", 0), int):
        yield "last_year is not a number"
    for layer in data["layers"]:
        if not (_folder() / f"{layer}.lark").is_file():
            yield f"there is no layer {layer}.lark"


def template_named(name: str) -> Template:
    """The template of that id. Raises UnknownName, with the nearest id, if there is none."""
    return named(name, templates(), "template", "格式")


def _table(file: Traversable) -> dict[str, Any]:
    """A TOML file. Raises InvalidForm, with the name of the file, for what is none."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidForm("GX118", name=file.name, reason=str(error)) from error


T = TypeVar("T")
_MOST_NAMED = 8
# Names less alike than this are no misspelling of each other.
_LEAST_ALIKE = 0.5


def named(name: str, known: Mapping[str, T], kind: str, kind_zh: str) -> T:
    """``known[name]``, or UnknownName that tells the nearest name and some others."""
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, _MOST_NAMED, _LEAST_ALIKE)
    if not near:
        some = [*known][:_MOST_NAMED] + ["…"] * (len(known) > _MOST_NAMED)
        raise UnknownName("GX115", kind=kind, kind_zh=kind_zh, name=name, known=", ".join(some))
    listed = known if len(known) <= _MOST_NAMED else [*near, "…"]
    raise UnknownName("GX104", kind=kind, kind_zh=kind_zh, name=name, near=near[0], known=", ".join(listed))


@cache
def layer_text(layer: str) -> str:
    """The grammar text of one layer."""
    return (_folder() / f"{layer}.lark").read_text(encoding="utf-8")


def joined(layers: Iterable[str]) -> str:
    """A whole grammar: its layers one after the other, in one namespace."""
    return "\n".join(map(layer_text, layers))


@cache
def layer_tables(layer: str) -> tuple[Mapping[str, Any], ...]:
    """What a layer says of how its tables are printed, if anything: the entries of ``LAYER.form.toml``."""
    file = _folder() / f"{layer}.form.toml"
    return tuple(_table(file).get("tables", ())) if file.is_file() else ()
