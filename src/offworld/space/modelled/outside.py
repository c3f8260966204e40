"""What lies between a hull and the box about it: filled with solids, so that nobody and no camera is put out there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from offworld.geometry import hull
from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.pieces import Piece

_PITCH_M: Final = 0.09
"""Edge of the cells that the box is looked at by, m; less than the room that a camera needs."""
_MOST_CELLS: Final = 30_000
_LEAST_CELLS: Final = 4
"""Boxes of fewer cells are not worth having."""

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def outside_of(
    pieces: Sequence[Piece], inside: FloatArray, low: FloatArray, high: FloatArray
) -> list[tuple[FloatArray, FloatArray]]:
    """Boxes of what cannot be reached from places in the room.

    A cell is reached if a way along the axes leads to it that meets no piece. A layer of one cell is left free behind
    the walls, so that no box comes through a thin one.

    Args:
        pieces: all convex solids.
        inside: (k, 3) places in the room, m.
        low: (3,) lowest corner of the box about the room, m.
        high: (3,) highest, m.

    Returns:
        Middle (3,) and half sizes (3,) of each box, m.
    """
    size = high - low
    pitch = max(_PITCH_M, float((np.prod(size) / _MOST_CELLS) ** (1.0 / 3.0)))
    count = np.maximum(np.ceil(size / pitch), 1).astype(np.int64)
    step = size / count
    starts = np.clip(((inside - low) / step).astype(np.int64), 0, count - 1)
    bodies = [hull.of(hull.corners_of(piece.corners)) for piece in pieces]
    near = binary_dilation(_reached(bodies, starts, low, step, count), np.ones((3, 3, 3), dtype=bool))
    free = ~near & ~_within(bodies, low, step, count)
    return [(low + 0.5 * (first + last) * step, 0.5 * (last - first) * step) for first, last in _boxes(free)]


def _reached(bodies: list[hull.Hull], starts: Ints, low: FloatArray, step: FloatArray, count: Ints) -> Flags:
    """Which cells can be reached from the starts."""
    number = np.arange(np.prod(count)).reshape(tuple(count))
    ones, twos = [], []
    for axis in range(3):
        moved = np.moveaxis(number, axis, -1)
        open_ = ~_blocked(bodies, axis, low, step, count)
        ones.append(moved[..., :-1][open_])
        twos.append(moved[..., 1:][open_])
    a, b = np.concatenate(ones), np.concatenate(twos)
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(number.size, number.size))
    label = connected_components(graph, directed=False)[1]
    wanted = label[number[starts[:, 0], starts[:, 1], starts[:, 2]]]
    return np.asarray(np.isin(label, wanted).reshape(number.shape))


def _blocked(bodies: list[hull.Hull], axis: int, low: FloatArray, step: FloatArray, count: Ints) -> Flags:
    """Whether something is between each cell and the next along an axis, which comes last: (m, n, cells − 1)."""
    middles = low[axis] + (np.arange(count[axis]) + 0.5) * step[axis]
    return _met(bodies, axis, low, step, count, middles[:-1], middles[1:])


def _within(bodies: list[hull.Hull], low: FloatArray, step: FloatArray, count: Ints) -> Flags:
    """Which cells have their middle in something."""
    middles = low[0] + (np.arange(count[0]) + 0.5) * step[0]
    return np.moveaxis(_met(bodies, 0, low, step, count, middles, middles), -1, 0)


def _met(
    bodies: list[hull.Hull], axis: int, low: FloatArray, step: FloatArray, count: Ints, first: FloatArray,
    last: FloatArray,
) -> Flags:  # fmt: skip
    """Whether bodies lie between places first and last (k,) along lines through the cells: (m, n, k)."""
    others = [k for k in range(3) if k != axis]
    middles = [low[k] + (np.arange(count[k]) + 0.5) * step[k] for k in others]
    across = np.meshgrid(*middles, indexing="ij")
    lines = np.zeros((across[0].size, 3))
    lines[:, others[0]], lines[:, others[1]] = across[0].ravel(), across[1].ravel()
    way = np.broadcast_to(np.eye(3)[axis], lines.shape)
    found = np.zeros((len(lines), len(first)), dtype=bool)
    for body in bodies:
        enter, leave = hull.span(body, lines, way)
        found |= (enter[:, None] < last) & (leave[:, None] > first)
    return found.reshape(*across[0].shape, len(first))


def _boxes(free: Flags) -> list[tuple[FloatArray, FloatArray]]:
    """Cells that are set, as boxes from first to last cell; each grows along the axes as far as it can."""
    left = free.copy()
    found = []
    for place in np.argwhere(free):
        if not left[tuple(place)]:
            continue
        first, last = place.copy(), place + 1
        for axis in range(3):
            while last[axis] < left.shape[axis]:
                ahead = [slice(first[k], last[k]) for k in range(3)]
                ahead[axis] = slice(last[axis], last[axis] + 1)
                if not np.all(left[tuple(ahead)]):
                    break
                last[axis] += 1
        left[tuple(slice(first[k], last[k]) for k in range(3))] = False
        if np.prod(last - first) >= _LEAST_CELLS:
            found.append((first.astype(np.float64), last.astype(np.float64)))
    return found
