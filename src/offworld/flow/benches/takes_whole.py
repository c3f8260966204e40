"""As many takes as were asked for, truly made and kept by two processes, as ``offworld rehearse --takes`` does.

Every run of takes tells beside its rows how much memory its process holds, so that what grows over hundreds of takes is
seen. What the takes came to says what hands and feet bear in everyday moves.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offworld.film.odds import TakeRow
from offworld.film.profiles import EVERYDAY
from offworld.film.scene import Rehearsal
from offworld.flow.cache import Cache
from offworld.flow.figure import Bar, Figure
from offworld.flow.files import json_bytes
from offworld.flow.odds_runs import Asked, key_of, make_takes, read_rows, spans
from offworld.flow.records import write_record
from offworld.flow.runner import Runner
from offworld.flow.steps import takes as step

GENTLE: Final = 0.96
"""Crews stay below 60 N in 96 % of samples (handbook physics, section 4: measured on Mir)."""
PEAK_N: Final = 137.0
"""And never above this, N (the same)."""
TOLD: Final = frozenset({"heavy load", "grip lost"})
"""Findings that say of a take that somebody bore more."""
_SPENT: Final = "spent.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What so many takes cost and came to."""

    seconds: float
    """From the first to the last, s of the clock."""
    resident: Mapping[int, tuple[int, ...]]
    """Of each process, bytes resident after each of its runs, in order of time."""
    rows: tuple[TakeRow, ...]
    """The takes."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Makes a run of takes, and tells how much memory this process holds after it."""
    step.make(given, out)
    spent = {"process": os.getpid(), "at": time.monotonic(), "resident": resident()}
    (out / _SPENT).write_bytes(json_bytes(spent))


def resident() -> int:
    """Bytes of this process in memory (Linux, proc(5))."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def make_whole(crew: Runner, folder: Path, rehearsal: Rehearsal, takes: int) -> Whole:
    """Makes takes 1 to `takes` of a scene and keeps them in a cache of their own below `folder`."""
    given = {name: folder / f"whole-{name}.json" for name in ("rehearsal", "profile")}
    write_record(given["rehearsal"], rehearsal)
    write_record(given["profile"], EVERYDAY)
    asked = Asked(scene=rehearsal.scene.id, profile="bench", key="bench", given=given, module=__name__)
    cache = Cache(folder / "cache")
    begun = time.monotonic()
    make_takes(asked, takes, cache, crew)
    seconds = time.monotonic() - begun
    spent: list[tuple[float, int, int]] = []
    for span in spans(takes):
        entry = cache.find(asked.shelf, key_of(asked, span))
        assert entry is not None
        plain = json.loads((entry.folder / _SPENT).read_bytes())
        spent.append((plain["at"], plain["process"], plain["resident"]))
    each: dict[int, tuple[int, ...]] = {}
    for _, process, held in sorted(spent):
        each[process] = (*each.get(process, ()), held)
    return Whole(seconds=seconds, resident=each, rows=read_rows(asked, takes, cache)[0])


def load_figures(rows: tuple[TakeRow, ...]) -> tuple[Figure, Figure]:
    """What holds bore in takes: the share of gentle samples, and the largest load that no finding tells of."""
    loads = sum(row.loads for row in rows)
    untold = [row.peak_n for row in rows if not TOLD & {finding.kind for finding in row.findings}]
    return (
        Figure(
            name=f"load samples of these {len(rows)} takes below 60 N at each hold, share",
            value=sum(row.gentle for row in rows) / loads if loads else 1.0,
            unit="", bar=Bar(sense="at least", limit=GENTLE),
        ),
        Figure(
            name=f"largest load of a hold, as its grip feels it, in the {len(untold)} takes without a finding of loads",
            value=max(untold, default=0.0), unit="N", bar=Bar(sense="at most", limit=PEAK_N),
        ),
    )  # fmt: skip
