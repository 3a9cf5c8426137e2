"""Work counted in calls, Python's and C's, so that no clock can spoil a test."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls(function: Callable[[], object]) -> int:
    """How many calls running a function makes."""
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1

    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(None)
    return made
