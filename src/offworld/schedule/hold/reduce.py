"""A smaller problem with the same best orders: no one who is needed once, equal casts as one scene."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.hold import HoldProblem, HoldScene


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """The problem in numbers."""

    groups: tuple[tuple[str, ...], ...]
    """Names of the scenes that are shot one after the other; in some best order they are."""
    days: tuple[int, ...]
    """Of each group."""
    casts: tuple[int, ...]
    """Of each group, a bit for each person."""
    pay: tuple[int, ...]
    """Of each person that is left."""
    fixed: int
    """Cost of the days of those who are left out, and of the scenes that nobody else is needed for."""


def reduced(problem: HoldProblem) -> Reduced:
    """The problem without people whose days are the same in every order, and without copies.

    Scenes with nobody left in them go last, where they cost nothing more.
    """
    count = {who: sum(who in scene.cast for scene in problem.scenes) for who in problem.pay}
    people = [who for who, pay in problem.pay.items() if count[who] > 1 and pay > 0]
    merged: dict[int, list[int]] = {}
    for index, scene in enumerate(problem.scenes):
        bits = sum(1 << i for i, who in enumerate(people) if who in scene.cast)
        merged.setdefault(bits, []).append(index)
    fixed = sum(
        scene.days * pay
        for scene in problem.scenes
        for who, pay in problem.pay.items()
        if who in scene.cast and who not in people
    )
    # The empty cast is last, so that whoever reads the order finds it there.
    casts = [bits for bits in merged if bits] + [bits for bits in merged if not bits]
    return Reduced(
        groups=tuple(tuple(problem.scenes[i].name for i in merged[bits]) for bits in casts),
        days=tuple(sum(problem.scenes[i].days for i in merged[bits]) for bits in casts),
        casts=tuple(casts),
        pay=tuple(problem.pay[who] for who in people),
        fixed=fixed,
    )


def merged_problem(problem: HoldProblem) -> HoldProblem:
    """The smaller problem as a problem: a scene for each group, named by the names in it."""
    small = reduced(problem)
    people = [f"p{i}" for i in range(len(small.pay))]
    scenes = tuple(
        HoldScene(
            name="+".join(group), days=days, cast=frozenset(p for i, p in enumerate(people) if cast >> i & 1)
        )
        for group, days, cast in zip(small.groups, small.days, small.casts, strict=True)
    )
    return HoldProblem(scenes=scenes, pay=dict(zip(people, small.pay, strict=True)))
