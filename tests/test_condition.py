"""Text condition: damage is undone and told, healthy text left alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

import gxgrammar
from gxgrammar.condition import STEPS, apply_plan, condition
from gxgrammar.condition.slip import damaged_label
from gxgrammar.diagnostics import diagnostic

import older
import pages
from conftest import ROOT, Read

HEALTHY = [
    pages.page(pages.fill(2022), pages.padded),
    pages.page(pages.fill(2020), pages.markdown),
    pages.page(pages.fill(2022), pages.plain),
    older.page_2014(older.fill("statistics_2014")),
    *(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("corpus/20*_p*/source.txt"))),
]
# What looks like damage and is none.
NEGATIVES = [
    "关注平台(app)和小程序(mini)，下载“青禾通（APP）”。",
    "使用统一平台(ping)三处，系统(an)一处。",
    "谢谢来信。妈妈说常常看看，天天公开，慢慢来，刚刚好，人人可查。",
    "研究员陳國華、張開發与縣志办合作编写村志，其余均用简体。" + "全年公开信息。" * 40,
    "红红火火恍恍惚惚，口口声声，清清楚楚明明白白。",
    "锛是木工工具，银杏街道办事处公开锛凿工艺目录。",
    "。（一）收到申请数为零。",
    "总总计计不符的，另行说明。",
    "价格为 ￥100（含税），比例 3∶2；网址 http://example.invalid/a?b=c??。",
]


def _pinyin(text: str, density: int, form: str) -> str:
    """Brackets with pinyin behind every so many characters that have one here."""
    seen = 0
    pieces = []
    for character in text:
        pieces.append(character)
        if character in SYLLABLES:
            seen += 1
            if seen % density == 0:
                plain, toned = SYLLABLES[character]
                pieces.append({"plain": f"({plain})", "toned": f"({toned})", "doubled": f"({plain})({plain})"}[form])
    return "".join(pieces)


SYLLABLES = {
    "数": ("shu", "shù"),
    "府": ("fu", "fǔ"),
    "政": ("zheng", "zhèng"),
    "公": ("gong", "gōng"),
    "开": ("kai", "kāi"),
    "请": ("qing", "qǐng"),
    "其": ("qi", "qí"),
    "理": ("li", "lǐ"),
    "绿": ("lv", "lǜ"),
    "总": ("zong", "zǒng"),
}
TRADITIONAL = OpenCC("s2t")


def _mojibake(text: str) -> str:
    """UTF-8 read as GBK; a line whose bytes do not pair up stays as it is."""
    lines = text.splitlines(keepends=True)
    return "".join(_misread(line) for line in lines)


def _misread(line: str) -> str:
    try:
        damaged = line.encode("utf-8").decode("gb18030")
    except UnicodeError:
        return line
    return damaged if damaged.encode("gb18030") == line.encode("utf-8") else line


_IN_BOLD = re.compile("[^|]*[\u3400-\u9fff]{4}[^|]*$")


def _doubled(text: str) -> str:
    """Lines of prose with every character printed twice."""
    return "".join(
        f"{''.join(character * 2 for character in line)}\n" if _IN_BOLD.match(line) else f"{line}\n"
        for line in text.splitlines()
    )


# As browsers print a page to PDF.
RADICALS = str.maketrans("行一二人文月日工自民", "⾏⼀⼆⼈⽂⽉⽇⼯⾃⺠")

DAMAGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "every pinyin": ("pinyin", lambda text: _pinyin(text, 1, "toned")),
    "pinyin now and then": ("pinyin", lambda text: _pinyin(text, 7, "toned")),
    "plain pinyin": ("pinyin", lambda text: _pinyin(text, 1, "plain")),
    "doubled pinyin": ("pinyin", lambda text: _pinyin(text, 3, "doubled")),
    "Traditional": ("script", TRADITIONAL.convert),
    "mojibake": ("mojibake", _mojibake),
    "doubled": ("doubling", _doubled),
    "escapes": ("escapes", lambda text: re.sub(r"(?=[-.#()*])", r"\\", text)),
    "radicals": ("radicals", lambda text: text.translate(RADICALS)),
}
DAMAGE = pytest.mark.parametrize("damage", DAMAGES)
TABLES = st.builds(
    lambda year, seed, write: pages.page(pages.fill(year, seed), write),
    st.sampled_from((2020, 2022)),
    st.integers(0, 10**6),
    st.sampled_from((pages.padded, pages.markdown, pages.tabbed, pages.plain)),
)


@pytest.mark.parametrize("write", [pages.plain, pages.padded, pages.tabbed])
def test_figures_that_may_be_doubled_with_their_labels_are_not_taken_for_figures(
    read: Read, write: Callable[[pages.Grid], str]
) -> None:
    def doubled(grid: pages.Grid) -> str:
        return write([["".join(character * 2 for character in cell) for cell in row] for row in grid])

    filled = pages.fill(2022)
    result = read(pages.page(filled, doubled), template="national_2021")
    values = {path: cell.value for path, cell in result.cells.items() if cell.value is not None}
    assert all(str(value) == str(filled.figures[path]) for path, value in values.items())


@pytest.mark.parametrize("text", HEALTHY, ids=range(len(HEALTHY)))
def test_healthy_reports_are_untouched(text: str) -> None:
    assert condition(text).plan == ()


@pytest.mark.parametrize("text", NEGATIVES)
@pytest.mark.parametrize("report", ["", HEALTHY[0]], ids=["alone", "in a report"])
def test_what_only_looks_like_damage_stays(text: str, report: str) -> None:
    assert condition(f"{report}\n{text}\n").plan == ()


@settings(max_examples=25)
@given(TABLES)
def test_drawn_healthy_reports_are_untouched(text: str) -> None:
    for find in STEPS.values():
        assert find(text) == []


@DAMAGE
def test_the_step_undoes_the_damage(damage: str) -> None:
    step, spoil = DAMAGES[damage]
    healthy = pages.page(pages.fill(2022), pages.padded)
    damaged = spoil(healthy)
    assert damaged != healthy
    conditioned = condition(damaged)
    assert conditioned.text == healthy
    assert [repair.step for repair in conditioned.plan] == [step]


@DAMAGE
def test_a_damaged_report_reads_as_the_healthy_one(read: Read, damage: str) -> None:
    _, spoil = DAMAGES[damage]
    healthy = pages.page(pages.fill(2022), pages.padded)
    one, other = read(healthy), read(spoil(healthy))
    assert other.report == one.report
    assert {path: cell.value for path, cell in other.cells.items()} == {
        path: cell.value for path, cell in one.cells.items()
    }


@settings(max_examples=12)
@given(TABLES, st.sampled_from(sorted(DAMAGES)), st.sampled_from(sorted(DAMAGES)))
def test_the_plan_replayed_on_the_source_gives_the_text_that_was_read(
    read: Read, healthy: str, first: str, second: str
) -> None:
    damaged = DAMAGES[second][1](DAMAGES[first][1](healthy))
    result = read(damaged)
    clean = apply_plan(result.source.text, result.plan)
    assert result.source.text == damaged
    assert clean == condition(damaged).text
    assert read(clean).cells.keys() == result.cells.keys()


@DAMAGE
def test_a_figure_points_at_its_very_ink_in_the_source(read: Read, damage: str) -> None:
    filled = pages.fill(2022)
    result = read(DAMAGES[damage][1](pages.page(filled, pages.padded)))
    for path, cell in result.cells.items():
        assert cell.span
        printed = result.source.text[cell.span.start : cell.span.end]
        assert printed.replace("\\", "") == str(filled.figures[path])


@DAMAGE
def test_a_step_can_be_switched_off(read: Read, damage: str) -> None:
    step, spoil = DAMAGES[damage]
    damaged = spoil(pages.page(pages.fill(2022), pages.padded))
    assert step in {repair.step for repair in gxgrammar.parse(damaged).plan}
    assert condition(damaged, without=[step]).plan == ()
    try:
        assert step not in {repair.step for repair in read(damaged, without=[step]).plan}
    except gxgrammar.NotAReport:
        assert step == "mojibake"


def test_an_unknown_step_names_the_nearest() -> None:
    with pytest.raises(gxgrammar.UnknownName, match="pinyin"):
        gxgrammar.parse(HEALTHY[0], without=["pinjin"])


@DAMAGE
def test_what_was_changed_is_told(read: Read, damage: str) -> None:
    _, spoil = DAMAGES[damage]
    result = read(spoil(pages.page(pages.fill(2022), pages.padded)))
    (note,) = (noted for noted in result.diagnostics if noted.code == "GX202")
    (repair,) = result.plan
    assert dict(note.facts)["count"] == len(repair.edits)
    assert note.span
    assert note.before == result.source.text[note.span.start : note.span.end][:12]


@pytest.mark.parametrize("piece", ["锟斤拷", "。ㄒ唬┐嬖诘闹饕獑栴}"])
def test_what_cannot_be_restored_is_told_and_kept(read: Read, piece: str) -> None:
    text = HEALTHY[0].replace("（一）主动公开。一年来", f"（一）主动公开。{piece}一年来")
    result = read(text)
    (note,) = (noted for noted in result.diagnostics if noted.code == "GX204")
    assert dict(note.facts)["count"] == 1
    assert any(piece in line.text for line in result.canonical.lines)


def test_a_report_in_two_scripts_has_its_figures_read(read: Read) -> None:
    filled = pages.fill(2022)
    text = pages.page(filled, pages.padded)
    head, tables = text[: text.index("二、主动")], text[text.index("二、主动") :]
    result = read(head + TRADITIONAL.convert(tables))
    assert {path: str(cell.value) for path, cell in result.cells.items()} == {
        path: str(figure) for path, figure in filled.figures.items()
    }


def test_codes_of_repair_are_in_the_table() -> None:
    assert diagnostic("GX204").severity == "warning"


def _slip(label: str) -> str:
    """A label behind a wide blank whose first byte was lost."""
    slipped = f"\u3000{label}".encode("gb18030")[1:].decode("gb18030", "ignore")
    return "".join(character for character in slipped if not "\ue000" <= character <= "\uf8ff")


SLIPPED = ("（一）收到申请数", "（二）申请办结数", "（三）申请答复数", "（一）政府信息公开工作专门机构数")


@pytest.mark.parametrize("script", ["simplified", "traditional"])
def test_slipped_labels_are_read_as_what_they_were(read: Read, script: str) -> None:
    filled = older.fill("statistics_2014")
    text = older.page_2014(filled)
    for label in SLIPPED:
        assert f"\n{label} |" in text
        printed = TRADITIONAL.convert(label) if script == "traditional" else label
        text = text.replace(f"\n{label} |", f"\n{_slip(printed)} |")
    result = read(text)
    assert {path: str(cell.value) for path, cell in result.cells.items()} == {
        path: str(figure) for path, figure in filled.items()
    }
    notes = [noted.after for noted in result.diagnostics if noted.code == "GX203"]
    assert notes == list(SLIPPED)
    assert read(text, without=["slip"]).cells["statistics.requests.received"].state == "missing"


def test_figures_at_a_label_with_a_slipped_byte_are_no_part_of_it() -> None:
    label = damaged_label("（一）收到申请数")
    assert condition(f"{label}\n").text == "（一）收到申请数\n"
    assert "7" in condition(f"{label}件7\n").text
    assert "12" in condition(f"{label}12\n").text
