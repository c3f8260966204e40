"""Rays against the shapes of a set, each taken as a box about it: what light and sight cannot pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Shape
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

_LEAST: Final = 0.02
"""Things thinner than this in two directions stop no light worth the time, metres."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocks:
    """Boxes that light cannot pass."""

    centre: FloatArray
    """(n, 3), set frame, metres."""
    turn: FloatArray
    """(n, 3, 3), columns are the axes of each box."""
    half: FloatArray
    """(n, 3), metres."""


def blocks(shapes: Sequence[Shape]) -> Blocks:
    """Boxes about all shapes that are big enough to throw a shadow."""
    found = []
    for shape in shapes:
        # Behind the walls of a modelled set nothing is to be seen, whatever fills that space.
        if not shape.drawn and shape.material == "seam":
            continue
        a, b, c = shape.size
        half = {
            "box": (a, b, c),
            "sphere": (0.8 * a, 0.8 * a, 0.8 * a),
            "cylinder": (0.88 * a, 0.88 * a, b),
            "capsule": (0.88 * a, 0.88 * a, b + a),
            "ellipsoid": (0.8 * a, 0.8 * b, 0.8 * c),
            "hull": (a, b, c),
        }[shape.kind]
        if sorted(half)[1] >= _LEAST:
            found.append((shape.position, rotation.matrix(shape.attitude), half))
    return Blocks(
        centre=np.array([entry[0] for entry in found]).reshape(-1, 3),
        turn=np.array([entry[1] for entry in found]).reshape(-1, 3, 3),
        half=np.array([entry[2] for entry in found]).reshape(-1, 3),
    )


def nearness(places: FloatArray, ways: FloatArray, blocking: Blocks, far: float) -> FloatArray:
    """How near the first thing on each way is.

    Args:
        places: starts, (n, 3), metres.
        ways: unit, (n, 3).
        blocking: what may be there.
        far: metres from which on nothing counts.

    Returns:
        0 where the way is free for `far` metres, towards 1 where it is blocked at once, (n,).
    """
    found = np.zeros(len(places))
    reach = np.linalg.norm(blocking.half, axis=-1) + far
    for number, radius in enumerate(reach):
        away = places - blocking.centre[number]
        close = np.flatnonzero(np.einsum("ij,ij->i", away, away) < radius * radius)
        if len(close):
            enters, leaves = _slab(away[close], ways[close], blocking, number)
            hit = (leaves > np.maximum(enters, 0.0)) & (enters < far) & (leaves > 0.002)
            near = np.where(hit, 1.0 - np.maximum(enters, 0.0) / far, 0.0)
            found[close] = np.maximum(found[close], near)
    return found


def free(places: FloatArray, ways: FloatArray, lengths: FloatArray, blocking: Blocks) -> NDArray[np.bool_]:
    """Whether each way (n, 3) from its place (n, 3) is free for its length (n,), metres."""
    still = np.ones(len(places), dtype=bool)
    for number in range(len(blocking.centre)):
        left = np.flatnonzero(still)
        if not len(left):
            break
        enters, leaves = _slab(places[left] - blocking.centre[number], ways[left], blocking, number)
        blocked = (leaves > np.maximum(enters, 0.0)) & (enters < lengths[left]) & (leaves > 0.02)
        still[left[blocked]] = False
    return still


def inside(places: FloatArray, blocking: Blocks) -> NDArray[np.bool_]:
    """Whether each place (n, 3) lies in something."""
    found = np.zeros(len(places), dtype=bool)
    for centre, turn, half in zip(blocking.centre, blocking.turn, blocking.half, strict=True):
        found |= np.all(np.abs((places - centre) @ turn) < half, axis=-1)
    return found


def _slab(away: FloatArray, ways: FloatArray, blocking: Blocks, number: int) -> tuple[FloatArray, FloatArray]:
    """Where each way enters and leaves one box, metres; it misses where it leaves before it enters.

    The slab method (Kay and Kajiya 1986); `away` is each start less the box's centre.
    """
    start, way = away @ blocking.turn[number], ways @ blocking.turn[number]
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    half = blocking.half[number]
    one, two = (-half - start) / way, (half - start) / way
    first, last = np.minimum(one, two), np.maximum(one, two)
    # Column by column: several times as quick as a reduction over an axis of three.
    enters = np.maximum(np.maximum(first[:, 0], first[:, 1]), first[:, 2])
    leaves = np.minimum(np.minimum(last[:, 0], last[:, 1]), last[:, 2])
    return enters, leaves
