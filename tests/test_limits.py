"""Hostile, damaged and mistaken files: a clear error, after no more work than the file is long."""

from __future__ import annotations

import builtins
import contextlib
import io
import subprocess
import sys
import zipfile
import zlib
from functools import cache

import official
import pytest
import test_docx
import test_pdf

import gxgrammar

from counting import calls

# A refusal comes after so many calls for a character, and some for each cell up to the limit of cells.
CALLS_FOR_A_CHARACTER = 2
CALLS_FOR_CELLS = 2 * gxgrammar.Limits().cells
FIGURES = official.drawn(3)
PAGE = official.html_page(FIGURES)
WORD = test_docx.saved(test_docx.document(FIGURES))
PDF = test_pdf.printed(FIGURES)


def _refused(data: str | bytes, code: str, **options: object) -> gxgrammar.GxgrammarError:
    """Hold that reading ends soon, with an error of that code that says something in both languages."""
    caught: list[gxgrammar.GxgrammarError] = []

    def read() -> None:
        with pytest.raises(gxgrammar.GxgrammarError) as refusal:
            gxgrammar.parse(data, **options)
        caught.append(refusal.value)

    assert calls(read) < CALLS_FOR_A_CHARACTER * len(data) + CALLS_FOR_CELLS
    assert caught[0].code == code, caught[0]
    assert caught[0].message("zh") != caught[0].message("en")
    return caught[0]


@pytest.fixture(scope="module", autouse=True)
def _grammars_compiled() -> None:
    """What is compiled once, with the first report, is not counted."""
    for data in (PAGE, WORD, PDF):
        gxgrammar.parse(data)


@cache
def _read(data: str | bytes) -> tuple[int, gxgrammar.ParseResult | None]:
    """The calls that reading makes, and the result unless the file is refused."""
    results: list[gxgrammar.ParseResult] = []

    def read() -> None:
        with contextlib.suppress(gxgrammar.GxgrammarError):
            results.append(gxgrammar.parse(data))

    made = calls(read)
    return made, results[0] if results else None


def _work(data: str | bytes) -> int:
    """The calls that reading makes, whether or not the file is refused."""
    return _read(data)[0]


def _repacked(replaced: dict[str, bytes]) -> bytes:
    """The Word file with some of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, None) or old.read(name))
        for name, data in replaced.items():
            new.writestr(name, data)
    return file.getvalue()


def _zip_of(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def _web_archive(encoding: str) -> bytes:
    """A page saved as one file, as browsers and Word do."""
    head = 'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n'
    part = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return f"{head}{part}{PAGE}".encode()


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000,
        "<div>" * 2_000 + PAGE,
        "<ul><li>" * 50_000,
        "".join(f"<font color={index}><p>" for index in range(20_000)),
        "<table><tr><td>" * 30_000,
    ],
    ids=["open", "moderate", "lists", "fonts", "tables"],
)
def test_deep_nesting(page: str) -> None:
    assert _refused(f"<html>{page}", "GX110").facts["limit"] == "nesting"


def test_many_attributes() -> None:
    _refused(f"<table {' '.join(f'a{index}=1' for index in range(100_000))}>{PAGE}", "GX108")


def test_a_hundred_thousand_columns() -> None:
    row = "<tr>" + "<td>1</td>" * 99_999 + "</tr>"
    assert _refused(f"<table>{row}</table>", "GX110").facts["limit"] == "columns"
    assert _refused("<table><tr><td colspan=100000>规章</table>", "GX110").facts["limit"] == "columns"


def test_hostile_spans() -> None:
    rows = "<tr><td rowspan=1000000 colspan=900>规章</td></tr>" + "<tr><td>1</td></tr>" * 2_000
    assert _refused(f"<table>{rows}</table>", "GX110").facts["limit"] == "cells"
    tall = PAGE.replace("<td><p>规章", "<td rowspan=1000000><p>规章").replace(
        "<tr><td><p>行政规范", "<tr><td>&nbsp;<td><p>行政规范"
    )
    assert _work(tall) < 1.5 * _work(PAGE)


def test_limits_can_be_set() -> None:
    assert _refused(PAGE, "GX110", limits=gxgrammar.Limits(cells=100)).facts["limit"] == "cells"
    assert _refused(PAGE, "GX110", limits=gxgrammar.Limits(size=1_000)).facts["limit"] == "size"
    assert _refused(PDF, "GX110", limits=gxgrammar.Limits(pages=1)).facts["limit"] == "pages"
    assert _refused(PDF, "GX110", limits=gxgrammar.Limits(drawn=1_000)).facts["limit"] == "drawn"
    assert _refused(WORD, "GX110", limits=gxgrammar.Limits(unpacked=10_000)).facts["limit"] == "unpacked"
    for data in (PAGE, WORD):
        assert _refused(data, "GX110", limits=gxgrammar.Limits(elements=500)).facts["limit"] == "elements"
    lines = f"{official.TITLE}\n规章 | 1 | 2 | 3\n"
    assert _refused(lines, "GX110", limits=gxgrammar.Limits(lines=1)).facts["limit"] == "lines"
    assert gxgrammar.parse(lines, limits=gxgrammar.Limits(lines=2)).cells
    wide = f"<p>{official.TITLE}</p><table><tr><td>规章</td>{'<td>1</td>' * 1_500}</tr></table>"
    assert gxgrammar.parse(wide, limits=gxgrammar.Limits(columns=2_000)).cells


def test_a_large_file_is_not_read_whole(tmp_path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"x" * 10_000)
    with pytest.raises(gxgrammar.UnreadableSource) as caught:
        gxgrammar.parse_file(path, limits=gxgrammar.Limits(size=1_000))
    assert caught.value.code == "GX110"


def test_zip_bomb() -> None:
    bomb = _repacked({"word/media/image.png": bytes(3_000_000)})
    assert _refused(bomb, "GX110", limits=gxgrammar.Limits(unpacked=2_000_000)).facts["limit"] == "unpacked"


def test_elements_are_counted_before_any_is_made() -> None:
    assert _refused("<p>a</p>" * 400_000, "GX110").facts["limit"] == "elements"
    main = zipfile.ZipFile(io.BytesIO(WORD)).read("word/document.xml")
    for many in (b"<w:p/>" * 400_000, b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 110_000):
        bomb = _repacked({"word/document.xml": main.replace(b"</w:body>", many + b"</w:body>")})
        assert calls(lambda data=bomb: _refused(data, "GX110", limits=gxgrammar.Limits())) < 10_000
        assert _refused(bomb, "GX110").facts["limit"] == "elements"
    # Elements of a part that no name says is XML, and text that is too much for elements so few.
    assert _refused(_repacked({"word/data.bin": b"\xef\xbb\xbf <x>" + b"<y/>" * 400_000}), "GX110")
    long = _repacked({"word/data.xml": b"<x>" + b"a" * 2_000_000})
    assert _refused(long, "GX110", limits=gxgrammar.Limits(size=1_000_000)).facts["limit"] == "size"
    picture = _repacked({"word/media/image.png": b"\x89PNG" + b"<" * 400_000})
    assert official.read_back(gxgrammar.parse(picture), FIGURES) == []


def test_more_lines_than_any_report() -> None:
    assert _refused("规章 | 1\n" * 700_000, "GX110").facts["limit"] == "lines"


def test_entities() -> None:
    entities = "".join(f'<!ENTITY e{index} "&e{index - 1};&e{index - 1};">' for index in range(1, 40))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "规章">{entities}]><w:document>&e39;</w:document>'
    _refused(_repacked({"word/document.xml": bomb.encode()}), "GX108")
    _refused(_repacked({"word/document.xml": bomb.encode("utf-16")}), "GX108")
    _refused(_repacked({"word/numbering.xml": bomb.encode()}), "GX108")


def test_deep_xml() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep = f'<w:document xmlns:w="{space}"><w:body>{"<w:sdt><w:sdtContent>" * 50_000}'
    _refused(_repacked({"word/document.xml": deep.encode()}), "GX108")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_truncated_files(share: float) -> None:
    _refused(WORD[: int(len(WORD) * share)], "GX108")
    for data in (PDF, PAGE.encode()):
        cut = data[: int(len(data) * share)]
        work, result = _read(cut)
        assert work < 1.5 * _work(data)
        cells = result.cells if result else {}
        assert all(cell.value is None or str(cell.value) == FIGURES[path] for path, cell in cells.items())


def test_encrypted_files() -> None:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, encrypt="secret")
    canvas.drawString(100, 100, "x")
    canvas.save()
    _refused(file.getvalue(), "GX112")
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    _refused(office, "GX112")


@pytest.mark.parametrize("lines", [300, 1200])
def test_pdf_lines_that_cross_too_often(lines: int) -> None:
    """They are counted before cells are looked for, which would take minutes."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(4 * lines, 4 * lines))
    for index in range(lines):
        canvas.line(0, 4 * index, 4 * lines, 4 * index)
        canvas.line(4 * index, 0, 4 * index, 4 * lines)
    canvas.save()
    with pytest.raises(gxgrammar.UnreadableSource) as refusal:
        gxgrammar.parse(file.getvalue(), limits=gxgrammar.Limits(cells=2_000))
    assert refusal.value.facts["limit"] == "cells"


def test_pdf_streams_that_unpack_to_too_much() -> None:
    packed = zlib.compress(bytes(3_000_000), 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    bomb = b"%PDF-1.4\n1 0 obj\n" + stream + b"\nendobj\n"
    assert _refused(bomb, "GX110", limits=gxgrammar.Limits(unpacked=2_000_000)).facts["limit"] == "unpacked"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "GX101"),
        (b"  \n", "GX101"),
        (b"<html><body></body></html>", "GX101"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "GX114"),
        (b"{\\rtf1\\ansi report}", "GX114"),
        (_web_archive("quoted-printable"), "GX114"),
        (_web_archive("base64"), "GX114"),
        (_zip_of("xl/workbook.xml"), "GX109"),
        (_zip_of("notes.txt"), "GX109"),
        (b"PK\x03\x04" + bytes(40), "GX108"),
        (b"%PDF-1.7\n" + bytes(range(256)), "GX108"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "GX109"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "GX109"),
        (b"Rar!\x1a\x07\0" + bytes(200), "GX109"),
        (bytes(range(256)), "GX102"),
        (b"<html><p>" + "今天天气好。".encode() + b"</p></html>", "GX301"),
    ],
)
def test_what_is_no_report(data: bytes, code: str) -> None:
    _refused(data, code)


def test_a_web_archive_that_holds_the_page_as_it_is() -> None:
    assert official.read_back(gxgrammar.parse(_web_archive("8bit")), FIGURES) == []


@pytest.mark.parametrize("data", [WORD, PDF, PAGE.encode()], ids=["docx", "pdf", "html"])
def test_the_name_of_a_file_does_not_matter(data: bytes, tmp_path) -> None:
    path = tmp_path / "report.doc"
    path.write_bytes(data)
    assert official.read_back(gxgrammar.parse_file(path), FIGURES) == []


def test_a_layout_that_is_forced_on_another_kind_of_file() -> None:
    _refused(PDF, "GX108", layout="docx")
    _refused(WORD, "GX108", layout="pdf")
    _refused(PAGE, "GX108", layout="docx")
    assert official.read_back(gxgrammar.parse(PAGE, layout="html"), FIGURES) == []


@pytest.mark.parametrize(("data", "missing", "extra"), [(WORD, "docx", "docx"), (PDF, "pdfplumber", "pdf")])
def test_a_missing_extra_is_named(data: bytes, missing: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: object, **options: object) -> object:
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *arguments, **options)

    readers = tuple(f"gxgrammar.readers.{name}" for name in ("pdf", "scans", "rulings", "docx"))
    for name in [name for name in sys.modules if name.startswith(readers)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    error = _refused(data, "GX113")
    assert f'pip install "gxgrammar[{extra}]"' in error.message("en")
    assert f'pip install "gxgrammar[{extra}]"' in error.message("zh")


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    heavy = "'lxml', 'docx', 'pdfplumber', 'pdfminer', 'selectolax', 'pandas'"
    code = f"import sys, gxgrammar; print([name for name in ({heavy}) if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_work_grows_linearly() -> None:
    def work(size: int) -> int:
        rows = "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>" * size
        page = f"<p>{official.TITLE}</p><table>{rows}</table>" + "<p>本年公开。</p>" * size
        return calls(lambda: gxgrammar.parse(page))

    assert work(1_200) < 9 * work(150)
