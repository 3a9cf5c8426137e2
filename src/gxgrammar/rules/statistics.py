"""政府信息公开情况统计表, report years 2014 to 2018 (国办发〔2014〕32号)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gxgrammar.equations import PUBLISHED_THROUGH, all_inclusions
from gxgrammar.evidence import Evidence
from gxgrammar.judging import NOT_APPLICABLE, PASS, Judgement, compare, equal, sums_of
from gxgrammar.rules import STATISTICS, rule
from gxgrammar.rules.table3 import natural

_DISCLOSED = ("statistics.proactive.disclosed_total",)


def _inclusions(evidence: Evidence, name: str) -> Iterator[Judgement]:
    found = (each for each in all_inclusions(evidence.form) if each.rule == name)
    return (compare(evidence, (each.part,), "≤", (each.whole,)) for each in found)


@rule("S-REQ", severity="error", source="form", templates=STATISTICS)
def rule_s_req(evidence: Evidence) -> Iterable[Judgement]:
    """（一）收到申请数 is the sum of its rows 1 to 4."""
    return sums_of(evidence, "S-REQ")


@rule("S-CLOSE", severity="error", source="form", templates=STATISTICS)
def rule_s_close(evidence: Evidence) -> Iterable[Judgement]:
    """（二）申请办结数 is 1.按时办结数 and 2.延期办结数 together."""
    return sums_of(evidence, "S-CLOSE")


@rule("S-ANS", severity="error", source="form", templates=STATISTICS)
def rule_s_ans(evidence: Evidence) -> Iterable[Judgement]:
    """（三）申请答复数 is the sum of its rows 1 to 8."""
    return sums_of(evidence, "S-ANS")


@rule("S-REF", severity="error", source="form", templates=STATISTICS)
def rule_s_ref(evidence: Evidence) -> Iterator[Judgement]:
    """4.不同意公开答复数 is the sum of its six grounds (其中), if any ground is stated."""
    for equation in evidence.sums["S-REF"]:
        grounds = any(evidence.values.get(path) is not None for path in equation.right)
        yield equal(evidence, equation) if grounds else NOT_APPLICABLE


@rule("S-ANSCLOSE", severity="info", source="derived", templates=STATISTICS)
def rule_s_ansclose(evidence: Evidence) -> Iterator[Judgement]:
    """Requests answered and requests closed are usually as many."""
    yield compare(evidence, ("statistics.replies.total",), "=", ("statistics.requests.closed",))


@rule("S-BACKLOG", severity="info", source="derived", templates=STATISTICS)
def rule_s_backlog(evidence: Evidence) -> Iterator[Judgement]:
    """More requests closed than received must have come from earlier years."""
    yield compare(evidence, ("statistics.requests.closed",), "≤", ("statistics.requests.received",))


@rule("S-REC", severity="error", source="form", templates=STATISTICS)
def rule_s_rec(evidence: Evidence) -> Iterable[Judgement]:
    """四、行政复议数量 is the sum of its three rows."""
    return sums_of(evidence, "S-REC")


@rule("S-LIT", severity="error", source="form", templates=STATISTICS)
def rule_s_lit(evidence: Evidence) -> Iterable[Judgement]:
    """五、行政诉讼数量 is the sum of its three rows."""
    return sums_of(evidence, "S-LIT")


@rule("S-NORM", severity="error", source="form", templates=STATISTICS)
def rule_s_norm(evidence: Evidence) -> Iterator[Judgement]:
    """其中：主动公开规范性文件数 is part of （一）主动公开政府信息数."""
    return _inclusions(evidence, "S-NORM")


@rule("S-CHAN", severity="warning", source="printed", templates=STATISTICS)
def rule_s_chan(evidence: Evidence) -> Iterator[Judgement]:
    """（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）: at least any channel, at most all together."""
    for channel in PUBLISHED_THROUGH:
        yield compare(evidence, (channel,), "≤", _DISCLOSED)
    yield compare(evidence, _DISCLOSED, "≤", PUBLISHED_THROUGH)


@rule("S-PRESS", severity="error", source="form", templates=STATISTICS)
def rule_s_press(evidence: Evidence) -> Iterator[Judgement]:
    """其中：主要负责同志参加新闻发布会次数 is part of 1.参加或举办新闻发布会总次数."""
    return _inclusions(evidence, "S-PRESS")


@rule("S-TALK", severity="error", source="form", templates=STATISTICS)
def rule_s_talk(evidence: Evidence) -> Iterator[Judgement]:
    """其中：主要负责同志参加政府网站在线访谈次数 is part of 2.政府网站在线访谈次数."""
    return _inclusions(evidence, "S-TALK")


@rule("S-STAFF", severity="error", source="form", templates=STATISTICS)
def rule_s_staff(evidence: Evidence) -> Iterable[Judgement]:
    """（三）从事政府信息公开工作人员数 is 1.专职人员数 and 2.兼职人员数 together."""
    return sums_of(evidence, "S-STAFF")


@rule("S-TRAIN", severity="info", source="derived", templates=STATISTICS)
def rule_s_train(evidence: Evidence) -> Iterator[Judgement]:
    """People were trained, so a training was held."""
    trained, held = "statistics.training.trainees", "statistics.training.sessions"
    if not evidence.stated.get(trained):
        yield NOT_APPLICABLE
    elif held not in evidence.stated:
        yield Judgement("not_assessable", left=(trained,), right=(held,), reason="undecided")
    else:
        yield PASS if evidence.stated[held] else Judgement("fail", left=(trained,), right=(held,))


@rule("S-NAT", severity="error", source="form", templates=STATISTICS)
def rule_s_nat(evidence: Evidence) -> Iterator[Judgement]:
    """Counts are whole numbers, fees and budget amounts, none of them negative."""
    return natural(evidence, ("statistics",))


@rule("S-HEAD", severity="info", source="form", templates=STATISTICS)
def rule_s_head(evidence: Evidence) -> Iterator[Judgement]:
    """Rows whose unit is —— are heads and carry no figure."""
    heads = [row for row in evidence.report.unrecognised if row.label and "——" in row.values]
    inked = [row.label for row in heads if any(character.isdigit() for value in row.values for character in value)]
    yield PASS if not inked else Judgement("fail", facts={"labels": "、".join(each for each in inked if each)})
