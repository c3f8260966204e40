"""One prop as a tree of a single node; a film camera gets a lens."""

from __future__ import annotations

from math import pi

from offworld.body.person import Part
from offworld.errors import NotPossible
from offworld.film.assembly import Node, Shape, ShapeKind, Site
from offworld.film.basic import NO_TURN, ORIGIN, Quat, Vec3
from offworld.film.prop import Prop, PropShape

LEAST_MASS_KG = 0.002
"""Lightest prop that a step of 4 ms carries well beside people."""
MOST_MASS_KG = 500.0
"""Heaviest prop."""
LEAST_SIZE_M = 0.003
"""Thinnest prop that contact can hold."""
CAMERA_GRIP: Quat = (0.0, 0.0, 0.5**0.5, 0.5**0.5)
"""Grip axes to camera: x out of the palm to the camera's left (−x), thumb up (y), wrist towards the
operator (z)."""
ALONG_X: Quat = (0.5**0.5, 0.0, 0.5**0.5, 0.0)
"""Takes z to x."""
ALONG_Y: Quat = (0.5**0.5, -(0.5**0.5), 0.0, 0.0)
"""Takes z to y."""


def prop_tree(prop: Prop, node: int, dof: int = 0, coordinate: int = 0) -> Part:
    """The one node of a prop.

    Args:
        prop: shape, mass and the rest.
        node: index that it will have.
        dof: index of its first velocity.
        coordinate: index of its first coordinate.

    Raises:
        NotPossible: its mass or size cannot be simulated.
    """
    check_prop(prop)
    root = Node(
        id=prop.id,
        tree=prop.id,
        parent=-1,
        position=ORIGIN,
        attitude=NO_TURN,
        mass_kg=prop.mass_kg,
        centre=ORIGIN,
        inertia=prop.inertia or uniform_inertia(prop.shape, prop.size_m, prop.mass_kg),
        inertia_attitude=NO_TURN,
        dof=dof,
        coordinate=coordinate,
        drag_area_m2=prop.drag_area_m2,
    )
    body = Shape(
        id=f"{prop.id}/body",
        node=node,
        kind=prop.shape,
        size=half_size(prop.shape, prop.size_m),
        position=ORIGIN,
        material=prop.colour,
    )
    return Part(nodes=(root,), shapes=(body, *_trimmings(prop, node)), sites=_sites(prop, node))


def check_prop(prop: Prop) -> None:
    """Refuses a prop that cannot be simulated beside people.

    Raises:
        NotPossible: its mass, size or inertia is out of range.
    """
    if not LEAST_MASS_KG <= prop.mass_kg <= MOST_MASS_KG:
        raise NotPossible(
            f"{prop.id} of {prop.mass_kg:g} kg: props of {LEAST_MASS_KG:g} to {MOST_MASS_KG:g} kg can be simulated"
        )
    if min(_used(prop.shape, prop.size_m)) < LEAST_SIZE_M:
        raise NotPossible(f"{prop.id} is thinner than {LEAST_SIZE_M * 1000:g} mm, too thin to be touched")
    if prop.inertia is not None:
        a, b, c = sorted(prop.inertia)
        if a <= 0.0 or a + b < c:
            raise NotPossible(
                f"{prop.id}: no thing has the inertia {prop.inertia}; each moment is positive and at most "
                "the sum of the other two"
            )


def half_size(shape: ShapeKind | PropShape, size: Vec3) -> Vec3:
    """The half sizes that a `Shape` has, from whole extents, m."""
    x, y, z = size
    if shape == "box":
        return (0.5 * x, 0.5 * y, 0.5 * z)
    if shape == "sphere":
        return (0.5 * x, 0.0, 0.0)
    if shape == "capsule":
        return (0.5 * x, max(0.5 * (z - x), 0.0), 0.0)
    return (0.5 * x, 0.5 * z, 0.0)


def uniform_inertia(shape: PropShape, size: Vec3, mass: float) -> Vec3:
    """Principal moments about x, y, z of a uniform solid, kg m² (textbook formulas).

    Args:
        shape: kind.
        size: whole extents, m; see `Prop.size_m`.
        mass: kg.
    """
    x, y, z = size
    if shape == "box":
        return (mass * (y * y + z * z) / 12, mass * (x * x + z * z) / 12, mass * (x * x + y * y) / 12)
    r = 0.5 * x
    if shape == "sphere":
        return (0.4 * mass * r * r,) * 3
    if shape == "cylinder":
        across = mass * (3 * r * r + z * z) / 12
        return (across, across, 0.5 * mass * r * r)
    h = max(z - x, 0.0)
    rod, ball = pi * r * r * h, 4.0 / 3.0 * pi * r**3
    m_rod, m_ball = mass * rod / (rod + ball), mass * ball / (rod + ball)
    # Two half balls, each with its centre 3/8 r beyond the rod's end.
    across = m_rod * (3 * r * r + h * h) / 12 + m_ball * (0.4 * r * r + 0.25 * h * h + 0.375 * h * r)
    return (across, across, 0.5 * m_rod * r * r + 0.4 * m_ball * r * r)


def _used(shape: PropShape, size: Vec3) -> tuple[float, ...]:
    if shape == "box":
        return size
    return (size[0],) if shape == "sphere" else (size[0], size[2])


def _sites(prop: Prop, node: int) -> tuple[Site, ...]:
    """Where a hand closes; of a camera also where its lens is, with the camera's own axes."""
    grip = Site(id=f"{prop.id}/grip", node=node, position=prop.grip, attitude=grip_attitude(prop))
    if not prop.camera:
        return (grip,)
    return (grip, Site(id=f"{prop.id}/lens", node=node, position=(0.0, 0.0, -0.5 * prop.size_m[2])))


def grip_attitude(prop: Prop) -> Quat:
    """Grip axes to prop: z along its longest extent, so that a hand closes around it."""
    if prop.camera:
        return CAMERA_GRIP
    longest = max(range(3), key=lambda i: (prop.size_m[i], i))
    return (ALONG_X, ALONG_Y, NO_TURN)[longest] if prop.shape == "box" else NO_TURN


def _trimmings(prop: Prop, node: int) -> tuple[Shape, ...]:
    """What makes a camera look like one; draws only."""
    if not prop.camera:
        return ()
    x, y, z = prop.size_m

    def part(name: str, kind: ShapeKind, size: Vec3, position: Vec3, material: str) -> Shape:
        return Shape(
            id=f"{prop.id}/{name}",
            node=node,
            kind=kind,
            size=size,
            position=position,
            material=material,
            collides=False,
        )

    barrel = 0.32 * min(x, y)
    return (
        part("barrel", "cylinder", (barrel, 0.30 * z, 0.0), (0.0, 0.0, -0.62 * z), "black"),
        part("glass", "cylinder", (0.8 * barrel, 0.005, 0.0), (0.0, 0.0, -0.92 * z), "glass"),
        part("finder", "box", (0.16 * x, 0.12 * y, 0.25 * z), (0.0, 0.6 * y, 0.2 * z), "black"),
        part("handle", "box", (0.06 * x, 0.42 * y, 0.2 * z), (0.54 * x, 0.0, -0.1 * z), "rubber"),
        part("tally", "sphere", (0.006, 0.0, 0.0), (0.3 * x, 0.4 * y, -0.5 * z), "signal.red"),
    )
