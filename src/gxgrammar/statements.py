"""Figures that sentences state of cells: 主动公开政府信息2069条. They may decide between readings of a row.

The manifest of a form names the cells, by what a sentence counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from gxgrammar.cutting import Size
from gxgrammar.template import Template

if TYPE_CHECKING:
    from gxgrammar.clauses import Figure

# The figures that the sentences of a page state, read when they are asked for: few pages need them.
Told = Callable[[], "Iterable[Figure]"]


@frozen
class Statements:
    """What sentences state of the cells of a form."""

    form: Template
    told: Told

    def of(self, paths: Sequence[str]) -> dict[int, frozenset[Size]]:
        """The figures that sentences state of some cells, by the place of the cell; nothing for the others."""
        named = self._named
        if named.isdisjoint(paths):
            return {}
        stated = {index: self._stated[path] for index, path in enumerate(paths) if path in self._stated}
        return {index: frozenset([figure.value for figure in figures]) for index, figures in stated.items()}

    def about(self, paths: Iterable[str]) -> tuple[Figure, ...]:
        """What sentences state of some cells, as they say it."""
        return tuple([figure for path in paths if path in self._named for figure in self._stated.get(path, ())])

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(self.form.prose.values())

    @cached_property
    def _stated(self) -> Mapping[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self.told():
            path = self.form.prose.get(figure.counts[0]) if len(figure.counts) == 1 else None
            # What has a share of the whole, or is a part of what is called the same, is not the whole.
            is_part = figure.share is not None or figure.part_of == figure.counts
            if path and not figure.approximate and not is_part:
                found.setdefault(path, []).append(figure)
        return found
