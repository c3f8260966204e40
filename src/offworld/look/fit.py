"""Making the baked mesh one person's own: as tall, as broad and as long in every segment as the body model has them.

The mesh is baked by `tools/bake_people.py` from the CC0 MakeHuman data, which also says how its hands close.
"""

from __future__ import annotations

import functools
from importlib import resources
from io import BytesIO
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from offworld.film.assembly import Assembly, Node
from offworld.film.basic import NO_TURN
from offworld.film.person import Person, Sex
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.figure import HEAD, PARTS, SEGMENTS, Bend, Figure
from offworld.look.hands import RELAXED
from offworld.look.mesh import IntArray, Mesh, ellipsoid, joined

Tie = tuple[IntArray, FloatArray, FloatArray]
Baked = dict[str, NDArray[Any]]

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


def figure_of(assembly: Assembly, person: Person) -> Figure | None:
    """The mesh of a person of an assembly; None if they have not the segments of the body model."""
    numbers = {node.id: index for index, node in enumerate(assembly.nodes)}
    found = [numbers.get(f"{person.id}/{segment}") for segment in SEGMENTS]
    nodes = np.array([-1 if index is None else index for index in found], dtype=np.int64)
    if np.any(nodes < 0):
        return None
    baked, sex = _baked(), person.sex
    bodies = {segment: assembly.nodes[index] for segment, index in zip(SEGMENTS, nodes, strict=True)}
    scale = _scales(baked, bodies, person)
    ties = _ties(baked, sex, scale)
    bends = [_bend(baked, person, side, ties, scale) for side in ("left", "right")]
    axes, origin = baked[f"{sex}_axes"][HEAD], baked[f"{sex}_joints"][HEAD]
    eyes = np.asarray(((baked[f"{sex}_eyes"] - origin) @ axes) * scale[HEAD], dtype=np.float64)
    radius = float(baked[f"{sex}_eye_radius"]) * person.stature_m / _STATURE[sex]
    balls = [_eye(radius).moved(eye, NO_TURN) for eye in eyes]
    count = len(baked["materials"])
    rows = [np.arange(len(balls[0].vertices)) + side * len(balls[0].vertices) for side in (0, 1)]
    both = joined(balls)
    in_head = len(ties[HEAD][0])
    ties[HEAD] = _with_eyes(ties[HEAD], both, count)
    strongest = np.argmax(baked["weights"], axis=-1)[:, None]
    segments = np.take_along_axis(np.asarray(baked["segments"], dtype=np.int64), strongest, axis=-1)[:, 0]
    return Figure(
        person=person.id,
        nodes=nodes,
        parts=np.concatenate([np.asarray(baked["materials"], dtype=np.int64), both.materials]),
        segments=np.concatenate([segments, np.full(len(both.vertices), HEAD)]),
        faces=np.concatenate([np.asarray(baked["faces"], dtype=np.int64), both.faces + count]),
        ties=tuple(ties),
        blend=_blend(ties, count + len(both.vertices)),
        count=count + len(both.vertices),
        hands=tuple(bends),
        eyes=eyes,
        eye_rows=(rows[0] + in_head, rows[1] + in_head),
        eye_radius=radius,
    )


def bind_axes(sex: Sex) -> FloatArray:
    """Axes (16, 3, 3) of each segment, as columns, in the posture in which the mesh was modelled and tied."""
    return np.asarray(_baked()[f"{sex}_axes"], dtype=np.float64)


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


def _ties(baked: Baked, sex: Sex, scale: FloatArray) -> list[Tie]:
    """What follows each segment, with open hands and without eyes."""
    points = np.asarray(baked[f"{sex}_vertices"], dtype=np.float64)
    facing = normals(points, np.asarray(baked["faces"], dtype=np.int64))
    shares = np.asarray(baked["weights"], dtype=np.float64)
    shares /= shares.sum(axis=-1, keepdims=True)
    ties = []
    for number in range(len(SEGMENTS)):
        axes, origin = baked[f"{sex}_axes"][number], baked[f"{sex}_joints"][number]
        rows, column = np.nonzero((baked["segments"] == number) & (shares > 0.0))
        local = np.stack([((points[rows] - origin) @ axes) * scale[number], facing[rows] @ axes])
        ties.append((rows, shares[rows, column][:, None], local))
    return ties


def _bend(baked: Baked, person: Person, side: str, ties: list[Tie], scale: FloatArray) -> Bend:
    """How one hand closes; its tie is put to rest."""
    number, sex = SEGMENTS.index(f"{side}_hand"), person.sex
    vertices = np.asarray(baked["hands"], dtype=np.int64)
    which, weight, local = ties[number]
    rows = np.flatnonzero(np.isin(which, vertices))
    within = np.searchsorted(vertices, which[rows])
    axes = np.asarray(baked[f"{sex}_axes"][number], dtype=np.float64)
    points = np.asarray(baked[f"{sex}_vertices"], dtype=np.float64)
    faces = np.asarray(baked["faces"], dtype=np.int64)
    facing = normals(points, faces)
    change = [np.zeros((2, len(rows), 3))]
    for moved in np.asarray(baked[f"{sex}_closing"], dtype=np.float64):
        bent = points.copy()
        bent[vertices] += moved
        turned = (normals(bent, faces) - facing)[which[rows]]
        change.append(np.stack([(moved[within] @ axes) * scale[number], turned @ axes]))
    steps = np.stack(change)
    rest = _between(steps, RELAXED)
    local = local.copy()
    local[:, rows] += rest
    ties[number] = (which, weight, local)
    return Bend(node=f"{person.id}/{side}_hand", tie=number, rows=rows, change=steps - rest)


def _between(steps: FloatArray, share: float) -> FloatArray:
    """What lies at a share of the way through even steps (k, …)."""
    at = share * (len(steps) - 1)
    below = min(int(at), len(steps) - 2)
    return np.asarray((1.0 - (at - below)) * steps[below] + (at - below) * steps[below + 1])


def _eye(radius: float) -> Mesh:
    """An eye about the origin that looks along x."""
    white, iris = PARTS.index("eyeball"), PARTS.index("iris")
    ball = ellipsoid((radius, radius, radius), white, around=12, stacks=8)
    pupil = ellipsoid((0.46 * radius,) * 3, iris, around=10, stacks=6)
    return joined([ball, pupil.moved((0.62 * radius, 0.0, 0.0), NO_TURN)])


def _with_eyes(head: Tie, eyes: Mesh, first: int) -> Tie:
    """What follows the head, and its eyes, whose vertices are numbered from `first`."""
    which, weight, local = head
    count = len(eyes.vertices)
    return (
        np.concatenate([which, first + np.arange(count)]),
        np.concatenate([weight, np.ones((count, 1))]),
        np.concatenate([local, np.stack([eyes.vertices, eyes.normals])], axis=1),
    )


def _blend(ties: list[Tie], count: int) -> csr_array:
    """What each of `count` vertices takes of each row of the ties, as a table of few entries."""
    vertices = np.concatenate([which for which, _, _ in ties])
    weights = np.concatenate([weight[:, 0] for _, weight, _ in ties])
    return csr_array((weights, (vertices, np.arange(len(vertices)))), shape=(count, len(vertices)))


def _scales(baked: Baked, bodies: dict[str, Node], person: Person) -> FloatArray:
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
def _baked() -> Baked:
    data = resources.files("offworld.look").joinpath("assets/people/people.npz").read_bytes()
    with np.load(BytesIO(data)) as file:
        return {name: file[name] for name in file.files}
