"""What a director asks for, as wishes with weights and as hard conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.film.framing import Framing, Size
from offworld.frame.problem import OPERATOR, EyesSeen, Lens, Problem, Rig, Wish
from offworld.frame.room import Room
from offworld.frame.subject import Subject
from offworld.frame.terms import (
    angle,
    cut,
    focus,
    foreground,
    headroom,
    lead,
    lens,
    over,
    size,
    spots,
    through,
    up,
    visibility,
)
from offworld.geometry.rotation import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares of the wishes (handbook camera, section 5)."""

    size: float = 2.0
    """Shot size."""
    spots: float = 2.0
    """Places in the picture."""
    up: float = 1.5
    """Roll."""
    angle: float = 1.5
    """From where."""
    seen: float = 2.5
    """Visibility."""
    room: float = 1.0
    """Headroom and lead room."""
    focus: float = 0.5
    """Depth of field."""
    lens: float = 0.5
    """Focal length."""
    cut: float = 1.0
    """What the frame cuts; not in the handbook's benchmark [I]."""
    front: float = 0.0
    """Others before the one who is seen; not in the handbook's benchmark [I]."""


WEIGHTS: Final = Weights()
TURNED_SEEN: Final = 0.6
"""Share of face and body that is enough from the side and from behind [I]."""
FACE_SEEN: Final = 0.9
"""Share that is enough of a face [I: one ear is always behind the cheek]."""
FACES: Final[tuple[Size, ...]] = ("ECU", "BCU", "CU", "MCU")
"""Sizes of which the body is no part."""
HEIGHT_DEG: Final = 10.0
"""Degrees within which a height is as asked: the band of eye level (handbook camera, section 2.2)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class References:
    """What `up` may refer to besides people. Unit vectors of the set frame, shape (3,); None where there is none."""

    set_up: FloatArray | None = None
    """Architectural up of the set."""
    gravity_up: FloatArray | None = None
    """Against gravity."""
    previous_up: FloatArray | None = None
    """Top of the frame of the shot before."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kit:
    """What there is to shoot with, and what counts how much."""

    lenses: tuple[Lens, ...]
    """Package."""
    rig: Rig
    """Camera."""
    weights: Weights = WEIGHTS
    """Shares."""


def problem_of(
    framing: Framing, moments: tuple[tuple[Subject, ...], ...], room: Room, kit: Kit, references: References
) -> Problem:
    """A framing as a problem.

    Args:
        framing: as asked for; its people are among those of the moments.
        moments: the same people in the same order at each.
        room: what is fixed.
        kit: camera, lenses, weights.
        references: for ups that are nobody's.
    """
    who = {one.id: i for i, one in enumerate(moments[0])}
    asked = framing.lens_mm
    lenses = tuple(one for one in kit.lenses if asked is None or abs(one.focal_mm - asked) < 0.05)
    rig = kit.rig
    if framing.by is not None and not rig.behind:
        rig = replace(rig, behind=OPERATOR)
    if framing.by in who:
        # Whoever holds the camera is behind it and not in its way.
        moments = tuple(tuple(one for one in people if one.id != framing.by) for people in moments)
        who = {one.id: i for i, one in enumerate(moments[0])}
    wishes = tuple(wish for wish in _wishes(framing, who, kit.weights, references) if wish.weight > 0.0)
    return Problem(
        framing=framing, moments=moments, room=room, lenses=tuple(sorted(lenses, key=lambda one: one.focal_mm)),
        package=kit.lenses, wishes=wishes, eyes=_eyes(framing, who), rig=rig,
        ups=tuple(one for people in moments if (one := up_vector(framing, people, references)) is not None),
        ghost=who[framing.over] if framing.kind == "pov" else None,
    )  # fmt: skip


def up_vector(framing: Framing, people: tuple[Subject, ...], references: References) -> FloatArray | None:
    """(3,) unit axis for the top of the frame at a moment; None: free, or given by the line of the two."""
    who = {one.id: i for i, one in enumerate(people)}
    kind = framing.up.kind
    if kind == "actor":
        return people[who[framing.up.person]].up
    if kind == "group":
        return up.mean_up(people, tuple(who[one] for one in framing.on))
    if kind == "vector":
        return None if framing.up.vector is None else np.asarray(framing.up.vector, dtype=np.float64)
    vectors = {"set": references.set_up, "gravity": references.gravity_up, "previous": references.previous_up}
    return vectors.get(kind)


def _wishes(framing: Framing, who: dict[str, int], weights: Weights, references: References) -> list[Wish]:
    on = [who[one] for one in framing.on]
    out: list[Wish] = []
    if framing.size is not None and on:
        out.append(size.SizeWish(who=on[0], person=framing.on[0], size=framing.size, weight=weights.size))
    share = weights.spots / max(len(framing.spots), 1)
    out += [
        spots.SpotWish(who=who[one.person], person=one.person, x=one.x, y=one.y, weight=share)
        for one in framing.spots
    ]
    out += _ups(framing, who, weights, references)
    if framing.kind == "pov":
        out += _through(framing, who, weights)
    elif framing.kind == "over":
        out += _over(framing, who, weights)
    elif framing.kind == "two" and len(on) > 1:
        out += _two(on, weights)
    else:
        out += _angle(framing, who, weights.angle)
    out += _seen(framing, who, weights)
    if on and framing.kind != "pov":
        out += _rooms(framing, who, weights)
    if on:
        out.append(focus.FocusWish(people=tuple(on), weight=weights.focus))
    if framing.lens_mm is None:
        out.append(lens.LensWish(weight=weights.lens))
    others = tuple(i for name, i in who.items() if name not in (*framing.on, framing.over))
    if on and others and weights.front > 0.0:
        out.append(foreground.ForegroundWish(on=on[0], others=others, weight=weights.front))
    return out


def _ups(framing: Framing, who: dict[str, int], weights: Weights, references: References) -> list[Wish]:
    on, wanted = tuple(who[one] for one in framing.on), framing.up
    if wanted.kind == "line" and len(on) > 1:
        return [up.LevelWish(first=on[0], second=on[1], roll_deg=wanted.roll_deg, weight=weights.up)]
    people: tuple[int, ...] = ()
    axis = None
    if wanted.kind == "actor":
        people = (who[wanted.person],)
    elif wanted.kind == "group":
        people = on
    else:
        axis = up_vector(framing, (), references) if wanted.kind != "free" else None
    if axis is None and not people:
        return []
    name = f"up of {wanted.person}" if wanted.kind == "actor" else f"up ({wanted.kind})"
    return [up.UpWish(axis=axis, people=people, roll_deg=wanted.roll_deg, weight=weights.up, name=name)]


def _angle(framing: Framing, who: dict[str, int], weight: float) -> list[Wish]:
    """Side and height of the first person."""
    if not framing.on:
        return []
    name, first = framing.on[0], who[framing.on[0]]
    out: list[Wish] = []
    if framing.vantage is not None or framing.side is not None:
        low, high = angle.BANDS_DEG[framing.vantage] if framing.vantage is not None else (20.0, 160.0)
        if framing.side == "right":
            low, high = -high, -low
        out.append(
            angle.AzimuthWish(
                who=first, person=name, low=low, high=high, side=framing.side, weight=weight / 2
            )
        )
    height = 0.0 if framing.elevation_deg is None else framing.elevation_deg
    out.append(
        angle.ElevationWish(
            who=first, person=name, low=height - HEIGHT_DEG, high=height + HEIGHT_DEG, weight=weight / 2
        )
    )
    return out


def _over(framing: Framing, who: dict[str, int], weights: Weights) -> list[Wish]:
    on, front = who[framing.on[0]], who[framing.over]
    third = weights.angle / 3
    return [
        over.BesideWish(on=on, over=front, weight=third),
        over.NearerWish(on=on, over=front, weight=third),
        over.CoverWish(over=front, person=framing.over, weight=third),
    ]


def _two(on: list[int], weights: Weights) -> list[Wish]:
    third = weights.angle / 3
    return [
        angle.ApexWish(first=on[0], second=on[1], weight=third),
        size.BalanceWish(first=on[0], second=on[1], weight=third),
        spots.GapWish(first=on[0], second=on[1], weight=third),
    ]


def _through(framing: Framing, who: dict[str, int], weights: Weights) -> list[Wish]:
    one = who[framing.over]
    return [
        through.PlaceWish(who=one, person=framing.over, weight=weights.angle),
        through.AimWish(who=one, person=framing.over, weight=weights.angle),
    ]


def _seen(framing: Framing, who: dict[str, int], weights: Weights) -> list[Wish]:
    body = framing.size is not None and framing.size not in FACES
    turned = framing.vantage in {"profile", "three-quarter back", "back"} or framing.kind in {"two", "group"}
    low = TURNED_SEEN if turned else FACE_SEEN
    share = weights.seen / max(len(framing.on), 1)
    return [
        visibility.VisibleWish(who=who[one], person=one, body=body, low=low, weight=share)
        for one in framing.on
    ]


def _rooms(framing: Framing, who: dict[str, int], weights: Weights) -> list[Wish]:
    """Headroom, lead room, and what the frame cuts, of the first person."""
    name, first = framing.on[0], who[framing.on[0]]
    out: list[Wish] = []
    leads = framing.kind == "single"
    bounds = headroom.BOUNDS.get(framing.size) if framing.size is not None else None
    if bounds is not None:
        weight = weights.room / 2 if leads else weights.room
        out.append(
            headroom.HeadroomWish(who=first, person=name, low=bounds[0], high=bounds[1], weight=weight)
        )
    if leads:
        out.append(lead.LeadWish(who=first, person=name, weight=weights.room / 2))
    if framing.size is not None:
        out.append(cut.KeptWish(who=first, person=name, size=framing.size, weight=weights.cut / 2))
        out.append(cut.EdgeWish(who=first, person=name, weight=weights.cut / 2))
    return out


def _eyes(framing: Framing, who: dict[str, int]) -> tuple[EyesSeen, ...]:
    """Whose eyes must be seen: both of a face, one of a profile, none from behind."""
    if framing.vantage in {"three-quarter back", "back"}:
        return ()
    both = framing.kind in {"single", "over"} and framing.vantage in {None, "front", "three-quarter"}
    return tuple(EyesSeen(subject=who[one], count=2 if both else 1) for one in framing.on)
