"""The cuts of a scene as its take is cut: what each camera sees on either side, checked, with the smallest mends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from offworld.errors import NotPossible
from offworld.film.camera import SetUp
from offworld.film.continuity import BANDS, CutBands, CutCheck
from offworld.film.framing import Framed
from offworld.film.scene import Film
from offworld.film.shot import Shot, View
from offworld.film.take import Take
from offworld.frame.continuity.check import Cut
from offworld.frame.continuity.choose import best_tied, cost_of
from offworld.frame.continuity.mend import mended
from offworld.frame.continuity.scene import side_of
from offworld.frame.continuity.side import Side, policy, view_of
from offworld.frame.from_take import Cast
from offworld.frame.room import Room
from offworld.picture.shots import shots

CLEAR_M = 0.18
"""Room that a mend leaves about its camera, m (handbook camera, section 2.3: 0.15 to 0.25)."""


def check_cuts(
    take: Take, film: Film, framed: Sequence[Framed] = (), bands: CutBands = BANDS
) -> tuple[CutCheck, ...]:
    """What a viewer may stumble over at each cut of a take.

    Args:
        take: with a set-up for each shot.
        film: for its rate and gate.
        framed: what came of the shots asked for in words: whom they are on, and their other answers.
        bands: what is called bad.

    Returns:
        One for each cut, in order; none where the cameras cannot be placed, which pictures will tell.
    """
    try:
        plan = shots(take, film.rate, film.sensor)
    except NotPossible:
        return ()
    asked = {one.framing.id: one for one in framed}
    cast, room = Cast(take), Room.of(take.rehearsal.stage_set)

    def possible(view: View) -> bool:
        return bool(room.clearance(np.asarray(view.position)[None, :])[0] > CLEAR_M)

    cuts = []
    for last, first in _ends(plan):
        found = asked.get(first.camera)
        others = () if found is None else found.answers
        cuts.append(
            Cut(
                before=_side(take, film, cast, last, asked), after=_side(take, film, cast, first, asked),
                tick=round(first.tick), possible=possible,
                answers=tuple(view_of(one, film.sensor.height_mm) for one in others),
            )
        )  # fmt: skip
    return mended(tuple(cuts), bands)


def together(
    take: Take, film: Film, framed: Sequence[Framed], bands: CutBands = BANDS
) -> tuple[dict[str, int], float, float]:
    """Which answers of a scene's shots to take so that shots and cuts together are best.

    Args:
        take: with a set-up for each shot.
        film: for its rate and gate.
        framed: what came of the shots asked for in words.
        bands: what is called bad.

    Returns:
        An index into the answers of each shot that has the picture; what the cuts cost with the first answer of each,
        and with these. A kept shot has one answer, and a camera placed by hand stands where it stands.

    Raises:
        NotPossible: a camera cannot be placed.
    """
    plan = shots(take, film.rate, film.sensor)
    ends, asked, cast = _ends(plan), {one.framing.id: one for one in framed if one.answers}, Cast(take)
    sides = [(_side(take, film, cast, a, asked), _side(take, film, cast, b, asked)) for a, b in ends]
    cameras = [plan[0].camera, *(first.camera for _, first in ends)] if plan else []

    def seen(side: Side, answer: int) -> Side:
        found = asked.get(side.camera)
        if found is None:
            return side
        return replace(side, view=view_of(found.answers[answer], film.sensor.height_mm))

    def cut_cost(cut: int, one: int, other: int) -> float:
        before, after = sides[cut]
        return cost_of(seen(before, one), seen(after, other), bands)

    worth = {
        name: [one.score.total for one in asked[name].answers] if name in asked else [1.0] for name in cameras
    }
    chosen = best_tied(cameras, worth, cut_cost)
    first = sum(cut_cost(k, 0, 0) for k in range(len(ends)))
    best = sum(cut_cost(k, chosen[cameras[k]], chosen[cameras[k + 1]]) for k in range(len(ends)))
    return {name: row for name, row in chosen.items() if name in asked}, first, best


def _ends(plan: Sequence[Shot]) -> list[tuple[Shot, Shot]]:
    """The last picture before each cut and the first after it."""
    return [(last, first) for last, first in pairwise(plan) if last.camera != first.camera]


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
