"""Another rail: a beat or start names another rail or loop that lies near the way which the person goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.advice import Change, NewLine
from offworld.film.stage_set import Loop, Rail
from offworld.odds.changes.situation import Floats, Situation, beat_change, called
from offworld.script.lines import renamed, things_named
from offworld.space.fittings import place_of

NEAR_M: Final = 1.2
"""m from the way of the chest within which a thing is worth trying: an arm's length and a lean of the trunk."""
NEAREST: Final = 3
"""Other things tried in place of each, the nearest first."""
EVERY: Final = 10
"""Samples of the take from one look to the next, about 0.1 s."""


def offer(situation: Situation) -> list[Change]:
    """Other rails in place of rails that somebody's lines name, and other loops in place of loops."""
    found: list[Change] = []
    stage = situation.rehearsal.stage_set
    things: dict[str, Rail | Loop] = {rail.id: rail for rail in stage.rails}
    things |= {loop.id: loop for loop in stage.loops}
    for start in situation.people():
        who = start.person
        for old in _named(situation, who):
            sort = _sort(old, things)
            if sort is None:
                continue
            here = situation.site(f"{who}/chest")
            way = here[:1] if old in _in_start(situation, who) else here[::EVERY]
            near = sorted(
                (_gap(thing, way), name)
                for name, thing in things.items()
                if isinstance(thing, sort) and name != old
            )
            for gap, new in near[:NEAREST]:
                if gap <= NEAR_M:
                    found.append(
                        Change(
                            kind="rail",
                            who=(who,),
                            words=f"{called(who)} takes {new} in place of {old}",
                            lines=_lines(situation, who, old, new),
                        )
                    )
    return found


def _sort(name: str, things: dict[str, Rail | Loop]) -> type[Rail | Loop] | None:
    """What may stand in place of a thing; None: it is no rail or loop."""
    if name in {"nearest rail", "nearest handhold"}:
        return Rail
    if name == "nearest loop":
        return Loop
    return type(things[name]) if name in things else None


def _in_start(situation: Situation, who: str) -> tuple[str, ...]:
    line = situation.lines.starts.get(who, "")
    return things_named(line, "person_start") if line else ()


def _named(situation: Situation, who: str) -> tuple[str, ...]:
    """Things that a person's lines name, those first of beats that most goes wrong with."""
    mine = [beat for beat in situation.beats if who in beat.who and situation.written(beat.id) is not None]
    names: list[str] = []
    for beat in sorted(mine, key=lambda one: -situation.concern[one.id]):
        names += things_named(situation.lines.beat(beat.id).deed, "action")
    return tuple(dict.fromkeys([*names, *_in_start(situation, who)]))


def _gap(thing: Rail | Loop, way: Floats) -> float:
    """How near the way comes to a thing, m."""
    return min(float(np.linalg.norm(place_of(thing, point) - point)) for point in way)


def _lines(situation: Situation, who: str, old: str, new: str) -> tuple[NewLine, ...]:
    """The person's lines with another thing, wherever they name the one."""
    found: list[NewLine] = []
    start = situation.lines.starts.get(who, "")
    if old in _in_start(situation, who):
        changed = renamed(start, "person_start", old, new)
        found.append(NewLine(part="start", name=who, key=who, old=start, new=changed))
    for beat in situation.beats:
        line = situation.written(beat.id)
        if line is None or who not in beat.who or old not in things_named(line.deed, "action"):
            continue
        found.append(beat_change(line, replace(line, deed=renamed(line.deed, "action", old, new))))
    return tuple(found)
