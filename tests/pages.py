"""Filled forms and the ways pages print them: what the tests read.

The tables are written out here a second time, independent of the grammars, so that a mistake there is not copied.
A ``Grid`` is a table as the official form has it: every row as wide as the table, "" where a cell is blank or where a
cell that spans covers it. The layouts turn grids into text as extractors and editors do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

Grid = list[list[str]]
Figures = dict[str, int | str]

APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org", "total")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
REVIEWS = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

_PROACTIVE = {
    2019: (
        ("第二十条第（一）项", ("本年新制作数量", "本年新公开数量", "对外公开总数量")),
        ("administrative_rules", "规章", ("newly_made", "newly_disclosed", "total_disclosed")),
        ("normative_documents", "规范性文件", ("newly_made", "newly_disclosed", "total_disclosed")),
        ("第二十条第（五）项", ("上一年项目数量", "本年增/减", "处理决定数量")),
        ("licensing", "行政许可", ("items_previous_year", "items_change", "decisions")),
        ("other_external_matters", "其他对外管理服务事项", ("items_previous_year", "items_change", "decisions")),
        ("第二十条第（六）项", ("上一年项目数量", "本年增/减", "处理决定数量")),
        ("penalty", "行政处罚", ("items_previous_year", "items_change", "decisions")),
        ("compulsion", "行政强制", ("items_previous_year", "items_change", "decisions")),
        ("第二十条第（八）项", ("上一年项目数量", "本年增/减")),
        ("charges", "行政事业性收费", ("items_previous_year", "items_change")),
        ("第二十条第（九）项", ("采购项目数量", "采购总金额（万元）")),
        ("procurement", "政府集中采购", ("project_count", "total_amount")),
    ),
    2021: (
        ("第二十条第（一）项", ("本年制发件数", "本年废止件数", "现行有效件数")),
        ("administrative_rules", "规章", ("issued", "repealed", "in_force")),
        ("normative_documents", "行政规范性文件", ("issued", "repealed", "in_force")),
        ("第二十条第（五）项", ("本年处理决定数量",)),
        ("licensing", "行政许可", ("decisions",)),
        ("第二十条第（六）项", ("本年处理决定数量",)),
        ("penalty", "行政处罚", ("decisions",)),
        ("compulsion", "行政强制", ("decisions",)),
        ("第二十条第（八）项", ("本年收费金额（单位：万元）",)),
        ("charges", "行政事业性收费", ("amount",)),
    ),
}
_AMOUNTS = frozenset({"amount", "total_amount"})

# Group, row and field of table three; the rows of （六） depend on the form.
_RESULTS = (
    ("", "（一）予以公开", "granted"),
    ("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partially_granted"),
    ("（三）不予公开", "1.属于国家秘密", "denied.state_secret"),
    ("（三）不予公开", "2.其他法律行政法规禁止公开", "denied.other_law"),
    ("（三）不予公开", "3.危及“三安全一稳定”", "denied.security_stability"),
    ("（三）不予公开", "4.保护第三方合法权益", "denied.third_party"),
    ("（三）不予公开", "5.属于三类内部事务信息", "denied.internal_affairs"),
    ("（三）不予公开", "6.属于四类过程性信息", "denied.deliberative"),
    ("（三）不予公开", "7.属于行政执法案卷", "denied.case_file"),
    ("（三）不予公开", "8.属于行政查询事项", "denied.inquiry_matter"),
    ("（四）无法提供", "1.本机关不掌握相关政府信息", "unable.not_held"),
    ("（四）无法提供", "2.没有现成信息需要另行制作", "unable.must_create"),
    ("（四）无法提供", "3.补正后申请内容仍不明确", "unable.still_unclear"),
    ("（五）不予处理", "1.信访举报投诉类申请", "not_processed.petition"),
    ("（五）不予处理", "2.重复申请", "not_processed.repeat"),
    ("（五）不予处理", "3.要求提供公开出版物", "not_processed.publication"),
    ("（五）不予处理", "4.无正当理由大量反复申请", "not_processed.excessive"),
    ("（五）不予处理", "5.要求行政机关确认或重新出具已获取信息", "not_processed.confirm_reissue"),
)
_OTHER_ONE = (("", "（六）其他处理", "other_handling"),)
_OTHER_THREE = (
    (
        "（六）其他处理",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "other_handling.not_corrected",
    ),
    (
        "（六）其他处理",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "other_handling.fee_unpaid",
    ),
    ("（六）其他处理", "3.其他", "other_handling.other"),
)


@frozen
class Filled:
    """A form with its figures by field path. ``one_row`` says that （六） is printed as one row."""

    year: int
    figures: Figures
    one_row: bool

    @property
    def form(self) -> int:
        return 2019 if self.year < 2021 else 2021

    @property
    def results(self) -> tuple[tuple[str, str, str], ...]:
        return _RESULTS + (_OTHER_ONE if self.one_row else _OTHER_THREE)


def fill(year: int, seed: int = 1, *, one_row: bool | None = None) -> Filled:
    """A form filled at random such that every sum of it holds."""
    dice = random.Random(seed)
    filled = Filled(year, {}, year < 2021 if one_row is None else one_row)
    for row in _PROACTIVE[filled.form]:
        if len(row) == 3:
            for column in row[2]:
                number = dice.randrange(-9 if column == "items_change" else 0, 900)
                filled.figures[f"proactive.{row[0]}.{column}"] = f"{number}.5" if column in _AMOUNTS else number
    _fill_requests(filled, dice)
    for name in REVIEWS:
        _set_row(filled, name, OUTCOMES, [dice.choice((0, 0, 1, 7)) for _ in OUTCOMES[:-1]])
    return filled


def _fill_requests(filled: Filled, dice: random.Random) -> None:
    rows = {field: [dice.choice((0, 0, 1, 12)) for _ in APPLICANTS[:-1]] for _, _, field in filled.results}
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    forward = [dice.randrange(5) for _ in total]
    over = [dice.randrange(1 + both) for both in map(sum, zip(total, forward, strict=True))]
    received = [done + left - before for done, left, before in zip(total, forward, over, strict=True)]
    ends = {"received": received, "carried_over": over, "results_total": total, "carried_forward": forward}
    for field, numbers in {**rows, **ends}.items():
        _set_row(filled, f"requests.{field}", APPLICANTS, numbers)


def _set_row(filled: Filled, path: str, columns: Sequence[str], parts: list[int]) -> None:
    for column, number in zip(columns, [*parts, sum(parts)], strict=True):
        filled.figures[f"{path}.{column}"] = number


def proactive(filled: Filled) -> Grid:
    """Table two."""
    grid = []
    for row in _PROACTIVE[filled.form]:
        if len(row) == 2:
            grid += [[row[0]], ["信息内容", *row[1]]]
        else:
            grid.append([row[1], *(str(filled.figures[f"proactive.{row[0]}.{column}"]) for column in row[2])])
    return [row + [""] * (4 - len(row)) for row in grid]


def requests(filled: Filled) -> Grid:
    """Table three."""
    grid = [
        [BALANCE, "", "", "申请人情况", "", "", "", "", "", ""],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
        ["一、本年新收政府信息公开申请数量", "", "", *_numbers(filled, "requests.received", APPLICANTS)],
        ["二、上年结转政府信息公开申请数量", "", "", *_numbers(filled, "requests.carried_over", APPLICANTS)],
    ]
    head, before = "三、本年度办理结果", ""
    for group, label, field in filled.results:
        labels = [head, group if group != before else "", label] if group else [head, label, ""]
        grid.append([*labels, *_numbers(filled, f"requests.{field}", APPLICANTS)])
        head, before = "", group
    grid.append(["", "（七）总计", "", *_numbers(filled, "requests.results_total", APPLICANTS)])
    grid.append(["四、结转下年度继续办理", "", "", *_numbers(filled, "requests.carried_forward", APPLICANTS)])
    return grid


def reviews(filled: Filled) -> Grid:
    """Table four."""
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
        [*[""] * 5, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
        outcomes * 3,
        [number for name in REVIEWS for number in _numbers(filled, name, OUTCOMES)],
    ]


def _numbers(filled: Filled, path: str, columns: Sequence[str]) -> list[str]:
    return [str(filled.figures[f"{path}.{column}"]) for column in columns]


def padded(grid: Grid) -> str:
    """Inked cells joined by pipes, then a pipe for each cell that is missing."""
    return "".join(f"{_padded_row(row)}\n" for row in grid)


def _padded_row(row: list[str]) -> str:
    inked = [cell for cell in row if cell]
    return " | ".join(inked) + " " + "|" * (len(row) - len(inked))


def leading(grid: Grid) -> str:
    """As ``padded``, with a pipe before each row."""
    return "".join(f"| {_padded_row(row)}|\n" for row in grid)


def trailing(grid: Grid) -> str:
    """A row a line, a pipe after every inked cell."""
    return "".join(" | ".join(cell for cell in row if cell) + " |\n" for row in grid)


def markdown(grid: Grid) -> str:
    """All cells of the grid, a separator row below the first."""
    rows = [f"| {' | '.join(row)} |\n" for row in grid]
    return "".join([rows[0], "|" + "---|" * len(grid[0]) + "\n", *rows[1:]])


def tabbed(grid: Grid) -> str:
    """A cell a line behind a tab, blank cells shown, a blank line after each row; cells that span leave no trace."""
    return "".join("".join(f"\t{cell}\n" for cell in row if cell) + "\n" for row in grid)


def plain(grid: Grid) -> str:
    """An inked cell a line and nothing else."""
    return "".join(f"{cell}\n" for row in grid for cell in row if cell)


def spaced(grid: Grid) -> str:
    """An inked cell a line with a blank line between."""
    return "".join(f"{cell}\n\n" for row in grid for cell in row if cell)


def piped_lines(grid: Grid) -> str:
    """An inked cell a line, a pipe behind it."""
    return "".join(f"{cell} |\n" for row in grid for cell in row if cell)


LAYOUTS: Mapping[str, tuple[str, Callable[[Grid], str]]] = {
    "padded": ("pipe", padded),
    "leading": ("pipe", leading),
    "trailing": ("pipe", trailing),
    "markdown": ("markdown", markdown),
    "tabbed": ("lines", tabbed),
    "plain": ("lines", plain),
    "spaced": ("lines", spaced),
    "piped_lines": ("lines", piped_lines),
}

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
OPENING = (
    "本报告由青禾县人民政府办公室按照有关规定编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    "如有疑问，请与青禾县政府信息公开办公室联系（电话：0000-0000000）。"
)
OVERVIEW = ("（一）主动公开。一年来围绕春耕、用水和道路三件事公开信息。", "（二）依申请公开。来信当日登记，按期答复。")
PROBLEMS = ("一是目录更新慢；二是解读形式少。", "明年将把目录核对改为每月一次。")
CLOSING = ("没有其他需要报告的事项。", "青禾县人民政府办公室", "{next}年1月20日")


def page(filled: Filled, write: Callable[[Grid], str], *, mark: str = "") -> str:
    """A whole report with its tables written by ``write``; ``mark`` stands before the headings."""
    return "".join(_page(filled, write, mark)).format(year=filled.year, next=filled.year + 1)


def _page(filled: Filled, write: Callable[[Grid], str], mark: str) -> Iterator[str]:
    tables = {1: proactive, 2: requests, 3: reviews}
    prose = {0: OVERVIEW, 4: PROBLEMS, 5: CLOSING}
    yield "青禾县{year}年政府信息公开工作年度报告\n\n" + OPENING + "\n"
    for index, heading in enumerate(HEADINGS):
        yield f"{mark}{heading}\n"
        yield from (f"{line}\n" for line in prose.get(index, ()))
        if index in tables:
            yield write(tables[index](filled))
