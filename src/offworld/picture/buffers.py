"""What of a room lies behind each pixel: its own colour, which way it faces, how far away it is; and what a beam hits.

The classic renderer draws these without any light of its own, so that light of another moment can be laid on a
picture afterwards (`offworld.picture.daylight`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from offworld.film.basic import Vec3
from offworld.film.shot import View
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressing
from offworld.look.figure import AT_REST, Life
from offworld.picture import opengl
from offworld.picture.stage import FAR, NEAR, Stage

Reals = NDArray[np.float32]
_AXES: Final = tuple((axis, sign) for axis in range(3) for sign in (1.0, -1.0))
_BEAM_NEAR: Final = 1e-3
"""Nearest that is drawn of what a beam hits, metres."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Buffers:
    """What lies behind the pixels of one picture, from the top left."""

    colour: NDArray[np.uint8]
    """(height, width, 3): own colour as a screen expects it, darker in corners (share of the room that is seen)."""
    normals: Reals
    """(3, height · width): which way it faces, set frame; about unit."""
    places: Reals
    """(3, height · width): where it is, set frame, metres."""


class BufferStage(Stage):
    """An assembly of which colours, normals and distances are drawn. Use it as a context manager."""

    def __init__(self, dressing: Dressing, width: int, height: int, *, samples: int = 4) -> None:
        still = dressing.still.lit(dressing.open)
        super().__init__(replace(dressing, still=still), width, height, samples=samples, shadow=0, bare=True)
        self._ours = [self._scene.geoms[number] for number in range(self._scene.ngeom)]
        self._painted = [(int(geom.matid), np.array(geom.rgba)) for geom in self._ours]
        self._ways = _ways(width, height)
        self.side = min(width, height)
        """Most pixels along one side of what `beam` draws."""
        self.eye: Vec3 = (0.0, 0.0, 0.0)
        """Where the lens of the last buffers is, set frame, metres."""

    def buffers(self, poses: FloatArray, view: View, life: Life = AT_REST) -> Buffers:
        """Those of a moment, as `Stage.draw` would draw it.

        Args:
            poses: place and attitude of every node of the assembly, set frame, shape (nodes, 7).
            view: the lens.
            life: what moves of people besides their segments.
        """
        self._place(poses, life)
        self.eye = view.position
        self._flat()
        colour = self.again(view)
        self._facing()
        normals, depth = self._seen()
        aspect = self._pixels.shape[1] / self._pixels.shape[0]
        tall = view.tall()
        turn = rotation.matrix(view.attitude) * np.array([tall * aspect, tall, -1.0])
        places = turn.astype(np.float32) @ self._ways * depth.ravel()
        places += np.asarray(view.position, dtype=np.float32)[:, None]
        flat = np.ascontiguousarray(normals.reshape(-1, 3).T)
        return Buffers(colour=colour, normals=flat, places=places)

    def beam(self, centre: FloatArray, way: FloatArray, radius: float, side: int) -> Reals:
        """How far a beam of parallel light gets, of the moment whose buffers were drawn last.

        Args:
            centre: middle of the beam where it begins, (3,).
            way: where its light goes, unit, (3,).
            radius: half its width, metres.
            side: pixels along one side of the answer, at most `side`.

        Returns:
            Distance from the plane through the centre square to the beam, metres, (side, side); rows go against the
            beam's top and columns with its right (`beam_axes`).
        """
        _, top = beam_axes(way)
        for camera in self._scene.camera:
            camera.pos[:], camera.forward[:], camera.up[:] = centre, way, top
            camera.orthographic = 1
            camera.frustum_near, camera.frustum_far = _BEAM_NEAR, FAR
            camera.frustum_top, camera.frustum_bottom = radius, -radius
            camera.frustum_center, camera.frustum_width = 0.0, radius
        screen = self._mj.MjrRect(0, 0, side, side)
        depth = np.empty((side, side), dtype=np.float32)
        self._render(screen, np.empty((side, side, 3), dtype=np.uint8), depth)
        for camera in self._scene.camera:
            camera.orthographic = 0
        return depth[::-1] * np.float32(FAR)

    def _flat(self) -> None:
        """Every surface shines in its own colour."""
        self._scene.nlight = 0
        for geom, (material, paint) in zip(self._ours, self._painted, strict=True):
            geom.matid, geom.emission, geom.specular = material, 1.0, 0.0
            geom.rgba[:] = paint

    def _facing(self) -> None:
        """Every surface shines in the colour that stands for the way it faces."""
        for geom in self._ours:
            geom.matid, geom.emission, geom.specular = -1, 0.5, 0.0
            geom.rgba[:] = 1.0
        for light, (axis, sign) in zip(self._scene.lights, _AXES, strict=False):
            _signed(self._mj, light, axis, sign)
        self._scene.nlight = len(_AXES)

    def _seen(self) -> tuple[Reals, Reals]:
        """Normals and distances along the lens of what the camera of the scene sees."""
        pixels = np.empty(self._pixels.shape, dtype=np.uint8)
        depth = np.empty(pixels.shape[:2], dtype=np.float32)
        self._render(self._screen, pixels, depth)
        normals = pixels[::-1].astype(np.float32) * np.float32(2.0 / 255.0) - np.float32(1.0)
        distance = np.float32(1.0) / (
            np.float32(1.0 / NEAR) - depth[::-1] * np.float32(1.0 / NEAR - 1.0 / FAR)
        )
        return normals, distance

    def _render(self, screen: Any, pixels: NDArray[np.uint8], depth: Reals) -> None:
        """Draws into a part of the screen and reads it, from the bottom left."""
        self._gl.make_current()
        self._mj.mjr_render(screen, self._scene, self._context)
        opengl.finish()
        self._mj.mjr_readPixels(pixels, depth, screen, self._context)


def beam_axes(way: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Right and top (3,) of a picture along a beam."""
    least = np.eye(3)[int(np.argmin(np.abs(way)))]
    right = rotation.cross(way, least)
    right = right / np.linalg.norm(right)
    return right, np.asarray(rotation.cross(right, way))


def _signed(mj: Any, light: Any, axis: int, sign: float) -> None:
    """Light along an axis that adds to what faces it, in that axis's colour, or takes away."""
    light.headlight = light.castshadow = 0
    light.type = mj.mjtLightType.mjLIGHT_DIRECTIONAL
    light.cutoff, light.exponent = 180.0, 0.0
    light.attenuation[:] = (1.0, 0.0, 0.0)
    for part in (light.ambient, light.diffuse, light.specular):
        part[:] = 0.0
    light.diffuse[axis] = 0.5 * sign
    light.dir[:] = 0.0
    light.dir[axis] = -sign


def _ways(width: int, height: int) -> Reals:
    """Way of each pixel at a distance of 1 through a lens of half height and half width 1, (3, height · width)."""
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2.0 - 1.0
    y = 1.0 - (np.arange(height, dtype=np.float32) + 0.5) / height * 2.0
    across, up = np.meshgrid(x, y)
    return np.stack([across.ravel(), up.ravel(), np.ones(width * height, dtype=np.float32)]).astype(
        np.float32
    )
