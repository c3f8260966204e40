"""The light of a site on the Moon: a hard Sun without sky, the Earth that hangs nearly still, dark ground."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Site
from offworld.geometry.rotation import FloatArray
from offworld.light import sky
from offworld.light.air_rim import disc_share
from offworld.light.clock import IntArray, tt_j2000
from offworld.light.discs import beside_disc
from offworld.light.ground import EarthAbove, GroundBody, GroundPlace, GroundSky
from offworld.light.illuminance import earthshine_lux, sun_lux
from offworld.light.moon_sky import MoonSky, moon_sky

ERROR_DEG: Final = 0.02
"""Expected error of the Sun's place over a site: aberration 0.006°, the turning 0.005°, and as much again."""
SUN_DEG_PER_H: Final = 360.0 / (29.530589 * 24.0)
"""How fast the Sun goes round the sky of the Moon: 0.508°/h, a turn in a mean synodic month."""


def moon_place(site: Site, levels: LightLevels | None = None) -> GroundPlace:
    """The light of a site on the Moon."""
    return GroundPlace(site, MOON, levels)


def moon_at(site: Site, utc_ms: IntArray) -> MoonSky:
    """Sun and Earth over a site at moments (n,)."""
    moon, sun = sky.positions("moon", utc_ms), sky.positions("sun", utc_ms)
    return moon_sky(
        tt_j2000(utc_ms), sun - moon, -moon, math.degrees(site.latitude), math.degrees(site.longitude)
    )


def _sky(site: Site, levels: LightLevels, utc_ms: IntArray) -> GroundSky:
    now = moon_at(site, utc_ms)
    height, earth_height = (np.arcsin(np.clip(v[:, 2], -1.0, 1.0)) for v in (now.sun, now.earth))
    apart = np.arccos(np.clip(np.sum(now.sun * now.earth, axis=1), -1.0, 1.0))
    share = disc_share(height, now.sun_radius) * beside_disc(apart, now.sun_radius, now.earth_radius)
    sun = sun_lux(levels, now.sun_au) * share
    earth = earthshine_lux(levels, now.earth_radius, now.phase) * disc_share(earth_height, now.earth_radius)
    level_sun, level_earth = sun * np.maximum(now.sun[:, 2], 0.0), earth * np.maximum(now.earth[:, 2], 0.0)
    nothing = np.zeros(len(utc_ms))
    return GroundSky(
        utc_ms=utc_ms, sun=now.sun, height=height, radius=now.sun_radius, share=share, lux=sun,
        kelvin=np.full(len(utc_ms), levels.sun_kelvin), sky_lux=nothing, sky_kelvin=nothing,
        ground_lux=levels.regolith_albedo * (level_sun + level_earth),
        ground_kelvin=_warmer(level_sun, level_earth, levels),
        earth=EarthAbove(
            direction=now.earth, height=earth_height, radius=now.earth_radius, sun=now.earth_sun, phase=now.phase,
            lux=earth,
        ),
    )  # fmt: skip


def _warmer(sun: FloatArray, earth: FloatArray, levels: LightLevels) -> FloatArray:
    """Colour of what falls on the ground (n,); its own colour, a little warmer than grey, is left out."""
    mired = (sun / levels.sun_kelvin + earth / levels.earth_kelvin) / np.maximum(sun + earth, 1e-12)
    return np.where(sun + earth > 0.0, 1.0 / np.maximum(mired, 1e-12), 0.0)


def _error_s(site: Site) -> float:
    # Near the poles the Sun grazes: there a day of sunrise is what can be said.
    steep = max(math.cos(site.latitude), 0.03)
    return ERROR_DEG / (SUN_DEG_PER_H * steep) * 3600.0


MOON: Final = GroundBody(
    sky=_sky, step_s=3600.0, error_s=_error_s,
    note="level horizon: hills may hide a low Sun for hours, near the poles for days; the Sun's place is good to 0.02°",
)  # fmt: skip
"""The Moon: the Sun goes half a degree an hour."""
