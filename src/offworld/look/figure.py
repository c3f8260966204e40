"""People as they look: a skinned mesh that follows the segments of the body model. It draws; it weighs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.hands import RELAXED
from offworld.look.mesh import IntArray

SEGMENTS: Final = (
    "pelvis", "abdomen", "chest", "head", "left_upper_arm", "left_forearm", "left_hand", "right_upper_arm",
    "right_forearm", "right_hand", "left_thigh", "left_shank", "left_foot", "right_thigh", "right_shank", "right_foot",
)  # fmt: skip
"""Segments in the order of the baked mesh and of the body model."""
PARTS: Final = ("suit", "skin", "hair", "boots", "lips", "eyeball", "iris")
"""What a vertex of the mesh belongs to, by its number."""
HEAD: Final = SEGMENTS.index("head")
_FARTHEST: Final = 0.56
"""Eyes turn no farther than this from straight ahead, rad; beyond it people turn their heads. Recalled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What moves of people besides their segments."""

    closing: Mapping[str, float] = field(default_factory=dict)
    """How far hands are closed, 0 open to 1 a fist, by the id of their node; those not named are at rest."""
    gaze: Mapping[str, FloatArray] = field(default_factory=dict)
    """Place that people look at, set frame, metres, (3,), by person; those not named look straight ahead."""


AT_REST: Final = Life()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bend:
    """What bends of one hand."""

    node: str
    """Id of the hand's node."""
    tie: int
    """Its place in the ties of its figure."""
    rows: IntArray
    """(h,), rows of that tie whose vertices move."""
    change: FloatArray
    """(steps, 2, h, 3): how much their places and normals change from rest, from open to closed in even steps."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """One person's mesh, tied to their nodes."""

    person: str
    """Whose."""
    nodes: IntArray
    """(16,), index of each segment's node."""
    parts: IntArray
    """(n,), number in `PARTS` of each vertex."""
    segments: IntArray
    """(n,), number in `SEGMENTS` of the segment that each vertex follows most."""
    faces: IntArray
    """(m, 3)."""
    ties: tuple[tuple[IntArray, FloatArray, FloatArray], ...]
    """Per segment: vertices tied to it (k,), their weights (k, 1), their places and normals in its frame (2, k, 3) with
    hands at rest and eyes straight ahead."""
    blend: csr_array
    """(n, rows of all ties in their order): what each vertex takes of each row."""
    count: int
    """Vertices."""
    hands: tuple[Bend, ...]
    """What bends of each hand."""
    eyes: FloatArray
    """(2, 3), middle of the left and the right eye, frame of the head, metres."""
    eye_rows: tuple[IntArray, IntArray]
    """Rows of the head's tie that are the left and the right eye."""
    eye_radius: float
    """Metres."""

    def posed(self, poses: FloatArray, life: Life = AT_REST) -> tuple[FloatArray, FloatArray]:
        """The vertices (n, 3) and unit normals (n, 3) of the person.

        Args:
            poses: of every node, set frame, shape (nodes, 7).
            life: what moves of people besides.
        """
        moved = {bend.tie: self._bent(bend, life.closing.get(bend.node, RELAXED)) for bend in self.hands}
        if self.person in life.gaze:
            moved[HEAD] = self._looking(poses[self.nodes[HEAD]], life.gaze[self.person])
        places = poses[self.nodes, :3]
        turns = rotation.matrix(poses[self.nodes, 3:])
        # Places and normals of every row of every tie side by side, so that one product blends them all.
        rows = np.empty((self.blend.shape[1], 6))
        begin = 0
        for number, ((which, _, straight), place, turn) in enumerate(
            zip(self.ties, places, turns, strict=True)
        ):
            local, part = moved.get(number, straight), rows[begin : begin + len(which)]
            np.matmul(local[0], turn.T, out=part[:, :3])
            part[:, :3] += place
            np.matmul(local[1], turn.T, out=part[:, 3:])
            begin += len(which)
        blended = self.blend @ rows
        facing = blended[:, 3:]
        size = np.sqrt(np.einsum("ij,ij->i", facing, facing))
        return blended[:, :3], facing / np.maximum(size, 1e-12)[:, None]

    def _bent(self, bend: Bend, share: float) -> FloatArray:
        """Places and normals (2, k, 3) of a hand's vertices in its frame, its fingers bent by a share of their way."""
        step = float(np.clip(share, 0.0, 1.0)) * (len(bend.change) - 1)
        below = min(int(step), len(bend.change) - 2)
        more = step - below
        local = self.ties[bend.tie][2].copy()
        local[:, bend.rows] += (1.0 - more) * bend.change[below] + more * bend.change[below + 1]
        return local

    def eye_turns(self, head: FloatArray, goal: FloatArray) -> FloatArray:
        """How both eyes turn in the head, (2, 4), to look from a head (7,) at a place in the set (3,)."""
        at = rotation.rotate(rotation.conjugate(head[3:]), goal - head[:3])
        return np.stack([_towards(at - eye) for eye in self.eyes])

    def _looking(self, head: FloatArray, goal: FloatArray) -> FloatArray:
        """Places and normals (2, k, 3) of the head's vertices in its frame, its eyes turned to a place in the set."""
        local = self.ties[HEAD][2].copy()
        turns = rotation.matrix(self.eye_turns(head, goal))
        for rows, eye, turn in zip(self.eye_rows, self.eyes, turns, strict=True):
            local[0, rows] = (local[0, rows] - eye) @ turn.T + eye
            local[1, rows] = local[1, rows] @ turn.T
        return local


def _towards(way: FloatArray) -> FloatArray:
    """The turn (4,) of an eye that looks ahead along x towards a direction, as far as eyes turn."""
    length = float(np.linalg.norm(way))
    if length < 1e-6:
        return np.array([1.0, 0.0, 0.0, 0.0])
    aside = np.array([0.0, way[1], way[2]]) / length
    size = float(np.linalg.norm(aside))
    if size < 1e-9:
        return np.array([1.0, 0.0, 0.0, 0.0])
    angle = min(float(np.arctan2(size, way[0] / length)), _FARTHEST)
    axis = np.array([0.0, -aside[2], aside[1]]) / size
    return rotation.from_axis_angle(axis, np.array(angle))
