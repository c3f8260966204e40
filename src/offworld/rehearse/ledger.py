"""The ledger: who gave how much impulse to whom, by which cause, weighted as the integrator weighs its stages.

Within one control step the raw generalised forces on the roots are only stored; `flush` turns them into world
wrenches about the set origin at once for all stages, since one vectorised pass costs less than many small ones.
A root's three linear rows are its tree's whole force; its three angular rows are the torque about the root's origin
in the root's own axes (MuJoCo's free joint).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offworld.film.take import LedgerKey
from offworld.rehearse.integrate import WEIGHTS
from offworld.rehearse.system import SET, Floats, Ints, System


@dataclass(slots=True, eq=False)
class HoldLoads:
    """Mean loads of the active holds over one control step, and per simulation step."""

    hold_ids: tuple[int, ...]
    """`HoldRecord.id` in order of the equality rows."""
    wrench: Floats
    """(steps, holds, 6): force and torque about the set origin on the holder's tree, set frame."""


@dataclass(slots=True, eq=False)
class Touch:
    """One contact in one stage."""

    stage: int
    geoms: tuple[int, int]
    normal: float
    closing: float
    position: Floats
    row: Floats
    """(columns,) generalised force on all roots."""
    jacobian: Floats | None = None
    """Normal row of the contact Jacobian; only at stage 0."""


@dataclass(slots=True, eq=False)
class Books:
    """What is kept for the take: one row per step and key."""

    steps: list[Ints] = field(default_factory=list)
    keys: list[Ints] = field(default_factory=list)
    rows: list[Floats] = field(default_factory=list)


class Ledger:
    """Collects stage forces, and books them by key."""

    def __init__(self, system: System, *, step_s: float, steps_per_flush: int, rotates: bool) -> None:
        n, trees = 4 * steps_per_flush, len(system.trees)
        self.system, self.h, self.size = system, step_s, n
        self.rotates = rotates
        self.keys: dict[tuple[str, str, str], int] = {}
        self.books = Books()
        self.step = 0
        self._columns = system.root_columns
        self._roots = np.array([tree.root_body for tree in system.trees])
        self._mass = np.array([tree.mass for tree in system.trees])
        self._x = np.empty((n, trees, 3))
        self._r = np.empty((n, trees, 9))
        self._com = np.empty((n, trees, 3))
        self._air = np.empty((n, 6 * trees))
        self._turn = np.empty((n, 6 * trees))
        self._hold = np.empty((n, 0, 6 * trees))
        self._hold_ids: tuple[int, ...] = ()
        self._hold_ends: tuple[tuple[int, int], ...] = ()
        self.touches: list[Touch] = []
        self._fill = 0
        self._equalities = np.zeros(system.model.neq, dtype=np.int64)

    def holds_changed(self, ids: tuple[int, ...], ends: tuple[tuple[int, int], ...]) -> None:
        """Tell the ledger which holds the equality rows are, in order of their slots; only after a flush.

        Args:
            ids: hold numbers.
            ends: tree index of holder and of what is held (SET for the room).
        """
        assert self._fill == 0
        self._hold_ids, self._hold_ends = ids, ends
        self._hold = np.empty((self.size, len(ids), 6 * len(self.system.trees)))

    def stage(self, number: int) -> None:
        """Store the root forces of a stage."""
        data, i, columns = self.system.data, self._fill, self._columns
        self._x[i] = data.xpos[self._roots]
        self._r[i] = data.xmat[self._roots]
        self._air[i] = data.qfrc_fluid[columns]
        if self.rotates:
            known = data.qfrc_passive - data.qfrc_bias + data.qfrc_actuator
            self._turn[i] = (data.qfrc_smooth - known)[columns]
        self._com[i] = data.subtree_com[self._roots]
        if data.nefc:
            self._constraints(i, number)
        self._fill = i + 1

    def _constraints(self, i: int, number: int) -> None:
        data = self.system.data
        holds = len(self._hold_ids)
        if data.ne != 6 * holds:
            raise RuntimeError(f"{data.ne} equality rows for {holds} holds")
        if not holds and not data.ncon:
            return
        jacobian = data.efc_J.reshape(-1, self.system.model.nv)
        if holds:
            rows = jacobian[: data.ne][:, self._columns] * data.efc_force[: data.ne, None]
            self._hold[i] = rows.reshape(holds, 6, -1).sum(axis=1)
        for c in range(data.ncon):
            self._touch(c, i, number, jacobian)

    def _touch(self, c: int, i: int, number: int, jacobian: Floats) -> None:
        data, contact = self.system.data, self.system.data.contact
        start = int(contact.efc_address[c])
        if start < 0:
            return
        # A pyramidal cone has two rows for each way to slide, normal ± friction: two opposite rows average to the normal.
        rows = slice(start, start + 2 * (int(contact.dim[c]) - 1))
        force = data.efc_force[rows]
        first = number == 0
        normal = 0.5 * (jacobian[start] + jacobian[start + 1]) if first else None
        self.touches.append(
            Touch(
                stage=i, geoms=(int(contact.geom1[c]), int(contact.geom2[c])), normal=float(force.sum()),
                closing=float(-normal @ data.qvel) if normal is not None else 0.0, position=contact.pos[c].copy(),
                row=force @ jacobian[rows][:, self._columns], jacobian=normal,
            )  # fmt: skip
        )

    def flush(self) -> tuple[HoldLoads, list[Touch]]:
        """Book everything stored since the last flush.

        Returns:
            The loads of the holds and the touches, for whoever breaks grips and finds collisions.
        """
        n = self._fill
        steps = n // 4
        weights = np.tile(WEIGHTS, steps) * self.h
        to_world = self._to_world(n)
        self._book_fields(n, weights, to_world)
        held = self._by_step(self._world(self._hold[:n], to_world), weights)
        wrench = np.zeros((steps, len(self._hold_ids), 6))
        for k, (a, b) in enumerate(self._hold_ends):
            wrench[:, k] = held[:, k, a]
            self._book(held[:, k, a], a, b, "hold")
            if b != SET:
                self._book(held[:, k, b], b, a, "hold")
        self._book_touches(weights, to_world)
        touches, self.touches = self.touches, []
        self.step += steps
        self._fill = 0
        return HoldLoads(self._hold_ids, wrench / self.h), touches

    def key(self, tree: int, partner: str, cause: str) -> int:
        """Number of a key, made when first asked for."""
        return self.keys.setdefault((self.system.trees[tree].name, partner, cause), len(self.keys))

    def ledger_keys(self) -> tuple[LedgerKey, ...]:
        """All keys in order of their numbers."""
        return tuple(LedgerKey(tree=t, partner=p, cause=c) for t, p, c in self.keys)  # type: ignore[arg-type]

    def _to_world(self, n: int) -> Floats:
        """(n, trees, 6, 6): root rows to force and torque about the set origin."""
        out = np.zeros((n, len(self.system.trees), 6, 6))
        x = self._x[:n]
        out[..., 0, 0] = out[..., 1, 1] = out[..., 2, 2] = 1.0
        out[..., 3:, 3:] = self._r[:n].reshape(n, -1, 3, 3)
        out[..., 3, 1], out[..., 3, 2] = -x[..., 2], x[..., 1]
        out[..., 4, 0], out[..., 4, 2] = x[..., 2], -x[..., 0]
        out[..., 5, 0], out[..., 5, 1] = -x[..., 1], x[..., 0]
        return out

    def _world(self, rows: Floats, to_world: Floats) -> Floats:
        """(n, groups, trees, 6) wrenches of (n, groups, 6 * trees) root rows."""
        n, groups = rows.shape[:2]
        local = rows.reshape(n, groups, len(self.system.trees), 6, 1)
        return np.asarray((to_world[:, None] @ local)[..., 0])

    @staticmethod
    def _by_step(world: Floats, weights: Floats) -> Floats:
        """(steps, ...) impulses of (4 * steps, ...) wrenches."""
        shape = (len(world) // 4, 4, *world.shape[1:])
        return np.asarray((world * weights.reshape(-1, *(1,) * (world.ndim - 1))).reshape(shape).sum(axis=1))

    def _book(self, impulses: Floats, tree: int, partner: int, cause: str, steps: Ints | None = None) -> None:
        name = "set" if partner == SET else self.system.trees[partner].name
        self._book_as(impulses, self.key(tree, name, cause), steps)

    def _book_as(self, impulses: Floats, key: int, steps: Ints | None = None) -> None:
        if steps is None:
            steps = np.arange(self.step, self.step + len(impulses))
        self.books.steps.append(steps)
        self.books.keys.append(np.full(len(impulses), key))
        self.books.rows.append(impulses)

    def _book_fields(self, n: int, weights: Floats, to_world: Floats) -> None:
        raw = [self._air[:n]] + ([self._turn[:n]] if self.rotates else [])
        causes = ["air"] + (["rotation"] if self.rotates else [])
        if self.system.model.opt.density == 0.0:
            raw, causes = raw[1:], causes[1:]
        if raw:
            world = self._by_step(self._world(np.stack(raw, axis=1), to_world), weights)
            for g, cause in enumerate(causes):
                for tree in range(len(self.system.trees)):
                    self._book_as(world[:, g, tree], self.key(tree, "world", cause))
        # An aircraft has gravity at some times only: what acts now decides.
        if np.any(self.system.model.opt.gravity):
            self._book_gravity(n, weights)

    def _book_gravity(self, n: int, weights: Floats) -> None:
        force = self._mass[:, None] * self.system.model.opt.gravity
        force = np.broadcast_to(force, (n, *force.shape))
        wrench = np.concatenate([force, np.cross(self._com[:n], force)], axis=-1)
        impulses = self._by_step(wrench, weights)
        for tree in range(len(self.system.trees)):
            self._book_as(impulses[:, tree], self.key(tree, "world", "gravity"))

    def _book_touches(self, weights: Floats, to_world: Floats) -> None:
        tree_of_body, geom_body = self.system.tree_of_body, self.system.model.geom_bodyid
        for touch in self.touches:
            a, b = (int(tree_of_body[geom_body[g]]) for g in touch.geoms)
            wrench = self._world(touch.row[None, None], to_world[touch.stage][None])[0, 0] * weights[touch.stage]
            at = np.array([self.step + touch.stage // 4])
            for tree, partner in ((a, b), (b, a)):
                if tree != SET:
                    self._book(wrench[tree][None], tree, partner, "contact", at)
