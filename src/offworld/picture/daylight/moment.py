"""The light of a scene at any moment of its take, between the moments that are known."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.light import Shine, WindowLight
from offworld.film.lit import LitMoment, SceneLight
from offworld.film.stage_set import Window
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.white import luminance
from offworld.picture.daylight import outside

_WAYS: Final = 288
"""Directions that stand for half the sky."""


def at_tick(light: SceneLight, tick: float) -> LitMoment:
    """The light at a moment; before the first and after the last that are known, theirs."""
    ticks = [one.tick for one in light.moments]
    number = int(np.searchsorted(ticks, tick))
    if number == 0:
        return light.moments[0]
    if number == len(ticks):
        return light.moments[-1]
    before, after = light.moments[number - 1], light.moments[number]
    share = (tick - before.tick) / (after.tick - before.tick)
    windows = zip(before.windows, after.windows, strict=True)
    return LitMoment(
        tick=tick,
        shine=_shine(before.shine, after.shine, share),
        windows=tuple(_window(one, other, share) for one, other in windows),
    )


def _shine(a: Shine, b: Shine, share: float) -> Shine:
    body = a.body
    if a.body is not None and b.body is not None:
        body = replace(
            a.body, sun=_between(a.body.sun, b.body.sun, share),
            direction=_between(a.body.direction, b.body.direction, share),
        )  # fmt: skip
    return replace(
        a, utc_ms=round(a.utc_ms + share * (b.utc_ms - a.utc_ms)), sun=_between(a.sun, b.sun, share), body=body,
        sun_lux=_mix(a.sun_lux, b.sun_lux, share), sun_share=_mix(a.sun_share, b.sun_share, share),
        sun_kelvin=_mix(a.sun_kelvin, b.sun_kelvin, share),
    )  # fmt: skip


def _window(a: WindowLight, b: WindowLight, share: float) -> WindowLight:
    return replace(
        a, sun_lux=_mix(a.sun_lux, b.sun_lux, share), body_lux=_mix(a.body_lux, b.body_lux, share),
        sun_share=_mix(a.sun_share, b.sun_share, share),
    )  # fmt: skip


def _mix(a: float, b: float, share: float) -> float:
    return a + share * (b - a)


def _between(a: Vec3, b: Vec3, share: float) -> Vec3:
    mixed = np.asarray(a) + share * (np.asarray(b) - np.asarray(a))
    x, y, z = (float(value) for value in mixed / max(float(np.linalg.norm(mixed)), 1e-9))
    return (x, y, z)


def fallen(shine: Shine, window: Window, inside_lux: float) -> float:
    """Share of the sky's light that a pane lets through: so many lux inside over what falls on it outside; 0 to 1."""
    outer = np.pi * float(luminance(outside.luminance(_dome(window), shine).mean(axis=0)))
    return min(1.0, inside_lux / outer) if outer > 1e-3 else 0.0


def _dome(window: Window) -> FloatArray:
    """Ways (n, 3) over the half sky before a pane, each of which stands for the same share of what falls on it."""
    k = np.arange(_WAYS) + 0.5
    radius, angle = np.sqrt(k / _WAYS), k * np.pi * (3.0 - np.sqrt(5.0))
    dome = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.sqrt(1.0 - k / _WAYS)], axis=-1)
    return rotation.rotate(rotation.between([0.0, 0.0, 1.0], -np.asarray(window.normal)), dome)
