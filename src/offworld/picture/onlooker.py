"""A view for somebody who looks on: from a place in the room that sees some people and their ghosts at once."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.shot import View, look_from
from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray
from offworld.space import Solids, in_sight

LENSES_MM: Final = (35.0, 25.0, 18.0, 14.0)
"""Tried from the longest on, until everything is in the picture."""
_GRID: Final = (9, 5, 5)
"""Places tried along the room's three axes."""
_WALL_M: Final = 0.15
"""m from the room's corners."""
_NEAREST_M, _GOOD_M = 0.8, 2.0
"""m: nearer than the first is too near; the second is a good distance."""
_EDGE: Final = 0.95
"""Share of half the picture within which everything must lie."""
_WIDE: Final = 0.5
"""rad from the middle of the picture beyond which the shortest lens sees nothing."""
_BODY_M: Final = 0.3
"""m from a line of sight at which somebody else hides what is behind."""


def onlooker(take: Take, taken: FloatArray, there: FloatArray, who: tuple[str, ...], aspect: float) -> View:
    """The view of some people, as taken and as imagined.

    Args:
        take: the take.
        taken: (nodes, 7) poses as taken.
        there: (nodes, 7) poses with the people as imagined.
        who: the people.
        aspect: width over height of the picture.
    """
    stage_set = take.rehearsal.stage_set
    nodes = take.assembly.nodes
    own = [i for i, node in enumerate(nodes) if node.tree in who]
    # Middle of the body and head are what one wants to see; the ends of limbs only ought to be in the picture.
    main = [i for i in own if nodes[i].id.endswith(("/head", "/chest", "/pelvis"))]
    wanted = np.concatenate([taken[main, :3], there[main, :3]])
    whole = np.concatenate([taken[own, :3], there[own, :3]])
    others = [
        i for i, n in enumerate(nodes) if n.tree not in who and n.id.endswith(("/head", "/chest", "/pelvis"))
    ]
    places = _places(np.asarray(stage_set.low), np.asarray(stage_set.high), whole)
    middle = whole.mean(axis=0)
    distance = np.linalg.norm(places - middle, axis=1)
    seen = _seen(Solids.of(stage_set), places, wanted)
    hidden = _hidden(places, wanted, taken[others, :3])
    near = np.linalg.norm(places[:, None] - whole[None], axis=2).min(axis=1)
    apart = _angle(places, taken[main, :3].mean(axis=0), there[main, :3].mean(axis=0))
    score = 3.0 * seen - 1.5 * hidden + np.minimum(apart, 0.9) - 0.3 * np.abs(distance - _GOOD_M)
    score -= 4.0 * np.maximum(0.0, _NEAREST_M - near) + 3.0 * np.maximum(0.0, _spread(places, whole) - _WIDE)
    place = places[int(np.argmax(score))]
    return _view(place, middle, np.asarray(stage_set.up), whole, aspect)


def _places(low: FloatArray, high: FloatArray, whole: FloatArray) -> FloatArray:
    """Places (m, 3) all over the free room; about the people if the set has none."""
    if np.any(high - low <= 2.0 * _WALL_M):
        low, high = whole.min(axis=0) - 2.0, whole.max(axis=0) + 2.0
    axes = [
        np.linspace(a + _WALL_M, b - _WALL_M, count) for a, b, count in zip(low, high, _GRID, strict=True)
    ]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)


def _seen(solids: Solids, places: FloatArray, wanted: FloatArray) -> FloatArray:
    """Share (m,) of wanted points (n, 3) that no solid hides from each place (m, 3)."""
    eyes, things = np.repeat(places, len(wanted), axis=0), np.tile(wanted, (len(places), 1))
    clear = in_sight(solids, eyes, things) if len(solids) else np.ones(len(eyes), dtype=bool)
    return np.asarray(clear.reshape(len(places), len(wanted)).mean(axis=1))


def _hidden(places: FloatArray, wanted: FloatArray, others: FloatArray) -> FloatArray:
    """Share (m,) of wanted points (n, 3) that others (k, 3) stand before."""
    if not len(others):
        return np.zeros(len(places))
    way = wanted[None] - places[:, None]
    length = np.linalg.norm(way, axis=2, keepdims=True)
    way = way / np.maximum(length, 1e-6)
    to = others[None] - places[:, None]
    along = np.einsum("mnc,mkc->mnk", way, to)
    beside = np.sqrt(np.maximum((to**2).sum(axis=2)[:, None, :] - along**2, 0.0))
    before = (along > 0.0) & (along < length - _BODY_M) & (beside < _BODY_M)
    return np.asarray(before.any(axis=2).mean(axis=1))


def _angle(places: FloatArray, a: FloatArray, b: FloatArray) -> FloatArray:
    """Angle (m,) in rad under which two points are seen apart."""
    one, other = a - places, b - places
    cosine = (one * other).sum(axis=1)
    cosine = cosine / np.maximum(np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1), 1e-9)
    return np.asarray(np.arccos(np.clip(cosine, -1.0, 1.0)))


def _spread(places: FloatArray, whole: FloatArray) -> FloatArray:
    """Largest angle (m,) in rad between the middle of points (n, 3) and any of them, seen from each place (m, 3)."""
    middle = whole.mean(axis=0)
    return np.asarray(np.max([_angle(places, middle, point) for point in whole], axis=0))


def _view(place: FloatArray, middle: FloatArray, up: FloatArray, whole: FloatArray, aspect: float) -> View:
    """Towards the middle, through the longest lens that has everything in the picture."""
    x, y, z = (float(value) for value in place)
    a, b, c = (float(value) for value in middle)
    i, j, k = (float(value) for value in up)
    view = look_from((x, y, z), (a, b, c), (i, j, k), lens_mm=LENSES_MM[-1])
    for lens in LENSES_MM:
        view = look_from((x, y, z), (a, b, c), (i, j, k), lens_mm=lens)
        flat = view.project(whole, aspect)
        if bool(np.all(flat[:, 2] > 0.1)) and float(np.abs(flat[:, :2]).max()) < _EDGE:
            break
    return view
