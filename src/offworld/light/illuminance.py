"""How much light the Sun and the bodies it shines on give, without glass and without air.

A plane square to a light of illuminance E that is turned away by an angle i gets E cos i. The Earth is taken as a dull
(Lambertian) ball: its lit ground and clouds look equally bright from everywhere, with the luminance a E cos i / π.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from offworld.film.light_levels import LightLevels
from offworld.geometry.rotation import FloatArray

EARTH_RADIUS_M: Final = 6_371_000.0
"""Mean radius of the Earth."""
_RINGS, _ROUND, _STEPS = 48, 96, 181
# Quadrature over the cap that is seen, and table over the Sun's zenith distance: 1e-3 of the full light.


def sun_lux(levels: LightLevels, distance_au: ArrayLike = 1.0) -> FloatArray:
    """Of the whole Sun on a plane square to it, by the inverse square of the distance."""
    return np.asarray(levels.sun_lux / np.square(np.asarray(distance_au, dtype=np.float64)))


def view_factor(altitude_m: float) -> float:
    """Share of what a plane sees, weighted with the cosine, that the Earth straight ahead fills: (R / (R + h))²."""
    return (EARTH_RADIUS_M / (EARTH_RADIUS_M + altitude_m)) ** 2


def earthlight_lux(levels: LightLevels, altitude_m: float, sun_zenith: ArrayLike) -> FloatArray:
    """Earthlight on a plane that faces straight down from orbit, outside the glass.

    The sum over the cap that is seen of the light of each piece of ground, with the Sun's own height over it. With the
    Sun overhead this is a E times nearly the view factor; at the terminator a part of the cap is lit still.

    Args:
        levels: the Sun's light and the Earth's albedo.
        altitude_m: above the mean sphere.
        sun_zenith: (...) of the point below, rad.
    """
    at, share = _earth_table(round(altitude_m / 1000.0))
    lit = np.interp(np.abs(np.asarray(sun_zenith, dtype=np.float64)), at, share)
    return np.asarray(levels.sun_lux * levels.earth_albedo * lit)


@lru_cache(maxsize=32)
def _earth_table(altitude_km: int) -> tuple[FloatArray, FloatArray]:
    """Sun's zenith distance below, rad, and light on a plane facing down as a share of albedo times sunlight."""
    ratio = 1.0 + altitude_km * 1000.0 / EARTH_RADIUS_M
    edge = np.arcsin(1.0 / ratio)
    # By the sine squared of the angle off straight down every ring counts alike on the plane that faces down.
    squared = (np.arange(_RINGS) + 0.5) / _RINGS * np.sin(edge) ** 2
    off = np.arcsin(np.sqrt(squared))
    ground = np.arcsin(np.clip(ratio * np.sin(off), -1.0, 1.0)) - off
    turn = (np.arange(_ROUND) + 0.5) / _ROUND * 2.0 * np.pi
    zenith = np.linspace(0.0, np.pi, _STEPS)
    height = (
        np.cos(zenith)[:, None, None] * np.cos(ground)[:, None]
        + np.sin(zenith)[:, None, None] * np.sin(ground)[:, None] * np.cos(turn)
    )  # fmt: skip
    return zenith, np.maximum(height, 0.0).mean(axis=(1, 2)) * np.sin(edge) ** 2


def phase_law(phase: ArrayLike) -> FloatArray:
    """Brightness of a dull ball at a phase angle (rad), against full: (sin α + (π − α) cos α) / π (Lambert)."""
    angle = np.asarray(phase, dtype=np.float64)
    return np.asarray((np.sin(angle) + (np.pi - angle) * np.cos(angle)) / np.pi)


def earthshine_lux(levels: LightLevels, earth_radius: ArrayLike, phase: ArrayLike) -> FloatArray:
    """Of the Earth in the lunar sky, on a plane that faces it.

    Args:
        levels: the Sun's light and the Earth's geometric albedo.
        earth_radius: (...) angular radius, rad.
        phase: (...) angle Sun–Earth–site, rad: 0 full.
    """
    disc = np.square(np.sin(np.asarray(earth_radius, dtype=np.float64)))
    return np.asarray(levels.sun_lux * levels.earth_geometric_albedo * disc * phase_law(phase))
