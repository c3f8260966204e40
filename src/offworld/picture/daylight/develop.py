"""A picture of a moment developed in its light: lamps at their level, the Sun, the sky outside, one exposure.

The picture that a renderer has drawn shows the room by its own lamps at full level. Its light is scaled to theirs, all
other light is worked out for each pixel from what lies there (`offworld.picture.buffers`), and both are shown through
one curve at the exposure that the scene holds.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from offworld.film.light import Shine, WindowLight
from offworld.film.lit import LitMoment, SceneLight
from offworld.film.stage_set import StageSet, Window
from offworld.look.palette import FULL
from offworld.look.white import white
from offworld.picture.buffers import Buffers, BufferStage
from offworld.picture.daylight import outside, soft, tone
from offworld.picture.daylight.beams import Beam, Hits, hits
from offworld.picture.daylight.moment import at_tick, fallen

Pixels = NDArray[np.uint8]
Reals = NDArray[np.float32]
LAMPS_LUX: Final = 660.0
"""On a surface at the full level of a set's lamps; most lie at about 300 lx, within the 100 to 500 lx of the handbook
(light, section 5: recalled)."""
USUAL_LUX: Final = 300.0
"""Light that pictures without a moment are exposed for."""
_GLASS: Final = 0.02
"""Share of the room's light that a pane throws back at one who looks out; a guess for clean glass at a slant."""
_DUST: Final = 0.004
"""Share of the light falling on a pane that its dirt scatters into the room; a guess."""
_COARSE: Final = 8
"""The sky as each place sees it through a pane changes so slowly that every so-many-th pixel is enough."""
_PANES: Final = 0.6
"""Share of what is outside that the panes of a window let an eye see; a guess (handbook light, section 5: four)."""
_GRAZING: Final = 0.02
"""The Sun lower than this over a pane, sine, sends nothing through."""
_RIM: Final = 0.006
"""Breadth over which a pane passes into its frame, metres: about a pixel, so that its edge is smooth."""
_FLAT: Final = 0.02
"""How far off the plane of a pane something still is the pane, metres."""
_BLUR: Final = 0.16
"""Angle over which a limb or a horizon passes as a place in the room sees it through a pane, rad: a pane of 0.23 m from
1.4 m."""
_GLARE: Final = ((0.004, 0.05), (0.02, 0.035), (0.07, 0.02))
"""Breadth, of the picture's height, and share of the light above white that a lens spreads; by eye."""


class Developer:
    """Lays the light of a scene on pictures of it."""

    def __init__(self, light: SceneLight, stage_set: StageSet, stage: BufferStage) -> None:
        self._light = light
        self._set = stage_set
        self._stage = stage
        self._windows = {window.id: window for window in stage_set.windows}
        self._shadows: dict[str, Hits] = {}

    def develop(self, picture: Pixels, seen: Buffers, tick: float) -> Pixels:
        """A picture in the light of its moment.

        Args:
            picture: as it was drawn by the room's lamps, (height, width, 3).
            seen: what lies behind its pixels; the stage must have drawn them last.
            tick: moment of the take, ms.
        """
        now = self.begin(tick)
        lux = self.soft(now, seen)
        self.add_sun(lux, now, seen)
        drawn, own = tone.light_of(planes(picture)), tone.own_colour(planes(seen.colour))
        light = self.light(drawn, own, lux, now, seen.places)
        shape = picture.shape[:2]
        spread = glare(light.reshape(3, *shape)).reshape(3, -1)
        return np.ascontiguousarray(tone.pixels(tone.shown(spread)).T).reshape(*shape, 3)

    def begin(self, tick: float) -> LitMoment:
        """What shines at a tick, whose buffers the stage has drawn."""
        self._shadows.clear()
        return at_tick(self._light, tick)

    def light(self, drawn: Reals, own: Reals, lux: Reals, now: LitMoment, places: Reals) -> Reals:
        """Light that comes from pixels to the lens, exposed, (3, n).

        Args:
            drawn: that of the lamps at full level, (3, n).
            own: colour, (3, n).
            lux: of all other light on them, (3, n); overwritten.
            now: the moment.
            places: (3, n).
        """
        light = drawn * np.float32(self._light.lamps)
        lux *= own
        lux *= np.float32(FULL / LAMPS_LUX)
        light += lux
        self._look_out(light, now, places)
        light *= np.float32(USUAL_LUX / (2.5 * 2.0**self._light.ev100))
        return light

    def _sunny(self, now: LitMoment) -> list[tuple[Window, WindowLight]]:
        """Windows that the Sun shines through."""
        return [(self._windows[one.window], one) for one in now.windows if one.sun_lux * one.sun_share > 0.0]

    def soft(self, now: LitMoment, seen: Buffers) -> Reals:
        """Lux on every pixel (3, n) of all light but lamps and direct sun."""
        sample = seen.places[:, :: _COARSE * _COARSE]
        lumens = np.zeros(3)
        total = np.zeros_like(seen.places)
        for one in now.windows:
            window = self._windows[one.window]
            glow = soft.pane(window)
            lumens += one.body_lux * glow.area * white(_kelvin(now.shine))
            if one.body_lux > 0.0 and soft.worth(glow, one.body_lux / np.pi, sample):
                total += self._sky(now.shine, window, one, seen) * soft.falling(
                    glow, seen.places, seen.normals
                )
        for window, one in self._sunny(now):
            colour = white(now.shine.sun_kelvin)
            lumens += one.sun_lux * soft.pane(window).area * colour
            if _beam(now.shine, window).slant() <= _GRAZING:
                continue
            for patch in one.patches:
                spot, bright = soft.spot(patch), soft.WALLS * patch.lux / np.pi
                if soft.worth(spot, bright, sample):
                    each = np.float32(bright) * soft.falling(spot, seen.places, seen.normals)
                    total += each * colour.astype(np.float32)[:, None]
        total += soft.shared(lumens, self._set).astype(np.float32)[:, None]
        return total

    def _sky(self, shine: Shine, window: Window, given: WindowLight, seen: Buffers) -> Reals:
        """What each pixel sees of the sky through a pane, cd/m², (3, n), scaled so that the pane gets what is known."""
        height, width = seen.colour.shape[:2]
        few = seen.places.reshape(3, height, width)[:, ::_COARSE, ::_COARSE]
        ways = np.asarray(window.position) - few.reshape(3, -1).T.astype(np.float64)
        ways /= np.maximum(np.linalg.norm(ways, axis=-1, keepdims=True), 1e-6)
        sky = outside.luminance(ways, shine, _BLUR).T * np.float32(fallen(shine, window, given.body_lux))
        return stretched(sky.reshape(few.shape), width, height).reshape(3, -1)

    def add_sun(self, lux: Reals, now: LitMoment, seen: Buffers) -> None:
        """Adds the Sun's own beams to lux (3, n) on places."""
        for window, given in self._sunny(now):
            beam = _beam(now.shine, window)
            if beam.slant() <= _GRAZING:
                continue
            near = beam.near(seen.places)
            share = beam.share(seen.places[:, near])
            near, share = near[share > 0.0], share[share > 0.0]
            if not len(near):
                continue
            share = share * self._hits(beam).free(beam, seen.places[:, near])
            falls = np.clip(beam.sun.astype(np.float32) @ seen.normals[:, near], 0.0, 1.0)
            # What is known is the mean over the pane; the beam is as bright wherever it passes.
            square = np.float32(given.sun_lux / (given.sun_share * beam.slant()))
            colour = white(now.shine.sun_kelvin).astype(np.float32)[:, None]
            lux[:, near] += square * share * falls * colour

    def _hits(self, beam: Beam) -> Hits:
        """What a beam falls on first, found once for a moment."""
        found = self._shadows.get(beam.window.id)
        if found is None:
            found = self._shadows[beam.window.id] = hits(self._stage, beam)
        return found

    def sharp(self, now: LitMoment, places: Reals, wider: float) -> NDArray[np.bool_]:
        """Whether places (3, n) lie so near a beam or a pane, m, that light changes from pixel to pixel there."""
        found = np.zeros(places.shape[1], dtype=np.bool_)
        for window, _ in self._sunny(now):
            beam = _beam(now.shine, window)
            if beam.slant() > _GRAZING:
                near = beam.near(places)
                found[near[beam.share(places[:, near]) > 0.0]] = True
        for one in now.windows:
            found[_of_pane(self._windows[one.window], places, wider, _FLAT)] = True
        return found

    def _look_out(self, light: Reals, now: LitMoment, places: Reals) -> None:
        """Puts what is outside into the panes."""
        eye = np.asarray(self._stage.eye)
        sample = places[:, :: _COARSE * 2]
        for one in now.windows:
            window = self._windows[one.window]
            if not len(_of_pane(window, sample, 0.3, 0.3)):
                continue
            on = _of_pane(window, places, _RIM, _FLAT)
            ways = places[:, on].T.astype(np.float64) - eye
            ways /= np.linalg.norm(ways, axis=-1, keepdims=True)
            sky = outside.luminance(ways, now.shine).T
            sun = outside.sun_disc(ways, now.shine) * white(now.shine.sun_kelvin).astype(np.float32)[:, None]
            bright = np.float32(np.pi * _PANES) * (sky + sun) + np.float32(_DUST * one.lux)
            pane = np.float32(_GLASS) * light[:, on] + np.float32(FULL / LAMPS_LUX) * bright
            off = np.linalg.norm(places[:, on].T - np.asarray(window.position), axis=-1)
            share = np.clip((0.5 * window.diameter_m - off) / _RIM + 0.5, 0.0, 1.0).astype(np.float32)
            light[:, on] += share * (pane - light[:, on])


def planes(picture: Pixels) -> Pixels:
    """A picture (height, width, 3) as (3, height · width)."""
    return np.ascontiguousarray(picture.reshape(-1, 3).T)


def _beam(shine: Shine, window: Window) -> Beam:
    return Beam(window=window, sun=np.asarray(shine.sun), radius=shine.sun_radius)


def _of_pane(window: Window, places: Reals, wider: float, thick: float) -> NDArray[np.int64]:
    """Indices of places (3, n) on a pane, or within some metres about it."""
    away = places - np.asarray(window.position, dtype=np.float32)[:, None]
    height = np.asarray(window.normal, dtype=np.float32) @ away
    near = soft.dot(away, away) < np.float32((0.5 * window.diameter_m + wider) ** 2)
    return np.flatnonzero(near & (np.abs(height) < np.float32(thick)))


def _kelvin(shine: Shine) -> float:
    """Colour of what the sky sends in."""
    if shine.sky_lux > 0.0:
        return shine.sky_kelvin
    if shine.beta is None and shine.up is not None:
        return shine.sun_kelvin
    return shine.body.kelvin if shine.body is not None else 6500.0


def glare(light: Reals) -> Reals:
    """A picture's light (3, height, width) with what a lens spreads from all that is far too bright."""
    over = np.clip(light[:, ::4, ::4] - np.float32(1.2), 0.0, np.float32(12.0))
    if not np.any(over > 0.0):
        return light
    spread = np.zeros_like(over)
    for breadth, share in _GLARE:
        sigma = max(0.6, breadth * over.shape[1])
        spread += np.float32(share) * gaussian_filter(over, (0.0, sigma, sigma), mode="constant")
    full = stretched(spread, light.shape[2], light.shape[1])
    return np.asarray(light + full, dtype=np.float32)


def stretched(small: Reals, width: int, height: int) -> Reals:
    """A coarse picture (3, rows, columns) as one of a size, evenly in between."""
    size, way = (width, height), Image.Resampling.BILINEAR
    return np.stack(
        [np.asarray(Image.fromarray(np.ascontiguousarray(one)).resize(size, way)) for one in small]
    )
