"""The Sun over a site on Mars: where it stands, when it rises and sets.

No refraction (hundredths of a degree in that air) and a level horizon; the Sun rises and sets with its middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray
from offworld.light.horizon import from_hour_angle
from offworld.light.mars_clock import DAY_S, SOL_S, MarsSun, mars_sun, true_solar_time

SUN_RADIUS_AU: Final = 695_700.0 / 149_597_870.7
"""The Sun's nominal radius (IAU 2015 resolution B3) in astronomical units."""
_ROUNDS: Final = 6
# Of refining a rise or a set: the clock runs evenly but for minutes in a year, so each round gains four digits.


@dataclass(frozen=True, slots=True, kw_only=True)
class SolTimes:
    """When the Sun rises, is highest and sets on one sol at one site; days of Terrestrial Time since J2000."""

    rise: float | None
    """Its middle at the level horizon; None where it does not rise or does not set on that sol."""
    noon: float
    """True solar noon."""
    set: float | None
    """Its middle at the level horizon."""
    noon_elevation_deg: float
    """Of the Sun's middle at noon."""
    always: bool | None
    """True: the Sun does not set; False: it does not rise; None: it does both."""


def sun_direction(sun: MarsSun, latitude_deg: float, longitude_deg: float) -> FloatArray:
    """(..., 3) unit vectors east, north, up to the Sun's middle; longitude east positive."""
    turn = 15.0 * (true_solar_time(sun, longitude_deg) - 12.0)
    return from_hour_angle(latitude_deg, sun.declination_deg, turn)


def half_width_deg(distance_au: ArrayLike) -> FloatArray:
    """Half the angle across the Sun's disc."""
    return np.degrees(np.arcsin(SUN_RADIUS_AU / np.asarray(distance_au, dtype=np.float64)))


def sol_times(day: float, latitude_deg: float, longitude_deg: float) -> SolTimes:
    """Rise, noon and set of the sol (mean solar midnight to midnight at the site) in which a moment lies.

    Closed form: at the horizon cos H = −tan φ tan δ, with the declination and the equation of time of that very moment
    by repeating it.

    Args:
        day: days of Terrestrial Time since J2000.
        latitude_deg: planetographic.
        longitude_deg: east positive.
    """
    mean = (mars_sun(day).sol_date + longitude_deg / 360.0) % 1.0
    noon = _at_hour_angle(day + (0.5 - float(mean)) * SOL_S / DAY_S, longitude_deg, 0.0)
    at_noon = mars_sun(noon)
    share = _horizon_cosine(at_noon, latitude_deg)
    high = float(90.0 - abs(latitude_deg - at_noon.declination_deg))
    if abs(share) >= 1.0:
        return SolTimes(rise=None, noon=noon, set=None, noon_elevation_deg=high, always=share <= -1.0)
    rise, down = (_crossing(noon, latitude_deg, longitude_deg, side) for side in (-1.0, 1.0))
    return SolTimes(rise=rise, noon=noon, set=down, noon_elevation_deg=high, always=None)


def _horizon_cosine(sun: MarsSun, latitude_deg: float) -> float:
    """Cosine of the hour angle at which the Sun is at the horizon; beyond ±1 it never is."""
    place, over = np.radians(latitude_deg), np.radians(sun.declination_deg)
    return float(-np.sin(place) * np.sin(over) / max(float(np.cos(place) * np.cos(over)), 1e-12))


def _crossing(noon: float, latitude_deg: float, longitude_deg: float, side: float) -> float:
    """The moment before (side −1) or after (+1) noon when the Sun is at the horizon."""
    moment = noon
    for _ in range(_ROUNDS):
        share = float(np.clip(_horizon_cosine(mars_sun(moment), latitude_deg), -1.0, 1.0))
        moment = _at_hour_angle(noon, longitude_deg, side * float(np.degrees(np.arccos(share))))
    return moment


def _at_hour_angle(near: float, longitude_deg: float, hour_angle_deg: float) -> float:
    """The moment, less than a sol from `near` (a moment close to noon), when the Sun has this hour angle."""
    moment = near + hour_angle_deg / 360.0 * SOL_S / DAY_S
    for _ in range(_ROUNDS):
        now = 15.0 * (float(true_solar_time(mars_sun(moment), longitude_deg)) - 12.0)
        off = (hour_angle_deg - now + 180.0) % 360.0 - 180.0
        moment += off / 360.0 * SOL_S / DAY_S
    return moment
