"""Hand-held frames: how far a pan, a tilt, a roll, a dolly or a follow left the picture off what was asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.audit.motion import Floats
from offworld.audit.seen.view import View, called, finding
from offworld.film.blocking import CAMERA_MOVES, Beat
from offworld.film.camera import FRAME_TURNS, FRAME_WAYS, Sensor, SetUp
from offworld.film.finding import Finding, Measure
from offworld.film.take import BeatOutcome
from offworld.geometry import rotation
from offworld.geometry.least_jerk import least_jerk
from offworld.geometry.lens import on_gate

FRAME_SHARE: Final = 0.05
"""Share of the frame's width by which a picture may be off on the way: a twentieth is the room that operators leave
beside a head; a choice."""
FOLLOW_SHARE: Final = 0.20
"""Share of the frame's width by which one who is followed may be off the middle; a choice."""
PLACE_M: Final = 0.05
"""m by which a carried camera may be off its place; a choice."""
SHAKE_S: Final = 0.5
"""s over which motion is smoothed; what is left is shake."""
SWING_S: Final = 2.0
"""s after which a subject is followed, if it has not been in the middle before."""
_REMEDY: Final = "Let somebody hold them by the feet, turn them towards it beforehand, or ask for less."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Held:
    """A camera in hands while a beat moves it."""

    beat: Beat
    set_up: SetUp
    span: tuple[int, int]
    """First and last tick."""
    seconds: Floats
    """(t,) since the beat began."""
    attitude: Floats
    """(t, 4)."""
    place: Floats
    """(t, 3) m."""
    lens: Floats
    """(t, 3) where the lens is, m."""


def frame_findings(view: View) -> list[Finding]:
    """One finding for each camera move that left the frame off by more than a named share of it."""
    out: list[Finding] = []
    for outcome in view.take.outcomes:
        beat = view.beat(outcome.beat)
        if beat is None or beat.intent.move not in CAMERA_MOVES or outcome.start is None:
            continue
        held = None if outcome.outcome in {"refused", "missed"} else _held(view, beat, outcome)
        if held is None:
            continue
        told = {"follow": _follow, "dolly": _dolly}.get(beat.intent.move, _turn)(view, held)
        out += [] if told is None else [told]
    return out


def _held(view: View, beat: Beat, outcome: BeatOutcome) -> _Held | None:
    """The camera that a beat moves, from its start to its end; None if there is none, or less than two samples."""
    found = (one for one in view.take.rehearsal.scene.set_ups if one.by == beat.who[0] and one.prop)
    set_up = next(found, None)
    lens = None if set_up is None else view.site(f"{set_up.prop}/lens")
    if set_up is None or lens is None or outcome.start is None:
        return None
    node = next(index for index, node in enumerate(view.nodes) if node.tree == set_up.prop)
    end = view.take.length if outcome.end is None else outcome.end
    rows = view.rows(outcome.start, end)
    if len(view.ticks[rows]) < 2:
        return None
    return _Held(
        beat=beat, set_up=set_up, span=(outcome.start, end), seconds=(view.ticks[rows] - outcome.start) / 1000.0,
        attitude=view.attitude[rows, node], place=view.position[rows, node], lens=lens[rows],
    )  # fmt: skip


def _share(held: _Held) -> Floats:
    """(t,) of the way that should be done."""
    whole = held.beat.intent.within_s or (held.span[1] - held.span[0]) / 1000.0
    return least_jerk(held.seconds / whole)[0]


def shake(off: Floats, seconds: Floats) -> float:
    """Root mean square of what of (t, 3) is quicker than `SHAKE_S`.

    Args:
        off: how far something is off, any unit.
        seconds: (t,) of the samples, evenly spaced.
    """
    count = min(len(off), 1 + 2 * round(0.5 * SHAKE_S / max(float(seconds[1] - seconds[0]), 1e-6)))
    even = np.ones(count)
    near = np.convolve(np.ones(len(off)), even, mode="same")[: len(off)]
    smooth = np.stack([np.convolve(column, even, mode="same")[: len(off)] / near for column in off.T], axis=1)
    return float(np.sqrt(((off - smooth) ** 2).sum(axis=1).mean()))


def _turn(view: View, held: _Held) -> Finding | None:
    """Pan, tilt, roll: angles between the frame and where it should have been."""
    del view
    intent = held.beat.intent
    axis = np.asarray(FRAME_TURNS[intent.move, intent.sense])
    asked = intent.angle_rad or 0.0
    goal = rotation.multiply(held.attitude[0], rotation.exp(_share(held)[:, None] * asked * axis))
    off = rotation.log(rotation.multiply(rotation.conjugate(goal), held.attitude))
    angles = np.linalg.norm(off, axis=1)
    worst, last = float(angles.max()), float(angles[-1])
    width = Sensor().width_mm
    share = held.set_up.lens_mm * float(np.tan(min(worst, 1.5))) / width
    if share <= FRAME_SHARE:
        return None
    text = (
        f"{called(held.beat.who[0])}'s {intent.move} by {np.degrees(asked):.0f}° leaves the frame of camera "
        f"{held.set_up.id} {np.degrees(last):.1f}° off at the end and {np.degrees(worst):.1f}° at most, "
        f"{100 * share:.0f} % of its width."
    )
    measures = (
        Measure(name="off at the end", value=float(np.degrees(last)), unit="°"),
        Measure(name="off at most", value=float(np.degrees(worst)), unit="°"),
        Measure(
            name="share of the frame's width", value=100.0 * share, unit="%", note=f"gate of {width:g} mm"
        ),
        Measure(name="shake", value=float(np.degrees(shake(off, held.seconds))), unit="°"),
    )
    return _told(held, text, measures)


def _dolly(view: View, held: _Held) -> Finding | None:
    """Dolly: distance between the camera and where it should have been."""
    intent = held.beat.intent
    if intent.direction is not None:
        line = np.asarray(intent.direction)
    elif intent.target is not None:
        goal = _subject(view, held)
        if goal is None:
            return None
        line = goal[0] - held.place[0]
        line = line / max(float(np.linalg.norm(line)), 1e-9)
    else:
        line = rotation.rotate(held.attitude[0], FRAME_WAYS[intent.sense])
    asked = intent.distance_m or 0.0
    off = held.place - held.place[0] - _share(held)[:, None] * asked * line
    away = np.linalg.norm(off, axis=1)
    worst, last = float(away.max()), float(away[-1])
    if worst <= PLACE_M:
        return None
    text = (
        f"{called(held.beat.who[0])}'s dolly by {100 * asked:.0f} cm leaves camera {held.set_up.id} "
        f"{100 * last:.0f} cm off its place at the end and {100 * worst:.0f} cm at most."
    )
    measures = (
        Measure(name="off at the end", value=100.0 * last, unit="cm"),
        Measure(name="off at most", value=100.0 * worst, unit="cm"),
        Measure(name="shake", value=100.0 * shake(off, held.seconds), unit="cm"),
    )
    return _told(held, text, measures)


def _follow(view: View, held: _Held) -> Finding | None:
    """Follow: where the subject is in the frame, from when it first was in the middle."""
    subject = _subject(view, held)
    if subject is None:
        return None
    gate = Sensor()
    seen = np.abs(on_gate(held.attitude, held.lens, subject, held.set_up.lens_mm))
    off = np.hypot(seen[:, 0], seen[:, 1]) / gate.width_mm
    first = int(np.argmax((off <= FRAME_SHARE) | (held.seconds >= min(SWING_S, held.seconds[-1]))))
    inside = (seen[:, 0] <= 0.5 * gate.width_mm) & (seen[:, 1] <= 0.5 * gate.height_mm)
    worst, share = float(off[first:].max()), float(inside[first:].mean())
    if worst <= FOLLOW_SHARE and share == 1.0:
        return None
    who, what = called(held.beat.who[0]), held.beat.intent.target
    name = "" if what is None else what.name
    far = (
        f"up to {100 * worst:.0f} % of the frame's width"
        if np.isfinite(worst)
        else "as far as behind the lens"
    )
    text = (
        f"{who} follows {name} with camera {held.set_up.id}, but it is {far} off the middle, and in the frame for "
        f"{100 * share:.0f} % of the time."
    )
    measures = (
        Measure(name="in the frame", value=100.0 * share, unit="%"),
        *(
            [Measure(name="off the middle at most", value=100.0 * worst, unit="% of the width")]
            if np.isfinite(worst)
            else []
        ),
    )
    return _told(held, text, measures)


def _subject(view: View, held: _Held) -> Floats | None:
    """(t, 3) what a beat's target is to eyes: the face of a person named without a part."""
    target = held.beat.intent.target
    if target is None:
        return None
    if target.kind == "person" and not target.part:
        target = replace(target, part="face")
    rows = view.rows(*held.span)
    node = next(index for index, node in enumerate(view.nodes) if node.tree == held.set_up.prop)
    found = view.target(target, view.position[:, node])
    return None if found is None else found[rows]


def _told(held: _Held, text: str, measures: tuple[Measure, ...]) -> Finding:
    beat = held.beat
    return finding(
        "frame", "care", held.span, beat.who, text, beat=beat.id, remedy=_REMEDY, measures=measures
    )
