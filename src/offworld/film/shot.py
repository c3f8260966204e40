"""Views and shots: where a lens is, how it lies, what it takes in. There is no up here but the picture's own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.basic import Quat, Vec3
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One lens at one moment."""

    position: Vec3
    """Of the lens, set frame, metres."""
    attitude: Quat
    """Camera axes (x right, y top of the frame, z back) to set frame."""
    lens_mm: float
    """Focal length."""
    gate_height_mm: float = 14.0
    """Height of the part of the sensor that is shown."""
    focus_m: float | None = None
    """Distance along the lens that is in focus, metres; None: everything is sharp."""
    stop: float = 2.8
    """Aperture N, focal length over its diameter."""
    squeeze: float = 1.0
    """Width of the picture over what the gate holds of it. Where a point lies in the picture follows from the gate's
    height and the picture's aspect alone; what is out of focus does not."""

    def forward(self) -> FloatArray:
        """Where the lens looks, unit, set frame, shape (3,)."""
        return rotation.rotate(self.attitude, [0.0, 0.0, -1.0])

    def top(self) -> FloatArray:
        """Towards the top of the frame, unit, set frame, shape (3,)."""
        return rotation.rotate(self.attitude, [0.0, 1.0, 0.0])

    def tall(self) -> float:
        """Half the picture's height at a distance of 1: h / 2f of a thin lens."""
        return self.gate_height_mm / (2.0 * self.lens_mm)

    def project(self, points: FloatArray, aspect: float) -> FloatArray:
        """Where points (n, 3) of the set lie in the picture.

        Returns:
            x from −1 left to 1 right, y from −1 bottom to 1 top, and the distance along the lens in metres (not
            positive behind it), shape (n, 3).
        """
        local = rotation.rotate(rotation.conjugate(self.attitude), points - np.asarray(self.position))
        depth = -local[:, 2]
        safe = np.where(np.abs(depth) < 1e-9, 1e-9, depth) * self.tall()
        return np.stack([local[:, 0] / (safe * aspect), local[:, 1] / safe, depth], axis=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One frame as it will be drawn."""

    frame: int
    """Number from 0."""
    tick: float
    """Moment in the take, ms."""
    camera: str
    """Id of the set-up."""
    view: View
    """Its lens."""
    own: str
    """Prop that the lens is part of, or person whose eyes it stands for, which it cannot see; empty for a fixed
    camera."""


def look_from(position: Vec3, at: Vec3, up: Vec3, *, lens_mm: float, gate_height_mm: float = 14.0) -> View:
    """The view from a place at a point with an up; from the point itself it looks along its frame's x."""
    way = np.asarray(at, dtype=np.float64) - np.asarray(position)
    if float(np.linalg.norm(way)) < 1e-6:
        way = np.array([1.0, 0.0, 0.0])
    w, x, y, z = (float(value) for value in rotation.looking(way, up))
    return View(position=position, attitude=(w, x, y, z), lens_mm=lens_mm, gate_height_mm=gate_height_mm)
