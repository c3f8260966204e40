"""What is in a file of glTF, whatever program wrote it: nodes with their places, numbers of accessors, motion.

Places and axes are those of the file, y up, metres; `TO_SET` takes them to a set's own frame. Whoever reads meshes
finds their numbers by `Gltf.numbers` and where they stand by `Gltf.world`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from offworld.exchange.gltf.container import unpacked, wrong
from offworld.exchange.gltf.motion import Channel, value_at
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

Numbers = NDArray[Any]

KINDS: Final = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
"""Type of a number by its code."""
WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
"""Numbers of one element; smaller matrices, which are padded, are used by nobody here."""
TO_SET: Final = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""From the file's axes, y up, to a set's, z up."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """One node."""

    name: str
    """As written; empty: it has none."""
    parent: int
    """Number of the node above it; −1: none."""
    plain: dict[str, Any]
    """As it stands in the file: mesh, camera, skin, extras."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gltf:
    """One file, read."""

    path: Path
    """Of the file."""
    plain: dict[str, Any]
    """Its JSON."""
    buffers: list[bytes]
    """Its numbers, still packed."""
    nodes: tuple[Node, ...]
    """In the file's order."""

    def numbers(self, accessor: int) -> Numbers:
        """The numbers (n, width) of an accessor; fractions that are kept as whole numbers come as floats.

        Raises:
            FilmError: there is no such accessor, or its numbers are packed in a way that is not read here.
        """
        try:
            return _numbers(self, self.plain["accessors"][accessor])
        except (KeyError, IndexError, TypeError, ValueError) as error:
            told = ", ".join(self.plain.get("extensionsRequired", []))
            remedy = "export it again without compression" if told else "export it again"
            raise wrong(
                self.path, f"numbers of this glTF cannot be read ({told or error})", remedy
            ) from error

    def chain(self, node: int) -> list[int]:
        """A node and all above it, the topmost first.

        Raises:
            FilmError: nodes stand above themselves.
        """
        found = [node]
        while self.nodes[found[-1]].parent >= 0:
            found.append(self.nodes[found[-1]].parent)
            if len(found) > len(self.nodes):
                raise wrong(self.path, "nodes of this glTF stand above themselves", "export it again")
        return found[::-1]

    def where(self, node: int) -> str:
        """Path of a node by names: ``/Scene/Cameras/B``."""
        return "".join(f"/{self.nodes[number].name}" for number in self.chain(node))

    def channels(self) -> dict[tuple[int, str], Channel]:
        """What moves, by node and by what of it: the first animation that moves it."""
        found: dict[tuple[int, str], Channel] = {}
        for animation in self.plain.get("animations", []):
            for each in animation["channels"]:
                key = (each["target"].get("node", -1), each["target"]["path"])
                sampler = animation["samplers"][each["sampler"]]
                if key not in found:
                    found[key] = Channel(
                        times=self.numbers(sampler["input"])[:, 0].astype(np.float64),
                        values=self.numbers(sampler["output"]).astype(np.float64),
                        way=sampler.get("interpolation", "LINEAR"),
                    )
        return found

    def world(
        self,
        node: int,
        times: FloatArray | None = None,
        channels: dict[tuple[int, str], Channel] | None = None,
    ) -> FloatArray:
        """Transforms (t, 4, 4) of a node to the file's frame at times (t,), s; one row, at rest, without them.

        Args:
            node: its number.
            times: moments, s.
            channels: what moves, as `channels` tells; None: nothing.
        """
        moments = np.zeros(1) if times is None else times
        whole = np.tile(np.eye(4), (len(moments), 1, 1))
        for number in self.chain(node):
            whole = whole @ _local(self.nodes[number].plain, number, moments, channels or {})
        return np.asarray(whole)


def read_gltf(path: Path) -> Gltf:
    """Reads a file of either form.

    Raises:
        FilmError: it is no glTF 2.0, or not whole.
    """
    plain, buffers = unpacked(path)
    told = plain.get("nodes", [])
    above = {child: number for number, node in enumerate(told) for child in node.get("children", [])}
    nodes = tuple(
        Node(name=str(node.get("name", "")), parent=above.get(number, -1), plain=node)
        for number, node in enumerate(told)
    )
    return Gltf(path=path, plain=plain, buffers=buffers, nodes=nodes)


def _local(
    plain: dict[str, Any], number: int, times: FloatArray, channels: dict[tuple[int, str], Channel]
) -> FloatArray:
    """Transforms (t, 4, 4) of a node to the one above it."""
    made = np.tile(np.eye(4), (len(times), 1, 1))
    if "matrix" in plain:
        return np.asarray(made @ np.array(plain["matrix"], dtype=np.float64).reshape(4, 4).T)
    parts = {}
    for what, rest in (("translation", [0, 0, 0]), ("rotation", [0, 0, 0, 1]), ("scale", [1, 1, 1])):
        channel = channels.get((number, what))
        still = np.array(plain.get(what, rest), dtype=np.float64)
        parts[what] = np.tile(still, (len(times), 1)) if channel is None else value_at(channel, times, what)
    turns = rotation.matrix(rotation.normalise(np.roll(parts["rotation"], 1, axis=-1)))
    made[:, :3, :3] = turns * parts["scale"][:, None, :]
    made[:, :3, 3] = parts["translation"]
    return made


def _numbers(gltf: Gltf, accessor: dict[str, Any]) -> Numbers:
    kind = np.dtype(KINDS[accessor["componentType"]])
    width, count = WIDTHS[accessor["type"]], int(accessor["count"])
    values = np.zeros((count, width), dtype=kind)
    if "bufferView" in accessor:
        values = _viewed(gltf, accessor["bufferView"], accessor.get("byteOffset", 0), kind, width, count)
    if "sparse" in accessor:
        few = accessor["sparse"]
        rows, these = few["indices"], few["values"]
        row_kind = np.dtype(KINDS[rows["componentType"]])
        where = _viewed(gltf, rows["bufferView"], rows.get("byteOffset", 0), row_kind, 1, few["count"])[:, 0]
        values = values.copy()
        values[where] = _viewed(
            gltf, these["bufferView"], these.get("byteOffset", 0), kind, width, few["count"]
        )
    if accessor.get("normalized"):
        return np.asarray(np.maximum(values / np.iinfo(kind).max, -1.0))
    return values


def _viewed(gltf: Gltf, number: int, offset: int, kind: np.dtype[Any], width: int, count: int) -> Numbers:
    """Elements (count, width) of a part of a buffer."""
    view = gltf.plain["bufferViews"][number]
    if "EXT_meshopt_compression" in view.get("extensions", {}):
        raise ValueError("meshopt")
    step = view.get("byteStride", width * kind.itemsize)
    start = view.get("byteOffset", 0) + offset
    data = np.frombuffer(gltf.buffers[view["buffer"]], dtype=np.uint8)
    need = start + step * (count - 1) + width * kind.itemsize
    if need > len(data):
        raise ValueError("a view is longer than its buffer")
    rows = np.lib.stride_tricks.as_strided(
        data[start:], (count, width * kind.itemsize), (step, 1), writeable=False
    )
    return np.ascontiguousarray(rows).view(kind)
