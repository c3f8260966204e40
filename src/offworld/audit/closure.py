"""Whether the motion of every free tree is the sum of the impulses that it received: no invented force.

A step integrates momentum itself, so that an honest take closes to rounding wherever nothing touches, and to what the
simulator's solver leaves over, 1e-7 N s, wherever something does; `docs/audit.md` has the measured remainders.
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
"""What may be left over in a tree that nothing has touched or held, N s and N m s, whatever its muscles do."""
TOUCHED: Final = 2e-4
"""The same once something has touched or held it."""
STEP_FREE: Final = 1e-7
"""What one step may leave over in a tree that nothing touches or holds in it."""
STEP_TOUCHED: Final = 1e-5
"""The same if something touches or holds it."""


def check_closure(evidence: Evidence, finder: Finder) -> tuple[Closure, ...]:
    """Balances every free tree, step by step and since the start."""
    return tuple(_balance(evidence, tree, finder) for tree in evidence.trees.values())


def _balance(evidence: Evidence, tree: TreeMotion, finder: Finder) -> Closure:
    ticks = evidence.stream.ticks[1:]
    linear, angular = leftover(evidence, tree)
    touch = np.abs(evidence.booked(evidence.keys_of(tree.tree, None, ("contact", "hold")))).sum(axis=1)
    step = np.where(touch > 0.0, STEP_TOUCHED, STEP_FREE)
    total = np.where(np.cumsum(touch) > 0.0, TOUCHED, FREE)
    total_p = np.linalg.norm(np.cumsum(linear, axis=0), axis=1)
    total_l = np.linalg.norm(np.cumsum(angular, axis=0), axis=1)
    one_p, one_l = np.linalg.norm(linear, axis=1), np.linalg.norm(angular, axis=1)
    force = f"{tree.tree} was pushed by a force that nothing accounts for"
    turn = f"{tree.tree} was turned by a torque that nothing accounts for"
    moved, turned = Subject(kind="momentum", who=tree.tree, text=force, unit="N s"), Subject(
        kind="angular momentum", who=tree.tree, text=turn, unit="N m s"
    )  # fmt: skip
    finder.look(moved, ticks, one_p, step)
    finder.look(turned, ticks, one_l, step)
    finder.look(moved, ticks, total_p, total)
    finder.look(turned, ticks, total_l, total)
    return Closure(
        tree=tree.tree, touched=bool(touch.any()),
        momentum=_top(total_p), momentum_bound=_top(total), angular=_top(total_l), angular_bound=_top(total),
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


def _top(values: Floats) -> float:
    return float(np.max(values, initial=0.0))
