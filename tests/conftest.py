"""Fixtures of all tests. A test that parses does it through ``read`` or ``read_file``, which check every invariant."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

import gxgrammar

import invariants

ROOT = Path(__file__).parents[1]

settings.register_profile(
    "ci", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.register_profile("matrix", settings.get_profile("ci"), derandomize=False, max_examples=500)
_PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
settings.load_profile(_PROFILE)


LOOKS_FURTHER = _PROFILE != "ci"


def often(few: int, many: int) -> int:
    """How often to try something: seldom in the default run, which has a limit of time."""
    return many if LOOKS_FURTHER else few


def examples(few: int) -> settings:
    """So many examples of what is dear to draw and read; as many as the profile has in a run that looks further."""
    if LOOKS_FURTHER:
        return settings(max_examples=settings.get_profile(_PROFILE).max_examples)
    # Shrinking a whole report takes minutes and says little more.
    return settings(max_examples=few, phases=(Phase.explicit, Phase.generate))


# Chance to draw a report by. Drawn bit by bit it shrinks, but takes ten times as long as from a seed.
CHANCE = st.randoms(use_true_random=not LOOKS_FURTHER)

Read = Callable[..., gxgrammar.ParseResult]


@pytest.fixture(scope="session")
def read() -> Read:
    """``gxgrammar.parse`` with every invariant checked on its result."""
    return lambda *arguments, **options: invariants.check(gxgrammar.parse(*arguments, **options))


@pytest.fixture(scope="session")
def read_file() -> Read:
    """``gxgrammar.parse_file`` with every invariant checked on its result."""
    return lambda *arguments, **options: invariants.check(gxgrammar.parse_file(*arguments, **options))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def reports() -> Path:
    """A folder of real reports with answer keys, which is no part of the project; tests that need it are skipped."""
    folder = Path(os.environ.get("GXGRAMMAR_REPORTS", ROOT.parent / "shared" / "reports"))
    if not (folder / "expected").is_dir():
        pytest.skip("no folder of real reports; GXGRAMMAR_REPORTS names one")
    return folder
