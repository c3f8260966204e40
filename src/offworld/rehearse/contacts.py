"""Touches: from single contacts at single steps to one record for each touch of two shapes."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from offworld.film.take import ContactRecord
from offworld.rehearse.system import SET, Floats, Ints, System
from offworld.rehearse.touches import Touches

APART_STEPS = 25
"""Steps without contact after which a touch is over: 0.1 s."""


@dataclass(slots=True, eq=False)
class Going:
    """A touch that is going on."""

    first: int
    """Simulation step in which it began."""
    last: int
    """Last step in which something pressed."""
    position: Floats
    """Where it began, set frame, m."""
    closing: float
    """Speed along the normal just before, m/s; never negative."""
    effective_mass: float
    """Along the normal, kg; zero while it is not known."""
    impulse: float
    """N s, until now."""


class ContactLog:
    """All touches of a take."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.going: dict[tuple[int, int], Going] = {}
        self.records: list[ContactRecord] = []
        self._step_s = float(system.model.opt.timestep)

    def take(self, touches: Touches, first_step: int) -> set[frozenset[str]]:
        """Take up the touches of one control step.

        Args:
            touches: as the ledger hands them out.
            first_step: simulation step that the control step began with.

        Returns:
            Pairs of names (people, props, `set`) that touched.
        """
        pairs: set[frozenset[str]] = set()
        pressed = touches.normal > 0.0
        geoms = touches.geoms[pressed]
        if len(geoms):
            impulse = (touches.normal * touches.seconds)[pressed]
            single = geoms[:, 0] * self.system.model.ngeom + geoms[:, 1]
            order = np.unique(single, return_index=True)[1]
            for at in np.sort(order):
                mine = np.flatnonzero(single == single[at])
                chosen = np.flatnonzero(pressed)[mine]
                pair = (int(geoms[at, 0]), int(geoms[at, 1]))
                pairs.add(frozenset(self._names(pair)))
                self._add(pair, touches, chosen, first_step, float(impulse[mine].sum()))
        self._close(first_step)
        return pairs

    def finish(self) -> tuple[ContactRecord, ...]:
        """End everything; all records in order of time."""
        self._close(1 << 60)
        return tuple(sorted(self.records, key=lambda one: (one.start, one.a, one.b)))

    def _names(self, geoms: tuple[int, int]) -> list[str]:
        trees = [int(self.system.tree_of_geom[g]) for g in geoms]
        return ["set" if tree == SET else self.system.trees[tree].name for tree in trees]

    def _add(
        self, pair: tuple[int, int], touches: Touches, chosen: Ints, first_step: int, impulse: float
    ) -> None:
        steps = first_step + touches.step[chosen]
        going = self.going.get(pair)
        if going is None:
            first = int(steps[0])
            going = Going(first, first, touches.position[chosen[0]], 0.0, 0.0, 0.0)
            self.going[pair] = going
        if going.effective_mass == 0.0:
            # Closing speed is known where the integrator passes through: in the step that felt it first, or the next.
            for at, step in zip(chosen, steps, strict=True):
                if step <= going.first + 1 and np.isfinite(touches.closing[at]):
                    going.closing = max(0.0, float(touches.closing[at]))
                    going.effective_mass = self._effective_mass(touches.jacobian[at])
                    break
        going.last = int(steps[-1])
        going.impulse += impulse

    def _effective_mass(self, row: Floats) -> float:
        """1 / (J M⁻¹ Jᵀ) along the normal, kg."""
        answer = np.empty((1, len(row)))
        mujoco.mj_solveM(self.system.model, self.system.data, answer, row[None])
        return float(1.0 / max(float(row @ answer[0]), 1e-9))

    def _close(self, now: int) -> None:
        for geoms in [g for g, one in self.going.items() if now - one.last > APART_STEPS]:
            going = self.going.pop(geoms)
            ms = 1000 * self._step_s
            moving = [g for g in geoms if self.system.tree_of_geom[g] != SET]
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
