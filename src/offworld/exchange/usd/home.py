"""Cameras that come home: their places, lenses and focus, read from a file of USD that another program wrote.

A program may have put its own root above ours, other units or another axis up; names below ``/Scene/Cameras`` stay.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from pxr import Tf, Usd, UsdGeom

from offworld.errors import FilmError, Problem
from offworld.exchange.camera import CameraAtHome, attitude_of, name_below, same
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

GATES_MM: Final = (3.0, 120.0)
"""Widths of gates that there are, mm, with room on both sides; a choice."""
_TO_Z: Final = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""From a stage whose y is up to ours, whose z is."""


def read_cameras(path: Path, gate_mm: float) -> tuple[CameraAtHome, ...]:
    """The cameras below ``/Scene/Cameras`` of a file, by their names.

    Args:
        path: the file.
        gate_mm: width of the film's gate, which tells a file in millimetres from one in tenths of its unit.

    Raises:
        FilmError: it is no USD, or a camera in it is mirrored, sheared or of no size that there is.
    """
    try:
        stage = Usd.Stage.Open(str(path))
    except Tf.ErrorException as error:
        raise _wrong(path, "this cannot be read as USD", "export it again as .usda, .usdc or .usd") from error
    found: dict[str, CameraAtHome] = {}
    for prim in stage.Traverse():
        name = name_below(str(prim.GetPath()))
        if name and prim.IsA(UsdGeom.Camera) and name not in found:
            found[name] = _read(stage, UsdGeom.Camera(prim), name, path, gate_mm)
    return tuple(found[name] for name in sorted(found))


def _read(stage: Usd.Stage, camera: UsdGeom.Camera, name: str, path: Path, gate_mm: float) -> CameraAtHome:
    first, last = round(stage.GetStartTimeCode()), round(stage.GetEndTimeCode())
    unit = UsdGeom.GetStageMetersPerUnit(stage)
    turn = _TO_Z if UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.y else np.eye(3)
    cache = UsdGeom.XformCache()
    places, attitudes = [], []
    for frame in range(first, last + 1):
        cache.SetTime(Usd.TimeCode(frame))
        rows = np.array(cache.GetLocalToWorldTransform(camera.GetPrim()))
        places.append(unit * (turn @ rows[3, :3]))
        attitudes.append(_attitude(turn @ rows[:3, :3].T, name, path))
    still = same(np.array(places) - places[0], rotation.angle_between(np.array(attitudes), attitudes[0]))
    count = 1 if still else len(places)
    time = Usd.TimeCode(first)
    focus = camera.GetFocusDistanceAttr()
    aperture = float(camera.GetHorizontalApertureAttr().Get(time))
    scale = _millimetres(aperture, unit, gate_mm, name, path)
    return CameraAtHome(
        name=name, places=np.array(places[:count]), attitudes=np.array(attitudes[:count]),
        lens_mm=scale * float(camera.GetFocalLengthAttr().Get(time)), gate_mm=scale * aperture,
        focus_m=unit * float(focus.Get(time)), focus_moves=focus.ValueMightBeTimeVarying(), first=first,
    )  # fmt: skip


def _attitude(axes: FloatArray, name: str, path: Path) -> FloatArray:
    """The attitude of axes (3, 3), given as columns of any one length."""
    found = attitude_of(axes)
    if found is None:
        remedy = "apply or clear the scale of the camera and of everything above it"
        raise _wrong(path, f"camera {name} is mirrored or sheared", remedy)
    return found


def _millimetres(aperture: float, unit: float, gate_mm: float, name: str, path: Path) -> float:
    """What a number of the lens is multiplied by to be millimetres: as the format says, or, as some do, 1."""
    ways = [way for way in (100.0 * unit, 1.0) if GATES_MM[0] <= way * aperture <= GATES_MM[1]]
    if not ways:
        raise _wrong(
            path,
            f"the gate of camera {name} is {aperture:g} wide, which is no camera's",
            "check the units of the file",
        )
    return min(ways, key=lambda way: abs(np.log(way * aperture / gate_mm)))


def _wrong(path: Path, what: str, remedy: str) -> FilmError:
    return FilmError(Problem(what=what, remedy=remedy, file=str(path), kind="usd"))
