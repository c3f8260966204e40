"""What every place of light answers, in orbit, on the Moon or on Mars; windows and days are worked out from that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from offworld.film.light import Shine, Through
from offworld.film.light_levels import LightLevels
from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.condition import Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outside:
    """The Sun outside a set at many moments; n of them."""

    utc_ms: IntArray
    """(n,) moments."""
    sun: FloatArray
    """(n, 3) unit, towards its middle, set frame, hidden or not."""
    height: FloatArray
    """(n,) of its middle above limb or horizon, rad."""
    lux: FloatArray
    """(n,) on a plane square to it; what is hidden or swallowed by air is taken off."""
    kelvin: FloatArray
    """(n,) its colour."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Diffuse:
    """What a window gets besides direct sun at many moments, before its glass: earthlight, sky, lit ground."""

    lux: FloatArray
    """(n,) on the pane, after the depth of its frame."""
    kelvin: FloatArray
    """(n,) its colour; 0 where there is none."""
    day_share: FloatArray
    """(n,) share of the body or ground in view that has day; 0 if none is in view."""
    filled: FloatArray | None = None
    """(n,) share of the window's view that the body fills; None: not in orbit."""


class Place(Protocol):
    """Where a set is, as far as light goes."""

    @property
    def levels(self) -> LightLevels:
        """How strong and what colour each light is."""

    @property
    def step_s(self) -> float:
        """The coarsest step at which no change of the Sun is missed, s."""

    def outside(self, stage_set: StageSet, utc_ms: IntArray) -> Outside:
        """The Sun at moments (n,)."""

    def diffuse(self, stage_set: StageSet, window: Window, utc_ms: IntArray) -> Diffuse:
        """All other light on a window at moments (n,)."""

    def through(
        self, stage_set: StageSet, window: Window
    ) -> tuple[Sequence[tuple[Through, Condition]], Through]:
        """What a window gives besides direct sun, the strongest first, and what if none of that holds."""

    def beta(self, utc_ms: IntArray) -> FloatArray | None:
        """Height (n,) of the Sun above the plane of the orbit, rad; None: there is no orbit."""

    def error_s(self, utc_ms: int) -> float:
        """Expected error of the moments near one, s."""

    def shine(self, stage_set: StageSet, utc_ms: int) -> Shine:
        """Everything at one moment."""
