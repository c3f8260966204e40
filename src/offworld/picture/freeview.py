"""A free view of one person: from inside the room, nothing in between, big enough, and from the front if it can be.

Places all around the person are tried; those in walls or things are left out, and of the others the one is taken from
which most of what matters is seen. Everything is geometry: nothing is drawn to find it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.shot import View, look_from
from offworld.film.stage_set import StageSet
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space import Solids, in_free_room, in_sight

LENS_MM: Final = 14.0
"""A wide lens: rooms are small, and a card shows where one is rather than a face."""
_DIRECTIONS: Final = 56
"""Tried around the person, evenly over a ball."""
_DISTANCES: Final = (0.95, 1.3, 1.7, 2.2)
"""Tried along each, metres."""
_MARGIN: Final = 0.14
"""A lens is at least so far from every solid, metres."""
_STEEPEST: Final = 0.82
"""Largest share of the set's up in the direction of view; beyond it nobody knows where the room's top is."""
_LOOKED_AT: Final = 24
"""So many of the best by size and side are tested for what stands in between."""
_BODY: Final = 0.13
"""Radius of the balls that stand for trunk, head, legs and film cameras where one hides another, metres."""
_SLIM_BODY: Final = 0.06
"""Radius of those that stand for arms, hands and feet, metres."""
_SLIM: Final = ("arm", "hand", "foot")
_CROWDED: Final = 0.75
"""A body nearer to the lens than this spoils a picture, metres."""
_THIN: Final = 0.09
"""Solids whose second extent is smaller hide too little to matter, metres: rails, cables, labels."""
_FILL: Final = 0.8
"""Share of the frame's height (or width) that the person should fill."""
_EDGE: Final = 0.93
"""Share of the half frame within which a point counts as in it."""
_PARTS: Final = (
    ("head", 2.0), ("chest", 1.5), ("pelvis", 1.5), ("left_hand", 1.0), ("right_hand", 1.0), ("left_foot", 0.6),
    ("right_foot", 0.6), ("left_shank", 0.6), ("right_shank", 0.6), ("left_forearm", 0.5), ("right_forearm", 0.5),
)  # fmt: skip
"""Segments that should be seen, and how much each matters."""
_GOAL: Final = 3.5
"""How much the thing matters that the picture is about."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finder:
    """What all views of a take share."""

    take: Take
    """The take."""
    solids: Solids
    """What hides things."""
    numbers: dict[str, int]
    """Node by id."""

    @classmethod
    def of(cls, take: Take) -> Finder:
        """That of a take."""
        solids = [
            solid
            for solid in take.rehearsal.stage_set.solids
            if solid.solid and sorted(solid.size_m)[1] >= _THIN
        ]
        numbers = {node.id: number for number, node in enumerate(take.assembly.nodes)}
        return cls(take=take, solids=Solids.from_solids(solids), numbers=numbers)

    def view(self, person: str, poses: FloatArray, goal: FloatArray | None, aspect: float) -> View:
        """The best view of a person at a moment.

        Args:
            person: who.
            poses: of every node then, shape (nodes, 7).
            goal: what the picture is about, set frame, (3,); None: all of the person.
            aspect: width over height of the picture.
        """
        points, weights = self._points(person, poses, goal)
        middle = 0.5 * (points.min(axis=0) + points.max(axis=0))
        eyes = self._eyes(middle)
        views = [self._from(eye, middle) for eye in eyes]
        shares = np.array([_framing(view, points, weights, aspect) for view in views])
        shares += 0.12 * self._faced(person, poses, eyes) - 0.25 * self._steep(eyes, middle)
        best = np.argsort(-shares, kind="stable")[:_LOOKED_AT]
        balls = self._balls(poses, person)
        about = goal is not None
        seen = np.array([self._seen(eyes[number], points, weights, balls, goal=about) for number in best])
        return views[int(best[int(np.argmax(shares[best] + 1.5 * seen))])]

    def _points(
        self, person: str, poses: FloatArray, goal: FloatArray | None
    ) -> tuple[FloatArray, FloatArray]:
        """What should be seen (k, 3) and how much each matters (k,), together 1."""
        parts = [(self.numbers[f"{person}/{part}"], weight) for part, weight in _PARTS]
        points = np.asarray(poses[[number for number, _ in parts], :3], dtype=np.float64)
        weights = np.array([weight for _, weight in parts])
        head = poses[self.numbers[f"{person}/head"]]
        points[0] += 0.12 * rotation.rotate(head[3:], [0.0, 0.0, 1.0])
        if goal is not None:
            points, weights = np.vstack([points, goal]), np.append(weights, _GOAL)
        return points, weights / weights.sum()

    def _eyes(self, middle: FloatArray) -> FloatArray:
        """Places (m, 3) of a lens in the free room; from afar into the room if there is none."""
        stage_set = self.take.rehearsal.stage_set
        up = np.asarray(stage_set.up, dtype=np.float64)
        ways = _ball(_DIRECTIONS)
        ways = ways[np.abs(ways @ up) < _STEEPEST]
        eyes = np.concatenate([middle + distance * ways for distance in _DISTANCES])
        free = eyes[in_free_room(stage_set, eyes, _MARGIN).astype(bool)]
        return free if len(free) else _inside(stage_set, eyes)

    def _from(self, eye: FloatArray, middle: FloatArray) -> View:
        x, y, z = (float(value) for value in eye)
        a, b, c = (float(value) for value in middle)
        return look_from((x, y, z), (a, b, c), self.take.rehearsal.stage_set.up, lens_mm=LENS_MM)

    def _faced(self, person: str, poses: FloatArray, eyes: FloatArray) -> FloatArray:
        """How much of a face each eye would see: 1 from the front, −1 from behind, (m,)."""
        head = poses[self.numbers[f"{person}/head"]]
        ahead = rotation.rotate(head[3:], [1.0, 0.0, 0.0])
        way = eyes - head[:3]
        return np.asarray((way @ ahead) / np.linalg.norm(way, axis=1))

    def _steep(self, eyes: FloatArray, middle: FloatArray) -> FloatArray:
        """How far from level each eye looks, 0 to 1, (m,)."""
        way = eyes - middle
        up = np.asarray(self.take.rehearsal.stage_set.up, dtype=np.float64)
        return np.asarray(np.abs(way @ up) / np.linalg.norm(way, axis=1))

    def _balls(self, poses: FloatArray, person: str) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Balls that stand for everybody's segments: their middles (n, 3), radii and whether they are the person's."""
        nodes = self.take.assembly.nodes
        middles, radii, own = [], [], []
        props = {prop.id for prop in self.take.rehearsal.props if prop.camera}
        for number, node in enumerate(nodes):
            if "/" not in node.id and node.id not in props:
                continue
            slim = any(part in node.id for part in _SLIM)
            ends = [poses[number, :3]]
            if node.parent > 0:
                ends.append(0.5 * (poses[number, :3] + poses[node.parent, :3]))
            middles += ends
            radii += [_SLIM_BODY if slim else _BODY] * len(ends)
            own += [node.tree == person] * len(ends)
        return np.array(middles, dtype=np.float64).reshape(-1, 3), np.array(radii), np.array(own, dtype=bool)

    def _seen(
        self,
        eye: FloatArray,
        points: FloatArray,
        weights: FloatArray,
        balls: tuple[FloatArray, FloatArray, FloatArray],
        *,
        goal: bool,
    ) -> float:
        """Share of what matters between which and the eye nothing stands, less what crowds the lens."""
        clear = in_sight(self.solids, np.repeat(eye[None], len(points), axis=0), points)
        middles, radii, own = balls
        if not len(middles):
            return float(weights @ clear)
        way = points - eye
        length = np.maximum(np.linalg.norm(way, axis=1), 1e-9)
        unit = way / length[:, None]
        along = np.clip((middles - eye) @ unit.T, 0.0, None)
        gap = np.linalg.norm(middles[:, None] - (eye + along[..., None] * unit), axis=2)
        # A segment hides what lies behind it; of one's own, only the hand that the picture is about is judged.
        hides = (gap < radii[:, None]) & (along < length - 1.3 * radii[:, None])
        hides[own, : len(points) - goal] = False
        clear &= ~hides.any(axis=0)
        far = np.linalg.norm(middles - eye, axis=1)
        ahead = (middles - eye) @ (points.mean(axis=0) - eye) > 0.5 * far
        crowd = np.clip(1.0 - far / _CROWDED, 0.0, 1.0)[ahead]
        return float(weights @ clear) - float(crowd.max(initial=0.0))


def _framing(view: View, points: FloatArray, weights: FloatArray, aspect: float) -> float:
    """How well points are framed: the share of what matters that is in the frame, less what size is amiss."""
    flat = view.project(points, aspect)
    inside = (flat[:, 2] > 0.2) & (np.abs(flat[:, :2]).max(axis=1) < _EDGE)
    if not inside.any():
        return -1.0
    span = np.clip(flat[:, :2], -1.5, 1.5)
    size = 0.5 * float((span.max(axis=0) - span.min(axis=0)).max())
    return float(weights @ inside) - 0.35 * abs(float(np.log(max(size, 1e-3) / _FILL)))


def _ball(count: int) -> FloatArray:
    """Directions (count, 3) spread evenly over a ball: a Fibonacci spiral (Swinbank and Purser 2006)."""
    number = np.arange(count) + 0.5
    height = 1.0 - 2.0 * number / count
    angle = np.pi * (1.0 + 5.0**0.5) * number
    around = np.sqrt(1.0 - height * height)
    return np.stack([around * np.cos(angle), around * np.sin(angle), height], axis=1)


def _inside(stage_set: StageSet, eyes: FloatArray) -> FloatArray:
    """Places pulled between the set's corners, where no free one was found."""
    return np.asarray(np.clip(eyes, np.asarray(stage_set.low), np.asarray(stage_set.high)))
