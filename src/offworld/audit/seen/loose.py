"""What is loose: props that nobody holds, and people who are out of reach of everything."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.seen.view import View, called, finding, stretches
from offworld.film.finding import Finding, Measure, Weight

LOOSE_MS: Final = 2000
"""How long a prop may fly between hands before it is loose, ms."""
ADRIFT_MS: Final = 3000
"""How long a person may be out of reach of all handholds and people before it is told, ms."""
REACH: Final = 0.42
"""Reach of an arm from the middle of the chest, share of the stature: 0.75 m at 1.78 m."""
_STANDS: Final = {"earth", "moon", "mars"}


def loose_findings(view: View) -> list[Finding]:
    """One finding for each stretch in which a prop is loose or a person adrift; none where things fall."""
    if view.take.rehearsal.world.kind in _STANDS:
        return []
    return [*_props(view), *_people(view)]


def _props(view: View) -> list[Finding]:
    out: list[Finding] = []
    released = {
        beat.intent.prop: outcome.start
        for outcome in view.take.outcomes
        for beat in [view.beat(outcome.beat)]
        if beat is not None and beat.intent.move in {"release", "throw"} and outcome.start is not None
    }
    stuck = {start.prop for start in view.take.rehearsal.scene.props if start.stuck}
    for prop in view.props:
        held = view.held(prop)
        if prop in stuck and not held.any():
            continue
        centre = view.centre(prop)
        for start, end in stretches(~held, view.ticks, LOOSE_MS):
            rows = view.rows(start, end)
            way = float(np.linalg.norm(centre[rows][-1] - centre[rows][0]))
            meant = prop in released and (released[prop] or 0) <= start + LOOSE_MS
            first = start == int(view.ticks[0])
            text = f"The {prop} floats loose from {start / 1000:.1f} s"
            text += " to the end" if end >= int(view.ticks[-1]) else f" to {end / 1000:.1f} s"
            text += f" and drifts {100 * way:.0f} cm."
            seconds = (end - start) / 1000.0
            measures = (
                Measure(name="loose for", value=seconds, unit="s"),
                Measure(name="drift", value=100.0 * way, unit="cm"),
                Measure(name="mean speed", value=way / seconds, unit="m/s"),
            )
            remedy = "" if meant or first else "Let somebody take it, or put it on Velcro."
            weight: Weight = "note" if meant or first else "care"
            out.append(
                finding("loose prop", weight, (start, end), (prop,), text, remedy=remedy, measures=measures)
            )
    return out


def _people(view: View) -> list[Finding]:
    out: list[Finding] = []
    stature = {person.id: person.stature_m for person in view.take.rehearsal.people}
    for person in view.people:
        chest = view.site(f"{person}/chest")
        if chest is None:
            continue
        reach = REACH * stature.get(person, 1.75)
        away = view.to_handhold(chest)
        for other in view.people:
            place = view.site(f"{other}/chest")
            if other != person and place is not None:
                # Two who can both reach out meet halfway.
                away = np.minimum(away, np.linalg.norm(place - chest, axis=1) - reach)
        # One on a tether pulls in on it: that is what it is for.
        afloat = ~view.held(person) & ~view.tethered(person) & (away > reach)
        for start, end in stretches(afloat, view.ticks, ADRIFT_MS):
            rows = view.rows(start, end)
            seconds, most = (end - start) / 1000.0, float(np.min([away[rows].max(), 1e3]))
            to_end = end >= int(view.ticks[-1])
            speed = float(np.linalg.norm(chest[rows][-1] - chest[rows][0])) / seconds
            text = f"{called(person)} floats out of reach of everything for {seconds:.1f} s"
            text += ", and still does at the end." if to_end else "."
            out.append(
                finding(
                    "adrift", "care" if to_end or speed < 0.05 else "note", (start, end), (person,), text,
                    remedy="Push off towards a rail, or let somebody hold them." if to_end or speed < 0.05 else "",
                    measures=(
                        Measure(name="out of reach for", value=seconds, unit="s"),
                        Measure(name="farthest from a handhold", value=most, unit="m"),
                        Measure(name="mean speed", value=speed, unit="m/s"),
                    ),
                )
            )  # fmt: skip
    return out
