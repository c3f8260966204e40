"""People of a take as subjects of a framing: their points and balls at a moment, from the take alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from offworld.film.assembly import Shape
from offworld.film.blocking import Target
from offworld.film.take import Take
from offworld.frame.subject import Subject, eye_normals
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.geometry.track import poses_at

HEAD_SHARE: Final = 0.13
"""Crown to chin over stature [R: Drillis and Contini]."""
CLOTHES_M: Final = 0.012
"""Added to the radius of the balls, for clothes: a choice."""
LEAST_M: Final = 0.028
"""Shapes thinner than this hide nothing and are left out, m: noses, fingers, badges."""
SPACING: Final = 1.5
"""Radii from one ball along a limb to the next."""
SPEED_MS: Final = 100.0
"""Time over which a head's velocity is taken, ms."""
_EYES_HEIGHT: Final = 0.1343
"""Height of the eyes in the head's axes for which the points below are written, m."""
# Head's own axes: x out of the face, y left, z to the crown, m; measured on the drawn head of somebody of 1.67 m.
_FACE: Final = np.array([
    [0.0825, 0.0307, 0.1324], [0.0825, -0.0307, 0.1324], [0.110, 0.0, 0.107], [0.092, 0.0, 0.071],
    [0.083, 0.0, 0.035], [0.088, 0.0, 0.185], [0.0, 0.088, 0.113], [0.0, -0.088, 0.113],
])  # fmt: skip
_CROWN: Final = np.array([0.0, 0.0, 0.235])
_CHIN: Final = np.array([0.083, 0.0, 0.03])
_BODY: Final = (
    "left shoulder", "right shoulder", "chest", "hips", "left hand", "right hand", "left knee", "right knee",
    "left foot", "right foot",
)  # fmt: skip
_JOINTS: Final = (
    "left elbow", "right elbow", "left wrist", "right wrist", "left knee", "right knee", "left ankle", "right ankle",
)  # fmt: skip


class Cast:
    """Everybody in a take, ready to be asked how they are at a moment."""

    def __init__(self, take: Take) -> None:
        """Makes ready what does not change."""
        self._take = take
        self._sites = {site.id: site for site in take.assembly.sites}
        self._nodes = {node.id: i for i, node in enumerate(take.assembly.nodes)}
        self._statures = {person.id: person.stature_m for person in take.rehearsal.people}
        self._balls = {name: _balls_of(take, name) for name in self._statures}

    def at(self, tick: float) -> tuple[Subject, ...]:
        """All people at a tick, in order of the scene."""
        poses = self._poses(tick)
        before, after = self._poses(tick - SPEED_MS / 2), self._poses(tick + SPEED_MS / 2)
        out = []
        for name in self._statures:
            head = self._nodes[f"{name}/head"]
            velocity = (after[head, :3] - before[head, :3]) * (1000.0 / SPEED_MS)
            out.append(self._subject(name, poses, velocity, self._watched(name, tick, poses)))
        return tuple(out)

    def _poses(self, tick: float) -> FloatArray:
        return poses_at(self._take.sample_ticks, self._take.poses, tick)

    def _subject(
        self, name: str, poses: FloatArray, velocity: FloatArray, watched: FloatArray | None
    ) -> Subject:
        head = poses[self._nodes[f"{name}/head"]]
        turn = rotation.matrix(head[3:])
        grown = self._sites[f"{name}/eyes"].position[2] / _EYES_HEIGHT
        face, crown, chin = (points * grown @ turn.T + head[:3] for points in (_FACE, _CROWN, _CHIN))
        forward, left, up = turn[:, 0], turn[:, 1], turn[:, 2]
        ears = np.stack([0.94 * left + 0.34 * forward, -0.94 * left + 0.34 * forward])
        ahead = np.repeat(forward[None, :], 4, axis=0)
        node, centres, radii, own_head = self._balls[name]
        eyes = 0.5 * (face[0] + face[1])
        return Subject(
            id=name, face=face, face_normals=np.concatenate([eye_normals(up, forward), ahead, ears]),
            body=self._points(name, _BODY, poses), crown=crown, chin=chin,
            ladder=self._ladder(name, poses, eyes, chin), joints=np.concatenate(
                [self._node_point(name, "head", (0.0, 0.0, 0.0), poses)[None], self._points(name, _JOINTS, poses)]
            ),
            centres=_moved(poses, node, centres), radii=radii, own_head=own_head, up=up, forward=forward,
            gaze=_gaze(eyes, forward, watched), head_m=HEAD_SHARE * self._statures[name], velocity=velocity,
        )  # fmt: skip

    def _ladder(self, name: str, poses: FloatArray, eyes: FloatArray, chin: FloatArray) -> FloatArray:
        """(9, 3) lowest landmarks of the sizes, from the eyes to the feet."""
        chest = self._point(name, "chest", poses)
        shoulders = self._points(name, ("left shoulder", "right shoulder"), poses).mean(axis=0)
        collar = shoulders + 0.45 * (chest - shoulders) + 0.35 * (chin - chest)
        # In front of the body, as far forward of its axis as the chest is.
        ribs = self._node_point(name, "chest", (0.1, 0.0, 0.0), poses)
        waist = self._node_point(name, "abdomen", (0.1, 0.0, 0.06), poses)
        hips = self._point(name, "hips", poses)
        knees = self._points(name, ("left knee", "right knee"), poses).mean(axis=0)
        feet = self._points(name, ("left foot", "right foot"), poses).mean(axis=0)
        return np.stack([eyes, chin, collar, chest, ribs, waist, 0.5 * (hips + knees), knees, feet])

    def _points(self, name: str, parts: tuple[str, ...], poses: FloatArray) -> FloatArray:
        return np.stack([self._point(name, part, poses) for part in parts])

    def _point(self, name: str, part: str, poses: FloatArray) -> FloatArray:
        site = self._sites[f"{name}/{part}"]
        return np.asarray(_moved(poses, np.array([site.node]), np.array([site.position]))[0])

    def _node_point(
        self, name: str, node: str, place: tuple[float, float, float], poses: FloatArray
    ) -> FloatArray:
        return np.asarray(_moved(poses, np.array([self._nodes[f"{name}/{node}"]]), np.array([place]))[0])

    def _watched(self, name: str, tick: float, poses: FloatArray) -> FloatArray | None:
        """(3,) what somebody looks at by the last beat that says so; None if none does."""
        beats = {beat.id: beat for beat in self._take.rehearsal.scene.beats}
        found: Target | None = None
        latest = -1
        for outcome in self._take.outcomes:
            beat, start = beats.get(outcome.beat), outcome.start
            if beat is None or start is None or name not in beat.who or "gaze" not in beat.channels:
                continue
            going = start <= tick and (outcome.end is None or tick <= outcome.end)
            if going and start >= latest and beat.intent.target is not None:
                found, latest = beat.intent.target, start
        return None if found is None else self._place(found, poses)

    def _place(self, target: Target, poses: FloatArray) -> FloatArray | None:
        """(3,) where a target is, as far as a take tells it by itself; None if it does not."""
        offset = np.asarray(target.offset, dtype=np.float64)
        if target.kind == "point":
            return offset
        if target.kind == "person":
            site = f"{target.name}/{target.part or 'face'}"
            return (
                self._point(target.name, target.part or "face", poses) + offset
                if site in self._sites
                else None
            )
        if target.kind in {"prop", "camera"} and target.name in self._nodes:
            return np.asarray(poses[self._nodes[target.name], :3] + offset)
        return None


def _gaze(eyes: FloatArray, forward: FloatArray, watched: FloatArray | None) -> FloatArray:
    """(3,) unit way of the eyes; those that look farther than 60° aside have not found their goal yet."""
    if watched is None:
        return forward
    way = watched - eyes
    length = float(np.linalg.norm(way))
    if length < 1e-6 or way @ forward < 0.5 * length:
        return forward
    return np.asarray(way / length)


def _moved(poses: FloatArray, node: FloatArray, places: FloatArray) -> FloatArray:
    """(n, 3) places in the axes of their nodes, in the set frame."""
    return np.asarray(poses[node, :3] + rotation.rotate(poses[node, 3:], places))


def _balls_of(take: Take, name: str) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Node (s,), place in its axes (s, 3), radius (s,) of the balls that fill a body, and which are the head's (s,)."""
    nodes: Mapping[int, str] = {i: node.id for i, node in enumerate(take.assembly.nodes) if node.tree == name}
    rows = [
        (shape.node, centre, radius, float(nodes[shape.node].endswith("/head")))
        for shape in take.assembly.shapes
        if shape.node in nodes
        and min(shape.size[: 3 if shape.kind in {"box", "ellipsoid"} else 1]) >= LEAST_M
        for centre, radius in _balls(shape)
    ]
    node, centres, radii, own_head = zip(*rows, strict=True)
    return np.array(node), np.array(centres), np.array(radii) + CLOTHES_M, np.array(own_head)


def _balls(shape: Shape) -> list[tuple[FloatArray, float]]:
    """Balls that stand for one shape: along its longest axis, as thick as the middle one."""
    place, size = np.array(shape.position), np.array(shape.size)
    if shape.kind in {"capsule", "cylinder"}:
        size = np.array([size[0], size[0], size[1] + size[0]])
    elif shape.kind == "sphere":
        size = np.repeat(size[0], 3)
    order = np.argsort(size, kind="stable")
    radius, half = float(size[order[1]]), float(size[order[2]] - size[order[1]])
    count = 1 if half < 0.3 * radius else 1 + max(1, round(2.0 * half / (SPACING * radius)))
    along = rotation.rotate(np.array(shape.attitude), np.eye(3)[order[2]])
    steps = np.linspace(-half, half, count) if count > 1 else np.zeros(1)
    return [(place + step * along, radius) for step in steps]
