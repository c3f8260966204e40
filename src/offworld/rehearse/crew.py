"""The crew's muscles: from everybody's wishes to torques, island by island, once a control tick."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from offworld.rehearse.actor import FEET, Actor
from offworld.rehearse.control.dynamics import Island, dynamics, make_island
from offworld.rehearse.control.solve import Limits, build_problem, solve
from offworld.rehearse.control.tasks import Task
from offworld.rehearse.floor import Floor
from offworld.rehearse.holds import Hold, HoldTable
from offworld.rehearse.moves.base import steadied
from offworld.rehearse.moves.wish import Wish
from offworld.rehearse.system import SET, Floats, System, Tree
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
STILL_RATE, STILL_SPIN_RATE = 4.0, 3.0
"""1/s: how fast one who holds on comes to rest."""
STILL_WEIGHT, STILL_SPIN_WEIGHT = 300.0, 100.0


@dataclass(slots=True, eq=False)
class Effort:
    """How the last solve of a person's island went."""

    status: str = "solved"
    limited_ticks: int = 0
    failed_ticks: int = 0


class Crew:
    """Everybody with muscles."""

    def __init__(self, system: System, table: HoldTable, actors: dict[str, Actor]) -> None:
        self.system, self.table, self.actors = system, table, actors
        self.effort = {name: Effort() for name in actors}
        self._islands: list[Island] = []
        self._layout: tuple[int, ...] | None = None
        self._mass = np.zeros((system.model.nv, system.model.nv))

    def drive(self, floor: Floor, wishes: dict[str, list[Wish]]) -> None:
        """Set the torques of the coming control step.

        Args:
            floor: the scene now, position and velocity stages fresh.
            wishes: of each person's running moves.
        """
        layout = self.table.ids()
        if layout != self._layout:
            self._islands, self._layout = self._find_islands(), layout
        mujoco.mj_fullM(self.system.model, self.system.data, self._mass)
        for island in self._islands:
            self._drive_island(floor, island, wishes)

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

    def _drive_island(self, floor: Floor, island: Island, wishes: dict[str, list[Wish]]) -> None:
        people = [self.actors[tree.name] for tree in island.trees if tree.person]
        data = self.system.data
        if all(actor.limp and not _shaken(wishes[actor.name]) for actor in people):
            data.ctrl[island.motors] = 0.0
            return
        system_now = dynamics(self.system, island, self._mass)
        tasks: list[Task] = []
        for actor in people:
            tasks += self._tasks(actor, island, wishes[actor.name])
        limits = self._limits(people, wishes)
        answer = solve(system_now, build_problem(system_now, tasks, limits))
        data.ctrl[island.motors] = np.clip(answer.torques, limits.torque_low, limits.torque_high)
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
            tasks.append(self._still(actor, island))
        return tasks

    def _still(self, actor: Actor, island: Island) -> Task:
        """Come to rest: against the room if the island is tied to it, else against the island as a whole."""
        tied = any(hold.partner == SET for hold in island.holds)
        velocity = np.zeros(3) if tied else _common_velocity(self.system, island)
        return steadied(
            actor, velocity=velocity, rate=STILL_RATE, spin_rate=STILL_SPIN_RATE, weight=STILL_WEIGHT,
            spin_weight=STILL_SPIN_WEIGHT, top_force=55.0, top_torque=25.0,
        )  # fmt: skip

    def _limits(self, people: list[Actor], wishes: dict[str, list[Wish]]) -> Limits:
        parts = [self._limits_of(actor, wishes[actor.name]) for actor in people]
        return Limits(
            torque_low=np.concatenate([p.torque_low for p in parts]),
            torque_high=np.concatenate([p.torque_high for p in parts]),
            posture=np.concatenate([p.posture for p in parts]),
            posture_weight=np.concatenate([p.posture_weight for p in parts]),
            hinge_low=np.concatenate([p.hinge_low for p in parts]),
            hinge_high=np.concatenate([p.hinge_high for p in parts]),
        )

    def _limits_of(self, actor: Actor, wishes: list[Wish]) -> Limits:
        tree, speed, angle = actor.tree, actor.speeds(), actor.angles()
        wanted = actor.neutral.copy()
        weight = np.where(_trunk(actor), TRUNK_WEIGHT, 1.0)
        share = min((w.posture_weight for w in wishes if w.posture_weight is not None), default=POSTURE_WEIGHT)
        rate = POSTURE_RATE
        for wish in wishes:
            for hinge, value in wish.posture.items():
                wanted[hinge] = value
            for limb in wish.free_limbs:
                weight[_limb_hinges(actor, limb)] *= 0.05
            if wish.shake is not None:
                wanted, rate = wish.shake, 12.0
        weight = weight * share
        posture = np.clip(rate * rate * (wanted - angle) - 2.0 * rate * speed, -40.0, 40.0)
        if actor.limp and not _shaken(wishes):
            zero = np.zeros(len(angle))
            return Limits(
                torque_low=zero - 1e-9, torque_high=zero + 1e-9, posture=zero, posture_weight=zero,
                hinge_low=zero - 1e30, hinge_high=zero + 1e30,
            )  # fmt: skip
        ahead = angle + speed * STOP_S
        low, high = torque_bounds(tree.torque, speed)
        gain = 2.0 / STOP_S**2
        return Limits(
            torque_low=low, torque_high=high, posture=posture, posture_weight=weight,
            hinge_low=np.clip(gain * (tree.low + MARGIN - ahead), -200.0, 200.0),
            hinge_high=np.clip(gain * (tree.high - MARGIN - ahead), -200.0, 200.0),
        )  # fmt: skip


def _shaken(wishes: list[Wish]) -> bool:
    return any(wish.shake is not None for wish in wishes)


def _common_velocity(system: System, island: Island) -> Floats:
    mass = sum(tree.mass for tree in island.trees)
    data = system.data
    mujoco.mj_subtreeVel(system.model, data)
    return np.asarray(sum(t.mass * data.subtree_linvel[t.root_body] for t in island.trees) / mass)


_TRUNK = ("lumbar", "thorax", "neck")


def _trunk(actor: Actor) -> Floats:
    names = hinge_names(actor)
    return np.array([name.startswith(_TRUNK) for name in names])


def hinge_names(actor: Actor) -> list[str]:
    """Hinge names of a person without the person's own, in order."""
    nodes = actor.system.assembly.nodes
    return [j.id.split("/")[1] for node in nodes if node.tree == actor.name for j in node.joints]


def _limb_hinges(actor: Actor, limb: str) -> list[int]:
    side = limb.split(" ")[0]
    parts = ("hip", "knee", "ankle") if limb in FEET else ("shoulder", "elbow", "forearm", "wrist")
    return [i for i, name in enumerate(hinge_names(actor)) if name.startswith(tuple(f"{side}_{p}" for p in parts))]
