"""Takes by the thousand: asked for in short runs of takes, made by worker processes, each kept as soon as it is there.

A run's result is kept under a key of everything that its takes depend on, so a killed command goes on where it was,
nothing is counted twice, and the number of workers changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from offworld.film.odds import TakeRow
from offworld.flow.cache import Cache
from offworld.flow.files import digest_of, json_bytes
from offworld.flow.run_files import ROWS, STOPPED
from offworld.flow.runner import Runner
from offworld.flow.stage import Stage
from offworld.flow.work import Job

RUN: Final = 2
"""Takes made in one go; a killed command loses no more of each worker's."""
TAKES: Final = Stage(
    name="takes", doing="takes", module="offworld.flow.steps.takes", given=(), numeric=True
)  # fmt: skip
"""The stage that makes a run; it is given a rehearsal, a profile and a span of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The takes that are wanted."""

    scene: str
    """Number of the scene."""
    profile: str
    """Name of the profile as a part of file names."""
    key: str
    """Digest of everything that the takes depend on, but for their numbers."""
    given: Mapping[str, Path]
    """Files with the rehearsal and the profile."""
    module: str = TAKES.module
    """What makes a run."""

    @property
    def shelf(self) -> str:
        """Where in the cache the runs are kept."""
        return f"{TAKES.name}-{self.scene}-{self.profile}"


def spans(takes: int) -> list[tuple[int, int]]:
    """First and last number of each run, for takes 1 to `takes`."""
    return [(first, min(first + RUN - 1, takes)) for first in range(1, takes + 1, RUN)]


def make_takes(asked: Asked, takes: int, cache: Cache, crew: Runner) -> None:
    """Makes the runs of takes that are not there and whole.

    Raises:
        NotPossible: a worker was killed from outside, or the scene cannot begin at all. What was finished is kept.
    """
    todo = [span for span in spans(takes) if cache.find(asked.shelf, key_of(asked, span)) is None]
    desk = cache.workplace()
    flying = 0
    while todo or flying:
        # A few more than there are workers, so that none waits for this process.
        while todo and flying < 2 * crew.workers:
            crew.start(job_of(asked, todo.pop(0), takes, desk), cache.workplace())
            flying += 1
        ended = crew.wait()
        flying -= len(ended)
        for job, out, error, _ in ended:
            if error is None:
                cache.keep(asked.shelf, job.key, out)
        for error in (error for *_, error, _ in ended if error is not None):
            raise error


def rows_of(asked: Asked, takes: int, cache: Cache) -> tuple[tuple[TakeRow, ...], dict[int, bytes]]:
    """Rows of takes 1 to `takes`, all of which have been made, and what is kept of those that stopped, by number.

    Takes made for another state of the scene go.
    """
    found = read_rows(asked, takes, cache)
    # What was made for another state of the scene is not wanted again; a shorter last run of this one may be.
    cache.prune(asked.shelf, lambda key: key.startswith(asked.key))
    return found


def read_rows(asked: Asked, takes: int, cache: Cache) -> tuple[tuple[TakeRow, ...], dict[int, bytes]]:
    """The same, and nothing goes."""
    from offworld.store.records import from_plain

    rows: list[TakeRow] = []
    stopped: dict[int, bytes] = {}
    for span in spans(takes):
        entry = cache.find(asked.shelf, key_of(asked, span))
        assert entry is not None
        rows += from_plain(json.loads((entry.folder / ROWS).read_bytes()), tuple[TakeRow, ...], ROWS)
        for name in entry.files:
            if name.startswith(f"{STOPPED}/"):
                stopped[int(Path(name).stem)] = (entry.folder / name).read_bytes()
    return tuple(rows), stopped


def key_of(asked: Asked, span: tuple[int, int]) -> str:
    """Under which a run is kept."""
    return f"{asked.key}-{digest_of(span)[:16]}"


def job_of(asked: Asked, span: tuple[int, int], takes: int, desk: Path) -> Job:
    """The work on a run; a note of its numbers is laid on the desk."""
    note = desk / f"{span[0]}.json"
    note.write_bytes(json_bytes(span))
    doing = f"takes {span[0]} to {span[1]} of {takes}"
    return Job(
        stage=replace(TAKES, doing=doing, module=asked.module), scene=asked.scene, key=key_of(asked, span),
        given={**asked.given, "span": note},
    )  # fmt: skip
