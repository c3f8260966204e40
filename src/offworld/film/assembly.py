"""The assembly: everything of a take that has a shape, with stable ids. With a Take it is all a picture needs.

Nodes form trees. A tree is one person, one prop, or the set (a single fixed node, index 0, id `set`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NO_TURN, ORIGIN, Quat, Vec3

ShapeKind = Literal["box", "sphere", "cylinder", "capsule", "ellipsoid", "hull"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """A hinge between a node and its parent. Several hinges of a node act in order, first is next to the parent."""

    id: str
    """For example `zhenya/left_elbow`."""
    axis: Vec3
    """Unit, node frame."""
    anchor: Vec3
    """Metres, node frame."""
    low: float
    """Lower end of its range, rad."""
    high: float
    """Upper end, rad."""
    torque: float
    """Isometric limit of its muscles, N m."""
    dof: int
    """Index into velocities."""
    coordinate: int
    """Index into coordinates."""
    armature: float = 0.0
    """Reflected rotor inertia of the model, kg m²; internal, it acts only between node and parent."""
    rest: float = 0.0
    """Angle of the soft rest posture, rad."""
    stiffness: float = 0.0
    """Passive spring towards the rest angle, N m/rad; internal."""
    damping: float = 0.0
    """Passive damping, N m s/rad; internal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One rigid body."""

    id: str
    """For example `zhenya/left_hand`, `scalpel`, `set`."""
    tree: str
    """Person or prop id; `set` for the fixed one."""
    parent: int
    """Index of the parent node; −1 for the root of a tree."""
    position: Vec3
    """Of its frame in the parent's frame with all joints at zero, metres; root: unused."""
    attitude: Quat
    """Node axes to parent axes with all joints at zero."""
    mass_kg: float
    """Mass."""
    centre: Vec3
    """Centre of mass, node frame, metres."""
    inertia: Vec3
    """Principal moments about the centre of mass, kg m²."""
    inertia_attitude: Quat
    """Principal axes to node axes."""
    joints: tuple[Joint, ...] = ()
    """Hinges to the parent; empty for roots and fixed nodes."""
    dof: int = -1
    """Root of a free tree: index of its first of six velocities (three m/s of the node origin in the set frame, three
    rad/s in the node's own axes); −1 otherwise."""
    coordinate: int = -1
    """Root of a free tree: index of its first of seven coordinates (position, quaternion); −1 otherwise."""
    drag_area_m2: float | None = None
    """Drag coefficient times area of a prop, m²; None means that of the box with its inertia."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One convex shape on a node."""

    id: str
    """For example `zhenya/left_hand/palm`."""
    node: int
    """Index of its node."""
    kind: ShapeKind
    """Kind."""
    size: Vec3
    """Half sizes: box three half extents; sphere radius; cylinder and capsule radius and half length (along z, capsule
    without its caps); ellipsoid three radii; hull three half extents of the box about it."""
    position: Vec3
    """Centre, node frame."""
    attitude: Quat = NO_TURN
    """Shape axes to node axes."""
    material: str = "panel"
    """Name of a material."""
    collides: bool = True
    """False for what only draws."""
    no_touch: str = ""
    """Why it must not be touched; empty if it may."""
    drawn: bool = True
    """False for what is only met: a surface stands for it in pictures."""
    corners: tuple[Vec3, ...] = ()
    """Corners of a hull in its own axes, metres; none for other kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """Triangles that are only drawn: what a set modelled elsewhere looks like."""

    id: str
    """For example `hull` or `hull.2`."""
    material: str
    """Name of a material."""
    mesh: str
    """Corners, normals and triangles in the set's frame, metres, as `offworld.geometry.packed` keeps them."""
    no_touch: str = ""
    """Why it must not be touched; empty if it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """How a surface looks."""

    name: str
    """Name."""
    colour: tuple[float, float, float]
    """Linear base colour, 0 to 1."""
    roughness: float = 0.8
    """0 mirror to 1 matt."""
    metallic: float = 0.0
    """0 or 1."""
    glow: float = 0.0
    """Own light, 0 none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A named place on a node: where a hand closes, where eyes are, what a part of a person means."""

    id: str
    """For example `zhenya/left hand`, `zhenya/face`, `zhenya/eyes`, `scalpel/grip`."""
    node: int
    """Index of its node."""
    position: Vec3
    """Node frame, metres."""
    attitude: Quat = NO_TURN
    """Site axes to node axes: x out of the front (palm, face), z towards the head or the fingers' far end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """All nodes, shapes, sites and materials of one take."""

    nodes: tuple[Node, ...]
    """Index 0 is the fixed set."""
    shapes: tuple[Shape, ...]
    """All shapes."""
    sites: tuple[Site, ...]
    """All named places."""
    materials: tuple[Material, ...]
    """All materials."""
    coordinates: int
    """Length of a coordinate vector."""
    dofs: int
    """Length of a velocity vector."""
    surfaces: tuple[Surface, ...] = ()
    """What is only drawn, all of it fixed."""


FIXED = Node(
    id="set", tree="set", parent=-1, position=ORIGIN, attitude=NO_TURN, mass_kg=0.0, centre=ORIGIN,
    inertia=ORIGIN, inertia_attitude=NO_TURN,
)  # fmt: skip
"""Node 0 of every assembly."""
