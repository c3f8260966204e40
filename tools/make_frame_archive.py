"""Makes the best known answers of `offworld bench frame`: solvers on every shot, by numbers of evaluations.

Usage: make_frame_archive.py PARTS OUT BUDGET [SOLVER...]

Each solver's answers go to PARTS/SOLVER-BUDGET.jsonl, a line a shot, so that a run that was stopped goes on where it
was.
OUT is written from all parts that are there, as soon as every shot has a line of the search itself. The same parts give
the same file.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import numpy as np

from offworld.flow.benches.frame import archive, baselines
from offworld.flow.benches.frame.shots import Instance, instances
from offworld.frame.problem import Poses

SEED = 2026
# Larger populations score in larger batches: the same number of evaluations in a third of the time.
SOLVERS = {
    **baselines.SOLVERS,
    "CMA-ES with restarts": partial(baselines.evolution, population=40),
    "swarm with true roll": partial(baselines.swarm, particles=100),
}


def line(name: str, result: baselines.Result) -> str:
    """One shot's answers as a line."""
    return json.dumps({
        "shot": name, "scores": result.scores.tolist(), "positions": result.poses.positions.tolist(),
        "axes": result.poses.axes.tolist(), "lens": result.poses.lens.tolist(), "evaluations": result.evaluations,
    })  # fmt: skip


def read(path: Path) -> dict[str, baselines.Result]:
    """Answers by shot."""
    out = {}
    for text in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(text)
        poses = Poses(
            positions=np.array(one["positions"]), axes=np.array(one["axes"]), lens=np.array(one["lens"])
        )
        out[one["shot"]] = baselines.Result(
            poses=poses, scores=np.array(one["scores"]), evaluations=one["evaluations"]
        )
    return out


def solve(path: Path, solver: str, budget: int, shots: list[Instance]) -> None:
    """Adds the lines that are missing."""
    done = read(path) if path.exists() else {}
    with path.open("a", encoding="utf-8") as file:
        for shot in shots:
            if shot.name not in done:
                result = SOLVERS[solver](shot, budget, SEED)
                file.write(line(shot.name, result) + "\n")
                file.flush()
                print(f"{solver}: {shot.name} {result.best:.4f}", flush=True)


def main(parts: Path, out: Path, budget: int, chosen: list[str]) -> None:
    """Runs the solvers chosen, then writes the archive if the search itself has a line for every shot."""
    parts.mkdir(parents=True, exist_ok=True)
    shots = instances()
    for solver in chosen:
        solve(parts / f"{solver.replace(' ', '-')}-{budget}.jsonl", solver, budget, shots)
    answers = {path.stem: read(path) for path in sorted(parts.glob("*.jsonl"))}
    done = {name for stem, one in answers.items() if stem.startswith("frame-") for name in one}
    if missing := [shot.name for shot in shots if shot.name not in done]:
        print(f"no archive yet: the search itself has no line for {len(missing)} shots")
        return
    entries = {
        shot.name: archive.entry(
            shot, {stem: one[shot.name] for stem, one in answers.items() if shot.name in one}
        )
        for shot in shots
    }
    solved = {stem: len(one) for stem, one in answers.items()}
    whole = {"seed": SEED, "shots_by_solver_and_evaluations": solved, "shots": entries}
    out.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {len(entries)} shots")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] or list(SOLVERS))
