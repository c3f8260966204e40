"""Pictures of an animatic in their light, within a few hundredths of a second: soft light coarsely, edges finely.

What soft light and the curve do to a picture changes slowly over it. It is worked out for every third pixel each way
and stretched over the picture that the lamps gave. Where a beam of the Sun or a pane is in sight every pixel gets its
own, from the distance that was drawn with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import binary_dilation

from offworld.film.lit import LitMoment, SceneLight
from offworld.film.shot import View
from offworld.film.stage_set import StageSet
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.figure import Life
from offworld.look.white import luminance
from offworld.picture.buffers import Buffers, BufferStage
from offworld.picture.daylight import tone
from offworld.picture.daylight.develop import Developer, glare, planes
from offworld.picture.daylight.edges import jumps, mixed, nearest, of_own_surface

Pixels = NDArray[np.uint8]
Reals = NDArray[np.float32]
COARSE: Final = 3
"""Soft light is worked out for every so-many-th pixel each way."""
_ABOUT: Final = 0.03
"""So far about a pane pixels get their own light, metres."""
_EDGE: Final = 0.15
"""Logarithm of a step in light that is seen along an edge."""
_LEVELS: Final = (0.02, 3.0)
"""Least and most light of the lamps on a white surface that is believed, where edges mix two of them."""
_TINTS: Final = (0.75, 1.35)
"""How much of each colour the lamps' light has at least and at most; shade is a little cool (`look.palette`)."""
_BLACK: Final = 0.003
"""Light below which a pixel's own colour is not to be told."""
_NO_LUX: Final = 2.0
"""Windows that give less than this leave the room to its lamps."""


@dataclass(frozen=True, slots=True, eq=False)
class Coarse:
    """What is known of every third pixel each way."""

    seen: Buffers
    """What lies behind them."""
    soft: Reals
    """Lux of all but lamps and beams, (3, n)."""
    level: Reals
    """Light of the lamps on a white surface, (3, n)."""
    spread: Reals
    """What the lens spreads over them, (3, n)."""
    known: tuple[Reals, Reals]
    """Distance along the lens, metres, and square root of green light of the lamps, (rows, columns)."""


class QuickDeveloper:
    """Lays the light of a scene on pictures of it, quickly."""

    def __init__(
        self, light: SceneLight, stage_set: StageSet, stage: BufferStage, width: int, height: int
    ) -> None:
        """Makes ready.

        Args:
            light: of the scene.
            stage_set: where it plays.
            stage: draws what lies behind every third pixel, (rows, columns) of `coarse`.
            width: of the pictures, pixels.
            height: of the pictures, pixels.
        """
        self._whole = Developer(light, stage_set, stage)
        self._lamps = light.lamps
        self._stage = stage
        self._size = (width, height)
        columns, rows = coarse(width, height)
        self._columns = ((np.arange(columns) + 0.5) * width / columns).astype(np.int64)
        self._rows = ((np.arange(rows) + 0.5) * height / rows).astype(np.int64)
        # The coarse pixel whose middle is nearest to each of the picture's.
        self._column = (np.arange(width) * columns // width).astype(np.int64)
        self._row = (np.arange(height) * rows // height).astype(np.int64)
        self._root = np.empty((height, width), dtype=np.float32)
        self._index = np.empty((height, width), dtype=np.uint16)

    def develop(
        self, picture: Pixels, depth: Reals, poses: FloatArray, view: View, life: Life, tick: float
    ) -> Pixels:
        """A picture in the light of its moment.

        Args:
            picture: as it was drawn by the room's lamps, (height, width, 3).
            depth: distance along the lens of each pixel, metres, (height, width).
            poses: of every node, set frame, (nodes, 7).
            view: the lens.
            life: what moves of people besides their segments.
            tick: moment of the take, ms.
        """
        few = planes(picture[self._rows[:, None], self._columns])
        now = self._whole.begin(tick)
        drawn = tone.light_of(few)
        shape = len(self._rows), len(self._columns)
        distance = depth[self._rows[:, None], self._columns]
        own = drawn
        if sum(one.lux for one in now.windows) > _NO_LUX:
            seen = self._stage.buffers(poses, view, life)
            distance = self._distances(seen.places, view).reshape(shape)
            own = tone.own_colour(planes(seen.colour))
            guess = _level(drawn, own).reshape(3, *shape)
            normals = seen.normals.reshape(3, *shape)
            unsure = mixed(picture[..., 1], self._rows, self._columns)
            held = of_own_surface(guess, unsure, own.reshape(3, *shape), distance, normals)
            level = held.reshape(3, -1)
            soft = self._whole.soft(now, seen)
            lux = soft.copy()
            self._whole.add_sun(lux, now, seen)
        else:
            self._stage.eye = view.position
            rows, columns = np.repeat(self._rows, shape[1]), np.tile(self._columns, shape[0])
            places = self._places(depth, view, rows, columns)
            seen = Buffers(colour=picture[:0], normals=np.zeros_like(places), places=places)
            level, soft = np.ones_like(drawn), np.zeros_like(drawn)
            lux = soft.copy()
        drawn = own * level
        light = self._whole.light(drawn, own, lux, now, seen.places)
        bright = light.reshape(3, *shape)
        spread = glare(bright) - bright
        shown = tone.uncurved(tone.shown((bright + spread).reshape(3, -1)))
        ratio = np.sqrt(shown / np.maximum(drawn, np.float32(_BLACK))).reshape(3, *shape)
        made = self._stretched(picture, ratio)
        known = distance, np.sqrt(drawn[1]).reshape(shape)
        self._along_edges(made, picture, depth, known, ratio)
        self._finely(made, picture, depth, view, now, Coarse(seen, soft, level, spread.reshape(3, -1), known))
        return made

    def _stretched(self, picture: Pixels, ratio: Reals) -> Pixels:
        """The picture with the square root of its light times a coarse ratio (3, rows, columns)."""
        made = np.empty_like(picture)
        for channel in range(3):
            roots = tone.roots_of(picture[..., channel], self._root)
            coarsely = Image.fromarray(ratio[channel])
            roots *= np.asarray(coarsely.resize(self._size, Image.Resampling.BILINEAR))
            tone.root_pixels(roots, self._index, made[..., channel])
        return made

    def _along_edges(
        self, made: Pixels, picture: Pixels, depth: Reals, known: tuple[Reals, Reals], ratio: Reals
    ) -> None:
        """Draws anew where the coarse ratio jumps: each pixel with that of its own surface."""
        at = jumps(ratio[1], _EDGE)
        rows, columns = np.nonzero(at[self._row[:, None], self._column])
        roots = tone.root_of(picture[rows, columns].T)
        row, column = nearest(self._row[rows], self._column[columns], (depth[rows, columns], roots[1]), known)
        made[rows, columns] = tone.of_root(roots * ratio[:, row, column]).T

    def _distances(self, places: Reals, view: View) -> Reals:
        """Distance along the lens of places (3, n), metres, (n,)."""
        ahead = view.forward().astype(np.float32)
        return np.asarray(ahead @ places - np.float32(ahead @ np.asarray(view.position)))

    def _finely(
        self, made: Pixels, picture: Pixels, depth: Reals, view: View, now: LitMoment, few: Coarse
    ) -> None:
        """Draws anew what lies about beams and panes."""
        near = self._whole.sharp(now, few.seen.places, _ABOUT)
        if not near.any():
            return
        wide = binary_dilation(
            near.reshape(len(self._rows), len(self._columns)), np.ones((3, 3), dtype=np.bool_)
        )
        rows, columns = np.nonzero(wide[self._row[:, None], self._column])
        drawn = tone.light_of(picture[rows, columns].T)
        row, column = nearest(
            self._row[rows], self._column[columns], (depth[rows, columns], np.sqrt(drawn[1])), few.known
        )
        at = row * len(self._columns) + column
        places = self._places(depth, view, rows, columns)
        lux = few.soft[:, at]
        seen = Buffers(colour=picture[:0], normals=few.seen.normals[:, at], places=places)
        self._whole.add_sun(lux, now, seen)
        light = self._whole.light(drawn, drawn / few.level[:, at], lux, now, places)
        light += few.spread[:, at]
        made[rows, columns] = tone.pixels(tone.shown(light)).T

    def _places(self, depth: Reals, view: View, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Reals:
        """Where pixels (n,) are, set frame, metres, (3, n)."""
        width, height = self._size
        tall = view.tall()
        turn = rotation.matrix(view.attitude) * np.array([tall * width / height, tall, -1.0])
        x = (columns.astype(np.float32) + np.float32(0.5)) * np.float32(2.0 / width) - np.float32(1.0)
        y = np.float32(1.0) - (rows.astype(np.float32) + np.float32(0.5)) * np.float32(2.0 / height)
        ways = np.stack([x, y, np.ones_like(x)]) * depth[rows, columns]
        return np.asarray(
            turn.astype(np.float32) @ ways + np.asarray(view.position, dtype=np.float32)[:, None]
        )


def coarse(width: int, height: int) -> tuple[int, int]:
    """Columns and rows of what is worked out of a picture so wide and high."""
    return -(-width // COARSE), -(-height // COARSE)


def _level(drawn: Reals, own: Reals) -> Reals:
    """Light of the lamps on a white surface at each pixel, (3, n), from what was drawn and the colours (3, n)."""
    dark = np.float32(_BLACK)
    plain = (luminance(drawn.T) + dark) / (luminance(own.T) + dark)
    plain = np.clip(plain, *_LEVELS).astype(np.float32)
    return np.clip(
        (drawn + dark) / (own + dark), plain * np.float32(_TINTS[0]), plain * np.float32(_TINTS[1])
    )
