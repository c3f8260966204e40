"""Light on what moves: a few lamps in the place of a set's many, and the soft light that walls throw back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.look.bake import Lamp

MOST: Final = 5
"""Lamps at most; OpenGL's fixed pipeline knows eight lights, three are the light that walls throw back."""
_TOGETHER: Final = 1.3
"""Lamps closer to each other than this, in metres, count as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soft:
    """Light without a place, by eye: colours are added to each other and multiply a surface's own."""

    above: Vec3 = (0.34, 0.335, 0.32)
    """From architectural up, on what faces it."""
    below: Vec3 = (0.19, 0.175, 0.16)
    """From below, on what faces it."""
    around: Vec3 = (0.30, 0.285, 0.27)
    """On everything."""


SOFT: Final = Soft()
"""Of every set with lamps."""
FALLOFF: Final = (0.75, 0.0, 0.55)
"""A lamp's light at a distance d is divided by the polynomial in d with these coefficients."""


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


def strength(lamp: Lamp, strongest: float) -> float:
    """How strong one of the gathered lamps shines on what moves, where the strongest has that power."""
    return 0.95 * float((lamp.power / strongest) ** 0.5)


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
