"""Where the real documents are, if they are there at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def reports() -> Path:
    """The folder of real documents with their answer keys; tests that need it are skipped where it is missing."""
    checkout = Path(__file__).parents[1]
    folder = Path(os.environ.get("GXGRAMMAR_REPORTS", checkout.parent / "shared" / "reports"))
    if not (folder / "expected").is_dir():
        pytest.skip("the real documents are not here")
    return folder
