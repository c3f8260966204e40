from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def take(hand_made):
    return hand_made.make_take(1200, "tunnel")
