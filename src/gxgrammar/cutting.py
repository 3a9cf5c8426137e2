"""Where the ink of a row may be cut into figures.

The ink of a row is laid end to end, and a place is an offset in it. A run of glued digits may be cut anywhere (not
before a zero that leads), a figure with borders of its own nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from attrs import define, frozen

from gxgrammar.shape import Kind
from gxgrammar.values import MOST_DIGITS, UNITS, Value, read_value

Size = int | Decimal
Number = Size | None
# Figures and, one for one, the places they lead to; None for ink that is no figure, such as a dash. Two rows and not
# one of pairs, since a row of digits can be cut in very many ways.
Steps = tuple[Sequence[Number], Sequence[int]]

# A figure has at most this many digits.
LONGEST = 12
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"[0-9]+")
# What stands within figures, and never before them; and what a figure goes on with, its unit too.
_WITHIN = frozenset(".,，")
_GOES_ON = _WITHIN | frozenset("元万萬亿億")
_DASHES = "-—–－―/ "
_LONGEST_NOTHING = 4
# What stands for a figure where words for nothing would stand: ***, 〃, 同上, 十二.
_MARKS_OR_NUMERALS = re.compile(
    r"[^\w\s\-—–－―/\\⸺⸻]|〃|同上|[〇○零二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾]|(?<!一)一(?!一)|一{3}"
)
_SIGN = re.compile(r"[-－−]\d")


@frozen(cache_hash=True)
class Figures:
    """A piece of the ink of a row. ``glued`` says that the figures of several cells may be in it."""

    text: str
    glued: bool


@define(eq=False)
class Cuts:
    """For each place of a row's ink the figures that may begin there, the shortest first.

    The last place is the end of the ink. ``digits`` are the sums of all digits before each place, None where the ink
    has more than digits and dashes.
    """

    begin: Sequence[Steps]
    digits: Sequence[int] | None
    ends: Sequence[int]
    scale: int


def ends_of(begin: Sequence[Steps]) -> list[int]:
    """For each place where the figures end that begin there, as sets of bits."""
    return [_as_bits(ends) if ends else 0 for _, ends in begin]


def _as_bits(ends: Sequence[int]) -> int:
    """Some places, ascending, as a set of bits."""
    if ends[-1] - ends[0] + 1 == len(ends):
        return (1 << ends[-1] + 1) - (1 << ends[0])
    return sum([1 << end for end in ends])


def figures_in(token: Figures) -> tuple[int, int] | None:
    """The fewest and the most figures that digits may be cut into; None for other ink, and for too many digits."""
    text = token.text
    rest = text.lstrip("0")
    if not _DIGITS.fullmatch(text) or len(rest) > LONGEST:
        return None
    if token.glued:
        return len(text) - len(rest) + bool(rest), len(text)
    return (1, 1) if len(text) == 1 or text[0] != "0" else None


@lru_cache(maxsize=2048)
def cuts(tokens: tuple[Figures, ...], kind: Kind) -> Cuts:
    """All figures that a row's ink may be cut into, in columns that count in ``kind``."""
    begin: list[Steps] = []
    for token in tokens:
        base = len(begin)
        if not _DIGITS.fullmatch(token.text):
            begin += _of_ink(token, base, kind)
        elif token.glued:
            begin += _of_digits(token.text, base, kind)
        else:
            begin += _of_figure(token.text, base, kind)
    begin.append(((), ()))
    digits = _sums_of_digits(tokens)
    return Cuts(begin, digits, ends_of(begin), 1 if digits else _scale(begin))


def _number_of(kind: Kind) -> type[int] | type[Decimal]:
    """What digits are read as, which need no more reading."""
    return int if kind == "count" else Decimal


def _of_figure(text: str, base: int, kind: Kind) -> Iterator[Steps]:
    """The figure that some digits with borders of their own are."""
    length = len(text)
    is_figure = length == 1 or (text[0] != "0" and length <= MOST_DIGITS)
    yield ((_number_of(kind)(text),), (base + length,)) if is_figure else ((), ())
    yield from [((), ())] * (length - 1)


def _of_digits(text: str, base: int, kind: Kind) -> Iterator[Steps]:
    """The figures of a run of digits: a zero that leads stands alone."""
    length = len(text)
    number = _number_of(kind)
    zero = (number(0),)
    for start, digit in enumerate(text):
        size = 1 if digit == "0" else min(length - start, LONGEST)
        ends = range(base + start + 1, base + start + size + 1)
        if digit == "0":
            yield zero, ends
        elif LONGEST < length - start <= MOST_DIGITS:
            # What is left of the run may be one longer figure.
            yield _numbers(text, start, (*range(start + 1, start + size + 1), length), number), (*ends, base + length)
        else:
            yield _numbers(text, start, range(start + 1, start + size + 1), number), ends


def _numbers(text: str, start: int, ends: Sequence[int], number: type[int] | type[Decimal]) -> tuple[Size, ...]:
    return tuple([number(text[start:end]) for end in ends])


def _of_ink(token: Figures, base: int, kind: Kind) -> Iterator[Steps]:
    """The figures of any other ink."""
    text, length = token.text, len(token.text)
    if not _DIGIT.search(text):
        yield ((None,), (base + length,)) if _is_nothing(text) else ((), ())
    elif not token.glued:
        yield _apart(_figures_at(text, 0, (length,), kind), base)
    else:
        for start in range(length):
            ends = range(start + 1, min(length, start + LONGEST) + 1)
            all_ends = ends if length in ends else (*ends, length)
            # The sign of a figure may also be a cell of its own that holds a dash.
            dash = [(None, start + 1)] if _SIGN.match(text, start) else []
            yield _apart(chain(dash, _figures_at(text, start, all_ends, kind)), base)
        return
    yield from [((), ())] * (length - 1)


def _is_nothing(text: str) -> bool:
    """Whether ink without a digit is a dash, or a word for nothing.

    A letter is a digit that was misread; nor are units, marks for figures, and words longer than any for nothing.
    """
    if not text.strip(_DASHES):
        return True
    is_letter = text.isascii() and text.isalpha()
    return not (is_letter or text in UNITS or len(text) > _LONGEST_NOTHING or _MARKS_OR_NUMERALS.search(text))


def _apart(figures: Iterable[tuple[Number, int]], base: int) -> Steps:
    """Figures and the places in a token where they end, as two rows."""
    pairs = list(figures)
    return tuple([number for number, _ in pairs]), tuple([base + end for _, end in pairs])


def _figures_at(text: str, start: int, ends: Sequence[int], kind: Kind) -> Iterator[tuple[Size, int]]:
    if text[start] in _WITHIN:
        return
    for end in ends:
        piece = text[start:end]
        if _DIGITS.fullmatch(piece):
            # Digits need no more reading.
            is_whole = (end == start + 1 or piece[0] != "0") and end - start <= MOST_DIGITS
            if is_whole and text[end : end + 1] not in _GOES_ON:
                yield _number_of(kind)(piece), end
            continue
        value = read_value(piece)
        number = value.count if kind == "count" else value.amount(None)
        if number is not None and not value.lost and _is_whole_figure(text[start:end], value, text[end : end + 1]):
            yield number, end


def _is_whole_figure(piece: str, value: Value, behind: str) -> bool:
    """Whether a piece is written as a figure: no zero leads, and it does not end in a decimal or before its unit."""
    digits = piece.lstrip("+-−－")
    leads = len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
    cut_short = behind in _GOES_ON if value.unit is None else behind in _WITHIN
    return not leads and not cut_short


def _scale(begin: Sequence[Steps]) -> int:
    amounts = (number for numbers, _ in begin for number in numbers if isinstance(number, Decimal))
    decimals: int = max((-int(number.normalize().as_tuple().exponent) for number in amounts), default=0)
    return int(10 ** max(0, decimals))


def _sums_of_digits(tokens: Sequence[Figures]) -> list[int] | None:
    sums, so_far = [0], 0
    for token in tokens:
        if _DIGIT.search(token.text) and not _DIGITS.fullmatch(token.text):
            return None
        for character in token.text:
            so_far += int(character) if character.isdecimal() else 0
            sums.append(so_far)
    return sums
