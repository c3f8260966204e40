"""The files of a scene: four layers, the one that puts them together, and the one that is an artist's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from pxr import Sdf, Usd

from offworld.exchange.moving import Header, header_of, moving_of
from offworld.exchange.names import SCENE
from offworld.exchange.usd.cameras import cameras_layer
from offworld.exchange.usd.layer import new_stage, packed, stamp, text_of
from offworld.exchange.usd.people import people_layer
from offworld.exchange.usd.props import props_layer
from offworld.exchange.usd.stage_set import set_layer
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.look.dressing import dress
from offworld.look.figure import Life

SCENE_FILE: Final = "scene.usda"
"""Puts the layers together; this is what is opened."""
CAMERAS_FILE: Final = "cameras.usda"
"""Text, so that a person can read where a camera is and with which lens."""
LAYERS: Final = (CAMERAS_FILE, "people.usdc", "props.usdc", "set.usdc")
"""The strongest first."""


def scene_files(
    take: Take,
    tracks: Mapping[str, Sequence[Shot]],
    *,
    rate: Fraction,
    aspect: Fraction,
    lives: Sequence[Life] = (),
) -> dict[str, bytes]:
    """A take as files of USD: name to content.

    Args:
        take: the take.
        tracks: the shot of each set-up at each frame.
        rate: frames a second.
        aspect: of the film's picture, width over height.
        lives: hands and eyes of people at each frame; empty: at rest.

    Raises:
        NotPossible: the take has no length.
    """
    header = header_of(take, rate)
    rehearsal = take.rehearsal
    dressing = dress(take.assembly, rehearsal.stage_set.up, rehearsal.people, take.tethers)
    moving = moving_of(take, header, lives)
    stages = (
        cameras_layer(header, tracks, rehearsal.scene.set_ups, aspect),
        people_layer(header, take, dressing, moving),
        props_layer(header, take, dressing, moving.poses),
        set_layer(header, take, dressing),
    )
    files = {SCENE_FILE: _scene(header)}
    for name, stage in zip(LAYERS, stages, strict=True):
        files[name] = packed(stage) if name.endswith(".usdc") else text_of(stage)
    return files


def artist_file(take: Take, rate: Fraction, scene: str) -> bytes:
    """A layer of an artist's own, still empty, over all layers of the scene.

    Args:
        take: the take.
        rate: frames a second.
        scene: path of `SCENE_FILE` from the folder in which the file will lie.
    """
    stage = Usd.Stage.CreateInMemory()
    header = header_of(take, rate)
    stamp(
        stage,
        header,
        "Yours: what is changed here lies over the scene, and no export ever writes this file again.",
    )
    stage.GetRootLayer().defaultPrim = SCENE.lstrip("/")
    return _over(stage.GetRootLayer(), [scene])


def _scene(header: Header) -> bytes:
    stage = new_stage(header, f"Scene {header.scene} of {header.film}: its layers put together.")
    return _over(stage.GetRootLayer(), [f"./{name}" for name in LAYERS])


def _over(layer: Sdf.Layer, others: Sequence[str]) -> bytes:
    """A layer as text, laid over others, the strongest first; on a copy that no stage looks for them with."""
    copy = Sdf.Layer.CreateAnonymous(".usda")
    copy.TransferContent(layer)
    copy.subLayerPaths = list(others)
    return str(copy.ExportToString()).encode()
