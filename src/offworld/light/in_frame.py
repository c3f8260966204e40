"""Windows in the frame of a camera: which are seen, what light they have, how far they stand above the room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.film.exposure import InFrame
from offworld.film.light import WindowLight
from offworld.film.shot import View
from offworld.film.stage_set import StageSet, Window
from offworld.geometry import rotation
from offworld.geometry.lens import on_gate
from offworld.geometry.rotation import FloatArray
from offworld.space import in_sight

_RIM: Final = 12
"""Points round a pane that stand for it, beside its middle."""
_INSIDE: Final = 0.85
"""How far out they lie, of its radius."""
_BEFORE_M: Final = 0.02
"""m before the glass, which itself stands in the way of sight."""


def windows_in_frame(
    stage_set: StageSet, view: View, aspect: float, windows: Sequence[WindowLight], room_lux: float
) -> tuple[InFrame, ...]:
    """Windows of a set that a camera sees, the largest in the picture first; people and props hide none.

    Args:
        stage_set: the set.
        view: the camera.
        aspect: width of the picture over its height.
        windows: what the set's windows give at that moment.
        room_lux: incident light on the subject.
    """
    lights = {light.window: light for light in windows}
    found = []
    for window in stage_set.windows:
        share, size = _seen(stage_set, window, view, aspect)
        light = lights.get(window.id)
        if not share or light is None:
            continue
        over = math.log2(light.body_lux / room_lux) if light.body_lux > 0.0 and room_lux > 0.0 else None
        one = InFrame(
            window=window.id, through=light.through, share=share, lux=light.body_lux, over_stops=over
        )
        found.append((size, one))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def _seen(stage_set: StageSet, window: Window, view: View, aspect: float) -> tuple[float, float]:
    """Share of a pane's points that are seen, and how large the pane is in the picture against its height."""
    eye, inward = np.asarray(view.position), np.asarray(window.normal)
    away = eye - np.asarray(window.position)
    if float(away @ inward) <= 0.0:
        return 0.0, 0.0
    points = _points(window)
    on = on_gate(view.attitude, eye, points, view.lens_mm)
    half = view.gate_height_mm / 2.0
    inside = (np.abs(on[:, 0]) <= half * aspect) & (np.abs(on[:, 1]) <= half)
    if not np.any(inside):
        return 0.0, 0.0
    clear = in_sight(stage_set, np.broadcast_to(eye, points[inside].shape), points[inside])
    size = window.diameter_m / float(np.linalg.norm(away)) * view.lens_mm / view.gate_height_mm
    return float(np.count_nonzero(clear)) / len(points), size


def _points(window: Window) -> FloatArray:
    """(n, 3) the middle of a pane and points round it, on its inner side, set frame."""
    turn = np.arange(_RIM) * (2.0 * math.pi / _RIM)
    flat = np.stack([np.cos(turn), np.sin(turn), np.zeros(_RIM)], axis=1) * (
        _INSIDE * window.diameter_m / 2.0
    )
    rim = rotation.rotate(rotation.between([0.0, 0.0, 1.0], window.normal), flat)
    middle = np.asarray(window.position) + _BEFORE_M * np.asarray(window.normal)
    return np.concatenate([middle[None], middle + rim])
