"""Whether a clause of a sentence is about another place than that of the body that reports."""

from __future__ import annotations

import re

# Another place as the subject of a clause: 江苏省受理…. Words of time may stand before it. What begins with a word for
# "all" or "our" is none, nor is one that something is done through or in: 通过青禾县政府网站.
_PLACE = re.compile(
    r"(?:20\d\d\s*年度?|今年(?:以来|来)?|本年度?|年内|全年|当年|一年来|期间|[据经]?统计|截[至止]目前|目前|其中|同时|此外|另外|由|共|[另度])*+"
    r"((?![其全我本各该所此省市县区州镇乡]|通过|依托|利用|借助|[在于向]|经(?!开区|济))[\u4e00-\u9fff]{2,5}?[省市县区州镇乡])"
)
_PLACE_NAMED = re.compile("[省市县区州镇乡]")
# These say of themselves that they are ours; a zone without its place is called so by its own.
_OURS = re.compile("我|本(?:局|委|厅|办|院|所|站|机关|单位|部门|行政|街|省|市|县|区|州|镇|乡)")
_ZONES = frozenset({"经开区", "高新区", "开发区", "示范区", "保税区", "经济开发区", "高新技术区"})
# Who is a zone itself, or says nothing of its own place.
_OF_ZONE = re.compile("开发区|高新|经开|管委会")
_OF_STATE = re.compile("[省市县]")
_SHORTEST_PLACE = 3
# A clause is looked at this far back for the place it begins with.
_LONGEST_SUBJECT = 60

# An office as the subject of a clause, 县教育局, of a place that may be ours.
_OFFICE = re.compile(
    r"(?:20\d\d年度?|全年|今年|本年度?|其中|同时|此外|另外|由)*+(?:[\u4e00-\u9fff]{2,3}(?=[省市县区州旗]))?"
    r"[省市县区州旗][\u4e00-\u9fff]{2,10}?[局厅馆](?:共|累计|总共|全年|对外)*+"
)
_OFFICE_NAMED = re.compile("[局厅馆]")


def names_place(text: str) -> bool:
    """Whether a text names a place at all."""
    return _PLACE_NAMED.search(text) is not None


def is_elsewhere(text: str, first: int, own: str) -> bool:
    """Whether the clause that has its first word there is about a place that is none of our ``own`` names."""
    near = max(0, first - _LONGEST_SUBJECT)
    clause = max([text.rfind(mark, near, first) + 1 for mark in ",;:"] + [near])
    if not _PLACE_NAMED.search(text, clause, first) or _OURS.search(text, clause, first):
        return False
    place = _PLACE.match(text, clause, first)
    return place is not None and not _is_own(place[1], own)


def is_of_an_office(text: str, first: int, own: str) -> bool:
    """Whether the clause that has its first word there has an office as its subject, where we are none."""
    near = max(0, first - _LONGEST_SUBJECT)
    clause = max([text.rfind(mark, near, first) + 1 for mark in ",;:"] + [near])
    return _OFFICE.fullmatch(text, clause, first) is not None and _OFFICE_NAMED.search(own) is None


def _is_own(place: str, own: str) -> bool:
    """Whether a place is one of our names, whatever stands before it."""
    ends = range(len(place) - _SHORTEST_PLACE + 1)
    if place in _ZONES:
        return _OF_ZONE.search(own) is not None or _OF_STATE.search(own) is None
    return any(place[start:] in own for start in ends)
