"""How something moves, with no more keys than it needs: what lies on the way between its neighbours is left out."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.exchange.gltf.motion import Channel, value_at
from offworld.exchange.gltf.writer import Writer
from offworld.exchange.moving import steady
from offworld.geometry.rotation import FloatArray

PLACE_M: Final = 1e-5
"""By so much a place may part from the take, m: less than a pixel sees at any distance."""
TURN: Final = 5e-6
"""By so much a part of a quaternion may: a hundred-thousandth of a radian."""
SHARE: Final = 1e-3
"""By so much the weight of a shape may."""
EXACT: Final = 1e-9
"""Below it even what must be exact, a camera, stands still: the last digits of sums are no motion."""


def place(
    writer: Writer, node: int, poses: FloatArray, times: FloatArray, *, exact: bool = False
) -> dict[str, list[float]]:
    """Gives a node its motion, and gives back its place and attitude at the first frame as a node has them.

    Args:
        writer: where.
        node: its number.
        poses: (frames, 7) place in metres and attitude (w, x, y, z), in the frame of what is above it.
        times: (frames,) s.
        exact: whether every frame is a key, unless it never moves.
    """
    # The last digit of a unit quaternion may stand above 1, which no part of one may.
    turns = np.clip(np.roll(steady(poses[:, 3:]), -1, axis=-1), -1.0, 1.0)
    told = {}
    for what, values, least, rest in (
        ("translation", poses[:, :3], PLACE_M, [0.0, 0.0, 0.0]),
        ("rotation", turns, TURN, [0.0, 0.0, 0.0, 1.0]),
    ):
        first = [float(value) for value in values[0]]
        if first != rest:
            told[what] = first
        change(writer, node, what, values, times, EXACT if exact else least)
    return told


def change(writer: Writer, node: int, what: str, values: FloatArray, times: FloatArray, least: float) -> None:
    """Writes how a value (frames, width) of a node changes; nothing if it does not by more than `least`."""
    if np.all(np.abs(values - values[0]) <= least):
        return
    kept = np.arange(len(times)) if least == EXACT else needed(values, times, what, least)
    writer.moves(node, what, times[kept], values[kept])


def needed(values: FloatArray, times: FloatArray, what: str, least: float) -> NDArray[np.intp]:
    """Frames that are kept, so that every other one lies within `least` of the way between its neighbours.

    By halving where it parts most, after Ramer (1972) and Douglas and Peucker (1973), on values over time.
    """
    kept = {0, len(times) - 1}
    open_ends = [(0, len(times) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        if last - first < 2:
            continue
        rows = np.arange(first + 1, last)
        ends = Channel(times=times[[first, last]], values=values[[first, last]], way="LINEAR")
        there = value_at(ends, times[rows], what)
        # An attitude and its negative are the same.
        parted = np.abs(there - values[rows]).max(axis=1)
        if what == "rotation":
            parted = np.minimum(parted, np.abs(there + values[rows]).max(axis=1))
        worst = int(np.argmax(parted))
        if parted[worst] > least:
            middle = int(rows[worst])
            kept.add(middle)
            open_ends += [(first, middle), (middle, last)]
    return np.array(sorted(kept), dtype=np.intp)
