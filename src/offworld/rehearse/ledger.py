"""The ledger: who gave how much impulse to whom, by which cause, weighted as the integrator weighs its stages.

Within one control step the simulator's arrays are only copied, stage by stage; `flush` turns them into world wrenches
about the set origin at once for all stages, since one vectorised pass costs less than many small ones.
A root's three linear rows are its tree's whole force; its three angular rows are the torque about the root's origin
in the root's own axes (MuJoCo's free joint).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offworld.film.take import LedgerKey
from offworld.geometry.rotation import cross
from offworld.rehearse.integrate import PARTS
from offworld.rehearse.solver import constraint_rows
from offworld.rehearse.system import SET, Floats, Ints, System
from offworld.rehearse.tethers import Tethers
from offworld.rehearse.touches import Touches, TouchRows


@dataclass(slots=True, eq=False)
class HoldLoads:
    """Mean loads of the active holds in each simulation step since the last flush."""

    hold_ids: tuple[int, ...]
    """`HoldRecord.id` in order of the equality rows."""
    wrench: Floats
    """(steps, holds, 6): force and torque about the set origin on the holder's tree, set frame."""


@dataclass(slots=True, eq=False)
class Books:
    """What is kept for the take: one row per step and key, in pieces of one flush each."""

    steps: list[Ints] = field(default_factory=list)
    """(rows,) step index of each row."""
    keys: list[Ints] = field(default_factory=list)
    """(rows,) number of its key."""
    rows: list[Floats] = field(default_factory=list)
    """(rows, 6) impulse, N s, and angular impulse about the set origin, N m s, set frame."""


Entry = tuple[int, Floats]
"""Number of a key, and its (steps, 6) impulses."""


class Ledger:
    """Collects stage forces, and books them by key."""

    def __init__(
        self, system: System, *, step_s: float, steps_per_flush: int, rotates: bool, tethers: Tethers | None = None
    ) -> None:  # fmt: skip
        n = 4 * PARTS * steps_per_flush
        data = system.data
        self.system, self.h, self.size = system, step_s, n
        self.rotates = rotates
        self.keys: dict[tuple[str, str, str], int] = {}
        self.books = Books()
        self.step = 0
        self._columns = system.root_columns
        self._roots, self._mass = system.root_bodies, system.masses
        self._seconds = np.empty(n)
        self._begins: list[int] = []
        fluid = system.model.opt.density != 0.0
        watched = [data.xpos, data.xmat, data.subtree_com]
        watched += [data.qfrc_fluid] if fluid else []
        if rotates:
            watched += [data.qfrc_smooth, data.qfrc_passive, data.qfrc_bias, data.qfrc_actuator]
        # Views on the simulator's own arrays, which stay where they are, and a row for each stage to copy them to.
        self._watched = [(view, np.empty((n, *view.shape))) for view in watched]
        self._copies = [rows for _, rows in self._watched]
        self._fluid = fluid
        self._hold_j, self._hold_f = np.empty((n, 0)), np.empty((n, 0))
        self._hold_at = np.zeros(0, np.int64)
        self._hold_ids: tuple[int, ...] = ()
        self._hold_ends: tuple[tuple[int, int], ...] = ()
        self._touches = TouchRows(system)
        self.tethers = tethers if tethers is not None else Tethers(system, 0)
        self._pulls, self._pulled = (
            np.empty((n, *view.shape)) for view in (self.tethers.state, self.tethers.pulled)
        )
        self._fill = 0

    def holds_changed(self, ids: tuple[int, ...], ends: tuple[tuple[int, int], ...]) -> None:
        """Tell the ledger which holds the equality rows are, in order of their slots; only after a flush.

        Args:
            ids: hold numbers.
            ends: tree index of holder and of what is held (SET for the room).
        """
        assert self._fill == 0
        self._hold_ids, self._hold_ends = ids, ends
        nv, holds = self.system.model.nv, len(ids)
        # Where the columns of both ends' roots are in the simulator's rows; what the room feels is not asked.
        roots = self._columns.reshape(-1, 6)[np.array(ends, dtype=np.int64).reshape(holds, 2)]
        at = np.arange(6 * holds).reshape(holds, 1, 6, 1) * nv + roots[:, :, None, :]
        self._hold_at = at.reshape(-1)
        self._hold_j = np.empty((self.size, len(self._hold_at)))
        self._hold_f = np.empty((self.size, 6 * holds))

    def begin(self) -> None:
        """A step begins."""
        self._begins.append(self._fill)

    def again(self) -> None:
        """The step that began last is taken again."""
        self._fill = self._begins[-1]
        self._touches.again(self._fill)

    def stage(self, *, first: bool, seconds: float) -> None:
        """Store the forces of a stage.

        Args:
            first: the state is one that the integrator passes through.
            seconds: for how long the forces count.

        Raises:
            RuntimeError: the simulator has other holds than the ledger knows of.
        """
        data, i = self.system.data, self._fill
        self._seconds[i] = seconds
        for view, rows in self._watched:
            rows[i] = view
        if self.tethers.active:
            self._pulls[i], self._pulled[i] = self.tethers.state, self.tethers.pulled
        if data.nefc:
            equal = 6 * len(self._hold_ids)
            if data.ne != equal:
                raise RuntimeError(f"{data.ne} equality rows for {len(self._hold_ids)} holds")
            force = data.efc_force
            jacobian = constraint_rows(self.system) if equal or data.ncon else force
            if equal:
                jacobian.reshape(-1).take(self._hold_at, out=self._hold_j[i], mode="clip")
                self._hold_f[i] = force[:equal]
            if data.ncon:
                self._touches.stage(i, jacobian, force, motion=first)
        self._fill = i + 1

    def discard(self) -> None:
        """Forget what was stored since the last flush: a control step that is not kept."""
        self._fill, self._begins = 0, []
        self._touches.clear()

    def flush(self) -> tuple[HoldLoads, Touches]:
        """Book everything stored since the last flush.

        Returns:
            The loads of the holds and the touches, for whoever breaks grips and finds collisions.
        """
        n, steps = self._fill, len(self._begins)
        if not steps:
            return HoldLoads(self._hold_ids, np.zeros((0, len(self._hold_ids), 6))), self._touches.taken(
                [0], self._seconds
            )
        entries = self._fields(n)
        held = self._held(n)
        wrench = np.zeros((steps, len(self._hold_ids), 6))
        for k, (a, b) in enumerate(self._hold_ends):
            wrench[:, k] = held[:, k, 0]
            entries.append((self._partner_key(a, b, "hold"), held[:, k, 0]))
            if b != SET:
                entries.append((self._partner_key(b, a, "hold"), held[:, k, 1]))
        touches = self._touches.taken(self._begins, self._seconds)
        entries += self._touched(touches, steps) + self._tethered(n)
        self._book(entries, steps)
        self.step += steps
        self.discard()
        return HoldLoads(self._hold_ids, wrench / self.h), touches

    def key(self, tree: int, partner: str, cause: str) -> int:
        """Number of a key, made when first asked for."""
        return self.keys.setdefault((self.system.trees[tree].name, partner, cause), len(self.keys))

    def ledger_keys(self) -> tuple[LedgerKey, ...]:
        """All keys in order of their numbers."""
        return tuple(LedgerKey(tree=t, partner=p, cause=c) for t, p, c in self.keys)  # type: ignore[arg-type]

    def _partner_key(self, tree: int, partner: int, cause: str) -> int:
        return self.key(tree, "set" if partner == SET else self.system.trees[partner].name, cause)

    def _world(self, rows: Floats, stages: slice | Ints) -> Floats:
        """(n, groups, trees, 6) wrenches about the set origin of (n, groups, 6 trees) forces on the roots."""
        n, groups = rows.shape[:2]
        places = self._copies[0][stages].take(self._roots, 1)[:, None]
        turns = self._copies[1][stages].take(self._roots, 1).reshape(n, 1, -1, 3, 3)
        return _turned(rows.reshape(n, groups, len(self.system.trees), 6), places, turns)

    def _by_step(self, world: Floats) -> Floats:
        """(steps, ...) impulses of (stages, ...) wrenches."""
        seconds = self._seconds[: len(world)].reshape(-1, *(1,) * (world.ndim - 1))
        return np.asarray(np.add.reduceat(world * seconds, self._begins, axis=0))

    def _fields(self, n: int) -> list[Entry]:
        """What air, the turning of the frame and gravity gave."""
        raw, causes, copies = [], [], iter(self._copies[3:])
        if self._fluid:
            raw.append(next(copies)[:n])
            causes.append("air")
        if self.rotates:
            smooth, passive, bias, actuator = (rows[:n] for rows in copies)
            given = smooth - passive + bias - actuator
            # What is applied besides are the pulls of tethers, which have their own cause.
            raw.append(given - self._pulled[:n] if self.tethers.active else given)
            causes.append("rotation")
        entries: list[Entry] = []
        trees = range(len(self.system.trees))
        if raw:
            world = self._by_step(
                self._world(np.stack([one.take(self._columns, 1) for one in raw], axis=1), slice(0, n))
            )
            entries += [
                (self.key(t, "world", cause), world[:, g, t]) for g, cause in enumerate(causes) for t in trees
            ]
        # An aircraft has gravity at some times only: what acts now decides.
        if np.any(self.system.model.opt.gravity):
            impulses = self._gravity(n)
            entries += [(self.key(t, "world", "gravity"), impulses[:, t]) for t in trees]
        return entries

    def _gravity(self, n: int) -> Floats:
        force = self._mass[:, None] * self.system.model.opt.gravity
        centres = self._copies[2][:n].take(self._roots, 1)
        wrench = np.concatenate([np.broadcast_to(force, centres.shape), cross(centres, force)], axis=-1)
        return self._by_step(wrench)

    def _held(self, n: int) -> Floats:
        """(steps, holds, 2, 6) impulses of every hold on its holder and on what is held; nothing about the room."""
        holds = len(self._hold_ids)
        if not holds:
            return np.zeros((len(self._begins), 0, 2, 6))
        rows = self._hold_j[:n].reshape(n, holds, 2, 6, 6)
        forces = (self._hold_f[:n].reshape(n, holds, 1, 1, 6) @ rows)[..., 0, :]
        trees = np.array(self._hold_ends)
        return self._by_step(
            _turned(forces, self._copies[0][:n].take(self._roots[trees], 1), self._turns(n, trees))
        )

    def _turns(self, n: int, trees: Ints) -> Floats:
        """(n, ..., 3, 3) attitudes of the roots of trees."""
        return self._copies[1][:n].take(self._roots[trees], 1).reshape(n, *trees.shape, 3, 3)

    def _tethered(self, n: int) -> list[Entry]:
        """Impulses of the tethers that pulled, the same on both ends."""
        if not self.tethers.active:
            return []
        states, entries = self._pulls[:n], []
        self.tethers.feel(self.step, states, self._begins, self._seconds[:n])
        impulses = self._by_step(states[..., :6])
        for column, tether in enumerate(self.tethers.active):
            (a, b), impulse = tether.ends, impulses[:, column]
            if impulse.any():
                entries.append((self._partner_key(a, b, "tether"), impulse))
                entries += [(self._partner_key(b, a, "tether"), -impulse)] if b != SET else []
        return entries

    def _touched(self, touches: Touches, steps: int) -> list[Entry]:
        """Impulses of all touches, summed for each two trees."""
        if not len(touches.stage):
            return []
        world = self._world(touches.roots[:, None], touches.stage)[:, 0] * touches.seconds[:, None, None]
        ends = self.system.tree_of_geom.take(touches.geoms)
        entries: list[Entry] = []
        # Pairs in order of their trees, the room's -1 first.
        many = len(self.system.trees) + 1
        pairs = (ends[:, 0] + 1) * many + ends[:, 1] + 1
        for pair in np.unique(pairs).tolist():
            a, b = pair // many - 1, pair % many - 1
            mine = np.flatnonzero(pairs == pair)
            at = touches.step.take(mine)
            # Stages come in order of time, so that those of one step are next to each other.
            first = np.flatnonzero(np.diff(at, prepend=-1))
            for tree, partner in ((a, b), (b, a)):
                if tree != SET:
                    impulse = np.zeros((steps, 6))
                    impulse[at.take(first)] = np.add.reduceat(world[mine, tree], first, axis=0)
                    entries.append((self._partner_key(tree, partner, "contact"), impulse))
        return entries

    def _book(self, entries: list[Entry], steps: int) -> None:
        if not entries:
            return
        rows = np.concatenate([impulses for _, impulses in entries])
        self.books.rows.append(rows)
        self.books.keys.append(np.repeat(np.array([key for key, _ in entries], dtype=np.int64), steps))
        self.books.steps.append(np.tile(np.arange(self.step, self.step + steps), len(entries)))


def _turned(local: Floats, places: Floats, turns: Floats) -> Floats:
    """Wrenches about the set origin of forces (..., 6) on roots at places (..., 3) with attitudes (..., 3, 3)."""
    out = np.empty(local.shape)
    force = local[..., :3]
    out[..., :3] = force
    out[..., 3:] = (turns @ local[..., 3:, None])[..., 0] + cross(places, force)
    return out
