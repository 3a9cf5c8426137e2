"""Running text: headings that no form has, on the line of other text."""

import pytest

from gxgrammar.document import Paragraph
from gxgrammar.readers import running
from gxgrammar.source import Source


def _paragraphs(text: str) -> list[str]:
    blocks = running.read(Source(text)).blocks
    paragraphs = [block.ink for block in blocks if isinstance(block, Paragraph)]
    assert all(text[each.start : each.end] == each.text for each in paragraphs)
    return [each.text for each in paragraphs]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("目录已核对。 三、来信和答复工作 2012年收到的来信都答复了，共两封。", ["三、来信和答复工作"]),
        ("目录已核对。四、工作中的问题及改进情况目前，更新偏慢。", ["四、工作中的问题及改进情况"]),
        ("三、来信情况每封必复。四、改进措施虽然更新偏慢，但目录齐全。", ["三、来信情况", "四、改进措施"]),
        ("三、来信和答复工作 每封必复。", ["三、来信和答复工作"]),
    ],
)
def test_a_heading_on_the_line_of_its_text_is_cut_off(text: str, headings: list[str]) -> None:
    paragraphs = _paragraphs(text)
    assert [each for each in paragraphs if each in headings] == headings
    assert "".join("".join(paragraphs).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "line",
    [
        "三、来信和 答复工作",
        "三、来信情况",
        "三、存在的问题及改进",
        "三、来信情况的说明，见附件。",
        "由目录、来信三、五人组成。",
        "三、更新偏慢，目录不齐。",
        "2021年 三、四季度来信工作情况平稳，收到两封。",
        "全年工作扎实推进。二、收到政府信息公开申请 12件，全部答复。",
        "2020年 一、主动公开情况 公开信息30条，目录不变。",
    ],
)
def test_other_lines_stay_whole(line: str) -> None:
    assert _paragraphs(f"{line}\n") == [line]
