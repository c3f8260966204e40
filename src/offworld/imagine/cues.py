"""When the cue of a beat comes, if everything before it went as written."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offworld.film.blocking import Beat, Cue, Target
from offworld.imagine.nominal import TOUCH_M
from offworld.imagine.stage import Stage

HANDS = ("left hand", "right hand")


@dataclass(slots=True, eq=False)
class History:
    """What is imagined to have happened so far."""

    started: dict[str, int] = field(default_factory=dict)
    """Tick at which a beat started."""
    ended: dict[str, int] = field(default_factory=dict)
    """Tick at which a beat ended."""
    wanted_misses: frozenset[str] = frozenset()
    """Beats that are written to miss."""
    said: dict[str, int] = field(default_factory=dict)
    """Tick at which a line was begun."""


def never(cue: Cue | None, history: History) -> str:
    """Why a cue is not imagined at all, for people; empty if it may come."""
    if cue is None or cue.kind not in {"missed", "caught"}:
        return ""
    missed = cue.ref in history.wanted_misses
    if cue.kind == "missed" and not missed:
        return f"waits for {cue.ref} to miss, which is not imagined"
    if cue.kind == "caught" and missed:
        return f"waits for {cue.ref} to come out, which is written to miss"
    return ""


def fired(cue: Cue, beat: Beat, stage: Stage, history: History, *, settled: bool) -> int | None:
    """The tick from which a cue's condition has held, without its delay; None: not yet.

    Args:
        cue: which.
        beat: whose.
        stage: where everybody is.
        history: what has happened.
        settled: whether nobody concerned is still on the way. What is then not within reach is imagined to be,
            because the beat says so.
    """
    if cue.kind == "time":
        return 0
    if cue.kind == "light":
        at = dict(stage.scene.light).get(cue.ref)
        return round(1000 * at) if at is not None and stage.tick >= round(1000 * at) else None
    if cue.kind == "start":
        return history.started.get(cue.ref)
    if cue.kind in {"end", "caught", "missed"}:
        return None if never(cue, history) else history.ended.get(cue.ref)
    if cue.kind in {"word", "line", "line end"}:
        return _of_line(cue, stage, history)
    return stage.tick if _holds(cue, beat, stage, settled=settled) else None


def _of_line(cue: Cue, stage: Stage, history: History) -> int | None:
    begun = history.said.get(cue.ref)
    line = next((line for line in stage.scene.lines if line.id == cue.ref), None)
    if begun is None or line is None:
        return None
    seconds = {"line": 0.0, "line end": line.duration_s}.get(cue.kind)
    if seconds is None:
        words = {_plain(word): at for word, at in reversed(line.words)}
        seconds = words.get(_plain(cue.word), line.duration_s)
    at = begun + round(1000 * seconds)
    return at if stage.tick >= at else None


def _plain(word: str) -> str:
    return word.casefold().strip(".,;:!?…\"'()«»“”—-")


def _holds(cue: Cue, beat: Beat, stage: Stage, *, settled: bool) -> bool:
    if cue.kind in {"contact", "distance"}:
        apart = _apart(cue.a, cue.b, stage)
        return apart <= (TOUCH_M if cue.kind == "contact" else cue.distance_m or 0.0)
    target = cue.b or wanted_thing(beat)
    if target is None or beat.who[0] not in stage.figures:
        return True
    limbs = tuple(limb for limb in (*beat.intent.limbs, *beat.channels) if limb.endswith("hand")) or HANDS
    return settled or stage.short_of(beat.who[0], limbs, target) <= 0.0


def wanted_thing(beat: Beat) -> Target | None:
    """What a beat goes to: its target, or the prop that is to be taken."""
    intent = beat.intent
    if intent.target is not None and intent.move != "take":
        return intent.target
    return Target(kind="prop", name=intent.prop) if intent.prop else intent.target


def _apart(a: Target | None, b: Target | None, stage: Stage) -> float:
    """Metres between two targets; infinite where one is not to be found."""
    if a is None or b is None:
        return np.inf
    first = stage.point(a, np.zeros(3))
    second = None if first is None else stage.point(b, first)
    first = None if second is None else stage.point(a, second)
    if first is None or second is None:
        return np.inf
    return float(np.linalg.norm(first - second))
