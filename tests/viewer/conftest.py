from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def hand_made():
    place = Path(__file__).parents[1] / "picture" / "hand_made.py"
    spec = importlib.util.spec_from_file_location("hand_made", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def take(hand_made):
    return hand_made.make_take(1200, "tunnel")
