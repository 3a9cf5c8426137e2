"""Table four whose groups stand in another order than the form has: no figure goes into a group that is not its own."""

from __future__ import annotations

from functools import cache

import official
import pytest
import test_docx
import test_pdf

import pages
from conftest import Read

DIRECT, AFTER = "未经复议直接起诉", "复议后起诉"
EXCHANGES = [(DIRECT, AFTER), ("行政复议", "行政诉讼")]
FIGURES = official.drawn(5)
FILES = {
    "html": lambda: official.html_page(FIGURES),
    "docx": lambda: test_docx.saved(test_docx.document(FIGURES)),
    "pdf": lambda: test_pdf.printed(FIGURES),
    "pdf without lines": lambda: test_pdf.printed(FIGURES, lines=[]),
}


@cache
def _codes(read: Read, kind: str) -> list[str]:
    """The codes of what is noticed in a file whose groups stand in order."""
    return [note.code for note in read(FILES[kind]()).diagnostics]


def _running(grid: pages.Grid) -> str:
    return " ".join(cell for row in grid for cell in row if cell) + " "


def _exchanged(words: list[str], one: str, other: str) -> list[str]:
    return [{one: other, other: one}.get(word, word) for word in words]


def _assert_open(result) -> None:
    cells = [cell for path, cell in result.cells.items() if path.startswith(("reconsideration.", "litigation."))]
    assert {cell.state for cell in cells} == {"unplaced"}
    assert {cell.candidates[0] for cell in cells} == {None}
    (note,) = (note for note in result.diagnostics if note.code == "GX509")
    assert note.path == "review_outcomes"


@pytest.mark.parametrize(("one", "other"), EXCHANGES)
@pytest.mark.parametrize("layout", [*pages.LAYOUTS, "running"])
def test_groups_in_another_order_are_not_placed_in_text(read: Read, layout: str, one: str, other: str) -> None:
    write = pages.LAYOUTS[layout][1] if layout in pages.LAYOUTS else _running

    def written(grid: pages.Grid) -> str:
        is_reviews = grid[0][0] == "行政复议"
        return write([_exchanged(row, one, other) for row in grid] if is_reviews else grid)

    filled = pages.fill(2022)
    _assert_open(read(pages.page(filled, written)))
    assert "GX509" not in [note.code for note in read(pages.page(filled, write)).diagnostics]


@pytest.mark.parametrize(("one", "other"), EXCHANGES)
@pytest.mark.parametrize("kind", FILES)
def test_groups_in_another_order_are_not_placed_in_files(
    read: Read, monkeypatch: pytest.MonkeyPatch, kind: str, one: str, other: str
) -> None:
    assert "GX509" not in _codes(read, kind)
    reviews = official._reviews

    def exchanged(value) -> official.Table:
        names = {one: other, other: one}
        return [[cell._replace(text=names.get(cell.text, cell.text)) for cell in row] for row in reviews(value)]

    monkeypatch.setattr(official, "_reviews", exchanged)
    _assert_open(read(FILES[kind]()))


def test_the_official_heads_may_be_printed_twice(read: Read) -> None:
    """The heads of a table that goes on over the page are no other order."""
    page = pages.page(pages.fill(2022), pages.padded)
    heads = "\n".join(page[page.index("行政复议 |") :].split("\n")[:3])
    assert DIRECT in heads
    assert read(page.replace(heads, f"{heads}\n{heads}")).cells["reconsideration.total"].state == "number"


def _in_blocks(value: list[str], litigation: list[str]) -> str:
    """Table four as a block of reconsideration above one of litigation."""
    outcomes = official._OUTCOME_HEADS
    rows = [["行政复议"], outcomes, value[:5], ["行政诉讼"], litigation, outcomes * 2, value[5:]]
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


def _reviews_in_blocks(litigation: list[str]) -> str:
    two, three, four = official.tables(FIGURES)
    blocks = _in_blocks([cell.text for cell in four[-1]], litigation)
    return official.page(official.html_table(two), official.html_table(three), f"<table>{blocks}</table>")


def test_groups_in_blocks_one_above_the_other(read: Read) -> None:
    assert official.read_back(read(_reviews_in_blocks([DIRECT, AFTER])), FIGURES) == []


@pytest.mark.parametrize("heads", [[AFTER, DIRECT], [DIRECT], []])
def test_blocks_whose_groups_are_not_those_of_the_form_are_not_placed(read: Read, heads: list[str]) -> None:
    result = read(_reviews_in_blocks(heads))
    cells = [cell for path, cell in result.cells.items() if path.startswith("litigation.")]
    assert {cell.value for cell in cells} == {None}


def test_words_of_a_misprinted_heading_are_no_other_order(read: Read) -> None:
    page = pages.page(pages.fill(2022), _running)
    outcomes = "结果维持 结果纠正 其他结果 尚未审结 总计"
    page = page.replace(f"{DIRECT} {AFTER} {outcomes}", f"{outcomes} {DIRECT} {AFTER}")
    misprinted = page.replace(pages.HEADINGS[3], pages.HEADINGS[3].replace("复议、", "法复议、"))
    assert misprinted != page
    assert read(misprinted).cells["reconsideration.total"].state == "number"


HEADS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def _of_two_groups(*above: str) -> str:
    """A page a cell a line whose table four has the figures of two groups, under these heads."""
    page = pages.page(pages.fill(2022), pages.LAYOUTS["plain"][1])
    before, around, _ = page.partition("四、政府信息公开行政复议、行政诉讼情况\n")
    return "\n".join(
        [before + around + "行政复议\n行政诉讼", *above, *"2013641005", "五、存在的主要问题及改进情况\n无。\n"]
    )


def test_figures_of_two_groups_whose_heads_alone_are_printed(read: Read) -> None:
    cells = read(_of_two_groups(*HEADS, DIRECT, *HEADS)).cells
    assert [cells[f"reconsideration.{name}"].value for name in ("upheld", "pending", "total")] == [2, 3, 6]
    assert [cells[f"litigation.direct.{name}"].value for name in ("upheld", "pending", "total")] == [4, 0, 5]


@pytest.mark.parametrize("broken", [0, 2])
def test_figures_of_two_groups_under_the_heads_of_three_are_not_placed(read: Read, broken: int) -> None:
    # The head of the third group is broken, and one of its columns may be: its blank cells were deleted, or those of 4.
    last = [f"{head[:3]}\n{head[3:]}" if index == broken else head for index, head in enumerate(HEADS)]
    cells = read(_of_two_groups(*HEADS, DIRECT, "复\n议后起诉", *last, *HEADS)).cells
    assert {cell.value for path, cell in cells.items() if path.startswith("litigation.")} == {None}
