"""What is outside: how bright the sky is each way, so that it can be seen through a pane and can light a room."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.light import Shine, SkyBody
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

Reals = NDArray[np.float32]
SUN_LUX: Final = 133_100.0
"""Of the Sun at 1 AU without air: 1361 W/m² at about 98 lm/W (handbook light, section 5)."""
_ALBEDO: Final = {"earth": 0.30, "moon": 0.12, "mars": 0.25}
"""Recalled; Earth's is that of the handbook's earthlight."""
_SUN_AT: Final = {"earth": SUN_LUX, "moon": SUN_LUX, "mars": 57_300.0}
_AIR: Final = np.radians(0.7)
"""Thickness of the blue band of air seen from orbit; by eye from photographs."""
_ORBIT_S: Final = 5574.0
"""Seconds in which the ground goes by once: 92.9 min (handbook light, section 2.2). Only moves the clouds."""
_NIGHT: Final = 0.05
"""Luminance of the night side with a moon and its towns, cd/m²; a guess, black to any cabin's exposure."""


def luminance(ways: FloatArray, shine: Shine, blur: float = 1e-4) -> Reals:
    """Luminance of the sky, cd/m² in linear red, green and blue, (n, 3); no Sun in it.

    Args:
        ways: unit, set frame, (n, 3).
        shine: what there is outside.
        blur: angle over which limb and horizon pass into the sky, rad; a pane seen from near sees them so wide.
    """
    found = np.zeros((len(ways), 3), dtype=np.float32)
    if shine.body is not None:
        found += _body(ways, shine, shine.body, blur)
    if shine.up is not None and shine.beta is None:
        found += _ground(ways, shine, np.asarray(shine.up), blur)
    return found


def sun_disc(ways: FloatArray, shine: Shine) -> Reals:
    """Luminance of the Sun's own disc each way, cd/m², (n,)."""
    if shine.sun_share <= 0.0:
        return np.zeros(len(ways), dtype=np.float32)
    apart = np.arccos(np.clip(ways @ np.asarray(shine.sun), -1.0, 1.0))
    bright = shine.sun_lux / (np.pi * shine.sun_radius**2 * shine.sun_share)
    return np.where(apart < shine.sun_radius, bright, 0.0).astype(np.float32)


def _body(ways: FloatArray, shine: Shine, body: SkyBody, blur: float) -> Reals:
    """The body in the sky: its sunlit ground with clouds, a band of air along its edge, and the dark."""
    towards = np.asarray(body.direction)
    across = np.clip(ways @ towards, -1.0, 1.0)
    away = np.arccos(across) - body.radius
    far = 1.0 / np.sin(body.radius)
    # The nearer of the two places where a line meets a ball of radius 1 at a distance `far`.
    along = far * across - np.sqrt(np.maximum((far * across) ** 2 - far**2 + 1.0, 0.0))
    ground = -far * towards + ways * along[:, None]
    ground /= np.linalg.norm(ground, axis=-1, keepdims=True)
    high = ground @ np.asarray(body.sun)
    lit = _ALBEDO[body.name] * _SUN_AT[body.name] / np.pi
    colour = _clouds(ground, shine) if body.name == "earth" else np.ones((len(ways), 3))
    disc = lit * np.clip(high, 0.0, None)[:, None] * colour * _low_sun(high) + _NIGHT
    found = np.clip(0.5 - away / blur, 0.0, 1.0)[:, None] * disc
    if body.name == "earth":
        glow = np.exp(-np.maximum(away, 0.0) / _AIR) * (away > -0.5 * _AIR)
        blue = np.array([0.30, 0.55, 1.25]) * _low_sun(high)
        found += 0.8 * lit * (glow * np.clip(high + 0.12, 0.0, 1.0))[:, None] * blue
    return np.asarray(found, dtype=np.float32)


def _low_sun(height: FloatArray) -> FloatArray:
    """Colour (n, 3) of ground where the Sun has this sine of its height: red at its rise and set. By eye."""
    h = np.clip(height, 0.0, 1.0)
    return np.stack(
        [np.ones_like(h), np.minimum(1.0, 0.42 + 3.2 * h), np.minimum(1.0, 0.16 + 3.6 * h)], axis=-1
    )


def _clouds(ground: FloatArray, shine: Shine) -> FloatArray:
    """Colour of sea and cloud, (n, 3), with a mean of about 1; they pass below as the orbit goes on.

    Sums of waves in a few directions: a drawing of clouds, not a weather map.
    """
    local = rotation.rotate(shine.attitude, ground)
    angle = 2.0 * np.pi * ((shine.utc_ms / 1000.0) % _ORBIT_S) / _ORBIT_S
    c, s = np.cos(angle), np.sin(angle)
    x = c * local[:, 0] - s * local[:, 2]
    z = s * local[:, 0] + c * local[:, 2]
    y = local[:, 1]
    wave = np.zeros(len(ground))
    for size, (a, b, d), share in _WAVES:
        bend = 1.3 * np.sin(0.37 * size * (b * x - a * y + d * z))
        wave += share * np.sin(size * (a * x + b * y + d * z) + bend)
    cover = np.clip(0.5 + 0.75 * wave, 0.0, 1.0)[:, None] ** 1.6
    sea, cloud = np.array([0.20, 0.38, 0.72]), np.array([1.95, 2.0, 2.05])
    return np.asarray(sea + cover * (cloud - sea))


_WAVES: Final = (
    (9.0, (0.80, 0.36, 0.48), 0.34), (17.0, (-0.30, 0.85, 0.43), 0.26), (31.0, (0.55, -0.62, 0.56), 0.20),
    (57.0, (0.24, 0.44, -0.86), 0.14), (103.0, (-0.68, 0.30, 0.67), 0.10), (197.0, (0.41, 0.78, 0.47), 0.07),
)  # fmt: skip
"""Of the clouds: waves in an Earth's circumference over 2 π, direction, weight."""


def _ground(ways: FloatArray, shine: Shine, up: FloatArray, blur: float) -> Reals:
    """The ground and the dusty sky about a place on the Moon or on Mars."""
    height = ways @ up
    falls = max(0.0, float(np.asarray(shine.sun) @ up)) * shine.sun_lux + shine.sky_lux
    kind = "mars" if shine.sky_lux > 0.0 else "moon"
    earth = np.array([1.25, 0.95, 0.62]) if kind == "mars" else np.ones(3)
    low = _ALBEDO[kind] * falls / np.pi * earth
    high = shine.sky_lux / np.pi * np.array([1.12, 0.98, 0.80])
    below = np.clip(0.5 - height / blur, 0.0, 1.0)[:, None]
    return np.asarray(high + below * (low - high), dtype=np.float32)
