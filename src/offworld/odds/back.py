"""Back to one: from the end of a take to its start, by people who work at the same time.

Whoever is free fetches what got away; who holds somebody waits until that one is in place; operators find their frame
again. Ways are straight lines: inside a module hardly anything is in between. No simulation is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.blocking import Target
from offworld.film.odds import EndRow, TakeRow
from offworld.film.scene import PersonStart, PropStart, Scene
from offworld.film.times import BackToOne, Part, Times
from offworld.odds.ends import STRAPS, TETHER

NEAR_M: Final = 0.10
"""m within which somebody is where they should be: a little is made up for with a hand on the rail."""
NEARLY_DEG: Final = 15.0
"""Degrees within which somebody's attitude is that of the start."""
CREW: Final = "crew"
"""Who does what nobody in the scene is free to do."""


@dataclass(slots=True)
class _Worker:
    """Somebody on the way back, with what they have done so far."""

    start: PersonStart
    end: EndRow
    at: Vec3
    left: bool = False
    """Whether they left the place where the take ended for a prop, and let go of everything there."""
    parts: list[Part] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.parts)

    def add(self, what: str, seconds: float, why: str = "") -> None:
        if seconds > 0.0:
            self.parts.append(Part(who=self.start.person, what=what, seconds=seconds, why=why))


def back_to_one(scene: Scene, row: TakeRow, times: Times) -> BackToOne | None:
    """How people and props get back to their starts after a take; None: nothing is known of its end.

    Args:
        scene: as written.
        row: of the take; its `ends` say where everything is, and its findings what got away.
        times: how long each piece of work lasts.
    """
    ends = {end.who: end for end in row.ends}
    if row.stopped or not ends:
        return None
    crew = {
        one.person: _Worker(start=one, end=ends[one.person], at=ends[one.person].end) for one in scene.people
    }
    lost = {who for finding in row.findings if finding.kind == "loose prop" for who in finding.who}
    others = _fetch_all(scene, ends, lost, crew, times)
    for one in crew.values():
        _go_home(one, times)
    _take_hold(crew, times)
    parts = [part for one in crew.values() for part in one.parts] + others
    longest = max((*(one.seconds for one in crew.values()), *(part.seconds for part in others)), default=0.0)
    parts.append(Part(who=CREW, what="slate and quiet", seconds=times.settle_s.value))
    return BackToOne(parts=tuple(parts), seconds=longest + times.settle_s.value)


def with_back(scene: Scene, rows: Iterable[TakeRow], times: Times) -> tuple[TakeRow, ...]:
    """The same rows, each with the time back to the start of the scene."""
    found = ((row, back_to_one(scene, row, times)) for row in rows)
    return tuple(replace(row, back_s=None if back is None else back.seconds) for row, back in found)


def _way(a: Vec3, b: Vec3, times: Times) -> float:
    """Seconds from one place to another, with getting away and coming to rest."""
    metres = _metres(a, b)
    return metres / times.fly_m_s.value + times.start_stop_s.value if metres > NEAR_M else 0.0


def _fetch_all(
    scene: Scene, ends: dict[str, EndRow], lost: set[str], crew: dict[str, _Worker], times: Times
) -> list[Part]:
    """Sends somebody after each prop that is not where it began; what nobody is free for the crew does."""
    wanted = [one for one in scene.props if _is_away(one, ends[one.prop])]
    # The farthest first: what is left then fits into what is left of everybody's time.
    wanted.sort(key=lambda one: (-_distance(ends[one.prop]), one.prop))
    free = [crew[one.person] for one in scene.people if _is_free(one, scene.people)]
    others: list[Part] = []
    for prop in wanted:
        end = ends[prop.prop]
        errands = [
            (one, _errand(one.at, one.start.person, prop, end, prop.prop in lost, times)) for one in free
        ]
        if not errands:
            seconds = _errand(end.end, CREW, prop, end, prop.prop in lost, times)
            others.append(Part(who=CREW, what=f"brings {prop.prop} back", seconds=seconds))
            continue
        one, seconds = min(
            errands, key=lambda pair: pair[0].seconds + pair[1] + _way(end.start, pair[0].end.start, times)
        )
        found = ", after a search" if prop.prop in lost and not end.held_by else ""
        one.add(f"brings {prop.prop} back", seconds, f"{_distance(end):.1f} m from its place{found}")
        one.left = one.left or max(_metres(one.at, end.end), _distance(end)) > NEAR_M
        one.at = end.start
    return others


def _is_away(prop: PropStart, end: EndRow) -> bool:
    if prop.held_by is not None:
        return end.held_by != prop.held_by
    if prop.stuck:
        return end.held_by != "set"
    return end.held_by != "" or _distance(end) > NEAR_M


def _is_free(one: PersonStart, people: Sequence[PersonStart]) -> bool:
    """Whether somebody can leave their place: neither strapped, nor a camera's operator, nor held or holding."""
    holds = {other.held_by for other in people}
    return not (one.strapped or one.operates or one.held_by or one.person in holds)


def _errand(at: Vec3, who: str, prop: PropStart, end: EndRow, lost: bool, times: Times) -> float:
    """Seconds to get a prop and bring it where it belongs."""
    to_it = 0.0 if end.held_by == who else _way(at, end.end, times) + times.take_s.value
    search = times.search_s.value if lost and not end.held_by else 0.0
    if prop.held_by == who:
        leave = 0.0
    elif prop.held_by is not None:
        leave = times.take_s.value
    else:
        leave = times.stick_s.value if prop.stuck else times.put_s.value
    return to_it + search + _way(end.end, end.start, times) + leave


def _go_home(one: _Worker, times: Times) -> None:
    """The way to one's place and attitude, and every hold that is wanted there."""
    fly = _way(one.at, one.end.start, times)
    turn = one.end.turn_deg / times.turn_deg_s.value if one.end.turn_deg > NEARLY_DEG else 0.0
    why = f"{_metres(one.at, one.end.start):.1f} m and {one.end.turn_deg:.0f}°"
    # One turns on the way.
    one.add("goes back to their place", max(fly, turn), why)
    for limb, thing in _wanted(one):
        if limb == STRAPS:
            one.add(f"is strapped to {thing}", times.strap_s.value)
        elif limb == TETHER:
            one.add(f"clips the tether to {thing}", times.clip_s.value)
        elif not _body(thing):
            seconds = times.foot_s.value if limb.endswith("foot") else times.grip_s.value
            one.add(f"takes hold of {thing}", seconds, limb)
    if one.start.operates is not None:
        one.add("finds the frame and focus again", times.frame_s.value, f"camera {one.start.operates}")


def _wanted(one: _Worker) -> list[tuple[str, str]]:
    """Holds that must be taken again: those that are gone, and of whoever went after a prop all."""
    gone = list(one.end.gone)
    if not one.left:
        return gone
    named = [(hold.limb, _thing(hold.target)) for hold in one.start.holds]
    return gone + [pair for pair in named if pair[0] not in {limb for limb, _ in gone}]


def _thing(target: Target) -> str:
    name = target.name or target.kind
    return f"{name}'s {target.part}" if target.kind == "person" else name


def _body(thing: str) -> str:
    """Whose body a hold is on: `anton` of `anton's left ankle`; empty: none."""
    owner, found, _ = thing.partition("'s ")
    return owner if found else ""


def _take_hold(crew: dict[str, _Worker], times: Times) -> None:
    """Who holds somebody does so last, when both are in place."""
    pairs = {(one.start.held_by or "", name) for name, one in crew.items()}
    pairs |= {(name, _body(thing)) for name, one in crew.items() for _, thing in _wanted(one)}
    below = {holder: {held for other, held in pairs if other == holder and held in crew} for holder in crew}
    done: set[str] = set()
    while len(done) < len(crew):
        # Of a chain the far end first; of a ring, if there were one, whoever comes first.
        ready = [name for name in crew if name not in done and below[name] <= done]
        holder = ready[0] if ready else next(name for name in crew if name not in done)
        done.add(holder)
        for held in sorted(below[holder]):
            _hold(crew[holder], crew[held], times)


def _hold(holder: _Worker, held: _Worker, times: Times) -> None:
    person = held.start.person
    let_go = any(_body(thing) == person for _, thing in _wanted(holder))
    if let_go or held.left or _distance(held.end) > NEAR_M:
        holder.add(f"waits for {person}", max(0.0, held.seconds - holder.seconds))
        holder.add(f"takes hold of {person}", times.hold_person_s.value)


def _distance(end: EndRow) -> float:
    return _metres(end.start, end.end)


def _metres(a: Vec3, b: Vec3) -> float:
    return float(np.linalg.norm(np.subtract(a, b)))
