"""Whether the motion of every free tree is the sum of the impulses that it received: no invented force.

The integrator's own error is small but not nothing. A rigid thing that nothing touches closes to rounding. In a body
with joints a jump of muscle torque at a control tick, a stop met and a limb that turns at s rad/s each cost a little;
for the last, classical Runge-Kutta at a step h loses about (s h)^4 of the momentum that limbs exchange per radian.
Bounds are floors for what is in play, plus that share; `docs/audit.md` has the measured remainders of honest takes.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.audit.momentum import TreeMotion
from offworld.audit.motion import Floats
from offworld.film.audit_report import Closure
from offworld.geometry import rotation

FREE: Final = 1e-6
"""What may be left over in a rigid tree that nothing has touched, N s and N m s."""
TOUCHED: Final = 2e-4
"""The same once something has touched or held it."""
MUSCLES: Final = 1e-3
"""The same for a tree with joints, touched or not."""
MUSCLES_PER_S: Final = 1e-4
"""What is added for each second in which muscles act."""
STEP_FREE: Final = 1e-7
"""What one step may leave over in a rigid tree that nothing touches in it."""
STEP_TOUCHED: Final = 1e-4
"""The same if something touches or holds it."""
STEP_MUSCLES: Final = 2e-4
"""The same for a tree with joints: the first jump of torque from rest leaves 7e-5."""
RK4_SHARE: Final = 0.02
"""Factor on the integrator's share for limbs that turn fast; thrown bodies leave a third of it."""
IMPULSE_SHARE: Final = 4e-4
"""Share of a contact's or hold's own impulse in a step that stages cannot resolve."""
ADDING_UP: Final = 0.01
"""How much of that is left when many steps are added up."""


def check_closure(evidence: Evidence, finder: Finder) -> tuple[Closure, ...]:
    """Balances every free tree, step by step and since the start."""
    return tuple(_balance(evidence, tree, finder) for tree in evidence.trees.values())


def _balance(evidence: Evidence, tree: TreeMotion, finder: Finder) -> Closure:
    ticks = evidence.stream.ticks[1:]
    linear, angular = leftover(evidence, tree)
    touch = np.abs(evidence.booked(evidence.keys_of(tree.tree, None, ("contact", "hold")))).sum(axis=1)
    jointed = any(evidence.take.assembly.nodes[index].joints for index in tree.nodes)
    step, floor = _floors(touch, evidence.step_s, jointed)
    share_p, share_l = integrator_share(evidence, tree)
    total_p = np.linalg.norm(np.cumsum(linear, axis=0), axis=1)
    total_l = np.linalg.norm(np.cumsum(angular, axis=0), axis=1)
    bound_p, bound_l = floor + np.cumsum(share_p), floor + np.cumsum(share_l)
    one_p, one_l = np.linalg.norm(linear, axis=1), np.linalg.norm(angular, axis=1)
    force = f"{tree.tree} was pushed by a force that nothing accounts for"
    turn = f"{tree.tree} was turned by a torque that nothing accounts for"
    moved, turned = Subject(kind="momentum", who=tree.tree, text=force, unit="N s"), Subject(
        kind="angular momentum", who=tree.tree, text=turn, unit="N m s"
    )  # fmt: skip
    finder.look(moved, ticks, one_p, step + share_p)
    finder.look(turned, ticks, one_l, step + share_l)
    finder.look(moved, ticks, total_p, bound_p)
    finder.look(turned, ticks, total_l, bound_l)
    return Closure(
        tree=tree.tree, touched=bool(touch.any()),
        momentum=_top(total_p), momentum_bound=_top(bound_p), angular=_top(total_l), angular_bound=_top(bound_l),
        step_momentum=_top(one_p), step_angular=_top(one_l),
    )  # fmt: skip


def _floors(touch: Floats, step_s: float, jointed: bool) -> tuple[Floats, Floats]:
    """What each step and all steps so far may leave over, (steps,) each, before the integrator's share."""
    one = np.where(touch > 0.0, STEP_TOUCHED + IMPULSE_SHARE * touch, STEP_FREE)
    total = np.where(np.cumsum(touch) > 0.0, TOUCHED, FREE) + ADDING_UP * IMPULSE_SHARE * np.cumsum(touch)
    if jointed:
        one = one + STEP_MUSCLES
        total = total + MUSCLES + MUSCLES_PER_S * step_s * np.arange(1, len(touch) + 1)
    return one, total


def leftover(evidence: Evidence, tree: TreeMotion) -> tuple[Floats, Floats]:
    """What each step changed beyond its booked impulses: momentum, and angular momentum about the centre of mass.

    The ledger counts about the set origin; about the centre of mass the answer does not depend on where in the set
    the tree is.

    Returns:
        N s and N m s, (steps, 3) each.
    """
    booked = evidence.booked(evidence.keys_of(tree.tree))
    linear = np.diff(tree.momentum, axis=0) - booked[:, :3]
    about_origin = np.diff(tree.angular, axis=0) - booked[:, 3:]
    middle = 0.5 * (tree.centre[1:] + tree.centre[:-1])
    return linear, about_origin - rotation.cross(middle, linear)


def integrator_share(evidence: Evidence, tree: TreeMotion) -> tuple[Floats, Floats]:
    """What the integrator may lose in each step, (steps,) N s and N m s, from how fast the nodes turn and change."""
    h, motion = evidence.step_s, evidence.motion
    speed = np.zeros(evidence.steps)
    for index in tree.nodes:
        spin = motion.spin[index]
        rate = np.linalg.norm(spin, axis=1)
        change = np.linalg.norm(np.diff(spin, axis=0), axis=1) / h
        speed = np.maximum(speed, np.maximum(np.maximum(rate[1:], rate[:-1]), np.sqrt(change)))
    size = _reach(evidence, tree)
    per_step = RK4_SHARE * tree.mass * h * speed**2 * (speed * h) ** 4
    return per_step * size, per_step * size**2


def _reach(evidence: Evidence, tree: TreeMotion) -> float:
    """How far the node origins and centres are from the centre of mass at most, at the start, m."""
    nodes = evidence.take.assembly.nodes
    points = [evidence.motion.point(index, nodes[index].centre, 0) for index in tree.nodes]
    return 0.05 + float(np.max(np.linalg.norm(np.array(points) - tree.centre[0], axis=1)))


def _top(values: Floats) -> float:
    return float(np.max(values, initial=0.0))
