"""The one place that chooses how MuJoCo reaches OpenGL, before MuJoCo is imported.

Neither a GPU nor a display is needed: Mesa draws in software, through EGL or, failing that, OSMesa.
"""

from __future__ import annotations

import functools
import importlib
import os
import sys
from typing import Any, Final

from offworld.errors import MissingLibrary

WAYS: Final = ("egl", "osmesa")
"""Ways to OpenGL without a display, the better first."""
COMMAND: Final = "sudo apt-get install -y libegl1 libgl1-mesa-dri libosmesa6"
"""What brings both on Debian 12."""


@functools.cache
def mujoco() -> Any:
    """The MuJoCo module, imported with a way to OpenGL that works here.

    Raises:
        MissingLibrary: neither EGL nor OSMesa makes an OpenGL context.
    """
    wanted = os.environ.get("MUJOCO_GL", "").lower()
    os.environ.setdefault("MUJOCO_GL", WAYS[0])
    module = importlib.import_module("mujoco")
    tried = dict.fromkeys([wanted, *WAYS] if wanted in WAYS else WAYS)
    for way in tried:
        if _opens(way):
            return module
    raise MissingLibrary("software OpenGL (EGL or OSMesa), which pictures are drawn with,", COMMAND)


def context(width: int, height: int) -> Any:
    """A current OpenGL context whose picture is never smaller than asked.

    Raises:
        MissingLibrary: there is no OpenGL.
    """
    mujoco()
    made = _context_class(os.environ["MUJOCO_GL"])(width, height)
    made.make_current()
    return made


def finish() -> None:
    """Waits until the picture is drawn. Reading its pixels would wait too, but with Python's lock in hand."""
    importlib.import_module("OpenGL.GL").glFinish()


def _context_class(way: str) -> Any:
    """MuJoCo's class of contexts for a way."""
    return importlib.import_module(f"mujoco.{way}").GLContext


def _opens(way: str) -> bool:
    """Whether a way works here; the environment then names it for whatever MuJoCo imports later."""
    os.environ["PYOPENGL_PLATFORM"] = way
    try:
        trial = _context_class(way)(16, 16)
        trial.make_current()
        trial.free()
    # A missing library shows as an error of import, of an attribute or of the call, each in its own way.
    except Exception:  # noqa: BLE001
        _forget()
        return False
    os.environ["MUJOCO_GL"] = way
    return True


def _forget() -> None:
    """Unloads PyOpenGL, which keeps to the first platform that it was imported with."""
    os.environ.pop("PYOPENGL_PLATFORM", None)
    for name in list(sys.modules):
        if name.split(".")[0] == "OpenGL" or name.startswith(("mujoco.egl", "mujoco.osmesa")):
            del sys.modules[name]
