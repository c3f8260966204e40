"""Edges of a coarse picture: values of mixed pixels taken from their own surface, and the value for each fine pixel."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float32]
Numbers = NDArray[np.int64]
_ROUND: Final = tuple((row, column) for row in (-1, 0, 1) for column in (-1, 0, 1))
_CROSS: Final = ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1))
_MIXED: Final = 6
"""Levels of 255 by which a pixel differs from both beside it that mixes two surfaces."""
_NONE: Final = 1.0
"""How unlike something is that is nothing to go by."""
_STEP: Final = 0.01
"""How unlike a coarse pixel counts for lying beside the one that a fine one is in."""


def jumps(values: Reals, most: float) -> NDArray[np.bool_]:
    """Where the logarithm of values (rows, columns) jumps by more than so much to a neighbour."""
    logs = np.log(np.maximum(values, np.float32(1e-4)))
    found = np.zeros(values.shape, dtype=np.bool_)
    down = np.abs(logs[1:] - logs[:-1]) > np.float32(most)
    along = np.abs(logs[:, 1:] - logs[:, :-1]) > np.float32(most)
    found[1:] |= down
    found[:-1] |= down
    found[:, 1:] |= along
    found[:, :-1] |= along
    return found


def mixed(picture: NDArray[np.uint8], rows: Numbers, columns: Numbers) -> NDArray[np.bool_]:
    """Which coarse pixels are taken where smooth edges mix two surfaces, (rows, columns).

    Args:
        picture: one channel, (height, width).
        rows: those taken.
        columns: likewise.
    """
    height, width = picture.shape
    ours = picture[rows[:, None], columns].astype(np.int16)

    def off(row: int, column: int) -> NDArray[np.int16]:
        other = np.clip(rows + row, 0, height - 1)[:, None], np.clip(columns + column, 0, width - 1)
        return np.asarray(np.abs(picture[other].astype(np.int16) - ours), dtype=np.int16)

    across, down = np.minimum(off(0, -1), off(0, 1)), np.minimum(off(-1, 0), off(1, 0))
    return np.asarray(np.maximum(across, down) > _MIXED)


def of_own_surface(
    values: Reals, where: NDArray[np.bool_], own: Reals, depth: Reals, normals: Reals
) -> Reals:
    """Values (3, rows, columns) of which some are taken from beside them, where the surface is most alike.

    Args:
        values: of coarse pixels.
        where: those to be taken from beside them, (rows, columns).
        own: own colour of all, (3, rows, columns).
        depth: distance, metres, (rows, columns).
        normals: which way they face, (3, rows, columns).
    """
    row, column = np.nonzero(where)
    colour, away, facing = own[:, row, column], depth[row, column], normals[:, row, column]
    held, best = values.copy(), values[:, row, column]
    least = np.full(len(row), _NONE, dtype=np.float32)
    for step in _ROUND:
        at = _beside(row, column, step, depth.shape)
        unlike = np.abs(own[:, at[0], at[1]] - colour).sum(axis=0) + np.abs(depth[at] - away) / away
        unlike += np.float32(1.0) - (normals[:, at[0], at[1]] * facing).sum(axis=0)
        unlike += np.float32(_NONE) * where[at]
        closer = unlike < least
        least, best = np.where(closer, unlike, least), np.where(closer, values[:, at[0], at[1]], best)
    held[:, row, column] = best
    return held


def nearest(
    row: Numbers, column: Numbers, seen: tuple[Reals, Reals], coarse: tuple[Reals, Reals]
) -> tuple[Numbers, Numbers]:
    """The coarse pixel on whose surface each fine one lies: of its own and the four beside it, the one most alike.

    Args:
        row: of the coarse pixel in which each fine one lies, (n,).
        column: likewise.
        seen: distance, metres, and square root of light of the fine ones, each (n,).
        coarse: those of the coarse ones, each (rows, columns).
    """
    best_row, best_column, least = row, column, np.full(len(row), np.inf, dtype=np.float32)
    for step in _CROSS:
        at = _beside(row, column, step, coarse[0].shape)
        unlike = np.abs(coarse[0][at] - seen[0]) / seen[0] + np.abs(coarse[1][at] - seen[1])
        unlike += np.float32(_STEP if any(step) else 0.0)
        closer = unlike < least
        least = np.where(closer, unlike, least)
        best_row, best_column = np.where(closer, at[0], best_row), np.where(closer, at[1], best_column)
    return best_row, best_column


def _beside(
    row: Numbers, column: Numbers, step: tuple[int, int], shape: tuple[int, ...]
) -> tuple[Numbers, Numbers]:
    return np.clip(row + step[0], 0, shape[0] - 1), np.clip(column + step[1], 0, shape[1] - 1)
