"""Named damages: what extractors, converters and wrong decodings do to reports, done to a page on purpose.

Each is the way into a state that reading has to find the way out of; it names the diagnostics that must then appear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gxgrammar.condition.slip import damaged_label
from gxgrammar.template import named
from gxgrammar.unparse import Page, PageCell, PageLine, PageTable, respelled

if TYPE_CHECKING:
    from opencc import OpenCC

PageDamage = Callable[[Page, Random], Page]
TextDamage = Callable[[str, Random], str]

# Toned pinyin of characters that every form has.
_PINYIN = {
    "数": "shù",
    "据": "jù",
    "创": "chuàng",
    "统": "tǒng",
    "处": "chù",
    "应": "yīng",
    "为": "wéi",
    "项": "xiàng",
    "政": "zhèng",
    "府": "fǔ",
    "信": "xìn",
    "公": "gōng",
    "开": "kāi",
    "报": "bào",
}
_PINYIN_SHARE = 0.5
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NARROW = {wide: code for code, wide in _WIDE.items()}
_LONGEST_PIECE = 4


@frozen
class Damage:
    """A way reports get damaged. It acts on the page, before it is written, or on the text that was written.

    ``layouts`` are those it can befall. ``provokes`` are codes of which reading must report one, and ``open`` says
    that this holds only where a cell was left undecided. ``touches`` are parts of the record, by field path, that may
    read as something else, or in other words.
    """

    id: str
    title: tuple[str, str]
    on_page: PageDamage | None = None
    on_text: TextDamage | None = None
    layouts: frozenset[str] = frozenset({"html", "docx", "markdown", "pipe", "lines", "running"})
    provokes: frozenset[str] = frozenset()
    open: bool = False
    touches: frozenset[str] = frozenset()


def damages_named(names: Collection[str]) -> tuple[Damage, ...]:
    """The damages of those ids, in the order in which they happen. Raises UnknownName."""
    wanted = {named(name, DAMAGES, "damage", "损坏").id for name in names}
    return tuple(damage for name, damage in DAMAGES.items() if name in wanted)


def damage_page(page: Page, damages: Collection[Damage], dice: Random) -> Page:
    """The page after the damages that act on pages."""
    for damage in damages:
        page = damage.on_page(page, dice) if damage.on_page else page
    return page


def damage_text(text: str, damages: Collection[Damage], dice: Random) -> str:
    """The written text after the damages that act on texts."""
    for damage in damages:
        text = damage.on_text(text, dice) if damage.on_text else text
    return text


def _on_tables(page: Page, change: Callable[[PageTable], PageTable]) -> Page:
    blocks = (change(block) if isinstance(block, PageTable) else block for block in page.blocks)
    return evolve(page, blocks=tuple(blocks))


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2t")


def _traditional(page: Page, _: Random) -> Page:
    """All text in Traditional characters."""
    return respelled(page, lambda text: str(_converter().convert(text)))


def _pinyin(page: Page, dice: Random) -> Page:
    """Pinyin in brackets behind characters, as conversion of whole sites leaves it."""

    def spell(text: str) -> str:
        return "".join(
            f"{each}({_PINYIN[each]})" if each in _PINYIN and dice.random() < _PINYIN_SHARE else each for each in text
        )

    return respelled(page, spell)


def _slip(page: Page, dice: Random) -> Page:
    """Labels （一）… that lost a byte in GBK: 。ㄒ唬. At least one of each table that has any."""

    def damage(table: PageTable) -> PageTable:
        begin = [(at, index) for at, row in enumerate(table.rows) for index, cell in enumerate(row) if _slips(cell)]
        chosen = set(dice.sample(begin, dice.randint(1, len(begin)))) if begin else set()
        return evolve(
            table,
            rows=tuple(
                tuple(
                    evolve(cell, text=damaged_label(cell.text)) if (at, index) in chosen else cell
                    for index, cell in enumerate(row)
                )
                for at, row in enumerate(table.rows)
            ),
        )

    return _on_tables(page, damage)


def _slips(cell: PageCell) -> bool:
    return cell.path is None and re.match("（[一二三四五七]）", cell.text) is not None and len(cell.text) > 5


def _width(page: Page, dice: Random) -> Page:
    """Labels and figures in other widths than the form's: （一） as (一), 12 as １２."""
    wide = dice.random() < 0.5
    return respelled(page, lambda text: text.translate(_WIDE if wide and _is_figure(text) else _NARROW))


def _is_figure(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _deleted_blanks(page: Page, _: Random) -> Page:
    """Blank cells among figures gone, the others moved up."""

    def row_of(row: tuple[PageCell, ...]) -> tuple[PageCell, ...]:
        kept = tuple(cell for cell in row if cell.text or not cell.path)
        return kept if any(cell.path for cell in kept) else row

    return _on_tables(page, lambda table: evolve(table, rows=tuple(map(row_of, table.rows))))


def _split_labels(page: Page, dice: Random) -> Page:
    """Labels broken over lines inside a word, as narrow cells break them: 本年新 制作数量."""

    def spell(cell: PageCell) -> PageCell:
        size = len(cell.text)
        if (
            cell.path
            or cell.stray
            or size < _LONGEST_PIECE
            or cell.text[0].isdigit()
            or not cell.text[-1].isalpha()
            or dice.random() < 0.5
        ):
            return cell
        at = dice.randint(size - 2, size - 1) if size < 2 * _LONGEST_PIECE else dice.randint(_LONGEST_PIECE, size - 2)
        return evolve(cell, text=f"{cell.text[:at]}\n{cell.text[at:]}")

    return _on_tables(page, lambda table: evolve(table, rows=tuple(tuple(map(spell, row)) for row in table.rows)))


def _torn_rows(page: Page, dice: Random) -> Page:
    """Some rows torn in two: their labels, then their figures in a row of their own."""

    def tear(table: PageTable) -> PageTable:
        torn = [_can_tear(row) and dice.random() < 0.3 for row in table.rows]
        rows: list[tuple[PageCell, ...]] = []
        for index, row in enumerate(table.rows):
            # A cell that spans the rows that are torn spans both halves of each.
            own = tuple(evolve(cell, rows=cell.rows + sum(torn[index : index + cell.rows])) for cell in row)
            rows += _halves(row) if torn[index] else [own]
        return evolve(table, rows=tuple(rows))

    return _on_tables(page, tear)


def _can_tear(row: tuple[PageCell, ...]) -> bool:
    labels, shown = [cell for cell in row if not cell.path], [cell for cell in row if cell.path and cell.text]
    return bool(labels and shown) and all(cell.rows == 1 for cell in row)


def _halves(row: tuple[PageCell, ...]) -> list[tuple[PageCell, ...]]:
    """The labels of a row with blanks behind them, and its figures with blanks before them."""
    labels, figures = [cell for cell in row if not cell.path], [cell for cell in row if cell.path]
    behind, before = (sum(cell.columns for cell in cells) for cells in (figures, labels))
    return [(*labels, PageCell("", columns=behind)), (PageCell("", columns=before), *figures)]


def _lost_headings(page: Page, dice: Random) -> Page:
    """Some headings of sections gone."""
    headings = [index for index, block in enumerate(page.blocks) if _is_heading(block)]
    lost = set(dice.sample(headings, dice.randint(1, len(headings)))) if headings else set()
    return evolve(page, blocks=tuple(block for index, block in enumerate(page.blocks) if index not in lost))


def _is_heading(block: PageLine | PageTable) -> bool:
    return isinstance(block, PageLine) and block.role == "heading"


def _page_numbers(text: str, dice: Random) -> str:
    """Page numbers on lines of their own between the lines, as text taken from paged files has them."""
    lines = text.splitlines(keepends=True)
    size = max(8, len(lines) // 5)
    sheets = [lines[at : at + size] for at in range(0, len(lines), size)]
    mark = dice.choice(("- {} -", "— {} —"))
    return "".join("".join(sheet) + f"{mark.format(number)}\n" for number, sheet in enumerate(sheets, start=1))


_PAGED = frozenset({"pipe", "lines", "running"})
_WORDS = frozenset({"metadata", "narrative", "contact"})
_UNDECIDED = frozenset({"GX501", "GX502", "GX506", "GX507", "GX508"})
DAMAGES: Mapping[str, Damage] = {
    damage.id: damage
    for damage in (
        Damage(
            "lost_headings",
            ("标题丢失", "section headings lost"),
            on_page=_lost_headings,
            touches=frozenset({"narrative", "metadata"}),
        ),
        Damage(
            "deleted_blanks",
            ("空白单元格被删", "blank cells deleted"),
            on_page=_deleted_blanks,
            layouts=frozenset({"html", "docx", "lines"}),
            provokes=_UNDECIDED,
            open=True,
        ),
        Damage(
            "torn_rows",
            ("行被拆开", "rows torn from their labels"),
            on_page=_torn_rows,
            layouts=frozenset({"html", "docx", "markdown", "pipe", "lines"}),
            provokes=frozenset({"GX402"}),
            open=True,
            touches=frozenset({"unrecognised"}),
        ),
        Damage("split_labels", ("行名断行", "labels broken over lines"), on_page=_split_labels),
        Damage(
            "traditional",
            ("繁体", "Traditional characters"),
            on_page=_traditional,
            provokes=frozenset({"GX202"}),
            touches=_WORDS,
        ),
        Damage(
            "slip",
            ("GBK 丢一个字节", "a byte lost in GBK"),
            on_page=_slip,
            layouts=frozenset({"html", "docx", "markdown", "pipe", "lines"}),
            provokes=frozenset({"GX203"}),
        ),
        Damage("pinyin", ("括注拼音", "pinyin in brackets"), on_page=_pinyin, provokes=frozenset({"GX202"})),
        Damage("width", ("全角半角改变", "widths changed"), on_page=_width, touches=_WORDS),
        Damage(
            "page_numbers",
            ("表中页码", "page numbers in tables"),
            on_text=_page_numbers,
            layouts=_PAGED,
            provokes=frozenset({"GX201"}),
            touches=frozenset({"narrative", "metadata", "unrecognised"}),
        ),
    )
}
