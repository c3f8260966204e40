"""Where a person roughly is at the start, from what the scene says: the place from which the fit begins."""

from __future__ import annotations

import numpy as np

from offworld.body.cast import Cast, Pose
from offworld.body.directions import axes_of, square, unit
from offworld.body.facing import facing_axes, place_of
from offworld.body.held import held_pose
from offworld.body.places import Spot, free_spot, spot
from offworld.film.blocking import Target
from offworld.film.scene import HoldStart, PersonStart
from offworld.film.stage_set import Rail
from offworld.geometry import polyline, rotation
from offworld.geometry.rotation import FloatArray

HANDS_APART_M = 0.40
"""Between two hands on one rail, m."""
RIM_HANDS_APART_M = 0.56
"""Between two hands along a closed rim, m."""
ARM_M = 0.45
"""From a held rail to the chest, m."""
CHEST_ABOVE_HIPS_M = 0.35
"""m."""
STANDING_M = 0.86
"""From a loop to the hips, legs nearly straight, m."""
APART_M = 0.95
"""Between the hips of two people who are near each other, m."""
SIDES_TRIED = 5
"""First guesses that one beside another is given."""
SWINGS = tuple(np.radians(angle) for angle in (0.0, 45.0, -45.0, 90.0, -90.0))
"""How one who holds a rail may hang from it where nothing says, rad about the way out of the wall."""
UPRIGHT_WORTH_M = 0.5
"""How much crowding is borne to stay nearer to the set's up, m per rad."""


def guess(cast: Cast, start: PersonStart) -> Pose:
    """A first pose; holds on fittings are entered in `cast.spots` on the way.

    Args:
        cast: everyone that this start refers to is placed already.
        start: what the scene says.

    Raises:
        NotPossible: the set lacks a thing that is named.
    """
    if start.strapped is not None:
        return _strapped(cast, start.strapped)
    near = _near(cast, start)
    feet, hands = _choose_spots(cast, start, near)
    up = _up(cast, start, feet, hands)
    if start.position is not None:
        point = place_of(cast, start.position)
        return point, facing_axes(cast, start, point, up, None)
    if feet:
        return _from_feet(cast, start, feet, up)
    if hands:
        return _from_hands(cast, start, hands, up)
    if start.held_by in cast.poses:
        return held_pose(cast, start, cast.poses[str(start.held_by)], up)
    if start.lying_to in cast.poses:
        return _beside(cast, start, cast.poses[str(start.lying_to)], up)
    return _free(cast, start, up)


def swap_hands(cast: Cast, person: str, pose: Pose) -> None:
    """Give the left hand the place on the left, if both hold the same rail."""
    left, right = cast.spots.get((person, "left hand")), cast.spots.get((person, "right hand"))
    if left is None or right is None or left.thing != right.thing:
        return
    if float((left.point - right.point) @ pose[1][:, 1]) < 0.0:
        cast.spots[person, "left hand"], cast.spots[person, "right hand"] = right, left


def _near(cast: Cast, start: PersonStart) -> FloatArray | None:
    """A place that the person is surely near to; None if nothing says."""
    if start.position is not None:
        return place_of(cast, start.position)
    if start.lying_to in cast.poses:
        return cast.poses[str(start.lying_to)][0]
    return None


def _choose_spots(cast: Cast, start: PersonStart, near: FloatArray | None) -> tuple[list[Spot], list[Spot]]:
    """Feet first: hands then take the rail nearest to where the feet put the body."""
    feet: list[Spot] = []
    hands: list[Spot] = []
    for hold in sorted(start.holds, key=lambda one: "hand" in one.limb):
        if hold.target.kind not in {"fitting", "nearest", "point"}:
            continue
        anchor = near if near is not None or not feet else feet[0].point + STANDING_M * feet[0].normal
        one = _hold_spot(cast, start, hold, anchor)
        cast.spots[start.person, hold.limb] = one
        (hands if "hand" in hold.limb else feet).append(one)
    return feet, hands


def _hold_spot(cast: Cast, start: PersonStart, hold: HoldStart, near: FloatArray | None) -> Spot:
    stage_set = cast.rehearsal.stage_set
    about = cast.centre() if near is None else near
    taken = [one.point for one in cast.spots.values()]
    found = spot(stage_set, hold.target, about, taken)
    rail = next((one for one in stage_set.rails if one.id == found.thing), None)
    if rail is None:
        return found
    along = _along(cast, start, rail, near)
    limbs = [one.limb for one in start.holds if one.target == hold.target and "hand" in one.limb]
    if len(limbs) == 2:
        apart = RIM_HANDS_APART_M if polyline.closed(rail.points) else HANDS_APART_M
        apart = min(apart, 0.7 * polyline.length(rail.points))
        along += apart * (0.5 if hold.limb == "left hand" else -0.5)
    return free_spot(rail, along, taken)


def _along(cast: Cast, start: PersonStart, rail: Rail, near: FloatArray | None) -> float:
    """Where on a rail: nearest to what is known; else its middle, or the top of a rim as the person sees it."""
    if near is not None:
        return polyline.nearest(rail.points, near).along
    if not polyline.closed(rail.points):
        return 0.5 * polyline.length(rail.points)
    middle = np.mean(np.array(rail.points)[:-1], axis=0)
    up = np.asarray(start.up or cast.rehearsal.stage_set.up)
    return polyline.nearest(rail.points, middle + 10.0 * up).along


def _up(cast: Cast, start: PersonStart, feet: list[Spot], hands: list[Spot]) -> FloatArray:
    """Head direction: as said, as it lies to another, out of the loops, else the set's."""
    if start.up is not None:
        return unit(np.asarray(start.up))
    own = feet[0].normal if feet else np.asarray(cast.rehearsal.stage_set.up, dtype=float)
    if start.lying_to in cast.poses and start.lying not in {None, "any"}:
        axes = cast.poses[str(start.lying_to)][1]
        if start.lying == "across":
            return square(own, axes[:, 2], axes[:, 1])
        return np.asarray(axes[:, 2] if start.lying == "upright" else -axes[:, 2])
    if hands and not feet:
        return square(own, hands[0].normal, np.cross(hands[0].normal, hands[0].tangent))
    return unit(own)


def _strapped(cast: Cast, target: Target) -> Pose:
    bed = spot(cast.rehearsal.stage_set, target, cast.centre())
    head = square(bed.tangent, bed.normal, bed.tangent)
    point = bed.point + 0.16 * bed.normal - 0.02 * head
    return point, np.stack([bed.normal, np.cross(head, bed.normal), head], axis=-1)


def _from_feet(cast: Cast, start: PersonStart, feet: list[Spot], up: FloatArray) -> Pose:
    middle = np.mean([one.point for one in feet], axis=0)
    rise = unit(feet[0].normal + 0.7 * up) if float(feet[0].normal @ up) > -0.5 else feet[0].normal
    point = middle + STANDING_M * rise
    told = start.facing is not None or cast.set_up(start.person) is not None or start.lying_to in cast.poses
    return point, facing_axes(cast, start, point, up, None if told else feet[0].tangent)


def _from_hands(cast: Cast, start: PersonStart, hands: list[Spot], up: FloatArray) -> Pose:
    middle = np.mean([one.point for one in hands], axis=0)
    normal = unit(np.sum([one.normal for one in hands], axis=0))
    axes = axes_of(-normal, up, np.cross(up, hands[0].tangent))
    if abs(float(normal @ up)) > 0.9:
        # Head to the wall one hangs well below the rail, feet to the wall one crouches over it.
        away = CHEST_ABOVE_HIPS_M + ARM_M if float(normal @ up) < 0.0 else 0.5 * ARM_M
        return middle + away * normal - 0.5 * ARM_M * axes[:, 0], axes
    point = middle - ARM_M * axes[:, 0] - CHEST_ABOVE_HIPS_M * up
    if start.facing is not None:
        axes = facing_axes(cast, start, point, up, None)
    if start.up is not None or start.lying is not None:
        return point, axes
    ranked = []
    for i, angle in enumerate(SWINGS):
        turn = rotation.matrix(rotation.from_axis_angle(normal, angle))
        pose = middle + turn @ (point - middle), turn @ axes
        ranked.append((cast.crowding(start.person, pose) + UPRIGHT_WORTH_M * abs(angle), i, pose))
    ranked.sort(key=lambda one: one[:2])
    cast.others[start.person] = [pose for _, _, pose in ranked]
    return ranked[0][2]


def _beside(cast: Cast, start: PersonStart, other: Pose, up: FloatArray) -> Pose:
    """Face to face with another if there is room, else on another side; across in whatever way fits."""
    at, axes = other
    x, y, z = axes.T
    ups = [up, y, -y, x, -x] if start.lying == "across" and start.up is None else [up]
    ranked: list[tuple[float, int, Pose]] = []
    for way in (x, -x, y, -y, z, -z):
        for own in ups:
            point = at + APART_M * way
            pose = point, facing_axes(cast, start, point, own, -way)
            ranked.append((cast.crowding(start.person, pose), len(ranked), pose))
    ranked.sort(key=lambda one: (round(one[0], 3), one[1]))
    cast.others[start.person] = [pose for _, _, pose in ranked[:SIDES_TRIED]]
    return ranked[0][2]


def _free(cast: Cast, start: PersonStart, up: FloatArray) -> Pose:
    """Floating where there is room: as near to the others as people keep, else to the middle of the room."""
    low, high = cast.corners()
    centre = cast.centre()
    about = np.mean([pose[0] for pose in cast.poses.values()], axis=0) if cast.poses else centre
    axis = int(np.argmax(high - low))
    reach = np.arange(low[axis] + 0.6, high[axis] - 0.6, 0.3)
    points = []
    for value in reach:
        for shift in (0.0, 0.3, -0.3):
            point = centre.copy()
            point[axis] = value
            point[(axis + 1) % 3] += shift
            points.append(point)
    points = points or [centre]
    points.sort(key=lambda p: float(np.linalg.norm(p - about)))
    return _least_crowded(cast, start, points, up)


def _least_crowded(cast: Cast, start: PersonStart, points: list[FloatArray], up: FloatArray) -> Pose:
    """The first of the places that is free, else the one that is least crowded."""
    best: tuple[float, Pose] | None = None
    for point in points:
        pose = point, facing_axes(cast, start, point, up, None)
        near = min(
            (float(np.linalg.norm(point - other[0])) for other in cast.poses.values()), default=APART_M
        )
        crowding = cast.crowding(start.person, pose) + max(APART_M - near, 0.0)
        if best is None or crowding < best[0]:
            best = (crowding, pose)
        if crowding <= 1e-9:
            break
    assert best is not None, "there is at least one place"
    return best[1]
