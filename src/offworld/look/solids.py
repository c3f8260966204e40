"""From the shapes of an assembly to meshes: each shape as it is, and all shapes of a node as one mesh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from offworld.film.assembly import Shape
from offworld.geometry import hull, rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.mesh import SIDES, Mesh, Side, box, capsule, cylinder, ellipsoid, joined
from offworld.look.rays import Blocks, free, inside

# Sides of round things, by their radius in metres: small ones need few.
_LIFT = 0.004
_OUTSIDE = 30.0
_AROUND = ((0.006, 6), (0.03, 8), (0.06, 12))


def node_mesh(
    shapes: Iterable[Shape],
    index: Mapping[str, int],
    *,
    pitch: float = np.inf,
    blocking: Blocks | None = None,
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
    chosen = tuple(shape for shape in shapes if shape.drawn)
    sides = (SIDES,) * len(chosen) if blocking is None else seen_sides(chosen, blocking)
    parts = [
        _plain(shape, index[shape.material], pitch, kept).moved(shape.position, shape.attitude)
        for shape, kept in zip(chosen, sides, strict=True)
        if kept
    ]
    return joined(parts) if parts else None


def seen_sides(shapes: Sequence[Shape], blocking: Blocks) -> tuple[tuple[Side, ...], ...]:
    """The sides of each shape that somebody in the room may see; round shapes have all.

    A side of a box is left out if it lies in other things, or if it looks out: away from the middle of everything,
    and with nothing before it. So the outside of the walls goes, and an open set keeps its floor.
    """
    boxes = [number for number, shape in enumerate(shapes) if shape.kind == "box"]
    if not boxes or not len(blocking.centre):
        return (SIDES,) * len(shapes)
    probes = np.stack([_probes(axis, sign) for axis, sign in SIDES])
    ways = np.zeros((len(SIDES), 3))
    ways[range(len(SIDES)), [axis for axis, _ in SIDES]] = [sign for _, sign in SIDES]
    turn = np.stack([rotation.matrix(shapes[number].attitude) for number in boxes])
    half = np.array([shapes[number].size for number in boxes])
    centre = np.array([shapes[number].position for number in boxes])
    local = probes[None] * half[:, None, None] + _LIFT * ways[None, :, None]
    places = np.einsum("bij,bspj->bspi", turn, local) + centre[:, None, None]
    normals = np.broadcast_to(np.einsum("bij,sj->bsi", turn, ways)[:, :, None], places.shape)
    flat, facing = places.reshape(-1, 3), normals.reshape(-1, 3)
    lies_in = inside(flat, blocking).reshape(places.shape[:3])
    away = np.sum((places[:, :, 12] - _middle(blocking)) * normals[:, :, 12], axis=-1) > 0.0
    nothing = free(flat, facing, np.full(len(flat), _OUTSIDE), blocking).reshape(places.shape[:3])
    gone = np.all(lies_in, axis=-1) | (away & np.all(lies_in | nothing, axis=-1))
    kept: list[tuple[Side, ...]] = [SIDES] * len(shapes)
    for row, number in zip(gone, boxes, strict=True):
        kept[number] = tuple(side for side, unseen in zip(SIDES, row, strict=True) if not unseen)
    return tuple(kept)


def _probes(axis: int, sign: int) -> FloatArray:
    """Places spread over one side of the unit box, shape (25, 3)."""
    first, second = (axis + 1) % 3, (axis + 2) % 3
    steps = (-0.9, -0.45, 0.0, 0.45, 0.9)
    places = np.zeros((len(steps) ** 2, 3))
    places[:, axis] = sign
    places[:, first], places[:, second] = np.repeat(steps, len(steps)), np.tile(steps, len(steps))
    return places


def _middle(blocking: Blocks) -> FloatArray:
    """The middle of everything, shape (3,)."""
    return np.asarray(0.5 * (blocking.centre.min(axis=0) + blocking.centre.max(axis=0)))


def _plain(shape: Shape, material: int, pitch: float, sides: Sequence[Side]) -> Mesh:
    """The mesh of one shape in its own frame."""
    a, b, _ = shape.size
    around = next((n for radius, n in _AROUND if max(a, b) <= radius), 16)
    match shape.kind:
        case "box":
            return box(shape.size, material, pitch=pitch, sides=sides)
        case "sphere":
            return ellipsoid((a, a, a), material, around=around, stacks=max(4, around // 2))
        case "cylinder":
            return cylinder(a, b, material, around=around)
        case "capsule":
            return capsule(a, b, material, around=around, stacks=max(2, around // 4))
        case "ellipsoid":
            return ellipsoid(shape.size, material, around=around, stacks=max(4, around // 2))
        case "hull":
            return _faceted(hull.of(shape.corners), material)


def _faceted(convex: hull.Hull, material: int) -> Mesh:
    """A hull with flat faces."""
    corners = convex.corners[convex.triangles]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = across / np.linalg.norm(across, axis=1, keepdims=True)
    count = 3 * len(corners)
    return Mesh(
        vertices=corners.reshape(-1, 3),
        normals=np.repeat(normals, 3, axis=0),
        faces=np.arange(count).reshape(-1, 3),
        materials=np.full(count, material),
        levels=np.ones(count),
    )
