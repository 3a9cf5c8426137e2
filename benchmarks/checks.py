"""What the checks cost beside parsing: all checks of one report, within a tenth of its parse time.

Run: python benchmarks/checks.py [FILE…]. A file is of any kind that can be read: text, HTML, Markdown, Word, PDF.
Without files, a made report of the form of 2021. The checks run once after each parse, as they do in use: right after
other work they take half as long again as when repeated.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import gxgrammar

BUDGET = 0.1
_REPEATS = 40
# A large PDF takes half a second: no document is parsed for longer than about this many seconds.
_LONGEST = 10.0
_WORDS = (
    "规范办理程序，提升答复质量，加大沟通力度，推动矛盾化解。2022年共受理政府信息公开申请30件，办结21件：予以公开4件，占19%；"
    "部分公开7件，占33%；无法提供5件，占24%；逾期不补正5件，占24%。因依申请公开引发行政复议1件。"
)
_PROSE = "聚焦法定公开内容，动态调整公开栏目，有序发布各类信息，回应社会关切，开展业务培训，加强日常考核和指导。" * 6
_ROWS = (
    *("（三）不予公开 | 1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"),
    *("5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"),
)
_MORE_ROWS = (
    *("2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确", "（五）不予处理 | 1.信访举报投诉类申请", "2.重复申请"),
    *("3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息"),
)


def made() -> str:
    """A report as a page of piped rows."""

    def row(label: str, first: int) -> str:
        return " | ".join([label, str(first), "0", "0", "0", "0", "0", str(first)]) + " |"

    return "\n".join(
        [
            *("青禾县人民政府2022年政府信息公开工作年度报告", "一、总体情况", _PROSE, _WORDS, _PROSE, _PROSE),
            *("二、主动公开政府信息情况", "规章 | 0 | 0 | 0 |", "行政规范性文件 | 15 | 74 | 186 |"),
            *("行政许可 | 0 |", "行政处罚 | 0 |", "行政强制 | 0 |", "行政事业性收费 | 0 |"),
            "三、收到和处理政府信息公开申请情况",
            row("一、本年新收政府信息公开申请数量", 30),
            row("二、上年结转政府信息公开申请数量", 0),
            row("三、本年度办理结果 | （一）予以公开", 4),
            row("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 7),
            *(row(label, 0) for label in _ROWS),
            row("（四）无法提供 | 1.本机关不掌握相关政府信息", 5),
            *(row(label, 0) for label in _MORE_ROWS),
            row("（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 5),
            row("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0),
            row("3.其他", 0),
            row("（七）总计", 21),
            row("四、结转下年度继续办理", 9),
            *(
                "四、政府信息公开行政复议、行政诉讼情况",
                "结果维持 | 总计 |",
                " | ".join(["1", "0", "0", "0", "1", *"0" * 10]),
            ),
            *("五、存在的主要问题及改进情况", _PROSE, "六、其他需要报告的事项", "本年度未收取信息处理费。"),
        ]
    )


def least(repeats: int, *works: Callable[[], object]) -> list[float]:
    """The least processor time of one run of each, run in turns: what else the machine does burdens all alike."""
    best = [float("inf")] * len(works)
    for _ in range(repeats):
        for index, work in enumerate(works):
            start = time.process_time()
            work()
            best[index] = min(best[index], time.process_time() - start)
    return best


def measured(name: str, parse: Callable[[], gxgrammar.ParseResult]) -> float:
    """Print what a document costs; the time of its checks over that of parsing it."""
    result = parse()
    gxgrammar.check(result)
    (once,) = least(1, parse)
    repeats = max(3, min(_REPEATS, int(_LONGEST / once)))
    parsing, checking, stating = least(
        repeats, parse, partial(gxgrammar.check, result), partial(gxgrammar.figures, result)
    )
    print(
        f"{name}: parse {parsing * 1000:.2f} ms, checks {checking * 1000:.2f} ms "
        f"(figures {stating * 1000:.2f} ms), ratio {checking / parsing:.3f}, budget {BUDGET}"
    )
    return checking / parsing


def main() -> int:
    files = {name: partial(gxgrammar.parse_file, name) for name in sys.argv[1:]}
    documents = files or {"made report": partial(gxgrammar.parse, made())}
    return int(max([measured(name, parse) for name, parse in documents.items()]) > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
