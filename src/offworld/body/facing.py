"""Where what a start names is, and the axes of one who faces it."""

from __future__ import annotations

import numpy as np

from offworld.body.cast import Cast
from offworld.body.directions import axes_of
from offworld.film.blocking import Target
from offworld.film.scene import PersonStart
from offworld.geometry.rotation import FloatArray


def place_of(cast: Cast, target: Target) -> FloatArray:
    """The place of a target, set frame, m."""
    found = cast.where(target)
    if not isinstance(found, int):
        return found
    return np.asarray(cast.data.site_xpos[found] + np.asarray(target.offset))


def facing_axes(
    cast: Cast, start: PersonStart, point: FloatArray, up: FloatArray, otherwise: FloatArray | None
) -> FloatArray:
    """Axes with z up and x towards what is faced."""
    subject = start.facing
    set_up = cast.set_up(start.person)
    if subject is None and set_up is not None:
        subject = set_up.follows or set_up.looks_at
    way = otherwise
    if subject is not None:
        if subject.kind == "person" and subject.name in cast.poses:
            way = cast.poses[subject.name][0] - point
        elif subject.kind != "person":
            way = place_of(cast, subject) - point
    elif start.lying_to in cast.poses and otherwise is None:
        way = cast.poses[str(start.lying_to)][0] - point
    low, high = cast.corners()
    longest = np.eye(3)[int(np.argmax(high - low))]
    if way is None:
        way = cast.centre() - point
        way = way if float(np.linalg.norm(way)) > 0.3 else longest
    return axes_of(way, up, longest)


def subject_of(cast: Cast, start: PersonStart) -> FloatArray | None:
    """What an operator films, as far as it is placed."""
    set_up = cast.set_up(start.person)
    target = (set_up.follows or set_up.looks_at) if set_up is not None else start.facing
    if target is None or (target.kind == "person" and target.name not in cast.poses):
        return None
    return place_of(cast, target)
