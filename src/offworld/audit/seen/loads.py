"""Loads that crews do not put on their holds in everyday moves."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.seen.view import View, called, finding, part
from offworld.film.finding import Finding, Measure
from offworld.film.take import HoldRecord
from offworld.strength import felt

HIGHEST_N: Final = 137.0
"""N: the highest of 2,806 loads on foot restraints and a handhold on Mir (EDLS, Newman et al. 2001; handbook physics,
section 4)."""
_LIMBS: Final = ("hand", "foot")


def load_findings(view: View) -> list[Finding]:
    """One finding for each hold of a hand or foot that carries more than was ever measured of crews at work.

    The load is filtered as what breaks a grip is (`offworld.strength.felt`).
    """
    stream = view.take.stream
    if stream is None:
        return []
    out: list[Finding] = []
    for hold in view.take.holds:
        rows = stream.hold_id == hold.id
        if hold.kind not in _LIMBS or not rows.any():
            continue
        load = np.linalg.norm(felt(stream.hold_load[rows, :3], view.take.step_ticks / 1000.0), axis=1)
        at = int(load.argmax())
        if load[at] > HIGHEST_N:
            out.append(_heavy(view, hold, int(stream.ticks[stream.hold_step[rows][at]]), float(load[at])))
    return out


def _heavy(view: View, hold: HoldRecord, tick: int, newtons: float) -> Finding:
    tree = view.tree(hold.node)
    limb = part(view.nodes[hold.node].id)
    text = f"{called(tree)}'s {limb} carries {newtons:.0f} N on {hold.thing} at {tick / 1000:.1f} s."
    note = "over 50 ms; in everyday moves on Mir none was above 137 N"
    return finding(
        "heavy load", "care", (tick, tick), (tree,), text,
        remedy="Come slower, take hold with both hands, or keep off what catches the body.",
        measures=(Measure(name="force", value=newtons, unit="N", note=note),),
    )  # fmt: skip
