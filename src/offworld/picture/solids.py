"""From the shapes of an assembly to meshes: each shape as it is, and all shapes of a node as one mesh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from offworld.film.assembly import Shape
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.picture.mesh import SIDES, Mesh, Side, box, capsule, cylinder, ellipsoid, joined
from offworld.picture.rays import Blocks, free, inside

# Sides of round things, by their radius in metres: small ones need few.
_LIFT = 0.004
_OUTSIDE = 30.0
_AROUND = ((0.006, 6), (0.03, 10), (0.08, 14))


def node_mesh(
    shapes: Iterable[Shape], index: Mapping[str, int], *, pitch: float = np.inf, blocking: Blocks | None = None
) -> Mesh | None:
    """All shapes of one node as one mesh in its frame.

    Args:
        shapes: the node's.
        index: number of each material.
        pitch: longest square on a box, metres.
        blocking: if given, sides of boxes that nobody in the room can see are left out.

    Returns:
        The mesh; None if there is nothing to see.
    """
    parts = []
    for shape in shapes:
        sides = SIDES if blocking is None or shape.kind != "box" else seen_sides(shape, blocking)
        if sides:
            plain = _plain(shape, index[shape.material], pitch, sides)
            parts.append(plain.moved(shape.position, shape.attitude))
    return joined(parts) if parts else None


def seen_sides(shape: Shape, blocking: Blocks) -> tuple[Side, ...]:
    """The sides of a box that somebody in the room may see.

    A side is left out if it lies in other things, or if it looks out: away from the middle of everything, and with
    nothing before it. So the outside of the walls goes, and an open set keeps its floor.
    """
    turn, middle = rotation.matrix(shape.attitude), _middle(blocking)
    kept = []
    for axis, sign in SIDES:
        normal = sign * turn[:, axis]
        places = np.asarray(shape.position) + (_probes(axis, sign) * np.asarray(shape.size)) @ turn.T
        places = places + _LIFT * normal
        if np.all(inside(places, blocking)):
            continue
        away = float((places[0] - middle) @ normal) > 0.0
        ways, far = np.broadcast_to(normal, places.shape), np.full(len(places), _OUTSIDE)
        if away and np.all(free(places, ways, far, blocking)):
            continue
        kept.append((axis, sign))
    return tuple(kept)


def _probes(axis: int, sign: int) -> FloatArray:
    """Nine places on one side of the unit box, its middle first, shape (9, 3)."""
    first, second = (axis + 1) % 3, (axis + 2) % 3
    places = np.zeros((9, 3))
    places[:, axis] = sign
    places[:, [first, second]] = [
        (0, 0), (0.9, 0.9), (0.9, -0.9), (-0.9, 0.9), (-0.9, -0.9), (0.9, 0), (-0.9, 0), (0, 0.9), (0, -0.9)
    ]  # fmt: skip
    return places


def _middle(blocking: Blocks) -> FloatArray:
    """The middle of everything, shape (3,)."""
    return 0.5 * (blocking.centre.min(axis=0) + blocking.centre.max(axis=0))


def _plain(shape: Shape, material: int, pitch: float, sides: Sequence[Side]) -> Mesh:
    """The mesh of one shape in its own frame."""
    a, b, _ = shape.size
    around = next((n for radius, n in _AROUND if a <= radius), 20)
    match shape.kind:
        case "box":
            return box(shape.size, material, pitch=pitch, sides=sides)
        case "sphere":
            return ellipsoid((a, a, a), material, around=around, stacks=max(6, around // 2))
        case "cylinder":
            return cylinder(a, b, material, around=around)
        case "capsule":
            return capsule(a, b, material, around=around, stacks=max(2, around // 4))
        case "ellipsoid":
            return ellipsoid(shape.size, material, around=around, stacks=max(6, around // 2))
