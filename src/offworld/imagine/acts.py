"""What each move of a beat is imagined to do with the bodies of its owners, and how long it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.blocking import STATES, Beat, Target
from offworld.geometry import polyline
from offworld.geometry.pose import Pose
from offworld.geometry.rotation import FloatArray
from offworld.imagine import nominal
from offworld.imagine.cues import HANDS, wanted_thing
from offworld.imagine.stage import Stage
from offworld.imagine.stays import beside, opposite
from offworld.imagine.ways import rest, straight
from offworld.imagine.wording import called, place_words
from offworld.space import fitting_kinds

MOVES_BODY = ("push off", "pull", "drift", "hold", "catch", "stay", "give", "take", "reach")
"""Moves that may bring a body somewhere."""
ONE_STROKE_M = 0.7
"""m along a rail that one pull of the arms does; farther is hand over hand (docs: moves)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Where a beat brings one owner."""

    who: str
    """Person."""
    tick: int | None
    """When; None: to be kept to the end of the beat."""
    source: str
    """In words."""
    part: str = "pelvis"
    """Part that the mark is for."""
    to: str = ""
    """Person to whom it is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A beat that has begun."""

    end: int | None
    """Tick at which it ends by itself; None: it lasts until told."""
    settled: int
    """Tick from which a lasting one is what it says: the hand holds, the place is reached."""
    aims: tuple[Aim, ...] = ()
    """Marks."""


def begin(beat: Beat, stage: Stage) -> Act:
    """Starts a beat at the stage's tick: sets its owners on their ways."""
    intent, now = beat.intent, stage.tick
    owners = tuple(who for who in beat.who if who in stage.figures)
    if intent.move in {"push off", "pull"} and owners:
        act = _leave(beat, stage, owners[0])
    elif intent.move == "drift" and owners:
        act = _drift(beat, stage, owners)
    elif intent.move == "stay" and owners:
        act = _stay(beat, stage, owners)
    elif intent.move in {"hold", "catch", "reach", "take", "give"} and owners:
        act = _to_hand(beat, stage, owners[0])
    elif intent.move == "say":
        line = next((one for one in stage.scene.lines if one.id == intent.line), None)
        act = _over(now, line.duration_s if line else 0.0)
    elif intent.move == "convulse":
        act = _over(now, intent.duration_s or nominal.CONVULSE_S)
    elif intent.move in STATES:
        act = Act(end=None, settled=now)
    else:
        act = Act(end=now, settled=now)
    if intent.move in STATES and intent.duration_s is not None:
        return Act(end=now + round(1000 * intent.duration_s), settled=act.settled, aims=act.aims)
    return act


def _over(now: int, seconds: float) -> Act:
    return Act(end=now + round(1000 * seconds), settled=now)


def _leave(beat: Beat, stage: Stage, who: str) -> Act:
    """Push off or pull: gather, leave, and fly straight to the target; or go along a rail to it."""
    intent, now = beat.intent, stage.tick
    speed = intent.speed or nominal.PACE
    stage.fixed.discard(who)
    along = _along_rail(beat, stage, who)
    if along is not None:
        way = straight(stage.pose[who], along, now, speed)
        stage.go(who, way)
        return Act(end=way.end, settled=way.end, aims=(_aim(who, way.end, beat),))
    off = now + round(1000 * (nominal.GATHER_S + nominal.DRIVE_S))
    if intent.direction is not None or intent.target is None:
        velocity = speed * np.asarray(intent.direction if intent.direction is not None else (0.0, 0.0, 0.0))
        stage.fly(who, velocity, off)
        return Act(end=off, settled=off)
    way = straight(stage.pose[who], _come_to(stage, who, intent.target), off, speed)
    stage.go(who, way)
    return Act(end=off, settled=off, aims=(_aim(who, way.end, beat),))


def _along_rail(beat: Beat, stage: Stage, who: str) -> Pose | None:
    """Where a pull hand over hand along a straight rail ends; None: one stroke of the arms is enough for it."""
    source, target = beat.intent.source, beat.intent.target
    rail = next((one for one in stage.set.rails if source is not None and one.id == source.name), None)
    if beat.intent.move != "pull" or rail is None:
        return None
    line, centre = np.asarray(rail.points, dtype=np.float64), stage.centre(who)
    here = polyline.nearest(line, centre)
    goal = line[-1] if here.along <= 0.5 * polyline.length(line) else line[0]
    if target is not None:
        goal = stage.point(target, centre)
    there = None if goal is None else polyline.nearest(line, goal)
    if there is None or abs(there.along - here.along) < ONE_STROKE_M:
        return None
    tangents = [polyline.at(line, along).tangent for along in np.linspace(here.along, there.along, 9)]
    if any(float(tangent @ tangents[0]) <= 0.98 for tangent in tangents):
        return None
    return _moved(stage.pose[who], there.point - here.point)


def _drift(beat: Beat, stage: Stage, owners: tuple[str, ...]) -> Act:
    """Fly on; with a goal, at the speed one has, until one has come to it."""
    target, now = beat.intent.target, stage.tick
    if target is None:
        return Act(end=None, settled=now)
    aims, end = [], now
    for who in owners:
        way = straight(
            stage.pose[who], _come_to(stage, who, target, short=True), now, stage.speed(who) or nominal.PACE
        )
        stage.go(who, way)
        aims.append(_aim(who, way.end, beat))
        end = max(end, way.end)
    return Act(end=end, settled=end, aims=tuple(aims))


def _stay(beat: Beat, stage: Stage, owners: tuple[str, ...]) -> Act:
    """Come to the other and keep to them; two owners come half of the way each."""
    intent, now = beat.intent, stage.tick
    target = intent.target
    if target is None and len(owners) == 2:
        poses = dict(zip(owners, opposite(stage, *owners, intent), strict=True))
        partners = dict(zip(owners, reversed(owners), strict=True))
    elif target is not None and target.kind == "person" and target.name in stage.figures:
        partners = {who: target.name for who in owners if who != target.name}
        poses = {who: beside(stage, who, name, intent) for who, name in partners.items()}
    elif target is not None:
        return _keep_by(stage, owners, target)
    else:
        return Act(end=None, settled=now)
    end = now
    for who, pose in poses.items():
        way = straight(stage.pose[who], pose, now, nominal.PACE)
        stage.go(who, way)
        end = max(end, way.end)
    aims = tuple(
        Aim(who=who, tick=None, source=_relation(beat, partners[who]), part="head", to=partners[who])
        for who in poses
    )
    return Act(end=None, settled=end, aims=aims)


def keep_up(beat: Beat, stage: Stage) -> None:
    """One who stays with somebody on the way goes on with them, as soon as the place beside them is reached."""
    target = beat.intent.target
    if beat.intent.move != "stay" or target is None or target.kind != "person":
        return
    for who in beat.who:
        there = who in stage.figures and target.name in stage.figures and who != target.name
        if there and who not in stage.beside and stage.rests(who) and not _circle(stage, who, target.name):
            pose = beside(stage, who, target.name, beat.intent)
            stage.ways[who] = rest(pose, stage.tick)
            stage.beside[who] = (target.name, stage.pose[target.name].inverse().compose(pose))


def _circle(stage: Stage, who: str, other: str) -> bool:
    """True if the other is already carried along with this one."""
    return stage.beside.get(other, ("",))[0] == who


def _keep_by(stage: Stage, owners: tuple[str, ...], target: Target) -> Act:
    end = stage.tick
    for who in owners:
        way = straight(stage.pose[who], _come_to(stage, who, target), stage.tick, nominal.PACE)
        stage.go(who, way)
        end = max(end, way.end)
    aims = tuple(Aim(who=who, tick=None, source=place_words(target)) for who in owners)
    return Act(end=None, settled=end, aims=aims)


def _to_hand(beat: Beat, stage: Stage, who: str) -> Act:
    """Hold, catch, reach, take, give: the body comes near enough, the hand goes there, and it is done."""
    intent, now = beat.intent, stage.tick
    limbs = (
        tuple(limb for limb in (*intent.limbs, *beat.channels) if limb.endswith(("hand", "foot"))) or HANDS
    )
    thing = wanted_thing(beat)
    if intent.move == "give" and intent.target is not None and intent.target.kind == "person":
        part = intent.to_channel or intent.target.part or "right hand"
        thing = Target(kind="person", name=intent.target.name, part=part)
    if thing is None or beat.wanted_miss:
        return _over(now, nominal.CATCH_S)
    there, gap = _near_enough(stage, who, limbs, thing)
    seconds = min(gap, 1.0) / nominal.HAND_SPEED
    held = max(there, now + round(1000 * seconds)) + round(1000 * nominal.GRIP_S)
    aim = _aim(who, held, beat)
    if intent.move == "hold":
        return Act(end=None, settled=held, aims=(aim,))
    if intent.move == "catch":
        return Act(end=held + round(1000 * nominal.CATCH_S), settled=held, aims=(aim,))
    if intent.move == "give":
        return Act(
            end=held if intent.fumbled else held + round(1000 * nominal.HAND_OVER_S),
            settled=held,
            aims=(aim,),
        )
    return Act(end=held, settled=held, aims=(aim,))


def _near_enough(stage: Stage, who: str, limbs: tuple[str, ...], thing: Target) -> tuple[int, float]:
    """Sets one on the way until the limbs can be at a thing.

    Returns:
        The tick at which they can, and how far the hand that is farthest from it is then, m.
    """
    near = min(stage.short_of(who, (limb,), thing, nominal.COMFORT) for limb in limbs)
    there = stage.tick
    waits = thing.kind == "person" and who in stage.fixed
    if np.isfinite(near) and not waits:
        goal = stage.pose[who]
        for limb in limbs:
            goal = _moved(goal, _reached_from(stage, who, limb, thing, goal))
        pace = stage.speed(who) or nominal.PACE
        way = straight(stage.pose[who], goal, stage.tick, pace)
        stage.go(who, way)
        there = way.end
    hands = [stage.site(who, limb) for limb in limbs]
    gaps = [
        float(np.linalg.norm(point - hand))
        for hand in hands
        if (point := stage.point(thing, hand)) is not None
    ]
    return there, max(gaps, default=0.0)


def _reached_from(stage: Stage, who: str, limb: str, thing: Target, pose: Pose) -> FloatArray:
    """By how much, (3,) m, a body in a pose must move for a limb to be comfortably at a thing."""
    known = stage.figures[who].limbs.get(limb)
    if known is None:
        return np.zeros(3)
    joint, length = pose.apply(known[0]), known[1]
    point = stage.point(thing, joint)
    if point is None:
        return np.zeros(3)
    way = point - joint
    far = float(np.linalg.norm(way))
    return np.asarray(way * (max(0.0, far - nominal.COMFORT * length) / max(far, 1e-9)))


def _come_to(stage: Stage, who: str, target: Target, *, short: bool = False) -> Pose:
    """The pose of one who has gone straight to a target: at a place, or short of a thing that fills it."""
    centre = stage.centre(who)
    point = stage.point(target, centre)
    if point is None:
        return stage.pose[who]
    way = point - centre
    far = float(np.linalg.norm(way))
    place = target.kind == "point" or any(target.offset) or _is_place(stage, target)
    stop = nominal.SHORT_OF_M if short or not place else 0.0
    return _moved(stage.pose[who], way * (max(0.0, far - stop) / max(far, 1e-9)))


def _is_place(stage: Stage, target: Target) -> bool:
    if target.kind != "fitting" or target.name not in (kinds := fitting_kinds(stage.set)):
        return False
    return kinds[target.name] in {"mark", "exit", "window", "bed"}


def _moved(pose: Pose, by: FloatArray) -> Pose:
    return Pose.of(np.asarray(pose.position) + by, pose.attitude)


def _aim(who: str, tick: int, beat: Beat) -> Aim:
    thing = wanted_thing(beat) or beat.intent.source
    return Aim(who=who, tick=tick, source=place_words(thing) if thing is not None else "")


def _relation(beat: Beat, partner: str) -> str:
    intent = beat.intent
    apart = f"{intent.distance_m or nominal.FACE_M:g} m from {called(partner)}'s face"
    lie = "" if intent.lie == "any" else f", {intent.lie}"
    return f"{intent.relation or 'near'}, {apart}{lie}"
