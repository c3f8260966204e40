"""Motion as glTF keeps it: keys of a value, and how it goes from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Channel:
    """Keys of one value of one node."""

    times: FloatArray
    """(k,), s, rising."""
    values: FloatArray
    """(k, width); for a cubic way (3k, width), three rows a key: slope before, value, slope after."""
    way: str
    """`LINEAR`, `STEP` or `CUBICSPLINE`."""


def value_at(channel: Channel, times: FloatArray, what: str) -> FloatArray:
    """Values (t, width) of a channel at times (t,), s; it rests before its first key and after its last one.

    Attitudes, x, y, z, w, go the shortest way about a fixed axis (appendix C of the specification of glTF 2.0).
    """
    keys = channel.times
    cubic = channel.way == "CUBICSPLINE"
    values = channel.values[1::3] if cubic else channel.values
    inside = np.clip(times, keys[0], keys[-1])
    before = np.clip(np.searchsorted(keys, inside, side="right") - 1, 0, max(len(keys) - 2, 0))
    after = np.minimum(before + 1, len(keys) - 1)
    step = np.where(after > before, keys[after] - keys[before], 1.0)
    share = (inside - keys[before]) / step
    if channel.way == "STEP":
        return np.asarray(values[np.where(share >= 1.0, after, before)])
    if cubic:
        t, d = share[:, None], step[:, None]
        leave, arrive = channel.values[2::3][before], channel.values[0::3][after]
        made = (2 * t**3 - 3 * t**2 + 1) * values[before] + d * (t**3 - 2 * t**2 + t) * leave
        return np.asarray(made + (3 * t**2 - 2 * t**3) * values[after] + d * (t**3 - t**2) * arrive)
    if what == "rotation":
        a, b = (np.roll(rotation.normalise(values[rows]), 1, axis=-1) for rows in (before, after))
        return np.roll(rotation.slerp(a, b, share), -1, axis=-1)
    return np.asarray(values[before] + share[:, None] * (values[after] - values[before]))
