"""The plan's drawings: the set from above and from the side, ways and bodies, cameras with what they take in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.film.cue_card import CameraWay
from offworld.film.stage_set import Solid, StageSet
from offworld.film.take import HoldRecord, Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.report.cards.colours import colours
from offworld.report.cards.frustum import CameraMarks, camera_marks
from offworld.report.cards.placing import Sheet
from offworld.report.markup import clock, tag, text
from offworld.report.projection import Projection, hull, solid_corners, walls

_LIMBS: Final = (
    ("pelvis", "abdomen", "chest", "head"),
    ("chest", "left_upper_arm", "left_forearm", "left_hand"),
    ("chest", "right_upper_arm", "right_forearm", "right_hand"),
    ("pelvis", "left_thigh", "left_shank", "left_foot"),
    ("pelvis", "right_thigh", "right_shank", "right_foot"),
)
"""Chains of segments; where each begins is a joint."""
_THICK: Final = (0.17, 0.06, 0.06, 0.085, 0.085)
"""How broad each chain is drawn, metres."""
_HEAD: Final = 0.105
"""Radius of a head, metres."""
_CROWN: Final = 0.12
"""Middle of a head from its joint, metres."""
_MOVED: Final = 0.45
"""A body is drawn again once it has gone so far, metres: nearer, two are one blot."""
_BODIES: Final = 3
"""Bodies of one person at most."""
_NAME: Final = 0.125
"""Size of the letters of names, metres of the drawing."""
_LENS: Final = 0.105
"""Size of those beside cameras."""
_BESIDE: Final = 0.85
"""What is shown beyond everything that happens, metres."""
_LEAST: Final = (5.0, 2.9)
"""So much of a set is shown at least, along and across, metres."""
_STEP: Final = 100
"""Ways are drawn with a point so often, ms."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """One drawn body."""

    person: str
    """Whose."""
    colour: str
    """As CSS."""
    tick: int
    """When."""
    row: int
    """Which sample of the take."""
    first: bool
    """Whether it is where they start."""
    pale: bool
    """Whether it is drawn pale: later ones matter more."""


def drawing(
    take: Take, view: Projection, bodies: Sequence[Body], cameras: Sequence[CameraWay], title: str
) -> str:
    """One view of the set as SVG, with everything in it, in metres."""
    stage_set = take.rehearsal.stage_set
    nodes = {node.id: number for number, node in enumerate(take.assembly.nodes)}
    parts = [tag("polygon", points=_points(outline), class_="wall") for outline in walls(stage_set, view)]
    parts += [
        tag("polygon", points=_points(outline), class_="keep-off") for outline in _keep_off(stage_set, view)
    ]
    parts += [
        tag("polyline", points=_points(view.flat(np.asarray(rail.points))), class_="rail")
        for rail in stage_set.rails
    ]
    marks = [camera_marks(take, camera, view) for camera in cameras]
    parts += [mark.area for mark in marks]
    parts += [_way(take, view, nodes, person, colour) for person, colour in colours(take).items()]
    for body in sorted(bodies, key=lambda each: each.tick):
        parts.append(_figure(take, view, nodes, body))
        parts += _grips(take, view, body)
    parts += [mark.lens for mark in marks]
    parts += _names(take, view, nodes, bodies, marks)
    low, size = view.low, view.high - view.low
    box = f"{low[0]:.3f} {-view.high[1]:.3f} {size[0]:.3f} {size[1]:.3f}"
    picture = tag("svg", *parts, viewBox=box, role="img", aria_label=title)
    return tag("figure", tag("figcaption", text(title)), picture)


def cropped(view: Projection, points: FloatArray) -> Projection:
    """A view of no more of a long or branching set than something happens in.

    Args:
        view: of the whole set.
        points: everything that happens, (n, 3), set frame.
    """
    if not len(points):
        return view
    flat = np.stack([points @ view.right, points @ view.top], axis=-1)
    low, high = flat.min(axis=0) - _BESIDE, flat.max(axis=0) + _BESIDE
    more = np.maximum(0.0, np.array(_LEAST) - (high - low)) / 2.0
    return replace(view, low=np.maximum(low - more, view.low), high=np.minimum(high + more, view.high))


def bodies_of(take: Take, ticks: Mapping[str, Sequence[int]]) -> tuple[Body, ...]:
    """Which bodies to draw: everybody's start, and their moments by which they have gone somewhere.

    Args:
        take: the take.
        ticks: moments of each person that matter, ms.
    """
    nodes = {node.id: number for number, node in enumerate(take.assembly.nodes)}
    found: list[Body] = []
    for person, colour in colours(take).items():
        chest = nodes.get(f"{person}/chest")
        if chest is None or not len(take.sample_ticks):
            continue
        drawn: list[FloatArray] = []
        chosen: list[tuple[int, int]] = []
        for tick in sorted({0, *ticks.get(person, ()), max(0, take.length - 40)}):
            row = max(0, take.row(tick))
            place = np.asarray(take.poses[row, chest, :3], dtype=np.float64)
            far = all(float(np.linalg.norm(place - other)) > _MOVED for other in drawn)
            if far and len(drawn) < _BODIES:
                chosen.append((tick, row))
                drawn.append(place)
        found += [
            Body(
                person=person, colour=colour, tick=tick, row=row, first=not n, pale=not n and len(chosen) > 1
            )
            for n, (tick, row) in enumerate(chosen)
        ]
    return tuple(found)


def _figure(take: Take, view: Projection, nodes: Mapping[str, int], body: Body) -> str:
    """A body as lines through its joints."""
    poses = take.poses[body.row]
    lines = []
    for chain, thick in zip(_LIMBS, _THICK, strict=True):
        numbers = [nodes[f"{body.person}/{part}"] for part in chain if f"{body.person}/{part}" in nodes]
        places = view.flat(np.asarray(poses[numbers, :3], dtype=np.float64))
        lines.append(tag("polyline", points=_points(places), stroke_width=f"{thick:g}"))
    middle = view.flat(_head(poses[nodes[f"{body.person}/head"]]))
    head = tag("circle", cx=_m(middle[0]), cy=_m(middle[1]), r=f"{_HEAD:g}", class_="head")
    kind = "body pale" if body.pale else "body"
    return tag("g", *lines, head, class_=kind, style=f"--me:{body.colour}")


def _head(pose: FloatArray) -> FloatArray:
    quat = rotation.normalise(np.asarray(pose[3:], dtype=np.float64))
    return np.asarray(pose[:3] + _CROWN * rotation.rotate(quat, [0.0, 0.0, 1.0]))


def _way(take: Take, view: Projection, nodes: Mapping[str, int], person: str, colour: str) -> str:
    """The way of a person's chest, from a ring to a dot."""
    chest = nodes.get(f"{person}/chest")
    if chest is None or not len(take.sample_ticks):
        return ""
    step = max(1, _STEP // max(1, take.length // max(1, len(take.sample_ticks) - 1)))
    flat = view.flat(np.asarray(take.poses[::step, chest, :3], dtype=np.float64))
    (x0, y0), (x1, y1) = flat[0], flat[-1]
    return tag(
        "g",
        tag("polyline", points=_points(flat)),
        tag("circle", cx=_m(x0), cy=_m(y0), r=".05", class_="from"),
        tag("circle", cx=_m(x1), cy=_m(y1), r=".05", class_="to"),
        class_="path", style=f"--me:{colour}",
    )  # fmt: skip


def _grips(take: Take, view: Projection, body: Body) -> list[str]:
    """A dot at everything that a drawn body holds then."""
    found = []
    for hold in take.holds:
        end = take.length + 1 if hold.end is None else hold.end
        tree = take.assembly.nodes[hold.node].tree
        if tree == body.person and hold.start <= body.tick < end and hold.kind in {"hand", "foot"}:
            x, y = view.flat(_grip(take, hold, body.row))
            style = f"--me:{body.colour}"
            found.append(tag("circle", cx=_m(x), cy=_m(y), r=".045", class_="grip", style=style))
    return found


def _grip(take: Take, hold: HoldRecord, row: int) -> FloatArray:
    pose = np.asarray(take.poses[row, hold.node], dtype=np.float64)
    return np.asarray(pose[:3] + rotation.rotate(rotation.normalise(pose[3:]), hold.anchor))


def _names(
    take: Take,
    view: Projection,
    nodes: Mapping[str, int],
    bodies: Sequence[Body],
    marks: Sequence[CameraMarks],
) -> list[str]:
    """Who it is and when, beside each head, and each lens beside its letter, none on another."""
    colour = colours(take)
    low, high = view.low, view.high
    sheet = Sheet(low=(float(low[0]), float(-high[1])), high=(float(high[0]), float(-low[1])))
    heads = [view.flat(_head(take.poses[body.row, nodes[f"{body.person}/head"]])) for body in bodies]
    for mark in marks:
        sheet.block(*mark.at, 0.1)
    for x, y in heads:
        sheet.block(float(x), float(y), 0.09)
    parts = []
    for body, (x, y) in zip(bodies, heads, strict=True):
        when = "" if body.first else f" {clock(body.tick)}"
        left, foot = sheet.put(float(x), float(y), len(body.person + when), _NAME, 0.13)
        said = tag("tspan", text(body.person), class_="who") + (tag("tspan", when) if when else "")
        style = f"--me:{colour[body.person]}"
        parts.append(tag("text", said, x=_m(left), y=_m(foot), class_="halo name", style=style))
    for mark in marks:
        left, foot = sheet.put(*mark.at, len(mark.label), _LENS, 0.13)
        parts.append(tag("text", text(mark.label), x=_m(left), y=_m(foot), class_="halo lens"))
    return parts


def _keep_off(stage_set: StageSet, view: Projection) -> list[FloatArray]:
    """Outlines (k, 2) of what must not be touched."""
    solids: list[Solid] = [solid for solid in stage_set.solids if solid.no_touch is not None]
    return [hull(view.flat(solid_corners(solid))) for solid in solids]


def _points(flat: FloatArray) -> str:
    return " ".join(f"{x:.3f},{y:.3f}" for x, y in flat)


def _m(value: float) -> str:
    return f"{value:.3f}"
