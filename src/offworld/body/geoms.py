"""One geom for each shape that collides: its kind, its contact and its drag."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np

from offworld.body.filters import Touch
from offworld.film.assembly import Node, Shape
from offworld.geometry import hull

CONTACT_TIME_S = 0.04
"""Time constant of contact, s: flesh on padded panels; chosen, no source."""
FRICTION = 0.4
"""Cloth and skin on panels; recalled [R]."""


def _add_hull(spec: Any, body: Any, shape: Shape) -> Any:
    """A convex mesh; the compiler puts its frame where it likes, so only its geometry may be relied upon."""
    convex = hull.of(shape.corners)
    mesh = spec.add_mesh(name=shape.id)
    mesh.uservert = convex.corners.ravel().tolist()
    mesh.userface = convex.triangles.ravel().tolist()
    return body.add_geom(
        name=shape.id, type=mujoco.mjtGeom.mjGEOM_MESH, meshname=shape.id, pos=shape.position,
        quat=shape.attitude,
    )  # fmt: skip


def add_geom(spec: Any, body: Any, shape: Shape, touch: Touch, node: Node) -> None:
    """Adds the geom of a shape to a body.

    Args:
        spec: of the model.
        body: that carries it.
        shape: that collides.
        touch: its bits.
        node: the node of the shape, for its drag.
    """
    kinds = {
        "box": mujoco.mjtGeom.mjGEOM_BOX, "sphere": mujoco.mjtGeom.mjGEOM_SPHERE,
        "cylinder": mujoco.mjtGeom.mjGEOM_CYLINDER, "capsule": mujoco.mjtGeom.mjGEOM_CAPSULE,
        "ellipsoid": mujoco.mjtGeom.mjGEOM_ELLIPSOID,
    }  # fmt: skip
    if shape.kind == "hull":
        geom = _add_hull(spec, body, shape)
    else:
        geom = body.add_geom(
            name=shape.id, type=kinds[shape.kind], size=shape.size, pos=shape.position, quat=shape.attitude
        )
    geom.contype, geom.conaffinity, geom.condim = touch.is_, touch.meets, 3
    geom.friction, geom.solref, geom.mass = (FRICTION, 0.005, 0.0001), (CONTACT_TIME_S, 1.0), 0.0
    if node.drag_area_m2 is not None:
        # With both coefficients the same the drag is c rho A v² whatever the attitude, A the largest section.
        geom.fluid_ellipsoid = 1
        coefficient = node.drag_area_m2 / (2.0 * _largest_section(shape))
        geom.fluid_coefs = (coefficient, coefficient, 1.5, 0.0, 0.0)


def _largest_section(shape: Shape) -> float:
    """Largest section of the ellipsoid that the simulator takes a shape for, m²."""
    a, b, _ = shape.size
    radii = {"sphere": (a, a, a), "capsule": (a, a, b + a), "cylinder": (a, a, b)}.get(shape.kind, shape.size)
    _, middle, largest = sorted(radii)
    return float(np.pi * middle * largest)
