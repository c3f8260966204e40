"""Local search: many cameras improved side by side, by Gauss–Newton steps that never make any of them worse.

A camera moves by six numbers that leave alone as much as they can: it is turned about what it looks at (three: places
and sizes in the picture stay), it comes nearer (one, as a share of the distance), and it pans and tilts (two).

Each wish is worth w exp(-r·r). As exp lies above its tangent, w exp(-r₀·r₀) (1 - r·r + r₀·r₀) lies below it and
touches it where the camera is: a step that lowers the weighted sum of squares raises the score (a majorisation in the
sense of Hunter and Lange 2004). The weights are those of the wishes as far as they are kept now, so that a hopeless
one does not pull. Slopes are differences, whose poses count as evaluations like any others; between two times that they
are taken they follow what the steps themselves have shown (C. G. Broyden 1965), which costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.frame.distinct import directions, head_share
from offworld.frame.evaluate import Evaluation, Evaluator
from offworld.frame.problem import Poses, Problem, joined
from offworld.frame.seeds import pivot
from offworld.frame.terms.size import class_bounds
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

Rows = NDArray[np.int64]
_FIELDS: Final = tuple(one.name for one in fields(Evaluation))

MOVES: Final = 6
"""Numbers that a camera moves by."""
STEP: Final = 1e-4
"""Of each of them for a slope: rad, or share of the distance."""
PENALTY: Final = 4.0
"""Score lost for each metre by which hard conditions are broken, while a search is on its way."""
PER_DEG: Final = 0.04
"""m that a degree between two answers stands for: `KEEP_M` is a tenth of a degree."""
PER_OCTAVE: Final = 1.2
"""m that an octave between their sizes stands for: `KEEP_M` is a three-hundredth of an octave."""
OCTAVES_OVER: Final = 0.001
"""Octaves beyond the edge of a class of size from which on it is another."""
APART: Final = 1.0
"""Score lost for each metre of those: less than for the others, as a step sets right what lies too near."""
KEEP_M: Final = 0.004
"""m of room that a step leaves before a hard condition."""
HARD: Final = 1.0e4
"""Weight, per m², of a hard condition that a step would break."""
DAMPINGS: Final = (0.03, 0.3, 3.0)
"""Tried at once, times each camera's own damping."""
FIRST: Final = 0.1
"""Damping of a first step."""
FARTHEST: Final = 0.7
"""Longest step: rad, or share of the distance."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Apart:
    """Answers from which a search keeps away: by an angle or by a class of size, as answers are told apart."""

    problem: Problem
    """What they answer."""
    poses: Poses
    """The answers (a)."""
    least_deg: float
    """Angle between the directions, degrees."""

    def slack(self, poses: Poses) -> FloatArray:
        """(n,) m: so much for each degree beyond the least, or for each octave beyond the class of size."""
        centre = pivot(self.problem)
        ways = directions(centre, poses) @ directions(centre, self.poses).T
        angle = PER_DEG * (np.degrees(np.arccos(np.clip(ways, -1.0, 1.0))) - self.least_deg)
        low, high = class_bounds(head_share(self.problem, self.poses))
        share = np.log2(head_share(self.problem, poses))[:, None]
        size = PER_OCTAVE * (np.maximum(low - share, share - high) - OCTAVES_OVER)
        return np.asarray(np.maximum(angle, size).min(axis=1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Cameras with what they are worth."""

    poses: Poses
    """(n)."""
    worth: Evaluation
    """Of the same."""
    slack: FloatArray
    """(n, h) m: hard conditions of the problem and of the search."""
    merit: FloatArray
    """(n,) soft score less what broken conditions cost: what the search climbs."""

    def take(self, rows: Rows) -> Found:
        """Some of them."""
        return Found(
            poses=self.poses.take(rows),
            worth=rows_of(self.worth, rows),
            slack=self.slack[rows],
            merit=self.merit[rows],
        )


def found(poses: Poses, worth: Evaluation, slack: FloatArray) -> Found:
    """Cameras with what they are worth under hard conditions (n, h): the problem's first, then those of the search."""
    cost = np.where(np.arange(slack.shape[1]) < worth.slack.shape[1], PENALTY, APART)
    broken = np.clip(-slack, 0.0, 1.0) @ cost
    return Found(poses=poses, worth=worth, slack=slack, merit=worth.soft - broken)


def both(one: Found, other: Found) -> Found:
    """Two batches as one."""
    a, b = one.worth, other.worth
    worth = Evaluation(**{
        field: np.concatenate([getattr(a, field), getattr(b, field)]) for field in _FIELDS
    })  # fmt: skip
    return Found(
        poses=joined([one.poses, other.poses]), worth=worth, slack=np.concatenate([one.slack, other.slack]),
        merit=np.concatenate([one.merit, other.merit]),
    )  # fmt: skip


def rows_of(worth: Evaluation, rows: Rows) -> Evaluation:
    """Some rows of an evaluation."""
    return Evaluation(**{field: getattr(worth, field)[rows] for field in _FIELDS})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Way:
    """Cameras on their way up."""

    now: Found
    """(n) where they are."""
    damping: FloatArray
    """(n,) each one's own."""
    residual: FloatArray
    """(n, c, 6) slopes of the residuals as far as they are known."""
    slack: FloatArray
    """(n, h, 6) of the hard conditions."""

    def take(self, rows: Rows) -> Way:
        """Some of them."""
        return Way(
            now=self.now.take(rows), damping=self.damping[rows], residual=self.residual[rows],
            slack=self.slack[rows],
        )  # fmt: skip


class Climber:
    """Improves cameras of one problem."""

    def __init__(self, evaluator: Evaluator, apart: Apart | None = None) -> None:
        """Uses and counts the evaluations of ``evaluator``; answers keep away from ``apart``."""
        self.evaluator = evaluator
        self.apart = apart
        self.centre = pivot(evaluator.problem)
        self.focal: FloatArray = np.array([lens.focal_mm for lens in evaluator.problem.lenses])

    def look(self, poses: Poses) -> Found:
        """Scores poses."""
        return self.again(poses, self.evaluator(poses))

    def again(self, poses: Poses, worth: Evaluation) -> Found:
        """Poses that have been scored before, under the conditions of this search."""
        if self.apart is None:
            return found(poses, worth, worth.slack)
        extra = self.apart.slack(poses)
        return found(poses, worth, np.concatenate([worth.slack, extra[:, None]], axis=1))

    @staticmethod
    def cost(*, fresh: bool, lenses: bool) -> int:
        """Evaluations of one step of one camera."""
        return (MOVES if fresh else 0) + len(DAMPINGS) + (2 if lenses else 0)

    def moved(self, poses: Poses, by: FloatArray) -> Poses:
        """Cameras (n) moved by (n, 6): turned about the pivot (rad, camera axes), nearer, panned and tilted (rad)."""
        axes, away = poses.axes, poses.positions - self.centre
        turn = rotation.matrix(rotation.exp(by[:, :3]))
        world = axes @ turn @ axes.transpose(0, 2, 1)
        away = (world @ away[:, :, None])[:, :, 0] * np.exp(-by[:, 3:4])
        pan = np.concatenate([by[:, 5:6], by[:, 4:5], np.zeros((len(by), 1))], axis=1)
        return Poses(
            positions=self.centre + away,
            axes=axes @ turn @ rotation.matrix(rotation.exp(pan)),
            lens=poses.lens,
        )

    def begin(self, now: Found) -> Way:
        """Cameras (n) before their first step."""
        n = len(now.poses)
        return Way(
            now=now, damping=np.full(n, FIRST), residual=np.zeros((n, 0, 0)), slack=np.zeros((n, 0, 0))
        )

    def step(self, way: Way, *, fresh: bool, lenses: bool) -> Way:
        """One step of each camera; no merit falls.

        Args:
            way: where they are.
            fresh: whether slopes are taken anew; otherwise those at hand serve once more.
            lenses: whether the next longer and the next shorter lens are tried as well, with the size kept.
        """
        now, n = way.now, len(way.now.poses)
        slopes = self._slopes(now) if fresh or not way.residual.size else (way.residual, way.slack)
        moves = [self._by(now, slopes, way.damping * factor) for factor in DAMPINGS]
        tries = [self.moved(now.poses, by) for by in moves]
        if lenses:
            tries += [self.changed(now.poses, -1), self.changed(now.poses, 1)]
        then = self.look(joined(tries))
        merit = then.merit.reshape(len(tries), n)
        best = merit.argmax(axis=0)
        better = merit[best, np.arange(n)] > now.merit
        factor = np.where(best < len(DAMPINGS), np.array([*DAMPINGS, 1.0, 1.0])[best], 1.0)
        after = np.clip(np.where(better, way.damping * factor, way.damping * 30.0), 1e-4, 1e4)
        rows = np.where(better, n + best * n + np.arange(n), np.arange(n))
        residual, slack = self._learnt(now, then, moves, slopes)
        return Way(now=both(now, then).take(rows), damping=after, residual=residual, slack=slack)

    @staticmethod
    def _learnt(
        now: Found, then: Found, moves: list[FloatArray], slopes: tuple[FloatArray, FloatArray]
    ) -> tuple[FloatArray, FloatArray]:
        """Slopes that agree with what the steps tried have shown (C. G. Broyden 1965), the shortest step last."""
        n = len(now.poses)
        residual, slack = slopes
        for i, by in enumerate(moves):
            rows = slice(i * n, (i + 1) * n)
            over = by / np.maximum((by**2).sum(axis=1, keepdims=True), 1e-12)
            seen, held = then.worth.hint[rows] - now.worth.hint, then.slack[rows] - now.slack
            residual = residual + (seen - (residual @ by[:, :, None])[:, :, 0])[:, :, None] * over[:, None, :]
            slack = slack + (held - (slack @ by[:, :, None])[:, :, 0])[:, :, None] * over[:, None, :]
        return residual, slack

    def changed(self, poses: Poses, by: int) -> Poses:
        """The same with another lens of the package, as much farther away as it is longer; eyes stay where they are."""
        lens = np.clip(poses.lens + by, 0, len(self.focal) - 1)
        share = (self.focal[lens] / self.focal[poses.lens])[:, None]
        if self.evaluator.problem.ghost is not None:
            share = np.ones_like(share)
        return Poses(
            positions=self.centre + share * (poses.positions - self.centre), axes=poses.axes, lens=lens
        )

    def _slopes(self, now: Found) -> tuple[FloatArray, FloatArray]:
        """Of the residuals (n, c, 6) and of the hard conditions (n, h, 6)."""
        n = len(now.poses)
        rows = np.repeat(np.arange(n), MOVES)
        by = np.tile(STEP * np.eye(MOVES), (n, 1))
        then = self.look(self.moved(now.poses.take(rows), by))
        residual = then.worth.hint.reshape(n, MOVES, -1) - now.worth.hint[:, None, :]
        slack = then.slack.reshape(n, MOVES, -1) - now.slack[:, None, :]
        return residual.transpose(0, 2, 1) / STEP, slack.transpose(0, 2, 1) / STEP

    def _by(self, now: Found, slopes: tuple[FloatArray, FloatArray], damping: FloatArray) -> FloatArray:
        """(n, 6) the damped step of each."""
        slope, hard = slopes
        weight = self.evaluator.weights * np.maximum(now.worth.scores, 0.02)
        weight = (weight / self.evaluator.weights.sum())[:, self.evaluator.owner]
        weighted = slope * weight[:, :, None]
        square = slope.transpose(0, 2, 1) @ weighted
        pull = (weighted * now.worth.hint[:, :, None]).sum(axis=1)
        scale = np.maximum(np.einsum("nii->ni", square), 0.02)
        square = square + (damping[:, None] * scale + 1e-6)[:, :, None] * np.eye(MOVES)
        by = _solved(square, pull)
        # Hard conditions that this step would break, or that are broken, hold it at their edge.
        for _ in range(2):
            ahead = now.slack + (hard @ by[:, :, None])[:, :, 0]
            stop = HARD * (ahead < KEEP_M)
            held = square + hard.transpose(0, 2, 1) @ (hard * stop[:, :, None])
            short = now.slack - KEEP_M
            by = _solved(held, pull + (hard * (stop * short)[:, :, None]).sum(axis=1))
        longest = np.abs(by).max(axis=1, keepdims=True)
        return np.asarray(by * np.minimum(1.0, FARTHEST / np.maximum(longest, 1e-12)))


def _solved(square: FloatArray, pull: FloatArray) -> FloatArray:
    return np.asarray(-np.linalg.solve(square, pull[:, :, None])[:, :, 0])
