"""Draws a still through each camera of a scene as well as can be, and writes its shot list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.flow.steps.shots import OTHER, make_as
from offworld.picture.frames import FINAL


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes what `offworld.flow.steps.shots` writes, each shot drawn by Filament; other answers as drafts are."""
    make_as(FINAL, OTHER, given, out)
