"""Makes the best known answers of `offworld bench frame`: every solver on every shot, by numbers of evaluations.

Usage: make_frame_archive.py PARTS OUT [SOLVER...]

Each solver's answers go to PARTS/SOLVER.jsonl, a line a shot, so that a run that was stopped goes on where it was;
OUT is written from all parts that are there, when every shot has the search's own line. The same input gives the same
file.
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

BUDGET = 100_000
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


def solve(path: Path, solver: str, shots: list[Instance]) -> None:
    """Adds the lines that are missing."""
    done = read(path) if path.exists() else {}
    with path.open("a", encoding="utf-8") as file:
        for shot in shots:
            if shot.name not in done:
                result = SOLVERS[solver](shot, BUDGET, SEED)
                file.write(line(shot.name, result) + "\n")
                file.flush()
                print(f"{solver}: {shot.name} {result.best:.4f}", flush=True)


def main(parts: Path, out: Path, chosen: list[str]) -> None:
    """Runs the solvers chosen, then writes the archive if the search's own part is whole."""
    parts.mkdir(parents=True, exist_ok=True)
    shots = instances()
    for solver in chosen:
        solve(parts / f"{solver.replace(' ', '-')}.jsonl", solver, shots)
    found = {name: parts / f"{name.replace(' ', '-')}.jsonl" for name in SOLVERS}
    answers = {name: read(path) for name, path in found.items() if path.exists()}
    if len(answers.get("frame", {})) < len(shots):
        print("the search's own part is not whole: no archive yet")
        return
    entries = {
        shot.name: archive.entry(
            shot, {name: one[shot.name] for name, one in answers.items() if shot.name in one}
        )
        for shot in shots
    }
    solved = {name: len(one) for name, one in answers.items()}
    whole = {"budget": BUDGET, "seed": SEED, "shots_solved_by": solved, "shots": entries}
    out.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {len(entries)} shots")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or list(SOLVERS))
