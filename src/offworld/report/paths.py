"""The ways people took, drawn in three views: where they were, how they lay, what they touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from offworld.film.imagined import Imagined
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.report.imagined_ways import GhostWay, ghost_ways, ghosts_drawn, switch
from offworld.report.markup import clock, tag, text
from offworld.report.projection import Projection, projections, walls

_COLOURS = 8
_STEPS = (1, 2, 3, 5, 10, 20, 30, 60)
_BODIES = 6
_BUMP = 0.2
"""Closing speed from which a touch is drawn, m/s: slower ones are too many and hurt nobody."""
_ROOM_FOR_LABEL = 0.4
"""Labels of moments stand at least this far apart, metres."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Way:
    """What one person did, as lines."""

    person: str
    colour: str
    ticks: FloatArray
    middle: FloatArray
    hips: FloatArray
    crown: FloatArray
    ahead: FloatArray


def path_drawings(take: Take, imagined: Imagined | None = None, *, shown: bool = True) -> str:
    """Three views of the set with everybody's way in it, as markup; a key names the colours.

    Args:
        take: the take.
        imagined: the scene as imagined, to be drawn beside it; None: not known.
        shown: whether that is shown before anybody asks for it.
    """
    ghosts = ghost_ways(take, imagined) if imagined is not None else {}
    ways = [way for i, person in enumerate(take.rehearsal.people) if (way := _way(take, person.id, i))]
    lines = [way.middle for way in ways] + [way.middle for way in ghosts.values()]
    points = np.concatenate(lines) if lines else np.zeros((0, 3))
    above, side, end = projections(take.rehearsal.stage_set, points)
    widths = [float((view.high - view.low)[0]) for view in (side, end)]
    style = f"--side:{widths[0]:.3f}fr;--end:{widths[1]:.3f}fr"
    pair = tag(
        "div", _sheet(take, side, ways, ghosts), _sheet(take, end, ways, ghosts), class_="pair", style=style
    )
    drawings = tag("div", _sheet(take, above, ways, ghosts, times=True), pair, class_="plans")
    return _key(ways, take) + (switch(shown=shown) if ghosts else "") + drawings


def _way(take: Take, person: str, number: int) -> _Way | None:
    """The way of one person, about ten places a second; None if the take has no body of theirs."""
    names = {node.id: index for index, node in enumerate(take.assembly.nodes)}
    parts = [names.get(f"{person}/{part}") for part in ("pelvis", "chest", "head")]
    if None in parts or not len(take.sample_ticks):
        return None
    step = max(1, round(100 / max(1.0, take.length / max(1, len(take.sample_ticks) - 1))))
    rows = np.unique(np.append(np.arange(0, len(take.sample_ticks), step), len(take.sample_ticks) - 1))
    pelvis, chest, head = (np.asarray(take.poses[rows][:, part], dtype=np.float64) for part in parts)
    up = rotation.rotate(rotation.normalise(head[:, 3:]), [0.0, 0.0, 1.0])
    return _Way(
        person=person,
        colour=f"var(--p{number % _COLOURS})",
        ticks=np.asarray(take.sample_ticks[rows], dtype=np.float64),
        middle=chest[:, :3],
        hips=pelvis[:, :3],
        crown=head[:, :3] + 0.2 * up,
        ahead=rotation.rotate(rotation.normalise(head[:, 3:]), [1.0, 0.0, 0.0]),
    )


def _key(ways: list[_Way], take: Take) -> str:
    items = [
        tag("li", tag("i", style=f"background:{way.colour}"), text(way.person), class_="person")
        for way in ways
    ]
    items.append(
        tag(
            "li",
            f"bodies every {_pace(take)} s: the line runs from the hips to the dot at the crown of the head",
        )
    )
    if any(contact.closing_speed >= _BUMP for contact in take.contacts):
        items.append(tag("li", text(f"crosses: touches at {_BUMP:g} m/s or more")))
    return tag("ul", *items, class_="key")


def _sheet(
    take: Take, view: Projection, ways: list[_Way], ghosts: Mapping[str, GhostWay], *, times: bool = False
) -> str:
    """One view as SVG."""
    low, size = view.low, view.high - view.low
    stage_set = take.rehearsal.stage_set
    parts = [tag("polygon", points=_points(outline), class_="wall") for outline in walls(stage_set, view)]
    parts += [
        tag("polyline", points=_points(view.flat(np.asarray(rail.points))), class_="rail")
        for rail in stage_set.rails
    ]
    for way in ways:
        if way.person in ghosts:
            moments = list(range(0, take.length + 1, 1000 * _pace(take)))
            taken = way.middle[[int(np.argmin(np.abs(way.ticks - tick))) for tick in moments]]
            parts.append(ghosts_drawn(view, ghosts[way.person], way.colour, taken, moments))
        parts.append(_line(view, way))
        parts += _bodies(take, view, way, times=times)
    parts += [
        _cross(view.flat(np.asarray(contact.position)))
        for contact in take.contacts
        if contact.closing_speed >= _BUMP
    ]
    parts += _names(view, ways)
    box = f"{low[0]:.3f} {-view.high[1]:.3f} {size[0]:.3f} {size[1]:.3f}"
    picture = tag("svg", *parts, viewBox=box, role="img", aria_label=f"{view.name}: the ways people took")
    return tag("figure", picture, tag("figcaption", text(view.name)), style="margin:0")


def _line(view: Projection, way: _Way) -> str:
    """The way itself, from a ring to a dot."""
    flat = view.flat(way.middle)
    start, end = flat[0], flat[-1]
    return (
        tag("polyline", points=_points(flat), class_="way", stroke=way.colour, fill="none")
        + tag("circle", cx=_m(start[0]), cy=_m(start[1]), r=".045", fill="var(--paper)", stroke=way.colour,
              stroke_width=".022")
        + tag("circle", cx=_m(end[0]), cy=_m(end[1]), r=".05", fill=way.colour)
    )  # fmt: skip


def _bodies(take: Take, view: Projection, way: _Way, *, times: bool) -> list[str]:
    """A body every few seconds: hips to crown, and where the face looks."""
    parts = []
    labelled: FloatArray | None = None
    for tick in range(0, take.length + 1, 1000 * _pace(take)):
        row = int(np.argmin(np.abs(way.ticks - tick)))
        hips, crown = view.flat(way.hips[row]), view.flat(way.crown[row])
        nose = view.flat(way.crown[row] + 0.11 * way.ahead[row])
        attributes = {"class_": "axis", "stroke": way.colour}
        parts.append(_segment(hips, crown, attributes))
        parts.append(_segment(crown, nose, {"class_": "axis", "stroke": way.colour, "stroke_width": ".02"}))
        parts.append(
            tag("circle", cx=_m(crown[0]), cy=_m(crown[1]), r=".055", fill=way.colour, class_="crown")
        )
        if times and (labelled is None or float(np.linalg.norm(crown - labelled)) > _ROOM_FOR_LABEL):
            labelled = crown
            label = tag(
                "text", clock(tick), x=_m(crown[0] + 0.08), y=_m(crown[1] - 0.05), class_="quiet halo"
            )
            parts.append(label)
    return parts


def _names(view: Projection, ways: list[_Way]) -> list[str]:
    """Everybody's name beside the end of their way, moved down where two would overlap."""
    taken: list[FloatArray] = []
    parts = []
    for way in ways:
        place = view.flat(way.middle[-1]) + np.array([0.09, 0.05])
        while any(abs(place[0] - other[0]) < 0.6 and abs(place[1] - other[1]) < 0.15 for other in taken):
            place = place + np.array([0.0, 0.15])
        taken.append(place)
        parts.append(tag("text", text(way.person), x=_m(place[0]), y=_m(place[1]), class_="halo"))
    return parts


def _cross(at: FloatArray) -> str:
    arm = 0.045
    return tag(
        "path",
        d=f"M{_m(at[0] - arm)} {_m(at[1] - arm)}l{2 * arm} {2 * arm}m0 {-2 * arm}l{-2 * arm} {2 * arm}",
        class_="touch",
        fill="none",
    )


def _segment(a: FloatArray, b: FloatArray, attributes: dict[str, str]) -> str:
    return tag("line", x1=_m(a[0]), y1=_m(a[1]), x2=_m(b[0]), y2=_m(b[1]), **attributes)


def _pace(take: Take) -> int:
    """Whole seconds between drawn bodies, so that there are few of them."""
    return next((step for step in _STEPS if take.length <= 1000 * step * _BODIES), _STEPS[-1])


def _points(flat: FloatArray) -> str:
    return " ".join(f"{x:.3f},{y:.3f}" for x, y in flat)


def _m(value: float) -> str:
    return f"{value:.3f}"
