"""Damaged text in Word and PDF files is repaired as that of texts and pages is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import product

import official
import pytest
import test_docx
import test_pdf
from opencc import OpenCC
from test_condition import RADICALS

import gxgrammar

from conftest import Read

FIGURES = official.drawn(19)
TRADITIONAL = OpenCC("s2t")
MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": lambda: test_docx.saved(test_docx.document(FIGURES)),
    "pdf": lambda: test_pdf.printed(FIGURES),
    "pdf without lines": lambda: test_pdf.printed(FIGURES, lines=[]),
}


@cache
def _whole(read: Read, kind: str) -> gxgrammar.ParseResult:
    """What is read of a file without damage."""
    return read(MAKERS[kind]())


def _slipped(label: str) -> str:
    """A label without the first byte of the blank before it, read as GBK."""
    read = f"\u3000{label}".encode("gb18030")[1:].decode("gb18030", "ignore")
    return "".join(character for character in read if not "\ue000" <= character <= "\uf8ff")


DAMAGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "Traditional": ("script", TRADITIONAL.convert),
    "pinyin": ("pinyin", lambda text: text.replace("数", "数(shù)").replace("开", "开(kāi)")),
    "radicals": ("radicals", lambda text: text.translate(RADICALS)),
    "slip": ("slip", lambda text: _slipped(text) if text in ("（一）予以公开", "（七）总计") else text),
    "doubling": (
        "doubling",
        # A longer heading would be broken between two lines.
        lambda text: re.sub("(.)", r"\1\1", text) if text in official.HEADINGS and len(text) < 18 else text,
    ),
}


def _damage(monkeypatch: pytest.MonkeyPatch, damage: Callable[[str], str]) -> None:
    """Let the makers print damaged words."""
    tables = official.tables

    def damaged(figures) -> list[official.Table]:
        return [[[cell._replace(text=damage(cell.text)) for cell in row] for row in table] for table in tables(figures)]

    monkeypatch.setattr(official, "tables", damaged)
    monkeypatch.setattr(official, "HEADINGS", tuple(map(damage, official.HEADINGS)))
    for name in ("TITLE", "OPENING", "OVERVIEW", "PROBLEMS", "OTHER"):
        monkeypatch.setattr(official, name, damage(getattr(official, name)))


# The font of these PDF files has no radicals.
IN_PDF = [name for name in DAMAGES if name != "radicals"]
KINDS = [*product(["docx"], DAMAGES), *product(["pdf"], IN_PDF), ("pdf without lines", "Traditional")]


# Without lines a longer label is broken elsewhere, and its cell with it.
@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_damage_is_undone(read: Read, monkeypatch: pytest.MonkeyPatch, kind: str, name: str) -> None:
    whole = _whole(read, kind)
    step, damage = DAMAGES[name]
    _damage(monkeypatch, damage)
    damaged = MAKERS[kind]()
    result = read(damaged)
    assert {path: cell.value for path, cell in result.cells.items()} == {
        path: cell.value for path, cell in whole.cells.items()
    }
    assert [section.topic for section in result.report.narrative.sections] == [
        section.topic for section in whole.report.narrative.sections
    ]
    assert [note.code for note in result.diagnostics if note.code in ("GX202", "GX203")]
    untouched = gxgrammar.parse(damaged, without=[step])
    assert not [note.code for note in untouched.diagnostics if note.code == "GX202"]


@pytest.mark.parametrize("kind", MAKERS)
def test_healthy_files_are_untouched(read: Read, kind: str) -> None:
    result = _whole(read, kind)
    assert result.plan == ()
    assert not [note for note in result.diagnostics if note.code in ("GX202", "GX203", "GX204")]


def test_the_evidence_of_a_word_file_is_what_it_prints(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    _damage(monkeypatch, TRADITIONAL.convert)
    result = read(MAKERS["docx"]())
    (step,) = result.plan
    assert step.step == "script"
    assert official.TITLE in result.source.text
    offset = result.source.text.index(TRADITIONAL.convert("行政许可"))
    place = result.source.place(gxgrammar.Span(offset, offset + 4))
    assert (place.table, place.row, place.cell) == (1, 7, 1)
    cell = result.cells["proactive.licensing.decisions"]
    assert cell.span
    assert result.source.text[cell.span.start : cell.span.end] == cell.raw == FIGURES["proactive.licensing.decisions"]


def test_figures_that_may_be_doubled_stay_out(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that prints the words of its tables twice may print their figures twice."""
    _damage(monkeypatch, lambda text: re.sub("(.)", r"\1\1", text))
    result = read(MAKERS["pdf"](), template="national_2021")
    values = {path: cell.value for path, cell in result.cells.items() if cell.value is not None}
    assert all(str(value) == FIGURES[path] for path, value in values.items())


# Eight notes as long as each other, some of which end and begin with digits, as lines do that are cut at a width.
_ALIKE = [
    f"{number}0号目录{'收录文件十二万三千余件，另有附表若干张，' * 5}编号{number}7{number}" for number in range(1, 9)
]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_paragraphs_of_one_length_in_a_file_are_no_lines_cut_at_a_width(read: Read, kind: str) -> None:
    if kind == "docx":
        made = test_docx.document(test_docx.FIGURES)
        for text in _ALIKE:
            made.add_paragraph(text)
        result, figures = read(test_docx.saved(made)), test_docx.FIGURES
    else:
        result, figures = read(test_pdf.printed(test_pdf.FIGURES, on_page=_print_alike)), test_pdf.FIGURES
    assert official.read_back(result, figures) == []
    assert not any(repair.step == "folding" for repair in result.plan)
    assert all(text in result.source.text for text in _ALIKE)


def _print_alike(canvas) -> None:
    canvas.setFont("STSong-Light", 4)
    for number, text in enumerate(_ALIKE if canvas.getPageNumber() == 1 else ()):
        canvas.drawString(72, 830 - 6 * number, text)
