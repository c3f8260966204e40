"""How long a whole film takes to make, and how long when nothing has changed, in a folder that is thrown away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from offworld.flow.answer import PROGRESS
from offworld.flow.figure import Bar, Figure
from offworld.flow.work import NOT_SOURCE

COLD_S: Final = 300.0
"""Seconds in which at least 75 s of scenes are to be made on 2 cores."""
SCENES_S: Final = 75.0
"""Seconds of scenes for which `COLD_S` is asked."""
UNCHANGED_S: Final = 2.0
"""Seconds in which a run that finds nothing changed is to end, with the start of the interpreter."""
FILM: Final = Path("films/the-visit")
"""The film that is made if the present folder has it."""
RUNS: Final = 3
"""Runs without changes, of which the middle one counts."""


def measure(samples: int | None) -> tuple[Figure, ...]:
    """Makes a copy of the film from nothing, then again and again without changes.

    Args:
        samples: runs without changes; None: `RUNS`.
    """
    with tempfile.TemporaryDirectory() as place:
        film = copy_of_film(Path(place) / "film")
        cold, answer = _make(film)
        scenes = sum(scene["length_s"] for scene in answer["scenes"])
        unchanged = sorted(_make(film)[0] for _ in range(samples or RUNS))
    start = _timed([sys.executable, "-c", "pass"])[0]
    return (
        Figure(
            name="making the whole film from nothing",
            value=cold,
            unit="s",
            baseline=scenes,
            against="length of its scenes, s",
            bar=Bar(sense="at most", limit=COLD_S),
        ),
        Figure(
            name="length of its scenes",
            value=scenes,
            unit="s",
            bar=Bar(sense="at least", limit=SCENES_S) if FILM.is_dir() else None,
        ),
        Figure(
            name="making it with nothing changed",
            value=unchanged[len(unchanged) // 2],
            unit="s",
            baseline=start,
            against="starting the interpreter alone, s",
            bar=Bar(sense="at most", limit=UNCHANGED_S),
        ),
    )


def copy_of_film(place: Path) -> Path:
    """A copy of the film of this project, without anything made; where it is not there, a new film."""
    if FILM.is_dir():
        return Path(shutil.copytree(FILM, place, ignore=shutil.ignore_patterns(*NOT_SOURCE)))
    from offworld.flow.new import new_film

    new_film(place)
    return place


def _make(film: Path) -> tuple[float, dict[str, list[dict[str, float]]]]:
    PROGRESS.info("making %s …", film.name)
    seconds, output = _timed([sys.executable, "-m", "offworld", "make", str(film), "--json"])
    answer: dict[str, list[dict[str, float]]] = json.loads(output)
    return seconds, answer


def _timed(command: list[str]) -> tuple[float, bytes]:
    begun = time.monotonic()
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return time.monotonic() - begun, run.stdout
