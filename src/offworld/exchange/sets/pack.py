"""A model as one .glb, the form in which sets lie in a film: metres, y up, plain materials, nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np

from offworld.exchange.gltf.writer import FACES, VERTICES, Writer
from offworld.film.assembly import Material
from offworld.space.modelled.model import Y_UP, Model, Thing

_STRENGTH = "KHR_materials_emissive_strength"
_CLEAR = 0.3
"""Share of light that glass is written to stop."""


def glb_of(model: Model, name: str) -> bytes:
    """The file of a model; the same bytes for the same model.

    Args:
        model: in the set's frame.
        name: of the set.
    """
    writer = Writer()
    kinds = [
        writer.add("materials", _material(writer, one, clear=clear))
        for one, clear in zip(model.materials[:-1], model.clear[:-1], strict=True)
    ]
    taken: dict[str, int] = {}
    for thing in model.things:
        path = "/" + "/".join(part.replace("/", "_") for part in thing.path)
        taken[path] = taken.get(path, 0) + 1
        if taken[path] > 1:
            path = f"{path}.{taken[path]}"
        writer.node(path, mesh=_mesh(writer, thing, kinds))
    return writer.file(name, {})


def _material(writer: Writer, one: Material, *, clear: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": one.name,
        "doubleSided": True,
        "pbrMetallicRoughness": {
            "baseColorFactor": [*one.colour, _CLEAR if clear else 1.0],
            "metallicFactor": one.metallic,
            "roughnessFactor": one.roughness,
        },
    }
    if clear:
        told["alphaMode"] = "BLEND"
    if one.glow > 0.0:
        brightest = max(*one.colour, 1e-6)
        told["emissiveFactor"] = [value / brightest for value in one.colour]
        told["extensions"] = {_STRENGTH: {"emissiveStrength": one.glow}}
        writer.uses(_STRENGTH)
    return told


def _mesh(writer: Writer, thing: Thing, kinds: list[int]) -> int:
    pieces = []
    bare = not np.any(thing.normals)
    for kind in np.unique(thing.materials):
        rows, order = np.unique(thing.faces[thing.materials == kind], return_inverse=True)
        attributes = {
            "POSITION": writer.numbers(
                (thing.points[rows] @ Y_UP).astype(np.float32), target=VERTICES, bounds=True
            )
        }
        if not bare:
            attributes["NORMAL"] = writer.numbers(
                (thing.normals[rows] @ Y_UP).astype(np.float32), target=VERTICES
            )
        piece: dict[str, Any] = {
            "attributes": attributes,
            "indices": writer.numbers(order.reshape(-1).astype(np.uint32), target=FACES),
        }
        if kind < len(kinds):
            piece["material"] = kinds[int(kind)]
        pieces.append(piece)
    return writer.add("meshes", {"name": thing.path[-1], "primitives": pieces})
