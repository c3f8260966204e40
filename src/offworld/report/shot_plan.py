"""Where the cameras of a scene are: plans with what each takes in and whom it looks at."""

from __future__ import annotations

from collections.abc import Sequence
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
    above, side, _ = projections(take.rehearsal.stage_set, points)
    sheets = "".join(_sheet(take, view, placed, people) for view in (above, side))
    note = "Each camera with the edges of its picture, a stroke to the top of its frame, lines of sight to the eyes."
    return tag("div", sheets, class_="plans") + tag("p", note, class_="small")


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
    parts += _letters(view, rows)
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


def _letters(view: Projection, rows: Sequence[ShotRow]) -> list[str]:
    """The cameras' letters, moved down where two would overlap."""
    taken: list[FloatArray] = []
    parts = []
    for row in rows:
        start = view.flat(np.asarray(row.position))
        place = start + np.array([0.0, 0.045])
        while any(abs(place[0] - other[0]) < 0.2 and abs(place[1] - other[1]) < 0.16 for other in taken):
            place = place + np.array([0.0, 0.16])
        taken.append(place)
        parts.append(tag("circle", cx=f"{start[0]:.3f}", cy=f"{start[1]:.3f}", r=".04", class_="lens"))
        parts.append(
            tag(
                "text",
                text(row.camera),
                x=f"{place[0] + 0.07:.3f}",
                y=f"{place[1]:.3f}",
                class_="halo letter",
            )
        )
    return parts


def _ends(start: FloatArray, end: FloatArray) -> dict[str, str]:
    return {
        "x1": f"{start[0]:.3f}", "y1": f"{start[1]:.3f}", "x2": f"{end[0]:.3f}", "y2": f"{end[1]:.3f}",
    }  # fmt: skip


def _points(flat: FloatArray) -> str:
    return " ".join(f"{x:.3f},{y:.3f}" for x, y in flat)
