"""What each move of a beat is imagined to do with the bodies of its owners, and how long it takes."""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import CAMERA_MOVES, STATES, Beat, Target
from offworld.geometry import polyline
from offworld.geometry.pose import Pose
from offworld.imagine import nominal
from offworld.imagine.act import Act, Aim, aim_at, moved, over
from offworld.imagine.hands import to_hand
from offworld.imagine.stage import Stage
from offworld.imagine.stays import beside, opposite
from offworld.imagine.together import carry, push_apart
from offworld.imagine.turns import turn
from offworld.imagine.ways import rest, straight
from offworld.imagine.wording import called, place_words
from offworld.space import fitting_kinds

MOVES_BODY = (
    "push off",
    "pull",
    "carry",
    "drift",
    "hold",
    "catch",
    "brake",
    "stay",
    "give",
    "take",
    "reach",
    "clip tether",
)
"""Moves that may bring a body somewhere."""
ONE_STROKE_M = 0.7
"""m along a rail that one pull of the arms does; farther is hand over hand (docs: moves)."""


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
    elif intent.move in {"hold", "catch", "brake", "reach", "take", "give", "clip tether"} and owners:
        act = to_hand(beat, stage, owners[0])
    elif intent.move == "carry" and owners:
        act = carry(beat, stage, owners[0])
    elif intent.move == "turn":
        act = turn(beat, stage, owners)
    elif intent.move == "push apart":
        act = push_apart(beat, stage, owners)
    elif intent.move == "say":
        line = next((one for one in stage.scene.lines if one.id == intent.line), None)
        act = over(now, line.duration_s if line else 0.0)
    elif intent.move == "throw":
        act = over(now, nominal.THROW_S)
    elif intent.move == "convulse":
        act = over(now, intent.duration_s or nominal.CONVULSE_S)
    elif intent.move in STATES:
        act = Act(end=None, settled=now)
    elif intent.move in CAMERA_MOVES:
        act = over(now, intent.within_s or nominal.CAMERA_MOVE_S)
    else:
        act = Act(end=now, settled=now)
    if intent.move in STATES and intent.duration_s is not None:
        return Act(end=now + round(1000 * intent.duration_s), settled=act.settled, aims=act.aims)
    return act


def _leave(beat: Beat, stage: Stage, who: str) -> Act:
    """Push off or pull: gather, leave, and fly straight to the target; or go along a rail to it."""
    intent, now = beat.intent, stage.tick
    speed = intent.speed or nominal.PACE
    stage.fixed.discard(who)
    along = _along_rail(beat, stage, who)
    if along is not None:
        way = straight(stage.pose[who], along, now, speed)
        stage.go(who, way)
        return Act(end=way.end, settled=way.end, aims=(aim_at(who, way.end, beat),))
    off = now + round(1000 * (nominal.GATHER_S + nominal.DRIVE_S))
    if intent.direction is not None or intent.target is None:
        velocity = speed * np.asarray(intent.direction if intent.direction is not None else (0.0, 0.0, 0.0))
        stage.fly(who, velocity, off)
        return Act(end=off, settled=off)
    way = straight(stage.pose[who], _come_to(stage, who, intent.target), off, speed)
    stage.go(who, way)
    return Act(end=off, settled=off, aims=(aim_at(who, way.end, beat),))


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
    return moved(stage.pose[who], there.point - here.point)


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
        aims.append(aim_at(who, way.end, beat))
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
    return moved(stage.pose[who], way * (max(0.0, far - stop) / max(far, 1e-9)))


def _is_place(stage: Stage, target: Target) -> bool:
    if target.kind != "fitting" or target.name not in (kinds := fitting_kinds(stage.set)):
        return False
    return kinds[target.name] in {"mark", "exit", "window", "bed"}


def _relation(beat: Beat, partner: str) -> str:
    intent = beat.intent
    apart = f"{intent.distance_m or nominal.FACE_M:g} m from {called(partner)}'s face"
    lie = "" if intent.lie == "any" else f", {intent.lie}"
    return f"{intent.relation or 'near'}, {apart}{lie}"
