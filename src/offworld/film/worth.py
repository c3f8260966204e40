"""What a plan is worth in points, counted from the plan alone."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.days import PlannedStrip, Shooting


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The points of a plan, by what they are for."""

    strips: int
    """For all that is shot."""
    place_days: int
    """Taken off for places on days."""
    late: int
    """Taken off for waiting."""
    group_days: int
    """Taken off for continuity groups that are spread out."""
    moved: int
    """Taken off for strips that moved."""

    @property
    def total(self) -> int:
        """All together."""
        return self.strips - self.costs

    @property
    def costs(self) -> int:
        """All that is taken off: the part of the worth that varies while everything is shot."""
        return self.place_days + self.late + self.group_days + self.moved


def worth_of(shooting: Shooting, plan: tuple[PlannedStrip, ...]) -> Worth:
    """The points of a plan.

    Args:
        shooting: what it was made from.
        plan: what is shot when; each strip once.
    """
    weights = shooting.weights
    by_id = {strip.id: strip for strip in shooting.strips}
    groups: dict[str, set[int]] = {}
    for one in plan:
        if by_id[one.strip].together:
            groups.setdefault(by_id[one.strip].together, set()).add(one.day)
    places = {(one.day, by_id[one.strip].place) for one in plan}
    return Worth(
        strips=sum(weights.strip * by_id[one.strip].priority for one in plan),
        place_days=weights.place_day * len(places),
        late=sum(weights.late * by_id[one.strip].priority * one.day for one in plan),
        group_days=weights.group_day * sum(len(days) - 1 for days in groups.values()),
        moved=_moved(shooting, plan),
    )


def _moved(shooting: Shooting, plan: tuple[PlannedStrip, ...]) -> int:
    before = {one.strip: one for one in shooting.before}
    total = 0
    for one in plan:
        old = before.get(one.strip)
        if old is not None and old.day != one.day:
            total += shooting.weights.moved_day
        elif old is not None and old.start != one.start:
            total += shooting.weights.moved_time
    return total
