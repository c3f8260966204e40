"""How a take differs from what is written: the same records with other numbers, and no physics.

Nobody does the same twice: cues are answered late, pushes are a little too fast and aside, people and props do not
float quite where they were put. All of it goes through what blocking can say anyway, so a varied rehearsal is one that
a person could have written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.blocking import CAMERA_MOVES, USUAL_THROW, Beat, Cue, Intent, Target
from offworld.film.habits import Profile
from offworld.film.person import Person
from offworld.film.scene import PersonStart, PropStart, Rehearsal, Scene
from offworld.geometry import rotation
from offworld.odds.draws import Draws, draws_of

EVERYDAY_SPEED: Final = 0.3
"""m/s of a push or pull for which the blocking says none, as in a rehearsal."""
SLOWEST: Final = 0.3
"""No push is slower than this share of what was asked."""
WEAKEST: Final = 0.5
"""Nobody is weaker than this share of the usual."""
AIM_FROM_M: Final = 2.0
"""m from which a push at a thing is aimed, where its direction follows from the thing: about the width of a module.
From farther the same slip of the hand would miss by more; a guess."""
_PUSHES: Final = ("push off", "pull", "push apart", "carry", "throw")
CATCHES: Final = ("catch", "take", "brake")


def vary(rehearsal: Rehearsal, profile: Profile, take: int, *, starts: bool = True) -> Rehearsal:
    """One take as people of a profile would play it.

    Args:
        rehearsal: as written.
        profile: how much people vary; who has a profile of their own there varies by that one.
        take: number of the take, from 1.
        starts: whether places and attitudes at the start vary too.
    """
    draws = draws_of(rehearsal, take)
    scene = rehearsal.scene
    beats = tuple(_beat(beat, scene.beats[:n], profile, draws) for n, beat in enumerate(scene.beats))
    changed: Scene = replace(scene, beats=beats)
    if starts:
        changed = replace(
            changed,
            people=tuple(_person_start(start, profile.of(start.person), draws) for start in scene.people),
            props=tuple(_prop_start(start, profile, draws) for start in scene.props),
        )
    people = tuple(_person(person, profile.of(person.id), draws) for person in rehearsal.people)
    # The seed inside a take moves resting postures: numbers of 31 bits, as a film would write them.
    seed = draws.key("", "", "posture") & 0x7FFFFFFF if profile.posture.value else rehearsal.seed
    return replace(rehearsal, scene=changed, people=people, seed=seed, take=take)


def _person(person: Person, profile: Profile, draws: Draws) -> Person:
    factor = 1.0 + profile.strength.value * draws.normal(person.id, "", "strength")[0]
    return replace(person, strength=person.strength * max(WEAKEST, factor))


def _beat(beat: Beat, earlier: tuple[Beat, ...], everybody: Profile, draws: Draws) -> Beat:
    # What several do together goes by the first of them, as it is drawn for the first.
    profile = everybody.of(beat.who[0])
    return replace(
        beat,
        start=_late(beat, earlier, profile, draws),
        intent=_intent(beat.intent, beat, profile, draws),
    )


def _late(beat: Beat, earlier: tuple[Beat, ...], profile: Profile, draws: Draws) -> Cue | None:
    """The cue with a delay.

    A beat without a cue that waits for its owner's earlier beats begins when those are over; one that nothing keeps
    waiting begins late after the word to go.
    """
    cue = beat.start
    if cue is None:
        if any(set(one.who) & set(beat.who) and set(one.channels) & set(beat.channels) for one in earlier):
            return None
        cue = Cue(kind="time")
    who = beat.who[0]
    mean, deviation = profile.lag_s.value, profile.lag_sd_s.value
    lag = mean
    if mean > 0.0 and deviation > 0.0:
        sigma = float(np.sqrt(np.log(1.0 + (deviation / mean) ** 2)))
        lag = mean * float(np.exp(sigma * draws.normal(who, beat.id, "lag")[0] - 0.5 * sigma * sigma))
    if beat.intent.move in CATCHES:
        lag += profile.catch_late_s.value * abs(draws.normal(who, beat.id, "catch")[0])
    return replace(cue, delay_s=cue.delay_s + lag)


def _intent(intent: Intent, beat: Beat, profile: Profile, draws: Draws) -> Intent:
    who = beat.who[0]
    if intent.move in _PUSHES:
        factor = 1.0 + profile.speed.value * draws.normal(who, beat.id, "speed")[0]
        usual = USUAL_THROW if intent.move == "throw" else EVERYDAY_SPEED
        intent = replace(intent, speed=(intent.speed or usual) * max(SLOWEST, factor))
    if intent.move in CAMERA_MOVES and intent.within_s is not None:
        factor = 1.0 + profile.speed.value * draws.normal(who, beat.id, "speed")[0]
        intent = replace(intent, within_s=intent.within_s / max(SLOWEST, factor))
    if intent.move == "turn" and intent.angle_rad is not None:
        # Short of it rather than beyond: more might no longer be possible in the time, which is nobody's slip.
        factor = 1.0 - profile.speed.value * abs(draws.normal(who, beat.id, "turn")[0])
        intent = replace(intent, angle_rad=intent.angle_rad * max(SLOWEST, factor))
    if intent.move in {"push off", "throw"}:
        angle = float(np.radians(profile.aim_deg.value))
        if intent.direction is not None:
            off = draws.vector(who, beat.id, "aim")
            intent = replace(intent, direction=_tilted(intent.direction, angle, off))
        elif intent.target is not None:
            intent = replace(
                intent, target=_shifted(intent.target, AIM_FROM_M * angle, draws.vector(who, beat.id, "aim"))
            )
    if intent.move == "reach" and intent.target is not None:
        off = draws.vector(who, beat.id, "reach")
        intent = replace(intent, target=_shifted(intent.target, profile.reach_m.value, off))
    return intent


def _person_start(start: PersonStart, profile: Profile, draws: Draws) -> PersonStart:
    who = start.person
    if start.position is not None:
        off = draws.vector(who, "", "start")
        start = replace(start, position=_shifted(start.position, profile.start_m.value, off))
    if start.up is not None:
        angle = float(np.radians(profile.start_deg.value))
        start = replace(start, up=_tilted(start.up, angle, draws.vector(who, "", "attitude")))
    if not start.holds and start.strapped is None and start.held_by is None:
        off = draws.vector(who, "", "drift")
        start = replace(start, drift=_added(start.drift, profile.drift_m_s.value, off))
    return start


def _prop_start(start: PropStart, profile: Profile, draws: Draws) -> PropStart:
    if start.position is None or start.stuck or start.held_by is not None:
        return start
    return replace(
        start,
        position=_shifted(start.position, profile.start_m.value, draws.vector(start.prop, "", "start")),
        drift=_added(start.drift, profile.drift_m_s.value, draws.vector(start.prop, "", "drift")),
    )


def _shifted(target: Target, size: float, off: Vec3) -> Target:
    """A target moved; the nearest of a sort is wherever it is."""
    if target.kind == "nearest":
        return target
    return replace(target, offset=_added(target.offset, size, off))


def _added(vector: Vec3, size: float, off: Vec3) -> Vec3:
    x, y, z = (a + size * b for a, b in zip(vector, off, strict=True))
    return x, y, z


def _tilted(direction: Vec3, angle: float, off: Vec3) -> Vec3:
    """A unit vector turned about axes across it."""
    way = np.asarray(direction)
    across = np.asarray(off) - (np.asarray(off) @ way) * way
    x, y, z = (float(v) for v in rotation.rotate(rotation.exp(angle * across), way))
    return x, y, z
