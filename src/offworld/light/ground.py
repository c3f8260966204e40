"""Light on a set that stands on the ground of the Moon or of Mars: Sun, sky, Earth and lit ground through its windows.

The sky of Mars counts as evenly bright, and so does the ground, which throws back its share of all light that falls on
it level. Hills are not known: the horizon is level, and what they shade is not shaded here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from offworld.film.basic import Quat, Vec3
from offworld.film.light import Shine, SkyBody, Through
from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Site
from offworld.film.stage_set import StageSet, Window
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.condition import Condition
from offworld.light.memo import Memo
from offworld.light.pane import diffuse_rays, outward, passes
from offworld.light.place import Diffuse, Outside
from offworld.utc import to_text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EarthAbove:
    """The Earth in the sky of a site at many moments; n of them."""

    direction: FloatArray
    """(n, 3) unit, to its middle: east, north, up."""
    height: FloatArray
    """(n,) of its middle over the level horizon, rad."""
    radius: FloatArray
    """(n,) angular, rad."""
    sun: FloatArray
    """(n, 3) unit, from it to the Sun: east, north, up."""
    phase: FloatArray
    """(n,) angle Sun–Earth–site, rad: 0 full."""
    lux: FloatArray
    """(n,) on a plane that faces it; what the horizon hides is taken off."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroundSky:
    """What shines on a site at many moments; n of them."""

    utc_ms: IntArray
    """(n,) moments."""
    sun: FloatArray
    """(n, 3) unit, to the Sun's middle: east, north, up."""
    height: FloatArray
    """(n,) of it over the level horizon, rad."""
    radius: FloatArray
    """(n,) of its disc, rad."""
    share: FloatArray
    """(n,) of its disc that is seen."""
    lux: FloatArray
    """(n,) of the Sun on a plane square to it; what is hidden or swallowed is taken off."""
    kelvin: FloatArray
    """(n,) its colour."""
    sky_lux: FloatArray
    """(n,) of the whole sky on a level plane."""
    sky_kelvin: FloatArray
    """(n,) its colour; 0 without sky."""
    ground_lux: FloatArray
    """(n,) that the ground throws back: all light on it times its reflectance."""
    ground_kelvin: FloatArray
    """(n,) colour of that."""
    earth: EarthAbove | None
    """The Earth, where it lights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundBody:
    """How the light of one body's ground is worked out."""

    sky: Callable[[Site, LightLevels, IntArray], GroundSky]
    """What shines on a site at moments (n,)."""
    step_s: float
    """The coarsest step at which nothing is missed, s."""
    error_s: Callable[[Site], float]
    """Expected error of sunrise and sunset over a level horizon, s."""
    note: str
    """What that error is made of and what is left out."""


class GroundPlace:
    """A place of light: a set on the ground."""

    def __init__(self, site: Site, body: GroundBody, levels: LightLevels | None = None) -> None:
        """Makes ready.

        Args:
            site: where it stands.
            body: how its light is worked out.
            levels: how strong each light is; None: as everywhere.
        """
        self.site = site
        self.body = body
        self._levels = levels or LightLevels()
        self._skies: Memo[GroundSky] = Memo()

    @property
    def levels(self) -> LightLevels:
        """How strong each light is."""
        return self._levels

    @property
    def step_s(self) -> float:
        """A step in which the Sun moves a few degrees."""
        return self.body.step_s

    def sky(self, utc_ms: IntArray) -> GroundSky:
        """What shines on the site at moments (n,)."""
        return self._skies.of(utc_ms, "sky", lambda: self.body.sky(self.site, self._levels, utc_ms))

    def attitude(self, stage_set: StageSet) -> FloatArray:
        """Set axes to east, north, up: its up is up, and its +x looks to the site's `forward` (+z where +x is up)."""
        up = np.asarray(stage_set.up, dtype=np.float64)
        ahead = np.array([1.0, 0.0, 0.0])
        if abs(float(ahead @ up)) > 1.0 - 1e-6:
            ahead = np.array([0.0, 0.0, 1.0])
        ahead = ahead - (ahead @ up) * up
        ahead /= np.linalg.norm(ahead)
        turn = self.site.forward
        there = np.array(
            [[math.sin(turn), -math.cos(turn), 0.0], [math.cos(turn), math.sin(turn), 0.0], [0, 0, 1.0]]
        )
        return rotation.from_matrix(there @ np.stack([ahead, np.cross(up, ahead), up]))

    def outside(self, stage_set: StageSet, utc_ms: IntArray) -> Outside:
        """The Sun at moments (n,)."""
        now = self.sky(utc_ms)
        sun = rotation.rotate(rotation.conjugate(self.attitude(stage_set)), now.sun)
        return Outside(utc_ms=utc_ms, sun=sun, height=now.height, lux=now.lux, kelvin=now.kelvin)

    def diffuse(self, stage_set: StageSet, window: Window, utc_ms: IntArray) -> Diffuse:
        """Sky, lit ground and Earth on a window at moments (n,), after the depth of its frame."""
        now = self.sky(utc_ms)
        x, y, z = (float(v) for v in rotation.rotate(self.attitude(stage_set), outward(window)))
        rays, weight = diffuse_rays((x, y, z), window.diameter_m, window.depth_m)
        above = rays[:, 2] > 0.0
        upper, lower = (float(weight[side].sum()) / math.pi for side in (above, ~above))
        parts = [(upper * now.sky_lux, now.sky_kelvin), (lower * now.ground_lux, now.ground_kelvin)]
        if now.earth is not None:
            cosine = now.earth.direction @ np.array([x, y, z])
            seen = passes(cosine, window.diameter_m, window.depth_m) * np.maximum(cosine, 0.0)
            parts.append((now.earth.lux * seen, np.full(len(utc_ms), self._levels.earth_kelvin)))
        lux, kelvin = _mixed(parts)
        in_view = lower > 1e-9 or (upper > 1e-9 and bool(np.any(now.sky_lux > 0.0)))
        day = np.where(now.height > 0.0, 1.0, 0.0) if in_view else np.zeros(len(utc_ms))
        return Diffuse(lux=lux, kelvin=kelvin, day_share=day)

    def through(
        self, stage_set: StageSet, window: Window
    ) -> tuple[Sequence[tuple[Through, Condition]], Through]:
        """Day or night, whatever a window looks at."""
        del stage_set
        return [("day", self.day(window.id))], "night"

    def day(self, where: str = "") -> Condition:
        """Day: the Sun's middle is above the level horizon."""
        return Condition(
            name="day", step_s=self.step_s, value=lambda times: self.sky(times).height, where=where
        )

    def beta(self, utc_ms: IntArray) -> FloatArray | None:
        """None: there is no orbit."""
        del utc_ms
        return None

    def error_s(self, utc_ms: int) -> float:
        """Of sunrise and sunset over a level horizon, s."""
        del utc_ms
        return self.body.error_s(self.site)

    def shine(self, stage_set: StageSet, utc_ms: int) -> Shine:
        """Everything at one moment."""
        now = self.sky(np.array([utc_ms], dtype=np.int64))
        attitude = self.attitude(stage_set)
        back = rotation.conjugate(attitude)
        w, x, y, z = (float(v) for v in attitude)
        quat: Quat = (w, x, y, z)
        return Shine(
            utc_ms=utc_ms, utc=to_text(utc_ms), set_id=stage_set.id, sun=_vec(rotation.rotate(back, now.sun[0])),
            sun_height=float(now.height[0]), sun_share=float(now.share[0]), sun_lux=float(now.lux[0]),
            sun_kelvin=float(now.kelvin[0]), sun_radius=float(now.radius[0]),
            body=None if now.earth is None else _earth(now.earth, back, self._levels),
            sky_lux=float(now.sky_lux[0]), sky_kelvin=float(now.sky_kelvin[0]),
            up=_vec(rotation.rotate(back, np.array([0.0, 0.0, 1.0]))), attitude=quat,
            error_s=self.error_s(utc_ms), note=self.body.note,
        )  # fmt: skip


def _earth(earth: EarthAbove, back: FloatArray, levels: LightLevels) -> SkyBody:
    return SkyBody(
        name="earth", direction=_vec(rotation.rotate(back, earth.direction[0])), radius=float(earth.radius[0]),
        sun=_vec(rotation.rotate(back, earth.sun[0])), phase=float(earth.phase[0]), lux=float(earth.lux[0]),
        kelvin=levels.earth_kelvin,
    )  # fmt: skip


def _mixed(parts: Sequence[tuple[FloatArray, FloatArray]]) -> tuple[FloatArray, FloatArray]:
    """Lux (n,) and kelvin (n,) of lights together, mixed in mireds; 0 K where it is dark."""
    total = np.sum([lux for lux, _ in parts], axis=0)
    warm = np.sum(
        [np.where(kelvin > 0.0, lux / np.maximum(kelvin, 1.0), 0.0) for lux, kelvin in parts], axis=0
    )
    return total, np.where((total > 0.0) & (warm > 0.0), total / np.maximum(warm, 1e-300), 0.0)


def _vec(values: FloatArray) -> Vec3:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
