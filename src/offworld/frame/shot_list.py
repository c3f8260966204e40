"""What a shot list says of a camera: measured in the take at one moment, whoever placed it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.camera import Sensor, SetUp
from offworld.film.framing import SIZES, Framed, Up
from offworld.film.kit import LensData
from offworld.film.shot import View
from offworld.film.shot_list import ShotRow, ShotStatus
from offworld.frame.shots import Floor
from offworld.frame.subject import Subject
from offworld.frame.terms.size import nearest_size
from offworld.frame.terms.spare_up import FADES, spares_of, standing_in
from offworld.frame.terms.up import mean_up
from offworld.frame.visibility import Obstacles
from offworld.geometry import rotation
from offworld.geometry.focus import sharp_from_to, view_angle
from offworld.geometry.rotation import FloatArray

ALONG: Final = 0.35
"""Share of an up that lies across the lens below which it says nothing of roll (handbook camera, section 2.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One camera at the moment that stands for its shot."""

    set_up: SetUp
    """Set-up."""
    view: View
    """Its lens then."""
    tick: int
    """When, ms."""
    span: tuple[int, int]
    """From when to when it is wanted, ms."""
    framed: Framed | None = None
    """What came of its words; None if it was placed by hand."""


def row_of(seen: Seen, floor: Floor, sensor: Sensor) -> ShotRow:
    """The row of a camera in the shot list."""
    framed, view = seen.framed, seen.view
    people = floor.cast.at(seen.tick)
    by_name = {one.id: one for one in people}
    on = _on(seen, by_name)
    axes = rotation.matrix(np.array(view.attitude))
    position = np.array(view.position)
    up, axis = _across(seen, floor, people, axes, *_up(seen, floor, by_name))
    held = seen.set_up.by or (framed.framing.by if framed is not None else None) or ""
    # Who holds it, and whose eyes it stands for, are in nobody's way.
    others = tuple(one for one in people if one.id not in {held, seen.set_up.eyes_of})
    answer = framed.answers[0] if framed is not None and framed.answers else None
    package = floor.package
    stop = view.stop if answer is None else answer.stop
    focus_m = view.focus_m if answer is None else answer.focus_m
    # The wide picture that stands in for a shot is through no lens of the film.
    lens = None if framed is not None and answer is None else package.lens(view.lens_mm)
    near, far = _sharp(view.lens_mm, stop, sensor, focus_m)
    return ShotRow(
        camera=seen.set_up.id, text=framed.framing.text if framed is not None else "", status=_status(seen),
        tick=seen.tick, start=seen.span[0], end=seen.span[1],
        gate=f"{sensor.width_mm:.1f} × {sensor.height_mm:.1f} mm", lens_mm=view.lens_mm, stop=stop, focus_m=focus_m,
        body=package.body, mode=package.mode,
        lens_set="" if lens is None else package.lens_set, squeeze=sensor.squeeze, t_stop=_t_stop(lens, stop),
        sharp_from_m=near, sharp_to_m=far,
        longest_mm=None if framed is None else framed.longest_mm, position=view.position, attitude=view.attitude,
        up=up, roll_deg=None if axis is None else _roll(axis @ axes), by=held, on=tuple(one.id for one in on),
        eyes=tuple(_vec(one.eyes) for one in on), size=_size(on[0], position, axes, view) if on else "",
        distance_m=float(np.linalg.norm(on[0].eyes - position)) if on else None,
        clearance_m=_clearance(floor, others, position, seen.tick, (held, seen.set_up.eyes_of)),
        score=None if answer is None else answer.score,
        reason="" if framed is None else framed.reason,
        across_deg=math.degrees(view_angle(sensor.width_mm, view.lens_mm, sensor.squeeze)),
    )  # fmt: skip


def _sharp(
    lens_mm: float, stop: float, sensor: Sensor, focus_m: float | None
) -> tuple[float | None, float | None]:
    """From where to where it is sharp in the height of the picture, where an anamorphic lens is sharp least."""
    if focus_m is None:
        return None, None
    near, far = sharp_from_to(lens_mm, stop, sensor.circle_mm, max(focus_m, 2e-3 * lens_mm))
    return near, None if math.isinf(far) else far


def _t_stop(lens: LensData | None, stop: float) -> float | None:
    """T of a lens that is shot at N; None where the film says no more of it than its focal length."""
    return None if lens is None or lens.widest_t is None else stop / lens.ratio


def _status(seen: Seen) -> ShotStatus:
    if seen.framed is not None:
        return seen.framed.status
    return "held" if seen.set_up.by else "by hand"


def _on(seen: Seen, people: dict[str, Subject]) -> tuple[Subject, ...]:
    if seen.framed is not None:
        return tuple(people[name] for name in seen.framed.framing.on)
    goal = seen.set_up.follows or seen.set_up.looks_at
    return (people[goal.name],) if goal is not None and goal.kind == "person" and goal.name in people else ()


def _up(seen: Seen, floor: Floor, people: dict[str, Subject]) -> tuple[str, FloatArray | None]:
    """Whose up in words, and the axis that roll is counted from, (3,); None where there is none."""
    if seen.framed is not None:
        return _asked_up(seen.framed.framing.up, seen.framed.framing.on, floor, people)
    name = seen.set_up.up
    if seen.set_up.up_vector is not None:
        return "direction", np.asarray(seen.set_up.up_vector)
    if name in people:
        return name, people[name].up
    return name, None if name == "free" else _fixed(name, floor)


def _across(
    seen: Seen, floor: Floor, people: tuple[Subject, ...], axes: FloatArray, up: str, axis: FloatArray | None
) -> tuple[str, FloatArray | None]:
    """The up that counts: the one asked for, or the one that stands in where that lies along the lens."""
    along = axis is None or math.hypot(*(axis @ axes)[:2]) < ALONG
    if seen.framed is None or not along or seen.framed.framing.up.kind not in FADES:
        return up, axis
    found = standing_in(spares_of(seen.framed.framing, people, floor.references()), people, axes)
    if found is None:
        return up, axis
    why = "it has none" if axis is None else "along the lens"
    return f"{found[0]} (not {up}: {why})", found[1]


def _asked_up(
    up: Up, on: tuple[str, ...], floor: Floor, people: dict[str, Subject]
) -> tuple[str, FloatArray | None]:
    if up.kind == "actor":
        return up.person, people[up.person].up
    if up.kind == "group":
        several = tuple(people.values())
        return "group", mean_up(several, tuple(i for i, one in enumerate(several) if one.id in on))
    if up.kind == "vector":
        return "direction", None if up.vector is None else np.asarray(up.vector)
    if up.kind in {"line", "previous", "free"}:
        return {"line": "line between the two", "previous": "shot before", "free": "free"}[up.kind], None
    return up.kind, _fixed(up.kind, floor)


def _fixed(name: str, floor: Floor) -> FloatArray:
    rehearsal = floor.take.rehearsal
    gravity = np.asarray(rehearsal.world.gravity, dtype=np.float64)
    pull = float(np.linalg.norm(gravity))
    return -gravity / pull if name == "gravity" and pull > 1e-9 else np.asarray(rehearsal.stage_set.up)


def _roll(seen: FloatArray) -> float | None:
    """Degrees of an axis in the frame from its top, clockwise; None where it lies along the lens."""
    if math.hypot(seen[0], seen[1]) < ALONG:
        return None
    return math.degrees(math.atan2(seen[0], seen[1]))


def _size(person: Subject, position: FloatArray, axes: FloatArray, view: View) -> str:
    depth = max(float(-(person.eyes - position) @ axes[:, 2]), 0.05)
    share = view.lens_mm * person.head_m / (view.gate_height_mm * depth)
    return SIZES[int(nearest_size(np.array([share]))[0])]


def _clearance(
    floor: Floor, people: tuple[Subject, ...], position: FloatArray, tick: int, behind: tuple[str, str]
) -> float:
    """Metres from the lens to the set, a body or a prop, but for the camera in the hands of whoever is behind it."""
    return float(Obstacles(floor.room_at(tick, behind), people, None).distance(position[None])[0])


def _vec(point: FloatArray) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in point)
    return x, y, z
