"""What two or more people are imagined to do with each other: push apart, carry, hang together as a chain."""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import Beat
from offworld.geometry import polyline
from offworld.imagine import nominal
from offworld.imagine.act import Act, aim_at, moved
from offworld.imagine.stage import Stage
from offworld.imagine.ways import straight


def carry(beat: Beat, stage: Stage, who: str) -> Act:
    """Two go along a rail side by side, as they are, until the carrier is by the goal."""
    intent, now = beat.intent, stage.tick
    rail = next((one for one in stage.set.rails if intent.source and one.id == intent.source.name), None)
    if rail is None:
        return Act(end=now, settled=now)
    line, centre = np.asarray(rail.points, dtype=np.float64), stage.centre(who)
    here = polyline.nearest(line, centre)
    goal = line[-1] if here.along <= 0.5 * polyline.length(line) else line[0]
    if intent.target is not None and (named := stage.point(intent.target, centre)) is not None:
        goal = named
    by = polyline.nearest(line, goal).point - here.point
    begun = now + round(1000 * nominal.GRIP_S)
    end = begun
    carried = (intent.whom.name,) if intent.whom is not None else ()
    for one in (who, *(name for name in carried if name in stage.figures)):
        way = straight(stage.pose[one], moved(stage.pose[one], by), begun, intent.speed or nominal.PACE)
        stage.go(one, way)
        end = max(end, way.end)
    return Act(end=end, settled=end, aims=(aim_at(who, end, beat),))


def push_apart(beat: Beat, stage: Stage, owners: tuple[str, ...]) -> Act:
    """Two fly apart along the line of their middles, the lighter one faster; one with the feet in a loop stays."""
    off = stage.tick + round(1000 * (nominal.GATHER_S + nominal.DRIVE_S))
    if len(owners) != 2:
        return Act(end=stage.tick, settled=stage.tick)
    one, other = owners
    line = stage.centre(one) - stage.centre(other)
    line = line / max(float(np.linalg.norm(line)), 1e-9)
    mass = {person.id: person.mass_kg for person in stage.rehearsal.people}
    speed, whole = beat.intent.speed or nominal.PACE, mass[one] + mass[other]
    for who, mate, sign in ((one, other, 1.0), (other, one, -1.0)):
        share = 0.0 if who in stage.fixed else 1.0 if mate in stage.fixed else mass[mate] / whole
        if share > 0.0:
            stage.fly(who, sign * share * speed * line, off)
    return Act(end=off, settled=off)
