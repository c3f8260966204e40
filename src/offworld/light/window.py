"""What comes through each window: direct sun, and what the place gives besides."""

from __future__ import annotations

import math

import numpy as np

from offworld.film.light import Through, WindowLight
from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.colour import mixed_kelvin
from offworld.light.condition import Condition
from offworld.light.pane import cut_off, outward, passes
from offworld.light.patch import sun_patches
from offworld.light.place import Outside, Place


def direct_sun(place: Place, stage_set: StageSet, window: Window) -> Condition:
    """Whether the Sun's middle is seen through a window and gets past its frame."""
    out, least = outward(window), math.cos(cut_off(window.diameter_m, window.depth_m))

    def value(times: IntArray) -> FloatArray:
        outside = place.outside(stage_set, times)
        return np.minimum(outside.sun @ out - least, outside.height)

    return Condition(name="direct sun", step_s=place.step_s, value=value, where=window.id)


def through(
    place: Place, stage_set: StageSet, window: Window
) -> tuple[list[tuple[Through, Condition]], Through]:
    """What a window gives, the strongest first, and what if nothing of that holds."""
    others, otherwise = place.through(stage_set, window)
    return [("direct sun", direct_sun(place, stage_set, window)), *others], otherwise


def sun_lux(place: Place, window: Window, outside: Outside) -> FloatArray:
    """Of the Sun on the inside of a pane, (n,) lux: its mean over the pane's area."""
    cosine = outside.sun @ outward(window)
    share = passes(cosine, window.diameter_m, window.depth_m)
    return np.asarray(outside.lux * np.maximum(cosine, 0.0) * share * place.levels.window_pass)


def window_lux(place: Place, stage_set: StageSet, window: Window, utc_ms: IntArray) -> FloatArray:
    """All light on the inside of a pane at moments (n,), lux."""
    diffuse = place.diffuse(stage_set, window, utc_ms).lux * place.levels.window_pass
    return np.asarray(sun_lux(place, window, place.outside(stage_set, utc_ms)) + diffuse)


def window_light(
    place: Place, stage_set: StageSet, window: Window, utc_ms: int, *, patches: bool = True
) -> WindowLight:
    """What one window gives at one moment.

    Args:
        place: where the set is.
        stage_set: the set.
        window: one of its windows.
        utc_ms: when.
        patches: whether to work out where the Sun's spot lies in the room.
    """
    times = np.array([utc_ms], dtype=np.int64)
    outside, diffuse = place.outside(stage_set, times), place.diffuse(stage_set, window, times)
    cosine = float(outside.sun[0] @ outward(window))
    share = float(passes(cosine, window.diameter_m, window.depth_m))
    sun, body = float(sun_lux(place, window, outside)[0]), float(diffuse.lux[0]) * place.levels.window_pass
    beam = float(outside.lux[0]) * place.levels.window_pass
    conditions, otherwise = through(place, stage_set, window)
    held = next((name for name, one in conditions if one.value(times)[0] > 0.0), otherwise)
    return WindowLight(
        window=window.id, through=held, sun_angle=math.acos(max(-1.0, min(1.0, cosine))), sun_share=share,
        sun_lux=sun, body_lux=body,
        kelvin=mixed_kelvin(((sun, float(outside.kelvin[0])), (body, float(diffuse.kelvin[0])))),
        day_share=float(diffuse.day_share[0]),
        filled=None if diffuse.filled is None else float(diffuse.filled[0]),
        patches=sun_patches(stage_set, window, outside.sun[0], beam) if patches and sun > 0.0 else (),
    )  # fmt: skip


def window_lights(
    place: Place, stage_set: StageSet, utc_ms: int, *, patches: bool = True
) -> tuple[WindowLight, ...]:
    """What every window of a set gives at one moment."""
    return tuple(
        window_light(place, stage_set, window, utc_ms, patches=patches) for window in stage_set.windows
    )
