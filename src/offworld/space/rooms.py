"""Rooms out of plain words: each primitive becomes many convex solids, so that no room is one convex hull."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from offworld.film.stage_set import Solid
from offworld.geometry.rotation import FloatArray
from offworld.space.building import Building, look_of
from offworld.space.entry import Entry
from offworld.space.frame import Frame, Look, vec3

Rect = tuple[float, float, float, float]
"""A piece of a wall: from and to along the room, low and high across the wall, m."""

_SIDES = ("left", "right", "floor", "ceiling")
_SEAM_WIDTH = 0.008  # m, guess
_SEAM_PROUD = 0.002  # m, guess


def tunnel(entry: Entry, name: str, building: Building) -> None:
    """A straight room of rectangular section: four walls, split where openings are, and ends that may be closed."""
    start, end = np.array(entry.vector("from")), np.array(entry.vector("to"))
    width, height, wall = entry.number("width"), entry.number("height"), entry.number("wall", 0.1)
    seams = _spacing(entry, "seams"), _spacing(entry, "seams_along")
    look = look_of(entry)
    sides = {side: look_of(entry, key=side, base=look) for side in _SIDES}
    closed = [entry.flag("closed_from", default=False), entry.flag("closed_to", default=False)]
    length = float(np.linalg.norm(end - start))
    if length < 1e-3:
        entry.wrong(f"{name!r} has no length", "let 'from' and 'to' differ", "no-length")
        return
    frame = Frame(start, end - start, np.array(building.up))
    cuts = [_opening(Entry(item, entry.problems), length) for item in entry.items("openings")]
    for side in _SIDES:
        across = height / 2.0 if side in {"left", "right"} else width / 2.0 + wall
        out = width / 2.0 if side in {"left", "right"} else height / 2.0
        pieces = _cut((0.0, length, -across, across), [rect for where, rect in cuts if where == side])
        for number, piece in enumerate(pieces, 1):
            tag = f"{name}.{side}" + (f".{number}" if len(pieces) > 1 else "")
            building.solids.append(_slab(frame, tag, side, piece, (out, out + wall), sides[side]))
            building.solids.extend(_seams(frame, tag, side, piece, out, seams))
    for flag, x, tag in ((closed[0], -wall, "from"), (closed[1], length, "to")):
        if flag:
            low = (x, -width / 2.0 - wall, -height / 2.0 - wall)
            high = (x + wall, width / 2.0 + wall, height / 2.0 + wall)
            building.solids.append(frame.box(f"{name}.end.{tag}", low, high, look))
    for x in (0.0, length):
        building.free.append(frame.point(x, -width / 2.0, -height / 2.0))
        building.free.append(frame.point(x, width / 2.0, height / 2.0))


def _opening(entry: Entry, length: float) -> tuple[str, Rect]:
    side = entry.choice("side", _SIDES, "left")
    start = entry.number("from", 0.0, least=-1e-9)
    end = entry.number("to", length)
    low, high = entry.number("low", -1000.0, least=-1001.0), entry.number("high", 1000.0, least=-1000.0)
    if not (start < end and low < high):
        entry.wrong(
            "this opening is empty", "write 'from' before 'to' and 'low' below 'high'", "empty-opening"
        )
    entry.finish()
    return side, (start, end, low, high)


def _cut(whole: Rect, openings: list[Rect]) -> list[Rect]:
    """The rectangles that remain of a wall when openings are taken out."""
    pieces = [whole]
    for hole in openings:
        pieces = [rest for piece in pieces for rest in _subtract(piece, hole)]
    return pieces


def _subtract(piece: Rect, hole: Rect) -> Iterator[Rect]:
    a, b, low, high = piece
    start, end = max(a, hole[0]), min(b, hole[1])
    bottom, top = max(low, hole[2]), min(high, hole[3])
    if start >= end or bottom >= top:
        yield piece
        return
    if a < start:
        yield (a, start, low, high)
    if low < bottom:
        yield (start, end, low, bottom)
    if top < high:
        yield (start, end, top, high)
    if end < b:
        yield (end, b, low, high)


def _slab(frame: Frame, name: str, side: str, piece: Rect, depth: tuple[float, float], look: Look) -> Solid:
    """A piece of wall between two distances from the middle of the room."""
    a, b, low, high = piece
    near, far = depth
    if side == "left":
        return frame.box(name, (a, near, low), (b, far, high), look)
    if side == "right":
        return frame.box(name, (a, -far, low), (b, -near, high), look)
    if side == "floor":
        return frame.box(name, (a, low, -far), (b, high, -near), look)
    return frame.box(name, (a, low, near), (b, high, far), look)


def _spacing(entry: Entry, key: str) -> float | None:
    return entry.number(key, 1.0, least=0.05) if key in entry else None


def _seams(
    frame: Frame, name: str, side: str, piece: Rect, out: float, seams: tuple[float | None, float | None]
) -> Iterator[Solid]:
    """Dark lines between panels, drawn only: across the room, and along it counted from the middle of the wall."""
    look = Look(material="seam", solid=False, guess=True)
    a, b, low, high = piece
    half = _SEAM_WIDTH / 2.0
    lines = [
        (f"{name}.seam.{number}", (x - half, x + half, low, high)) for number, x in _multiples(seams[0], a, b)
    ]
    lines += [
        (f"{name}.line.{number}", (a, b, y - half, y + half))
        for number, y in enumerate((y for _, y in _multiples(seams[1], low, high)), 1)
    ]
    for tag, line in lines:
        yield _slab(frame, tag, side, line, (out - _SEAM_PROUD, out), look)


def _multiples(spacing: float | None, low: float, high: float) -> list[tuple[int, float]]:
    """The multiples of a spacing between two values, each with its number."""
    if spacing is None:
        return []
    numbers = range(math.floor(low / spacing + 1e-9) + 1, math.ceil(high / spacing - 1e-9))
    return [(number, number * spacing) for number in numbers]


def taper(entry: Entry, name: str, building: Building) -> None:
    """Four slanted walls between two rectangular sections; their corners overlap, so nothing is open."""
    start, end = np.array(entry.vector("from")), np.array(entry.vector("to"))
    wall = entry.number("wall", 0.1)
    sizes = (
        (entry.number("width"), entry.number("to_width")),
        (entry.number("height"), entry.number("to_height")),
    )
    look = look_of(entry)
    sides = {side: look_of(entry, key=side, base=look) for side in _SIDES}
    if float(np.linalg.norm(end - start)) < 1e-3:
        entry.wrong(f"{name!r} has no length", "let 'from' and 'to' differ", "no-length")
        return
    frame = Frame(start, end - start, np.array(building.up))
    for side, axis, sign in (("left", 1, 1.0), ("right", 1, -1.0), ("floor", 2, -1.0), ("ceiling", 2, 1.0)):
        outward = sign * frame.axes[:, axis]
        here, there = (half / 2.0 for half in sizes[axis - 1])
        breadth = max(sizes[2 - axis]) / 2.0 + wall
        a, b = start + here * outward, end + there * outward
        building.solids.append(_plate(f"{name}.{side}", a, b, outward, (breadth, wall), sides[side]))
    for x, k in ((0.0, 0), (float(np.linalg.norm(end - start)), 1)):
        building.free.append(frame.point(x, -sizes[0][k] / 2.0, -sizes[1][k] / 2.0))
        building.free.append(frame.point(x, sizes[0][k] / 2.0, sizes[1][k] / 2.0))


def _plate(
    name: str, a: FloatArray, b: FloatArray, outward: FloatArray, size: tuple[float, float], look: Look
) -> Solid:
    """A plate whose inner face holds the line from a to b: size is (half breadth, thickness)."""
    frame = Frame(a, b - a, outward)
    length = float(np.linalg.norm(b - a))
    return frame.box(name, (0.0, -size[0], 0.0), (length, size[0], size[1]), look)


def ring(entry: Entry, name: str, building: Building) -> None:
    """A round room (a cylinder, or a cone with ``to_diameter``): flat panels that touch the clear circle."""
    start, end = np.array(entry.vector("from")), np.array(entry.vector("to"))
    here = entry.number("diameter") / 2.0
    there = entry.number("to_diameter", 2.0 * here) / 2.0
    wall, panels = entry.number("wall", 0.05), entry.count("panels", 12, least=4, most=48)
    closed = [entry.flag("closed_from", default=False), entry.flag("closed_to", default=False)]
    look = look_of(entry)
    length = float(np.linalg.norm(end - start))
    if length < 1e-3:
        entry.wrong(f"{name!r} has no length", "let 'from' and 'to' differ", "no-length")
        return
    frame = Frame(start, end - start, np.array(building.up))
    breadth = (max(here, there) + wall) * math.tan(math.pi / panels)
    for number in range(panels):
        outward = _spoke(frame, number, panels)
        a, b = start + here * outward, end + there * outward
        building.solids.append(_plate(f"{name}.panel.{number + 1}", a, b, outward, (breadth, wall), look))
    for flag, x, radius, tag in ((closed[0], -wall, here, "from"), (closed[1], length, there, "to")):
        if flag:
            reach = radius + wall
            building.solids.append(
                frame.box(f"{name}.end.{tag}", (x, -reach, -reach), (x + wall, reach, reach), look)
            )
    for x, radius in ((0.0, here), (length, there)):
        building.free.append(frame.point(x, -radius, -radius))
        building.free.append(frame.point(x, radius, radius))


def bulkhead(entry: Entry, name: str, building: Building) -> None:
    """A wall across a room with a round opening: a ring of plates, each touching the clear circle."""
    at, facing = np.array(entry.vector("at")), np.array(entry.direction("facing"))
    radius = entry.number("opening") / 2.0
    width, height = entry.number("width"), entry.number("height")
    thickness, panels = entry.number("thickness", 0.05), entry.count("panels", 12, least=6, most=48)
    look = look_of(entry)
    outer = math.hypot(width, height) / 2.0
    if outer <= radius:
        entry.wrong(
            f"the opening of {name!r} is larger than the wall", "make it smaller", "opening-too-large"
        )
        return
    frame = Frame(at, facing, np.array(building.up))
    breadth = outer * math.tan(math.pi / panels)
    for number in range(panels):
        spoke = Frame(at + radius * _spoke(frame, number, panels), facing, _spoke(frame, number, panels))
        low, high = (-thickness, -breadth, 0.0), (0.0, breadth, outer - radius)
        building.solids.append(spoke.box(f"{name}.panel.{number + 1}", low, high, look))


def _spoke(frame: Frame, number: int, panels: int) -> FloatArray:
    """The direction from the axis to the middle of a panel."""
    angle = 2.0 * math.pi * number / panels
    return np.asarray(math.sin(angle) * frame.axes[:, 1] + math.cos(angle) * frame.axes[:, 2])


def bounds(building: Building) -> tuple[FloatArray, FloatArray]:
    """Lowest and highest corner of the free room, from the clear sections of all rooms."""
    corners = np.array([vec3(np.asarray(point)) for point in building.free])
    return np.asarray(corners.min(axis=0)), np.asarray(corners.max(axis=0))
