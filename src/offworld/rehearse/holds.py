"""Holds: grips of hands and feet, straps, props in hands. Each is a preallocated weld, retargeted when the grip closes.

A hold ends when it is let go or when its filtered load exceeds what the hand, foot or strap can carry.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from offworld.body.grip import engage
from offworld.film.take import HoldRecord
from offworld.geometry.rotation import cross
from offworld.rehearse.ledger import HoldLoads
from offworld.rehearse.system import Floats, System
from offworld.strength import HOLD_LIMITS, filter_gain

HoldKind = Literal["hand", "foot", "strap", "prop", "velcro"]

FEMALE_GRIP = 0.66
"""Women's over men's grip: 304 N over 461 N (handbook physics, section 3, Massy-Westropp 2011) [S]."""


@dataclass(slots=True, eq=False)
class Hold:
    """One active hold."""

    record: HoldRecord
    """What the take keeps of it."""
    slot: int
    """Equality id."""
    holder: int
    """Tree index of the holder."""
    partner: int
    """Tree index of what is held; SET for the room."""
    body: int
    """Body of the limb."""
    partner_body: int
    """Body held; 0 for the room."""
    limb: str
    """`left hand`, …, `strap.1`, or the prop's name for Velcro."""
    load: Floats = field(default_factory=lambda: np.zeros(6))
    """Filtered force, N, and torque about the grip, N m, set frame."""


class HoldTable:
    """All holds of a take, and the equalities that carry them."""

    def __init__(self, system: System, slots: dict[tuple[str, str], int]) -> None:
        """Nothing is held yet.

        Args:
            system: the simulated system.
            slots: equality id by (tree name, limb).
        """
        self.system, self.slots = system, slots
        self.active: dict[int, Hold] = {}
        self.records: list[HoldRecord] = []

    def of(self, name: str, limb: str) -> Hold | None:
        """The active hold of a limb."""
        return self.active.get(self.slots[name, limb])

    def by(self, name: str) -> list[Hold]:
        """Active holds of one holder."""
        tree = self.system.tree(name).index
        return [hold for hold in self.ordered() if hold.holder == tree]

    def on(self, name: str) -> list[Hold]:
        """Active holds of others on one tree."""
        tree = self.system.tree(name).index
        return [hold for hold in self.ordered() if hold.partner == tree]

    def ordered(self) -> list[Hold]:
        """Active holds in order of their equality rows."""
        return [self.active[slot] for slot in sorted(self.active)]

    def ends(self) -> tuple[tuple[int, int], ...]:
        """Tree indices of holder and held, in order of the equality rows."""
        return tuple((hold.holder, hold.partner) for hold in self.ordered())

    def ids(self) -> tuple[int, ...]:
        """Hold numbers in order of the equality rows."""
        return tuple(hold.record.id for hold in self.ordered())

    def anchor(self, hold: Hold) -> Floats:
        """World position of the grip point on the limb."""
        data = self.system.data
        turn = data.xmat[hold.body].reshape(3, 3)
        return np.asarray(data.xpos[hold.body] + turn @ np.asarray(hold.record.anchor))

    def grip(
        self, tick: int, name: str, limb: str, *, partner_body: int, point: Floats, kind: HoldKind, thing: str,
        strength: float = 1.0,
    ) -> Hold:  # fmt: skip
        """Close a hold at the present relative pose, so that nothing is pulled anywhere by closing it."""
        system, data = self.system, self.system.data
        slot = self.slots[name, limb]
        assert slot not in self.active
        body = int(system.model.eq_obj1id[slot])
        pose = engage(system.model, data, slot, body, partner_body, point)
        force, torque = HOLD_LIMITS[kind]
        record = HoldRecord(
            id=len(self.records), node=int(system.node_of_body[body]),
            partner=int(system.node_of_body[partner_body]), kind=kind, thing=thing, start=tick, end=None, ended_by="",
            anchor=pose.anchor, partner_anchor=pose.partner_anchor, relative=pose.relative,
            force_limit=force * strength, torque_limit=torque * strength,
        )  # fmt: skip
        self.records.append(record)
        hold = Hold(
            record=record, slot=slot, holder=int(system.tree_of_body[body]),
            partner=int(system.tree_of_body[partner_body]), body=body, partner_body=partner_body, limb=limb,
        )  # fmt: skip
        self.active[slot] = hold
        return hold

    def release(self, tick: int, hold: Hold, why: Literal["let go", "slip"] = "let go") -> None:
        """Open a hold."""
        del self.active[hold.slot]
        self.system.data.eq_active[hold.slot] = 0
        self.records[hold.record.id] = replace(hold.record, end=tick, ended_by=why)

    def feel(self, loads: HoldLoads, step_s: float) -> tuple[list[Hold], Floats]:
        """Filter the loads of one control step.

        Returns:
            Holds whose filtered load is more than they can carry, and the loads (steps, holds, 6) with torques about
            the grip points.
        """
        by_id = {hold.record.id: hold for hold in self.active.values()}
        holds = [by_id[number] for number in loads.hold_ids]
        share = filter_gain(step_s)
        about = loads.wrench.copy()
        about[..., 3:] -= cross(np.array([self.anchor(hold) for hold in holds]), about[..., :3])
        felt = np.array([hold.load for hold in holds])
        for row in about:
            felt += share * (row - felt)
        broken: list[Hold] = []
        for hold, load in zip(holds, felt, strict=True):
            hold.load = load
            force, torque = math.hypot(*load[:3]), math.hypot(*load[3:])
            if force > hold.record.force_limit or torque > hold.record.torque_limit:
                broken.append(hold)
        return broken, about
