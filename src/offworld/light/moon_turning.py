"""How the Moon is turned: its pole and prime meridian against the stars.

Trigonometric elements of the IAU Working Group on Cartographic Coordinates and Rotational Elements (B. Archinal and
others, Report 2009, Celestial Mechanics 109, 2011; the same numbers stand in NAIF's pck00010.tpc). They follow the
mean-Earth axes, which maps of the Moon use, to 150 m on the ground or 0.005° (recalled from that report).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray

DAYS_IN_CENTURY: Final = 36525.0
"""Days in a Julian century."""
_ANGLES: Final = np.array([
    [125.045, -0.0529921], [250.089, -0.1059842], [260.008, 13.0120009], [176.625, 13.3407154], [357.529, 0.9856003],
    [311.589, 26.4057084], [134.963, 13.0649930], [276.617, 0.3287146], [34.226, 1.7484877], [15.134, -0.1589763],
    [119.743, 0.0036096], [239.961, 0.1643573], [25.053, 12.9590088],
])  # fmt: skip
# E1 to E13: degrees at J2000 and degrees a day.
_RIGHT_ASCENSION: Final = np.array(
    [-3.8787, -0.1204, 0.0700, -0.0172, 0.0, 0.0072, 0.0, 0.0, 0.0, -0.0052, 0.0, 0.0, 0.0043]
)
# Of the pole, degrees by the sine of each angle.
_DECLINATION: Final = np.array(
    [1.5419, 0.0239, -0.0278, 0.0068, 0.0, -0.0029, 0.0009, 0.0, 0.0, 0.0008, 0.0, 0.0, -0.0009]
)
# Of the pole, degrees by the cosine of each angle.
_MERIDIAN: Final = np.array([
    3.5610, 0.1208, -0.0642, 0.0158, 0.0252, -0.0066, -0.0047, -0.0046, 0.0028, 0.0052, 0.0040, 0.0019, -0.0044,
])  # fmt: skip
# Of the prime meridian, degrees by the sine of each angle.


def moon_axes(days: ArrayLike) -> FloatArray:
    """The Moon's mean-Earth axes: x to the prime meridian, z to the north pole.

    Args:
        days: (...) days of barycentric dynamical time since J2000; Terrestrial Time is the same to 2 ms.

    Returns:
        (..., 3, 3) a row each, in the axes of the stars (ICRF): `axes @ v` takes a vector from them to the Moon's own.
    """
    t = np.asarray(days, dtype=np.float64)
    centuries = t / DAYS_IN_CENTURY
    angles = np.radians(_ANGLES[:, 0] + _ANGLES[:, 1] * t[..., None])
    sines, cosines = np.sin(angles), np.cos(angles)
    ascension = 269.9949 + 0.0031 * centuries + sines @ _RIGHT_ASCENSION
    declination = 66.5392 + 0.0130 * centuries + cosines @ _DECLINATION
    meridian = 38.3213 + 13.17635815 * t - 1.4e-12 * t * t + sines @ _MERIDIAN
    return body_axes(ascension, declination, meridian)


def body_axes(ascension_deg: ArrayLike, declination_deg: ArrayLike, meridian_deg: ArrayLike) -> FloatArray:
    """Axes of a body from its pole and the angle of its prime meridian, as the IAU counts them.

    The meridian is counted along the equator from where it rises through the equator of the stars' axes, at right
    ascension α + 90°.

    Returns:
        (..., 3, 3) a row each, in the axes of the stars.
    """
    ra, dec, w = np.broadcast_arrays(*(np.radians(a) for a in (ascension_deg, declination_deg, meridian_deg)))
    pole = np.stack([np.cos(dec) * np.cos(ra), np.cos(dec) * np.sin(ra), np.sin(dec)], axis=-1)
    node = np.stack([-np.sin(ra), np.cos(ra), np.zeros_like(ra)], axis=-1)
    beyond = np.cross(pole, node)
    prime = node * np.cos(w)[..., None] + beyond * np.sin(w)[..., None]
    return np.stack([prime, np.cross(pole, prime), pole], axis=-2)
