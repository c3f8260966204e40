"""A station on its orbit: where it is, where the Sun stands over its horizon, and how it is turned.

Positions by SGP4 (D. Vallado and others, Revisiting Spacetrack Report 3, 2006; the `sgp4` library) in the frame of
element sets, TEME; the Sun is brought into that frame (`sky`), so nothing else has to be turned. At every moment the
set whose epoch is nearest is used: where one takes over from another the station may jump by the error of both.

The Earth's limb is a sharp edge. `sphere` is that of the equatorial radius, as published times of sunrise use it;
`ellipsoid` is the flattened Earth of WGS 84, exact for the line of sight: stretching the axis by 1 / (1 − f) makes it
a sphere and leaves lines straight.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from sgp4.api import WGS72, Satrec

from offworld.errors import NotPossible
from offworld.film.light_said import Attitude, ElementSet, Limb
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.light import sky
from offworld.light.clock import UNIX_JULIAN, IntArray
from offworld.light.elements_check import EARTH_RADIUS, MOST_DAYS
from offworld.light.memo import Memo
from offworld.utc import DAY_MS, to_text

FLATTENING: Final = 1.0 / 298.257223563
"""Of the Earth: WGS 84."""
USUAL_ATTITUDE: Final = Attitude(from_ms=None, yaw=math.radians(-4.0), pitch=math.radians(-3.0), roll=0.0)
"""How the ISS flies when nothing is said: torque equilibrium (handbook light, section 2.1)."""
_SGP4_EPOCH: Final = 2433281.5
"""Julian date that SGP4 counts days from: 1949-12-31T00:00."""
_MINUTES: Final = 1440.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class States:
    """The station at many moments; n of them."""

    utc_ms: IntArray
    """(n,) moments."""
    position: FloatArray
    """(n, 3) m from the Earth's middle, TEME."""
    velocity: FloatArray
    """(n, 3) m/s, TEME."""
    sun: FloatArray
    """(n, 3) unit, towards the Sun's middle, local axes: x along the flight, z to the Earth."""
    sun_m: FloatArray
    """(n,) distance of the Sun, m."""
    height: FloatArray
    """(n,) of the Sun's middle above the Earth's limb, rad."""
    attitude: IntArray
    """(n,) index of the row of the attitude table."""


class Track:
    """A station's way, from its element sets."""

    def __init__(
        self, elements: Sequence[ElementSet], attitudes: Sequence[Attitude] = (), limb: Limb = "sphere"
    ) -> None:
        """Makes ready.

        Args:
            elements: at least one, in order of their epochs.
            attitudes: the table, in order; empty: `USUAL_ATTITUDE`.
            limb: what the Sun sets behind.
        """
        self.elements = tuple(elements)
        self.attitudes = tuple(attitudes) or (USUAL_ATTITUDE,)
        self.limb: Limb = limb
        self._memo: Memo[States] = Memo()

    @cached_property
    def local_axes(self) -> FloatArray:
        """(k, 4) quaternions, station axes to local axes, for each row of the table: yaw, then pitch, then roll."""
        turns = []
        for row in self.attitudes:
            yaw, pitch, roll = (
                rotation.from_axis_angle(axis, angle)
                for axis, angle in zip(np.eye(3)[::-1], (row.yaw, row.pitch, row.roll), strict=True)
            )
            turns.append(rotation.multiply(yaw, rotation.multiply(pitch, roll)))
        return np.array(turns)

    def ages(self, utc_ms: IntArray) -> FloatArray:
        """Days (n,) from the epoch of the set that is used."""
        epochs = np.array([one.epoch_ms for one in self.elements])
        return np.asarray(np.abs(utc_ms - epochs[self._which(utc_ms)]) / DAY_MS)

    def at(self, utc_ms: IntArray) -> States:
        """The states at moments (n,); the last answers are kept, as many conditions ask for the same moments.

        Raises:
            NotPossible: the orbit cannot be carried so far.
        """
        return self._memo.of(utc_ms, None, lambda: self._states(utc_ms))

    def _states(self, utc_ms: IntArray) -> States:
        r, v = self._propagate(utc_ms)
        to_sun = sky.sun_teme(utc_ms) - r
        sun_m = np.linalg.norm(to_sun, axis=1)
        to_sun = to_sun / sun_m[:, None]
        down = -r / np.linalg.norm(r, axis=1)[:, None]
        across = -rotation.cross(r, v)
        across = across / np.linalg.norm(across, axis=1)[:, None]
        ahead = rotation.cross(across, down)
        sun = np.stack([np.sum(axis * to_sun, axis=1) for axis in (ahead, across, down)], axis=1)
        starts = [row.from_ms if row.from_ms is not None else 0 for row in self.attitudes]
        row = np.maximum(np.searchsorted(starts, utc_ms, side="right") - 1, 0)
        return States(
            utc_ms=utc_ms, position=r, velocity=v, sun=sun, sun_m=sun_m,
            height=above_limb(r, to_sun, self.limb), attitude=row,
        )  # fmt: skip

    def _which(self, utc_ms: IntArray) -> IntArray:
        epochs = np.array([one.epoch_ms for one in self.elements])
        return np.searchsorted((epochs[1:] + epochs[:-1]) / 2.0, utc_ms)

    def _propagate(self, utc_ms: IntArray) -> tuple[FloatArray, FloatArray]:
        oldest = float(self.ages(utc_ms).max(initial=0.0))
        if oldest > MOST_DAYS:
            what = f"the nearest element set is {oldest:.0f} days away, and {MOST_DAYS:.0f} are the most"
            raise NotPossible(f"{what} — give the film one from nearer its days")
        which = self._which(utc_ms)
        r, v = np.empty((len(utc_ms), 3)), np.empty((len(utc_ms), 3))
        for index in np.unique(which):
            mine = which == index
            days, inside = np.divmod(utc_ms[mine], DAY_MS)
            error, r[mine], v[mine] = self._satellites[int(index)].sgp4_array(
                days + UNIX_JULIAN, inside / DAY_MS
            )
            if np.any(error):
                when = to_text(float(utc_ms[mine][np.flatnonzero(error)[0]]))
                raise NotPossible(f"SGP4 finds no orbit at {when}: the element set has decayed or is wrong")
        return r * 1000.0, v * 1000.0

    @cached_property
    def _satellites(self) -> list[Satrec]:
        return [_satellite(one) for one in self.elements]


def above_limb(position: FloatArray, to_sun: FloatArray, limb: Limb) -> FloatArray:
    """How far a direction (n, 3) lies above the Earth's limb as seen from positions (n, 3) in TEME, m; rad (n,)."""
    if limb == "ellipsoid":
        stretch = np.array([1.0, 1.0, 1.0 / (1.0 - FLATTENING)])
        position, to_sun = position * stretch, to_sun * stretch
        to_sun = to_sun / np.linalg.norm(to_sun, axis=1)[:, None]
    radius = np.linalg.norm(position, axis=1)
    cosine = np.sum(position * to_sun, axis=1) / radius
    zenith = np.arccos(np.clip(cosine, -1.0, 1.0))
    return np.asarray(math.pi - np.arcsin(np.minimum(EARTH_RADIUS / radius, 1.0)) - zenith)


def beta(states: States) -> FloatArray:
    """Height (n,) of the Sun above the plane of the orbit, on the side of its normal, rad."""
    return np.asarray(np.arcsin(np.clip(-states.sun[:, 1], -1.0, 1.0)))


def sub_point(states: States) -> tuple[FloatArray, FloatArray]:
    """Geodetic latitude and longitude (n,), rad, of the point below, WGS 84.

    Sidereal time by the formula of 1982 (S. Aoki and others), UT1 taken as UTC: within 0.9 s, 0.4 km on the ground.
    Latitude by Bowring's formula (1976), good to a micrometre at these heights.
    """
    days = UNIX_JULIAN - 2451545.0 + states.utc_ms / DAY_MS
    t = days / 36_525.0
    seconds = 67_310.54841 + (876_600.0 * 3600.0 + 8_640_184.812866) * t + 0.093104 * t**2 - 6.2e-6 * t**3
    x, y, z = states.position.T
    longitude = (
        np.remainder(np.arctan2(y, x) - np.radians(seconds / 240.0) + math.pi, 2.0 * math.pi) - math.pi
    )
    p, squared = np.hypot(x, y), FLATTENING * (2.0 - FLATTENING)
    lower = EARTH_RADIUS * (1.0 - FLATTENING)
    theta = np.arctan2(z * EARTH_RADIUS, p * lower)
    latitude = np.arctan2(
        z + squared / (1.0 - squared) * lower * np.sin(theta) ** 3,
        p - squared * EARTH_RADIUS * np.cos(theta) ** 3,
    )
    return np.asarray(latitude), np.asarray(longitude)


def gcrs(states: States) -> FloatArray:
    """Positions (n, 3) in the axes of the GCRS, m."""
    return np.asarray(np.einsum("nij,ni->nj", sky.teme_axes(states.utc_ms), states.position))


def _satellite(one: ElementSet) -> Satrec:
    satellite = Satrec()
    turns = 2.0 * math.pi / _MINUTES
    satellite.sgp4init(
        WGS72, "i", one.object_id, UNIX_JULIAN - _SGP4_EPOCH + one.epoch_ms / DAY_MS, one.drag, 0.0, 0.0,
        one.eccentricity, one.perigee, one.inclination, one.anomaly, one.mean_motion * turns, one.raan,
    )  # fmt: skip
    return satellite
