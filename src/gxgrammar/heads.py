"""Whether the heads over a row stand in the order of the form: those of its columns, and those over groups of them.

Columns are given by their field paths, by which an answer is soon found again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import dropwhile, pairwise
from operator import itemgetter

from attrs import frozen

from gxgrammar.cutting import Size
from gxgrammar.shape import shape
from gxgrammar.spelling import key
from gxgrammar.template import Template, templates
from gxgrammar.vocabulary import column_heads, label_fields

# The head over the columns of organisations, by its alias, and what stands before it in the form.
ORGANISATIONS, NATURAL_PERSON = "organisations", "natural_person"
# So many rows of figures have to show where the total stands.
_FEWEST_TELLING = 2
# Other words for the heads of fields; and for that of the year, which the form prints with its number.
_SAME = {"合计": "total", "小计": "total", "其它": "other_org", "个人": "natural_person"}
# Heads of columns that hold no figures.
_WORDY = frozenset({"单位", "序号", "编号", "代码", "备注"})
_OF_THE_YEAR = re.compile(
    r"(?!.*(?:半年|季|底|累计|[上去]年|截))(?:.*(?:本年|当年|全年|20\d\d年|[〇○零一二三四五六七八九]{4}年)|年度?$)"
)
# What is as near to a head as this, of all heads that are not there, is that head in other words.
_NEAR_ENOUGH = 0.5
# What the figures include says nothing of the heads.
_NOTE = re.compile("(?:注|说明)[:：].{0,30}(?:含|包括)(?!.*(?:先|后列|依次|顺序))")
_ANNOUNCES = re.compile("[:：]$|以下|下表|本表|如下")
# Whose figures follow, if not those of the year and the body of the report.
_OF_OTHERS = re.compile("上一?年|去年|下属|所属")
# A line of a sentence that goes on in the next is as long.
_SHORTEST_LINE = 12
_SENTENCE_ENDS = ("。", "；", "：", "，", ";", ":", ",")
# What a table prints among its heads that tells no order: the unit, and totals, whose head may stand beside all lines
# of the others; the sums show where they are.
_BESIDE_HEADS = frozenset("单位件宗次总计")


@cache
def head_fields(form: Template) -> frozenset[str]:
    """The fields that the heads of a form name: those of its columns, and of groups of them."""
    rows = shape(form).rows.values()
    found = {column.field for columns in rows for column in columns}
    paths = (tuple(column.path for column in columns) for columns in rows)
    return frozenset(found.union(name for each in paths for group in _groups(each) for name in group))


@cache
def heads_in_other_words(form: Template) -> Mapping[str, str]:
    """The fields that heads of columns name which are printed in other words, or numbered, by the key of the words."""
    fields = head_fields(form)
    printed = {key(head): name for name, head in column_heads(form).items() if name in fields}
    return printed | {words: name for words, name in _SAME.items() if name in fields}


@frozen
class ForeignHead:
    """The head of a column that only another form has: the field it names there, and the tables that have such columns.

    ``is_shared`` says that this form has columns of that field, too.
    """

    label: str
    field: str
    tables: frozenset[str]
    is_shared: bool


@cache
def foreign_heads(form: Template) -> Mapping[str, ForeignHead]:
    """The heads of columns that forms with the same rows have and this one has not, by label."""
    own, shared = label_fields(form), head_fields(form)
    # Every form has the layer of sections and prose; those with the same rows share another.
    related = [each for each in templates().values() if set(each.layers[1:]) & set(form.layers[1:])]
    return {
        label[1:]: ForeignHead(label[1:], name, _tables_with(each, name), name in shared)
        for each in related
        for label, name in label_fields(each).items()
        if name in head_fields(each) and label not in own
    }


def _tables_with(form: Template, field: str) -> frozenset[str]:
    """The tables of a form that have columns of a field."""
    columns = (column for row in shape(form).rows.values() for column in row)
    return frozenset(column.path.partition(".")[0] for column in columns if column.field == field)


@lru_cache(maxsize=512)
def out_of_order(paths: tuple[str, ...], heads: tuple[str, ...]) -> tuple[str, ...]:
    """The heads among which some stand in another order than in the form, none if all is in order."""
    if _has_groups_out_of_order(paths, heads):
        named = {name for group in _groups(paths) for name in group}
        return tuple(name for name in heads if name in named)
    return heads if _is_out_of_order(paths, heads) else ()


def _is_out_of_order(paths: tuple[str, ...], heads: tuple[str, ...]) -> bool:
    """Whether the page prints all heads of a row's columns, but in another order than the form.

    The form itself prints 总计 of table three over both lines of its heads, so text has it before or after the others.
    """
    fields = [path.rpartition(".")[2] for path in paths]
    if ORGANISATIONS in heads and NATURAL_PERSON in fields:
        return True
    shown = [name for name in heads if name in fields]
    if len(shown) == len(fields) - 1 and shown.count("total") == fields.count("total") - 1:
        # The last head of table four labels its row.
        shown.append("total")
    if len(set(fields)) == len(fields) and not set(shown).issuperset(fields):
        # Two columns of years under one name are those of two years.
        return (len(shown) == len(fields) and len(set(shown)) == 1) or not _is_part(shown, fields)
    if sorted(shown) != sorted(fields) or shown == fields:
        return False
    parts = [[name for name in names if name != "total"] for names in (shown, fields)]
    return parts[0] != parts[1] or shown[0] == "total" or fields.count("total") > 1


def _is_part(shown: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether heads of which some are lost stand in order; of those printed twice, the nearest to the row.

    The head of the total may stand beside two lines of the others.
    """
    found = [name for name in dict.fromkeys(reversed(shown)) if name != "total"][::-1]
    return found == [name for name in fields if name in found]


@lru_cache(maxsize=512)
def strange_heads(
    form: Template, paths: tuple[str, ...], heads: tuple[str, ...], strange: tuple[tuple[int, str], ...]
) -> tuple[str, ...]:
    """The words of no form among the heads over a row, where they may head other columns than the form has.

    Each comes with the number of heads before it. Words in the place of a head that is not there, nearer to that than
    to others, are that head in other words. Where there are more or fewer words than heads are missing, they may be of
    something else; but none may be the head of another place.
    """
    fields = [path.rpartition(".")[2] for path in paths]
    missing = set(fields).difference(heads)
    if not missing or len(fields) == 1 or len(set(fields)) < len(fields):
        return ()
    # The head of the total may stand beside two lines of the others.
    wanted = [name for name in fields if name != "total" or name in missing]
    words = [(before, each) for before, each in strange if key(each) not in _WORDY]
    shown = [(float(place), name, "") for place, name in enumerate(heads) if name in wanted]
    shown += [(before - 0.5, "", each) for before, each in words]
    shown.sort(key=itemgetter(0))
    if len(shown) == len(wanted):
        in_place = all(
            name == field or (each and field in missing and _is_in_other_words(form, each, field, missing))
            for (_, name, each), field in zip(shown, wanted, strict=True)
        )
    else:
        in_place = not any(_is_misplaced(form, each, heads[:before], wanted, missing) for before, each in words)
    return () if in_place else tuple(each for _, each in words)


def _is_misplaced(
    form: Template, words: str, before: Sequence[str], wanted: Sequence[str], missing: Collection[str]
) -> bool:
    """Whether words are a missing head, behind heads that stand behind it in the form, or before those before it."""
    found = [field for field in wanted if field in missing and _is_in_other_words(form, words, field, missing)]
    if len(found) != 1:
        return False
    place = wanted.index(found[0])
    there = [name for name in wanted if name not in missing]
    return any((wanted.index(name) < place) != (name in before) for name in there)


def _is_in_other_words(form: Template, head: str, field: str, missing: Collection[str]) -> bool:
    """Whether a head is that of a column in other words, rather than of another that is missing."""
    # Loaded here since most pages need none of it.
    from rapidfuzz.distance import Indel

    printed = column_heads(form)
    if field not in printed:
        return _OF_THE_YEAR.match("".join(head.split())) is not None
    words = key(head)
    known = {each: key(printed[each]) for each in missing if each in printed}
    near = {each: 1 if words in name else Indel.normalized_similarity(words, name) for each, name in known.items()}
    return near[field] > _NEAR_ENOUGH and near[field] == max(near.values())


@lru_cache(maxsize=512)
def is_total_first(paths: tuple[str, ...], heads: tuple[str, ...]) -> bool:
    """Whether the head of the total stands before all others, which are as in the form.

    So does a page that prints it beside all lines of the others, and one that has the totals first.
    """
    fields = [path.rpartition(".")[2] for path in paths]
    shown = [name for name in heads if name in fields]
    return fields.count("total") == 1 and shown == ["total", *(name for name in fields if name != "total")]


def is_total_last(rows: Iterable[Sequence[Size | None]]) -> bool:
    """Whether figures show that the total stands last: all that have some there are the sum of those before it.

    A blank shows nothing, and a figure that is the first as well tells neither from the other.
    """
    shown = [row for row in rows if row[-1] is not None and any(row)]
    sums = [[each or 0 for each in row] for row in shown]
    telling = sum(1 for row in sums if row[0] not in (0, sum(row[1:])))
    return telling >= _FEWEST_TELLING and all(row[-1] == sum(row[:-1]) for row in sums)


def are_in_order(lines: Sequence[str], groups: Sequence[str], heads: Collection[str]) -> bool:
    """Whether what lines have of the heads of groups and columns, perhaps in pieces, is in the order of these.

    Sentences may stand over the heads. Of groups that are printed twice the last printing is nearest to the row. Words
    of no head may be those of columns that the form does not have.
    """
    known = {*_BESIDE_HEADS, *"".join(groups), *"".join(heads)}
    kept = [line for line in lines if not _NOTE.match(line)]
    left = list(dropwhile(lambda line: _is_sentence(line, known, heads), kept))
    text = "".join(left)
    if any(_announces_others(line, groups) for line in lines if line not in left):
        return False
    places = [place for place in map(text.rfind, groups) if place >= 0]
    once = dict.fromkeys(heads)
    # Beginnings and ends of heads that are broken in two stand in lines of their own, so each are looked at alone.
    pieces = [head[:2] for head in once], [head[-2:] for head in once]
    telling = [[piece for piece in each if sum(piece in head for head in once) == 1] for each in pieces]
    return _letters(text) <= known and places == sorted(places) and all(_come_round(text, each) for each in telling)


def _announces_others(line: str, groups: Sequence[str]) -> bool:
    """Whether a sentence over the heads says that figures of others follow, or the groups in another order."""
    if not _ANNOUNCES.search(line):
        return False
    places = [place for place in (line.find(group[-2:]) for group in groups) if place >= 0]
    return _OF_OTHERS.search(line) is not None or places != sorted(places)


def _is_sentence(line: str, known: set[str], heads: Iterable[str]) -> bool:
    """Whether a line has no piece of a column head, and is a sentence or a line of one."""
    letters = [each for each in line if each.isalpha()]
    foreign = [each for each in letters if each not in known]
    if not foreign or any(piece in line for head in heads for piece in (head[:2], head[-2:])):
        return not letters
    runs_on = len(line) >= _SHORTEST_LINE and " " not in line and 2 * len(foreign) > len(letters)
    return runs_on or line.endswith(_SENTENCE_ENDS)


def _letters(text: str) -> set[str]:
    return {each for each in text if each.isalpha()}


def _come_round(text: str, pieces: Sequence[str]) -> bool:
    """Whether pieces stand in order, again and again for as many groups as have them."""
    found = sorted((at.start(), index) for index, piece in enumerate(pieces) for at in re.finditer(piece, text))
    order = [index for _, index in found]
    rounds = max(map(order.count, order), default=1)
    return sum(1 for one, other in pairwise(order) if other <= one) < rounds


def _groups(paths: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The groups that the columns of a row stand in, outermost names first; none where all stand in one."""
    found = dict.fromkeys(tuple(path.split(".")[:-1]) for path in paths)
    return tuple(found) if len(found) > 1 else ()


@lru_cache(maxsize=512)
def groups_shown(paths: tuple[str, ...], heads: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The groups of columns that the heads name, each over columns of its own, if they are some and not all of them.

    None where they stand in another order than in the form.
    """
    groups = _groups(paths)
    shown = tuple(group for group in groups if group[-1] in heads)
    names = [group[-1] for group in shown]
    first, *others = (heads.count(name) for name in dict.fromkeys(path.rpartition(".")[2] for path in paths))
    # A head of columns that comes once more is that of a group whose own head was lost.
    whole = len(shown) < len(groups) and first == len(shown) and max(others, default=0) <= first
    return shown if whole and names == [name for name in heads if name in names] else ()


def _has_groups_out_of_order(paths: tuple[str, ...], heads: tuple[str, ...]) -> bool:
    """Whether the page prints the heads of column groups in another order than the form, outermost or innermost.

    Text may have a head that spans two lines behind those beside it, so one line of heads says nothing of the other.
    Of heads printed twice those nearest to the row count: the others may be words of a misprinted heading.
    """
    shown = list(dict.fromkeys(reversed(heads)))[::-1]
    levels = (dict.fromkeys(group[level] for group in _groups(paths)) for level in (0, -1))
    return any(
        [each for each in shown if each in level] != [each for each in level if each in shown] for level in levels
    )
