"""The best known answer to each shot: a frozen file, made once by `tools/make_frame_archive.py` from all solvers."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

import numpy as np

from offworld.flow.benches.frame.baselines import Result
from offworld.flow.benches.frame.shots import Instance
from offworld.frame.distinct import distinct
from offworld.frame.evaluate import Evaluator
from offworld.frame.problem import Poses, joined
from offworld.geometry import rotation

FILE: Final = "best_known.json"
DIGITS: Final = 12
"""Decimals written down."""
DISTINCT: Final = 0.9
"""Share of the best score from which on an answer that is distinct from the better ones counts (handbook camera, 5)."""


def read() -> dict[str, Any]:
    """Shot to `score`, `solver`, `distinct`, `scores` by solver, and `answers` (place, attitude, focal length)."""
    text = resources.files("offworld.flow.benches.frame").joinpath(FILE).read_text(encoding="utf-8")
    shots: dict[str, Any] = json.loads(text)["shots"]
    return shots


def entry(instance: Instance, results: dict[str, Result]) -> dict[str, Any]:
    """What the archive keeps of a shot: the best of all solvers, and the distinct answers of all together."""
    best = max(results, key=lambda name: results[name].best)
    every = joined([one.poses for one in results.values()])
    # Scored as they are written down: a point on the edge of being seen must not change sides by rounding.
    places, quats = np.round(every.positions, DIGITS), np.round(rotation.from_matrix(every.axes), DIGITS)
    poses = Poses(positions=places, axes=rotation.matrix(rotation.normalise(quats)), lens=every.lens)
    scores = Evaluator(instance.problem)(poses).total
    rows = distinct(instance.problem, poses, scores, 8)
    good = [row for row in rows if scores[row] >= DISTINCT * scores[rows[0]]]
    focal = [lens.focal_mm for lens in instance.problem.lenses]
    return {
        "score": round(float(scores[rows[0]]), DIGITS),
        "solver": best,
        "distinct": len(good),
        "scores": {name: round(one.best, 6) for name, one in results.items()},
        "answers": [
            {
                "at": places[row].tolist(),
                "attitude": quats[row].tolist(),
                "lens_mm": float(focal[int(poses.lens[row])]),
                "score": round(float(scores[row]), 6),
            }
            for row in good
        ],
    }


def scored_again(instance: Instance, shot: dict[str, Any]) -> float:
    """The score of the archive's best answer by the code as it is now: the two must agree."""
    one = shot["answers"][0]
    focal = [lens.focal_mm for lens in instance.problem.lenses]
    pose = Poses(
        positions=np.array([one["at"]]), axes=rotation.matrix(rotation.normalise([one["attitude"]])),
        lens=np.array([focal.index(one["lens_mm"])]),
    )  # fmt: skip
    return float(Evaluator(instance.problem)(pose).total[0])
