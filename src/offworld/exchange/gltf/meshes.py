"""Meshes as glTF has them: one piece for each material, and materials by metal, roughness and glow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from offworld.exchange.gltf.read import Numbers
from offworld.exchange.gltf.writer import FACES, VERTICES, Writer
from offworld.exchange.names import prim_names
from offworld.exchange.skin import Shape, Skin
from offworld.film.assembly import Material
from offworld.look.mesh import Mesh

_STRENGTH: Final = "KHR_materials_emissive_strength"
_MOST_16: Final = 65535
"""From so many corners on, 16 bits do not number them: the greatest number of a type is not used."""

_NOWHERE: Final = 1e-9
"""A normal shorter than this has no direction."""


class Surfaces:
    """The materials of a file, each written when it is first used."""

    def __init__(self, writer: Writer, materials: Sequence[Material]) -> None:
        self._writer = writer
        self._materials = materials
        self._names = prim_names(material.name for material in materials)
        self._made: dict[int, int] = {}

    def number(self, material: int) -> int:
        """Number in the file of a material."""
        if material not in self._made:
            self._made[material] = self._writer.add("materials", self._told(self._materials[material]))
        return self._made[material]

    def _told(self, look: Material) -> dict[str, Any]:
        told: dict[str, Any] = {
            "name": self._names[look.name],
            "pbrMetallicRoughness": {
                "baseColorFactor": [*look.colour, 1.0],
                "metallicFactor": look.metallic,
                "roughnessFactor": look.roughness,
            },
        }
        if look.glow > 0.0:
            told["emissiveFactor"] = list(look.colour)
        if look.glow > 0.0 and look.glow != 1.0:
            told["extensions"] = {_STRENGTH: {"emissiveStrength": look.glow}}
            self._writer.uses(_STRENGTH)
        return told


def add_mesh(writer: Writer, name: str, mesh: Mesh, surfaces: Surfaces, skin: Skin | None = None) -> int:
    """Writes a mesh; gives back its number.

    Args:
        writer: where.
        name: of it.
        mesh: in the frame of its node, metres.
        surfaces: what `mesh.materials` index.
        skin: joints and shapes of its corners, if it has any.
    """
    of_faces = mesh.materials[mesh.faces[:, 0]]
    pieces = []
    for number in np.unique(of_faces):
        faces = mesh.faces[of_faces == number]
        rows, order = np.unique(faces, return_inverse=True)
        kind = np.uint16 if len(rows) < _MOST_16 else np.uint32
        piece: dict[str, Any] = {
            "attributes": _attributes(writer, mesh, rows, skin),
            "indices": writer.numbers(order.reshape(-1).astype(kind), target=FACES),
            "material": surfaces.number(int(number)),
        }
        if skin is not None and skin.shapes:
            piece["targets"] = [_target(writer, shape, rows) for shape in skin.shapes]
        pieces.append(piece)
    told: dict[str, Any] = {"name": name, "primitives": pieces}
    if skin is not None and skin.shapes:
        # Where programs look for the names of shapes, for want of a place in the format.
        told["extras"] = {"targetNames": [shape.name for shape in skin.shapes]}
    return writer.add("meshes", told)


def _attributes(writer: Writer, mesh: Mesh, rows: Numbers, skin: Skin | None) -> dict[str, int]:
    normals = mesh.normals[rows]
    lengths = np.linalg.norm(normals, axis=-1, keepdims=True)
    # A corner that faces nowhere, as models have them, must face somewhere here.
    normals = np.where(lengths > _NOWHERE, normals / np.maximum(lengths, _NOWHERE), [0.0, 0.0, 1.0])
    places = mesh.vertices[rows].astype(np.float32)
    told = {
        "POSITION": writer.numbers(places, target=VERTICES, bounds=True),
        "NORMAL": writer.numbers(normals.astype(np.float32), target=VERTICES),
    }
    if skin is not None:
        joints, shares = _four(skin.indices[rows]), _shares(skin.weights[rows])
        told["JOINTS_0"] = writer.numbers(np.where(shares > 0, joints, 0).astype(np.uint8), target=VERTICES)
        told["WEIGHTS_0"] = writer.numbers(shares, target=VERTICES, whole=True)
    return told


def _four(values: Numbers) -> Numbers:
    """Columns filled up with zeros to four."""
    return np.pad(values, ((0, 0), (0, 4 - values.shape[1])))


def _shares(weights: Numbers) -> Numbers:
    """Shares (n, k) that sum to 1 as 16 bits each, (n, 4), that sum to the greatest number of the type."""
    whole = np.floor(65535.0 * _four(weights)).astype(np.int64)
    whole[:, 0] += 65535 - whole.sum(axis=1)
    return whole.astype(np.uint16)


def _target(writer: Writer, shape: Shape, rows: Numbers) -> dict[str, int]:
    """How a shape moves the corners of one piece; the piece's corners are `rows`, which rise."""
    order = np.argsort(shape.vertices)
    moved = shape.vertices[order]
    here = np.isin(moved, rows)
    offsets = shape.offsets[order][here].astype(np.float32)
    return {"POSITION": writer.few(len(rows), np.searchsorted(rows, moved[here]), offsets)}
