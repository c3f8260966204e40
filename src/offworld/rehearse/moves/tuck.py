"""Tuck and open: draw the limbs in, or let them out again; whoever spins then spins faster, or slower.

No momentum is gained or lost: ω₂ = ω₁ I₁ / I₂ about an axis that stays one (handbook physics, section 6.7). Both moves
are mere postures; the spin is told when they end.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.rehearse.crew import hinge_names
from offworld.rehearse.floor import Floor
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.wish import Wish

TUCKED: Final[dict[str, float]] = {
    "lumbar_flexion": 32, "thorax_flexion": 15, "neck_flexion": 35, "shoulder_flexion": 25, "shoulder_abduction": 30,
    "shoulder_rotation": 25, "elbow_flexion": 91, "hip_flexion": 122, "hip_abduction": 6, "hip_rotation": 0,
    "knee_flexion": 128, "ankle_flexion": -15, "lumbar_side": 0, "lumbar_twist": 0, "thorax_side": 0, "thorax_twist": 0,
}  # fmt: skip
"""Degrees: knees to the chest, palms on the shins; what people call a loose tuck, a guess."""
_ARM = ("shoulder", "elbow", "forearm", "wrist")
INSIDE = 0.06
"""rad kept free at the ends of ranges."""
OPEN_RAD = 0.05
"""rad, root mean square over the hinges, from the neutral posture within which one is open."""
LATEST_S = 6.0
"""s after which it is over as it is: a fast spin holds limbs away from where they rest."""


class Tuck(Move):
    """Knees to the chest until told."""

    settled = True
    goal: dict[int, float] | None = None

    def step(self, floor: Floor) -> Wish:
        """The posture."""
        del floor
        if self.goal is None:
            self.goal = tucked(self)
        return Wish(posture=self.goal)


class Open(Move):
    """Back to the neutral posture."""

    before: float | None = None

    def step(self, floor: Floor) -> Wish:
        """Wait until it is taken."""
        del floor
        if self.before is None:
            self.before = spin_rate(self)
        angles = self.actor.angles()
        off = float(np.sqrt(np.mean(np.square(angles - self.actor.neutral))))
        if off > OPEN_RAD and self.age < LATEST_S:
            return Wish()
        now = spin_rate(self)
        words = f"spin {np.degrees(self.before):.1f}°/s before, {np.degrees(now):.1f}°/s now"
        if off > OPEN_RAD:
            return Wish(status="missed", reason=f"not open after {LATEST_S:g} s; {words}")
        return Wish(status="done", reason=words)


def tucked(move: Move) -> dict[int, float]:
    """Angles of the tuck, rad, by hinge, in the person's ranges; limbs that the beat does not have are left out."""
    tree, found = move.actor.tree, {}
    for number, name in enumerate(hinge_names(move.actor)):
        side, _, plain = name.partition("_") if name.startswith(("left", "right")) else ("", "", name)
        limb = f"{side} {'hand' if plain.startswith(_ARM) else 'foot'}" if side else "body"
        if plain in TUCKED and limb in move.channels:
            angle = float(np.radians(TUCKED[plain]))
            found[number] = float(np.clip(angle, tree.low[number] + INSIDE, tree.high[number] - INSIDE))
    return found


def spin_rate(move: Move) -> float:
    """True spin of the whole body, |I⁻¹ L|, rad/s."""
    return float(np.linalg.norm(np.linalg.solve(move.actor.inertia(), move.actor.momentum()[1])))
