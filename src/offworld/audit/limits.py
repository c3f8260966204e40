"""Whether joints stayed in their ranges and muscles within their strength."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.film.assembly import Joint
from offworld.strength import torque_bounds

RANGE: Final = 0.2
"""How far past its range a joint may be pressed, rad: ranges are soft, as flesh is."""
TORQUE_FLOOR: Final = 1e-6
"""Rounding of a torque at its limit, N m."""


def check_limits(evidence: Evidence, finder: Finder) -> None:
    """Looks at every hinge with muscles."""
    column = {int(dof): index for index, dof in enumerate(evidence.stream.joint_dofs)}
    for node in evidence.take.assembly.nodes:
        for joint in node.joints:
            _check_range(evidence, joint, finder)
            if joint.dof in column:
                _check_torque(evidence, joint, column[joint.dof], finder)


def _check_range(evidence: Evidence, joint: Joint, finder: Finder) -> None:
    angle = evidence.stream.coordinates[:, joint.coordinate]
    past = np.maximum(np.maximum(angle - joint.high, joint.low - angle), 0.0)
    subject = Subject(
        kind="joint range", who=joint.id, text=f"{joint.id} bent further than it can", unit="rad"
    )
    finder.look(subject, evidence.stream.ticks, past, RANGE)


def _check_torque(evidence: Evidence, joint: Joint, column: int, finder: Finder) -> None:
    """Torques are set at a control tick for all its steps: the speed then, or now, justifies them."""
    torque, rate = evidence.stream.torques[:, column], evidence.stream.velocities[:-1, joint.dof]
    every = max(evidence.take.control_ticks // evidence.take.step_ticks, 1)
    set_at = np.arange(len(rate)) // every * every
    low, high = torque_bounds(joint.torque, rate)
    low, high = np.minimum(low, low[set_at]), np.maximum(high, high[set_at])
    allowed = np.where(torque > 0.0, high, -low) + TORQUE_FLOOR
    subject = Subject(
        kind="torque", who=joint.id, text=f"the muscles of {joint.id} were too strong", unit="N m"
    )
    finder.look(subject, evidence.stream.ticks[:-1], np.abs(torque), allowed)
