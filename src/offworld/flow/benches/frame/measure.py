"""What the search for cameras is worth beside others, on the shots of NoUpBench-1; best known is a frozen archive."""

from __future__ import annotations

import importlib.util
import time
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from offworld.flow.answer import PROGRESS
from offworld.flow.benches.frame import archive
from offworld.flow.benches.frame.baselines import SOLVERS, Result, ours, published
from offworld.flow.benches.frame.shots import Instance, cut_pairs, instances, turned
from offworld.flow.figure import Bar, Figure
from offworld.frame.evaluate import Evaluator
from offworld.frame.problem import Poses
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

BUDGET: Final = 2000
"""Evaluations of the published figures."""
BUDGETS: Final = (250, 500, 1000, 4000, 16000)
"""Other budgets of the search."""
FEW: Final = 24
"""Shots that those above `BUDGET` are tried on: they mix all types and scenes."""
SEED: Final = 0
"""Of every solver in the published figures; the archive was made with another."""
CLOSE: Final = 0.95
"""Share of the best known score that counts as having found it."""
WANTED: Final = 3
"""Distinct answers wanted wherever the archive has so many."""
SHARPNESS: Final = 8.0
"""Of the soft minimum of the wishes: about the worst of ten that differ by a quarter [I]."""
GAIN, FOUND, TURNED, MILLISECONDS, SAME = 0.95, 0.90, 0.005, 300.0, 1e-6
"""Bars."""


@dataclass(slots=True, kw_only=True)
class Run:
    """One solver on all shots."""

    results: list[Result] = field(default_factory=list)
    """In the order of the shots."""
    seconds: list[float] = field(default_factory=list)
    """Of the processor, for each."""

    @property
    def scores(self) -> FloatArray:
        """(n,) of the best of each."""
        return np.array([one.best for one in self.results])


def measure(samples: int | None) -> tuple[Figure, ...]:
    """Runs all solvers.

    Args:
        samples: how many of the 120 shots, in an order that mixes types and scenes; None: all, and the cut pairs.
    """
    shots = instances()[:samples]
    known = archive.read()
    best = np.array([known[shot.name]["score"] for shot in shots])
    runs = {name: _run(name, shots) for name in SOLVERS if name != "CMA-ES with restarts" or _has_cma()}
    mine, chance = runs["frame"], runs["random"].scores
    rivals = {name: run for name, run in runs.items() if name not in {"frame", "random"}}
    rival = max(rivals, key=lambda name: float(np.mean(rivals[name].scores)))
    gain = {name: float(np.mean((run.scores - chance) / (best - chance))) for name, run in runs.items()}
    close = {name: float(np.mean(run.scores >= CLOSE * best)) for name, run in runs.items()}
    return (
        Figure(
            name=f"mean gain over random at {BUDGET} evaluations, best known is 1", value=gain["frame"], unit="",
            baseline=gain[rival], against=rival, bar=Bar(sense="at least", limit=GAIN),
        ),
        Figure(
            name="share of shots within 5 % of best known", value=close["frame"], unit="", baseline=close[rival],
            against=rival, bar=Bar(sense="at least", limit=FOUND),
        ),
        Figure(
            name="answers that break a hard condition", value=float(_broken(shots, mine)), unit="",
            bar=Bar(sense="at most", limit=0.0),
        ),
        *_turned(shots, mine, runs["swarm as published"]),
        _several(shots, mine, known),
        _slowest(mine),
        *_beside(runs),
        *_budgets(shots, best, chance),
        Figure(name="mean soft minimum of the wishes", value=_soft_minimum(shots, mine), unit=""),
        _same(shots, known),
        *(() if samples is not None else (_pairs(),)),
    )  # fmt: skip


def _has_cma() -> bool:
    return importlib.util.find_spec("cma") is not None


def _run(name: str, shots: list[Instance]) -> Run:
    PROGRESS.info("%s on %d shots …", name, len(shots))
    run = Run()
    for shot in shots:
        start = time.process_time()
        run.results.append(SOLVERS[name](shot, BUDGET, SEED))
        run.seconds.append(time.process_time() - start)
    return run


def _broken(shots: list[Instance], run: Run) -> int:
    """Answers below nought when they are scored once more, by a new evaluator."""
    total = 0
    for shot, result in zip(shots, run.results, strict=True):
        total += int(np.count_nonzero(Evaluator(shot.problem)(result.poses).total < 0.0))
    return total


def _turned(shots: list[Instance], run: Run, level: Run) -> tuple[Figure, Figure]:
    """What mere turning changes; the swarm as published knows an up that is nobody's."""
    PROGRESS.info("every shot turned …")
    rng = np.random.default_rng(7)
    mine, other = [], []
    for shot in shots:
        again = turned(shot, rotation.random(rng, 1)[0], rng.uniform(-5.0, 5.0, 3))
        mine.append(ours(again, BUDGET, SEED).best)
        other.append(published(again, BUDGET, SEED).best)
    return (
        Figure(
            name="change of the mean score when every shot is turned at random",
            value=abs(float(np.mean(mine) - np.mean(run.scores))),
            baseline=abs(float(np.mean(other) - np.mean(level.scores))), against="swarm as published",
            unit="", bar=Bar(sense="at most", limit=TURNED),
        ),
        Figure(
            name="mean change of a shot's score when it is turned",
            value=float(np.abs(np.array(mine) - run.scores).mean()),
            baseline=float(np.abs(np.array(other) - level.scores).mean()), against="swarm as published", unit="",
        ),
    )  # fmt: skip


def _several(shots: list[Instance], run: Run, known: dict[str, Any]) -> Figure:
    """Where the archive has three distinct answers of 0.9 of the best known score, so must the search."""
    asked, had = 0, 0
    for shot, result in zip(shots, run.results, strict=True):
        one = known[shot.name]
        if one["distinct"] >= WANTED:
            asked += 1
            had += int((result.scores >= archive.DISTINCT * one["score"]).sum() >= WANTED)
    return Figure(
        name=f"share of {asked} shots with three distinct answers or more", value=had / max(asked, 1), unit="",
        bar=Bar(sense="at least", limit=1.0),
    )  # fmt: skip


def _slowest(run: Run) -> Figure:
    return Figure(
        name="slowest shot on one core", value=1e3 * max(run.seconds), unit="ms",
        baseline=1e3 * float(np.mean(run.seconds)), against="mean", bar=Bar(sense="at most", limit=MILLISECONDS),
    )  # fmt: skip


def _beside(runs: dict[str, Run]) -> list[Figure]:
    mine = float(np.mean(runs["frame"].scores))
    out = []
    for name, run in runs.items():
        time_ms = 1e3 * float(np.mean(run.seconds))
        out.append(
            Figure(
                name=f"mean score, {name} ({time_ms:.0f} ms a shot)", value=float(np.mean(run.scores)), unit="",
                baseline=None if name == "frame" else mine, against="" if name == "frame" else "frame",
            )
        )  # fmt: skip
    return out


def _budgets(shots: list[Instance], best: FloatArray, chance: FloatArray) -> list[Figure]:
    """The first figure with other budgets, the large ones on the first few shots; random has its 2,000 all the same."""
    out = []
    for budget in BUDGETS:
        few = shots if budget < BUDGET else shots[:FEW]
        PROGRESS.info("%d evaluations on %d shots …", budget, len(few))
        start = time.process_time()
        scores = np.array([ours(shot, budget, SEED).best for shot in few])
        time_ms = 1e3 * (time.process_time() - start) / len(few)
        k = len(few)
        gain = float(np.mean((scores - chance[:k]) / (best[:k] - chance[:k])))
        out.append(
            Figure(
                name=f"mean gain at {budget} evaluations ({k} shots, {time_ms:.0f} ms a shot), random has {BUDGET}",
                value=gain, unit="",
            )
        )  # fmt: skip
    return out


def _soft_minimum(shots: list[Instance], run: Run) -> float:
    """Mean over shots of the soft minimum of the best answer's wishes."""
    out = []
    for shot, result in zip(shots, run.results, strict=True):
        poses: Poses = result.poses.take(slice(0, 1))
        scores = Evaluator(shot.problem)(poses).scores[0]
        out.append(-np.log(np.mean(np.exp(-SHARPNESS * scores))) / SHARPNESS)
    return float(np.mean(out))


def _same(shots: list[Instance], known: dict[str, Any]) -> Figure:
    worst = max(
        abs(archive.scored_again(shot, known[shot.name]) - known[shot.name]["score"]) for shot in shots
    )
    return Figure(
        name="largest change of a best known score when scored again", value=worst, unit="",
        bar=Bar(sense="at most", limit=SAME),
    )  # fmt: skip


def _pairs() -> Figure:
    """The cut pairs' shots, each found for itself: what the checker of cuts is tried on."""
    PROGRESS.info("cut pairs …")
    scores = [ours(one, BUDGET, SEED).best for pair in cut_pairs() for one in pair]
    return Figure(
        name=f"mean score of the {len(scores)} shots of the cut pairs", value=float(np.mean(scores)), unit=""
    )
