"""The crew's muscles: from everybody's wishes to torques, island by island, once a control tick."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from offworld.rehearse.actor import FEET, LIMBS, Actor
from offworld.rehearse.control.dynamics import Island, dynamics, make_island
from offworld.rehearse.control.solve import Grips, Limits, Status, build_problem, grips_of, solve
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.holds import Hold, HoldTable
from offworld.rehearse.moves.base import steadied
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import SET, Floats, Ints, System, Tree
from offworld.strength import torque_bounds

POSTURE_RATE = 3.0
"""1/s: natural frequency with which a posture is taken; about a second to settle, a guess from film of crews."""
TRUNK_WEIGHT = 4.0
"""Weight of trunk and neck hinges against 1 for the limbs'."""
POSTURE_WEIGHT = 0.3
"""Weight of posture rows when a move says nothing."""
STOP_S = 0.10
"""s in which a hinge must be able to stop before its range ends."""
MARGIN = 0.04
"""rad kept free at the ends of every range."""
EDGE, EDGE_RATE, EDGE_WEIGHT = 0.20, 4.0, 5.0
"""rad before the end of a range (and its margin) where a hinge is drawn back; 1/s of that, and weight at the end."""
FREE_LIMB = 0.05
"""Share of the posture's weight that a limb keeps which has something to do."""
SHAKE_RATE = 12.0
"""1/s: how fast a body acting against its will is thrown about."""
TRACE_RATE, TRACE_WEIGHT = 12.0, 30.0
"""1/s with which a planned motion is taken up again after a disturbance, and the weight of its firm hinges."""
STILL_RATE, STILL_SPIN_RATE = 4.0, 3.0
"""1/s: how fast one who holds on comes to rest."""
STILL_WEIGHT, STILL_SPIN_WEIGHT = 3000.0, 1000.0


@dataclass(slots=True, eq=False)
class Effort:
    """How the last solve of a person's island went."""

    status: Status = "solved"
    """Of the last solve."""
    limited_ticks: int = 0
    """Control steps in which some limit mattered."""
    failed_ticks: int = 0
    """Control steps without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hinges:
    """What a person's hinges are part of."""

    weight: Floats
    """(hinges,) weight of each in the posture."""
    limbs: dict[str, Ints]
    """Numbers of the hinges of each limb."""

    @classmethod
    def of(cls, names: list[str]) -> Hinges:
        """From the hinges' names, in order."""
        trunk = np.array([name.startswith(("lumbar", "thorax", "neck")) for name in names])
        return cls(
            weight=np.where(trunk, TRUNK_WEIGHT, 1.0),
            limbs={limb: _limb_hinges(names, limb) for limb in LIMBS},
        )


class Crew:
    """Everybody with muscles."""

    def __init__(self, system: System, table: HoldTable, actors: dict[str, Actor]) -> None:
        self.system, self.table, self.actors = system, table, actors
        self.effort = {name: Effort() for name in actors}
        self.mass_matrix = np.zeros((system.model.nv, system.model.nv))
        """Of the whole system at the last tick, kg and so on."""
        self._islands: list[tuple[Island, Grips]] = []
        self._layout: tuple[int, ...] | None = None
        self._hinges = {name: Hinges.of(hinge_names(actor)) for name, actor in actors.items()}

    def drive(self, wishes: dict[str, list[Wish]]) -> None:
        """Set the torques of the coming control step; position and velocity stages are fresh.

        Args:
            wishes: of each person's running moves.
        """
        layout = self.table.ids()
        if layout != self._layout:
            self._islands = [(island, grips_of(island)) for island in self._find_islands()]
            self._layout = layout
        mujoco.mj_fullM(self.system.model, self.system.data, self.mass_matrix)
        for island, grips in self._islands:
            self._drive_island(island, grips, wishes)

    def _find_islands(self) -> list[Island]:
        trees, group = self.system.trees, list(range(len(self.system.trees)))

        def head(i: int) -> int:
            while group[i] != i:
                i = group[i]
            return i

        for hold in self.table.ordered():
            if hold.partner != SET:
                group[head(hold.partner)] = head(hold.holder)
        found: dict[int, list[Tree]] = {}
        for tree in trees:
            found.setdefault(head(tree.index), []).append(tree)
        return [
            make_island(tuple(members), self._within(members))
            for members in found.values()
            if any(tree.person for tree in members)
        ]

    def _within(self, members: list[Tree]) -> tuple[Hold, ...]:
        inside = {tree.index for tree in members}
        return tuple(hold for hold in self.table.ordered() if hold.holder in inside)

    def _drive_island(self, island: Island, grips: Grips, wishes: dict[str, list[Wish]]) -> None:
        people = [self.actors[tree.name] for tree in island.trees if tree.person]
        data = self.system.data
        if all(actor.limp and not _shaken(wishes[actor.name]) for actor in people):
            data.ctrl[island.motors] = 0.0
            return
        system_now = dynamics(self.system, island, self.mass_matrix)
        tasks: list[Task] = []
        for actor in people:
            tasks += self._tasks(actor, island, wishes[actor.name])
        limits = self._limits(island, people, wishes)
        answer = solve(system_now, build_problem(system_now, tasks, limits, grips))
        data.ctrl[island.motors] = _within(answer.torques, limits.torque_low, limits.torque_high)
        for actor in people:
            effort = self.effort[actor.name]
            effort.status = answer.status
            effort.limited_ticks += answer.status == "limits"
            effort.failed_ticks += answer.status == "failed"

    def _tasks(self, actor: Actor, island: Island, wishes: list[Wish]) -> list[Task]:
        if actor.limp:
            return []
        tasks = [task for wish in wishes for task in wish.tasks]
        busy = any(wish.moves_body for wish in wishes)
        if not busy and not actor.strapped and actor.anchored():
            tasks += [task for wish in wishes for task in wish.at_rest] or [self._still(actor, island)]
        return tasks

    def _still(self, actor: Actor, island: Island) -> Task:
        """Come to rest: against the room if the island is tied to it, else against the island as a whole."""
        tied = any(hold.partner == SET for hold in island.holds)
        velocity = np.zeros(3) if tied else _common_velocity(self.system, island)
        return steadied(
            actor, velocity=velocity, rate=STILL_RATE, spin_rate=STILL_SPIN_RATE, weight=STILL_WEIGHT,
            spin_weight=STILL_SPIN_WEIGHT, top_force=55.0, top_torque=25.0,
        )  # fmt: skip

    def _limits(self, island: Island, people: list[Actor], wishes: dict[str, list[Wish]]) -> Limits:
        data = self.system.data
        angle, speed = data.qpos.take(island.angles), data.qvel.take(island.speeds)
        torque_low, torque_high = torque_bounds(island.torque, speed)
        ahead = angle + speed * STOP_S
        gain = 2.0 / STOP_S**2
        hinge_low = _within(gain * (island.low + MARGIN - ahead), -200.0, 200.0)
        hinge_high = _within(gain * (island.high - MARGIN - ahead), -200.0, 200.0)
        wanted, weight, rate, edge, lead = np.empty((5, len(angle)))
        at = 0
        for actor in people:
            part = slice(at, at + len(actor.neutral))
            at = part.stop
            mine = wishes[actor.name]
            wanted[part], weight[part], rate[part], edge[part] = self._posture(actor, mine)
            lead[part] = _lead(mine)
            if actor.limp and not _shaken(mine):
                torque_low[part], torque_high[part] = -1e-9, 1e-9
                hinge_low[part], hinge_high[part] = -1e30, 1e30
        posture = _within(lead + rate * rate * (wanted - angle) - 2.0 * rate * speed, -40.0, 40.0)
        depth, back = _edges(island, angle, speed)
        edge *= EDGE_WEIGHT * depth * depth
        both = weight + edge
        posture = (weight * posture + edge * back) / np.maximum(both, 1e-12)
        return Limits(
            torque_low=torque_low, torque_high=torque_high, posture=posture, posture_weight=both,
            hinge_low=hinge_low, hinge_high=hinge_high,
        )  # fmt: skip

    def _posture(self, actor: Actor, wishes: list[Wish]) -> tuple[Floats, Floats, float, Floats]:
        """Wanted angles of a person's hinges, their weights, the rate at which they are taken, and what keeps off ends.

        The last is a share of the usual wish: a limb that has something to do may go further than one at rest.
        """
        hinges = self._hinges[actor.name]
        wanted, weight, rate = actor.neutral.copy(), hinges.weight.copy(), POSTURE_RATE
        edge = np.ones(len(weight))
        if actor.limp and not _shaken(wishes):
            return wanted, np.zeros(len(weight)), rate, np.zeros(len(weight))
        share = min(
            (w.posture_weight for w in wishes if w.posture_weight is not None), default=POSTURE_WEIGHT
        )
        for wish in wishes:
            for hinge, value in wish.posture.items():
                wanted[hinge] = value
            for limb in wish.free_limbs:
                weight[hinges.limbs[limb]] *= FREE_LIMB
                edge[hinges.limbs[limb]] = FREE_LIMB
            if wish.shake is not None:
                wanted, rate = wish.shake, SHAKE_RATE
            if wish.trace is not None:
                firm = wish.trace.firm > 0.0
                wanted, rate = wish.trace.angles, TRACE_RATE
                return wanted, np.where(firm, TRACE_WEIGHT, weight * share), rate, np.where(firm, 0.0, edge)
        return wanted, weight * share, rate, edge


def _lead(wishes: list[Wish]) -> Floats | float:
    """(hinges,) accelerations wanted of hinges that are where and as fast as they should be, rad/s²."""
    trace = next((wish.trace for wish in wishes if wish.trace is not None), None)
    return 0.0 if trace is None else trace.push + 2.0 * TRACE_RATE * trace.speeds


def _edges(island: Island, angle: Floats, speed: Floats) -> tuple[Floats, Floats]:
    """How near hinges are to an end of their range, from 0 at `EDGE` to 1, and the acceleration wanted back inside."""
    room = np.minimum(EDGE, 0.2 * (island.high - island.low))
    over = _within(angle - (island.high - MARGIN - room), 0.0, room)
    under = _within((island.low + MARGIN + room) - angle, 0.0, room)
    depth = np.maximum(over, under) / room
    back = EDGE_RATE * EDGE_RATE * (under - over) - 2.0 * EDGE_RATE * speed
    return depth, back


def _within(values: Floats, low: Floats | float, high: Floats | float) -> Floats:
    """Values kept between two bounds; for short arrays several times as quick as numpy's own."""
    return np.asarray(np.minimum(np.maximum(values, low), high))


def _shaken(wishes: list[Wish]) -> bool:
    return any(wish.shake is not None for wish in wishes)


def _common_velocity(system: System, island: Island) -> Floats:
    mass = sum(tree.mass for tree in island.trees)
    data = system.data
    mujoco.mj_subtreeVel(system.model, data)
    return np.asarray(sum(t.mass * data.subtree_linvel[t.root_body] for t in island.trees) / mass)


def hinge_names(actor: Actor) -> list[str]:
    """Hinge names of a person without the person's own, in order."""
    nodes = actor.system.assembly.nodes
    return [j.id.split("/")[1] for node in nodes if node.tree == actor.name for j in node.joints]


def _limb_hinges(names: list[str], limb: str) -> Ints:
    side = limb.removesuffix(" hand").removesuffix(" foot")
    parts = ("hip", "knee", "ankle") if limb in FEET else ("shoulder", "elbow", "forearm", "wrist")
    starts = tuple(f"{side}_{part}" for part in parts)
    return np.array([i for i, name in enumerate(names) if name.startswith(starts)], dtype=np.int64)
