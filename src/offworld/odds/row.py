"""From a take and its findings to the row that is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from offworld.film.finding import Finding
from offworld.film.odds import BeatRow, FindingRow, TakeRow
from offworld.film.scene import Rehearsal
from offworld.film.take import Take
from offworld.odds.ends import ends_of
from offworld.strength import felt

GENTLE_N: Final = 60.0
"""N below which crews' loads on a station stay 96 % of the time (handbook physics, section 4, EDLS on Mir)."""
_LIMBS: Final = ("hand", "foot")


def row_of(take: Take, findings: Iterable[Finding], *, as_written: bool) -> TakeRow:
    """What is kept of a take.

    Args:
        take: with its audit stream, which the loads are read from.
        findings: what was found in it.
        as_written: whether its start had to be taken as written.
    """
    beats = tuple(
        BeatRow(beat=one.beat, outcome=one.outcome, start=one.start, end=one.end, otherwise=one.otherwise)
        for one in take.outcomes
    )
    rows = sorted(
        (
            FindingRow(
                kind=one.kind, weight=one.weight, who=one.who, beat=one.beat, tick=one.tick, end=one.end
            )
            for one in findings
        ),
        key=lambda row: (row.tick, row.kind, row.who, row.beat, row.end),
    )
    peak, loads, gentle = _loads(take)
    return TakeRow(
        take=take.rehearsal.take, seed=take.rehearsal.seed, as_written=as_written, length=take.length,
        last=max((moment for beat in beats for moment in (beat.start, beat.end) if moment is not None), default=0),
        beats=beats, findings=tuple(rows), peak_n=peak, loads=loads, gentle=gentle,
        touch_m_s=max((float(touch.closing_speed) for touch in take.contacts), default=0.0), stopped=take.stopped,
        ends=ends_of(take),
    )  # fmt: skip


def broken_row(rehearsal: Rehearsal, reason: str, *, as_written: bool) -> TakeRow:
    """What is kept of a take of which the simulation left nothing."""
    return TakeRow(
        take=rehearsal.take, seed=rehearsal.seed, as_written=as_written, length=0, last=0, beats=(), findings=(),
        peak_n=0.0, loads=0, gentle=0, touch_m_s=0.0, stopped=reason,
    )  # fmt: skip


def _loads(take: Take) -> tuple[float, int, int]:
    """Largest filtered load of holds of hands and feet, N, how many loads there were, and how many below `GENTLE_N`.

    Filtered as what breaks a grip is (`offworld.strength.felt`).
    """
    stream = take.stream
    if stream is None:
        return 0.0, 0, 0
    peak, loads, gentle = 0.0, 0, 0
    for hold in take.holds:
        if hold.kind not in _LIMBS:
            continue
        force = stream.hold_load[stream.hold_id == hold.id, :3]
        load = felt(force, take.step_ticks / 1000.0)
        peak = max(peak, float(np.linalg.norm(load, axis=1).max(initial=0.0)))
        loads += len(force)
        gentle += int((np.linalg.norm(force, axis=1) < GENTLE_N).sum())
    return peak, loads, gentle
