"""What one person must mind: what must not be touched and was near, hard touches, loads near a limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.film.cue_card import Amount, Name, Slot, Term, Words
from offworld.film.finding import Finding
from offworld.film.stage_set import Solid
from offworld.film.take import ContactRecord
from offworld.report.cards.context import Context, limbs
from offworld.space.distance import pair_distances
from offworld.space.solids import Solids

NEAR_M: Final = 0.3
"""What must not be touched is told if a joint, hand or foot came so near: about a hand's breadth beyond the fist."""
HARD: Final = 0.2
"""Closing speed from which a touch is told, m/s; a choice."""
_MOST: Final = 4
"""Of each sort are told at most."""
_EVERY: Final = 200
"""The way is looked at so often, ms."""
_CHECKED: Final = ("head", "left_hand", "right_hand", "left_forearm", "right_forearm", "left_foot", "right_foot",
                   "left_shank", "right_shank", "pelvis")  # fmt: skip
_SPEED: Final = "closing speed"
"""What findings call it."""
_Ranked = tuple[int, float, int, Words]
"""Weight, minus the speed, tick, and what is said."""
_WEIGHTS: Final = {"danger": 0, "care": 1, "note": 2}


def avoid_words(context: Context, me: str, findings: Sequence[Finding]) -> tuple[Words, ...]:
    """What must not be touched: what was touched in the take, then what came near, the nearest first."""
    reasons = {shape.id: shape.no_touch for shape in context.take.assembly.shapes if shape.no_touch}
    reasons |= {s.id: s.no_touch for s in context.take.rehearsal.stage_set.solids if s.no_touch is not None}
    told: dict[str, Words] = {}
    for contact in sorted(context.take.contacts, key=lambda each: each.start):
        mine, other = _mine(contact, me)
        if mine is not None and other in reasons and _is_told(contact, me, findings):
            slots: tuple[tuple[str, Slot], ...] = (
                ("thing", Name(text=other)), ("why", Term(table="why", key=reasons[other])),
                ("segment", Term(table="segment", key=mine)), _at(contact.start),
            )  # fmt: skip
            told.setdefault(other, Words(pattern="avoid.touched", slots=slots))
    for solid, distance, tick in _near(context, me):
        slots = (
            ("thing", Name(text=solid.id)), ("why", Term(table="why", key=reasons[solid.id])),
            ("distance", Amount(value=100.0 * distance, unit="cm")), _at(tick),
        )  # fmt: skip
        told.setdefault(solid.id, Words(pattern="avoid.near", slots=slots))
    return tuple(told.values())[:_MOST]


def mind_words(context: Context, me: str, findings: Sequence[Finding]) -> tuple[Words, ...]:
    """Hard touches, grips that slip and loads near a limit, the weightiest first."""
    found: list[_Ranked] = []
    for finding in findings:
        words = _minded(context, me, finding) if me in finding.who else None
        if words is not None:
            found.append((*_rank(finding), finding.tick, words))
    for start in context.take.rehearsal.scene.people:
        if start.held_by == me:
            found += _of_held(context, start.person, findings)
    chosen = sorted(found, key=lambda each: each[:3])[: _MOST + 1]
    return tuple(dict.fromkeys(each[3] for each in sorted(chosen, key=lambda each: each[2])))


def _rank(finding: Finding) -> tuple[int, float]:
    """The weightier and the harder come first."""
    speeds = [measure.value for measure in finding.measures if measure.name == _SPEED]
    return _WEIGHTS[finding.weight], -max(speeds, default=0.0)


def _of_held(context: Context, held: str, findings: Sequence[Finding]) -> list[_Ranked]:
    """What somebody who is held runs into, for the one who holds them."""
    found = []
    for finding in findings:
        if held not in finding.who or finding.kind not in {"contact", "no-touch"}:
            continue
        hits = [
            c for c in context.take.contacts if finding.tick <= c.start <= finding.end and _mine(c, held)[0]
        ]
        if hits:
            segment, other = _mine(hits[0], held)
            slots: tuple[tuple[str, Slot], ...] = (
                _at(hits[0].start), ("who", Name(text=held, kind="person")),
                ("segment", Term(table="segment", key=segment or "")), ("thing", _other(context, other)),
            )  # fmt: skip
            found.append((*_rank(finding), finding.tick, Words(pattern="mind.held", slots=slots)))
    return found


def _other(context: Context, shape: str) -> Name:
    """The other side of a touch by its owner: a person, a prop, or the part of the set."""
    owner = shape.partition("/")[0]
    people = {person.id for person in context.take.rehearsal.people}
    return Name(text=owner, kind="person" if owner in people else "thing")


def _minded(context: Context, me: str, finding: Finding) -> Words | None:
    measures = {measure.name: measure.value for measure in finding.measures}
    span = Amount(value=(finding.end - finding.tick) / 1000.0, unit="s")
    if finding.kind == "contact":
        return _touch(context, me, finding, measures.get(_SPEED, 0.0))
    if finding.kind == "grip lost" or (finding.kind == "limit" and "load" in measures):
        return _grip(context, me, finding, measures.get("load"))
    if finding.kind == "limit":
        return Words(pattern="mind.muscles", slots=(_at(finding.tick), ("duration", span)))
    if finding.kind == "heavy load":
        force = Amount(value=measures.get("force", 0.0), unit="N")
        return Words(pattern="mind.heavy", slots=(_at(finding.tick), ("force", force)))
    if finding.kind == "pinned":
        force = Amount(value=measures.get("mean force", 0.0), unit="N")
        slots = (_at(finding.tick), ("force", force), ("duration", span))
        return Words(pattern="mind.pinned", slots=slots)
    if finding.kind == "stopped":
        return Words(pattern="mind.stopped", slots=(_at(finding.tick),))
    return None


def _touch(context: Context, me: str, finding: Finding, speed: float) -> Words | None:
    """The hardest touch behind a finding, if it was hard."""
    if speed < HARD and finding.weight == "note":
        return None
    hits = [c for c in context.take.contacts if finding.tick <= c.start <= finding.end]
    hits = [c for c in hits if _mine(c, me)[0] is not None and abs(c.closing_speed - speed) < 1e-6]
    if not hits:
        return None
    segment, other = _mine(hits[0], me)
    slots: list[tuple[str, Slot]] = [
        _at(hits[0].start),
        ("segment", Term(table="segment", key=segment or "")),
        ("speed", Amount(value=speed, unit="m/s")),
    ]
    owner, _, rest = other.partition("/")
    if owner in {person.id for person in context.take.rehearsal.people}:
        slots += [
            ("who", Name(text=owner, kind="person")),
            ("other", Term(table="segment", key=rest.split("/")[0])),
        ]
        return Words(pattern="mind.person", slots=tuple(slots))
    slots.append(("thing", _other(context, other)))
    return Words(pattern="mind.hit", slots=tuple(slots))


def _grip(context: Context, me: str, finding: Finding, load: float | None) -> Words | None:
    """The hold that slips or is near to it."""
    for hold in context.take.holds:
        person, limb = context.limb_of(hold)
        if person != me or limb is None or limb not in finding.text or hold.thing not in finding.text:
            continue
        end = context.take.length if hold.end is None else hold.end
        if hold.start <= finding.tick <= end:
            slots: list[tuple[str, Slot]] = [
                _at(finding.tick), ("limb", limbs((limb,))), ("thing", context.thing_of(hold)),
            ]  # fmt: skip
            if load is None:
                return Words(pattern="mind.slip", slots=tuple(slots))
            return Words(pattern="mind.load", slots=(*slots, ("load", Amount(value=load, unit="%"))))
    return None


def _is_told(contact: ContactRecord, me: str, findings: Sequence[Finding]) -> bool:
    """Whether a touch of what must not be touched is a finding: one that is meant is none."""
    return any(f.kind == "no-touch" and me in f.who and f.tick <= contact.start <= f.end for f in findings)


def _near(context: Context, me: str) -> list[tuple[Solid, float, int]]:
    """What must not be touched and came near, the nearest first: solid, least distance in metres, when."""
    take = context.take
    solids = [solid for solid in take.rehearsal.stage_set.solids if solid.no_touch is not None]
    nodes = [
        n for n, node in enumerate(take.assembly.nodes) if node.id in {f"{me}/{part}" for part in _CHECKED}
    ]
    if not solids or not nodes or not len(take.sample_ticks):
        return []
    step = max(1, _EVERY // max(1, take.length // max(1, len(take.sample_ticks) - 1)))
    ticks = np.asarray(take.sample_ticks)[::step]
    points = np.asarray(take.poses[::step][:, nodes, :3], dtype=np.float64).reshape(-1, 3)
    far = pair_distances(Solids.from_solids(solids), points).reshape(len(ticks), len(nodes), -1).min(axis=1)
    best = far.argmin(axis=0)
    found = [(solid, float(far[best[i], i]), int(ticks[best[i]])) for i, solid in enumerate(solids)]
    near = [(solid, max(distance, 0.0), tick) for solid, distance, tick in found if distance < NEAR_M]
    return sorted(near, key=lambda each: each[1])


def _mine(contact: ContactRecord, me: str) -> tuple[str | None, str]:
    """One's own segment in a touch and the shape on the other side; None if one had no part in it."""
    for own, other in ((contact.a, contact.b), (contact.b, contact.a)):
        parts = own.split("/")
        if parts[0] == me and len(parts) > 1:
            return parts[1], other
    return None, ""


def _at(tick: int) -> tuple[str, Slot]:
    return "at", Amount(value=float(tick), unit="clock")
