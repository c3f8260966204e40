"""One camera as a file has it, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.exchange.names import CAMERAS
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

SAME_M: Final = 1e-5
"""Places that differ by less are the same: single precision at the far end of a station is 1e-6 m."""
SAME_RAD: Final = 1e-5
"""Likewise attitudes: programs that keep angles in degrees lose that much."""
SQUARE: Final = 1e-3
"""By so much the axes of a camera may miss being square to each other; a choice."""
BRANCH: Final = tuple(CAMERAS.strip("/").split("/"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraAtHome:
    """One camera of a file."""

    name: str
    """Of its prim below ``/Scene/Cameras``."""
    places: FloatArray
    """(frames, 3) m, set frame, at each frame of the file; one row if it does not move."""
    attitudes: FloatArray
    """(frames, 4) camera axes to set frame; as many rows."""
    lens_mm: float
    """Focal length at the first frame."""
    gate_mm: float
    """Width of its gate."""
    focus_m: float
    """Distance in focus at the first frame; 0: the file does not say."""
    focus_moves: bool
    """Whether the focus is another at another frame."""
    first: int
    """Frame of the first row."""

    def moves(self) -> bool:
        """Whether it moves or turns."""
        return len(self.places) > 1

    def row(self, frame: int | None) -> int:
        """Row of a frame; the first for None, and the nearest to one that the file has not."""
        return 0 if frame is None else int(np.clip(frame - self.first, 0, len(self.places) - 1))

    def is_at(self, place: FloatArray, attitude: FloatArray) -> bool:
        """Whether its first row is there and lies so, shape (3,) and (4,)."""
        return same(self.places[0] - place, rotation.angle_between(self.attitudes[0], attitude))

    def goes_with(self, other: CameraAtHome) -> bool:
        """Whether it is where another is: at every frame, or, standing still, at any of them."""
        if len(self.places) == len(other.places):
            angles = rotation.angle_between(self.attitudes, other.attitudes)
            return same(self.places - other.places, angles)
        if self.moves():
            return False
        return any(self.is_at(*row) for row in zip(other.places, other.attitudes, strict=True))


def same(away: FloatArray, angles: FloatArray) -> bool:
    """Whether places (n, 3) and attitudes (n,), by what parts them, are the same."""
    return bool(np.all(np.linalg.norm(away, axis=-1) < SAME_M) and np.all(angles < SAME_RAD))


def name_below(path: str) -> str:
    """What stands below ``/Scene/Cameras`` in a path, under whatever other roots; empty: nothing."""
    parts = tuple(path.strip("/").split("/"))
    for index in range(len(parts) - len(BRANCH)):
        if parts[index : index + len(BRANCH)] == BRANCH:
            return parts[index + len(BRANCH)]
    return ""


def attitude_of(axes: FloatArray) -> FloatArray | None:
    """The attitudes (..., 4) of axes (..., 3, 3), columns of any one length; None if any are mirrored or not square."""
    lengths = np.linalg.norm(axes, axis=-2, keepdims=True)
    if not np.all(lengths > 0.0):
        return None
    plain = axes / lengths
    squares = np.swapaxes(plain, -1, -2) @ plain
    if not np.allclose(squares, np.eye(3), atol=SQUARE) or np.any(np.linalg.det(plain) < 0.0):
        return None
    return rotation.normalise(rotation.from_matrix(plain))
