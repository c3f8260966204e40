"""Tethers: when one comes taut, how fast, and what it takes from whom."""

from __future__ import annotations

from typing import Final

from offworld.audit.seen.contacts import HANDLING_N
from offworld.audit.seen.view import View, called, finding
from offworld.film.finding import Finding, Measure, Weight
from offworld.film.take import Pull, TetherRecord
from offworld.strength import TETHER_STIFFNESS

TOOL_N: Final = 334.0
"""N that a point for tool tethers is made for, 75 lbf (SSP 30256; handbook physics, section 3)."""
SLOW: Final = 0.05
"""m/s below which a tether that comes taut is not told."""


def tether_findings(view: View) -> list[Finding]:
    """One finding for each time a tether comes taut."""
    return [
        _told(view, tether, pull)
        for tether in view.take.tethers
        for pull in tether.pulls
        if pull.closing_speed >= SLOW
    ]


def _told(view: View, tether: TetherRecord, pull: Pull) -> Finding:
    who = view.tree(tether.node)
    text = (
        f"{called(who)}'s tether to {tether.thing} comes taut at {pull.closing_speed:.2f} m/s, about "
        f"{pull.peak:.0f} N."
    )
    assumed = f"a strap of {TETHER_STIFFNESS / 1000:g} kN/m with the belt, a guess"
    measures = (
        Measure(name="closing speed", value=pull.closing_speed, unit="m/s"),
        Measure(name="effective mass", value=pull.effective_mass, unit="kg"),
        Measure(name="impulse", value=pull.impulse, unit="N s"),
        Measure(name="peak force", value=pull.peak, unit="N", note=assumed),
    )
    weight: Weight = "danger" if pull.peak >= TOOL_N else "care" if pull.peak >= HANDLING_N else "note"
    remedy = "" if weight == "note" else "Come slower: a tether comes taut at the speed of the drift."
    people = [who] + ([view.tree(tether.partner)] if tether.partner else [])
    return finding("tether", weight, (pull.start, pull.end), people, text, remedy=remedy, measures=measures)
