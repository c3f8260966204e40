"""Makes a run of varied takes of a scene, and keeps a row of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from offworld.audit.findings import findings
from offworld.errors import NotPossible, StoreError
from offworld.film.habits import Profile
from offworld.film.odds import TakeRow
from offworld.film.scene import Rehearsal
from offworld.film.take import Take
from offworld.flow.files import json_bytes
from offworld.flow.records import read_record, write_record
from offworld.flow.run_files import ROWS, STOPPED
from offworld.odds.row import broken_row, row_of
from offworld.odds.vary import vary
from offworld.rehearse import run
from offworld.store.records import to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What is kept of a take that the simulation did not finish: enough to run it again, and how far it came."""

    reason: str
    """Why it stopped."""
    rehearsal: Rehearsal
    """All that it depends on, as varied."""
    tick: int | None
    """Tick of the last state that was sound, ms; None: nothing is left of it."""
    coordinates: tuple[float, ...]
    """That state's coordinates, (nq,)."""
    velocities: tuple[float, ...]
    """And its velocities, (nv,)."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Makes the takes of the numbers in `given["span"]` of `given["rehearsal"]` with people of `given["profile"]`.

    Writes ``rows.json``, and ``stopped/K.json`` for each take that the simulation did not finish.
    """
    rehearsal = read_record(given["rehearsal"], Rehearsal)
    profile = read_record(given["profile"], Profile)
    first, last = json.loads(given["span"].read_bytes())
    rows: list[TakeRow] = []
    for number in range(first, last + 1):
        row, _, stopped = play(rehearsal, profile, number)
        rows.append(row)
        if stopped is not None:
            write_record(out / STOPPED / f"{number}.json", stopped)
    (out / ROWS).write_bytes(json_bytes(to_plain(tuple(rows))))


def play(rehearsal: Rehearsal, profile: Profile, number: int) -> tuple[TakeRow, Take | None, Stopped | None]:
    """One take with people of a profile: its row, the take (None: nothing is left of it), and how it stopped.

    A start that leaves no room when varied is taken as written, which its row says.

    Raises:
        NotPossible: the start cannot be taken as written either.
    """
    try:
        return _play(vary(rehearsal, profile, number), as_written=False)
    except NotPossible:
        return _play(vary(rehearsal, profile, number, starts=False), as_written=True)


def _play(varied: Rehearsal, *, as_written: bool) -> tuple[TakeRow, Take | None, Stopped | None]:
    try:
        # The audit stream holds the loads; it is only in memory, and gone with the take.
        take, _ = run(varied)
    except (ArithmeticError, ValueError, np.linalg.LinAlgError) as error:
        reason = f"the simulation broke: {type(error).__name__}: {error}"
        stopped = Stopped(reason=reason, rehearsal=varied, tick=None, coordinates=(), velocities=())
        return broken_row(varied, reason, as_written=as_written), None, stopped
    row = row_of(take, findings(take), as_written=as_written)
    return row, take, _stopped(take) if take.stopped else None


def _stopped(take: Take) -> Stopped:
    assert take.stream is not None
    return Stopped(
        reason=take.stopped, rehearsal=take.rehearsal, tick=int(take.stream.ticks[-1]),
        coordinates=tuple(take.stream.coordinates[-1].tolist()),
        velocities=tuple(take.stream.velocities[-1].tolist()),
    )  # fmt: skip


def replay(path: Path) -> tuple[Stopped, Take | None, TakeRow]:
    """Runs again what a file of a stopped take holds.

    Returns:
        What was kept, the take as it comes out now (None: nothing is left of it), and its row.

    Raises:
        StoreError: the file is no such file.
    """
    try:
        kept = read_record(path, Stopped)
    except ValueError as error:
        raise StoreError(f"is no file of a stopped take ({error})", path) from error
    row, take, _ = _play(kept.rehearsal, as_written=False)
    return kept, take, row
