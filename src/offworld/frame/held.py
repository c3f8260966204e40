"""Who holds a found camera: whether they are where it is held, in the take as it was rehearsed."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.finding import Finding, Measure
from offworld.film.framing import Framed, Framing
from offworld.film.take import Take
from offworld.frame.from_take import Cast
from offworld.frame.problem import OPERATOR
from offworld.frame.span import Span
from offworld.geometry import rotation

ELSEWHERE_M: Final = 0.5
"""Farther than this from where the finder is, an operator's head is somewhere else, m [I: an arm's length, less what a
camera is held before the eyes]."""
_HANDS: Final = frozenset({"left hand", "right hand", "body"})
"""Channels that somebody who holds a camera has no more to spare."""
_ONE_HAND: Final = frozenset({"hold", "stay", "drift", "be held"})
"""What can be done beside it, with the other hand or with none."""


def held_findings(framed: tuple[Framed, ...], take: Take) -> tuple[Finding, ...]:
    """Found shots in the hands of somebody whom the take has elsewhere, or whose hands it needs for something else.

    A rehearsal knows nothing of found shots: their operators do in it what the scene says, and no more.
    """
    held = [one for one in framed if one.framing.by and one.answers]
    if not held:
        return ()
    cast = Cast(take)
    found = (_finding(one, one.framing.by or "", take, cast) for one in held)
    return tuple(one for one in found if one is not None)


def _finding(framed: Framed, who: str, take: Take, cast: Cast) -> Finding | None:
    framing, placed = framed.framing, framed.answers[0]
    start, end = framing.start or 0, take.length if framing.end is None else framing.end
    x, y, z, _ = OPERATOR[0]
    finder = np.asarray(placed.position) + rotation.rotate(placed.attitude, [x, y, z])
    away = 0.0
    for tick in Span(start=start, end=max(end, start + 1)).moments():
        eyes = next((one.eyes for one in cast.at(tick) if one.id == who), None)
        if eyes is None:
            return None
        away = max(away, float(np.linalg.norm(eyes - finder)))
    busy = _busy(framing, who, take, start, end)
    if away <= ELSEWHERE_M and not busy:
        return None
    told = [f"in the take {who} is {away:.1f} m away from where it is held"] if away > ELSEWHERE_M else []
    told += [f"{who} {busy}"] if busy else []
    return Finding(
        kind="framing", weight="care", tick=start, end=end, who=(who,), beat="",
        text=f"Shot {framing.id} ({framing.text}) is held by {who} and was not rehearsed so: {', and '.join(told)}.",
        remedy="lock it, give it to somebody who is free, or rehearse it: a camera placed by hand with "
        f"'by: {who}', and a start or a beat that brings {who} there",
        measures=(Measure(name="operator's eyes from the finder", value=away, unit="m"),),
    )  # fmt: skip


def _busy(framing: Framing, who: str, take: Take, start: int, end: int) -> str:
    """What somebody's hands do in the take while a shot lasts; empty: nothing."""
    scene = take.rehearsal.scene
    cameras = [one.id for one in scene.set_ups if one.by == who and one.id != framing.id]
    if cameras:
        return f"has camera {cameras[0]} in the hands"
    beats = {one.id: one for one in scene.beats}
    for outcome in take.outcomes:
        beat = beats.get(outcome.beat)
        if beat is None or outcome.start is None or who not in beat.who or beat.intent.move in _ONE_HAND:
            continue
        last = take.length if outcome.end is None else outcome.end
        if _HANDS & set(beat.channels) and outcome.start < end and last > start:
            return f"is busy with “{beat.intent.move}” ({beat.id})"
    return ""
