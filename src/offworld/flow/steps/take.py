"""Rehearses a scene: a take, and states from which a changed scene can be run again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from offworld.film.scene import Rehearsal
from offworld.film.take import Take
from offworld.flow import environment, source
from offworld.flow.records import read_record, write_record
from offworld.flow.restart import Past
from offworld.flow.saved import PAST, read_past, state_file, written_file
from offworld.rehearse import Restart, run
from offworld.store.take import write_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Runs the rehearsal in `given["rehearsal"]` from its start.

    Writes the folder ``take``, and beside it ``restarts``: ``past.json`` (a `Past`) with the state of each of its
    points.
    """
    rehearsal = read_record(given["rehearsal"], Rehearsal)
    take, restarts = run(rehearsal, keep_restarts=True)
    _write(take, restarts, out)


def resume(rehearsal: Rehearsal, restarts: Path, index: int, out: Path) -> None:
    """Runs a rehearsal from a saved state of a former run, and writes what `make` writes.

    Args:
        rehearsal: what to run; it may differ from the former one only in what had no effect up to that state.
        restarts: the folder of that name which the former run left.
        index: of the state in its points.
        out: an empty folder.
    """
    earlier = _read(restarts, index)
    take, later = run(rehearsal, restart=earlier[-1], keep_restarts=True)
    _write(take, [*earlier, *later], out)


def _read(restarts: Path, index: int) -> list[Restart]:
    """The states up to one; what was written down is read once and shared by all."""
    points = read_past(restarts).points[: index + 1]
    written = tuple(written_file(restarts, number).read_bytes() for number in range(index + 1))
    return [
        Restart(
            tick=tick,
            beat=beat,
            state=state_file(restarts, number).read_bytes(),
            written=written[: number + 1],
        )
        for number, (tick, beat) in enumerate(points)
    ]


def _write(take: Take, restarts: Sequence[Restart], out: Path) -> None:
    digests = {
        "code": source.code_digest(["offworld.flow.steps.take"]),
        "libraries": environment.libraries(),
        "processor": environment.processor(),
    }
    write_take(take, out / "take", digests=digests)
    past = Past(
        rehearsal=take.rehearsal,
        outcomes=take.outcomes,
        lines=take.lines,
        cuts=take.cuts,
        length=take.length,
        points=tuple((one.tick, one.beat) for one in restarts),
    )
    write_record(out / "restarts" / PAST, past)
    for index, one in enumerate(restarts):
        state_file(out / "restarts", index).write_bytes(one.state)
        written_file(out / "restarts", index).write_bytes(one.written[-1])
