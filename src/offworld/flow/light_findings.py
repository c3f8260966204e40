"""What is worth attention about the light of a take: shots and beats that have not theirs, faces beside the spot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.film.blocking import Cue
from offworld.film.finding import Finding, Measure
from offworld.film.scene import Film, Scene
from offworld.film.take import Take
from offworld.flow.light_parts import (
    LightPart,
    Piece,
    asked_words,
    holding,
    holds_through,
    light_parts,
    nearest_start,
    start_spans,
)
from offworld.flow.light_place import asked_light, place_in, set_of
from offworld.flow.light_scene import SUNS, cues_of
from offworld.utc import to_text

if TYPE_CHECKING:
    from offworld.geometry.rotation import FloatArray

_FACE: Final = ("", "face", "eyes", "head")
"""Parts of a person for which the face is looked at."""
_LOOKS_MS: Final = (2000, 5000, 10_000, 15_000, 20_000)
"""From a sunrise, or back from a sunset, to the moments at which the spot is looked for: at the rim it is dim."""


def light_findings(film: Film, scene: Scene, take: Take) -> tuple[Finding, ...]:
    """What a take does not have of the light that is asked of it.

    Args:
        film: with its element sets read.
        scene: the scene with its shots.
        take: of it, with its shots.

    Returns:
        Nothing if the scene does not say when it is shot, or nothing is known of the light of its world.
    """
    asked = asked_light(film.light, scene.id)
    if asked is None or asked.utc_ms is None or place_in(film, scene.world_id) is None:
        return ()
    parts = light_parts(film, scene, take)
    missing = [part for part in parts if part.who and not _holds(film, scene, part, asked.utc_ms)]
    told = [_missing(film, scene, part, parts, asked.utc_ms) for part in missing]
    return (*told, *_faces(film, scene, take, asked.utc_ms))


def untrue_parts(film: Film, scene: Scene, at: int) -> Iterator[tuple[LightPart, str, str]]:
    """Shots and beats without their light at a moment, before there is a take: which, what is wrong, and a remedy.

    A part whose time in the scene is not known is told of only if its light is not there at any moment of the scene.
    """
    parts = light_parts(film, scene)
    for part in parts:
        words = asked_words(film, scene, part) if part.who else None
        if words is None:
            continue
        there = [piece for one in part.pieces for piece in holding(words, at, one)]
        if (part.sure and holds_through(words, at, part)) or (there and not part.sure):
            continue
        yield part, _words(scene, part, there, at), _shift(film, scene, part, parts, at)


def _holds(film: Film, scene: Scene, part: LightPart, at: int) -> bool:
    words = asked_words(film, scene, part)
    return words is None or holds_through(words, at, part)


def _missing(film: Film, scene: Scene, part: LightPart, parts: tuple[LightPart, ...], at: int) -> Finding:
    words = asked_words(film, scene, part)
    there = [] if words is None else [piece for one in part.pieces for piece in holding(words, at, one)]
    return Finding(
        kind="light", weight="care", tick=part.pieces[0][0], end=part.pieces[-1][1], who=(), beat=part.beat,
        text=f"{_words(scene, part, there, at)}.", remedy=_shift(film, scene, part, parts, at),
    )  # fmt: skip


def _words(scene: Scene, part: LightPart, there: list[Piece], at: int) -> str:
    """What is asked for, and when it is there."""
    who = part.who[0].upper() + part.who[1:]
    when = "" if not part.sure else f" from {_seconds(part.pieces[0][0])} to {_seconds(part.pieces[-1][1])}"
    told = " and ".join(f"from {_seconds(first)} to {_seconds(last)}" for first, last in there[:3])
    holds = f"it is there only {told}" if there else "it is not there"
    return f"{who} of scene {scene.id} asks for {part.text}{when}; at {_clock(at)} {holds}"


def _shift(film: Film, scene: Scene, part: LightPart, parts: tuple[LightPart, ...], at: int) -> str:
    """How far the scene's start would have to move, on the film's days."""
    days = film.light.days
    if days is None:
        return "say the film's days ('days: {from: …, to: …}') to be told when it is there"
    for some, words in ((parts, ""), ((part,), ", for this alone")):
        best = nearest_start(start_spans(film, scene, some, days.first_ms, days.end_ms), at)
        if best is not None:
            # A second inside the span, so that what is written in whole seconds holds.
            moved = _inside(best, at)
            much = _length(abs(moved - at) / 1000.0)
            return f"start the scene {much} {'later' if moved > at else 'earlier'}, at {_clock(moved)}{words}"
    return "there is no moment for it on the film's days: ask for another light, or a shorter one"


def _inside(best: int, at: int) -> int:
    """The next whole second away from where the scene is now."""
    return -(-best // 1000) * 1000 if best > at else best // 1000 * 1000


def _faces(film: Film, scene: Scene, take: Take, at: int) -> Iterator[Finding]:
    """Faces that the light of a cue does not find."""
    people = {start.person for start in scene.people}
    for owner, cue in cues_of(scene):
        target = cue.b
        said = dict(scene.light).get(cue.ref)
        if cue.kind != "light" or cue.ref not in SUNS or target is None or said is None:
            continue
        if target.kind != "person" or target.name not in people or target.part not in _FACE:
            continue
        tick = round(1000.0 * (said + cue.delay_s))
        found = _beside(film, scene, take, at, (cue, tick, target.name)) if tick < take.length else None
        if found is not None:
            text, remedy, miss = found
            yield Finding(
                kind="light", weight="care", tick=tick, end=min(tick + _LOOKS_MS[-1], take.length),
                who=(target.name,), beat=owner, text=text, remedy=remedy,
                measures=() if miss is None else (Measure(name="from the middle of the light", value=miss, unit="m"),),
            )  # fmt: skip


def _beside(
    film: Film, scene: Scene, take: Take, at: int, what: tuple[Cue, int, str]
) -> tuple[str, str, float | None] | None:
    """What to say if the Sun does not reach a face about the moment of a cue; None if it does."""
    from offworld.frame.from_take import Cast
    from offworld.light.beam import beams, reached

    cue, tick, name = what
    place, stage_set = place_in(film, scene.world_id), set_of(film, scene)
    assert place is not None
    side = 1 if SUNS[cue.ref] else -1
    ticks = [min(max(tick + side * look, 0), take.length) for look in _LOOKS_MS]
    outside = place.outside(stage_set, np.array([at + one for one in ticks], dtype=np.int64))
    cast, nearest = Cast(take), None
    for sun, height, moment in zip(outside.sun, outside.height, ticks, strict=True):
        person = next(one for one in cast.at(moment) if one.id == name)
        if height <= 0.0:
            continue
        turned = person.face_normals @ sun > 0.0
        if turned.any() and reached(stage_set, sun, person.face[turned]).any():
            return None
        found = beams(stage_set, sun, np.asarray(person.eyes, dtype=np.float64))
        if found and (nearest is None or found[0].miss_m < nearest.miss_m):
            nearest = found[0]
    head = f"At {_seconds(tick)} {cue.ref} is to come on {name}'s face"
    if nearest is None:
        return (
            f"{head}, but the Sun shines through no window then.",
            "choose another moment or another window",
            None,
        )
    text = f"{head}, but the Sun comes through {nearest.window} and its light passes {nearest.miss_m:.1f} m beside it."
    return text, f"bring {name}'s face to {_point(nearest.nearest)}, the middle of that light", nearest.miss_m


def _point(place: FloatArray) -> str:
    return "[" + ", ".join(f"{value:.2f}" for value in place) + "]"


def _seconds(tick: int) -> str:
    return f"{tick / 1000.0:.1f} s"


def _length(seconds: float) -> str:
    """A length of time as people say it."""
    whole = round(seconds)
    days, hours, minutes = whole // 86_400, whole // 3600 % 24, whole // 60 % 60
    parts = ((days, "d"), (hours, "h"), (minutes, "min"), (whole % 60, "s"))
    said = [f"{value} {unit}" for value, unit in parts if value]
    return " ".join(said[:2]) or "0 s"


def _clock(utc_ms: int) -> str:
    return to_text(utc_ms, places=0)[:19].replace("T", " ") + " UTC"
