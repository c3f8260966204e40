"""What of the windows' light reaches people in a room: as in a ball whose walls throw light about.

All that comes through the panes, Φ lumens, is thrown about by walls of reflectance ρ and area S until it lights
everything alike: E = Φ ρ / (S (1 − ρ)). That is the fill on a face that no window looks at; near a pane there is more,
and the Sun's own spot is far above it. An estimate: a stop off is no wonder, most of all in a long tube.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.light import WindowLight
from offworld.film.light_levels import LightLevels
from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.colour import mixed_kelvin
from offworld.light.place import Place
from offworld.light.window import sun_lux


def room_area(stage_set: StageSet) -> float:
    """Surface of the box that the free room fills, m²."""
    x, y, z = np.subtract(stage_set.high, stage_set.low)
    return float(2.0 * (x * y + y * z + z * x))


def pane_areas(stage_set: StageSet) -> dict[str, float]:
    """Clear area of every window, m²."""
    return {window.id: math.pi * window.diameter_m**2 / 4.0 for window in stage_set.windows}


def alike(stage_set: StageSet) -> tuple[tuple[Window, int], ...]:
    """One of each kind of window that gets the same light, far from all things, and how many there are of it."""
    found: dict[tuple[Vec3, float, float], list[Window]] = {}
    for window in stage_set.windows:
        found.setdefault((window.normal, window.diameter_m, window.depth_m), []).append(window)
    return tuple((windows[0], len(windows)) for windows in found.values())


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoomTimes:
    """Light of a room's windows at many moments; n of them."""

    lux: FloatArray
    """(n,) on everything in the room."""
    kelvin: FloatArray
    """(n,) its colour; 0 where it is dark."""
    pane: FloatArray
    """(n,) lux on the inside of the brightest pane, the Sun with it."""
    view: FloatArray
    """(n,) lux on the inside of the pane with the brightest view: the same without the Sun."""


def room_over_time(place: Place, stage_set: StageSet, utc_ms: IntArray) -> RoomTimes:
    """Light of the windows at moments (n,)."""
    areas, gain = pane_areas(stage_set), lux_per_lumen(stage_set, place.levels)
    outside = place.outside(stage_set, utc_ms)
    total, warm, pane, view = (np.zeros(len(utc_ms)) for _ in range(4))
    for window, count in alike(stage_set):
        sun = sun_lux(place, window, outside)
        diffuse = place.diffuse(stage_set, window, utc_ms)
        body = diffuse.lux * place.levels.window_pass
        share = count * areas[window.id] * gain
        total += share * (sun + body)
        warm += share * (sun / outside.kelvin + body / np.where(diffuse.kelvin > 0.0, diffuse.kelvin, np.inf))
        pane, view = np.maximum(pane, sun + body), np.maximum(view, body)
    kelvin = np.where(warm > 0.0, total / np.maximum(warm, 1e-300), 0.0)
    return RoomTimes(lux=total, kelvin=kelvin, pane=pane, view=view)
