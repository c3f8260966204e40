"""A camera in millimetres, as every file has it beside its format's own numbers: those are not always understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offworld.film.camera import SetUp
from offworld.film.shot import Shot

NEAR_M: Final = 0.02
"""Nearer than this nothing is drawn; a choice: a lens may be close to a wall here."""
FAR_M: Final = 1000.0
"""Farther than this nothing is drawn; a choice."""


def lens_numbers(row: Sequence[Shot], aspect: float) -> dict[str, list[float]]:
    """Numbers of a lens by name, one for each frame.

    Args:
        row: the shot of a set-up at each frame.
        aspect: of the film's picture, width over height.
    """
    views = [shot.view for shot in row]
    return {
        "lens_mm": [view.lens_mm for view in views],
        "gate_width_mm": [view.gate_height_mm * aspect / view.squeeze for view in views],
        "squeeze": [view.squeeze for view in views],
        "gate_height_mm": [view.gate_height_mm for view in views],
        "focus_m": [view.focus_m or 0.0 for view in views],
        "stop": [view.stop for view in views],
    }


def lens_words(row: Sequence[Shot], set_up: SetUp | None) -> dict[str, str]:
    """What else is said of a camera: its set-up, who holds it, and whose up it takes."""
    words = {"set_up": row[0].camera}
    if set_up is not None:
        words |= {"by": set_up.by or "", "up": set_up.up}
    return words
