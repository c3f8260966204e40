"""Cameras that come home in glTF. The format knows a field of view and no lens: a gate must be taken for it.

A program may have put its own nodes above ours, or have dropped them; names stay.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import numpy as np

from offworld.exchange.camera import CameraAtHome, attitude_of, name_below, same
from offworld.exchange.gltf.container import wrong
from offworld.exchange.gltf.motion import Channel
from offworld.exchange.gltf.read import TO_SET, Gltf, read_gltf
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

_FRAME: Final = 1e-3
"""Share of a frame by which a key may miss it: moments are kept in single precision."""
_ASPECT: Final = 5e-3
"""Share by which the shape of a picture may part from the film's before it is spoken of."""

Channels = dict[tuple[int, str], Channel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What the film knows of its cameras."""

    width_mm: float
    """Of the gate that a spherical lens needs for the film's picture."""
    height_mm: float
    """Likewise."""
    rate: Fraction
    """Frames a second."""


def read_cameras(
    path: Path, gate: Gate, known: Collection[str] = ()
) -> tuple[tuple[CameraAtHome, ...], tuple[str, ...]]:
    """The cameras of a file, by their names, and what had to be assumed of them, in words.

    Those below ``/Scene/Cameras``; where nothing of that is left, those with the name of one that went out.

    Args:
        path: the file.
        gate: the film's.
        known: names of the cameras that went out.

    Raises:
        FilmError: it is no glTF, holds none of the known cameras, or one that is mirrored, sheared or without
            perspective.
    """
    gltf = read_gltf(path)
    try:
        return _all(gltf, gate, known)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise wrong(path, f"cameras of this glTF cannot be read ({error})", "export it again") from error


def _all(gltf: Gltf, gate: Gate, known: Collection[str]) -> tuple[tuple[CameraAtHome, ...], tuple[str, ...]]:
    seen = [number for number, node in enumerate(gltf.nodes) if "camera" in node.plain]
    names = {number: name_below(gltf.where(number)) for number in seen}
    if not any(names.values()):
        names = {number: gltf.nodes[number].name for number in seen if gltf.nodes[number].name in known}
    numbers: dict[str, int] = {}
    for number, name in names.items():
        if name:
            numbers.setdefault(name, number)
    if known and not numbers:
        remedy = "let the program write them: Blender does so only with Data > Scene > Cameras ticked"
        raise wrong(gltf.path, "no camera of this scene is in it", remedy)
    channels = _on_frames(gltf.channels(), gate.rate)
    cameras, bare = [], []
    notes: list[str] = []
    for name, number in sorted(numbers.items()):
        told = gltf.plain["cameras"][gltf.nodes[number].plain["camera"]]
        extras = {**(gltf.nodes[number].plain.get("extras") or {}), **(told.get("extras") or {})}
        if "offworld:gate_height_mm" not in extras:
            bare.append(name)
        notes += _shape(name, told, gate)
        cameras.append(_camera(gltf, number, name, told, extras, gate, channels))
    if bare:
        size = f"{gate.width_mm:.2f} by {gate.height_mm:.2f} mm"
        notes.insert(
            0, f"the file says no gate for {', '.join(bare)}: lenses are what the film's own, {size}, needs"
        )
    return tuple(cameras), tuple(notes)


def _shape(name: str, told: dict[str, Any], gate: Gate) -> list[str]:
    """What is said of a picture of another shape than the film's."""
    aspect = told.get("perspective", {}).get("aspectRatio")
    ours = gate.width_mm / gate.height_mm
    if aspect is None or abs(aspect / ours - 1.0) < _ASPECT:
        return []
    return [
        f"{name}: its picture is {aspect:.2f} wide and the film's {ours:.2f}; the height of its field was taken"
    ]


def _camera(
    gltf: Gltf,
    number: int,
    name: str,
    told: dict[str, Any],
    extras: dict[str, Any],
    gate: Gate,
    channels: Channels,
) -> CameraAtHome:
    field = float(told.get("perspective", {}).get("yfov", 0.0))
    if not 0.0 < field < math.pi:
        raise wrong(gltf.path, f"camera {name} has no perspective", "make it a perspective camera")
    height = float(extras.get("offworld:gate_height_mm", gate.height_mm))
    # As wide as a spherical lens would need it: what squeezes is no matter of the format.
    width = float(extras.get("offworld:gate_width_mm", gate.width_mm)) * float(
        extras.get("offworld:squeeze", 1.0)
    )
    focus = extras.get("offworld:focus_m", 0.0)
    focuses = list(focus) if isinstance(focus, list) else [focus]
    places, attitudes = _way(gltf, number, name, gate, channels)
    return CameraAtHome(
        name=name, places=places, attitudes=attitudes, lens_mm=height / (2.0 * math.tan(0.5 * field)),
        gate_mm=width, focus_m=float(focuses[0]),
        focus_moves=len(set(focuses)) > 1, first=0,
    )  # fmt: skip


def _way(gltf: Gltf, number: int, name: str, gate: Gate, channels: Channels) -> tuple[FloatArray, FloatArray]:
    """Places (n, 3) and attitudes (n, 4) of a camera in the set at every frame; one row if it does not move."""
    above = set(gltf.chain(number))
    ends = [channel.times[-1] for (node, _), channel in channels.items() if node in above]
    frames = round(max(ends, default=0.0) * float(gate.rate)) + 1
    times = np.array([float(frame / gate.rate) for frame in range(frames)])
    world = gltf.world(number, times, channels)
    places = world[:, :3, 3] @ TO_SET.T
    turns = attitude_of(TO_SET @ world[:, :3, :3])
    if turns is None:
        remedy = "apply or clear the scale of the camera and of everything above it"
        raise wrong(gltf.path, f"camera {name} is mirrored or sheared", remedy)
    if same(places - places[0], rotation.angle_between(turns, turns[0])):
        return places[:1], turns[:1]
    return places, turns


def _on_frames(channels: Channels, rate: Fraction) -> Channels:
    """The same motion with keys exactly on the frames that they mean."""
    found = {}
    for key, channel in channels.items():
        frames = channel.times * float(rate)
        whole = np.round(frames)
        near = np.where(np.abs(frames - whole) < _FRAME, whole, frames)
        found[key] = replace(channel, times=near / float(rate))
    return found
