"""Single contacts at single stages, read from the simulator's constraint rows as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offworld.rehearse.system import Floats, Ints, System

ROWS = 4
"""Rows of one contact: its pyramid of friction has two for each of the two ways to slide, normal ± friction."""


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
    rows: Floats
    """(n, nv) generalised force."""
    closing: Floats
    """(n,) closing speed along the normal, m/s; not a number in trial states of the integrator."""
    jacobian: Floats
    """(n, nv) speed along the normal per unit velocity; not a number in trial states."""
    step: Ints
    """(n,) number of the step since the last flush; filled in by the ledger."""
    seconds: Floats
    """(n,) for how long the force counts; filled in by the ledger."""


def no_touches(nv: int) -> Touches:
    """Nothing touches."""
    return Touches(
        stage=np.zeros(0, np.int64), geoms=np.zeros((0, 2), np.int64), normal=np.zeros(0),
        position=np.zeros((0, 3)), rows=np.zeros((0, nv)), closing=np.zeros(0), jacobian=np.zeros((0, nv)),
        step=np.zeros(0, np.int64), seconds=np.zeros(0),
    )  # fmt: skip


def collect(system: System, stage: int, jacobian: Floats, force: Floats, *, motion: bool) -> list[Touches]:
    """The contacts of the present stage: one record, or none if nothing presses.

    Args:
        system: with fresh constraint forces.
        stage: number of the stage.
        jacobian: (nefc, nv) of all constraints.
        force: (nefc,).
        motion: whether closing speeds are wanted: true where the velocities are those of the step itself.
    """
    data = system.data
    contact = data.contact
    first = np.asarray(contact.efc_address)
    # Contacts within their margin but not touching have no rows.
    pressing = first >= 0
    n = int(np.count_nonzero(pressing))
    if not n:
        return []
    start = int(first[pressing][0])
    part = jacobian[start : start + ROWS * n].reshape(n, ROWS, -1)
    loads = force[start : start + ROWS * n].reshape(n, ROWS)
    # Two opposite rows of the pyramid average to the normal.
    normals = 0.5 * (part[:, 0] + part[:, 1]) if motion else np.full((n, part.shape[2]), np.nan)
    return [
        Touches(
            stage=np.full(n, stage), geoms=np.asarray(contact.geom)[pressing].astype(np.int64),
            normal=loads.sum(axis=1), position=np.asarray(contact.pos)[pressing].copy(),
            rows=(loads[:, None, :] @ part)[:, 0], closing=-(normals @ data.qvel), jacobian=normals,
            step=np.zeros(n, np.int64), seconds=np.zeros(n),
        )
    ]  # fmt: skip


def gather(parts: list[Touches]) -> Touches:
    """Several records as one."""
    return Touches(
        stage=np.concatenate([p.stage for p in parts]), geoms=np.concatenate([p.geoms for p in parts]),
        normal=np.concatenate([p.normal for p in parts]), position=np.concatenate([p.position for p in parts]),
        rows=np.concatenate([p.rows for p in parts]), closing=np.concatenate([p.closing for p in parts]),
        jacobian=np.concatenate([p.jacobian for p in parts]), step=np.concatenate([p.step for p in parts]),
        seconds=np.concatenate([p.seconds for p in parts]),
    )  # fmt: skip
