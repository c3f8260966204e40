"""From a session that has run to the take that is kept."""

from __future__ import annotations

import platform
from importlib import import_module
from importlib.metadata import version
from typing import Any

import mujoco
import numpy as np

from offworld.body.model import STEP_S
from offworld.film.take import Stream, Take
from offworld.geometry.rotation import cross
from offworld.rehearse.director import Director
from offworld.rehearse.session import CONTROL_STEPS, Session
from offworld.rehearse.system import Floats

SAMPLE_STEPS = 2
"""Simulation steps between two samples of the poses: 8 ms, 125 a second."""


def make_take(session: Session, director: Director, *, stream: bool, stopped: str) -> Take:
    """Everything that is kept of a run."""
    ms = round(1000 * STEP_S)
    coordinates = np.array(session.track.coordinates)
    books = session.ledger.books
    rows = np.concatenate(books.rows) if books.rows else np.zeros((0, 6))
    keys = np.concatenate(books.keys) if books.keys else np.zeros(0, dtype=np.int64)
    steps = np.concatenate(books.steps) if books.steps else np.zeros(0, dtype=np.int64)
    count = len(session.ledger.keys)
    ledger = np.stack([np.bincount(keys, rows[:, i], count) for i in range(6)], axis=1)
    sampled = np.arange(0, len(coordinates), SAMPLE_STEPS)
    return Take(
        rehearsal=session.rehearsal, assembly=session.assembly, step_ticks=ms, control_ticks=ms * CONTROL_STEPS,
        length=session.tick, sample_ticks=(sampled * ms).astype(np.int64), poses=_poses(session, coordinates[sampled]),
        outcomes=tuple(running.outcome() for running in director.running), events=tuple(director.events),
        holds=tuple(session.table.records), contacts=session.contacts.finish(), keys=session.ledger.ledger_keys(),
        ledger=ledger, remainder=_remainder(session, keys, steps, rows), cuts=tuple(director.cuts),
        lines=tuple(director.lines), fingerprint=fingerprint(), stopped=stopped,
        stream=_stream(session, coordinates, steps, keys, rows) if stream else None,
        notes=_notes(session), tethers=session.tethers.finish(),
    )  # fmt: skip


def fingerprint() -> str:
    """What the numbers depend on beside the input: kind of processor and versions of the numerical libraries."""
    names = ("mujoco", "numpy", "quadprog")
    versions = " ".join(f"{name} {version(name)}" for name in names)
    features = getattr(import_module("numpy._core._multiarray_umath"), "__cpu_features__", {})
    best = [name for name in ("AVX512_ICL", "AVX512_SKX", "AVX2", "SSE42", "ASIMD") if features.get(name)]
    return f"{platform.machine()} {best[0] if best else 'plain'}; {versions}"


def _poses(session: Session, coordinates: Floats) -> Any:
    system = session.system
    scratch = mujoco.MjData(system.model)
    out = np.empty((len(coordinates), len(system.body_of_node), 7), dtype=np.float32)
    for row, state in enumerate(coordinates):
        scratch.qpos[:] = state
        mujoco.mj_kinematics(system.model, scratch)
        out[row, :, :3] = scratch.xpos[system.body_of_node]
        out[row, :, 3:] = scratch.xquat[system.body_of_node]
    return out


def _remainder(session: Session, keys: Any, steps: Any, rows: Floats) -> tuple[tuple[str, float, float], ...]:
    """Per tree: how far momentum is from what the ledger says, at most, over all control ticks.

    Angular momentum is that about the tree's own centre of mass, so that it does not matter how far away the room's
    origin is.
    """
    momenta = np.array(session.track.momenta)
    if not len(momenta):
        return tuple((tree.name, 0.0, 0.0) for tree in session.system.trees)
    names, centres = list(session.ledger.keys), np.array(session.track.centres)
    out = []
    for tree in session.system.trees:
        mine = np.isin(keys, [i for i, key in enumerate(names) if key[0] == tree.name])
        per_tick = np.zeros((len(momenta), 6))
        ticks = steps[mine] // CONTROL_STEPS + 1
        inside = ticks < len(momenta)
        np.add.at(per_tick, ticks[inside], rows[mine][inside])
        left = momenta[:, tree.index] - momenta[0, tree.index] - np.cumsum(per_tick, axis=0)
        left[:, 3:] -= cross(centres[:, tree.index], left[:, :3])
        out.append(
            (
                tree.name,
                float(np.linalg.norm(left[:, :3], axis=1).max()),
                float(np.linalg.norm(left[:, 3:], axis=1).max()),
            )
        )
    return tuple(out)


def _stream(session: Session, coordinates: Floats, steps: Any, keys: Any, rows: Floats) -> Stream:
    track, ms = session.track, round(1000 * STEP_S)
    numbers, ids, loads = [], [], []
    for first, holds, wrench in track.loads:
        count = len(wrench)
        numbers.append(np.repeat(np.arange(first, first + count), len(holds)))
        ids.append(np.tile(np.array(holds, dtype=np.int64), count))
        loads.append(wrench.reshape(-1, 6))
    joints = len(session.body.joint_dof)
    torques = np.array(track.torques) if track.torques else np.zeros((0, joints))
    return Stream(
        ticks=np.arange(len(coordinates), dtype=np.int64) * ms, coordinates=coordinates,
        velocities=np.array(track.velocities), torques=torques,
        joint_dofs=np.asarray(session.body.joint_dof, dtype=np.int64), impulse_step=steps, impulse_key=keys,
        impulse=rows,
        hold_step=np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64),
        hold_id=np.concatenate(ids) if ids else np.zeros(0, dtype=np.int64),
        hold_load=np.concatenate(loads) if loads else np.zeros((0, 6)),
    )  # fmt: skip


def _notes(session: Session) -> dict[str, Any]:
    effort = session.crew.effort
    ticks = max(1, session.tick // round(1000 * STEP_S * CONTROL_STEPS))
    return {
        "control": {
            name: {"at a limit": round(one.limited_ticks / ticks, 4), "unsolved": one.failed_ticks}
            for name, one in effort.items()
        }
    }
