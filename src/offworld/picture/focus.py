"""Where a lens is in focus: on what its operator follows or looks at, or else on the nearest face in the picture."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.errors import NotPossible
from offworld.film.assembly import Assembly
from offworld.film.camera import SetUp
from offworld.film.shot import View
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.picture.places import Places

_PULL: Final = 1.6
"""Quickest that a focus puller turns the ring, dioptres per second; a choice."""
_FACE: Final = (0.09, 0.0, 0.08)
"""A face in the frame of its head, metres; near enough for a focus."""


def focus(
    set_up: SetUp, view: View, assembly: Assembly, places: Places, poses: FloatArray, aspect: float
) -> float | None:
    """Distance along the lens that the set-up wants in focus, metres; None if there is nothing to focus on.

    Args:
        set_up: whose lens it is.
        view: where the lens is.
        assembly: of the take.
        places: of the take.
        poses: of every node at the moment, shape (nodes, 7).
        aspect: width over height of the gate.
    """
    goal = set_up.follows or set_up.looks_at
    if goal is not None:
        try:
            depth = float(view.project(places.of(goal, poses)[None], aspect)[0, 2])
        except NotPossible:
            depth = 0.0
        if depth > 0.0:
            return max(depth, set_up.near_m)
    return _on_faces(view, assembly, poses, aspect, set_up.near_m)


def pulled(last: float | None, wanted: float | None, seconds: float) -> float | None:
    """Where the focus gets from where it was in so many seconds; a new set-up begins where it wants to be."""
    if last is None or wanted is None:
        return wanted
    step = float(np.clip(1.0 / wanted - 1.0 / last, -_PULL * seconds, _PULL * seconds))
    return 1.0 / (1.0 / last + step)


def _on_faces(
    view: View, assembly: Assembly, poses: FloatArray, aspect: float, near_m: float
) -> float | None:
    """Distance of the nearest face in the picture."""
    own = [number for number, node in enumerate(assembly.nodes) if node.id.endswith("/head")]
    if not own:
        return None
    faces = poses[own, :3] + rotation.rotate(poses[own, 3:], np.asarray(_FACE))
    x, y, depth = view.project(faces, aspect).T
    seen = depth[(np.abs(x) < 1.0) & (np.abs(y) < 1.0) & (depth > near_m)]
    return float(seen.min()) if len(seen) else None
