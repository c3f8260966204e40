"""Whether Filament can draw here, found out in a process of its own: what is missing may end a process."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Final

COMMAND: Final = "sudo apt-get install -y mesa-vulkan-drivers"
"""What brings Vulkan in software on Debian 12."""
_TRIAL: Final = "from offworld.picture.filament.vulkan import draw_nothing; draw_nothing()"
_PATIENCE_S: Final = 60.0


@functools.cache
def missing() -> str:
    """Why Filament cannot draw here, as a half sentence; empty if it can."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _TRIAL], capture_output=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"its trial did not end ({type(error).__name__})"
    return "" if done.returncode == 0 else "there is no Vulkan here that it can draw with"


def draw_nothing() -> None:
    """Makes a context and draws one empty picture; a machine without Vulkan ends the process here."""
    import mujoco
    import numpy as np

    with quiet():
        # The studio package tells Filament where its own files are; without it the first context fails.
        import mujoco.studio
        from mujoco import mjrf

        context = open_context(mjrf)
        model = mujoco.MjSpec().compile()
        scene = context.create_scene(mjrf.SceneParams())
        scene.configure_from_model(model)
        target = context.create_render_target(
            mjrf.RenderTargetConfig(color_format=mjrf.PixelFormat.PIXEL_FORMAT_RGB8)
        )
        target.resize(16, 16)
        read = mjrf.ReadRequest()
        read.target = target
        pixels = np.zeros((16, 16, 3), dtype=np.uint8)
        read.set_buffer(pixels)
        request = mjrf.RenderRequest()
        request.scene, request.target = scene, target
        request.viewport.width = request.viewport.height = 16
        camera = mjrf.Camera()
        camera.pos, camera.forward, camera.up = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
        camera.frustum_near, camera.frustum_far = 0.1, 10.0
        camera.frustum_top, camera.frustum_bottom, camera.frustum_width = 0.1, -0.1, 0.1
        request.camera = camera
        context.wait_for_frame(context.render([request], [read]))


def open_context(mjrf: Any) -> Any:
    """A context on Vulkan."""
    config = mjrf.ContextConfig()
    config.graphics_api = mjrf.GraphicsApi.GRAPHICS_API_VULKAN
    return mjrf.Context(config)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keeps what libraries write to the terminal by themselves out of it."""
    kept = [os.dup(number) for number in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    try:
        for number in (1, 2):
            os.dup2(nowhere, number)
        yield
    finally:
        for number, old in zip((1, 2), kept, strict=True):
            os.dup2(old, number)
            os.close(old)
        os.close(nowhere)
