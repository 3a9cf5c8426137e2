"""Diagnostics: what was noticed while reading, with a stable code. All codes and their wording stand in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from gxgrammar.source import Span

Severity = Literal["error", "warning", "info"]


@frozen
class Code:
    """An entry of the code table; each text is a pair (Chinese, English), ``message`` with named blanks to fill."""

    id: str
    severity: Severity
    title: tuple[str, str]
    message: tuple[str, str]
    reason: tuple[str, str]
    remedy: tuple[str, str]
    example: str

    def text(self, part: str, lang: str) -> str:
        """One of the texts (``title``, ``message``, ``reason``, ``remedy``) in ``zh`` or ``en``."""
        pair: tuple[str, str] = getattr(self, part)
        return pair[0 if lang == "zh" else 1]


@frozen
class Diagnostic:
    """Something noticed while reading a report.

    ``facts`` fill the blanks of the code's message. ``path`` is the field path it concerns, ``span`` the place in the
    source; ``before`` and ``after`` show a text that was read as another.
    """

    code: str
    severity: Severity
    facts: Mapping[str, object] = field(factory=dict)
    path: str | None = None
    span: Span | None = None
    before: str | None = None
    after: str | None = None

    def message(self, lang: str = "en") -> str:
        """The message in Chinese (``zh``) or English (``en``)."""
        return message(self.code, self.facts, lang)


def diagnostic(
    code: str,
    *,
    path: str | None = None,
    span: Span | None = None,
    before: str | None = None,
    after: str | None = None,
    **facts: object,
) -> Diagnostic:
    """A diagnostic of ``code`` with the severity of the code table."""
    return Diagnostic(code, CODES[code].severity, facts, path, span, before, after)


def message(code: str, facts: Mapping[str, object], lang: str) -> str:
    """The message of a code with its blanks filled, in ``zh`` or ``en``."""
    return CODES[code].text("message", lang).format_map(facts)


_TABLE = (
    Code(
        "GX101",
        "error",
        ("空文件", "Empty input"),
        ("{name} 是空的，没有可以读取的文字。", "{name} is empty: there is no text to read."),
        ("输入中没有任何可见字符。", "The input holds no visible character."),
        ("请检查下载或导出是否成功。", "Check whether the download or export succeeded."),
        "(an empty file)",
    ),
    Code(
        "GX102",
        "error",
        ("不是文本", "Not a text"),
        (
            "{name} 不是文本文件，或其编码无法识别。",
            "{name} is not a text file, or its encoding is not recognised.",
        ),
        ("读入的字节不是 UTF-8、UTF-16 或 GB18030 文本。", "The bytes are no text in UTF-8, UTF-16 or GB18030."),
        ("请另存为 UTF-8 文本。", "Save the document as UTF-8 text."),
        "\\x89PNG\\r\\n\\x1a\\n…",
    ),
    Code(
        "GX103",
        "error",
        ("无法打开文件", "File cannot be opened"),
        ("无法打开 {name}：{reason}", "{name} cannot be opened: {reason}"),
        ("文件不存在、是一个目录，或没有读取权限。", "The file does not exist, is a folder, or may not be read."),
        ("请检查路径和权限。", "Check the path and the permissions."),
        "gxgrammar parse missing.txt",
    ),
    Code(
        "GX104",
        "error",
        ("名称不存在", "Unknown name"),
        ("没有名为“{name}”的{kind_zh}，是否指“{near}”？全部：{known}。", "There is no {kind} “{name}”; did you mean “{near}”? Known: {known}."),
        ("名称有误。", "The name is misspelled."),
        ("请从列出的名称中选择。", "Choose one of the names listed."),
        "--template national_2020",
    ),
    Code(
        "GX105",
        "error",
        ("不是记录的 JSON", "Not the JSON of a record"),
        ("这不是 {template} 格式记录的 JSON：{reason}", "This is not the JSON of a {template} record: {reason}"),
        ("字段名或类型与记录不符。", "Field names or types are not those of the record."),
        ("请使用 parse --format json 的输出。", "Use what parse --format json prints."),
        '{"requests": {"received": 30}}',
    ),
    Code(
        "GX201",
        "info",
        ("页面附属文字", "Page furniture"),
        (
            "“{text}” 属于{kind_zh}，不是报告内容，已另置。",
            "“{text}” is {kind} and not part of the report; it was set aside.",
        ),
        (
            "网页或转换工具在报告之外加上了导航、按钮、表格线等文字。",
            "The web page or a converter put navigation, buttons or table rules around the report.",
        ),
        ("无需处理。", "Nothing to do."),
        "【打印内容】 【关闭窗口】",
    ),
    Code(
        "GX301",
        "error",
        ("不是年度报告", "Not an annual report"),
        (
            "{name} 中没有政府信息公开年度报告的标题、章节或表格项目：找到 {labels} 个表格项目，{headings} 个章节标题。",
            "{name} shows no title, section or table of a government-information annual report: "
            "{labels} table labels and {headings} section headings were found.",
        ),
        (
            "年度报告应有“政府信息公开…年度报告”的标题，或“一、总体情况”等章节，或统计表。",
            "An annual report has a title with 政府信息公开…年度报告, sections such as 一、总体情况, or the tables of a form.",
        ),
        ("请确认文件就是年度报告的正文。", "Check that the document is the body of an annual report."),
        "(a news article)",
    ),
    Code(
        "GX302",
        "warning",
        ("格式有两种可能", "Two forms are possible"),
        (
            "文中的表格项目不能区分 {candidates}；按{reason_zh}采用 {chosen}。",
            "The labels of the document fit {candidates} equally; {chosen} was taken {reason}.",
        ),
        (
            "各年格式的表格大部分相同，只有少数项目可以区分。",
            "The tables of the forms are mostly alike; only some labels tell them apart.",
        ),
        ("请核对年度，必要时用 --template 指定格式。", "Check the year, and name the form with --template if need be."),
        "三、收到和处理政府信息公开申请情况 (table two is missing)",
    ),
    Code(
        "GX303",
        "warning",
        ("格式与年度不符", "Form and year disagree"),
        (
            "报告年度是 {year} 年，表格却是 {template} 的格式。",
            "The report year is {year}, but the tables are those of {template}.",
        ),
        (
            "有的报告沿用了旧格式，有的页面年度写错。",
            "Some reports keep the old form, some pages print a wrong year.",
        ),
        ("请核对报告年度和所用格式。", "Check the report year and the form used."),
        "2022年…报告 with 本年新制作数量",
    ),
    Code(
        "GX304",
        "warning",
        ("没有表格", "No table"),
        (
            "报告中没有识别出 {table}。",
            "No {table} was recognised in the report.",
        ),
        (
            "表格可能是图片、附件，或在提取文字时丢失。",
            "The table may be an image or an attachment, or was lost when the text was extracted.",
        ),
        ("请查看原网页或原文件。", "Look at the original page or file."),
        "二、主动公开政府信息情况 followed at once by 三、",
    ),
    Code(
        "GX401",
        "warning",
        ("未识别的行", "Unrecognised row"),
        (
            "表格中的“{label}”不是 {template} 格式的项目，该行原样保留在 unrecognised 中。",
            "“{label}” is no label of {template}; the row is kept in unrecognised as it was printed.",
        ),
        (
            "格式中没有这一行，或者文字有损坏。",
            "The form has no such row, or its text is damaged.",
        ),
        ("请核对原文；地方增加的行可以忽略。", "Compare with the original; rows added locally can be ignored."),
        "其他主动公开文件 | 186 | 86 | 255",
    ),
    Code(
        "GX402",
        "warning",
        ("数值没有项目名", "Figures without a label"),
        (
            "“{values}”前面没有项目名，无法归入任何一行，原样保留在 unrecognised 中。",
            "No label precedes “{values}”; the figures belong to no row and are kept in unrecognised.",
        ),
        ("行名在提取文字时丢失。", "The label of the row was lost when the text was extracted."),
        ("请查看原网页或原文件中的这一行。", "Look at this row in the original page or file."),
        "现行有效件数 | 0 | 0 | 0",
    ),
    Code(
        "GX403",
        "warning",
        ("行重复", "Row printed twice"),
        (
            "“{label}”一行出现两次，数值不同：采用第一次的“{first}”，第二次是“{second}”。",
            "The row “{label}” is printed twice with different figures: the first, “{first}”, was taken; "
            "the second is “{second}”.",
        ),
        ("页面重复了表格，或者两行的行名相同。", "The page repeats the table, or two rows carry the same label."),
        ("请核对原文，确定哪一行有效。", "Compare with the original which of the rows holds."),
        "规章 | 0 | 0 | 0 … 规章 | 1 | 0 | 4",
    ),
    Code(
        "GX404",
        "info",
        ("项目名带注释", "Label with a note"),
        (
            "“{before}”读作“{after}”，其余为注释。",
            "“{before}” was read as “{after}” with a note.",
        ),
        ("填报单位在项目名后加了说明。", "The office added an explanation to the label."),
        ("无需处理。", "Nothing to do."),
        "行政许可（指办件量）",
    ),
    Code(
        "GX501",
        "warning",
        ("数值缺位", "Fewer figures than columns"),
        (
            "“{label}”一行应有 {expected} 个数，只有 {found} 个（{values}），不能确定各在哪一列。",
            "The row “{label}” has {expected} columns but shows {found} figures ({values}); "
            "which column each stands in is not determined.",
        ),
        ("空白单元格在提取文字时被删除，数值失去了列的位置。", "Blank cells were deleted when the text was extracted."),
        ("请查看原网页，或用保留空白单元格的方式重新提取。", "Look at the original, or extract it again with blank cells kept."),
        "一、本年新收政府信息公开申请数量 | 2 | 1 | 3",
    ),
    Code(
        "GX502",
        "warning",
        ("数值多于列数", "More figures than columns"),
        (
            "“{label}”一行只有 {expected} 列，却有 {found} 个数（{values}）。",
            "The row “{label}” has {expected} columns but shows {found} figures ({values}).",
        ),
        ("两行合并，或者页码混入了表格。", "Two rows ran together, or a page number got into the table."),
        ("请查看原网页或原文件中的这一行。", "Look at this row in the original page or file."),
        "规章 | 0 | 0 | 0 | 15",
    ),
    Code(
        "GX503",
        "warning",
        ("单元格不是数", "Cell is not a number"),
        (
            "{label}应为数值，印的是“{text}”。",
            "{label} should be a number but reads “{text}”.",
        ),
        ("单元格中是文字，或者数值的写法不能识别。", "The cell holds words, or a number in a form that is not understood."),
        ("请核对原文。", "Compare with the original."),
        "规章 | 无 | 0 | 0",
    ),
    Code(
        "GX504",
        "warning",
        ("金额没有单位", "Amount without a unit"),
        (
            "{label}印的是“{text}”，没有单位，按万元读取。",
            "{label} reads “{text}” without a unit; it was read as 万元.",
        ),
        (
            "2019年格式的采购总金额没有规定单位，有的单位填元，有的填万元。",
            "The form of 2019 prints no unit for 采购总金额; some offices fill in 元, some 万元.",
        ),
        ("请与上年数或采购公告核对。", "Compare with the figure of the year before or with procurement notices."),
        "政府集中采购 | 20 | 2096.16",
    ),
    Code(
        "GX505",
        "info",
        ("单元格带注释", "Cell with a note"),
        (
            "{label}的“{text}”读作 {value}，其余为注释。",
            "“{text}” in {label} was read as {value} with a note.",
        ),
        ("填报单位在数值后加了说明。", "The office added an explanation to the figure."),
        ("无需处理。", "Nothing to do."),
        "22（其中修订 16 件）",
    ),
    Code(
        "GX601",
        "warning",
        ("没有报告年度", "No report year"),
        ("文中没有可以确定报告年度的文字。", "Nothing in the document states the report year."),
        ("标题、统计期限和元数据中都没有年份。", "Neither title, period nor metadata name a year."),
        ("请核对原文。", "Compare with the original."),
        "某某局政府信息公开工作年度报告",
    ),
    Code(
        "GX602",
        "warning",
        ("年度不一致", "Years disagree"),
        (
            "标题写 {title_year} 年，统计期限写 {period_year} 年；采用 {chosen} 年。",
            "The title says {title_year}, the period {period_year}; {chosen} was taken.",
        ),
        ("常见于沿用上年文稿而没有改全。", "Common where last year's text was reused and not fully edited."),
        ("请核对原文。", "Compare with the original."),
        "2023年…报告 … 自2022年1月1日起至2022年12月31日止",
    ),
)

CODES: Mapping[str, Code] = {code.id: code for code in _TABLE}
