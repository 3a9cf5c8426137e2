"""Whether the heads over a row stand in the order of the form: those of its columns, and those over groups of them."""

from __future__ import annotations

from functools import lru_cache

from gxgrammar.shape import Column


@lru_cache(maxsize=512)
def is_out_of_order(columns: tuple[Column, ...], heads: tuple[str, ...]) -> bool:
    """Whether the page prints all heads of a row's columns, but in another order than the form.

    The form itself prints 总计 of table three over both lines of its heads, so text has it before or after the others.
    """
    fields = [column.field for column in columns]
    shown = [name for name in heads if name in fields]
    if len(shown) == len(fields) - 1 and fields[-1] == "total":
        # The last head of table four labels its row.
        shown.append("total")
    if sorted(shown) != sorted(fields) or shown == fields:
        return False
    parts = [[name for name in names if name != "total"] for names in (shown, fields)]
    return parts[0] != parts[1] or shown[0] == "total" or fields.count("total") > 1


@lru_cache(maxsize=512)
def groups(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], ...]:
    """The groups that the columns of a row stand in, outermost names first; none where all stand in one."""
    found = dict.fromkeys(tuple(column.path.split(".")[:-1]) for column in columns)
    return tuple(found) if len(found) > 1 else ()


@lru_cache(maxsize=512)
def has_groups_out_of_order(columns: tuple[Column, ...], heads: tuple[str, ...]) -> bool:
    """Whether the page prints the heads of column groups in another order than the form, outermost or innermost.

    Text may have a head that spans two lines behind those beside it, so one line of heads says nothing of the other.
    Of heads printed twice those nearest to the row count: the others may be words of a misprinted heading.
    """
    shown = list(dict.fromkeys(reversed(heads)))[::-1]
    levels = (dict.fromkeys(group[level] for group in groups(columns)) for level in (0, -1))
    return any(
        [each for each in shown if each in level] != [each for each in level if each in shown] for level in levels
    )
