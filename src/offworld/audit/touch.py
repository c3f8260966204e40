"""Whether contact was real: no shape inside another, no touch without its impulse, no impulse without a touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from offworld.audit.clearance import balls, distance, reach_of
from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.audit.motion import Floats, Ints
from offworld.film.assembly import Shape
from offworld.geometry import rotation

DEEPEST: Final = 0.06
"""How deep two things may press into each other, m: flesh and clothes give."""
STOPPING_S: Final = 0.025
"""How deep a hard blow may go for each m/s at which two came together, s; a sheet that falls at 3.5 m/s goes 6.9 cm."""
BLOW: Final = 6
"""Measured states before a moment among which the fastest counts for that."""
TOUCHING: Final = 0.008
"""Depth from which two things push each other for certain, m."""
FAR: Final = 0.04
"""How far apart two things may be that push each other, m: they are measured every few steps only."""
EVERY_MS: Final = 16
"""How often shapes are measured, ms: at 1 m/s a hand moves 16 mm meanwhile."""
NEAR_MS: Final = 60
"""A touch has its impulse, and an impulse its touch, within this time, ms: parting things overlap for a while."""
PUSH: Final = 1e-6
"""Impulse from which a contact is one, N s."""
_TRUNK: Final = ("/pelvis", "/abdomen", "/chest", "/head")
_HANDS: Final = ("/left_hand", "/right_hand")
_FOREARMS: Final = ("/left_forearm", "/right_forearm")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moving:
    """One colliding shape of a free tree at the measured states."""

    shape: Shape
    """The shape."""
    tree: str
    """Its tree."""
    node: str
    """Id of its node."""
    person: bool
    """Whether the tree has joints."""
    middle: Floats
    """(m, 3): its centre, set frame."""
    balls: Floats
    """(m, k, 3): balls that fill it, set frame."""
    radii: Floats
    """(k,)."""
    position: Floats
    """(m, 3): of its node."""
    attitude: Floats
    """(m, 4): of its node."""


@dataclass(slots=True, kw_only=True, eq=False)
class Depth:
    """How deep two trees are in each other at the measured states."""

    value: Floats
    """(m,) m; negative is how far apart; minus infinity is too far to matter."""
    pair: list[tuple[str, str]] = field(default_factory=list)
    """Shapes that were found near each other."""

    def deepen(self, rows: Ints, value: Floats) -> bool:
        """Takes up the depth of one more pair of shapes at some states."""
        deeper = bool(np.any(value > np.maximum(self.value[rows], TOUCHING)))
        self.value[rows] = np.maximum(self.value[rows], value)
        return deeper


def check_touch(evidence: Evidence, finder: Finder) -> None:
    """Measures every pair of shapes that can push each other."""
    every = max(EVERY_MS // evidence.take.step_ticks, 1)
    states = np.arange(0, evidence.steps + 1, every)
    for (a, b), depth in measure(evidence, states).items():
        _check_depth(evidence, a, b, depth, states, finder)
        _check_booked(evidence, a, b, depth, states, finder)


def measure(evidence: Evidence, states: Ints) -> dict[tuple[str, str], Depth]:
    """Depths of all pairs of trees, the set last in its pairs, at some states (m,)."""
    bodies = [_moving(evidence, shape, states) for shape in _free(evidence)]
    walls = [shape for shape in evidence.take.assembly.shapes if shape.collides and shape.node == 0]
    names = list(evidence.trees)
    found = {
        (a, b): Depth(value=np.full(len(states), -np.inf))
        for i, a in enumerate(names)
        for b in [*names[i + 1 :], "set"]
    }
    for number, body in enumerate(bodies):
        for wall in walls:
            if body.node.endswith(_HANDS) and is_rail(wall):
                continue
            rows, depth = _into_wall(body, wall)
            if len(rows) and found[body.tree, "set"].deepen(rows, depth):
                found[body.tree, "set"].pair.append((body.shape.id, wall.id))
        for other in bodies[number + 1 :]:
            if other.tree != body.tree and _meet(body, other):
                rows, depth = _into_other(body, other)
                if len(rows) and found[body.tree, other.tree].deepen(rows, depth):
                    found[body.tree, other.tree].pair.append((body.shape.id, other.shape.id))
    return found


def is_rail(shape: Shape) -> bool:
    """Whether a shape of the set is the bar of a rail, around which hands close."""
    return shape.material == "rail" and shape.kind == "capsule"


def _free(evidence: Evidence) -> Iterator[Shape]:
    """Colliding shapes of free trees, tree by tree."""
    for shape in evidence.take.assembly.shapes:
        if shape.collides and evidence.take.assembly.nodes[shape.node].tree in evidence.trees:
            yield shape


def _moving(evidence: Evidence, shape: Shape, states: Ints) -> Moving:
    motion, node = evidence.motion, evidence.take.assembly.nodes[shape.node]
    position, attitude = motion.position[shape.node, states], motion.attitude[shape.node, states]
    centres, radii = balls(shape)
    return Moving(
        shape=shape, tree=node.tree, node=node.id, person=len(evidence.trees[node.tree].nodes) > 1,
        middle=position + rotation.rotate(attitude, shape.position),
        balls=position[:, None] + rotation.rotate(attitude[:, None], centres),
        radii=radii, position=position, attitude=attitude,
    )  # fmt: skip


def _meet(a: Moving, b: Moving) -> bool:
    """Whether two shapes of different trees push each other.

    Hands close on limbs and props, and push trunks and heads; what is in a hand lies along its forearm.
    """
    for one, two in ((a, b), (b, a)):
        if one.node.endswith(_HANDS) and not two.node.endswith(_TRUNK):
            return False
        if one.node.endswith(_FOREARMS) and not two.person:
            return False
    return True


def _into_wall(body: Moving, wall: Shape) -> tuple[Ints, Floats]:
    """States (r,) at which a shape is near a wall, and how deep it is in it there (r,)."""
    reach = reach_of(body.shape) + FAR
    low, high = body.middle.min(axis=0), body.middle.max(axis=0)
    gap = np.maximum(np.maximum(low - wall.position, np.asarray(wall.position) - high), 0.0)
    if np.linalg.norm(gap) > reach + reach_of(wall):
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    rows = np.flatnonzero(distance(wall, body.middle) < reach)
    return rows, (body.radii - distance(wall, body.balls[rows])).max(axis=1, initial=-np.inf)


def _into_other(body: Moving, other: Moving) -> tuple[Ints, Floats]:
    """States (r,) at which two shapes are near each other, and how deep they are in each other there (r,)."""
    reach = reach_of(body.shape) + reach_of(other.shape) + FAR
    rows = np.flatnonzero(np.linalg.norm(body.middle - other.middle, axis=1) < reach)
    if not len(rows):
        return rows, np.zeros(0)
    one = _inside(body, other, rows)
    return rows, np.maximum(one, _inside(other, body, rows))


def _inside(body: Moving, other: Moving, rows: Ints) -> Floats:
    """How deep the balls of one are in the other at some states (r,)."""
    back = rotation.conjugate(body.attitude[rows])[:, None]
    local = rotation.rotate(back, other.balls[rows] - body.position[rows, None])
    return np.asarray((other.radii - distance(body.shape, local)).max(axis=1, initial=-np.inf))


def _check_depth(evidence: Evidence, a: str, b: str, depth: Depth, states: Ints, finder: Finder) -> None:
    which = f" ({depth.pair[-1][0]}, {depth.pair[-1][1]})" if depth.pair else ""
    text = f"{a} went into {_name(b)}{which}"
    subject = Subject(kind="penetration", who=f"{a}, {b}", text=text, unit="m")
    finder.look(
        subject, evidence.stream.ticks[states], np.maximum(depth.value, 0.0), _deepest(evidence, a, b, states)
    )


def _deepest(evidence: Evidence, a: str, b: str, states: Ints) -> Floats:
    """(states,) how deep two may be in each other, m, from how fast they came together just before."""
    velocity = [
        evidence.trees[name].momentum[states] / max(evidence.trees[name].mass, 1e-12)
        for name in (a, b)
        if name in evidence.trees
    ]
    speed = np.linalg.norm(velocity[0] - (velocity[1] if len(velocity) > 1 else 0.0), axis=1)
    before = np.concatenate([np.zeros(BLOW), speed])
    fastest = np.max([before[k : k + len(speed)] for k in range(BLOW + 1)], axis=0)
    return np.asarray(np.maximum(DEEPEST, STOPPING_S * fastest))


def _check_booked(evidence: Evidence, a: str, b: str, depth: Depth, states: Ints, finder: Finder) -> None:
    """Where two touch there is an impulse near in time, and the other way round."""
    ticks = evidence.stream.ticks
    pushes = np.abs(evidence.booked(evidence.keys_of(a, b, ("contact",)))).max(axis=1, initial=0.0)
    # Angular impulses carry the arm from the set origin; the larger one of the two decides.
    pushed = ticks[:-1][pushes > PUSH]
    touching = ticks[states][depth.value > TOUCHING]
    near = ticks[states][depth.value > -FAR]
    text = f"{a} and {_name(b)} touched, and neither was pushed"
    missing = Subject(kind="unbooked contact", who=f"{a}, {b}", text=text, unit="ms")
    finder.look(missing, touching, _far_in_time(touching, pushed), NEAR_MS)
    text = f"{a} was pushed by {_name(b)} without touching it"
    distant = Subject(kind="distant contact", who=f"{a}, {b}", text=text, unit="ms")
    finder.look(distant, pushed, _far_in_time(pushed, near), NEAR_MS)


def _far_in_time(when: Floats, others: Floats) -> Floats:
    """How far (n,) ms each tick is from the nearest of others."""
    if not len(others):
        return np.full(len(when), 1e9)
    after = np.minimum(np.searchsorted(others, when), len(others) - 1)
    before = np.maximum(after - 1, 0)
    return np.asarray(
        np.minimum(np.abs(others[after] - when), np.abs(others[before] - when)), dtype=np.float64
    )


def _name(tree: str) -> str:
    return "the set" if tree == "set" else tree
