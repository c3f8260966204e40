"""Direct sun through a pane: where its beam falls, how hard its edge is, and what shadows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.stage_set import Window
from offworld.geometry.rotation import FloatArray
from offworld.picture.buffers import BufferStage, beam_axes
from offworld.picture.daylight.soft import dot

Reals = NDArray[np.float32]
SIDE: Final = 320
"""Pixels of a shadow map across a beam, where the picture is that high: under a millimetre at a pane of 0.23 m."""
_CLEAR: Final = 0.05
"""What stands so near a pane is the pane and its frame, and throws no shadow, metres."""
_BIAS: Final = 0.012
"""m a thing must stand before another to shadow it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beam:
    """Direct sun through one pane at one moment."""

    window: Window
    """The pane."""
    sun: FloatArray
    """Towards the Sun, unit, (3,)."""
    radius: float
    """Angular radius of the Sun, rad."""

    def slant(self) -> float:
        """Cosine of the angle at which it comes in; not positive: the Sun is on the other side."""
        return -float(self.sun @ np.asarray(self.window.normal))

    def near(self, places: Reals) -> NDArray[np.int64]:
        """Indices of places (3, n) within the straight tube about the beam: a quick first cut."""
        away = places - np.asarray(self.window.position, dtype=np.float32)[:, None]
        along = self.sun.astype(np.float32) @ away
        return np.flatnonzero(dot(away, away) - along * along < (0.56 * self.window.diameter_m + 0.05) ** 2)

    def share(self, places: Reals) -> Reals:
        """How much of the Sun's disc each place (3, n) sees through the pane, were nothing in between, (n,)."""
        normal, slant = np.asarray(self.window.normal), max(self.slant(), 1e-6)
        away = places - np.asarray(self.window.position, dtype=np.float32)[:, None]
        length = np.asarray((normal.astype(np.float32) @ away) / np.float32(slant), dtype=np.float32)
        # Where the line to the Sun crosses the pane's plane, from the middle of the pane.
        cross: Reals = away + length * self.sun.astype(np.float32)[:, None]
        seen = self._within(cross, length)
        if self.window.depth_m > 0.0:
            # The outer rim of the porthole lets through only so much.
            out = self.window.depth_m / slant * (self.sun + slant * normal)
            cross += out.astype(np.float32)[:, None]
            seen = np.minimum(seen, self._within(cross, length))
        return np.where(length > 1e-3, seen, 0.0).astype(np.float32)

    def _within(self, cross: Reals, length: Reals) -> Reals:
        """Share of the Sun that crosses a round opening at places (3, n) from its middle."""
        half = np.float32(0.5 * self.window.diameter_m)
        blur = np.maximum(np.float32(2.0 * self.radius / max(self.slant(), 0.1)) * length, np.float32(1e-4))
        return np.asarray(np.clip((half - np.sqrt(dot(cross, cross))) / blur + np.float32(0.5), 0.0, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hits:
    """What a beam falls on first."""

    reach: Reals
    """Distance along the beam from the plane through the pane's middle, metres, (side, side); inf: nothing."""
    right: FloatArray
    """Axes of the map, (3,)."""
    top: FloatArray
    """(3,)."""
    half: float
    """Half the map's breadth, metres."""

    def free(self, beam: Beam, places: Reals) -> NDArray[np.bool_]:
        """Whether each place (3, n) is the first that the beam falls on."""
        away = places - np.asarray(beam.window.position, dtype=np.float32)[:, None]
        side = self.reach.shape[0]
        scale = np.float32(0.5 * side / self.half)
        column = np.clip((self.right.astype(np.float32) @ away) * scale + 0.5 * side, 0, side - 1).astype(
            np.int32
        )
        row = np.clip(0.5 * side - (self.top.astype(np.float32) @ away) * scale, 0, side - 1).astype(np.int32)
        far = -(beam.sun.astype(np.float32) @ away)
        return np.asarray(far < self.reach[row, column] + np.float32(_BIAS))


def hits(stage: BufferStage, beam: Beam) -> Hits:
    """What a beam falls on, of the moment whose buffers a stage drew last."""
    centre, normal = np.asarray(beam.window.position), np.asarray(beam.window.normal)
    side = min(SIDE, stage.side)
    half = 0.52 * beam.window.diameter_m
    reach = stage.beam(centre, -beam.sun, half, side)
    right, top = beam_axes(-beam.sun)
    grid = (np.arange(side) + 0.5) / side * 2.0 - 1.0
    across, up = half * grid[None, :, None] * right, -half * grid[:, None, None] * top
    start = across + up
    height = (start - reach[..., None] * beam.sun) @ normal
    # The pane itself, its frame and the wall about it lie in the way only on paper.
    solid = height > _CLEAR
    return Hits(reach=np.where(solid, reach, np.float32(np.inf)), right=right, top=top, half=half)
