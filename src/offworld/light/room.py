"""What of the windows' light reaches people in a room: as in a ball whose walls throw light about.

All that comes through the panes, Φ lumens, is thrown about by walls of reflectance ρ and area S until it lights
everything alike: E = Φ ρ / (S (1 − ρ)). That is the fill on a face that no window looks at; near a pane there is more,
and the Sun's own spot is far above it. An estimate: a stop off is no wonder, most of all in a long tube.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from offworld.film.light import WindowLight
from offworld.film.light_levels import LightLevels
from offworld.film.stage_set import StageSet
from offworld.light.colour import mixed_kelvin


def room_area(stage_set: StageSet) -> float:
    """Surface of the box that the free room fills, m²."""
    x, y, z = np.subtract(stage_set.high, stage_set.low)
    return float(2.0 * (x * y + y * z + z * x))


def pane_areas(stage_set: StageSet) -> dict[str, float]:
    """Clear area of every window, m²."""
    return {window.id: math.pi * window.diameter_m**2 / 4.0 for window in stage_set.windows}


def lux_per_lumen(stage_set: StageSet, levels: LightLevels) -> float:
    """Light on everything in the room for each lumen that comes in; 0 for a set without a room."""
    area = room_area(stage_set)
    return levels.room_albedo / (area * (1.0 - levels.room_albedo)) if area > 0.0 else 0.0


def room_light(
    windows: Iterable[WindowLight], stage_set: StageSet, levels: LightLevels
) -> tuple[float, float]:
    """Light of the windows on everything in the room: lux and kelvin (0 where it is dark)."""
    areas, gain = pane_areas(stage_set), lux_per_lumen(stage_set, levels)
    lights = tuple((window.lux * areas[window.window] * gain, window.kelvin) for window in windows)
    return sum(lux for lux, _ in lights), mixed_kelvin(lights)
