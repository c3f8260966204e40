"""Subjects: one person at one moment, as the arrays that a framing is worked out from. No simulator, no world up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, cast

import numpy as np

from offworld.film.framing import SIZES, Size
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

LADDER: Final[tuple[Size, ...]] = SIZES[:9]
"""Sizes that name a lowest landmark, from the closest to the widest; the widest of all keeps the feet as well."""
EYES_OUT_DEG: Final = 25.0
"""Degrees by which each eye looks outwards of the face, so that the bridge of the nose hides the far eye from 65° to
the side on [I: a round head]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """One person at one moment. All points are in the set frame, m; all directions are unit vectors of it."""

    id: str
    """Person."""
    face: FloatArray
    """(f, 3) points that a face is read from; the left eye and the right eye are the first two."""
    face_normals: FloatArray
    """(f, 3) out of the face at each: a point is turned away when the lens is behind it."""
    body: FloatArray
    """(b, 3) points that a body is read from: shoulders, chest, hips, hands, knees, feet."""
    crown: FloatArray
    """(3,) top of the head."""
    chin: FloatArray
    """(3,)."""
    ladder: FloatArray
    """(9, 3) lowest landmark kept in the frame by each size of `LADDER`: eyes, chin, collar, chest, lower ribs, waist,
    middle of the thighs, knees, feet."""
    joints: FloatArray
    """(j, 3) where an edge of the frame should not cut: neck, elbows, wrists, knees, ankles."""
    centres: FloatArray
    """(s, 3) spheres that fill the body: what a camera must keep clear of, and what hides others."""
    radii: FloatArray
    """(s,) m."""
    own_head: FloatArray
    """(s,) 1 for the spheres of the head, which hide no point of the own face (its normals do); 0 for the others."""
    up: FloatArray
    """(3,) from the chin to the crown along the head."""
    forward: FloatArray
    """(3,) out of the face, square to `up`."""
    gaze: FloatArray
    """(3,) where the eyes look."""
    head_m: float = 0.23
    """Crown to chin, m; 0.13 of stature [R: Drillis and Contini]."""
    velocity: FloatArray | None = None
    """(3,) of the head in the set frame, m/s; None: not known, taken as still."""

    @property
    def eyes(self) -> FloatArray:
        """(3,) midway between the eyes."""
        return np.asarray(0.5 * (self.face[0] + self.face[1]))

    @property
    def left(self) -> FloatArray:
        """(3,) the person's own left."""
        return rotation.cross(self.up, self.forward)

    def lowest(self, size: Size) -> FloatArray:
        """(3,) lowest landmark that a size keeps in the frame."""
        return np.asarray(self.ladder[min(SIZES.index(size), len(LADDER) - 1)])

    def turned(self, quat: FloatArray, shift: FloatArray) -> Subject:
        """The same person in a scene turned by a quaternion (4,) about the origin and then shifted (3,), m."""
        points = {name: rotation.rotate(quat, getattr(self, name)) + shift for name in _POINTS}
        ways = {name: rotation.rotate(quat, getattr(self, name)) for name in _WAYS}
        speed = None if self.velocity is None else rotation.rotate(quat, self.velocity)
        return replace(self, velocity=speed, **cast("dict[str, Any]", points | ways))


_POINTS: Final = ("face", "body", "crown", "chin", "ladder", "joints", "centres")
_WAYS: Final = ("face_normals", "up", "forward", "gaze")


def eye_normals(up: FloatArray, forward: FloatArray) -> FloatArray:
    """(2, 3) outward directions of the left and the right eye of a face with these axes."""
    left = rotation.cross(up, forward)
    across, ahead = np.sin(np.radians(EYES_OUT_DEG)), np.cos(np.radians(EYES_OUT_DEG))
    return np.stack([ahead * forward + across * left, ahead * forward - across * left])
