"""Where a target is at a moment, from the take alone: fittings of the set, parts of people, props, cameras, points."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.errors import NotPossible
from offworld.film.assembly import Assembly
from offworld.film.blocking import Target
from offworld.film.stage_set import Rail, StageSet
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

WHOLE: Final = "chest"
"""The part that stands for a whole person."""


class Places:
    """Everything of a take that has a name, ready to be asked where it is."""

    def __init__(self, assembly: Assembly, stage_set: StageSet) -> None:
        self._set = stage_set
        self._sites = {site.id: site for site in assembly.sites}
        self._numbers = {node.id: number for number, node in enumerate(assembly.nodes)}
        self._fittings = _fittings(stage_set)

    def of(self, target: Target, poses: FloatArray) -> FloatArray:
        """The place of a target, set frame, metres, shape (3,).

        Args:
            target: what is named.
            poses: of every node at that moment, shape (nodes, 7).

        Raises:
            NotPossible: the take has no such thing.
        """
        offset = np.asarray(target.offset, dtype=np.float64)
        match target.kind:
            case "point":
                place = np.zeros(3)
            case "person":
                place = self._part(poses, target.name, target.part or WHOLE)
            case "prop" | "camera":
                place = poses[self.node(target.name), :3]
            case "fitting":
                place = self._fitting(target.name)
            case "nearest":
                place = _nearest(self._set, target.name)
        return np.asarray(place + offset)

    def head_up(self, poses: FloatArray, person: str) -> FloatArray:
        """Where the top of a person's head points, unit, set frame, shape (3,).

        Raises:
            NotPossible: the take has no such person.
        """
        return rotation.rotate(poses[self.node(f"{person}/head"), 3:], [0.0, 0.0, 1.0])

    def lens(self, poses: FloatArray, prop: str) -> tuple[FloatArray, FloatArray]:
        """Place (3,) and attitude (4,) of the lens of a camera that is a prop: it looks along the prop's −z.

        Raises:
            NotPossible: the take has no such prop.
        """
        pose = poses[self.node(prop)]
        site = self._sites.get(f"{prop}/lens")
        place = pose[:3] if site is None else pose[:3] + rotation.rotate(pose[3:], site.position)
        return np.asarray(place), np.asarray(pose[3:])

    def node(self, name: str) -> int:
        """Index of the node of that name.

        Raises:
            NotPossible: there is none.
        """
        if name not in self._numbers:
            raise NotPossible(f"the take has nobody and nothing called {name!r}")
        return self._numbers[name]

    def _part(self, poses: FloatArray, person: str, part: str) -> FloatArray:
        site = self._sites.get(f"{person}/{part}")
        if site is None:
            # A part without a site of its own is where the segment of that name begins.
            return np.asarray(poses[self.node(f"{person}/{part.replace(' ', '_')}"), :3])
        pose = poses[site.node]
        return np.asarray(pose[:3] + rotation.rotate(pose[3:], site.position))

    def _fitting(self, name: str) -> FloatArray:
        if name not in self._fittings:
            raise NotPossible(f"{self._set.id} has nothing called {name!r} to place or point a camera at")
        return self._fittings[name]


def _nearest(stage_set: StageSet, sort: str) -> FloatArray:
    """The one of a sort (rail, loop, handhold) nearest to the middle of the set."""
    rails = [_rail_middle(rail) for rail in stage_set.rails]
    loops = [np.asarray(loop.position) for loop in stage_set.loops]
    found = {"rail": rails, "loop": loops}.get(sort, rails + loops)
    if not found:
        raise NotPossible(f"{stage_set.id} has no {sort or 'handhold'}")
    middle = 0.5 * (np.asarray(stage_set.low) + np.asarray(stage_set.high))
    return min(found, key=lambda place: float(np.linalg.norm(place - middle)))


def _fittings(stage_set: StageSet) -> dict[str, FloatArray]:
    """Everything that has a name in a set, with its place."""
    places = {solid.id: np.asarray(solid.position) for solid in stage_set.solids}
    for rail in stage_set.rails:
        places[rail.id] = _rail_middle(rail)
    for sort in (stage_set.loops, stage_set.windows, stage_set.exits, stage_set.marks, stage_set.beds):
        for fitting in sort:
            places[fitting.id] = np.asarray(fitting.position)
    return places


def _rail_middle(rail: Rail) -> FloatArray:
    """Half way along a rail; the centre of a closed rim."""
    points = np.asarray(rail.points)
    if len(points) > 2 and np.allclose(points[0], points[-1]):
        return np.asarray(points[:-1].mean(axis=0))
    steps = np.linalg.norm(np.diff(points, axis=0), axis=-1)
    gone = np.concatenate([[0.0], np.cumsum(steps)])
    half = 0.5 * gone[-1]
    return np.array([np.interp(half, gone, points[:, axis]) for axis in range(3)])
