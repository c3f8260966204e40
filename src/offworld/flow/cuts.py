"""The cuts of a scene as its take is cut: what each camera sees on either side, checked, with the smallest mends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from offworld.errors import NotPossible
from offworld.film.camera import Cut as Written
from offworld.film.camera import SetUp
from offworld.film.continuity import CutCheck, CutRules
from offworld.film.framing import Framed
from offworld.film.scene import Film
from offworld.film.shot import Shot, View
from offworld.film.take import Take
from offworld.frame.continuity.check import Cut
from offworld.frame.continuity.mend import mended
from offworld.frame.continuity.scene import side_of
from offworld.frame.continuity.side import Body, Side, policy, view_of
from offworld.frame.from_take import Cast
from offworld.frame.room import Room
from offworld.frame.span import tick_of
from offworld.frame.things import Things
from offworld.frame.visibility import Obstacles
from offworld.picture.shots import shots

CLEAR_M: Final = 0.18
"""Room that a mend leaves about its camera, m (handbook camera, section 2.3: 0.15 to 0.25)."""
BEHIND_M: Final = 0.5
"""Whoever's eyes are so near to a lens holds it, or is it, m [I]."""
NEAR_MS: Final = 100.0
"""A cue this near to a cut is its cue, ms; one that a take does not tell counts as just so far."""
RULES: Final = CutRules()
"""What holds where nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Two pictures that meet at a cut."""

    before: Side
    """The last picture of the one."""
    after: Side
    """The first of the other."""
    tick: int
    """When that is, ms."""


def met(take: Take, film: Film, framed: Sequence[Framed], rules: CutRules = RULES) -> tuple[Met, ...]:
    """The pictures on both sides of each cut of a take, in order.

    Args:
        take: with a set-up for each shot.
        film: for its rate and gate.
        framed: what came of the shots asked for in words.
        rules: the cuts as written; at those that are meant to turn the picture, the second side is `motivated`.

    Raises:
        NotPossible: a camera cannot be placed.
    """
    plan = shots(take, film.rate, film.sensor)
    asked, cast = {one.framing.id: one for one in framed}, Cast(take)
    turns = turns_of(take, rules.cuts)
    found = []
    for last, first in pairwise(plan):
        if last.camera == first.camera:
            continue
        before, after = (_side(take, film, cast, one, asked) for one in (last, first))
        number = sum(tick <= first.tick for tick, _ in take.cuts) - 1
        after = replace(after, motivated=after.motivated or number in turns)
        found.append(Met(before=before, after=after, tick=round(first.tick)))
    return tuple(found)


def check_cuts(
    take: Take, film: Film, framed: Sequence[Framed] = (), rules: CutRules = RULES
) -> tuple[CutCheck, ...]:
    """What a viewer may stumble over at each cut of a take.

    Args:
        take: with a set-up for each shot.
        film: for its rate and gate.
        framed: what came of the shots asked for in words: whom they are on, and their other answers.
        rules: the cuts as written, and what is called bad.

    Returns:
        One for each cut, in order; none where the cameras cannot be placed, which pictures will tell.
    """
    try:
        pairs = met(take, film, framed, rules)
    except NotPossible:
        return ()
    asked = {one.framing.id: one for one in framed}
    room, things, cast = Room.of(take.rehearsal.stage_set), Things(take), Cast(take)
    cuts = []
    for pair in pairs:
        # Whoever the lens is near holds it, or is it.
        behind = {one.id for one in pair.after.people if _near(one, pair.after.view)}
        people = tuple(one for one in cast.at(pair.tick) if one.id not in behind)
        obstacles = Obstacles(room.with_things(things.at(pair.tick, behind)), people, None)

        def possible(view: View, obstacles: Obstacles = obstacles) -> bool:
            return bool(obstacles.distance(np.asarray(view.position)[None, :])[0] > CLEAR_M)

        found = asked.get(pair.after.camera)
        others = () if found is None else found.answers
        cuts.append(
            Cut(
                before=pair.before, after=pair.after, tick=pair.tick, possible=possible,
                answers=tuple(view_of(one, film.sensor.height_mm) for one in others),
                eyes=found is not None and found.framing.kind == "pov",
            )
        )  # fmt: skip
    return mended(tuple(cuts), rules.bands)


def _near(body: Body, view: View) -> bool:
    return float(np.linalg.norm(body.eyes - np.asarray(view.position))) < BEHIND_M


def turns_of(take: Take, written: Sequence[Written]) -> set[int]:
    """Which cuts of a take (0 is the first) are meant to turn the picture, by the cuts as written."""
    left, found = list(written), set()
    for number, (tick, camera) in enumerate(take.cuts):
        alike = [one for one in left if one.camera == camera]
        if not alike:
            continue
        # A camera that comes back is known by its cue; by its order where the take does not tell when a cue came.
        cut = min(alike, key=lambda one, at=tick: _off(one, take, at))  # type: ignore[misc]
        left.remove(cut)
        if cut.turn:
            found.add(number)
    return found


def _off(cut: Written, take: Take, tick: int) -> float:
    """How far, ms, the cue of a cut as written is from a cut of a take."""
    came = 0.0 if cut.on is None else tick_of(cut.on, take)
    return NEAR_MS if came is None else abs(came - tick)


def _side(take: Take, film: Film, cast: Cast, shot: Shot, asked: dict[str, Framed]) -> Side:
    """One picture as a side of a cut."""
    set_ups = {one.id: one for one in take.rehearsal.scene.set_ups}
    set_up, found = set_ups.get(shot.camera), asked.get(shot.camera)
    side = side_of(
        shot.camera, shot.view, cast.at(shot.tick), on=found.framing.on if found is not None else _on(set_up),
        up=policy(found.framing.up) if found is not None else _up(set_up),
        set_up=np.asarray(take.rehearsal.stage_set.up, dtype=np.float64),
        aspect=film.sensor.aspect,
    )  # fmt: skip
    # Through somebody's eyes the picture has to lie as they do: that is what the shot is for.
    return replace(side, motivated=found is not None and found.framing.kind == "pov")


def _on(set_up: SetUp | None) -> tuple[str, ...]:
    """Whom a set-up that was placed by hand is on: whom it follows or looks at; nobody in particular if no one."""
    for target in () if set_up is None else (set_up.follows, set_up.looks_at):
        if target is not None and target.kind == "person":
            return (target.name,)
    return ()


def _up(set_up: SetUp | None) -> str:
    """Whose up it takes; empty where that is nobody's."""
    return "" if set_up is None or set_up.up in {"free", "vector"} else set_up.up
