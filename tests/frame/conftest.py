from __future__ import annotations

import numpy as np
import pytest

from offworld.flow.benches.frame.shots import instance
from offworld.frame.problem import Poses
from offworld.geometry import rotation


@pytest.fixture(scope="session")
def shots():
    """One shot of each type of the bench, in scenes that differ."""
    return [instance(kind % 5, kind, kind % 3) for kind in range(8)]


@pytest.fixture
def some_poses():
    """Cameras of a shot drawn evenly: `some_poses(shot, n)`."""

    def draw(shot, n=40, seed=0):
        rng = np.random.default_rng(seed)
        return Poses(
            positions=rng.uniform(shot.scene.camera_low, shot.scene.camera_high, (n, 3)),
            axes=rotation.matrix(rotation.random(rng, n)),
            lens=rng.integers(0, len(shot.problem.lenses), n),
        )

    return draw
