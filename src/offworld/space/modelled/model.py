"""A model as it comes from another program: named objects of triangles in the set's frame, and their materials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Material
from offworld.geometry.rotation import FloatArray

IntArray = NDArray[np.int64]

MOST_TRIANGLES: Final = 200_000
"""A model with more is refused: its pictures would take minutes each."""
Y_UP: Final[FloatArray] = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""Takes a frame with y up (glTF, and USD that says so) to one with z up: x stays, what looked at +z looks at −y."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Thing:
    """One object of a model."""

    path: tuple[str, ...]
    """Names of its groups and its own, outermost first."""
    points: FloatArray
    """(n, 3) m, set frame."""
    normals: FloatArray
    """(n, 3) unit, set frame, as modelled; zeros where the model has none."""
    faces: IntArray
    """(m, 3) indices of points."""
    materials: IntArray
    """(m,) index of the material of each face."""

    @property
    def name(self) -> str:
        """What messages call it."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """All objects of a model."""

    things: tuple[Thing, ...]
    """In the order of the file."""
    materials: tuple[Material, ...]
    """What faces index."""
    clear: tuple[bool, ...]
    """Whether each material can be seen through."""
    remarks: tuple[str, ...] = ()
    """What of the file was not taken as it is, for people."""

    @property
    def triangles(self) -> int:
        """Number of all triangles."""
        return sum(len(thing.faces) for thing in self.things)


def smooth_normals(points: FloatArray, faces: IntArray) -> FloatArray:
    """Normals (n, 3) of points from the faces (m, 3) about them, weighted by area; for a model that brings none."""
    corners = points[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(points)
    for k in range(3):
        np.add.at(total, faces[:, k], across)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.where(length > 0.0, total / np.where(length > 0.0, length, 1.0), [0.0, 0.0, 1.0])
