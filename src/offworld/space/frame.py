"""Placing solids in a set: right-angled frames and the boxes and discs put into them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.basic import Quat, Vec3
from offworld.film.stage_set import NoTouch, Solid, SolidShape
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

_PARALLEL = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What all solids of one part share."""

    material: str = "panel"
    """Name of a material."""
    no_touch: NoTouch | None = None
    """Why they must not be touched; None means they may be."""
    solid: bool = True
    """False for what only draws."""
    guess: bool = False
    """True where the measure has no source."""


class Frame:
    """A right-angled frame in a set: x along, y to the left, z up, as seen by one who looks along."""

    def __init__(self, origin: FloatArray, along: FloatArray, up: FloatArray) -> None:
        """Makes the frame; where up lies along the axis, some steady direction across stands in for it.

        Args:
            origin: (3,) set frame, m.
            along: (3,) direction of x, any length but zero.
            up: (3,) direction that z comes nearest to.
        """
        x = along / np.linalg.norm(along)
        z = up - (up @ x) * x
        if np.linalg.norm(z) < _PARALLEL:
            z = np.eye(3)[int(np.argmin(np.abs(x)))]
            z = z - (z @ x) * x
        z = z / np.linalg.norm(z)
        self.origin = origin
        self.axes: FloatArray = np.column_stack([x, rotation.cross(z, x), z])
        """Columns: along, left, up."""

    def point(self, x: float, y: float, z: float) -> Vec3:
        """A point of the frame in set coordinates."""
        return vec3(self.origin + self.axes @ np.array([x, y, z]))

    def box(
        self, name: str, low: tuple[float, float, float], high: tuple[float, float, float], look: Look
    ) -> Solid:
        """A box from its two corners in the frame."""
        a, b = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
        middle = (a + b) / 2.0
        return solid(
            name, "box", vec3(b - a), self.point(*middle), quat(rotation.from_matrix(self.axes)), look
        )


def solid(name: str, shape: SolidShape, size: Vec3, position: Vec3, attitude: Quat, look: Look) -> Solid:
    """One solid with the look of its part."""
    return Solid(
        id=name, shape=shape, size_m=size, position=position, attitude=attitude, material=look.material,
        no_touch=look.no_touch, solid=look.solid, guess=look.guess,
    )  # fmt: skip


def disc(name: str, centre: FloatArray, axis: FloatArray, size: tuple[float, float], look: Look) -> Solid:
    """A cylinder of (diameter, length) in metres about an axis."""
    attitude = quat(rotation.between([0.0, 0.0, 1.0], axis))
    return solid(name, "cylinder", (size[0], size[0], size[1]), vec3(centre), attitude, look)


def vec3(values: FloatArray) -> Vec3:
    """Plain floats, with the noise of turned axes rounded off (a nanometre) and no minus zero."""
    x, y, z = (round(float(value), 9) + 0.0 for value in values)
    return (x, y, z)


def quat(values: FloatArray) -> Quat:
    """Plain floats of a unit quaternion."""
    w, x, y, z = (float(value) + 0.0 for value in values)
    return (w, x, y, z)
