"""Draws a frame of a scene in its light, 20 minutes later, and through the nearest sunset or sunrise."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from offworld.film.light import WindowLight
from offworld.film.lit import LitFrame, LitMoment, LitScene, SceneLight
from offworld.film.scene import Film
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.flow.lit import ev100, light_place, lit_film, moment, read_light, room_lux
from offworld.flow.lit_turn import lasts, nearest_turn, strongest
from offworld.flow.records import write_record
from offworld.flow.shot_take import read_shot_take
from offworld.light.exposure import expose
from offworld.light.in_frame import windows_in_frame
from offworld.light.place import Place
from offworld.picture.frames import Camera, Quality
from offworld.picture.keyframes import jpeg
from offworld.picture.shots import shots
from offworld.timecode import frames_in

FILE: Final = "lit.json"
"""What the pictures show."""
LATER_S: Final = 1200.0
"""Of the second picture."""
STEP_S: Final = 120.0
"""Between pictures of the strip."""
BEFORE, AFTER = 5, 3
"""Pictures of the strip before the Sun's turn and after."""
_PAIR: Final = Quality(height=480, samples=4)
_STRIP: Final = Quality(height=240, samples=4)
_PROBE: Final = Quality(height=320, samples=0)
_PROBES: Final = 12
"""Frames tried for the one in which the light shows most."""
_SEEN: Final = 1e-5
"""Mean cube of a difference from which on a beam counts as seen: a spot of a thousandth of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lit:
    """What all pictures share."""

    film: Film
    take: Take
    place: Place
    light: SceneLight
    shot: Shot
    at: int
    """UTC of the frame as it is shot."""
    out: Path


def make(given: Mapping[str, Path], out: Path) -> None:
    """Draws the take in `given["take"]`: JPEGs and ``lit.json``, a `LitScene`; nothing if it has no moment."""
    light, film = read_light(given["light"]), lit_film(given)
    take = read_shot_take(given)
    known = light_place(film, film.scenes[0])
    if light is None or known is None or frames_in(take.length, film.rate) < 1:
        return
    place, start = known
    shot = _telling(film, take, light)
    at = start + round(shot.tick)
    one = _Lit(film=film, take=take, place=place, light=light, shot=shot, at=at, out=out)
    turn, sets = nearest_turn(place, take.rehearsal.stage_set, at)
    first = at if turn is None else turn - round(1000.0 * STEP_S * (BEFORE - 0.5))
    strip = [first + round(1000.0 * STEP_S * number) for number in range(BEFORE + AFTER)]
    now, later = _frames(one, _PAIR, {"now.jpg": at, "later.jpg": at + round(1000.0 * LATER_S)})
    lit = LitScene(
        tick=round(shot.tick),
        camera=shot.camera,
        now=now,
        later=later,
        strip=_frames(one, _STRIP, {f"{number:02d}.jpg": when for number, when in enumerate(strip, 1)}),
        turn_ms=turn,
        sets=sets,
        camera_words=_camera_words(film),
    )
    write_record(out / FILE, lit)


def _telling(film: Film, take: Take, light: SceneLight) -> Shot:
    """The frame in which the windows' light shows most: where there is most of the Sun's own beams, if there are any.

    Differences count by their cube, so that a spot of sun counts for more than a room a little brighter everywhere.
    """
    plan = shots(take, film.rate, film.sensor)
    steps = [(2 * number + 1) / (2 * _PROBES) for number in range(_PROBES)]
    tried = [plan[int(share * len(plan))] for share in steps]
    seen = []
    with Camera(take, _PROBE, film.aspect, light) as camera:
        for way in (_as_it_is, _without_beams, _without_windows):
            moments = tuple(replace(one, windows=tuple(way(w) for w in one.windows)) for one in light.moments)
            camera.relight(replace(light, moments=moments))
            seen.append([camera.shoot(shot).astype(np.float32) / 255.0 for shot in tried])
    beams, windows = (
        [float((np.abs(lit - other) ** 3).mean()) for lit, other in zip(seen[0], others, strict=True)]
        for others in seen[1:]
    )
    return tried[int(np.argmax(beams if max(beams) > _SEEN else windows))]


def _as_it_is(one: WindowLight) -> WindowLight:
    return one


def _without_beams(one: WindowLight) -> WindowLight:
    """A window that gives as much light, but none of it straight."""
    return replace(one, sun_lux=0.0, body_lux=one.lux)


def _without_windows(one: WindowLight) -> WindowLight:
    return replace(one, sun_lux=0.0, body_lux=0.0, patches=())


def _frames(one: _Lit, quality: Quality, wanted: Mapping[str, int]) -> tuple[LitFrame, ...]:
    """The frame at several moments, by file name, all exposed as the scene is."""
    made = []
    with Camera(one.take, quality, one.film.aspect, one.light) as camera:
        for name, utc_ms in wanted.items():
            now = moment(one.film, one.film.scenes[0], one.place, utc_ms, one.shot.tick)
            camera.relight(replace(one.light, moments=(now,)))
            (one.out / name).write_bytes(jpeg(camera.shoot(one.shot)))
            made.append(_told(one, now, name))
    return tuple(made)


def _told(one: _Lit, now: LitMoment, picture: str) -> LitFrame:
    """What is to be said of one picture."""
    scene, levels = one.film.scenes[0], one.film.light.levels
    through, windows = strongest(now)
    room, lamps = room_lux(one.film, scene, now)
    ev = ev100(one.film, scene, now)
    return LitFrame(
        utc_ms=now.shine.utc_ms,
        after_s=(now.shine.utc_ms - one.at) / 1000.0,
        picture=picture,
        through=through,
        windows=windows,
        lasts_s=lasts(one.place, one.take.rehearsal.stage_set, now),
        room_lux=room,
        lamps_lux=lamps,
        ev100=ev,
        stop=expose(room + lamps, levels.lamp_kelvin, levels, one.film.rate, what="").stop_text,
        off=ev - one.light.ev100,
        in_frame=windows_in_frame(
            one.take.rehearsal.stage_set,
            one.shot.view,
            float(one.film.aspect),
            now.windows,
            room + lamps,
        ),
    )


def _camera_words(film: Film) -> str:
    """How the film's camera is set."""
    levels = film.light.levels
    shutter = round(math.degrees(levels.shutter))
    return f"ISO {levels.iso:g}, {shutter}° shutter at {float(film.rate):.6g} frames a second"
