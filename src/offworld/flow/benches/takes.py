"""How long a thousand takes are, how much a second process brings, and whether memory grows.

The takes are varied ones of the bench scene, 10 s long with two people, made and judged as ``offworld rehearse
--takes`` does. One process makes some, then two make as many each; the bare step loop does the same before and after
that. Seconds are those of the clock, since what a second process brings cannot be seen in any other. How long a
thousand last follows from those, or from as many as are asked for, which the same two processes then truly make.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offworld.film.profiles import EVERYDAY
from offworld.film.scene import Rehearsal
from offworld.flow.benches.rehearse import bench_scene
from offworld.flow.benches.takes_whole import load_figures, make_whole, resident
from offworld.flow.figure import Bar, Figure
from offworld.flow.files import json_bytes
from offworld.flow.odds_runs import RUN
from offworld.flow.pool import Pool
from offworld.flow.records import read_record, write_record
from offworld.flow.steps.takes import play
from offworld.rehearse.bare import BareLoop

TAKES: Final = 12
"""Takes of each process, of the published figures."""
LENGTH_S: Final = 10.0
"""Length of a take, s."""
MANY: Final = 1000
"""Takes that the bar speaks of."""
LIMIT_MIN: Final = 18.0
"""Minutes in which so many are to be made on two cores."""
SCALING: Final = 0.95
"""What two processes are to bring, as a share of what they bring to the bare loop."""
GROWTH: Final = 1.1
"""What a process may hold after its last take, times what it held after its first: flat, but for what the allocator
keeps."""
BARE_S: Final = 4.0
"""Seconds of the clock, about, for one half of the bare loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one process did."""

    begun: float
    """When it began, s of the machine's steady clock."""
    ended: float
    """When it ended."""
    worked: float
    """Seconds of the processor in between."""
    resident: tuple[int, ...]
    """Bytes resident after each take; empty for the bare loop."""


def measure(samples: int | None, *, whole: int | None = None) -> tuple[Figure, ...]:
    """Makes the takes and runs the bare loop, with one process and with two.

    Args:
        samples: takes of each process; None: `TAKES`.
        whole: takes that both processes are to make between them after that, all different; None: none.
    """
    takes = samples or TAKES
    with tempfile.TemporaryDirectory() as place, Pool(2) as pool:
        folder = Path(place)
        write_record(folder / "rehearsal.json", bench_scene(LENGTH_S))
        # Both processes load what they need, and compute once, before anything counts.
        _at_once(pool, folder, "make_some", [(0, 1), (0, 1)])
        steps = _steps_for(BARE_S)
        bare = [_rates(pool, folder, "run_bare", steps)]
        ours = _rates(pool, folder, "make_some", takes)
        bare.append(_rates(pool, folder, "run_bare", steps))
        made = None if whole is None else make_whole(pool, folder, bench_scene(LENGTH_S), whole)
    alone, together = ours[0], ours[1]
    bare_gain = sum(one[1] for one in bare) / sum(one[0] for one in bare)
    figures = (
        _how_long(2 * takes, 2 * takes / together) if made is None else _how_long(len(made.rows), made.seconds),
        Figure(
            name="one of them, where two processes work", value=sum(one.worked for one in ours[2]) / (2 * takes),
            unit="s of one core",
        ),
        Figure(name="takes with one process", value=60.0 * alone, unit="a minute"),
        Figure(name="takes with two processes", value=60.0 * together, unit="a minute"),
        Figure(
            name="takes with two processes, times those with one", value=together / alone, unit="",
            baseline=bare_gain, against="bare step loop", bar=Bar(sense="at least", limit=SCALING, of="ratio"),
        ),
    )  # fmt: skip
    if made is None:
        return (*figures, _memory([spent.resident for spent in ours[2]], f"{takes} takes"))
    runs = max(len(held) for held in made.resident.values())
    return (
        *figures,
        _memory(list(made.resident.values()), f"about {RUN * runs} takes"),
        *load_figures(made.rows),
    )


def _how_long(takes: int, seconds: float) -> Figure:
    """How long `MANY` takes are, where so many took so long."""
    source = "all of them made" if takes == MANY else f"from {takes} of them"
    return Figure(
        name=f"{MANY} takes of {LENGTH_S:g} s with two people on two cores, {source}",
        value=MANY / takes * seconds / 60.0,
        unit="min",
        bar=Bar(sense="at most", limit=LIMIT_MIN),
    )


def _memory(held: Sequence[Sequence[int]], what: str) -> Figure:
    """What the process that holds most holds at the end and held at the beginning, of bytes in order of time."""
    first, last = (max(one[place] for one in held) / 2**20 for place in (0, -1))
    return Figure(
        name=f"memory of a process after {what}",
        value=last,
        unit="MiB",
        baseline=first,
        against="after the first of them, MiB",
        bar=Bar(sense="at most", limit=GROWTH, of="ratio"),
    )


def make_some(folder: Path, note: Path, first: int, count: int) -> None:
    """Makes takes in this process and writes what they cost."""
    rehearsal = read_record(folder / "rehearsal.json", Rehearsal)
    held: list[int] = []
    begun, before = time.monotonic(), time.process_time()
    for number in range(first, first + count):
        play(rehearsal, EVERYDAY, number)
        held.append(resident())
    _note(note, begun, before, held)


def run_bare(_folder: Path, note: Path, _first: int, steps: int) -> None:
    """Runs the bare loop in this process and writes how long it took."""
    loop = BareLoop()
    begun, before = time.monotonic(), time.process_time()
    loop.run(steps)
    _note(note, begun, before, [])


def _note(note: Path, begun: float, before: float, held: list[int]) -> None:
    worked = time.process_time() - before
    note.write_bytes(
        json_bytes({"begun": begun, "ended": time.monotonic(), "worked": worked, "resident": held})
    )


def _steps_for(seconds: float) -> int:
    """Steps of the bare loop that take about so long here."""
    loop = BareLoop()
    loop.run(200)
    return max(200, round(500 * seconds / loop.run(500)))


def _rates(pool: Pool, folder: Path, task: str, count: int) -> tuple[float, float, list[Spent]]:
    """Pieces a second by one process and by two, half of one before and half after; and what each process spent."""
    half = (count + 1) // 2
    alone = _at_once(pool, folder, task, [(1, half)])
    both = _at_once(pool, folder, task, [(1, count), (1, count)])
    alone += _at_once(pool, folder, task, [(half + 1, count - half)])
    return (
        count / sum(one.ended - one.begun for one in alone),
        sum(count / (one.ended - one.begun) for one in both),
        both,
    )


def _at_once(pool: Pool, folder: Path, task: str, pieces: list[tuple[int, int]]) -> list[Spent]:
    notes = [folder / f"{task}-{number}.json" for number in range(len(pieces))]
    calls: list[Future[float]] = [
        pool.call(__name__, task, folder, note, first, count)
        for note, (first, count) in zip(notes, pieces, strict=True)
    ]
    for call in calls:
        call.result()
    plain = [json.loads(note.read_bytes()) for note in notes]
    return [Spent(**{**one, "resident": tuple(one["resident"])}) for one in plain]
