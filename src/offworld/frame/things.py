"""Props of a take as what hides faces and what cameras must keep clear of, where they are at a moment."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np

from offworld.film.assembly import Shape
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.track import poses_at
from offworld.space.solids import BOX, CAPSULE, CYLINDER, SPHERE, Solids

_KINDS: Final = {"box": BOX, "sphere": SPHERE, "cylinder": CYLINDER, "capsule": CAPSULE}
"""Shapes that props have, as solids count them."""


class Things:
    """The props of a take, ready to be asked where they are."""

    def __init__(self, take: Take) -> None:
        """Makes ready what does not change."""
        self._take = take
        props = {prop.id for prop in take.rehearsal.props}
        trees = [node.tree for node in take.assembly.nodes]
        self._shapes = [
            one for one in take.assembly.shapes if trees[one.node] in props and one.kind in _KINDS
        ]
        self._trees = [trees[one.node] for one in self._shapes]
        self._node = np.array([one.node for one in self._shapes], dtype=np.int64)
        self._cameras: dict[str, set[str]] = {}
        for set_up in take.rehearsal.scene.set_ups:
            if set_up.by and set_up.prop:
                self._cameras.setdefault(set_up.by, set()).add(set_up.prop)

    def at(self, tick: float, without: Collection[str] = ()) -> Solids:
        """Their solids at a tick, in the set frame.

        Args:
            tick: ms.
            without: people whose film cameras are left out: those who hold the lens themselves, or whose eyes it
                stands for.
        """
        left = set().union(*(self._cameras.get(name, set()) for name in without))
        rows = np.array([i for i, tree in enumerate(self._trees) if tree not in left], dtype=np.int64)
        if not len(rows):
            return Solids.from_solids([])
        shapes = [self._shapes[i] for i in rows]
        poses = poses_at(self._take.sample_ticks, self._take.poses, tick)[self._node[rows]]
        place = np.array([one.position for one in shapes], dtype=np.float64)
        turn = rotation.multiply(poses[:, 3:], np.array([one.attitude for one in shapes], dtype=np.float64))
        return Solids(
            ids=tuple(one.id for one in shapes),
            kind=np.array([_KINDS[one.kind] for one in shapes], dtype=np.int64),
            half=np.array([_half(one) for one in shapes], dtype=np.float64),
            centre=np.asarray(poses[:, :3] + rotation.rotate(poses[:, 3:], place)),
            axes=rotation.matrix(turn),
        )


def _half(shape: Shape) -> tuple[float, float, float]:
    x, y, z = shape.size
    if shape.kind == "sphere":
        return (x, x, x)
    return (x, y, z) if shape.kind == "box" else (x, x, y)
