"""Markdown whose tables a converter or language model cut apart."""

from __future__ import annotations

import official

import gxgrammar

FIGURES = official.drawn(5)
SEPARATOR = "|---|---|\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _separator(count: int) -> str:
    return "|" + "---|" * count + "\n"


def _cut_apart(figures: dict[str, str]) -> str:
    """A report with a table for every row, made-up heads, labels as headings, and table four as three tables."""
    _, three, _ = official.tables(figures)
    made_up = ("类别", *(f"数据{number}" for number in range(1, 7)), "合计")
    parts = [f"# {official.TITLE}\n\n## 三、收到和处理政府信息公开申请情况\n\n### 申请人情况 (自然人)\n"]
    parts += [_row("(项目)", "数量"), _separator(2), _row("-", "-"), "\n"]
    for row in three[3:]:
        labels = [cell.text for cell in row if not cell.path]
        parts += [f"#### {label}\n" for label in labels[:-1]]
        parts += [_row(*made_up), _separator(8)]
        parts += [_row(labels[-1], *(cell.text for cell in row if cell.path)), _separator(8), "\n"]
    parts.append("## 四、政府信息公开行政复议、行政诉讼情况\n\n")
    headings = {
        "行政复议": "reconsideration",
        "行政诉讼（未经复议直接起诉）": "litigation.direct",
        "行政诉讼（复议后起诉）": "litigation.after_reconsideration",
    }
    for heading, group in headings.items():
        parts += [f"### {heading}\n", _row("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"), _separator(5)]
        parts += [_row(*(figures[f"{group}.{name}"] for name in official.OUTCOMES)), "\n"]
    return "".join(parts)


def _of_parts(figures: dict[str, str]) -> dict[str, str]:
    return {path: ink for path, ink in figures.items() if not path.startswith("proactive")}


def test_a_table_cut_into_many_reads_back() -> None:
    result = gxgrammar.parse(_cut_apart(FIGURES))
    assert result.layout == "markdown"
    assert official.read_back(result, _of_parts(FIGURES)) == []
    assert result.report.unrecognised == ()


def test_what_was_made_up_is_set_aside() -> None:
    result = gxgrammar.parse(_cut_apart(FIGURES))
    kinds = [each.facts["kind"] for each in result.diagnostics if each.code == "GX201"]
    assert sum("made up" in kind for kind in kinds) == 26
    assert sum("dashes" in kind for kind in kinds) == 1
    assert [section.body for section in result.report.narrative.sections] == [(), ()]


def test_dashes_that_are_values_stay_dashes() -> None:
    figures = FIGURES | {path: "-" for path in FIGURES if path.startswith(("reconsideration", "litigation"))}
    assert official.read_back(gxgrammar.parse(_cut_apart(figures)), _of_parts(figures)) == []
    text = f"# {official.TITLE}\n" + _row(*("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3)
    text += _separator(15) + _row(*["-"] * 15)
    result = gxgrammar.parse(text)
    assert {cell.state for path, cell in result.cells.items() if path.startswith("litigation")} == {"dash"}


def test_a_row_label_as_heading_takes_the_bare_row_below() -> None:
    text = f"# {official.TITLE}\n## {official.HEADINGS[1]}\n### 规章\n"
    text += _row("本年制发件数", "本年废止件数", "现行有效件数") + _separator(3) + _row("4", "0", "31")
    record = gxgrammar.parse(text).report.proactive.administrative_rules
    assert (record.issued, record.repealed, record.in_force) == (4, 0, 31)


def test_a_label_that_heads_prose_stays_prose() -> None:
    text = (
        f"# {official.TITLE}\n## {official.HEADINGS[1]}\n### 规章\n本年未制定规章。\n"
        + _row("行政许可", "4")
        + SEPARATOR
    )
    report = gxgrammar.parse(text).report
    assert report.narrative.sections[0].body == ("规章", "本年未制定规章。")
