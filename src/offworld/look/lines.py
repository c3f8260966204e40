"""Tethers as they are drawn: chains of short rods, straight while taut, floating in a gentle double bend while slack.

How webbing really floats nobody can say; the bend is a drawing of the length that is left over, no measurement. The
rods stand behind the nodes of the assembly, so that whoever draws or shows nodes by their poses draws them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.film.assembly import Node
from offworld.film.take import TetherRecord
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.mesh import Mesh, capsule

MATERIAL: Final = "yellow"
"""Of the webbing, to be seen."""
LINK_M: Final = 0.05
"""Length of a rod, metres."""
RADIUS_M: Final = 0.006
"""m."""
SWAY_M: Final = 0.16
"""Farthest that a slack line swings out, metres; what length is left then is coiled at the belt."""
_STEPS: Final = np.linspace(0.0, 1.0, 97)
_LEANING: Final = np.array([0.36, 0.48, 0.80])
_HALVINGS: Final = 18


def links(tether: TetherRecord) -> int:
    """Number of rods of a tether."""
    return max(2, round(tether.length / LINK_M))


def link_names(tethers: Sequence[TetherRecord], nodes: Sequence[Node]) -> list[str]:
    """Ids of the nodes that rods are, in order."""
    return [
        f"{nodes[tether.node].tree}/tether.{tether.id}/{number}"
        for tether in tethers
        for number in range(links(tether))
    ]


def link_meshes(tethers: Sequence[TetherRecord], first: int, material: int) -> list[tuple[int, Mesh]]:
    """Number of its node and the mesh of every rod, in order.

    Args:
        tethers: of the take.
        first: number of the first rod's node: that of nodes in the assembly.
        material: index.
    """
    found: list[tuple[int, Mesh]] = []
    for tether in tethers:
        half = 0.5 * tether.length / links(tether)
        for _ in range(links(tether)):
            found.append((first + len(found), capsule(RADIUS_M, half, material, around=6, stacks=2)))
    return found


def with_links(poses: FloatArray, tethers: Sequence[TetherRecord], tick: float) -> FloatArray:
    """Poses (nodes, 7) with those of all rods after them; rods of a tether that is not on are inside the body."""
    rows = [poses, *(_rods(tether, poses, tick) for tether in tethers)]
    return np.concatenate(rows) if tethers else poses


def _rods(tether: TetherRecord, poses: FloatArray, tick: float) -> FloatArray:
    count = links(tether)
    if tick < tether.start or (tether.end is not None and tick >= tether.end):
        return np.tile(poses[tether.node], (count, 1))
    start, end = _end(poses[tether.node], tether.anchor), _end(poses[tether.partner], tether.partner_anchor)
    line = curve(start, end, tether.length)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    edges = np.linspace(0.0, along[-1], count + 1)
    joints = np.stack([np.interp(edges, along, line[:, axis]) for axis in range(3)], axis=1)
    ways = np.diff(joints, axis=0)
    return np.hstack([0.5 * (joints[1:] + joints[:-1]), rotation.between((0.0, 0.0, 1.0), ways)])


def _end(pose: FloatArray, local: tuple[float, float, float]) -> FloatArray:
    return np.asarray(pose[:3] + rotation.rotate(rotation.normalise(pose[3:]), np.asarray(local)))


def curve(start: FloatArray, end: FloatArray, length: float) -> FloatArray:
    """(n, 3) a line of a length between two places, m; straight if they are that far apart, or farther."""
    chord = end - start
    straight = start + _STEPS[:, None] * chord
    distance = float(np.linalg.norm(chord))
    if distance >= length:
        return np.asarray(straight)
    along = chord / max(distance, 1e-9)
    across = _LEANING - (_LEANING @ along) * along
    across /= max(float(np.linalg.norm(across)), 1e-9)
    other = rotation.cross(along, across)
    bend = np.sin(2.0 * np.pi * _STEPS)[:, None] * across
    bend = bend + 0.4 * np.sin(3.0 * np.pi * _STEPS)[:, None] * other
    low, high = 0.0, SWAY_M
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        long = float(np.sum(np.linalg.norm(np.diff(straight + middle * bend, axis=0), axis=1)))
        low, high = (middle, high) if long < length else (low, middle)
    return np.asarray(straight + low * bend)
