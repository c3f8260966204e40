"""The shots of one scene in one take: each found, or if it is kept, judged where it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.film.camera import Sensor
from offworld.film.framing import AskedShot, Framed, Framing, Kept, Placed, ShotList, Spot
from offworld.film.kit import LensData, Package, plain_lens
from offworld.film.take import Take
from offworld.frame.explain import judged
from offworld.frame.from_take import Cast
from offworld.frame.problem import Lens, Problem, Rig
from offworld.frame.reach import longest_for
from offworld.frame.room import Room
from offworld.frame.search import ROUND
from offworld.frame.settle import settled
from offworld.frame.solve import ANSWERS, solve
from offworld.frame.span import Span, span_of
from offworld.frame.things import Things
from offworld.frame.wishes import Kit, References, Weights, problem_of
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

USUAL_MM: Final = (14.0, 18.0, 21.0, 25.0, 32.0, 40.0, 50.0, 65.0, 75.0, 100.0)
"""The package of a film that names none [R: Cooke S4/i, handbook camera, section 3.2]."""
APART_M: Final = 0.3
"""Cameras of two answers stand so far apart, m, unless lens or attitude differ."""
APART_DEG: Final = 15.0
"""Degrees by which their attitudes differ."""
WEIGHTS: Final = Weights(front=1.5)
"""Those of the handbook's benchmark, and that nobody else is in the way: as much as whose up it is [I]."""
_NOTHING_SAID: Final = Package()
_SAME_MM: Final = 0.05
"""Focal lengths that differ by less are the same."""
Place = tuple[float, float | None]
SIDES: Final[dict[str, tuple[Place, Place]]] = {
    "over": ((1.0 / 3.0, None), (-0.5, 0.0)), "two": ((0.4, None), (-0.4, None)),
}  # fmt: skip
"""Where the faces of two people go when nothing is said, half frames to the right and up from the middle, or the other
way round: opposite thirds (handbook camera, section 2.3); the back of a head farther out, and in the frame [I]."""
AS_GOOD: Final = 0.02
"""Answers whose scores differ by less than this are as good as each other: the way round that comes first is kept."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Floor:
    """What all shots of a scene are worked out from."""

    take: Take
    """Take."""
    cast: Cast
    """Its people."""
    things: Things
    """Its props."""
    room: Room
    """Its set."""
    kit: Kit
    """Camera and lenses."""
    package: Package = _NOTHING_SAID
    """The same as the film says it."""

    @classmethod
    def of(cls, take: Take, package: Package, sensor: Sensor) -> Floor:
        """The floor of a take with a film's camera and lenses."""
        kit = Kit(lenses=lenses_of(package), rig=rig_of(sensor, package), weights=WEIGHTS)
        return cls(
            take=take, cast=Cast(take), things=Things(take), room=Room.of(take.rehearsal.stage_set), kit=kit,
            package=package,
        )  # fmt: skip

    def lens(self, kept: Kept) -> Lens:
        """The lens of a kept set-up, which need not be of the package."""
        known = (one for one in self.kit.lenses if abs(one.focal_mm - kept.lens_mm) < _SAME_MM)
        return replace(next(known, lens_of(kept.lens_mm)), stop=kept.stop)

    def problem(self, framing: Framing, span: Span, previous: FloatArray | None = None) -> Problem:
        """A framing over a span; `previous` is the top of the frame before it, unit, set frame, shape (3,)."""
        references = self.references(previous)
        moments = tuple(self.cast.at(tick) for tick in span.moments())
        problem = problem_of(framing, moments, self.room, self.kit, references)
        through = (framing.over if framing.kind == "pov" else "", framing.by or "")
        return replace(problem, rooms=tuple(self.room_at(tick, through) for tick in span.moments()))

    def references(self, previous: FloatArray | None = None) -> References:
        """Ups that are nobody's, with the top of the frame of the shot before if there is one."""
        rehearsal = self.take.rehearsal
        gravity = np.asarray(rehearsal.world.gravity, dtype=np.float64)
        pull = float(np.linalg.norm(gravity))
        return References(
            set_up=np.asarray(rehearsal.stage_set.up, dtype=np.float64),
            gravity_up=None if pull < 1e-9 else -gravity / pull,
            previous_up=previous,
        )

    def room_at(self, tick: float, without: Collection[str] = ()) -> Room:
        """The room with the props as they are at a tick, without the film cameras of some people."""
        return self.room.with_things(self.things.at(tick, without))


def lens_of(focal_mm: float) -> Lens:
    """A lens of a package that says no more than its focal length."""
    return Lens(focal_mm=focal_mm, near_m=plain_lens(focal_mm).near_m)


def lenses_of(package: Package) -> tuple[Lens, ...]:
    """The lenses of a film from the widest, each at the stop that it is shot at; the usual ones where it names none."""
    if not package.lenses:
        return tuple(lens_of(focal) for focal in USUAL_MM)
    return tuple(_lens(one, package) for one in sorted(package.lenses, key=lambda one: one.focal_mm))


def _lens(data: LensData, package: Package) -> Lens:
    stop, t_stop = data.stops(package.t_stop)
    return Lens(focal_mm=data.focal_mm, near_m=data.near_pupil_m, stop=stop, t_stop=t_stop)


def rig_of(sensor: Sensor, package: Package = _NOTHING_SAID) -> Rig:
    """A camera with that gate."""
    return Rig(
        gate_width_mm=sensor.width_mm, gate_height_mm=sensor.height_mm, squeeze=sensor.squeeze,
        coc_mm=sensor.circle_mm, clear_m=package.clear_m, barrel_m=package.barrel_m,
    )  # fmt: skip


def frame_shots(
    shots: ShotList, take: Take, sensor: Sensor, *, budget: int = ROUND, anew: tuple[str, ...] = ()
) -> tuple[Framed, ...]:
    """All shots of a scene, in order of the scene file.

    Args:
        shots: as asked for, with the film's package.
        take: the take.
        sensor: gate of the film's camera.
        budget: evaluations for each.
        anew: shots that are found again although they are kept.
    """
    if not shots.shots:
        return ()
    floor = Floor.of(take, shots.package, sensor)
    spans = {one.framing.id: span_of(one, take) for one in shots.shots}
    found: dict[str, Framed] = {}
    previous: FloatArray | None = None
    # In order of time, so that "up previous" has a shot before it.
    for asked in sorted(shots.shots, key=lambda one: spans[one.framing.id].start):
        name = asked.framing.id
        if asked.kept is not None and name in anew:
            asked = replace(asked, kept=None)  # noqa: PLW2901
        found[name] = frame_shot(asked, spans[name], floor, previous, budget=budget)
        if found[name].answers:
            previous = rotation.rotate(np.array(found[name].answers[0].attitude), np.array([0.0, 1.0, 0.0]))
    return tuple(found[one.framing.id] for one in shots.shots)


def frame_shot(
    asked: AskedShot, span: Span, floor: Floor, previous: FloatArray | None = None, *, budget: int = ROUND
) -> Framed:
    """One shot over its span."""
    framing = replace(asked.framing, start=span.start, end=span.end)
    if asked.kept is not None:
        # A place in the picture that nobody asked for is no fault of a kept set-up, whichever way round it is.
        lens = floor.lens(asked.kept)
        judgements = [
            judged_kept(asked.kept, floor.problem(way, span, previous), lens) for way in both_ways(framing)
        ]
        best = max(judgements, key=lambda one: one.score.total)
        reason = "; ".join(one.text for one in best.score.broken) or span.missing
        return Framed(
            framing=framing, status="kept", answers=(best,), reason=reason, evaluations=len(judgements)
        )
    limit = longest_for(floor.problem(framing, span, previous), floor.package)
    if limit.refused:
        refused = Framed(framing=framing, status="impossible", answers=(), reason=limit.refused)
        return replace(refused, free_m=limit.free_m, longest_mm=limit.longest_mm)
    found = _found(framing, span, floor, previous, budget)
    return replace(found, free_m=limit.free_m, longest_mm=limit.longest_mm)


def _found(framing: Framing, span: Span, floor: Floor, previous: FloatArray | None, budget: int) -> Framed:
    """What a search says of a shot, whichever way round its people are."""
    ways = both_ways(framing)
    problems = [floor.problem(way, span, previous) for way in ways]
    each = [solve(problem, budget=budget // len(ways)) for problem in problems]
    if len(ways) > 1 and not any(one.answers for one in each):
        each = [solve(problems[0], budget=budget)]
    references = floor.references(previous)
    each = [
        replace(one, answers=tuple(settled(answer, problem, references) for answer in one.answers))
        for one, problem in zip(each, problems, strict=False)
    ]
    used = sum(one.evaluations for one in each)
    answers = _merged([one.answers for one in each])
    if answers:
        return Framed(framing=framing, status="found", answers=answers, reason=span.missing, evaluations=used)
    return replace(each[0], framing=framing, evaluations=used)


def both_ways(framing: Framing) -> tuple[Framing, ...]:
    """A shot of two people for which no places are asked, with either of them on the left."""
    sides = SIDES.get(framing.kind)
    people = (*framing.on, framing.over)[:2]
    if sides is None or framing.spots or "" in people or len(people) < 2:
        return (framing,)
    ways = []
    for sign in (1.0, -1.0):
        spots = tuple(Spot(person=one, x=sign * x, y=y) for one, (x, y) in zip(people, sides, strict=True))
        ways.append(replace(framing, spots=spots))
    return tuple(ways)


def judged_kept(kept: Kept, problem: Problem, lens: Lens) -> Placed:
    """What a kept set-up is worth now, with the focus and the stop that were kept."""
    now = judged(problem, kept.position, kept.attitude, lens)
    return replace(now, focus_m=kept.focus_m)


def _merged(several: list[tuple[Placed, ...]]) -> tuple[Placed, ...]:
    """The best of several lists of answers, the best first; of two that look from the same side the better."""
    if len(several) == 1:
        return several[0]

    def rank(pair: tuple[int, Placed]) -> tuple[int, int, float]:
        return -round(pair[1].score.total / AS_GOOD), pair[0], -pair[1].score.total

    pool = sorted(((number, one) for number, many in enumerate(several) for one in many), key=rank)
    chosen: list[Placed] = []
    for _, one in pool:
        if len(chosen) < ANSWERS and all(_apart(one, other) for other in chosen):
            chosen.append(one)
    return tuple(chosen)


def _apart(one: Placed, other: Placed) -> bool:
    """Whether two answers are two: of other places, attitudes or lenses."""
    away = float(np.linalg.norm(np.subtract(one.position, other.position)))
    turn = abs(float(np.dot(one.attitude, other.attitude)))
    return away > APART_M or one.lens_mm != other.lens_mm or turn < np.cos(np.radians(0.5 * APART_DEG))
