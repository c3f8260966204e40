"""What is fixed in a room: boxes, rails, loops, windows, exits, marks and beds."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.stage_set import WINDOW_DEPTH_M, Bed, Exit, Loop, Mark, Rail, Window
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.building import Building, guessed, look_of
from offworld.space.entry import Entry
from offworld.space.frame import Frame, Look, disc, quat, solid, vec3

RAIL_STANDOFF = 0.055
"""Middle of a bar above its wall, m: Russian rails stand off about 50 to 60 mm (recalled)."""
RAIL_RADIUS = 0.014
"""Half thickness of a bar, m: round rails of about 25 to 30 mm thick (recalled)."""
LOOP_HEIGHT = 0.07
"""Middle of a foot loop's strap above its surface, m; a guess from the height of a shod foot."""
_RIM_POINTS = 16  # a rim of 0.88 m then lies within 9 mm of its circle
_SHORTEST = 0.02  # m
_PANE = (0.024, 0.020, 0.035)  # pane and frame stand proud of the wall; breadth of the frame; m, guess


def box(entry: Entry, name: str, building: Building) -> None:
    """A box: a locker, a table top, a label."""
    at, size = np.array(entry.vector("at")), entry.vector("size")
    ahead = entry.direction("along", (1.0, 0.0, 0.0))
    look = look_of(entry)
    if min(size) <= 0.0:
        entry.wrong(
            f"{name!r} has a size that is not positive",
            "write three lengths",
            "too-small",
            entry.item("size"),
        )
        return
    frame = Frame(at, np.array(ahead), np.array(building.up))
    half = np.array(size) / 2.0
    corner = (float(half[0]), float(half[1]), float(half[2]))
    building.solids.append(frame.box(name, (-corner[0], -corner[1], -corner[2]), corner, look))


def rod(entry: Entry, name: str, building: Building) -> None:
    """A solid cylinder about an axis: a fan, a lamp, a bottle."""
    at, axis = np.array(entry.vector("at")), np.array(entry.direction("axis"))
    size = (entry.number("diameter"), entry.number("length"))
    building.solids.append(disc(name, at, axis, size, look_of(entry)))


def ball(entry: Entry, name: str, building: Building) -> None:
    """A sphere."""
    at, size = entry.vector("at"), entry.number("diameter")
    look = look_of(entry)
    building.solids.append(solid(name, "sphere", (size, size, size), at, (1.0, 0.0, 0.0, 0.0), look))


def rail(entry: Entry, name: str, building: Building) -> None:
    """A bar before a surface: straight, through points, or a closed rim about an opening."""
    normal = np.array(entry.direction("normal"))
    standoff, radius = entry.number("standoff", RAIL_STANDOFF), entry.number("radius", RAIL_RADIUS)
    if "diameter" in entry:
        line = _circle(np.array(entry.vector("at")), normal, entry.number("diameter") / 2.0, building)
    else:
        line = _points(entry)
        if len(line) < 2 or min(float(np.linalg.norm(b - a)) for a, b in pairwise(line)) < _SHORTEST:
            remedy = "write 'from' and 'to', or 'points'"
            entry.wrong(f"rail {name!r} needs two points or more that lie apart", remedy, "no-length")
            return
    points = tuple(vec3(point + standoff * normal) for point in line)
    building.rails.append(
        Rail(id=name, points=points, normal=vec3(normal), radius_m=radius, guess=guessed(entry))
    )


def _points(entry: Entry) -> list[FloatArray]:
    if "points" in entry:
        return [np.array(entry.vector_of(item, "points")) for item in entry.items("points")]
    return [np.array(entry.vector("from")), np.array(entry.vector("to"))]


def _circle(centre: FloatArray, axis: FloatArray, radius: float, building: Building) -> list[FloatArray]:
    frame = Frame(centre, axis, np.array(building.up))
    angles = [2.0 * math.pi * k / _RIM_POINTS for k in range(_RIM_POINTS)]
    points = [np.array(frame.point(0.0, radius * math.sin(a), radius * math.cos(a))) for a in angles]
    return [*points, points[0]]


def loop(entry: Entry, name: str, building: Building) -> None:
    """A foot loop on a surface: a strap across the instep."""
    at, normal = np.array(entry.vector("at")), np.array(entry.direction("normal"))
    toes = np.array(entry.direction("toes"))
    toes = toes - (toes @ normal) * normal
    if float(np.linalg.norm(toes)) < 1e-6:
        entry.wrong(f"the toes of {name!r} point out of the surface", "let 'toes' lie along it", "bad-toes",
                    entry.item("toes"))  # fmt: skip
        return
    frame = Frame(at, toes, normal)
    building.loops.append(
        Loop(id=name, position=frame.point(0.0, 0.0, LOOP_HEIGHT), normal=vec3(normal),
             toes=vec3(frame.axes[:, 0]), guess=guessed(entry))
    )  # fmt: skip


def window(entry: Entry, name: str, building: Building) -> None:
    """A pane in a surface: a disc of glass that must not be touched, before the disc of its frame."""
    at, normal, size = (
        np.array(entry.vector("at")),
        np.array(entry.direction("normal")),
        entry.number("diameter"),
    )
    guess = guessed(entry)
    proud, framed, breadth = _PANE
    pane = Look(material=entry.text("material", "glass"), no_touch="glass", guess=guess)
    building.solids += [
        disc(f"{name}.glass", at, normal, (size, 2.0 * proud), pane),
        disc(f"{name}.frame", at, normal, (size + 2.0 * breadth, 2.0 * framed),
             Look(material="frame", solid=False, guess=guess)),
    ]  # fmt: skip
    building.windows.append(
        Window(id=name, position=vec3(at + proud * normal), normal=vec3(normal), diameter_m=size, guess=guess,
               depth_m=entry.number("depth", WINDOW_DEPTH_M), called=entry.text("called", ""))
    )  # fmt: skip


def way_out(entry: Entry, name: str, building: Building) -> None:
    """A way out that must stay free."""
    building.exits.append(
        Exit(id=name, position=entry.vector("at"), normal=entry.direction("normal"),
             diameter_m=entry.number("diameter"), guess=guessed(entry))
    )  # fmt: skip


def mark(entry: Entry, name: str, building: Building) -> None:
    """A named place, with where one looks and where the head is."""
    ahead = np.array(entry.direction("facing", (1.0, 0.0, 0.0)))
    head = np.array(entry.direction("head", building.up))
    frame = Frame(np.zeros(3), ahead, head)
    # Where somebody faces along the head direction, the frame has chosen another head; that is no mark.
    if abs(float(ahead @ head)) > 0.999:
        entry.wrong(
            f"mark {name!r} has its head where it faces", "let 'head' and 'facing' differ", "bad-mark"
        )
    guessed(entry)
    building.marks.append(
        Mark(id=name, position=entry.vector("at"), attitude=quat(rotation.from_matrix(frame.axes)))
    )


def bed(entry: Entry, name: str, building: Building) -> None:
    """A surface to be strapped to."""
    normal, head = np.array(entry.direction("normal")), np.array(entry.direction("head"))
    head = head - (head @ normal) * normal
    if float(np.linalg.norm(head)) < 1e-6:
        entry.wrong(f"the head of {name!r} points out of the surface", "let 'head' lie along it", "bad-bed")
        head = Frame(np.zeros(3), normal, np.array([0.0, 0.0, 1.0])).axes[:, 2]
    at: Vec3 = entry.vector("at")
    building.beds.append(
        Bed(
            id=name,
            position=at,
            normal=vec3(normal),
            head=vec3(head / np.linalg.norm(head)),
            guess=guessed(entry),
        )
    )
