"""A second opinion on day and night in orbit, which shares nothing with the first: no SGP4, no ephemeris.

The Sun is the almanac's low-precision one (The Astronomical Almanac, page C5: 0.01 deg from 1950 to 2050). The orbit is
an ellipse that turns as the Earth's oblateness makes it (secular J₂ terms; Vallado, Fundamentals of Astrodynamics,
section 9.6), whose mean motion is taken back from Kozai's to Brouwer's. The shadow is a cylinder's: a round Earth, the
Sun infinitely far.

What that leaves out is `ERROR_S`: short-period terms of J₂ of up to 12 km, drag of about 3 km on the first day, the
Sun's parallax and its 0.01 deg, together some 15 km along the orbit or 2 s, times how slantingly the station meets the
shadow's edge.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from offworld.film.light_said import ElementSet
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import J2000, UNIX_JULIAN, IntArray
from offworld.light.elements_check import EARTH_RADIUS, GM, J2
from offworld.utc import DAY_MS

ERROR_S: Final = 4.0
"""Expected error of a sunrise or sunset within a day of the epoch up to a beta of 60 deg, s (seen: 3.2)."""


def sun_direction(utc_ms: IntArray) -> FloatArray:
    """Unit vectors (n, 3) to the Sun, true equator and mean equinox of date to 0.01 deg."""
    n = UNIX_JULIAN - J2000 + np.asarray(utc_ms, dtype=np.float64) / DAY_MS
    anomaly = np.radians(357.528 + 0.9856003 * n)
    longitude = np.radians(280.460 + 0.9856474 * n + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2.0 * anomaly))
    obliquity = np.radians(23.439 - 4e-7 * n)
    return np.stack(
        [np.cos(longitude), np.cos(obliquity) * np.sin(longitude), np.sin(obliquity) * np.sin(longitude)],
        axis=1,
    )


def station(one: ElementSet, utc_ms: IntArray) -> FloatArray:
    """Positions (n, 3) in the frame of element sets, m."""
    e, i = one.eccentricity, one.inclination
    kozai = one.mean_motion * 2.0 * math.pi / 86_400.0
    n, a = _brouwer(kozai, e, i)
    turn = 1.5 * J2 * (EARTH_RADIUS / (a * (1.0 - e * e))) ** 2 * n
    t = (np.asarray(utc_ms, dtype=np.float64) - one.epoch_ms) / 1000.0
    node = one.raan - turn * math.cos(i) * t
    perigee = one.perigee + turn * (2.0 - 2.5 * math.sin(i) ** 2) * t
    mean = one.anomaly + (n + turn * math.sqrt(1.0 - e * e) * (1.0 - 1.5 * math.sin(i) ** 2)) * t
    # Kepler's equation by Newton: for these eccentricities three steps leave nothing.
    eccentric = mean + e * np.sin(mean)
    for _ in range(3):
        eccentric = eccentric - (eccentric - e * np.sin(eccentric) - mean) / (1.0 - e * np.cos(eccentric))
    x, y = a * (np.cos(eccentric) - e), a * math.sqrt(1.0 - e * e) * np.sin(eccentric)
    along, across = x * np.cos(perigee) - y * np.sin(perigee), x * np.sin(perigee) + y * np.cos(perigee)
    return np.stack(
        [
            along * np.cos(node) - across * math.cos(i) * np.sin(node),
            along * np.sin(node) + across * math.cos(i) * np.cos(node),
            across * math.sin(i),
        ],
        axis=1,
    )


def sun_height(one: ElementSet, utc_ms: IntArray) -> FloatArray:
    """Above zero (n,) where the station is in sunlight: its distance from the shadow's cylinder, in Earth radii."""
    r, sun = station(one, utc_ms), sun_direction(utc_ms)
    along = np.sum(r * sun, axis=1)
    aside = np.linalg.norm(r - along[:, None] * sun, axis=1)
    return np.asarray(np.where(along > 0.0, np.hypot(along, aside), aside) / EARTH_RADIUS - 1.0)


def beta(one: ElementSet, utc_ms: IntArray) -> FloatArray:
    """Height (n,) of the Sun above the plane of the orbit, rad."""
    t = (np.asarray(utc_ms, dtype=np.float64) - one.epoch_ms) / 1000.0
    n, a = _brouwer(one.mean_motion * 2.0 * math.pi / 86_400.0, one.eccentricity, one.inclination)
    turn = 1.5 * J2 * (EARTH_RADIUS / (a * (1.0 - one.eccentricity**2))) ** 2 * n
    node = one.raan - turn * math.cos(one.inclination) * t
    normal = np.stack(
        [
            math.sin(one.inclination) * np.sin(node), -math.sin(one.inclination) * np.cos(node),
            np.full(len(node), math.cos(one.inclination)),
        ],
        axis=1,
    )  # fmt: skip
    return np.asarray(np.arcsin(np.sum(normal * sun_direction(utc_ms), axis=1)))


def eclipse_share(beta_rad: float, altitude_m: float) -> float:
    """Share of a round orbit that lies in shadow: acos(√(h² + 2Rh) / ((R + h) cos β)) / π."""
    edge = math.sqrt(altitude_m**2 + 2.0 * EARTH_RADIUS * altitude_m)
    return math.acos(min(1.0, edge / ((EARTH_RADIUS + altitude_m) * math.cos(beta_rad)))) / math.pi


def _brouwer(kozai: float, e: float, i: float) -> tuple[float, float]:
    """Mean motion in rad/s and major half axis in m, from the mean motion of an element set (F. Hoots 1980)."""
    first = (GM / kozai**2) ** (1.0 / 3.0)
    change = 0.75 * J2 * (EARTH_RADIUS / first) ** 2 * (3.0 * math.cos(i) ** 2 - 1.0) / (1.0 - e * e) ** 1.5
    half = first * (1.0 - change / 3.0 - change**2 - 134.0 * change**3 / 81.0)
    change = change * (first / half) ** 2
    n = kozai / (1.0 + change)
    return n, (GM / n**2) ** (1.0 / 3.0)
