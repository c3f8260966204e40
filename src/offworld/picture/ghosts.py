"""Stills of the moments at which a take parts most from what was imagined, with the imagined people see-through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.imagined import Departure, Ghost, Imagined
from offworld.film.key_frame import KeyFrame
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray
from offworld.geometry.track import poses_at
from offworld.picture.frames import WIDESCREEN, Camera, Pixels, Quality
from offworld.picture.keyframes import STILL, jpeg
from offworld.picture.onlooker import onlooker

Mask = NDArray[np.bool_]

MOST: Final = 3
"""Stills of one take at most."""
PLACE: Final = "from the room"
"""In place of a camera: the view is an onlooker's."""
_APART_MS: Final = 1500
"""Moments closer than this look alike."""
_APART_M: Final = 0.3
"""Metres from which two bodies in one place can be told apart."""
_AWAY: Final = -1e3
"""Where one is put who is not to be seen, metres."""
_SEEN: Final = 10
"""Difference of a colour, of 255, from which a ghost is at a pixel."""
_TINT: Final = np.array([150.0, 214.0, 255.0])
"""Colour that a ghost takes on, sRGB; a pale blue that no suit has."""
_BODY, _TINTED, _EDGE = 0.62, 0.45, 0.85
"""Shares: how much a ghost covers what is behind it, how much of it is the tint, how bright its outline is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    tick: int
    who: tuple[str, ...]
    text: str


def ghost_stills(
    take: Take,
    imagined: Imagined,
    departures: Sequence[Departure],
    *,
    aspect: Fraction = WIDESCREEN,
    quality: Quality = STILL,
    most: int = MOST,
) -> tuple[KeyFrame, ...]:
    """A picture of each moment at which they part most, in order of time; the first parting is always among them.

    Args:
        take: the take.
        imagined: its scene as imagined.
        departures: where they part, the first where it began.
        aspect: width over height.
        quality: how fine.
        most: pictures at most.

    Raises:
        MissingLibrary: there is no OpenGL.
    """
    ghosts = {ghost.who: ghost for ghost in imagined.ghosts}
    chosen = _moments(take, imagined, ghosts, departures, most)
    if not chosen:
        return ()
    rows = np.concatenate([_three(take, imagined, ghosts, one) for one in chosen])
    ticks = 1000 * np.arange(len(rows), dtype=np.int64)
    track = replace(take, sample_ticks=ticks, poses=rows.astype(np.float32))
    made = []
    with Camera(track, quality, aspect) as camera:
        for number, one in enumerate(chosen):
            taken, _, there = rows[3 * number : 3 * number + 3]
            view = onlooker(take, taken, there, one.who, float(aspect))
            pictures = [
                camera.shoot(
                    Shot(frame=0, tick=float(ticks[3 * number + k]), camera=PLACE, view=view, own="")
                )
                for k in range(3)
            ]
            made.append(
                KeyFrame(tick=one.tick, camera=PLACE, text=one.text, picture=jpeg(laid_over(*pictures)))
            )
    return tuple(made)


def laid_over(taken: Pixels, empty: Pixels, ghost: Pixels) -> Pixels:
    """One picture of the take and of the ghosts in it, see-through and tinted, with an outline.

    Args:
        taken: (height, width, 3) the take.
        empty: the same without those who have ghosts.
        ghost: the same with the ghosts in their place.
    """
    there = np.abs(ghost.astype(np.int16) - empty.astype(np.int16)).max(axis=2) >= _SEEN
    covered = there[..., None] * _BODY
    colour = (1.0 - _TINTED) * ghost + _TINTED * _TINT
    mixed = (1.0 - covered) * taken + covered * colour
    edge = _outline(there)[..., None] * _EDGE
    mixed = (1.0 - edge) * mixed + edge * _TINT
    return np.asarray(np.clip(np.round(mixed), 0, 255).astype(np.uint8))


def _outline(there: Mask) -> Mask:
    """Where a mask (height, width) has its edge inside, one pixel all round."""
    inside = there.copy()
    for axis in (0, 1):
        for step in (-1, 1):
            inside &= np.roll(there, step, axis=axis)
    outline: Mask = there & ~inside
    return outline


def _moments(
    take: Take, imagined: Imagined, ghosts: dict[str, Ghost], departures: Sequence[Departure], most: int
) -> tuple[_Moment, ...]:
    """The first parting that can be seen, then those that are farthest apart."""
    seen = [
        one for one in departures if one.who in ghosts and _apart(take, imagined, ghosts, one) >= _APART_M
    ]
    far = sorted(seen[1:], key=lambda one: -_apart(take, imagined, ghosts, one))
    chosen: list[Departure] = []
    for one in (*seen[:1], *far):
        if len(chosen) < most and all(abs(one.tick - other.tick) >= _APART_MS for other in chosen):
            chosen.append(one)
    made = []
    for one in sorted(chosen, key=lambda each: each.tick):
        who = tuple(
            dict.fromkeys(other.who for other in seen if other.tick == one.tick and other.beat == one.beat)
        )
        made.append(_Moment(tick=min(one.tick, take.length), who=who, text=_text(take, one, who)))
    return tuple(made)


def _text(take: Take, one: Departure, who: tuple[str, ...]) -> str:
    beat = next((beat for beat in take.rehearsal.scene.beats if beat.id == one.beat), None)
    what = f"{beat.intent.move} {one.outcome}" if beat is not None else "was to stay"
    return f"{' and '.join(who)}: {what}; pale: as imagined"


def _apart(take: Take, imagined: Imagined, ghosts: dict[str, Ghost], one: Departure) -> float:
    """Metres between the middles of the taken and the imagined body at a departure."""
    ghost = ghosts[one.who]
    taken = poses_at(take.sample_ticks, take.poses, float(one.tick))[ghost.nodes, :3]
    there = poses_at(imagined.ticks, ghost.poses, float(one.tick))[:, :3]
    return float(np.linalg.norm(taken.mean(axis=0) - there.mean(axis=0)))


def _three(take: Take, imagined: Imagined, ghosts: dict[str, Ghost], one: _Moment) -> FloatArray:
    """Poses (3, nodes, 7) of the take, of the take without some people, and with their ghosts instead."""
    rows = np.repeat(poses_at(take.sample_ticks, take.poses, float(one.tick))[None], 3, axis=0)
    for who in one.who:
        ghost = ghosts[who]
        rows[1, ghost.nodes, 2] = _AWAY
        rows[2, ghost.nodes] = poses_at(imagined.ticks, ghost.poses, float(one.tick))
    return np.asarray(rows)
