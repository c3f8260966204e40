"""Light through the dust of Mars: how much is left of the Sun's beam, how much the sky gives, and its colour.

One layer of dust over a dull ground, by the delta-Eddington approximation (J. Joseph, W. Wiscombe and J. Weinman 1976)
in the two-stream form of W. Meador and W. Weaver (1980), done for red, green and blue. Grains swallow more blue than
red, so the sky is butterscotch and shadows are red. Checked against what J. Appelbaum and D. Flood (Solar radiation on
Mars, Solar Energy 45, 1990, table III) give for the whole spectrum: within 5 % to a depth of 3 with the Sun above 30°,
within a third of a stop to a depth of 5 above 10° and half a stop at 5°; and against the colours that M. Melgosa and
others (2024) and J. Maki and others (2021) publish. The blue halo about the setting Sun is light scattered forward by a
few degrees: it is in the sums here, but not painted into the sky.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.film.light_levels import LightLevels
from offworld.geometry.rotation import FloatArray
from offworld.light.colour import LUMINANCE, kelvin_of

ASYMMETRY: Final = 0.70
"""Mean cosine of the angle by which a grain scatters (recalled: published values lie between 0.6 and 0.8)."""
GROUND: Final = np.array([0.25, 0.14, 0.06])
"""Reflectance of the ground in red, green and blue (recalled: bright Martian soil)."""
SCALE_HEIGHT_KM: Final = 11.56
"""Of the dust, as mixed with the air (M. Lemmon and others 2004: 11.56 ± 0.62 km at Gusev)."""
RADIUS_KM: Final = 3389.5
"""Mean radius of Mars (NASA fact sheet)."""
GLOW_DEG: Final = 1.5
"""Twilight: the sky loses a stop for every so many degrees that the Sun goes below the horizon (a guess: the dusk of
Mars is long)."""
_GRAZING: Final = 0.03
# Cosine of the Sun's zenith distance at the horizon: 1.7°, so that the sky is as bright as just before (a guess).
_TAU_BY_SEASON: Final = np.array([
    [0.0, 0.50], [45.0, 0.40], [90.0, 0.40], [135.0, 0.45], [180.0, 0.75], [215.0, 1.00], [250.0, 0.90], [290.0, 0.75],
    [320.0, 0.85], [345.0, 0.60], [360.0, 0.50],
])  # fmt: skip
# Ls in degrees and optical depth, recalled from the rovers' records (M. Lemmon and others, Icarus 251, 2015: clear
# from Ls 0 to 135, storms about 215 and 320); years differ by half of it, and a global storm goes to 5 and beyond.


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DustLight:
    """Sunlight on the ground of Mars as shares of what comes in above the air; all of the shape of the elevations."""

    beam: FloatArray
    """Of the Sun's own beam, on a plane square to it; how much of the disc the horizon hides is not in it."""
    level_beam: FloatArray
    """The same on a level plane."""
    sky: FloatArray
    """Of the whole sky on a level plane."""
    beam_kelvin: FloatArray
    """Colour of the beam."""
    sky_kelvin: FloatArray
    """Colour of the sky's light, all of it together."""
    kelvin: FloatArray
    """Colour of beam and sky together on a level plane."""


def usual_depth(season_deg: ArrayLike) -> FloatArray:
    """The optical depth of the dust that is usual for a season (Ls in degrees); storms come on top."""
    at, depth = _TAU_BY_SEASON.T
    return np.asarray(np.interp(np.asarray(season_deg, dtype=np.float64) % 360.0, at, depth))


def dust_light(elevation_deg: ArrayLike, depth: ArrayLike, levels: LightLevels) -> DustLight:
    """Beam and sky on the ground under dust.

    Args:
        elevation_deg: (...) of the Sun's middle over the level horizon.
        depth: (...) optical depth of the dust straight up.
        levels: what share of light a grain scatters on, and the Sun's colour above the air.
    """
    high, tau = np.broadcast_arrays(
        np.asarray(elevation_deg, dtype=np.float64), np.asarray(depth, dtype=np.float64)
    )
    beam = np.exp(-tau * _paths(np.maximum(high, 0.0)))
    above = np.maximum(np.sin(np.radians(high)), 0.0)
    # The sums are for a level layer; that Mars is round is in the beam, and here in a Sun that never quite grazes.
    slant = np.hypot(above, _GRAZING)
    keeps = np.array([levels.dust_red, levels.dust_green, levels.dust_blue])
    whole = _through(slant[..., None], tau[..., None], keeps)
    direct = np.repeat((beam * above)[..., None], 3, axis=-1)
    sky = np.maximum((whole - np.exp(-tau / slant)[..., None]) * slant[..., None], 1e-9)
    sky = sky * np.exp2(np.minimum(high, 0.0) / GLOW_DEG)[..., None]
    white = levels.sun_kelvin
    return DustLight(
        beam=beam,
        level_beam=beam * above,
        sky=sky @ LUMINANCE,
        beam_kelvin=np.full(high.shape, white),
        sky_kelvin=kelvin_of(sky, white),
        kelvin=kelvin_of(sky + direct, white),
    )


def _paths(elevation_deg: FloatArray) -> FloatArray:
    """How many times longer the way through the dust is than straight up: one even shell about the ball of Mars."""
    thick = RADIUS_KM / SCALE_HEIGHT_KM
    rise = thick * np.sin(np.radians(elevation_deg))
    return np.asarray(np.sqrt(rise * rise + 2.0 * thick + 1.0) - rise)


def _through(slant: FloatArray, tau: FloatArray, keeps: FloatArray) -> FloatArray:
    """Share of the light on a level plane above the dust that reaches one below it, beam and sky, ground included.

    Meador and Weaver's equations 14 to 17 with the coefficients of Eddington, after the forward peak has been taken for
    unscattered (delta scaling).

    Args:
        slant: (..., 1) cosine of the Sun's zenith distance.
        tau: (..., 1) optical depth.
        keeps: (3,) single-scattering albedo of each colour.
    """
    peak = ASYMMETRY * ASYMMETRY
    depth = (1.0 - keeps * peak) * np.maximum(tau, 1e-6)
    keep = (1.0 - peak) * keeps / (1.0 - keeps * peak)
    skew = ASYMMETRY / (1.0 + ASYMMETRY)
    up = (7.0 - keep * (4.0 + 3.0 * skew)) / 4.0
    down = -(1.0 - keep * (4.0 - 3.0 * skew)) / 4.0
    back = (2.0 - 3.0 * skew * slant) / 4.0
    on = 1.0 - back
    first, second = up * on + down * back, np.sqrt(up * up - down * down)
    # The formula has a gap where k times the cosine is 1; a hair beside it the value is the same.
    steep = np.where(np.abs(second * slant - 1.0) < 1e-4, slant * (1.0 + 3e-4), slant)
    km = second * steep
    grow, fall = np.exp(second * depth), np.exp(-second * depth)
    bottom = (1.0 - km * km) * ((second + up) * grow + (second - up) * fall)
    top = (
        (1.0 + km) * (first + second * on) * grow
        - (1.0 - km) * (first - second * on) * fall
        - 2.0 * second * (on + first * steep) * np.exp(depth / steep)
    )
    passed = np.exp(-depth / steep) * (1.0 - keep * top / bottom)
    thick = down / (up + second)
    returned = thick * (1.0 - fall * fall) / (1.0 - thick * thick * fall * fall)
    return np.asarray(passed / (1.0 - GROUND * returned))
