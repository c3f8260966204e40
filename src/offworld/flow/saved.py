"""States that a run of a scene leaves for later runs: the folder ``restarts`` and what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offworld.film.scene import Rehearsal
from offworld.flow.files import digest_of, json_bytes
from offworld.flow.publish import history
from offworld.flow.records import read_record
from offworld.flow.restart import Past, first_difference, latest_point
from offworld.flow.stages import TAKE
from offworld.flow.work import Work

PAST: Final = "past.json"
"""Tells the story of the run, as a `Past`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A state from which a take can be run on."""

    folder: Path
    """The ``restarts`` of the run that left it."""
    index: int
    """Its number among the points of that run."""
    tick: int
    """When it was saved, ms."""


def read_past(restarts: Path) -> Past:
    """What a former run tells those after it."""
    return read_record(restarts / PAST, Past)


def state_file(restarts: Path, index: int) -> Path:
    """Where a saved state lies."""
    return restarts / f"{index:04d}.state"


def written_file(restarts: Path, index: int) -> Path:
    """Where that lies which was written down between a saved state and the one before it."""
    return restarts / f"{index:04d}.written"


def former_runs(work: Work, scene: str) -> Iterator[tuple[Path, Past]]:
    """Former runs of a scene under the present code, libraries and processor, the newest first."""
    from offworld.store.records import to_plain

    for key in history(work.cache).get(f"{scene}/{TAKE.name}", []):
        entry = work.cache.find(TAKE.aside, key)
        if entry is None:
            continue
        past = read_past(entry.folder)
        content = hashlib.sha256(json_bytes(to_plain(past.rehearsal))).hexdigest()
        if work.key(TAKE, {"rehearsal": digest_of({f"scenes/{scene}.json": content})}) == key:
            yield entry.folder, past


def latest_saved(runs: list[tuple[Path, Past]], rehearsal: Rehearsal) -> Saved | None:
    """The latest state of any run up to which a rehearsal does not differ from that run; None: there is none."""
    found = [
        Saved(folder=folder, index=index, tick=past.points[index][0])
        for folder, past in runs
        if (index := latest_point(past, first_difference(past, rehearsal))) is not None
    ]
    return max(found, key=lambda saved: saved.tick, default=None)
