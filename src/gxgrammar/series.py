"""Which figures can be followed from one form to the next, and which series break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from gxgrammar.evidence import Evidence

# From the form of 2019 to that of 2021. 行政事业性收费 was a number of items and became money; 规范性文件 changed its
# stock column; 其他处理 was split. They are not followed.
_KEPT_PARTS = ("requests.", "reconsideration.", "litigation.")
_SPLIT = "requests.other_handling"
_RENAMED: Mapping[str, str] = {
    "proactive.administrative_rules.newly_made": "proactive.administrative_rules.issued",
    "proactive.normative_documents.newly_made": "proactive.normative_documents.issued",
    "proactive.licensing.decisions": "proactive.licensing.decisions",
    "proactive.penalty.decisions": "proactive.penalty.decisions",
    "proactive.compulsion.decisions": "proactive.compulsion.decisions",
}
_BROKEN = (
    "proactive.charges.items_previous_year",
    "proactive.normative_documents.total_disclosed",
    "proactive.administrative_rules.total_disclosed",
)
# From the national table of 2014 to the form of 2019, with a break in every series.
_FROM_STATISTICS: Mapping[str, str] = {
    "statistics.requests.received": "requests.received.total",
    "statistics.replies.agreed": "requests.granted.total",
    "statistics.replies.partly_agreed": "requests.partially_granted.total",
    "statistics.reconsideration.total": "reconsideration.total",
}


@frozen
class Pair:
    """A figure of one year and the same figure of the next: their paths, which differ where the form changed."""

    earlier: str
    later: str


def pairs(earlier: Evidence, later: Evidence) -> Iterator[Pair]:
    """The figures that can be compared between two reports, in the order of the later form."""
    if earlier.form == later.form:
        return (Pair(path, path) for path in later.values if path in earlier.values)
    names = _mapping(earlier.form.id, later.form.id)
    if names is None:
        return iter(())
    kept = (
        Pair(path, path)
        for path in later.values
        if path.startswith(_KEPT_PARTS) and not path.startswith(_SPLIT) and path in earlier.values
    )
    renamed = (Pair(old, new) for old, new in names.items() if old in earlier.values and new in later.values)
    return (each for found in (renamed, kept) for each in found)


def broken(earlier: Evidence, later: Evidence) -> tuple[str, ...]:
    """The figures of the earlier report that the later form counts in another way."""
    if earlier.form == later.form or earlier.form.id != "national_2019":
        return ()
    return tuple(path for path in _BROKEN if earlier.values.get(path) is not None)


@cache
def _mapping(earlier: str, later: str) -> Mapping[str, str] | None:
    if (earlier, later) == ("national_2019", "national_2021"):
        return _RENAMED
    return _FROM_STATISTICS if (earlier, later) == ("statistics_2014", "national_2019") else None
