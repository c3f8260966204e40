from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


def _beside(name):
    place = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"continuity_{name}", place)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def labeller():
    """The module `labeller.py`, which judges cuts from pixels; tests are no package."""
    return _beside("labeller")


@pytest.fixture(scope="session")
def stage():
    """The module `stage.py`, which draws pairs of shots."""
    return _beside("stage")
