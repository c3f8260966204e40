"""Where a search begins: cameras that put people where they are wanted, from many sides and with many lenses."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.framing import Framing, Size
from offworld.frame import toric
from offworld.frame.problem import Poses, Problem, joined
from offworld.frame.subject import Subject
from offworld.frame.terms.angle import BANDS_DEG
from offworld.frame.terms.headroom import BOUNDS
from offworld.frame.terms.size import HEAD_SHARE
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

EYES_UNDER_CROWN: Final = 0.41
"""Head heights from the crown down to the eyes [I: eyes a little above the middle of a head]."""
SLACK: Final = 0.06
"""Half frames by which places are varied, so that hard conditions can be met beside the exact ones."""

SHARE_ALL: Final = 0.2
"""Of the beginnings of a shot of several: everybody in the frame."""
SHARE_ONE: Final = 0.15
"""Likewise: the first person alone at their place."""
GIVEN_UP: Final = 0.25
"""Likewise, of those with two at their places: the one's side of the picture is given up; and as many, the other's
place."""
ANYWHERE: Final = 0.7
"""Half frames from the middle within which a place that is given up lies."""
TURNS: Final = 6
"""Turns about the line between two targets among which the one is taken that suits faces, other places and the up."""


def seeds(problem: Problem, rng: np.random.Generator, n: int) -> Poses:
    """About n places to begin with (at least n), nothing of which is counted from the axes of the set."""
    framing = problem.framing
    if framing.kind == "pov":
        return _through(problem, rng, n)
    targets = _targets(problem)
    if len(targets) < 2:
        return _one(problem, rng, n)
    # Two exact places may leave no up or no room: some begin with the size and the up exact, and everybody in the
    # frame or the first person alone at their place.
    some, one = int(n * SHARE_ALL), int(n * SHARE_ONE)
    parts = [_two(problem, rng, n - some - one, targets), _all(problem, rng, some, targets)]
    return joined([*parts, _one(problem, rng, one)] if one else parts)


def middle(problem: Problem) -> tuple[Subject, ...]:
    """People at the moment in the middle."""
    return problem.moments[len(problem.moments) // 2]


def pivot(problem: Problem) -> FloatArray:
    """(3,) m: what a camera is turned about."""
    people, framing = middle(problem), problem.framing
    names = framing.on or ((framing.over,) if framing.over else ())
    if not names:
        return people[0].eyes
    if framing.kind in {"two", "group"}:
        return np.asarray(np.mean([people[problem.index(one)].eyes for one in names], axis=0))
    return people[problem.index(names[0])].eyes


def _targets(problem: Problem) -> list[tuple[Subject, float, float]]:
    """People with a place in the picture, the two that are farthest apart in it first."""
    people = middle(problem)
    framing = problem.framing
    out = [
        (people[problem.index(spot.person)], spot.x, eyes_height(framing.size) if spot.y is None else spot.y)
        for spot in framing.spots
    ]
    if len(out) > 2:
        first = framing.on[0]
        out.sort(key=lambda one: (one[0].id != first, -abs(one[1])))
        out[1:] = sorted(out[1:], key=lambda one: -abs(one[1] - out[0][1]))
    return out


def eyes_height(size: Size | None) -> float:
    """Half frames above the middle where eyes come to lie with the headroom of a size."""
    chosen: Size = size or "MS"
    low, high = BOUNDS.get(chosen, (0.1, 0.4))
    crown = 1.0 - (low + high)
    return max(crown - 2.0 * EYES_UNDER_CROWN * HEAD_SHARE[chosen], 0.0)


def _gauge(problem: Problem, lens: np.ndarray) -> tuple[FloatArray, FloatArray]:
    focal = np.array([one.focal_mm for one in problem.lenses])[lens]
    return 2 * focal / (
        problem.rig.gate_width_mm * problem.rig.squeeze
    ), 2 * focal / problem.rig.gate_height_mm


def _lens(problem: Problem, rng: np.random.Generator, n: int) -> np.ndarray:
    """Every lens of the package about equally often."""
    return rng.permutation(np.arange(n) % len(problem.lenses))


def _one(problem: Problem, rng: np.random.Generator, n: int) -> Poses:
    """Cameras on the first person, of the size asked for and upright by the up asked for."""
    framing, people = problem.framing, middle(problem)
    name = framing.on[0] if framing.on else people[0].id
    person = people[problem.index(name)]
    lens = _lens(problem, rng, n)
    wide, tall = _gauge(problem, lens)
    spot = next((one for one in framing.spots if one.person == name), None)
    x = 0.0 if spot is None else spot.x
    y = eyes_height(framing.size) if spot is None or spot.y is None else spot.y
    spots = np.array([x, y]) + SLACK * rng.standard_normal((n, 2))
    way = toric.rays(spots, wide, tall)
    octaves = 0.25 * rng.standard_normal(n)
    share = HEAD_SHARE[framing.size or "MS"] * 2.0**octaves
    distance = 0.5 * tall * person.head_m / share / -way[:, 2]
    come = _sides(framing, person, rng, n)
    axis = problem.ups[len(problem.ups) // 2] if problem.ups else person.up
    roll = np.full(n, np.radians(framing.up.roll_deg)) if problem.ups else rng.uniform(-np.pi, np.pi, n)
    places, axes = toric.upright(person.eyes, axis, (come, distance), way, roll)
    return Poses(positions=places, axes=axes, lens=lens)


def _sides(framing: Framing, person: Subject, rng: np.random.Generator, n: int) -> FloatArray:
    """(n, 3) unit directions from a person's eyes: two thirds from where it is asked for, the others from anywhere."""
    low, high = (-110.0, 110.0) if framing.vantage is None else BANDS_DEG[framing.vantage]
    azimuth = rng.uniform(low - 10.0, high + 10.0, n)
    if framing.vantage is not None:
        sign = {"left": 1.0, "right": -1.0}.get(framing.side or "", 0.0)
        azimuth = azimuth * np.where(sign != 0.0, sign, rng.choice([-1.0, 1.0], n))
    height = (framing.elevation_deg or 0.0) + 12.0 * rng.standard_normal(n)
    a, e = np.radians(azimuth), np.radians(height)
    wanted = np.stack([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)], axis=1)
    anyway = rotation.rotate(rotation.random(rng, n), np.array([1.0, 0.0, 0.0]))
    chosen = np.where((rng.random(n) < 2 / 3)[:, None], wanted, anyway)
    return np.asarray(chosen @ np.stack([person.forward, person.left, person.up]))


def _two(
    problem: Problem, rng: np.random.Generator, n: int, targets: list[tuple[Subject, float, float]]
) -> Poses:
    """Cameras that see two people at their places; in two thirds of them the first is as large as asked for.

    In half of them one place is given up, as the best picture that a room allows often keeps all wishes but one.
    """
    (first, x1, y1), (second, x2, y2) = targets[:2]
    lens = _lens(problem, rng, n)
    wide, tall = _gauge(problem, lens)
    near_one, near_two = (
        np.array(spot) + SLACK * rng.standard_normal((n, 2)) for spot in ((x1, y1), (x2, y2))
    )
    which = rng.random(n)
    near_one[:, 0] = np.where(which < GIVEN_UP, rng.uniform(-ANYWHERE, ANYWHERE, n), near_one[:, 0])
    given = (which > 1.0 - GIVEN_UP)[:, None]
    near_two = np.where(given, rng.uniform(-ANYWHERE, ANYWHERE, (n, 2)), near_two)
    one, two = toric.rays(near_one, wide, tall), toric.rays(near_two, wide, tall)
    seen = toric.between(one, two)
    angle = rng.uniform(0.03, 0.97, n) * (np.pi - seen)
    if problem.framing.size is not None:
        share = HEAD_SHARE[problem.framing.size] * 2.0 ** (0.2 * rng.standard_normal(n))
        distance = 0.5 * tall * first.head_m / share / -one[:, 2]
        near, far = toric.angle_at_first(first.eyes, second.eyes, seen, distance)
        sized = np.where((rng.random(n) < 0.5) | np.isnan(far), near, far)
        angle = np.where(np.isnan(sized) | (rng.random(n) < 1 / 3), angle, sized)
    rays_, angles = (one, two), np.repeat(angle, TURNS)
    many = tuple(np.repeat(ray, TURNS, axis=0) for ray in rays_)
    turn = rng.uniform(-np.pi, np.pi, n * TURNS)
    start = first.up + 0.01 * first.forward
    places, axes = toric.over_two(first.eyes, second.eyes, (many[0], many[1]), (angles, turn), start)
    every = Poses(positions=places, axes=axes, lens=np.repeat(lens, TURNS))
    cost = _misfit(problem, every, targets[2:]).reshape(n, TURNS)
    # Mostly the turn that fits best, else any: what fits may be in a wall.
    chosen = np.where(rng.random(n) < 0.7, cost.argmin(axis=1), 0)
    return every.take(np.arange(n) * TURNS + chosen)


def _all(
    problem: Problem, rng: np.random.Generator, n: int, targets: list[tuple[Subject, float, float]]
) -> Poses:
    """Cameras upright by the up asked for, with the first as large as asked for and all targets about their middle."""
    framing, first = problem.framing, targets[0][0]
    lens = np.repeat(_lens(problem, rng, n), TURNS)
    wide, tall = _gauge(problem, lens)
    centre = np.mean([one.eyes for one, _, _ in targets], axis=0)
    spots = np.mean([[x, y] for _, x, y in targets], axis=0) + 2.0 * SLACK * rng.standard_normal(
        (len(lens), 2)
    )
    way = toric.rays(spots, wide, tall)
    share = HEAD_SHARE[framing.size or "MS"] * 2.0 ** (0.25 * rng.standard_normal(len(lens)))
    come = _sides(framing, first, rng, len(lens))
    # The first is as much nearer than the middle as it lies towards the lens.
    distance = 0.5 * tall * first.head_m / share / -way[:, 2] + come @ (first.eyes - centre)
    axis = problem.ups[len(problem.ups) // 2] if problem.ups else first.up
    roll = (
        np.full(len(lens), np.radians(framing.up.roll_deg))
        if problem.ups
        else rng.uniform(-np.pi, np.pi, len(lens))
    )
    places, axes = toric.upright(centre, axis, (come, np.maximum(distance, 0.2)), way, roll)
    every = Poses(positions=places, axes=axes, lens=lens)
    cost = _misfit(problem, every, targets).reshape(n, TURNS)
    chosen = np.where(rng.random(n) < 0.7, cost.argmin(axis=1), 0)
    return every.take(np.arange(n) * TURNS + chosen)


def _misfit(problem: Problem, poses: Poses, others: list[tuple[Subject, float, float]]) -> FloatArray:
    """(n,) how ill each turn suits what it is free to suit: faces, further places, the up asked for."""
    people = middle(problem)
    out = np.zeros(len(poses))
    for who in problem.eyes:
        person = people[who.subject]
        way = poses.positions - person.eyes
        out += np.maximum(0.3 - way @ person.forward / np.maximum(np.linalg.norm(way, axis=1), 1e-9), 0.0)
    wide, tall = _gauge(problem, poses.lens)
    for person, x, y in others:
        local = ((person.eyes - poses.positions)[:, None, :] @ poses.axes)[:, 0, :]
        depth = np.maximum(-local[:, 2], 0.1)
        away = np.hypot(wide * local[:, 0] / depth - x, tall * local[:, 1] / depth - y)
        out += np.minimum(away, 2.0)
    if problem.ups:
        seen = (problem.ups[len(problem.ups) // 2] @ poses.axes)[:, :2]
        lean = np.radians(problem.framing.up.roll_deg)
        upright = (seen @ np.array([np.sin(lean), np.cos(lean)])) / np.maximum(
            np.hypot(seen[:, 0], seen[:, 1]), 1e-9
        )
        out += 0.5 * (1.0 - upright)
    return out


def _through(problem: Problem, rng: np.random.Generator, n: int) -> Poses:
    """Cameras at somebody's eyes that look as they do."""
    person = middle(problem)[problem.index(problem.framing.over)]
    lens = _lens(problem, rng, n)
    own = np.column_stack([-person.left, person.up, -person.forward])
    towards = rotation.matrix(rotation.between(person.forward, person.gaze)) @ own
    little = rotation.matrix(rotation.exp(0.12 * rng.standard_normal((n, 3)) * (np.arange(n) >= 10)[:, None]))
    away = 0.05 * rng.standard_normal((n, 3)) * (np.arange(n) >= 10)[:, None]
    return Poses(positions=person.eyes + away @ own.T, axes=towards @ little, lens=lens)


def resized(problem: Problem, pose: Poses, lens: np.ndarray, share: FloatArray) -> Poses:
    """One camera of two people with other lenses and sizes, both left where they are in the picture.

    Args:
        problem: what is asked for.
        pose: one camera.
        lens: (n,) indices into the package.
        share: (n,) height of the first person's head over the frame's.

    Returns:
        Those that there are, on the same side of the line between the two; none with fewer than two places asked for.
    """
    targets = _targets(problem)[:2]
    none = pose.take(np.zeros(0, dtype=np.int64))
    if len(targets) < 2 or problem.framing.kind == "pov":
        return none
    (first, _, _), (second, _, _) = targets
    wide, tall = _gauge(problem, pose.lens)
    local = np.stack([first.eyes - pose.positions[0], second.eyes - pose.positions[0]]) @ pose.axes[0]
    if local[:, 2].max() > -0.05:
        return none
    spots = np.stack([wide[0] * local[:, 0], tall[0] * local[:, 1]], axis=1) / -local[:, 2:]
    wide, tall = _gauge(problem, lens)
    one, two = (toric.rays(np.repeat(spot[None], len(lens), axis=0), wide, tall) for spot in spots)
    seen = toric.between(one, two)
    distance = 0.5 * tall * first.head_m / share / -one[:, 2]
    angles = toric.angle_at_first(first.eyes, second.eyes, seen, distance)
    line = second.eyes - first.eyes
    away = pose.positions[0] - first.eyes
    now = np.arccos(np.clip(line @ away / np.linalg.norm(line) / np.linalg.norm(away), -1.0, 1.0))
    apart = np.abs(np.nan_to_num(np.stack(angles), nan=1e3) - now)
    angle = np.stack(angles)[apart.argmin(axis=0), np.arange(len(lens))]
    rows = np.flatnonzero(~np.isnan(angle))
    if not len(rows):
        return none
    places, axes = toric.over_two(
        first.eyes, second.eyes, (one[rows], two[rows]), (angle[rows], np.zeros(len(rows))), away
    )
    return Poses(positions=places, axes=axes, lens=lens[rows])
