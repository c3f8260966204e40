"""What the search is compared with, each within the same number of evaluations.

Eight numbers place a camera for all but the last: where it is (3), what it looks at (3), its roll about the lens from
the set's up, and the logarithm of its focal length, of which the nearest lens is taken. `swarm` is the particle swarm
of R. Ranon and T. Urli (TVCG 2014) with the settings of its demonstration, whose roll is a true one here and whose
inertia does fall (handbook camera, section 1.2); `published` is the same as it was published: it looks at a point with
the third axis of the numbers up, whatever stands there, without roll, and its inertia hardly falls. `evolution` is
CMA-ES by pycma, started again with twice the population when it ends. `simplex` is that of J. Nelder and R. Mead
(scipy), begun again from the best of twenty random cameras. `sampling` scores exact beginnings and improves none.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import optimize

from offworld.flow.benches.frame.shots import Instance
from offworld.frame.distinct import distinct
from offworld.frame.evaluate import Evaluator
from offworld.frame.problem import Poses, joined
from offworld.frame.search import search
from offworld.frame.seeds import seeds
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

ANSWERS: Final = 5
"""Distinct answers kept of each run."""
BATCH: Final = 500
"""Poses scored at once where there is a choice."""
PARTICLES: Final = 20
"""Of the swarm, as in the demonstration."""
SIMPLEX: Final = 480
"""Evaluations of one simplex before the next is begun: sixty for each number."""
ROLL: Final = 6
"""Which of the eight numbers is the roll: nought is none."""
INERTIA: Final = (0.8, 0.4)
"""Of the swarm, from the first to the last step, as in the demonstration."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Result:
    """What one solver made of one shot."""

    poses: Poses
    """Distinct answers, the best first; at least one."""
    scores: FloatArray
    """(a,) of each; below nought where a hard condition is broken."""
    evaluations: int
    """How many were scored."""

    @property
    def best(self) -> float:
        """Score of the best."""
        return float(self.scores[0])


class _Tally:
    """Scores batches up to a budget and keeps the best few."""

    def __init__(self, instance: Instance, budget: int) -> None:
        self.instance = instance
        self.evaluator = Evaluator(instance.problem)
        self.budget = budget
        self._poses: list[Poses] = []
        self._scores: list[FloatArray] = []

    @property
    def left(self) -> int:
        return self.budget - self.evaluator.used

    def __call__(self, poses: Poses) -> FloatArray:
        total = self.evaluator(poses).total
        keep = np.argsort(-total, kind="stable")[:50]
        self._poses.append(poses.take(keep))
        self._scores.append(total[keep])
        return total

    def result(self) -> Result:
        poses, scores = joined(self._poses), np.concatenate(self._scores)
        rows = np.array(distinct(self.instance.problem, poses, scores, ANSWERS))
        return Result(poses=poses.take(rows), scores=scores[rows], evaluations=self.evaluator.used)


def ours(instance: Instance, budget: int, seed: int) -> Result:
    """The search of `offworld.frame`."""
    found = search(instance.problem, budget=budget, seed=seed, answers=ANSWERS)
    if not len(found.best.poses):
        best = found.tried.take(np.argsort(-found.tried.worth.total, kind="stable")[:1])
        return Result(poses=best.poses, scores=best.worth.total, evaluations=found.evaluations)
    return Result(poses=found.best.poses, scores=found.best.worth.total, evaluations=found.evaluations)


def chance(instance: Instance, budget: int, seed: int) -> Result:
    """Places, attitudes and lenses drawn evenly."""
    tally, rng, scene = _Tally(instance, budget), np.random.default_rng([3, seed]), instance.scene
    while (n := min(BATCH, tally.left)) > 0:
        tally(Poses(
            positions=rng.uniform(scene.camera_low, scene.camera_high, (n, 3)),
            axes=rotation.matrix(rotation.random(rng, n)),
            lens=rng.integers(0, len(instance.problem.lenses), n),
        ))  # fmt: skip
    return tally.result()


def sampling(instance: Instance, budget: int, seed: int) -> Result:
    """Toric sampling: exact beginnings, as the search begins, and nothing more."""
    tally, rng = _Tally(instance, budget), np.random.default_rng([4, seed])
    while (n := min(BATCH, tally.left)) > 0:
        tally(seeds(instance.problem, rng, n).take(slice(0, n)))
    return tally.result()


def swarm(instance: Instance, budget: int, seed: int, *, particles: int = PARTICLES) -> Result:
    """Particle swarm over eight numbers."""
    return _swarm(_Tally(instance, budget), np.random.default_rng([5, seed]), particles, INERTIA, level=False)


def published(instance: Instance, budget: int, seed: int) -> Result:
    """Particle swarm over seven numbers, as it was published: no roll, the third axis up."""
    tally, rng = _Tally(instance, budget), np.random.default_rng([7, seed])
    return _swarm(tally, rng, PARTICLES, (INERTIA[0], INERTIA[0]), level=True)


def _swarm(
    tally: _Tally, rng: np.random.Generator, particles: int, inertia: tuple[float, float], *, level: bool
) -> Result:
    at = rng.random((particles, 8))
    speed = 0.2 * (rng.random((particles, 8)) - 0.5)
    own, worth = at.copy(), np.full(particles, -np.inf)
    steps = max(1, tally.budget // particles)
    for step in range(steps):
        if level:
            at[:, ROLL] = 0.0
        total = tally(decoded(tally.instance, at))
        better = total > worth
        own[better], worth[better] = at[better], total[better]
        leader = own[worth.argmax()]
        kept = inertia[0] + (inertia[1] - inertia[0]) * step / steps
        pull = rng.random((particles, 8)) * (own - at) + rng.random((particles, 8)) * (leader - at)
        speed = kept * speed + pull
        at = np.clip(at + speed, 0.0, 1.0)
    return tally.result()


def simplex(instance: Instance, budget: int, seed: int) -> Result:
    """Nelder and Mead's simplex over eight numbers, begun again and again."""
    tally, rng = _Tally(instance, budget), np.random.default_rng([8, seed])

    def loss(numbers: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return -float(tally(decoded(instance, np.clip(numbers, 0.0, 1.0)[None]))[0])

    while tally.left > 0:
        many = rng.random((min(PARTICLES, tally.left), 8))
        first = many[tally(decoded(instance, many)).argmax()]
        corners = np.vstack([first, np.clip(first + 0.15 * np.eye(8) * np.where(first < 0.5, 1, -1), 0, 1)])
        if tally.left < len(corners):
            break
        optimize.minimize(
            loss, first.tolist(), method="Nelder-Mead", options={
                "initial_simplex": corners, "maxfev": min(tally.left, SIMPLEX), "xatol": 1e-4, "fatol": 1e-5,
            },
        )  # fmt: skip
    return tally.result()


def evolution(instance: Instance, budget: int, seed: int, *, population: int | None = None) -> Result:
    """CMA-ES over eight numbers, with restarts; ``population`` is that of the first run, None as pycma has it."""
    with warnings.catch_warnings():
        # It says at import that it cannot plot.
        warnings.simplefilter("ignore")
        import cma

    tally, rng = _Tally(instance, budget), np.random.default_rng([6, seed])
    size = population or 4 + int(3 * math.log(8))
    while tally.left > 0:
        options: dict[str, Any] = {
            "bounds": [0.0, 1.0], "popsize": size, "seed": int(rng.integers(1, 2**31)), "verbose": -9,
        }  # fmt: skip
        run = cma.CMAEvolutionStrategy(rng.random(8), 0.3, options)
        while tally.left > 0 and not run.stop():
            asked = run.ask()
            chosen = np.array(asked)[: tally.left]
            total = tally(decoded(instance, chosen))
            if len(chosen) == len(asked):
                run.tell(asked, list(-total))
        size *= 2
    return tally.result()


def decoded(instance: Instance, numbers: FloatArray) -> Poses:
    """Cameras from numbers (n, 8) of 0 to 1; in a scene that was turned the box they lie in is, what is up is not."""
    scene, lenses = instance.scene, instance.problem.lenses
    span = scene.camera_high - scene.camera_low
    places, at = (
        rotation.rotate(instance.turn, scene.camera_low + part * span) + instance.shift
        for part in (numbers[:, :3], numbers[:, 3:6])
    )
    way = at - places + np.array([1e-9, 0.0, 0.0])
    level = rotation.matrix(rotation.looking(way, [0.0, 0.0, 1.0]))
    angle = 2.0 * np.pi * numbers[:, 6]
    turn = np.zeros((len(numbers), 3, 3))
    turn[:, 0, 0], turn[:, 1, 1], turn[:, 2, 2] = np.cos(angle), np.cos(angle), 1.0
    turn[:, 0, 1], turn[:, 1, 0] = -np.sin(angle), np.sin(angle)
    octaves = np.log2([lens.focal_mm for lens in lenses])
    wanted = octaves[0] + numbers[:, 7] * (octaves[-1] - octaves[0])
    return Poses(positions=places, axes=level @ turn, lens=np.abs(wanted[:, None] - octaves).argmin(axis=1))


SOLVERS: Final[dict[str, Callable[[Instance, int, int], Result]]] = {
    "frame": ours, "random": chance, "swarm as published": published, "swarm with true roll": swarm,
    "CMA-ES with restarts": evolution, "Nelder-Mead multistart": simplex, "toric sampling": sampling,
}  # fmt: skip
"""By the names that the bench prints."""
