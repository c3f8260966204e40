"""Contacts: who hit what, how fast and how hard, against what crews and surfaces may bear."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from offworld.audit.seen.view import View, called, finding, part
from offworld.film.assembly import Shape
from offworld.film.blocking import Target
from offworld.film.finding import Finding, Measure, Weight
from offworld.film.take import ContactRecord, HoldRecord

STIFFNESS: Final = 10_000.0
"""N/m of flesh against a panel, a guess (handbook physics, section 6); only the estimate of peak force needs it."""
KICK_N: Final = 556.0
"""Load of an unmeant kick or bump that equipment is made for, 125 lbf (SSP 30256; handbook physics, section 3)."""
HANDLING_N: Final = 200.0
"""Load of handling, 45 lbf (the same)."""
HEAD_N: Final = 60.0
"""Estimate from which a bump of the head is a danger, N; a guess: a free head of 5 kg at 0.27 m/s."""
SLOW: Final = 0.05
"""m/s below which a touch is not told."""
GENTLE: Final = 0.3
"""m/s below which people touch what they hold without its being told."""
SAME_MS: Final = 600
"""Touches of the same two within this time are one blow, ms."""
AROUND_MS: Final = 500
"""A hold explains touches this long before and after it, ms."""
_SURFACES: Final = {
    "glass": "glass", "switch": "switches", "fan": "a fan inlet", "experiment": "an experiment",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Blow:
    """Touches of the same two things at about the same time."""

    records: list[ContactRecord]
    """In order of time."""

    @property
    def hardest(self) -> ContactRecord:
        """The one with the greatest estimate."""
        return max(self.records, key=lambda one: (peak_force(one), one.closing_speed))


def peak_force(contact: ContactRecord) -> float:
    """Estimate of the peak force, N: v √(m k) with k a guess; the simulated force says nothing about a real one."""
    return contact.closing_speed * math.sqrt(max(contact.effective_mass, 0.0) * STIFFNESS)


def contact_findings(view: View) -> list[Finding]:
    """One finding for each blow that was not meant and not too slight."""
    shapes = {shape.id: shape for shape in view.take.assembly.shapes}
    blows: dict[tuple[str, str], list[Blow]] = {}
    for record in sorted(view.take.contacts, key=lambda one: one.start):
        if record.a not in shapes or record.b not in shapes or _is_meant(view, record, shapes):
            continue
        a, b = shapes[record.a], shapes[record.b]
        key = (view.tree(a.node), view.tree(b.node) if b.node else _thing(b))
        open_blows = blows.setdefault(key, [])
        if open_blows and record.start - open_blows[-1].records[-1].end <= SAME_MS:
            open_blows[-1].records.append(record)
        else:
            open_blows.append(Blow(records=[record]))
    return [
        _told(view, blow, shapes) for several in blows.values() for blow in several if _counts(blow, shapes)
    ]


def _counts(blow: Blow, shapes: dict[str, Shape]) -> bool:
    forbidden = any(shapes[one.a].no_touch or shapes[one.b].no_touch for one in blow.records)
    return forbidden or blow.hardest.closing_speed >= SLOW


def _told(view: View, blow: Blow, shapes: dict[str, Shape]) -> Finding:
    hardest = blow.hardest
    a, b = shapes[hardest.a], shapes[hardest.b]
    who = [view.tree(a.node)] + ([view.tree(b.node)] if b.node else [])
    span = (blow.records[0].start, max(one.end for one in blow.records))
    force, speed = peak_force(hardest), hardest.closing_speed
    forbidden = a.no_touch or b.no_touch
    head = any(view.nodes[shape.node].id.endswith("/head") for shape in (a, b))
    verb = "touches" if speed < 0.1 else "bumps into" if force < HANDLING_N else "hits"
    surface = f"{_SURFACES.get(forbidden, forbidden)}, {_thing(b)}" if forbidden else _name(view, b)
    text = f"{_name(view, a, first=True)} {verb} {surface} at {speed:.2f} m/s."
    if forbidden:
        text += " It must not be touched."
    return finding(
        "no-touch" if forbidden else "contact", _weight(force, head, bool(forbidden)), span, who, text,
        remedy=_remedy(head, bool(forbidden), speed, bool(b.node)), measures=_measures(blow),
    )  # fmt: skip


def _weight(force: float, head: bool, forbidden: bool) -> Weight:
    if force >= KICK_N or (head and force >= HEAD_N):
        return "danger"
    if force >= HANDLING_N or head or forbidden:
        return "danger" if forbidden and force >= HANDLING_N else "care"
    return "note"


def _remedy(head: bool, forbidden: bool, speed: float, of_two: bool) -> str:
    if forbidden:
        return "Let somebody hold them, or start further away from it."
    if head:
        return "Turn feet or hands ahead, or come slower."
    if of_two and speed >= 0.2:
        return "If it is meant, write it as a wanted touch; if not, come slower or apart."
    return "Come slower, or catch a rail before." if speed >= 0.2 else ""


def _measures(blow: Blow) -> tuple[Measure, ...]:
    hardest = blow.hardest
    assumed = f"v √(m k) with k = {STIFFNESS / 1000:.0f} kN/m, a guess"
    return (
        Measure(name="closing speed", value=hardest.closing_speed, unit="m/s"),
        Measure(name="effective mass", value=hardest.effective_mass, unit="kg"),
        Measure(name="impulse", value=hardest.impulse, unit="N s"),
        Measure(name="peak force", value=peak_force(hardest), unit="N", note=assumed),
        Measure(name="of a kick load", value=100.0 * peak_force(hardest) / KICK_N, unit="%", note="556 N; same guess"),
    )  # fmt: skip


def _is_meant(view: View, record: ContactRecord, shapes: dict[str, Shape]) -> bool:
    """Whether a wanted touch, or a hold that is on at that time, explains a touch."""
    a, b = shapes[record.a], shapes[record.b]
    forbidden = a.no_touch or b.no_touch
    for hold in view.take.holds:
        if not forbidden and record.closing_speed < GENTLE and _explains(view, hold, record, a, b):
            return True
    trees = {view.tree(a.node), view.tree(b.node)}
    for outcome in view.take.outcomes:
        beat = view.beat(outcome.beat)
        if beat is None or not beat.wanted_touch or outcome.start is None or beat.intent.target is None:
            continue
        end = view.take.length if outcome.end is None else outcome.end + AROUND_MS
        about = set(beat.who) & trees and _is_target(view, beat.intent.target, (a, b))
        if about and outcome.start <= record.end and record.start <= end:
            return True
    return False


def _explains(view: View, hold: HoldRecord, record: ContactRecord, a: Shape, b: Shape) -> bool:
    end = view.take.length if hold.end is None else hold.end
    if record.end < hold.start - AROUND_MS or record.start > end + AROUND_MS:
        return False
    holder, partner = view.tree(hold.node), view.tree(hold.partner)
    trees = {view.tree(a.node), view.tree(b.node)}
    if hold.partner:
        return {holder, partner} == trees
    fixed = next((shape for shape in (a, b) if shape.node == 0), None)
    if fixed is None or holder not in trees:
        return False
    # A foot in its loop stands on the floor; one who is strapped lies on the bed; a hand's rail is at the arm.
    same_limb = hold.node in {a.node, b.node}
    return same_limb or hold.kind == "strap" or belongs(fixed, hold.thing)


def _is_target(view: View, target: Target, shapes: tuple[Shape, Shape]) -> bool:
    return any(view.tree(shape.node) == target.name or belongs(shape, target.name) for shape in shapes)


def belongs(shape: Shape, thing: str) -> bool:
    """Whether a shape of the set is part of a fitting: `hatch.rim/bar.2` of `hatch.rim`, `table.top` of `table`."""
    return shape.id == thing or shape.id.startswith((f"{thing}/", f"{thing}."))


def _thing(shape: Shape) -> str:
    return shape.id.partition("/")[0]


def _name(view: View, shape: Shape, *, first: bool = False) -> str:
    """What a shape is called: "Zhenya's left hand", "the cup", "hatch.rim"."""
    if shape.node == 0:
        return _thing(shape)
    tree = view.tree(shape.node)
    if tree in view.people:
        return f"{called(tree)}'s {part(view.nodes[shape.node].id)}"
    return f"{'The' if first else 'the'} {tree}"
