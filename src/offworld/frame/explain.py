"""Why a set-up is worth what it is: its wishes as one table, its broken conditions in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offworld.film.basic import Quat, Vec3
from offworld.film.framing import Placed
from offworld.film.score import Broken, Score, Term
from offworld.frame.evaluate import Evaluation, Evaluator
from offworld.frame.problem import Lens, Poses, Problem
from offworld.frame.seeds import middle
from offworld.frame.terms.focus import best_focus
from offworld.geometry import rotation


def score_of(problem: Problem, poses: Poses, worth: Evaluation, row: int) -> Score:
    """The score of one pose of an evaluation, term by term; of several moments, at the one where each is kept worst."""
    terms = tuple(
        Term(
            name=wish.name, value=float(worth.values[row, k]), low=wish.low, high=wish.high, margin=wish.margin,
            weight=wish.weight, unit=wish.unit,
        )
        for k, wish in enumerate(problem.wishes)
    )  # fmt: skip
    return Score(terms=terms, broken=_broken(problem, poses, worth, row))


def placed(problem: Problem, poses: Poses, worth: Evaluation, row: int) -> Placed:
    """One pose of an evaluation as a set-up, focused as well as can be for all whom the shot is on."""
    lens = problem.lenses[int(poses.lens[row])]
    x, y, z = (float(value) for value in poses.positions[row])
    w, i, j, k = (float(value) for value in rotation.from_matrix(poses.axes[row]))
    return Placed(
        position=(x, y, z), attitude=(w, i, j, k), lens_mm=lens.focal_mm, focus_m=_focus(problem, poses, row, lens),
        stop=lens.stop, score=score_of(problem, poses, worth, row),
    )  # fmt: skip


def judged(problem: Problem, position: Vec3, attitude: Quat, lens: Lens) -> Placed:
    """A camera that somebody has placed, scored as a found one would be; its lens need not be of the package."""
    alone = replace(problem, lenses=(lens,))
    pose = Poses(
        positions=np.array([position]), axes=rotation.matrix(rotation.normalise([attitude])),
        lens=np.zeros(1, dtype=np.int64),
    )  # fmt: skip
    return placed(alone, pose, Evaluator(alone)(pose), 0)


def table(score: Score) -> str:
    """The score for people: a line a wish, the dearest loss first, then what is broken."""
    whole = sum(term.weight for term in score.terms) or 1.0
    lines = [f"score {score.total:.2f}"]
    for term in sorted(score.terms, key=lambda one: -one.weight * (1.0 - one.score)):
        lost = term.weight * (1.0 - term.score) / whole
        wanted = f"{term.low:g}" if term.low == term.high else f"{term.low:g} to {term.high:g}"
        lines.append(
            f"{term.name:<30} {term.value:8.2f} {term.unit:<12} wanted {wanted:<14} {term.score:4.2f}  −{lost:.3f}"
        )
    lines += [
        f"not possible: {one.text}" + (f" — {one.remedy}" if one.remedy else "") for one in score.broken
    ]
    return "\n".join(lines)


def _focus(problem: Problem, poses: Poses, row: int, lens: Lens) -> float:
    on = [one for one in middle(problem) if one.id in problem.framing.on]
    if not on:
        # Nobody to be sharp: the hyperfocal distance keeps the most.
        return lens.focal_mm**2 / (lens.stop * problem.rig.coc_mm) * 1e-3 + lens.focal_mm * 1e-3
    depths = np.array([-(one.eyes - poses.positions[row]) @ poses.axes[row][:, 2] for one in on])
    near, far = np.maximum(depths.min(keepdims=True), 0.05), np.maximum(depths.max(keepdims=True), 0.05)
    return float(best_focus(near, far)[0])


def _short_of(missing_m: float) -> str:
    """How much room is lacking; what two digits would call nothing is said to be little."""
    return f"{missing_m:.2f} m" if missing_m >= 0.005 else "less than 1 cm"


def _broken(problem: Problem, poses: Poses, worth: Evaluation, row: int) -> tuple[Broken, ...]:
    slack = worth.slack[row]
    lens, rig = problem.lenses[int(poses.lens[row])], problem.rig
    out = []
    if slack[0] < 0.0:
        out.append(
            Broken(
                name="clearance",
                text=f"the camera needs {rig.clear_m:g} m all round and comes "
                f"{_short_of(-slack[0])} too near to something",
                remedy="" if not rig.behind else "it has more room locked off than in somebody's hands",
            )
        )
    if slack[1] < 0.0:
        out.append(
            Broken(
                name="minimum focus",
                text=f"the {lens.focal_mm:g} mm focuses from {lens.near_m:g} m on, and the nearest face is at "
                f"{lens.near_m + slack[1]:.2f} m",
                remedy="a lens that focuses nearer, or a shorter one",
            )
        )
    for k, who in enumerate(problem.eyes):
        if slack[2 + k] < 0.0:
            name = problem.moments[0][who.subject].id
            out.append(
                Broken(
                    name="eyes seen", text=f"the eyes of {name} are hidden, turned away or outside the frame"
                )
            )
    return tuple(out)
