"""A hold: whoever floats also holds a rail within reach at the start, or has a foot in a loop."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.advice import Change
from offworld.film.blocking import Channel
from offworld.film.scene import PersonStart
from offworld.odds.changes.situation import Floats, Situation, called
from offworld.space.fittings import place_of

ARM: Final = 0.42
"""Reach of a hand from its shoulder, share of the stature, with a shoulder that leans (handbook physics, section 2:
upper arm, forearm and half a hand are 0.39 of it)."""
LEG: Final = 0.54
"""Reach of an instep from the hips, share of the stature (thigh, shank and foot height are 0.53; the same)."""
NEAREST: Final = 2
"""Things tried for each person and sort, the nearest first."""
_HANDS: Final[tuple[Channel, ...]] = ("left hand", "right hand")
_FEET: Final[tuple[Channel, ...]] = ("left foot", "right foot")


def offer(situation: Situation) -> list[Change]:
    """Holds for everybody who could have one more."""
    found: list[Change] = []
    for start in situation.people():
        if start.strapped is not None or start.limp or any(start.drift):
            continue
        found += [_change(situation, start, limb, thing) for limb, thing in _feet(situation, start)]
        found += [_change(situation, start, limb, thing) for limb, thing in _hands(situation, start)]
    return found


def _change(situation: Situation, start: PersonStart, limb: Channel, thing: str) -> Change:
    word = "on" if "hand" in limb else "in"
    return Change(
        kind="hold",
        who=(start.person,),
        words=f"{called(start.person)} starts with the {limb} {word} {thing}",
        lines=(situation.start_line(start.person, f"{limb} {word} {thing}"),),
    )


def _feet(situation: Situation, start: PersonStart) -> list[tuple[Channel, str]]:
    if situation.busy(start) & set(_FEET):
        return []
    hips = situation.site(f"{start.person}/hips")[0]
    reach = LEG * situation.stature(start.person)
    near = [
        (float(np.linalg.norm(np.asarray(one.position) - hips)), one)
        for one in situation.rehearsal.stage_set.loops
    ]
    loops = sorted((gap, one.id, one.position) for gap, one in near if gap <= reach)
    return [(_nearer(situation, start, _FEET, np.asarray(at)), name) for _, name, at in loops[:NEAREST]]


def _hands(situation: Situation, start: PersonStart) -> list[tuple[Channel, str]]:
    """Rails within reach, each with the hand that is nearer; one that has nothing to do in the scene is taken first."""
    free = [hand for hand in _HANDS if hand not in situation.busy(start)]
    if not free or any("hand" in hold.limb for hold in start.holds):
        return []
    needed = {limb for beat in situation.beats if start.person in beat.who for limb in beat.channels}
    idle = tuple(hand for hand in free if hand not in needed) or tuple(free)
    reach = ARM * situation.stature(start.person)
    found: list[tuple[float, Channel, str]] = []
    for rail in situation.rehearsal.stage_set.rails:
        ways = []
        for hand in idle:
            shoulder = situation.site(f"{start.person}/{hand.split()[0]} shoulder")[0]
            ways.append((float(np.linalg.norm(place_of(rail, shoulder) - shoulder)), hand))
        gap, hand = min(ways)
        if gap <= reach:
            found.append((gap, hand, rail.id))
    return [(hand, name) for _, hand, name in sorted(found)[:NEAREST]]


def _nearer(situation: Situation, start: PersonStart, limbs: tuple[Channel, ...], point: Floats) -> Channel:
    """The limb that is nearer to a place."""
    return min(
        limbs,
        key=lambda limb: float(np.linalg.norm(situation.site(f"{start.person}/{limb}")[0] - point)),
    )
