"""What the checks look at, worked out once: motion, trees, and the impulses of the ledger by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from offworld.audit.momentum import TreeMotion, tree_motion, trees_of
from offworld.audit.motion import Floats, Motion, motion_of
from offworld.film.audit_report import Check, Fault, FaultKind
from offworld.film.take import Stream, Take

# Two findings of one kind that are nearer than this are one, ms.
_SAME_MS = 100
# No more than this many faults of one kind about one thing are told, the first ones.
_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """A take with what follows from its files alone."""

    take: Take
    """The take."""
    stream: Stream
    """Its audit stream."""
    motion: Motion
    """All nodes at all states."""
    trees: dict[str, TreeMotion]
    """Free trees by name."""
    step_s: float
    """Simulation step, s."""

    @property
    def steps(self) -> int:
        """Number of steps, one fewer than states."""
        return len(self.stream.ticks) - 1

    def booked(self, keys: Iterable[int]) -> Floats:
        """Impulse and angular impulse about the set origin of some ledger keys together, (steps, 6)."""
        wanted = np.zeros(len(self.take.keys), dtype=bool)
        wanted[list(keys)] = True
        rows = wanted[self.stream.impulse_key]
        out = np.zeros((self.steps, 6))
        np.add.at(out, self.stream.impulse_step[rows], self.stream.impulse[rows])
        return out

    def keys_of(self, tree: str, partner: str | None = None, causes: tuple[str, ...] = ()) -> list[int]:
        """Indices of the ledger keys of a tree, of one partner and some causes only if they are given."""
        return [
            index
            for index, key in enumerate(self.take.keys)
            if key.tree == tree and partner in {None, key.partner} and (not causes or key.cause in causes)
        ]

    def state_at(self, tick: int) -> int:
        """Index of the first state at or after a tick, the last if there is none."""
        return min(int(np.searchsorted(self.stream.ticks, tick)), self.steps)


def gather(take: Take, stream: Stream) -> Evidence:
    """Works out the evidence of a take."""
    motion = motion_of(take.assembly, stream.coordinates, stream.velocities)
    trees = {
        name: tree_motion(take.assembly, motion, name, nodes)
        for name, nodes in trees_of(take.assembly).items()
    }
    return Evidence(take=take, stream=stream, motion=motion, trees=trees, step_s=take.step_ticks / 1000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a check looks at, for its faults."""

    kind: FaultKind
    """Sort of fault."""
    who: str
    """Tree, joint, hold or pair."""
    text: str
    """Sentence for people about what was found."""
    unit: str
    """Of values and bounds."""


def faults_in(subject: Subject, ticks: ArrayLike, values: ArrayLike, bounds: ArrayLike) -> list[Fault]:
    """One fault for each stretch of time in which values are above their bounds or no numbers at all.

    Args:
        subject: what the values are.
        ticks: (n,) ms.
        values: (n,).
        bounds: (n,) or one for all.
    """
    when, found = np.asarray(ticks), np.asarray(values, dtype=np.float64)
    allowed = np.broadcast_to(np.asarray(bounds, dtype=np.float64), found.shape)
    bad = np.flatnonzero(~(found <= allowed))
    if not bad.size:
        return []
    groups = np.split(bad, np.flatnonzero(np.diff(when[bad]) > _SAME_MS) + 1)
    return [_fault(subject, when[group], found[group], allowed[group]) for group in groups[:_MOST]]


def _fault(subject: Subject, ticks: Floats, values: Floats, bounds: Floats) -> Fault:
    worst = int(np.argmax(np.where(np.isfinite(values), values - bounds, np.inf)))
    return Fault(
        kind=subject.kind, tick=int(ticks[0]), end=int(ticks[-1]), who=subject.who, text=subject.text,
        value=float(values[worst]), bound=float(bounds[worst]), unit=subject.unit,
    )  # fmt: skip


def share_of(values: ArrayLike, bounds: ArrayLike) -> float:
    """Largest share of their bounds that values reach; infinite if one is no number."""
    shares = np.asarray(values, dtype=np.float64) / np.asarray(bounds, dtype=np.float64)
    if not shares.size:
        return 0.0
    return float(np.max(np.where(np.isfinite(shares), shares, np.inf)))


class Finder:
    """Collects faults, and how far each check was from finding one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.count = 0
        self.worst = 0.0

    def look(self, subject: Subject, ticks: ArrayLike, values: ArrayLike, bounds: ArrayLike) -> None:
        """Compares values (n,) with their bounds."""
        self.count += int(np.size(np.asarray(values)))
        self.worst = max(self.worst, share_of(values, bounds))
        self.faults += faults_in(subject, ticks, values, bounds)

    def check(self) -> Check:
        """What it comes to."""
        return Check(name=self.name, count=self.count, worst=self.worst)
