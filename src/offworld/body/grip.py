"""Closing and opening holds: a preallocated weld is pointed at what is gripped, with the pose as it is at that tick.

A weld keeps the pose that it was given, so a pose captured at the tick of the grip has no error, and nothing jumps:
only the relative speed is taken away, between the two, at the grip point. Layout of the row (MuJoCo 4.0,
`XMLreference`, weld): the grip point in the second body's frame (0-2), in the first body's frame (3-5), the attitude of
the second in the first (6-9), weight of the turning rows (10), a mark of the compiler that must be zero (11).
Rows and targets live in the model, not in the state: whoever restores a state restores its holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Grip:
    """One closed hold, enough to close it again after a restart."""

    slot: int
    """Equality id."""
    body: int
    """Body that holds."""
    partner: int
    """Body that is held; 0 is the set."""
    anchor: tuple[float, float, float]
    """The grip point in the frame of `body`, m."""
    partner_anchor: tuple[float, float, float]
    """The same point in the frame of `partner`, m."""
    relative: tuple[float, float, float, float]
    """Axes of `body` to axes of `partner`."""


def engage(model: Any, data: Any, slot: int, body: int, partner: int, anchor_world: ArrayLike) -> Grip:
    """Close a hold with the pose as it is now.

    Args:
        model: `mujoco.MjModel`; its row of this slot is written.
        data: `mujoco.MjData` with fresh positions.
        slot: equality id.
        body: body id of the hand, foot, strapped segment or prop.
        partner: body id of what is held; 0 is the set.
        anchor_world: (3,) the grip point in the set frame, m: torque of the hold is about it.
    """
    point = np.asarray(anchor_world, dtype=np.float64)
    mine, theirs = data.xquat[body], data.xquat[partner]
    grip = Grip(
        slot=slot,
        body=body,
        partner=partner,
        anchor=_triple(rotation.rotate(rotation.conjugate(mine), point - data.xpos[body])),
        partner_anchor=_triple(rotation.rotate(rotation.conjugate(theirs), point - data.xpos[partner])),
        relative=_quad(rotation.multiply(rotation.conjugate(theirs), mine)),
    )
    restore(model, data, grip)
    return grip


def restore(model: Any, data: Any, grip: Grip) -> None:
    """Close a hold as it was recorded, whatever the pose is now."""
    row = model.eq_data[grip.slot]
    model.eq_obj1id[grip.slot], model.eq_obj2id[grip.slot] = grip.body, grip.partner
    row[0:3] = grip.partner_anchor
    row[3:6] = grip.anchor
    row[6:10] = rotation.conjugate(grip.relative)
    row[10], row[11] = 1.0, 0.0
    data.eq_active[grip.slot] = 1


def release(data: Any, slot: int) -> None:
    """Open a hold."""
    data.eq_active[slot] = 0


def _triple(values: FloatArray) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in values)
    return (x, y, z)


def _quad(values: FloatArray) -> tuple[float, float, float, float]:
    w, x, y, z = (float(v) for v in values)
    return (w, x, y, z)
