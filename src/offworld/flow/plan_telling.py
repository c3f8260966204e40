"""Plans in plain lines: what is shot when, what has no place and why, why strips take as long as they do."""

from __future__ import annotations

from collections.abc import Sequence

from offworld.film.days import Plan, PlannedStrip, Shooting
from offworld.film.worth import worth_of
from offworld.flow.shooting import ShootingRead
from offworld.script.days.clock import shown

_STATUS = {
    "optimal": "proved: no plan is worth more",
    "found": "the best found",
    "infeasible": "there is no plan",
    "out of budget": "no plan was found within the budget",
}


def plan_lines(read: ShootingRead, shooting: Shooting, plan: Plan) -> list[str]:
    """What a plan is, how far it is from the best, what has no place and what moved."""
    numbers = {one.id: one.number for one in read.shooting.strips}
    shot = len(read.kept.shot)
    lines = [
        f"{read.film.title}: {len(plan.strips)} of {len(shooting.strips)} strips planned"
        + (f", {shot} shot" if shot else "")
        + f"; {_STATUS[plan.status]}"
    ]
    missing = sum(
        shooting.weights.strip * one.priority
        for one in shooting.strips
        if one.id not in {each.strip for each in plan.strips}
    )
    varying = worth_of(shooting, plan.strips).costs + missing
    gap = (plan.bound - plan.worth) / varying if varying else 0.0
    lines.append(f"worth {plan.worth:,} of at most {plan.bound:,} points, gap {gap:.2%} of what varies")
    lines += [
        f"scene {numbers[out.strip]} has no place: {out.reason} — {out.remedy}" for out in plan.left_out
    ]
    for moved in plan.moved:
        old = _when(read, moved.old) if moved.old else "nowhere"
        new = _when(read, moved.new) if moved.new else "nowhere"
        lines.append(f"scene {numbers[moved.strip]} moves from {old} to {new}: {moved.reason}")
    return lines


def day_lines(read: ShootingRead, plan: Sequence[PlannedStrip]) -> list[str]:
    """What is shot when, day by day."""
    strips = {one.id: one for one in read.shooting.strips}
    lines = []
    for number, day in enumerate(read.shooting.days):
        own = [one for one in plan if one.day == number]
        head = f"Day {number + 1}, {day.date}"
        why = f": {day.why}" if day.why else ""
        lines.append(f"{head}{why}" if own or why else f"{head}: nothing")
        for one in own:
            strip = strips[one.strip]
            mark = (
                " (shot)"
                if one.strip in read.kept.shot
                else " (locked)"
                if one.strip in read.kept.locked
                else ""
            )
            light = f"; {strip.light.rpartition(' for scene ')[0]}" if strip.light else ""
            lines.append(
                f"  {shown(one.start)}–{shown(one.end)}  scene {strip.number}{mark}  {strip.title} at {strip.place}: "
                f"{', '.join(sorted(strip.people))}{light}"
            )
    return lines


def length_lines(read: ShootingRead) -> list[str]:
    """Why strips take as long as they do."""
    numbers = {one.id: one.number for one in read.shooting.strips}
    lines = ["Lengths"]
    for one in read.lengths:
        runs = f"{one.runs} set-up{'' if one.runs == 1 else 's'}"
        lines.append(
            f"  scene {numbers[one.scene]}: {one.minutes} min; {runs} of {one.takes} takes of {one.take_s:.0f} s and "
            f"{one.back_s:.0f} s back; physics {one.clean:.0%} clean, {one.good:.0%} of those good; {one.source}"
        )
    return lines


def _when(read: ShootingRead, one: PlannedStrip) -> str:
    return f"{read.dates[one.day]} {shown(one.start)}"
