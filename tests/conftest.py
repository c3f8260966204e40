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
    return _helper("picture/hand_made.py")


@pytest.fixture(scope="session")
def own_module():
    """The module `space/own_module.py`, which models a set as another program would."""
    return _helper("space/own_module.py")


def _helper(path):
    place = Path(__file__).parent / path
    spec = importlib.util.spec_from_file_location(place.stem, place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
