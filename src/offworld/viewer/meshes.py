"""Meshes of the set, of what moves and of people, and their colours, as the browser file holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from offworld.errors import NotPossible
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressed, Dressing
from offworld.look.figure import HEAD, Bend, Figure
from offworld.look.lights import FALLOFF, SOFT, gathered, strength
from offworld.look.mesh import IntArray, Mesh
from offworld.look.palette import BAND, texture
from offworld.viewer.pack import Array, Pack, directions, shares

TIES: Final = 3
"""Segments that a vertex of a person follows at most."""
MATERIALS: Final = 256
"""Materials of a take at most."""


def add_dressing(pack: Pack, dressing: Dressing, people: Sequence[str]) -> dict[str, Any]:
    """Takes in everything that is seen.

    Args:
        pack: where it goes.
        dressing: the set with its light, what moves, people in costume.
        people: id of each of `dressing.people`.
    """
    meshes = [
        _mesh(pack, f"moving{i}", mesh) | {"node": node} for i, (node, mesh) in enumerate(dressing.moving)
    ]
    return {
        "palette": _palette(pack, dressing),
        "set": _mesh(pack, "set", dressing.still),
        "moving": meshes,
        "bodies": [
            {"id": name, **_person(pack, f"body{i}", each, dressing.people[0])}
            for i, (name, each) in enumerate(zip(people, dressing.people, strict=True))
        ],
        "light": light(dressing),
    }


def light(dressing: Dressing) -> dict[str, Any]:
    """The light on what moves, as the pictures have it: colours are added, and multiply a surface's own."""
    lamps = gathered(dressing.lamps)
    strongest = max((lamp.power for lamp in lamps), default=1.0)
    told = []
    for lamp in lamps:
        colour = np.asarray(lamp.colour) / max(*lamp.colour, 1e-6) * strength(lamp, strongest)
        told.append({"position": lamp.position, "colour": [round(float(value), 4) for value in colour]})
    above = SOFT.above if lamps else [2.0 * value for value in SOFT.above]
    return {
        "up": dressing.up, "lamps": told, "falloff": FALLOFF, "above": above, "below": SOFT.below,
        "around": SOFT.around,
    }  # fmt: skip


def _palette(pack: Pack, dressing: Dressing) -> dict[str, Any]:
    """One row of colours from dark to full light for each material, as a screen expects them.

    Raises:
        NotPossible: there are more materials than a byte tells apart.
    """
    if len(dressing.materials) > MATERIALS:
        raise NotPossible(f"a take with more than {MATERIALS} materials cannot be shown in a browser")
    rows = texture(dressing.materials)[::BAND][: len(dressing.materials)]
    glowing = [number for number, material in enumerate(dressing.materials) if material.glow > 0.0]
    return {"array": pack.add("palette", rows.reshape(len(rows), -1)), "glowing": glowing}


def _mesh(pack: Pack, name: str, mesh: Mesh) -> dict[str, Any]:
    surface = np.stack([mesh.materials.astype(np.uint8), shares(mesh.levels)], axis=-1)
    return {
        "places": pack.add_places(f"{name}.places", mesh.vertices, 1),
        "normals": pack.add(f"{name}.normals", directions(mesh.normals), 1),
        "surface": pack.add(f"{name}.surface", surface, 1),
        "faces": pack.add(f"{name}.faces", _indices(mesh.faces, len(mesh.vertices)), 1),
    }


def _person(pack: Pack, name: str, person: Dressed, first: Dressed) -> dict[str, Any]:
    """A person's mesh: for each vertex up to `TIES` segments, with its share, place and normal in each one's frame."""
    figure = person.figure
    segments, weights, places, normals, slots = _ties(figure)
    faces = "body0.faces"
    if person is first or not np.array_equal(figure.faces, first.figure.faces):
        faces = pack.add(f"{name}.faces", _indices(figure.faces, figure.count), 1)
    return {
        "nodes": [int(node) for node in figure.nodes],
        "segments": pack.add(f"{name}.segments", segments, 1),
        "weights": pack.add(f"{name}.weights", weights),
        "places": pack.add_places(f"{name}.places", places, 1),
        "normals": pack.add(f"{name}.normals", directions(normals), 1),
        "materials": pack.add(f"{name}.materials", person.materials.astype(np.uint8), 1),
        "faces": faces,
        "hands": [_hand(pack, f"{name}.hand{i}", figure, bend, slots) for i, bend in enumerate(figure.hands)],
        "eyes": [_eye(pack, f"{name}.eye{side}", figure, side) for side in range(2)],
    }


def _hand(pack: Pack, name: str, figure: Figure, bend: Bend, slots: Array) -> dict[str, Any]:
    """How the vertices of a hand move as it closes: in even steps from open to closed, added to those at rest."""
    vertices = figure.ties[bend.tie][0][bend.rows]
    flat = bend.change.transpose(2, 0, 1, 3)
    return {
        "node": bend.node,
        "steps": len(bend.change),
        "vertices": pack.add(f"{name}.vertices", vertices.astype(np.uint16), 1),
        "slots": pack.add(f"{name}.slots", slots[vertices, bend.tie].astype(np.uint8), 1),
        "places": pack.add_places(f"{name}.places", flat[:, :, 0].reshape(len(vertices), -1), 1),
        # A change of a unit vector is up to two long.
        "normals": pack.add(f"{name}.normals", directions(0.5 * flat[:, :, 1].reshape(len(vertices), -1)), 1),
    }


def _eye(pack: Pack, name: str, figure: Figure, side: int) -> dict[str, Any]:
    """Which vertices are an eye, and the place in the head about which it turns."""
    vertices = figure.ties[HEAD][0][figure.eye_rows[side]]
    return {
        "vertices": pack.add(f"{name}.vertices", vertices.astype(np.uint16), 1),
        "middle": [float(value) for value in figure.eyes[side]],
    }


def _ties(figure: Figure) -> tuple[Array, Array, FloatArray, FloatArray, Array]:
    """Segments (n, 3), weights (n, 3), places (n, 9) and normals (n, 9) of a figure's ties, the heaviest first.

    Weights are 8 bits each and add up to 255; places of what is not tied are zero. The last array (n, segments) tells
    in which of the three a segment is found, where it is.
    """
    n = figure.count
    used = np.zeros(n, dtype=np.int64)
    segments, heavy = np.zeros((n, TIES), dtype=np.uint8), np.zeros((n, TIES))
    places, normals = np.zeros((n, TIES, 3)), np.zeros((n, TIES, 3))
    for number, (which, weight, local) in enumerate(figure.ties):
        slot = used[which]
        segments[which, slot], heavy[which, slot] = number, weight[:, 0]
        places[which, slot], normals[which, slot] = local
        used[which] += 1
    order = np.argsort(-heavy, axis=1, kind="stable")
    rows = np.arange(n)[:, None]
    whole = np.round(255.0 * heavy[rows, order]).astype(np.int64)
    whole[:, 0] += 255 - whole.sum(axis=1)
    sorted_places, sorted_normals = places[rows, order].reshape(n, -1), normals[rows, order].reshape(n, -1)
    found = segments[rows, order]
    slots = np.zeros((n, len(figure.ties)), dtype=np.int64)
    for place in reversed(range(TIES)):
        slots[rows[:, 0], found[:, place]] = place
    return found, whole.astype(np.uint8), sorted_places, sorted_normals, slots


def _indices(faces: IntArray, vertices: int) -> Array:
    return faces.astype(np.uint16 if vertices <= 65536 else np.uint32)
