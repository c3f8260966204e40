"""Sets: rooms and what is fixed in them. Metres in the set's own frame; a set has no up unless its world has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.assembly import Material, Surface
from offworld.film.basic import NO_TURN, NOWHERE, ORIGIN, Place, Quat, Vec3

SolidShape = Literal["box", "sphere", "cylinder", "capsule", "hull"]
WINDOW_DEPTH_M = 0.12
"""m through several panes, hull and frame of a porthole; a guess."""
NoTouch = Literal["glass", "switch", "fan", "experiment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solid:
    """One fixed convex solid. Rooms are made of many, so that a room is never one convex hull."""

    id: str
    """Dotted name, for example `work.panel.17` or `table.top`."""
    shape: SolidShape
    """Kind of solid."""
    size_m: Vec3
    """Full extents along its own axes, metres (cylinder, capsule: x diameter, z length; sphere: x diameter;
    hull: those of the box about it)."""
    position: Vec3
    """Centre, set frame."""
    attitude: Quat = NO_TURN
    """Solid axes to set frame."""
    material: str = "panel"
    """Name of a material, see `offworld.film.assembly.Material`."""
    no_touch: NoTouch | None = None
    """Why it must not be touched; None means it may be."""
    solid: bool = True
    """False for what only draws (a label, a strip of light)."""
    guess: bool = False
    """True where the measure has no source."""
    drawn: bool = True
    """False for what is only met: a surface of the set's model stands for it in pictures."""
    corners: tuple[Vec3, ...] = ()
    """Corners of a hull in its own axes, metres; none for other shapes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """A bar that a hand can close on: a line through two or more points."""

    id: str
    """Dotted name, for example `hatch.rim`."""
    points: tuple[Vec3, ...]
    """Centre line, set frame; first equals last for a closed rim."""
    normal: Vec3
    """Unit, from the wall into the room; for a closed rim, along its axis into the room."""
    radius_m: float = 0.014
    """Half thickness of the bar."""
    guess: bool = False
    """True where the measure has no source."""
    drawn: bool = True
    """False where the set's model shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A foot loop or strap point: a foot goes in, a hand can hold it."""

    id: str
    """Dotted name, for example `loop.3`."""
    position: Vec3
    """Middle of the strap where the instep lies, set frame."""
    normal: Vec3
    """Unit, from the surface into the room (the sole faces −normal)."""
    toes: Vec3
    """Unit, where the toes point, across the strap."""
    guess: bool = False
    """True where the measure has no source."""
    drawn: bool = True
    """False where the set's model shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A pane one can look and light can come through."""

    id: str
    """Dotted name, for example `window.9`."""
    position: Vec3
    """Centre of the pane, set frame."""
    normal: Vec3
    """Unit, into the room."""
    diameter_m: float
    """Clear diameter."""
    guess: bool = False
    """True where the measure has no source."""
    depth_m: float = WINDOW_DEPTH_M
    """From the outer edge of its opening to the inner one: what shades slanting light."""
    called: str = ""
    """What people call it, for example `port cabin window`; empty: only by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A way out that must stay free."""

    id: str
    """Dotted name, for example `hatch`."""
    position: Vec3
    """Centre of the opening, set frame."""
    normal: Vec3
    """Unit, into the room."""
    diameter_m: float
    """Clear diameter."""
    guess: bool = False
    """True where the measure has no source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A named place and attitude."""

    id: str
    """Dotted name."""
    position: Vec3
    """Set frame."""
    attitude: Quat = NO_TURN
    """Mark axes (x forward, y left, z head) to set frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A surface a person can be strapped to (the table): lies on it with the back to −normal."""

    id: str
    """Dotted name, for example `table`."""
    position: Vec3
    """Middle of the surface, set frame."""
    normal: Vec3
    """Unit, out of the surface."""
    head: Vec3
    """Unit, where the head of one lying on it points."""
    guess: bool = False
    """True where the measure has no source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSet:
    """One set, expanded: everything in it is a plain solid or a named fitting."""

    id: str
    """Name used by scenes, for example `zvezda`."""
    title: str
    """What people call it."""
    up: Vec3
    """Unit, the architectural up that labels and lamps follow; not a gravity."""
    solids: tuple[Solid, ...]
    """All fixed solids."""
    rails: tuple[Rail, ...] = ()
    """Things hands hold."""
    loops: tuple[Loop, ...] = ()
    """Things feet go into."""
    windows: tuple[Window, ...] = ()
    """Portholes."""
    exits: tuple[Exit, ...] = ()
    """Ways out."""
    marks: tuple[Mark, ...] = ()
    """Named places."""
    beds: tuple[Bed, ...] = ()
    """What a person can be strapped to."""
    low: Vec3 = ORIGIN
    """Lowest corner of the free room, set frame."""
    high: Vec3 = ORIGIN
    """Highest corner of the free room, set frame."""
    station_attitude: Quat = NO_TURN
    """Set axes to the station frame: x along the flight, y to the south (minus orbit normal is y), z to the Earth."""
    station_position: Vec3 = ORIGIN
    """Set origin in the station frame, metres from the station's centre of mass."""
    place: Place = NOWHERE
    """Where the set's file begins."""
    surfaces: tuple[Surface, ...] = ()
    """What a model of the set looks like; none for a set made of parts."""
    materials: tuple[Material, ...] = ()
    """Materials of that model, besides those that all sets know."""
