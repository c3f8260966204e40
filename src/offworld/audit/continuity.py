"""Whether positions follow from velocities at every step: nothing was put anywhere.

Over one step of classical Runge-Kutta a coordinate differs from the trapezoid of its velocities by h²/12 times the
difference of the first and last stage's acceleration. Where accelerations keep their direction that is at most half of
h times the change of velocity; over many steps it cancels.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.audit.momentum import TreeMotion
from offworld.audit.motion import Floats
from offworld.geometry import rotation

PLACE: Final = 2e-6
"""Floor for the centre of mass of a tree in one step, m; muscles cannot move it."""
PLACE_TOUCHED: Final = 1.2e-5
"""The same where something touches or holds it in this step or one beside it, m: a light thing that is struck to and
fro within one step ends it as fast as it began (measured: 7.8e-6 for a notebook of 180 g)."""
PLACE_TOTAL: Final = 2e-4
"""Floor for the centre of mass since the start, m."""
TURN: Final = 4e-4
"""Floor for the root's attitude and for hinges in one step, rad: torques change from one step to the next."""
TURN_TOTAL: Final = 2e-2
"""Floor for the same since the start, rad."""
UNIT: Final = 1e-6
"""How far the length of a quaternion may be from one."""
CHANGE_SHARE: Final = 1.2
"""Share of h times the change of velocity, in this step or one beside it; half by the argument above, and more where a
light thing rattles (measured: up to 0.7)."""
TOTAL_SHARE: Final = 0.02
"""The same for the sum since the start, in which it cancels."""


def check_continuity(evidence: Evidence, finder: Finder) -> None:
    """Looks at the centre of mass, the attitude and every hinge of each free tree."""
    for tree in evidence.trees.values():
        _check_quaternion(evidence, tree, finder)
        _check_centre(evidence, tree, finder)
        _check_attitude(evidence, tree, finder)
    _check_hinges(evidence, finder)


def _check_quaternion(evidence: Evidence, tree: TreeMotion, finder: Finder) -> None:
    first = evidence.take.assembly.nodes[tree.root].coordinate + 3
    length = np.linalg.norm(evidence.stream.coordinates[:, first : first + 4], axis=1)
    subject = Subject(
        kind="attitude", who=tree.tree, text=f"the attitude of {tree.tree} is no rotation", unit=""
    )
    finder.look(subject, evidence.stream.ticks, np.abs(length - 1.0), UNIT)


def _check_centre(evidence: Evidence, tree: TreeMotion, finder: Finder) -> None:
    velocity = tree.momentum / max(tree.mass, 1e-12)
    error = np.diff(tree.centre, axis=0) - 0.5 * evidence.step_s * (velocity[1:] + velocity[:-1])
    subject = Subject(
        kind="root motion",
        who=tree.tree,
        text=f"{tree.tree} was put somewhere instead of moving there",
        unit="m",
    )
    change = np.linalg.norm(np.diff(velocity, axis=0), axis=1)
    # What is pressed from two sides at once may be shaken by more than it is moved: each side counts by itself.
    pressed = sum(
        np.linalg.norm(evidence.booked(np.array([key]))[:, :3], axis=1)
        for key in evidence.keys_of(tree.tree, None, ("contact", "hold"))
    )
    shaken = np.maximum(change, pressed / max(tree.mass, 1e-12))
    near = _beside(np.broadcast_to(pressed, change.shape)) > 0.0
    _look(evidence, finder, subject, error, change, np.where(near, PLACE_TOUCHED, PLACE), PLACE_TOTAL, shaken)


def _check_attitude(evidence: Evidence, tree: TreeMotion, finder: Finder) -> None:
    attitude, spin = evidence.motion.attitude[tree.root], evidence.motion.spin[tree.root]
    turned = rotation.log(rotation.multiply(attitude[1:], rotation.conjugate(attitude[:-1])))
    # The mean of the spins turned into the middle of the step: exact to third order (Magnus 1954).
    mean = 0.5 * evidence.step_s * (spin[1:] + spin[:-1])
    bend = evidence.step_s**2 / 12.0 * rotation.cross(spin[1:], spin[:-1])
    subject = Subject(
        kind="root motion", who=tree.tree, text=f"{tree.tree} was turned instead of turning", unit="rad"
    )
    _look(
        evidence,
        finder,
        subject,
        turned - mean - bend,
        np.linalg.norm(np.diff(spin, axis=0), axis=1),
        TURN,
        TURN_TOTAL,
    )


def _check_hinges(evidence: Evidence, finder: Finder) -> None:
    for node in evidence.take.assembly.nodes:
        for joint in node.joints:
            angle = evidence.stream.coordinates[:, joint.coordinate]
            rate = evidence.stream.velocities[:, joint.dof]
            error = np.diff(angle) - 0.5 * evidence.step_s * (rate[1:] + rate[:-1])
            subject = Subject(
                kind="joint motion",
                who=joint.id,
                text=f"{joint.id} was put somewhere instead of bending",
                unit="rad",
            )
            _look(evidence, finder, subject, error[:, None], np.abs(np.diff(rate)), TURN, TURN_TOTAL)


def _look(
    evidence: Evidence,
    finder: Finder,
    subject: Subject,
    error: Floats,
    change: Floats,
    step: Floats | float,
    total: float,
    shaken: Floats | None = None,
) -> None:
    """Bounds the error (steps, k) of each step and of all steps so far, given the sizes of velocity changes (steps,).

    `shaken` (steps,) is what the change of one step may have been in its course; None: no more than it was at its end.
    """
    ticks, h = evidence.stream.ticks[1:], evidence.step_s
    most = h * (change if shaken is None else shaken)
    # A blow that begins or ends within a step shows its strength in the step beside it.
    finder.look(subject, ticks, np.linalg.norm(error, axis=1), step + CHANGE_SHARE * _beside(most))
    summed = np.linalg.norm(np.cumsum(error, axis=0), axis=1)
    finder.look(subject, ticks, summed, total + TOTAL_SHARE * h * np.cumsum(change))


def _beside(values: Floats) -> Floats:
    """(steps,) the largest of each value and the two beside it."""
    return np.asarray(np.maximum(np.maximum(values, np.append(values[1:], 0.0)), np.append(0.0, values[:-1])))
