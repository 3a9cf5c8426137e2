"""The provincial forms of 2008 to 2013 that Fujian's offices kept using: 指标统计表 with 当年 and 历年累计."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from gxgrammar.equations import all_inclusions
from gxgrammar.evidence import Evidence
from gxgrammar.judging import NOT_APPLICABLE, Judgement, compare, equal
from gxgrammar.rules import FUJIAN, rule


def _sums(evidence: Evidence, name: str) -> Iterator[Judgement]:
    """The sums of a rule over the rows that this year's form has."""
    for equation in evidence.sums[name]:
        printed = tuple(path for path in equation.right if path in evidence.values and path not in evidence.lacking)
        if printed and equation.left[0] not in evidence.lacking:
            yield equal(evidence, attrs.evolve(equation, right=printed))
        else:
            yield NOT_APPLICABLE


def _inclusions(evidence: Evidence, name: str) -> Iterator[Judgement]:
    for each in all_inclusions(evidence.form):
        if each.rule == name:
            printed = all(path in evidence.values and path not in evidence.lacking for path in (each.part, each.whole))
            yield compare(evidence, (each.part,), "≤", (each.whole,)) if printed else NOT_APPLICABLE


@rule("A-REQ", severity="error", source="form", templates=FUJIAN)
def rule_a_req(evidence: Evidence) -> Iterator[Judgement]:
    """受理依申请公开信息总数 is the sum of its channels (其中)."""
    return _sums(evidence, "A-REQ")


@rule("A-ANS", severity="error", source="form", templates=FUJIAN)
def rule_a_ans(evidence: Evidence) -> Iterator[Judgement]:
    """对申请的答复总数 is the sum of its kinds of reply (其中)."""
    return _sums(evidence, "A-ANS")


@rule("A-SUB", severity="error", source="form", templates=FUJIAN)
def rule_a_sub(evidence: Evidence) -> Iterator[Judgement]:
    """政府网站 and 政府公报 are part of 主动公开信息数 (其中)."""
    return _inclusions(evidence, "A-SUB")


@rule("A-CUM", severity="error", source="form", templates=FUJIAN)
def rule_a_cum(evidence: Evidence) -> Iterator[Judgement]:
    """The year is part of 历年累计."""
    return _inclusions(evidence, "A-CUM")
