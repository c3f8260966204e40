"""One who is held by the feet, and the loops of one who holds."""

from __future__ import annotations

import numpy as np

from offworld.body.cast import Cast, Pose
from offworld.body.directions import unit
from offworld.body.facing import facing_axes, subject_of
from offworld.film.blocking import Channel, Target
from offworld.film.scene import HoldStart, PersonStart
from offworld.film.stage_set import Loop
from offworld.geometry.rotation import FloatArray

ANKLES_AHEAD_M = 0.42
"""From the holder's hips forward to the held one's ankles, m."""
ANKLE_TO_HIPS_M = 0.80
"""m."""
VIEW_M = 1.8
"""From an operator's anchor to the subject, where nothing says better, m."""


def held_pose(cast: Cast, start: PersonStart, holder: Pose, up: FloatArray) -> Pose:
    """Held by the ankles in front of the holder, stretched out to where there is room and a view."""
    at, axes = holder
    ankles = at + ANKLES_AHEAD_M * axes[:, 0] + 0.10 * axes[:, 2]
    x, y, z = axes.T
    ways = [z, x, x + z, x - z, x + y, x - y, y, -y, z + y, z - y, -z, x + z + y, x + z - y]
    subject = subject_of(cast, start)
    ranked: list[tuple[float, int, Pose]] = []
    for i, way in enumerate([up] if start.up is not None else [unit(one) for one in ways]):
        point = ankles + ANKLE_TO_HIPS_M * way
        pose = point, facing_axes(cast, start, point, way, x)
        view = 0.0 if subject is None else abs(float(way @ unit(subject - point)))
        ranked.append((cast.crowding(start.person, pose) + 0.3 * view, i, pose))
    ranked.sort(key=lambda one: one[:2])
    cast.others[start.person] = [pose for _, _, pose in ranked]
    return ranked[0][2]


def default_loops(cast: Cast, held: PersonStart) -> tuple[HoldStart, ...]:
    """Feet of one who holds somebody and of whom nothing else is said: free loops with a view, or none.

    Args:
        cast: with the others placed.
        held: the start of whom they hold.
    """
    taken = [one.point for one in cast.spots.values()] + [pose[0] for pose in cast.poses.values()]
    subject = subject_of(cast, held)
    about = cast.centre() if subject is None else subject

    def worth(loop: Loop) -> float:
        way = about - np.asarray(loop.position)
        gap = min((float(np.linalg.norm(np.asarray(loop.position) - point)) for point in taken), default=9.0)
        away = 0.4 * (1.0 - float(unit(way) @ np.asarray(loop.toes)))
        return abs(float(np.linalg.norm(way)) - VIEW_M) + away + 3.0 * max(1.0 - gap, 0.0)

    free = sorted(cast.rehearsal.stage_set.loops, key=worth)
    if not free:
        return ()
    first = free[0]
    left = np.cross(first.normal, first.toes)
    for second in free[1:]:
        way = np.asarray(first.position) - np.asarray(second.position)
        if 0.1 < abs(float(way @ left)) < 0.5 and float(np.linalg.norm(way)) < 0.5:
            pair = (first, second) if float(way @ left) > 0.0 else (second, first)
            limbs: tuple[Channel, ...] = ("left foot", "right foot")
            return tuple(
                HoldStart(limb=limb, target=Target(kind="fitting", name=loop.id))
                for limb, loop in zip(limbs, pair, strict=True)
            )
    return (HoldStart(limb="left foot", target=Target(kind="fitting", name=first.id)),)
