"""The code table."""

import re
import string

import pytest

from gxgrammar.diagnostics import codes, diagnostic, message

from conftest import ROOT

SOURCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))


@pytest.mark.parametrize("code", codes())
def test_every_code_is_used(code: str) -> None:
    assert f'"{code}"' in SOURCE


def test_every_code_used_is_in_the_table() -> None:
    assert set(re.findall(r'"(GX\d{3})"', SOURCE)) <= codes().keys()


@pytest.mark.parametrize("code", codes())
def test_every_text_is_in_both_languages(code: str) -> None:
    entry = codes()[code]
    for texts in (entry.title, entry.message, entry.reason, entry.remedy):
        assert set(texts) == {"zh", "en"}
        assert re.search(r"[\u4e00-\u9fff]", texts["zh"])
        assert re.search(r"[a-z]", texts["en"])


@pytest.mark.parametrize("code", codes())
def test_messages_can_be_filled(code: str) -> None:
    blanks = {
        lang: {name for _, name, _, _ in string.Formatter().parse(codes()[code].message[lang]) if name}
        for lang in ("zh", "en")
    }
    facts = dict.fromkeys(blanks["zh"] | blanks["en"], "△")
    assert message(code, facts, "en").count("△") >= len(blanks["en"])
    assert {name.removesuffix("_zh") for name in blanks["zh"]} == blanks["en"]


def test_severity_is_that_of_the_table() -> None:
    assert diagnostic("GX601").severity == codes()["GX601"].severity == "warning"
