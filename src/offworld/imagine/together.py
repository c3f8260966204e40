"""What two or more people are imagined to do with each other: push apart, carry, hang together as a chain."""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import Beat
from offworld.imagine import nominal
from offworld.imagine.act import Act
from offworld.imagine.stage import Stage


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
