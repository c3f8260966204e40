"""Findings: what in a take is worth a director's attention, from the take alone.

Numbers are measured in the take; what rests on a guess (a stiffness, a load that a crew may bear) says so beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from offworld.audit.seen.beats import beat_findings
from offworld.audit.seen.contacts import contact_findings
from offworld.audit.seen.frames import frame_findings
from offworld.audit.seen.loads import load_findings
from offworld.audit.seen.loose import loose_findings
from offworld.audit.seen.marks import mark_findings
from offworld.audit.seen.strength import strength_findings
from offworld.audit.seen.tethers import tether_findings
from offworld.audit.seen.view import finding, view_of
from offworld.audit.seen.ways import way_findings
from offworld.film.finding import Finding
from offworld.film.take import Take

_ORDER: Final = {"danger": 0, "care": 1, "note": 2}


def findings(take: Take) -> tuple[Finding, ...]:
    """Everything worth attention, the weightiest first, then in order of time.

    Args:
        take: with or without its audit stream; without, muscles and grips at their limits are not seen.
    """
    if not len(take.sample_ticks):
        return _stopped(take)
    view = view_of(take)
    found = [
        *_stopped(take),
        *contact_findings(view),
        *beat_findings(view),
        *strength_findings(view),
        *tether_findings(view),
        *load_findings(view),
        *mark_findings(view),
        *loose_findings(view),
        *frame_findings(view),
        *way_findings(view),
    ]
    return weightiest_first(found)


def weightiest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order in which they are told: the weightiest first, then in order of time."""
    return tuple(sorted(found, key=lambda one: (_ORDER[one.weight], one.tick, one.kind, one.who, one.text)))


def _stopped(take: Take) -> tuple[Finding, ...]:
    if not take.stopped:
        return ()
    text = f"The take stopped before its end: {take.stopped.removesuffix('.')}."
    remedy = "What is shown ends there. Change what happens just before, or send the take to whoever keeps Offworld."
    return (finding("stopped", "danger", (take.length, take.length), (), text, remedy=remedy),)
