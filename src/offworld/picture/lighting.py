"""Lamps for what moves: a few of OpenGL's own lights in the place of a set's many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from offworld.film.basic import Vec3
from offworld.geometry.rotation import FloatArray
from offworld.look.bake import Lamp
from offworld.look.lights import FALLOFF, SOFT, gathered, strength


def place_lights(mj: Any, scene: Any, lamps: Sequence[Lamp], up: Vec3) -> None:
    """Fills the lights of a scene: the lamps, and soft light from above and below."""
    chosen = gathered(lamps)
    top = np.asarray(up)
    strongest = max((lamp.power for lamp in chosen), default=1.0)
    above = np.asarray(SOFT.above)
    _direct(mj, scene.lights[0], -top, above if chosen else 2.0 * above)
    scene.lights[0].ambient[:] = SOFT.around
    _direct(mj, scene.lights[1], top, np.asarray(SOFT.below))
    for light, lamp in zip(list(scene.lights)[2:], chosen, strict=False):
        _shine(mj, light, lamp, strength(lamp, strongest))
    scene.nlight = 2 + len(chosen)


def _direct(mj: Any, light: Any, way: FloatArray, colour: FloatArray) -> None:
    """Light from far away along a way."""
    _plain(light)
    light.type = mj.mjtLightType.mjLIGHT_DIRECTIONAL
    light.dir[:] = way
    light.diffuse[:] = colour


def _shine(mj: Any, light: Any, lamp: Lamp, power: float) -> None:
    """Light from one place to all sides, falling off with distance."""
    _plain(light)
    light.type = mj.mjtLightType.mjLIGHT_SPOT
    light.pos[:] = lamp.position
    facing = np.asarray(lamp.facing)
    light.dir[:] = facing if np.any(facing) else (0.0, 0.0, -1.0)
    colour = np.asarray(lamp.colour)
    light.diffuse[:] = power * colour / max(float(colour.max()), 1e-6)
    light.specular[:] = 0.25 * power
    light.attenuation[:] = FALLOFF


def _plain(light: Any) -> None:
    """A light that adds nothing and throws no shadow."""
    light.headlight = 0
    light.castshadow = 0
    light.cutoff, light.exponent = 180.0, 0.0
    light.attenuation[:] = (1.0, 0.0, 0.0)
    for part in (light.ambient, light.diffuse, light.specular):
        part[:] = 0.0
