"""Ways out that people and props stand in for long."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.clearance import balls
from offworld.audit.motion import Bools, Floats, Ints
from offworld.audit.seen.view import View, called, finding, stretches
from offworld.film.finding import Finding, Measure
from offworld.film.stage_set import Exit
from offworld.geometry import rotation

BLOCKED_MS: Final = 3000
"""How long a way out may be covered, ms: one who goes through it needs less."""
COVERED: Final = 0.4
"""Share of the opening that must be covered to block it: what is left of 0.8 m lets nobody through; a guess."""
DEPTH: Final = 0.45
"""m before and behind the opening within which something is in the way."""
EVERY: Final = 12
"""Samples from one look to the next, about 0.1 s."""
_RINGS: Final = ((0.0, 1), (0.35, 6), (0.65, 12), (0.9, 18))


def way_findings(view: View) -> list[Finding]:
    """One finding for each stretch in which a way out is covered."""
    looks = np.arange(0, len(view.ticks), EVERY)
    out: list[Finding] = []
    for way in view.take.rehearsal.stage_set.exits:
        share, by = covered(view, way, looks)
        for start, end in stretches(share > COVERED, view.ticks[looks], BLOCKED_MS):
            during = (view.ticks[looks] >= start) & (view.ticks[looks] <= end)
            trees = sorted(by, key=lambda tree: -float(by[tree][during].mean()))
            blockers = [tree for tree in trees if by[tree][during].mean() > 0.1]
            names = " and ".join(called(tree) if tree in view.people else f"the {tree}" for tree in blockers)
            seconds = (end - start) / 1000.0
            text = f"The way out through {way.id} is blocked by {names or 'things'} for {seconds:.1f} s."
            out.append(
                finding(
                    "exit blocked", "care", (start, end), blockers, text,
                    remedy="Keep them an arm's length from the opening, or let them go through.",
                    measures=(
                        Measure(name="blocked for", value=seconds, unit="s"),
                        Measure(name="covered at most", value=100.0 * float(share[during].max()), unit="%"),
                    ),
                )
            )  # fmt: skip
    return out


def covered(view: View, way: Exit, looks: Ints) -> tuple[Floats, dict[str, Floats]]:
    """Share (k,) of an opening that is covered at some samples, by all and by each tree."""
    to_way = rotation.between(way.normal, (0.0, 0.0, 1.0))
    dots = np.array([
        (ring * np.cos(angle), ring * np.sin(angle))
        for ring, count in _RINGS
        for angle in np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    ]) * (0.5 * way.diameter_m)  # fmt: skip
    hidden: dict[str, Bools] = {}
    for shape in view.take.assembly.shapes:
        tree = view.tree(shape.node)
        if not shape.collides or shape.node == 0:
            continue
        centres, radii = balls(shape)
        place = view.position[looks, shape.node][:, None] + rotation.rotate(
            view.attitude[looks, shape.node][:, None], centres
        )
        local = rotation.rotate(to_way, place - np.asarray(way.position))
        near = (np.abs(local[..., 2]) < DEPTH) & (
            np.linalg.norm(local[..., :2], axis=-1) < 0.5 * way.diameter_m + radii
        )
        rows = np.flatnonzero(near.any(axis=1))
        if not len(rows):
            continue
        gap = np.linalg.norm(local[rows, :, None, :2] - dots, axis=-1)
        inside = (gap <= radii[:, None]) & near[rows, :, None]
        mine = hidden.setdefault(tree, np.zeros((len(looks), len(dots)), dtype=bool))
        mine[rows] |= inside.any(axis=1)
    if not hidden:
        return np.zeros(len(looks)), {}
    whole = np.any(list(hidden.values()), axis=0)
    return whole.mean(axis=1), {tree: dots_hidden.mean(axis=1) for tree, dots_hidden in hidden.items()}
