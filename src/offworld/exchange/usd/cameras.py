"""The layer of cameras: each set-up with its place, lens and focus at every frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom

from offworld.exchange.lens import FAR_M, NEAR_M, lens_numbers, lens_words
from offworld.exchange.moving import Header
from offworld.exchange.names import CAMERAS, prim_names
from offworld.exchange.usd.layer import UNITS, changing, group, new_stage, place
from offworld.film.camera import SetUp
from offworld.film.shot import Shot


def cameras_layer(
    header: Header, tracks: Mapping[str, Sequence[Shot]], set_ups: Sequence[SetUp], aspect: Fraction
) -> Usd.Stage:
    """The cameras of a scene.

    Args:
        header: what the layer says of itself.
        tracks: the shot of each set-up at each frame.
        set_ups: those of the scene.
        aspect: of the film's picture, width over height.
    """
    stage = new_stage(
        header, "Every set-up, with place, lens and focus at every frame. Apertures are the film's gate."
    )
    group(stage, CAMERAS)
    known = {set_up.id: set_up for set_up in set_ups}
    names = prim_names(tracks)
    for name, row in tracks.items():
        _add(stage, f"{CAMERAS}/{names[name]}", row, known.get(name), float(aspect))
    return stage


def _add(stage: Usd.Stage, path: str, row: Sequence[Shot], set_up: SetUp | None, aspect: float) -> None:
    camera = UsdGeom.Camera.Define(stage, path)
    views = [shot.view for shot in row]
    place(camera.GetPrim(), np.array([(*view.position, *view.attitude) for view in views]))
    heights = [view.gate_height_mm for view in views]
    # A camera of USD knows no squeeze: it is given the gate that a spherical lens would need for the same picture.
    changing(camera.CreateFocalLengthAttr(), [view.lens_mm for view in views])
    changing(camera.CreateHorizontalApertureAttr(), [height * aspect for height in heights])
    changing(camera.CreateVerticalApertureAttr(), heights)
    changing(camera.CreateFocusDistanceAttr(), [UNITS * (view.focus_m or 0.0) for view in views])
    # An f-stop of 0 means that everything is sharp.
    changing(camera.CreateFStopAttr(), [0.0 if view.focus_m is None else view.stop for view in views])
    camera.CreateClippingRangeAttr(Gf.Vec2f(UNITS * NEAR_M, UNITS * FAR_M))
    camera.CreateProjectionAttr(UsdGeom.Tokens.perspective)
    for name, values in lens_numbers(row, aspect).items():
        changing(_own(camera, name, Sdf.ValueTypeNames.Double), values)
    for name, value in lens_words(row, set_up).items():
        _own(camera, name, Sdf.ValueTypeNames.String).Set(value)


def _own(camera: UsdGeom.Camera, name: str, kind: Sdf.ValueTypeName) -> Usd.Attribute:
    """An attribute of our own; programs that get units of lenses wrong leave it alone."""
    return camera.GetPrim().CreateAttribute(f"offworld:{name}", kind, True, Sdf.VariabilityVarying)
