"""Whether what the ledger books to gravity, to the turning of the frame and to the air is what the world does there."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.audit.momentum import TreeMotion
from offworld.audit.motion import Floats
from offworld.film.assembly import Node
from offworld.geometry import rotation
from offworld.world import turning_wrenches, uniform_acceleration

ROUNDING: Final = 1e-7
"""N s and N m s that a field may be off in one step besides what it changes within it."""
FIELD_SHARE: Final = 5e-3
"""Share of a field that may be off besides."""
BEHIND: Final = 1.5
"""A force that is kept for a control step stays behind its node, and a torque turns with it; how many times the way at
its speed, or the angle at its spin, is allowed."""
AIR_SHARE: Final = 2.0
"""How much stronger than a plate and a ball of the body's size the air may be: it is bounded, not worked out."""


def check_fields(evidence: Evidence, finder: Finder) -> None:
    """Works out the fields at every state and compares their mean over each step with what is booked."""
    loads = [
        uniform_acceleration(evidence.take.rehearsal.world, evidence.take.rehearsal.stage_set, t)
        for t in _times(evidence)
    ]
    turning = _turning(evidence)
    for name, tree in evidence.trees.items():
        gravity = np.hstack([tree.mass * np.array(loads), np.zeros((evidence.steps + 1, 3))])
        _compare(
            evidence,
            finder,
            tree,
            "gravity",
            gravity,
            _arm(evidence, tree) * tree.mass * np.linalg.norm(loads, axis=1),
        )
        _compare(evidence, finder, tree, "rotation", *turning[name])
        _bound_air(evidence, finder, tree)


def _times(evidence: Evidence) -> Floats:
    return np.asarray(evidence.stream.ticks / 1000.0)


def _arm(evidence: Evidence, tree: TreeMotion) -> Floats:
    """(n,) m by which the mean place of the centre of mass in a step may be off the middle: a blow within it."""
    velocity = tree.momentum / tree.mass
    change = np.linalg.norm(np.diff(velocity, axis=0), axis=1)
    return np.asarray(1e-8 + evidence.step_s * np.maximum(np.append(change, 0.0), np.append(0.0, change)))


def _compare(
    evidence: Evidence, finder: Finder, tree: TreeMotion, cause: str, wrench: Floats, late: Floats
) -> None:
    """Bounds the gap between booked impulses and the mean wrench (n, 6) about the centre of mass of each step.

    `late` (n,) is the torque, N m, by which forces may stay behind their nodes.

    A field may be taken anew at every stage of a step, or once for a control step: the bound spans both.
    """
    h, steps = evidence.step_s, np.arange(evidence.steps)
    every = max(evidence.take.control_ticks // evidence.take.step_ticks, 1)
    booked = _about_centre(evidence, tree, cause)
    mean, start = 0.5 * (wrench[1:] + wrench[:-1]), wrench[steps // every * every]
    spread = np.abs(np.diff(wrench, axis=0)) + np.abs(mean - start)
    for part, unit in ((slice(0, 3), "N s"), (slice(3, 6), "N m s")):
        gap = np.linalg.norm((booked - h * mean)[:, part], axis=1)
        size = np.linalg.norm(mean[:, part], axis=1)
        behind = np.maximum(late[1:], late[:-1]) if unit == "N m s" else 0.0
        bound = ROUNDING + h * (spread[:, part].sum(axis=1) + FIELD_SHARE * size + behind)
        text = f"what is booked to {cause} on {tree.tree} is not what this world does there"
        subject = Subject(kind="field", who=tree.tree, text=text, unit=unit)
        finder.look(subject, evidence.stream.ticks[1:], gap, bound)


def _about_centre(evidence: Evidence, tree: TreeMotion, cause: str) -> Floats:
    """(steps, 6) what is booked to a cause, the angular part about the tree's centre of mass."""
    booked = evidence.booked(evidence.keys_of(tree.tree, None, (cause,)))
    middle = 0.5 * (tree.centre[1:] + tree.centre[:-1])
    booked[:, 3:] -= rotation.cross(middle, booked[:, :3])
    return booked


def _turning(evidence: Evidence) -> dict[str, tuple[Floats, Floats]]:
    """By tree: (n, 6) wrench about its centre by the turning of the frame, and (n,) N m by which it may be late."""
    take, motion = evidence.take, evidence.motion
    nodes = [index for tree in evidence.trees.values() for index in tree.nodes]
    if not nodes:
        return {}
    places = np.stack([motion.point(i, take.assembly.nodes[i].centre) for i in nodes], axis=1)
    speeds = np.stack([motion.point_velocity(i, take.assembly.nodes[i].centre) for i in nodes], axis=1)
    spins = np.stack([motion.spin[i] for i in nodes], axis=1)
    inertias = np.stack([_inertia(motion.attitude[i], take.assembly.nodes[i]) for i in nodes], axis=1)
    masses = np.array([take.assembly.nodes[i].mass_kg for i in nodes])
    out = np.empty((len(places), len(nodes), 6))
    for row, t in enumerate(_times(evidence)):
        force, torque = turning_wrenches(
            take.rehearsal.world, take.rehearsal.stage_set, float(t), places[row], speeds[row], spins[row], masses,
            inertias[row],
        )  # fmt: skip
        out[row, :, :3], out[row, :, 3:] = force, torque
    owners = [name for name, tree in evidence.trees.items() for _ in tree.nodes]
    found = {}
    for name, tree in evidence.trees.items():
        own = [owner == name for owner in owners]
        mine = out[:, own]
        turns = np.linalg.norm(spins[:, own], axis=-1) * np.linalg.norm(mine[..., 3:], axis=-1)
        mine[..., 3:] += rotation.cross(places[:, own] - tree.centre[:, None], mine[..., :3])
        fast = np.linalg.norm(speeds[:, own] - (tree.momentum / tree.mass)[:, None], axis=-1)
        late = np.sum(fast * np.linalg.norm(mine[..., :3], axis=-1) + turns, axis=1)
        found[name] = mine.sum(axis=1), BEHIND * take.control_ticks / 1000.0 * late
    return found


def _inertia(attitude: Floats, node: Node) -> Floats:
    """(n, 3, 3) about the centre of mass, set axes."""
    axes = rotation.matrix(rotation.multiply(attitude, node.inertia_attitude))
    return np.asarray(axes * np.asarray(node.inertia) @ np.swapaxes(axes, -1, -2))


def _bound_air(evidence: Evidence, finder: Finder, tree: TreeMotion) -> None:
    """Air only brakes, and no more than a plate and a ball of the node's size would (drag 1 and Stokes' law)."""
    world, motion, h = evidence.take.rehearsal.world, evidence.motion, evidence.step_s
    most, turn = np.zeros(evidence.steps + 1), np.zeros(evidence.steps + 1)
    for index in tree.nodes:
        node = evidence.take.assembly.nodes[index]
        centre = motion.point(index, node.centre)
        flow = np.linalg.norm(motion.point_velocity(index, node.centre) - np.array(world.air_flow), axis=1)
        spin = np.linalg.norm(motion.spin[index], axis=1)
        width, area = _extent(node)
        force = 0.5 * world.air_density * area * flow**2 + 3.0 * math.pi * world.air_viscosity * width * flow
        most += force
        turn += force * np.linalg.norm(centre - tree.centre, axis=1)
        turn += (
            world.air_density * width**5 * spin**2 / 32.0 + math.pi * world.air_viscosity * width**3 * spin
        )
        if node.drag_area_m2 is not None:
            # A thin thing also carries air along and is turned across the flow by it (Munk's moment).
            most += world.air_density * width**3 * spin * flow
            turn += world.air_density * width**3 * flow**2
    booked = _about_centre(evidence, tree, "air")
    most, turn = (np.maximum(x[1:], x[:-1]) for x in (most, turn))
    text = f"the air pushed {tree.tree} harder than air does"
    ticks = evidence.stream.ticks[1:]
    push = Subject(kind="field", who=tree.tree, text=text, unit="N s")
    finder.look(push, ticks, np.linalg.norm(booked[:, :3], axis=1), ROUNDING + AIR_SHARE * h * most)
    spun = Subject(kind="field", who=tree.tree, text=text, unit="N m s")
    finder.look(spun, ticks, np.linalg.norm(booked[:, 3:], axis=1), ROUNDING + AIR_SHARE * h * turn)


def _extent(node: Node) -> tuple[float, float]:
    """Largest width, m, and drag area, m², of the box that has a node's mass and inertia."""
    if node.mass_kg <= 0.0:
        return 0.0, 0.0
    i, j, k = node.inertia
    sides = [math.sqrt(max(6.0 * two / node.mass_kg, 0.0)) for two in (j + k - i, i + k - j, i + j - k)]
    low, middle, high = sorted(sides)
    plate = math.sqrt((high * middle) ** 2 + (high * low) ** 2 + (middle * low) ** 2)
    return high, max(plate, node.drag_area_m2 or 0.0)
