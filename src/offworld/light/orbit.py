"""Light on a station: the Sun, the Earth that fills its sky, and the night between.

Left out, and said in every `Shine`: the station's own modules and solar arrays, which shade some windows for some of
the orbit; moonlight; clouds where the Sun glints on the sea.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.film.basic import Quat, Vec3
from offworld.film.light import Shine, SkyBody, Through
from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Attitude, ElementSet, Limb
from offworld.film.stage_set import StageSet, Window
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.light import sky
from offworld.light.air_rim import disc_share, through_rim
from offworld.light.clock import IntArray
from offworld.light.condition import Condition
from offworld.light.earth import Ground, day_share, earthlight, extremes, ground_seen
from offworld.light.elements_check import EARTH_RADIUS, GM, error_km, error_s
from offworld.light.memo import Memo
from offworld.light.pane import outward
from offworld.light.place import Diffuse, Outside
from offworld.light.track import States, Track, above_limb, beta, sub_point
from offworld.utc import to_text

SUN_RADIUS: Final = 6.957e8
"""m: nominal (IAU 2015, resolution B3)."""
AIR_S: Final = 10.0
"""s that bending in the Earth's air keeps a dim red Sun in sight after it should have set; a guess."""


class Orbit:
    """A place of light: a station that flies by its element sets."""

    def __init__(
        self,
        elements: Sequence[ElementSet],
        attitudes: Sequence[Attitude] = (),
        levels: LightLevels | None = None,
        limb: Limb = "sphere",
    ) -> None:
        """Makes ready.

        Args:
            elements: at least one, in order of their epochs.
            attitudes: table of the station's attitude; empty: the usual one.
            levels: how strong each light is; None: as everywhere.
            limb: what the Sun sets behind.
        """
        self.track = Track(elements, attitudes, limb)
        self._outsides: Memo[Outside] = Memo()
        self._edges: Memo[tuple[FloatArray, FloatArray, FloatArray]] = Memo()
        self._levels = levels or LightLevels()
        # The Earth's disc changes by a thousandth as the station rises and sinks: one size will do.
        motion = elements[0].mean_motion * 2.0 * math.pi / 86_400.0
        self.ratio = EARTH_RADIUS / (GM / motion**2) ** (1.0 / 3.0)

    @property
    def levels(self) -> LightLevels:
        """How strong each light is."""
        return self._levels

    @property
    def step_s(self) -> float:
        """A ninetieth of a revolution: the Sun moves 4 deg."""
        return 60.0

    def outside(self, stage_set: StageSet, utc_ms: IntArray) -> Outside:
        """The Sun at moments (n,)."""
        return self._outsides.of(utc_ms, stage_set.station_attitude, lambda: self._outside(stage_set, utc_ms))

    def _outside(self, stage_set: StageSet, utc_ms: IntArray) -> Outside:
        states = self.track.at(utc_ms)
        share, kelvin = through_rim(
            states.height, SUN_RADIUS / states.sun_m, self._limb_m(states), self._levels.sun_kelvin
        )
        lux = self._levels.sun_lux * (sky.AU / states.sun_m) ** 2 * share
        sun = self._into_set(stage_set, states, states.sun)
        return Outside(utc_ms=utc_ms, sun=sun, height=states.height, lux=lux, kelvin=kelvin)

    def diffuse(self, stage_set: StageSet, window: Window, utc_ms: IntArray) -> Diffuse:
        """Earthlight on a window at moments (n,)."""
        states = self.track.at(utc_ms)
        lux, share, filled = np.zeros(len(utc_ms)), np.zeros(len(utc_ms)), np.zeros(len(utc_ms))
        levels = self._levels
        for row in np.unique(states.attitude):
            mine = states.attitude == row
            ground = self._ground(stage_set, window, int(row))
            strength = levels.sun_lux * (sky.AU / states.sun_m[mine]) ** 2 * levels.earth_albedo
            night = levels.night_earth_lux * ground.view / self.ratio**2
            lux[mine] = strength * earthlight(ground, states.sun[mine]) + night
            share[mine] = day_share(ground, states.sun[mine])
            filled[mine] = ground.filled
        kelvin = np.where(lux > 0.0, levels.earth_kelvin, 0.0)
        return Diffuse(lux=lux, kelvin=kelvin, day_share=share, filled=filled)

    def through(
        self, stage_set: StageSet, window: Window
    ) -> tuple[Sequence[tuple[Through, Condition]], Through]:
        """Earth by day, terminator or by night; space where a window does not look at it."""
        key = (stage_set.station_attitude, window.normal, window.diameter_m, window.depth_m)

        def of(name: Through, which: int) -> tuple[Through, Condition]:
            return name, Condition(
                name=name, step_s=self.step_s, where=window.id,
                value=lambda times: self._edges.of(times, key, lambda: self._extremes(stage_set, window, times))[which],
            )  # fmt: skip

        return (of("earth day", 0), of("terminator", 1), of("earth night", 2)), "space"

    def night(self) -> Condition:
        """Orbital night: the middle of the Sun is behind the Earth."""
        return Condition(
            name="orbital night", step_s=self.step_s, value=lambda times: -self.track.at(times).height
        )

    def beta(self, utc_ms: IntArray) -> FloatArray | None:
        """Height (n,) of the Sun above the plane of the orbit, rad."""
        return beta(self.track.at(utc_ms))

    def error_s(self, utc_ms: int) -> float:
        """The orbit's error along its way by the age of its set, and what the sharp round limb leaves out."""
        orbit = error_s(float(self.track.ages(np.array([utc_ms]))[0]))
        return math.hypot(orbit, AIR_S, self._flattening_s(utc_ms))

    def shine(self, stage_set: StageSet, utc_ms: int) -> Shine:
        """Everything at one moment."""
        times = np.array([utc_ms], dtype=np.int64)
        states, outside = self.track.at(times), self.outside(stage_set, times)
        radius = float(SUN_RADIUS / states.sun_m[0])
        down = self._into_set(stage_set, states, np.array([[0.0, 0.0, 1.0]]))
        age = float(self.track.ages(times)[0])
        return Shine(
            utc_ms=utc_ms, utc=to_text(utc_ms), set_id=stage_set.id, sun=_vec(outside.sun[0]),
            sun_height=float(states.height[0]),
            sun_share=float(disc_share(states.height, np.array([radius]))[0]),
            sun_lux=float(outside.lux[0]), sun_kelvin=float(outside.kelvin[0]), sun_radius=radius,
            body=self._earth(states, outside, down[0]), up=_vec(-down[0]), beta=float(beta(states)[0]),
            attitude=self._attitude(stage_set, states), error_s=self.error_s(utc_ms),
            note=(
                f"element set {age:.1f} days from its epoch: about {error_km(age):.0f} km along the orbit or "
                f"{error_s(age):.0f} s; the Earth's edge as a sharp {self.track.limb}; no shade of other modules"
            ),
        )  # fmt: skip

    def _earth(self, states: States, outside: Outside, down: FloatArray) -> SkyBody:
        levels = self._levels
        whole = ground_seen((0.0, 0.0, 1.0), 1.0, 1e-9, self.ratio)
        full = levels.sun_lux * (sky.AU / float(states.sun_m[0])) ** 2 * levels.earth_albedo
        distance = float(np.linalg.norm(states.position[0]))
        latitude, longitude = sub_point(states)
        return SkyBody(
            name="earth", direction=_vec(down), radius=math.asin(EARTH_RADIUS / distance), sun=_vec(outside.sun[0]),
            # The angle at the Earth's middle between the Sun and the station.
            phase=math.acos(max(-1.0, min(1.0, -float(states.sun[0, 2])))),
            lux=full * float(earthlight(whole, states.sun)[0]) + levels.night_earth_lux,
            kelvin=levels.earth_kelvin, below=(float(latitude[0]), float(longitude[0])),
        )  # fmt: skip

    def _ground(self, stage_set: StageSet, window: Window, row: int) -> Ground:
        turn = rotation.multiply(self.track.local_axes[row], stage_set.station_attitude)
        x, y, z = (round(float(value), 12) for value in rotation.rotate(turn, outward(window)))
        return ground_seen((x, y, z), window.diameter_m, window.depth_m, self.ratio)

    def _extremes(
        self, stage_set: StageSet, window: Window, utc_ms: IntArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """All ground in view has day where the first (n,) is above zero, some where the second; any where the third."""
        states = self.track.at(utc_ms)
        out = (np.empty(len(utc_ms)), np.empty(len(utc_ms)), np.empty(len(utc_ms)))
        for row in np.unique(states.attitude):
            mine = states.attitude == row
            ground = self._ground(stage_set, window, int(row))
            out[0][mine], out[1][mine] = extremes(ground, states.sun[mine])
            out[2][mine] = 1.0 if len(ground.up) else -1.0
        return out

    def _into_set(self, stage_set: StageSet, states: States, local: FloatArray) -> FloatArray:
        """Directions (n, 3) or (1, 3) from local axes to the set's."""
        turns = rotation.multiply(self.track.local_axes, stage_set.station_attitude)
        return rotation.rotate(rotation.conjugate(turns)[states.attitude], local)

    def _attitude(self, stage_set: StageSet, states: States) -> Quat:
        w, x, y, z = rotation.multiply(self.track.local_axes[states.attitude[0]], stage_set.station_attitude)
        return (float(w), float(x), float(y), float(z))

    def _limb_m(self, states: States) -> FloatArray:
        squared = np.sum(states.position**2, axis=1) - EARTH_RADIUS**2
        return np.asarray(np.sqrt(np.maximum(squared, 1.0)))

    def _flattening_s(self, utc_ms: int) -> float:
        """Seconds between the sunset behind a round Earth and behind the flattened one, at this part of the orbit."""
        if self.track.limb == "ellipsoid":
            return 0.0
        times = utc_ms + np.arange(96, dtype=np.int64) * 60_000
        states = self.track.at(times)
        to_sun = sky.sun_teme(times) - states.position
        flat = above_limb(states.position, to_sun / np.linalg.norm(to_sun, axis=1)[:, None], "ellipsoid")
        rate = np.gradient(states.height, 60.0)
        near = np.abs(states.height) < 0.1
        return float(np.max(np.abs(flat - states.height)[near] / np.abs(rate[near]))) if np.any(near) else 0.0


def _vec(values: FloatArray) -> Vec3:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
