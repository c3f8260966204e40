"""The roll of a set-up along whose lens the up asked for lies: settled by the next up, where nothing else does."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.framing import Placed
from offworld.frame.evaluate import Evaluator
from offworld.frame.explain import placed as as_placed
from offworld.frame.problem import Poses, Problem
from offworld.frame.terms.bounds import strength
from offworld.frame.terms.spare_up import FADES, SpareUpWish, spares_of
from offworld.frame.wishes import References, up_vector
from offworld.geometry import rotation

STEP_DEG: Final = 5.0
"""Steps of the rolls that are tried, degrees."""
SHARE: Final = 1.5
"""Share of the up that stands in: that of the one asked for (handbook camera, section 5)."""


def settled(found: Placed, problem: Problem, references: References) -> Placed:
    """A set-up rolled about its lens so that it is worth most with the up that stands in.

    Args:
        found: an answer to the problem.
        problem: as it was searched.
        references: ups that are nobody's.

    Returns:
        The same where the up asked for lies across the lens at every moment, or where none is asked for. Else the best
        of all rolls, with one more line in its score: the up instead.
    """
    framing = problem.framing
    if framing.up.kind not in FADES or framing.kind == "pov":
        return found
    axes = rotation.matrix(np.array(found.attitude))
    asked = [up_vector(framing, people, references) for people in problem.moments]
    if all(one is not None and strength((one @ axes)[None])[0] >= 1.0 for one in asked):
        return found
    wish = SpareUpWish(
        asked=lambda people: up_vector(framing, people, references), weight=SHARE, roll_deg=framing.up.roll_deg,
        spares=spares_of(framing, problem.moments[0], references),
    )  # fmt: skip
    more = replace(problem, wishes=(*problem.wishes, wish))
    angles = np.radians(np.arange(0.0, 360.0, STEP_DEG))
    turns = rotation.matrix(rotation.from_axis_angle([0.0, 0.0, 1.0], angles))
    lens = next(k for k, one in enumerate(problem.lenses) if one.focal_mm == found.lens_mm)
    poses = Poses(
        positions=np.repeat([found.position], len(angles), axis=0), axes=axes @ turns,
        lens=np.full(len(angles), lens, dtype=np.int64),
    )  # fmt: skip
    worth = Evaluator(more)(poses)
    return as_placed(more, poses, worth, int(np.argmax(worth.total)))
