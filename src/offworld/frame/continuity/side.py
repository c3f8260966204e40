"""One side of a cut: a lens, and the people before it at that moment, as they lie in the picture."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.framing import Placed, Up
from offworld.film.shot import View
from offworld.frame.subject import Subject
from offworld.frame.terms.size import nearest_size
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

WIDE: Final = 16.0 / 9.0
"""Width over height of a picture when nothing is said."""
_NEAR_M: Final = 0.02
"""Nearer to the lens's plane than this nothing is in the picture, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """What a cut needs to know of one person at one moment. Set frame, metres; directions are unit vectors."""

    id: str
    """Person."""
    eyes: FloatArray
    """(3,) midway between them."""
    up: FloatArray
    """(3,) from the chin to the crown."""
    gaze: FloatArray
    """(3,) where they look."""
    velocity: FloatArray
    """(3,) of the head, m/s."""
    head_m: float = 0.23
    """Crown to chin."""

    @classmethod
    def of(cls, subject: Subject) -> Body:
        """Somebody whom a framing is worked out for."""
        still = np.zeros(3)
        return cls(
            id=subject.id, eyes=subject.eyes, up=subject.up, gaze=subject.gaze, head_m=subject.head_m,
            velocity=still if subject.velocity is None else subject.velocity,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrow:
    """A direction of the room as it lies in the picture at some place."""

    angle_deg: float
    """0 to the right, 90 to the top of the frame."""
    across: float
    """Sine of its angle with the ray to that place: 1 across the lens, 0 along it."""

    @property
    def rightwards(self) -> float:
        """Its share to the right, −1 to 1."""
        return self.across * float(np.cos(np.radians(self.angle_deg)))

    @property
    def roll_deg(self) -> float:
        """Degrees by which it leans from the top of the frame, clockwise as seen, −180 to 180."""
        return turned(90.0 - self.angle_deg)


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """One side of a cut."""

    camera: str
    """Id of the set-up."""
    view: View
    """Its lens at the cut."""
    people: tuple[Body, ...]
    """Everybody there, seen or not."""
    aspect: float = WIDE
    """Width over height of the picture."""
    set_up: FloatArray | None = None
    """(3,) architectural up of the set, unit; None: nothing of the set tells the roll."""
    on: tuple[str, ...] = ()
    """Whom the shot is on, the most important first; empty: whoever is largest."""
    up: str = ""
    """Whose up it was asked to take, as one word; empty: not known."""
    hidden: frozenset[str] = frozenset()
    """Whose faces something hides."""
    motivated: bool = False
    """True: a turn of the picture at this cut is wanted, and shown to be."""

    @functools.cached_property
    def axes(self) -> FloatArray:
        """(3, 3) rows: right, top of the frame and back, set frame."""
        return rotation.matrix(self.view.attitude).T

    @functools.cached_property
    def seen(self) -> dict[str, Body]:
        """People whose eyes are in the picture and not hidden."""
        return {one.id: one for one in self.people if one.id not in self.hidden and self._inside(one.eyes)}

    @functools.cached_property
    def subject(self) -> Body | None:
        """Whom the shot is on: the first of those named who is seen, else whose head is largest."""
        named = [self.seen[name] for name in self.on if name in self.seen]
        if named:
            return named[0]
        return max(self.seen.values(), key=self.share, default=None)

    def body(self, who: str) -> Body | None:
        """Somebody who is there; None if they are not."""
        return next((one for one in self.people if one.id == who), None)

    def share(self, one: Body) -> float:
        """Height of a head over that of the frame, as if it stood parallel to the sensor."""
        depth = max(-float(self._local(one.eyes)[2]), _NEAR_M)
        return one.head_m / (2.0 * depth * self.view.tall())

    def size(self, one: Body) -> int:
        """Index into `SIZES` of the size in which somebody is seen."""
        return int(nearest_size(np.array([self.share(one)]))[0])

    def spot(self, one: Body) -> FloatArray:
        """(2,) where somebody's eyes are in the picture, −1 to 1 each way."""
        return self.view.project(one.eyes[None, :], self.aspect)[0, :2]

    def way(self, one: Body) -> FloatArray:
        """(3,) unit, from somebody's eyes to the lens."""
        way = np.asarray(self.view.position) - one.eyes
        return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))

    def arrow(self, at: FloatArray, way: FloatArray) -> Arrow:
        """How a direction (3,) of the room runs in the picture at a place (3,) before the lens."""
        local, turn = self._local(at), self.axes @ way
        depth = max(-float(local[2]), _NEAR_M)
        # The change of (x / depth, y / depth) as the place moves along the direction.
        run, rise = turn[:2] * depth + local[:2] * turn[2]
        ray = local / max(float(np.linalg.norm(local)), 1e-9)
        length = float(np.linalg.norm(turn))
        along = float(turn @ ray) / max(length, 1e-12)
        across = float(np.sqrt(max(1.0 - along * along, 0.0))) if length > 1e-12 else 0.0
        return Arrow(angle_deg=float(np.degrees(np.arctan2(rise, run))), across=across)

    def set_arrow(self) -> Arrow | None:
        """How the set's own up runs in the middle of the picture; None if the set has none."""
        if self.set_up is None:
            return None
        return self.arrow(np.asarray(self.view.position) - self.axes[2], self.set_up)

    def _local(self, point: FloatArray) -> FloatArray:
        return np.asarray(self.axes @ (point - np.asarray(self.view.position)))

    def _inside(self, point: FloatArray) -> bool:
        x, y, depth = self.view.project(point[None, :], self.aspect)[0]
        return bool(depth > _NEAR_M and abs(x) <= 1.0 and abs(y) <= 1.0)


def turned(angle_deg: float) -> float:
    """Degrees brought to −180 … 180."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def view_of(placed: Placed, gate_height_mm: float) -> View:
    """The view of a set-up that a framing found."""
    return View(
        position=placed.position, attitude=placed.attitude, lens_mm=placed.lens_mm, gate_height_mm=gate_height_mm,
        focus_m=placed.focus_m, stop=placed.stop,
    )  # fmt: skip


def policy(up: Up) -> str:
    """Whose up a shot takes, as one word that can be compared."""
    return up.person if up.kind == "actor" else "" if up.kind == "free" else up.kind
