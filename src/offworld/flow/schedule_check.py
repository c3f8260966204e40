"""What is wrong with a film's breakdown, days and plan, as ``offworld check`` tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.breakdown import Breakdown
from offworld.film.scene import Film
from offworld.flow.breakdown import breakdown_read
from offworld.script.days.plan_file import PLAN
from offworld.script.days.read import DAYS

NEED_DAYS: Final = (DAYS, PLAN)
"""Files that say nothing without the film's days."""


def schedule_problems(film: Film, folder: Path) -> Iterator[Problem]:
    """Mistakes in names, breakdown, days, plan and log of takes; scenes that have changed since are warnings."""
    try:
        if film.light.days is not None:
            from offworld.flow.shooting import shooting_of

            found = shooting_of(film, folder, light=False)
            breakdown, warnings = found.breakdown, found.warnings
        else:
            read = breakdown_read(film, folder)
            breakdown, warnings = read.breakdown, read.warnings
    except FilmError as error:
        yield from error.problems
        return
    yield from warnings
    yield from _changes(breakdown)
    if film.light.days is None:
        for name in NEED_DAYS:
            if (folder / name).exists():
                remedy = "write 'days: {from: 2021-10-05, to: 2021-10-16}' in film.yaml"
                yield Problem(what="the film does not say its days", remedy=remedy, file=name, kind="no-days")


def _changes(breakdown: Breakdown) -> Iterator[Problem]:
    for change in breakdown.changes:
        line = next((one.line for one in breakdown.sheets if one.id == change.scene), None)
        problem = Problem(
            what=f"the script has changed: {change.what}", remedy="'offworld breakdown' keeps the new state",
            kind="script-changed", warning=True,
        )  # fmt: skip
        yield problem.at(breakdown.script, line or None)
