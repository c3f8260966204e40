"""What a throw can be: the straight line along which an arm can send a prop, and the velocity that brings it there.

Pure geometry and strength, decided before anybody moves. The grip must stay between folded and stretched along the
whole stroke and clear of the own head and trunk. Speed rises along a half cosine: v at the end of T takes the length
v T / 2 and the peak acceleration π v / 2 T, which the arm must have the strength for at that speed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor
from offworld.rehearse.arm_fit import ArmFit
from offworld.rehearse.holds import Hold
from offworld.rehearse.plan import Impossible, limb_length
from offworld.rehearse.system import Floats
from offworld.strength import torque_share

SHORTEST_S = 0.36
"""No stroke is quicker, s: muscles rise in 80-150 ms [R], twice in it."""
COAST_S = 0.08
"""Of line left after the stroke, so that the last errors can be mended, s."""
REACH = (0.34, 0.92)
"""Shortest and longest distance from shoulder to grip along the stroke, share of the arm's length."""
CLEAR = {"head": 0.22, "chest": 0.20, "hips": 0.22}
"""m that the grip keeps from the middle of these."""
ARM_SHARE = 0.05
"""Of the body's mass in one arm (de Leva 1996, table 4: 4.94 % of a man's)."""
LEVER_M = 0.45
"""m at which the shoulder's torque acts on what is in the hand, and by which its speed is that of a joint; a guess at
the middle of reach."""
TORQUE_SHARE = 0.5
"""Share of the shoulder's strength that a throw may ask for; aiming needs the rest."""
BEHIND = -0.15
"""m behind the shoulder beyond which no stroke goes."""
TRIES, APART_M = 24, 0.09
"""Lines that are tried with the whole arm, the best first, and m between the starts of two."""
_ACROSS = np.linspace(-0.4, 0.4, 13)
_ALONG = np.linspace(-0.7, 0.7, 43)
_TIMES = np.geomspace(0.05, 60.0, 400)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThrowStroke:
    """A throw that can be done, in the frame that moves with the thrower."""

    start: Floats
    """Middle of the prop where the stroke begins, from the thrower's centre of mass, set axes, m."""
    direction: Floats
    """Unit, set frame."""
    speed: float
    """m/s at the end."""
    duration: float
    """s."""

    @property
    def length(self) -> float:
        """Way until full speed, m."""
        return 0.5 * self.speed * self.duration

    def turned(self, velocity: Floats) -> ThrowStroke:
        """The same stroke to another velocity, m/s in the thrower's frame."""
        speed = float(np.linalg.norm(velocity))
        return replace(self, direction=np.asarray(velocity / speed), speed=speed)

    def at(self, seconds: float) -> tuple[float, float, float]:
        """Way, m, speed, m/s, and acceleration, m/s², after a time."""
        if seconds >= self.duration:
            return self.length + self.speed * (seconds - self.duration), self.speed, 0.0
        phase = np.pi * seconds / self.duration
        way = 0.5 * self.speed * (seconds - self.duration / np.pi * np.sin(phase))
        push = 0.5 * self.speed * np.pi / self.duration * np.sin(phase)
        return float(way), float(0.5 * self.speed * (1.0 - np.cos(phase))), float(push)


def launch(away: Floats, velocity: Floats, gravity: Floats, speed: float) -> Floats | None:
    """Velocity of that size with which a thing comes to a goal that moves on evenly, or None if it does not carry.

    Args:
        away: of the goal, m.
        velocity: of the goal, m/s.
        gravity: m/s², the same everywhere.
        speed: m/s.
    """
    velocities = away / _TIMES[:, None] + velocity - 0.5 * _TIMES[:, None] * gravity
    sizes = np.linalg.norm(velocities, axis=1)
    enough = np.flatnonzero(sizes <= speed)
    if not len(enough):
        return None
    first = int(enough[0])
    if first == 0:
        return np.asarray(velocities[0] * (speed / max(sizes[0], 1e-9)))
    low, high = _TIMES[first - 1], _TIMES[first]
    for _ in range(40):
        middle = 0.5 * (low + high)
        size = float(np.linalg.norm(away / middle + velocity - 0.5 * middle * gravity))
        low, high = (middle, high) if size > speed else (low, middle)
    return np.asarray(away / high + velocity - 0.5 * high * gravity)


def plan_throw(
    actor: Actor, hold: Hold, mass: float, point: Floats, velocity: Floats
) -> ThrowStroke | Impossible:
    """Find the best line for a throw, or say why there is none.

    Args:
        actor: who throws, in the present pose.
        hold: of the hand that has the prop.
        mass: of the prop, kg.
        point: its centre now, set frame, m.
        velocity: wanted in the frame that moves with the thrower, set axes, m/s.
    """
    speed = float(np.linalg.norm(velocity))
    direction = velocity / max(speed, 1e-9)
    side, kind = hold.limb.split(" ")
    if kind != "hand" or speed < 1e-3:
        return Impossible(reason="a throw needs a hand and a speed other than the own one")
    strong = TORQUE_SHARE * _shoulder(actor, side) * float(torque_share(speed / LEVER_M)) / LEVER_M
    moved = mass + ARM_SHARE * actor.person.mass_kg
    if strong <= 0.0:
        return Impossible(reason=f"{speed:g} m/s is faster than an arm moves")
    duration = max(SHORTEST_S, float(np.pi * moved * speed / (2.0 * strong)))
    whole = speed * (0.5 * duration + COAST_S)
    found = _best_line(actor, hold, direction, whole)
    if found is None:
        return Impossible(
            reason=f"{speed:.2f} m/s from the hand needs {whole:.2f} m of stroke with {strong:.0f} N: the {side} arm "
            "has no such line that way"
        )
    return ThrowStroke(
        start=point + found - actor.centre(), direction=direction, speed=speed, duration=duration
    )


def _shoulder(actor: Actor, side: str) -> float:
    """Least isometric torque of the shoulder's hinges, N m."""
    joints = [
        joint for node in actor.system.assembly.nodes if node.tree == actor.name for joint in node.joints
    ]
    return min(joint.torque for joint in joints if f"/{side}_shoulder" in joint.id)


def _best_line(actor: Actor, hold: Hold, direction: Floats, length: float) -> Floats | None:
    """Shift (3,) of the grip to where its stroke begins, m."""
    grip = actor.table.anchor(hold)
    _, joint, reach = limb_length(actor, hold.limb)
    side = cross(direction, [1.0, 0.0, 0.0] if abs(direction[0]) < 0.8 else [0.0, 1.0, 0.0])
    side /= np.linalg.norm(side)
    up = cross(direction, side)
    a, b, s = np.meshgrid(_ACROSS, _ACROSS, _ALONG, indexing="ij")
    shift = a[..., None] * side + b[..., None] * up + s[..., None] * direction
    steps = np.linspace(0.0, length, 7)
    path = grip + shift[..., None, :] + steps[:, None] * direction
    away = np.linalg.norm(path - joint, axis=-1)
    good = np.all((away > REACH[0] * reach) & (away < REACH[1] * reach), axis=-1)
    strain = np.maximum(0.0, np.max(away, axis=-1) / reach - 0.8)
    # Behind the back no arm goes.
    good &= np.all((path - joint) @ actor.axes("chest")[:, 0] > BEHIND, axis=-1)
    for part, clear in CLEAR.items():
        middle = actor.site(f"{actor.name}/{part}")[1]
        good &= np.all(np.linalg.norm(path - middle, axis=-1) > clear, axis=-1)
    cost = np.where(good, np.linalg.norm(shift, axis=-1) + 2.0 * strain, np.inf)
    cost = cost.copy()
    for _ in range(TRIES):
        index = np.unravel_index(int(np.argmin(cost)), cost.shape)
        if not np.isfinite(cost[index]):
            break
        found = shift[index]
        if ArmFit(actor, hold).follows(grip + found + steps[::3, None] * direction):
            return np.asarray(found)
        cost[np.linalg.norm(shift - found, axis=-1) < APART_M] = np.inf
    return None
