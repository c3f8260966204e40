"""Sun and Earth over a site on the Moon.

Positions are where the bodies are at the moment itself: light's way to the Moon (1.3 s from the Earth) and aberration
(0.006°) are left out, as are hills: a real horizon may hide a low Sun for days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray
from offworld.light.horizon import below, local_axes
from offworld.light.moon_turning import moon_axes

MOON_RADIUS_M: Final = 1_737_400.0
"""Mean radius of the Moon (IAU 2009)."""
EARTH_RADIUS_M: Final = 6_371_000.0
"""Mean radius of the Earth."""
SUN_RADIUS_M: Final = 695_700_000.0
"""The Sun's nominal radius (IAU 2015 resolution B3)."""
AU_M: Final = 149_597_870_700.0
"""The astronomical unit, exact (IAU 2012)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MoonSky:
    """Sun and Earth from one site at many times; the leading axes are those of the times."""

    sun: FloatArray
    """(..., 3) unit, to the Sun's middle: east, north, up."""
    sun_radius: FloatArray
    """Angular radius of the Sun, rad."""
    sun_au: FloatArray
    """Distance of the Sun, astronomical units."""
    earth: FloatArray
    """(..., 3) unit, to the Earth's middle: east, north, up."""
    earth_sun: FloatArray
    """(..., 3) unit, from the Earth to the Sun: east, north, up of the site; the Earth's lit side faces there."""
    earth_radius: FloatArray
    """Angular radius of the Earth, rad."""
    phase: FloatArray
    """Angle Sun–Earth–site, rad: 0 full Earth, π new Earth."""
    subsolar_deg: tuple[FloatArray, FloatArray]
    """Latitude and east longitude that the Sun stands over."""
    libration_deg: tuple[FloatArray, FloatArray]
    """Latitude and east longitude that the Earth stands over."""


def moon_sky(
    days: ArrayLike, sun: ArrayLike, earth: ArrayLike, latitude_deg: float, longitude_deg: float
) -> MoonSky:
    """Sun and Earth over a site.

    Args:
        days: (...) days of Terrestrial Time since J2000.
        sun: (..., 3) m, from the Moon's middle, axes of the stars (ICRF).
        earth: (..., 3) m, likewise.
        latitude_deg: of the site, mean-Earth axes.
        longitude_deg: of the site, east positive.
    """
    axes = moon_axes(days)
    to_sun, to_earth = (
        np.einsum("...ij,...j->...i", axes, np.asarray(v, dtype=np.float64)) for v in (sun, earth)
    )
    local = local_axes(latitude_deg, longitude_deg)
    site = MOON_RADIUS_M * local[2]
    sun_here, earth_here = (to_sun - site) @ local.T, (to_earth - site) @ local.T
    beyond = (to_sun - to_earth) @ local.T
    sun_far, earth_far, between = (np.linalg.norm(v, axis=-1) for v in (sun_here, earth_here, beyond))
    cosine = np.sum(-earth_here * beyond, axis=-1) / (earth_far * between)
    return MoonSky(
        sun=sun_here / sun_far[..., None],
        sun_radius=np.arcsin(SUN_RADIUS_M / sun_far),
        sun_au=sun_far / AU_M,
        earth=earth_here / earth_far[..., None],
        earth_sun=beyond / between[..., None],
        earth_radius=np.arcsin(EARTH_RADIUS_M / earth_far),
        phase=np.arccos(np.clip(cosine, -1.0, 1.0)),
        subsolar_deg=below(to_sun),
        libration_deg=below(to_earth),
    )
