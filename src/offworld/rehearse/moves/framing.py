"""What a hand-held camera is asked to do at a tick: an attitude and a place of the frame, and how both change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.camera import Sensor, SetUp
from offworld.geometry import rotation
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor, body_spin, point_velocity
from offworld.rehearse.control.tasks import PointTask, Task, TurnTask
from offworld.rehearse.floor import Floor
from offworld.rehearse.system import Floats

BEFORE_EYES = np.array([0.0, -0.05, -0.34])
"""m from the eyes to the camera, camera axes: an elbow's bend ahead and a little below, a guess."""
RATE, TURN_RATE = 6.0, 8.0
"""1/s of carrying and of turning a camera that is moved on purpose: a steady hand corrects within 0.2 s, a guess."""
WEIGHT, TURN_WEIGHT = 12.0, 40.0
"""Against a posture row of 1: the angle of the frame before its place, both before comfort."""
TOP, TURN_TOP = 6.0, 25.0
"""m/s² and rad/s² asked of it at most."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Goal:
    """Where a frame is to be now. Camera axes: x right, y top of the frame, z back, so that the lens is on −z."""

    attitude: Floats
    """(4,) camera axes to the set frame."""
    spin: Floats
    """(3,) rad/s, set frame."""
    spin_change: Floats
    """(3,) rad/s², set frame."""
    place: Floats
    """(3,) of the camera's own centre, set frame, m."""
    velocity: Floats
    """(3,) m/s."""
    acceleration: Floats
    """(3,) m/s²."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """A camera in somebody's hands as it is now."""

    body: int
    """Body id of the camera."""
    attitude: Floats
    """(4,) camera axes to the set frame."""
    spin: Floats
    """(3,) rad/s, set frame."""
    place: Floats
    """(3,) of its centre, m."""
    velocity: Floats
    """(3,) m/s."""
    eyes: Floats
    """(3,) of the operator, m."""
    eyes_velocity: Floats
    """(3,) m/s."""

    def offset(self) -> Floats:
        """(3,) from the operator's eyes to the camera, camera axes, m."""
        return rotation.rotate(rotation.conjugate(self.attitude), self.place - self.eyes)


def set_up_of(actor: Actor, floor: Floor) -> SetUp | None:
    """The set-up that a person operates; None if there is none."""
    return next((one for one in floor.rehearsal.scene.set_ups if one.by == actor.name and one.prop), None)


def hands_on(actor: Actor, floor: Floor, prop: str) -> tuple[str, ...]:
    """The hands of a person that hold a prop."""
    tree = floor.system.tree(prop).index
    return tuple(hold.limb for hold in floor.table.by(actor.name) if hold.partner == tree)


def frame_of(actor: Actor, floor: Floor) -> Frame | None:
    """The camera that a person operates; None if it is not in the hands."""
    set_up = set_up_of(actor, floor)
    if set_up is None or set_up.prop is None or not hands_on(actor, floor, set_up.prop):
        return None
    system = floor.system
    body = system.tree(set_up.prop).root_body
    place = np.array(system.data.xpos[body])
    _, eyes, speed = actor.site(f"{actor.name}/eyes")
    return Frame(
        body=body, attitude=np.array(system.data.xquat[body]), spin=body_spin(system, body), place=place,
        velocity=point_velocity(system, body, place), eyes=eyes, eyes_velocity=speed,
    )  # fmt: skip


def behind_the_finder(frame: Frame, attitude: Floats, spin: Floats, change: Floats, offset: Floats) -> Goal:
    """The goal of a frame that turns about the operator's eyes: the eye stays where it is at the finder.

    Args:
        frame: the camera now.
        attitude: (4,) wanted.
        spin: (3,) wanted, rad/s, set frame.
        change: (3,) wanted, rad/s², set frame.
        offset: (3,) from the eyes to the camera, camera axes, m.
    """
    arm = rotation.rotate(attitude, offset)
    return Goal(
        attitude=attitude, spin=spin, spin_change=change, place=frame.eyes + arm,
        velocity=frame.eyes_velocity + cross(spin, arm),
        acceleration=cross(change, arm) + cross(spin, cross(spin, arm)),
    )  # fmt: skip


def tracked(frame: Frame, goal: Goal) -> list[Task]:
    """Bring a camera to its goal as critically damped springs about the goal's own motion would."""
    error = rotation.log(rotation.multiply(goal.attitude, rotation.conjugate(frame.attitude)))
    turn = TURN_RATE * TURN_RATE * error + 2.0 * TURN_RATE * (goal.spin - frame.spin)
    gap = goal.place - frame.place
    go = RATE * RATE * gap + 2.0 * RATE * (goal.velocity - frame.velocity)
    return [
        PointTask(
            body=frame.body, point=frame.place, wanted=_clipped(go, TOP) + goal.acceleration, weight=WEIGHT
        ),
        TurnTask(body=frame.body, wanted=_clipped(turn, TURN_TOP) + goal.spin_change, weight=TURN_WEIGHT),
    ]


def share_of_width(angle: float, lens_mm: float) -> float:
    """How far an angle off the lens is on the picture, as a share of the frame's width (the usual gate)."""
    return float(lens_mm * np.tan(min(angle, 1.5)) / Sensor().width_mm)


def up_of(actor: Actor, set_up: SetUp, floor: Floor, way: Floats) -> Floats:
    """Up of the frame, never along the lens.

    Args:
        actor: who operates it.
        set_up: whose up it follows.
        floor: the scene now.
        way: unit, along the lens, set frame.
    """
    named = set_up.up
    if set_up.up_vector is not None:
        up = np.asarray(set_up.up_vector)
    elif named in floor.actors:
        up = floor.actors[named].axes("head")[:, 2]
    elif named == "free":
        up = actor.axes("head")[:, 2]
    else:
        up = np.asarray(floor.rehearsal.stage_set.up)
    if np.linalg.norm(cross(up, way)) < 0.2:
        up = actor.axes("head")[:, 2]
    return up


def _clipped(v: Floats, top: float) -> Floats:
    size = float(np.linalg.norm(v))
    return v * (top / size) if size > top else v
