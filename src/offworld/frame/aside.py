"""Beginnings beside an answer: turned about what it looks at, or just in the next class of size, the picture kept."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.frame.distinct import head_share
from offworld.frame.local import Climber
from offworld.frame.problem import Poses, joined
from offworld.frame.seeds import resized
from offworld.frame.terms.size import class_bounds
from offworld.geometry.rotation import FloatArray

ASIDE_DEG: Final = 34.0
"""How far an answer is turned to begin elsewhere: a little more than makes it another answer."""
RING_DEG: Final = 12.0
"""How far a camera that is stuck is turned to try again."""
WAYS: Final = 6
"""Ways to turn."""
LENSES: Final = 2
"""Lenses to either side of its own that the next classes of size are tried with."""
OVER: Final = 0.006
"""Octaves beyond the edge of a class of size from which a look in the next class begins."""
FARTHEST: Final = 1.5
"""Octaves that a camera comes nearer or goes away, at most."""


def aside(climber: Climber, pose: Poses) -> Poses:
    """One answer turned aside six ways, and in the next classes of size with lenses about its own.

    Where two people have places in the picture, those also as the exact surface has them. An answer that stands for
    somebody's eyes cannot go elsewhere: it takes the classes of size alone.
    """
    problem = climber.evaluator.problem
    parts = [] if problem.ghost is not None else [turned(climber, pose, ASIDE_DEG)]
    low, high = class_bounds(head_share(problem, pose))
    near = np.arange(pose.lens[0] - LENSES, pose.lens[0] + LENSES + 1)
    lens = np.repeat(near[(near >= 0) & (near < len(climber.focal))], 2)
    goal: FloatArray = np.tile([high[0] + OVER, low[0] - OVER], len(lens) // 2)
    lens, goal = lens[np.isfinite(goal)], goal[np.isfinite(goal)]
    many = pose.take(np.zeros(len(lens), dtype=np.int64))
    many = Poses(positions=many.positions, axes=many.axes, lens=lens)
    by = np.zeros((len(lens), 6))
    by[:, 3] = np.log(2.0) * np.clip(goal - np.log2(head_share(problem, many)), -FARTHEST, FARTHEST)
    return joined([*parts, climber.moved(many, by), resized(problem, pose, lens, np.exp2(goal))])


def ring(climber: Climber, poses: Poses) -> Poses:
    """Cameras turned a little, each six ways."""
    return joined([turned(climber, poses.take(np.array([row])), RING_DEG) for row in range(len(poses))])


def turned(climber: Climber, pose: Poses, angle_deg: float) -> Poses:
    """One camera turned six ways about what it looks at, the picture of it kept."""
    angles = 2.0 * np.pi / WAYS * np.arange(WAYS)
    by = np.zeros((WAYS, 6))
    by[:, 0], by[:, 1] = np.radians(angle_deg) * np.cos(angles), np.radians(angle_deg) * np.sin(angles)
    return climber.moved(pose.take(np.zeros(WAYS, dtype=np.int64)), by)
