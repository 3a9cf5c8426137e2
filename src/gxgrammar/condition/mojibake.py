"""UTF-8 that was read as GBK: 鏀垮簻淇℃伅 for 政府信息. Undone where the bytes still make valid UTF-8, run by run."""

from __future__ import annotations

import re

from gxgrammar.condition.edit import Edit

# What ， 。 、 and 的 become; a healthy text does not have several of them.
_SIGNS = ("锛", "銆", "鐨", "鏀垮簻", "淇℃伅")
_FEWEST_SIGNS = 3
_RUN = re.compile(r"[^\x00-\x7f]+\??")
# Compiled when first needed, which most texts spare.
_HAN = r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]"


def edits(text: str) -> list[Edit]:
    """Read runs of such text again as what they were."""
    if sum(text.count(sign) for sign in _SIGNS) < _FEWEST_SIGNS:
        return []
    found = []
    for run in _RUN.finditer(text):
        repaired = _repaired(run[0])
        if repaired:
            found.append(Edit(run.start(), run.start() + len(run[0].rstrip("?")), repaired))
    return found


def _repaired(run: str) -> str | None:
    """The text of a run, None if its bytes are no UTF-8; characters cut in half at its end are not invented."""
    try:
        data = run.rstrip("?").encode("gb18030")
        repaired = data.decode("utf-8")
    except UnicodeError:
        return None
    return repaired if re.search(_HAN, repaired) else None
