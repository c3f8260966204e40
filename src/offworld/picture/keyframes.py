"""Which moments of a take to show, and their pictures: cuts, beats that begin and end, touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Final

from PIL import Image

from offworld.film.camera import Sensor
from offworld.film.key_frame import KeyFrame
from offworld.film.lit import SceneLight
from offworld.film.take import Take
from offworld.picture.frames import WIDESCREEN, Camera, Pixels, Quality
from offworld.picture.shots import shots
from offworld.timecode import frame_at, frames_in

MOST: Final = 9
"""Key frames of one take at most: three rows of three."""
STILL: Final = Quality(height=540, samples=8)
"""How fine a key frame is."""
_APART: Final = 500
"""Moments closer than this, ms, look alike; the weightier one is kept."""
_LATER: Final = 120
"""A picture just after a cut or a touch shows more of it than one just at it, ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    tick: int
    weight: int
    text: str


def moments(take: Take, most: int = MOST) -> tuple[tuple[int, str], ...]:
    """The moments worth a picture, in order of time: tick and what happens."""
    last = max(take.length - 40, 0)
    wanted = sorted(_candidates(take), key=lambda each: (-each.weight, each.tick))
    chosen: list[_Moment] = []
    for each in wanted:
        tick = min(max(each.tick, 0), last)
        if len(chosen) < most and all(abs(tick - other.tick) >= _APART for other in chosen):
            chosen.append(_Moment(tick=tick, weight=each.weight, text=each.text))
    return tuple((each.tick, each.text) for each in sorted(chosen, key=lambda each: each.tick))


def key_frames(
    take: Take,
    rate: Fraction,
    *,
    aspect: Fraction = WIDESCREEN,
    sensor: Sensor | None = None,
    quality: Quality = STILL,
    most: int = MOST,
    light: SceneLight | None = None,
) -> tuple[KeyFrame, ...]:
    """The key frames of a take, drawn without lettering, in a light or in that of its set's lamps alone.

    Raises:
        NotPossible: a camera cannot be placed.
        MissingLibrary: there is no OpenGL.
    """
    chosen = moments(take, most)
    plan = shots(take, rate, sensor)
    made = []
    with Camera(take, quality, aspect, light) as camera:
        for tick, text in chosen:
            shot = plan[min(frame_at(tick, rate), frames_in(take.length, rate) - 1)]
            picture = jpeg(camera.shoot(shot))
            made.append(KeyFrame(tick=tick, camera=shot.camera, text=text, picture=picture))
    return tuple(made)


def jpeg(picture: Pixels, quality: int = 86) -> bytes:
    """A picture (height, width, 3) as JPEG."""
    file = BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality, optimize=True)
    return file.getvalue()


def _candidates(take: Take) -> Sequence[_Moment]:
    """Everything that could be shown, with its weight."""
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    found = [_Moment(tick=0, weight=100, text="start"), _Moment(tick=take.length, weight=45, text="end")]
    found += [_Moment(tick=tick + _LATER, weight=60, text=f"camera {name}") for tick, name in take.cuts]
    for contact in take.contacts:
        weight = 50 + min(30, round(60 * contact.closing_speed))
        text = f"{_thing(contact.a)} touches {_thing(contact.b)}"
        found.append(_Moment(tick=contact.start + _LATER, weight=weight, text=text))
    for outcome in take.outcomes:
        beat = beats.get(outcome.beat)
        who = " and ".join(beat.who) if beat else ""
        what = f"{who}: {beat.intent.move}" if beat else outcome.beat
        if outcome.end is not None and outcome.outcome in {"missed", "refused"}:
            found.append(_Moment(tick=outcome.end, weight=75, text=f"{what} {outcome.outcome}"))
        elif outcome.end is not None and outcome.outcome == "done":
            found.append(_Moment(tick=outcome.end, weight=55, text=f"{what} done"))
        if outcome.start is not None:
            found.append(_Moment(tick=outcome.start + _LATER, weight=40, text=f"{what} begins"))
    return found


def _thing(shape: str) -> str:
    """A shape's id as people say it: `zhenya/left_hand/palm` is zhenya's left hand."""
    parts = shape.split("/")
    if len(parts) >= 3:
        return f"{parts[0]}'s {parts[1].replace('_', ' ')}"
    return parts[0]
