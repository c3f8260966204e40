"""What a push from a hold can be: the straight line that the centre of mass can follow while the limbs still reach.

Pure geometry and strength, decided before anybody moves. The body keeps its attitude, so hips and shoulders keep
their offsets from the centre of mass; each holding limb must stay between folded and stretched along the whole
stroke; the line of force must pass the centre so closely that what is left is within the wrists or the couple of two
holds. A push at speed v with a half-sine of force of peak F takes T = π m v / 2F and the length v T / 2 (half-sine:
mean force 2F/π).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.geometry import polyline
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor
from offworld.rehearse.holds import Hold
from offworld.rehearse.pose import Pose, fit_pose
from offworld.rehearse.system import Floats
from offworld.strength import HOLD_LIMITS

REACH: dict[str, tuple[float, float]] = {"hand": (0.42, 0.94), "foot": (0.52, 0.89)}
"""Shortest and longest useful distance from shoulder or hip to grip, as a share of the limb's length."""
PEAK_FORCE: dict[str, float] = {"hand": 48.0, "foot": 55.0}
"""N at each hold at the height of a deliberate push; crews stay below 60 N 96 % of the time (handbook physics,
section 4, EDLS on Mir)."""
HIGHEST_PEAK = 110.0
"""N in all: two hands or two feet share it."""
TORQUE_SHARE = 0.55
"""Share of the holds' torque that an offset line of force may use."""
SHORTEST_PUSH_S = 0.6
"""No push is quicker: muscles rise in 80-150 ms [R]."""
COAST_S = 0.10
"""Held at the final speed before letting go, so that the last errors can be mended."""
SPARE_M = 0.05
"""m of reach left over at the end of a push."""
CLEAR_M = 0.01
"""A stroke that would press no part of the body deeper than this into a wall is free, m."""
TRIES = 8
"""Places for the start of a stroke that are tried for reach, best first."""
APART_M = 0.12
"""m between two tries."""
FASTEST = 0.9
"""m/s: the fastest push that is ever tried."""
CATCH_REACH = (0.35, 0.90)
"""Between which shares of a limb's length from its joint a rail can be caught."""
CATCH_TURN_S = 2.4
"""s in which the torque of the holds must stop the swing of a catch: 60 % of it in the 4 s that a catch may take."""
CATCH_LOOK_S = 6.0
"""How far ahead a catch is foreseen, s."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stroke:
    """A push that can be done."""

    start: Floats
    """Centre of mass where the push begins, set frame, m."""
    direction: Floats
    """Unit, set frame."""
    speed: float
    """m/s at the end."""
    duration: float
    """Of the rise of speed, s."""
    length: float
    """Way of the centre while holding, m."""
    moment_arm: float
    """m between the line of force and the centre."""
    first: Pose
    """Where the push begins."""
    last: Pose
    """Where it ends."""

    def overlap(self) -> float:
        """How deep the body would be in a wall at either end, m."""
        return max(self.first.overlap, self.last.overlap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Why a push cannot be done from here."""

    reason: str
    """For people."""


def limb_length(actor: Actor, limb: str) -> tuple[str, Floats, float]:
    """Kind of a limb, its upper joint in the set frame, and its stretched length to the grip, m."""
    data, known = actor.system.data, actor.reach.get(limb)
    if known is None:
        known = actor.reach[limb] = _measured(actor, limb)
    joint, length = known
    return limb.split(" ")[1], np.asarray(data.xpos[joint]), length


def _measured(actor: Actor, limb: str) -> tuple[int, float]:
    """Body at whose origin a limb's upper joint is, and the stretched length from there to the grip, m."""
    side, kind = limb.split(" ")
    chain = ("upper_arm", "forearm", "hand") if kind == "hand" else ("thigh", "shank", "foot")
    model = actor.system.model
    bodies = [actor.part(f"{side}_{part}") for part in chain]
    lengths = [float(np.linalg.norm(model.body_pos[body])) for body in bodies[1:]]
    site = model.site(f"{actor.name}/{limb}")
    return bodies[0], sum(lengths) + float(np.linalg.norm(site.pos))


def plan_stroke(
    actor: Actor, holds: list[Hold], direction: Floats, speed: float, *, mass: float | None = None,
    least_s: float = SHORTEST_PUSH_S, balance: Floats | None = None,
) -> Stroke | Impossible:  # fmt: skip
    """Find the best line for a push, or say why there is none.

    Args:
        actor: who pushes, in the present pose.
        holds: through which; all stay closed until the end.
        direction: unit, set frame.
        speed: m/s of the centre of mass.
        mass: that is to be moved, kg; None: the person's with what is carried.
        balance: (3,) centre of mass of all that is to be moved, set frame, m; None: the person's with what is carried.
        least_s: the rise of speed takes at least so long, s; never less than `SHORTEST_PUSH_S`.
    """
    if not holds:
        return Impossible(reason="nothing is held to push from")
    if speed > FASTEST:
        return Impossible(
            reason=f"{speed:g} m/s is faster than any arm or leg can push here ({FASTEST:g} m/s)"
        )
    kinds = [hold.limb.split(" ")[1] for hold in holds]
    peak = min(HIGHEST_PEAK, sum(PEAK_FORCE[kind] for kind in kinds)) * min(1.0, actor.strength + 0.2)
    mass = actor.mass() if mass is None else mass
    duration = max(SHORTEST_PUSH_S, least_s, float(np.pi * mass * speed / (2.0 * peak)))
    length = speed * duration / 2.0 + speed * COAST_S
    peak = np.pi * mass * speed / (2.0 * duration)
    return _best_line(actor, holds, direction, (speed, duration, length, peak), balance)


_ACROSS = np.linspace(-0.5, 0.5, 21)
_ALONG = np.linspace(-1.0, 1.0, 81)


def _best_line(
    actor: Actor,
    holds: list[Hold],
    direction: Floats,
    push: tuple[float, float, float, float],
    balance: Floats | None = None,
) -> Stroke | Impossible:
    speed, duration, length, peak = push
    centre = actor.centre()
    side = cross(direction, [1.0, 0.0, 0.0] if abs(direction[0]) < 0.8 else [0.0, 1.0, 0.0])
    side /= np.linalg.norm(side)
    up = cross(direction, side)
    a, b, s = np.meshgrid(_ACROSS, _ACROSS, _ALONG, indexing="ij")
    shift = a[..., None] * side + b[..., None] * up + s[..., None] * direction
    good = np.ones(a.shape, dtype=bool)
    strain = np.zeros(a.shape)
    anchors = np.array([actor.table.anchor(hold) for hold in holds])
    for hold, anchor in zip(holds, anchors, strict=True):
        kind, joint, reach = limb_length(actor, hold.limb)
        near, far = (share * reach for share in REACH[kind])
        distance = np.linalg.norm(anchor - joint - shift, axis=-1)
        good &= (distance > near) & (distance < far)
        strain += np.maximum(0.0, distance / reach - 0.9) + np.maximum(0.0, 0.5 - distance / reach)
    weighed = centre if balance is None else balance
    arm, capacity = _moment(anchors, weighed, shift, direction, holds)
    good &= arm * peak <= TORQUE_SHARE * capacity
    steps = int(np.ceil(length / (_ALONG[1] - _ALONG[0])))
    whole = good.copy()
    for k in range(1, steps + 1):
        whole[..., : -k or None] &= good[..., k:]
        whole[..., -k:] = False
    if not whole.any():
        near_miss = "the holding limbs do not reach far enough for it" if good.any() else _why(holds)
        return Impossible(reason=f"{speed:.3g} m/s that way needs {length:.2f} m of push: {near_miss}")
    cost = np.where(whole, np.linalg.norm(shift, axis=-1) + 1.5 * arm + 2.0 * strain, np.inf)
    own = actor.system.data.subtree_com[actor.tree.root_body] - centre
    found: Stroke | None = None
    for index in _apart(cost, shift):
        start = centre + shift[index]
        first = fit_pose(actor, holds, start + own)
        if not first.reached():
            continue
        goal = start + own + (length + SPARE_M) * direction
        last = fit_pose(actor, holds, goal, start=first, attitude=first.attitude)
        if not last.reached():
            continue
        stroke = Stroke(
            start=start, direction=direction, speed=speed, duration=duration, length=length,
            moment_arm=float(arm[index]), first=first, last=last,
        )  # fmt: skip
        if stroke.overlap() < CLEAR_M:
            return stroke
        if found is None or stroke.overlap() < found.overlap():
            found = stroke
    if found is not None:
        return found
    return Impossible(
        reason=f"{speed:.3g} m/s that way needs {length:.2f} m of push: joints end before it is over"
    )


def _apart(cost: Floats, shift: Floats) -> list[tuple[int, ...]]:
    """The best few places, no two nearer than `APART_M`."""
    chosen: list[tuple[int, ...]] = []
    cost = cost.copy()
    while len(chosen) < TRIES:
        best = np.unravel_index(int(np.argmin(cost)), cost.shape)
        if not np.isfinite(cost[best]):
            break
        chosen.append(tuple(int(i) for i in best))
        cost[np.linalg.norm(shift - shift[best], axis=-1) < APART_M] = np.inf
    return chosen


def _why(holds: list[Hold]) -> str:
    limbs = " and ".join(hold.limb for hold in holds)
    return f"the line of force would pass too far from the centre of the body for the {limbs}"


def _moment(
    anchors: Floats, centre: Floats, shift: Floats, direction: Floats, holds: list[Hold]
) -> tuple[Floats, Floats]:
    """Moment arm of a push shared by the holds, m, and the torque they can set against it, N m."""
    middle = anchors.mean(axis=0)
    arm_vector = cross(middle - centre - shift, direction)
    arm = np.linalg.norm(arm_vector, axis=-1)
    capacity = np.full(arm.shape, sum(hold.record.torque_limit for hold in holds))
    if len(anchors) > 1:
        across = anchors[1] - anchors[0]
        spread = np.linalg.norm(cross(across, arm_vector), axis=-1) / np.maximum(arm, 1e-9)
        couple = min(PEAK_FORCE[hold.limb.split(" ")[1]] for hold in holds)
        capacity = capacity + spread * couple
    return arm, capacity


def plan_catch(actor: Actor, limbs: tuple[str, ...], rail: Floats) -> Impossible | None:
    """Say whether a rail can be caught in free flight, from reach and strength; None: it can.

    The body goes on straight, without turning, in its present pose. Some moment must come at which the rail is
    within reach of every shoulder (or hip) whose hand (or foot) is to catch. The angular momentum of the flight about
    the grip must then be such as the torque of the holds takes up in `CATCH_TURN_S`.

    Args:
        actor: who flies; its velocity now is that of the flight.
        limbs: which are to catch.
        rail: (n, 3) the rail's line, set frame, m.
    """
    velocity, centre = actor.momentum()[0], actor.centre()
    times = np.linspace(0.0, CATCH_LOOK_S, 121)
    reach = np.ones(len(times), dtype=bool)
    joints: list[Floats] = []
    for limb in limbs:
        _, joint, length = limb_length(actor, limb)
        joints.append(joint)
        gap = np.array([polyline.nearest(rail, joint + velocity * t).distance for t in times])
        reach &= (gap > CATCH_REACH[0] * length) & (gap < CATCH_REACH[1] * length)
    if not reach.any():
        return Impossible(reason="it passes out of reach of the " + " and ".join(limbs))
    first = velocity * times[int(np.argmax(reach))]
    grip = np.mean([polyline.nearest(rail, joint + first).point for joint in joints], axis=0)
    swing = actor.mass() * float(np.linalg.norm(cross(grip - centre - first, velocity)))
    torque = actor.strength * sum(HOLD_LIMITS[limb.split(" ")[1]][1] for limb in limbs)
    if swing > CATCH_TURN_S * torque:
        return Impossible(
            reason=f"{np.linalg.norm(velocity):.2f} m/s past the {' and '.join(limbs)} swings the body round by "
            f"{swing:.0f} N m s: more than {torque:.0f} N m stop in time"
        )
    return None
