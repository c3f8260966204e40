"""The sheets that a model consists of, each turned so that its faces look at where people can be.

A sheet is what hangs together along edges that two faces share. A closed one is a solid thing, and its faces look out,
unless the room is inside it; then they look in. An open one (a wall without thickness) looks at the room: places in the
room that see it decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.geometry.rotation import FloatArray
from offworld.space.modelled.hits import Triangles
from offworld.space.modelled.model import IntArray, Thing

_WELD: Final = 5
"""Decimals of a metre by which corners are one: a hundredth of a millimetre."""
_LEAST_AREA: Final = 1e-9
"""Triangles smaller than this are dropped, m²."""
_WITNESSES: Final = 5
"""Triangles of a sheet that are looked at to tell which side is the room's."""
_LIFT: Final = 1e-3
"""Rays start and end so far from a surface, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """Faces that hang together, all of them looking into the room."""

    thing: int
    """Index of its object."""
    points: FloatArray
    """(n, 3) m."""
    faces: IntArray
    """(m, 3) indices of points, against the clock as seen from the room."""
    rows: IntArray
    """(m,) which face of its object each is."""
    turned: bool
    """Whether its faces were modelled to look the other way."""
    closed: bool
    """Whether every edge has two faces."""
    both: bool = False
    """Whether the room is on both sides of it: a sheet without thickness that hangs free."""

    @property
    def corners(self) -> FloatArray:
        """(m, 3, 3) m."""
        return self.points[self.faces]


def sheets_of(things: Sequence[Thing], inside: FloatArray) -> list[Sheet]:
    """All sheets of a model.

    Args:
        things: its objects.
        inside: (k, 3) places in the room, m.
    """
    plain = [sheet for number, thing in enumerate(things) for sheet in _of_thing(number, thing)]
    if not plain:
        return []
    whole = Triangles(np.concatenate([sheet.corners for sheet in plain]))
    about = _about_room(plain, inside)
    faced = [_faced(sheet, inside, whole, about.get(number)) for number, sheet in enumerate(plain)]
    all_faced = Triangles(np.concatenate([sheet.corners for sheet in faced]))
    return [_hanging(sheet, all_faced) for sheet in faced]


def _of_thing(number: int, thing: Thing) -> list[Sheet]:
    """Its sheets, each turned alike throughout."""
    points, same = np.unique(np.round(thing.points, _WELD), axis=0, return_inverse=True)
    faces = same.reshape(-1)[thing.faces]
    corners = points[faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    rows = np.flatnonzero(area > 2.0 * _LEAST_AREA)
    faces = faces[rows]
    return [_sheet(number, points, ordered, rows[which]) for which, ordered in _pieces(faces)]


def _sheet(number: int, points: FloatArray, faces: IntArray, rows: IntArray) -> Sheet:
    used, index = np.unique(faces, return_inverse=True)
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    return Sheet(
        thing=number, points=points[used], faces=index.reshape(-1, 3), rows=rows, turned=False,
        closed=bool(np.all(count == 2)),
    )  # fmt: skip


def _pieces(faces: IntArray) -> list[tuple[IntArray, IntArray]]:
    """Which faces hang together, and those faces turned alike: neighbours run along their edge in opposite ways."""
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    plain = faces.tolist()
    for number, (a, b, c) in enumerate(plain):
        for one, two in ((a, b), (b, c), (c, a)):
            at[min(one, two), max(one, two)].append(number)
    done = np.zeros(len(plain), dtype=bool)
    found = []
    for first in range(len(plain)):
        if done[first]:
            continue
        done[first] = True
        order = [first]
        for number in order:
            a, b, c = plain[number]
            for one, two in ((a, b), (b, c), (c, a)):
                pair = at[min(one, two), max(one, two)]
                if len(pair) != 2:
                    continue
                other = pair[0] if pair[1] == number else pair[1]
                if done[other]:
                    continue
                done[other] = True
                x, y, z = plain[other]
                if (one, two) in {(x, y), (y, z), (z, x)}:
                    plain[other] = [z, y, x]
                order.append(other)
        which = np.array(sorted(order), dtype=np.int64)
        found.append((which, np.array([plain[number] for number in which], dtype=np.int64)))
    return found


def _about_room(sheets: Sequence[Sheet], inside: FloatArray) -> dict[int, int]:
    """Closed sheets with the room inside them, each with how many of its object are nearer to the room.

    The second one of an object is the outer skin of a thick hull.
    """
    holding = [
        (sheet.thing, abs(_volume(sheet)), number)
        for number, sheet in enumerate(sheets)
        if sheet.closed and max(abs(winding(sheet.corners, place)) for place in inside) > 0.5
    ]
    rank: dict[int, int] = {}
    counts: dict[int, int] = defaultdict(int)
    for thing, _, number in sorted(holding):
        rank[number] = counts[thing]
        counts[thing] += 1
    return rank


def _volume(sheet: Sheet) -> float:
    corners = sheet.corners
    return float(np.einsum("ij,ij->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2]))) / 6.0


def _faced(sheet: Sheet, inside: FloatArray, whole: Triangles, rank: int | None) -> Sheet:
    """The sheet with its faces towards the room."""
    corners = sheet.corners
    if sheet.closed:
        looks_in = rank is not None and rank % 2 == 0
        turn = (_volume(sheet) < 0.0) != looks_in
    else:
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        turn = _votes(corners, across, inside, whole) < 0.0
    if not turn:
        return sheet
    return _with(sheet, faces=sheet.faces[:, ::-1].copy(), turned=True)


def _with(sheet: Sheet, *, faces: IntArray, turned: bool, both: bool = False) -> Sheet:
    return Sheet(
        thing=sheet.thing, points=sheet.points, faces=faces, rows=sheet.rows, turned=turned,
        closed=sheet.closed, both=both,
    )  # fmt: skip


def winding(corners: FloatArray, place: FloatArray) -> float:
    """How often triangles (m, 3, 3) wind about a place (3,): 1 inside a closed sheet that looks out, 0 outside.

    The sum of solid angles (van Oosterom and Strackee 1983) over 4π.
    """
    a, b, c = (corners[:, k] - place for k in range(3))
    la, lb, lc = (np.linalg.norm(v, axis=1) for v in (a, b, c))
    top = np.einsum("ij,ij->i", a, np.cross(b, c))
    bottom = la * lb * lc + (a * b).sum(1) * lc + (b * c).sum(1) * la + (c * a).sum(1) * lb
    return float(np.arctan2(top, bottom).sum() / (2.0 * np.pi))


def _votes(corners: FloatArray, across: FloatArray, inside: FloatArray, whole: Triangles) -> float:
    """Positive if an open sheet looks at the places in the room that see it; if none does, at all of them."""
    size = np.linalg.norm(across, axis=1)
    witnesses = np.argsort(-size, kind="stable")[:_WITNESSES]
    middles = corners[witnesses].mean(axis=1)
    seen, unseen = 0.0, 0.0
    for place in inside:
        way = middles - place
        length = np.linalg.norm(way, axis=1)
        met, _ = whole.first(np.broadcast_to(place, way.shape), way / np.maximum(length, 1e-9)[:, None])
        towards = -(way * across[witnesses]).sum(axis=1) / np.maximum(length, 1e-9)
        seen += float(towards[met > length - _LIFT].sum())
        unseen += float(towards.sum())
    return seen if seen != 0.0 else unseen


def _hanging(sheet: Sheet, whole: Triangles) -> Sheet:
    """Tells of an open sheet whether there is room behind it: what lies behind looks back at it."""
    if sheet.closed:
        return sheet
    corners = sheet.corners
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    size = np.linalg.norm(across, axis=1)
    witnesses = np.argsort(-size, kind="stable")[:_WITNESSES]
    behind = -across[witnesses] / size[witnesses, None]
    starts = corners[witnesses].mean(axis=1) + _LIFT * behind
    _, met = whole.first(starts, behind)
    rows = met[met >= 0].astype(np.int64)
    facing = (whole.across[rows] * behind[met >= 0]).sum(axis=1) < 0.0
    both = bool(2 * facing.sum() > len(witnesses))
    return _with(sheet, faces=sheet.faces, turned=sheet.turned, both=both)
