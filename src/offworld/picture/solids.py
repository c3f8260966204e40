"""From the shapes of an assembly to meshes: each shape as it is, and all shapes of a node as one mesh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from offworld.film.assembly import Shape
from offworld.picture.mesh import Mesh, box, capsule, cylinder, ellipsoid, joined

# Sides of round things, by their radius in metres: small ones need few.
_AROUND = ((0.006, 6), (0.03, 10), (0.08, 14))


def shape_mesh(shape: Shape, material: int, *, pitch: float = np.inf) -> Mesh:
    """The mesh of one shape, in the frame of its node; `pitch` is the longest square on a box, metres."""
    return _plain(shape, material, pitch).moved(shape.position, shape.attitude)


def node_mesh(
    shapes: Iterable[Shape], index: Mapping[str, int], *, pitch: float = np.inf, level: float = 1.0
) -> Mesh | None:
    """All shapes of one node as one mesh in its frame; None if there are none."""
    parts = [shape_mesh(shape, index[shape.material], pitch=pitch).lit(level) for shape in shapes]
    return joined(parts) if parts else None


def _plain(shape: Shape, material: int, pitch: float) -> Mesh:
    a, b, _ = shape.size
    around = next((n for radius, n in _AROUND if a <= radius), 20)
    match shape.kind:
        case "box":
            return box(shape.size, material, pitch=pitch)
        case "sphere":
            return ellipsoid((a, a, a), material, around=around, stacks=max(6, around // 2))
        case "cylinder":
            return cylinder(a, b, material, around=around)
        case "capsule":
            return capsule(a, b, material, around=around, stacks=max(2, around // 4))
        case "ellipsoid":
            return ellipsoid(shape.size, material, around=around, stacks=max(6, around // 2))
