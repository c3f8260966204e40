"""Draws shots in the light of their moment, on top of what either renderer draws by the lamps of the set."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from offworld.film.lit import SceneLight
from offworld.film.shot import Shot
from offworld.film.stage_set import StageSet
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressing
from offworld.look.figure import Life
from offworld.picture.buffers import BufferStage
from offworld.picture.daylight.develop import Developer
from offworld.picture.daylight.quick import QuickDeveloper, coarse
from offworld.picture.filament.stage import FinalStage
from offworld.picture.stage import Stage

Pixels = NDArray[np.uint8]


class Daylight:
    """What it takes to lay the light of a scene on its pictures. Close it after use."""

    def __init__(
        self,
        dressing: Dressing,
        stage_set: StageSet,
        light: SceneLight,
        width: int,
        height: int,
        *,
        samples: int,
        quick: bool = False,
    ) -> None:
        """Makes ready.

        Args:
            dressing: what is drawn.
            stage_set: where it plays.
            light: of the scene.
            width: pixels.
            height: pixels.
            samples: samples a pixel, for smooth edges; 0 none.
            quick: soft light only coarsely; the stage that draws must be a deep one.
        """
        self._size = width, height
        size = coarse(width, height) if quick else (width, height)
        self._stage = BufferStage(dressing, *size, samples=0 if quick else samples)
        self._set, self._quick = stage_set, quick
        self.relight(light)

    def relight(self, light: SceneLight) -> None:
        """Lays another light on what is drawn from now on."""
        self._developer = Developer(light, self._set, self._stage)
        self._hasty = QuickDeveloper(light, self._set, self._stage, *self._size) if self._quick else None

    def draw(self, stage: Stage | FinalStage, poses: FloatArray, shot: Shot, life: Life) -> Pixels:
        """The picture of a moment in its light.

        Args:
            stage: draws it by the lamps of the set.
            poses: of every node, set frame, (nodes, 7).
            shot: whose moment and lens.
            life: what moves of people besides their segments.
        """
        picture = stage.sharp(poses, shot.view, life)
        if self._hasty is not None and isinstance(stage, Stage):
            lit = self._hasty.develop(picture, stage.depth(), poses, shot.view, life, shot.tick)
            return stage.blurred(lit, shot.view)
        seen = self._stage.buffers(poses, shot.view, life)
        lit = self._developer.develop(picture, seen, shot.tick)
        return stage.blurred(lit, shot.view)

    def close(self) -> None:
        """Gives OpenGL back."""
        self._stage.close()
