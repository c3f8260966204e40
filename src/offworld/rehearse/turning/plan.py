"""Which swing of the limbs turns a body as asked: how wide, how often, how fast; or why there is none.

Unknown are the width of the main loop and small shares of the two other loops, which take up what the person's own
proportions and posture would leave about other axes; they are found by Newton's method on the exact motion. The path
begins and ends in the posture that the person has, at rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.geometry import rotation
from offworld.rehearse.system import Floats
from offworld.rehearse.turning.effort import strain
from offworld.rehearse.turning.swing import Swing
from offworld.rehearse.turning.swinging import Swinging
from offworld.rehearse.turning.technique import AXES, Axis, Technique, technique

USUAL_CYCLE_S: Final = 4.0
"""s of a cycle when the blocking says no time: limbs then move at 1 to 2 rad/s, an unhurried pace [R]."""
QUICKEST_CYCLE_S: Final = 3.0
"""s: no cycle is quicker; a deliberate sweep of arms and legs there and back, a guess."""
SLOWEST_CYCLE_S: Final = 10.0
"""s: with more time than that, more and smaller cycles are made."""
MOST_CYCLES: Final = 24
"""More would be a minute and more of waving."""
NEARLY: Final = 0.97
"""Share of what the widest cycles turn by that is counted on: the rest is for other axes."""
STEPS: Final = 48
"""Steps of the exact motion in a cycle."""
ROUNDS: Final = 12
"""Of Newton's method at most."""
OFF: Final = 2e-4
"""rad of attitude that a plan may leave."""
INSIDE: Final = 0.04
"""rad kept free at the ends of ranges, as the controller does."""
STRENGTH: Final = 0.7
"""Share of the strength that a turn may take."""
DRIFT_RAD: Final = 0.35
"""rad by which a spin that one has already may turn one meanwhile (20°): more cannot be hidden in limbs' swings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSo:
    """Why a turn cannot be done so."""

    reason: str
    """For people, after "not in that time" or by itself."""


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
    """(3,) angular momentum about the centre of mass, N m s, in the axes of the pelvis."""


def plan_turn(body: Body, axis: Axis, angle: float, within: float | None) -> Swinging | NotSo:
    """Plan a turn about an axis of the chest.

    Args:
        body: who, in which posture.
        axis: of the chest.
        angle: rad; positive is left, forward, sideways to the right.
        within: s; None: what it needs at an easy pace.
    """
    first = _draft(body, axis, angle)
    wanted = _cycles(body, first, abs(angle))
    if wanted > MOST_CYCLES:
        return NotSo(reason=f"it would take more than {MOST_CYCLES} cycles of arms and legs")
    least = wanted * QUICKEST_CYCLE_S
    if within is not None and within < least - 1e-9:
        return NotSo(reason=too_short(axis, angle, least))
    spin = float(np.linalg.norm(body.swing.spin(body.start, np.zeros_like(body.start), body.momentum)))
    for plan in _tries(first, wanted, within):
        if spin * plan.duration > DRIFT_RAD:
            return NotSo(reason=f"turning at {np.degrees(spin):.1f}°/s, which limbs cannot stop")
        solved = _solved(body, plan, angle)
        if solved is None:
            continue
        share = strain(body.swing, solved)
        if share <= STRENGTH:
            return solved
        # Torques of limbs go with the square of the pace.
        least = solved.duration * float(np.sqrt(share / STRENGTH))
        return NotSo(reason=too_short(axis, angle, least))
    return NotSo(reason="no swing within the ranges of the joints does it from this posture")


def too_short(axis: Axis, angle: float, least: float) -> str:
    """The reason when there is too little time, with the least."""
    return f"not in that time: {np.degrees(abs(angle)):.3g}° of {axis} need at least {least:.3g} s"


def _draft(body: Body, axis: Axis, angle: float) -> Swinging:
    """One widest cycle."""
    loops: dict[Axis, Technique] = {one: technique(one, body.hinges) for one in AXES}
    main = loops.pop(axis)
    aside = tuple(loops.values())
    return Swinging(
        start=body.start, main=main, aside=(aside[0], aside[1]), widths=np.array([1.0, 0.0, 0.0]),
        way=1.0 if angle >= 0.0 else -1.0, cycles=1, duration=USUAL_CYCLE_S,
    )  # fmt: skip


def _axis_of(body: Body, plan: Swinging) -> Floats:
    """(3,) the axis to turn about, in the axes of the pelvis, in the way of the plan."""
    return np.asarray(plan.way * body.swing.chest(body.start)[:, AXES.index(plan.main.axis)])


def _cycles(body: Body, first: Swinging, angle: float) -> int:
    """How many of the widest cycles a turn takes."""
    axis, swing = _axis_of(body, first), body.swing
    half = STEPS // 2
    poses = replace(first, cycles=2).poses(np.linspace(0.0, 4.0 * np.pi, 4 * half + 1))
    into, round_, out = (swing.turned(poses[a * half : b * half + 1]) for a, b in ((0, 1), (1, 3), (3, 4)))
    single = float(axis @ rotation.log(rotation.multiply(into, out)))
    further = float(axis @ rotation.rotate(into, rotation.log(round_)))
    if single * NEARLY >= angle or further <= 0.0:
        return 1
    return 1 + int(np.ceil((angle / NEARLY - single) / further))


def _tries(first: Swinging, wanted: int, within: float | None) -> Iterator[Swinging]:
    """The same with numbers of cycles that fit the time, the fewest first."""
    fewest = wanted if within is None else max(wanted, int(np.ceil(within / SLOWEST_CYCLE_S)))
    for cycles in (fewest, fewest + 1, fewest + 2):
        duration = cycles * USUAL_CYCLE_S if within is None else within
        if duration / cycles >= QUICKEST_CYCLE_S - 1e-9:
            yield replace(first, cycles=cycles, duration=duration)


def _solved(body: Body, plan: Swinging, angle: float) -> Swinging | None:
    """The plan with the widths that turn the body as asked; None if there are none in range."""
    axis = _axis_of(body, plan)
    goal = rotation.exp(abs(angle) * axis)
    widest = float(axis @ rotation.log(_end(body, replace(plan, cycles=1))))
    share = abs(angle) / (plan.cycles * max(widest, 1e-3))
    widths = np.array([np.sqrt(min(1.0, share)), 0.0, 0.0])
    for _ in range(ROUNDS):
        plan = replace(plan, widths=widths)
        off = _off(body, plan, goal)
        if float(np.linalg.norm(off)) < OFF:
            return plan if _in_range(body, plan) else None
        step = 1e-3 * max(0.1, widths[0])
        slopes = np.stack(
            [(_off(body, replace(plan, widths=widths + step * one), goal) - off) / step for one in np.eye(3)],
            axis=-1,
        )
        change = np.linalg.lstsq(slopes, -off, rcond=1e-9)[0]
        size = float(np.abs(change).max())
        widths = widths + change * min(1.0, 0.3 / max(size, 1e-12))
    return None


def _end(body: Body, plan: Swinging) -> Floats:
    """(4,) attitude of the pelvis after a plan, to its axes at the beginning."""
    times = np.linspace(0.0, plan.duration, plan.cycles * STEPS + 1)
    momentum = body.momentum if np.any(body.momentum) else None
    return body.swing.turned(plan.path(times), times, momentum)


def _off(body: Body, plan: Swinging, goal: Floats) -> Floats:
    return rotation.log(rotation.multiply(rotation.conjugate(goal), _end(body, plan)))


def _in_range(body: Body, plan: Swinging) -> bool:
    """True if no hinge comes nearer to its ends than it is now or than the controller allows."""
    path, tree = plan.path(np.linspace(0.0, plan.duration, plan.cycles * STEPS + 1)), body.swing.tree
    low, high = np.minimum(tree.low + INSIDE, body.start), np.maximum(tree.high - INSIDE, body.start)
    return bool(np.all(path >= low - 1e-9) and np.all(path <= high + 1e-9))
