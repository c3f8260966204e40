"""Single contacts at single stages, read from the simulator's constraint rows as arrays.

While a control step runs, rows are only copied; what they come to is worked out for all stages at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.rehearse.system import Floats, Ints, System

ROWS = 4
"""Rows of one contact: its pyramid of friction has two for each of the two ways to slide, normal ± friction."""
ROOM = 128
"""Contacts that there is room for at first; doubled whenever it is not enough."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Touches:
    """Contacts of some stages, in order of time."""

    stage: Ints
    """(n,) number of the stage since the last flush."""
    geoms: Ints
    """(n, 2)."""
    normal: Floats
    """(n,) normal force, N."""
    position: Floats
    """(n, 3) set frame, m."""
    roots: Floats
    """(n, 6 trees) generalised force on the roots."""
    closing: Floats
    """(n,) closing speed along the normal, m/s; not a number in trial states of the integrator."""
    jacobian: Floats
    """(n, nv) speed along the normal per unit velocity; undefined in trial states."""
    step: Ints
    """(n,) number of the step since the last flush."""
    seconds: Floats
    """(n,) for how long the force counts."""


class TouchRows:
    """Copies of the contacts of the stages since the last flush."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._nv = system.model.nv
        self._speeds = system.data.qvel
        self._columns = system.root_columns
        self._make(ROOM)
        self._fill = 0
        self._ends: list[tuple[int, int]] = []
        self._moments: list[tuple[int, int, Floats]] = []

    def _make(self, room: int) -> None:
        self._jacobian = np.empty((room, ROWS, self._nv))
        self._force, self._position = np.empty((room, ROWS)), np.empty((room, 3))
        self._geoms = np.empty((room, 2), dtype=np.int64)

    def _grow(self, least: int) -> None:
        old = self._jacobian, self._force, self._position, self._geoms
        self._make(max(least, 2 * len(old[0])))
        for new, was in zip((self._jacobian, self._force, self._position, self._geoms), old, strict=True):
            new[: self._fill] = was[: self._fill]

    def stage(self, number: int, jacobian: Floats, force: Floats, *, motion: bool) -> None:
        """Keep the contacts of the present stage that have rows.

        Args:
            number: of the stage since the last flush.
            jacobian: (nefc, nv) of all constraints, contacts last.
            force: (nefc,).
            motion: whether closing speeds are wanted: true where the velocities are those of the step itself.
        """
        data = self._system.data
        start = data.ne + data.nl
        n = (len(force) - start) // ROWS
        if not n:
            return
        contact = data.contact
        geoms, position = contact.geom, contact.pos
        if n != len(geoms):
            # Contacts within their margin but not touching have no rows.
            pressing = contact.efc_address >= 0
            geoms, position = geoms[pressing], position[pressing]
        a, b = self._fill, self._fill + n
        if b > len(self._force):
            self._grow(b)
        self._jacobian[a:b].reshape(ROWS * n, -1)[:] = jacobian[start:]
        self._force[a:b].reshape(-1)[:] = force[start:]
        self._position[a:b], self._geoms[a:b] = position, geoms
        self._ends.append((number, b))
        if motion:
            self._moments.append((a, b, self._speeds.copy()))
        self._fill = b

    def again(self, stage: int) -> None:
        """Forget what was kept from a stage on."""
        self._ends = [one for one in self._ends if one[0] < stage]
        self._fill = self._ends[-1][1] if self._ends else 0
        self._moments = [one for one in self._moments if one[1] <= self._fill]

    def clear(self) -> None:
        """Forget everything."""
        self._fill, self._ends, self._moments = 0, [], []

    def taken(self, begins: list[int], seconds: Floats) -> Touches:
        """Everything that was kept.

        Args:
            begins: number of the first stage of each step.
            seconds: for how long each stage counts.
        """
        n = self._fill
        stage = np.empty(n, np.int64)
        first = 0
        for number, end in self._ends:
            stage[first:end] = number
            first = end
        jacobian, force = self._jacobian[:n], self._force[:n]
        normals, closing = np.empty((n, self._nv)), np.full(n, np.nan)
        for a, b, speeds in self._moments:
            # Two opposite rows of the pyramid average to the normal.
            normals[a:b] = 0.5 * (jacobian[a:b, 0] + jacobian[a:b, 1])
            closing[a:b] = -(normals[a:b] @ speeds)
        return Touches(
            stage=stage, geoms=self._geoms[:n].copy(), normal=force.sum(axis=1),
            position=self._position[:n].copy(),
            roots=(force[:, None, :] @ jacobian.take(self._columns, 2))[:, 0], closing=closing, jacobian=normals,
            step=np.searchsorted(begins, stage, side="right") - 1, seconds=seconds[stage],
        )  # fmt: skip
