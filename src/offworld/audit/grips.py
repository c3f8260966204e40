"""Whether every grip was one: the hand on the thing, nearly at rest to it, and within its strength."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.audit.clearance import distance, distance_to_line
from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.audit.motion import Floats
from offworld.film.stage_set import StageSet
from offworld.film.take import HoldRecord
from offworld.geometry import rotation
from offworld.strength import GRIP_FILTER_S, HOLD_LIMITS, WOMEN_GRIP, filter_gain

MEET: Final = 0.005
"""How far the two halves of a grip may be from each other when it closes, m."""
MEET_TURN: Final = 0.02
"""How far their relative attitude may be from the recorded one when it closes, rad."""
MEET_SPEED: Final = 0.6
"""Fastest that a hand may move past what it closes on, m/s: fingers close in about a tenth of a second."""
DRIFT: Final = 0.012
"""How far the two halves may be pulled apart while it holds, m."""
DRIFT_TURN: Final = 0.15
"""How far they may be turned against each other while it holds, rad."""
RAIL: Final = 0.02
"""How far a grip may be from the bar of its rail, m."""
LOOP: Final = 0.03
"""How far from the middle of the strap of its loop, beyond half the strap's width of 0.065 m, m."""
SURFACE: Final = 0.04
"""How far from the surface of what it holds, m."""
LIMB: Final = 0.06
"""How far from the surface of the hand or foot that holds, m: fingers reach beyond the palm, toes under a strap."""
BED: Final = 0.40
"""How far a strapped body's middle may be from the middle line of its bed, m."""
SLIP_SHARE: Final = 0.9
"""Share of its limit that the load of a grip that slipped must have reached; filters differ a little."""
STRAP_HALF: Final = 0.065
"""Half the width of a loop's strap, m."""
_OVER: Final = 1.02


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """One hold with its loads."""

    record: HoldRecord
    """The hold."""
    tree: str
    """Who holds."""
    partner: str
    """Tree of what is held; `set` for the room."""
    first: int
    """State at which it closed."""
    last: int
    """State at which it ended, or the last one."""
    load: Floats
    """(steps, 6): force, N, and torque about the grip, N m, on the holder; nothing outside its time."""


def holds_of(evidence: Evidence) -> list[Held]:
    """All holds of a take with their loads."""
    stream, nodes = evidence.stream, evidence.take.assembly.nodes
    out = []
    for record in evidence.take.holds:
        load = np.zeros((evidence.steps, 6))
        rows = stream.hold_id == record.id
        np.add.at(load, stream.hold_step[rows], stream.hold_load[rows])
        end = evidence.steps if record.end is None else evidence.state_at(record.end)
        out.append(
            Held(
                record=record,
                tree=nodes[record.node].tree,
                partner=nodes[record.partner].tree,
                first=evidence.state_at(record.start),
                last=max(end, evidence.state_at(record.start)),
                load=load,
            )
        )
    return out


def check_grips(evidence: Evidence, held: list[Held], finder: Finder) -> None:
    """Looks at every hold: place, pose, speed, drift and strength."""
    for hold in held:
        _check_meeting(evidence, hold, finder)
        _check_place(evidence, hold, finder)
        _check_drift(evidence, hold, finder)
        _check_strength(evidence, hold, finder)


def _name(evidence: Evidence, hold: Held) -> str:
    return f"{evidence.take.assembly.nodes[hold.record.node].id} on {hold.record.thing}"


def _look(
    evidence: Evidence,
    hold: Held,
    finder: Finder,
    kind: str,
    text: str,
    unit: str,
    value: float,
    bound: float,
) -> None:
    """One number of one hold, at the tick of its grip."""
    who = _name(evidence, hold)
    subject = Subject(kind=kind, who=who, text=f"{who}: {text}", unit=unit)  # type: ignore[arg-type]
    finder.look(subject, [hold.record.start], [value], bound)


def _check_meeting(evidence: Evidence, hold: Held, finder: Finder) -> None:
    motion, record, at = evidence.motion, hold.record, hold.first
    gap = motion.point(record.node, record.anchor, at) - motion.point(
        record.partner, record.partner_anchor, at
    )
    text = "the grip closed on something that was not there"
    _look(evidence, hold, finder, "grip place", text, "m", float(np.linalg.norm(gap)), MEET)
    turn = _turn(evidence, hold, slice(at, at + 1))
    text = "the grip closed in another pose than the bodies had"
    _look(evidence, hold, finder, "grip place", text, "rad", float(turn[0]), MEET_TURN)
    if record.start > 0:
        pass_by = motion.point_velocity(record.node, record.anchor, at) - motion.point_velocity(
            record.partner, record.partner_anchor, at
        )
        text = "the hand closed on something that flew past it"
        _look(evidence, hold, finder, "grip speed", text, "m/s", float(np.linalg.norm(pass_by)), MEET_SPEED)


def _turn(evidence: Evidence, hold: Held, at: slice) -> Floats:
    """How far (n,) rad the relative attitude is from the recorded one."""
    attitude = evidence.motion.attitude
    now = rotation.multiply(
        rotation.conjugate(attitude[hold.record.partner, at]), attitude[hold.record.node, at]
    )
    return rotation.angle_between(rotation.normalise(hold.record.relative), now)


def _check_place(evidence: Evidence, hold: Held, finder: Finder) -> None:
    """The grip point lies on the named thing, and on the limb that holds it."""
    record, take = hold.record, evidence.take
    gap, bound = _gap_to_fitting(take.rehearsal.stage_set, record)
    if bound == 0.0:
        gap, bound = gap_to_shapes(evidence, record.partner, record.partner_anchor), SURFACE
    _look(evidence, hold, finder, "grip place", f"the grip is not on {record.thing}", "m", gap, bound)
    if record.kind != "strap":
        own = gap_to_shapes(evidence, record.node, record.anchor)
        _look(evidence, hold, finder, "grip place", "the grip is not in the hand or foot", "m", own, LIMB)


def _gap_to_fitting(stage: StageSet, record: HoldRecord) -> tuple[float, float]:
    """Distance of a grip point on the set from the fitting of that name, and what is allowed; 0 if there is none."""
    point = np.array(record.partner_anchor)
    if record.partner == 0:
        for rail in stage.rails:
            if rail.id == record.thing:
                return float(distance_to_line(point, rail.points)), rail.radius_m + RAIL
        for loop in stage.loops:
            if loop.id == record.thing:
                return float(np.linalg.norm(point - loop.position)), STRAP_HALF + LOOP
        for bed in stage.beds:
            if bed.id == record.thing and record.kind == "strap":
                head = np.array(bed.head)
                line = [bed.position - 1.2 * head, bed.position + 1.2 * head]
                return float(distance_to_line(point, line)), BED
    return 0.0, 0.0


def gap_to_shapes(evidence: Evidence, node: int, local: tuple[float, float, float]) -> float:
    """Distance of a point of a node from the nearest of its shapes, m; 0 inside one, infinite if it has none."""
    gaps = [float(distance(shape, local)) for shape in evidence.take.assembly.shapes if shape.node == node]
    return max(min(gaps, default=float("inf")), 0.0)


def _check_drift(evidence: Evidence, hold: Held, finder: Finder) -> None:
    motion, record = evidence.motion, hold.record
    during = slice(hold.first, hold.last + 1)
    gap = motion.point(record.node, record.anchor, during) - motion.point(
        record.partner, record.partner_anchor, during
    )
    ticks, who = evidence.stream.ticks[during], _name(evidence, hold)
    apart = Subject(kind="grip drift", who=who, text=f"{who}: the grip held at a distance", unit="m")
    finder.look(apart, ticks, np.linalg.norm(gap, axis=1), DRIFT)
    turned = Subject(kind="grip drift", who=who, text=f"{who}: the hand turned inside its grip", unit="rad")
    finder.look(turned, ticks, _turn(evidence, hold, during), DRIFT_TURN)


def _check_strength(evidence: Evidence, hold: Held, finder: Finder) -> None:
    record, who = hold.record, _name(evidence, hold)
    _check_claim(evidence, hold, finder)
    outside = hold.load.copy()
    outside[hold.first : hold.last] = 0.0
    late = Subject(kind="hold load", who=who, text=f"{who}: it carried a load when it held nothing", unit="N")
    finder.look(late, evidence.stream.ticks[1:], np.abs(outside).max(axis=1, initial=0.0), 1e-9)
    shares = filtered_shares(hold, evidence.step_s)
    if not len(shares):
        return
    patience = 1 + round((1000.0 * GRIP_FILTER_S + evidence.take.control_ticks) / evidence.take.step_ticks)
    over = _least_over(shares, patience)
    text = f"{who}: it carried more than it can without giving way"
    strong = Subject(kind="grip strength", who=who, text=text, unit="of its limit")
    finder.look(strong, evidence.stream.ticks[hold.first + patience : hold.last + 1], over, _OVER)
    if record.ended_by == "slip":
        reached = float(np.max(shares[-patience:]))
        text = f"{who}: it slipped without a load that would break it"
        slip = Subject(kind="slip", who=who, text=text, unit="of its limit, missing")
        finder.look(slip, [evidence.stream.ticks[hold.last]], [max(SLIP_SHARE - reached, 0.0)], 1e-9)


def _check_claim(evidence: Evidence, hold: Held, finder: Finder) -> None:
    """Nobody claims a stronger grip than people have."""
    factor = 1.0
    for person in evidence.take.rehearsal.people:
        if person.id == hold.tree and hold.record.kind in {"hand", "foot", "prop"}:
            factor = person.strength * (WOMEN_GRIP if person.sex == "female" else 1.0)
    force, torque = HOLD_LIMITS[hold.record.kind]
    text = "it claims more strength than such a hold has"
    _look(evidence, hold, finder, "grip strength", text, "N", hold.record.force_limit, factor * force * _OVER)
    _look(
        evidence,
        hold,
        finder,
        "grip strength",
        text,
        "N m",
        hold.record.torque_limit,
        factor * torque * _OVER,
    )


def filtered_shares(hold: Held, step_s: float) -> Floats:
    """Filtered load of a hold after each of its steps, as a share of its limit, force or torque, whichever is more."""
    gain, state = filter_gain(step_s), np.zeros(6)
    limits = max(hold.record.force_limit, 1e-12), max(hold.record.torque_limit, 1e-12)
    rows = hold.load[hold.first : hold.last]
    out = np.empty(len(rows))
    for index, row in enumerate(rows):
        state += gain * (row - state)
        out[index] = max(np.linalg.norm(state[:3]) / limits[0], np.linalg.norm(state[3:]) / limits[1])
    return out


def _least_over(shares: Floats, steps: int) -> Floats:
    """Smallest share within each window of so many steps; above one, the limit was exceeded all that time."""
    if len(shares) < steps:
        return np.zeros(0)
    return np.asarray(np.lib.stride_tricks.sliding_window_view(shares, steps).min(axis=1))
