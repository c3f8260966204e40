"""One layer of a scene while it is written: its header, its groups, and values that change or do not."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from pxr import Gf, Kind, Sdf, Usd, UsdGeom, Vt

from offworld.exchange.moving import Header, steady
from offworld.exchange.names import SCENE
from offworld.geometry.rotation import FloatArray

METRES: Final = 0.01
"""Metres in a unit of the stage. A lens is written in tenths of a unit, so that its number is its millimetres."""
UNITS: Final = 1.0 / METRES
"""Units of the stage in a metre."""
_STILL: Final = 1e-9
"""What moves by less, in metres or parts of a quaternion, stands still: the last digits of sums are no motion, and
programs offer to move by hand only what has one place."""


def new_stage(header: Header, about: str) -> Usd.Stage:
    """An empty stage with its header.

    Args:
        header: what it says of itself.
        about: one line for people on what it holds.
    """
    stage = Usd.Stage.CreateInMemory()
    stamp(stage, header, about)
    scene = UsdGeom.Xform.Define(stage, SCENE)
    Usd.ModelAPI(scene).SetKind(Kind.Tokens.assembly)
    stage.SetDefaultPrim(scene.GetPrim())
    return stage


def stamp(stage: Usd.Stage, header: Header, about: str) -> None:
    """Writes units, axis, rate, length and origin into the root layer of a stage."""
    UsdGeom.SetStageMetersPerUnit(stage, METRES)
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.z)
    stage.SetTimeCodesPerSecond(float(header.rate))
    stage.SetFramesPerSecond(float(header.rate))
    stage.SetStartTimeCode(0.0)
    stage.SetEndTimeCode(float(max(header.frames - 1, 0)))
    layer = stage.GetRootLayer()
    layer.documentation = about
    layer.customLayerData = {
        "offworld:film": header.film,
        "offworld:scene": header.scene,
        "offworld:set": header.set_id,
        "offworld:set_up": Gf.Vec3d(*header.set_up),
        "offworld:weight_m_s2": Gf.Vec3d(*header.weight),
        "offworld:rate": str(header.rate),
    }


def group(stage: Usd.Stage, path: str, kind: str = "group") -> Usd.Prim:
    """A group of things, defined once."""
    prim = stage.GetPrimAtPath(path)
    if prim:
        return prim
    prim = UsdGeom.Xform.Define(stage, path).GetPrim()
    Usd.ModelAPI(prim).SetKind(kind)
    return prim


def place(prim: Usd.Prim, poses: FloatArray) -> None:
    """Gives a prim its place and attitude at every frame; one that never moves gets them once.

    Args:
        prim: what is placed.
        poses: (frames, 7) place in metres and attitude (w, x, y, z), in the frame of its parent.
    """
    body = UsdGeom.Xformable(prim)
    move = body.AddTranslateOp(UsdGeom.XformOp.PrecisionDouble)
    turn = body.AddOrientOp(UsdGeom.XformOp.PrecisionDouble)
    if np.all(np.ptp(poses, axis=0) < _STILL):
        poses = poses[:1]
    places = UNITS * poses[:, :3]
    turns = steady(poses[:, 3:])
    changing(move.GetAttr(), [Gf.Vec3d(*map(float, row)) for row in places])
    changing(turn.GetAttr(), [Gf.Quatd(*map(float, row)) for row in turns])


def changing(attribute: Usd.Attribute, values: list[Any]) -> None:
    """Writes a value for every frame, or once if it is always the same."""
    if all(value == values[0] for value in values):
        attribute.Set(values[0])
        return
    for frame, value in enumerate(values):
        attribute.Set(value, Usd.TimeCode(frame))


def points(values: FloatArray) -> Vt.Vec3fArray:
    """Places (n, 3) in metres as an array of the stage."""
    return vectors(UNITS * np.asarray(values))


def vectors(values: FloatArray) -> Vt.Vec3fArray:
    """Vectors (n, 3) as they are."""
    return Vt.Vec3fArray.FromNumpy(np.ascontiguousarray(values, dtype=np.float32))


def text_of(stage: Usd.Stage) -> bytes:
    """The root layer as text: the same bytes for the same content."""
    layer: Sdf.Layer = stage.GetRootLayer()
    return str(layer.ExportToString()).encode()


def packed(stage: Usd.Stage) -> bytes:
    """The root layer in the compact form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "layer.usdc"
        stage.GetRootLayer().Export(str(path))
        return path.read_bytes()
