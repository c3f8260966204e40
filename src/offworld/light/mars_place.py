"""The light of a site on Mars: the Sun through dust, the sky that the dust makes, red ground."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Site
from offworld.geometry.rotation import FloatArray
from offworld.light.air_rim import disc_share
from offworld.light.clock import IntArray, tt_j2000
from offworld.light.colour import LUMINANCE, kelvin_of
from offworld.light.ground import GroundBody, GroundPlace, GroundSky
from offworld.light.illuminance import sun_lux
from offworld.light.mars_clock import DAY_S, SOL_S, MarsSun, mars_sun
from offworld.light.mars_dust import GROUND, dust_light, usual_depth
from offworld.light.mars_sky import half_width_deg, sun_direction

ERROR_DEG: Final = 0.05
"""Expected error of the Sun's place over a site: two independent ways differ by 0.03°, refraction is about 0.01°."""
SUN_DEG_PER_H: Final = 360.0 / (SOL_S / DAY_S * 24.0)
"""How fast the Sun goes round the sky of Mars: 14.6°/h."""


def mars_place(site: Site, levels: LightLevels | None = None) -> GroundPlace:
    """The light of a site on Mars."""
    return GroundPlace(site, MARS, levels)


def mars_at(utc_ms: IntArray) -> MarsSun:
    """Sun, clock and season of Mars at moments (n,)."""
    return mars_sun(tt_j2000(utc_ms))


def dust_depth(site: Site, sun: MarsSun) -> FloatArray:
    """Optical depth of the dust (n,): the site's own, or what is usual for the season."""
    return np.full(sun.days.shape, site.dust) if site.dust is not None else usual_depth(sun.season_deg)


def _sky(site: Site, levels: LightLevels, utc_ms: IntArray) -> GroundSky:
    now = mars_at(utc_ms)
    direction = sun_direction(now, math.degrees(site.latitude), math.degrees(site.longitude))
    height = np.arcsin(np.clip(direction[:, 2], -1.0, 1.0))
    radius = np.radians(half_width_deg(now.distance_au))
    share = disc_share(height, radius)
    above = sun_lux(levels, now.distance_au)
    dust = dust_light(np.degrees(height), dust_depth(site, now), levels)
    level = above * (dust.level_beam + dust.sky)
    redder = 1e6 / float(kelvin_of(GROUND, levels.sun_kelvin)) - 1e6 / levels.sun_kelvin
    return GroundSky(
        utc_ms=utc_ms, sun=direction, height=height, radius=radius, share=share, lux=above * dust.beam * share,
        kelvin=dust.beam_kelvin, sky_lux=above * dust.sky + levels.night_sky_lux, sky_kelvin=dust.sky_kelvin,
        ground_lux=float(GROUND @ LUMINANCE) * level, ground_kelvin=1e6 / (1e6 / dust.kelvin + redder), earth=None,
    )  # fmt: skip


def _error_s(site: Site) -> float:
    return ERROR_DEG / (SUN_DEG_PER_H * max(math.cos(site.latitude), 0.03)) * 3600.0


MARS: Final = GroundBody(
    sky=_sky, step_s=600.0, error_s=_error_s,
    note="level horizon, no refraction; the Sun's place is good to 0.05°, its light hangs on the dust of the day",
)  # fmt: skip
"""Mars: the Sun goes 14.6° an hour."""
