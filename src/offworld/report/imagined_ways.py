"""The imagined people in the drawings of ways: a dashed line, and hollow bodies where they are not with the taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.film.imagined import Imagined
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.report.markup import tag
from offworld.report.projection import Projection

_APART_M = 0.25
"""Metres between the chests from which a hollow body is drawn beside the taken one."""
_MOVED_M = 0.05
"""Metres of way from which a dashed line is drawn."""
_SWITCH = "show-imagined"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GhostWay:
    """What one person was imagined to do, as lines."""

    person: str
    """Whose."""
    ticks: FloatArray
    """(k,) ms."""
    middle: FloatArray
    """(k, 3) chest."""
    hips: FloatArray
    """(k, 3)."""
    crown: FloatArray
    """(k, 3)."""


def ghost_ways(take: Take, imagined: Imagined) -> dict[str, GhostWay]:
    """The imagined way of everybody, by person."""
    ways = {}
    for ghost in imagined.ghosts:
        names = [take.assembly.nodes[int(node)].id for node in ghost.nodes]
        if not {f"{ghost.who}/{part}" for part in ("pelvis", "chest", "head")} <= set(names):
            continue
        pelvis, chest, head = (
            np.asarray(ghost.poses[:, names.index(f"{ghost.who}/{part}")], dtype=np.float64)
            for part in ("pelvis", "chest", "head")
        )
        up = rotation.rotate(rotation.normalise(head[:, 3:]), [0.0, 0.0, 1.0])
        ways[ghost.who] = GhostWay(
            person=ghost.who,
            ticks=np.asarray(imagined.ticks, dtype=np.float64),
            middle=chest[:, :3],
            hips=pelvis[:, :3],
            crown=head[:, :3] + 0.2 * up,
        )
    return ways


def switch(*, shown: bool) -> str:
    """A box to tick that shows and hides them; it must stand before the drawings, under the same parent."""
    box = tag("input", type_="checkbox", id=_SWITCH, checked=shown).removesuffix("</input>")
    return box + tag("label", "as imagined: dashed ways, hollow bodies", for_=_SWITCH)


def ghosts_drawn(view: Projection, way: GhostWay, colour: str, taken: FloatArray, moments: list[int]) -> str:
    """One person's imagined way in a view.

    Args:
        view: the view.
        way: as imagined.
        colour: of the person.
        taken: (m, 3) chest of the take at each of the moments.
        moments: ticks at which bodies are drawn.
    """
    parts = []
    flat = view.flat(way.middle)
    if float(np.abs(np.diff(way.middle, axis=0)).sum()) > _MOVED_M:
        parts.append(tag("polyline", points=_points(_thinned(flat)), class_="way", stroke=colour))
    for tick, chest in zip(moments, taken, strict=True):
        row = int(np.argmin(np.abs(way.ticks - tick)))
        if float(np.linalg.norm(way.middle[row] - chest)) < _APART_M:
            continue
        hips, crown = view.flat(way.hips[row]), view.flat(way.crown[row])
        parts.append(_between(view.flat(chest), flat[row], colour))
        parts.append(
            tag(
                "line",
                x1=_m(hips[0]),
                y1=_m(hips[1]),
                x2=_m(crown[0]),
                y2=_m(crown[1]),
                class_="body",
                stroke=colour,
            )
        )
        parts.append(tag("circle", cx=_m(crown[0]), cy=_m(crown[1]), r=".06", class_="crown", stroke=colour))
    return tag("g", *parts, class_="ghost") if parts else ""


def _between(a: FloatArray, b: FloatArray, colour: str) -> str:
    """A thin line from where one was to where one was imagined."""
    return tag("line", x1=_m(a[0]), y1=_m(a[1]), x2=_m(b[0]), y2=_m(b[1]), class_="apart", stroke=colour)


def _thinned(flat: FloatArray) -> FloatArray:
    """Without places where nothing moves."""
    moved = np.r_[True, np.abs(np.diff(flat, axis=0)).sum(axis=1) > 1e-3]
    return flat[moved]


def _points(flat: FloatArray) -> str:
    return " ".join(f"{x:.3f},{y:.3f}" for x, y in flat)


def _m(value: float) -> str:
    return f"{value:.3f}"
