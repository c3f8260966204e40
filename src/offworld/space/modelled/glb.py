"""Reading a model from glTF 2.0, packed (.glb) or not (.gltf): metres, y up, as the Khronos specification has them."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from offworld.errors import FilmError, Problem
from offworld.film.assembly import Material
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.buffers import MOST_BYTES, Buffers, broken
from offworld.space.modelled.model import MOST_TRIANGLES, Y_UP, IntArray, Model, Thing

_MAGIC: Final = b"glTF"
_JSON, _BIN = 0x4E4F534A, 0x004E4942
_DEEPEST: Final = 64
"""Groups within groups at most."""
_UNREAD: Final = {
    "KHR_draco_mesh_compression": "compressed triangles",
    "EXT_meshopt_compression": "compressed triangles",
    "KHR_meshopt_compression": "compressed triangles",
    "EXT_mesh_gpu_instancing": "copies made by the viewer",
}
_GREY: Final = (0.8, 0.8, 0.8)
_SEE_THROUGH: Final = 0.95
"""Share of light that a surface stops below which it counts as glass."""


def read_gltf(path: Path, shown: str, *, scale: float = 1.0) -> Model:
    """Reads a model.

    Args:
        path: the file.
        shown: how messages call it.
        scale: factor on all lengths.

    Raises:
        FilmError: the file is not there, is no glTF, or holds what cannot be taken.
    """
    tree, packed = _parts(path, shown)
    for name in tree.get("extensionsRequired", []):
        if name in _UNREAD:
            raise broken(
                f"it holds {_UNREAD[name]} ({name})", shown, "export it without compression or instancing"
            )
    buffers = Buffers(tree, packed, path, shown)
    try:
        materials, clear, remarks = _materials(tree)
        things = tuple(_things(tree, buffers, shown, scale))
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise broken("its parts do not fit together as glTF 2.0 asks", shown) from error
    if tree.get("animations"):
        remarks.append("its animation is left behind: a set stands still, as the file has it at rest")
    if tree.get("skins"):
        remarks.append("its skins are left behind: what they bend stands as it was modelled")
    return Model(things=things, materials=materials, clear=clear, remarks=tuple(remarks))


def _parts(path: Path, shown: str) -> tuple[Mapping[str, Any], bytes]:
    if not path.is_file():
        what = "there is no such model"
        raise FilmError(Problem(what=what, remedy="name a .glb or .gltf file", file=shown, kind="no-model"))
    if path.stat().st_size > MOST_BYTES:
        raise broken(
            f"it is larger than {MOST_BYTES >> 20} MB", shown, "simplify the model, leave textures out"
        )
    raw = path.read_bytes()
    text, packed = raw, b""
    if raw[:4] == _MAGIC:
        text, packed = _chunks(raw, shown)
    try:
        tree = json.loads(text)
        version = str(tree["asset"]["version"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise broken("this is no glTF file", shown, "export it as glTF 2.0 binary (.glb)") from error
    if not version.startswith("2."):
        raise broken(f"this is glTF {version[:20]}", shown, "export it as glTF 2.0")
    return tree, packed


def _chunks(raw: bytes, shown: str) -> tuple[bytes, bytes]:
    found: dict[int, bytes] = {}
    at = 12
    while at + 8 <= len(raw):
        length, kind = struct.unpack_from("<II", raw, at)
        if at + 8 + length > len(raw):
            raise broken("it breaks off", shown, "copy or export it again")
        found.setdefault(kind, raw[at + 8 : at + 8 + length])
        at += 8 + length
    return found.get(_JSON, b""), found.get(_BIN, b"")


def _materials(tree: Mapping[str, Any]) -> tuple[tuple[Material, ...], tuple[bool, ...], list[str]]:
    """All materials, whether each can be seen through, and remarks; one more at the end for faces that have none."""
    found, clear, textured = [], [], []
    for number, one in enumerate(tree.get("materials", [])):
        name = str(one.get("name") or f"material {number + 1}")
        surface, more = one.get("pbrMetallicRoughness", {}), one.get("extensions", {})
        colour = [float(value) for value in surface.get("baseColorFactor", (1.0, 1.0, 1.0, 1.0))]
        glow = max((float(value) for value in one.get("emissiveFactor", (0.0,))), default=0.0)
        glow *= float(more.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1.0))
        if "baseColorTexture" in surface:
            textured.append(name)
        light = one.get("emissiveFactor", _GREY) if glow > 0.0 else colour
        found.append(
            Material(
                name=name, colour=(float(light[0]), float(light[1]), float(light[2])), glow=glow,
                roughness=float(surface.get("roughnessFactor", 1.0)),
                metallic=float(round(surface.get("metallicFactor", 1.0))),
            )
        )  # fmt: skip
        passes = float(more.get("KHR_materials_transmission", {}).get("transmissionFactor", 0.0))
        blends = one.get("alphaMode") == "BLEND" and colour[3] < _SEE_THROUGH
        clear.append(blends or passes > 1.0 - _SEE_THROUGH)
    remarks = [f"its pictures are left behind: {', '.join(textured)} in one colour"] if textured else []
    return (*found, Material(name="", colour=_GREY)), (*clear, False), remarks


def _things(tree: Mapping[str, Any], buffers: Buffers, shown: str, scale: float) -> Iterator[Thing]:
    scenes = tree.get("scenes") or [{"nodes": list(range(len(tree.get("nodes", []))))}]
    count = 0
    for number in scenes[tree.get("scene", 0)].get("nodes", []):
        for thing in _below(tree, buffers, int(number), (), scale * Y_UP, np.zeros(3)):
            count += len(thing.faces)
            if count > MOST_TRIANGLES:
                raise broken(
                    f"it has more than {MOST_TRIANGLES} triangles", shown,
                    "simplify it (in Blender: the Decimate modifier), or leave out what no camera comes near",
                )  # fmt: skip
            yield thing


def _below(
    tree: Mapping[str, Any],
    buffers: Buffers,
    number: int,
    path: tuple[str, ...],
    turn: FloatArray,
    shift: FloatArray,
) -> Iterator[Thing]:
    """The things of a node and of all below it, under the motion that its parent has."""
    if len(path) > _DEEPEST:
        raise ValueError("groups within groups without end")
    node = tree["nodes"][number]
    own_turn, own_shift = _motion(node)
    turn, shift = turn @ own_turn, turn @ own_shift + shift
    here = (*path, str(node.get("name") or f"node {number}"))
    if "mesh" in node:
        thing = _thing(tree, buffers, tree["meshes"][node["mesh"]], here, (turn, shift))
        if thing is not None:
            yield thing
    for child in node.get("children", []):
        yield from _below(tree, buffers, int(child), here, turn, shift)


def _motion(node: Mapping[str, Any]) -> tuple[FloatArray, FloatArray]:
    """Linear part (3, 3) and shift (3,) of a node."""
    if "matrix" in node:
        matrix = np.array(node["matrix"], dtype=np.float64).reshape(4, 4).T
        return matrix[:3, :3], matrix[:3, 3]
    x, y, z, w = (float(value) for value in node.get("rotation", (0.0, 0.0, 0.0, 1.0)))
    turn = rotation.matrix(rotation.normalise(np.array([w, x, y, z])))
    return turn * np.array(node.get("scale", (1.0, 1.0, 1.0)), float), np.array(
        node.get("translation", (0, 0, 0)), float
    )


def _thing(
    tree: Mapping[str, Any], buffers: Buffers, mesh: Mapping[str, Any], path: tuple[str, ...],
    motion: tuple[FloatArray, FloatArray],
) -> Thing | None:  # fmt: skip
    parts = [part for one in mesh["primitives"] if (part := _triangles(tree, buffers, one)) is not None]
    if not parts:
        return None
    starts = np.cumsum([0, *(len(part[0]) for part in parts)])
    points = np.concatenate([part[0] for part in parts])
    normals = np.concatenate([part[1] for part in parts])
    faces = np.concatenate([part[2] + start for part, start in zip(parts, starts, strict=False)])
    materials = np.concatenate([np.full(len(part[2]), part[3], dtype=np.int64) for part in parts])
    return placed(path, points, normals, faces, materials, motion)


def placed(
    path: tuple[str, ...], points: FloatArray, normals: FloatArray, faces: IntArray, materials: IntArray,
    motion: tuple[FloatArray, FloatArray],
) -> Thing:  # fmt: skip
    """A thing under a motion of linear part (3, 3) and shift (3,); a mirror turns its faces round.

    Raises:
        ValueError: a number in it is none, or a face names a point that is not there.
    """
    turn, shift = motion
    if not (np.all(np.isfinite(points)) and np.all(np.isfinite(turn)) and np.all(np.isfinite(shift))):
        raise ValueError("not a number")
    if len(faces) and not 0 <= int(faces.min()) <= int(faces.max()) < len(points):
        raise ValueError("no such point")
    size = float(np.linalg.det(turn))
    across = np.zeros_like(normals)
    if abs(size) > 0.0:
        across = np.nan_to_num(normals) @ np.linalg.inv(turn)
        length = np.linalg.norm(across, axis=1, keepdims=True)
        across = np.where(length > 0.0, across / np.where(length > 0.0, length, 1.0), 0.0)
    ordered = faces[:, ::-1].copy() if size < 0.0 else faces
    return Thing(
        path=path, points=points @ turn.T + shift, normals=across, faces=ordered, materials=materials
    )


def _triangles(
    tree: Mapping[str, Any], buffers: Buffers, part: Mapping[str, Any]
) -> tuple[FloatArray, FloatArray, IntArray, int] | None:
    """Points, normals, faces and material of one part of a mesh; None for points and lines."""
    mode = part.get("mode", 4)
    if mode not in {4, 5, 6} or "POSITION" not in part["attributes"]:
        return None
    points = buffers.array(part["attributes"]["POSITION"])
    normals = np.zeros_like(points)
    if "NORMAL" in part["attributes"]:
        normals = buffers.array(part["attributes"]["NORMAL"])
    order = np.arange(len(points))
    if "indices" in part:
        order = buffers.array(part["indices"]).astype(np.int64)[:, 0]
    if normals.shape != points.shape or points.shape[1] != 3:
        raise ValueError("not as many normals as points")
    if mode == 4:
        faces = order[: 3 * (len(order) // 3)].reshape(-1, 3)
    elif mode == 5:
        faces = np.stack([order[:-2], order[1:-1], order[2:]], axis=-1)
        faces[1::2] = faces[1::2, ::-1]
    else:
        faces = np.stack([np.full(max(len(order) - 2, 0), order[0]), order[1:-1], order[2:]], axis=-1)
    # The last material is that of faces without one.
    return points, normals, faces, int(part.get("material", len(tree.get("materials", []))))
