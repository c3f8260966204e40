from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# One thread in each process, before numpy is imported: the numbers must not depend on how many there are.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# The same examples on every run and machine; no deadline, because machines differ in speed.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def hand_made():
    """The module `picture/hand_made.py`, which makes takes without a simulator; tests are no package."""
    place = Path(__file__).parent / "picture" / "hand_made.py"
    spec = importlib.util.spec_from_file_location("hand_made", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
