"""Hold, catch, reach, take and give: the body comes near enough for its hands and feet."""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import Beat, Target
from offworld.geometry.pose import Pose
from offworld.geometry.rotation import FloatArray
from offworld.imagine import nominal
from offworld.imagine.act import Act, aim_at, moved, over
from offworld.imagine.cues import HANDS, wanted_thing
from offworld.imagine.stage import Stage
from offworld.imagine.ways import straight


def to_hand(beat: Beat, stage: Stage, who: str) -> Act:
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
        return over(now, nominal.CATCH_S)
    there, gap = _near_enough(stage, who, limbs, thing)
    seconds = min(gap, 1.0) / nominal.HAND_SPEED
    held = max(there, now + round(1000 * seconds)) + round(1000 * nominal.GRIP_S)
    aim = aim_at(who, held, beat)
    if intent.move == "hold":
        return Act(end=None, settled=held, aims=(aim,))
    if intent.move in {"catch", "brake"}:
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
            goal = moved(goal, _reached_from(stage, who, limb, thing, goal))
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
