"""Rays against triangles, for what is asked while a model is taken apart."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.model import IntArray

_TINY: Final = 1e-14
_AT_ONCE: Final = 2_000_000
"""Pairs of ray and triangle worked on together."""


class Triangles:
    """Many triangles that rays meet from either side."""

    def __init__(self, corners: FloatArray) -> None:
        """Makes ready triangles by their corners (m, 3, 3), m."""
        self.corners = corners
        self._one, self._two = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        self.across = rotation.cross(self._one, self._two)
        """(m, 3) along the normals, twice the area long."""
        self._low, self._high = corners.min(axis=1), corners.max(axis=1)

    def first(
        self, starts: FloatArray, ways: FloatArray, far: float = np.inf
    ) -> tuple[FloatArray, FloatArray]:
        """Where rays first meet a triangle (Möller and Trumbore 1997).

        Args:
            starts: (n, 3) m.
            ways: (n, 3) unit.
            far: m; what lies farther does not count, and makes the search quick.

        Returns:
            Distances (n,) m, infinite where nothing is met, and the triangles (n,), −1 where there is none.
        """
        distance, which = np.full(len(starts), np.inf), np.full(len(starts), -1.0)
        near: IntArray = np.arange(len(self.corners))
        if np.isfinite(far) and len(starts):
            ends = np.concatenate([starts, starts + far * ways])
            beyond = np.any(self._high < ends.min(axis=0), axis=1) | np.any(
                self._low > ends.max(axis=0), axis=1
            )
            near = np.flatnonzero(~beyond)
        if not len(near):
            return distance, which
        step = max(1, _AT_ONCE // len(near))
        for begin in range(0, len(starts), step):
            part = slice(begin, begin + step)
            at = self._meet(starts[part], ways[part], near)
            best = at.argmin(axis=1)
            found = at[np.arange(len(at)), best]
            hit = found <= far
            distance[part], which[part] = np.where(hit, found, np.inf), np.where(hit, near[best], -1)
            which[part][~np.isfinite(found)] = -1
        return distance, which

    def _meet(self, starts: FloatArray, ways: FloatArray, near: IntArray) -> FloatArray:
        """(n, m) m from each start to each triangle; infinite if missed."""
        one, two, origin = self._one[near], self._two[near], self.corners[near, 0]
        across = self.across[near]
        facing = ways @ across.T
        flat = np.abs(facing) < _TINY
        safe = np.where(flat, 1.0, facing)
        # t, u, v by triple products, each split into what depends on the ray and what on the triangle.
        moment = rotation.cross(starts, ways)
        t = ((origin * across).sum(axis=1) - starts @ across.T) / safe
        u = (moment @ two.T + ways @ rotation.cross(origin, two).T) / -safe
        v = (moment @ one.T + ways @ rotation.cross(origin, one).T) / safe
        missed = flat | (u < -1e-9) | (v < -1e-9) | (u + v > 1.0 + 1e-9) | (t < 1e-9)
        return np.where(missed, np.inf, t)
