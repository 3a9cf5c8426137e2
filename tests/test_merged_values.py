"""HTML and Word: values that are merged over rows which have labels of their own are those of none of them."""

from __future__ import annotations

from collections.abc import Sequence

import official
import pytest
import test_docx

from conftest import Read

FIGURES = official.drawn(43)
_GROUP = "requests.other_handling."
_MEMBERS = ("not_corrected", "fee_unpaid", "other")


def _of(*rows: str) -> set[str]:
    return {path for path in FIGURES for row in rows if path.startswith(f"{row}.")}


def _merged(rows: Sequence[str], columns: Sequence[str]) -> list[official.Table]:
    """The tables, the values of some rows in some columns merged into those of the first."""
    first, *others = rows
    covered = {f"{row}.{column}" for row in others for column in columns}
    tables = official.tables(FIGURES)
    for table in tables:
        for index, row in enumerate(table):
            kept = [cell for cell in row if cell.path not in covered]
            table[index] = [
                cell._replace(rows=len(rows)) if cell.path in {f"{first}.{column}" for column in columns} else cell
                for cell in kept
            ]
    return tables


def _file(kind: str, tables: list[official.Table]) -> str | bytes:
    if kind == "html":
        return official.page(*map(official.html_table, tables))
    made = test_docx.docx.Document()
    for heading, table in zip(official.HEADINGS[1:], tables, strict=False):
        made.add_paragraph(heading)
        test_docx._add_table(made, table)
    return test_docx.saved(made)


@pytest.mark.parametrize("kind", ["html", "docx"])
@pytest.mark.parametrize("columns", [official.COLUMNS, official.COLUMNS[:1], official.COLUMNS[-1:]])
def test_values_of_a_group_are_not_those_of_its_first_row(read: Read, kind: str, columns: Sequence[str]) -> None:
    rows = [f"{_GROUP}{name}" for name in _MEMBERS]
    result = read(_file(kind, _merged(rows, columns)))
    group = _of(*rows)
    assert not {result.cells[path].state for path in group} & {"number", "blank", "dash"}
    assert official.read_back(result, {path: ink for path, ink in FIGURES.items() if path not in group}) == []


@pytest.mark.parametrize("note", ["", "<tr><td>（注）</td></tr>"])
def test_values_as_high_as_their_label_and_what_has_none_are_its_own(read: Read, note: str) -> None:
    page = official.html_page(FIGURES)
    [start] = [page.index(f"<tr><td><p>{label}") for label in ("7.属于行政执法案卷",)]
    end = page.index("</tr>", start)
    row = page[start:end].replace("<td>", '<td rowspan="2">')
    row = row.replace('<td rowspan="2">', "<td>", 1) if note else row
    result = read(f"{page[:start]}{row}</tr>{note or '<tr></tr>'}{page[end + 5 :]}")
    assert official.read_back(result, FIGURES) == []
