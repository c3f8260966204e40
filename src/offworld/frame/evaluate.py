"""The worth of many camera poses at once: soft wishes, hard conditions, and the score of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.frame.problem import Measure, Poses, Problem
from offworld.frame.sight import Sight
from offworld.frame.subject import Subject
from offworld.frame.visibility import Obstacles
from offworld.geometry.rotation import FloatArray

BROKEN: Final = (0.2, -0.3)
"""What is left of the soft score where a hard condition is broken: its share, and what is added (handbook, 5)."""
EYE_EDGE: Final = 0.2
"""m of slack per half frame that an eye is inside the edge: what puts both into one number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """What n poses are worth."""

    values: FloatArray
    """(n, k) of each wish, at the moment when it is kept worst."""
    scores: FloatArray
    """(n, k) of each wish, 0 to 1."""
    residual: FloatArray
    """(n, c): all wishes' residuals beside one another."""
    hint: FloatArray
    """(n, c) in place of the residual where slopes are taken."""
    slack: FloatArray
    """(n, 2 + e) of each hard condition: m clear, m beyond the minimum focus, and m by which the eyes of each person
    who must be seen are seen. Broken where negative."""
    soft: FloatArray
    """(n,) weighted mean of the scores."""
    total: FloatArray
    """(n,) the soft score, or what is left of it where a hard condition is broken."""

    @property
    def kept(self) -> FloatArray:
        """(n,) whether all hard conditions are kept."""
        return np.asarray((self.slack >= 0.0).all(axis=1))


class Evaluator:
    """Scores poses against one problem, and counts them."""

    def __init__(self, problem: Problem) -> None:
        """Makes ready what all batches share."""
        self.problem = problem
        self.used = 0
        """Poses scored so far."""
        self.weights: FloatArray = np.array([wish.weight for wish in problem.wishes])
        """(k,)."""
        rooms = problem.rooms or (problem.room,) * len(problem.moments)
        self.obstacles = [
            Obstacles(room, people, problem.ghost)
            for room, people in zip(rooms, problem.moments, strict=True)
        ]
        """Of each moment."""
        self.owner: FloatArray = np.zeros(0, dtype=np.int64)
        """(c,) wish that each residual belongs to; known after the first batch."""

    def __call__(self, poses: Poses) -> Evaluation:
        """Scores a batch."""
        self.used += len(poses)
        many = [self._moment(poses, i) for i in range(len(self.problem.moments))]
        slack = many[0][1] if len(many) == 1 else np.min([one[1] for one in many], axis=0)
        values, residuals, hints, scores = [], [], [], []
        for k in range(len(self.problem.wishes)):
            value, residual, hint, score = _worst([one[0][k] for one in many])
            values.append(value)
            residuals.append(residual)
            hints.append(hint)
            scores.append(score)
        if not len(self.owner):
            self.owner = np.concatenate([np.full(r.shape[1], k) for k, r in enumerate(residuals)])
        table = np.stack(scores, axis=1)
        soft = table @ self.weights / self.weights.sum()
        kept = (slack >= 0.0).all(axis=1)
        total = np.where(kept, soft, BROKEN[0] * soft + BROKEN[1])
        return Evaluation(
            values=np.stack(values, axis=1), scores=table, residual=np.concatenate(residuals, axis=1),
            hint=np.concatenate(hints, axis=1), slack=slack, soft=soft, total=total,
        )  # fmt: skip

    def _moment(self, poses: Poses, index: int) -> tuple[list[Measure], FloatArray]:
        people, obstacles = self.problem.moments[index], self.obstacles[index]
        sight = Sight(self.problem, poses, people, obstacles)
        measures = [wish.measure(sight) for wish in self.problem.wishes]
        parts = [self._clear(sight), self._focus(poses, people)]
        parts += [_eyes(sight, who.subject, who.count) for who in self.problem.eyes]
        return measures, np.stack(parts, axis=1)

    def _clear(self, sight: Sight) -> FloatArray:
        """(n,) m between the camera with all that moves with it and the nearest thing."""
        rig, poses, obstacles = self.problem.rig, sight.poses, sight.obstacles
        out = sight.distance() - rig.clear_m
        fronts = np.array([lens.front_m for lens in self.problem.lenses])[poses.lens]
        # A barrel within the ball about the pupil needs no look of its own.
        long = fronts + rig.barrel_m > rig.clear_m
        if np.any(long):
            tips = poses.positions[long] - fronts[long, None] * poses.axes[long, :, 2]
            out[long] = np.minimum(out[long], obstacles.distance(tips) - rig.barrel_m)
        for x, y, z, radius in rig.behind:
            place = poses.positions + poses.axes @ np.array([x, y, z])
            out = np.minimum(out, obstacles.distance(place) - radius)
        return np.asarray(out)

    def _focus(self, poses: Poses, people: tuple[Subject, ...]) -> FloatArray:
        """(n,) m by which the nearest of the people whom the shot is on is beyond the lens's minimum."""
        near = np.array([lens.near_m for lens in self.problem.lenses])[poses.lens]
        on = [one for one in people if one.id in self.problem.framing.on]
        if not on:
            return np.full(len(poses), 1.0)
        eyes = np.stack([one.eyes for one in on])
        away = np.linalg.norm(poses.positions[:, None, :] - eyes, axis=-1).min(axis=1)
        return np.asarray(away - near)


def _eyes(sight: Sight, who: int, count: int) -> FloatArray:
    """(n,) m by which the wanted number of a person's eyes is seen, in the frame and before the lens."""
    local = sight.face(who)[:, :2]
    places, depth = sight.picture(local)
    inside = EYE_EDGE * (1.0 - np.abs(places).max(axis=-1))
    # Behind the lens the place means nothing: the depth itself tells the way back.
    inside = np.where(depth > 0.0, inside, depth - EYE_EDGE)
    both = np.minimum(inside, sight.face_slack(who)[:, :2])
    return np.asarray(both.min(axis=1) if count >= 2 else both.max(axis=1))


def _worst(measures: list[Measure]) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Value, residual, hint and score of one wish at the moment when each pose keeps it worst."""
    if len(measures) == 1:
        one = measures[0]
        hint = one.residual if one.hint is None else one.hint
        return one.value, one.residual, hint, np.exp(-(one.residual**2).sum(axis=1))
    residual = np.stack([one.residual for one in measures])
    hint = np.stack([one.residual if one.hint is None else one.hint for one in measures])
    square = (residual**2).sum(axis=-1)
    rows = np.arange(square.shape[1])
    worst, steepest = square.argmax(axis=0), (hint**2).sum(axis=-1).argmax(axis=0)
    value = np.stack([one.value for one in measures])[worst, rows]
    return value, residual[worst, rows], hint[steepest, rows], np.exp(-square[worst, rows])
