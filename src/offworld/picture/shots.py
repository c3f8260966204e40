"""Shots: which camera has the picture at each frame, and where its lens is then."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from offworld.errors import NotPossible
from offworld.film.basic import Vec3
from offworld.film.camera import Sensor, SetUp
from offworld.film.shot import Shot, View
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.geometry.track import poses_at
from offworld.picture.aimed import aimed
from offworld.picture.focus import focus, pulled
from offworld.picture.places import Places
from offworld.timecode import frames_in, start_of

WIDE: Final = SetUp(id="wide", lens_mm=16.0)
"""What a scene without cameras is seen through, from a corner of the room."""
_ACROSS: Final = 0.35
"""Share of an up that lies across the lens below which it says nothing of the frame's top: an axis within about 20° of
the lens (handbook camera, section 2.2)."""
_ROLL: Final = 1.2
"""Quickest that an operator rolls a camera to follow an up, rad/s; a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """What a camera is placed by."""

    take: Take
    places: Places
    sensor: Sensor
    poses: FloatArray
    start: FloatArray
    top: FloatArray | None
    """Top of this camera's last frame, if it had the picture then."""
    passed: float
    """Seconds since."""


def shots(take: Take, rate: Fraction, sensor: Sensor | None = None, *, begin: int = 0) -> tuple[Shot, ...]:
    """The shot of each frame of a take.

    Args:
        take: the take.
        rate: frames a second.
        sensor: the camera's gate; the usual one if None.
        begin: tick to begin at; frames are numbered from it.

    Raises:
        NotPossible: a camera is placed at or pointed to something that is not in the take, or a cut asks for a
            camera that the scene does not have.
    """
    seen = _Seen(take, rate, sensor)
    made: list[Shot] = []
    for frame in range(frames_in(max(take.length - begin, 0), rate)):
        tick = begin + float(start_of(frame, rate))
        set_up = _set_up(take, tick)
        last = made[-1].view if made and made[-1].camera == set_up.id else None
        made.append(seen.shot(set_up, frame, tick, last))
    return tuple(made)


def tracks(take: Take, rate: Fraction, sensor: Sensor | None = None) -> dict[str, tuple[Shot, ...]]:
    """What each camera of a scene sees at each frame of its take, whether or not it has the picture.

    While a camera has the picture its shots are those of `shots`: a roll begins anew at the cut to it.

    Args:
        take: the take.
        rate: frames a second.
        sensor: the camera's gate; the usual one if None.

    Returns:
        Id of each set-up, in the order of the scene, to its shot of each frame. A scene without cameras has the one
        that it is seen through.

    Raises:
        NotPossible: as `shots`.
    """
    seen = _Seen(take, rate, sensor)
    ticks = [float(start_of(frame, rate)) for frame in range(frames_in(take.length, rate))]
    live = [_set_up(take, tick).id for tick in ticks]
    made: dict[str, tuple[Shot, ...]] = {}
    for set_up in take.rehearsal.scene.set_ups or (WIDE,):
        row: list[Shot] = []
        for frame, tick in enumerate(ticks):
            cut = frame > 0 and live[frame] == set_up.id != live[frame - 1]
            row.append(seen.shot(set_up, frame, tick, row[-1].view if row and not cut else None))
        made[set_up.id] = tuple(row)
    return made


def own_of(set_up: SetUp) -> str:
    """What a camera does not see: the prop that it is, or the person whose eyes it stands for; empty: nothing."""
    if set_up.by:
        return set_up.prop or ""
    return set_up.eyes_of


class _Seen:
    """A take, ready to be asked what a camera sees at a moment."""

    def __init__(self, take: Take, rate: Fraction, sensor: Sensor | None) -> None:
        self._take, self._passed = take, float(1 / rate)
        self._gate = sensor or Sensor()
        self._places = Places(take.assembly, take.rehearsal.stage_set)
        self._poses = functools.lru_cache(maxsize=None)(self._poses_at)

    def shot(self, set_up: SetUp, frame: int, tick: float, last: View | None) -> Shot:
        """The shot of a set-up; `last` is the view of its last frame, None if it had not the picture then."""
        moment = _Moment(
            take=self._take, places=self._places, sensor=self._gate, poses=self._poses(tick),
            start=self._poses(0.0), top=None if last is None else last.top(), passed=self._passed,
        )  # fmt: skip
        own = own_of(set_up)
        on = aimed(self._take, set_up, tick)
        view = _in_focus(on, _view(set_up, moment), moment, None if last is None else last.focus_m)
        return Shot(frame=frame, tick=tick, camera=set_up.id, view=view, own=own)

    def _poses_at(self, tick: float) -> FloatArray:
        return poses_at(self._take.sample_ticks, self._take.poses, tick)


def _in_focus(set_up: SetUp, view: View, moment: _Moment, before: float | None) -> View:
    """The view with its focus, pulled from where it was in the last frame."""
    wanted = focus(set_up, view, moment.take.assembly, moment.places, moment.poses, moment.sensor.aspect)
    return replace(view, focus_m=pulled(before, wanted, moment.passed))


def _set_up(take: Take, tick: float) -> SetUp:
    """The set-up that has the picture at a tick."""
    set_ups = {set_up.id: set_up for set_up in take.rehearsal.scene.set_ups}
    cuts = [camera for moment, camera in take.cuts if moment <= tick]
    if cuts and cuts[-1] not in set_ups:
        raise NotPossible(
            f"scene {take.rehearsal.scene.id} cuts to camera {cuts[-1]!r}, which it does not have"
        )
    if cuts:
        return set_ups[cuts[-1]]
    return next(iter(set_ups.values()), WIDE)


def _view(set_up: SetUp, moment: _Moment) -> View:
    if set_up.by is not None:
        return _held(set_up, moment)
    if set_up.at is None:
        return _corner(set_up, moment)
    return _fixed(set_up, moment)


def _held(set_up: SetUp, moment: _Moment) -> View:
    """The lens of a camera in somebody's hands: where the prop is, or before their eyes if it is no prop."""
    if set_up.prop is not None:
        place, attitude = moment.places.lens(moment.poses, set_up.prop)
        return _seen(set_up, moment, place, attitude)
    head = moment.poses[moment.places.node(f"{set_up.by}/head")]
    ahead, top = rotation.rotate(head[3:], [1.0, 0, 0]), rotation.rotate(head[3:], [0, 0, 1.0])
    place = head[:3] + 0.15 * top + 0.2 * ahead
    return _seen(set_up, moment, place, rotation.looking(ahead, top))


def _fixed(set_up: SetUp, moment: _Moment) -> View:
    """A camera that stays where it was placed when the take began; it turns only if it follows something."""
    assert set_up.at is not None
    place = moment.places.of(set_up.at, moment.start)
    if set_up.attitude is not None:
        return _seen(set_up, moment, place, np.asarray(set_up.attitude))
    goal, poses = set_up.looks_at, moment.start
    if set_up.follows is not None:
        goal, poses = set_up.follows, moment.poses
    at = _middle(moment) if goal is None else moment.places.of(goal, poses)
    return _towards(set_up, moment, place, at, poses)


def _corner(set_up: SetUp, moment: _Moment) -> View:
    """From a high corner of the room over all people, for a scene that names no camera."""
    stage_set = moment.take.rehearsal.stage_set
    low, high = np.asarray(stage_set.low), np.asarray(stage_set.high)
    middle = 0.5 * (low + high)
    place = middle + 0.42 * (high - low) * np.array([-1.0, -1.0, 1.0])
    return _towards(set_up, moment, place, _middle(moment), moment.start)


def _towards(set_up: SetUp, moment: _Moment, place: FloatArray, at: FloatArray, poses: FloatArray) -> View:
    """The view from a place at a point, its top after the set-up's up, at no more than a hand's pace of roll."""
    way = at - place
    length = float(np.linalg.norm(way))
    way = np.array([1.0, 0.0, 0.0]) if length < 1e-6 else way / length
    up = _up(set_up, moment, poses)
    if moment.top is not None:
        up = _rolled(moment.top, up, way, _ROLL * moment.passed)
    return _seen(set_up, moment, place, rotation.looking(way, up))


def _rolled(last: FloatArray, up: FloatArray, way: FloatArray, most: float) -> FloatArray:
    """The last top of a frame, rolled about the lens towards an up by at most so many radians, shape (3,)."""
    across = up - (up @ way) * way
    kept = last - (last @ way) * way
    if float(np.linalg.norm(across)) < _ACROSS or float(np.linalg.norm(kept)) < 1e-6:
        return last
    angle = float(np.arctan2(way @ rotation.cross(kept, across), kept @ across))
    turn = rotation.from_axis_angle(way, np.array(np.clip(angle, -most, most)))
    return rotation.rotate(turn, kept)


def _up(set_up: SetUp, moment: _Moment, poses: FloatArray) -> FloatArray:
    """Whose up the top of the frame follows, unit, set frame."""
    rehearsal = moment.take.rehearsal
    if set_up.up_vector is not None:
        return np.asarray(set_up.up_vector)
    ways: dict[str, Callable[[], FloatArray]] = {
        "set": lambda: np.asarray(rehearsal.stage_set.up),
        "free": lambda: np.asarray(rehearsal.stage_set.up) if moment.top is None else moment.top,
        "gravity": lambda: _against(rehearsal.world.gravity, rehearsal.stage_set.up),
    }
    if set_up.up in ways:
        return ways[set_up.up]()
    return moment.places.head_up(poses, set_up.up)


def _against(gravity: Vec3, up: Vec3) -> FloatArray:
    """Away from gravity; the set's own up where there is none."""
    size = float(np.linalg.norm(gravity))
    return np.asarray(up if size < 1e-9 else -np.asarray(gravity) / size)


def _middle(moment: _Moment) -> FloatArray:
    """The middle of all people when the take begins; of the set if there is nobody."""
    heads = [number for number, node in enumerate(moment.take.assembly.nodes) if node.id.endswith("/chest")]
    if heads:
        return np.asarray(moment.start[heads, :3].mean(axis=0))
    stage_set = moment.take.rehearsal.stage_set
    return np.asarray(0.5 * (np.asarray(stage_set.low) + np.asarray(stage_set.high)))


def _seen(set_up: SetUp, moment: _Moment, place: FloatArray, attitude: FloatArray) -> View:
    x, y, z = (float(value) for value in place)
    w, i, j, k = (float(value) for value in attitude)
    return View(
        position=(x, y, z), attitude=(w, i, j, k), lens_mm=set_up.lens_mm, gate_height_mm=moment.sensor.height_mm,
        stop=set_up.stop, squeeze=moment.sensor.squeeze,
    )  # fmt: skip
