"""The official form of 2021 as tests print it: three tables of cells with their spans, filled with drawn figures."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import gxgrammar

import pages

COLUMNS = pages.APPLICANTS
OUTCOMES = pages.OUTCOMES
_OUTCOME_HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_GROUPS = (
    (
        "denied",
        "（三）不予公开",
        {
            "state_secret": "1.属于国家秘密",
            "other_law": "2.其他法律行政法规禁止公开",
            "security_stability": "3.危及“三安全一稳定”",
            "third_party": "4.保护第三方合法权益",
            "internal_affairs": "5.属于三类内部事务信息",
            "deliberative": "6.属于四类过程性信息",
            "case_file": "7.属于行政执法案卷",
            "inquiry_matter": "8.属于行政查询事项",
        },
    ),
    (
        "unable",
        "（四）无法提供",
        {
            "not_held": "1.本机关不掌握相关政府信息",
            "must_create": "2.没有现成信息需要另行制作",
            "still_unclear": "3.补正后申请内容仍不明确",
        },
    ),
    (
        "not_processed",
        "（五）不予处理",
        {
            "petition": "1.信访举报投诉类申请",
            "repeat": "2.重复申请",
            "publication": "3.要求提供公开出版物",
            "excessive": "4.无正当理由大量反复申请",
            "confirm_reissue": "5.要求行政机关确认或重新出具已获取信息",
        },
    ),
    (
        "other_handling",
        "（六）其他处理",
        {
            "not_corrected": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "fee_unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "other": "3.其他",
        },
    ),
)
TITLE = "青禾县档案局2023年政府信息公开工作年度报告"
HEADINGS = pages.HEADINGS
OPENING = "本报告由青禾县档案局编制，统计期限自2023年1月1日起至2023年12月31日止。"
OVERVIEW = "本年通过县档案网公开查阅指南十二篇，答复来信来电四十次。"
PROBLEMS = "目录更新不够及时，下一年按季核对。"
OTHER = "本年未收取信息处理费。"


class Cell(NamedTuple):
    """A cell of the form: what is printed in it, its spans, and for a value cell its field path."""

    text: str
    rows: int = 1
    columns: int = 1
    path: str | None = None


Table = list[list[Cell]]


def paths() -> list[str]:
    """The field paths of all value cells."""
    return [cell.path for table in tables({}) for row in table for cell in row if cell.path]


def drawn(seed: int, *, odd: bool = False) -> dict[str, str]:
    """Ink for every value cell; with ``odd`` also blanks and dashes."""
    source = random.Random(seed)
    inks = ("", "", "-", "—", "/") if odd else ()

    def ink() -> str:
        return source.choice(inks) if inks and source.random() < 0.3 else str(source.choice((0, 0, 3, 17, 204, 98765)))

    return {path: ink() for path in paths()}


def tables(figures: Mapping[str, str]) -> list[Table]:
    """Tables two, three and four, filled with figures by path."""

    def value(path: str, columns: int = 1) -> Cell:
        return Cell(figures.get(path, ""), 1, columns, path)

    return [_proactive(value), _requests(value), _reviews(value)]


def _proactive(value) -> Table:
    def decisions(name: str, label: str) -> list[Cell]:
        return [Cell(label), value(f"proactive.{name}.decisions", 3)]

    def documents(name: str, label: str) -> list[Cell]:
        return [Cell(label), *(value(f"proactive.{name}.{each}") for each in ("issued", "repealed", "in_force"))]

    head = [Cell("信息内容"), Cell("本年处理决定数量", 1, 3)]
    return [
        [Cell("第二十条第（一）项", 1, 4)],
        [Cell(each) for each in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")],
        documents("administrative_rules", "规章"),
        documents("normative_documents", "行政规范性文件"),
        [Cell("第二十条第（五）项", 1, 4)],
        head,
        decisions("licensing", "行政许可"),
        [Cell("第二十条第（六）项", 1, 4)],
        head,
        decisions("penalty", "行政处罚"),
        decisions("compulsion", "行政强制"),
        [Cell("第二十条第（八）项", 1, 4)],
        [Cell("信息内容"), Cell("本年收费金额（单位：万元）", 1, 3)],
        [Cell("行政事业性收费"), value("proactive.charges.amount", 3)],
    ]


def _requests(value) -> Table:
    def values(row: str) -> list[Cell]:
        return [value(f"requests.{row}.{column}") for column in COLUMNS]

    rows: Table = [
        [
            Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            Cell("申请人情况", 1, 7),
        ],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, 5), Cell("总计", 2)],
        [Cell(each) for each in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
        [Cell("一、本年新收政府信息公开申请数量", 1, 3), *values("received")],
        [Cell("二、上年结转政府信息公开申请数量", 1, 3), *values("carried_over")],
        [Cell("三、本年度办理结果", 22), Cell("（一）予以公开", 1, 2), *values("granted")],
        [Cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2), *values("partially_granted")],
    ]
    for group, label, members in _GROUPS:
        for index, (name, inner) in enumerate(members.items()):
            lead = [Cell(label, len(members))] if index == 0 else []
            rows.append([*lead, Cell(inner), *values(f"{group}.{name}")])
    rows.append([Cell("（七）总计", 1, 2), *values("results_total")])
    rows.append([Cell("四、结转下年度继续办理", 1, 3), *values("carried_forward")])
    return rows


def _reviews(value) -> Table:
    groups = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
    return [
        [Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)],
        [*(Cell(head, 2) for head in _OUTCOME_HEADS), Cell("未经复议直接起诉", 1, 5), Cell("复议后起诉", 1, 5)],
        [Cell(head) for head in _OUTCOME_HEADS * 2],
        [value(f"{group}.{outcome}") for group in groups for outcome in OUTCOMES],
    ]


def html_table(table: Table, *, blank: str = "&nbsp;") -> str:
    """A table as HTML with its official spans."""

    def cell(each: Cell) -> str:
        spans = "".join(
            f' {name}="{size}"' for name, size in (("rowspan", each.rows), ("colspan", each.columns)) if size > 1
        )
        return f"<td{spans}><p>{each.text or blank}</p></td>"

    rows = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in table)
    return f"<table border=1>{rows}</table>"


def html_page(figures: Mapping[str, str]) -> str:
    """A whole report as a page."""
    two, three, four = (html_table(table) for table in tables(figures))
    return page(two, three, four)


def page(two: str, three: str, four: str) -> str:
    """A page around three tables."""
    parts = [f"<h1>{TITLE}</h1>", _p(OPENING), _p(HEADINGS[0]), _p(OVERVIEW), _p(HEADINGS[1]), two, _p(HEADINGS[2])]
    parts += [three, _p(HEADINGS[3]), four, _p(HEADINGS[4]), _p(PROBLEMS), _p(HEADINGS[5]), _p(OTHER)]
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{''.join(parts)}</body></html>"


def _p(text: str) -> str:
    return f"<p>{text}</p>"


def read_back(result: gxgrammar.ParseResult, figures: Mapping[str, str]) -> list[str]:
    """Where a result differs from the ink that was drawn; empty if it is all there, in state and value."""
    states = {"": "blank", "-": "dash", "—": "dash", "/": "dash"}
    wrong = []
    for path, ink in figures.items():
        cell = result.cells[path]
        state = states.get(ink, "number")
        value = None if state != "number" else ink
        if cell.state != state or (None if cell.value is None else str(cell.value)) != value:
            wrong.append(f"{path}: {cell.state} {cell.value!r} for {ink!r}")
    return wrong


def grid_of(table: Table) -> tuple[int, Sequence[tuple[int, int, Cell]]]:
    """The width of a table, and its cells with the row and column where each begins."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(table):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            placed.append((number, column, cell))
    return 1 + max(column for _, column in taken), placed


def grid(table: Table, filler: str = "") -> list[list[str]]:
    """The cells of a table laid out, with a filler in those that its merged cells cover."""
    width, placed = grid_of(table)
    cells = [[filler] * width for _ in table]
    for row, column, cell in placed:
        cells[row][column] = cell.text
    return cells


def text_page(tables: Iterable[str]) -> str:
    """A whole report as text around three tables."""
    lines = [TITLE, OPENING, HEADINGS[0], OVERVIEW]
    lines += [line for heading, table in zip(HEADINGS[1:4], tables, strict=True) for line in (heading, "", table, "")]
    return "\n".join([*lines, HEADINGS[4], PROBLEMS, HEADINGS[5], OTHER])
