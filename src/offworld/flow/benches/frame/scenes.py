"""The five scenes of NoUpBench-1 (handbook camera, section 5), drawn from a seed. Metres; z is the set's own up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.frame.room import Room, box_room
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

UP: Final = np.array([0.0, 0.0, 1.0])
_BOX_WALLS: Final = np.concatenate([np.eye(3), -np.eye(3)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """One place to shoot in."""

    name: str
    """S1 to S5."""
    room: Room
    """Walls and what stands in them."""
    low: FloatArray
    """(3,) lowest corner of where people are put."""
    high: FloatArray
    """(3,) highest corner."""
    camera_low: FloatArray
    """(3,) lowest corner of where solvers that know nothing look for a camera."""
    camera_high: FloatArray
    """(3,) highest corner."""
    upright: bool = False
    """Whether everybody's head is up, since there is weight."""


class _Boxes:
    """Boxes being put up."""

    def __init__(self) -> None:
        self.centres: list[FloatArray] = []
        self.halves: list[FloatArray] = []
        self.axes: list[FloatArray] = []

    def add(self, centre: object, half: object, axes: FloatArray | None = None) -> None:
        self.centres.append(np.asarray(centre, dtype=np.float64))
        self.halves.append(np.asarray(half, dtype=np.float64))
        self.axes.append(np.eye(3) if axes is None else axes)

    def room(self, normals: FloatArray, offsets: object) -> Room:
        walls = (normals, np.asarray(offsets, dtype=np.float64))
        return box_room(np.array(self.centres), np.array(self.halves), np.array(self.axes), walls)


def lab(rng: np.random.Generator) -> Scene:
    """S1: a module of 8.5 × 2.1 × 2.1 m with 14 boxes that stand out of its four long walls."""
    half = np.array([4.25, 1.05, 1.05])
    boxes = _Boxes()
    for _ in range(14):
        side, sign = int(rng.integers(1, 3)), float(rng.choice([-1.0, 1.0]))
        size = np.array([rng.uniform(0.15, 0.45), rng.uniform(0.15, 0.4), rng.uniform(0.15, 0.4)])
        size[side] = rng.uniform(0.05, 0.16)
        centre = rng.uniform(-1.0, 1.0, 3) * (half - size)
        centre[side] = sign * (half[side] - size[side])
        boxes.add(centre, size)
    room = boxes.room(_BOX_WALLS, np.concatenate([half, half]))
    return Scene(
        name="S1", room=room, low=-half + [1.5, 0.25, 0.25], high=half - [1.5, 0.25, 0.25], camera_low=-half,
        camera_high=half,
    )  # fmt: skip


def node(rng: np.random.Generator) -> Scene:
    """S2: a node of 2.4 m with four hatches of 1.2 m across; a camera may sit in the tunnel of a hatch, 0.6 m deep."""
    boxes = _Boxes()
    for axis in (0, 1):
        for sign in (-1.0, 1.0):
            _hatch(boxes, axis, sign)
    for _ in range(4):
        size = np.array([rng.uniform(0.1, 0.3), rng.uniform(0.1, 0.3), rng.uniform(0.04, 0.1)])
        place = rng.uniform(-0.8, 0.8, 2)
        boxes.add([*place, float(rng.choice([-1.0, 1.0])) * (1.2 - size[2])], size)
    far = np.array([1.8, 1.8, 1.2])
    room = boxes.room(_BOX_WALLS, np.concatenate([far, far]))
    near = np.array([1.0, 1.0, 1.0])
    return Scene(name="S2", room=room, low=-near, high=near, camera_low=-far, camera_high=far)


def _hatch(boxes: _Boxes, axis: int, sign: float) -> None:
    """A wall with an eight-sided opening whose flat sides are 1.2 m apart."""
    out = np.zeros(3)
    out[axis] = sign
    side = np.zeros(3)
    side[1 - axis] = 1.0
    for k in range(8):
        angle = k * np.pi / 4.0
        way = np.cos(angle) * side + np.sin(angle) * UP
        across = rotation.cross(out, way)
        axes = np.column_stack([way, across, out])
        # The slanting ones only reach into the corners between the straight ones.
        depth, wide = (0.6, 1.8) if k % 2 == 0 else (0.4, 0.42)
        boxes.add(1.5 * out + (0.6 + depth) * way, [depth, wide, 0.3], axes)


def capsule(rng: np.random.Generator) -> Scene:
    """S3: a cone of twelve sides, 3.0 m across at the floor and 1.4 m at the top, 2.3 m high, with three seats."""
    normals, offsets = [-UP, UP], [0.0, 2.3]
    slope = np.arctan2(0.8, 2.3)
    for k in range(12):
        angle = 2.0 * np.pi * (k + 0.5) / 12.0
        way = np.array([np.cos(angle), np.sin(angle), 0.0])
        normals.append(np.cos(slope) * way + np.sin(slope) * UP)
        offsets.append(1.5 * np.cos(np.pi / 12.0) * np.cos(slope))
    boxes = _Boxes()
    first = rng.uniform(0.0, 2.0 * np.pi)
    for k in range(3):
        angle = first + 2.0 * np.pi * k / 3.0
        way = np.array([np.cos(angle), np.sin(angle), 0.0])
        axes = np.column_stack([way, rotation.cross(UP, way), UP])
        boxes.add(0.75 * way + 0.08 * UP, [0.3, 0.24, 0.08], axes)
    low, high = np.array([-1.0, -1.0, 0.3]), np.array([1.0, 1.0, 1.9])
    return Scene(
        name="S3", room=boxes.room(np.array(normals), offsets), low=low, high=high,
        camera_low=np.array([-1.5, -1.5, 0.0]), camera_high=np.array([1.5, 1.5, 2.3]),
    )  # fmt: skip


def truss(rng: np.random.Generator) -> Scene:
    """S4: outside, a truss of 12 × 1.2 × 1.2 m with diagonals and boxes; nothing bounds the view."""
    boxes = _Boxes()
    for y in (-0.6, 0.6):
        for z in (-0.6, 0.6):
            boxes.add([0.0, y, z], [6.0, 0.06, 0.06])
    for k in range(6):
        x = -5.0 + 2.0 * k
        tilt = rotation.matrix(rotation.from_axis_angle([0.0, 1.0, 0.0], np.pi / 4.0 * (-1) ** k))
        for y in (-0.6, 0.6):
            boxes.add([x, y, 0.0], [0.85, 0.04, 0.04], tilt)
        boxes.add([x - 1.0, 0.0, 0.6], [0.05, 0.6, 0.05])
    for _ in range(5):
        size = rng.uniform(0.2, 0.5, 3)
        boxes.add([rng.uniform(-4.0, 4.0), rng.uniform(-0.3, 0.3), 0.66 + size[2]], size)
    far = np.array([20.0, 20.0, 20.0])
    room = boxes.room(_BOX_WALLS, np.concatenate([far, far]))
    return Scene(
        name="S4", room=room, low=np.array([-3.0, -1.2, 1.0]), high=np.array([3.0, 1.2, 2.6]),
        camera_low=np.array([-7.0, -5.0, -3.0]), camera_high=np.array([7.0, 5.0, 6.0]),
    )  # fmt: skip


def hut(rng: np.random.Generator) -> Scene:
    """S5: a hut on Mars of 6 × 5 × 2.6 m with a floor, a table, a bunk and boxes; everybody stands."""
    boxes = _Boxes()
    boxes.add([rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5), 0.36], [0.7, 0.45, 0.36])
    boxes.add([-2.5, rng.uniform(-1.0, 1.0), 0.3], [0.45, 1.0, 0.3])
    for _ in range(8):
        size = np.array([rng.uniform(0.15, 0.4), rng.uniform(0.15, 0.4), rng.uniform(0.2, 0.9)])
        angle = rng.uniform(0.0, 2.0 * np.pi)
        edge = np.array([3.0 * np.cos(angle), 2.5 * np.sin(angle)])
        edge = np.clip(1.5 * edge, [-3.0 + size[0], -2.5 + size[1]], [3.0 - size[0], 2.5 - size[1]])
        boxes.add([*edge, size[2]], size)
    room = boxes.room(_BOX_WALLS, [3.0, 2.5, 2.6, 3.0, 2.5, 0.0])
    return Scene(
        name="S5", room=room, low=np.array([-2.0, -1.6, 1.62]), high=np.array([2.0, 1.6, 1.72]),
        camera_low=np.array([-3.0, -2.5, 0.0]), camera_high=np.array([3.0, 2.5, 2.6]), upright=True,
    )  # fmt: skip


SCENES: Final[tuple[Callable[[np.random.Generator], Scene], ...]] = (lab, node, capsule, truss, hut)
"""S1 to S5."""
