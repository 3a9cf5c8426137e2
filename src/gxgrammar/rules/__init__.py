"""The rules of the checks: one file a table, each rule a small function that carries its id, severity and source.

The docstring of a rule function says what the official source states; titles, reasons, remedies and messages in both
languages stand in ``rules.toml``.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module, resources
from typing import Any, Literal, TypeVar

from attrs import frozen

from gxgrammar.diagnostics import Severity

# Who says so: the text of the form, its structure, a notice or circular, other software, the press, or we ourselves.
SourceClass = Literal["printed", "form", "guide", "peer", "press", "derived"]
# A rule looks at one report, at the reports of one body in order of years, or at a compiled report and its parts.
Scope = Literal["report", "years", "parts"]

NATIONAL = ("national_2019", "national_2021")
FORM_2019 = ("national_2019",)
FORM_2021 = ("national_2021",)
STATISTICS = ("statistics_2014",)
FUJIAN = ("fujian_2008", "fujian_2014")
EVERY_FORM = (*NATIONAL, *STATISTICS, *FUJIAN)

_DOCUMENT = re.compile(r"[一-龥]*〔\d{4}〕\d{1,4}号|政府信息公开条例|立法法")
_MODULES = ("table2", "table3", "table4", "sections", "prose", "statistics", "provincial", "years", "parts")


@frozen(eq=False)
class Rule:
    """A rule: ``templates`` are the ids of the forms it holds for, ``judges`` its functions by scope.

    ``follows`` are rules whose fault explains a fault of this one in the same cells. An ``optional`` rule is only
    applied when selected by its id.
    """

    id: str
    severity: Severity
    source: SourceClass
    templates: tuple[str, ...]
    judges: Mapping[Scope, Callable[..., Iterable[Any]]]
    follows: tuple[str, ...] = ()
    optional: bool = False

    @property
    def statement(self) -> str:
        """What the official source states: the docstring of the rule function."""
        return inspect.getdoc(next(iter(self.judges.values()))) or ""

    @property
    def documents(self) -> tuple[str, ...]:
        """The circulars and laws that the statement names."""
        return tuple(dict.fromkeys(_DOCUMENT.findall(self.statement)))


@frozen
class RuleTexts:
    """The texts of a rule by language (``formula`` and ``example`` have one for both)."""

    title: Mapping[str, str]
    formula: str
    message: Mapping[str, str]
    reason: Mapping[str, str]
    remedy: Mapping[str, str]
    example: str


_registered: dict[str, Rule] = {}
Judge = TypeVar("Judge", bound=Callable[..., Iterable[Any]])


def rule(
    name: str,
    *,
    severity: Severity,
    source: SourceClass,
    templates: tuple[str, ...],
    scope: Scope = "report",
    follows: Sequence[str] = (),
    optional: bool = False,
) -> Callable[[Judge], Judge]:
    """Register a function as the rule ``name``. A rule may have a function for each scope."""

    def register(judge: Judge) -> Judge:
        known = _registered.get(name)
        judges: dict[Scope, Callable[..., Iterable[Any]]] = {**(known.judges if known else {}), scope: judge}
        _registered[name] = Rule(name, severity, source, templates, judges, tuple(follows), optional)
        return judge

    return register


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by id, in the order of the forms."""
    for module in _MODULES:
        import_module(f"gxgrammar.rules.{module}")
    return dict(_registered)


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("gxgrammar") / "rules.toml").read_text(encoding="utf-8"))


@cache
def rule_texts() -> Mapping[str, RuleTexts]:
    """The texts of every rule by id. What a rule does not say itself is said by its family in ``rules.toml``."""
    families = _texts()["families"]
    found = {name: entry for name, entry in _texts().items() if name not in ("families", "phrases")}
    return {name: _rule_texts(entry, families[entry["family"]]) for name, entry in found.items()}


def _rule_texts(entry: Mapping[str, Any], family: Mapping[str, Any]) -> RuleTexts:
    both = {**family, **entry}
    return RuleTexts(**{name: text for name, text in both.items() if name != "family"})


def phrases() -> Mapping[str, Mapping[str, str]]:
    """The words that findings are put together from, by language."""
    found: Mapping[str, Mapping[str, str]] = _texts()["phrases"]
    return found
