"""How well the pieces that people bump into stand for the triangles that are seen: rays from inside against both."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.stage_set import Solid, StageSet
from offworld.geometry import packed
from offworld.geometry.rotation import FloatArray
from offworld.space.distance import in_free_room
from offworld.space.modelled.hits import Triangles
from offworld.space.modelled.set_parts import BEYOND
from offworld.space.ray import first_hit
from offworld.space.solids import Solids

NOTHING_M: Final = 100.0
"""What is told where a ray meets the one and not the other, m."""
_CLEAR_M: Final = 0.1


def pieces_in(stage_set: StageSet) -> list[Solid]:
    """The solids of a set that stand for its model: not what is drawn by itself, nor what fills the space beyond."""
    return [one for one in stage_set.solids if one.solid and not one.drawn and one.material != BEYOND]


def apart(stage_set: StageSet, *, places: int = 8, rays: int = 250, seed: int = 1) -> FloatArray:
    """How far from each other rays in random directions meet pieces and triangles.

    Args:
        stage_set: a set with a model; what is only drawn (rails too) is left out.
        places: how many places in the free room rays start from.
        rays: how many from each.
        seed: of places and directions.

    Returns:
        Differences (n,) m; rays that meet neither are left out.
    """
    rng = np.random.default_rng(seed)
    low, high = np.array(stage_set.low), np.array(stage_set.high)
    tried = low + rng.random((200 * places, 3)) * (high - low)
    starts = np.repeat(tried[in_free_room(stage_set, tried, _CLEAR_M)][:places], rays, axis=0)
    ways = rng.normal(size=starts.shape)
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    met = pieces_in(stage_set)
    names = {one.id for one in met} | {one.id.rpartition(".")[0] for one in met}
    corners = [_corners(one.mesh) for one in stage_set.surfaces if one.id.rpartition(".look")[0] in names]
    if not corners or not len(starts):
        return np.zeros(0)
    seen, _ = Triangles(np.concatenate(corners)).first(starts, ways)
    stopped = first_hit(Solids.from_solids(met), starts, ways).distance
    both = np.isfinite(seen) | np.isfinite(stopped)
    return np.asarray(np.abs(np.minimum(seen[both], NOTHING_M) - np.minimum(stopped[both], NOTHING_M)))


def _corners(mesh: str) -> FloatArray:
    points, _, faces = packed.unpack(mesh)
    return np.asarray(points[faces])
