from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/fountain"


@pytest.fixture(scope="session")
def samples():
    """The folder of public screenplay samples; not part of the project."""
    if not SAMPLES.is_dir():
        pytest.skip("the public screenplay samples are not on this machine")
    return SAMPLES
