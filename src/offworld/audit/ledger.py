"""Whether the ledger itself can be believed: every push has its push back, and every hold its load."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.audit.grips import Held
from offworld.audit.motion import Floats
from offworld.geometry import rotation

EXACT: Final = 1e-8
"""Rounding of sums of impulses, N s and N m s."""
STRETCH: Final = 0.01
"""Arm that the push back of a hold may have against the push, m: how far a hold may stretch."""

_BETWEEN: Final = ("contact", "hold", "tether")


def check_ledger(evidence: Evidence, held: list[Held], finder: Finder) -> None:
    """Looks at names, sums, pushes back and the loads of holds."""
    _check_names(evidence, finder)
    _check_sums(evidence, finder)
    pairs = {(key.tree, key.partner) for key in evidence.take.keys if key.cause in _BETWEEN}
    for tree, partner in sorted({(min(pair), max(pair)) for pair in pairs}):
        if tree in evidence.trees and partner in evidence.trees:
            _check_reaction(evidence, tree, partner, finder)
    holders = {(hold.tree, hold.partner) for hold in held}
    for tree, partner in sorted(pairs | holders | {(b, a) for a, b in holders}):
        if tree in evidence.trees:
            _check_loads(evidence, tree, partner, held, finder)


def _check_names(evidence: Evidence, finder: Finder) -> None:
    """Each key has a tree, and a partner that its cause can come from."""
    for key in evidence.take.keys:
        partners = {*evidence.trees, "set"} - {key.tree} if key.cause in _BETWEEN else {"world"}
        wrong = key.tree not in evidence.trees or key.partner not in partners
        text = f"the ledger books {key.cause} on {key.tree} from {key.partner}, which cannot be"
        finder.look(Subject(kind="ledger", who=key.tree, text=text, unit=""), [0], [float(wrong)], 0.5)


def _check_sums(evidence: Evidence, finder: Finder) -> None:
    """The whole ledger is the sum of the stream's rows."""
    total = np.zeros((len(evidence.take.keys), 6))
    np.add.at(total, evidence.stream.impulse_key, evidence.stream.impulse)
    size = np.zeros(len(evidence.take.keys))
    np.add.at(size, evidence.stream.impulse_key, np.abs(evidence.stream.impulse).max(axis=1, initial=0.0))
    gap = np.abs(total - evidence.take.ledger).max(axis=1, initial=0.0)
    text = "the ledger is not the sum of what was booked step by step"
    subject = Subject(kind="ledger", who="take", text=text, unit="N s")
    finder.look(subject, np.zeros(len(gap)), gap, EXACT * (1.0 + size))


def _check_reaction(evidence: Evidence, a: str, b: str, finder: Finder) -> None:
    ticks = evidence.stream.ticks[1:]
    for cause, arm in (("contact", 0.0), ("hold", STRETCH), ("tether", 0.0)):
        one = evidence.booked(evidence.keys_of(a, b, (cause,)))
        two = evidence.booked(evidence.keys_of(b, a, (cause,)))
        size = np.abs(one).sum(axis=1) + np.abs(two).sum(axis=1)
        push = np.linalg.norm(one[:, :3], axis=1)
        text = f"{a} and {b} did not push each other back equally by {cause}"
        subject = Subject(kind="reaction", who=f"{a}, {b}", text=text, unit="N s")
        finder.look(subject, ticks, np.linalg.norm((one + two)[:, :3], axis=1), EXACT * (1.0 + size))
        turn = Subject(kind="reaction", who=f"{a}, {b}", text=text, unit="N m s")
        finder.look(
            turn, ticks, np.linalg.norm((one + two)[:, 3:], axis=1), EXACT * (1.0 + size) + arm * push
        )


def _check_loads(evidence: Evidence, tree: str, partner: str, held: list[Held], finder: Finder) -> None:
    """What is booked as hold between two is what the holds between them carried."""
    booked = evidence.booked(evidence.keys_of(tree, partner, ("hold",)))
    wanted, slack = np.zeros((evidence.steps, 6)), np.zeros(evidence.steps)
    for hold in held:
        if (hold.tree, hold.partner) in {(tree, partner), (partner, tree)}:
            sign = 1.0 if hold.tree == tree else -1.0
            impulse, arm = _impulse(evidence, hold)
            wanted += sign * impulse
            slack += arm
    ticks = evidence.stream.ticks[1:]
    text = f"{tree} received more from {partner} than their holds carried"
    size = np.abs(wanted).sum(axis=1)
    force = np.linalg.norm((booked - wanted)[:, :3], axis=1)
    finder.look(
        Subject(kind="hold load", who=tree, text=text, unit="N s"),
        ticks,
        force,
        EXACT * (100.0 + 10.0 * size),
    )
    turn = np.linalg.norm((booked - wanted)[:, 3:], axis=1)
    finder.look(
        Subject(kind="hold load", who=tree, text=text, unit="N m s"), ticks, turn, 1e-6 * (1.0 + size) + slack
    )


def _impulse(evidence: Evidence, hold: Held) -> tuple[Floats, Floats]:
    """Impulse of a hold on its holder about the set origin (steps, 6), and how sure its angular part is (steps,)."""
    h = evidence.step_s
    point = evidence.motion.point(hold.record.node, hold.record.anchor)
    middle = 0.5 * (point[1:] + point[:-1])
    # The load is told about the grip point at some moment of its control step.
    reach = evidence.take.control_ticks / evidence.take.step_ticks
    moved = reach * np.linalg.norm(np.diff(point, axis=0), axis=1) + STRETCH
    force = hold.load[:, :3]
    turn = hold.load[:, 3:] + rotation.cross(middle, force)
    return h * np.hstack([force, turn]), h * moved * np.linalg.norm(force, axis=1)
