"""Work counted in calls, Python's and C's, so that no clock can spoil a test."""

from __future__ import annotations

import cProfile
import gc
from collections.abc import Callable


def calls(function: Callable[[], object]) -> int:
    """How many calls running a function makes; those that the collection of garbage makes now and then are not its."""
    profile = cProfile.Profile()
    gc.disable()
    try:
        profile.runcall(function)
    finally:
        gc.enable()
    return sum(entry.callcount for entry in profile.getstats())
