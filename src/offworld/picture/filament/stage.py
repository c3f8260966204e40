"""A stage that Filament draws: the same dressing, poses and views as the classic one, and the same kind of pixels."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from offworld.errors import MissingLibrary
from offworld.film.shot import View
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressing
from offworld.look.figure import AT_REST, Life
from offworld.picture.filament.blur import focused
from offworld.picture.filament.model import final_model
from offworld.picture.filament.vulkan import COMMAND, missing, open_context, quiet
from offworld.picture.stage import FAR, NEAR

Pixels = NDArray[np.uint8]


class FinalStage:
    """An assembly on a screen of a fixed size. Use it as a context manager.

    The renderer dithers with noise that goes on from frame to frame: the same frames in the same order on a new stage
    have the same bytes, the same frame later on the same stage has not. `flow.drawing` parts a film accordingly.

    Raises:
        MissingLibrary: Filament cannot draw here.
    """

    def __init__(self, dressing: Dressing, width: int, height: int) -> None:
        if why := missing():
            raise MissingLibrary(
                f"Filament, which pictures of final quality are drawn with ({why}),", COMMAND
            )
        with quiet():
            import mujoco
            import mujoco.studio
            from mujoco import mjrf
            from mujoco.rendering.filament.model_scene import ModelScene

            self._mj, self._mjrf = mujoco, mjrf
            self._figures = [each.figure for each in dressing.people]
            self._nodes = np.array([node for node, _ in dressing.moving], dtype=np.int64)
            self._model = final_model(mujoco, dressing)
            self._data = mujoco.MjData(self._model)
            self._context: Any = open_context(mjrf)
            self._scene = ModelScene(self._context, self._model)
            self._pixels: Pixels = np.zeros((height, width, 3), dtype=np.uint8)
            self._depth = np.zeros((height, width, 1), dtype=np.float32)
            self._picture = self._screen(self._pixels, mjrf.PixelFormat.PIXEL_FORMAT_RGB8)
            self._far = self._screen(self._depth, mjrf.PixelFormat.PIXEL_FORMAT_R32F)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the renderer back."""
        del self._picture, self._far, self._scene, self._context

    def draw(self, poses: FloatArray, view: View, life: Life = AT_REST) -> Pixels:
        """The picture of a moment, with the depth of field of its lens.

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
        """A picture of the moment that was drawn last, with the depth of field of the lens it was drawn through."""
        if view.focus_m is None:
            return sharp
        self._render(self._camera(view), self._far, self._mjrf.DrawMode.DRAW_MODE_DEPTH)
        return focused(sharp, distances(self._depth[..., 0]), view)

    def again(self, view: View) -> Pixels:
        """The picture of the moment that was drawn last, through another lens, with everything sharp."""
        self._render(self._camera(view), self._picture, self._mjrf.DrawMode.DRAW_MODE_DEFAULT)
        return self._pixels.copy()

    def _place(self, poses: FloatArray, life: Life) -> None:
        """Puts everything that moves where it is."""
        if self._figures:
            bodies = [figure.posed(poses, life)[0] for figure in self._figures]
            self._model.skin_vert[:] = np.concatenate(bodies)
        self._data.mocap_pos[:] = poses[self._nodes, :3]
        self._data.mocap_quat[:] = poses[self._nodes, 3:]
        self._mj.mj_kinematics(self._model, self._data)
        self._mj.mj_camlight(self._model, self._data)
        self._scene.update(self._data)

    def _camera(self, view: View) -> Any:
        tall = NEAR * view.tall()
        camera = self._mjrf.Camera()
        camera.pos, camera.forward, camera.up = view.position, view.forward(), view.top()
        camera.frustum_near, camera.frustum_far = NEAR, FAR
        camera.frustum_top, camera.frustum_bottom, camera.frustum_center = tall, -tall, 0.0
        camera.frustum_width = tall * self._pixels.shape[1] / self._pixels.shape[0]
        return camera

    def _screen(self, buffer: NDArray[Any], kind: Any) -> tuple[Any, Any]:
        """A target of the screen's size and the request that reads it into a buffer."""
        target = self._context.create_render_target(self._mjrf.RenderTargetConfig(color_format=kind))
        target.resize(buffer.shape[1], buffer.shape[0])
        read = self._mjrf.ReadRequest()
        read.target = target
        read.set_buffer(buffer)
        return target, read

    def _render(self, camera: Any, screen: tuple[Any, Any], mode: Any) -> None:
        plain = mode == self._mjrf.DrawMode.DRAW_MODE_DEFAULT
        request = self._mjrf.RenderRequest()
        request.scene, request.camera, request.target = self._scene.scene, camera, screen[0]
        request.viewport.width, request.viewport.height = self._pixels.shape[1], self._pixels.shape[0]
        request.draw_mode, request.post_processing, request.shadows = mode, plain, plain
        request.haze = request.skybox = False
        self._context.wait_for_frame(self._context.render([request], [screen[1]]))


def distances(depth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance along the lens, metres, of each pixel, from what the renderer writes for it.

    It writes 1 at the nearest that is drawn and 0 at the farthest, evenly in the reciprocal of distance.
    """
    share = np.clip(depth, np.float32(0.0), np.float32(1.0))
    return np.asarray(1.0 / (share * np.float32(1.0 / NEAR - 1.0 / FAR) + np.float32(1.0 / FAR)))
