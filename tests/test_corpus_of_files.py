"""The cases of the corpus that are no text give what is expected of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gxgrammar import corpus

FOLDER = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf", "md"])
def test_there_is_a_case_and_it_holds(suffix: str) -> None:
    cases = [path.parent for path in FOLDER.glob(f"*/source.{suffix}")]
    assert cases
    assert [corpus.check(case).differences for case in cases] == [()] * len(cases)
