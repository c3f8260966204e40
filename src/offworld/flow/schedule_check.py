"""What is wrong with a film's breakdown and days, as ``offworld check`` tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from offworld.errors import FilmError, Problem
from offworld.film.scene import Film
from offworld.flow.breakdown import breakdown_read


def schedule_problems(film: Film, folder: Path) -> Iterator[Problem]:
    """Mistakes in the script's names and in breakdown.yaml; scenes that have changed since are warnings."""
    try:
        read = breakdown_read(film, folder)
    except FilmError as error:
        yield from error.problems
        return
    yield from read.warnings
    for change in read.breakdown.changes:
        line = next((one.line for one in read.breakdown.sheets if one.id == change.scene), None)
        problem = Problem(
            what=f"the script has changed: {change.what}", remedy="'offworld breakdown' keeps the new state",
            kind="script-changed", warning=True,
        )  # fmt: skip
        yield problem.at(read.breakdown.script, line or None)
