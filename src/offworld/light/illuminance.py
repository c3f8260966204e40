"""How much light the Sun gives at a distance, and the Earth to the Moon, without glass and without air."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from offworld.film.light_levels import LightLevels
from offworld.geometry.rotation import FloatArray


def sun_lux(levels: LightLevels, distance_au: ArrayLike = 1.0) -> FloatArray:
    """Of the whole Sun on a plane square to it, by the inverse square of the distance."""
    return np.asarray(levels.sun_lux / np.square(np.asarray(distance_au, dtype=np.float64)))


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
