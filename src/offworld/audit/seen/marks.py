"""Marks: how near, how straight and when people came to where the blocking wants them."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.motion import Floats
from offworld.audit.seen.view import View, called, finding
from offworld.film.blocking import Beat, Target
from offworld.film.finding import Finding, Measure, Weight
from offworld.film.take import BeatOutcome
from offworld.geometry import rotation

NEAR_M: Final = 0.15
"""m from a mark within which it counts as met; a camera at 1 m sees more."""
NEAR_DEG: Final = 20.0
"""Degrees from the attitude asked for within which it counts as met."""
ARRIVAL_M: Final = 0.80
"""m from its target within which one who was sent through the room has arrived: an arm's reach."""
_SENT: Final = {"pull", "push off", "drift"}
_ANGLE: Final = {"upright": 0.0, "across": 90.0, "inverted": 180.0}


def mark_findings(view: View) -> list[Finding]:
    """One finding for each beat that has a place to come to: how near in centimetres, degrees and seconds."""
    out: list[Finding] = []
    for outcome in view.take.outcomes:
        beat = view.beat(outcome.beat)
        if beat is None or outcome.start is None or beat.intent.target is None:
            continue
        if beat.intent.move == "stay":
            told = _stay(view, beat, outcome)
        elif beat.intent.move in _SENT and outcome.outcome != "refused":
            told = _sent(view, beat, outcome)
        else:
            continue
        if told is not None:
            out.append(told)
    return out


def _sent(view: View, beat: Beat, outcome: BeatOutcome) -> Finding | None:
    """Where one who was pushed off or pulled came nearest to the target, until the next move of the body or the end."""
    who = beat.who[0]
    if who not in view.people or outcome.start is None or beat.intent.target is None:
        return None
    until = _next_body_move(view, beat, outcome)
    rows = view.rows(outcome.start, until)
    centre = view.centre(who)
    goal = view.target(beat.intent.target, centre)
    if goal is None:
        return None
    gap = np.linalg.norm((goal - centre)[rows], axis=1)
    at = int(gap.argmin())
    tick, near = int(view.ticks[rows][at]), float(gap[at])
    arrived = near <= ARRIVAL_M or _gripped(view, who, beat.intent.target, outcome.start, until)
    name = _goal_name(beat)
    text = f"{called(who)} comes within {100 * near:.0f} cm of {name} at {tick / 1000:.1f} s"
    text += "." if arrived else ", out of reach of it."
    return finding(
        "mark", "note" if arrived else "care", (tick, tick), beat.who, text, beat=beat.id,
        remedy="" if arrived else "Push faster or straighter, start nearer, or give the scene more time.",
        measures=(
            Measure(name="nearest, from the centre of the body", value=100.0 * near, unit="cm"),
            Measure(name="when", value=tick / 1000.0, unit="s"),
            Measure(name="turning then", value=_turning(view, who, tick), unit="°/s"),
        ),
    )  # fmt: skip


def _gripped(view: View, who: str, target: Target, start: int, until: int) -> bool:
    """Whether a person took hold of the target itself meanwhile: an arm with a trunk that leans is longer."""
    return any(
        hold.thing == target.name and start <= hold.start <= until and view.tree(hold.node) == who
        for hold in view.holds_of(who)
    )


def _next_body_move(view: View, beat: Beat, outcome: BeatOutcome) -> int:
    """Tick at which the same person is next moved on purpose, or the end."""
    starts = [
        other.start
        for other in view.take.outcomes
        for told in [view.beat(other.beat)]
        if told is not None and other.start is not None and outcome.start is not None
        if told.id != beat.id and beat.who[0] in told.who and told.intent.move in {*_SENT, "stay"}
        if other.start > outcome.start
    ]
    return min(starts, default=view.take.length)


def _turning(view: View, who: str, tick: int) -> float:
    """How fast the root of a person turns at a tick, degrees per second."""
    root = next(index for index, node in enumerate(view.nodes) if node.tree == who)
    at = min(view.take.row(tick), len(view.ticks) - 2)
    if at < 0:
        return 0.0
    angle = rotation.angle_between(view.attitude[at, root], view.attitude[at + 1, root])
    return float(np.degrees(angle) * 1000.0 / (view.ticks[at + 1] - view.ticks[at]))


def _goal_name(beat: Beat) -> str:
    target = beat.intent.target
    if target is None or target.kind == "point":
        return "the place asked for"
    return f"{called(target.name)}'s {target.part}" if target.part else target.name


def _stay(view: View, beat: Beat, outcome: BeatOutcome) -> Finding | None:
    """How near two people came to the distance and attitude asked for, and how long they kept it."""
    if outcome.start is None:
        return None
    pair = _pair(view, beat)
    if pair is None:
        return None
    end = view.take.length if outcome.end is None else outcome.end
    rows = view.rows(outcome.start, end)
    away, turned = _errors(view, beat, *pair)
    away, turned = away[rows], turned[rows]
    met = (away <= NEAR_M) & (turned <= NEAR_DEG)
    best = int(np.argmin(away / NEAR_M + turned / NEAR_DEG))
    kept = float(met.mean()) * (end - outcome.start) / 1000.0
    names = f"{called(pair[0])} and {called(pair[1])}"
    span = (int(view.ticks[rows][best]), end)
    near = f"{100 * away[best]:.0f} cm and {turned[best]:.0f}° of how they should be"
    if met.any():
        wait = (int(view.ticks[rows][int(met.argmax())]) - outcome.start) / 1000.0
        text = f"{names} come within {near}, after {wait:.1f} s, and stay so for {kept:.1f} s."
    else:
        text = f"{names} come no nearer than {near}."
    measures = (
        Measure(name="from the distance asked for", value=100.0 * float(away[best]), unit="cm"),
        Measure(name="from the attitude asked for", value=float(turned[best]), unit="°"),
        Measure(
            name="kept for", value=kept, unit="s", note=f"within {100 * NEAR_M:.0f} cm and {NEAR_DEG:.0f}°"
        ),
    )
    remedy = "" if met.any() else "Start them nearer to it, give them rails or loops to hold, or more time."
    weight: Weight = "note" if met.any() else "care"
    return finding("mark", weight, span, beat.who, text, beat=beat.id, remedy=remedy, measures=measures)


def _pair(view: View, beat: Beat) -> tuple[str, str] | None:
    """The two people of a stay: two owners, or the owner and the target."""
    target = beat.intent.target
    others = [*beat.who[1:], *([target.name] if target is not None and target.kind == "person" else [])]
    other = next((name for name in others if name != beat.who[0]), None)
    if other is None or beat.who[0] not in view.people or other not in view.people:
        return None
    return beat.who[0], other


def _errors(view: View, beat: Beat, one: str, two: str) -> tuple[Floats, Floats]:
    """(t,) metres from the distance asked for, and (t,) degrees from the lie and relation asked for."""
    part = "chest" if beat.intent.relation in {"near", "side by side", None} else "face"
    a, b = view.site(f"{one}/{part}"), view.site(f"{two}/{part}")
    if a is None or b is None:
        none = np.full(len(view.ticks), np.inf)
        return none, none
    gap = np.linalg.norm(a - b, axis=1)
    away = np.zeros_like(gap) if beat.intent.distance_m is None else np.abs(gap - beat.intent.distance_m)
    turned = np.zeros_like(gap)
    heads = [next(i for i, node in enumerate(view.nodes) if node.id == f"{name}/head") for name in (one, two)]
    ahead = [rotation.rotate(view.attitude[:, head], (1.0, 0.0, 0.0)) for head in heads]
    up = [rotation.rotate(view.attitude[:, head], (0.0, 0.0, 1.0)) for head in heads]
    if beat.intent.relation in {"face to face", "back to back", "side by side"}:
        wanted = 0.0 if beat.intent.relation == "side by side" else 180.0
        turned = np.maximum(turned, np.abs(_angle(*ahead) - wanted))
    if beat.intent.lie in _ANGLE:
        turned = np.maximum(turned, np.abs(_angle(*up) - _ANGLE[beat.intent.lie]))
    return away, turned


def _angle(u: Floats, v: Floats) -> Floats:
    """Degrees (t,) between unit vectors (t, 3)."""
    return np.asarray(np.degrees(np.arccos(np.clip(np.sum(u * v, axis=1), -1.0, 1.0))))
