"""People as they look: a skinned mesh that follows the segments of the body model. It draws; it weighs nothing.

The mesh is baked by `tools/bake_people.py` from the CC0 MakeHuman data. Each segment of it is stretched to the length
that the assembly's person has, and made as broad as their mass asks.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Assembly, Node
from offworld.film.basic import NO_TURN
from offworld.film.person import Person, Sex
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.mesh import IntArray, Mesh, ellipsoid, joined

SEGMENTS: Final = (
    "pelvis", "abdomen", "chest", "head", "left_upper_arm", "left_forearm", "left_hand", "right_upper_arm",
    "right_forearm", "right_hand", "left_thigh", "left_shank", "left_foot", "right_thigh", "right_shank", "right_foot",
)  # fmt: skip
"""Segments in the order of the baked mesh and of the body model."""
PARTS: Final = ("suit", "skin", "hair", "boots", "lips")
"""What a vertex of the baked mesh belongs to, by its number."""
_NEXT: Final = {
    "pelvis": "abdomen", "abdomen": "chest", "chest": "head", "left_upper_arm": "left_forearm",
    "left_forearm": "left_hand", "right_upper_arm": "right_forearm", "right_forearm": "right_hand",
    "left_thigh": "left_shank", "left_shank": "left_foot", "right_thigh": "right_shank", "right_shank": "right_foot",
}  # fmt: skip
"""The joint at the far end of a segment."""
_STATURE: Final[dict[Sex, float]] = {"female": 1.605, "male": 1.748}
"""Of the baked meshes, metres."""
_MASS: Final[dict[Sex, float]] = {"female": 58.0, "male": 72.0}
"""That the baked meshes look like, kg; by eye."""
_BREADTH: Final = (0.85, 1.3)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """One person's mesh, tied to their nodes."""

    nodes: IntArray
    """(16,), index of each segment's node."""
    parts: IntArray
    """(n,), number in `PARTS` of each vertex."""
    faces: IntArray
    """(m, 3)."""
    ties: tuple[tuple[IntArray, FloatArray, FloatArray], ...]
    """Per segment: vertices tied to it (k,), their weights (k, 1), their places and normals in its frame (2, k, 3)."""
    count: int
    """Vertices."""
    eyes: FloatArray
    """(2, 3), middle of the left and the right eye, frame of the head, metres."""
    eye_radius: float
    """Metres."""

    def posed(self, poses: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The vertices (n, 3) and unit normals (n, 3) when the nodes have these poses (nodes, 7), set frame."""
        places = poses[self.nodes, :3]
        turns = rotation.matrix(poses[self.nodes, 3:])
        vertices, facing = np.zeros((self.count, 3)), np.zeros((self.count, 3))
        for (which, weight, local), place, turn in zip(self.ties, places, turns, strict=True):
            vertices[which] += weight * (local[0] @ turn.T + place)
            facing[which] += weight * (local[1] @ turn.T)
        return vertices, facing / np.maximum(np.linalg.norm(facing, axis=-1, keepdims=True), 1e-12)


def figure_of(assembly: Assembly, person: Person) -> Figure | None:
    """The mesh of a person of an assembly; None if they have not the segments of the body model."""
    numbers = {node.id: index for index, node in enumerate(assembly.nodes)}
    found = [numbers.get(f"{person.id}/{segment}") for segment in SEGMENTS]
    nodes = np.array([-1 if index is None else index for index in found], dtype=np.int64)
    if np.any(nodes < 0):
        return None
    baked = _baked()
    sex = person.sex
    bodies = {segment: assembly.nodes[index] for segment, index in zip(SEGMENTS, nodes, strict=True)}
    scale = _scales(baked, bodies, person)
    points = np.asarray(baked[f"{sex}_vertices"], dtype=np.float64)
    facing = normals(points, np.asarray(baked["faces"], dtype=np.int64))
    eyes = np.zeros((2, 3))
    shares = np.asarray(baked["weights"], dtype=np.float64)
    shares /= shares.sum(axis=-1, keepdims=True)
    ties = []
    for number in range(len(SEGMENTS)):
        axes, origin = baked[f"{sex}_axes"][number], baked[f"{sex}_joints"][number]
        rows, column = np.nonzero((baked["segments"] == number) & (shares > 0.0))
        weight = shares[rows, column][:, None]
        local = np.stack([((points[rows] - origin) @ axes) * scale[number], facing[rows] @ axes])
        ties.append((rows, weight, local))
        if SEGMENTS[number] == "head":
            eyes = ((baked[f"{sex}_eyes"] - origin) @ axes) * scale[number]
    tall = person.stature_m / _STATURE[sex]
    return Figure(
        nodes=nodes,
        parts=np.asarray(baked["materials"], dtype=np.int64),
        faces=np.asarray(baked["faces"], dtype=np.int64),
        ties=tuple(ties),
        count=len(points),
        eyes=np.asarray(eyes, dtype=np.float64),
        eye_radius=float(baked[f"{sex}_eye_radius"]) * tall,
    )


def face_of(figure: Figure, sex: Sex, white: int, dark: int, hair: int) -> Mesh:
    """What a head has beside its skin, in its frame: eyes that look ahead, brows, and a woman's hair tied back.

    Args:
        figure: whose.
        sex: of the person.
        white: number of the material of eyeballs.
        dark: of the iris.
        hair: of hair and brows.
    """
    r = figure.eye_radius
    parts = []
    for place, outwards in zip(figure.eyes, (1.0, -1.0), strict=True):
        ball = ellipsoid((r, r, r), white, around=12, stacks=8)
        iris = ellipsoid((0.46 * r, 0.46 * r, 0.46 * r), dark, around=10, stacks=6)
        brow = ellipsoid((0.26 * r, 0.98 * r, 0.19 * r), hair, around=10, stacks=5)
        tilt = rotation.multiply(
            rotation.from_axis_angle([0.0, 0.0, 1.0], np.array(0.42 * outwards)),
            rotation.from_axis_angle([1.0, 0.0, 0.0], np.array(-0.10 * outwards)),
        )
        parts.append(ball.moved(place, NO_TURN))
        parts.append(iris.moved(place + r * np.array([0.62, 0.0, 0.0]), NO_TURN))
        parts.append(brow.moved(place + r * np.array([1.62, 0.05 * outwards, 1.25]), tilt))
    if sex == "female":
        middle = figure.eyes.mean(axis=0) + r * np.array([-13.2, 0.0, 0.9])
        parts.append(ellipsoid((2.6 * r, 3.0 * r, 2.8 * r), hair, around=14, stacks=9).moved(middle, NO_TURN))
    return joined(parts)


def normals(vertices: FloatArray, faces: IntArray) -> FloatArray:
    """Unit normals (n, 3) of a mesh, by the areas of the faces around each vertex."""
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    face = rotation.cross(b - a, c - a)
    total = np.stack(
        [
            sum(np.bincount(faces[:, corner], face[:, axis], len(vertices)) for corner in range(3))
            for axis in range(3)
        ],
        axis=-1,
    )
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=-1, keepdims=True), 1e-12))


def _scales(baked: dict[str, NDArray[np.generic]], bodies: dict[str, Node], person: Person) -> FloatArray:
    """Factors (16, 3) on each segment's own axes that make the baked mesh this person's."""
    sex = person.sex
    tall = person.stature_m / _STATURE[sex]
    broad = (person.mass_kg / _MASS[sex] / tall) ** 0.5
    broad = float(np.clip(broad, *_BREADTH))
    joints = np.asarray(baked[f"{sex}_joints"], dtype=np.float64)
    out = np.empty((len(SEGMENTS), 3))
    for number, segment in enumerate(SEGMENTS):
        if segment not in _NEXT:
            # Heads, hands and feet grow with the person, not with their weight.
            out[number] = tall
            continue
        far = _NEXT[segment]
        length = float(np.linalg.norm(joints[SEGMENTS.index(far)] - joints[number]))
        out[number] = broad, broad, float(np.linalg.norm(bodies[far].position)) / length
    return out


@functools.cache
def _baked() -> dict[str, NDArray[np.generic]]:
    data = resources.files("offworld.look").joinpath("assets/people/people.npz").read_bytes()
    with np.load(BytesIO(data)) as file:
        return {name: file[name] for name in file.files}
