"""The Sun as Mars sees it, and the clocks and seasons that follow: vectorised over times.

Formulas: M. Allison and M. McEwen, A post-Pathfinder evaluation of areocentric solar coordinates (Planetary and Space
Science 48, 2000), in the corrected form of the page "Algorithm and Worked Examples" of GISS's Mars24
(giss.nasa.gov/tools/mars24/help/algorithm.html). Angles here are in degrees, as on that page. Good to 0.01° in the
Sun's longitude for a century on either side of 2000 (recalled from the paper).

The true anomaly is a series in the mean anomaly; the planets pull Mars off it by up to 0.02° ("perturbers"). The mean
Sun of a Martian clock is where the Sun would be if Mars ran evenly; the equation of time is how far the true one is
from it, up to 51 minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray

SOL_S: Final = 88775.244
"""Mean solar day of Mars, s (handbook light, section 3)."""
DAY_S: Final = 86400.0
"""s in a day of Terrestrial Time, by definition."""
_DAYS_IN_SOL: Final = 1.0274912517
# Days in a sol as the clock's own epoch was fitted with (Mars24, C-1); 88775.24415 s.
_CLOCK_EPOCH: Final = (2451549.5 - 2451545.0, 44796.0 - 0.0009626)
# Days since J2000 and Mars Sol Date of the midnight at the prime meridian of 6 January 2000 (Mars24, C-1).
_PERTURBERS: Final = np.array([
    [0.0071, 2.2353, 49.409], [0.0057, 2.7543, 168.173], [0.0039, 1.1177, 191.837], [0.0037, 15.7866, 21.736],
    [0.0021, 2.1354, 15.704], [0.0020, 2.4694, 95.528], [0.0018, 32.8493, 49.095],
])  # fmt: skip
# Amplitude (deg), period (Julian years) and phase (deg) of the seven largest (Mars24, B-3).
_YEAR_AT_J2000: Final = 24
# The Mars year that J2000 lies in, of the count that begins on 11 April 1955 (R. T. Clancy and others, 2000).


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MarsSun:
    """The Sun of Mars at many times; every field has the shape of the times."""

    days: FloatArray
    """Days of Terrestrial Time since J2000 (JD 2451545.0)."""
    mean_anomaly_deg: FloatArray
    """M, not wrapped."""
    mean_sun_deg: FloatArray
    """Right ascension of the fictitious mean Sun, not wrapped."""
    perturbers_deg: FloatArray
    """What the other planets add to the true anomaly."""
    centre_deg: FloatArray
    """Equation of the centre with the perturbers, true minus mean anomaly."""
    season_deg: FloatArray
    """Ls, the Sun's longitude, 0 to 360: 0 is the northern spring equinox, 90 northern midsummer."""
    year: FloatArray
    """Mars year, whole numbers; 1 began on 11 April 1955."""
    equation_of_time_deg: FloatArray
    """True minus mean solar time; 15° are one Martian hour."""
    sol_date: FloatArray
    """Mars Sol Date."""
    prime_mean_h: FloatArray
    """Mean solar time at the prime meridian (MTC), Martian hours, 0 to 24."""
    declination_deg: FloatArray
    """Planetographic latitude of the point below the Sun."""
    longitude_deg: FloatArray
    """Longitude of that point, east positive, −180 to 180."""
    distance_au: FloatArray
    """From the Sun."""


def mars_sun(days: ArrayLike) -> MarsSun:
    """The Sun, the season and the clock of Mars.

    Args:
        days: (...) days of Terrestrial Time since J2000.
    """
    t = np.asarray(days, dtype=np.float64)
    anomaly = 19.3871 + 0.52402073 * t
    mean_sun = 270.3871 + 0.524038496 * t
    m = np.radians(anomaly)
    amplitude, period, phase = _PERTURBERS.T
    turns = 0.985626 * t[..., None] / period + phase
    perturbers = np.sum(amplitude * np.cos(np.radians(turns)), axis=-1)
    centre = perturbers + (
        (10.691 + 3.0e-7 * t) * np.sin(m) + 0.623 * np.sin(2 * m) + 0.050 * np.sin(3 * m)
        + 0.005 * np.sin(4 * m) + 0.0005 * np.sin(5 * m)
    )  # fmt: skip
    unwrapped = mean_sun + centre
    season = np.radians(unwrapped)
    equation = 2.861 * np.sin(2 * season) - 0.071 * np.sin(4 * season) + 0.002 * np.sin(6 * season) - centre
    since, at = _CLOCK_EPOCH
    sol_date = (t - since) / _DAYS_IN_SOL + at
    prime = 24.0 * (sol_date % 1.0)
    return MarsSun(
        days=t,
        mean_anomaly_deg=anomaly,
        mean_sun_deg=mean_sun,
        perturbers_deg=perturbers,
        centre_deg=centre,
        season_deg=unwrapped % 360.0,
        year=_YEAR_AT_J2000 + np.floor(unwrapped / 360.0),
        equation_of_time_deg=equation,
        sol_date=sol_date,
        prime_mean_h=prime,
        declination_deg=np.degrees(np.arcsin(0.42565 * np.sin(season))) + 0.25 * np.sin(season),
        # Noon is where the true solar time is 12 h.
        longitude_deg=_half_turn(180.0 - 15.0 * prime - equation),
        distance_au=1.52367934
        * (1.00436 - 0.09309 * np.cos(m) - 0.004336 * np.cos(2 * m) - 0.00031 * np.cos(3 * m) - 3e-5 * np.cos(4 * m)),
    )  # fmt: skip


def mean_solar_time(sun: MarsSun, longitude_deg: float) -> FloatArray:
    """Local mean solar time (LMST) at a longitude, east positive: Martian hours, 0 to 24."""
    return np.asarray((sun.prime_mean_h + longitude_deg / 15.0) % 24.0)


def true_solar_time(sun: MarsSun, longitude_deg: float) -> FloatArray:
    """Local true solar time (LTST) at a longitude, east positive: Martian hours, 12 as the Sun is highest."""
    return np.asarray((sun.prime_mean_h + (longitude_deg + sun.equation_of_time_deg) / 15.0) % 24.0)


def season_name(season_deg: float, latitude_deg: float) -> str:
    """Spring, summer, autumn or winter at a latitude; the equator is counted with the north."""
    names = ("spring", "summer", "autumn", "winter")
    return names[int(season_deg % 360.0 // 90.0 + (0 if latitude_deg >= 0.0 else 2)) % 4]


def _half_turn(degrees: FloatArray) -> FloatArray:
    """The same angles, −180 to 180."""
    return np.asarray((degrees + 180.0) % 360.0 - 180.0)
