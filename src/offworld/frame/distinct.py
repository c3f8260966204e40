"""When two answers are two: at least 30° apart about what they look at, or a size class apart (handbook camera, 5)."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.frame.problem import IntArray, Poses, Problem
from offworld.frame.seeds import middle, pivot
from offworld.frame.terms.size import nearest_size
from offworld.geometry.rotation import FloatArray

APART_DEG: Final = 30.0
"""Degrees between the directions from which two answers look."""


def directions(centre: FloatArray, poses: Poses) -> FloatArray:
    """(n, 3) unit ways from what is looked at (3,) to the lenses."""
    way = poses.positions - centre
    return np.asarray(way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9))


def head_share(problem: Problem, poses: Poses) -> FloatArray:
    """(n,) height of the first person's head over that of the frame; 1 where nobody is named."""
    people, framing = middle(problem), problem.framing
    if not framing.on:
        return np.ones(len(poses))
    person = people[problem.index(framing.on[0])]
    depth = -((person.eyes - poses.positions)[:, None, :] @ poses.axes)[:, 0, 2]
    focal = np.array([lens.focal_mm for lens in problem.lenses])[poses.lens]
    return np.asarray(focal * person.head_m / (problem.rig.gate_height_mm * np.maximum(depth, 0.05)))


def distinct(
    problem: Problem, poses: Poses, worth: FloatArray, most: int, least_deg: float = APART_DEG
) -> list[int]:
    """The best, then the best that is distinct from it, and so on.

    Args:
        problem: what they answer.
        poses: n cameras.
        worth: (n,) what each is worth.
        most: how many to keep.
        least_deg: angle from which on two of the same class of size are distinct.

    Returns:
        Rows, best first.
    """
    return _chosen(problem, poses, worth, most, (nearest_size(head_share(problem, poses)), least_deg))


def spread(problem: Problem, poses: Poses, worth: FloatArray, most: int, least_deg: float) -> list[int]:
    """The best rows of which no two have both the same lens and directions less than some degrees apart."""
    return _chosen(problem, poses, worth, most, (poses.lens, least_deg))


def _chosen(
    problem: Problem, poses: Poses, worth: FloatArray, most: int, apart: tuple[IntArray, float]
) -> list[int]:
    sort, least_deg = apart
    way = directions(pivot(problem), poses)
    near = np.cos(np.radians(least_deg))
    out: list[int] = []
    free = np.ones(len(poses), dtype=bool)
    for row in np.argsort(-worth, kind="stable"):
        if len(out) == most:
            break
        if free[row]:
            out.append(int(row))
            free &= (way @ way[row] < near) | (sort != sort[row])
    return out
