"""Cues: when a beat starts and ends. A cue fires at the first tick at which its condition holds, plus its delay."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offworld.film.blocking import Cue, Target
from offworld.rehearse.actor import Actor
from offworld.rehearse.floor import Floor
from offworld.rehearse.plan import limb_length

REACH_SHARE = 0.98
"""A thing is within reach at this share of the stretched limb."""


@dataclass(slots=True, eq=False)
class History:
    """What has happened so far, for cues that refer to it."""

    started: dict[str, int] = field(default_factory=dict)
    """Tick at which a beat started."""
    ended: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Tick and outcome of a beat that ended."""
    said: dict[str, int] = field(default_factory=dict)
    """Tick at which a line was begun."""
    slipped: dict[str, int] = field(default_factory=dict)
    """Tick at which a limb last slipped off something, by `person/limb`."""


def fired(cue: Cue, floor: Floor, history: History, actor: Actor | None, own: Target | None) -> int | None:
    """The tick from which a cue's condition has held, without its delay; None if it does not yet hold.

    Args:
        cue: which.
        floor: the scene now.
        history: beats and lines so far.
        actor: whose beat it is, for reach.
        own: the beat's own target, for reach.
    """
    if cue.kind == "time":
        return 0
    if cue.kind == "light":
        moments = dict(floor.rehearsal.scene.light)
        at = round(1000 * moments[cue.ref]) if cue.ref in moments else None
        return at if at is not None and floor.tick >= at else None
    if cue.kind in {"start", "end", "caught", "missed"}:
        return _of_beat(cue, history)
    if cue.kind in {"word", "line", "line end"}:
        return _of_line(cue, floor, history)
    return floor.tick if _holds_now(cue, floor, actor, own) else None


def _of_beat(cue: Cue, history: History) -> int | None:
    if cue.kind == "start":
        return history.started.get(cue.ref)
    if cue.ref not in history.ended:
        return None
    tick, outcome = history.ended[cue.ref]
    good = outcome == "done"
    if cue.kind == "caught" and not good:
        return None
    if cue.kind == "missed" and good:
        return None
    return tick


def _of_line(cue: Cue, floor: Floor, history: History) -> int | None:
    begun = history.said.get(cue.ref)
    if begun is None:
        return None
    line = next(line for line in floor.rehearsal.scene.lines if line.id == cue.ref)
    if cue.kind == "line":
        return begun
    if cue.kind == "line end":
        at = begun + round(1000 * line.duration_s)
    else:
        wanted = _plain(cue.word)
        seconds = next((s for word, s in line.words if _plain(word) == wanted), line.duration_s)
        at = begun + round(1000 * seconds)
    return at if floor.tick >= at else None


def _plain(word: str) -> str:
    return word.casefold().strip(".,;:!?…\"'()«»“”—-")


def _holds_now(cue: Cue, floor: Floor, actor: Actor | None, own: Target | None) -> bool:
    if cue.kind == "contact":
        assert cue.a is not None
        assert cue.b is not None
        return frozenset((_tree(cue.a), _tree(cue.b))) in floor.touching
    if cue.kind == "distance":
        assert cue.a is not None
        assert cue.b is not None
        return floor.distance(cue.a, cue.b) <= (cue.distance_m or 0.0)
    target = cue.b or own
    if target is None or actor is None:
        return True
    return within_reach(floor, actor, target)


def _tree(target: Target) -> str:
    return target.name if target.kind in {"person", "prop", "camera"} else "set"


def within_reach(floor: Floor, actor: Actor, target: Target, limb: str | None = None) -> bool:
    """True if a limb (by default either hand) could be at a target without moving the trunk."""
    for name in (limb,) if limb else ("left hand", "right hand"):
        _, joint, length = limb_length(actor, name)
        spot = floor.spot(target, joint)
        if np.linalg.norm(spot.point - joint) <= REACH_SHARE * length:
            return True
    return False
