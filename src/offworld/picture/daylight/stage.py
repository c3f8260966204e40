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
    ) -> None:
        self._stage = BufferStage(dressing, width, height, samples=samples)
        self._set = stage_set
        self.relight(light)

    def relight(self, light: SceneLight) -> None:
        """Lays another light on what is drawn from now on."""
        self._developer = Developer(light, self._set, self._stage)

    def draw(self, stage: Stage | FinalStage, poses: FloatArray, shot: Shot, life: Life) -> Pixels:
        """The picture of a moment in its light.

        Args:
            stage: draws it by the lamps of the set.
            poses: of every node, set frame, (nodes, 7).
            shot: whose moment and lens.
            life: what moves of people besides their segments.
        """
        picture = stage.sharp(poses, shot.view, life)
        seen = self._stage.buffers(poses, shot.view, life)
        lit = self._developer.develop(picture, seen, shot.tick)
        return stage.blurred(lit, shot.view)

    def close(self) -> None:
        """Gives OpenGL back."""
        self._stage.close()
