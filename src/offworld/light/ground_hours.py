"""The hours of a site: where Sun and Earth stand, which of them lights, how bright faces in light and in shade are."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from offworld.film.ground import GroundHour, Key
from offworld.film.light_levels import LightLevels
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.colour import mixed_kelvin
from offworld.light.exposure import expose
from offworld.light.ground import EarthAbove, GroundPlace, GroundSky
from offworld.light.horizon import elevation_azimuth
from offworld.light.mars_clock import mean_solar_time, true_solar_time
from offworld.light.mars_place import mars_at
from offworld.utc import to_text

LEAST_LUX = 0.01
"""lux below which nothing is said to light."""


def ground_hours(place: GroundPlace, utc_ms: IntArray, rate: Fraction) -> tuple[GroundHour, ...]:
    """What a site has at moments (n,)."""
    now, (mean, true) = place.sky(utc_ms), _local_times(place, utc_ms)
    elevation, azimuth = (np.radians(angle) for angle in elevation_azimuth(now.sun))
    return tuple(
        _hour(
            now, number, place.levels, rate,
            times=(None if mean is None else float(mean[number]), None if true is None else float(true[number])),
            sun=(float(azimuth[number]), float(elevation[number])),
        )
        for number in range(len(utc_ms))
    )  # fmt: skip


def _local_times(place: GroundPlace, utc_ms: IntArray) -> tuple[FloatArray | None, FloatArray | None]:
    if place.site.body != "mars":
        return None, None
    sun, longitude = mars_at(utc_ms), math.degrees(place.site.longitude)
    return mean_solar_time(sun, longitude), true_solar_time(sun, longitude)


def _hour(
    now: GroundSky, at: int, levels: LightLevels, rate: Fraction, *, times: tuple[float | None, float | None],
    sun: tuple[float, float],
) -> GroundHour:  # fmt: skip
    key, face, kelvin = _face(now, at, levels)
    shade = 0.5 * float(now.sky_lux[at] + now.ground_lux[at])
    lit = face > LEAST_LUX
    moment = int(now.utc_ms[at])
    earth = {} if now.earth is None else _earth(now.earth, at)
    return GroundHour(
        utc_ms=moment, utc=to_text(moment, places=0), mean_time_h=times[0], true_time_h=times[1],
        sun_azimuth=sun[0], sun_elevation=sun[1], key=key if lit else "none",
        face=expose(face if lit else 0.0, kelvin if lit else 0.0, levels, rate, what=f"face to the {key}"),
        shade_lux=shade, contrast_stops=math.log2(face / shade) if lit and shade > 0.0 else None, **earth,
    )  # fmt: skip


def _face(now: GroundSky, at: int, levels: LightLevels) -> tuple[Key, float, float]:
    """What lights most, and lux and kelvin of a face turned to where the most light comes from."""
    sun, sky, ground = (float(v[at]) for v in (now.lux, now.sky_lux, now.ground_lux))
    high = float(now.sun[at, 2])
    ways: list[tuple[Key, float, float, float]] = [
        # What lights, its light on the face, its colour, how far the face looks up.
        ("sun", sun, float(now.kelvin[at]), high),
        ("sky", sun * max(high, 0.0), float(now.kelvin[at]), 1.0),
    ]
    if now.earth is not None:
        ways.append(
            ("earth", float(now.earth.lux[at]), levels.earth_kelvin, float(now.earth.direction[at, 2]))
        )
    key, beam, kelvin, tilt = max(
        ways, key=lambda way: way[1] + 0.5 * (1.0 + way[3]) * sky + 0.5 * (1.0 - way[3]) * ground
    )
    up, down = 0.5 * (1.0 + tilt) * sky, 0.5 * (1.0 - tilt) * ground
    lights = ((beam, kelvin), (up, float(now.sky_kelvin[at])), (down, float(now.ground_kelvin[at])))
    return key, beam + up + down, mixed_kelvin(lights)


def _earth(earth: EarthAbove, at: int) -> dict[str, float]:
    height, turn = elevation_azimuth(earth.direction[at])
    return {
        "earth_azimuth": math.radians(float(turn)), "earth_elevation": math.radians(float(height)),
        "earth_lit": 0.5 * (1.0 + math.cos(float(earth.phase[at]))), "earth_radius": float(earth.radius[at]),
        "earth_lux": float(earth.lux[at]),
    }  # fmt: skip
