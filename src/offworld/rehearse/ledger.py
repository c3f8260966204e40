"""The ledger: who gave how much impulse to whom, by which cause, weighted as the integrator weighs its stages.

Within one control step the simulator's arrays are only copied, stage by stage; `flush` turns them into world wrenches
about the set origin at once for all stages, since one vectorised pass costs less than many small ones.
A root's three linear rows are its tree's whole force; its three angular rows are the torque about the root's origin
in the root's own axes (MuJoCo's free joint).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from offworld.film.take import LedgerKey
from offworld.geometry.rotation import cross
from offworld.rehearse.integrate import PARTS
from offworld.rehearse.system import SET, Floats, Ints, System
from offworld.rehearse.touches import Touches, collect, gather, no_touches


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

    def __init__(self, system: System, *, step_s: float, steps_per_flush: int, rotates: bool) -> None:
        n, nv = 4 * PARTS * steps_per_flush, system.model.nv
        data = system.data
        self.system, self.h, self.size = system, step_s, n
        self.rotates = rotates
        self.keys: dict[tuple[str, str, str], int] = {}
        self.books = Books()
        self.step = 0
        self._columns = system.root_columns
        self._roots = np.array([tree.root_body for tree in system.trees])
        self._mass = np.array([tree.mass for tree in system.trees])
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
        self._hold_j, self._hold_f = np.empty((n, 0, nv)), np.empty((n, 0))
        self._hold_ids: tuple[int, ...] = ()
        self._hold_ends: tuple[tuple[int, int], ...] = ()
        self._touches: list[Touches] = []
        self._fill = 0

    def holds_changed(self, ids: tuple[int, ...], ends: tuple[tuple[int, int], ...]) -> None:
        """Tell the ledger which holds the equality rows are, in order of their slots; only after a flush.

        Args:
            ids: hold numbers.
            ends: tree index of holder and of what is held (SET for the room).
        """
        assert self._fill == 0
        self._hold_ids, self._hold_ends = ids, ends
        self._hold_j = np.empty((self.size, 6 * len(ids), self.system.model.nv))
        self._hold_f = np.empty((self.size, 6 * len(ids)))

    def begin(self) -> None:
        """A step begins."""
        self._begins.append(self._fill)

    def again(self) -> None:
        """The step that began last is taken again."""
        self._fill = self._begins[-1]
        self._touches = [one for one in self._touches if one.stage[0] < self._fill]

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
        if data.nefc:
            equal = 6 * len(self._hold_ids)
            if data.ne != equal:
                raise RuntimeError(f"{data.ne} equality rows for {len(self._hold_ids)} holds")
            if equal or data.ncon:
                jacobian, force = data.efc_J.reshape(-1, self.system.model.nv), data.efc_force
                self._hold_j[i], self._hold_f[i] = jacobian[:equal], force[:equal]
                if data.ncon:
                    self._touches += collect(self.system, i, jacobian, force, motion=first)
        self._fill = i + 1

    def discard(self) -> None:
        """Forget what was stored since the last flush: a control step that is not kept."""
        self._fill, self._begins, self._touches = 0, [], []

    def flush(self) -> tuple[HoldLoads, Touches]:
        """Book everything stored since the last flush.

        Returns:
            The loads of the holds and the touches, for whoever breaks grips and finds collisions.
        """
        n, steps = self._fill, len(self._begins)
        if not steps:
            return HoldLoads(self._hold_ids, np.zeros((0, len(self._hold_ids), 6))), self._gathered()
        entries = self._fields(n)
        held = self._held(n)
        wrench = np.zeros((steps, len(self._hold_ids), 6))
        for k, (a, b) in enumerate(self._hold_ends):
            wrench[:, k] = held[:, k, a]
            entries.append((self._partner_key(a, b, "hold"), held[:, k, a]))
            if b != SET:
                entries.append((self._partner_key(b, a, "hold"), held[:, k, b]))
        touches = self._gathered()
        entries += self._touched(touches, steps)
        self._book(entries, steps)
        self.step += steps
        self.discard()
        return HoldLoads(self._hold_ids, wrench / self.h), touches

    def _gathered(self) -> Touches:
        """The touches since the last flush, each with its step and how long its force counts."""
        if not self._touches:
            return no_touches(self.system.model.nv)
        found = gather(self._touches)
        step = np.searchsorted(self._begins, found.stage, side="right") - 1
        return replace(found, step=step, seconds=self._seconds[found.stage])

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
        local = rows.reshape(n, groups, len(self.system.trees), 6)
        places = self._copies[0][stages][:, None, self._roots]
        turns = self._copies[1][stages][:, None, self._roots].reshape(n, 1, -1, 3, 3)
        out = np.empty(local.shape)
        out[..., :3] = local[..., :3]
        out[..., 3:] = (turns @ local[..., 3:, None])[..., 0] + cross(places, local[..., :3])
        return out

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
            raw.append(smooth - passive + bias - actuator)
            causes.append("rotation")
        entries: list[Entry] = []
        trees = range(len(self.system.trees))
        if raw:
            world = self._by_step(self._world(np.stack(raw, axis=1)[..., self._columns], slice(0, n)))
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
        centres = self._copies[2][:n, self._roots]
        wrench = np.concatenate([np.broadcast_to(force, centres.shape), cross(centres, force)], axis=-1)
        return self._by_step(wrench)

    def _held(self, n: int) -> Floats:
        """(steps, holds, trees, 6) impulses of every hold on every tree."""
        holds = len(self._hold_ids)
        rows = self._hold_j[:n, :, self._columns] * self._hold_f[:n, :, None]
        rows = rows.reshape(n, holds, 6, len(self._columns))
        return self._by_step(self._world(rows.sum(axis=2), slice(0, n)))

    def _touched(self, touches: Touches, steps: int) -> list[Entry]:
        """Impulses of all touches, summed for each two trees."""
        if not len(touches.stage):
            return []
        world = (
            self._world(touches.rows[:, None, self._columns], touches.stage)[:, 0]
            * touches.seconds[:, None, None]
        )
        ends = self.system.tree_of_geom[touches.geoms]
        at = touches.step
        entries: list[Entry] = []
        for a, b in sorted({(int(a), int(b)) for a, b in ends}):
            mine = np.flatnonzero((ends[:, 0] == a) & (ends[:, 1] == b))
            for tree, partner in ((a, b), (b, a)):
                if tree != SET:
                    impulse = np.zeros((steps, 6))
                    np.add.at(impulse, at[mine], world[mine, tree])
                    entries.append((self._partner_key(tree, partner, "contact"), impulse))
        return entries

    def _book(self, entries: list[Entry], steps: int) -> None:
        if not entries:
            return
        rows = np.concatenate([impulses for _, impulses in entries])
        self.books.rows.append(rows)
        self.books.keys.append(np.repeat(np.array([key for key, _ in entries], dtype=np.int64), steps))
        self.books.steps.append(np.tile(np.arange(self.step, self.step + steps), len(entries)))
