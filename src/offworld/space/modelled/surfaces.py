"""What the film sees of a model: its own triangles, turned to the room, and its materials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.assembly import Material, Surface
from offworld.geometry import packed
from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.model import IntArray, Model, Thing, smooth_normals
from offworld.space.modelled.sheets import Sheet

GLASS: Final = "glass"
"""Our own material for what can be seen through."""
LAMP_GLOW: Final = 0.5
"""Own light from which a surface is a lamp."""
_LEAST_GLOW, _MOST_GLOW = 1.5, 3.0
_WELD: Final = 5


def materials_of(model: Model, set_id: str) -> tuple[tuple[Material, ...], tuple[str, ...]]:
    """The model's materials under names of their own, and the name of each by its index in the model."""
    found: list[Material] = []
    names: list[str] = []
    for number, (one, clear) in enumerate(zip(model.materials, model.clear, strict=True)):
        if clear:
            names.append(GLASS)
            continue
        label = f"{set_id}: {one.name or 'plain'}"
        if any(other.name == label for other in found):
            label = f"{label} {number + 1}"
        glow = min(max(one.glow, _LEAST_GLOW), _MOST_GLOW) if one.glow >= LAMP_GLOW else one.glow
        found.append(replace(one, name=label, glow=glow))
        names.append(label)
    return tuple(found), tuple(names)


def surfaces_of(
    thing: Thing, sheets: Sequence[Sheet], name: str, materials: Sequence[str], no_touch: str
) -> Iterator[Surface]:
    """The surfaces of one object, one for each material, seen from the room.

    Args:
        thing: the object.
        sheets: those of it.
        name: id of the first surface; the others have numbers behind it.
        materials: name of each material.
        no_touch: why it must not be touched.
    """
    if not sheets:
        return
    normals = thing.normals
    bare = np.linalg.norm(normals, axis=1) < 0.5
    if np.any(bare):
        normals = np.where(bare[:, None], smooth_normals(thing.points, thing.faces), normals)
    parts = [part for sheet in sheets for part in _sides(thing, sheet, normals)]
    corners, directions = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    kinds = np.concatenate([part[2] for part in parts])
    for count, kind in enumerate(dict.fromkeys(materials[one] for one in np.unique(kinds)), 1):
        rows = np.isin(kinds, [number for number, other in enumerate(materials) if other == kind])
        yield Surface(
            id=name if count == 1 else f"{name}/{count}", material=kind, no_touch=no_touch,
            mesh=_welded(corners[rows], directions[rows]),
        )  # fmt: skip


def _sides(
    thing: Thing, sheet: Sheet, normals: FloatArray
) -> Iterator[tuple[FloatArray, FloatArray, IntArray]]:
    """Corners (m, 3, 3), their normals (m, 3, 3) and materials (m,) of a sheet; twice if it is seen from both sides."""
    faces = thing.faces[sheet.rows]
    corners, directions = thing.points[faces], normals[faces]
    wanted = np.cross(sheet.corners[:, 1] - sheet.corners[:, 0], sheet.corners[:, 2] - sheet.corners[:, 0])
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    turned = (across * wanted).sum(axis=1) < 0.0
    corners = np.where(turned[:, None, None], corners[:, ::-1], corners)
    directions = np.where(turned[:, None, None], directions[:, ::-1], directions)
    against = (directions * wanted[:, None]).sum(axis=-1) < 0.0
    directions = np.where(against[..., None], -directions, directions)
    yield corners, directions, thing.materials[sheet.rows]
    if sheet.both:
        yield corners[:, ::-1], -directions[:, ::-1], thing.materials[sheet.rows]


def _welded(corners: FloatArray, directions: FloatArray) -> str:
    rows = np.round(np.concatenate([corners, directions], axis=-1).reshape(-1, 6), _WELD) + 0.0
    once, same = np.unique(rows, axis=0, return_inverse=True)
    normals = once[:, 3:] / np.maximum(np.linalg.norm(once[:, 3:], axis=1, keepdims=True), 1e-9)
    return packed.pack(once[:, :3], normals, same.reshape(-1, 3))
