"""What an audit says of a take: whether it can be trusted, and where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "no stream", "clock", "not a number", "pictures", "attitude", "root motion", "joint motion", "momentum",
    "angular momentum", "reaction", "ledger", "field", "joint range", "torque", "grip place", "grip speed",
    "grip drift", "grip strength", "slip", "hold load", "tether", "penetration", "unbooked contact", "distant contact",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing in a take that could not have happened by itself."""

    kind: FaultKind
    """What sort."""
    tick: int
    """When it begins, ms."""
    end: int
    """When it was last seen, ms."""
    who: str
    """Tree, joint, hold or pair of shapes that it concerns."""
    text: str
    """One sentence in plain words."""
    value: float
    """The worst that was found, in `unit`."""
    bound: float
    """What is allowed there, in `unit`."""
    unit: str
    """For example `N s`; empty for a count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """How well the motion of one free tree is accounted for by the impulses that it received."""

    tree: str
    """Person or prop."""
    touched: bool
    """Whether anything touched or held it; decides the bounds."""
    momentum: float
    """Largest |ΔP − impulses| since the start at any tick, N s."""
    momentum_bound: float
    """Allowed, N s."""
    angular: float
    """Largest |ΔL − angular impulses| since the start at any tick, about the tree's centre of mass, N m s."""
    angular_bound: float
    """Allowed, N m s."""
    step_momentum: float
    """Largest |ΔP − impulse| of one step, N s."""
    step_angular: float
    """Largest |ΔL − angular impulse| of one step, N m s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check over the whole take."""

    name: str
    """What was looked at, in plain words."""
    count: int
    """How many things (steps of trees, holds, pairs) were looked at."""
    worst: float
    """Largest share of its bound that any of them reached; above 1 is a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """The verdict."""

    trusted: bool
    """True if nothing was found."""
    faults: tuple[Fault, ...]
    """All that was found, in order of time."""
    closures: tuple[Closure, ...]
    """One per free tree, order of the assembly; empty without a stream."""
    checks: tuple[Check, ...]
    """What was looked at."""
    length: int
    """Length of the take, ms."""
