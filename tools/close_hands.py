"""Hands that close: where the vertices of both hands go as all fingers bend, in a few steps from open to a fist."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

Array = NDArray[Any]

STEPS = 5
"""Shapes from an open hand to one that is closed about a rail; between them they are mixed."""
BEND = {2: (68.0, 86.0, 42.0), 3: (72.0, 88.0, 44.0), 4: (74.0, 88.0, 44.0), 5: (76.0, 84.0, 44.0)}
"""Degrees at the three joints of each finger when it is closed about a rail of 34 mm; by eye."""
THUMB = (34.0, 28.0, 40.0)


def finger_weights(folder: Path, count: int) -> dict[tuple[str, int, int], Array]:
    """Weight (count,) of each phalanx: side, finger from 1, phalanx from 1."""
    found: dict[tuple[str, int, int], Array] = defaultdict(lambda: np.zeros(count))
    text = (folder / "rigs/standard/weights.default.json").read_text()
    for bone, pairs in json.loads(text)["weights"].items():
        if bone.startswith("finger"):
            name, side = bone.split(".")
            finger, phalanx = (int(part) for part in name.removeprefix("finger").split("-"))
            key = ("left" if side == "L" else "right", finger, phalanx)
            for index, value in pairs:
                found[key][int(index)] += value
    return found


def closed(points: Array, weights: dict[tuple[str, int, int], Array], cubes: Any, share: float) -> Array:
    """The points (n, 3) with all fingers bent by a share of their way; `cubes(name)` gives the place of a joint."""
    moved = points.copy()
    for side, letter in (("left", "l"), ("right", "r")):
        joints = {
            finger: np.stack([cubes(f"{letter}-finger-{finger}-{number}") for number in range(1, 5)])
            for finger in range(1, 6)
        }
        palm = palm_side(joints)
        for finger in range(1, 6):
            turns = bends(joints, finger, palm, share)
            for phalanx, (turn, shift) in enumerate(turns, start=1):
                weight = weights[side, finger, phalanx][:, None]
                moved += weight * (points @ turn.T + shift - points)
    return moved


def palm_side(joints: dict[int, Array]) -> Array:
    """Out of the palm, unit: where open fingers already bend a little."""
    away = np.zeros(3)
    for finger in (2, 3, 4, 5):
        chain = joints[finger]
        along = chain[3] - chain[0]
        along /= np.linalg.norm(along)
        middle = chain[1] - chain[0]
        away -= middle - (middle @ along) * along
    return away / np.linalg.norm(away)


def bends(joints: dict[int, Array], finger: int, palm: Array, share: float) -> list[tuple[Array, Array]]:
    """For each phalanx of a finger how it is turned and shifted."""
    chain = joints[finger]
    if finger == 1:
        across = joints[4][0] - chain[1]
        across /= np.linalg.norm(across)
        goals = (palm + 0.4 * across, across + 0.5 * palm, across + 0.3 * palm)
        angles = THUMB
    else:
        goals, angles = (palm,) * 3, BEND[finger]
    turn, shift = np.eye(3), np.zeros(3)
    made = []
    for number in range(3):
        along = chain[number + 1] - chain[number]
        axis = np.cross(along, goals[number])
        axis /= np.linalg.norm(axis)
        own = Rotation.from_rotvec(np.radians(share * angles[number]) * axis).as_matrix()
        # The joint turns in the frame of the phalanx before it.
        shift = turn @ (chain[number] - own @ chain[number]) + shift
        turn = turn @ own
        made.append((turn, shift))
    return made
