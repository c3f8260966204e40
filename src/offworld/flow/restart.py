"""From which moment a take must be run again when its scene was changed.

A former run of the scene (`Past`) tells when each beat started and ended. A change can matter at the earliest when a
changed beat starts, before or after the change; everything up to there is the same in both runs, so the new take may
start from a state saved before it. Whatever is not understood here counts as mattering from the start: a wrong "later"
would be a wrong take, a wrong "earlier" only costs seconds.

What this relies on of a rehearsal: a beat has no effect before it starts, and it starts as soon as its cue and the
earlier beats on its channels let it; from a saved state, beats that wait are taken anew from the scene, but for the
moment at which a touch, distance or reach first came true; random numbers, saved states and records of the take know
beats by their id and not by their number in the list; nothing depends on where in a file something was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import inf

from offworld.film.basic import NOWHERE
from offworld.film.blocking import Beat, Cue
from offworld.film.camera import SetUp
from offworld.film.scene import Rehearsal, Scene
from offworld.film.take import BeatOutcome

_SEEN = ("contact", "distance", "reach")
"""Cues whose condition is seen in the moment: when it would first have come true is nowhere written down."""
_HANDLED = {"beats", "set_ups", "cuts", "lines", "light", "length_s"}
"""Fields of a scene that are compared one by one below."""
_IDLE = {"title", "place"}
"""Fields of a scene that no body ever feels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a former run of a scene tells about when things happened."""

    rehearsal: Rehearsal
    """What it was made from, without places."""
    outcomes: tuple[BeatOutcome, ...]
    """How each beat came out."""
    lines: tuple[tuple[int, str], ...]
    """Tick and id of each line that was said."""
    cuts: tuple[tuple[int, str], ...]
    """Tick and camera of each cut that came."""
    length: int
    """Length of the take, ms."""
    points: tuple[tuple[int, str], ...] = ()
    """Tick and beat of each state that was saved, in order of time."""


def first_difference(past: Past, new: Rehearsal) -> float:
    """The earliest tick at which a run of `new` could differ from a former run.

    Args:
        past: the former run.
        new: what is to be run now, without places.

    Returns:
        A tick in ms; 0 if it may differ from the start, infinity if it cannot differ at all.
    """
    old = past.rehearsal
    if any(getattr(old, f.name) != getattr(new, f.name) for f in fields(Rehearsal) if f.name != "scene"):
        return 0
    a, b = old.scene, new.scene
    plain = {field.name for field in fields(Scene)} - _HANDLED - _IDLE
    if any(getattr(a, name) != getattr(b, name) for name in plain):
        return 0
    rules: tuple[Callable[[Past, Scene], float], ...] = (_beats, _lines, _light, _set_ups, _cuts, _length)
    return min(rule(past, b) for rule in rules)


def changed_beats(old: Rehearsal, new: Rehearsal) -> tuple[str, ...]:
    """Ids of beats that are new, gone or other, in order of the new scene; those that are gone come last."""
    before, after = _by_id(old.scene.beats), _by_id(new.scene.beats)
    return tuple(
        name
        for name in [*after, *sorted(before.keys() - after.keys())]
        if before.get(name) != after.get(name)
    )


def first_change(old: Past, new: Past) -> float:
    """The tick from which two runs that have been made are to be looked at: what differs in them has begun there.

    Where only beats were changed, that is when the first of them started in either run, which is often later than what
    could be said before the second run was made.
    """
    a, b = old.rehearsal, new.rehearsal
    changed = changed_beats(a, b)
    rest = [replace(one, scene=replace(one.scene, beats=(), title="", place=NOWHERE)) for one in (a, b)]
    if rest[0] != rest[1] or not changed:
        return first_difference(old, b)
    outcomes = [outcome for past in (old, new) for outcome in past.outcomes if outcome.beat in changed]
    starts = [tick for one in outcomes for tick in (one.start, one.end) if tick is not None]
    return min(starts, default=inf)


def latest_point(past: Past, tick: float) -> int | None:
    """Index of the last saved state from which everything before `tick` is already there; None: there is none.

    A state is saved before anything happens in its tick, so one of the very tick still serves.
    """
    good = [index for index, (saved, _) in enumerate(past.points) if saved <= tick]
    return good[-1] if good else None


def _beats(past: Past, new: Scene) -> float:
    old = past.rehearsal.scene
    before, after = _by_id(old.beats), _by_id(new.beats)
    common = [beat.id for beat in old.beats if beat.id in after]
    if common != [beat.id for beat in new.beats if beat.id in before]:
        return 0
    earliest = inf
    for name in before.keys() | after.keys():
        was, now = before.get(name), after.get(name)
        watched = False
        if was is not None and now is not None:
            waited, waits = _before_it(was, old.beats), _before_it(now, new.beats)
            if was == now and waited == waits:
                continue
            # With one fewer to wait for it may start before the moment at which it was seen to start.
            watched = _watched(was) == _watched(now) and waited <= waits
        if was is not None:
            earliest = min(earliest, _earliest(was, old.beats, past, seen=True))
        if now is not None:
            earliest = min(earliest, _earliest(now, new.beats, past, seen=watched))
    return earliest


def _by_id(beats: Iterable[Beat]) -> dict[str, Beat]:
    return {beat.id: replace(beat, number=0, place=NOWHERE) for beat in beats}


def _before_it(beat: Beat, beats: Sequence[Beat]) -> frozenset[str]:
    """Ids of the beats that one may have to wait for: earlier ones of an owner that claim a channel of its own."""
    earlier = beats[: next(index for index, other in enumerate(beats) if other.id == beat.id)]
    return frozenset(
        other.id
        for other in earlier
        if set(other.who) & set(beat.who) and set(other.channels) & set(beat.channels)
    )


def _earliest(beat: Beat, beats: Sequence[Beat], past: Past, *, seen: bool) -> float:
    """The earliest tick at which a beat can have had an effect, as far as the former run tells.

    Args:
        beat: the beat, as it was or as it is now.
        beats: all beats of its scene in the same version.
        past: the former run.
        seen: whether the former run waited for just the same, so that it tells by when the beat started.
    """
    outcomes = {outcome.beat: outcome for outcome in past.outcomes}
    if seen:
        return _when(outcomes, beat.id, "began")
    if beat.start is not None:
        written = beat.start.kind not in _SEEN
        delay = _ticks(beat.start.delay_s) if written and beat.start.kind != "time" else 0
        return max(_cue(beat.start, past) + delay, 0)
    names = _before_it(beat, beats) & outcomes.keys()
    return max((_when(outcomes, name, "began") for name in names), default=0)


def _watched(beat: Beat) -> tuple[object, ...]:
    """What the condition of a beat's cue depends on; reach also means the beat's own limb and target."""
    reach = beat.start is not None and beat.start.kind == "reach"
    own = (beat.who, beat.channels, beat.intent) if reach else ()
    return (replace(beat.start, place=NOWHERE) if beat.start else None, own)


def _cue(cue: Cue | None, past: Past) -> float:
    """The earliest tick at which a cue's condition can have come true in the former run; infinity: it cannot have."""
    if cue is None:
        return 0
    outcomes = {outcome.beat: outcome for outcome in past.outcomes}
    match cue.kind:
        case "time":
            return _ticks(cue.delay_s)
        case "start":
            return _when(outcomes, cue.ref, "began")
        case "end" | "caught" | "missed":
            return _when(outcomes, cue.ref, "ended")
        case "line" | "word":
            return _said(past, cue.ref)
        case "line end":
            lasts = {line.id: _ticks(line.duration_s) for line in past.rehearsal.scene.lines}
            return _said(past, cue.ref) + lasts.get(cue.ref, 0)
        case "light":
            moments = dict(past.rehearsal.scene.light)
            return _ticks(moments[cue.ref]) if cue.ref in moments else inf
        case _:
            return 0


def _when(outcomes: Mapping[str, BeatOutcome], beat: str, what: str) -> float:
    """When a beat began or ended (a beat that was refused may have only an end); infinity: never, or not known."""
    outcome = outcomes.get(beat)
    if outcome is None:
        return inf
    order = (outcome.start, outcome.end) if what == "began" else (outcome.end,)
    return next((tick for tick in order if tick is not None), inf)


def _said(past: Past, line: str) -> float:
    return min((tick for tick, name in past.lines if name == line), default=inf)


def _ticks(seconds: float) -> int:
    """Whole ticks, rounded down."""
    return int(seconds * 1000.0 // 1)


def _lines(past: Past, new: Scene) -> float:
    was = {line.id: line for line in past.rehearsal.scene.lines}
    now = {line.id: line for line in new.lines}
    changed = [name for name in was.keys() | now.keys() if was.get(name) != now.get(name)]
    return min((_said(past, name) for name in changed), default=inf)


def _light(past: Past, new: Scene) -> float:
    was, now = dict(past.rehearsal.scene.light), dict(new.light)
    changed = [name for name in was.keys() | now.keys() if was.get(name) != now.get(name)]
    moments = [table[name] for name in changed for table in (was, now) if name in table]
    return min((_ticks(moment) for moment in moments), default=inf)


def _set_ups(past: Past, new: Scene) -> float:
    was = {set_up.id: _felt(set_up) for set_up in past.rehearsal.scene.set_ups}
    now = {set_up.id: _felt(set_up) for set_up in new.set_ups}
    return inf if was == now else 0


def _felt(set_up: SetUp) -> SetUp:
    """What of a set-up bodies can feel: where it is, who holds it, and then also what the operator follows."""
    plain = replace(set_up, lens_mm=0.0, keep=False, place=NOWHERE)
    if set_up.by is None:
        return replace(plain, looks_at=None, follows=None, up="set", up_vector=None)
    return plain


def _cuts(past: Past, new: Scene) -> float:
    was, now = past.rehearsal.scene.cuts, new.cuts
    same = 0
    while same < min(len(was), len(now)) and was[same] == now[same]:
        same += 1
    if same == len(was) == len(now):
        return inf
    if same == 0 or len(past.cuts) < same:
        return 0
    # A cut may wait for the one before it, so that a later cue is watched only from then on.
    reached = float(past.cuts[same - 1][0])
    return min([reached, *(_cue(cut.on, past) for cut in (*was[same:], *now[same:]))])


def _length(past: Past, new: Scene) -> float:
    was, now = past.rehearsal.scene.length_s, new.length_s
    if was == now:
        return inf
    return min(past.length, inf if now is None else _ticks(now))
