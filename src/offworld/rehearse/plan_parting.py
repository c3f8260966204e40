"""What pushing each other apart can be: from holds between two people to a stroke for each, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offworld.rehearse.actor import Actor
from offworld.rehearse.holds import Hold
from offworld.rehearse.plan import FASTEST, Impossible, Stroke, plan_stroke
from offworld.rehearse.system import SET, Floats

LIMB_OF_PART = {"hand": "hand", "forearm": "hand", "foot": "foot", "shank": "foot"}
"""The limb that gives way when somebody holds one by that part; held by any other part, one's limbs cannot push."""


@dataclass(slots=True, kw_only=True, eq=False)
class Parting:
    """What two people have agreed on."""

    pair: tuple[Actor, Actor]
    """Who leaves forwards along the line, and who backwards."""
    shares: tuple[float, float]
    """Of the speed of parting; one is 0 where somebody is tied to the room."""
    strokes: tuple[Stroke | None, Stroke | None]
    """Each one's way from the grips; None for one whose limbs do not push."""
    apart: Floats
    """From the second one's centre to the first one's where the stroke begins, along the line: set frame, m."""
    line: Floats
    """Unit, from the second to the first."""
    speed: float
    """m/s between them at the end."""
    duration: float
    """Of the rise of speed, s."""
    length: float
    """By how much the centres part while hands hold, m."""
    common: Floats
    """Velocity of the common centre, or of the room: m/s, set frame."""


def between(one: Actor, other: Actor) -> list[Hold]:
    """The holds of two people on each other."""
    ends = {one.tree.index, other.tree.index}
    return [hold for hold in one.table.ordered() if {hold.holder, hold.partner} == ends]


def tied(actor: Actor) -> bool:
    """True if a person is tied to the room by hands, feet or straps."""
    return any(hold.partner == SET for hold in actor.holds())


def plan_parting(leader: Actor, mate: Actor, speed: float) -> Parting | Impossible:
    """Find how two people can push each other apart, or say why they cannot.

    Args:
        leader: one of them.
        mate: the other.
        speed: m/s between them.
    """
    holds = between(leader, mate)
    refused = _refused(leader, mate, holds, speed)
    if refused:
        return Impossible(reason=refused)
    fixed = [tied(leader), tied(mate)]
    pair = (mate, leader) if fixed[0] else (leader, mate)
    masses = [actor.mass() for actor in pair]
    shares = (1.0, 0.0) if any(fixed) else (masses[1] / sum(masses), masses[0] / sum(masses))
    line = pair[0].centre() - pair[1].centre()
    line = line / np.linalg.norm(line)
    strokes = _strokes(pair, shares, holds, line, speed)
    if isinstance(strokes, Impossible):
        return strokes
    known = [stroke for stroke in strokes if stroke is not None]
    starts = [actor.centre() if s is None else s.start for actor, s in zip(pair, strokes, strict=True)]
    velocities = [actor.momentum()[0] for actor in pair]
    common = (masses[0] * velocities[0] + masses[1] * velocities[1]) / sum(masses)
    apart = float((starts[0] - starts[1]) @ line) * line
    return Parting(
        pair=pair, shares=shares, strokes=strokes, apart=apart, line=line, speed=speed,
        duration=max(stroke.duration for stroke in known), length=sum(stroke.length for stroke in known),
        common=np.zeros(3) if any(fixed) else common,
    )  # fmt: skip


def _refused(leader: Actor, mate: Actor, holds: list[Hold], speed: float) -> str:
    """Why two people cannot even try; empty if they can."""
    if not holds:
        return f"{leader.name} and {mate.name} do not hold each other"
    if speed > FASTEST:
        return f"{speed:g} m/s is faster than arms or legs can part two people ({FASTEST:g} m/s)"
    limp = next((actor.name for actor in (leader, mate) if actor.limp), None)
    if limp is not None:
        return f"{limp} is limp and cannot push"
    if leader.strapped and mate.strapped:
        return f"{leader.name} and {mate.name} are both strapped down"
    if tied(leader) and tied(mate):
        return f"{leader.name} and {mate.name} both hold on to something else: nobody would leave"
    ends = {leader.tree.index, mate.tree.index}
    for actor in (leader, mate):
        for hold in [*actor.holds(), *actor.table.on(actor.name)]:
            third = ({hold.holder, hold.partner} - ends) - {SET}
            if third:
                name = actor.system.trees[third.pop()].name
                return f"{actor.name} and {name} hold each other too: {actor.name} cannot leave"
    return ""


def _strokes(
    pair: tuple[Actor, Actor], shares: tuple[float, float], holds: list[Hold], line: Floats, speed: float
) -> tuple[Stroke | None, Stroke | None] | Impossible:
    """Each one's stroke from the grips as if they stood still, as long as the other's takes."""
    through = [_through(actor, holds) if share else [] for actor, share in zip(pair, shares, strict=True)]
    if not any(through):
        return Impossible(reason="no hand or foot is between them to push with")
    alone = not all(through)
    reduced = pair[0].mass() * shares[0] if shares[1] else pair[0].mass()
    least = 0.0
    found: list[Stroke | None] = []
    for _ in range(2):
        found = [None, None]
        for i, sign in enumerate((1.0, -1.0)):
            if not through[i]:
                continue
            stroke = plan_stroke(
                pair[i], through[i], sign * line, speed if alone else speed * shares[i],
                mass=reduced if alone else None, least_s=least,
            )  # fmt: skip
            if isinstance(stroke, Impossible):
                return Impossible(reason=f"{pair[i].name}: {stroke.reason}")
            found[i] = stroke
        times = [stroke.duration for stroke in found if stroke is not None]
        if min(times) == max(times):
            break
        least = max(times)
    return found[0], found[1]


def _through(actor: Actor, holds: list[Hold]) -> list[Hold]:
    """The holds as one of the two feels them: own hands, and own limbs that the other has hold of."""
    felt = []
    for hold in holds:
        if hold.holder == actor.tree.index:
            felt.append(hold)
            continue
        side, _, part = actor.system.model.body(hold.partner_body).name.split("/")[-1].partition("_")
        if part in LIMB_OF_PART:
            record = replace(hold.record, anchor=hold.record.partner_anchor)
            limb = f"{side} {LIMB_OF_PART[part]}"
            felt.append(replace(hold, limb=limb, body=hold.partner_body, record=record))
    return felt
