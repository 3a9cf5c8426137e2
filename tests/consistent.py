"""Drawn figures whose sums hold, and running text that prints them: what the property tests of reading start from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gxgrammar.equations import equations, inclusions
from gxgrammar.shape import Column, figures, shape
from gxgrammar.template import Template, template_named
from gxgrammar.vocabulary import column_heads, row_labels

Figures = dict[str, int | Decimal | None]
_COUNTS = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 400), st.integers(0, 10**6))
_NONE = frozenset[tuple[str, ...]]()


def columns(form: Template) -> tuple[Column, ...]:
    """Every figure of a form."""
    return figures(form, _NONE)


@st.composite
def consistent(draw: st.DrawFn, name: str, counts: st.SearchStrategy[int] = _COUNTS) -> Figures:
    """Figures of a form for which all its sums and inclusions hold."""
    form = template_named(name)
    drawn: Figures = {column.path: draw(counts) for column in columns(form)}
    for column in columns(form):
        if column.kind == "amount":
            drawn[column.path] = Decimal(draw(st.integers(0, 10**7))) / 100
    _order(drawn)
    if "requests.received.total" in drawn:
        _balance(draw, drawn, counts)
    _add_up(form, drawn)
    _order(drawn)
    _include(form, drawn)
    return drawn


def _include(form: Template, drawn: Figures) -> None:
    """Wholes that are at least their parts."""
    for inclusion in inclusions(form):
        drawn[inclusion.whole] = max(_number(drawn, inclusion.whole), _number(drawn, inclusion.part))


def _order(drawn: Figures) -> None:
    """Columns of which one includes the other."""
    for path in drawn:
        row, _, column = path.rpartition(".")
        part = {"total_disclosed": "newly_disclosed", "cumulative": "current"}.get(column)
        if part:
            low, high = sorted((drawn[path], drawn[f"{row}.{part}"]))  # type: ignore[type-var]
            drawn[path], drawn[f"{row}.{part}"] = high, low


def _balance(draw: st.DrawFn, drawn: Figures, counts: st.SearchStrategy[int]) -> None:
    """Received, carried over and carried forward, so that each column balances."""
    leaves = [path.rpartition(".")[2] for path in drawn if path.startswith("requests.received.")][:-1]
    for column in leaves:
        results = sum(_number(drawn, path) for path in drawn if _is_result(path) and path.endswith(f".{column}"))
        forward = draw(counts)
        carried = draw(st.integers(0, results + forward))
        drawn[f"requests.results_total.{column}"] = results
        drawn[f"requests.carried_forward.{column}"] = forward
        drawn[f"requests.carried_over.{column}"] = carried
        drawn[f"requests.received.{column}"] = results + forward - carried


def _is_result(path: str) -> bool:
    outside = ("received", "carried_over", "results_total", "carried_forward")
    return path.startswith("requests.") and path.split(".")[1] not in outside


def _number(drawn: Figures, path: str) -> Any:
    return drawn[path] or 0


def _add_up(form: Template, drawn: Figures) -> None:
    """Totals within rows, and those of Fujian's form over rows."""
    for equation in equations(form):
        if not equation.spans_rows or equation.rule.startswith("A-"):
            drawn[equation.left[0]] = sum(_number(drawn, path) for path in equation.right)


def running_text(form: Template, shown: Mapping[str, str], *, between: str = "", rows: str = "") -> str:
    """A report in running text: ``shown`` has the ink of each figure, nothing for a blank that was deleted.

    ``between`` stands between the cells of a row, ``rows`` between rows.
    """
    labels, heads = row_labels(form), column_heads(form)
    pieces = ["青禾县2020年政府信息公开工作年度报告\n一、总体情况\n全年工作有序。\n二、主动公开政府信息情况\n"]
    last: tuple[str, ...] = ()
    for row, paths in _rows(form).items():
        fields = tuple(path.rpartition(".")[2] for path in paths)
        if fields != last or row not in labels:
            pieces.append("".join(heads[field] for field in fields if field in heads))
        last = fields
        ink = between.join(shown[path] for path in paths if shown[path])
        pieces.append(f"{labels.get(row, '')}{between}{ink}{rows}")
    return "".join(pieces) + "\n五、存在的主要问题及改进情况\n仍有不足。\n"


def _rows(form: Template) -> dict[str, list[str]]:
    """The figures of a form by the row they are printed in."""
    labels = row_labels(form)
    spanning = {column.path: rule for (rule, *rest), found in shape(form).rows.items() if not rest for column in found}
    rows: dict[str, list[str]] = {}
    for column in columns(form):
        row = column.path if column.path in labels else column.path.rpartition(".")[0]
        rows.setdefault(row if row in labels else spanning.get(column.path, row), []).append(column.path)
    return rows
