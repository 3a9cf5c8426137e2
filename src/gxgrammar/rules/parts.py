"""A compiled report and the reports it was compiled from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gxgrammar.evidence import Evidence
from gxgrammar.judging import Judgement, judged
from gxgrammar.rules import EVERY_FORM, rule


@rule("H-SUM", severity="warning", source="peer", templates=EVERY_FORM, scope="parts")
def rule_h_sum(whole: Evidence, parts: Sequence[Evidence]) -> Iterator[Judgement]:
    """A compiled figure is the sum of those it was compiled from."""
    for path, value in whole.stated.items():
        found = [each.stated.get(path) for each in parts if each.form == whole.form]
        if path in whole.blank_totals or None in found or len(found) < len(parts):
            yield Judgement("not_assessable", left=(path,), reason="undecided")
        else:
            total = sum(each for each in found if each is not None)
            yield Judgement(judged(value == total), left=(path,), expected=total)


@rule("H-PART", severity="warning", source="derived", templates=EVERY_FORM, scope="parts", follows=("H-SUM",))
def rule_h_part(whole: Evidence, parts: Sequence[Evidence]) -> Iterator[Judgement]:
    """A compiled figure is no less than that of any report it was compiled from."""
    for path, value in whole.stated.items():
        if path.endswith("items_change") or path in whole.blank_totals:
            continue
        largest = max((each.stated[path] for each in parts if path in each.stated), default=None)
        if largest is None:
            yield Judgement("not_assessable", left=(path,), reason="undecided")
        else:
            yield Judgement(judged(value >= largest), left=(path,), expected=largest)
