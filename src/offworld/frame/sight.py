"""What many cameras see of the people at one moment. Each quantity is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from offworld.frame.problem import Poses, Problem
from offworld.frame.subject import Subject
from offworld.frame.visibility import Obstacles
from offworld.geometry.rotation import FloatArray

NEAREST_M: Final = 0.05
"""m ahead of the lens below which a point is taken to be there, so that numbers stay finite."""


class Sight:
    """A batch of n poses against one moment."""

    def __init__(
        self, problem: Problem, poses: Poses, people: tuple[Subject, ...], obstacles: Obstacles
    ) -> None:
        """Looks at ``people`` through ``poses``; ``obstacles`` are those of the same moment."""
        self.problem = problem
        self.poses = poses
        self.people = people
        self.obstacles = obstacles
        rig = problem.rig
        self.focal_mm: FloatArray = np.array([lens.focal_mm for lens in problem.lenses])[poses.lens]
        """(n,)."""
        self.wide: FloatArray = 2.0 * self.focal_mm / (rig.gate_width_mm * rig.squeeze)
        """(n,) picture units (half a width) per unit of slope, to the side."""
        self.tall: FloatArray = 2.0 * self.focal_mm / rig.gate_height_mm
        """(n,) the same upwards, in half heights."""
        self._kept: dict[tuple[str, int], FloatArray] = {}

    def local(self, points: FloatArray) -> FloatArray:
        """Points (p, 3) or (n, p, 3) of the set in camera axes (n, p, 3)."""
        return np.asarray((points - self.poses.positions[:, None, :]) @ self.poses.axes)

    def across(self, way: FloatArray) -> FloatArray:
        """A direction (3,) of the set in camera axes (n, 3)."""
        return np.asarray(way @ self.poses.axes)

    def picture(self, local: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Where points in camera axes (n, p, 3) come to lie: (n, p, 2) from −1 to 1, and their depths (n, p), m."""
        depth = -local[..., 2]
        safe = np.maximum(depth, NEAREST_M)
        x = self.wide[:, None] * local[..., 0] / safe
        y = self.tall[:, None] * local[..., 1] / safe
        return np.stack([x, y], axis=-1), depth

    def direction(self, local: FloatArray, way: FloatArray) -> FloatArray:
        """(n, 2) in which a direction of the set (3,) runs in the picture at points in camera axes (n, 3)."""
        turned = self.across(way)
        depth = np.maximum(-local[:, 2], NEAREST_M)
        slope = turned[:, :2] + local[:, :2] * (turned[:, 2] / depth)[:, None]
        return np.stack([self.wide * slope[:, 0], self.tall * slope[:, 1]], axis=-1)

    def eyes(self, who: int) -> FloatArray:
        """(n, 3) midpoint of a person's eyes in camera axes."""
        return self._once("eyes", who, lambda: self.local(self.people[who].eyes[None, :])[:, 0, :])

    def face(self, who: int) -> FloatArray:
        """(n, f, 3) points of a face in camera axes."""
        return self._once("face", who, lambda: self.local(self.people[who].face))

    def crown(self, who: int) -> FloatArray:
        """(n, 3) top of a head in camera axes."""
        return self._once("crown", who, lambda: self.local(self.people[who].crown[None, :])[:, 0, :])

    def spot(self, who: int) -> FloatArray:
        """(n, 2) where a person's eyes are in the picture."""
        return self._once("spot", who, lambda: self.picture(self.eyes(who)[:, None, :])[0][:, 0, :])

    def depth(self, who: int) -> FloatArray:
        """(n,) m along the lens to a person's eyes, at least `NEAREST_M`."""
        return np.maximum(-self.eyes(who)[:, 2], NEAREST_M)

    def head_share(self, who: int) -> FloatArray:
        """(n,) height of a head over that of the frame, as if it stood parallel to the sensor."""
        return np.asarray(0.5 * self.tall * self.people[who].head_m / self.depth(who))

    def vantage(self, who: int) -> FloatArray:
        """(n, 3) unit way from a person's eyes to the lens, in that person's axes: forward, left, up."""
        return self._once("vantage", who, lambda: self._vantage(who))

    def _vantage(self, who: int) -> FloatArray:
        person = self.people[who]
        way = self.poses.positions - person.eyes
        way = way / np.maximum(np.linalg.norm(way, axis=1), 1e-9)[:, None]
        return np.asarray(way @ np.column_stack([person.forward, person.left, person.up]))

    def slack(self, who: int) -> FloatArray:
        """(n, f + b) m by which each point of face and body is seen (positive) or hidden, whatever the frame."""
        return self._once("slack", who, lambda: self._slack(who, body=True))

    def face_slack(self, who: int) -> FloatArray:
        """(n, f) m: the same of the face alone, which costs half as much; of the whole where that is known."""
        if ("slack", who) in self._kept:
            return self._kept["slack", who][:, : len(self.people[who].face)]
        return self._once("face slack", who, lambda: self._slack(who, body=False))

    def _slack(self, who: int, *, body: bool) -> FloatArray:
        return self.obstacles.slack(self.poses.positions, who, self.among_solids(), body=body)

    def among_solids(self) -> FloatArray:
        """(n, k, 3) the lenses in the axes of each solid, as `Room.local` gives them."""
        return self._once("solids", 0, lambda: self.obstacles.room.local(self.poses.positions))

    def distance(self) -> FloatArray:
        """(n,) m from the lenses to the nearest solid, wall or body."""
        return self.obstacles.distance(self.poses.positions, self.among_solids())

    def _once(self, name: str, who: int, work: Callable[[], FloatArray]) -> FloatArray:
        key = (name, who)
        if key not in self._kept:
            self._kept[key] = work()
        return self._kept[key]
