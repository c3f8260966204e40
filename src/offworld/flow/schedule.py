"""``offworld schedule``: a plan of the film's days, and the verdict on any plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, NotPossible, Problem
from offworld.film.days import Plan, PlannedStrip, Shooting, Violation
from offworld.film.worth import worth_of
from offworld.flow.answer import PROGRESS, Answer
from offworld.flow.breakdown import keep_names
from offworld.flow.check import load_film
from offworld.flow.files import write_whole
from offworld.flow.plan_telling import day_lines, length_lines, plan_lines
from offworld.flow.shooting import ShootingRead, shooting_of
from offworld.script.days.plan_file import PLAN, KeptPlan, plan_text, read_plan

BUDGET: Final = 15.0
"""Deterministic seconds of the solver."""


def schedule_film(
    folder: Path, *, check: Path | None = None, budget: float = BUDGET, workers: int = 1
) -> Answer:
    """Plans the days of a film and writes the plan, or judges one.

    Args:
        folder: the film folder.
        check: a plan to be judged, as `schedule.yaml` is written; None: one is made and written.
        budget: deterministic seconds of the solver.
        workers: its threads.

    Raises:
        FilmError: the film, its breakdown, days or plan hold mistakes.
        NotPossible: there is nothing to plan, or what is locked cannot be.
    """
    read = shooting_of(load_film(folder), folder)
    if not read.shooting.strips:
        raise NotPossible("there is nothing to plan: the film has no script with scenes")
    if check is not None:
        return _judged(read, check)
    from offworld.schedule.check.plan import check_plan
    from offworld.schedule.solve.plan import make_plan

    shooting = open_part(read.shooting, read.kept, read.kept.shot)
    PROGRESS.info("planning %d strips on %d days …", len(shooting.strips), len(shooting.days))
    plan = make_plan(shooting, budget=budget, workers=workers)
    if plan.status == "infeasible":
        raise NotPossible(plan.reason or "what is locked cannot be shot as it is")
    violations = check_plan(shooting, plan.strips)
    made = (*keep_names(read.read, folder), write_plan(read, folder, plan.strips, read.kept))
    lines = [*plan_lines(read, shooting, plan), "", *day_lines(read, whole_plan(read.kept, plan.strips))]
    lines += ["", *length_lines(read), *_warned(read.warnings, violations)]
    data = plan_data(read, shooting, plan, violations)
    attention = len(plan.left_out) + len(violations) + len(read.warnings)
    return Answer(text="\n".join(lines), data=data, attention=attention, made=made)


def open_part(shooting: Shooting, kept: KeptPlan, shot: frozenset[str]) -> Shooting:
    """What is still to be planned: without what is in the can, with what is locked where it stands."""
    strips = tuple(
        replace(strip, after=strip.after - shot) for strip in shooting.strips if strip.id not in shot
    )
    minutes = {strip.id: strip.minutes for strip in strips}
    locked = tuple(
        replace(one, end=one.start + minutes[one.strip])
        for one in kept.strips
        if one.strip in kept.locked and one.strip in minutes
    )
    return replace(shooting, strips=strips, locked=locked)


def whole_plan(kept: KeptPlan, strips: Sequence[PlannedStrip]) -> tuple[PlannedStrip, ...]:
    """A plan with what was shot before it."""
    there = {one.strip for one in strips}
    old = [one for one in kept.strips if one.strip in kept.shot and one.strip not in there]
    return tuple(sorted((*old, *strips), key=lambda one: (one.day, one.start, one.strip)))


def write_plan(read: ShootingRead, folder: Path, strips: Sequence[PlannedStrip], kept: KeptPlan) -> Path:
    """Writes the plan into people's hands, with what was shot and what is locked; the file."""
    titles = {one.id: f"{one.number}  {one.title}" for one in read.shooting.strips}
    text = plan_text(whole_plan(kept, strips), read.dates, titles, kept.locked, kept.shot)
    path = folder / PLAN
    write_whole(path, text.encode())
    return path


def plan_data(
    read: ShootingRead, shooting: Shooting, plan: Plan, violations: Sequence[Violation]
) -> Mapping[str, object]:
    """A plan for programs."""
    worth = worth_of(shooting, plan.strips)
    missing = sum(
        shooting.weights.strip * strip.priority
        for strip in shooting.strips
        if strip.id in {one.strip for one in plan.left_out}
    )
    varying = worth.costs + missing
    return {
        "film": read.film.title, "dates": read.dates, "status": plan.status, "worth": plan.worth, "bound": plan.bound,
        "gap": (plan.bound - plan.worth) / varying if varying else 0.0, "deterministic_s": plan.deterministic_s,
        "plan": [
            {
                "scene": one.strip, "date": read.dates[one.day], "start": one.start, "end": one.end,
                "locked": one.strip in read.kept.locked, "shot": one.strip in read.kept.shot,
            }
            for one in whole_plan(read.kept, plan.strips)
        ],
        "left_out": plan.left_out, "moved": plan.moved, "violations": violations, "lengths": read.lengths,
        "warnings": read.warnings,
    }  # fmt: skip


def _judged(read: ShootingRead, path: Path) -> Answer:
    """The verdict on a plan, by whoever it was made."""
    from offworld.schedule.check.plan import check_plan

    if not path.is_file():
        raise FilmError(
            Problem(what=f"{path} is not there", remedy="name a plan like schedule.yaml", kind="missing-file")
        )
    problems: list[Problem] = []
    minutes = {strip.id: strip.minutes for strip in read.shooting.strips}
    judged = read_plan(path, path.name, read.dates, minutes, problems)
    if problems:
        raise FilmError(problems)
    shot = read.kept.shot | judged.shot
    shooting = open_part(read.shooting, read.kept, shot)
    plan = tuple(one for one in judged.strips if one.strip not in shot)
    violations = check_plan(shooting, plan)
    lines = [one.what for one in violations] or ["Nothing wrong."]
    if not violations:
        lines.append(
            f"{len(plan)} of {len(shooting.strips)} strips are in it; worth {worth_of(shooting, plan).total:,}"
        )
    missing = sorted({one.id for one in shooting.strips} - {one.strip for one in plan})
    if missing:
        lines.append(f"not in it: {', '.join(missing)}")
    data = {"plan": judged.strips, "violations": violations, "not_in_it": missing}
    return Answer(text="\n".join(lines), data=data, attention=len(violations))


def _warned(warnings: Sequence[Problem], violations: Sequence[Violation]) -> list[str]:
    lines = [str(one) for one in warnings] + [f"violation: {one.what}" for one in violations]
    return ["", *lines] if lines else []
