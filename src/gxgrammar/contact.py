"""Whom to ask about a report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gxgrammar.records import Contact

# 我局, 本单位: who says no more than that names no office.
ITSELF = re.compile("[本我该]")
_LONGEST_ITSELF = 3
# Blanks are counted, since a hostile page has no end of them.
_GAP = r"\s{0,4}"
_COLON = rf"{_GAP}[:：]?{_GAP}"
_NUMBER = rf"([\d(（][\d()（）\-—－、 ]{{5,40}}\d)(?!\d|{_GAP}[次件条人个部份])"
_TELEPHONE = r"电\s{0,4}话"
# An address ends at a mark, or where the next entry is not parted from it. What it has in brackets is part of it.
_NEXT_ENTRY = rf"(?:联系|咨询)?{_TELEPHONE}|联系方式|邮{_GAP}(?:政编码|编)|传{_GAP}真|电子|邮箱"
_BRACKETED = r"[(（][^()（）。:：\n]{1,40}[)）]"
_ADDRESS = rf"(?:[^，,；;。()（）:：\n]|{_BRACKETED})"
_ADDRESS_END = rf"{_GAP}(?:[，,；;。)）:：\n]|、?{_GAP}[(（]?(?:{_NEXT_ENTRY})|(?!{_BRACKETED})[(（]|$)"
# Before an address that is none of a place.
_NO_PLACE = "(?<!网站)(?<!网络)(?<!邮箱)(?<!下载)"
_HOST = r"[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,5}"
_CONTACT = {
    "telephone": rf"(?:{_TELEPHONE}|联系方式){_GAP}(?:[(（]传真[)）]|[/及和与、]{_GAP}传真)?{_COLON}{_NUMBER}",
    "fax": rf"传{_GAP}真{_GAP}[)）]?{_COLON}{_NUMBER}",
    "postcode": rf"邮{_GAP}(?:政编码|编){_COLON}(\d{{6}})(?!\d)",
    "address": rf"{_NO_PLACE}地{_GAP}址{_GAP}[:：]{_GAP}(?!https?:|www\.)({_ADDRESS}{{4,60}}?){_ADDRESS_END}",
    "email": rf"(?:邮箱|邮件|信箱){_COLON}([a-zA-Z0-9_.+-]{{1,64}}[@＠]{_HOST})",
    "office": (
        rf"(?:[请可或]|直接){_GAP}(?:直接)?[与向和]{_GAP}([^（(，,。]{{2,40}}?){_GAP}"
        rf"(?:联系|联络|咨询|[（(]{_GAP}(?:地{_GAP}址|联系|{_TELEPHONE}|邮{_GAP}[政编]))"
    ),
}
# Behind the office an address may stand without its key, before the postcode or telephone: （青禾县人民路1号，邮编：….
_BARE_ADDRESS = re.compile(
    rf"(?:[局厅委办室处科股府会心校院站馆]|联系){_GAP}[(（]{_GAP}((?=[^，,；;。()（）:：\n]{{0,58}}[\d一二三四五六七八九十]{{1,5}}[号楼层室])[^，,；;。()（）:：\n]{{5,60}}?){_GAP}"
    rf"[，,；;]{_GAP}(?:邮{_GAP}(?:政编码|编)|(?:联系|咨询)?{_TELEPHONE}){_COLON}\d"
)
# Where no 与 stands before the office, its name ends at a mark.
_CALLED = re.compile(rf"请联系{_COLON}(?!我们)([^（(，,。；;:：]{{2,40}})")
_CONTACTS = {field: re.compile(pattern) for field, pattern in _CONTACT.items()}
# The fields that the head and foot of the form of 2014 fill.
FOOT_FIELDS = {"单位负责人": "responsible_person", "审核人": "reviewer", "填报人": "preparer", "联系电话": "telephone"}


def contact_in(words: str, foot: Mapping[str, str]) -> Contact | None:
    """Whom the words say to ask, and who filled the form, by its head and ``foot``."""
    found = {field: match[1].strip() for field, pattern in _CONTACTS.items() if (match := pattern.search(words))}
    if "office" not in found and (called := _CALLED.search(words)):
        found["office"] = called[1].strip()
    if "address" not in found and (bare := _BARE_ADDRESS.search(words)):
        found["address"] = bare[1].strip()
    if len(found.get("office", "")) <= _LONGEST_ITSELF and ITSELF.match(found.get("office", "")):
        del found["office"]
    found |= {field: foot[name] for name, field in FOOT_FIELDS.items() if foot.get(name)}
    return Contact(**found) if found.keys() - {"office"} else None
