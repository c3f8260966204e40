"""Poses between samples: cubic Hermite for places, slerp for attitudes, on plain arrays.

The rate of change at a sample is that of the parabola through it and its neighbours (the central difference), and
at the ends that of the first or last step, as Catmull and Rom chose it. No sample is ever changed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from offworld.geometry import rotation
from offworld.geometry.interpolate import hermite
from offworld.geometry.rotation import FloatArray


def poses_at(ticks: ArrayLike, poses: ArrayLike, tick: float) -> FloatArray:
    """The poses at any moment of a track.

    Args:
        ticks: moment of each sample, ms, shape (t,), rising.
        poses: place in metres and attitude (w, x, y, z) of each thing, shape (t, n, 7).
        tick: the moment, ms; before the first sample or after the last one it rests there.

    Returns:
        The poses, shape (n, 7), float64, with unit quaternions.

    Raises:
        ValueError: the track is empty.
    """
    times, rows = np.asarray(ticks), np.asarray(poses)
    if len(times) == 0:
        raise ValueError("a track without samples has no poses")
    if len(times) == 1 or tick <= times[0]:
        return _unit(rows[0])
    if tick >= times[-1]:
        return _unit(rows[-1])
    first = int(np.searchsorted(times, tick, side="right")) - 1
    step = float(times[first + 1] - times[first])
    gone = float(tick - times[first])
    before, after = _rate(times, rows, first), _rate(times, rows, first + 1)
    place, _ = hermite(rows[first, :, :3], before, rows[first + 1, :, :3], after, gone, step)
    share = np.full(rows.shape[1], gone / step)
    a, b = rotation.normalise(rows[first, :, 3:]), rotation.normalise(rows[first + 1, :, 3:])
    return np.concatenate([place, rotation.normalise(rotation.slerp(a, b, share))], axis=-1)


def _rate(times: NDArray[np.generic], rows: NDArray[np.generic], index: int) -> FloatArray:
    """Metres a tick of each thing at a sample, shape (n, 3)."""
    low, high = max(index - 1, 0), min(index + 1, len(times) - 1)
    change = np.asarray(rows[high, :, :3], dtype=np.float64) - np.asarray(rows[low, :, :3], dtype=np.float64)
    return np.asarray(change / (float(times[high]) - float(times[low])))


def _unit(row: NDArray[np.generic]) -> FloatArray:
    """One sample as float64 with unit quaternions, shape (n, 7)."""
    values = np.asarray(row, dtype=np.float64)
    return np.concatenate([values[:, :3], rotation.normalise(values[:, 3:])], axis=-1)
