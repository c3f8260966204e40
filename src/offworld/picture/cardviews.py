"""Small pictures for cue cards: each person's key moments, from a free view, with a ring about what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

import numpy as np
from PIL import Image, ImageDraw

from offworld.film.camera import Sensor
from offworld.film.cue_card import CameraWay, CardPicture
from offworld.film.shot import Shot
from offworld.film.take import HoldRecord, Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.geometry.track import poses_at
from offworld.picture.frames import Camera, Pixels, Quality
from offworld.picture.freeview import Finder
from offworld.picture.keyframes import jpeg
from offworld.picture.shots import shots
from offworld.timecode import frames_in

Kind = Literal["start", "grip", "let go", "slip", "give", "take", "stay", "picture", "end"]

MOST: Final = 4
"""Pictures of one person at most: one strip."""
SMALL: Final = Quality(height=330, samples=4)
"""How fine: about 200 dots an inch on the card."""
ASPECT: Final = Fraction(4, 3)
WAY_RATE: Final = Fraction(2)
"""Where cameras are is looked at so often a second, for the plan."""
_APART: Final = 700
"""Moments of one person closer than this, ms, look alike; the weightier one is kept."""
_MOVED: Final = 0.25
"""Who has not gone so far, metres, has not gone anywhere."""
_AFTER: Final[dict[str, int]] = {
    "grip": 120,
    "take": 120,
    "let go": 160,
    "slip": 120,
    "give": 0,
    "stay": 1500,
}
"""How long after a moment it shows best, ms."""
_WEIGHTS: Final[dict[str, int]] = {
    "grip": 90, "take": 85, "give": 84, "slip": 70, "let go": 60, "start": 50, "picture": 45, "stay": 40, "end": 10,
}  # fmt: skip
_RING: Final = (255, 176, 64)
"""Colour of the ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment of one person that is worth a picture."""

    tick: int
    """When to draw it, ms."""
    kind: Kind
    """What happens."""
    hold: HoldRecord | None = None
    """The grip that it is about; None: the whole person."""


def card_pictures(
    take: Take, *, quality: Quality = SMALL, aspect: Fraction = ASPECT, most: int = MOST
) -> tuple[CardPicture, ...]:
    """The pictures of everybody's card, person by person, in order of time.

    Raises:
        MissingLibrary: there is no OpenGL.
    """
    wanted = [
        (person.id, moment) for person in take.rehearsal.people for moment in moments(take, person.id, most)
    ]
    if not wanted or not len(take.sample_ticks):
        return ()
    finder = Finder.of(take)
    made = []
    with Camera(take, quality, aspect) as camera:
        for person, moment in wanted:
            poses = poses_at(take.sample_ticks, take.poses, moment.tick)
            goal = _grip_point(moment, poses)
            view = finder.view(person, poses, goal, float(aspect))
            shot = Shot(frame=0, tick=float(moment.tick), camera=person, view=view, own="")
            picture = camera.shoot(shot)
            if goal is not None:
                picture = _ringed(picture, view.project(goal[None], float(aspect))[0])
            made.append(
                CardPicture(person=person, tick=moment.tick, kind=moment.kind, picture=jpeg(picture, 84))
            )
    return tuple(made)


def moments(take: Take, person: str, most: int = MOST) -> tuple[Moment, ...]:
    """A person's moments that are worth a picture, in order of time; the weightiest if there are many."""
    last = max(take.length - 40, 0)
    found = sorted(_candidates(take, person), key=lambda each: (-_WEIGHTS[each.kind], each.tick))
    chosen: list[Moment] = []
    for each in found:
        shown = replace(each, tick=min(max(each.tick + _AFTER.get(each.kind, 0), 0), last))
        if len(chosen) < most and all(abs(shown.tick - other.tick) >= _APART for other in chosen):
            chosen.append(shown)
    chosen.sort(key=lambda each: each.tick)
    if len(chosen) > 1 and chosen[-1].kind == "end" and not _gone(take, person, chosen[-2].tick):
        # Nothing has changed since the picture before.
        chosen.pop()
    return tuple(chosen)


def _gone(take: Take, person: str, since: int) -> bool:
    """Whether a person has gone anywhere from a tick to the end."""
    numbers = [number for number, node in enumerate(take.assembly.nodes) if node.id == f"{person}/chest"]
    places = [take.poses[max(0, take.row(tick)), numbers, :3] for tick in (since, take.length)]
    return float(np.abs(np.asarray(places[1]) - np.asarray(places[0])).max(initial=0.0)) > _MOVED


def camera_ways(
    take: Take, sensor: Sensor | None, aspect: Fraction, rate: Fraction = WAY_RATE
) -> tuple[CameraWay, ...]:
    """Where each set-up of a take is throughout it, whether or not it has the picture.

    Raises:
        NotPossible: a camera is placed at or pointed to something that is not in the take.
    """
    if frames_in(take.length, rate) < 1:
        return ()
    found = []
    for set_up in take.rehearsal.scene.set_ups:
        plan = shots(replace(take, cuts=((0, set_up.id),)), rate, sensor)
        found.append(
            CameraWay(
                camera=set_up.id,
                ticks=tuple(round(shot.tick) for shot in plan),
                views=tuple(shot.view for shot in plan),
                aspect=float(aspect),
            )
        )
    return tuple(found)


def _candidates(take: Take, person: str) -> list[Moment]:
    """Everything of one person that could be shown."""
    trees = {number: node.tree for number, node in enumerate(take.assembly.nodes)}
    first = _first_grip(take, person, trees)
    found = [Moment(tick=0, kind="start", hold=first), Moment(tick=take.length, kind="end")]
    for hold in take.holds:
        if trees[hold.node] != person or hold.kind not in {"hand", "foot", "prop"}:
            continue
        if hold.start > 0:
            found.append(Moment(tick=hold.start, kind="take" if hold.kind == "prop" else "grip", hold=hold))
        if hold.end is not None:
            found.append(Moment(tick=hold.end, kind=_ending(hold), hold=hold))
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    for outcome in take.outcomes:
        beat = beats.get(outcome.beat)
        if (
            beat is not None
            and person in beat.who
            and beat.intent.move == "stay"
            and outcome.start is not None
        ):
            found.append(Moment(tick=outcome.start, kind="stay"))
    mine = {set_up.id for set_up in take.rehearsal.scene.set_ups if set_up.by == person}
    found += [Moment(tick=tick + 500, kind="picture") for tick, camera in take.cuts if camera in mine]
    return found


def _first_grip(take: Take, person: str, trees: dict[int, str]) -> HoldRecord | None:
    """What somebody holds when it begins: a person rather than a rail, with a hand rather than a foot."""
    mine = [h for h in take.holds if trees[h.node] == person and h.start == 0 and h.kind in {"hand", "foot"}]
    order = {"hand": 1, "foot": 2}
    return min(mine, key=lambda h: (trees[h.partner] == "set", order[h.kind], h.id), default=None)


def _ending(hold: HoldRecord) -> Kind:
    if hold.ended_by == "slip":
        return "slip"
    return "give" if hold.kind == "prop" else "let go"


def _grip_point(moment: Moment, poses: FloatArray) -> FloatArray | None:
    """Where the grip is then, set frame, (3,)."""
    if moment.hold is None:
        return None
    pose = poses[moment.hold.node]
    return np.asarray(pose[:3] + rotation.rotate(pose[3:], moment.hold.anchor))


def _ringed(picture: Pixels, at: Sequence[float] | FloatArray) -> Pixels:
    """A picture with a ring about a place given in its own coordinates, −1 to 1."""
    height, width = picture.shape[:2]
    if at[2] <= 0.0 or max(abs(at[0]), abs(at[1])) > 1.0:
        return picture
    x, y = 0.5 * width * (1.0 + at[0]), 0.5 * height * (1.0 - at[1])
    radius = height * 0.085
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    for grow, colour in ((1.5, (0, 0, 0)), (0.0, _RING)):
        box = [x - radius - grow, y - radius - grow, x + radius + grow, y + radius + grow]
        draw.ellipse(box, outline=colour, width=3)
    return np.asarray(image)
