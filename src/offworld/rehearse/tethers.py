"""Tethers: lines from a person's belt to the room, to somebody else's belt or to a prop, that pull while they are taut.

The pull is a strap's (`offworld.strength.tension`) along the straight line between its ends, the same on both. It is
worked out anew at every stage of a step, after the positions and before the forces, and handed to the simulator as a
force that is applied, so that the integrator weighs it as it does all others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import mujoco
import numpy as np

from offworld.film.assembly import Assembly
from offworld.film.basic import Vec3
from offworld.film.scene import Scene
from offworld.film.take import Pull, TetherRecord
from offworld.geometry.rotation import cross
from offworld.rehearse.system import Floats, System
from offworld.strength import TETHER_LOSS_S_M, TETHER_STIFFNESS

SLACK_STEPS = 25
"""Steps without a pull after which a tether is slack again: 0.1 s, as touches have it."""
TENSION, RATE = 6, 7
"""Columns of `Tethers.state` after the six of the wrench."""


def belt_of(assembly: Assembly, person: str) -> Vec3:
    """Where on a person's belt a tether begins: its buckle, frame of the pelvis, m."""
    belt = next(shape for shape in assembly.shapes if shape.id == f"{person}/pelvis/belt")
    x, y, z = belt.position
    return (x + belt.size[0], y, z)


def most_tethers(scene: Scene) -> int:
    """How many tethers may be on at once in a scene, and one to spare."""
    clips = (
        len(beat.who)
        for beat in scene.beats
        for intent in (beat.intent, beat.otherwise)
        if intent is not None and intent.move == "clip tether"
    )
    return 1 + len(scene.people) + sum(clips)


@dataclass(slots=True, eq=False)
class Tether:
    """One tether that is on."""

    record: TetherRecord
    """What the take keeps of it, but for its pulls."""
    body: int
    """Body of the belt."""
    partner_body: int
    """Body of the other end; 0 for the room."""
    ends: tuple[int, int]
    """Tree indices of both ends; SET for the room."""
    first: int = -1
    """Step in which it came taut; -1 while it is slack."""
    last: int = -1
    """Last step in which it pulled."""
    closing: float = 0.0
    """m/s as it came taut."""
    mass: float = 0.0
    """Effective mass then, kg."""
    impulse: float = 0.0
    """N s, until now."""
    peak: float = 0.0
    """N, until now."""


class Tethers:
    """All tethers of a take."""

    def __init__(self, system: System, most: int) -> None:
        """None is on yet.

        Args:
            system: the simulated system.
            most: how many may be on at once.
        """
        self.system, self.most = system, most
        self.active: list[Tether] = []
        self.records: list[TetherRecord] = []
        nv = system.model.nv
        self.live = False
        """Whether they pull now: not while the world's fields are worked out."""
        self.state = np.zeros((most, 8))
        """Now: force and torque about the set origin on the belt, set frame; tension, N; rate, m/s."""
        self.pulled = np.zeros(nv)
        """Generalised force of all of them now."""
        self.steady = np.zeros(nv)
        """What else is applied: the world's fields, constant in a control step."""
        self._both = np.empty((2, 3, nv))
        self._ms = round(1000 * float(system.model.opt.timestep))

    def ends_of(self, tether: Tether) -> tuple[Floats, Floats]:
        """Where both ends are now, set frame, m."""
        return self._point(tether.body, tether.record.anchor), self._point(
            tether.partner_body, tether.record.partner_anchor
        )

    def clip(
        self, tick: int, who: str, *, partner_body: int, point: Floats, thing: str, length: float
    ) -> Tether:
        """Put a tether on.

        Args:
            tick: now, ms.
            who: from whose belt.
            partner_body: body of the other end; 0 for the room.
            point: other end, set frame, m.
            thing: its name for people.
            length: m.
        """
        system, data = self.system, self.system.data
        body = int(system.model.body(f"{who}/pelvis").id)
        turn = data.xmat[partner_body].reshape(3, 3)
        local = turn.T @ (point - data.xpos[partner_body])
        record = TetherRecord(
            id=len(self.records), node=int(system.node_of_body[body]),
            partner=int(system.node_of_body[partner_body]) if partner_body else 0, thing=thing, start=tick, end=None,
            length=float(length), anchor=belt_of(system.assembly, who), partner_anchor=_triple(local),
        )  # fmt: skip
        ends = int(system.tree_of_body[body]), int(system.tree_of_body[partner_body])
        tether = Tether(record=record, body=body, partner_body=partner_body, ends=ends)
        self.records.append(record)
        self.active.append(tether)
        return tether

    def of(self, who: str) -> list[Tether]:
        """Tethers from a person's belt, in order of clipping."""
        tree = self.system.tree(who).index
        return [tether for tether in self.active if tether.ends[0] == tree]

    def unclip(self, tick: int, tether: Tether) -> None:
        """Take a tether off."""
        self._slacken(tether)
        self.records[tether.record.id] = replace(self.records[tether.record.id], end=tick)
        self.active.remove(tether)
        if not self.active and self.live:
            self.system.data.qfrc_applied[:] = self.steady
            self.live = False

    def hold_still(self) -> None:
        """Leave what is applied to the world's fields alone, which are then worked out."""
        if self.live:
            self.system.data.qfrc_applied[:] = 0.0
            self.live = False

    def go_on(self) -> None:
        """Take what is applied now for the fields', and pull besides."""
        self.steady[:] = self.system.data.qfrc_applied
        self.live = True

    def pull(self) -> None:
        """Work out all pulls from fresh positions and the present velocities, and apply them."""
        self.state[:], self.pulled[:] = 0.0, 0.0
        speeds = self.system.data.qvel
        for column, tether in enumerate(self.active):
            row = self.state[column]
            start, end = self.ends_of(tether)
            apart = end - start
            distance = float(np.linalg.norm(apart))
            stretch = distance - tether.record.length
            if stretch <= 0.0:
                continue
            along = apart / distance
            lengthens = self._lengthens(tether, start, end, along)
            rate = float(lengthens @ speeds)
            size = TETHER_STIFFNESS * stretch * max(1.0 + TETHER_LOSS_S_M * rate, 0.0)
            row[:3] = size * along
            row[3:6] = cross(start, row[:3])
            row[TENSION], row[RATE] = size, rate
            self.pulled -= size * lengthens
        np.add(self.steady, self.pulled, out=self.system.data.qfrc_applied)

    def feel(self, first_step: int, states: Floats, begins: list[int], seconds: Floats) -> None:
        """Take up the pulls of one control step.

        Args:
            first_step: simulation step that the control step began with.
            states: (stages, most, 8) `state` at each stage.
            begins: number of the first stage of each step.
            seconds: (stages,) for how long each stage counts.
        """
        impulses = np.add.reduceat(states[..., TENSION] * seconds[:, None], begins, axis=0)
        for column, tether in enumerate(self.active):
            for number in np.flatnonzero(impulses[:, column] > 0.0).tolist():
                if tether.first < 0:
                    self._come_taut(tether, first_step + number, states[begins[number] :, column])
                tether.last = first_step + number
                tether.impulse += float(impulses[number, column])
                tether.peak = max(tether.peak, float(states[begins[number], column, TENSION]))
            if tether.first >= 0 and first_step + len(impulses) - 1 - tether.last > SLACK_STEPS:
                self._slacken(tether)

    def finish(self) -> tuple[TetherRecord, ...]:
        """End every pull; all records in order of clipping."""
        for tether in self.active:
            self._slacken(tether)
        return tuple(self.records)

    def _come_taut(self, tether: Tether, step: int, states: Floats) -> None:
        pulling = states[states[:, TENSION] > 0.0]
        tether.first, tether.closing = step, max(0.0, float(pulling[0, RATE]))
        start, end = self.ends_of(tether)
        apart = end - start
        row = self._lengthens(tether, start, end, apart / max(float(np.linalg.norm(apart)), 1e-9))
        answer = np.empty((1, len(row)))
        mujoco.mj_solveM(self.system.model, self.system.data, answer, row[None])
        tether.mass = float(1.0 / max(float(row @ answer[0]), 1e-9))

    def _slacken(self, tether: Tether) -> None:
        if tether.first < 0:
            return
        pull = Pull(
            start=tether.first * self._ms, end=(tether.last + 1) * self._ms, closing_speed=tether.closing,
            effective_mass=tether.mass, impulse=tether.impulse, peak=tether.peak,
        )  # fmt: skip
        kept = self.records[tether.record.id]
        self.records[kept.id] = replace(kept, pulls=(*kept.pulls, pull))
        tether.first, tether.impulse, tether.peak = -1, 0.0, 0.0

    def _point(self, body: int, local: tuple[float, float, float]) -> Floats:
        data = self.system.data
        return np.asarray(data.xpos[body] + data.xmat[body].reshape(3, 3) @ np.asarray(local))

    def _lengthens(self, tether: Tether, start: Floats, end: Floats, along: Floats) -> Floats:
        """(nv,) rate at which the ends part per unit velocity."""
        model, data, both = self.system.model, self.system.data, self._both
        mujoco.mj_jac(model, data, both[0], None, start, tether.body)
        if not tether.partner_body:
            return np.asarray(-(along @ both[0]))
        mujoco.mj_jac(model, data, both[1], None, end, tether.partner_body)
        return np.asarray(along @ (both[1] - both[0]))


def _triple(values: Floats) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in values)
    return (x, y, z)
