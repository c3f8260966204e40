"""Lamps for what moves: a few of OpenGL's own lights in the place of a set's many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.geometry.rotation import FloatArray
from offworld.look.bake import Lamp

MOST: Final = 5
"""Lamps at most; OpenGL's fixed pipeline knows eight lights, three are the light that walls throw back."""
_TOGETHER: Final = 1.3
"""Lamps closer to each other than this, in metres, count as one."""
_FROM_ABOVE: Final = np.array([0.34, 0.335, 0.32])
_FROM_BELOW: Final = np.array([0.19, 0.175, 0.16])
_AMBIENT: Final = np.array([0.30, 0.285, 0.27])


def gathered(lamps: Sequence[Lamp]) -> tuple[Lamp, ...]:
    """At most `MOST` lamps that light about as all of them do, the strongest first."""
    groups: list[list[Lamp]] = []
    for lamp in sorted(lamps, key=lambda each: -each.power):
        near = (g for g in groups if _apart(g[0], lamp) < _TOGETHER)
        group = next(near, None)
        if group is None:
            groups.append([lamp])
        else:
            group.append(lamp)
    merged = sorted((_merged(group) for group in groups), key=lambda each: -each.power)
    return tuple(merged[:MOST])


def place_lights(mj: Any, scene: Any, lamps: Sequence[Lamp], up: Vec3) -> None:
    """Fills the lights of a scene: the lamps, and soft light from above and below."""
    chosen = gathered(lamps)
    top = np.asarray(up)
    strongest = max((lamp.power for lamp in chosen), default=1.0)
    _direct(mj, scene.lights[0], -top, _FROM_ABOVE if chosen else 2.0 * _FROM_ABOVE)
    scene.lights[0].ambient[:] = _AMBIENT
    _direct(mj, scene.lights[1], top, _FROM_BELOW)
    for light, lamp in zip(list(scene.lights)[2:], chosen, strict=False):
        _shine(mj, light, lamp, 0.95 * (lamp.power / strongest) ** 0.5)
    scene.nlight = 2 + len(chosen)


def _direct(mj: Any, light: Any, way: FloatArray, colour: FloatArray) -> None:
    """Light from far away along a way."""
    _plain(light)
    light.type = mj.mjtLightType.mjLIGHT_DIRECTIONAL
    light.dir[:] = way
    light.diffuse[:] = colour


def _shine(mj: Any, light: Any, lamp: Lamp, strength: float) -> None:
    """Light from one place to all sides, falling off with distance."""
    _plain(light)
    light.type = mj.mjtLightType.mjLIGHT_SPOT
    light.pos[:] = lamp.position
    facing = np.asarray(lamp.facing)
    light.dir[:] = facing if np.any(facing) else (0.0, 0.0, -1.0)
    colour = np.asarray(lamp.colour)
    light.diffuse[:] = strength * colour / max(float(colour.max()), 1e-6)
    light.specular[:] = 0.25 * strength
    light.attenuation[:] = (0.75, 0.0, 0.55)


def _plain(light: Any) -> None:
    """A light that adds nothing and throws no shadow."""
    light.headlight = 0
    light.castshadow = 0
    light.cutoff, light.exponent = 180.0, 0.0
    light.attenuation[:] = (1.0, 0.0, 0.0)
    for part in (light.ambient, light.diffuse, light.specular):
        part[:] = 0.0


def _apart(a: Lamp, b: Lamp) -> float:
    return float(np.linalg.norm(np.asarray(a.position) - np.asarray(b.position)))


def _merged(group: Sequence[Lamp]) -> Lamp:
    """One lamp in the place of several."""
    power = np.array([lamp.power for lamp in group])
    share = power / power.sum()
    place = share @ np.array([lamp.position for lamp in group])
    colour = share @ np.array([lamp.colour for lamp in group])
    x, y, z = (float(value) for value in place)
    r, g, b = (float(value) for value in colour)
    return Lamp(position=(x, y, z), facing=group[0].facing, power=float(power.sum()), colour=(r, g, b))
