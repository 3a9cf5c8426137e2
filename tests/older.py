"""The forms before 2019, filled: the table of 2014 and the two of Fujian, written out independently of the grammars.

A row is its label, its unit, and the field it fills ("" for a ground row, which has no figures).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal

Row = tuple[str, str, str]
Figures = dict[str, int | Decimal]
Write = Callable[[list[list[str]]], str]

_STATISTICS: tuple[Row, ...] = (
    ("一、主动公开情况", "——", ""),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "proactive.disclosed_total"),
    ("其中：主动公开规范性文件数", "条", "proactive.normative_documents_disclosed"),
    ("制发规范性文件总数", "件", "proactive.normative_documents_issued"),
    ("（二）通过不同渠道和方式公开政府信息的情况", "——", ""),
    ("1.政府公报公开政府信息数", "条", "channels.gazette"),
    ("2.政府网站公开政府信息数", "条", "channels.website"),
    ("3.政务微博公开政府信息数", "条", "channels.weibo"),
    ("4.政务微信公开政府信息数", "条", "channels.wechat"),
    ("5.其他方式公开政府信息数", "条", "channels.other"),
    ("二、回应解读情况", "——", ""),
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "response.hot_topics"),
    ("（二）通过不同渠道和方式回应解读的情况", "——", ""),
    ("1.参加或举办新闻发布会总次数", "次", "response.press_conferences"),
    ("其中：主要负责同志参加新闻发布会次数", "次", "response.press_conferences_by_head"),
    ("2.政府网站在线访谈次数", "次", "response.interviews"),
    ("其中：主要负责同志参加政府网站在线访谈次数", "次", "response.interviews_by_head"),
    ("3.政策解读稿件发布数", "篇", "response.policy_explanations"),
    ("4.微博微信回应事件数", "次", "response.social_media_responses"),
    ("5.其他方式回应事件数", "次", "response.other_responses"),
    ("三、依申请公开情况", "——", ""),
    ("（一）收到申请数", "件", "requests.received"),
    ("1.当面申请数", "件", "requests.by_channel.in_person"),
    ("2.传真申请数", "件", "requests.by_channel.fax"),
    ("3.网络申请数", "件", "requests.by_channel.network"),
    ("4.信函申请数", "件", "requests.by_channel.letter"),
    ("（二）申请办结数", "件", "requests.closed"),
    ("1.按时办结数", "件", "requests.on_time"),
    ("2.延期办结数", "件", "requests.extended"),
    ("（三）申请答复数", "件", "replies.total"),
    ("1.属于已主动公开范围数", "件", "replies.already_public"),
    ("2.同意公开答复数", "件", "replies.agreed"),
    ("3.同意部分公开答复数", "件", "replies.partly_agreed"),
    ("4.不同意公开答复数", "件", "replies.refused"),
    ("其中：涉及国家秘密", "件", "replies.refusal_grounds.state_secret"),
    ("涉及商业秘密", "件", "replies.refusal_grounds.trade_secret"),
    ("涉及个人隐私", "件", "replies.refusal_grounds.personal_privacy"),
    ("危及国家安全、公共安全、经济安全和社会稳定", "件", "replies.refusal_grounds.security_stability"),
    ("不是《条例》所指政府信息", "件", "replies.refusal_grounds.not_government_information"),
    ("法律法规规定的其他情形", "件", "replies.refusal_grounds.other_legal"),
    ("5.不属于本行政机关公开数", "件", "replies.not_this_agency"),
    ("6.申请信息不存在数", "件", "replies.nonexistent"),
    ("7.告知作出更改补充数", "件", "replies.correction_requested"),
    ("8.告知通过其他途径办理数", "件", "replies.other_channel"),
    ("四、行政复议数量", "件", "reconsideration.total"),
    ("（一）维持具体行政行为数", "件", "reconsideration.upheld"),
    ("（二）被依法纠错数", "件", "reconsideration.corrected"),
    ("（三）其他情形数", "件", "reconsideration.other"),
    ("五、行政诉讼数量", "件", "litigation.total"),
    ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "litigation.upheld_or_dismissed"),
    ("（二）被依法纠错数", "件", "litigation.corrected"),
    ("（三）其他情形数", "件", "litigation.other"),
    ("六、举报投诉数量", "件", "complaints"),
    ("七、依申请公开信息收取的费用", "万元", "request_fees"),
    ("八、机构建设和保障经费情况", "——", ""),
    ("（一）政府信息公开工作专门机构数", "个", "resources.offices"),
    ("（二）设置政府信息公开查阅点数", "个", "resources.reading_points"),
    ("（三）从事政府信息公开工作人员数", "人", "resources.staff"),
    ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "resources.staff_full_time"),
    ("2.兼职人员数", "人", "resources.staff_part_time"),
    (
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
        "resources.budget",
    ),
    ("九、政府信息公开会议和培训情况", "——", ""),
    ("（一）召开政府信息公开工作会议或专题会议数", "次", "training.meetings"),
    ("（二）举办各类培训班数", "次", "training.sessions"),
    ("（三）接受培训人员数", "人次", "training.trainees"),
)
_DISCLOSED: tuple[Row, ...] = (
    ("主动公开信息数", "条", "disclosed_total"),
    ("其中：1.政府网站公开数", "条", "by_website"),
    ("2.政府公报公开数", "条", "by_gazette"),
    ("受理依申请公开信息总数", "条", "requests_total"),
    ("其中：1.当面申请数", "条", "requests_in_person"),
)
_FUJIAN_2008: tuple[Row, ...] = (
    *_DISCLOSED,
    ("2.传真申请数", "条", "requests_fax"),
    ("3.电子邮件申请数", "条", "requests_email"),
    ("4.网上申请数", "条", "requests_online"),
    ("5.信函申请数", "条", "requests_letter"),
    ("6.其它形式申请数", "条", "requests_other"),
    ("对申请的答复总数", "条", "replies_total"),
    ("其中：1.同意公开答复数", "条", "replies_agreed"),
    ("2.同意部分公开答复数", "条", "replies_partly_agreed"),
    ("3.否决公开答复数", "条", "replies_refused"),
    ("行政复议数", "件", "reconsideration"),
    ("行政诉讼数", "件", "litigation"),
    ("行政申诉数", "件", "administrative_complaints"),
)
_FUJIAN_2014: tuple[Row, ...] = (
    *_DISCLOSED,
    ("2.网上申请数", "条", "requests_online"),
    ("3.信函、传真申请数", "条", "requests_letter_fax"),
    ("对申请的答复总数", "条", "replies_total"),
    ("其中：1.同意公开答复数", "条", "replies_agreed"),
    ("2.同意部分公开答复数", "条", "replies_partly_agreed"),
    ("3.不予公开答复数", "条", "replies_refused"),
    ("4.其他类型答复数", "条", "replies_other"),
    ("政府信息公开收费减免金额", "万元", "fees_reduced"),
    ("接受行政诉讼、举报数", "件", "litigation_and_reports"),
    ("行政复议数", "件", "reconsideration"),
    ("行政诉讼数", "件", "litigation"),
)
ROWS: Mapping[str, tuple[Row, ...]] = {
    "statistics_2014": _STATISTICS,
    "fujian_2008": _FUJIAN_2008,
    "fujian_2014": _FUJIAN_2014,
}
OPENING = (
    "本报告由青禾县人民政府办公室编制。全文由总体情况、公开情况和统计表组成，"
    "统计期限为{year}年1月1日至{year}年12月31日。"
)
BODY = (
    "一、概述",
    "{year}年，青禾县把办事指南放在网站首页，受理群众来信，主动公开规范性文件，行政复议按期办结。",
    "二、公开工作情况",
    "（一）目录。目录每月核对一次。",
    "（二）解读。每件新文件配一页说明。",
    "三、问题和改进",
    "更新偏慢，明年改为每周检查。",
)


def paths(form: str) -> tuple[str, ...]:
    """The fields of a form in order, those of Fujian's twice a row: the year and all years."""
    if form == "statistics_2014":
        return tuple(f"statistics.{field}" for _, _, field in ROWS[form] if field)
    return tuple(f"fujian.{field}.{column}" for _, _, field in ROWS[form] for column in ("current", "cumulative"))


def fill(form: str, seed: int = 1) -> Figures:
    """A form filled at random such that every sum and inclusion of it holds."""
    dice = random.Random(seed)
    filled: Figures = {path: dice.choice((0, 1, 7, 40)) for path in paths(form)}
    for path in filled:
        if path.endswith(("request_fees", "budget")) or ".fees_reduced." in path:
            filled[path] = Decimal(dice.randrange(90)) / 4
    if form != "statistics_2014":
        _add_up(filled)
    return filled


def _add_up(filled: Figures) -> None:
    """Fujian's rows: all years are at least the year, totals the sum of their parts, 其中 below its parent."""
    for path in filled:
        if path.endswith(".cumulative"):
            filled[path] += filled[path.replace(".cumulative", ".current")]
    for column in ("current", "cumulative"):
        for kind in ("requests", "replies"):
            parts = [path for path in filled if path.startswith(f"fujian.{kind}_") and path.endswith(column)]
            filled[f"fujian.{kind}_total.{column}"] = sum(filled[path] for path in parts[1:])
        most = (filled[f"fujian.{name}.{column}"] for name in ("by_website", "by_gazette"))
        filled[f"fujian.disclosed_total.{column}"] = sum(most)


def ink(filled: Figures) -> dict[str, str]:
    """The figures as pages print them."""
    return {path: f"{figure}" for path, figure in filled.items()}


def _cells(form: str, filled: Figures, year: int) -> list[list[str]]:
    shown = ink(filled)
    if form == "statistics_2014":
        head = [["统计指标", "单位", "统计数"]]
        return head + [
            [label, unit, *([shown[f"statistics.{field}"]] if field else [])] for label, unit, field in ROWS[form]
        ]
    head = [["指标名称", "计量单位", f"{year}年度", "历年累计"]]
    figures = [
        [shown[f"fujian.{field}.{column}"] for column in ("current", "cumulative")] for _, _, field in ROWS[form]
    ]
    return head + [[label, unit, *row] for (label, unit, _), row in zip(ROWS[form], figures, strict=True)]


def piped(cells: list[list[str]]) -> str:
    """A row a line, cells joined by pipes."""
    return "".join(" | ".join(row) + "\n" for row in cells)


def glued(cells: list[list[str]]) -> str:
    """Everything on one line, nothing between the cells."""
    return "".join("".join(row) for row in cells) + "\n"


def lines(cells: list[list[str]]) -> str:
    """A cell a line."""
    return "".join(f"{cell}\n" for row in cells for cell in row)


def page_2014(filled: Figures, write: Write = piped, *, year: int = 2016) -> str:
    """A whole report on the form of 2014, with head and foot of the form."""
    body = "\n".join((f"青禾县{year}年政府信息公开工作年度报告", OPENING, *BODY)).format(year=year)
    head = f"政府信息公开情况统计表\n（{year}年度）\n填报单位（盖章）：青禾县人民政府办公室\n"
    foot = f"单位负责人：张某 审核人：李某 填报人：王某\n联系电话：0000-0000000 填报日期：{year + 1}年1月20日\n"
    return f"{body}\n{head}{write(_cells('statistics_2014', filled, year))}{foot}"


def page_fujian(form: str, filled: Figures, write: Write = piped, *, year: int) -> str:
    """A whole report on one of Fujian's forms."""
    body = "\n".join((f"青禾县{year}年政府信息公开工作年度报告", OPENING, *BODY)).format(year=year)
    return f"{body}\n附件：政府信息公开情况统计表\n{write(_cells(form, filled, year))}"
