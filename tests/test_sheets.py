"""Reports as spreadsheets save and copy them: a row a line, cells parted by commas (CSV) or tabs, in quotation marks
where they hold one or a line break."""

import csv
import io
from collections.abc import Callable, Iterable
from functools import partial

import official
import pytest

import gxgrammar

import pages
from conftest import Read
from counting import calls

FIGURES = official.drawn(11, odd=True)
Grid = list[list[str]]


def _rows(figures: dict[str, str], spell: Callable[[str], str] = str) -> Iterable[list[str]]:
    """A whole report as the rows of a sheet; lines of text stand in the first cell."""
    two, three, four = official.tables(figures)
    opening = [official.TITLE, official.OPENING, official.HEADINGS[0], official.OVERVIEW]
    for line in opening:
        yield [line]
    for heading, table in zip(official.HEADINGS[1:4], (two, three, four), strict=True):
        yield [heading]
        yield from ([spell(cell) for cell in row] for row in official.grid(table))
    for line in (official.HEADINGS[4], official.PROBLEMS, official.HEADINGS[5], official.OTHER):
        yield [line]


def _csv(rows: Iterable[list[str]], **options: object) -> str:
    file = io.StringIO()
    csv.writer(file, **options).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


def _sheet(rows: Iterable[list[str]]) -> list[list[str]]:
    """All rows as wide as the widest, as programs save them."""
    found = list(rows)
    width = max(map(len, found))
    return [row + [""] * (width - len(row)) for row in found]


def _grouped(text: str) -> str:
    return f"{int(text):,}" if text.isdecimal() else text


def _broken(text: str) -> str:
    return text if len(text) < 6 else f"{text[:4]}\n{text[4:]}"


@pytest.mark.parametrize("spell", [str, _grouped, _broken], ids=["plain", "thousands", "line breaks"])
@pytest.mark.parametrize("fill", [list, _sheet], ids=["as written", "padded"])
def test_a_sheet_reads_back(read: Read, fill: Callable[..., Iterable[list[str]]], spell: Callable[[str], str]) -> None:
    result = read(_csv(fill(_rows(FIGURES, spell))))
    assert result.layout == "pipe"
    assert official.read_back(result, FIGURES) == []
    assert result.report.metadata.title == official.TITLE
    assert official.OVERVIEW in result.report.narrative.sections[0].body


def test_everything_in_quotation_marks(read: Read) -> None:
    assert official.read_back(read(_csv(_rows(FIGURES), quoting=csv.QUOTE_ALL)), FIGURES) == []


def test_a_quotation_mark_in_a_cell_is_doubled(read: Read) -> None:
    rows = [[line.replace("十二篇", '"十二"篇') for line in row] for row in _rows(FIGURES)]
    (paragraph,) = read(_csv(rows)).report.narrative.sections[0].body
    assert '"十二"篇' in str(paragraph)


@pytest.mark.parametrize("stray", ['来信,5"封,来电3次', '"来信', "规章,行政许可,行政处罚等栏目,定期更新"])
def test_lines_of_prose_with_commas_and_quotation_marks_stay(read: Read, stray: str) -> None:
    result = read(_csv(_rows(FIGURES)).replace(official.OVERVIEW, stray))
    assert official.read_back(result, FIGURES) == []
    assert stray.strip('"') in str(result.report.narrative.sections[0].body)


def test_a_figure_keeps_its_place_in_the_source(read: Read) -> None:
    page = _csv(_rows(FIGURES, _grouped))
    cells = read(page).cells
    inks = [page[cell.span.start : cell.span.end] for cell in cells.values() if cell.span and cell.state == "number"]
    assert inks == [cell.raw for cell in cells.values() if cell.state == "number"]
    assert any("," in ink for ink in inks)


def test_sentences_with_commas_make_no_table_of_a_page_with_pipes(read: Read) -> None:
    page = pages.page(pages.fill(2022), pages.padded)
    lists = "规章,3,5\n" * 20
    assert read(page.replace("一、总体情况\n", f"一、总体情况\n{lists}")).cells.keys() == read(page).cells.keys()
    assert read(page).cells["requests.received.total"].value is not None


@pytest.mark.parametrize("hostile", ["规章,0\n", '"', '",', "规章,", '"规章\n', '"",'])
def test_work_grows_with_the_input_and_not_faster(hostile: str) -> None:
    page = _csv(_rows(FIGURES))
    gxgrammar.parse(page)
    alone, small, large = (calls(partial(gxgrammar.parse, page + hostile * size)) for size in (0, 1_000, 4_000))
    assert large - alone < 5 * max(small - alone, 1_000)


@pytest.mark.parametrize("fill", [list, _sheet], ids=["as written", "padded"])
@pytest.mark.parametrize("spell", [str, _broken], ids=["plain", "line breaks"])
def test_what_is_copied_with_tabs_reads_back(
    read: Read, fill: Callable[..., Iterable[list[str]]], spell: Callable[[str], str]
) -> None:
    page = _csv(fill(_rows(FIGURES, spell)), delimiter="\t")
    assert official.read_back(read(page), FIGURES) == []


@pytest.mark.parametrize("delimiter", "\t,")
@pytest.mark.parametrize(
    ("before", "after", "code"),
    [("法规禁止公开", "止公开", "GX203"), ("行政许可", "林木管护{0}{0}9\r\n行政许可", "GX401")],
    ids=["misprinted", "unknown"],
)
def test_a_label_that_no_form_has_leaves_the_other_rows(
    read: Read, delimiter: str, before: str, after: str, code: str
) -> None:
    page = _csv(_rows(FIGURES), delimiter=delimiter)
    assert page.count(before) == 1
    result = read(page.replace(before, after.format(delimiter)))
    assert official.read_back(result, FIGURES) == []
    assert code in {each.code for each in result.diagnostics}


def test_the_step_can_be_left_out() -> None:
    result = gxgrammar.parse(_csv(_rows(FIGURES)), without=["sheet"])
    assert not any(cell.state == "number" for cell in result.cells.values())


@pytest.mark.parametrize("delimiter", "\t,")
def test_a_table_left_blank_is_blank(read: Read, delimiter: str) -> None:
    figures = {path: "" if path.startswith(("reconsideration", "litigation")) else ink for path, ink in FIGURES.items()}
    assert official.read_back(read(_csv(_rows(figures), delimiter=delimiter)), figures) == []


@pytest.mark.parametrize("fill", [list, _sheet], ids=["as written", "padded"])
def test_figures_that_hold_commas_without_quotation_marks_are_not_parted(
    read: Read, fill: Callable[..., Iterable[list[str]]]
) -> None:
    page = "\n".join(",".join(row) for row in fill(_rows(FIGURES, _grouped)))
    cells = read(page).cells
    read_wrong = [path for path, ink in FIGURES.items() if cells[path].value not in (None, _number(ink))]
    assert read_wrong == []
    assert not any(cells[path].state == "blank" for path, ink in FIGURES.items() if ink)


def _number(ink: str) -> int | None:
    return int(ink) if ink.isdecimal() else None


def test_cells_that_look_like_thousands_stay_cells(read: Read) -> None:
    figures = official.drawn(5)
    figures |= {f"requests.received.{column}": "17" for column in official.COLUMNS}
    figures["requests.received.business"] = "204"
    assert official.read_back(read(_csv(_rows(figures))), figures) == []


@pytest.mark.parametrize("delimiter", "\t,")
@pytest.mark.parametrize("fill", [list, _sheet], ids=["as written", "padded"])
def test_a_row_apart_from_its_table_may_end_with_a_blank(
    read: Read, fill: Callable[..., Iterable[list[str]]], delimiter: str
) -> None:
    last = {f"requests.carried_forward.{column}": "3" for column in official.COLUMNS}
    figures = official.drawn(11) | last | {"requests.carried_forward.total": ""}
    rows = list(_rows(figures))
    rows.insert(next(index for index, row in enumerate(rows) if "四、结转下年度继续办理" in row), ["见各单位填报说明"])
    cells = read(_csv(fill(rows), delimiter=delimiter)).cells
    assert cells["requests.carried_forward.total"].value is None
    assert cells["requests.carried_forward.natural_person"].state != "blank"
    assert cells["requests.received.total"].value == int(figures["requests.received.total"])


@pytest.mark.parametrize("delimiter", "\t,")
def test_a_table_with_a_cell_a_line_beside_one_of_rows_is_not_blank(read: Read, delimiter: str) -> None:
    figures = official.drawn(11)
    sheet = _csv(_rows(figures), delimiter=delimiter).replace("\r\n", "\n")
    before, head, table = sheet.partition(official.HEADINGS[2])
    table, head_of_last, after = table.partition(official.HEADINGS[3])
    lines = "\n".join(filter(None, table.replace(delimiter, "\n").split("\n")))
    cells = read(f"{before}{head}\n{lines}\n{head_of_last}{after}").cells
    assert not any(cells[path].state == "blank" for path, ink in figures.items() if ink)
    assert cells["requests.received.total"].value == int(figures["requests.received.total"])


def _numbered(rows: Iterable[list[str]]) -> list[list[str]]:
    return [[str(number), *row] for number, row in enumerate(rows)]


def _under_made_up_heads(rows: Iterable[list[str]]) -> list[list[str]]:
    return [["", *(f"Unnamed: {column}" for column in range(15))], *_numbered(_sheet(rows))]


@pytest.mark.parametrize("delimiter", "\t,")
@pytest.mark.parametrize("number", [_numbered, _under_made_up_heads])
def test_the_numbers_of_the_rows_are_no_figures(
    read: Read, number: Callable[[Iterable[list[str]]], list[list[str]]], delimiter: str
) -> None:
    result = read(_csv(number(_rows(FIGURES)), delimiter=delimiter))
    assert official.read_back(result, FIGURES) == []
    assert result.report.metadata.title == official.TITLE


@pytest.mark.parametrize("delimiter", "\t,")
@pytest.mark.parametrize("line", [["见各单位填报说明"], ["3"], []])
def test_numbered_rows_may_lack_a_line_or_have_another_between_them(
    read: Read, delimiter: str, line: list[str]
) -> None:
    rows = _numbered(_sheet(_rows(FIGURES)))
    rows[next(index for index, row in enumerate(rows) if "规章" in row) - 1] = line
    assert official.read_back(read(_csv(rows, delimiter=delimiter)), FIGURES) == []


@pytest.mark.parametrize("delimiter", "\t,")
@pytest.mark.parametrize("fill", [list, _sheet], ids=["as written", "padded"])
@pytest.mark.parametrize("change", ["short", "long", "long and blank"])
def test_a_row_with_a_cell_more_or_less_than_the_others_is_open(
    read: Read, fill: Callable[..., Iterable[list[str]]], delimiter: str, change: str
) -> None:
    parts = ("3", "", "5", "2", "7", "4", "9") if change == "long and blank" else ("3", "8", "5", "", "7", "4", "27")
    figures = official.drawn(11) | {
        f"requests.received.{column}": part for column, part in zip(official.COLUMNS, parts, strict=True)
    }
    rows = list(fill(_rows(figures)))
    row = next(row for row in rows if "一、本年新收政府信息公开申请数量" in row)
    if change == "short":
        del row[4]
    else:
        row.insert(4, "1")
    cells = read(_csv(rows, delimiter=delimiter)).cells
    assert not any(cells[f"requests.received.{column}"].state in ("number", "blank") for column in official.COLUMNS)
    others = {path: ink for path, ink in figures.items() if "requests.received" not in path}
    assert {path for path, ink in others.items() if cells[path].value != int(ink)} == set()


def test_everything_in_quotation_marks_and_tabs(read: Read) -> None:
    page = _csv(_sheet(_rows(FIGURES)), delimiter="\t", quoting=csv.QUOTE_ALL)
    assert official.read_back(read(page), FIGURES) == []


@pytest.mark.parametrize("delimiter", "\t,")
def test_a_figure_broken_in_its_cell_leaves_the_others(read: Read, delimiter: str) -> None:
    page = _csv(_rows(FIGURES, lambda text: "98\n765" if text == "98765" else text), delimiter=delimiter)
    whole = {path: ink for path, ink in FIGURES.items() if ink != "98765" and "reconsideration" not in path}
    result = read(page)
    assert official.read_back(result, {path: ink for path, ink in whole.items() if "litigation" not in path}) == []
    assert {result.cells[path].value for path, ink in FIGURES.items() if ink == "98765"} == {None}
