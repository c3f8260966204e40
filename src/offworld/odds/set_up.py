"""Time of a set-up: what is done once before the first take and after the last, and what all of it comes to."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from offworld.film.blocking import Target
from offworld.film.odds import Odds
from offworld.film.scene import Rehearsal
from offworld.film.times import Part, SetUpTime, Times
from offworld.odds.back import CREW

_MOST: Final = 0.8
"""P80: chance within which a clean take is wanted."""


def set_up_time(rehearsal: Rehearsal, odds: Odds, times: Times) -> SetUpTime | None:
    """How long a scene keeps its crew: ready, so many takes until one is clean, each with the way back, and away.

    Before the first take people go to their starts too, so there are as many ways as takes.

    Args:
        rehearsal: as written.
        odds: what its takes came to.
        times: how long each piece of work lasts.

    Returns:
        The time; None where no take was finished or nothing is known of the way back.
    """
    if odds.time_s is None or odds.back_s is None:
        return None
    hands = len(rehearsal.people)
    prepare = tuple(preparation(rehearsal, times))
    strike = tuple(_struck(part, times) for part in prepare)
    ready = side_by_side(prepare, hands) + times.walk_s.value
    away = side_by_side(strike, hands)
    usual = odds.time_s[0] + odds.back_s[0]
    long = odds.time_s[1] + odds.back_s[1]
    best, seen, worst = odds.until_clean
    enough = takes_within(_MOST, odds.clean.value)
    return SetUpTime(
        prepare=(*prepare, Part(who="all", what="walk through the scene", seconds=times.walk_s.value)),
        prepare_s=ready,
        strike=strike,
        strike_s=away,
        scene_s=odds.time_s,
        back_s=odds.back_s,
        takes=odds.until_clean,
        takes_p80=enough,
        total_s=(
            ready + best * usual + away,
            None if seen is None else ready + seen * usual + away,
            None if worst is None else ready + worst * long + away,
        ),
        total_p80_s=None if enough is None else ready + enough * long + away,
    )


def takes_within(chance: float, clean: float) -> int | None:
    """Takes within which one is clean with a chance, where each is with `clean` (geometric); None: never."""
    if clean <= 0.0:
        return None
    if clean >= 1.0:
        return 1
    # Rounded first: 1 − (1 − p)ⁿ that meets the chance to the last digit is enough.
    return max(1, math.ceil(round(math.log(1.0 - chance) / math.log(1.0 - clean), 9)))


def preparation(rehearsal: Rehearsal, times: Times) -> Iterator[Part]:
    """What must be rigged before a scene's first take: cameras, foot loops, straps, Velcro, tethers."""
    scene = rehearsal.scene
    for camera in scene.set_ups:
        if camera.by is not None:
            yield _part(f"camera {camera.id}", times.held_camera_s.value, f"in {camera.by}'s hands")
        else:
            steps = (
                ("mount", times.mount_s),
                ("frame", times.level_s),
                ("focus", times.focus_s),
                ("power", times.power_s),
            )
            why = ", ".join(f"{name} {one.value:.0f} s" for name, one in steps)
            yield _part(f"camera {camera.id}", sum(one.value for _, one in steps), why)
    fittings = {target.name for target in _targets(rehearsal) if target.kind == "fitting"}
    for loop in rehearsal.stage_set.loops:
        if loop.id in fittings:
            yield _part(f"foot loop {loop.id}", times.loop_s.value)
    for bed in dict.fromkeys(one.strapped.name for one in scene.people if one.strapped is not None):
        yield _part(f"straps of {bed}", times.straps_s.value)
    for prop in scene.props:
        if prop.stuck:
            yield _part(f"Velcro for {prop.prop}", times.velcro_s.value)
    clipped = [one.person for one in scene.people if one.tether is not None]
    clipped += [beat.who[0] for beat in scene.beats if beat.intent.move == "clip tether"]
    for person in dict.fromkeys(clipped):
        yield _part(f"tether of {person}", times.tether_s.value)


def side_by_side(parts: Iterable[Part], hands: int) -> float:
    """Seconds until so many people have done pieces of work, each by one: the longest first, to whoever is free."""
    busy = [0.0] * max(1, hands)
    for part in sorted(parts, key=lambda one: -one.seconds):
        heapq.heapreplace(busy, busy[0] + part.seconds)
    return max(busy)


def _part(what: str, seconds: float, why: str = "") -> Part:
    return Part(who=CREW, what=what, seconds=seconds, why=why)


def _struck(part: Part, times: Times) -> Part:
    return Part(who=part.who, what=part.what, seconds=part.seconds * times.strike.value)


def _targets(rehearsal: Rehearsal) -> Sequence[Target]:
    """Everything that starts and beats of a scene name as a thing to hold or go to."""
    scene = rehearsal.scene
    found = [hold.target for one in scene.people for hold in one.holds]
    for beat in scene.beats:
        intents = [beat.intent, beat.otherwise]
        found += [t for one in intents if one is not None for t in (one.target, one.source) if t is not None]
    return found
