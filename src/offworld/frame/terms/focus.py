"""Focus: everybody who matters sharp at once (thin lens; handbook camera, section 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import within
from offworld.geometry.rotation import FloatArray

if TYPE_CHECKING:
    from offworld.frame.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusWish:
    """The largest disc of blur among people, over the circle of confusion."""

    people: tuple[int, ...]
    """Who are to be sharp."""
    weight: float
    """Share."""
    name: str = "focus"
    """For people."""
    unit: str = "circles of confusion"
    """Of the value."""
    low: float = 0.0
    """Sharp."""
    high: float = 1.0
    """Still sharp."""
    margin: float = 1.0
    """Twice the circle is seen as soft."""

    def measure(self, sight: Sight) -> Measure:
        """Blur of the worst when the lens is focused best for all."""
        depths = np.stack([sight.depth(i) for i in self.people])
        near, far = depths.min(axis=0), depths.max(axis=0)
        stop = np.array([lens.stop for lens in sight.problem.lenses])[sight.poses.lens]
        blur = blur_mm(sight.focal_mm, stop, best_focus(near, far), near)
        return within(blur / sight.problem.rig.coc_mm, self.low, self.high, self.margin)


def best_focus(near: FloatArray, far: FloatArray) -> FloatArray:
    """The distance, m, that blurs what is near and what is far alike: their harmonic mean."""
    return np.asarray(2.0 * near * far / (near + far))


def blur_mm(focal_mm: FloatArray, stop: FloatArray, focus_m: FloatArray, depth_m: FloatArray) -> FloatArray:
    """Diameter on the sensor of a point's image: f² |z − s| / (N z (s − f))."""
    f, s, z = focal_mm * 1e-3, focus_m, depth_m
    return np.asarray(1e3 * f**2 * np.abs(z - s) / (stop * z * np.maximum(s - f, 1e-3)))
