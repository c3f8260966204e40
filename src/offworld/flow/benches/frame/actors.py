"""The people of NoUpBench-1: eight balls and the points of a face and a body, floating as people do when they relax."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.frame.subject import Subject, eye_normals
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

# Own axes: x forward, y left, z up the head; the origin in the chest; m. A person of 1.75 m whose arms and knees float.
_FACE: Final = np.array([
    [0.125, 0.032, 0.42], [0.125, -0.032, 0.42], [0.145, 0.0, 0.385], [0.13, 0.0, 0.335], [0.115, 0.0, 0.29],
    [0.125, 0.0, 0.465], [0.04, 0.085, 0.40], [0.04, -0.085, 0.40],
])  # fmt: skip
_BODY: Final = np.array([
    [0.0, 0.18, 0.22], [0.0, -0.18, 0.22], [0.14, 0.0, 0.1], [0.10, 0.0, -0.25], [0.35, 0.2, 0.0], [0.35, -0.2, 0.0],
    [0.35, 0.0, -0.45], [0.15, 0.0, -0.85],
])  # fmt: skip
_LADDER: Final = np.array([
    [0.125, 0.0, 0.42], [0.115, 0.0, 0.29], [0.05, 0.0, 0.22], [0.12, 0.0, 0.08], [0.12, 0.0, 0.0], [0.12, 0.0, -0.12],
    [0.2, 0.0, -0.35], [0.35, 0.0, -0.45], [0.15, 0.0, -0.85],
])  # fmt: skip
_JOINTS: Final = np.array([
    [0.0, 0.0, 0.25], [0.1, 0.28, 0.0], [0.1, -0.28, 0.0], [0.3, 0.2, 0.0], [0.3, -0.2, 0.0], [0.35, 0.1, -0.45],
    [0.35, -0.1, -0.45], [0.1, 0.1, -0.8], [0.1, -0.1, -0.8],
])  # fmt: skip
_BALLS: Final = np.array([
    [0.03, 0.0, 0.40, 0.11], [0.0, 0.0, 0.08, 0.17], [0.0, 0.0, -0.25, 0.16], [0.0, 0.17, 0.17, 0.085],
    [0.0, -0.17, 0.17, 0.085], [0.35, 0.2, 0.0, 0.07], [0.35, -0.2, 0.0, 0.07], [0.30, 0.0, -0.42, 0.14],
])  # fmt: skip
EYES_UP: Final = np.array([0.125, 0.0, 0.42])
"""Where the eyes are in the own axes, m."""


def actor(name: str, eyes: FloatArray, attitude: FloatArray, gaze: FloatArray | None = None) -> Subject:
    """One person.

    Args:
        name: id.
        eyes: (3,) where the midpoint of the eyes is, m.
        attitude: (4,) own axes to those of the scene.
        gaze: (3,) unit; None: straight ahead.
    """
    turn = rotation.matrix(attitude)
    origin = eyes - turn @ EYES_UP

    def placed(points: FloatArray) -> FloatArray:
        return np.asarray(points @ turn.T + origin)

    forward, left, up = turn[:, 0], turn[:, 1], turn[:, 2]
    ears = np.stack([0.94 * left + 0.34 * forward, -0.94 * left + 0.34 * forward])
    ahead = np.repeat(forward[None, :], 4, axis=0)
    return Subject(
        id=name, face=placed(_FACE), face_normals=np.concatenate([eye_normals(up, forward), ahead, ears]),
        body=placed(_BODY), crown=placed(np.array([0.03, 0.0, 0.515])), chin=placed(np.array([0.115, 0.0, 0.285])),
        ladder=placed(_LADDER), joints=placed(_JOINTS), centres=placed(_BALLS[:, :3]), radii=_BALLS[:, 3],
        own_head=np.array([1.0] + [0.0] * 7), up=up, forward=forward, gaze=forward if gaze is None else gaze,
    )  # fmt: skip


def facing(way: FloatArray, up: FloatArray) -> FloatArray:
    """(4,) the attitude of somebody who looks along a direction (3,) with the head's up nearest to another (3,)."""
    x = way / np.linalg.norm(way)
    z = up - (up @ x) * x
    z = z / np.linalg.norm(z)
    return rotation.from_matrix(np.column_stack([x, rotation.cross(z, x), z]))
