"""Touches: from single contacts at single steps to one record for each touch of two shapes."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from offworld.film.take import ContactRecord
from offworld.rehearse.integrate import WEIGHTS
from offworld.rehearse.ledger import Touch
from offworld.rehearse.system import SET, Floats, System

APART_STEPS = 25
"""Steps without contact after which a touch is over: 0.1 s."""


@dataclass(slots=True, eq=False)
class Going:
    """A touch that is going on."""

    first: int
    last: int
    position: Floats
    closing: float
    effective_mass: float
    impulse: float


class ContactLog:
    """All touches of a take."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.going: dict[tuple[int, int], Going] = {}
        self.records: list[ContactRecord] = []
        self._step_s = float(system.model.opt.timestep)

    def take(self, touches: list[Touch], first_step: int) -> set[frozenset[str]]:
        """Take up the touches of one control step.

        Returns:
            Pairs of names (people, props, `set`) that touched.
        """
        pairs: set[frozenset[str]] = set()
        for touch in touches:
            if touch.normal <= 0.0:
                continue
            step = first_step + touch.stage // 4
            pairs.add(frozenset(self._names(touch.geoms)))
            self._add(touch, step)
        self._close(first_step)
        return pairs

    def finish(self) -> tuple[ContactRecord, ...]:
        """End everything; all records in order of time."""
        self._close(1 << 60)
        return tuple(sorted(self.records, key=lambda one: (one.start, one.a, one.b)))

    def _names(self, geoms: tuple[int, int]) -> list[str]:
        trees = [int(self.system.tree_of_body[self.system.model.geom_bodyid[g]]) for g in geoms]
        return ["set" if tree == SET else self.system.trees[tree].name for tree in trees]

    def _add(self, touch: Touch, step: int) -> None:
        impulse = touch.normal * WEIGHTS[touch.stage % 4] * self._step_s
        going = self.going.get(touch.geoms)
        if going is None:
            closing, mass = max(0.0, touch.closing), self._effective_mass(touch.jacobian)
            self.going[touch.geoms] = Going(step, step, touch.position, closing, mass, impulse)
            return
        if going.effective_mass == 0.0 and touch.jacobian is not None and step <= going.first + 1:
            going.closing = max(0.0, touch.closing)
            going.effective_mass = self._effective_mass(touch.jacobian)
        going.last = step
        going.impulse += impulse

    def _effective_mass(self, row: Floats | None) -> float:
        """1 / (J M⁻¹ Jᵀ) along the normal, kg; zero where the row is not known (a touch first seen inside a step)."""
        if row is None:
            return 0.0
        answer = np.empty((1, len(row)))
        mujoco.mj_solveM(self.system.model, self.system.data, answer, row[None])
        return float(1.0 / max(float(row @ answer[0]), 1e-9))

    def _close(self, now: int) -> None:
        for geoms in [g for g, one in self.going.items() if now - one.last > APART_STEPS]:
            going = self.going.pop(geoms)
            model, ms = self.system.model, 1000 * self._step_s
            moving = [g for g in geoms if self.system.tree_of_body[model.geom_bodyid[g]] != SET]
            a = moving[0]
            b = geoms[1] if a == geoms[0] else geoms[0]
            x, y, z = (float(v) for v in going.position)
            self.records.append(
                ContactRecord(
                    a=self.system.shape_of_geom[a], b=self.system.shape_of_geom[b], start=round(going.first * ms),
                    end=round((going.last + 1) * ms), position=(x, y, z), closing_speed=going.closing,
                    effective_mass=going.effective_mass, impulse=going.impulse,
                )
            )  # fmt: skip
