"""Which swing of the limbs turns a body as asked: how wide, how often, how fast; or why there is none.

It begins with the loop of the axis, as wide as the angle needs, and then changes width and details of it as little as
turns this very body, with its own proportions and posture, about the asked axis and no other: a quasi-Newton method on
the exact motion, which takes the least change of all that would do. The path begins and ends in the present posture, at
rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.geometry import rotation
from offworld.rehearse.system import Floats
from offworld.rehearse.turning.controls import Control, controls, with_changes
from offworld.rehearse.turning.effort import strain
from offworld.rehearse.turning.swing import Swing, gauss_points
from offworld.rehearse.turning.swinging import Swinging
from offworld.rehearse.turning.technique import AXES, Axis, technique

USUAL_CYCLE_S: Final = 4.0
"""s of a cycle when the blocking says no time: limbs then move at 1 to 2 rad/s, an unhurried pace [R]."""
QUICKEST_CYCLE_S: Final = 3.0
"""s: no cycle is quicker; a deliberate sweep of arms and legs there and back, a guess."""
SLOWEST_CYCLE_S: Final = 10.0
"""s: with more time than that, more and smaller cycles are made."""
MOST_CYCLES: Final = 30
"""More would be a minute and a half of waving."""
WIDEST: Final = 1.05
"""Of the loops as they are kept; those stay inside what is comfortable."""
NEARLY: Final = 0.97
"""Share of what the widest cycles turn by that is counted on: the rest is for other axes."""
STEPS: Final = 20
"""Steps of the exact motion in a cycle, even: 0.1° at most over a whole turn."""
ROUNDS: Final = 14
"""Of the quasi-Newton method at most."""
APPROACH: Final = (0.35, 0.55, 0.75, 0.9, 1.0)
"""Shares of a turn by which it is approached where it is not found at once."""
WELL: Final = 0.6
"""Share of what was left before that a good step leaves: otherwise slopes are worked out anew and steps are smaller."""
OFF: Final = 2e-4
"""rad of attitude that a plan may leave."""
STEP: Final = 1e-3
"""rad of a detail by which it is tried."""
FARTHEST: Final = 0.3
"""rad by which a detail changes at once at most."""
INSIDE: Final = 0.04
"""rad kept free at the ends of ranges, as the controller does."""
STRENGTH: Final = 0.7
"""Share of the strength that a turn may take."""
DRIFT_RAD: Final = 0.35
"""rad by which a spin that one has already may turn one meanwhile (20°): more cannot be hidden in limbs' swings."""
NO_SPIN: Final = 1e-4
"""rad/s below which a spin is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSo:
    """Why a turn cannot be done so."""

    reason: str
    """For people."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """Who turns, as the plan needs it."""

    swing: Swing
    """The exact motion."""
    hinges: list[str]
    """Names of the hinges, in order."""
    start: Floats
    """(hinges,) present posture, rad."""
    momentum: Floats
    """(3,) angular momentum about the centre of mass, N m s, as seen by one who does not turn, in the axes of the
    pelvis."""
    frame: Floats
    """(3,) how fast the room itself turns, rad/s, in the same axes: one at rest in a station turns with its orbit."""

    def spin(self) -> float:
        """How fast one turns in the present posture against the room, rad/s."""
        own = self.swing.spin(self.start, np.zeros_like(self.start), self.momentum)
        return float(np.linalg.norm(own - self.frame))

    def coasts(self) -> bool:
        """True if one turns without moving a limb."""
        return max(self.spin(), float(np.linalg.norm(self.frame))) > NO_SPIN

    def axis(self, axis: Axis) -> Floats:
        """(3,) direction of the chest in the axes of the pelvis."""
        return np.asarray(self.swing.chest(self.start)[:, AXES.index(axis)])


def plan_turn(body: Body, axis: Axis, angle: float, within: float | None) -> Swinging | NotSo:
    """Plan a turn about an axis of the chest.

    Args:
        body: who, in which posture.
        axis: of the chest.
        angle: rad; positive is left, forward, sideways to the right.
        within: s; None: what it needs at an easy pace.
    """
    asked, spin = f"{np.degrees(abs(angle)):.3g}° of {axis}", body.spin()
    fewest = _cycles(body, axis, angle)
    if fewest > MOST_CYCLES:
        return NotSo(reason=f"{asked} would take {fewest} cycles of arms and legs")
    least = fewest * QUICKEST_CYCLE_S
    if within is not None and within < least - 1e-9:
        return NotSo(reason=f"not in that time: {asked} need at least {least:.3g} s")
    for cycles, duration in _tries(fewest, within):
        if spin * duration > DRIFT_RAD:
            return NotSo(reason=f"turning at {np.degrees(spin):.1f}°/s already, which limbs cannot stop")
        plan = _found(body, axis, angle, cycles, duration)
        if plan is None:
            continue
        share = strain(body.swing, plan)
        if share <= STRENGTH:
            return plan
        # The torques of limbs go with the square of their pace.
        least = duration * float(np.sqrt(share / STRENGTH))
        return NotSo(reason=f"not in that time: {asked} need at least {least:.3g} s at this strength")
    for cycles in range(fewest + 1, fewest + 4) if within is not None else ():
        least = cycles * QUICKEST_CYCLE_S
        if least > (within or 0.0) and _found(body, axis, angle, cycles, least) is not None:
            return NotSo(reason=f"not in that time: {asked} need at least {least:.3g} s from this posture")
    return NotSo(
        reason=f"no swing within the ranges of the joints gives {asked} in that time from this posture"
    )


def _draft(
    body: Body, axis: Axis, angle: float, cycles: int, duration: float, width: float = 0.0
) -> Swinging:
    """The loop of the axis, as wide as the angle needs; or of a width."""
    loop, way, tree = technique(axis, body.hinges), 1.0 if angle >= 0.0 else -1.0, body.swing.tree
    plan = Swinging(
        start=body.start, lift=loop.used * (loop.base - body.start), cos=loop.cos, sin=way * loop.sin,
        used=loop.used, low=np.minimum(tree.low + INSIDE, body.start), high=np.maximum(tree.high - INSIDE, body.start),
        cycles=cycles, duration=duration,
    )  # fmt: skip
    if not width:
        single, further = _capacity(body, axis, plan, way)
        whole = single + (cycles - 1) * further
        width = float(np.sqrt(min(WIDEST**2, abs(angle) / max(whole, 1e-3))))
    return replace(plan, lift=width * plan.lift, cos=width * plan.cos, sin=width * plan.sin)


def _capacity(body: Body, axis: Axis, plan: Swinging, way: float) -> tuple[float, float]:
    """What a single cycle turns by, and each further one, rad."""
    into, round_, out = _parts(body, replace(plan, cycles=2))
    about = way * body.axis(axis)
    single = float(about @ rotation.log(rotation.multiply(into, out)))
    return single, float(about @ rotation.rotate(into, rotation.log(round_)))


def _cycles(body: Body, axis: Axis, angle: float) -> int:
    """How many of the widest cycles a turn takes."""
    widest = _draft(body, axis, angle, 1, USUAL_CYCLE_S, WIDEST)
    single, further = _capacity(body, axis, widest, 1.0 if angle >= 0.0 else -1.0)
    wanted = abs(angle) / NEARLY
    if single >= wanted:
        return 1
    return MOST_CYCLES + 1 if further <= 0.0 else 1 + max(1, int(np.ceil((wanted - single) / further)))


def _tries(fewest: int, within: float | None) -> Iterator[tuple[int, float]]:
    """Numbers of cycles, and durations, that fit the time, the fewest first."""
    first = fewest if within is None else max(fewest, int(np.ceil(within / SLOWEST_CYCLE_S)))
    for cycles in (first, first + 1, first + 2):
        duration = cycles * USUAL_CYCLE_S if within is None else within
        if duration / cycles >= QUICKEST_CYCLE_S - 1e-9:
            yield cycles, duration


def _found(body: Body, axis: Axis, angle: float, cycles: int, duration: float) -> Swinging | None:
    """The plan from the loop as it is kept, or else by way of smaller turns; None if there is none."""
    plan = _solved(body, _draft(body, axis, angle, cycles, duration), axis, angle)
    if plan is not None:
        return plan
    draft, before = _draft(body, axis, APPROACH[0] * angle, cycles, duration), APPROACH[0]
    for share in APPROACH:
        # The angle goes with the area of a loop.
        wider = float(np.sqrt(share / before))
        draft = replace(draft, lift=wider * draft.lift, cos=wider * draft.cos, sin=wider * draft.sin)
        plan = _solved(body, draft, axis, share * angle)
        if plan is None:
            return None
        draft, before = plan, share
    return plan


def _solved(body: Body, draft: Swinging, axis: Axis, angle: float) -> Swinging | None:
    """The plan that turns the body as asked; None if there is none."""
    goal = rotation.exp(angle * body.axis(axis))
    details = controls(draft, body.hinges)
    changes, reach = np.zeros(len(details)), FARTHEST
    off = _off(body, draft, goal)
    slopes, fresh = _slopes(body, draft, details, changes, goal), True
    for _ in range(ROUNDS):
        step = np.linalg.lstsq(slopes, -off, rcond=1e-6)[0]
        step *= min(1.0, reach / max(float(np.abs(step).max()), 1e-12))
        plan = with_changes(draft, details, changes + step)
        before, after = off, _off(body, plan, goal)
        share = float(np.linalg.norm(after) / np.linalg.norm(before))
        if float(np.linalg.norm(after)) < OFF:
            return plan
        if share < 1.0:
            changes, off = changes + step, after
        if share >= WELL and fresh:
            reach *= 0.5
        if share >= WELL and not (fresh and share >= 1.0):
            slopes, fresh = _slopes(body, draft, details, changes, goal), True
        elif share < WELL:
            # Broyden's update: the slopes agree with what the step has just shown.
            slopes, fresh = (
                slopes + np.outer(after - before - slopes @ step, step) / float(step @ step),
                False,
            )
    return None


def _slopes(body: Body, draft: Swinging, details: list[Control], changes: Floats, goal: Floats) -> Floats:
    """(3, details) how what is left changes with each detail."""
    here = _off(body, with_changes(draft, details, changes), goal)
    return np.stack(
        [
            (_off(body, with_changes(draft, details, changes + one), goal) - here) / STEP
            for one in STEP * np.eye(len(details))
        ],
        axis=-1,
    )


def _off(body: Body, plan: Swinging, goal: Floats) -> Floats:
    return rotation.log(rotation.multiply(rotation.conjugate(goal), _end(body, plan)))


def _end(body: Body, plan: Swinging) -> Floats:
    """(4,) attitude of the pelvis in the room after a plan, to its axes at the beginning."""
    if body.coasts():
        steps = plan.cycles * STEPS
        times = gauss_points(0.0, plan.duration, steps)
        turned = body.swing.turned_along(*plan.path(times), plan.duration / steps, body.momentum)
        return rotation.multiply(rotation.exp(-plan.duration * body.frame), turned)
    into, round_, out = _parts(body, plan)
    for _ in range(plan.cycles - 1):
        into = rotation.multiply(into, round_)
    return rotation.multiply(into, out)


def _parts(body: Body, plan: Swinging) -> tuple[Floats, Floats, Floats]:
    """(4,) turns of the first half cycle, of a whole one between, and of the last half: without spin they repeat."""
    one = plan.cycles == 1
    shown = plan if one else replace(plan, cycles=2)
    into = _part(body, shown, 0, 1)
    if one:
        return into, rotation.identity(), _part(body, shown, 1, 2)
    return into, _part(body, shown, 1, 3), _part(body, shown, 3, 4)


def _part(body: Body, plan: Swinging, begin: int, end: int) -> Floats:
    """(4,) turn from one half cycle to another."""
    steps = (end - begin) * STEPS // 2
    phases = gauss_points(np.pi * begin, np.pi * end, steps)
    return body.swing.turned_along(plan.poses(phases), plan.slopes(phases), 2.0 * np.pi / STEPS)
