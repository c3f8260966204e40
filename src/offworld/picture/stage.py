"""The stage: an assembly made ready to be drawn from any view, and drawn."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from offworld.film.shot import View
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressing
from offworld.look.figure import AT_REST, Life
from offworld.picture import opengl
from offworld.picture.filament.blur import focused
from offworld.picture.lighting import place_lights
from offworld.picture.model import RenderModel, render_model

Pixels = NDArray[np.uint8]

NEAR: Final = 0.04
"""Nearest that is drawn, metres: closer than a lens could focus."""
FAR: Final = 40.0
"""Farthest that is drawn, metres."""


class Stage:
    """An assembly on a screen of a fixed size. Use it as a context manager: OpenGL is given back at its end.

    One stage draws from one thread. Two stages may live at once; each makes itself current before it draws.
    """

    def __init__(
        self,
        dressing: Dressing,
        width: int,
        height: int,
        *,
        samples: int = 4,
        shadow: int = 1024,
        bare: bool = False,
        soft: bool = False,
        deep: bool = False,
    ) -> None:
        """Makes ready.

        Args:
            dressing: what is drawn.
            width: pixels.
            height: pixels.
            samples: samples a pixel, for smooth edges; 0 none.
            shadow: pixels of the map of shadows; 0: none are cast.
            bare: with the materials' own colours, whatever light falls on them.
            soft: what is out of focus is soft, where the focus of a view is known.
            deep: what it draws can be asked for its distance.
        """
        self._mj = opengl.mujoco()
        self._built: RenderModel = render_model(
            [dressing.still, *(mesh for _, mesh in dressing.moving)],
            dressing.people,
            dressing.materials,
            width=width,
            height=height,
            samples=samples,
            shadow=shadow,
            bare=bare,
        )
        self._figures = [each.figure for each in dressing.people]
        self._nodes = np.array([node for node, _ in dressing.moving], dtype=np.int64)
        self._gl = opengl.context(width, height)
        self._context = self._mj.MjrContext(self._built.model, self._mj.mjtFontScale.mjFONTSCALE_100)
        self._mj.mjr_setBuffer(self._mj.mjtFramebuffer.mjFB_OFFSCREEN, self._context)
        self._scene = self._make_scene(dressing, shadow > 0)
        self._geoms = _by_mesh(self._mj, self._scene)[1:]
        self._screen = self._mj.MjrRect(0, 0, width, height)
        self._pixels: Pixels = np.empty((height, width, 3), dtype=np.uint8)
        self._depth = np.empty((height, width), dtype=np.float32) if soft or deep else None
        self._soft = soft

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives OpenGL back."""
        self._gl.make_current()
        self._context.free()
        self._gl.free()

    def draw(self, poses: FloatArray, view: View, life: Life = AT_REST) -> Pixels:
        """The picture of a moment, with the depth of field of its lens if the stage is a soft one.

        Args:
            poses: place and attitude of every node of the assembly, set frame, shape (nodes, 7).
            view: the lens.
            life: what moves of people besides their segments.

        Returns:
            The pixels from the top left, shape (height, width, 3); the caller's to keep.
        """
        return self.blurred(self.sharp(poses, view, life), view)

    def sharp(self, poses: FloatArray, view: View, life: Life = AT_REST) -> Pixels:
        """The picture of a moment with everything sharp; see `draw`."""
        self._place(poses, life)
        return self.again(view)

    def blurred(self, sharp: Pixels, view: View) -> Pixels:
        """A picture of what was drawn last, as its lens sees it; the same unless the stage is a soft one."""
        if self._depth is None or not self._soft or view.focus_m is None:
            return sharp
        return focused(sharp, self.depth(), view)

    def depth(self) -> NDArray[np.float32]:
        """Distance along the lens of what was drawn last, metres, (height, width), from the top left.

        Raises:
            ValueError: the stage is neither soft nor deep.
        """
        if self._depth is None:
            raise ValueError("this stage keeps no distances")
        return distances(self._depth[::-1])

    def again(self, view: View) -> Pixels:
        """The picture of the moment that was drawn last, through another lens, with everything sharp."""
        self._aim(view)
        self._gl.make_current()
        self._mj.mjr_render(self._screen, self._scene, self._context)
        opengl.finish()
        self._mj.mjr_readPixels(self._pixels, self._depth, self._screen, self._context)
        return self._pixels[::-1].copy()

    def _make_scene(self, dressing: Dressing, shadow: bool) -> Any:
        """The scene with a geom for each mesh, its lights and its flags."""
        mj, model = self._mj, self._built.model
        scene = mj.MjvScene(model, maxgeom=len(dressing.moving) + 16)
        data = mj.MjData(model)
        mj.mj_forward(model, data)
        everything = mj.mjtCatBit.mjCAT_ALL
        mj.mjv_updateScene(model, data, mj.MjvOption(), None, mj.MjvCamera(), everything, scene)
        drawn = _by_mesh(mj, scene)
        # The set carries its own light.
        drawn[0].emission, drawn[0].specular = 1.0, 0.0
        flags = mj.mjtRndFlag
        for flag in (flags.mjRND_REFLECTION, flags.mjRND_SKYBOX, flags.mjRND_FOG, flags.mjRND_HAZE):
            scene.flags[flag] = 0
        scene.flags[flags.mjRND_SHADOW] = int(shadow)
        place_lights(mj, scene, dressing.lamps, dressing.up)
        return scene

    def _place(self, poses: FloatArray, life: Life) -> None:
        """Puts every moving mesh where its node is."""
        if self._figures:
            bodies = [figure.posed(poses, life) for figure in self._figures]
            self._scene.skinvert[:] = np.concatenate([each[0] for each in bodies]).ravel()
            self._scene.skinnormal[:] = np.concatenate([each[1] for each in bodies]).ravel()
        node = poses[self._nodes]
        places = node[:, :3] + rotation.rotate(node[:, 3:], self._built.places[1:])
        turns = rotation.matrix(rotation.multiply(node[:, 3:], self._built.attitudes[1:]))
        for geom, place, turn in zip(self._geoms, places, turns, strict=True):
            geom.pos[:] = place
            geom.mat[:] = turn

    def _aim(self, view: View) -> None:
        """Sets both eyes of the scene's camera to the view."""
        tall = NEAR * view.tall()
        wide = tall * self._pixels.shape[1] / self._pixels.shape[0]
        for camera in self._scene.camera:
            camera.pos[:] = view.position
            camera.forward[:] = view.forward()
            camera.up[:] = view.top()
            camera.frustum_near, camera.frustum_far = NEAR, FAR
            camera.frustum_top, camera.frustum_bottom = tall, -tall
            camera.frustum_center, camera.frustum_width = 0.0, wide


def distances(depth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance along the lens, metres, of each pixel, from what the renderer writes for it.

    It writes 0 at the nearest that is drawn and 1 at the farthest, evenly in the reciprocal of distance.
    """
    return np.asarray(1.0 / (np.float32(1.0 / NEAR) - depth * np.float32(1.0 / NEAR - 1.0 / FAR)))


def _by_mesh(mj: Any, scene: Any) -> list[Any]:
    """The scene's geoms that show our meshes, in the order of the meshes; a skin is among them but none of them."""
    geoms = [scene.geoms[number] for number in range(scene.ngeom)]
    ours = [geom for geom in geoms if geom.objtype == mj.mjtObj.mjOBJ_GEOM]
    return sorted(ours, key=lambda geom: int(geom.objid))
