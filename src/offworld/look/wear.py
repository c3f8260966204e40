"""What people wear on their faces, heads and chests, beside their skin: brows, hair tied back, a cap, patches."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.basic import NO_TURN
from offworld.film.person import Person
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.figure import PARTS, SEGMENTS, Figure
from offworld.look.mesh import Mesh, ellipsoid, joined

_PATCHES: Final = (("chest", 0.068, 0.24, (0.036, 0.013)), ("chest", -0.068, 0.24, (0.021, 0.021)))
"""Of each patch: segment, how far left of the middle, metres, how far below the top as a share of the segment's
height, and half its width and height, metres: a name tag and a badge. By eye, after photographs of flight suits."""
_PROUD: Final = 0.0008
"""How far a patch stands off its cloth, metres."""
_AROUND: Final = 22
"""Vertices of the cloth that a patch follows."""


def head_wear(figure: Figure, person: Person, hair: int, cap: int) -> Mesh:
    """Brows, a woman's hair tied back, and a cap if it is worn, in the frame of the head.

    Args:
        figure: whose.
        person: who they are.
        hair: number of the material of hair and brows.
        cap: of the cap.
    """
    r = figure.eye_radius
    parts = []
    for place, outwards in zip(figure.eyes, (1.0, -1.0), strict=True):
        brow = ellipsoid((0.26 * r, 0.98 * r, 0.19 * r), hair, around=10, stacks=5)
        tilt = rotation.multiply(
            rotation.from_axis_angle([0.0, 0.0, 1.0], np.array(0.42 * outwards)),
            rotation.from_axis_angle([1.0, 0.0, 0.0], np.array(-0.10 * outwards)),
        )
        parts.append(brow.moved(place + r * np.array([1.62, 0.05 * outwards, 1.25]), tilt))
    middle = figure.eyes.mean(axis=0)
    if person.sex == "female":
        bun = middle + r * np.array([-13.2, 0.0, 0.9])
        parts.append(ellipsoid((2.6 * r, 3.0 * r, 2.8 * r), hair, around=14, stacks=9).moved(bun, NO_TURN))
    if person.cap:
        parts.append(_cap(figure, cap))
    return joined(parts)


def _cap(figure: Figure, material: int) -> Mesh:
    """A flight cap: a crown over the hair and a short peak."""
    which, _, local = figure.ties[SEGMENTS.index("head")]
    hair = local[0][figure.parts[which] == PARTS.index("hair")]
    low, high = hair.min(axis=0), hair.max(axis=0)
    r = figure.eye_radius
    middle = 0.5 * (low + high)
    top = middle + np.array([0.15 * r, 0.0, 0.55 * (high[2] - middle[2]) - 0.4 * r])
    half = 0.5 * (high - low)
    crown = ellipsoid(
        (half[0] + 0.35 * r, half[1] + 0.35 * r, 0.5 * half[2] + 1.6 * r), material, around=20, stacks=12
    )
    peak = ellipsoid((2.9 * r, half[1] * 0.82, 0.22 * r), material, around=18, stacks=6)
    tilt = rotation.from_axis_angle([0.0, 1.0, 0.0], np.array(0.22))
    brow = np.array([top[0] + half[0] + 0.7 * r, 0.5 * (low[1] + high[1]), top[2] - 0.2 * r])
    return joined([crown.moved(top, NO_TURN), peak.moved(brow, tilt)])


def patches(figure: Figure, name: int, badge: int) -> tuple[tuple[str, Mesh], ...]:
    """A name tag and a badge on the chest: segment and mesh in its frame, so thin that they only show.

    Args:
        figure: whose.
        name: number of the material of the tag.
        badge: of the badge.
    """
    made = []
    for (segment, left, share, half), material in zip(_PATCHES, (name, badge), strict=True):
        which, weight, local = figure.ties[SEGMENTS.index(segment)]
        firm = (weight[:, 0] > 0.6) & (figure.parts[which] == PARTS.index("suit")) & (local[1][:, 0] > 0.5)
        if firm.any():
            made.append((segment, _on_cloth(local[:, firm], left, share, half, material)))
    return tuple(made)


def _on_cloth(cloth: FloatArray, left: float, share: float, half: tuple[float, float], material: int) -> Mesh:
    """A patch that follows the cloth, given as places and normals (2, k, 3), where it looks ahead."""
    height = cloth[0][:, 2]
    middle = height.min() + (1.0 - share) * np.ptp(height)
    across, up = (each.ravel() for each in np.meshgrid(np.linspace(-1.0, 1.0, 7), np.linspace(-1.0, 1.0, 5)))
    around = np.argsort(np.hypot(cloth[0][:, 1] - left, height - middle))[:_AROUND]
    bulge = _bulge(cloth[0][around, 1] - left, height[around] - middle)
    shape = np.linalg.lstsq(bulge, cloth[0][around, 0], rcond=None)[0]
    # The cloth goes in and out between its vertices: the patch lies over the farthest of those around it.
    clear = max(0.0, float(np.max(cloth[0][around, 0] - bulge @ shape)))
    ahead = _bulge(half[0] * across, half[1] * up) @ shape + clear + _PROUD
    out = np.column_stack(
        [
            np.ones(len(across)),
            -(shape[1] + 2.0 * shape[3] * half[0] * across + shape[4] * half[1] * up),
            -(shape[2] + 2.0 * shape[5] * half[1] * up + shape[4] * half[0] * across),
        ]
    )
    index = np.arange(35).reshape(5, 7)
    a, b, c, d = (each.ravel() for each in (index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]))
    return Mesh(
        vertices=np.column_stack([ahead, left + half[0] * across, middle + half[1] * up]),
        normals=out / np.linalg.norm(out, axis=-1, keepdims=True),
        faces=np.concatenate([np.stack([a, b, c], axis=-1), np.stack([a, c, d], axis=-1)]),
        materials=np.full(35, material),
        levels=np.ones(35),
    )


def _bulge(left: FloatArray, up: FloatArray) -> FloatArray:
    """Terms (n, 6) of a surface of the second degree over places (n,) beside and above a middle."""
    return np.column_stack([np.ones(len(left)), left, up, left * left, left * up, up * up])
