"""A model taken apart: its sheets and pieces, kept while the program runs, for a film is read again and again."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.buffers import MOST_BYTES
from offworld.space.modelled.glb import read_gltf
from offworld.space.modelled.hits import Triangles
from offworld.space.modelled.model import Model
from offworld.space.modelled.outside import outside_of
from offworld.space.modelled.pieces import Piece, pieces_of
from offworld.space.modelled.room import bounds_of
from offworld.space.modelled.sheets import Sheet, sheets_of

TOLERANCES_M: Final = (0.002, 0.005, 0.01, 0.02)
"""How flat a patch must be, m: the next one is tried where too many pieces come of one."""
MOST_PIECES: Final = 600
"""Convex solids of a model at most: with more it would rehearse for hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a model is to be taken apart."""

    inside: tuple[tuple[float, float, float], ...]
    """Places in the room, m."""
    left: tuple[int, ...]
    """Objects that are left out altogether."""
    only_drawn: tuple[int, ...]
    """Objects that nobody bumps into."""
    wall_m: float
    """Thickness of walls, m."""
    tolerance_m: float | None
    """How flat a patch must be, m; None: as flat as can be had."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taken:
    """What came of it."""

    sheets: tuple[Sheet, ...]
    """All that is seen; `Sheet.thing` indexes the model's objects."""
    pieces: tuple[Piece, ...]
    """All that is bumped into; `Piece.sheet` indexes the sheets."""
    whole: Triangles
    """The triangles of all sheets, in order."""
    outside: tuple[tuple[FloatArray, FloatArray], ...]
    """Middle (3,) and half sizes (3,) of boxes beyond the walls, m."""
    low: FloatArray
    """(3,) lowest corner of the room, m."""
    high: FloatArray
    """(3,) highest, m."""
    tolerance_m: float
    """How flat patches came to be, m."""


def model_of(path: Path, shown: str, scale: float) -> Model:
    """A model, read once for each state of its file.

    Raises:
        FilmError: it cannot be read.
    """
    small = path.is_file() and path.stat().st_size <= MOST_BYTES
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if small else ""
    return _model(path, shown, scale, digest, _beside(path) if small else ())


def _beside(path: Path) -> tuple[tuple[str, int, int], ...]:
    """What lies beside a model that may be its buffers: names, sizes, times."""
    found = ((other, other.stat()) for other in sorted(path.parent.glob("*.bin")))
    return tuple((other.name, state.st_size, state.st_mtime_ns) for other, state in found)


@functools.lru_cache(maxsize=8)
def _model(
    path: Path, shown: str, scale: float, _digest: str, _others: tuple[tuple[str, int, int], ...]
) -> Model:
    return read_gltf(path, shown, scale=scale)


@functools.lru_cache(maxsize=8)
def take_apart(model: Model, wanted: Wanted) -> Taken:
    """Sheets and pieces of a model; too many pieces where nothing helps."""
    inside = np.array(wanted.inside)
    chosen = [number for number in range(len(model.things)) if number not in wanted.left]
    sheets = [
        _of(sheet, chosen[sheet.thing])
        for sheet in sheets_of([model.things[number] for number in chosen], inside)
    ]
    solid = [number for number, sheet in enumerate(sheets) if sheet.thing not in wanted.only_drawn]
    corners = [sheet.corners for sheet in sheets] or [np.zeros((0, 3, 3))]
    whole = Triangles(np.concatenate(corners))
    pieces: list[Piece] = []
    tolerance = wanted.tolerance_m or TOLERANCES_M[0]
    for tolerance in (wanted.tolerance_m,) if wanted.tolerance_m else TOLERANCES_M:
        found = pieces_of([sheets[k] for k in solid], inside, wall_m=wanted.wall_m, tolerance_m=tolerance)
        pieces = [Piece(sheet=solid[one.sheet], corners=one.corners, normal=one.normal) for one in found]
        if len(pieces) <= MOST_PIECES:
            break
    low, high = bounds_of(whole, inside)
    beyond = outside_of(pieces, inside, low, high) if len(pieces) <= MOST_PIECES else []
    return Taken(
        sheets=tuple(sheets), pieces=tuple(pieces), outside=tuple(beyond), whole=whole,
        low=low, high=high, tolerance_m=tolerance
    )  # fmt: skip


def _of(sheet: Sheet, thing: int) -> Sheet:
    return Sheet(
        thing=thing, points=sheet.points, faces=sheet.faces, rows=sheet.rows, turned=sheet.turned,
        closed=sheet.closed, both=sheet.both,
    )  # fmt: skip
