"""Sentences that state a figure of a row: the one reading that agrees with them is taken, and no other."""

import pytest

import pages
from conftest import Read

PATH = "proactive.normative_documents"
GLUED = "8855698"
BESIDE = "一、总体情况\n"


def _row(read: Read, *sentences: str, ink: str = GLUED, year: int = 2022) -> list[tuple[str, int | None, str | None]]:
    """The state, value and ground of each cell of a glued row, in a report with these sentences."""
    filled = pages.fill(year)
    page = pages.page(filled, lambda grid: "".join(cell for row in grid for cell in row))
    figures = "".join(str(figure) for path, figure in filled.figures.items() if path.startswith(f"{PATH}."))
    assert page.count(f"规范性文件{figures}") == 1
    page = page.replace(f"规范性文件{figures}", f"规范性文件{ink}")
    assert page.count(BESIDE) == 1
    cells = read(page.replace(BESIDE, BESIDE + "\n".join(sentences) + "\n")).cells
    found = [cell for path, cell in cells.items() if path.startswith(f"{PATH}.")]
    return [(cell.state, cell.value, cell.decided_by) for cell in found]  # type: ignore[misc]


def test_figures_that_sentences_state_single_out_a_reading(read: Read) -> None:
    issued, repealed, in_force = 88, 55, 698
    assert f"{issued}{repealed}{in_force}" == GLUED
    found = _row(read, f"现行有效行政规范性文件{in_force}件，本年度制发规范性文件{issued}件。")
    assert found == [("number", value, "prose") for value in (issued, repealed, in_force)]


@pytest.mark.parametrize(
    "sentence",
    [
        "本年度制发规范性文件88件。",
        "全年清理规范性文件5件，解读规范性文件569件。",
        "去年制发规范性文件88件，废止规范性文件55件。",
        "2019年制发规范性文件88件，废止规范性文件55件。",
        "今年上半年，制发规范性文件88件，废止规范性文件55件。",
        "近五年来，我区制发规范性文件88件，废止规范性文件55件。",
        "截止6月共制发规范性文件88件，废止规范性文件55件。",
        "制发规范性文件88件，占40%，废止规范性文件55件，占20%。",
        "制发规范性文件约88件，废止规范性文件约55件。",
        # A figure of the right row that stands in none of the readings says that sentences speak of something else.
        "制发规范性文件88件，废止规范性文件55件，现行有效规范性文件700件。",
        # Each alone would single out another reading.
        "制发规范性文件8件，废止规范性文件855件。制发规范性文件88件，废止规范性文件55件。",
    ],
)
def test_sentences_that_leave_several_readings_or_none_decide_nothing(read: Read, sentence: str) -> None:
    assert [state for state, _, _ in _row(read, sentence)] == ["ambiguous"] * 3


@pytest.mark.parametrize(
    "sentence",
    ["全年清理规范性文件8件。", "去年公开规范性文件21件。", "2019年制定规范性文件62件。", "规范性文件解读62条。"],
)
def test_sentences_about_something_else_decide_nothing(read: Read, sentence: str) -> None:
    assert "prose" not in [by for _, _, by in _row(read, sentence, ink="8062133", year=2020)]
