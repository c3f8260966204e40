"""A person as other programs know them: one mesh in one posture, joints, and shares of them for each vertex.

Our own figure has each vertex once in the frame of every segment that it follows, so that segments may be longer or
broader than in the mesh that was modelled; a skin elsewhere has one place for each vertex and one bind pose for each
joint. Both are the same in the bind posture, and part a little where a vertex follows two segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.assembly import Assembly
from offworld.film.person import Person
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.figure import HEAD, SEGMENTS, Figure, Life
from offworld.look.fit import bind_axes
from offworld.look.hands import RELAXED
from offworld.look.mesh import IntArray

EYES: Final = ("left_eye", "right_eye")
"""Joints behind the segments."""
MOST: Final = 3
"""Joints that a vertex follows at most."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """How some vertices are moved in one step of a hand that closes."""

    name: str
    """For example `left_hand_3`: closed by three quarters."""
    vertices: IntArray
    """(h,), indices."""
    offsets: FloatArray
    """(h, 3), bind posture, m, at full weight."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skin:
    """One person's skin."""

    joints: tuple[str, ...]
    """Path of each joint, for example `pelvis/abdomen/chest`."""
    parents: tuple[int, ...]
    """Index of each joint's parent, −1 for the first."""
    bind: FloatArray
    """(joints, 7), pose of each joint in the bind posture; the pelvis is at the origin."""
    places: FloatArray
    """(n, 3), bind posture, m."""
    normals: FloatArray
    """(n, 3), bind posture, unit."""
    indices: IntArray
    """(n, MOST), joints of each vertex."""
    weights: FloatArray
    """(n, MOST), their shares; each row sums to 1."""
    shapes: tuple[Shape, ...]
    """Hands that close."""


def skin_of(figure: Figure, assembly: Assembly, person: Person) -> Skin:
    """The skin of a person of an assembly."""
    parents = _parents(figure, assembly)
    joints = _paths(parents)
    bind = _bind(figure, assembly, person, parents)
    poses = np.zeros((len(assembly.nodes), 7))
    poses[:, 3] = 1.0
    poses[figure.nodes] = bind[: len(SEGMENTS)]
    places, normals = figure.posed(poses)
    indices, weights = _shares(figure)
    return Skin(
        joints=joints,
        parents=parents,
        bind=bind,
        places=places,
        normals=normals,
        indices=indices,
        weights=weights,
        shapes=_shapes(figure, bind),
    )


def joint_poses(figure: Figure, poses: FloatArray, life: Life) -> FloatArray:
    """Pose (joints, 7) of every joint in the set at a moment.

    Args:
        figure: whose.
        poses: of every node then, set frame, shape (nodes, 7).
        life: where eyes are turned.
    """
    segments = poses[figure.nodes]
    head = segments[HEAD]
    turns = np.tile([1.0, 0.0, 0.0, 0.0], (2, 1))
    if figure.person in life.gaze:
        turns = figure.eye_turns(head, life.gaze[figure.person])
    return np.concatenate([segments, _eyes(figure, head, turns)])


def against_parents(poses: FloatArray, parents: Sequence[int]) -> FloatArray:
    """Poses (..., joints, 7) of joints, each in the frame of its parent; the first stays as it is."""
    local = np.array(poses, dtype=np.float64)
    for number, parent in enumerate(parents):
        if parent >= 0:
            back = rotation.conjugate(poses[..., parent, 3:])
            away = poses[..., number, :3] - poses[..., parent, :3]
            local[..., number, :3] = rotation.rotate(back, away)
            local[..., number, 3:] = rotation.multiply(back, poses[..., number, 3:])
    return local


def closed(figure: Figure, life: Life) -> FloatArray:
    """Weight of each shape at a moment, (shapes,): the two steps between which a hand is share its weight."""
    told: list[FloatArray] = []
    for bend in figure.hands:
        share = float(np.clip(life.closing.get(bend.node, RELAXED), 0.0, 1.0))
        steps = np.arange(len(bend.change))
        at = share * (len(steps) - 1)
        # At rest no shape is needed: that is how the mesh is.
        weights = np.clip(1.0 - np.abs(at - steps), 0.0, 1.0) * (share != RELAXED)
        told.append(weights)
    return np.concatenate(told)


def _parents(figure: Figure, assembly: Assembly) -> tuple[int, ...]:
    numbers = {int(node): number for number, node in enumerate(figure.nodes)}
    of_segments = [numbers.get(assembly.nodes[int(node)].parent, -1) for node in figure.nodes]
    return (*of_segments, HEAD, HEAD)


def _paths(parents: Sequence[int]) -> tuple[str, ...]:
    paths: list[str] = []
    for name, parent in zip((*SEGMENTS, *EYES), parents, strict=True):
        paths.append(name if parent < 0 else f"{paths[parent]}/{name}")
    return tuple(paths)


def _bind(figure: Figure, assembly: Assembly, person: Person, parents: Sequence[int]) -> FloatArray:
    """Poses of the joints in the posture in which the mesh was modelled, at this person's own lengths."""
    turns = rotation.from_matrix(bind_axes(person.sex))
    poses = np.zeros((len(SEGMENTS), 7))
    for number, (node, parent) in enumerate(zip(figure.nodes, parents, strict=False)):
        poses[number, 3:] = turns[number]
        if parent >= 0:
            away = assembly.nodes[int(node)].position
            poses[number, :3] = poses[parent, :3] + rotation.rotate(poses[parent, 3:], away)
    straight = np.tile([1.0, 0.0, 0.0, 0.0], (2, 1))
    return np.concatenate([poses, _eyes(figure, poses[HEAD], straight)])


def _eyes(figure: Figure, head: FloatArray, turns: FloatArray) -> FloatArray:
    """Poses (2, 7) of both eyes in a head (7,), turned in it by (2, 4)."""
    places = head[:3] + rotation.rotate(head[3:], figure.eyes)
    return np.concatenate([places, rotation.multiply(head[3:], turns)], axis=-1)


def _shares(figure: Figure) -> tuple[IntArray, FloatArray]:
    """Joints and shares of each vertex, the heaviest first; eyes follow joints of their own."""
    table = np.zeros((figure.count, len(SEGMENTS) + len(EYES)))
    for number, (which, weight, _) in enumerate(figure.ties):
        table[which, number] = weight[:, 0]
    for side, rows in enumerate(figure.eye_rows):
        vertices = figure.ties[HEAD][0][rows]
        table[vertices] = 0.0
        table[vertices, len(SEGMENTS) + side] = 1.0
    order = np.argsort(-table, axis=1, kind="stable")[:, :MOST]
    weights = np.take_along_axis(table, order, axis=1)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.where(weights > 0.0, order, 0), weights


def _shapes(figure: Figure, bind: FloatArray) -> tuple[Shape, ...]:
    shapes = []
    for bend in figure.hands:
        which, weight, _ = figure.ties[bend.tie]
        turned = rotation.rotate(bind[bend.tie, 3:], bend.change[:, 0])
        for step, change in enumerate(turned):
            name = f"{SEGMENTS[bend.tie]}_{step}"
            offsets = weight[bend.rows] * change
            shapes.append(Shape(name=name, vertices=which[bend.rows], offsets=offsets))
    return tuple(shapes)
