"""Draws the animatic of a take as well as can be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.flow.steps.animatic import make_as
from offworld.picture.frames import FINAL


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes what `offworld.flow.steps.animatic` writes, drawn by Filament."""
    make_as(FINAL, given, out)
