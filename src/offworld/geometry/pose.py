"""A place and an attitude in one frozen record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

Vector = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """Takes coordinates in a local frame to those of the frame that it is named against."""

    position: Vector = (0.0, 0.0, 0.0)
    """The local origin in the frame, m."""
    attitude: Quaternion = (1.0, 0.0, 0.0, 0.0)
    """Unit quaternion (w, x, y, z) that takes local axes to those of the frame."""

    def __post_init__(self) -> None:
        if len((*self.position, *self.attitude)) != 7:
            raise ValueError("a pose has three numbers of position and four of attitude")
        if not np.all(np.isfinite((*self.position, *self.attitude))):
            raise ValueError("a pose has finite numbers only")
        if abs(float(np.linalg.norm(self.attitude)) - 1.0) > 1e-6:
            raise ValueError("an attitude is a quaternion of unit length")

    @classmethod
    def identity(cls) -> Pose:
        """The pose of a frame against itself."""
        return cls()

    @classmethod
    def of(cls, position: Iterable[float], attitude: Iterable[float] = (1.0, 0.0, 0.0, 0.0)) -> Pose:
        """A pose from any three and four numbers (arrays too); the attitude is scaled to unit length."""
        px, py, pz = (float(value) for value in position)
        qw, qx, qy, qz = (float(value) for value in rotation.normalise(list(attitude)))
        return cls(position=(px, py, pz), attitude=(qw, qx, qy, qz))

    def apply(self, points: ArrayLike) -> FloatArray:
        """Local points (..., 3) in the frame of the pose, m."""
        return np.asarray(rotation.rotate(self.attitude, points) + np.asarray(self.position))

    def compose(self, inner: Pose) -> Pose:
        """The pose, against this one's frame, of a frame whose pose against this local frame is inner."""
        return Pose.of(self.apply(inner.position), rotation.multiply(self.attitude, inner.attitude))

    def inverse(self) -> Pose:
        """The pose of the frame against the local one."""
        back = rotation.conjugate(self.attitude)
        return Pose.of(-rotation.rotate(back, self.position), back)
