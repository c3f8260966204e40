"""People as stiff figures: the posture in which the scene begins, to be carried anywhere as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Assembly
from offworld.geometry import rotation
from offworld.geometry.pose import Pose
from offworld.geometry.rotation import FloatArray

_CHAINS = {"hand": ("upper_arm", "forearm", "hand"), "foot": ("thigh", "shank", "foot")}
WHOLE = "chest"
"""The part meant when a person is named without one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """One person, stiff. All places are in the frame of the pelvis, metres."""

    who: str
    """Person."""
    nodes: NDArray[np.int64]
    """(n,) index in the assembly of each node."""
    places: FloatArray
    """(n, 3) of each node."""
    attitudes: FloatArray
    """(n, 4) of each node, to the pelvis."""
    start: Pose
    """Pelvis in the set frame when the scene begins."""
    sites: Mapping[str, FloatArray]
    """Named places: `face`, `right hand`, … to (3,)."""
    head: Pose
    """Of the head's node."""
    centre: FloatArray
    """(3,) centre of mass."""
    limbs: Mapping[str, tuple[FloatArray, float]]
    """Limb to its upper joint, (3,), and its stretched length from there to the grip, m."""

    def at(self, pelvis: Pose) -> FloatArray:
        """Poses (n, 7) of all nodes where the pelvis is so."""
        places = pelvis.apply(self.places)
        return np.concatenate([places, rotation.multiply(pelvis.attitude, self.attitudes)], axis=-1)


def figures(assembly: Assembly, poses: NDArray[Any], people: tuple[str, ...]) -> dict[str, Figure]:
    """Everybody of whom there is a body with pelvis and head.

    Args:
        assembly: what has a shape.
        poses: (nodes, 7) of all nodes when the scene begins, set frame.
        people: their ids, in the order wanted.
    """
    rows = np.asarray(poses, dtype=np.float64)
    found = {}
    for who in people:
        names = {node.id: index for index, node in enumerate(assembly.nodes) if node.tree == who}
        if f"{who}/pelvis" in names and f"{who}/head" in names:
            found[who] = _figure(assembly, rows, who, names)
    return found


def _figure(assembly: Assembly, rows: FloatArray, who: str, names: Mapping[str, int]) -> Figure:
    nodes = np.array(sorted(names.values()), dtype=np.int64)
    start = Pose.of(rows[names[f"{who}/pelvis"], :3], rows[names[f"{who}/pelvis"], 3:])
    back = start.inverse()

    def inside(node: int, point: Any) -> FloatArray:
        return np.asarray(
            back.apply(rows[node, :3] + rotation.rotate(rotation.normalise(rows[node, 3:]), point))
        )

    mass = sum(assembly.nodes[n].mass_kg for n in nodes)
    centre = sum(
        (assembly.nodes[n].mass_kg * inside(n, assembly.nodes[n].centre) for n in nodes), np.zeros(3)
    )
    sites = {
        site.id.removeprefix(f"{who}/"): inside(site.node, site.position)
        for site in assembly.sites
        if site.id.startswith(f"{who}/")
    }
    head = names[f"{who}/head"]
    return Figure(
        who=who,
        nodes=nodes,
        places=back.apply(rows[nodes, :3]),
        attitudes=rotation.multiply(back.attitude, rotation.normalise(rows[nodes, 3:])),
        start=start,
        sites=sites,
        head=back.compose(Pose.of(rows[head, :3], rows[head, 3:])),
        centre=np.asarray(centre / mass) if mass > 0.0 else np.zeros(3),
        limbs=_limbs(assembly, who, names, inside),
    )


def _limbs(
    assembly: Assembly, who: str, names: Mapping[str, int], inside: Any
) -> dict[str, tuple[FloatArray, float]]:
    """Each hand and foot that the body has."""
    grips = {site.id: np.asarray(site.position) for site in assembly.sites}
    found = {}
    for side in ("left", "right"):
        for kind, chain in _CHAINS.items():
            nodes = [names.get(f"{who}/{side}_{part}") for part in chain]
            whole = [node for node in nodes if node is not None]
            if len(whole) < len(chain):
                continue
            length = sum(float(np.linalg.norm(assembly.nodes[node].position)) for node in whole[1:])
            length += float(np.linalg.norm(grips.get(f"{who}/{side} {kind}", np.zeros(3))))
            found[f"{side} {kind}"] = (inside(whole[0], np.zeros(3)), length)
    return found
