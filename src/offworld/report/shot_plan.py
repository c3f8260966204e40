"""Where the cameras of a scene are: plans with what each takes in and whom it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.shot_list import ShotRow
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.report.markup import tag, text
from offworld.report.projection import Projection, projections, walls

_REACH: Final = 0.9
"""Metres that a picture's edges are drawn."""
_ROUND: Final = 0.6
"""Metres about cameras and people that a plan shows."""
_LEAST: Final = np.array([3.2, 2.2])
"""Metres across and up that it shows at least."""
_MOST: Final = 0.75
"""Share of the whole room from which on all of it is shown."""
_LINE: Final = 0.16
"""Metres from one line of letters to the next."""
_LETTER: Final = 0.09
"""Metres that a letter is wide, about."""
_BESIDE: Final = 0.07
"""Metres from a point to its word."""
_GAP: Final = 0.06
"""Metres between two words."""
_TOP: Final = 0.22
"""Metres of the stroke that shows where the top of the frame points."""


def shot_plan(take: Take, rows: Sequence[ShotRow]) -> str:
    """Two views of the set with every camera, as markup; nothing without a camera."""
    placed = [row for row in rows if row.status not in {"impossible", "out of budget"}]
    if not placed:
        return ""
    people = [person.id for person in take.rehearsal.people]
    eyes = [np.array(row.eyes).reshape(-1, 3) for row in placed]
    points = np.concatenate([np.array([row.position for row in placed]), *eyes])
    views = projections(take.rehearsal.stage_set, points)[:2]
    sheets = "".join(_sheet(take, _near(view, points), placed, people) for view in views)
    note = "Each camera with the edges of its picture, a stroke to the top of its frame, lines of sight to the eyes."
    return tag("div", sheets, class_="plans") + tag("p", note, class_="small")


def _near(view: Projection, points: FloatArray) -> Projection:
    """The part of a view where cameras and people are; all of it where that is not much less."""
    flat = np.stack([points @ view.right, points @ view.top], axis=-1)
    low, high = flat.min(axis=0) - _ROUND, flat.max(axis=0) + _ROUND
    middle, half = 0.5 * (low + high), np.maximum(0.5 * (high - low), 0.5 * _LEAST)
    low, high = np.maximum(middle - half, view.low), np.minimum(middle + half, view.high)
    if (high - low)[0] > _MOST * (view.high - view.low)[0]:
        return view
    return replace(view, low=low, high=high)


def _sheet(take: Take, view: Projection, rows: Sequence[ShotRow], people: list[str]) -> str:
    low, size = view.low, view.high - view.low
    stage_set = take.rehearsal.stage_set
    parts = [tag("polygon", points=_points(outline), class_="wall") for outline in walls(stage_set, view)]
    parts += [
        tag("polyline", points=_points(view.flat(np.asarray(rail.points))), class_="rail")
        for rail in stage_set.rails
    ]
    parts += [_eyes(view, row, people) for row in rows]
    parts += [_camera(view, row) for row in rows]
    parts += _letters(view, rows, people)
    box = f"{low[0]:.3f} {-view.high[1]:.3f} {size[0]:.3f} {size[1]:.3f}"
    picture = tag("svg", *parts, viewBox=box, role="img", aria_label=f"{view.name}: where the cameras are")
    return tag("figure", picture, tag("figcaption", text(view.name)), style="margin:0")


def _eyes(view: Projection, row: ShotRow, people: list[str]) -> str:
    """Lines of sight to the eyes of those whom a shot is on."""
    start = view.flat(np.asarray(row.position))
    parts = []
    for name, eyes in zip(row.on, row.eyes, strict=True):
        end, colour = view.flat(np.asarray(eyes)), f"var(--p{people.index(name) % 8})"
        parts.append(tag("line", **_ends(start, end), class_="sight", stroke=colour))
        parts.append(tag("circle", cx=f"{end[0]:.3f}", cy=f"{end[1]:.3f}", r=".05", fill=colour))
    return "".join(parts)


def _camera(view: Projection, row: ShotRow) -> str:
    """The two edges of the picture, and where its top is."""
    axes = rotation.matrix(np.array(row.attitude))
    start = np.asarray(row.position)
    half = np.tan(np.radians(0.5 * row.across_deg))
    edges = [
        start + _REACH * (-axes[:, 2] + sign * half * axes[:, 0]) / np.hypot(1.0, half)
        for sign in (-1.0, 1.0)
    ]
    flat = view.flat(np.stack([edges[0], start, edges[1]]))
    top = view.flat(start + _TOP * axes[:, 1])
    return tag("polygon", points=_points(flat), class_="cone") + tag(
        "line", **_ends(flat[1], top), class_="top"
    )


def _letters(view: Projection, rows: Sequence[ShotRow], people: list[str]) -> list[str]:
    """The cameras' letters and the names of those whom they are on, beside them where there is room."""
    taken: list[tuple[FloatArray, float]] = []

    def free(point: FloatArray, wide: float) -> FloatArray:
        """Beside a point: to its right if there is room, else to its left, above, below, or farther down."""
        ways = [(_BESIDE, 0.045), (-_BESIDE - wide, 0.045), (-0.5 * wide, -0.09), (-0.5 * wide, 0.17)]
        ways += [(_BESIDE, 0.045 + _LINE * number) for number in range(1, len(taken) + 1)]
        for way in ways:
            place = np.asarray(point + np.array(way))
            if not any(
                abs(place[1] - other[1]) < _LINE
                and place[0] < other[0] + far + _GAP
                and other[0] < place[0] + wide + _GAP
                for other, far in taken
            ):
                break
        taken.append((place, wide))
        return place

    parts = []
    for row in rows:
        start = view.flat(np.asarray(row.position))
        parts.append(tag("circle", cx=f"{start[0]:.3f}", cy=f"{start[1]:.3f}", r=".04", class_="lens"))
        parts.append(_word(row.camera, free(start, _LETTER), "halo letter"))
    seen = {name: eyes for row in rows for name, eyes in zip(row.on, row.eyes, strict=True)}
    for name, eyes in seen.items():
        place = free(view.flat(np.asarray(eyes)), _LETTER * len(name))
        parts.append(_word(name, place, "halo", style=f"fill:var(--p{people.index(name) % 8})"))
    return parts


def _word(words: str, place: FloatArray, kind: str, **more: str) -> str:
    return tag("text", text(words), x=f"{place[0]:.3f}", y=f"{place[1]:.3f}", class_=kind, **more)


def _ends(start: FloatArray, end: FloatArray) -> dict[str, str]:
    return {
        "x1": f"{start[0]:.3f}", "y1": f"{start[1]:.3f}", "x2": f"{end[0]:.3f}", "y2": f"{end[1]:.3f}",
    }  # fmt: skip


def _points(flat: FloatArray) -> str:
    return " ".join(f"{x:.3f},{y:.3f}" for x, y in flat)
