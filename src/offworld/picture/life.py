"""What moves of people besides their segments: hands that close about what they hold, eyes on what they are at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from offworld.errors import NotPossible
from offworld.film.blocking import Move, Target
from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray
from offworld.look.figure import Life
from offworld.look.hands import Hands
from offworld.picture.places import Places

_WATCHED: Final[dict[Move, int]] = {
    "look": 3, "catch": 2, "brake": 2, "give": 2, "throw": 2, "take": 2, "reach": 2, "stay": 1, "push off": 1,
    "pull": 1, "follow": 2,
}  # fmt: skip
"""Moves in which people look at what they aim for, and which of two at a time has the eyes: the greater one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """Somebody's eyes on something for a time."""

    person: str
    start: float
    end: float
    weight: int
    goal: Target


class Lives:
    """Everybody's hands and eyes in a take, ready to be asked about a moment."""

    def __init__(self, take: Take) -> None:
        self._places = Places(take.assembly, take.rehearsal.stage_set)
        self._hands = Hands(take)
        self._watches = _watches(take)

    def at(self, poses: FloatArray, tick: float) -> Life:
        """What is so at a tick; `poses` are those of every node then, set frame, shape (nodes, 7)."""
        now = [watch for watch in self._watches if watch.start <= tick <= watch.end]
        gaze: dict[str, FloatArray] = {}
        for watch in sorted(now, key=lambda each: (each.weight, each.start)):
            try:
                gaze[watch.person] = self._places.of(watch.goal, poses)
            except NotPossible:
                continue
        return Life(closing=self._hands.at(tick), gaze=gaze)


def _watches(take: Take) -> tuple[_Watch, ...]:
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    found = []
    for outcome in take.outcomes:
        beat = beats.get(outcome.beat)
        if beat is None or outcome.start is None or beat.intent.move not in _WATCHED:
            continue
        end = take.length if outcome.end is None else outcome.end
        for person in beat.who:
            goal = _goal(beat.intent.target, beat.who, person)
            if goal is not None:
                weight = _WATCHED[beat.intent.move]
                found.append(_Watch(person=person, start=outcome.start, end=end, weight=weight, goal=goal))
    return tuple(found)


def _goal(target: Target | None, owners: tuple[str, ...], person: str) -> Target | None:
    """What a person's eyes are on: a face if it is somebody as a whole, the partner where two do it together."""
    others = [name for name in owners if name != person]
    if target is None:
        return Target(kind="person", name=others[0], part="face") if others else None
    if target.kind == "person" and not target.part:
        return Target(kind="person", name=target.name, part="face")
    return None if target.kind == "nearest" else target
