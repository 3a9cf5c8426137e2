"""Running text cut into headings, tables and prose."""

import pytest

from gxgrammar.segmentation import Stretch, hits, segment

TABLE = "规章012规范性文件345行政许可6行政处罚7行政强制8"


def _labels(text: str) -> list[str]:
    return ["".join(text[hit.start : hit.end].split()) for hit in hits(text)]


def _tables(text: str) -> list[Stretch]:
    return [stretch for stretch in segment(text) if stretch.cells is not None]


@pytest.mark.parametrize("between", ["", " ", "\n", "\t", "\u3000", "\n\n"])
def test_labels_are_found_however_they_are_cut(between: str) -> None:
    assert _labels(between.join(TABLE)) == ["规章", "规范性文件", "行政许可", "行政处罚", "行政强制"]


def test_the_cells_of_a_table_are_its_ink_in_order() -> None:
    (table,) = _tables(f"{TABLE}\n")
    assert table.cells
    assert "".join(cell.text for cell in table.cells) == TABLE
    assert all(TABLE[cell.start : cell.end] == cell.text for cell in table.cells)


def test_a_last_label_whose_figures_stand_within_the_words_behind_it_is_none_of_the_table() -> None:
    (table,) = _tables(f"{TABLE}\n行政事业性收费\n（含罚没收入，不含\n果 别项，下同 0 0 0\n收入）\n")
    assert table.cells
    assert "".join(cell.text for cell in table.cells) == TABLE


def test_a_page_number_inside_a_table_is_set_aside() -> None:
    (table,) = _tables("规章012规范性文件345\n- 3 -\n行政许可6行政处罚7\n")
    assert [number.text for number in table.page_numbers] == ["- 3 -"]
    assert table.cells
    assert "3" not in [cell.text for cell in table.cells]


def test_a_page_number_inside_a_label_is_set_aside_whole() -> None:
    (table,) = _tables("规章012规范性文件345\n行政许可6其他对外\n- 3 -\n管理服务事项7行政处罚7\n")
    assert [number.text for number in table.page_numbers] == ["- 3 -"]
    assert table.cells
    assert [cell.text for cell in table.cells if "-" in cell.text] == []


def test_the_figures_of_the_last_row_are_whole() -> None:
    (table,) = _tables(f"{TABLE}266\n五、另一节\n")
    assert table.cells
    assert table.cells[-1].text == "8266"


@pytest.mark.parametrize("figure", ["8\n.5", "8,\n266", "8\n,266", "8,266\n,100"])
def test_a_line_break_at_a_point_or_comma_ends_no_figure(figure: str) -> None:
    for behind in ("", "\n行政事业性收费 5", "\n五、另一节\n"):
        (table,) = _tables(f"{TABLE[:-1]}{figure}{behind}")
        assert table.cells
        assert figure in [cell.text for cell in table.cells]


@pytest.mark.parametrize("figures", [("8", "266"), ("8", "26"), ("0.5", "8")])
def test_a_line_break_between_figures_parts_them(figures: tuple[str, ...]) -> None:
    (table,) = _tables(f"{TABLE[:-1]}{chr(10).join(figures)}\n行政事业性收费 5")
    assert table.cells
    assert tuple(cell.text for cell in table.cells[-4:-2]) == figures


@pytest.mark.parametrize("behind", ["单位负责人：审核人：", "填报日期：2018年3月1日", "备注：无", "五、今后打算"])
def test_the_last_figure_is_whole_before_what_begins_anew(behind: str) -> None:
    (table,) = _tables(f"{TABLE}266{behind}")
    assert table.cells
    assert table.cells[-1].text == "8266"


def test_a_last_row_whose_figures_run_on_into_words_is_none_of_the_table() -> None:
    # 31 may be the figure of a row that would then seem to have lost a blank.
    (table,) = _tables(f"{TABLE}\n行政事业性收费 5 31今年")
    assert table.cells
    assert "".join(cell.text for cell in table.cells) == TABLE


@pytest.mark.parametrize("behind", ["\n31今年", " 2019年，", " 3月里", " 1.建立", " 1、建立"])
def test_a_figure_that_begins_a_sentence_leaves_the_last_row_as_it_is(behind: str) -> None:
    (table,) = _tables(f"{TABLE}\n行政事业性收费 5 6{behind}")
    assert table.cells
    assert [cell.text for cell in table.cells[-3:]] == ["行政事业性收费", "5", "6"]


def test_a_heading_glued_to_a_sentence_is_found() -> None:
    text = "邮箱example@163.com。一、总体情况2019年，全年平稳。"
    (heading,) = (each for each in segment(text) if each.heading)
    assert text[heading.start : heading.end] == "一、总体情况"


@pytest.mark.parametrize(
    "text",
    [
        "本报告由一、总体情况，二、主动公开政府信息情况等六部分组成。",
        "全年制发规章一件、规范性文件三件，受理行政复议两件。",
        "自然人申请最多，法人或其他组织次之。",
        "公开规范性文件12件，行政许可结果30条，行政处罚5条。",
    ],
)
def test_prose_that_mentions_labels_stays_prose(text: str) -> None:
    assert [stretch for stretch in segment(text) if stretch.heading or stretch.cells] == []


def test_the_number_of_a_label_is_not_taken_for_a_figure() -> None:
    text = "1.本机关不掌握相关政府信息00000002.没有现成信息需要另行制作00000003.补正后申请内容仍不明确0000000"
    (table,) = _tables(f"{text}\n")
    assert table.cells
    assert [cell.text for cell in table.cells if cell.text.isdigit()] == ["0000000"] * 3


def test_stretches_cover_the_text_in_order() -> None:
    text = f"前言。一、总体情况一段话。二、主动公开政府信息情况{TABLE}\n五、存在问题\n末尾。"
    stretches = list(segment(text))
    assert [stretch.start for stretch in stretches] == [0, *(stretch.end for stretch in stretches[:-1])]
    assert stretches[-1].end == len(text)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("行政许可 1 2 143893 其他对外管理服务事项 5 6 7", ["行政许可", "其他对外管理服务事项"]),
        ("行政许可 8 5 93\n\n\t其他对外管理服务事项", ["行政许可", "其他对外管理服务事项"]),
        ("行政许可 8 5 93其他对外管理服务事项 1", ["行政许可", "其他对外管理服务事项"]),
        ("重复申请0 12 4 无正当理由大量反复申请", ["重复申请", "4 无正当理由大量反复申请"]),
        ("重复申请0123.要求提供公开出版物", ["重复申请", "3.要求提供公开出版物"]),
    ],
)
def test_the_end_of_a_figure_is_no_number_of_the_next_label(text: str, labels: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in hits(text)] == labels
