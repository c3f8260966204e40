"""A session: the simulated system with its holds, fields, ledger and crew, advanced one control step at a time.

Order within a control step: look at the state, close and open grips, let the crew decide its torques, set the world's
fields, then step with all of that constant. Nothing else ever changes a body's motion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import mujoco
import numpy as np

from offworld.body.assemble import assemble
from offworld.body.model import STEP_S, BodyModel, build_model
from offworld.body.posture import neutral_posture, personal_generator
from offworld.film.scene import Rehearsal
from offworld.rehearse.actor import Actor
from offworld.rehearse.contacts import ContactLog
from offworld.rehearse.crew import Crew
from offworld.rehearse.fields import Fields
from offworld.rehearse.floor import Floor
from offworld.rehearse.holds import FEMALE_GRIP, Hold, HoldTable
from offworld.rehearse.integrate import Stepper
from offworld.rehearse.ledger import Ledger
from offworld.rehearse.moves.wish import GripWish, Wish
from offworld.rehearse.system import Floats, System, build_system
from offworld.rehearse.tethers import Tethers, most_tethers

CONTROL_STEPS = 5
"""Simulation steps in a control step: 20 ms."""
UNSOLVED, UNSOLVED_SHARE = 1e-4, 1e-6
"""N or N m that the equations of motion may leave over in any coordinate, and the share of the largest force there that
may be added. A sound solve mostly leaves 1e-11, and at most 1e-5 in 200 random takes; what this is for leaves 500 and
more (handbook physics, section 6, sparse Newton)."""


@dataclass(slots=True, eq=False)
class Track:
    """What is written down at every simulation step."""

    coordinates: list[Floats] = field(default_factory=list)
    velocities: list[Floats] = field(default_factory=list)
    torques: list[Floats] = field(default_factory=list)
    momenta: list[Floats] = field(default_factory=list)
    """(trees, 6) at each control tick."""
    centres: list[Floats] = field(default_factory=list)
    """(trees, 3) centres of mass at each control tick, set frame, m."""
    loads: list[tuple[int, tuple[int, ...], Floats]] = field(default_factory=list)
    """(first step, hold numbers, (steps, holds, 6) loads about the grip)."""


class Session:
    """Everything that moves, between the first and the last tick of a take."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.assembly = assemble(rehearsal)
        self.body: BodyModel = build_model(self.assembly, rehearsal.world)
        self.system: System = build_system(self.assembly, self.body.model)
        self.system.data.eq_active[:] = 0
        self.table = HoldTable(self.system, dict(self.body.slots))
        self.actors = {tree.name: self._actor(tree.name) for tree in self.system.trees if tree.person}
        self.fields = Fields(self.system, rehearsal)
        self.tethers = Tethers(self.system, most_tethers(rehearsal.scene))
        self.ledger = Ledger(
            self.system, step_s=STEP_S, steps_per_flush=CONTROL_STEPS, rotates=self.fields.rotates,
            tethers=self.tethers,
        )  # fmt: skip
        self.stepper = Stepper(self.system, self.ledger, STEP_S)
        self.stepper.solver.tethers = self.tethers
        self.crew = Crew(self.system, self.table, self.actors)
        self.floor = Floor(
            rehearsal=rehearsal, system=self.system, table=self.table, actors=self.actors,
            control_s=STEP_S * CONTROL_STEPS, tethers=self.tethers,
        )  # fmt: skip
        self.contacts = ContactLog(self.system)
        self.track = Track()
        self.slipped: list[Hold] = []
        self._layout: tuple[int, ...] | None = None

    def _actor(self, name: str) -> Actor:
        person = next(one for one in self.rehearsal.people if one.id == name)
        rng = personal_generator(self.rehearsal.seed, person.id)
        grip = FEMALE_GRIP if person.sex == "female" else 1.0
        return Actor(
            system=self.system, table=self.table, tree=self.system.tree(name), person=person,
            neutral=neutral_posture(person, rng), strength=grip * person.strength,
        )  # fmt: skip

    @property
    def tick(self) -> int:
        """Now, ms."""
        return self.floor.tick

    def look(self) -> None:
        """Bring everything that can be read up to the present state."""
        self.stepper.look()

    def close(self, who: str, wish: GripWish) -> Hold:
        """Close a grip that a move asked for."""
        actor = self.actors[who]
        strength = 1.0 if wish.kind in {"strap", "velcro"} else actor.strength
        return self.table.grip(
            self.tick, who, wish.limb, partner_body=wish.partner_body, point=wish.point, kind=wish.kind,
            thing=wish.thing, strength=strength,
        )  # fmt: skip

    def tie(self, who: str, wish: Wish) -> list[tuple[str, str]]:
        """Clip and unclip the tethers that a move asked for; what was done, as kind and words of an event."""
        told: list[tuple[str, str]] = []
        for tether in [one for one in self.tethers.active if one.record.id in wish.unclips]:
            self.tethers.unclip(self.tick, tether)
            told.append(("unclip", f"the tether comes off {tether.record.thing}"))
        for clip in wish.clips:
            self.tethers.clip(
                self.tick, who, partner_body=clip.partner_body, point=clip.point, thing=clip.thing, length=clip.length_m
            )  # fmt: skip
            told.append(("clip", f"a tether of {clip.length_m:.2f} m is clipped to {clip.thing}"))
        return told

    def advance(self, wishes: dict[str, list[Wish]]) -> None:
        """One control step; `look` has been called and grips have been closed and opened.

        Raises:
            FloatingPointError: the simulation has come to nothing; what was written down ends with the step before.
        """
        layout = self.table.ids()
        if layout != self._layout:
            self.stepper.look()
            self.ledger.holds_changed(layout, self.table.ends())
            self._layout = layout
        data, track = self.system.data, self.track
        self.crew.drive(wishes)
        self._take_up_fields()
        if not track.coordinates:
            track.coordinates.append(data.qpos.copy())
            track.velocities.append(data.qvel.copy())
        self._solved()
        track.momenta.append(self.system.momentum())
        track.centres.append(data.subtree_com.take(self.system.root_bodies, 0))
        torques = data.qfrc_actuator.take(self.body.joint_dof)
        first = len(track.torques)
        try:
            self._step(torques)
        except FloatingPointError:
            self._forget(first)
            raise
        self._book(first)

    def _take_up_fields(self) -> None:
        """The torques and the world's fields of the coming control step, and the pulls of tethers besides."""
        self.tethers.hold_still()
        self.fields.apply(self.floor.time)
        self.stepper.act()
        self.fields.gather()
        if self.tethers.active:
            self.tethers.go_on()
            self.stepper.act()

    def _solved(self) -> None:
        """Doubt the simulator's solver: mass times acceleration must be the sum of the forces that it names."""
        data = self.system.data
        inertial = self.crew.mass_matrix @ data.qacc
        left = float(np.abs(inertial - data.qfrc_smooth - data.qfrc_constraint).max())
        largest = max(float(np.abs(f).max()) for f in (inertial, data.qfrc_smooth, data.qfrc_constraint))
        # Not a number is not at most anything either.
        if not left <= UNSOLVED + UNSOLVED_SHARE * largest:
            raise FloatingPointError(f"the simulator's solver left a force of {left:.1e} N to no cause")

    def _step(self, torques: Floats) -> None:
        data, track = self.system.data, self.track
        for number in range(CONTROL_STEPS):
            if number:
                self.stepper.go_on()
            self.stepper.advance()
            track.coordinates.append(data.qpos.copy())
            track.velocities.append(data.qvel.copy())
            track.torques.append(torques)

    def _forget(self, first: int) -> None:
        """Take back a control step that came to nothing: the take ends where its books are in order."""
        track = self.track
        del track.coordinates[first + 1 :], track.velocities[first + 1 :], track.torques[first:]
        del track.momenta[-1], track.centres[-1]
        self.ledger.discard()

    def _book(self, first: int) -> None:
        loads, touches = self.ledger.flush()
        mujoco.mj_kinematics(self.system.model, self.system.data)
        if loads.hold_ids:
            self.slipped, about = self.table.feel(loads, STEP_S)
            self.track.loads.append((first, loads.hold_ids, about))
        else:
            self.slipped = []
        self.floor.touching = self.contacts.take(touches, first)
        self.floor.tick += round(1000 * STEP_S * CONTROL_STEPS)

    def open(self, holds: Iterable[Hold]) -> None:
        """Let go of holds."""
        for hold in holds:
            self.table.release(self.tick, hold)
