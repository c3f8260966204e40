from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def take():
    place = Path(__file__).parents[1] / "hand_made.py"
    spec = importlib.util.spec_from_file_location("hand_made", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make_take(1200, "tunnel")
