"""Beats that did not come out: missed and by how much, refused, or never begun."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.motion import Floats
from offworld.audit.seen.view import View, called, finding
from offworld.film.blocking import Beat
from offworld.film.finding import Finding, Measure
from offworld.film.take import BeatOutcome

NEAR: Final = 0.15
"""m within which a miss was one of speed or timing, not of the way."""
FAST: Final = 0.45
"""m/s past a thing above which hands do not close on it; a guess."""
_REACHING: Final = {"catch", "brake", "hold", "take", "give", "reach"}
_LIMBS: Final = ("left hand", "right hand", "left foot", "right foot")


def beat_findings(view: View) -> list[Finding]:
    """One finding for each beat that was missed, refused, or whose cue never came."""
    out: list[Finding] = []
    for outcome in view.take.outcomes:
        beat = view.beat(outcome.beat)
        if beat is None:
            continue
        if outcome.outcome == "missed" and not beat.wanted_miss:
            out.append(_missed(view, beat, outcome))
        elif outcome.outcome == "refused":
            out.append(_refused(view, beat, outcome))
        elif outcome.outcome == "waiting":
            out.append(_never_came(view, beat))
        elif outcome.outcome == "done" and beat.wanted_miss:
            out.append(_hit_instead(view, beat, outcome))
    return out


def _words(beat: Beat) -> str:
    return f"“{beat.text}”" if beat.text else f"the beat {beat.id}"


def _who(beat: Beat) -> str:
    return " and ".join(called(name) for name in beat.who)


def _span(view: View, outcome: BeatOutcome) -> tuple[int, int]:
    """When it ended, which is when it is seen to have failed."""
    end = view.take.length if outcome.end is None else outcome.end
    return end, end


def _missed(view: View, beat: Beat, outcome: BeatOutcome) -> Finding:
    text = f"{_who(beat)} missed {_words(beat)}"
    measures: tuple[Measure, ...] = ()
    remedy = ""
    near = nearest(view, beat, outcome) if beat.intent.move in _REACHING else None
    if near is not None:
        limb, tick, gap, speed = near
        text += f": the {limb} came within {100 * gap:.0f} cm at {tick / 1000:.1f} s"
        measures = (
            Measure(name="nearest distance", value=100.0 * gap, unit="cm"),
            Measure(name="speed past it", value=speed, unit="m/s"),
            Measure(name="when nearest", value=tick / 1000.0, unit="s"),
        )
        remedy = _remedy(beat, gap, speed)
    elif outcome.reason:
        text += f": {outcome.reason}"
    text += "; what was to be done else was done." if outcome.otherwise else "."
    return finding(
        "missed", "care", _span(view, outcome), beat.who, text, beat=beat.id, measures=measures, remedy=remedy
    )


def _remedy(beat: Beat, gap: float, speed: float) -> str:
    if gap <= NEAR and speed > FAST:
        return f"Come slower: hands close below {FAST:.2f} m/s."
    if gap <= NEAR:
        return "Give it more time, or let the one who is met wait."
    if beat.intent.target is not None and beat.intent.target.kind in {"person", "prop"}:
        return f"Begin {100 * gap:.0f} cm nearer, or let them come to each other first."
    return f"Begin {100 * gap:.0f} cm nearer, or push off towards it."


def nearest(view: View, beat: Beat, outcome: BeatOutcome) -> tuple[str, int, float, float] | None:
    """Which limb came nearest to a beat's target, when, how near (m) and how fast it was to it then (m/s)."""
    if outcome.start is None:
        return None
    rows = view.rows(outcome.start, view.take.length if outcome.end is None else outcome.end)
    best: tuple[str, int, float, float] | None = None
    for limb in [channel for channel in beat.channels if channel in _LIMBS] or ["right hand", "left hand"]:
        point = view.site(f"{beat.who[0]}/{limb}")
        goal = None if point is None else _goal(view, beat, point)
        if point is None or goal is None:
            continue
        way = (goal - point)[rows]
        gap = np.linalg.norm(way, axis=1)
        at = int(gap.argmin())
        if best is None or gap[at] < best[2]:
            best = limb, int(view.ticks[rows][at]), float(gap[at]), _speed(view, way, at)
    return best


def _goal(view: View, beat: Beat, point: Floats) -> Floats | None:
    intent = beat.intent
    if intent.move == "give" and intent.target is not None:
        hand = view.site(f"{intent.target.name}/{intent.to_channel or intent.target.part or 'right hand'}")
        return hand if hand is not None else view.target(intent.target, point)
    if intent.move == "take" and intent.prop:
        return view.site(f"{intent.prop}/grip")
    return None if intent.target is None else view.target(intent.target, point)


def _speed(view: View, way: Floats, at: int) -> float:
    """Relative speed at a sample, by its neighbours."""
    if len(way) < 2:
        return 0.0
    low, high = max(at - 1, 0), min(at + 1, len(way) - 1)
    step = float(view.ticks[1] - view.ticks[0]) / 1000.0
    return float(np.linalg.norm(way[high] - way[low]) / ((high - low) * step))


def _refused(view: View, beat: Beat, outcome: BeatOutcome) -> Finding:
    why = f": {outcome.reason}" if outcome.reason else ""
    text = f"{_who(beat)} could not do {_words(beat)}{why}."
    remedy = "Ask for what the reason allows, or give them another hold to do it from."
    return finding("refused", "care", _span(view, outcome), beat.who, text, beat=beat.id, remedy=remedy)


def _never_came(view: View, beat: Beat) -> Finding:
    end = view.take.length
    text = f"The cue of {_words(beat)} never came, so {_who(beat)} did not begin."
    remedy = "See what it waits for, or give it a time; the scene may also be too short."
    return finding("never came", "care", (end, end), beat.who, text, beat=beat.id, remedy=remedy)


def _hit_instead(view: View, beat: Beat, outcome: BeatOutcome) -> Finding:
    text = f"{_who(beat)} did {_words(beat)}, which was meant to be missed."
    remedy = "Move the start a hand's breadth aside."
    return finding("mark", "care", _span(view, outcome), beat.who, text, beat=beat.id, remedy=remedy)
