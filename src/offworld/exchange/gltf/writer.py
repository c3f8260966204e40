"""A file of glTF while it is written: nodes under their paths, numbers, and what moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from offworld.exchange.gltf.container import packed
from offworld.exchange.gltf.read import Numbers
from offworld.geometry.rotation import FloatArray

_CODES: Final = {"uint8": 5121, "uint16": 5123, "uint32": 5125, "float32": 5126}
_SHAPES: Final = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
VERTICES: Final = 34962
"""Numbers of corners."""
FACES: Final = 34963
"""Numbers of triangles."""


class Writer:
    """Everything that goes into one file."""

    def __init__(self) -> None:
        self._lists: dict[str, list[Any]] = {}
        self._used: set[str] = set()
        self._nodes: list[dict[str, Any]] = []
        self._paths: dict[str, int] = {}
        self._roots: list[int] = []
        self._samplers: list[dict[str, Any]] = []
        self._channels: list[dict[str, Any]] = []
        self._known: dict[Any, int] = {}
        self._binary = bytearray()

    def node(self, path: str, **plain: Any) -> int:
        """The node of a path such as ``/Scene/Props``, made with all above it when it is first asked for.

        Args:
            path: names from the root.
            plain: what is written of it.
        """
        if path in self._paths:
            self._nodes[self._paths[path]].update(plain)
            return self._paths[path]
        above, _, name = path.rpartition("/")
        parent = self.node(above) if above else None
        number = len(self._nodes)
        self._nodes.append({"name": name, **plain})
        self._paths[path] = number
        (self._roots if parent is None else self._nodes[parent].setdefault("children", [])).append(number)
        return number

    def add(self, what: str, plain: Mapping[str, Any]) -> int:
        """Takes in a mesh, material, skin or camera; gives back its number."""
        rows = self._lists.setdefault(what, [])
        rows.append(dict(plain))
        return len(rows) - 1

    def uses(self, extension: str) -> None:
        """Says that the file makes use of an extension; a reader without it may still read everything else."""
        self._used.add(extension)

    def numbers(
        self, values: Numbers, *, target: int | None = None, bounds: bool = False, whole: bool = False
    ) -> int:
        """Takes in numbers (n,) or (n, width); the same ones are kept once.

        Args:
            values: of the type that they shall have.
            target: `VERTICES`, `FACES` or None for neither.
            bounds: whether the least and the greatest are written beside them.
            whole: whether they are fractions of the greatest number of their type.
        """
        table = values if values.ndim == 2 else values[:, None]
        data = np.ascontiguousarray(table).tobytes()
        key = (data, table.dtype.name, table.shape, target, bounds, whole)
        if key not in self._known:
            told: dict[str, Any] = {"bufferView": self._view(data, target), **_kind(table)}
            if whole:
                told["normalized"] = True
            self._known[key] = self.add("accessors", told | (_bounds(table) if bounds else {}))
        return self._known[key]

    def few(self, count: int, rows: Numbers, values: Numbers) -> int:
        """Takes in (count, width) numbers that are zero but for some rows, which rise and may be none."""
        told: dict[str, Any] = {**_kind(values), "count": count}
        around = np.concatenate(
            [values, np.zeros((1 if len(rows) < count else 0, values.shape[1]), values.dtype)]
        )
        if len(rows):
            kind = "uint16" if count <= 65536 else "uint32"
            told["sparse"] = {
                "count": len(rows),
                "indices": {
                    "bufferView": self._view(rows.astype(kind).tobytes(), None),
                    "componentType": _CODES[kind],
                },
                "values": {"bufferView": self._view(np.ascontiguousarray(values).tobytes(), None)},
            }
        return self.add("accessors", told | _bounds(around))

    def moves(self, node: int, what: str, times: FloatArray, values: FloatArray) -> None:
        """Says how a node moves.

        Args:
            node: its number.
            what: `translation`, `rotation` (x, y, z, w), `scale` or `weights`.
            times: of its keys, s, shape (k,).
            values: at its keys, (k, width).
        """
        keys = self.numbers(times.astype(np.float32), bounds=True)
        rows = values.astype(np.float32)
        table = self.numbers(rows.reshape(-1) if what == "weights" else rows)
        self._samplers.append({"input": keys, "output": table, "interpolation": "LINEAR"})
        target = {"node": node, "path": what}
        self._channels.append({"sampler": len(self._samplers) - 1, "target": target})

    def file(self, name: str, extras: Mapping[str, Any]) -> bytes:
        """The whole file.

        Args:
            name: of its one scene, and of what moves in it.
            extras: what is said of the scene.
        """
        plain: dict[str, Any] = {"asset": {"version": "2.0", "generator": "Offworld"}}
        if self._used:
            plain["extensionsUsed"] = sorted(self._used)
        plain["scene"] = 0
        plain["scenes"] = [{"name": name, "nodes": self._roots, "extras": dict(extras)}]
        plain["nodes"] = self._nodes
        if self._channels:
            plain["animations"] = [{"name": name, "channels": self._channels, "samplers": self._samplers}]
        plain |= {what: self._lists[what] for what in sorted(self._lists)}
        plain["buffers"] = [{"byteLength": len(self._binary)}]
        return packed(plain, bytes(self._binary))

    def _view(self, data: bytes, target: int | None) -> int:
        told = {"buffer": 0, "byteOffset": len(self._binary), "byteLength": len(data)}
        self._binary += data + b"\0" * (-len(data) % 4)
        return self.add("bufferViews", told if target is None else told | {"target": target})


def _kind(table: Numbers) -> dict[str, Any]:
    return {"componentType": _CODES[table.dtype.name], "count": len(table), "type": _SHAPES[table.shape[1]]}


def _bounds(table: Numbers) -> dict[str, Any]:
    return {"min": table.min(axis=0).tolist(), "max": table.max(axis=0).tolist()}
