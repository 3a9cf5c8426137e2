"""Figures in form fields of a page, and cells that hold a picture instead of a figure."""

from __future__ import annotations

import re

import official
import pytest

from conftest import Read
from counting import calls

FIGURES = official.drawn(7)
PAGE = official.html_page(FIGURES)
PATH = "proactive.licensing.decisions"


def _page(inner: str, page: str = PAGE) -> str:
    """The page with other markup in the cell of 行政许可."""
    made = re.sub(r'(行政许可</p></td><td colspan="3">)<p>[^<]*</p>', lambda match: match[1] + inner, page)
    assert made != page
    return made


@pytest.mark.parametrize(
    "inner",
    [
        '<input value="1463">',
        "<p><input type=text value=1463 readonly></p>",
        "<form><INPUT TYPE=number VALUE='1,463'></form>",
        "<input type=hidden value=7><input value=1463>",
        "<span><input value=1463>件</span>",
        "<textarea> 1463\n</textarea>",
        "<select><option>7</option><option selected>1463</option></select>",
        "<table><tr><td><input value=1463></td></tr></table>",
        "1463<img src=note.png>",
        "1463<button>修改</button>",
    ],
)
def test_a_field_that_shows_a_figure_is_read(read: Read, inner: str) -> None:
    cell = read(_page(inner)).cells[PATH]
    assert cell.value == 1463
    assert cell.state == "number"


@pytest.mark.parametrize(
    "inner",
    [
        "<input type=hidden value=7>",
        "<input value=7 style='display: none'>",
        "<div hidden><textarea>7</textarea></div>",
        "<input type=checkbox value=7>",
        "<input type=submit value=7>",
        "<input value=''>",
        "<select></select>",
        "<img src=line.gif width=1 height=20>",
        "<img src=x.png style='display:none'>",
    ],
)
def test_what_shows_no_figure_is_blank(read: Read, inner: str) -> None:
    assert read(_page(inner)).cells[PATH].state == "blank"


@pytest.mark.parametrize(
    "inner",
    [
        "<img src=figure.png>",
        '<p><img alt="7" src=figure.png></p>',
        "<svg></svg>",
        "<object data=figure.svg></object>",
        "<input type=image src=figure.png>",
        "<table><tr><td><img src=figure.png></td></tr></table>",
        "<select><option>7</option><option>8</option></select>",
        "<textarea>见附件</textarea>",
    ],
)
def test_a_figure_that_cannot_be_read_is_no_blank(read: Read, inner: str) -> None:
    result = read(_page(inner))
    assert result.cells[PATH].state == "text"
    assert [note.path for note in result.diagnostics if note.code == "GX503"] == [PATH]


def test_fields_and_pictures_around_the_report_are_left_out(read: Read) -> None:
    search = (
        "<td><input value=请输入关键字><select><option selected>全文</option></select></td><td><img src=logo.png></td>"
    )
    around = PAGE.replace("<body>", f"<body><table><tr>{search}</tr></table>")
    assert read(around).report == read(PAGE).report


def test_looking_for_labels_is_linear(read: Read) -> None:
    def work(size: int) -> int:
        row = f"<tr>{'<td>甲<input value=1><img src=x></td>' * 50}</tr>"
        return calls(lambda: read(_page("7").replace("<body>", f"<body><table>{row * size}</table>")))

    read(PAGE)  # so that what is compiled once is not counted
    assert work(40) < 4.2 * work(10)
