"""Whether the motion of every free tree is the sum of the impulses that it received: no invented force.

The integrator's own error is small but not nothing: classical Runge-Kutta at a step h loses a share of about (s h)^4 of
the momentum that limbs turning at s rad/s exchange, per radian turned. Bounds are fixed floors plus that share.
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
"""Floor of what may be left over in a tree that nothing touches, N s and N m s."""
TOUCHED: Final = 2e-4
"""The same once something has touched or held the tree."""
STEP_FREE: Final = 1e-7
"""Floor for one step, nothing touching."""
STEP_TOUCHED: Final = 5e-5
"""Floor for one step in which something touches or holds it."""
RK4_SHARE: Final = 0.3
"""Factor on the integrator's share; honest takes of people who wave and kick reach a third of the bound."""
IMPULSE_SHARE: Final = 1e-4
"""Share of a contact's or hold's own impulse in a step that stages cannot resolve."""


def check_closure(evidence: Evidence, finder: Finder) -> tuple[Closure, ...]:
    """Balances every free tree, step by step and since the start."""
    return tuple(_balance(evidence, tree, finder) for tree in evidence.trees.values())


def _balance(evidence: Evidence, tree: TreeMotion, finder: Finder) -> Closure:
    ticks = evidence.stream.ticks[1:]
    linear, angular = leftover(evidence, tree)
    touch = np.abs(evidence.booked(evidence.keys_of(tree.tree, None, ("contact", "hold")))).sum(axis=1)
    touched = touch > 0.0
    share_p, share_l = integrator_share(evidence, tree)
    step = np.where(touched, STEP_TOUCHED + IMPULSE_SHARE * touch, STEP_FREE)
    floor = np.where(np.cumsum(touched) > 0, TOUCHED, FREE) + 0.02 * IMPULSE_SHARE * np.cumsum(touch)
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
        tree=tree.tree, touched=bool(touched.any()),
        momentum=_top(total_p), momentum_bound=_top(bound_p), angular=_top(total_l), angular_bound=_top(bound_l),
        step_momentum=_top(one_p), step_angular=_top(one_l),
    )  # fmt: skip


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
